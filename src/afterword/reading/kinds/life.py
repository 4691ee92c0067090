"""Interviews, applications and offers that are no job's: with an embassy or a newspaper, for a flat, a card, a loan, a course."""

from __future__ import annotations

import re

from afterword.facts.late import late
from afterword.reading.kinds.names import is_title_word

_HOUSES = "police|visa|passport|press|media|newspaper|magazine|radio|tv|television"  # with a capital an employer's: "Your Bauer Media interview"
_OTHERS = (
    "witness|citizenship|naturali[sz]ation|immigration|asylum|green card|mortgage|loan|benefits?|universal credit|adoption|foster(?:ing)?|"
    "parents?'?|parents?'? evening|parent[- ]teacher|tenan(?:t|cy)|landlord|landlady|letting agent|flat|apartment|house ?share|lodger|flatmate|roommate|housemate|podcast|documentary"
)
_OF_LIFE = late(rf"\b(?:{_HOUSES}|(?i:{_OTHERS})) (?i:interviews?)\b|(?i:\binterviews? (?:about|for|regarding|on|concerning) (?:your|a|an|the) (?:\w+ ){{0,2}}(?:claims?|benefits?|visas?|passports?|tenancy|loan|mortgage|citizenship|adoption)\b)|^(?i:{_HOUSES}) (?i:interviews?)\b|(?i:\binterviews? (?:\S+ ){{0,6}}?(?:on (?:the )?(?:telly|tv|television|radio|air)|in the papers?)\b)|(?i:\binterview(?:ing)? (?:you )?(?:for|on|in) (?:\w+ ){{0,2}}(?:podcast|show|magazine|paper|newspaper|radio|documentary|thesis|dissertation|study|article|book)\b)|(?i:\bparents?'? (?:evening|consultations?)\b)", re.MULTILINE)
_OF_WORK = late(r"\b(?:jobs?|positions?|roles?|vacanc\w+|candida\w+|recruit\w*|hiring|shortlist\w*|salary)\b")
_SERVED = late(
    r"\byour (?:\w+ )?(?:viewing|check-?up|reservation|booking|table|treatment|donation|test drive|fitting|haircut)\b"
)
_CALLED = late(r"\byour (?:\w+ )?(?:visit|appointment|stay|delivery|class|lesson)\b")  # an employer's too, where the tables hear a talk
_ROUNDS = late(r"interview|\b(?:on-?site|panel|rounds?|trial (?:day|shift)|hr|assessment|your (?:cv|application))\b")
_WORD = late(r"\binterview(?=s?\b)", re.IGNORECASE)


_BEHIND = 40  # characters behind a thing in which a title may go on
_THINGS = (
    "(?:credit |debit |store |bank |library |loyalty |travel )?cards?|(?:bank |savings |current )?accounts?|mortgages?|loans?|credit|overdraft|insurance|tenanc(?:y|ies)|"
    "rentals?|leases?|flats?|apartments?|rooms?|units?|lett?ings?|visas?|passports?|permits?|licen[cs]es?|citizenship|benefits?|memberships?|allotments?|plots?|moorings?|stalls?|lockers?|garages?|beach huts?|planning|parking|refunds?|grants?|scholarships?|"
    "subscriptions?|nursery|pupp(?:y|ies)|kittens?|school places?|places? (?:at|in) (?:the |our )?(?:school|nursery|class|course)|wohnung|mietwohnung|kredit|konto|karte"
)
_WANTED = late(
    rf"\b(?:{_THINGS}) (?:application|offer)\b|\b(?:application|appl(?:y|ied|ying)|bewerbung|antrag) (?:for|um|auf) (?:(?:a|an|the|our|your|one of|die|eine|einen|das|ein) )?(?:[\w'-]+ ){{0,2}}?(?:{_THINGS})\b",
    re.IGNORECASE,
)


def is_of_life(text: str) -> bool:
    """Is the interview spoken of one of a life, with no word of a job beside it?"""
    low = text.lower()
    return "interview" in low and _OF_WORK.search(low) is None and _OF_LIFE.search(text) is not None


def wants_a_thing(text: str) -> bool:
    """Is the application or offer spoken of one for a flat, a card, a loan, with no word of a job beside it? A Loan Officer is no loan."""
    low = text.lower()
    if "interview" in low or _OF_WORK.search(low) is not None:
        return False
    return any(not any(map(is_title_word, text[hit.end() : hit.end() + _BEHIND].split()[:2])) for hit in _WANTED.finditer(text))


def serves(text: str, *, sure: bool) -> bool:
    """Is the hour that is fixed one of a service: a visit to the dentist, a viewing, a table, with no word of a job beside it?

    `sure`: a talk is plainly spoken of.
    """
    low = text.lower()
    found = _SERVED.search(low) or (not sure and _CALLED.search(low))
    return bool(found) and _OF_WORK.search(low) is None and _ROUNDS.search(low) is None


def as_appointments(text: str) -> str:
    """The text with its interviews called appointments."""
    return _WORD.sub("appointment", text)
