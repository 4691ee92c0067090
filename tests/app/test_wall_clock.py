"""P8: nine in Lisbon is nine in Lisbon, whatever clocks and laws do.

The rule, held for every zone and every change of its clocks: an hour means the clock on the wall of its zone. An hour that the
clocks leave out is read by the clock of before, so it is later by the new one; of an hour that they show twice, the first.
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from afterword.app.calendaring import on_wall
from afterword.app.pages import Today
from afterword.app.reminding import LATEST, Memory, owed
from afterword.channels.calendar_out import Entry, calendar
from afterword.facts import Fact, moment
from afterword.facts.kinds import Event
from afterword.interfaces.cli import desk
from afterword.sources import ics
from afterword.sources.port import Circumstances
from afterword.strategy.model import FollowUp, Party, Window

FIRST, LAST = 2000, 2037
SAMPLE = (
    "Europe/Lisbon", "America/Chicago", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca", "Europe/Dublin", "America/St_Johns", "Antarctica/Troll",
    "Asia/Pyongyang", "America/Caracas", "Asia/Gaza", "Asia/Tehran", "Asia/Kathmandu", "Pacific/Kiritimati", "America/Sao_Paulo", "UTC",
)  # fmt: skip
"""Zones of CI: whole hours and half hours, summer time that is called winter, months without, days left out, laws changed at short notice."""
ME = Circumstances(zone="UTC", latest=0)


class Wall:
    """A zone as seen from UTC alone: what its clocks show at each instant. Knows nothing of gaps and folds."""

    def __init__(self, name: str) -> None:
        self.zone = ZoneInfo(name)

    def offset(self, at: datetime) -> timedelta:
        return at.astimezone(self.zone).utcoffset() or timedelta()

    def changes(self, first: int = FIRST, last: int = LAST) -> Iterator[datetime]:
        """The instants of these years at which the clocks are put forward or back, to the second."""
        hours = [datetime(first, 1, 1, tzinfo=UTC) + timedelta(hours=12) * n for n in range((last + 1 - first) * 731)]
        for low, high in pairwise(hours):
            if self.offset(low) != self.offset(high):
                while high - low > timedelta(seconds=1):
                    middle = low + timedelta(seconds=(high - low).total_seconds() // 2)
                    low, high = (middle, high) if self.offset(middle) == self.offset(low) else (low, middle)
                yield high

    def meant(self, wall: datetime, change: datetime) -> datetime:
        """The instant that a time on the wall near a change means, by the rule."""
        before = self.offset(change - timedelta(seconds=1))
        shown = [at for offset in (before, self.offset(change)) if self.shows(at := wall.replace(tzinfo=UTC) - offset) == wall]
        return min(shown) if shown else wall.replace(tzinfo=UTC) - before

    def shows(self, at: datetime) -> datetime:
        return at.replace(tzinfo=None) + self.offset(at)

    def moments(self, change: datetime) -> Iterator[datetime]:
        """Times on the wall that a change touches: its last second before, within what is left out or comes twice, after; nine that day and around it."""
        was, now = (change.replace(tzinfo=None) + self.offset(at) for at in (change - timedelta(seconds=1), change))
        edge, other = min(was, now), max(was, now)
        yield from (edge - timedelta(seconds=1), edge, edge + (other - edge) // 2, other - timedelta(seconds=1), other, other + timedelta(minutes=30))
        for day in (edge.date() - timedelta(days=1), edge.date(), other.date(), other.date() + timedelta(days=1)):
            yield from (datetime.combine(day, time(9)), datetime.combine(day, time(0)), datetime.combine(day, time(2, 30)))


def stamp(wall: datetime) -> str:
    return f"{wall:%Y%m%dT%H%M%S}"


def read(text: bytes) -> dict[str, Fact]:
    found = list(ics.events_of(text, "calendar.ics", ME))
    assert all(isinstance(one, Fact) for one in found), [one for one in found if not isinstance(one, Fact)][:3]
    return {one.body.uid: one for one in found}


# The four kinds


def talks(name: str, wall: Wall, changes: list[datetime]) -> int:
    """A talk in a calendar that names the zone: imported, it is at the instant meant, and its fact knows the zone."""
    wanted = {f"{n}-{m}": (w, wall.meant(w, change)) for n, change in enumerate(changes) for m, w in enumerate(wall.moments(change))}
    entries = "".join(f"BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTART;TZID={name}:{stamp(w)}\r\nSUMMARY:Interview\r\nEND:VEVENT\r\n" for uid, (w, _) in wanted.items())
    found = read(f"BEGIN:VCALENDAR\r\n{entries}END:VCALENDAR\r\n".encode())
    for uid, (w, at) in wanted.items():
        assert moment(found[uid].at) == at, (name, w)
    (kept,) = {one.body.zone for one in found.values() if isinstance(one.body, Event)}
    assert kept == name or shown(Wall(kept), changes) == shown(wall, changes), (name, kept)  # "Cuba" is kept as America/Havana
    return len(wanted)


def shown(wall: Wall, changes: list[datetime]) -> list[timedelta]:
    """What a zone's clocks show around some changes."""
    return [wall.offset(change + timedelta(seconds=n)) for change in changes for n in (-1, 0)]


