"""Calendars: .ics files, and the invitations that mails carry.

Every entry is read alone. Of a series the instances between a year before and a year after now become events, each with
its start as `recurrence`; one that was moved counts as moved. Times without a zone are the user's. A time that a change
of clocks leaves out is read as an hour later; one that it makes twice is the first.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import BinaryIO

from afterword.facts import Problem, Skipped, fact, moment
from afterword.facts.handles import OWN_UID
from afterword.facts.kinds import Event
from afterword.sources import limits
from afterword.sources.contentlines import Line, line_of, records, unescaped
from afterword.sources.contentlines import Record as Raw
from afterword.sources.ics_entry import Clock, Entry, entry_of
from afterword.sources.port import Circumstances, Piece, Place, Record, Source, whole
from afterword.sources.repeats import Expanded, instances, rule_of
from afterword.sources.zones import OwnZone, named_zone, own_zone

COMPONENTS = 100_000  # RELIABILITY.md, section 3
_OTHER = {
    "VTODO": "a task, not an appointment",
    "VJOURNAL": "a journal entry, not an appointment",
    "VFREEBUSY": "free and busy times without any word",
    "VAVAILABILITY": "hours of availability, not an appointment",
    "VCARD": "a card inside a calendar",
}
_SUB_DAILY = ("SECONDLY", "MINUTELY", "HOURLY")
_YEAR = 366 * 86_400_000_000


@dataclass(slots=True)
class _Calendar:
    """What holds for all entries of one file."""

    shown: str
    circumstances: Circumstances
    method: str = ""
    name: str = ""
    clock: Clock = field(default_factory=Clock)
    series: list[tuple[Entry, str, str]] = field(default_factory=list)  # with place and origin
    moved: set[tuple[str, str]] = field(
        default_factory=set
    )  # uid and recurrence of instances with an entry of their own

    def told(self, line: Line) -> None:
        """Takes in a line that stands outside the entries."""
        if line.name == "METHOD" and not self.method:
            self.method = line.value.strip().lower()[:40]
        elif line.name in ("X-WR-CALNAME", "NAME") and not self.name:
            self.name = unescaped(line.value).strip()[: limits.NAME]
        elif line.name == "X-WR-TIMEZONE":
            self.clock.calendar = named_zone(line.value)


def sniff(place: Place) -> int:
    """Certain of a file that begins a calendar; sure of one that begins an entry."""
    head = _plain(place.head).lstrip()[:4096].upper()
    if head.startswith(b"BEGIN:VCALENDAR"):
        return 98
    if head.startswith((b"BEGIN:VEVENT", b"BEGIN:VTODO", b"BEGIN:VTIMEZONE")):
        return 90
    return 60 if b"\nBEGIN:VCALENDAR" in head.replace(b"\r", b"\n") and not head.startswith(b"FROM ") else 0


def _plain(head: bytes) -> bytes:
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return head.decode("utf-16", "replace").encode("utf-8", "replace")
    return head.removeprefix(b"\xef\xbb\xbf")


def read(piece: Piece, circumstances: Circumstances) -> Iterator[Record]:
    """The entries of a file, then the instances of its series."""
    with piece.place.path.open("rb") as stream:
        yield from _read(stream, piece.place.shown, circumstances, "")


def uid_of(data: bytes) -> str:
    """The name of the appointment in a calendar server's entry, which holds one (RFC 4791, 4.1); empty where it has none."""
    for one in records(io.BytesIO(data)):
        for raw in one.raw if one.kind == "VEVENT" else ():
            if raw[:3].upper() == b"UID" and (line := line_of(raw)) is not None and line.name == "UID":
                return unescaped(line.value).strip()[:1_000]
    return ""


def events_of(text: str | bytes, origin: str, circumstances: Circumstances, method: str = "") -> Iterator[Record]:
    """The events of a calendar part of a mail. `method` is the part's own, which the calendar's wins over."""
    data = text.encode("utf-8", "replace") if isinstance(text, str) else text
    yield from _read(io.BytesIO(data), origin, circumstances, method.strip().lower()[:40])


def _read(stream: BinaryIO, shown: str, circumstances: Circumstances, method: str) -> Iterator[Record]:
    calendar = _Calendar(shown, circumstances)
    calendar.clock.home = circumstances.zone
    calendar.clock.own = _zones(stream)
    number, stray = 0, False
    for raw in records(stream):
        stray, before = raw.is_stray(b"DTSTART", b"SUMMARY", b"UID"), stray
        if stray and not before:
            yield Problem(shown, f"line {raw.first}", "stands outside any entry", raw.raw[0][: limits.RAW_OF_PROBLEM])
        elif not raw.kind:
            line = line_of(raw.raw[0])
            if line is not None:
                calendar.told(line)
        if not raw.kind or raw.kind == "VTIMEZONE":
            continue
        number += 1
        if number > COMPONENTS:
            yield Problem(shown, f"line {raw.first}", f"holds more than {COMPONENTS:,} entries: the rest was not read")
            break
        calendar.method = calendar.method or method
        yield from _one(raw, number, calendar)
    yield from _all_series(calendar)
    if not number:
        yield Skipped(shown, "", "a calendar without any entry")


