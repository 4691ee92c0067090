"""What must be there wherever a pattern matches: worked out from the pattern itself.

A pattern is taken apart into parts, each known by the few strings it may stand for: letters, a blank for whatever ends a word,
`ANY` for what is not known. A run of letters between two blanks must be heard as a word; another must stand somewhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

Needs = frozenset[str]
"""Of these one must be there: a word (with a blank before and behind), or a piece of one."""

_TOKEN = re.compile(
    r"(?P<run>[a-z0-9 ]+(?![*+?{]))|(?P<open>\((?:\?(?:P<\w+>|:)|(?!\?)))|(?P<look>\(\?<?[=!])|(?P<close>\))|(?P<bar>\|)"
    r"|(?P<many>(?:[*+?]|\{\d*,?\d*\})\??)|(?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])|(?P<one>\\u[0-9a-f]{4}|\\.|.)",
    re.DOTALL,
)
_PUNCTUATION = frozenset(" \t\n!\"#$%&'()*+,-./:;<=>?@[]^_`{|}~")
_EDGES = frozenset({r"\b", r"\s", r"\W", r"\n", r"\t", "^", "$"})
_ANY = "\x00"
_MOST = 24  # strings a part is known by
_LEAST = 3  # letters of a piece of a word that is worth looking for
_RARE = 400  # how often the words of a further set may be heard
_LONG, _MANY = 160, 4  # letters behind a choice that is taken apart; alternatives it must have
_COMMON = frozenset(
    "the a an to and of you your i we it is in for on that be have with this are will not if at my me our us as by so but can do or was from would".split()
)
_FREQUENT = frozenset(
    "all just any get now know out up what when there they has been let no he she his her could should may please more about time then next one back here who how see ll re ve s t m d".split()
)


def worked_out(text: str) -> Sequence[tuple[str, Sequence[Collection[str]]]]:
    """The alternatives of a pattern, each with its needs: as needs.json has them, worked out where it is not there.

    Working them out for every pattern takes longer than loading the whole room.
    """
    known = _written().get(text)
    return known if known is not None else [(one, needs_of(one)) for one in alternatives(text)]


@cache
def _written() -> dict[str, list[tuple[str, list[list[str]]]]]:
    kept: dict[str, list[tuple[str, list[list[str]]]]] = json.loads((resources.files("afterword.reading") / "needs.json").read_text("utf-8"))
    return kept


def needs_of(text: str) -> tuple[Needs, ...]:
    """The sets of which one each must be there, the rarest first; none where nothing is sure."""
    rows = _Reader(_tokens(text)).choice().rows
    if len(rows) == 1:
        found = sorted({one for one in _row_needs(rows[0], _ANY, _ANY) if one}, key=lambda one: (_weight(one), sorted(one)))
        return (*found[:1], *(one for one in found[1:4] if _weight(one) <= _RARE))
    whole = _Part(frozenset(), rows).needs(_ANY, _ANY)
    return (whole,) if whole else ()


def alternatives(text: str) -> tuple[str, ...]:
    """Patterns that find together what `text` finds, in the order in which `text` tries them."""
    tokens = _tokens(text)
    if any(one == ("open", "(") for one in tokens):
        return (text,)  # numbered groups keep their numbers
    return tuple(part for row in _split(tokens) for part in _apart(row))


_Token = tuple[str, str]


def _tokens(text: str) -> list[_Token]:
    return [(hit.lastgroup or "", hit.group()) for hit in _TOKEN.finditer(text)]


def _split(tokens: list[_Token]) -> list[list[_Token]]:
    """A row for each alternative that no bracket holds."""
    rows: list[list[_Token]] = [[]]
    depth = 0
    for token in tokens:
        depth += (token[0] in ("open", "look")) - (token[0] == "close")
        if token[0] == "bar" and depth == 0:
            rows.append([])
        else:
            rows[-1].append(token)
    return rows


def _apart(row: list[_Token], before: str = "", behind: str = "") -> list[str]:
    """A row that opens with a choice, as one pattern for each of what may be chosen."""
    at = next((at for at, (_, text) in enumerate(row) if text not in _EDGES), len(row))
    lead = before + "".join(text for _, text in row[:at])
    whole = [lead + "".join(text for _, text in row[at:]) + behind]
    if at == len(row) or row[at][0] != "open":
        return whole
    close = _closing(row, at)
    rest = row[close + 1 :]
    behind = ")" + "".join(text for _, text in rest) + behind
    inside = _split(row[at + 1 : close])
    if (rest and rest[0][0] == "many") or len(behind) > _LONG or 1 < len(inside) < _MANY:
        return whole
    return [part for one in inside for part in _apart(one, lead + row[at][1], behind)]


def _closing(row: list[_Token], at: int) -> int:
    """Where the bracket at `at` is closed."""
    depth = 0
    for place in range(at, len(row)):
        depth += (row[place][0] in ("open", "look")) - (row[place][0] == "close")
        if depth == 0:
            return place
    raise ValueError("a bracket is not closed")


class _Part(NamedTuple):
    """A part of a pattern: what it may stand for, and its alternatives, rows of parts each, where it has some."""

    strings: frozenset[str]
    rows: tuple[_Row, ...] = ()

    def needs(self, left: str, right: str) -> Needs | None:
        """Of what one must be there, where `left` and `right` (a blank or `_ANY`) stand beside the part."""
        found = [min((one for one in _row_needs(row, left, right) if one), key=_weight, default=None) for row in self.rows]
        return frozenset().union(*(one for one in found if one)) if found and all(found) else None


_Row = tuple[_Part, ...]
_NOTHING, _BLANK, _UNKNOWN = (_Part(frozenset({one})) for one in ("", " ", _ANY))


def _row_needs(row: _Row, left: str, right: str) -> list[Needs | None]:
    """The needs of parts that follow each other."""
    found: list[Needs | None] = []
    run, before = frozenset({""}), left
    for at, part in enumerate(row):
        if part.rows:
            found.append(part.needs(_before(row[:at], left), _after(row[at + 1 :], right)))
        if len(run) * len(part.strings) > _MOST:
            found += _rarest(run, before, _after(row[at:], right))
            run, before = frozenset({""}), _before(row[:at], left)
        run = _joined(run, part.strings)
    if run != {""}:
        found += _rarest(run, before, right)
    return found


def _rarest(strings: frozenset[str], left: str, right: str) -> list[Needs]:
    """Of each string its rarest word or piece of a word, and of each its next; nothing where one has none."""
    first: set[str] = set()
    second: set[str] = set()
    short = False
    for one in strings:
        runs = []
        for word in f"{left}{one}{right}".split():
            runs += [f" {word} "] if _ANY not in word else word.split(_ANY)
        runs = sorted({run for run in runs if len(run) >= _LEAST}, key=_rank)
        if not runs:
            return []
        first.add(runs[0])
        short = short or len(runs) < 2
        second.update(runs[1:2])
    return [frozenset(first)] if short else [frozenset(first), frozenset(second)]


def _rank(one: str) -> tuple[int, int, str]:
    """The rarest first, of equals the longest."""
    return _cost(one), -len(one), one


def _weight(some: Needs) -> int:
    return sum(map(_cost, some))


def _cost(one: str) -> int:
    """How often it is heard, roughly."""
    word = one.strip()
    return 100 if word in _COMMON else 15 if word in _FREQUENT else 1 if one[0] == " " else 4


def _before(row: _Row, left: str) -> str:
    """A blank if what stands before surely ends a word."""
    for part in reversed(row):
        if any(one and one[-1] != " " for one in part.strings):
            return _ANY
        if "" not in part.strings:
            return " "
    return left


def _after(row: _Row, right: str) -> str:
    """A blank if what follows surely begins none."""
    for part in row:
        if any(one and one[0] != " " for one in part.strings):
            return _ANY
        if "" not in part.strings:
            return " "
    return right


def _strings(row: _Row) -> frozenset[str]:
    """What a row may stand for."""
    found = frozenset({""})
    for part in row:
        if len(found) * len(part.strings) > _MOST:
            found = _sure(found) | (found & {""})
        found = _few(_joined(found, part.strings))
    return found


def _joined(some: frozenset[str], more: frozenset[str]) -> frozenset[str]:
    if len(some) == len(more) == 1:
        (one,), (other,) = some, more
        return frozenset((f"{one}{other}".replace("  ", " "),))
    return frozenset([f"{one}{other}".replace("  ", " ") for one in some for other in more])


def _few(strings: frozenset[str]) -> frozenset[str]:
    """The strings, or where they are many what is sure of them all."""
    return strings if len(strings) <= _MOST else _sure(strings) | (strings & {""})


def _sure(strings: frozenset[str]) -> frozenset[str]:
    """Any letters, with a blank before and behind where every string begins and ends with one."""
    full = [one for one in strings if one]
    left = " " if all(one[0] == " " for one in full) else ""
    right = " " if all(one[-1] == " " for one in full) else ""
    return frozenset({f"{left}{_ANY}{right}"})


def _repeated(part: _Part, mark: str) -> _Part:
    """The part as often as `mark` says."""
    if mark in ("?", "??"):
        return _Part(part.strings | {""})
    many = _sure(part.strings) | (part.strings & {""})
    return _Part(many | {""}) if mark[0] == "*" or mark[:2] in ("{0", "{,") else _Part(many, ((_UNKNOWN, part, _UNKNOWN),))


class _Reader:
    """Recursive descent over a pattern. What it does not know may be anything."""

    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens = tokens
        self.at = 0

    def choice(self) -> _Part:
        """The alternatives up to the bracket that closes them."""
        rows = [self.row()]
        while self.kind() == "bar":
            self.at += 1
            rows.append(self.row())
        self.at += 1
        return _Part(_few(frozenset().union(*map(_strings, rows))), tuple(rows))

    def row(self) -> _Row:
        """Parts that follow each other."""
        parts: list[_Part] = []
        while self.kind() not in ("bar", "close", ""):
            parts.append(self.part())
        return tuple(parts)

    def part(self) -> _Part:
        """One part with its quantifier. A look ahead or back takes no letters."""
        kind, text = self.tokens[self.at]
        self.at += 1
        if kind in ("open", "look"):
            inner = self.choice()
            part = inner if kind == "open" else _NOTHING
        else:
            part = _Part(frozenset({text})) if kind == "run" else _set(text) if kind == "set" else _one(text)
        if self.kind() == "many":
            part = _repeated(part, self.tokens[self.at][1])
            self.at += 1
        return part

    def kind(self) -> str:
        """What comes next; nothing at the end."""
        return self.tokens[self.at][0] if self.at < len(self.tokens) else ""


def _one(text: str) -> _Part:
    """A letter, an edge, or a class of letters."""
    if text[:2] == r"\u":
        return _Part(frozenset({chr(int(text[2:6], base=16))}))
    if text in _EDGES or (text != "." and text[-1] in _PUNCTUATION):
        return _BLANK
    return _UNKNOWN if text == "." or text[0] == "\\" else _Part(frozenset({text}))


def _set(text: str) -> _Part:
    """One of a set of letters, where they are few."""
    inside = text[1:-1].replace(r"\s", " ").replace(r"\n", " ")
    if inside[0] == "^" or re.search(r"\\\w", inside):
        return _UNKNOWN
    letters = frozenset(inside.replace("\\", ""))
    if letters <= _PUNCTUATION:
        return _BLANK
    if "-" in letters or len(letters) > _LEAST + 1:
        return _UNKNOWN
    return _Part(frozenset(" " if letter in _PUNCTUATION else letter for letter in letters))
