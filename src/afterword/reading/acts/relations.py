"""Words for how somebody is known: from "my old boss" to DESIGN.md's ties."""

from __future__ import annotations

import re
import sys
from typing import Final

from afterword.reading.cued import Cued
from afterword.reading.heard import Sentence

_RELATIVES = (
    "mother father mum mom dad parent sister brother sis bro aunt auntie uncle cousin nephew niece grandmother grandfather grandma grandpa "
    "granddad wife husband partner spouse fiance fiancee son daughter sister-in-law brother-in-law mother-in-law father-in-law son-in-law "
    "daughter-in-law stepmother stepfather stepsister stepbrother stepson stepdaughter godmother godfather godson goddaughter relative "
    "half-sister half-brother girlfriend boyfriend twin grandson granddaughter"
).split()
_FRIENDS = "friend mate buddy pal bestie flatmate roommate housemate neighbor neighbour".split()
_PROFESSIONALS = (
    "hairdresser hairstylist stylist barber dentist doctor gp physio physiotherapist accountant lawyer solicitor landlord landlady vet "
    "mechanic plumber electrician therapist trainer coach optician osteopath chiropractor gardener cleaner nanny babysitter tailor "
    "florist butcher baker bookkeeper masseuse hygienist beautician manicurist realtor barista postman"
).split()
_BOSSES = "boss manager supervisor foreman chief lead superior".split()
_COWORKERS = "colleague coworker co-worker workmate teammate team-mate".split()
_MENTORS = "mentor professor teacher tutor lecturer supervisor-at-university adviser advisor".split()

_TIES: Final[dict[str, str]] = {
    **dict.fromkeys(_RELATIVES, "relative"),
    **dict.fromkeys(_FRIENDS, "friend"),
    **dict.fromkeys(_PROFESSIONALS, "professional"),
    **dict.fromkeys(_BOSSES, "boss"),
    **dict.fromkeys(_COWORKERS, "coworker"),
    **dict.fromkeys(_MENTORS, "mentor"),
    "recruiter": "recruiter",
    "headhunter": "recruiter",
    "classmate": "alumni",
    "schoolmate": "alumni",
    "coursemate": "alumni",
    "alumnus": "alumni",
    "alumna": "alumni",
    "interviewer": "interviewer",
    "acquaintance": "contact",
    "contact": "contact",
    "client": "contact",
    "customer": "contact",
    "landlord": "professional",
}
_KNOWN = "|".join(sorted(map(re.escape, _TIES), key=len, reverse=True))
_ADJECTIVES = (
    "former|ex|old|previous|first|last|late|current|present|new|dear|good|best|close|great|oldest|closest|younger|older|elder|little|big|"
    "twin|first|second|line|direct|university|uni|college|school|childhood|family|fellow|long-time|longtime|lovely|own|retired|then|one-time"
)
# "my former line manager", "an old friend of mine", "my boss's boss"
RELATION = Cued(
    rf"\b(?P<whose>my|our|his|her|their|your|an?|the) (?P<how>(?:(?:{_ADJECTIVES})[ -]){{0,3}})(?P<noun>{_KNOWN})\b(?P<again>'s (?:then |old |former )?(?:boss|manager|superior|director))?"
)
_PAST = re.compile(r"\b(?:former|ex|old|previous|first|last|one-time|then)\b")


def tie_of(match: re.Match[str], *, past: bool = False) -> str:
    """DESIGN.md's word for the relation found. `past`: the sentence itself says it is over ("was my manager")."""
    tie = _TIES[match["noun"]]
    over = past or bool(_PAST.search(match["how"]))
    if match["again"]:
        return "boss_superior"
    if tie == "boss":
        return "former_boss" if over else "boss"
    if tie == "coworker" and over:
        return "former_coworker"
    return tie


def relation(
    said: Sentence, start: int = 0, end: int = sys.maxsize, *, whose: frozenset[str] = frozenset({"my"})
) -> re.Match[str] | None:
    """The first relation named between two places of a sentence that is somebody's of `whose`."""
    for match in RELATION.finditer(said, start, end):
        if match["whose"] in whose:
            return match
    return None
