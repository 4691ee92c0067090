"""One calendar entry out of its lines: times in whatever zone, people, words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from afterword.facts import micros, moment
from afterword.facts.kinds import Attendee, Event, Mailbox
from afterword.sources import limits
from afterword.sources.contentlines import Line, Record, line_of, unescaped
from afterword.sources.zones import OwnZone, exists, fixed, named_zone

_TIME = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d):?(\d\d)?(?:[.,]\d{1,6})?\s*(Z|[+-]\d\d:?\d\d)?)?")
_DURATION = re.compile(
    r"([+-])?P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,8})S)?)?", re.IGNORECASE
)
_EARLIEST, _LATEST = date(1900, 1, 1), date(2200, 1, 1)
_ROOMS = ("resource.calendar.google.com",)
_MARKUP = re.compile(r"<(?:br|p|div|html|a|ul|span|b)\b[^<>]{0,300}>", re.IGNORECASE)
_LONGEST = timedelta(days=370)


@dataclass(slots=True)
class Clock:
    """The zones of one file: its own definitions, the calendar's zone, the user's."""

    home: str = "UTC"
    calendar: str = ""
    own: dict[str, str | OwnZone] = field(default_factory=dict)

    def zone(self, tzid: str) -> tuple[str, tzinfo | OwnZone]:
        """The zone a TZID means, with a name that zone data knows (the user's where it has none)."""
        home = self.home if exists(self.home) else "UTC"
        if not tzid:
            return home, ZoneInfo(home)
        own = self.own.get(tzid)
        name = named_zone(tzid) or (own if isinstance(own, str) else "")
        if name:
            return name, ZoneInfo(name)
        return home, own if isinstance(own, OwnZone) else fixed(tzid) or ZoneInfo(home)


@dataclass(frozen=True, slots=True)
class When:
    """A moment as written: on the wall of a zone, or a whole day."""

    wall: datetime
    whole: bool
    name: str
    zone: tzinfo | OwnZone

    def at(self, wall: datetime | None = None) -> int:
        """The instant of that time, or of another time on the same wall."""
        return _instant(wall or self.wall, self.zone)


@dataclass(frozen=True, slots=True)
class Entry:
    """An event with how it repeats: `rule` as written, days added and left out as times on its own wall."""

    event: Event
    start: int
    wall: datetime
    length: int
    zone: tzinfo | OwnZone
    rule: str = ""
    added: tuple[datetime, ...] = ()
    without: frozenset[datetime] = frozenset()

    def at_of(self, wall: datetime) -> int:
        """The instant of a time on this entry's wall."""
        return _instant(wall, self.zone)

    def wall_of(self, utc: datetime) -> datetime:
        """A UTC time on this entry's wall."""
        return _on_wall(micros(utc.replace(tzinfo=UTC)), self.zone)

    def named(self, wall: datetime, at: int) -> str:
        """How an instance is called: its first start, the same from every program."""
        return _called(at, wall.date() if self.event.day else None)


def _called(at: int, day: date | None) -> str:
    return day.isoformat() if day else moment(at).strftime("%Y-%m-%dT%H:%M:%SZ")


def _instant(wall: datetime, zone: tzinfo | OwnZone) -> int:
    if isinstance(zone, OwnZone):
        return micros((wall - zone.offset(wall)).replace(tzinfo=UTC))
    return micros(wall.replace(tzinfo=zone))


def _on_wall(at: int, zone: tzinfo | OwnZone) -> datetime:
    if isinstance(zone, OwnZone):
        plain = moment(at).replace(tzinfo=None)
        return plain + zone.offset(plain)
    return moment(at).astimezone(zone).replace(tzinfo=None)


def when(line: Line, clock: Clock) -> When:
    """The moment a date property names. Raises ValueError where it names none we believe."""
    tzid, value = line.param("TZID"), line.value.strip()
    found = _TIME.match(value)
    if tzid and ":" in value:
        # Some write TZID=(UTC-06:00) Central Time without the quotes that its colon needs.
        rest, _, last = value.rpartition(":")
        if unquoted := re.fullmatch(r"\d{8}T\d{6}Z?", last):
            found, tzid = _TIME.match(unquoted[0]), f"{tzid}:{rest}"
    if found is None:
        raise ValueError(f"{line.name} is no date ({line.value.strip()[:40]})")
    day = date(int(found[1]), int(found[2]), int(found[3]))
    if not _EARLIEST <= day < _LATEST:
        raise ValueError(f"{line.name} cannot be right ({day})")
    name, zone = clock.zone(tzid)
    midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a time on the wall
    if found[4] is None:
        return When(midnight, whole=True, name=clock.zone("")[0], zone=clock.zone("")[1])
    wall = midnight + timedelta(hours=int(found[4]), minutes=int(found[5]), seconds=min(int(found[6] or 0), 59))
    if found[7]:
        there: tzinfo = UTC if found[7] == "Z" else fixed(found[7]) or UTC
        name = clock.calendar or clock.zone("")[0]
        zone = ZoneInfo(name)
        wall = _on_wall(_instant(wall, there), zone)
    return When(wall, whole=False, name=name, zone=zone)


def duration(value: str) -> timedelta:
    """A DURATION; nothing where it is none."""
    found = _DURATION.fullmatch(value.strip())
    if found is None:
        return timedelta()
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -length if found[1] == "-" else length


def entry_of(raw: Record, clock: Clock) -> Entry:
    """Reads one VEVENT. Raises ValueError where it has no day."""
    first: dict[str, Line] = {}
    many: dict[str, list[Line]] = {"ATTENDEE": [], "EXDATE": [], "RDATE": [], "RRULE": []}
    for bytes_ in raw.raw:
        line = line_of(bytes_)
        if line is None:
            continue
        first.setdefault(line.name, line)
        if line.name in many and len(many[line.name]) < limits.ADDRESSES:
            many[line.name].append(line)
    if "DTSTART" not in first:
        raise ValueError("it has no beginning (DTSTART)")
    start = _believed(when(first["DTSTART"], clock), first)
    length = _length(start, first, clock)
    at = start.at()
    event = _event(first, many["ATTENDEE"], start, at + length, clock)
    return Entry(
        event,
        at,
        start.wall,
        length,
        start.zone,
        many["RRULE"][0].value if many["RRULE"] and not event.recurrence else "",
        () if event.recurrence else tuple(_walls(many["RDATE"], start, clock)),
        frozenset(_walls(many["EXDATE"], start, clock)),
    )


def _believed(start: When, first: dict[str, Line]) -> When:
    """Outlook writes whole days as midnight to midnight, with a mark of its own."""
    mark = first.get("X-MICROSOFT-CDO-ALLDAYEVENT")
    if mark and mark.value.strip().upper() == "TRUE" and start.wall.hour == start.wall.minute == 0:
        return replace(start, whole=True)
    return start


def _length(start: When, first: dict[str, Line], clock: Clock) -> int:
    """Microseconds from start to end, never negative, at most about a year."""
    length = timedelta(days=1) if start.whole else timedelta()
    try:
        if "DTEND" in first:
            length = timedelta(microseconds=when(first["DTEND"], clock).at() - start.at())
        elif "DURATION" in first:
            length = duration(first["DURATION"].value)
    except (ValueError, OverflowError):
        pass  # an entry with a beginning and no believable end still happens
    return min(max(length, timedelta()), _LONGEST) // timedelta(microseconds=1)


def _walls(lines: list[Line], start: When, clock: Clock) -> list[datetime]:
    """Days added or left out, as times on the entry's own wall."""
    found = []
    for line in lines:
        for value in line.value.split(",")[:2_000]:
            try:
                one = when(Line(line.name, value.partition("/")[0], line.params), clock)
            except (ValueError, OverflowError):
                continue
            if one.whole and not start.whole:
                found.append(datetime.combine(one.wall.date(), start.wall.time()))
            else:
                found.append(one.wall if start.whole else _on_wall(one.at(), start.zone))
    return found


def _event(first: dict[str, Line], attendees: list[Line], start: When, end: int, clock: Clock) -> Event:
    def text(name: str, most: int) -> str:
        return unescaped(first[name].value).strip()[:most] if name in first else ""

    recurrence = ""
    if "RECURRENCE-ID" in first:
        other = when(first["RECURRENCE-ID"], clock)
        recurrence = _called(other.at(), other.wall.date() if other.whole else None)
    organizer = person(first["ORGANIZER"]) if "ORGANIZER" in first else None
    return Event(
        uid=text("UID", 1_000) or _made_up(first),
        recurrence=recurrence,
        sequence=_number(text("SEQUENCE", 20)),
        stamp=_stamp(first, clock),
        status=text("STATUS", 40).lower(),
        end=end,
        zone=start.name,
        day=start.wall.date() if start.whole else None,
        summary=text("SUMMARY", limits.SUBJECT),
        location=text("LOCATION", limits.SUBJECT),
        description=_readable(text("DESCRIPTION", limits.TEXT)),
        organizer=Mailbox(organizer.name, organizer.email) if organizer and organizer.email else None,
        attendees=_once(map(person, attendees)),
    )


def _made_up(first: dict[str, Line]) -> str:
    """A key for an entry without UID: what it is and when."""
    return "no-uid:" + "|".join(first[name].value.strip() for name in ("DTSTART", "SUMMARY") if name in first)[:300]


def _once(found: Iterable[Attendee | None]) -> tuple[Attendee, ...]:
    kept: dict[str, Attendee] = {}
    for one in found:
        if one is not None:
            kept.setdefault(one.email or one.name, one)
    return tuple(kept.values())


def _number(text: str) -> int:
    return min(int(text), 2**31) if text.isascii() and text.isdigit() else 0


def _stamp(first: dict[str, Line], clock: Clock) -> int:
    for name in ("LAST-MODIFIED", "DTSTAMP", "CREATED"):
        if name in first:
            try:
                return when(first[name], clock).at()
            except (ValueError, OverflowError):
                continue
    return 0


def person(line: Line) -> Attendee | None:
    """An attendee or organizer; None where neither name nor address is left."""
    address = line.value.strip()
    scheme, _, rest = address.partition(":")
    email = rest if scheme.lower() == "mailto" else address if "@" in address and ":" not in address else ""
    email = (email.partition("?")[0].strip().strip("<>") or line.param("EMAIL").removeprefix("mailto:")).lower()
    email = email if "@" in email and len(email) <= limits.ADDRESS and not any(c.isspace() for c in email) else ""
    name = unescaped(line.param("CN")).strip().strip("'\"").strip()[: limits.NAME]
    name = "" if name.lower().removeprefix("mailto:") == email else name
    if not email and not name:
        return None
    kind = line.param("CUTYPE").lower() or "individual"
    if email.endswith(_ROOMS):
        kind = "room"
    role = line.param("ROLE").upper()
    return Attendee(name, email, line.param("PARTSTAT").lower(), kind, role in ("OPT-PARTICIPANT", "NON-PARTICIPANT"))


def _readable(text: str) -> str:
    """Some programs write HTML into a description."""
    if not _MARKUP.search(text[: 8 * limits.KIB]):
        return text
    from afterword.reading.html import text_of

    return text_of(text).strip()