def told(name: str, wall: Wall, changes: list[datetime], monkeypatch: pytest.MonkeyPatch) -> int:
    """A moment that the user types without an offset, and a bare day, which means nine."""
    count = 0
    for change in changes:
        for w in wall.moments(change):
            monkeypatch.setattr(desk, "meta", lambda _, w=w: w.isoformat())
            got = desk.instant(name)
            assert got is not None
            assert got.astimezone(UTC) == wall.meant(w, change), (name, w)
            count += 1
        day = wall.shows(change).date()
        monkeypatch.setattr(desk, "meta", lambda _, day=day: day.isoformat())
        got = desk.instant(name)
        assert got is not None
        assert got.astimezone(UTC) == wall.meant(datetime.combine(day, time(9)), change), (name, day)
        count += 1
    return count


def planned(name: str, wall: Wall, changes: list[datetime]) -> int:
    """A follow-up in a calendar: written with the zone's definition, and read by that definition alone."""
    wanted: dict[str, datetime] = {}
    entries = []
    for n, change in enumerate(changes):
        for m, w in enumerate(wall.moments(change)):
            at = on_wall(w.date(), w.hour, wall.zone, w.minute)
            uid = f"k{n}x{m}"
            wanted[uid] = wall.meant(w.replace(second=0), change)
            assert at.astimezone(UTC) == wanted[uid], (name, w)
            entries.append(Entry(uid, "event", "Follow-up", at, 5, 0))
    text = calendar(entries)
    assert name in ("UTC", "Etc/UTC") or not entries or f"TZID:{name}".encode() in text or re.search(rb"\nDTSTART:\d{8}T\d{6}Z", text)
    ours = text.replace(b"@afterword", b"@x.example").replace(f"TZID={name}:".encode(), b"TZID=Custom 7:").replace(f"TZID:{name}\r\n".encode(), b"TZID:Custom 7\r\n")
    found = read(ours) if entries else {}
    for uid, at in wanted.items():
        assert moment(found[f"{uid}-event@x.example"].at) == at, (name, uid, at)
    return len(wanted)


def reminded(name: str, wall: Wall, changes: list[datetime]) -> int:
    """The morning list around a change: each day that there is has it once, and not before its hour."""
    said_days = 0
    for change in changes:
        memory, said, days = Memory(), list[date](), set[date]()
        for n in range(-72, 73):
            now = (change + timedelta(minutes=30) * n).astimezone(wall.zone)
            if 8 <= now.hour < LATEST:
                days.add(now.date())
            reminder = owed(_page(now.date()), now, 8, memory, workday=True)
            if reminder is not None and reminder.kind == "list":
                assert now.hour >= 8
                said.append(now.date())
                memory.said[f"{now.date().isoformat()} list"] = {"at": now.astimezone(UTC).isoformat(), "left": []}
            elif reminder is not None:
                memory.said[f"{now.date().isoformat()} afternoon"] = {"at": now.astimezone(UTC).isoformat(), "left": []}
        assert sorted(said) == said == sorted(days), (name, change, said)
        said_days += len(said)
    return said_days


def _page(day: date) -> Today:
    window = Window(day, day, day)
    one = FollowUp("k", "keep_warm", "keep", Party("Dana"), "", "", "email", ("email",), window, "garden", 5, "", ())
    return Today(day, "UTC", (one,), (), (), (), 0, 0)


def held(names: Iterable[str], monkeypatch: pytest.MonkeyPatch, years: tuple[int, int] = (FIRST, LAST)) -> dict[str, int]:
    """How many times each kind was judged; every one of them right."""
    count = {"zones": 0, "changes": 0, "talk": 0, "told": 0, "follow-up": 0, "reminder": 0}
    for name in names:
        wall = Wall(name)
        changes = list(wall.changes(*years))
        count["zones"] += 1
        count["changes"] += len(changes)
        count["talk"] += talks(name, wall, changes) if changes else 0
        count["told"] += told(name, wall, changes, monkeypatch)
        count["follow-up"] += planned(name, wall, changes)
        count["reminder"] += reminded(name, wall, changes)
    return count


def test_the_hour_on_the_wall_is_kept_over_changes_of_the_clocks(monkeypatch: pytest.MonkeyPatch):
    count = held(SAMPLE, monkeypatch, (2011, 2011))
    assert count["zones"] == len(SAMPLE)
    assert min(count.values()) > 0


@pytest.mark.slow
def test_the_hour_on_the_wall_is_kept_in_every_zone_over_every_change_of_four_decades(monkeypatch: pytest.MonkeyPatch):
    zones = sorted(z for z in available_timezones() if z not in ("localtime", "Factory"))
    count = held(zones, monkeypatch)
    assert count["zones"] > 550
    assert count["changes"] > 10_000


