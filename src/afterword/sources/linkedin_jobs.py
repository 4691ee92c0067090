"""Applications and positions out of LinkedIn's export."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from afterword.facts import Skipped, fact, micros
from afterword.facts import handles as h
from afterword.facts.kinds import Application, Position, Ref
from afterword.sources import limits
from afterword.sources.card_fields import email_of, number_of
from afterword.sources.port import Circumstances, Place, Record
from afterword.sources.tabledates import month_in, wall_in
from afterword.sources.tables import Row
from afterword.sources.zones import exists


def local(when: datetime | None, circumstances: Circumstances) -> int:
    """A time on the user's wall as an instant; 0 where there is none, or where it lies ahead of all belief."""
    if when is None:
        return 0
    zone = ZoneInfo(circumstances.zone if exists(circumstances.zone) else "UTC")
    at = micros(when.replace(tzinfo=zone))
    return at if not circumstances.latest or at <= circumstances.latest else 0


def job_url(text: str) -> str:
    """A posting's address without what was added for counting clicks."""
    shown = text.strip()
    if not re.match(r"https?://", shown, re.IGNORECASE):
        return ""
    return shown.partition("?")[0].rstrip("/")[:2_000] if "linkedin." in shown.lower() else shown[:2_000]


def contact_of(organisation: str, circumstances: Circumstances, *told: str) -> Ref | None:
    """The person an application went to, from cells with a name, an address or a number."""
    emails = [email for text in told if (email := email_of(text))]
    numbers = [
        number
        for text in told
        if "@" not in text and (number := number_of(text, circumstances.country)).startswith("+")
    ]
    names = [text.strip() for text in told if text.strip() and "@" not in text and not re.search(r"\d{4}", text)]
    name = names[0][: limits.NAME] if names else ""
    handles = tuple(filter(None, (*map(h.email_handle, emails), *(h.phone_handle(number, name) for number in numbers))))
    return Ref(name, handles, organisation) if name or handles else None


def application(row: Row, place: Place, circumstances: Circumstances) -> Iterator[Record]:
    """A row of Job Applications.csv: an application through LinkedIn."""
    organisation, role = row.get("companyname"), row.get("jobtitle")
    if not organisation and not role:
        yield Skipped(place.shown, f"line {row.line}", "an application without employer and role")
        return
    when = wall_in(row.get("applicationdate"), american=True)
    at = local(when, circumstances)
    # Contact Email and Contact Phone Number are the applicant's own, as sent along: nobody to write to.
    body = Application(
        organisation[: limits.NAME],
        role[: limits.NAME],
        when.date() if when and at else None,
        job_url(row.get("joburl")),
        status=row.get("status")[:100],
    )
    yield fact(body, at, origin=f"{place.shown} line {row.line} ({organisation[:60]})")


def saved_job(row: Row, place: Place, _: Circumstances) -> Iterator[Record]:
    """A job that was only kept."""
    yield Skipped(place.shown, f"line {row.line}", "only saved, not applied for")


def position(row: Row, place: Place, _: Circumstances) -> Iterator[Record]:
    """A job of the user's own."""
    organisation = row.get("companyname")
    if not organisation:
        yield Skipped(place.shown, f"line {row.line}", "a position without an employer")
        return
    started, finished = month_in(row.get("startedon")), month_in(row.get("finishedon"))
    body = Position(organisation[: limits.NAME], row.get("title")[: limits.NAME], started, finished)
    yield fact(body, _first_day(started), origin=f"{place.shown} line {row.line} ({organisation[:60]})")


def _first_day(month: str) -> int:
    if not month:
        return 0
    year, _, number = month.partition("-")
    day = date(int(year), int(number or 1), 1) if "1900" <= year <= "2200" else None
    return micros(datetime(day.year, day.month, 1, tzinfo=UTC)) if day else 0
