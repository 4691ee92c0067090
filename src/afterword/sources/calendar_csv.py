"""A calendar as Outlook's table: days by country, names without addresses, series already spread out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from afterword.facts import Problem, Skipped, fact, micros
from afterword.facts import handles as h
from afterword.facts.kinds import Attendee, Event, Mailbox
from afterword.sources import limits
from afterword.sources.card_fields import email_of
from afterword.sources.port import Circumstances, Piece, Place, Record, Source, whole
from afterword.sources.tabledates import day_in, hour_in, month_first
from afterword.sources.tables import Broken, Header, Row, header_of, rows
from afterword.sources.zones import exists

_YES = frozenset("true yes wahr ja vrai oui 1 verdadero sí si sim vero".split())


def _is_calendar(found: Header) -> bool:
    return {"subject", "startdate"} <= found and bool(found & {"starttime", "enddate", "alldayevent"})


def sniff(place: Place) -> int:
    """Certain of a header with a subject and a beginning."""
    header, _ = header_of(place.head, _is_calendar)
    return 93 if header else 0


def read(piece: Piece, circumstances: Circumstances) -> Iterator[Record]:
    """An event for each row."""
    place = piece.place
    _, shown = header_of(place.head, _is_calendar)
    samples = [cell for cells in shown for cell in cells if re.match(r"\s*\d{1,2}[-/.]\d{1,2}[-/.]\d", cell)]
    american = month_first(circumstances.country, samples)
    none = True
    for row in rows(place.path, _is_calendar):
        none = False
        where = f"line {row.line}"
        if isinstance(row, Broken):
            yield Problem(place.shown, where, row.message, row.raw.encode())
            continue
        try:
            event, at = event_of(row, circumstances, american=american)
        except (ValueError, OverflowError) as error:
            yield Problem(place.shown, where, f"the entry cannot be read: {error}", repr(row.cells).encode()[:10_000])
            continue
        named = f" ({event.summary[:60]})" if event.summary else ""
        yield fact(event, at, origin=f"{place.shown} line {row.line}{named}")
    if none:
        yield Skipped(place.shown, "", "a calendar without any entry")


def event_of(row: Row, circumstances: Circumstances, *, american: bool) -> tuple[Event, int]:
    """The event of one row, and when it begins. Raises ValueError where it names no day."""
    day = day_in(row.get("startdate"), american=american)
    if day is None:
        raise ValueError(f"its day is none ({row.get('startdate')[:40] or 'empty'})")
    name = circumstances.zone if exists(circumstances.zone) else "UTC"
    zone = ZoneInfo(name)
    hour = hour_in(row.get("starttime"))
    all_day = row.get("alldayevent", "alldayevents").lower() in _YES or (hour is None and not row.get("starttime"))
    start = datetime.combine(day, time() if all_day else hour or time(), zone)
    last = day_in(row.get("enddate"), american=american) or day
    end = datetime.combine(last, time() if all_day else hour_in(row.get("endtime")) or start.time(), zone)
    if all_day and end <= start:
        end = start + timedelta(days=1)
    at, summary = micros(start), row.get("subject")[: limits.SUBJECT]
    organizer = row.get("meetingorganizer", "organizer")
    event = Event(
        uid="csv-" + sha256(f"{at}\0{summary}\0{organizer}".encode("utf-8", "replace")).hexdigest()[:32],
        end=max(micros(end), at),
        zone=name,
        day=day if all_day else None,
        summary=summary,
        location=row.get("location")[: limits.SUBJECT],
        description=row.get("description")[: limits.TEXT],
        organizer=Mailbox(_plain(organizer), email_of(organizer)) if organizer else None,
        attendees=tuple(_attendees(row, circumstances)),
    )
    return event, at


def _plain(name: str) -> str:
    """`Dana Whitfield <dana@x.example>` → the name; an address alone is no name."""
    shown = re.sub(r"[<(\[][^<>()\[\]]*@[^<>()\[\]]*[>)\]]", "", name).strip().strip("'\"")
    return "" if "@" in shown else shown[: limits.NAME]


def _attendees(row: Row, circumstances: Circumstances) -> Iterator[Attendee]:
    """Everybody but the user, who cannot be told by an address here. Names hold commas, so only `;` separates them."""
    mine = h.name_key(circumstances.name) if circumstances.name else ""
    for key in ("requiredattendees", "optionalattendees", "meetingresources"):
        for one in row.get(key).split(";")[: limits.ADDRESSES]:
            name, email = _plain(one), email_of(one)
            if not (name or email) or (mine and h.name_key(name) == mine) or email in circumstances.me:
                continue
            kind = "room" if key == "meetingresources" else "individual"
            yield Attendee(name, email, kind=kind, optional=key == "optionalattendees")


def pieces(place: Place) -> Iterable[Piece]:
    """A table is one piece."""
    return whole(place)


SOURCE = Source("calendar_csv", sniff, pieces, read)
