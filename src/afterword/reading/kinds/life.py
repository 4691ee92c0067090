"""Interviews that are no job's: with the police, an embassy, a bank, a newspaper."""

from __future__ import annotations

import re

from afterword.facts.late import late

_HOUSES = "police|visa|passport|press|media|newspaper|magazine|radio|tv|television"  # with a capital an employer's: "Your Bauer Media interview"
_OTHERS = (
    "witness|citizenship|naturali[sz]ation|immigration|asylum|green card|mortgage|loan|benefits?|universal credit|adoption|foster(?:ing)?|"
    "tenan(?:t|cy)|landlord|landlady|letting agent|flat|apartment|house ?share|lodger|flatmate|roommate|housemate|podcast|documentary"
)
_OF_LIFE = late(rf"\b(?:{_HOUSES}|(?i:{_OTHERS})) (?i:interviews?)\b|^(?i:{_HOUSES}) (?i:interviews?)\b", re.MULTILINE)
_OF_WORK = late(r"\b(?:jobs?|positions?|roles?|vacanc\w+|candida\w+|recruit\w*|hiring|shortlist\w*|salary)\b")
_WORD = late(r"\binterview(?=s?\b)", re.IGNORECASE)


def is_of_life(text: str) -> bool:
    """Is the interview spoken of one of a life, with no word of a job beside it?"""
    low = text.lower()
    return "interview" in low and _OF_WORK.search(low) is None and _OF_LIFE.search(text) is not None


def as_appointments(text: str) -> str:
    """The text with its interviews called appointments."""
    return _WORD.sub("appointment", text)
