"""The shape of a frame: a phrase that does something, the words that trigger it, and what turns it round."""

from __future__ import annotations

import re
from dataclasses import dataclass

from afterword.reading.cued import Cued
from afterword.reading.heard import Sentence
from afterword.reading.model import ActKind

# "not" in front of the verb, within a few words: the act is refused, not done.
NEGATED = re.compile(
    r"(?:\b|(?=n't))(?:not|n't|never|cannot|can't|won't|couldn't|wouldn't|shouldn't|didn't|don't|doesn't|haven't|hasn't|isn't|unable|without|nor|nobody|"
    r"rather than|instead of|refuse|afraid i can)\b[^.;,!?]{0,30}$"
)


@dataclass(frozen=True, slots=True)
class Frame:
    """One way of saying something. Matches when `pattern` is found and `unless` is not."""

    kind: ActKind
    pattern: Cued
    unless: re.Pattern[str] | None = None
    mine: bool | None = None
    confidence: float = 0.9
    negatable: bool = True

    def match(self, line: Sentence, mine: bool) -> re.Match[str] | None:
        """The place in the sentence where it is said, if it is."""
        if self.mine is not None and self.mine is not mine:
            return None
        found = self.pattern.search(line)
        if found is None or (self.unless is not None and self.unless.search(line.low)):
            return None
        if self.negatable and NEGATED.search(line.low, max(0, found.start() - 60), found.start()):
            return None
        return found


def words(text: str) -> frozenset[str]:
    """A set of words, written as one string."""
    return frozenset(text.split())
