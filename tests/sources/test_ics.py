"""Calendars: one bad entry never loses its neighbours, and an hour is the hour that was meant."""

from datetime import UTC, date, datetime, timedelta

import pytest
from dateutil import rrule as library
from hypothesis import given
from hypothesis import strategies as st

from afterword.facts import Fact, Problem, Skipped, micros
from afterword.sources import ics
from afterword.sources.port import Circumstances, Place
from afterword.sources.repeats import INSTANCES, instances, rule_of
from afterword.sources.zones import fixed, named_zone

NOW = micros(datetime(2026, 11, 24, tzinfo=UTC))
ME = Circumstances(zone="America/Chicago", latest=NOW)


def calendar(*lines: str, before: str = "") -> bytes:
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{before}{''.join(lines)}END:VCALENDAR\r\n".encode()


def entry(*lines: str, start: str = "DTSTART:20261123T160000Z", uid: str = "a@x.example") -> str:
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", start, "SUMMARY:Interview", *lines, "END:VEVENT", ""])


def read(data: bytes, method: str = "") -> list:
    return list(ics.events_of(data, "calendar.ics", ME, method))


def one(data: bytes) -> Fact:
    (found,) = read(data)
    assert isinstance(found, Fact), found
    return found


def utc(*fields: int) -> int:
    return micros(datetime(*fields, tzinfo=UTC))


def test_an_entry_is_a_fact_at_its_start_with_all_it_says():
    found = one(
        calendar(
            entry(
                "DTEND:20261123T170000Z", "DTSTAMP:20261101T000000Z", "LAST-MODIFIED:20261102T000000Z", "SEQUENCE:2",
                "STATUS:CONFIRMED", "LOCATION:Room 4\\, first floor", "DESCRIPTION:One\\nTwo",
                'ORGANIZER;CN="Whitfield, Dana":MAILTO:Dana@Acme.example',
                "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=OPT-PARTICIPANT;PARTSTAT=DECLINED;CN=Bo Lind:mailto:bo@acme.example",
                "ATTENDEE;CUTYPE=RESOURCE;CN=Big room:mailto:c_1@resource.calendar.google.com",
            ),
            before="X-WR-CALNAME:Search\r\nMETHOD:PUBLISH\r\n",
        )
    )  # fmt: skip
    body = found.body
    assert found.at == utc(2026, 11, 23, 16)
    assert body.end == utc(2026, 11, 23, 17)
    assert (body.sequence, body.stamp, body.status) == (2, utc(2026, 11, 2), "confirmed")
    assert (body.method, body.calendar, body.recurrence) == ("publish", "Search", "")
    assert (body.location, body.description) == ("Room 4, first floor", "One\nTwo")
    assert (body.organizer.name, body.organizer.email) == ("Whitfield, Dana", "dana@acme.example")
    assert [(a.name, a.status, a.kind, a.optional) for a in body.attendees] == [
        ("Bo Lind", "declined", "individual", True),
        ("Big room", "", "room", False),
    ]
    assert found.origin == "calendar.ics event 1 (Interview)"


@pytest.mark.parametrize(
    ("start", "at"),
    [
        ("DTSTART:20261123T100000", utc(2026, 11, 23, 16)),  # no zone: the user's
        ("DTSTART;TZID=Europe/Berlin:20261123T100000", utc(2026, 11, 23, 9)),
        ("DTSTART;TZID=W. Europe Standard Time:20261123T100000", utc(2026, 11, 23, 9)),
        ('DTSTART;TZID="(UTC-08:00) Pacific Time (US & Canada)":20261123T100000', utc(2026, 11, 23, 18)),
        ("DTSTART;TZID=/citadel.org/20250101_1/Asia/Tokyo:20261123T100000", utc(2026, 11, 23, 1)),
        ("DTSTART;TZID=UTC+02:00:20261123T100000", utc(2026, 11, 23, 8)),
        ("DTSTART;TZID=Nowhere At All:20261123T100000", utc(2026, 11, 23, 16)),
        ("DTSTART:2026-11-23T10:00:00Z", utc(2026, 11, 23, 10)),
        ("DTSTART;TZID=America/Chicago:20260308T023000", utc(2026, 3, 8, 8, 30)),  # left out: an hour later
        ("DTSTART;TZID=America/Chicago:20261101T013000", utc(2026, 11, 1, 6, 30)),  # made twice: the first
    ],
)
def test_an_hour_is_read_in_the_zone_that_was_meant(start, at):
    assert one(calendar(entry(start=start))).at == at


def test_a_private_zone_is_read_by_its_own_definition_even_behind_the_entry():
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Customized Time Zone\r\n"
        "BEGIN:STANDARD\r\nDTSTART:16010101T020000\r\nTZOFFSETFROM:+0300\r\nTZOFFSETTO:+0200\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\n"
        "BEGIN:DAYLIGHT\r\nDTSTART:16010101T020000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0300\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\nEND:DAYLIGHT\r\n"
        "END:VTIMEZONE\r\n"
    )
    winter = entry(start="DTSTART;TZID=Customized Time Zone:20261123T100000")
    summer = entry(start="DTSTART;TZID=Customized Time Zone:20260723T100000", uid="b@x.example")
    assert [f.at for f in read(calendar(winter, summer, zone))] == [utc(2026, 11, 23, 8), utc(2026, 7, 23, 7)]


