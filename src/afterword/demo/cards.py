"""The address book of the demo as vCards, in the manner of Google's export: version 3.0, no UID."""

from __future__ import annotations

from functools import cache
from importlib import resources

from afterword.demo.diary import folded


def rows(name: str, width: int) -> list[list[str]]:
    """The lines of words/NAME.txt, cut at their bars."""
    text = (resources.files("afterword.demo") / "words" / f"{name}.txt").read_text("utf-8")
    found = [
        [part.strip() for part in line.split("|")]
        for line in text.splitlines()
        if line.strip() and not line.startswith("#")
    ]
    return [[*row, *[""] * (width - len(row))] for row in found]


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _card(name: str, emails: str, phones: str, organisation: str, title: str, groups: str, note: str) -> list[str]:
    first, _, last = name.rpartition(" ")
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"FN:{_escaped(name)}", f"N:{_escaped(last)};{_escaped(first)};;;"]
    lines += [f"EMAIL;TYPE=INTERNET:{email.strip()}" for email in emails.split(",") if email.strip()]
    lines += [f"TEL;TYPE=CELL:{phone.strip()}" for phone in phones.split(",") if phone.strip()]
    lines += [f"ORG:{_escaped(organisation)}"] if organisation else []
    lines += [f"TITLE:{_escaped(title)}"] if title else []
    lines += (
        [f"CATEGORIES:{','.join(_escaped(g.strip()) for g in groups.split(','))},myContacts"]
        if groups
        else ["CATEGORIES:myContacts"]
    )
    lines += [f"NOTE:{_escaped(note)}"] if note else []
    return [*lines, "END:VCARD"]


@cache
def address_book() -> bytes:
    """All cards. They do not depend on the day."""
    return folded(line for row in rows("cards", 7) for line in _card(*row[:7])).encode()
