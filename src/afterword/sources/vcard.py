"""Address books as vCard 2.1, 3.0 and 4.0, one card at a time: a bad one does not lose its neighbours.

Pictures, sounds and keys are left where they are. Apple's groups (`item1.X-ABLabel`) name what they label.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from afterword.facts import Problem, Skipped, fact
from afterword.facts.kinds import Card
from afterword.sources import limits
from afterword.sources.card_fields import email_of, full_name, number_of, once, slug_of
from afterword.sources.contentlines import Line, Stretch, cuts, line_of, records, split_at, unescaped
from afterword.sources.contentlines import Record as Raw
from afterword.sources.maildates import instant
from afterword.sources.port import Circumstances, Piece, Place, Record, Source

CARDS = 100_000  # RELIABILITY.md, section 3
_HEAVY = re.compile(rb"(?:[A-Za-z0-9_-]+\.)?(?:PHOTO|LOGO|SOUND|KEY|X-MS-CARDPICTURE|AGENT)[;:]", re.IGNORECASE)
_APPLE = re.compile(r"_\$!<(.*?)>!\$_")
_SLUGGED = frozenset({"URL", "X-SOCIALPROFILE", "SOCIALPROFILE", "X-LINKEDIN", "IMPP", "X-ABURL"})
_RELATIONS = {
    "X-ASSISTANT": "assistant",
    "X-MANAGER": "manager",
    "X-SPOUSE": "spouse",
    "X-EVOLUTION-SPOUSE": "spouse",
    "X-EVOLUTION-MANAGER": "manager",
    "X-EVOLUTION-ASSISTANT": "assistant",
    "X-KADDRESSBOOK-X-SPOUSESNAME": "spouse",
    "X-KADDRESSBOOK-X-MANAGERSNAME": "manager",
    "X-KADDRESSBOOK-X-ASSISTANTSNAME": "assistant",
    "X-MS-SPOUSE": "spouse",
    "X-MS-MANAGER": "manager",
    "X-MS-ASSISTANT": "assistant",
}
_ANDROID = re.compile(r"vnd\.android\.cursor\.item/relation;([^;]*);([^;]*)(?:;([^;]*))?")
_ANDROID_RELATIONS = (
    "", "assistant", "brother", "child", "domestic partner", "father", "friend", "manager", "mother", "parent",
    "partner", "referred by", "relative", "sister", "spouse",
)  # fmt: skip
_DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)")
_YEARLESS = re.compile(r"--?-?(\d\d)-?(\d\d)")
_CELL_WORDS = frozenset("INTERNET PREF HOME WORK CELL VOICE".split())


@dataclass(slots=True)
class _Gathering:
    """What has been found on one card so far."""

    uid: str = ""
    shown: str = ""
    parts: list[str] = field(default_factory=list)
    nickname: str = ""
    emails: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    slugs: list[str] = field(default_factory=list)
    organisation: str = ""
    title: str = ""
    role: str = ""
    categories: list[str] = field(default_factory=list)
    related: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    birthday: str = ""
    revised: int = 0
    kind: str = ""
    labels: dict[str, str] = field(default_factory=dict)  # of Apple's groups


def sniff(place: Place) -> int:
    """Certain of a file that begins a card."""
    head = place.head[:4096]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", "replace").encode("utf-8", "replace")
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip().upper()
    if re.match(rb"BEGIN[ \t]*:[ \t]*VCARDS?\b", head):
        return 98
    return 60 if re.search(rb"[\r\n]BEGIN:VCARD[ \t]*[\r\n]", head) and not head.startswith(b"BEGIN:VCAL") else 0


def read(piece: Piece, circumstances: Circumstances) -> Iterator[Record]:
    """The cards of a piece, numbered on from its first."""
    shown, exported = piece.place.shown, piece.place.exported
    number, stray = piece.first - 1, False
    with piece.place.path.open("rb") as stream:
        for raw in records(Stretch(stream, piece.start, piece.stop), piece.line):
            stray, before = raw.is_stray(b"FN", b"N", b"EMAIL", b"TEL", b"VERSION"), stray
            if stray and not before:
                why = "stands outside any card"
                yield Problem(shown, f"line {raw.first}", why, raw.raw[0][: limits.RAW_OF_PROBLEM])
            if raw.kind != "VCARD":
                continue
            number += 1
            if number > CARDS:
                yield Problem(shown, f"line {raw.first}", f"holds more than {CARDS:,} cards: the rest was not read")
                return
            place = f"card {number}, line {raw.first}"
            if not raw.raw and not raw.whole:
                yield Problem(shown, place, "the card that ends here has no beginning, or nothing in it")
                continue
            try:
                card = card_of(raw, circumstances.country)
            except Exception as error:  # noqa: BLE001 - whatever is wrong with one card, the next is read
                yield Problem(shown, place, f"the card cannot be read: {error}", raw.source())
                continue
            if not raw.whole:
                yield Problem(shown, place, "the card has no end: read as far as it goes", raw.source())
            if card is None:
                yield Skipped(shown, place, "a group or an empty card")
                continue
            named = f" ({card.name[:60]})" if card.name else ""
            if exported is not None:
                card = replace(card, exported=exported)
            yield fact(card, 0, origin=f"{shown} card {number}{named}")
    if not number:
        yield Skipped(shown, "", "an address book without any card")


def card_of(raw: Raw, country: str) -> Card | None:
    """One card; None where it names nobody (a list of members, nothing at all)."""
    found = _Gathering()
    lines = [line for bytes_ in raw.raw if not _HEAVY.match(bytes_) and (line := line_of(bytes_)) is not None]
    for line in lines:
        if line.name == "X-ABLABEL" and line.group:
            found.labels[line.group] = _label(unescaped(line.value))
    for line in lines:
        _take(line, found, country)
    name = found.shown or full_name(*found.parts) or found.nickname
    if found.kind in ("group", "location") or not (name or found.emails or found.phones or found.organisation):
        return None
    return Card(
        uid=found.uid,
        name=(name or "")[: limits.NAME],
        emails=once(found.emails),
        phones=once(found.phones),
        slugs=once(found.slugs),
        organisation=found.organisation[: limits.NAME],
        title=(found.title or found.role)[: limits.NAME],
        categories=once(found.categories),
        related=tuple(dict.fromkeys(found.related)),
        note="\n".join(found.notes)[: limits.TEXT],
        birthday=found.birthday,
        revised=found.revised,
    )


def _label(text: str) -> str:
    """Apple writes its own labels as `_$!<Manager>!$_`."""
    found = _APPLE.search(text)
    return (found[1] if found else text).strip()[: limits.NAME]


def _take(line: Line, found: _Gathering, country: str) -> None:
    value = line.value.strip()
    if not value:
        return
    match line.name:
        case "FN":
            found.shown = found.shown or " ".join(unescaped(value).split())
        case "N":
            found.parts = found.parts or _name_parts(value)
        case "NICKNAME":
            found.nickname = found.nickname or unescaped(value)
        case "EMAIL":
            found.emails += filter(None, [email_of(unescaped(value))])
        case "TEL":
            found.phones += filter(None, [number_of(unescaped(value).removeprefix("tel:"), country)])
        case "ORG":
            found.organisation = found.organisation or next((p.strip() for p in split_at(value, ";") if p.strip()), "")
        case "TITLE":
            found.title = found.title or unescaped(value).strip()
        case "ROLE":
            found.role = found.role or unescaped(value).strip()
        case "CATEGORIES" | "X-CATEGORIES" | "X-GROUPS":
            found.categories += [p.strip() for part in split_at(value, ",") for p in part.split(";") if p.strip()]
        case "NOTE":
            found.notes.append(unescaped(value).strip())
        case "BDAY":
            found.birthday = found.birthday or _birthday(line)
        case "REV":
            found.revised = found.revised or _revised(value)
        case "UID":
            found.uid = found.uid or unescaped(value)[:1_000]
        case "KIND" | "X-ADDRESSBOOKSERVER-KIND":
            found.kind = value.lower()
        case _:
            _take_more(line, value, found)


def _take_more(line: Line, value: str, found: _Gathering) -> None:
    if line.name in _SLUGGED or "linkedin.com/in/" in value.lower():
        slug = slug_of(unescaped(value), known="LINKEDIN" in line.name or "linkedin" in line.param("TYPE").lower())
        found.slugs += filter(None, [slug])
    elif line.name in ("X-ABRELATEDNAMES", "X-RELATION", "X-RELATED"):
        relation = found.labels.get(line.group, "") or line.param("TYPE")
        found.related.append((relation.lower(), unescaped(value)[: limits.NAME]))
    elif line.name in ("RELATED", "RELATIONSHIP"):
        kinds = [t for t in line.params.get("TYPE", ()) if t.upper() not in _CELL_WORDS]
        who = unescaped(value)[: limits.NAME]
        found.related.append(((kinds or ["related"])[0].lower(), "" if who.lower().startswith("urn:") else who))
    elif line.name in _RELATIONS:
        found.related.append((_RELATIONS[line.name], unescaped(value)[: limits.NAME]))
    elif line.name == "X-ANDROID-CUSTOM" and (android := _ANDROID.match(value)):
        number = int(android[2]) if android[2].isdigit() else 0
        relation = _ANDROID_RELATIONS[number] if 0 < number < len(_ANDROID_RELATIONS) else (android[3] or "")
        found.related.append((relation.lower(), unescaped(android[1])[: limits.NAME]))


def _name_parts(value: str) -> list[str]:
    """Given, additional, family name, prefix and suffix in the order people say them."""
    parts = [
        " ".join(unescaped(part).replace(",", " ").split()) for part in [*split_at(value, ";"), "", "", "", "", ""]
    ]
    family, given, more, before, after = parts[:5]
    return [before, given, more, family, after]


def _birthday(line: Line) -> str:
    """ISO day, `--MM-DD` where the year is not known; empty where it is no day."""
    value = line.value.strip()
    if yearless := _YEARLESS.match(value):
        return f"--{yearless[1]}-{yearless[2]}"
    found = _DAY.match(value)
    if found is None:
        return ""
    if found[1] == line.param("X-APPLE-OMIT-YEAR") or found[1] in ("1604", "0000"):
        return f"--{found[2]}-{found[3]}"
    return f"{found[1]}-{found[2]}-{found[3]}"


def _revised(value: str) -> int:
    """REV as an instant: `20260302T101500Z`, with or without marks; a day alone is its midnight UTC. 0 = none."""
    digits = re.sub(r"[-:](?=\d)", "", value)
    found = re.match(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?)?", digits)
    if found is None:
        return 0
    year, month, day = found[1], found[2], found[3]
    read_as = instant(f"{year}-{month}-{day}T{found[4] or '00'}:{found[5] or '00'}:{found[6] or '00'}Z")
    return read_as[0] if read_as and read_as[0] > 0 else 0


def pieces(place: Place) -> Iterable[Piece]:
    """Pieces of about 256 KiB that begin at cards. The last one holds whatever is beyond the most that is read, and says so."""
    begun = Piece(place)
    with place.path.open("rb") as stream:
        for at, line, number in cuts(stream, "VCARD", limits.RECORDS_A_PIECE):
            if number > CARDS + 1:
                break
            yield replace(begun, stop=at)
            begun = Piece(place, at, 0, number, line)
    yield begun


SOURCE = Source("vcard", sniff, pieces, read)
