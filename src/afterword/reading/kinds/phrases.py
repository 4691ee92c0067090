"""The phrase tables, compiled once: a small language of words into regular expressions, each tried only where its words were heard.

    word        the word itself                     (a|b c)   one of these
    [word]      may be there                        [a|b]     one of these or nothing
    *           up to six words of any kind         {group}   a word group or pattern of words.toml

Every phrase lies inside one sentence. Gaps and sentences are bounded, so time grows with the length of the text only.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache, reduce
from importlib import resources
from itertools import product
from math import prod
from operator import or_
from typing import Any, Literal

from afterword.facts.late import late

Strength = Literal["certain", "strong", "fair", "hint", "against"]
WEIGHTS: dict[str, int] = {"certain": 4, "strong": 3, "fair": 2, "hint": 1, "against": 0}

_MOST_WAYS = 12  # to say one phrase
_RANKS = 3  # word sets of one way that are asked for; the pattern asks for the rest
_GAP = "(?:[^ ]+ ){0,6}?"
_PIECES = re.compile(r"\[\*\]|[\[\](){}|*]|[^\[\](){}|* ]+| ")
_PLURAL = re.compile(r"\b(\w+)\[(\w+)\]")
_COMMON = frozenset(
    "you your the we to for a of in is on and i that it be have not with are this will would at as us our an has was or by from me my any all no "
    "if so but can could do been more were ? please there their they what when which who".split()
)
_FREQUENT = frozenset(
    "time know like next role job position team work new application interview thank thanks forward good day week look let now may another other "
    "up out one two see best dear hi hello send get make take come back email call work working well very just about monday tuesday wednesday thursday friday "
    "am pm 1 2 3 4 5 9 10 11 12 15 30 00 march".split()
)

Anchors = frozenset[str]
Way = tuple[Anchors, ...]
"""One way to say a phrase: the word sets of which it needs one word each, rarest first."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One compiled line of a table. `channel` is the table (`rejection`, `interview_invitation.times`)."""

    channel: str
    place: Literal["text", "subject"]
    strength: Strength
    source: str
    pattern: re.Pattern[str]
    ways: tuple[Way, ...]

    def within(self, words: str) -> bool:
        """Does the phrase stand in this normalised sentence?"""
        return self.pattern.search(words) is not None


@dataclass(frozen=True, slots=True)
class Tables:
    """All phrases of one place (text or subject), found by the words that were heard.

    Each way to say a phrase is one bit of a rank, and a word holds the bits of the ways it serves: in the lowest rank those
    whose rarest word set it is of, above it those of the next rarest, and so on. `free` are those that need no further word.
    So a sentence's words, their bits put together, leave what can be said with them.
    """

    phrases: tuple[Phrase, ...]  # by bit
    bits: dict[str, int]
    words: frozenset[str]  # that have bits
    free: int

    def possible(self, heard: AbstractSet[str]) -> list[Phrase]:
        """The phrases of which one way can be said with the words `heard`."""
        met = reduce(or_, map(self.bits.__getitem__, heard & self.words), self.free)
        wide = len(self.phrases)
        left = met & met >> wide & met >> 2 * wide & (1 << wide) - 1
        found: list[Phrase] = []
        while left:
            lowest = left & -left
            left ^= lowest
            phrase = self.phrases[lowest.bit_length() - 1]
            if not found or found[-1] is not phrase:
                found.append(phrase)
        return found


class _Reader:
    """Recursive descent over one line of a table; keeps the regex and the ways to say it."""

    def __init__(self, words: dict[str, Any], line: str) -> None:
        self.words = words
        line = _PLURAL.sub(r"(\1|\1\2)", line)
        self.pieces = [piece for piece in _PIECES.findall(line) if piece != " "]
        self.at = 0

    def sequence(self) -> tuple[str, list[Way]]:
        """The regex up to the next bracket, and the ways to say it."""
        regex, parts = "", []
        while self.at < len(self.pieces) and self.pieces[self.at] not in ")]|":
            part, ways = self.item()
            regex += part
            parts.append(ways)
        return regex, _following(parts)

    def item(self) -> tuple[str, list[Way]]:
        piece = self.pieces[self.at]
        self.at += 1
        if piece in ("*", "[*]"):
            return _GAP, [()]
        if piece == "(":
            return self.choice()
        if piece == "[":
            return f"{self.choice()[0]}?", [()]
        if piece == "{":
            return self.group()
        words = piece.replace("-", " ").split()
        return "".join(f"{re.escape(word)} " for word in words), [tuple(frozenset({word}) for word in words)]

    def choice(self) -> tuple[str, list[Way]]:
        parts: list[str] = []
        ways: list[Way] = []
        while True:
            part, found = self.sequence()
            parts.append(part)
            ways += found
            mark = self.pieces[self.at]
            self.at += 1
            if mark != "|":
                break
        return f"(?:{'|'.join(parts)})", _either(ways)

    def group(self) -> tuple[str, list[Way]]:
        name = self.pieces[self.at]
        self.at += 2  # the name and its closing brace
        if name in self.words["patterns"]:
            anchors = frozenset(self.words["anchors"].get(name, ()))
            return f"(?:{self.words['patterns'][name]}) ", [(anchors,) if anchors else ()]
        made: dict[str, tuple[str, list[Way]]] = self.words.setdefault("made", {})
        if name not in made:
            made[name] = _Reader(self.words, f"({'|'.join(self.words['groups'][name])})").item()
        return made[name]


