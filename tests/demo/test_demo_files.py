"""The files of the demo are such files as other programs can read, and the same moment gives the same bytes."""

from __future__ import annotations

import csv
import email
import email.policy
import io
import mailbox
import re
import zipfile
from collections import Counter
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import getaddresses, parsedate_to_datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject

from afterword.demo import ME, commands, files
from afterword.demo.days import Days, holidays, is_open
from afterword.demo.letters import letters, people

ZONE = ZoneInfo(ME.zone)
NOW = datetime(2026, 11, 24, 9, 10, tzinfo=ZONE)
MOMENTS = [
    NOW, datetime(2026, 11, 23, 9, 10, tzinfo=ZONE), datetime(2026, 11, 28, 20, 0, tzinfo=ZONE), datetime(2027, 1, 1, 0, 5, tzinfo=ZONE),
    datetime(2027, 7, 5, 6, 30, tzinfo=ZONE), datetime(2028, 2, 29, 23, 59, tzinfo=UTC),
]  # fmt: skip
VENDORS = {
    "myworkday.com", "us.greenhouse-mail.io", "hire.lever.co", "ashbyhq.com", "talent.icims.com", "smartrecruiters.com", "candidates.workablemail.com", "linkedin.com",
    "resource.calendar.google.com",
}  # fmt: skip
"""Machines that write for employers are known by their own domains; everybody else is made up."""


@cache
def _files(now: datetime) -> dict[str, bytes]:
    return files(now)


def _named(now: datetime, ending: str) -> list[bytes]:
    return [data for name, data in _files(now).items() if name.endswith(ending)]


@cache
def _mails(now: datetime) -> list[EmailMessage]:
    parts = re.split(rb"(?m)^From \d+@xxx .*\n", _named(now, ".mbox")[0])[1:]
    return [email.message_from_bytes(part, policy=email.policy.default) for part in parts]  # type: ignore[misc]


def test_the_same_moment_gives_the_same_bytes() -> None:
    assert files(NOW) == files(NOW.astimezone(UTC))
    assert commands(NOW) == commands(NOW)


def test_a_moment_without_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        files(NOW.replace(tzinfo=None))


def test_the_mailbox_is_read_by_the_standard_library(tmp_path: Path) -> None:
    (tmp_path / "all.mbox").write_bytes(_named(NOW, ".mbox")[0])
    box = mailbox.mbox(tmp_path / "all.mbox")
    assert len(box) == len(_mails(NOW))
    assert all(one["X-GM-THRID"] and one["X-Gmail-Labels"] and one["Message-ID"] for one in box)
    box.close()


@pytest.mark.parametrize("now", MOMENTS, ids=str)
def test_about_six_hundred_mails_none_from_the_future(now: datetime) -> None:
    mails = _mails(now)
    assert 540 <= len(mails) <= 660
    assert all(parsedate_to_datetime(one["Date"]) <= now for one in mails)
    assert all(not one.defects for one in mails)
    assert len({one["Message-ID"] for one in mails}) == len(mails)


def test_most_mail_is_noise_and_the_rest_was_written_by_many_hands() -> None:
    bulk = [one for one in _mails(NOW) if one["X-Mailer"] or one["List-Id"]]
    assert 0.5 < len(bulk) / len(_mails(NOW)) < 0.7
    human = [one for one in letters(Days(NOW, ZONE)) if one.sender.email.partition("@")[2] not in VENDORS]
    assert len({one.body for one in human}) == len(human) >= 170
    assert len({one.sender.email for one in human}) >= 40
    sent = sum(one.sender.email in ME.emails for one in human)
    assert 50 <= sent <= len(human) / 2


def test_answers_quote_what_they_answer() -> None:
    quoted = [one for one in _mails(NOW) if one["In-Reply-To"] and "wrote:" in one.get_body(("plain",)).get_content()]
    assert len(quoted) > 70
    known = {one["Message-ID"] for one in _mails(NOW)}
    assert all(one["In-Reply-To"] in known for one in quoted)
    assert sum(one.get_content_type() == "multipart/alternative" for one in _mails(NOW)) > 100
    invited = [part for one in _mails(NOW) for part in one.walk() if part.get_content_type() == "text/calendar"]
    assert {part.get_param("method") for part in invited} == {"REQUEST", "CANCEL"}


