"""What all address books share: names, addresses, telephone numbers and LinkedIn slugs, made comparable."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from afterword.facts.handles import slug_handle
from afterword.sources import limits

_EMAIL = re.compile(r"[^\s<>\"',;:()\[\]\\@]{1,100}@[^\s<>\"',;:()\[\]\\@]{1,250}")
_DIGITS = re.compile(r"\d")
_FIELDS = 200  # values kept of one kind on one card


def once(found: Iterable[str]) -> tuple[str, ...]:
    """Each value once, in order, empty ones left out."""
    return tuple(dict.fromkeys(one for one in found if one))[:_FIELDS]


def full_name(*parts: str) -> str:
    """The words of a name in the order they are said, single-spaced."""
    return " ".join(" ".join(part for part in parts if part).split())[: limits.NAME]


def email_of(text: str) -> str:
    """The address in a cell or property, in lower case; empty where there is none."""
    found = _EMAIL.search(text[:2_000])
    return found[0].strip(".").lower() if found else ""


@lru_cache(maxsize=4096)
def number_of(text: str, country: str) -> str:
    """A telephone number as E.164 where it can be one in that country, else as written."""
    import phonenumbers

    shown = " ".join(text.strip().split())[:60]
    if len(_DIGITS.findall(shown)) < 3:
        return ""
    try:
        number = phonenumbers.parse(shown, country or None)
    except phonenumbers.NumberParseException:
        return shown
    if not phonenumbers.is_possible_number(number):
        return shown
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def slug_of(url: str, *, known: bool = False) -> str:
    """The LinkedIn slug in an address; with `known` the text may be the slug itself. Empty where there is none."""
    text = url.strip()
    if "linkedin.com/in/" in text.lower():
        at = text.lower().index("linkedin.com/in/")
        return slug_handle(text[at + len("linkedin.com") :]).removeprefix("li:")
    if known and text and not re.search(r"[\s/@]", text.removeprefix("x-apple:")):
        return slug_handle(text.removeprefix("x-apple:")).removeprefix("li:")
    return ""


def list_of(text: str, mark: str) -> list[str]:
    """The parts of a cell that holds several."""
    return [part.strip() for part in text.split(mark) if part.strip()]