def _either(ways: list[Way]) -> list[Way]:
    """The ways of a choice: single words are one way together, and where one way needs nothing all do."""
    if () in ways:
        return [()]
    single = frozenset().union(*(way[0] for way in ways if len(way) == 1))
    return [(single,)] * bool(single) + [way for way in ways if len(way) > 1]


def _following(parts: list[list[Way]]) -> list[Way]:
    """The ways of parts that follow each other: one of each part. Where they are too many, a part is known by its rarest words."""
    while prod(map(len, parts)) > _MOST_WAYS:
        widest = max(range(len(parts)), key=lambda at: len(parts[at]))
        parts[widest] = _either([way and (min(way, key=_cost),) for way in parts[widest]])
    return [tuple(sorted({anchors for way in row for anchors in way}, key=_cost)) for row in product(*parts)]


def compile_all() -> int:
    """Compiles every phrase now (about a second); returns how many. For a process that will read thousands, or fork readers."""
    phrases = {phrase.source: phrase for table in tables() for phrase in table.phrases}
    for phrase in phrases.values():
        phrase.within("")
    return len(phrases)


def _cost(anchors: Anchors) -> int:
    return sum(400 if word in _COMMON else 25 if word in _FREQUENT else 4 for word in anchors)


def _compiled(
    words: dict[str, Any], channel: str, place: Literal["text", "subject"], strength: Strength, line: str
) -> Phrase:
    regex, ways = _Reader(words, line).sequence()
    if () in ways:
        raise ValueError(f"{channel}: no word must be there in {line!r}")
    return Phrase(channel, place, strength, line, late(f" {regex}"), tuple(ways))


def _by_words(phrases: list[Phrase]) -> Tables:
    """Phrases ready to be found."""
    rows = [(phrase, way) for phrase in phrases for way in phrase.ways]
    bits: dict[str, int] = {}
    free = 0
    for rank in range(_RANKS):
        for at, (_, way) in enumerate(rows, rank * len(rows)):
            if rank >= len(way):
                free |= 1 << at
            for word in way[rank] if rank < len(way) else ():
                bits[word] = bits.get(word, 0) | 1 << at
    return Tables(tuple(phrase for phrase, _ in rows), bits, frozenset(bits), free)


def _sections(name: str, table: dict[str, Any]) -> list[tuple[str, Literal["text", "subject"], dict[str, list[str]]]]:
    found: list[tuple[str, Literal["text", "subject"], dict[str, list[str]]]] = []
    for section, content in table.items():
        if section in {"text", "subject"}:
            found.append((name, "subject" if section == "subject" else "text", content))
        elif any(isinstance(value, dict) for value in content.values()):
            found.extend(_sections(f"{name}.{section}", content))
        else:
            found.append((f"{name}.{section}", "text", content))
    return found


@cache
def tables_of(channels: frozenset[str]) -> tuple[Tables, Tables]:
    """The tables for the text and for the subject, of some `channels` alone."""
    text, subject = (_by_words([one for one in dict.fromkeys(table.phrases) if one.channel in channels]) for table in tables())
    return text, subject


@cache
def tables() -> tuple[Tables, Tables]:
    """The tables for the text and for the subject, read from the package once."""
    folder = resources.files("afterword.reading.kinds") / "phrases"
    read = {
        file.name[:-5]: tomllib.loads(file.read_text("utf-8"))
        for file in folder.iterdir()
        if file.name.endswith(".toml")
    }
    words = read.pop("words")
    phrases: dict[str, list[Phrase]] = {"text": [], "subject": []}
    for name, table in sorted(read.items()):
        for channel, place, content in _sections(name, table):
            for strength, lines in content.items():
                phrases[place] += [_compiled(words, channel, place, strength, line) for line in lines]  # type: ignore[arg-type]
    return _by_words(phrases["text"]), _by_words(phrases["subject"])
