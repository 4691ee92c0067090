"""What is kept for somebody, or for whoever cares about a topic: an article, a piece of news. Nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from afterword.app.home import Home
from afterword.app.people import matches, one_person, ref_to
from afterword.errors import BadUsage
from afterword.facts import Fact
from afterword.facts import handles as h
from afterword.facts.frozen import dataclass
from afterword.facts.kinds import Saved
from afterword.facts.late import late
from afterword.story import PersonStory
from afterword.strategy.model import FollowUp

_LINK = late(r"https?://[^\s<>\"“”]+", re.IGNORECASE)
_LITTLE = frozenset("a about an and at by for from in into is of on or the their to with".split())
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Kept:
    """What was kept: for a person by name, or for a topic. `known`: it was there already."""

    title: str
    url: str
    person: str
    topic: str
    known: bool


def save(home: Home, text: str, whom: str, *, title: str = "", note: str = "") -> Kept:
    """Keeps an address or a line for a person, or for a topic where nobody is called so.

    Raises BadUsage where nothing is left to keep, NotFound where several people fit.
    """
    link = _LINK.search(text)
    url = link[0].rstrip(".,;:!?)]'") if link else ""
    name = " ".join((title or (text.replace(link[0], " ") if link else text)).split()).strip(" -–—:|")[:_LONGEST]
    whom = " ".join(whom.split())
    if not (name or url) or not whom:
        raise BadUsage("say what to keep and for whom: afterword save https://… --for 'Dana Whitfield'")
    person = one_person(home, whom) if matches(home, whom) else None
    body = Saved(name, url, " ".join(note.split()), ref_to(person) if person else None, "" if person else whom)
    done = home.record((body,), "save")
    return Kept(name, url, person.name or whom if person else "", body.topic, not done.new and not done.revived)


def _stems(text: str) -> set[str]:
    """Words as they are compared: without plural and ending, so that volunteer and volunteers are one."""
    words = {w for w in h.name_words(text) if w not in _LITTLE}
    return {re.sub(r"(?:ies|es|s|y|ing)$", "", w) if len(w) > 4 else w for w in words}


def cares(person: PersonStory, topic: str) -> bool:
    """Is it their employer, or did they (or a note about them, or their title) speak of it?"""
    house = h.org_handle(topic)
    if house in person.organisations or h.squeezed(topic) == h.squeezed(person.organisation):
        return True
    wanted = _stems(topic)
    if not wanted:
        return False
    said = [person.title, *(t for t, _ in person.topics), *(n for n, _ in person.notes), *(e.note for e in person.entries)]
    said += [t.note for t in person.talks]
    said += [e.reading.text for e in person.entries if e.direction == "in" and e.reading is not None and not e.reading.bulk]
    return any(wanted <= _stems(text) for text in said if text)


def for_topics(home: Home) -> list[Fact]:
    """What is kept for a topic and no person, oldest first."""
    found = [f for f in home.store.in_force(["saved"]) if isinstance(f.body, Saved) and f.body.person is None]
    return sorted(found, key=lambda f: (f.at, f.id))


def kept_for(home: Home, person: PersonStory) -> tuple[Fact, ...]:
    """Everything kept for this person, theirs first, then by topic."""
    return (*person.saved, *(f for f in for_topics(home) if isinstance(f.body, Saved) and cares(person, f.body.topic)))


def furnished(home: Home, person: PersonStory, one: FollowUp, every: list[FollowUp]) -> PersonStory:
    """The story as this follow-up may tell it: what is kept goes into one note to this reader, and to one reader of a house."""
    mine = sorted((f for f in every if set(f.person.handles) & set(person.handles)), key=_order)
    if mine and mine[0].key != one.key:
        return replace(person, saved=())
    shared = [f for f in kept_for(home, person) if isinstance(f.body, Saved) and f.body.person is None]
    if shared:
        shared = list(_dealt(shared, one, every))
    return replace(person, saved=(*person.saved, *shared))


def _order(one: FollowUp) -> tuple[str, str]:
    return one.window.due.isoformat(), one.key


def _dealt(shared: list[Fact], one: FollowUp, every: list[FollowUp]) -> Iterator[Fact]:
    """Colleagues compare their mail: each of one house gets other pieces."""
    house = h.squeezed(one.organisation)
    first: dict[str, FollowUp] = {}
    for other in sorted((f for f in every if house and h.squeezed(f.organisation) == house), key=_order):
        first.setdefault(other.person.name or other.key, other)
    keys = sorted({one.key, *(f.key for f in first.values())})
    yield from shared[keys.index(one.key) :: len(keys)]
