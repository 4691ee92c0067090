"""Sentences as every part of this room hears them: made once a text, shared by all who read it.

A part passes over a sentence, or over the whole text, by one look for its trigger words, and lowers and splits nothing again.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from afterword.reading.sentences import lower, plain, sentences

_KEPT = frozenset(b"abcdefghijklmnopqrstuvwxyz0123456789'-\n")
_ASCII = bytes(byte if byte in _KEPT else 0x20 for byte in range(256))
_MARKS = re.compile(r"[^\w\n'-]|_")  # the same of all other letters, ten times slower
FIGURE = "#"
"""Stands among the words of a sentence that holds a figure."""
_DIGIT = re.compile(r"\d")
_SPACES = re.compile(r"[^\S\n]+")


class Sentence(NamedTuple):
    """One sentence: as written, with plain marks, in lower case. A place in `low` is the same place in `plain`."""

    quote: str
    plain: str
    low: str
    words: frozenset[str]
    """Its words in lower case; "we'll" and "follow-up" as they are and also taken apart. Those of links are among them."""


class Heard(NamedTuple):
    """The sentences of a text; their small letters, a line each; the words of them all."""

    sentences: tuple[Sentence, ...]
    low: str
    words: frozenset[str]


@lru_cache(maxsize=16)
def heard(text: str) -> Heard:
    """The sentences of `text` in order, of its first 64 Ki characters. Kept for a while: every part asks for the same text."""
    found = sentences(text)
    if not found:
        return Heard((), "", frozenset())
    shown = _shown("\n".join(found))
    low = lower(shown)
    told = tuple(map(_sentence, found, shown.split("\n"), low.split("\n"), _blanked(low).split("\n")))
    return Heard(told, low, frozenset().union(*[one.words for one in told]))


def said(sentence: str) -> Sentence:
    """One sentence that stands alone, made ready."""
    shown = _shown(" ".join(sentence.split()))
    low = lower(shown)
    return _sentence(sentence.strip(), shown, low, _blanked(low))


def _shown(text: str) -> str:
    """Lines with plain marks and single blanks."""
    if text.isascii() and "\x00" not in text:
        return text
    return "\n".join([one.strip() for one in _SPACES.sub(" ", plain(text)).split("\n")])


def _blanked(low: str) -> str:
    """Text in lower case with a blank for each mark that parts words."""
    return low.encode("ascii").translate(_ASCII).decode("ascii") if low.isascii() else _MARKS.sub(" ", low)


def _sentence(quote: str, shown: str, low: str, spoken: str) -> Sentence:
    words = spoken.split()
    if "'" in spoken:
        spoken = spoken.replace("'", " ")
        words += spoken.split()
    if "-" in spoken:
        words += spoken.replace("-", " ").split()
    if _DIGIT.search(low):
        words.append(FIGURE)
    return Sentence(quote, shown, low, frozenset(words))
