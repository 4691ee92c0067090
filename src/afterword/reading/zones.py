"""The time zones a letter names: "3 pm ET", "10:00 CET", "UTC+2", "I am in Lisbon", "Lisbon time".

What is said, shortened to its name: an abbreviation as written, an offset as UTC+2, a city as its zone's name. A zone named in a
text never moves a day (READING.md, convention 1); it is kept so that whoever calls knows when the other is awake.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from zoneinfo import available_timezones

from afterword.reading.heard import Sentence

_SHORT = (
    "ET|EST|EDT|CT|CST|CDT|MT|MST|MDT|PT|PST|PDT|AKST|AKDT|HST|GMT|UTC|BST|CET|CEST|EET|EEST|WET|WEST|MSK|IST|JST|KST|SGT|HKT|AEST|AEDT|ACST|AWST|NZST|NZDT|SAST|BRT"
)
_CLOCK = r"(?:\d{1,2}(?:[:.]\d{2})? ?(?:[ap]\.?m\.?)?|noon|midday|midnight)"
_AT = re.compile(rf"\b(?i:{_CLOCK}) ?\(?({_SHORT})\b(?![+-]\d)")
_OFFSET = re.compile(r"\b(?:UTC|GMT) ?([+-]) ?(\d{1,2})(?::?(\d{2}))?\b")
_CITY = r"([A-Z][\w'-]{1,20}(?: [A-Z][\w'-]{1,20}){0,2})"
_IN = re.compile(rf"\b(?:I'm|I am|we're|we are|I'll be|I live|I work|I'm based|we sit|I sit)(?: (?:based|living|working|currently|now|out here|over here|still|usually|always))*,? in {_CITY}")
_OF = re.compile(rf"\b{_CITY}(?:'s)? (?:time\b|time zone|timezone)")
_SPOKEN = re.compile(r"\b(Eastern|Central|Mountain|Pacific|Atlantic|Central European|British Summer|Greenwich Mean|Indian Standard|Japan Standard) (?:standard |daylight )?[Tt]ime\b")
_MOST = 8
_PARTS = frozenset("Africa America Asia Atlantic Australia Europe Indian Pacific".split())
_SIDES = frozenset({"North", "South", "West"})  # of Australia


@cache
def cities() -> dict[str, str]:
    """The cities that zones are named after."""
    placed = (zone.partition("/") for zone in sorted(available_timezones()) if zone.count("/") == 1)
    return {name.replace("_", " "): f"{part}/{name}" for part, _, name in placed if part in _PARTS and name not in _SIDES}


def zones(units: Sequence[Sentence]) -> tuple[str, ...]:
    """The zones named in sentences, in order, each once; eight at most."""
    found: dict[str, None] = {}
    for sentence, _, _, held in units:
        if not _CUES.isdisjoint(held) or "GMT-" in sentence or "UTC-" in sentence or ("in" in held and not _BEING.isdisjoint(held)):
            found |= dict.fromkeys(_named(sentence))
        if len(found) >= _MOST:
            break
    return tuple(found)[:_MOST]


_CUES = frozenset(_SHORT.lower().split("|")) | {"time", "timezone"}
_BEING = frozenset({"am", "i'm", "are", "we're", "i'll", "live", "work", "sit"})


def _named(sentence: str) -> list[str]:
    found = [(hit.start(), hit[1]) for hit in _AT.finditer(sentence)]
    found += [(hit.start(), _offset(hit)) for hit in _OFFSET.finditer(sentence) if int(hit[2]) <= 14]
    found += [(hit.start(), hit[1]) for hit in _SPOKEN.finditer(sentence)]
    for pattern in (_IN, _OF):
        for hit in pattern.finditer(sentence):
            words = hit[1].split()
            near = (cities().get(" ".join(words[:count])) for count in range(len(words), 0, -1))
            found += [(hit.start(), zone) for zone in near if zone][:1]
    return [zone for _, zone in sorted(found)]


def _offset(hit: re.Match[str]) -> str:
    minutes = f":{hit[3]}" if hit[3] and hit[3] != "00" else ""
    return f"UTC{hit[1]}{int(hit[2])}{minutes}"
