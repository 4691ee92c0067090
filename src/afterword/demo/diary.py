"""The calendar of the demo: interviews with rooms, coffees, what was moved or called off, and the rest of a life."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib import resources

from afterword.demo.days import Days
from afterword.demo.letters import people

_ZONE = (
    "BEGIN:VTIMEZONE", "TZID:America/Chicago", "BEGIN:DAYLIGHT", "TZOFFSETFROM:-0600", "TZOFFSETTO:-0500", "TZNAME:CDT", "DTSTART:19700308T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU", "END:DAYLIGHT", "BEGIN:STANDARD", "TZOFFSETFROM:-0500", "TZOFFSETTO:-0600", "TZNAME:CST",
    "DTSTART:19701101T020000", "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU", "END:STANDARD", "END:VTIMEZONE",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Appointment:
    """One line of words/diary.txt."""

    uid: str
    day: str
    clock: str
    minutes: int
    summary: str
    place: str
    organizer: str
    attendees: tuple[str, ...]
    made: str
    sequence: str = "0"
    status: str = "CONFIRMED"
    repeats: str = ""
    mail: str = ""
    only_mail: bool = False
    text: str = ""


@cache
def appointments() -> tuple[Appointment, ...]:
    """Everything in the diary."""
    found = []
    text = (resources.files("afterword.demo") / "words" / "diary.txt").read_text("utf-8")
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        uid, day, clock, minutes, summary, place, organizer, attendees, rest = (
            part.strip() for part in line.split("|")
        )
        options, _, words = rest.partition("text=")
        named = dict(option.split("=", 1) for option in options.split())
        found.append(
            Appointment(
                uid, day, clock, int(minutes), summary, place, organizer, tuple(filter(None, attendees.split(","))), named["made"], named.get("seq", "0"),
                named.get("status", "CONFIRMED"), named.get("rrule", ""), named.get("mail", ""), "only" in named, words,
            )
        )  # fmt: skip
    return tuple(found)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _guest(alias: str) -> str:
    who = people()[alias]
    kind, role = ("RESOURCE", "NON-PARTICIPANT") if alias.startswith("room") else ("INDIVIDUAL", "REQ-PARTICIPANT")
    return f'ATTENDEE;CUTYPE={kind};ROLE={role};PARTSTAT=ACCEPTED;CN="{who.name}";X-NUM-GUESTS=0:mailto:{who.email}'


def _entry(one: Appointment, days: Days) -> list[str]:
    start = days.at(one.day, one.clock)
    end = start + timedelta(minutes=one.minutes)
    made = _utc(days.at(one.made, "08:30"))
    lines = [
        "BEGIN:VEVENT", f"DTSTART;TZID=America/Chicago:{start:%Y%m%dT%H%M%S}", f"DTEND;TZID=America/Chicago:{end:%Y%m%dT%H%M%S}", f"DTSTAMP:{made}",
        f"CREATED:{made}", f"LAST-MODIFIED:{made}", f"UID:{one.uid}-{days.on(one.made):%y%m}@postbox.example" if one.repeats else f"UID:{one.uid}@postbox.example",
        f"SEQUENCE:{one.sequence}", f"STATUS:{one.status}", f"SUMMARY:{_escaped(one.summary)}",
    ]  # fmt: skip
    lines += [f"LOCATION:{_escaped(one.place)}"] if one.place else []
    lines += [f"DESCRIPTION:{_escaped(one.text)}"] if one.text else []
    lines += [f"RRULE:{one.repeats}"] if one.repeats else []
    if one.organizer:
        who = people()[one.organizer]
        lines.append(f'ORGANIZER;CN="{who.name}":mailto:{who.email}')
    return [*lines, *map(_guest, one.attendees), "TRANSP:OPAQUE", "END:VEVENT"]


def folded(lines: Iterable[str]) -> str:
    """Content lines of at most 75 octets, with CRLF."""
    out = []
    for line in lines:
        part = ""
        for char in line:
            if len((part + char).encode()) > 74:
                out.append(part)
                part = " "
            part += char
        out.append(part)
    return "\r\n".join(out) + "\r\n"


def _calendar(entries: Iterable[Appointment], days: Days, method: str, name: str = "") -> str:
    head = [
        "BEGIN:VCALENDAR",
        "PRODID:-//Google Inc//Google Calendar 70.9054//EN",
        "VERSION:2.0",
        "CALSCALE:GREGORIAN",
        f"METHOD:{method}",
    ]
    head += [f"X-WR-CALNAME:{name}", "X-WR-TIMEZONE:America/Chicago"] if name else []
    return folded([*head, *_ZONE, *(line for one in entries for line in _entry(one, days)), "END:VCALENDAR"])


def calendar(days: Days, name: str) -> bytes:
    """The exported calendar: what has been entered until now."""
    known = [one for one in appointments() if not one.only_mail and days.at(one.made, "08:30") <= days.known]
    return _calendar(known, days, "PUBLISH", name).encode()


def invitations(days: Days) -> dict[str, tuple[str, str]]:
    """Invitations that travel with letters: letter id to calendar text and method."""
    found = {}
    for one in appointments():
        if one.mail:
            method = "CANCEL" if one.status == "CANCELLED" else "REQUEST"
            found[one.mail] = (_calendar([one], days, method), method)
    return found
