"""Business days: weekends and public holidays of one place, given as values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from datetime import date, timedelta
from functools import lru_cache

from afterword.facts.frozen import dataclass

DAY = timedelta(days=1)


@lru_cache(maxsize=1 << 16)
def _between(days: Workdays, first: date, last: date) -> int:
    """Counted once for each pair of days: etiquette asks for the same few again and again."""
    if last < first:
        return -_between(days, last, first)
    weeks, rest = divmod((last - first).days, 7)
    start, weekend = first.weekday() + 1, days.weekend
    worked = weeks * (7 - len(weekend)) + sum((start + n) % 7 not in weekend for n in range(rest))
    return worked - sum(first < off <= last and off.weekday() not in weekend for off in days.holidays)


@dataclass(frozen=True, slots=True)
class Workdays:
    """The business days of one place. `holidays` holds days off; Saturday and Sunday unless `weekend` says otherwise."""

    holidays: frozenset[date] = frozenset()
    weekend: frozenset[int] = field(default=frozenset({5, 6}))

    def open_on(self, day: date) -> bool:
        """Is `day` a business day here?"""
        return day.weekday() not in self.weekend and day not in self.holidays

    def after(self, day: date, count: int) -> date:
        """The `count`-th business day after `day`; day 1 is the next one (READING.md, convention 5).

        `count` 0 gives `day` itself when it is a business day, else the next one. Negative counts go back.
        """
        if count == 0:
            return day if self.open_on(day) else self.after(day, 1)
        step, left = (DAY, count) if count > 0 else (-DAY, -count)
        while left:
            day += step
            left -= self.open_on(day)
        return day

    def before(self, day: date) -> date:
        """The last business day before `day`."""
        return self.after(day, -1)

    def between(self, first: date, last: date) -> int:
        """How many business days lie in (first, last]; negative when `last` is earlier."""
        return _between(self, first, last)

    def joined(self, others: Iterable[Workdays]) -> Workdays:
        """Days that are business days here and at the other side's too."""
        holidays, weekend = self.holidays, self.weekend
        for other in others:
            holidays, weekend = holidays | other.holidays, weekend | other.weekend
        return Workdays(holidays, weekend)
