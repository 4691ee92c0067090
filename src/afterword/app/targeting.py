"""The wanted companies, each with who is and was there, what is open, the ways in, and what to ask whom."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from afterword.app.home import Home
from afterword.app.reaching import insiders
from afterword.app.suggesting import Suggestion, week_json, week_lines
from afterword.facts import handles as h
from afterword.facts.kinds import Target
from afterword.network.evidence import own
from afterword.network.strength import first_hop
from afterword.story import OrganisationStory, PersonStory
from afterword.strategy.reaching import decides
from afterword.strategy.senses import interviewed_by

SHOWN = 5
_CLOSED = ("accepted", "rejected", "withdrawn")
_CULTURE = "how it is to work there, and what people outside get wrong"


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody with a part at a wanted company. `when` is the day they left, or the day it was learnt; `ask` is what to ask them."""

    person: PersonStory
    how: str
    ask: str
    when: date | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """One wanted company."""

    name: str
    rank: int | None
    inside: tuple[Known, ...]
    former: tuple[Known, ...]
    relatives: tuple[Known, ...]
    interviewers: tuple[Known, ...]
    alumni: tuple[Known, ...]
    roles: tuple[tuple[str, str], ...]  # (role, stage)

    @property
    def opportunities(self) -> tuple[tuple[str, str], ...]:
        """The roles that are still open."""
        return tuple(r for r in self.roles if r[1] not in _CLOSED)


def wanted(home: Home, some: Iterable[OrganisationStory] | None = None) -> list[Wanted]:
    """The list in its order, or these of it."""
    return [_wanted(home, story) for story in (home.world.targets() if some is None else some)]


def made_room(home: Home, organisation: str, rank: int) -> list[Target]:
    """The wanted companies that move down one place because `organisation` takes the place of one of them."""
    held = {one.target.body.organisation: one.rank for one in home.world.targets() if one.target and isinstance(one.target.body, Target) and one.rank}
    held = {name: place for name, place in held.items() if h.org_handle(name) != h.org_handle(organisation)}
    if not rank or rank not in held.values():
        return []
    return [Target(name, place + 1) for name, place in held.items() if place >= rank]


def next_ask(home: Home, house: str, people: Iterable[str], met: Container[str]) -> Known | None:
    """Whom of these people to turn to first about a company: family, else who is inside, else who was. Only they are told, not the house.

    `met` are those of its interviews: who decides is not asked.
    """
    own = set(home.world.handles_of(house))
    every = list(people)
    home.world.prepare(every)
    known = [p for k in every if (p := home.world.person(k)) is not None and p.name and not p.mailbox]
    inside = [p for p in known if own & set(p.organisations)]
    left = _left(own, [p for p in known if p not in inside])
    ranked = [_inside(home, 0, p) for p in _ranked(home, inside, met)[:1]]
    return next(iter((*(k for k in left if k.person.tied("relative")), *ranked, *left)), None)


def _ranked(home: Home, inside: Iterable[PersonStory], met: Container[str]) -> list[PersonStory]:
    """The best first hop first; without those who decide."""
    able = (p for p in inside if not (p.key in met and decides(p)))
    return sorted(able, key=lambda p: (p.stop is not None, -round(first_hop(p, home.today), 6), p.name))


def _inside(home: Home, rank: int, person: PersonStory) -> Known:
    return Known(person, _how(home, person), _ask_inside(rank, person), next((j.learnt for j in person.jobs if not j.past), None))


def _wanted(home: Home, story: OrganisationStory) -> Wanted:
    met = {p for o in story.opportunities for p in o.people}
    inside = [p for p in insiders(home, story.key) if p.name]
    gone = ({k for k in home.store.linked_to([story.key]).get(story.key, set()) if not h.is_house(k)} | set(story.former)) - {p.key for p in inside}
    left = _left(set(story.handles), [p for k in sorted(gone) if (p := home.world.person(k)) is not None and p.name and not p.mailbox])
    interviewers = [p for k in sorted(met) if (p := home.world.person(k)) is not None and p.name and interviewed_by(p)]
    ranked = _ranked(home, inside, met)
    return Wanted(
        story.name, story.rank or None,
        tuple(_inside(home, n, p) for n, p in enumerate(ranked)),
        tuple(k for k in left if not k.person.tied("relative")), tuple(k for k in left if k.person.tied("relative")),
        tuple(Known(p, f"interviewed you on {interviewed_by(p)[-1].day.isoformat()}", "nothing beside the interview: they decide", interviewed_by(p)[-1].day) for p in interviewers),
        tuple(Known(p, f"{t.quote or 'you learned at the same place'}".strip(), "how they came to work there, and what they would do in your place") for p in ranked if (t := p.tied("alumni")) is not None),
        tuple((o.role, o.stage) for o in story.opportunities),
    )  # fmt: skip


