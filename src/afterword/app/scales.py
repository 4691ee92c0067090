"""What weighs on each subject, without its story: whom nothing can concern is never told (story/weight.py)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from afterword.facts import handles as h
from afterword.story import HOUSE, PERSON

if TYPE_CHECKING:
    from afterword.store import Store

DAY = 86_400_000_000
WINDOW = 400 * DAY
"""How far back from a subject's newest word its conversation is looked at, in microseconds."""
KEPT = 50_000
"""Subjects whose weight is kept at hand."""


class Scales:
    """The weights of subjects in one store. `know` looks up at once whose some handles are, `subject_of` says it of one."""

    def __init__(self, store: Store, since: date, know: Callable[[Iterable[str]], None], subject_of: Callable[[str], str]) -> None:
        self._store, self._know, self._subject_of = store, know, subject_of
        self._first = (since - date(1970, 1, 1)).days * DAY - WINDOW
        self._weights: dict[str, int] = {}
        self._places: dict[str, set[str]] = {}

    def clear(self) -> None:
        """Forgets every weight."""
        self._weights.clear()
        self._places.clear()

    def weigh(self, keys: Sequence[str]) -> None:
        """Weighs these subjects together, and where people of them work. Without a story: a hub costs what others do."""
        if len(self._weights) > KEPT:
            self.clear()
        new = [key for key in keys if key not in self._weights]
        known = self._store.handles_of(new)
        handles = {key: own_handles(known.get(key, [key])) for key in new}
        self._put_on(handles)
        domains = {key: {h.domain_handle(x[6:]) for x in some if x.startswith("email:")} - {""} for key, some in handles.items() if not h.is_house(key)}
        self._know({x for some in domains.values() for x in some})
        self._places.update({key: {self._subject_of(x) for x in some} for key, some in domains.items()})
        beside = sorted({x for key in domains for x in self._places[key]} - self._weights.keys())
        known = self._store.handles_of(beside)
        self._put_on({key: known.get(key, [key]) for key in beside})

    def _put_on(self, handles: Mapping[str, Sequence[str]]) -> None:
        """The bits that stand in each subject's window. What befell a house long before the search is history (rule 6)."""
        found = self._store.weights({x for some in handles.values() for x in some})
        for key, some in handles.items():
            groups = [one for x in some for one in found.get(x, ())]
            start = max((one.latest for one in groups if not one.durable), default=0) - WINDOW
            bits = 0
            for one in groups:
                if one.durable or one.latest >= start:
                    bits |= one.weight if one.durable or one.latest >= self._first else one.weight & ~HOUSE
            self._weights[key] = bits

    def _weight(self, key: str) -> int:
        if key not in self._weights:
            self.weigh([key])
        return self._weights[key]

    def matters(self, key: str) -> bool:
        """Is anything about this house part of a search?"""
        return bool(self._weight(key) & HOUSE)

    def idle(self, key: str) -> bool:
        """Can nothing be planned for this subject? A person's house may put them in the search as well as their own facts."""
        if h.is_house(key):
            return not self.matters(key)
        return not self._weight(key) & PERSON and not any(map(self.matters, self.places(key)))

    def places(self, key: str) -> set[str]:
        """The houses from which a person has written."""
        self._weight(key)
        return self._places[key]


def own_handles(handles: Iterable[str]) -> list[str]:
    """The handles by which facts are found: not those that only tie an answer to the word it answers (story/directory.py)."""
    return [x for x in handles if not x.startswith("said:")]
