"""The telephone number named in a sentence."""

from __future__ import annotations

import re
from functools import lru_cache

_NUMBER = re.compile(r"(?:\+|\(?\b\d)[\d ().-]{5,20}\d(?!\d)")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}")


def phone_in(sentence: str, country: str) -> str | None:
    """The first number, E.164 where the country makes it one, else its digits as written; None when there is none."""
    for hit in _NUMBER.finditer(sentence):
        written = hit.group().strip(" .-")
        if sum(mark.isdigit() for mark in written) < 7 or _DATE.fullmatch(written):
            continue
        return _international(written, country)
    return None


@lru_cache(maxsize=1024)
def _international(written: str, country: str) -> str:
    import phonenumbers

    try:
        number = phonenumbers.parse(written, country)
    except phonenumbers.NumberParseException:
        return written
    if not phonenumbers.is_possible_number(number):
        return written
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
