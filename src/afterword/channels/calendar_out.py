"""Writes calendars: follow-ups as events or to-dos, for a feed, a file, or a calendar server (RFC 5545; RELIABILITY.md, P30).

It is told everything and asks nobody: no clock, no file. Times are written on the wall of their zone, with the zone's
definition beside them, so that they survive a change of the law; a time that the clocks show twice is written in UTC,
for programs differ on which they mean (docs/decisions/0018).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from afterword.facts import moment
from afterword.facts.handles import OWN_UID

Kind = Literal["event", "todo"]
State = Literal["open", "done", "cancelled"]
NAME = "Follow-ups"
PRODUCT = "-//Afterword//Follow-ups//EN"
TITLE, NOTE = 250, 2_000
"""Letters of a title and of a note at most."""
WIDTH = 75
"""Octets of a line at most, without its end (RFC 5545, 3.1)."""
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]+")
UNIVERSAL = frozenset({"UTC", "Etc/UTC", "Etc/UCT", "UCT", "Universal", "Etc/Universal", "Zulu", "Etc/Zulu"})
_PRIORITY = {"promise": 1, "window": 5, "garden": 9}
_STATUS = {
    ("event", "open"): "CONFIRMED", ("event", "done"): "CANCELLED", ("event", "cancelled"): "CANCELLED",
    ("todo", "open"): "NEEDS-ACTION", ("todo", "done"): "COMPLETED", ("todo", "cancelled"): "CANCELLED",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One follow-up as a calendar holds it. `at` is aware, in a ZoneInfo: when it begins, or when a to-do is due.

    `sequence` rises with every change, and `changed` (microseconds UTC) says when that was. `alarm`: minutes before, or None.
    """

    key: str
    kind: Kind
    title: str
    at: datetime
    minutes: int
    changed: int
    created: int = 0
    sequence: int = 0
    state: State = "open"
    note: str = ""
    tier: str = ""
    alarm: int | None = None

    @property
    def uid(self) -> str:
        return uid_of(self.key, self.kind)


def uid_of(key: str, kind: Kind) -> str:
    """The name of a follow-up's entry, the same for ever and everywhere."""
    return f"{key}-{kind}{OWN_UID}"


def key_of(uid: str) -> str:
    """The key of the follow-up that an entry's name means; empty where the entry is none of ours."""
    found = re.fullmatch(rf"([0-9A-Za-z]{{4,80}})-(?:event|todo){re.escape(OWN_UID)}", uid.strip())
    return found[1] if found else ""


def calendar(entries: Iterable[Entry]) -> bytes:
    """A whole calendar, for a feed or a file."""
    extra = ("METHOD:PUBLISH", f"NAME:{NAME}", f"X-WR-CALNAME:{NAME}", "REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H")
    return _calendar(list(entries), extra)


def calendar_object(entry: Entry) -> bytes:
    """One entry as a calendar server keeps it: alone, and without a method (RFC 4791, 4.1)."""
    return _calendar([entry], ())


def _calendar(entries: list[Entry], extra: Iterable[str]) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", *extra]
    for name, (first, last) in sorted(_zones_used(entries).items()):
        lines += _zone(name, first, last)
    for one in entries:
        lines += _entry(one)
    return b"".join(_folded(line) for line in (*lines, "END:VCALENDAR"))


def _entry(one: Entry) -> Iterator[str]:
    component = "VEVENT" if one.kind == "event" else "VTODO"
    yield f"BEGIN:{component}"
    yield f"UID:{_text(one.uid, TITLE)}"
    yield f"DTSTAMP:{_utc(moment(one.changed))}"
    yield f"CREATED:{_utc(moment(one.created or one.changed))}"
    yield f"LAST-MODIFIED:{_utc(moment(one.changed))}"
    yield f"SEQUENCE:{one.sequence:d}"
    yield f"STATUS:{_STATUS[one.kind, one.state]}"
    yield f"SUMMARY:{_text(one.title, TITLE) or NAME}"
    if note := _text(one.note, NOTE):
        yield f"DESCRIPTION:{note}"
    if one.kind == "event":
        yield _when("DTSTART", one.at)
        yield _when("DTEND", one.at.astimezone(UTC) + timedelta(minutes=one.minutes), one.at)
        yield "TRANSP:TRANSPARENT"  # a follow-up keeps nobody from being invited elsewhere
    else:
        yield _when("DUE", one.at)
        yield f"PRIORITY:{_PRIORITY.get(one.tier, 5)}"
        if one.state == "done":
            yield f"COMPLETED:{_utc(moment(one.changed))}"
            yield "PERCENT-COMPLETE:100"
    yield "CLASS:PRIVATE"
    if one.alarm is not None and one.state == "open":
        related = ";RELATED=END" if one.kind == "todo" else ""  # a to-do has an end, and no beginning
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{NAME}", f"TRIGGER{related}:-PT{one.alarm:d}M", "END:VALARM")
    yield f"END:{component}"


# Text and lines


def clean(text: str, most: int) -> str:
    """One line of text without anything unseen: what would end a line, or turn what is read around."""
    seen = _UNSEEN.sub(" ", text.encode("utf-8", "replace").decode("utf-8"))
    return " ".join(seen.split())[:most]


def _text(text: str, most: int) -> str:
    return re.sub(r"([\\;,])", r"\\\1", clean(text, most))


def _folded(line: str) -> bytes:
    """A content line of at most 75 octets a piece, never cut within a letter."""
    data = line.encode("utf-8")
    pieces, room = [], WIDTH
    while len(data) > room:
        cut = room
        while data[cut] & 0xC0 == 0x80:
            cut -= 1
        pieces.append(data[:cut])
        data, room = data[cut:], WIDTH - 1  # the space that a further piece begins with counts
    return b"\r\n ".join([*pieces, data]) + b"\r\n"


