"""How alike two notes are: the share of five-word runs they have in common, greeting and closing left out."""

from __future__ import annotations

import re

from afterword.facts.late import late

RUN = 5
_HELLO = late(
    r"^(?:hi|hello|dear|hey|good (?:morning|afternoon|evening))\b[^\n]{0,60}[,!:]\s*(?:\n|$)", re.IGNORECASE
)
_BYE = late(
    r"\n\s*(?:best|best wishes|kind regards|regards|warmly|with thanks|thanks|cheers|sincerely|yours|all the best|many thanks|warm regards)\b[^\n]{0,30},?\s*\n.{0,80}\Z",
    re.IGNORECASE | re.DOTALL,
)


def kernel(text: str) -> str:
    """The note without its greeting and closing."""
    return _BYE.sub("", _HELLO.sub("", text.strip())).strip()


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    """Every run of five words."""
    words = re.findall(r"[\w'’]+", kernel(text).casefold())
    return frozenset(tuple(words[n : n + RUN]) for n in range(len(words) - RUN + 1))


def likeness(a: str, b: str) -> float:
    """0 (nothing shared) to 1 (the same words): shared runs over the runs of the shorter note."""
    ours, theirs = shingles(a), shingles(b)
    least = min(len(ours), len(theirs))
    return len(ours & theirs) / least if least else 0.0
