"""`afterword interview`: the sheet before, the minute after, and what each says in JSON."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Terminal

CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//test//EN
BEGIN:VEVENT
UID:one@acme.example
DTSTAMP:20260510T120000Z
DTSTART:20260514T140000Z
DTEND:20260514T150000Z
SUMMARY:Interview: Data Analyst, Acme
LOCATION:Main Street 4
ORGANIZER;CN="Beth Carlin":mailto:beth@acme.example
ATTENDEE;CN="Dana Whitfield";PARTSTAT=ACCEPTED:mailto:dana@acme.example
ATTENDEE;CN="Sam Rivera";PARTSTAT=ACCEPTED:mailto:sam@postbox.example
END:VEVENT
END:VCALENDAR
"""
EVENING, AFTER = "2026-05-13T19:00:00-05:00", "2026-05-14T11:00:00-05:00"


@pytest.fixture
def booked(afterword: Terminal, tmp_path: Path) -> Terminal:
    file = tmp_path / "diary.ics"
    file.write_text(CALENDAR.replace("\n", "\r\n"))
    assert afterword("import", str(file)).code == 0
    return afterword


def test_the_sheet_on_paper_fits_eighty_columns(booked: Terminal):
    said = booked("interview", "before", at=EVENING)
    assert said.code == 0
    assert all(len(line) <= 80 for line in said.out.splitlines())
    for part in ("Thursday 14 May, 09:00-10:00 CDT", "Main Street 4", "Dana Whitfield", "Arranged by Beth Carlin", "When may I call, and whom", "If you are late"):
        assert part in said.out


def test_the_page_of_the_evening_names_it_and_its_json_keeps_to_the_contract(booked: Terminal):
    assert "Before you go" in booked("today", at=EVENING).out
    assert booked.json("today", at=EVENING)["questions"] == booked.json("today", at=AFTER)["questions"] == []
    assert [one["organisation"] for one in booked.json("interview", at=EVENING)["coming"]] == ["Acme"]
    sheet = booked.json("interview", "before", at=EVENING)
    assert [p["name"] for p in sheet["people"]] == ["Dana Whitfield"]
    assert {"version", "key", "day", "starts", "place", "late", "before", "ask", "note"} <= set(sheet)


def test_a_minute_afterwards_by_options(booked: Terminal):
    assert "How did it go?" in booked("today", at=AFTER).out
    told = booked.json("interview", "after", "acme", "--went", "well", "--next", "They decide by May 20, call me on Thursday", "--moment", "the faxes on Fridays", at=AFTER)
    assert told["follows"] == ["Until Wednesday 20 May they decide.", "You call Dana Whitfield on Thursday 21 May."]
    assert "How did it go?" not in booked("today", at=AFTER).out
    assert "faxes on Fridays" in booked("draft", "Dana", at=AFTER).out


def test_skipped_it_is_not_asked_again(booked: Terminal):
    assert booked("interview", "after", "--skip", at=AFTER).code == 0
    assert "How did it go?" not in booked("today", at=AFTER).out


def test_wrong_uses_are_one_line(booked: Terminal):
    for words, at, code in (
        (("after",), AFTER, 2), (("after", "--went", "purple"), AFTER, 2), (("before", "nobody"), EVENING, 3), (("after", "nobody"), AFTER, 3),
        (("after",), "2026-05-12", 3),
    ):  # fmt: skip
        said = booked("interview", *words, at=at)
        assert (said.code, said.out) == (code, ""), words
