"""Outlook's calendar as a table: what a day means depends on the country, and on its neighbours."""

from datetime import UTC, date, datetime

import pytest

from afterword.facts import Fact, Problem, micros
from afterword.sources import calendar_csv
from afterword.sources.port import Circumstances, Piece, Place

HEAD = (
    '"Subject","Start Date","Start Time","End Date","End Time","All day event","Meeting Organizer","Required Attendees",'
    '"Optional Attendees","Meeting Resources","Description","Location"\n'
)


@pytest.fixture
def read(tmp_path):
    def reader(rows: str, country: str = "US") -> list:
        path = tmp_path / "c.csv"
        path.write_text(HEAD + rows)
        place = Place(path, "c.csv", path.read_bytes())
        assert calendar_csv.sniff(place) > 90
        who = Circumstances(name="Sam Ortiz", country=country, zone="America/Chicago")
        return list(calendar_csv.read(Piece(place), who))

    return reader


def test_an_interview_with_its_people(read):
    (found,) = read(
        '"Interview","3/4/2026","10:00:00 AM","3/4/2026","11:00:00 AM","False","Whitfield, Dana",'
        '"Whitfield, Dana;Ortiz, Sam","Bo Lind","Room 4","Bring a CV","Chicago"\n'
    )
    body = found.body
    assert found.at == micros(datetime(2026, 3, 4, 16, tzinfo=UTC))
    assert (body.end - found.at, body.zone) == (3_600_000_000, "America/Chicago")
    assert [(a.name, a.kind, a.optional) for a in body.attendees] == [
        ("Whitfield, Dana", "individual", False),
        ("Bo Lind", "individual", True),
        ("Room 4", "room", False),
    ]
    assert body.organizer.name == "Whitfield, Dana"


def test_days_by_country_and_by_what_other_rows_show(read):
    row = '"A","3/4/2026","14:00:00","3/4/2026","15:00:00","False","","","","","",""\n'
    other = '"B","23/4/2026","14:00:00","23/4/2026","15:00:00","False","","","","","",""\n'
    day = lambda found: datetime.fromtimestamp(found.at / 1e6, UTC).date()  # noqa: E731
    assert day(read(row)[0]) == date(2026, 3, 4)
    assert day(read(row, "GB")[0]) == day(read(row + other)[0]) == date(2026, 4, 3)


def test_a_whole_day_and_a_row_without_a_day(read):
    day, bad = read(
        '"Trip","3/4/2026","12:00:00 AM","3/5/2026","12:00:00 AM","True","","","","","",""\n"B","","","","","","","","","","",""\n'
    )
    assert isinstance(day, Fact)
    assert day.body.day == date(2026, 3, 4)
    assert isinstance(bad, Problem)


def test_other_tables_are_not_claimed(tmp_path):
    assert calendar_csv.sniff(Place(tmp_path, "x", b"Subject,From,Date\nHello,a,b\n")) == 0
