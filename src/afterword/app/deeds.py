"""What the user tells, as facts: one way to build each, whether it came by command, in plain English or from a page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from afterword.app.home import Home
from afterword.facts import micros
from afterword.facts.kinds import Interaction, Promise, Ref

TOGETHER = ("meeting", "interview", "conversation")
"""Ways in which both speak, where nothing else is said."""


def when(home: Home, on: date | None) -> int:
    """When something took place, microseconds UTC: now for today or no day, noon of another day."""
    if on is None or on == home.today:
        return micros(home.now)
    return micros(datetime.combine(on, time(12), ZoneInfo(home.me.zone)))


def touch(
    home: Home, way: str, people: Iterable[Ref], at: int, *, direction: str = "", organisation: str = "", role: str = "", note: str = "", rating: int = 0,
    reached: str = "",
) -> tuple[Interaction, int]:  # fmt: skip
    """A call, meeting, interview, conversation, card or message at an instant. Out by default; both ways where people meet."""
    kind: Any = way
    given: Any = direction or ("both" if way in TOGETHER else "out")
    state: Any = reached
    return Interaction(kind, tuple(people), given, organisation, role, note, rating, state, home.day_of(at)), at


def promise(text: str, other: Ref, *, mine: bool, kind: str = "other", earliest: date | None = None, latest: date | None = None) -> Promise:
    """A promise of the user's to somebody, or of theirs."""
    return Promise(text, None if mine else other, other if mine else None, kind, earliest, latest)
