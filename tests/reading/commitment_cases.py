"""How the commitment tables of these tests are written, and one reader for all of them.

Every text is sent on Tuesday 2026-03-10 at 16:10 -0500. An expectation is `owner kind earliest..latest`, days as
MM-DD (2027 where written), an empty earliest is the day it was sent, `-` is open-ended; `~` at the end is vague.
"""

from __future__ import annotations

from datetime import date, datetime

from afterword.facts.workdays import Workdays
from afterword.reading.commitments import commitments
from afterword.reading.model import Address, Commitment, Kind, Letter

SENT = datetime.fromisoformat("2026-03-10T16:10:00-05:00")
WRITER = Address("Dana Whitfield", "dana@acme.example")
USER = Address("Ludmila Hearne", "ludmila@hearne.example")


def letter(text: str, *, mine: bool = False, headers: dict[str, str] | None = None, sent: datetime = SENT) -> Letter:
    """`text` as a mail to the user, or from the user when `mine`."""
    sender, to = (USER, WRITER) if mine else (WRITER, USER)
    return Letter("1", sent, sender, (to,), body=text, headers=headers or {}, me=frozenset({USER.email}))


def found(text: str, kind: Kind = "personal", *, mine: bool = False, country: str = "US") -> tuple[Commitment, ...]:
    """The commitments of `text`."""
    return commitments(letter(text, mine=mine), text, Workdays(), kind, country=country)


def shown(items: tuple[Commitment, ...]) -> list[str]:
    """Commitments in the notation of the tables."""
    return [_line(item) for item in items]


def _line(item: Commitment) -> str:
    first = "" if item.due_earliest == SENT.date() else _day(item.due_earliest)
    return f"{item.owed_by} {item.kind} {first}..{_day(item.due_latest)}" + (" ~" if item.vague else "")


def _day(day: date | None) -> str:
    if day is None:
        return "-"
    return day.strftime("%m-%d") if day.year == SENT.year else day.isoformat()