@pytest.mark.parametrize("now", MOMENTS, ids=str)
def test_every_address_is_made_up(now: datetime) -> None:
    found: set[str] = set()
    for one in _mails(now):
        for field in ("From", "To", "Cc"):
            found |= {address.partition("@")[2] for _, address in getaddresses([str(one[field] or "")])}
    assert {domain for domain in found if not domain.endswith(".example")} <= VENDORS
    for data in (*_named(now, ".vcf"), *_named(now, ".ics")):
        domains = set(re.findall(rb"(?i)(?:mailto|EMAIL;TYPE=INTERNET):[^@\s]+@([\w.\r\n -]+)", data))
        assert all(b".example" in re.sub(rb"\r\n ", b"", d) or b"resource" in d for d in domains)
    numbers = re.findall(rb"\b\d{3}[-. ](\d{3})[-. ](\d{4})\b", b"".join(_named(now, ".vcf")))
    assert numbers
    assert all(exchange == b"555" and line.startswith(b"01") for exchange, line in numbers)


@pytest.mark.parametrize("now", MOMENTS, ids=str)
def test_the_calendar_holds_rooms_moves_and_what_was_called_off(now: datetime) -> None:
    events = icalendar.Calendar.from_ical(_named(now, ".ics")[0]).walk("VEVENT")
    assert {str(one["STATUS"]) for one in events} == {"CONFIRMED", "CANCELLED"}
    assert any(int(one["SEQUENCE"]) == 1 and str(one["STATUS"]) == "CONFIRMED" for one in events)
    assert sum("RRULE" in one for one in events) >= 3
    assert any(
        guest.params.get("CUTYPE") == "RESOURCE"
        for one in events
        if isinstance(one.get("ATTENDEE"), list)
        for guest in one["ATTENDEE"]
    )
    assert all(one["DTSTAMP"].dt <= now for one in events)


def test_the_cards_name_ties() -> None:
    cards = list(vobject.readComponents(_named(NOW, ".vcf")[0].decode()))
    groups = Counter(group for card in cards for group in card.categories.value)
    assert {"Former boss", "Family", "Friends", "Mentor", "Hairstylist", "Recruiters"} <= set(groups)
    assert len(cards) >= 20


def test_one_coworker_has_another_employer_in_the_second_archive() -> None:
    seen = []
    for data in _named(NOW, ".zip"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            assert {
                "Connections.csv",
                "messages.csv",
                "Positions.csv",
                "Jobs/Job Applications.csv",
                "Invitations.csv",
            } <= set(packed.namelist())
            table = packed.read("Connections.csv").decode().split("\n\n", 1)[1]
            seen.append({row["URL"]: row["Company"] for row in csv.DictReader(io.StringIO(table)) if row["URL"]})
    first, second = seen
    changed = {url for url in first if first[url] != second[url]}
    assert changed == {"https://www.linkedin.com/in/marcus-bell-routes"}
    assert len(second) > len(first)


@pytest.mark.parametrize("now", MOMENTS, ids=str)
def test_the_commands_are_told_in_order_and_not_ahead_of_time(now: datetime) -> None:
    told = commands(now)
    moments = [datetime.fromisoformat(at) for at, *_ in told]
    assert moments == sorted(moments)
    assert moments[-1] <= now
    assert told[0][1] == "init"
    assert told[-1][1:] == ("import", ".")
    imported = {words[2] for words in told if words[1] == "import"} - {"."}
    assert imported <= set(_files(now))


def test_the_story_can_end_well() -> None:
    assert commands(NOW, accepted=True)[-1][1:4] == ("outcome", "Meridian Health Institute", "accepted")
    assert not any("accepted" in words for words in commands(NOW))


def test_everybody_who_writes_is_used() -> None:
    written = {one.sender.alias for one in letters(Days(NOW, ZONE))}
    assert written <= set(people())


def test_business_days_know_the_holidays() -> None:
    at = Days(datetime(2026, 11, 28, 12, tzinfo=ZONE), ZONE)  # the Saturday after Thanksgiving
    assert at.on("b+0").isoformat() == "2026-11-27"
    assert at.on("b-1").isoformat() == "2026-11-25"
    assert at.on("b+1").isoformat() == "2026-11-30"
    assert at.fill("by {b+1 full}, {b-1 short}") == "by Monday, November 30, Nov 25"
    assert {f"{day:%m-%d}" for day in holidays(2027)} >= {
        "01-01",
        "01-18",
        "05-31",
        "06-18",
        "07-05",
        "09-06",
        "11-25",
        "12-24",
        "12-31",
    }
    assert all(not is_open(at.on("b+0") + timedelta(days=n)) for n in (1, 2))