@pytest.mark.parametrize(
    "start",
    ["DTSTART;VALUE=DATE:20261123", "DTSTART:20261123", "DTSTART:20261123T000000\r\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE"],
)
def test_a_whole_day_begins_at_the_users_midnight(start):
    found = one(calendar(entry(start=start)))
    assert (found.body.day, found.at) == (date(2026, 11, 23), utc(2026, 11, 23, 6))
    assert found.body.end == utc(2026, 11, 24, 6)


def test_one_bad_entry_is_reported_with_its_place_and_loses_no_neighbour():
    data = calendar(entry(), entry(start="DTSTART:NOTADATE", uid="b"), entry(uid="c"))
    first, bad, last = read(data)
    assert (first.body.uid, last.body.uid) == ("a@x.example", "c")
    assert isinstance(bad, Problem)
    assert bad.place.startswith("event 2, line 8")
    assert b"NOTADATE" in bad.raw


def test_an_entry_without_an_end_does_not_swallow_the_next():
    broken = entry().replace("END:VEVENT\r\n", "")
    found = read(calendar(broken, entry(uid="c")))
    assert [type(r) for r in found] == [Problem, Fact, Fact]
    assert found[2].body.uid == "c"


def test_folds_inside_a_character_and_any_line_end_are_read():
    data = calendar(entry("DESCRIPTION:Zoë\r\n")).replace("Zoë".encode(), b"Zo\xc3\r\n \xab")
    for variant in (data, data.replace(b"\r\n", b"\n"), data.replace(b"\r\n", b"\r"), b"\xef\xbb\xbf" + data):
        assert one(variant).body.description == "Zoë"
    assert one(data.replace(b"\xc3\r\n \xab", b"e").decode().encode("utf-16")).body.description == "Zoe"


def test_a_fold_right_behind_a_name_and_a_break_inside_a_text_are_both_read():
    found = one(calendar(entry("DESCRIPTION:One", "TWO", "LOCATION", " :Room 4", "STATUS", " ;X-A=b:CONFIRMED")))
    assert (found.body.description, found.body.location, found.body.status) == ("One\nTWO", "Room 4", "confirmed")


def test_alarms_do_not_overwrite_what_the_entry_says():
    alarm = "BEGIN:VALARM\r\nDESCRIPTION:Reminder\r\nEND:VALARM"
    assert one(calendar(entry(alarm, "DESCRIPTION:Real"))).body.description == "Real"


def test_markup_in_a_description_is_laid_out():
    assert one(calendar(entry("DESCRIPTION:Hello<br>there"))).body.description == "Hello\nthere"


def test_tasks_are_skipped_with_a_reason_and_the_part_tells_the_method():
    task = "BEGIN:VTODO\r\nUID:t\r\nSUMMARY:Buy\r\nEND:VTODO\r\n"
    found = read(calendar(entry("STATUS:CANCELLED"), task), "CANCEL")
    assert (found[0].body.method, found[0].body.status) == ("cancel", "cancelled")
    assert isinstance(found[1], Skipped)


def test_a_series_becomes_its_instances_without_those_called_off_or_moved():
    weekly = entry(
        "RRULE:FREQ=WEEKLY;COUNT=4", "EXDATE;TZID=America/Chicago:20261117T100000",
        start="DTSTART;TZID=America/Chicago:20261110T100000",
    )  # fmt: skip
    moved = entry("RECURRENCE-ID:20261124T160000Z", "SEQUENCE:1", start="DTSTART:20261125T160000Z")
    found = read(calendar(weekly, moved))
    assert sorted((f.body.recurrence, f.at) for f in found) == [
        ("2026-11-10T16:00:00Z", utc(2026, 11, 10, 16)),
        ("2026-11-24T16:00:00Z", utc(2026, 11, 25, 16)),
        ("2026-12-01T16:00:00Z", utc(2026, 12, 1, 16)),
    ]


def test_a_series_keeps_its_hour_on_the_wall_when_the_clocks_change():
    found = read(calendar(entry("RRULE:FREQ=DAILY;COUNT=2", start="DTSTART;TZID=America/Chicago:20261031T100000")))
    assert [f.at for f in found] == [utc(2026, 10, 31, 15), utc(2026, 11, 1, 16)]


def test_until_as_a_day_and_as_an_instant_both_end_a_series():
    start = "DTSTART;TZID=America/Chicago:20261120T200000"
    assert len(read(calendar(entry("RRULE:FREQ=DAILY;UNTIL=20261122", start=start)))) == 3
    # 22 November 20:00 in Chicago is already the 23rd in UTC.
    assert len(read(calendar(entry("RRULE:FREQ=DAILY;UNTIL=20261123T020000Z", start=start)))) == 3


