"""What the words of a letter lean towards: a small model learned from the labelled mails by `scripts/train-kinds`.

A multinomial logistic regression over words, pairs of words, groups of words of one office (groups.txt), the subject's words
and what the envelope says. The weights of one mark for all kinds are packed into one whole number, so that a letter's sum is
one `sum` of Python integers.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import chain, combinations, pairwise

from afterword.reading.kinds.words import Sentence, firm, is_hypothetical
from afterword.reading.model import Kind

MOST = 160  # words that are listened to; what a mail is for stands at its top
ZERO = 80  # the character code that stands for a weight of nothing
_LANE = 3  # bytes for one kind's sum: 255 * 65,000 words would fit
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs fri sat sun".split()
)
_MONTHS = frozenset(
    "january february march april june july august september october november december jan feb mar apr jun jul aug sept sep oct nov dec".split()
)
_SHAPED = _DAYS | _MONTHS


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The learned weights: for each word the packed weights of all kinds, in steps of `step`."""

    kinds: tuple[Kind, ...]
    base: tuple[float, ...]
    step: float
    packed: dict[str, int]


@cache
def lexicon() -> Lexicon:
    """The packaged weights, read once. One word a line: a character for each kind, a space, the word."""
    read = (resources.files("afterword.reading.kinds") / "leanings.txt").read_text("utf-8")
    return parsed(read)


def parsed(text: str) -> Lexicon:
    """The weights in `text`, as `scripts/train-kinds` writes them."""
    lines = [line for line in text.split("\n") if line and not line.startswith("#")]
    kinds = tuple(lines[0].split())
    wide = len(kinds)
    packed: dict[str, int] = {}
    for line in lines[3:]:
        lanes = bytearray(wide * _LANE)
        lanes[::_LANE] = line[:wide].encode("latin-1")
        packed[line[wide + 1 :]] = int.from_bytes(lanes, "little")
    base = tuple(float(number) for number in lines[1].split())
    return Lexicon(kinds, base, float(lines[2]), packed)  # type: ignore[arg-type]


@lru_cache(16_384)
def shape(word: str) -> str:
    """The word itself, or what it is: a day, a month, an hour, a sum, a number."""
    if word in _DAYS:
        return "<day>"
    if word in _MONTHS:
        return "<month>"
    if not "0" <= word[0] <= "9":
        return "<money>" if word[0] == "$" and len(word) > 1 else word
    if word.endswith(("am", "pm")):
        return "<clock>"
    if word.endswith(("st", "nd", "rd", "th")):
        return "<nth>"
    return "<n>" if len(word) < 3 else "<number>"


@cache
def groups() -> Mapping[str, tuple[str, ...]]:
    """The groups each word belongs to (groups.txt), as marks."""
    found: dict[str, tuple[str, ...]] = {}
    for line in (resources.files("afterword.reading.kinds") / "groups.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            name, *words = line.split()
            for word in words:
                found[word] = (*found.get(word, ()), f"@{name}")
    return found


def marks(read: Sequence[Sentence], titles: Sequence[Sentence], names: frozenset[str], told: Iterable[str]) -> set[str]:
    """What the model looks at. `names`: words of the people's names, which say nothing; `told`: marks of the envelope."""
    found = {f":{mark}" for mark in told}
    met: set[str] = set()
    count = 0
    for sentence in read:
        words = _words(sentence, names)
        found.update(words)
        found.update(map(" ".join, zip(["<s>", *words], words, strict=False)))
        offices = _offices(words)
        for (one, other), (left, right) in zip(pairwise(words), pairwise(offices), strict=True):
            found.update([f"{one} {group}" for group in right])
            found.update([f"{group} {other}" for group in left])
        here = _heard(sentence, offices)
        found.update(map("".join, combinations(sorted(here), 2)))
        met |= here
        count += len(words)
        if count > MOST:
            break
    for sentence in titles:
        words = _words(sentence, names)
        found.update([f"s:{word}" for word in words])
        found.update([f"s:{one} {other}" for one, other in pairwise(words)])
        found.update([f"s:{group}" for group in _heard(sentence, _offices(words))])
    found |= met
    found.update([f":{mark}{group}" for mark in _SETTINGS if f":{mark}" in found for group in met])
    found.add(f":length {min(count // 20, 5)}")
    return found


_SETTINGS = ("machine", "person", "reply", "listed", "titled")


def _offices(words: Sequence[str]) -> list[tuple[str, ...]]:
    """The groups of each word."""
    known = groups()
    return [known.get(word, ()) for word in words]


def _heard(sentence: Sentence, offices: Iterable[tuple[str, ...]]) -> set[str]:
    """The groups in a sentence; that it asks is one more."""
    found = set(chain.from_iterable(offices))
    return found | {"@?"} if "?" in sentence.heard else found


def _words(sentence: Sentence, names: frozenset[str]) -> list[str]:
    spoken = sentence.spoken
    if sentence.clauses and is_hypothetical(sentence.clauses):
        spoken = firm(sentence.clauses).split()  # what would only happen if something did
    if len(spoken) > MOST:
        spoken = spoken[:MOST]
    return [word if word.isalpha() and word not in _SHAPED else shape(word) for word in spoken if word != "," and word not in names]


def leanings(found: set[str], known: Lexicon | None = None) -> Mapping[Kind, float]:
    """The logarithm of each kind's probability for a letter with these marks (`marks`)."""
    known = known or lexicon()
    packed = known.packed
    heard = found & packed.keys()
    lanes = sum(map(packed.__getitem__, heard)).to_bytes(len(known.kinds) * _LANE + 1, "little")
    scale = known.step * weight_of(len(heard))
    nothing = ZERO * len(heard)
    sums = [
        base + scale * (int.from_bytes(lanes[at * _LANE : at * _LANE + _LANE], "little") - nothing)
        for at, base in enumerate(known.base)
    ]
    top = max(sums)
    whole = top + math.log(sum(math.exp(one - top) for one in sums))
    return {kind: one - whole for kind, one in zip(known.kinds, sums, strict=True)}


def weight_of(count: int) -> float:
    """How much one of `count` marks weighs: long letters are no surer than short ones."""
    return 3.0 / math.sqrt(count or 1)
