"""Recurrence rules, expanded within a window and within bounds (RELIABILITY.md, section 3 and P32).

The library that walks a rule may walk for ever between two instances (30 February). Its interval is therefore a number
that counts how often it is used: the walk ends after so many steps, the same number on every machine. A rule without
COUNT begins just before the window, so an old rule costs no more than a new one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from dateutil import rrule as library

INSTANCES = 1_000  # kept of one rule
ENDLESS = 100_000  # nobody counts so far: such a COUNT means no end
STEPS = 6_000  # cost units: about 50 ms
_COST = {"YEARLY": 60, "MONTHLY": 6, "WEEKLY": 2, "DAILY": 1, "HOURLY": 1, "MINUTELY": 1, "SECONDLY": 1}
_UNIT = {
    "WEEKLY": timedelta(weeks=1),
    "DAILY": timedelta(days=1),
    "HOURLY": timedelta(hours=1),
    "MINUTELY": timedelta(minutes=1),
    "SECONDLY": timedelta(seconds=1),
}
_LISTS = {
    "BYMONTH": (1, 12),
    "BYMONTHDAY": (-31, 31),
    "BYYEARDAY": (-366, 366),
    "BYWEEKNO": (-53, 53),
    "BYSETPOS": (-366, 366),
    "BYHOUR": (0, 23),
    "BYMINUTE": (0, 59),
    "BYSECOND": (0, 59),
}
_DAYS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}
_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_UNTIL = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z)?)?")
_EXPANDING = ("BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYDAY")


class _TooLong(Exception):  # noqa: N818 - it is caught here
    """The walk used up its steps."""


class _Counted(int):
    """An interval that counts its uses: every step of the walk adds or multiplies it once."""

    left: int
    cost: int

    def _used(self) -> None:
        self.left -= self.cost
        if self.left < 0:
            raise _TooLong

    def __radd__(self, other: int) -> int:
        self._used()
        return int(other) + int(self)

    def __add__(self, other: int) -> int:
        self._used()
        return int(self) + int(other)

    def __mul__(self, other: int) -> int:
        self._used()
        return int(self) * int(other)

    __rmul__ = __mul__

    def __rfloordiv__(self, other: int) -> int:
        self._used()
        return int(other) // int(self)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that makes sense by itself. `until` is a time on the wall, or UTC where `until_utc`."""

    freq: str
    interval: int = 1
    count: int = 0
    until: datetime | None = None
    until_utc: bool = False
    week_start: int = 0
    days: tuple[tuple[int, int], ...] = ()  # (weekday, nth or 0)
    lists: tuple[tuple[str, tuple[int, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Expanded:
    """Instances inside the window, in order. `complete` is False where a bound cut them off."""

    starts: tuple[datetime, ...] = ()
    complete: bool = True
    odd: str = field(default="", compare=False)


def rule_of(value: str) -> Rule:
    """The rule out of an RRULE value. Raises ValueError where it makes no sense; unknown parts are passed over."""
    parts = {}
    for part in value.strip().strip(";").split(";"):
        name, _, said = part.partition("=")
        parts[name.strip().upper()] = said.strip().upper()
    freq = parts.get("FREQ", "")
    if freq not in _COST:
        raise ValueError(f"repeats in a way nobody knows ({value[:60]})")
    interval, count = int(parts.get("INTERVAL") or 1), int(parts.get("COUNT") or 0)
    if interval < 1 or interval > 100_000:
        raise ValueError(f"repeats every {interval} times")
    until = _UNTIL.match(parts.get("UNTIL", ""))
    end = None
    if until:
        end = datetime(*(int(part) for part in until.groups()[:3]))  # type: ignore[arg-type] # noqa: DTZ001
        hours = (int(until[4]), int(until[5]), int(until[6] or 0)) if until[4] else (23, 59, 59)
        end = end.replace(hour=hours[0], minute=hours[1], second=min(hours[2], 59))
    return Rule(
        freq,
        interval,
        count if 0 < count < ENDLESS else 0,
        end,
        bool(until and until[7]),
        _DAYS.get(parts.get("WKST", "MO"), 0),
        tuple((_DAYS[day], int(nth or 0)) for nth, day in _DAY.findall(parts.get("BYDAY", ""))[:400]),
        tuple((name, found) for name in _LISTS if (found := _numbers(name, parts.get(name, "")))),
    )


def _numbers(name: str, said: str) -> tuple[int, ...]:
    low, high = _LISTS[name]
    found = [int(one) for one in said.split(",")[:400] if one.strip()]
    if any(not low <= one <= high or (low < 0 and one == 0) for one in found):
        raise ValueError(f"repeats on {name.removeprefix('BY').lower()} {said[:40]}")
    return tuple(found)


def instances(
    rule: Rule, start: datetime, window: tuple[datetime, datetime], until: datetime | None = None
) -> Expanded:
    """The starts within the window (from its first moment, before its last), as times on the wall.

    `start` is the first instance, which counts even where the rule itself does not give it. `until` overrides the
    rule's own end, for a caller who knows the zone it was meant in.
    """
    last = until or rule.until
    found = [start] if window[0] <= start < window[1] else []
    if last is not None and last < window[0]:
        return Expanded(tuple(found))
    interval = _Counted(rule.interval)
    interval.left, interval.cost = STEPS, _COST[rule.freq]
    complete = True
    try:
        for one in _walk(rule, start, window[0], last, interval):
            if one >= window[1] or len(found) >= INSTANCES:
                complete = one >= window[1]
                break
            if one >= window[0] and one != start:
                found.append(one)
    except _TooLong:
        complete = False
    except (ValueError, OverflowError, TypeError, IndexError) as error:
        return Expanded(tuple(found), complete=False, odd=str(error))
    return Expanded(tuple(found), complete)


def _walk(
    rule: Rule, start: datetime, window: datetime, until: datetime | None, interval: _Counted
) -> Iterable[datetime]:
    lists = dict(rule.lists)
    by: dict[str, object] = {name.lower(): values for name, values in lists.items()}
    if rule.days:
        by["byweekday"] = [library.weekday(day, nth or None) for day, nth in rule.days]
    elif not any(name in lists for name in _EXPANDING):
        by |= _implied(rule.freq, start, lists)
    begin = start if rule.count else _nearer(rule, start, window)
    return library.rrule(  # type: ignore[no-any-return]
        getattr(library, rule.freq),
        dtstart=begin,
        interval=interval,
        wkst=rule.week_start,
        count=rule.count or None,
        until=until,
        **by,
    )


def _implied(freq: str, start: datetime, lists: dict[str, tuple[int, ...]]) -> dict[str, object]:
    """What a rule leaves to its first instance to say."""
    if freq == "YEARLY":
        return {"bymonthday": start.day, "bymonth": lists.get("BYMONTH", start.month)}
    if freq == "MONTHLY":
        return {"bymonthday": start.day}
    return {"byweekday": start.weekday()} if freq == "WEEKLY" else {}


def _nearer(rule: Rule, start: datetime, window: datetime) -> datetime:
    """A later beginning with the same rhythm, at least one period before the window."""
    if start >= window:
        return start
    if unit := _UNIT.get(rule.freq):
        steps = (window - start) // (unit * rule.interval) - 1
        return start + steps * unit * rule.interval if steps > 0 else start
    months = (window.year - start.year) * 12 + window.month - start.month
    rhythm = rule.interval * (12 if rule.freq == "YEARLY" else 1)
    steps = months // rhythm - 1
    if steps <= 0:
        return start
    total = start.year * 12 + start.month - 1 + steps * rhythm
    return start.replace(year=total // 12, month=total % 12 + 1, day=min(start.day, 28))
