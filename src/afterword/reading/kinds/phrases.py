"""The phrase tables, compiled once: a small language of words into regular expressions, found through one rare word each.

    word        the word itself                     (a|b c)   one of these
    [word]      may be there                        [a|b]     one of these or nothing
    *           up to six words of any kind         {group}   a word group or pattern of words.toml

Every phrase lies inside one sentence. Gaps and sentences are bounded, so time grows with the length of the text only.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

Strength = Literal["certain", "strong", "fair", "hint", "against"]
WEIGHTS: dict[str, int] = {"certain": 4, "strong": 3, "fair": 2, "hint": 1, "against": 0}

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


@dataclass(frozen=True, slots=True)
class Phrase:
    """One compiled line of a table. `channel` is the table (`rejection`, `interview_invitation.times`)."""

    channel: str
    place: Literal["text", "subject"]
    strength: Strength
    source: str
    regex: str
    anchors: Anchors
    second: Anchors  # one word of these must be there too, if there are any
    others: tuple[Anchors, ...] = ()  # and one word of each of these

    def within(self, words: str) -> bool:
        """Does the phrase stand in this normalised sentence?"""
        return _pattern(self.regex).search(words) is not None


@dataclass(frozen=True, slots=True)
class Tables:
    """All phrases of one place (text or subject) by the word that leads to them, and by the next rarest word under it.

    The phrases under "" need no second word. So two look-ups, not a walk, find the few phrases a sentence can hold.
    """

    by_word: dict[str, dict[str, tuple[Phrase, ...]]]


class _Reader:
    """Recursive descent over one line of a table; keeps the regex and the rarest words that must be there."""

    def __init__(self, words: dict[str, Any], line: str) -> None:
        self.words = words
        line = _PLURAL.sub(r"(\1|\1\2)", line)
        self.pieces = [piece for piece in _PIECES.findall(line) if piece != " "]
        self.at = 0

    def sequence(self) -> tuple[str, list[Anchors]]:
        """The regex up to the next bracket, and the word sets of which it needs one word each, rarest first."""
        regex, needed = "", []
        while self.at < len(self.pieces) and self.pieces[self.at] not in ")]|":
            part, anchors = self.item()
            regex += part
            needed += anchors
        return regex, sorted(needed, key=_cost)

    def item(self) -> tuple[str, list[Anchors]]:
        piece = self.pieces[self.at]
        self.at += 1
        if piece in ("*", "[*]"):
            return _GAP, []
        if piece == "(":
            return self.choice()
        if piece == "[":
            return f"{self.choice()[0]}?", []
        if piece == "{":
            return self.group()
        words = piece.replace("-", " ").split()
        return "".join(f"{re.escape(word)} " for word in words), [frozenset({word}) for word in words]

    def choice(self) -> tuple[str, list[Anchors]]:
        parts: list[str] = []
        anchors: set[str] = set()
        sure = True
        while True:
            part, found = self.sequence()
            parts.append(part)
            anchors |= found[0] if found else frozenset()
            sure = sure and bool(found)
            mark = self.pieces[self.at]
            self.at += 1
            if mark != "|":
                break
        return f"(?:{'|'.join(parts)})", [frozenset(anchors)] if sure else []

    def group(self) -> tuple[str, list[Anchors]]:
        name = self.pieces[self.at]
        self.at += 2  # the name and its closing brace
        if name in self.words["patterns"]:
            anchors = frozenset(self.words["anchors"].get(name, ()))
            return f"(?:{self.words['patterns'][name]}) ", [anchors] if anchors else []
        inner = _Reader(self.words, f"({'|'.join(self.words['groups'][name])})")
        return inner.item()


@cache
def _pattern(regex: str) -> re.Pattern[str]:
    """Compiled when first needed: a process that reads one mail needs thirty of seven hundred."""
    return re.compile(regex)


def compile_all() -> int:
    """Compiles every phrase now (about a second); returns how many. For a process that will read thousands, or fork readers."""
    phrases = {p.regex for table in tables() for under in table.by_word.values() for found in under.values() for p in found}
    for regex in phrases:
        _pattern(regex)
    return len(phrases)


def _cost(anchors: Anchors) -> int:
    return sum(400 if word in _COMMON else 25 if word in _FREQUENT else 4 for word in anchors)


def _compiled(
    words: dict[str, Any], channel: str, place: Literal["text", "subject"], strength: Strength, line: str
) -> Phrase:
    regex, needed = _Reader(words, line).sequence()
    if not needed:
        raise ValueError(f"{channel}: no word must be there in {line!r}")
    second = needed[1] if len(needed) > 1 else frozenset()
    return Phrase(channel, place, strength, line, f" {regex}", needed[0], second, tuple(needed[2:]))


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
def tables() -> tuple[Tables, Tables]:
    """The tables for the text and for the subject, read from the package once."""
    folder = resources.files("afterword.reading.kinds") / "phrases"
    read = {
        file.name[:-5]: tomllib.loads(file.read_text("utf-8"))
        for file in folder.iterdir()
        if file.name.endswith(".toml")
    }
    words = read.pop("words")
    by_word: dict[str, dict[str, dict[str, list[Phrase]]]] = {"text": {}, "subject": {}}
    for name, table in sorted(read.items()):
        for channel, place, content in _sections(name, table):
            for strength, lines in content.items():
                for line in lines:
                    phrase = _compiled(words, channel, place, strength, line)  # type: ignore[arg-type]
                    for anchor in phrase.anchors:
                        under = by_word[place].setdefault(anchor, {})
                        for second in phrase.second or ("",):
                            under.setdefault(second, []).append(phrase)
    text, subject = (
        {word: {second: tuple(found) for second, found in under.items()} for word, under in by_word[place].items()}
        for place in ("text", "subject")
    )
    return Tables(text), Tables(subject)
