"""The fact check: does a rewritten note say anything that its draft and the story behind it lack? Pure, and strict: a doubt is a finding."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from afterword.drafts.manners import GENERAL
from afterword.drafts.model import Finding
from afterword.drafts.phrasing import PLAIN
from afterword.facts import handles as h

_TOKEN = re.compile(r"https?://[^\s<>\"“”)]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|[^\W_]+(?:['’.&-][^\W_]+)*")
_NUMBERS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million "
    "millions billion dozen dozens twice thrice half quarter third first second fourth fifth decade decades double triple percent couple several".split()
)
_SMALL = frozenset({"one", "first", "once", "second"})
"""Words that count nothing in "one line" or "first of all"."""
_DATES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december yesterday today tonight tomorrow noon midnight spring summer autumn winter weekend "
    "mon tue tues wed thu thurs fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_WEIGHTY = re.compile(
    r"(?:accept|declin|withdr|reject|refus|resign|offer|apologi|sorry|salar|promis|guarant|commit|confirm|attach|enclos|agree|certif|licen|degree|award|expert|experien|graduat|diploma|train|promot|manag|led|lead|built|founded|invent|publish|"
    r"increas|reduc|doubl|saved|earn|hire|fire|quit|married|pregnan|sick|ill|birthday|congratul|disappoint|urgent|immediat|deadline|other|another|competing|never|always|every|nobody|everyone|password|click|transfer|payment|account|"
    r"urge|insist|demand|owe|must|free|discount|lawyer|legal|secret|confidential|years?|months?|weeks?|days?|hours?)\w*$"
)
"""Words that say something happened, is so or will be: they must stand in the draft or the story themselves."""
_HARMLESS = frozenset(
    "above across actually ahead along already although amid appreciated around aside aware away bear bearing beautiful bright brief briefly brought calm carefully certain certainly cheerful clear clearer clearly close closely colour coming "
    "comfortable complete completely considered continuing courteous curious day deeply delighted directly discuss discussed drawn during early easily easy either else end enough entirely especially exactly excellent exchange excited explore "
    "fascinating favourite feeling few follow fond fresh friendly full fully generous generosity gentle genuinely gladly gratefully greatly happily heart heartfelt helped helpful here honest hopefully however immensely impressed impression "
    "incredible indeed insight insights instead interesting inviting joy keenly kindness kindly lately later lightly lingered lively lovely manner matter meaningful meant memorable mention mentioned mind minds moment moved much namely naturally "
    "often opportunity otherwise particular particularly perhaps perspective picture please pleased pleasant point possible presence quiet quietly quite rather ready real reach reflect reflecting reflection remain remained remains remember "
    "resonated rest returned returning rich right sense share shared sharing shall short simple simply sincere sincerely slightly small somewhat soon spending spent spoke spoken stay stayed sticking straight stuck stood strongly striking struck such "
    "suits surely surprise surprised thanks thorough thought thoughts thoughtful thoughtfulness thoroughly time together topic touched treat truly turn turning understand understanding valuable value valued vivid vividly warm warmly welcome "
    "well whenever while whole willing wonderful wondering worth yet yours".split()
)


@cache
def vocabulary() -> frozenset[str]:
    """The words of our own templates: they are courtesies, and claim nothing."""
    texts = [f.read_text(encoding="utf-8") for f in (files("afterword.drafts") / "words").iterdir() if f.name.endswith(".j2")]
    for folder in (files("afterword.strategy") / "playbooks").iterdir():
        if folder.is_dir():
            texts += [f.read_text(encoding="utf-8") for f in folder.iterdir() if f.name.endswith(".j2")]
    words = {w for text in texts for w in re.findall(r"[a-z]+(?:['’][a-z]+)?", text.casefold())}
    return frozenset(words | PLAIN | GENERAL | _HARMLESS)


def _words(text: str) -> list[str]:
    return [w.replace("’", "'") for w in _TOKEN.findall(text)]


def _stem(word: str) -> str:
    word = word.casefold().removesuffix("'s")
    return re.sub(r"(?:ies|ied|ing|edly|ed|es|ly|s|e|y)$", "", word) if len(word) > 4 else word


def unfounded(words: str, allowed: Sequence[str]) -> tuple[Finding, ...]:
    """Every name, number, date, address and claim in these words that none of the allowed texts holds.

    `allowed`: the draft, its subject, the evidence it stands on, the names of the reader, the user and their houses.
    """
    known = [w for text in allowed for w in _words(text)]
    exact = {w.casefold() for w in known} | {part for w in known for part in h.name_words(w)}
    stems = {_stem(w) for w in exact}
    found = dict.fromkeys(_strange(words, exact, stems))
    return tuple(found)


def _strange(text: str, exact: set[str], stems: set[str]) -> Iterator[Finding]:
    for sentence in re.split(r"(?<=[.!?])\s+|\n+", text):
        for place, word in enumerate(_words(sentence)):
            low = word.casefold().removesuffix("'s")
            if low in exact or low.strip(".") in exact:
                continue
            if (what := _kind(word, low, place, stems)) and not (_parts_known(low, exact)):
                yield Finding("fact", "block", f"body: {sentence.strip()[:160]}", f"{what} “{word}” stands neither in the draft nor in what it stands on.", "")


def _parts_known(low: str, exact: set[str]) -> bool:
    parts = re.split(r"['’.&-]", low)
    return len(parts) > 1 and "@" not in low and "://" not in low and all(p in exact or p in vocabulary() for p in parts if p)


def _kind(word: str, low: str, place: int, stems: set[str]) -> str:
    """What a word is that the story lacks; "" where it says nothing."""
    if "://" in low or "@" in low or low.startswith("www.") or re.fullmatch(r"[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|example|co|dev|app)", low):
        return "the address"
    if any(c.isdigit() for c in low):
        return "the number"
    if low in _DATES and not (low in ("sat", "sun", "march", "may", "spring") and word.islower()):
        return "the date"
    if low in _NUMBERS and low not in _SMALL:
        return "the number"
    ordinary = low in vocabulary() or _stem(low) in {_stem(w) for w in _short(low)}
    if word[:1].isupper() and low != "i" and not low.startswith("i'") and not (ordinary and place == 0):
        return "the name"
    if _WEIGHTY.match(low) and _stem(low) not in stems:
        return "the claim"
    if not ordinary and len(low) >= 4 and _stem(low) not in stems:
        return "the claim"
    return ""


def _short(low: str) -> frozenset[str]:
    return frozenset(w for w in vocabulary() if w[:3] == low[:3])
