"""Days of the demo, counted from the day it is shown: `b-3` is three business days before, `d-30` thirty days before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

ONE = timedelta(days=1)
_MARK = re.compile(r"\{([bd][+-]\d+)(?: (\w+))?\}")


def _nth(year: int, month: int, weekday: int, count: int) -> date:
    """The count-th weekday of a month; -1 is the last one."""
    if count < 0:
        last = date(year + month // 12, month % 12 + 1, 1) - ONE
        return last - ONE * ((last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + ONE * ((weekday - first.weekday()) % 7 + 7 * (count - 1))


@cache
def holidays(year: int) -> frozenset[date]:
    """The federal holidays of the United States, with the day on which they are observed."""
    fixed = [
        date(year, 1, 1),
        date(year, 6, 19),
        date(year, 7, 4),
        date(year, 11, 11),
        date(year, 12, 25),
        date(year + 1, 1, 1),
    ]
    moving = [(1, 0, 3), (2, 0, 3), (5, 0, -1), (9, 0, 1), (10, 0, 2), (11, 3, 4)]
    observed = [day - ONE if day.weekday() == 5 else day + ONE if day.weekday() == 6 else day for day in fixed]
    return frozenset([*fixed, *observed, *(_nth(year, *rule) for rule in moving)])


def is_open(day: date) -> bool:
    """Is it a business day?"""
    return day.weekday() < 5 and day not in holidays(day.year)


@dataclass(frozen=True, slots=True)
class Days:
    """The days around one moment. On a weekend or holiday `b+0` is the last business day before it."""

    now: datetime
    zone: ZoneInfo
    until: datetime | None = None  # how far the story is told; `now` where it is not given
    _known: dict[str, date] = field(default_factory=dict)

    @property
    def known(self) -> datetime:
        """The moment up to which things have happened."""
        return self.until or self.now

    def on(self, mark: str) -> date:
        """The day that a mark such as `b-3` or `d+10` names."""
        if mark not in self._known:
            self._known[mark] = self._count(mark[0], int(mark[1:]))
        return self._known[mark]

    def _count(self, kind: str, count: int) -> date:
        day = self.now.astimezone(self.zone).date()
        if kind == "d":
            return day + ONE * count
        while not is_open(day):
            day -= ONE
        step = ONE if count > 0 else -ONE
        for _ in range(abs(count)):
            day += step
            while not is_open(day):
                day += step
        return day

    def at(self, mark: str, clock: str) -> datetime:
        """A moment of that day, `HH:MM` on the wall clock of the zone."""
        return datetime.combine(self.on(mark), time.fromisoformat(clock), self.zone)

    def fill(self, text: str) -> str:
        """Puts days in for marks: `{b+2 full}` is "Friday, November 27"; also day, date, short, num and iso."""
        return _MARK.sub(lambda found: spoken(self.on(found[1]), found[2] or "full"), text)

    def span(self, first: str) -> Iterator[date]:
        """Every day from a mark up to today."""
        day, last = self.on(first), self.now.astimezone(self.zone).date()
        while day <= last:
            yield day
            day += ONE


def spoken(day: date, how: str) -> str:
    """A day in words."""
    return {
        "full": f"{day:%A}, {day:%B} {day.day}", "day": f"{day:%A}", "date": f"{day:%B} {day.day}", "short": f"{day:%b} {day.day}",
        "num": f"{day.month}/{day.day}", "iso": day.isoformat(),
    }[how]  # fmt: skip
