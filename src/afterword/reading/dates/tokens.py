"""A sentence as tokens: each word with its class and value from the tables in `words`."""

from __future__ import annotations

import re
import sys
from typing import Any, NamedTuple

from afterword.reading.dates import words

MOST_TOKENS = 400
"""A sentence is read this far; longer ones are lists, code or noise."""


class Token(NamedTuple):
    """One word, number or mark: its class ("" for an unknown word), its value, and where it stands."""

    text: str
    kind: str
    value: Any
    start: int
    end: int


# Words first, because most tokens are; what begins with a figure is tried longest first.
_SHAPE = re.compile(
    r"(?P<QUARTER>[qQ][1-4]\b)"
    r"|(?P<WORD>[^\W\d_]+(?:'[^\W\d_]+)?)"
    r"|(?P<ISO>\d{4}(?:-\d{1,2}-\d{1,2}|/\d{1,2}/\d{1,2}|\.\d{1,2}\.\d{1,2})(?![\d/-]))"
    r"|(?P<SLASH>\d{1,2}/\d{1,2}(?:/\d{4}|/\d{2})?(?![\d/]))"
    r"|(?P<DOT>\d{1,2}\.\d{1,2}\.(?:\d{4}(?!\d)|(?!\d))|\d{2}\.\d{2}\.\d{2}(?![\d.]\d))"
    r"|(?P<TIME>\d{1,2}(?:[:.]\d{2})?\s?(?:[aApP][mM]\b|[aApP]\.[mM]\.?)|\d{1,2}:\d{2}(?::\d{2})?|\d{1,2}[hH]\d{2}\b|\d{1,2} ?(?i:o'clock))"
    r"|(?P<ORD>\d{1,2}(?i:st|nd|rd|th)\b)"
    r"|(?P<NUM>\d+)"
    r"|(?P<MARK>[^\w\s])"
)
_BETWEEN = re.compile(r"[-/.]")
_MARKS = {"–": "-", "—": "-", "‑": "-", "−": "-", "’": "'", "‘": "'", "…": "."}
KNOWN: dict[str, tuple[str, Any]] = {
    **{word: ("BUSINESS", value) for word, value in words.BUSINESS.items()},
    **dict.fromkeys(words.ZONES, ("ZONE", 0)),
    **{word: ("PART", value) for word, value in words.PARTS.items()},
    **{word: ("DAYPART", value) for word, value in words.DAYPARTS.items()},
    **{word: ("DAYEND", value) for word, value in words.DAYEND.items()},
    **{word: ("NEAR", value) for word, value in words.NEAR.items()},
    **{word: ("ABOUT", value) for word, value in words.ABOUT.items()},
    **{word: ("WHICH", value) for word, value in words.WHICH.items()},
    **{word: ("UNIT", value) for word, value in words.UNITS.items()},
    **{word: ("PLURAL", value) for word, value in words.PLURALS.items()},
    **{word: ("NUM", value) for word, value in words.NUMBERS.items()},
    **{word: ("ORD", value) for word, value in words.ORDINALS.items()},
    **{word: ("MONTH", value) for word, value in words.MONTHS.items()},
    **{word: ("OWNDAY", value) for word, value in words.OWN_DAYS.items()},
    **{word: ("WEEKDAY", value) for word, value in words.WEEKDAYS.items()},
}
_BEFORE_A_DATE = frozenset(
    {
        "by",
        "on",
        "until",
        "till",
        "til",
        "before",
        "after",
        "this",
        "next",
        "of",
        "early",
        "mid",
        "late",
        "in",
        "and",
        "-",
        "to",
        "or",
    }
)


_BEFORE_A_NOUN = frozenset("the a this that our your my his her their of by first in new".split())


def tokens(sentence: str, start: int = 0, end: int = sys.maxsize) -> list[Token]:
    """The tokens between two places of a sentence, with offsets into it; at most `MOST_TOKENS`."""
    found: list[Token] = []
    new = tuple.__new__  # half the price of Token(...), and a mail has hundreds
    for hit in _SHAPE.finditer(sentence, start, end):
        if len(found) >= MOST_TOKENS:
            break
        shape = hit.lastgroup or ""
        text = hit.group()
        first, last = hit.span()
        if shape == "WORD":
            low = text.lower()
            if low in words.SPELT:
                text = low = words.SPELT[low]
            if low == "post" and found and found[-1].text in _BEFORE_A_NOUN:
                found.append(new(Token, ("posts", "", None, first, last)))  # a job, not "after"
            elif low in KNOWN and not (low in words.WEEKDAYS and sentence[last : last + 1].isdigit()):  # "sun26" is a code
                found.append(_word(text, first, last, found))
            else:
                found.append(new(Token, (low, "", None, first, last)))
        elif shape == "MARK":
            text = _MARKS.get(text, text)
            found.append(new(Token, (text, "MARK", None, first, last)))
        else:
            found.append(_figure(shape, text, first, last))
            if len(found) > 1 and found[-2].kind == "MAYBE":
                found[-2] = found[-2]._replace(kind=found[-2].value[0], value=found[-2].value[1])
    return found


def _word(text: str, start: int, end: int, before: list[Token]) -> Token:
    low = text.lower()
    kind, value = KNOWN.get(low, ("", None))
    if low in words.FIRST_NAMES and before and before[-1].text in words.BEFORE_A_NAME:
        return Token(low, "MAYBE", (kind, value), start, end)  # "I'll hook you up with June"
    if low in words.NEEDS_CAPITAL and kind:
        beside = bool(before) and (before[-1].kind in ("NUM", "ORD") or before[-1].text in _BEFORE_A_DATE)
        if not (beside or (text[0].isupper() and (before or low not in ("may", "march")))):
            return Token(low, "MAYBE", (kind, value), start, end)
    return Token(low, kind, value, start, end)


def _figure(shape: str, text: str, start: int, end: int) -> Token:
    low = text.lower()
    if shape == "NUM":
        if len(text) > 4:
            return Token(low, "LONG", None, start, end)
        number = int(text)
        return Token(low, "YEAR" if len(text) == 4 and 1970 <= number <= 2199 else "NUM", number, start, end)
    if shape == "ORD":
        return Token(low, "ORD", int(text[:-2]), start, end)
    if shape == "QUARTER":
        return Token(low, "QUARTER", int(text[1]), start, end)
    if shape == "TIME":
        return Token(low, "TIME", None, start, end)
    parts = tuple(map(int, _BETWEEN.split(text.strip("."))))
    return Token(low, "DATE", (shape, parts), start, end)