def _how(home: Home, person: PersonStory) -> str:
    tie = own("me", person, home.today)
    return tie.text if tie is not None else "you know of them only: see afterword path"


def _ask_inside(rank: int, person: PersonStory) -> str:
    """One ask at a time: the best first hop is asked now, the others keep."""
    if person.stop is not None:
        return "nothing: they asked not to be contacted"
    if person.tied("relative", "friend", "mentor", "former_boss"):
        return "whom to speak with, and an introduction" if rank == 0 else "a name, once the first has answered"
    return _CULTURE if rank == 0 else "the same, once the first has answered"


def _left(own_handles: set[str], people: Iterable[PersonStory]) -> list[Known]:
    """Who of these worked there once, the latest to leave first."""
    found = []
    for person in people:
        job = next((j for j in person.jobs if h.org_handle(j.organisation) in own_handles), None)
        tie = next((t for t in person.ties if t.organisation and h.org_handle(t.organisation) in own_handles), None)
        if job is None and tie is None:
            continue
        gone = (job.left if job else None) or (tie.until if tie else None)
        title = f"{job.title} " if job and job.title else ""
        how = f"{title}there until {gone.isoformat()}" if gone else f"{title}there once"
        kin = bool(person.tied("relative"))
        found.append(
            Known(
                person,
                how,
                "an introduction to whoever is still there" if kin else "who is good to work for there, and a name",
                gone or (job.learnt if job else None),
            )
        )
    return sorted(found, key=lambda k: (k.when is None, -(k.when.toordinal() if k.when else 0), k.person.name))


def wanted_json(found: Iterable[Wanted], people: list[Suggestion]) -> dict[str, Any]:
    """The document of `target list --json`."""

    def one(k: Known) -> dict[str, Any]:
        return {**_person(k.person), "how": k.how, "ask": k.ask, "when": k.when.isoformat() if k.when else None}

    return {
        "version": 1,
        "targets": [
            {
                "organisation": w.name, "rank": w.rank, "people": [k.person.name for k in w.inside] + [k.person.name for k in w.interviewers],
                "roles": [role for role, _ in w.roles], "inside": [one(k) for k in w.inside], "former": [one(k) for k in w.former],
                "relatives": [one(k) for k in w.relatives], "interviewers": [one(k) for k in w.interviewers], "alumni": [one(k) for k in w.alumni],
                "opportunities": [{"role": role, "stage": stage} for role, stage in w.opportunities],
            }
            for w in found
        ],
        "suggestions": week_json(people),
    }  # fmt: skip


def _person(p: PersonStory) -> dict[str, Any]:
    return {
        "name": p.name,
        "emails": [e for e in p.emails if e not in p.left_mailboxes],
        "phones": list(p.phones),
        "title": p.title,
    }


def wanted_lines(found: list[Wanted], people: list[Suggestion]) -> list[str]:
    """The same for people."""
    lines = [] if found else ["No company is on your list yet: afterword target add ORG"]
    for number, w in enumerate(found, 1):
        lines += _block(w.rank or number, w)
    if people:
        lines += ["", *week_lines(people)]
    return lines


def _block(number: int, w: Wanted) -> Iterator[str]:
    roles = ", ".join(f"{role or 'a role'} ({stage})" for role, stage in w.opportunities)
    yield f"{number:>3}  {w.name}{f'   {roles}' if roles else ''}"
    for head, group in (("inside", w.inside), ("left", w.former), ("family", w.relatives), ("alumni", w.alumni), ("met", w.interviewers)):
        for k in group[:SHOWN]:
            title = f", {k.person.title}" if k.person.title and head == "inside" else ""
            yield f"       {head:<7} {k.person.name}{title}: {k.how}"
            yield f"               ask: {k.ask}"
        if len(group) > SHOWN:
            yield f"               and {len(group) - SHOWN} more"
    if not (w.inside or w.former or w.relatives):
        yield "       nobody known there"
    yield f'       the ways in: afterword path "{w.name}"'
