"""Follow-ups for a calendar, from the command line: a file, standard output, a feed."""

from __future__ import annotations

from pathlib import Path

from icalendar import Calendar
from tests.cli.conftest import Terminal


def test_a_file_holds_every_follow_up_and_the_command_says_how_many(lived: Terminal, tmp_path: Path):
    told = lived.json("export", "--ics", str(tmp_path / "mine.ics"))
    data = (tmp_path / "mine.ics").read_bytes()
    assert told["entries"] == len(Calendar.from_ical(data).walk("VEVENT")) > 0
    assert b"Dana" not in data
    assert lived.json("export", "--ics")["calendar"].encode() == data


def test_to_dos_come_on_standard_output_or_into_the_file_that_is_named(lived: Terminal, tmp_path: Path):
    said = lived("export", "--ics", "--todos")
    assert said.code == 0
    assert "BEGIN:VTODO" in said.out
    assert "BEGIN:VEVENT" not in said.out
    assert lived("export", "--todos", "--out", str(tmp_path / "a.ics")).code == 0
    assert (tmp_path / "a.ics").read_bytes().count(b"BEGIN:VTODO") == said.out.count("BEGIN:VTODO")


def test_the_feed_is_turned_on_shown_without_its_address_changed_and_turned_off(lived: Terminal):
    assert lived.json("feed", "show")["on"] is False
    first = lived.json("feed", "on")
    assert first["address"].startswith("http://127.0.0.1:8765/feed/")
    assert first["served"] is False
    assert "address" not in lived.json("feed", "on")
    assert set(lived.json("feed", "show")) == {"version", "on", "since"}
    assert lived.json("feed", "renew")["address"] != first["address"]
    assert lived.json("feed", "off")["on"] is False
    assert "already" in lived("feed", "off").out
