"""Phone numbers as typed, in one form."""

from __future__ import annotations

import phonenumbers


def e164(text: str, country: str) -> str:
    """A number in E.164 where it can be understood in this country; else as typed."""
    try:
        found = phonenumbers.parse(text, country or None)
    except phonenumbers.NumberParseException:
        return " ".join(text.split())
    if not phonenumbers.is_possible_number(found):
        return " ".join(text.split())
    return phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.E164)
