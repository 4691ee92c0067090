"""The wanted companies in order, each with the one best next ask; and the others that have a part in the search."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from afterword.app.board import CLOSED
from afterword.app.course import Course
from afterword.app.home import Home
from afterword.app.leaning import around
from afterword.app.pages import unique
from afterword.app.targeting import Known, Wanted, made_room, next_ask, wanted
from afterword.errors import BadUsage, NotFound
from afterword.facts import Fact, codec, micros
from afterword.facts import handles as h
from afterword.facts.kinds import Target
from afterword.story import OrganisationStory, PersonStory
from afterword.strategy.model import FollowUp

INWARDS = ("reach_through", "insider_relative", "introduction_offered", "professional", "coworker_moving_on")
SHOWN = 20
"""Companies whose people and asks are shown; of a longer list the rest by name."""


@dataclass(frozen=True, slots=True)
class Company:
    """A wanted company. `ask` is the one to turn to next; `open` the follow-up that is planned already."""

    key: str
    name: str  # as the user wrote it
    roles: tuple[tuple[str, str], ...] = ()  # (role, stage), those still open
    people: int = 0  # people of the search who work there, met the user there, or are the ones to ask
    ask: Known | None = None
    open: FollowUp | None = None


@dataclass(frozen=True, slots=True)
class Other:
    """A company that is not on the list, with its roles."""

    key: str
    name: str
    roles: tuple[Course, ...]


def listed(home: Home) -> list[tuple[str, str]]:
    """(key, name as the user wrote it) of every wanted company, in order; nobody is told for it."""
    facts = [f for f in home.store.in_force(["target"]) if isinstance(f.body, Target)]
    home.world.know(h.org_handle(f.body.organisation) for f in facts if isinstance(f.body, Target))
    newest: dict[str, Fact] = {}
    for one in sorted(facts, key=lambda f: (f.at, f.learnt, f.id)):
        assert isinstance(one.body, Target)
        newest[home.world.subject_of(h.org_handle(one.body.organisation))] = one
    kept = [(key, f.body, f.at) for key, f in newest.items() if isinstance(f.body, Target) and not f.body.removed]
    kept.sort(key=lambda k: (k[1].rank or 10**6, home.day_of(k[2]), k[0]))
    return [(key, body.organisation) for key, body, _ in kept]


def companies(home: Home, most: int = SHOWN) -> tuple[list[Company], list[tuple[str, str]]]:
    """The first of the list with their asks, and (key, name) of the rest. Only where nothing is planned yet are people told, to find whom to ask."""
    today, every = home.today.isoformat(), listed(home)
    rows = home.store.subjects() if every else {}
    planned = [f for f in unique(home.store.follow_ups(today, today)) if f.situation in INWARDS] if every else []
    near = _around(home, [key for key, _ in every[:most]], rows)
    found = []
    for key, name in every[:most]:
        told = json.loads(rows.get(key, b"{}"))
        courses = [codec.load(Course, r) for r in told.get("roles", ())]
        houses = {h.squeezed(told.get("house", "")), h.squeezed(name)}
        follow = next((f for f in planned if {h.squeezed(f.organisation), h.squeezed(f.facts.get("organisation", ""))} & houses), None)
        met = {home.world.subject_of(p) for c in courses for p in c.people}
        ask = None if follow else next_ask(home, key, near[key], met)
        inside = {p for p in near[key] if p in met or h.squeezed(json.loads(rows[p]).get("place", "")) in houses}
        people = len(inside | ({ask.person.key} if ask else set()))
        found.append(Company(key, name, tuple((c.role, c.stage) for c in courses if c.stage not in CLOSED), people, ask, follow))
    return found, every[most:]


def _around(home: Home, houses: Sequence[str], rows: Mapping[str, bytes]) -> dict[str, list[str]]:
    """The people of the search with a name who may have a part in these houses: among them all who work there or did, or met the user there."""
    named = {k for k, body in rows.items() if not h.is_house(k) and json.loads(body).get("name")}
    to, back = around(home.store, houses), home.store.linked_to(houses)
    return {house: sorted((to.get(house, set()) | back.get(house, set())) & named) for house in houses}


def others(home: Home) -> list[Other]:
    """Companies with a role in the search that are not on the list, by name."""
    found = []
    for key, body in home.store.subjects().items():
        told = json.loads(body) if h.is_house(key) else {}
        if told.get("roles") and not told.get("wanted"):
            found.append(Other(key, told.get("house", ""), tuple(codec.load(Course, r) for r in told["roles"])))
    return sorted(found, key=lambda o: (o.name.casefold(), o.key))


@dataclass(frozen=True, slots=True)
class House:
    """One company: its people, its roles, its place on the list."""

    story: OrganisationStory
    roles: tuple[Course, ...]
    wanted: Wanted | None
    people: tuple[PersonStory, ...]


def house(home: Home, text: str) -> House:
    """The company of a key or a name. Raises NotFound where there is none."""
    key = text if h.is_house(text) else h.org_handle(text)
    key = home.world.subject_of(key)
    story = home.world.organisation(key)
    if story is None:
        raise NotFound(f"nothing is known of {text!r}")
    told = json.loads(home.store.subjects([key]).get(key, b"{}"))
    names = dict.fromkeys((*story.people, *(p for o in story.opportunities for p in o.people), *story.former))
    people = {p.key: p for x in list(names)[:60] if (p := home.world.person(x)) is not None and p.name and not p.mailbox}
    mine = wanted(home, [story])[0] if story.target is not None else None
    return House(story, tuple(codec.load(Course, r) for r in told.get("roles", ())), mine, tuple(people.values()))


def order(home: Home, names: Sequence[str]) -> None:
    """The list in a new order, as one act. `names` are those of the list, the best first."""
    have = [name for _, name in listed(home)]
    if sorted(names) != sorted(have):
        raise BadUsage("the list has changed meanwhile: look at it again")
    at = _after(home)
    home.record([(Target(name, rank), at) for rank, name in enumerate(names, 1)], "target order")


def wish(home: Home, organisation: str, *, rank: int = 0, removed: bool = False) -> None:
    """A wanted company, or no longer."""
    at = _after(home)
    home.record([(body, at) for body in (Target(organisation, rank, removed), *made_room(home, organisation, 0 if removed else rank))], "target remove" if removed else "target add")


def _after(home: Home) -> int:
    """Now, and after every earlier word on the list: the newest counts, also where the clock stands still (`--at`)."""
    last = max((f.at for f in home.store.in_force(["target"])), default=0)
    return max(micros(home.clock.now()), last + 1)


def moved(home: Home, name: str, by: int) -> None:
    """One place up (-1) or down (1)."""
    names = [name for _, name in listed(home)]
    if name not in names:
        raise NotFound(f"{name!r} is not on your list")
    at = names.index(name)
    to = min(max(at + by, 0), len(names) - 1)
    names.insert(to, names.pop(at))
    order(home, names)
