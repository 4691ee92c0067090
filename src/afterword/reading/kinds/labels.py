"""The written name behind a domain: `kilbrideshipyard.example` and "finished up with Kilbride Shipyard" are one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from afterword.reading.kinds.names import clean_organisation, has_organisation_word, is_title_word, letters
from afterword.reading.kinds.vocabulary import vocabulary

_WORD = r"(?:St\.|Dr\.|[A-Z0-9\u00c0-\u00de][\w&'\u2019+-]*(?:\.(?=\w)[\w&'+-]*)*)"
_RUN = re.compile(rf"{_WORD}(?: (?:(?:&|and|of|the|for|de|la|du|der|und|y|e) ){{0,2}}{_WORD}){{0,7}}")
_BEFORE = re.compile(
    r"\b(?:the )?((?:University|College|Bank|City|County|Borough|Diocese|Museum|School|Port|Church|House|Town|Friends|Institute) of (?:the )?)$"
)
_JOINING = frozenset({"and", "of", "the", "for", "de", "la", "du", "der", "und", "y", "e", "&"})
_TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december "
    "i we you he she they it if please thanks thank dear hi hello kind best regards yours sincerely from to sent subject re tel phone".split()
)
_FURTHER = 3  # words a name may go on after the domain has been used up
_PLACES = 12  # places looked at


def written_name(places: Iterable[str], label: str) -> str | None:
    """The longest name in `places` that the domain label abbreviates or runs together; None when it stands nowhere."""
    target = _plain(label)
    if len(target) < 4:
        return None
    best: str | None = None
    for start in (target[:3], "sai") if target.startswith("st") else (target[:3],):
        aim = "saint" + target[2:] if start == "sai" else target
        for place in places:
            for name in _in(place, start, aim):
                if best is None or len(name.split()) > len(best.split()):
                    best = name
    return best


def spells(name: str, label: str) -> bool:
    """Is the name, of two words or more, the domain label letter by letter?"""
    return len(name.split()) > 1 and _plain(name) == _plain(label)


def spoken_name(text: str, label: str) -> str | None:
    """The name behind the domain as somebody wrote it who has no use for capitals ("kit, parsec notebooks")."""
    target, low, at = _plain(label), _folded(text), -1
    for _ in range(_PLACES if len(target) > 5 else 0):
        at = low.find(target[:3], at + 1)
        if at < 0:
            break
        end = _spelt(low, at, target)
        name = text[at:end]
        if " " in name and name.islower() and not (at and (low[at - 1].isalnum() or low[at - 1] in "@./-")):
            return name.title()
    return None


def _spelt(low: str, at: int, target: str) -> int:
    """Where the letters of `target`, with nothing but blanks and the like between them, end in `low`; `at`: they do not stand here."""
    end = at
    for letter in target:
        while end < len(low) and low[end] in " '&-" and end > at:
            end += 1
        if low[end : end + 1] != letter:
            return at
        end += 1
    return at if low[end : end + 1].isalnum() else end


def _in(place: str, start: str, target: str) -> Iterable[str]:
    low, at = _folded(place), -1
    for _ in range(_PLACES):
        at = low.find(start, at + 1)
        if at < 0:
            return
        if (at and (low[at - 1].isalnum() or low[at - 1] in "@./-")) or not (run := _RUN.match(place, at)):
            continue
        words = run.group(0).split()
        if place[run.end() : run.end() + 1] == "@" or not (used := _used(words, target)):
            continue
        before = _BEFORE.search(place[max(0, at - 24) : at])
        if words[used - 1].endswith(("'s", "\u2019s")) and not target.endswith("s"):
            name = " ".join(words[:used])[:-2]  # "I lead Hexham Rowley's property practice"
        else:
            name = " ".join([*words[:used], *_further(words[used:])])
        full = (before.group(1) if before else "") + name
        if spells(full, target):
            yield full  # "Paloma Vet" at palomavet, whatever its last word is elsewhere
        elif found := clean_organisation(full, team=_plain(full) != target):  # an agency's own name ends so
            yield found


def _used(words: list[str], target: str) -> int:
    """How many of `words` it takes to spell the label, each by itself or by its first letters; 0: they do not."""
    rest = target
    for place, word in enumerate(words):
        if not (plain := _plain(word)):
            continue
        common = _common(rest, plain)
        if common == len(plain) or common >= (3 if place else 5):
            rest = rest[common:]
            if len(rest) < 2:
                return place + 1 if _plain(word) else 0
        elif common == len(plain) - 1 and plain.endswith("s") and place:
            rest = rest[common:]
        elif word.lower() in _JOINING:
            continue
        elif not place or word.lower() in _TIMES:
            return 0
    return 0


def _further(words: list[str]) -> list[str]:
    """What belongs to the name beyond the label: "Trust" in "Orion Housing Trust"; nothing that is a job or a day."""
    taken: list[str] = []
    for word in words:
        low = word.lower()
        if low in _JOINING and has_organisation_word([one.lower() for one in words]):
            taken.append(word)
            continue
        if low in _TIMES or low in vocabulary().legal or is_title_word(word) or len(taken) >= _FURTHER:
            break
        taken.append(word)
    if len(taken) < len(words) and not (taken and has_organisation_word([taken[-1].lower()])):
        return []
    while taken and taken[-1].lower() in _JOINING:
        taken.pop()
    return taken


def _common(one: str, other: str) -> int:
    for place, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return place
    return min(len(one), len(other))


@lru_cache(4096)
def _plain(word: str) -> str:
    """Letters and digits alone, without accents and without a possessive."""
    word = word.replace("\u2019", "'")
    return letters(_folded(word.removesuffix("'s") if word.endswith("'s") else word))


class _Plain(dict[int, str]):
    """The small letter below an accent, worked out once for each character there is."""

    def __missing__(self, odd: int) -> str:
        char = chr(odd)
        self[odd] = plain = (unicodedata.normalize("NFKD", char)[:1] or char).lower()[:1] if odd > 0x7F else char
        return plain


_PLAIN = _Plain()


def _folded(text: str) -> str:
    """Lower case without accents, one character for one."""
    return text.lower() if text.isascii() else text.translate(_PLAIN).lower()
