"""What somebody said they look for, so that the user may be of use to them: they hire, they move, they need a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from afterword.facts.frozen import dataclass

_OBJECT = r"(?P<what>(?:an?|the|some|somebody|someone|two|three|several|more|new|good|people|anyone)?\b[^.!?;\n]{2,80})"
_HIRING = (
    re.compile(r"\b(?:we|i|my team|our team|they|he|she)(?:'re|'m| are| am| is|'s)? (?:also |now |currently |still |just |actually )?(?:hiring|recruiting)(?: for)?\b(?: " + _OBJECT + ")?", re.IGNORECASE),
    re.compile(r"\b(?:we|i|my team|our team|they)(?:'re|'m| are| am| is) (?:also |now |currently |still )?(?:looking|trying) to (?:hire|fill|recruit|find) " + _OBJECT, re.IGNORECASE),
    re.compile(r"\b(?:is|are) (?:also |now |currently |still )?(?:hiring|recruiting)(?: for)?\b(?: " + _OBJECT + ")?", re.IGNORECASE),
)  # fmt: skip
_SEEKING = (
    re.compile(r"\b(?:we|i|they|he|she)(?:'re|'m| are| am| is|'s) (?:also |now |currently |still |desperately )?(?:looking|searching|hunting) for " + _OBJECT, re.IGNORECASE),
    re.compile(r"\bdo you (?:happen to )?know (?:of )?(?P<what>(?:anyone|anybody|someone|somebody|a good|any)\b[^.!?;\n]{2,80})", re.IGNORECASE),
    re.compile(r"\bif you (?:know|hear|come across|think) (?:of )?(?P<what>(?:anyone|anybody|someone|somebody)\b[^.!?;\n]{2,80})", re.IGNORECASE),
    re.compile(r"\bany (?:recommendations?|tips?|ideas?) (?:for|on) (?P<what>[^.!?;\n]{2,80})", re.IGNORECASE),
    re.compile(r"\b(?:is|are) (?:also |now |currently |still )?(?:looking|searching|hunting) for " + _OBJECT, re.IGNORECASE),
)  # fmt: skip
_NOT_THEIRS = re.compile(r"\b(?:looking for (?:you|your|a time|a slot|a date|(?:an? )?(?:opportunit\w+ to )?(?:hearing|meeting|speaking))|not (?:hiring|recruiting|looking)|no longer|stopped|(?:are|were) you (?:looking|hiring)|you(?:'re| are) looking)\b", re.IGNORECASE)  # fmt: skip
LATELY = 180
"""Days after which what they looked for is no news."""


@dataclass(frozen=True, slots=True)
class Said:
    """A text of theirs or about them, of a day. `fact` is where it stands."""

    text: str
    day: date
    fact: str


@dataclass(frozen=True, slots=True)
class Need:
    """What they look for, in the words of `quote`. `kind` is hiring or seeking."""

    kind: str
    what: str
    quote: str
    day: date
    fact: str


def needs(said: Iterable[Said], on: date) -> tuple[Need, ...]:
    """What was said to be looked for in the half year before `on`, the newest first; one of a kind and thing."""
    found: dict[tuple[str, str], Need] = {}
    for one in sorted(said, key=lambda s: (s.day, s.fact), reverse=True):
        if 0 <= (on - one.day).days <= LATELY:
            for need in _in(one):
                found.setdefault((need.kind, need.what.casefold()), need)
    return tuple(found.values())


def _in(one: Said) -> Iterator[Need]:
    for sentence in re.split(r"(?<=[.!?])\s+|\n{2,}", one.text[:20_000]):
        flat = " ".join(sentence.replace("’", "'").split())
        if not flat or len(flat) > 400 or _NOT_THEIRS.search(flat):
            continue
        for kind, patterns in (("hiring", _HIRING), ("seeking", _SEEKING)):
            match = next((m for p in patterns if (m := p.search(flat))), None)
            if match is not None:
                yield Need(kind, _thing(match["what"] or ""), flat, one.day, one.fact)
                break


def _thing(text: str) -> str:
    """`a planner for the new hall, if you hear of one` → `a planner for the new hall`."""
    text = re.split(r",| (?:if|and|but|so|at the moment|right now|these days|who could|to start|because|since) ?\b", text.strip(), maxsplit=1)[0]
    return text.strip(" .:-")


def spoken(name: str, need: Need) -> str:
    """`You could help Ana: hiring a planner (3 May).`"""
    first = name.split(" ", maxsplit=1)[0] or "them"
    doing = "hiring" if need.kind == "hiring" else "looking for"
    thing = f" {need.what}" if need.what else "" if need.kind == "hiring" else " something"
    return f"You could help {first}: {doing}{thing} (told on {need.day.day} {need.day:%B %Y})."
