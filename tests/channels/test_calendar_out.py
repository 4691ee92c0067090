"""Calendars as they leave: judged by other programs' readers, and by the letter of RFC 5545."""

from __future__ import annotations

import ctypes
import ctypes.util
import json
import random
import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from afterword.channels.calendar_out import Entry, calendar, calendar_object, clean, key_of, uid_of
from afterword.facts import micros

CHICAGO = ZoneInfo("America/Chicago")
WHEN = datetime(2026, 11, 24, 9, 0, tzinfo=CHICAGO)
TOLD = micros(datetime(2026, 11, 23, 12, 0, tzinfo=UTC))
ICAL_JS = "ical.js@2.2.1"
PIECES = (
    "\r\n", "\n", "\r", "\x85", "\u2028", "\u2029", "\x0b", "\x0c", "\x00", "\x1b[2J", "\t", "\\n", "\\N", "\\", "\\\\", ";", ",", ":", '"', "'", "^n", "=0D=0A",
    "BEGIN:VEVENT", "END:VEVENT", "END:VCALENDAR", "BEGIN:VALARM", "ATTENDEE:mailto:x@evil.example", "ACTION:PROCEDURE", "DTSTART:20260101T000000Z", "X-A;B=C:", "METHOD:CANCEL",
    " ", "  ", "Dana", "Zoë", "Łukasz", "李小龍", "👩🏽‍💻", "e\u0301", "\u202e", "\u2066", "\ufeff", "\ud800", "a" * 74, "ß" * 40, "漢" * 30, "<script>", "http://x.example/?a=b;c",
)  # fmt: skip


def entry(title: str = "Follow-up, 5 minutes", **more: object) -> Entry:
    told = {"key": "3f9c1a2b00", "kind": "event", "title": title, "at": WHEN, "minutes": 5, "changed": TOLD, **more}
    return Entry(**told)  # type: ignore[arg-type]


def hostile(count: int, seed: int = 7) -> list[str]:
    draw = random.Random(seed)
    return ["".join(draw.choice(PIECES) for _ in range(draw.randrange(1, 9))) for _ in range(count)]


def unfolded(data: bytes) -> list[str]:
    """The content lines, by the letter: CRLF ends a line, CRLF and a space goes on."""
    return data.decode("utf-8").replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def test_an_event_says_when_and_how_long_and_nothing_else():
    lines = unfolded(calendar([entry()]))
    event = lines[lines.index("BEGIN:VEVENT") :]
    assert "SUMMARY:Follow-up\\, 5 minutes" in event
    assert "DTSTART;TZID=America/Chicago:20261124T090000" in event
    assert "DTEND;TZID=America/Chicago:20261124T090500" in event
    assert "UID:3f9c1a2b00-event@afterword" in event
    assert not [line for line in event if line.startswith(("DESCRIPTION", "LOCATION", "URL", "ATTENDEE", "ORGANIZER", "BEGIN:VALARM"))]
    assert "METHOD:PUBLISH" in lines


def test_an_object_for_a_server_has_no_method_and_stands_alone():
    lines = unfolded(calendar_object(entry(kind="todo")))
    assert not [line for line in lines if line.startswith(("METHOD", "X-WR"))]
    assert [line for line in lines if line.startswith("BEGIN:V")] == ["BEGIN:VCALENDAR", "BEGIN:VTIMEZONE", "BEGIN:VTODO"]
    assert "DUE;TZID=America/Chicago:20261124T090000" in lines
    assert "STATUS:NEEDS-ACTION" in lines


@pytest.mark.parametrize(
    ("kind", "state", "status"),
    [("event", "cancelled", "CANCELLED"), ("event", "done", "CANCELLED"), ("todo", "cancelled", "CANCELLED"), ("todo", "done", "COMPLETED")],
)
def test_what_is_gone_says_so(kind: str, state: str, status: str):
    lines = unfolded(calendar([entry(kind=kind, state=state, sequence=3, alarm=0)]))
    assert f"STATUS:{status}" in lines
    assert "SEQUENCE:3" in lines
    assert ("COMPLETED:20261123T120000Z" in lines) == (status == "COMPLETED")
    assert "BEGIN:VALARM" not in lines


def test_an_alarm_rings_when_the_entry_begins_or_is_due():
    assert "TRIGGER:-PT0M" in unfolded(calendar([entry(alarm=0)]))
    assert "TRIGGER;RELATED=END:-PT0M" in unfolded(calendar([entry(kind="todo", alarm=0)]))