def _zones(stream: BinaryIO) -> dict[str, str | OwnZone]:
    """The zones a file defines, under their names; they may stand behind the entries that use them."""
    found: dict[str, str | OwnZone] = {}
    if not _mentions(stream, b"VTIMEZONE"):
        return found
    for raw in records(stream):
        if raw.kind != "VTIMEZONE" or len(found) >= 1_000:
            continue
        try:
            name, meant, own = own_zone([line for line in map(line_of, raw.raw) if line is not None])
        except (ValueError, OverflowError):
            continue
        if meant or own:
            found[name] = meant or own or ""
    stream.seek(0)
    return found


def _mentions(stream: BinaryIO, word: bytes) -> bool:
    """Does a file hold these bytes? UTF-16 counts as yes."""
    held, found = stream.read(2), False
    found = held in (b"\xff\xfe", b"\xfe\xff")
    while not found and (more := stream.read(limits.MIB)):
        found = word in held + more
        held = more[-len(word) :]
    stream.seek(0)
    return found


def _one(raw: Raw, number: int, calendar: _Calendar) -> Iterator[Record]:
    place = f"event {number}, line {raw.first}"
    if raw.kind in _OTHER:
        yield Skipped(calendar.shown, place, _OTHER[raw.kind])
        return
    if not raw.raw:
        yield Problem(calendar.shown, place, "the entry that ends here has no beginning, or nothing in it")
        return
    try:
        entry = entry_of(raw, calendar.clock)
    except (ValueError, OverflowError, LookupError, TypeError) as error:
        yield Problem(calendar.shown, place, f"the entry cannot be read: {error}", raw.source())
        return
    if entry.event.uid.endswith(OWN_UID):
        yield Skipped(calendar.shown, place, "a follow-up that Afterword put there itself")
        return
    if not raw.whole:
        yield Problem(calendar.shown, place, "the entry has no end: read as far as it goes", raw.source())
    elif raw.too_long:
        yield Problem(calendar.shown, place, "the entry is enormous: only its beginning was read", b"")
    event = replace(entry.event, method=calendar.method, calendar=calendar.name)
    entry = replace(entry, event=event)
    named = f" ({event.summary[:60].strip()})" if event.summary.strip() else ""
    origin = f"{calendar.shown} event {number}{named}"
    if event.recurrence:
        calendar.moved.add((event.uid, event.recurrence))
    if entry.rule or entry.added:
        calendar.series.append((entry, place, origin))
    else:
        yield fact(event, entry.start, origin=origin)


def _all_series(calendar: _Calendar) -> Iterator[Record]:
    for entry, place, origin in calendar.series:
        try:
            yield from _series(entry, place, origin, calendar)
        except (ValueError, OverflowError, LookupError, TypeError) as error:
            yield Problem(calendar.shown, place, f"how it repeats cannot be read: {error}; only its first day is kept")
            yield fact(entry.event, entry.start, origin=origin)


def _window(entry: Entry, circumstances: Circumstances) -> tuple[datetime, datetime]:
    """A year before and after this month (whole months, so that an import next week finds the same instances)."""
    at = min(max(circumstances.latest or entry.start + _YEAR, -1000 * _YEAR // 1000), 7_000 * _YEAR)
    month = moment(at).replace(tzinfo=None, day=1, hour=0, minute=0, second=0, microsecond=0)
    after = (month.replace(day=28) + timedelta(days=4)).replace(day=1)
    return month.replace(year=month.year - 1), after.replace(year=after.year + 1)


def _series(entry: Entry, place: str, origin: str, calendar: _Calendar) -> Iterator[Record]:
    """The instances of a series inside the window, without those called off or moved."""
    window = _window(entry, calendar.circumstances)
    starts = set(entry.added)
    found = Expanded()
    if entry.rule:
        rule = rule_of(entry.rule)
        until = entry.wall_of(rule.until) if rule.until and rule.until_utc and not entry.event.day else rule.until
        found = instances(rule, entry.wall, window, until)
        if not found.complete and rule.freq in _SUB_DAILY:
            found = replace(found, starts=(entry.wall,))
        if not found.complete:
            why = found.odd or "without bound"
            yield Problem(calendar.shown, place, f"repeats {why} ({entry.rule[:80]}): only a part of it is kept")
        starts.update(found.starts)
    else:
        starts.add(entry.wall)
    kept = 0
    for wall in sorted(starts):
        if not (window[0] <= wall < window[1] or not found.complete) or wall in entry.without:
            continue
        one, at = _instance(entry, wall)
        if (one.uid, one.recurrence) not in calendar.moved:
            yield fact(one, at, origin=origin)
        kept += 1
    if not kept and found.complete:
        yield Skipped(calendar.shown, place, "a series with no day in the last or the next year")


def _instance(entry: Entry, wall: datetime) -> tuple[Event, int]:
    at = entry.at_of(wall)
    day: date | None = wall.date() if entry.event.day else None
    return replace(entry.event, recurrence=entry.named(wall, at), day=day, end=at + entry.length), at


def pieces(place: Place) -> Iterable[Piece]:
    """A calendar is one piece: its series and zones belong together."""
    return whole(place)


SOURCE = Source("ics", sniff, pieces, read)
