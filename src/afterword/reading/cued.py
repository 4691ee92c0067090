"""Patterns whose alternatives are tried only on sentences that hold the words without which they cannot match.

The words are worked out from the patterns themselves (`needs`), so that a new phrase cannot be forgotten in a list beside it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from operator import attrgetter
from typing import Protocol

from afterword.reading.needs import worked_out


class Said(Protocol):
    """A sentence: its small letters, and the words in them (`heard.Sentence.words`)."""

    @property
    def low(self) -> str: ...
    @property
    def words(self) -> frozenset[str]: ...


class Cued:
    """A pattern of small letters with its trigger words. Finds what `re` finds in the whole of it.

    An alternative is compiled when a sentence first holds its words, and tried on no other.
    """

    def __init__(self, *texts: str) -> None:
        self.text = "|".join(texts)
        ones = [_One(at, *one) for at, one in enumerate(one for text in texts for one in worked_out(text))]
        self._heard: dict[str, list[_One]] = {}  # who waits for a word
        self._shown: dict[str, list[_One]] = {}  # and for a piece of one
        for one in ones:
            for cue in one.first:
                (self._heard if cue[0] == " " else self._shown).setdefault(cue.strip(), []).append(one)
        self.cues = frozenset(self._heard)
        self._only = ones[0] if len(ones) == 1 else None

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The whole of it, for text that is no sentence."""
        return re.compile(self.text)

    def search(self, said: Said, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """As `re.Pattern.search` in the sentence's small letters."""
        if self.cues.isdisjoint(said.words) and not (self._shown and _holds(said.low, self._shown)):
            return None
        if self._only:
            return self._only.pattern.search(said.low, start, end) if self._only.may(said) else None
        first: re.Match[str] | None = None
        for one in self._open(said):
            found = one.pattern.search(said.low, start, end)
            if found and (first is None or found.start() < first.start()):
                first = found
        return first

    def match(self, said: Said, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """As `re.Pattern.match` in the sentence's small letters."""
        return next((hit for one in self._open(said) if (hit := one.pattern.match(said.low, start, end))), None)

    def finditer(self, said: Said, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """As `re.Pattern.finditer` in the sentence's small letters, for a pattern that takes letters."""
        if not self.may(said):
            return
        low = said.low
        ahead = [(one.pattern, hit) for one in self._open(said) if (hit := one.pattern.search(low, start, end))]
        while ahead:
            found = min((hit for _, hit in ahead), key=re.Match.start)
            yield found
            start = found.end()
            ahead = [(one, more) for one, hit in ahead if (more := hit if hit.start() >= start else one.search(low, start, end))]

    def may(self, said: Said) -> bool:
        """Can it be found there? `said` may be a whole text."""
        return not self.cues.isdisjoint(said.words) or _holds(said.low, self._shown)

    def _open(self, said: Said) -> list[_One]:
        """The alternatives all of whose words are there, in their order."""
        words, low = said.words, said.low
        rows = [self._heard[cue] for cue in self.cues & words]
        if self._shown:
            rows += [ones for piece, ones in self._shown.items() if piece in low]
        found: list[_One] = []
        for ones in rows:
            for one in ones:
                for needed, pieces in one.more:
                    if needed.isdisjoint(words) and not (pieces and _holds(low, pieces)):
                        break
                else:
                    found.append(one)
        return sorted(set(found), key=_PLACE) if len(found) > 1 else found


class _One:
    """One alternative: the words and pieces of words that lead to it, and what else must be there."""

    def __init__(self, at: int, text: str, needs: Sequence[Collection[str]]) -> None:
        if not needs:
            raise ValueError(f"no word must be there in {text[:80]!r}")
        self.at = at
        self.text = text
        self.first = needs[0]
        self.more = tuple(
            (frozenset(cue.strip() for cue in one if cue[0] == " "), [cue for cue in one if cue[0] != " "])
            for one in needs[1:]
        )

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(self.text)

    def may(self, said: Said) -> bool:
        """Is all there that must be?"""
        return all(not needed.isdisjoint(said.words) or _holds(said.low, pieces) for needed, pieces in self.more)


def _holds(low: str, pieces: Iterable[str]) -> bool:
    """Does one of these pieces of words stand there?"""
    for piece in pieces:  # noqa: SIM110 - asked fifty times a letter
        if piece in low:
            return True
    return False


_PLACE = attrgetter("at")