# Times


def _utc(at: datetime) -> str:
    there = at.astimezone(UTC)
    return f"{there.year:04d}{there:%m%dT%H%M%SZ}"


def _when(name: str, at: datetime, like: datetime | None = None) -> str:
    """A time, in the zone of `like` (its own by default). A time that the clocks left out becomes the one they showed instead."""
    zone = (like or at).tzinfo
    if not isinstance(zone, ZoneInfo) or zone.key in UNIVERSAL:
        return f"{name}:{_utc(at)}"
    wall = at.astimezone(UTC).astimezone(zone)
    twice = wall.replace(fold=0).utcoffset() != wall.replace(fold=1).utcoffset()
    return f"{name}:{_utc(at)}" if twice else f"{name};TZID={zone.key}:{wall.year:04d}{wall:%m%dT%H%M%S}"


def _zones_used(entries: Iterable[Entry]) -> dict[str, tuple[int, int]]:
    """The zones that entries are written in, with the first and last year of each."""
    found: dict[str, tuple[int, int]] = {}
    for one in entries:
        if isinstance(one.at.tzinfo, ZoneInfo) and one.at.tzinfo.key not in UNIVERSAL:
            first, last = found.get(one.at.tzinfo.key, (one.at.year, one.at.year))
            found[one.at.tzinfo.key] = (min(first, one.at.year), max(last, one.at.year))
    return found


@dataclass(frozen=True, slots=True)
class _Onset:
    """From when an offset holds. `wall` as the clocks stood just before (RFC 5545, 3.6.5), which icalendar's own writer misses."""

    wall: datetime
    was: timedelta
    now: timedelta
    summer: bool
    name: str

    @property
    def habit(self) -> tuple[object, ...]:
        """What onsets of one yearly rule share, but for which Sunday of the month it is."""
        return (self.summer, self.was, self.now, self.name, self.wall.month, self.wall.weekday(), self.wall.time())


@lru_cache(maxsize=64)
def _zone(name: str, first: int, last: int) -> tuple[str, ...]:
    """The definition of a zone for these years: as yearly rules where its changes follow one, which every program reads, else each by itself."""
    zone = ZoneInfo(name)
    years = range(max(first - 1, 2), min(last + 1, 9998) + 1)
    begin, end = datetime(years[0], 1, 1, tzinfo=UTC), datetime(years[-1] + 1, 1, 1, tzinfo=UTC)
    onsets = [_onset(at, zone) for at in _changes(zone, begin, end)]
    if not onsets or onsets[0].wall.year > years[0]:
        at = begin.astimezone(zone)
        onsets.insert(0, _Onset(begin.replace(tzinfo=None), at.utcoffset() or timedelta(), at.utcoffset() or timedelta(), bool(at.dst()), at.tzname() or name))
    lines = ["BEGIN:VTIMEZONE", f"TZID:{name}"]
    habits: dict[tuple[object, ...], list[_Onset]] = {}
    for one in onsets:
        habits.setdefault(one.habit, []).append(one)
    for alike in habits.values():
        rule = _rule([one.wall for one in alike], years)
        for one in alike[:1] if rule else alike:
            lines += _observance(one, rule)
    return (*lines, "END:VTIMEZONE")


def _onset(change: datetime, zone: ZoneInfo) -> _Onset:
    was = (change - timedelta(seconds=1)).astimezone(zone).utcoffset() or timedelta()
    now = change.astimezone(zone)
    return _Onset(change.replace(tzinfo=None) + was, was, now.utcoffset() or timedelta(), bool(now.dst()), now.tzname() or zone.key)


def _rule(walls: list[datetime], years: range) -> str:
    """The yearly rule that gives exactly these days of these years; empty where none does."""
    if [wall.year for wall in walls] != list(years) or len(walls) < 2:
        return ""
    day = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[walls[0].weekday()]
    lasts = all((wall + timedelta(days=7)).month != wall.month for wall in walls)
    which = {-1} if lasts else {(wall.day - 1) // 7 + 1 for wall in walls}
    return f"RRULE:FREQ=YEARLY;BYMONTH={walls[0].month};BYDAY={which.pop()}{day}" if len(which) == 1 else ""


def _observance(one: _Onset, rule: str) -> Iterator[str]:
    component = "DAYLIGHT" if one.summer else "STANDARD"
    yield f"BEGIN:{component}"
    yield f"DTSTART:{one.wall.year:04d}{one.wall:%m%dT%H%M%S}"
    if rule:
        yield rule
    yield f"TZOFFSETFROM:{_offset(one.was)}"
    yield f"TZOFFSETTO:{_offset(one.now)}"
    yield f"TZNAME:{_text(one.name, TITLE)}"
    yield f"END:{component}"


def _offset(offset: timedelta) -> str:
    seconds = int(offset.total_seconds())
    minutes, rest = divmod(abs(seconds), 60)
    return f"{'-' if seconds < 0 else '+'}{minutes // 60:02d}{minutes % 60:02d}" + (f"{rest:02d}" if rest else "")


def _changes(zone: ZoneInfo, begin: datetime, end: datetime) -> Iterator[datetime]:
    """The instants at which a zone's offset changes, to the second."""
    step, at = timedelta(days=3), begin
    while at < end:
        low, high = at, min(at + step, end)
        at = high
        if low.astimezone(zone).utcoffset() == high.astimezone(zone).utcoffset():
            continue
        while high - low > timedelta(seconds=1):
            middle = low + (high - low) // 2
            middle = middle.replace(microsecond=0)
            if middle.astimezone(zone).utcoffset() == low.astimezone(zone).utcoffset():
                low = middle
            else:
                high = middle
        yield high