def test_a_day_that_samoa_left_out_becomes_the_next():
    apia = ZoneInfo("Pacific/Apia")
    left_out = on_wall(date(2011, 12, 30), 9, apia)
    assert (left_out.date(), left_out.hour) == (date(2011, 12, 31), 9)
    assert left_out == on_wall(date(2011, 12, 31), 9, apia)
    text = calendar([Entry("gone", "event", "Follow-up", left_out, 5, 0)])
    assert b"DTSTART;TZID=Pacific/Apia:20111231T090000" in text


def test_half_an_hour_of_lord_howe_comes_twice_and_the_first_is_meant():
    lord_howe = ZoneInfo("Australia/Lord_Howe")
    twice = on_wall(date(2027, 4, 4), 1, lord_howe, 45)
    assert twice.astimezone(UTC) == datetime(2027, 4, 3, 14, 45, tzinfo=UTC)
    left_out = on_wall(date(2027, 10, 3), 2, lord_howe, 15)
    assert (left_out.hour, left_out.minute) == (2, 45)


@pytest.mark.parametrize("kind", ["winter", "summer"])
def test_zones_by_the_names_that_windows_has_for_them_are_the_same_zones(kind: str):
    day = date(2027, 1, 12) if kind == "winter" else date(2027, 7, 13)
    names = sorted(WINDOWS_TO_OLSON)
    entries = "".join(f"BEGIN:VEVENT\r\nUID:{n}\r\nDTSTART;TZID={name}:{day:%Y%m%d}T090000\r\nSUMMARY:Talk\r\nEND:VEVENT\r\n" for n, name in enumerate(names))
    found = read(f"BEGIN:VCALENDAR\r\n{entries}END:VCALENDAR\r\n".encode())
    for n, name in enumerate(names):
        assert moment(found[str(n)].at) == datetime.combine(day, time(9), ZoneInfo(WINDOWS_TO_OLSON[name])).astimezone(UTC), name


OUTLOOK = """\
BEGIN:VTIMEZONE
TZID:Customized Time Zone
BEGIN:STANDARD
DTSTART:16010101T020000
RRULE:FREQ=YEARLY;BYDAY={autumn};BYMONTH={month}
TZOFFSETFROM:{summer}
TZOFFSETTO:{winter}
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T{hour}0000
RRULE:FREQ=YEARLY;BYDAY={spring};BYMONTH=3
TZOFFSETFROM:{winter}
TZOFFSETTO:{summer}
END:DAYLIGHT
END:VTIMEZONE
"""


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("America/Chicago", {"autumn": "1SU", "month": "11", "spring": "2SU", "hour": "02", "summer": "-0500", "winter": "-0600"}),
        ("Europe/Lisbon", {"autumn": "-1SU", "month": "10", "spring": "-1SU", "hour": "01", "summer": "+0100", "winter": "+0000"}),
    ],
)
def test_a_zone_that_a_calendar_defines_itself_counts_by_its_definition(name: str, shape: dict[str, str]):
    wall = Wall(name)
    wanted = {}
    for n, change in enumerate(wall.changes(2010, 2030)):
        for m, w in enumerate(w for w in wall.moments(change) if w.hour >= 3):
            wanted[f"{n}-{m}"] = (w, wall.meant(w, change))
    entries = "".join(f"BEGIN:VEVENT\r\nUID:{u}\r\nDTSTART;TZID=Customized Time Zone:{stamp(w)}\r\nSUMMARY:Talk\r\nEND:VEVENT\r\n" for u, (w, _) in wanted.items())
    found = read(f"BEGIN:VCALENDAR\r\n{OUTLOOK.format(**shape)}{entries}END:VCALENDAR\r\n".replace("\r\n", "\n").replace("\n", "\r\n").encode())
    assert {u: moment(found[u].at) for u in wanted} == {u: at for u, (_, at) in wanted.items()}


def _always(name: str, offset: int) -> io.BytesIO:
    """Zone data with one offset for ever (RFC 9636)."""
    rest = struct.pack(">iBB", offset, 0, 0) + name.encode() + b"\0"
    head = b"TZif2" + bytes(15) + struct.pack(">6I", 0, 0, 0, 0, 1, len(name) + 1)
    return io.BytesIO(head + rest + head + rest + f"\n{name}{-offset // 3600}\n".encode())


def test_a_change_of_the_law_moves_no_hour_on_the_wall():
    """The zone gives up summer time: what was planned for nine is still at nine there, since days and zone are kept, and a calendar holds the wall's hour."""
    before = on_wall(date(2030, 7, 16), 9, ZoneInfo("Europe/Lisbon"))
    text = calendar([Entry("law", "event", "Follow-up", before, 5, 0)])
    assert b"DTSTART;TZID=Europe/Lisbon:20300716T090000" in text
    reformed = ZoneInfo.from_file(_always("WET", 0), key="Europe/Lisbon")
    after = on_wall(date(2030, 7, 16), 9, reformed)
    assert after.astimezone(UTC) - before.astimezone(UTC) == timedelta(hours=1)
    assert b"DTSTART;TZID=Europe/Lisbon:20300716T090000" in calendar([Entry("law", "event", "Follow-up", after, 5, 0)])