def test_a_name_of_an_entry_leads_back_to_its_follow_up():
    assert key_of(uid_of("3f9c1a2b00", "todo")) == "3f9c1a2b00"
    assert key_of("x@google.com") == key_of("3f9c1a2b00-todo@afterword.evil.example") == key_of("a b-todo@afterword") == ""


def test_ten_thousand_hostile_titles_add_no_line_and_no_component():
    titles = hostile(10_000)
    data = calendar([entry(title, key=f"k{n:06d}", note=title[::-1] if n % 10 == 0 else "") for n, title in enumerate(titles)])
    assert b"\r" not in data.replace(b"\r\n", b"")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    lines = unfolded(data)
    assert sum(line.startswith("BEGIN:VEVENT") for line in lines) == sum(line.startswith("BEGIN:") for line in lines[lines.index("END:VTIMEZONE") :]) == 10_000
    shape = [line.partition(":")[0].partition(";")[0] for line in lines[lines.index("BEGIN:VEVENT") :]]
    known = {"BEGIN", "UID", "DTSTAMP", "CREATED", "LAST-MODIFIED", "SEQUENCE", "STATUS", "SUMMARY", "DESCRIPTION", "DTSTART", "DTEND", "TRANSP", "CLASS", "END"}
    assert set(shape) <= known
    assert shape.count("SUMMARY") == 10_000
    assert not re.search(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", data.decode("utf-8"))


def judged(titles: list[str]) -> None:
    """icalendar reads the same titles as were written."""
    found = Calendar.from_ical(calendar([entry(title, key=f"k{n:06d}") for n, title in enumerate(titles)]))
    events = list(found.walk("VEVENT"))
    assert [e.name for e in found.walk() if e.name not in ("VEVENT", "STANDARD", "DAYLIGHT")] == ["VCALENDAR", "VTIMEZONE"]
    assert [str(e["SUMMARY"]) for e in events] == [clean(title, 250) or "Follow-ups" for title in titles]
    assert not [error for e in events for error in e.errors]


def test_icalendar_reads_every_hostile_title_as_it_was_meant():
    judged(hostile(150, seed=11))


@pytest.mark.slow
def test_icalendar_reads_ten_thousand_hostile_titles_as_they_were_meant():
    judged(hostile(10_000, seed=3))


def test_icalendar_reads_zones_as_the_zone_data_says():
    found = Calendar.from_ical(calendar([entry(at=datetime(2027, 3, day, 9, tzinfo=ZoneInfo("Europe/Lisbon")), key=f"day{day}") for day in range(20, 31)]))
    assert [e["DTSTART"].dt.astimezone(UTC).hour for e in found.walk("VEVENT")] == [9] * 8 + [8] * 3
    assert [e["DTEND"].dt - e["DTSTART"].dt for e in found.walk("VEVENT")] == [timedelta(minutes=5)] * 11


def test_a_zone_with_a_habit_is_defined_by_two_rules_and_one_without_by_its_changes():
    chicago = unfolded(calendar([entry()]))
    assert chicago[chicago.index("BEGIN:VTIMEZONE") : chicago.index("END:VTIMEZONE")] == [
        "BEGIN:VTIMEZONE", "TZID:America/Chicago",
        "BEGIN:DAYLIGHT", "DTSTART:20250309T020000", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU", "TZOFFSETFROM:-0600", "TZOFFSETTO:-0500", "TZNAME:CDT", "END:DAYLIGHT",
        "BEGIN:STANDARD", "DTSTART:20251102T020000", "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU", "TZOFFSETFROM:-0500", "TZOFFSETTO:-0600", "TZNAME:CST", "END:STANDARD",
    ]  # fmt: skip
    casablanca = unfolded(calendar([entry(at=WHEN.replace(tzinfo=ZoneInfo("Africa/Casablanca")))]))
    assert sum(line.startswith("TZOFFSETTO") for line in casablanca) >= 6
    assert not [line for line in casablanca if line.startswith("RRULE")]
    kolkata = unfolded(calendar([entry(at=WHEN.replace(tzinfo=ZoneInfo("Asia/Kolkata")))]))
    assert [line for line in kolkata if line.startswith("TZOFFSET")] == ["TZOFFSETFROM:+0530", "TZOFFSETTO:+0530"]


def test_an_hour_that_comes_twice_is_written_in_utc():
    twice = datetime(2026, 11, 1, 1, 30, tzinfo=CHICAGO)
    assert "DTSTART:20261101T063000Z" in unfolded(calendar([entry(at=twice)]))
    assert "DTSTART:20261101T073000Z" in unfolded(calendar([entry(at=twice.replace(fold=1))]))


def test_libical_finds_no_fault():
    name = ctypes.util.find_library("ical")
    if name is None:
        pytest.skip("libical is not on this machine (apt install libical3)")
    library = ctypes.CDLL(name)
    library.icalparser_parse_string.restype = ctypes.c_void_p
    library.icalcomponent_as_ical_string.restype = ctypes.c_char_p
    for call in (library.icalcomponent_count_errors, library.icalcomponent_as_ical_string, library.icalcomponent_free, library.icalcomponent_is_valid):
        call.argtypes = [ctypes.c_void_p]
    titles = hostile(300, seed=5)
    both = [entry(t, key=f"k{n}", note=t, kind="event" if n % 2 else "todo", alarm=n % 3 or None, state=("open", "done", "cancelled")[n % 3]) for n, t in enumerate(titles)]
    root = library.icalparser_parse_string(calendar(both))
    assert root
    assert library.icalcomponent_is_valid(root)
    assert library.icalcomponent_count_errors(root) == 0
    again = library.icalcomponent_as_ical_string(root).decode()
    assert again.count("\nBEGIN:VEVENT") + again.count("\nBEGIN:VTODO") == 300
    library.icalcomponent_free(root)


READ_BACK = """
const ICAL = require(process.argv[1] + "/dist/ical.es5.cjs"), fs = require("fs");
const root = new ICAL.Component(ICAL.parse(fs.readFileSync(process.argv[2], "utf8")));
for (const zone of root.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
const told = root.getAllSubcomponents().filter(c => c.name !== "vtimezone").map(c => {
  const at = c.getFirstPropertyValue(c.name === "vtodo" ? "due" : "dtstart");
  return [c.name, c.getFirstPropertyValue("uid"), c.getFirstPropertyValue("summary"), at.toUnixTime(), c.getAllSubcomponents().length];
});
console.log(JSON.stringify(told));
"""


@pytest.fixture(scope="module")
def ical_js(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """ical.js, fetched through npm: nothing of it is kept in this repository."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        pytest.skip("NOT JUDGED BY ical.js: node and npm are not on this machine")
    place = tmp_path_factory.mktemp("npm")
    try:
        done = subprocess.run([npm, "pack", "--silent", ICAL_JS], cwd=place, capture_output=True, text=True, timeout=120, check=False)
    except subprocess.TimeoutExpired:
        pytest.skip("NOT JUDGED BY ical.js: npm does not answer")
    packed = next(place.glob("ical.js-*.tgz"), None)
    if packed is None:
        pytest.skip(f"NOT JUDGED BY ical.js: npm cannot fetch it ({done.stderr[-100:]})")
    shutil.unpack_archive(packed, place, filter="data")
    return place / "package"


@pytest.mark.slow
def test_ical_js_reads_titles_and_times_as_they_were_meant(ical_js: Path, tmp_path: Path):
    zones = ("America/Chicago", "Europe/Lisbon", "Australia/Lord_Howe", "Asia/Kolkata", "America/St_Johns", "Africa/Casablanca", "Pacific/Apia", "UTC")
    titles = hostile(2_000, seed=23)
    every = [
        entry(
            title, key=f"k{n:06d}", kind="event" if n % 2 else "todo", alarm=0 if n % 5 == 0 else None, note=title,
            at=datetime(2026, 1, 1, n % 24, n % 60, tzinfo=ZoneInfo(zones[n % len(zones)])) + timedelta(days=n % 700),
        )
        for n, title in enumerate(titles)
    ]  # fmt: skip
    file = tmp_path / "feed.ics"
    file.write_bytes(calendar(every))
    done = subprocess.run(["node", "-e", READ_BACK, str(ical_js), str(file)], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    wanted = [
        ["vevent" if e.kind == "event" else "vtodo", e.uid, clean(e.title, 250) or "Follow-ups", int(e.at.timestamp()), 0 if e.alarm is None else 1] for e in every
    ]
    assert json.loads(done.stdout) == wanted
