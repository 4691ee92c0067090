"""Whose plan leans on whom: noted while a plan is made, asked when something has moved (replanning.py)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from afterword.facts import Fact, Workdays
from afterword.facts import handles as h
from afterword.facts.frozen import dataclass
from afterword.story import OrganisationStory, PersonStory, Placed
from afterword.story.face import glimpsed

if TYPE_CHECKING:
    from afterword.app.world import StoredWorld
    from afterword.store import Store

EVERY = "every:"
TARGETS, ACCEPTED = f"{EVERY}target", f"{EVERY}acceptance"
"""Whoever asks for the list of wanted companies, or whether the search has ended, leans on these as on a subject."""


FAR = "far:"
"""Before a person's key: only who and where they are was looked at (a house that is told asks this of whoever is named there)."""


def leaners(store: Store, moved: Iterable[str]) -> set[str]:
    """Those whose plan looked at any of these when it was last made."""
    return {x for found in store.linked_to(sorted(moved)).values() for x in found}


def watched(store: Store, moved: Iterable[str]) -> dict[str, set[str]]:
    """The houses that look from afar at each of these people."""
    return {x.removeprefix(FAR): found for x, found in store.linked_to(sorted(FAR + k for k in moved if not h.is_house(k))).items()}


def seen_before(store: Store, houses: Iterable[str]) -> dict[str, Placed]:
    """Who and where those are at whom these houses looked from afar: it was told anew whenever they moved (replanning.py)."""
    kept = store.faces(sorted({x for found in store.links(houses).values() for x in found if x.startswith(FAR)}))
    return {(key := x.removeprefix(FAR)): glimpsed(key, seen) for x, seen in kept.items()}


def around(store: Store, houses: Iterable[str]) -> dict[str, set[str]]:
    """Whomever the plans of these houses look at, from near or afar."""
    return {house: {x.removeprefix(FAR) for x in found} for house, found in store.links(houses).items()}


@dataclass(frozen=True, slots=True)
class Footing:
    """The other subjects from which the story of a house was told: of `near` ones everything may count, of `far` ones only who and where they are."""

    near: frozenset[str] = frozenset()
    far: frozenset[str] = frozenset()


class Leaning:
    """The world while one subject is planned: it notes whose stories the plan looks at, and shows houses in outline (story/face.py)."""

    def __init__(self, world: StoredWorld) -> None:
        self._world = world
        self.me, self.since = world.me, world.since
        self.on: set[str] = set()

    def person(self, handle: str) -> PersonStory | None:
        self.on.add(self._world.subject_of(handle))
        return self._world.person(handle)

    def organisation(self, handle: str) -> OrganisationStory | None:
        self.on |= {self._world.subject_of(handle), ACCEPTED}  # an outline shows more once the search has ended
        return self._world.outline(handle)

    def workdays(self, country: str = "") -> Workdays:
        return self._world.workdays(country)

    def targets(self) -> tuple[OrganisationStory, ...]:
        found = self._world.targets()
        self.on |= {TARGETS, *(t.key for t in found)}
        return tuple(seen for t in found if (seen := self._world.outline(t.key)) is not None)

    def accepted(self) -> tuple[Fact, date, str] | None:
        self.on.add(ACCEPTED)
        return self._world.accepted()

    def days(self, situation: str, step: str, default: tuple[int, int, int]) -> tuple[int, int, int]:
        return self._world.days(situation, step, default)
