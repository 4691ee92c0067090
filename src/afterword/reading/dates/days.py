"""Single days: weekdays, dates as written, holidays, days counted from others (READING.md, conventions 1-3, 6, 8).

Each function gives the meaning of one production of `grammar`; None means that the words make no date (a 31 June).
"""

from __future__ import annotations

from datetime import date
from typing import Any

from afterword.reading.dates.amounts import _ahead, laid, same
from afterword.reading.dates.calendar import (
    holiday,
    make,
    monday,
    months,
    next_day_of_month,
    next_month_day,
    next_weekday,
    nth_weekday,
    shift,
)
from afterword.reading.dates.engine import Node
from afterword.reading.dates.values import Env, Length, Stretch


def day(when: date | None) -> Stretch | None:
    return Stretch(when, when) if when else None


def near(env: Env, offset: int) -> Stretch | None:
    return day(shift(env.sent, offset))


def after_tomorrow(env: Env) -> Stretch | None:
    return day(shift(env.sent, 2))


def before_yesterday(env: Env) -> Stretch | None:
    return day(shift(env.sent, -2))


def weekday(env: Env, wanted: int) -> Stretch | None:
    return day(next_weekday(env.base, wanted))


def that_weekday(env: Env, wanted: int) -> Stretch | None:
    """Reads "The Thursday" as the one after the day named before it, if there was one."""
    return day(next_weekday(env.prior if env.prior and env.prior >= env.sent else env.base, wanted))


def weekday_fortnight(env: Env, wanted: int) -> Stretch | None:
    return day(shift(next_weekday(env.base, wanted), 14))


def which_weekday(env: Env, which: int, wanted: int) -> Stretch | None:
    if which < 0:
        return day(shift(next_weekday(env.sent, wanted), -14 if wanted == env.sent.weekday() else -7))
    if which == 0:
        found = shift(monday(env.sent), wanted)
        return day(found if found >= env.sent else shift(found, 7))
    if which == 1:
        return day(shift(monday(env.sent), 7 + wanted))
    return day(next_weekday(env.prior, wanted)) if which == 3 and env.prior else weekday(env, wanted)


def weekday_which(env: Env, wanted: int, which: int) -> Stretch | None:
    """Reads "Thursday next week": the weekday inside that week."""
    if which == 0:
        return which_weekday(env, 0, wanted)
    return day(shift(monday(env.sent), 7 * which + wanted)) if which in (1, -1) else weekday(env, wanted)


def which_weekday_week(env: Env, which: int, wanted: int) -> Stretch | None:
    return weekday_which(env, wanted, which)


def weekday_after_next(env: Env, wanted: int) -> Stretch | None:
    return day(shift(monday(env.sent), 14 + wanted))


def weekday_week(env: Env, wanted: int) -> Stretch | None:
    return day(shift(next_weekday(env.base, wanted), 7))


def weekday_after(env: Env, wanted: int, other: Node | None = None) -> Stretch | None:
    """Reads "The Friday after (that)"."""
    base = other.work(env) if other else None
    if other and not base:
        return None
    return day(next_weekday(base.last if base else env.prior or env.base, wanted))


def weekday_in_week(env: Env, wanted: int, week: Node) -> Stretch | None:
    found = week.work(env)
    return day(shift(monday(found.first), wanted)) if found else None


def week_then_weekday(env: Env, week: Node, wanted: int) -> Stretch | None:
    return weekday_in_week(env, wanted, week)


def month_day(env: Env, month: int, number: int, year: int | None = None) -> Stretch | None:
    if year is not None:
        return day(make(year if year > 99 else 2000 + year, month, number))
    return day(next_month_day(env.base, month, number))


def day_month(env: Env, number: int, month: int, year: int | None = None) -> Stretch | None:
    return month_day(env, month, number, year)


def written(env: Env, value: tuple[str, tuple[int, ...]]) -> Stretch | None:
    """2026-03-20, 3/20, 20/3/26, 20.03., 20.03.26 -- with dots the day is first, with slashes as in the country, unless only the other makes a date."""
    shape, parts = value
    if shape == "ISO":
        return day(make(*parts))
    if parts == (24, 7):
        return None
    first, second, *rest = parts
    month_first = shape == "SLASH" and env.country == "US"
    month, number = (first, second) if month_first else (second, first)
    if month > 12 >= number and (shape == "SLASH" or rest):
        month, number = number, month
    return month_day(env, month, number, rest[0] if rest else None)


def the_nth(env: Env, number: int) -> Stretch | None:
    return day(next_day_of_month(env.base, number))


def nth_which_month(env: Env, number: int, which: int) -> Stretch | None:
    start = months(env.sent.replace(day=1), max(-1, min(which, 1)))
    return day(make(start.year, start.month, number))


def weekday_nth(env: Env, wanted: int, number: int) -> Stretch | None:
    return day(next_day_of_month(env.base, number, wanted))


def nth_weekday_of(env: Env, number: int, wanted: int, month: Node) -> Stretch | None:
    """Reads "the first Monday in April"; -1 is the last."""
    found: Stretch | None = month.work(env)
    if not found or number > 5 or (found.last - found.first).days > 31:
        return None
    return day(nth_weekday(found.first.year, found.first.month, wanted, number))


def weekday_and_date(env: Env, _wanted: int, date_: Node) -> Stretch | None:
    """Reads "Friday, March 20": where the two disagree the date wins."""
    return date_.work(env)  # type: ignore[no-any-return]


def which_and_date(env: Env, _which: int, _wanted: int, date_: Node) -> Stretch | None:
    return date_.work(env)  # type: ignore[no-any-return]


def counted_from(env: Env, size: Node, start: Node) -> Stretch | None:
    found = start.work(env)
    return laid(env, size.work(env), found.last) if found else None


def counted_before(env: Env, size: Node, start: Node) -> Stretch | None:
    found, amount = start.work(env), size.work(env)
    if not found:
        return None
    return day(_ahead(env, -amount.high, amount.unit, found.first))


def counted_now(env: Env, size: Node, *_words: Any) -> Stretch | None:
    return laid(env, size.work(env), env.sent)


def ago(env: Env, size: Node) -> Stretch | None:
    amount: Length = size.work(env)
    if amount.high > 3000:
        return None
    return Stretch(_ahead(env, -amount.high, amount.unit, env.sent), _ahead(env, -amount.low, amount.unit, env.sent))


def in_time(env: Env, _time: Any, *parts: Any) -> Stretch | None:
    return same(env, *parts)  # type: ignore[no-any-return]


def day_end(env: Env, *_words: Any) -> Stretch | None:
    return day(env.sent)


def the_day_after(env: Env, other: Node) -> Stretch | None:
    found = other.work(env)
    return day(shift(found.last, 1)) if found else None


def the_day_before(env: Env, other: Node) -> Stretch | None:
    found = other.work(env)
    return day(shift(found.first, -1)) if found else None


def day_before_that(env: Env) -> Stretch | None:
    """Reads a bare "the day before": that of the day named just before, if it is still to come."""
    return day(shift(env.prior, -1)) if env.prior and env.prior > env.sent else None


def the_next_day(env: Env) -> Stretch | None:
    return day(shift(env.prior or env.sent, 1))


def feast(name: str) -> Any:
    """A production for one holiday."""

    def named(env: Env, *_parts: Any) -> Stretch | None:
        found = holiday(name, env.base, env.country, env.workdays)
        if not found:
            return None
        return Stretch(*found, vague=name == "holidays", deadline=found[0])

    return named
