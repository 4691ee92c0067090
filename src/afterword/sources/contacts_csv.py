"""Contacts as tables: Google's two shapes, Outlook's three, and any other with names and addresses.

Columns are known by name, never by place. In Outlook's tables `Title` is "Dr." and `Job Title` the job.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from afterword.facts import Problem, Skipped, fact
from afterword.facts.kinds import Card
from afterword.sources import limits
from afterword.sources.card_fields import email_of, full_name, list_of, number_of, once, slug_of
from afterword.sources.port import Circumstances, Piece, Place, Record, Source, whole
from afterword.sources.tabledates import day_in, month_first
from afterword.sources.tables import Broken, Header, Row, header_of, rows

_SYSTEM = frozenset("mycontacts starred othercontacts systemgroupmycontacts".split())
_GOOGLE_EMAIL = re.compile(r"email(\d{1,2})value")
_GOOGLE_PHONE = re.compile(r"phone(\d{1,2})value")
_GOOGLE_RELATION = re.compile(r"relation(\d{1,2})value")
_GOOGLE_SITE = re.compile(r"(?:website|customfield|im)(\d{1,2})value")
_OUTLOOK_EMAILS = ("emailaddress", "email2address", "email3address")
_OUTLOOK_PHONES = (
    "mobilephone", "businessphone", "businessphone2", "homephone", "homephone2", "primaryphone", "otherphone",
    "companymainphone", "carphone", "callback",
)  # fmt: skip
_OUTLOOK_RELATED = {
    "spouse": "spouse",
    "managersname": "manager",
    "assistantsname": "assistant",
    "referredby": "referred by",
    "children": "child",
}
_ANY_EMAIL = ("email", "emailaddress", "mail", "emails", "workemail", "personalemail", "emailaddresses", "primaryemail")
_ANY_PHONE = (
    "phone",
    "phonenumber",
    "mobile",
    "telephone",
    "tel",
    "cell",
    "mobilephone",
    "workphone",
    "phones",
    "cellphone",
)
_ANY_NAME = ("name", "fullname", "contactname", "displayname", "contact", "person")
_ANY_ORGANISATION = ("company", "companyname", "organization", "organisation", "employer", "organizationname", "firm")
_ANY_TITLE = ("jobtitle", "title", "position", "role")
_ANY_CATEGORY = ("categories", "category", "tags", "tag", "groups", "group", "labels", "relationship", "tie")
_ANY_NOTE = ("notes", "note", "comments", "comment", "howweknow", "howimet")
_ANY_LINK = ("linkedin", "linkedinurl", "linkedinprofile", "profileurl", "url", "website")


def _is_google(found: Header) -> bool:
    numbered = any(_GOOGLE_EMAIL.fullmatch(key) or _GOOGLE_PHONE.fullmatch(key) for key in found)
    named = {"firstname", "lastname"} <= found or {"givenname", "familyname"} <= found
    return named and (numbered or bool(found & {"labels", "groupmembership"}))


def _is_outlook(found: Header) -> bool:
    rest = found & {"jobtitle", "businessphone", "email2address", "homephone", "businessstreet", "managersname"}
    return {"firstname", "lastname", "emailaddress"} <= found and len(rest) >= 2


def _is_plain(found: Header) -> bool:
    named = found & set(_ANY_NAME) or {"firstname", "lastname"} <= found
    return bool(named) and bool(found & {*_ANY_EMAIL, *_ANY_PHONE})


def _is_contacts(found: Header) -> bool:
    return "connectedon" not in found and (_is_google(found) or _is_outlook(found) or _is_plain(found))


def sniff(place: Place) -> int:
    """Certain of Google's and Outlook's headers; half sure of any table with names and addresses."""
    if place.head.lstrip(b"\xef\xbb\xbf \r\n")[:6].upper() in (b"BEGIN:", b"FROM: "):
        return 0
    header, _ = header_of(place.head, _is_contacts)
    found = frozenset(_keys(header))
    if not found:
        return 0
    return 92 if _is_google(found) or _is_outlook(found) else 45


def _keys(header: Iterable[str]) -> list[str]:
    from afterword.sources.tables import column_key

    return [column_key(name) for name in header]


def read(piece: Piece, circumstances: Circumstances) -> Iterator[Record]:
    """A card for each row that names somebody."""
    place = piece.place
    shape = ""
    american = month_first(circumstances.country)
    none = True

    def is_header(found: Header) -> bool:
        nonlocal shape
        if not _is_contacts(found):
            return False
        shape = "google" if _is_google(found) else "outlook" if _is_outlook(found) else "plain"
        return True

    for row in rows(place.path, is_header):
        none = False
        where = f"line {row.line}"
        if isinstance(row, Broken):
            yield Problem(place.shown, where, row.message, row.raw.encode())
            continue
        try:
            card = card_of(row, shape, place, circumstances.country, american=american)
        except (ValueError, OverflowError, LookupError) as error:
            yield Problem(place.shown, where, f"the contact cannot be read: {error}", repr(row.cells).encode()[:10_000])
            continue
        if not (card.name or card.emails or card.phones):
            yield Skipped(place.shown, where, "a row without name, address and number")
            continue
        named = f" ({card.name[:60]})" if card.name else ""
        yield fact(card, 0, origin=f"{place.shown} line {row.line}{named}")
    if none:
        yield Skipped(place.shown, "", "a table without any contact")


def card_of(row: Row, shape: str, place: Place, country: str, *, american: bool) -> Card:
    """The card of one row. `shape` is google, outlook or plain."""
    emails, phones, links = _reached(row, shape)
    title = ("organizationtitle", "organization1title") if shape == "google" else ("jobtitle",)
    return Card(
        name=_name(row, shape),
        emails=once(email_of(one) for one in emails),
        phones=once(number_of(one, country) for one in phones),
        slugs=once(slug_of(one, known="/" not in one and shape == "plain" and "." not in one) for one in links),
        organisation=row.get(*_ANY_ORGANISATION, "organization1name")[: limits.NAME],
        title=row.get(*(_ANY_TITLE if shape == "plain" else title))[: limits.NAME],
        categories=_categories(row, shape),
        related=_related(row),
        note=row.get(*_ANY_NOTE)[: limits.TEXT],
        birthday=_birthday(row.get("birthday"), american=american),
        exported=place.exported,
    )


def _several(row: Row, keys: Iterable[str]) -> list[str]:
    """The values of columns; Google puts several into one cell."""
    return [one for key in keys if key in row.cells for one in list_of(row.cells[key], ":::")]


def _matching(row: Row, pattern: re.Pattern[str]) -> list[str]:
    return [key for key in row.cells if pattern.fullmatch(key)]


def _reached(row: Row, shape: str) -> tuple[list[str], list[str], list[str]]:
    """Addresses, numbers and links."""
    if shape == "google":
        return (
            _several(row, _matching(row, _GOOGLE_EMAIL)),
            _several(row, _matching(row, _GOOGLE_PHONE)),
            _several(row, _matching(row, _GOOGLE_SITE)),
        )
    if shape == "outlook":
        pages = ("webpage", "personalwebpage", "businesshomepage", "notes")
        return _several(row, _OUTLOOK_EMAILS), _several(row, _OUTLOOK_PHONES), _several(row, pages)
    split = [part for one in _several(row, _ANY_EMAIL) for part in re.split(r"[;,\s]+", one)]
    numbers = [part for one in _several(row, _ANY_PHONE) for part in re.split(r"[;/|]", one)]
    return split, numbers, _several(row, _ANY_LINK)


def _name(row: Row, shape: str) -> str:
    if shape == "plain" and (whole_name := row.get(*_ANY_NAME)):
        return full_name(whole_name)
    if shape == "outlook":
        parts = full_name(
            row.get("title"), row.get("firstname"), row.get("middlename"), row.get("lastname"), row.get("suffix")
        )
        return parts if row.get("firstname", "lastname") else row.get("nickname")
    before, after = row.get("nameprefix"), row.get("namesuffix")
    first, last = row.get("firstname", "givenname"), row.get("lastname", "familyname")
    parts = full_name(before, first, row.get("middlename", "additionalname"), last, after) if first or last else ""
    return full_name(row.get("name")) or parts or full_name(row.get("fileas", "nickname"))


def _categories(row: Row, shape: str) -> tuple[str, ...]:
    """Labels without Google's own; a system group that says something ("* Friends") stays."""
    if shape == "google":
        found = [one.removeprefix("*").strip() for one in _several(row, ("labels", "groupmembership"))]
        return once(one for one in found if one.lower().replace(" ", "") not in _SYSTEM)
    cell = row.get(*_ANY_CATEGORY) if shape == "plain" else row.get("categories")
    return once(one.strip() for one in re.split(r"[;,|]" if shape == "plain" else r";", cell))


def _related(row: Row) -> tuple[tuple[str, str], ...]:
    found = []
    for key in _matching(row, _GOOGLE_RELATION):
        number = key.removeprefix("relation").removesuffix("value")
        label = row.get(f"relation{number}label", f"relation{number}type").removeprefix("*").strip().lower()
        found += [(label, one[: limits.NAME]) for one in list_of(row.cells[key], ":::")]
    found += [
        (relation, row.cells[key][: limits.NAME]) for key, relation in _OUTLOOK_RELATED.items() if key in row.cells
    ]
    return tuple(dict.fromkeys(found))


def _birthday(text: str, *, american: bool) -> str:
    if found := re.match(r"\s*--(\d\d)-?(\d\d)", text):
        return f"--{found[1]}-{found[2]}"
    day = day_in(text, american=american)
    return day.isoformat() if day else ""


def pieces(place: Place) -> Iterable[Piece]:
    """A table is one piece."""
    return whole(place)


SOURCE = Source("contacts_csv", sniff, pieces, read)
