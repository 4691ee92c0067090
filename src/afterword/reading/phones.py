"""Telephone numbers in running text, as E.164; one without its area code stays as it is written.

A cheap scan finds runs of digits shaped like a number; only these reach the number library. What stands before a run
("meeting ID", "ref") rules it out; what stands before it ("call", "direct line") lets a bare run in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import phonenumbers

_RUN = re.compile(
    r"(?<![\w./:@#\u20ac$\u00a3=&%+-])(?:\+\s?|\(\s?\+?)?\d(?:[ \t().\u2013/\u00b7-]{0,3}\d){5,16}(?!\d)(?![./:-]\d)(?![@%/\w])"
)
_DIGITS = re.compile(r"\d[\d \t().\u2013/\u00b7-]{4,}\d")  # what every run holds, found much faster
_BEFORE, _BEHIND = 3, 3  # characters around them that belong to a number, or tell that it is none
_EXTENSION = re.compile(
    r"[ \t,;]{0,3}\(?(?:x|ext\.?|extension|durchwahl|poste|#)[ \t.:]?[ \t]?(\d{1,6})", re.IGNORECASE
)
_CUE = re.compile(
    r"\b(?:call|calls|called|phone|telephone|tel|mobile|mob|cell|cellphone|text|sms|whatsapp|signal|reach|direct|line|desk|office|ring|dial|voicemail|number|on|at|"
    r"telefon|handy|mobil|anrufen|t\u00e9l|t\u00e9l\u00e9phone|portable|tel\u00e9fono|m\u00f3vil|celular|telefono|cellulare|telefone|m|t|p|c|o|d|ph)\b[^\w]*(?:me |us |him |her |is |are |no\.? |number )?[^\w]*$",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"\b(?:call|phone|tel|telephone|mobile|cell|text|sms|whatsapp|reach|direct|line|ring|dial|number|telefon|handy|mobil|t\u00e9l|m\u00f3vil)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"(?:\b(?:id|pin|pass\s?code|code|access code|requisition|req|ref|reference|invoice|order|ticket|case|claim|account|acct|zip|iban|vat|ein|ssn|isbn|issn|confirmation|"
    r"tracking|job|fax|f|room|suite|version|serial|policy|member|student|no|nr|number of)\b\.?\s?(?:no\.?|number|nr\.?|is|id)?\s?[:#.]?\s?|[#$\u20ac\u00a3]\s?)$",
    re.IGNORECASE,
)
_AMERICAN = re.compile(r"(?:1[ .-]?)?\(?[2-9]\d\d\)?[ .\u2013/-]{1,2}\d{3}[ .\u2013-]\d{4}$")
_LOCAL = re.compile(r"[2-9]\d\d[ .-]\d{4}$")
_DATE = re.compile(
    r"(?:19|20)\d\d[-./ ](?:0?[1-9]|1[0-2])[-./ ](?:0?[1-9]|[12]\d|3[01])(?:\D.*)?$|(?:0?[1-9]|[12]\d|3[01])[-./ ](?:0?[1-9]|[12]\d|3[01])[-./ ](?:19|20)\d\d(?:\D.*)?$|"
    r"(?:19|20)\d\d\s?[-\u2013/]\s?(?:19|20)\d\d$|\d{5}-\d{4}$|\d{3}-\d{2}-\d{4}$|\d{1,2}\.\d{1,2}\.\d{1,3}\.\d{1,3}$"
)
_NANP = frozenset({"US", "CA"})
_REGION = {
    "de": "DE",
    "fr": "FR",
    "es": "ES",
    "it": "IT",
    "nl": "NL",
    "pl": "PL",
    "sv": "SE",
    "da": "DK",
    "no": "NO",
    "pt": "PT",
    "en": "GB",
}


@dataclass(frozen=True, slots=True)
class Phone:
    """One number: E.164 (as written where the area code is missing), its place in the text, its extension or ""."""

    number: str
    start: int
    end: int
    extension: str = ""


def phones(text: str, country: str = "US", language: str = "") -> tuple[Phone, ...]:
    """The telephone numbers of `text` in order. `country` (ISO 3166) reads numbers without a country code."""
    found: list[Phone] = []
    for run in _runs(text):
        shown = run[0]
        digits = sum(char.isdigit() for char in shown)
        if not 7 <= digits <= 15 or _DATE.match(shown) or shown.count("(") > 1 or "\n" in shown:
            continue
        before = text[max(0, run.start() - 24) : run.start()]
        if _NOT.search(before):
            continue
        region = _region(shown, text[max(0, run.start() - 60) : run.start()], country, language)
        number = _e164(shown, region) if region else ""
        if number:
            extension = _EXTENSION.match(text, run.end())
            found.append(
                Phone(
                    number, run.start(), extension.end() if extension else run.end(), extension[1] if extension else ""
                )
            )
            if len(found) >= 12:
                break
    return tuple(found)


def _runs(text: str) -> Iterator[re.Match[str]]:
    """What is shaped like a number; looked for only where figures stand together."""
    done = 0
    for near in _DIGITS.finditer(text):
        for run in _RUN.finditer(text, max(done, near.start() - _BEFORE), near.end() + _BEHIND):
            done = run.end()
            yield run


def _region(shown: str, before: str, country: str, language: str) -> str:
    """The country to read `shown` in; "" when it does not look like a telephone number at all."""
    if "+" in shown:
        return "ZZ"
    if _AMERICAN.match(shown):
        return country if country in _NANP else "US"
    cue = _CUE.search(before) is not None
    if _LOCAL.match(shown):
        return country if cue and country in _NANP else ""
    if shown.startswith("00"):
        return "GB" if country in _NANP else country
    if shown.startswith(("0", "(0")):
        if country in _NANP:
            country = _REGION.get(language, "GB")
        return country if cue or _STRONG.search(before) or not shown.isdigit() else ""
    if cue or _STRONG.search(before):
        return country
    return country if country not in _NANP and " " in shown and len(shown) >= 11 else ""


@lru_cache(maxsize=4096)
def _e164(shown: str, region: str) -> str:
    """`shown` as E.164, as it stands when only neighbours could dial it, "" when no number of that country can look so. Numbers kept for fiction count."""
    try:
        number = phonenumbers.parse(shown.replace("(0)", ""), None if region == "ZZ" else region)
    except phonenumbers.NumberParseException:
        return ""
    reason = phonenumbers.is_possible_number_with_reason(number)
    if reason == phonenumbers.ValidationResult.IS_POSSIBLE_LOCAL_ONLY:
        return shown.strip()
    if reason != phonenumbers.ValidationResult.IS_POSSIBLE:
        return ""
    if (
        region not in _NANP
        and region != "ZZ"
        and not phonenumbers.is_valid_number(number)
        and not shown.startswith(("0", "(0"))
    ):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
