"""LinkedIn's data export, of every year: single tables, or members of its archive. Recognised by their headers.

Columns are found by name, whatever stands before them and whatever a spreadsheet made of the file since.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from afterword.facts import Problem, Skipped
from afterword.sources import linkedin_jobs as jobs
from afterword.sources import linkedin_people as people
from afterword.sources.linkedin_messages import messages
from afterword.sources.port import Circumstances, Piece, Place, Record, Source, whole
from afterword.sources.tables import Broken, Header, Row, header_of, rows

_ARCHIVE = re.compile(r"LinkedInDataExport_|linkedin", re.IGNORECASE)
OneRow = Callable[[Row, Place, Circumstances], Iterator[Record]]


@dataclass(frozen=True, slots=True)
class _Kind:
    """One of the archive's tables: the columns that tell it, and who reads a row. Without a reader it is only named."""

    name: str
    needs: Header
    read: OneRow | None = None
    why: str = ""  # it is passed over


def _columns(text: str) -> Header:
    return frozenset(text.split())


# The more telling come first: a table is the first kind whose columns it has.
_KINDS = (
    _Kind("connections", _columns("firstname connectedon"), people.connection),
    _Kind("messages", _columns("from to date content folder")),
    _Kind("messages", _columns("conversationid from date content")),
    _Kind("invitations", _columns("from to sentat direction"), people.invitation),
    _Kind("applications", _columns("applicationdate companyname jobtitle"), jobs.application),
    _Kind("saved jobs", _columns("saveddate joburl"), jobs.saved_job),
    _Kind("positions", _columns("companyname title startedon"), jobs.position),
    _Kind("addresses", _columns("emailaddress confirmed primary"), people.own_address),
    _Kind("numbers", _columns("extension number type"), people.own_number),
    _Kind("recommendations", _columns("firstname lastname company jobtitle text"), people.recommendation),
    _Kind("notes", _columns("connectionprofileurl note"), people.own_note),
    _Kind("contacts", _columns("source firstname lastname emails phonenumbers"), people.contact),
    _Kind("follows", _columns("organization followedon"), None, "companies you follow, which says nothing of people"),
    _Kind("profile", _columns("firstname lastname headline summary industry"), None, "your own profile"),
    _Kind("endorsements", _columns("endorsementdate skillname"), None, "endorsements of skills"),
    _Kind("education", _columns("schoolname degreename"), None, "your education"),
    _Kind("events", _columns("eventname eventtime"), None, "LinkedIn events without guests"),
    _Kind("shares", _columns("date sharelink"), None, "your posts"),
    _Kind("comments", _columns("date link message"), None, "your comments on posts"),
    _Kind("searches", _columns("time searchquery"), None, "your searches"),
    _Kind("preferences", _columns("jobseekingurgencylevel"), None, "your job preferences"),
    _Kind("alerts", _columns("alertparameters querycontext"), None, "your job alerts"),
)


def _kind(found: Header) -> _Kind | None:
    return next((kind for kind in _KINDS if kind.needs <= found), None)


def _is_header(found: Header) -> bool:
    return _kind(found) is not None


def sniff(place: Place) -> int:
    """Certain of a known header; a member of LinkedIn's archive that nobody knows is named here, at least."""
    if _looks_like_mail(place.head):
        return 0
    header, _ = header_of(place.head, _is_header)
    if header:
        return 95
    in_archive = "linkedindataexport" in place.shown.lower()
    return 30 if in_archive and place.path.suffix.lower() in (".csv", ".txt", ".html") else 0


def _looks_like_mail(head: bytes) -> bool:
    return head.lstrip(b"\xef\xbb\xbf \r\n")[:16].upper().startswith((b"BEGIN:V", b"FROM ", b"<!DOCTYPE", b"<HTML"))


def read(piece: Piece, circumstances: Circumstances) -> Iterator[Record]:
    """The rows of one table."""
    place = piece.place
    header, _ = header_of(place.head or _head(place), _is_header)
    kind = _kind(frozenset(_keys(header))) if header else None
    if kind is None:
        yield Skipped(place.shown, "", "holds nothing about people, messages or applications")
        return
    if kind.name == "recommendations" and "given" in place.shown.rpartition(":")[2].lower():
        yield Skipped(place.shown, "", "recommendations you wrote")
        return
    if kind.read is None and kind.why:
        yield Skipped(place.shown, "", kind.why)
        return
    found = rows(place.path, lambda header: kind.needs <= header)
    if kind.read is None:
        yield from messages(place, lambda: rows(place.path, lambda header: kind.needs <= header), circumstances)
        return
    yield from _rows(found, kind.read, place, circumstances)


def _keys(header: Iterable[str]) -> list[str]:
    from afterword.sources.tables import column_key

    return [column_key(name) for name in header]


def _head(place: Place) -> bytes:
    with place.path.open("rb") as stream:
        return stream.read(65_536)


def _rows(found: Iterator[Row | Broken], one: OneRow, place: Place, circumstances: Circumstances) -> Iterator[Record]:
    """Each row through its reader; the same record twice is one, and one bad row does not lose the next."""
    seen: set[str] = set()
    none = True
    for row in found:
        where = f"line {row.line}"
        none = False
        if isinstance(row, Broken):
            yield Problem(place.shown, where, row.message, row.raw.encode())
            continue
        try:
            records = list(one(row, place, circumstances))
        except (ValueError, OverflowError, LookupError) as error:
            yield Problem(place.shown, where, f"the row cannot be read: {error}", repr(row.cells).encode()[:10_000])
            continue
        for record in records:
            key = getattr(record, "id", "")
            if key and key in seen:
                yield Skipped(place.shown, where, "the same row again")
                continue
            seen.add(key)
            yield record
    if none:
        yield Skipped(place.shown, "", "a table without any row")


def pieces(place: Place) -> Iterable[Piece]:
    """A table is one piece: who its owner is shows only in the whole."""
    return whole(place)


SOURCE = Source("linkedin", sniff, pieces, read)
