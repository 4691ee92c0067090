"""What stands beside a job's title: whose job it is, and the town it is in."""

from __future__ import annotations

import re
from itertools import pairwise

from afterword.reading.kinds.names import clean_role, has_organisation_word, is_nameable, is_title_word
from afterword.reading.kinds.words import straight

_HOUSE = re.compile(r"(?:, | \(| - )(?:the )?([A-Z][\w&'-]*(?: (?:(?:of|and|the|&) )?[A-Z][\w&'-]*){1,5})")
_TOWN = re.compile(r"(.+) \(([A-Z][\w' -]{2,24})\)")
_LEADS = ("at", "with", "to", "from", "by", "for", "joining", "the")


def parted(role: str | None, flat: str) -> tuple[str | None, str | None]:
    """The job and whose it is: "Customer Host, Moorland Railway" where the text says "with Moorland Railway"."""
    head, _, tail = (role or "").rpartition(", ")
    if head and is_title_word(head.split()[-1]) and is_nameable(tail) and any(f" {lead} {tail}" in flat for lead in _LEADS):
        return head, tail
    return role, None


def house_beside(role: str, flat: str) -> str | None:
    """The house right behind the job: "Water Quality Sampler, Severn Vale Water (ref 7)", "Estates Technician (Marram College)"."""
    at = flat.find(role)
    while at >= 0:
        found = _HOUSE.match(flat, at + len(role))
        if found and has_organisation_word(found[1].lower().split()) and is_nameable(found[1]):
            return found[1]
        at = flat.find(role, at + 1)
    return None


def unplaced(role: str, flat: str) -> str:
    """A title without the town in brackets behind it, where the text names the job or the town so."""
    found = _TOWN.fullmatch(role) if role.endswith(")") else None
    if found is None:
        return role
    head, town = found.groups()
    at = flat.find(head)
    while at >= 0:
        if not flat.startswith(" (", at + len(head)):
            return head
        at = flat.find(head, at + 1)
    return head if f" in {town}" in flat else role


_AFTER_NAME = ("", "\u00b7", "\u2022", "|", "-", "\u2013", "\u2014", ",", "(")


def titled_above(text: str, organisation: str) -> str | None:
    """The job on a line of its own above the employer's ("Reed Voicer" over "Plainsong Organs · Dubuque"), as boards set it."""
    lines = [line for part in straight(text).splitlines() if (line := part.strip())]
    for title, house in pairwise(lines):
        rest = house[len(organisation) :].lstrip()
        if not house.lower().startswith(organisation.lower()) or rest[:1] not in _AFTER_NAME:
            continue
        role, _ = clean_role(title)
        stated = role is not None and role[0].isupper() and len(role.split()) <= 8 and title[-1] not in ".!?:;,"
        if role and stated and organisation.lower() not in role.lower():
            return role
    return None