def test_extra_days_and_an_old_series_are_kept_within_two_years():
    extra = read(calendar(entry("RDATE:20261201T160000Z,20350101T160000Z")))
    assert [f.at for f in extra] == [utc(2026, 11, 23, 16), utc(2026, 12, 1, 16)]
    old = read(calendar(entry("RRULE:FREQ=YEARLY", start="DTSTART;VALUE=DATE:19610224")))
    assert [f.body.day for f in old] == [date(2026, 2, 24), date(2027, 2, 24)]
    (past,) = read(calendar(entry("RRULE:FREQ=WEEKLY;COUNT=3", start="DTSTART:20150105T160000Z")))
    assert isinstance(past, Skipped)


@pytest.mark.parametrize(
    ("rule", "most"),
    [
        ("FREQ=SECONDLY", 1),
        ("FREQ=MINUTELY", 1),
        ("FREQ=DAILY;COUNT=1000000000", 800),
        ("FREQ=MONTHLY;INTERVAL=0;BYHOUR=0;BYDAY=MO;BYMONTHDAY=1;UNTIL=20991231T000000Z", 1),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", 0),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", 0),
        ("FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30;COUNT=5", 1),
        ("FREQ=FORTNIGHTLY", 1),
        ("FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11", INSTANCES),
        ("D1 #10", 1),
    ],
)
def test_hostile_rules_end_soon_and_are_reported(rule, most):
    found = read(calendar(entry(f"RRULE:{rule}", start="DTSTART:19700101T010000Z"), entry(uid="c")))
    facts = [r for r in found if isinstance(r, Fact) and r.body.uid != "c"]
    assert len(facts) <= most
    assert any(isinstance(r, Fact) and r.body.uid == "c" for r in found)
    assert "COUNT=1000000000" in rule or any(isinstance(r, Problem) for r in found)


DAYS = st.lists(st.sampled_from("MO TU WE TH FR SA SU 1MO -1FR 2WE".split()), max_size=3, unique=True)


@given(
    st.sampled_from("DAILY WEEKLY MONTHLY YEARLY".split()),
    st.integers(1, 5),
    st.integers(0, 6),
    st.datetimes(datetime(1990, 1, 1), datetime(2026, 11, 1)),
    st.lists(st.integers(1, 12), max_size=2, unique=True),
    DAYS,
    st.sampled_from(["", "MO", "SU"]),
)
def test_a_rule_gives_what_the_library_gives_from_its_true_beginning(freq, interval, count, start, months, days, week):
    start = start.replace(microsecond=0)
    text = f"FREQ={freq};INTERVAL={interval}" + (f";COUNT={count}" if count else "") + (f";WKST={week}" if week else "")
    text += f";BYMONTH={','.join(map(str, months))}" if months else ""
    plain = [day for day in days if freq in ("MONTHLY", "YEARLY") or len(day) == 2]
    text += f";BYDAY={','.join(plain)}" if plain else ""
    window = (datetime(2026, 1, 1), datetime(2027, 12, 1))
    found = instances(rule_of(text), start, window)
    if found.complete:
        truth = library.rrulestr(text, dtstart=start).between(window[0], window[1] - timedelta(seconds=1), inc=True)
        assert set(found.starts) - {start} == set(truth) - {start}


@pytest.mark.parametrize("name", ["../../etc/passwd", "Europe", "", "\0", "x" * 500, "America/Nowhere"])
def test_no_name_leads_out_of_the_zone_data(name):
    assert named_zone(name) == ""


def test_an_offset_alone_is_a_zone():
    assert fixed("GMT-6").utcoffset(None) == timedelta(hours=-6)
    assert fixed("sometime") is None


@given(st.binary(max_size=300))
def test_no_bytes_stop_the_next_entry(junk):
    found = read(
        calendar("BEGIN:VEVENT\r\n")[:-15] + junk + b"\r\n" + entry(uid="kept").encode() + b"END:VCALENDAR\r\n"
    )
    kept = [r for r in found if isinstance(r, Fact) and r.body.uid == "kept"]
    assert kept or b"BEGIN" in junk.upper()


def test_only_calendars_are_recognised(tmp_path):
    def sniff(head: bytes) -> int:
        return ics.sniff(Place(tmp_path, "x", head))

    assert sniff(calendar(entry())) > 90
    assert sniff(calendar(entry()).decode().encode("utf-16")) > 90
    assert sniff(b"BEGIN:VCARD\r\nFN:x\r\n") == sniff(b"From: a@x.example\n\nWords") == sniff(b"") == 0
    assert 0 < sniff(b"Content-Type: text/calendar\n\nBEGIN:VCALENDAR\n") < 85  # less sure than a mail is


def test_a_file_is_read_like_a_part_of_a_mail(tmp_path):
    path = tmp_path / "c.ics"
    path.write_bytes(calendar(entry()))
    place = Place(path, "c.ics", path.read_bytes())
    (found,) = [r for piece in ics.pieces(place) for r in ics.read(piece, ME)]
    assert found.origin == "c.ics event 1 (Interview)"
