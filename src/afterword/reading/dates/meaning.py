"""What the productions of `grammar` mean: each function turns the parts of one production into days (READING.md).

`Env` holds the day everything is counted from. A `Stretch` is a run of days; a `Length` an amount of time not yet laid
on a day. Functions return None when the words make no date (a 31 June): the reading then falls away.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from afterword.facts.workdays import Workdays
from afterword.reading.dates.calendar import (
    FRIDAY,
    first_full_week_friday,
    holiday,
    make,
    monday,
    month_end,
    months,
    next_day_of_month,
    next_month_day,
    next_weekday,
    shift,
)
from afterword.reading.dates.engine import Node

Manner = Literal["on", "by", "before", "within", "in", "until", "after", "from", "not_before", "length", "then"]


@dataclass(frozen=True, slots=True)
class Env:
    """Where the reading stands: `sent` is the day of the text, `base` the day "next" is counted from."""

    sent: date
    base: date
    workdays: Workdays
    country: str = "US"
    then: date | None = None  # what "by then" points back to
    prior: date | None = None  # the day named just before, for "the following week"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of days, both ends included. `deadline` is the end "by ..." means when it is not the last day."""

    first: date
    last: date
    vague: bool = False
    deadline: date | None = None
    closed: bool = False  # "before" reaches the end of it ("before the end of the month", "before the weekend")


@dataclass(frozen=True, slots=True)
class Length:
    """An amount of time: between `low` and `high` of `unit`, widened by `slack` days on both sides."""

    low: int
    high: int
    unit: str
    slack: int = 0
    vague: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch with its manner: from when to when the thing is due; None is open-ended."""

    manner: Manner
    earliest: date | None
    latest: date | None
    vague: bool
    stretch: Stretch | None = None


# Amounts of time


@dataclass(frozen=True, slots=True)
class Count:
    """How many: "two to three" is 2, 3; a couple and a few are loose."""

    low: int
    high: int
    loose: str = ""


def exactly(_env: Env, number: int | None) -> Count:
    return Count(number or 1, number or 1)


def one(_env: Env) -> Count:
    return Count(1, 1)


def from_to(_env: Env, low: int, high: int) -> Count:
    return Count(min(low, high), max(low, high))


def couple(_env: Env) -> Count:
    return Count(2, 2, "couple")


def few(_env: Env) -> Count:
    return Count(2, 5, "few")


def several(_env: Env) -> Count:
    return Count(3, 7, "few")


def length(env: Env, count: Node, business: int | None, unit: str) -> Length:
    number: Count = count.work(env)
    low, high = number.low, number.high
    if unit in ("week", "fortnight", "month", "year") and number.loose == "few":
        low, high = low, high - 1  # three weeks, give or take one
    if business and unit == "day":
        unit = "weekday"
    if business and unit == "hour":
        low, high, unit = -(-low // 24), -(-high // 24), "weekday"
    return Length(low, high, unit, 3 if number.loose == "couple" else 0, bool(number.loose))


def one_of(_env: Env, business: int | None, unit: str) -> Length:
    return Length(1, 1, "weekday" if business and unit == "day" else unit)


def one_or_two(_env: Env, unit: str, high: int | None = None) -> Length:
    return Length(1, high or 2, unit, 0, high is None)


def and_a_half(env: Env, count: Node | None, unit: str) -> Length:
    number = count.work(env) if count else Count(1, 1)
    days = {"week": 4, "month": 15, "day": 1, "year": 182}.get(unit, 0)
    return Length(number.low * _DAYS.get(unit, 0) + days, number.high * _DAYS.get(unit, 0) + days, "day")


def roughly(env: Env, size: Node) -> Length:
    return replace(size.work(env), slack=3, vague=True)


def roughly_(env: Env, _about: int, size: Node) -> Length:
    return roughly(env, size)


def up_to(env: Env, size: Node) -> Length:
    return replace(size.work(env), low=0)


def same(env: Env, *parts: Any) -> Any:
    """The only part that is itself a reading."""
    return next(part for part in parts if isinstance(part, Node)).work(env)


_DAYS = {"day": 1, "week": 7, "fortnight": 14}


def laid(env: Env, size: Length, start: date) -> Stretch | None:
    """The stretch `size` ends in when it is counted from `start`."""
    if size.high > 3000:
        return None
    low, high = _ahead(env, size.low, size.unit, start), _ahead(env, size.high, size.unit, start)
    if size.slack:
        low, high = shift(low, -size.slack), shift(high, size.slack)
        low = max(low, shift(start, 1))
    return Stretch(low, max(low, high), size.vague)


def _ahead(env: Env, count: int, unit: str, start: date) -> date:
    if unit == "weekday":
        return env.workdays.after(start, count) if count else start
    if unit in ("month", "year"):
        return months(start, count * (12 if unit == "year" else 1))
    if unit in ("minute", "hour"):
        return shift(start, count // 24 if unit == "hour" else 0)
    return shift(start, count * _DAYS[unit])


# Single days


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
    """ "Thursday next week": the weekday inside that week."""
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
    """ "The Friday after (that)"."""
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
    """2026-03-20, 3/20, 20/3/26, 20.03. -- the order of slashes is the country's, unless only the other makes a date."""
    shape, parts = value
    if shape == "ISO":
        return day(make(*parts))
    if parts == (24, 7):
        return None
    first, second, *rest = parts
    month_first = shape == "SLASH" and env.country == "US"
    month, number = (first, second) if month_first else (second, first)
    if month > 12 >= number:
        month, number = number, month
    return month_day(env, month, number, rest[0] if rest else None)


def the_nth(env: Env, number: int) -> Stretch | None:
    return day(next_day_of_month(env.base, number))


def nth_which_month(env: Env, number: int, which: int) -> Stretch | None:
    start = months(env.sent.replace(day=1), max(-1, min(which, 1)))
    return day(make(start.year, start.month, number))


def weekday_nth(env: Env, wanted: int, number: int) -> Stretch | None:
    return day(next_day_of_month(env.base, number, wanted))


def weekday_and_date(env: Env, _wanted: int, date_: Node) -> Stretch | None:
    """ "Friday, March 20": where the two disagree the date wins."""
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


# Weeks, months, quarters, years


def week_of_day(env: Env, other: Node, _weekday: Any = None) -> Stretch | None:
    found = other.work(env)
    if not found:
        return None
    start = monday(found.first)
    return Stretch(start, shift(start, FRIDAY))


def week(env: Env, which: int) -> Stretch | None:
    base = (env.prior or env.sent) if which == 3 else env.sent
    start = shift(monday(base), 7 * min(which, 1))
    last = shift(start, FRIDAY)
    if which == 0:
        if last < env.sent:
            start, last = shift(start, 7), shift(last, 7)
        return Stretch(max(start, env.sent), last)
    return Stretch(start, last)


def this_week(env: Env) -> Stretch | None:
    return week(env, 0)


def week_after_next(env: Env) -> Stretch | None:
    start = shift(monday(env.sent), 14)
    return Stretch(start, shift(start, FRIDAY))


def week_after(env: Env, other: Node | None = None) -> Stretch | None:
    """ "The week after (that, Easter)"; alone it follows whatever day was named before it, else the coming week."""
    base = env.prior or env.sent
    if other:
        found = other.work(env)
        if not found:
            return None
        base = found.last
    start = shift(monday(base), 7)
    if not other and not env.prior:
        start = shift(start, 7)
    return Stretch(start, shift(start, FRIDAY))


def weekend(env: Env, which: int | None = None) -> Stretch | None:
    start = shift(monday(env.sent), 5 + (7 if which in (1, 3) else -7 if which == -1 else 0))
    return Stretch(start, shift(start, 1), deadline=shift(start, -1), closed=True)


def week_of_month(env: Env, number: int, month: Node) -> Stretch | None:
    found = month.work(env)
    if not found or number > 5:
        return None
    if number < 0:
        return Stretch(shift(found.last, -6), found.last)
    start = shift(found.first.replace(day=1), 7 * (number - 1))
    return Stretch(start, min(shift(start, 6), found.last), vague=True)


def last_week_of_month(env: Env, which: int, month: Node) -> Stretch | None:
    return week_of_month(env, -1, month) if which == -1 else None


def month(env: Env, number: int, year: int | None = None) -> Stretch | None:
    if year is not None:
        start = make(year, number, 1)
    else:
        behind = env.base.month > number
        start = make(env.base.year + behind, number, 1)
    return Stretch(start, month_end(start)) if start else None


def which_month(env: Env, which: int, *_more: Any) -> Stretch | None:
    start = months(env.sent.replace(day=1), max(-1, min(which, 1)))
    first = max(start, env.sent) if which == 0 else start
    return Stretch(first, month_end(start))


def this_month(env: Env) -> Stretch | None:
    return which_month(env, 0)


def month_with_year(env: Env, which: int, number: int) -> Stretch | None:
    """ "This March", "next March"."""
    found = month(env, number)
    if found and which == 1 and found.first.year == env.sent.year and found.first.month - env.sent.month < 3:
        return found
    return found


def quarter(env: Env, number: int, year: int | None = None) -> Stretch | None:
    wanted = year or env.base.year + (env.base.month > number * 3)
    start = make(wanted, number * 3 - 2, 1)
    return Stretch(start, month_end(months(start, 2))) if start else None


def which_quarter(env: Env, which: int) -> Stretch | None:
    start = months(env.sent.replace(month=(env.sent.month - 1) // 3 * 3 + 1, day=1), 3 * max(-1, min(which, 1)))
    return Stretch(max(start, env.sent) if which == 0 else start, month_end(months(start, 2)))


def this_quarter(env: Env) -> Stretch | None:
    return which_quarter(env, 0)


def which_year(env: Env, which: int) -> Stretch | None:
    year = env.sent.year + max(-1, min(which, 1))
    start, last = make(year, 1, 1), make(year, 12, 31)
    return Stretch(max(start, env.sent) if which == 0 else start, last) if start and last else None


def this_year(env: Env) -> Stretch | None:
    return which_year(env, 0)


def new_year_month(env: Env) -> Stretch | None:
    start = make(env.sent.year + 1, 1, 1)
    return Stretch(start, month_end(start), vague=True) if start else None


# Parts of a week, month, quarter


def _whole(stretch: Stretch) -> Stretch:
    """The stretch before it was clipped to the day of the text."""
    days = (stretch.last - stretch.first).days
    if days < 7 and stretch.last.weekday() == FRIDAY:
        return Stretch(monday(stretch.last), stretch.last)
    if stretch.last == month_end(stretch.last) and days < 31:
        return Stretch(stretch.first.replace(day=1), stretch.last)
    return stretch


def part(env: Env, name: str, of: Node) -> Stretch | None:
    found: Stretch | None = of.work(env)
    if not found:
        return None
    if name == "later":
        if found.first <= env.sent <= found.last:
            return Stretch(min(shift(env.sent, 1), found.last), found.last, closed=True)
        name = "late"
    return _slice(_whole(found), name)


def _slice(whole: Stretch, name: str) -> Stretch:
    first, last = whole.first, whole.last
    days = (last - first).days
    if days < 7:
        if name == "early":
            return Stretch(first, shift(first, 1))
        if name == "mid":
            return Stretch(shift(first, 1), shift(first, 3), deadline=shift(first, 2))
        return Stretch(last if name == "end" else shift(last, -1), last, closed=True)
    if days < 31:
        if name == "early":
            return Stretch(first, shift(first, 9))
        if name == "mid":
            return Stretch(shift(first, 10), shift(first, 19), deadline=shift(first, 14))
        return Stretch(shift(first, 20), last, closed=True)
    if days < 100:
        if name == "early":
            return Stretch(first, month_end(first), vague=True)
        if name == "mid":
            return Stretch(months(first, 1), month_end(months(first, 1)), vague=True)
        return Stretch(last.replace(day=1), last, vague=name != "end", closed=True)
    return _year_slice(whole, name)


def _year_slice(whole: Stretch, name: str) -> Stretch:
    first, last = whole.first.replace(month=1, day=1), whole.last
    if name == "early":
        return Stretch(first, month_end(months(first, 1)), vague=True)
    if name == "mid":
        return Stretch(months(first, 5), month_end(months(first, 6)), vague=True)
    return Stretch(last.replace(day=1), last, vague=name != "end", closed=True)


def parts(env: Env, low: str, high: str, of: Node) -> Stretch | None:
    """ "Early to mid March"."""
    first, last = part(env, low, of), part(env, high, of)
    return Stretch(first.first, last.last, deadline=last.deadline) if first and last else None


def half(env: Env, which: int, of: Node) -> Stretch | None:
    found = of.work(env)
    if not found or which not in (1, 2, 3, -1):
        return None
    whole = _whole(found)
    first, last = whole.first, whole.last
    if (last - first).days < 7:
        return Stretch(first, shift(first, 2)) if which == 1 else Stretch(shift(first, 2), last)
    middle = shift(first, 14) if (last - first).days < 31 else shift(first, (last - first).days // 2)
    return Stretch(first, middle) if which == 1 else Stretch(shift(middle, 1), last)


def half_of_next(env: Env, of: Node) -> Stretch | None:
    return half(env, 2, of)


def end_of(env: Env, of: Node) -> Stretch | None:
    return part(env, "end", of)


def week_end(env: Env) -> Stretch | None:
    found = this_week(env)
    return Stretch(found.last, found.last, closed=True) if found else None


def month_close(env: Env) -> Stretch | None:
    last = month_end(env.sent)
    return Stretch(last, last, closed=True)


def quarter_close(env: Env) -> Stretch | None:
    found = this_quarter(env)
    return Stretch(found.last, found.last, closed=True) if found else None


def year_close(env: Env) -> Stretch | None:
    last = make(env.sent.year, 12, 31)
    return Stretch(last, last, closed=True) if last else None


def mid_week(env: Env) -> Stretch | None:
    found = _slice(_whole(week(env, 0) or Stretch(env.sent, env.sent)), "mid")
    if found.last <= env.sent:
        found = Stretch(shift(found.first, 7), shift(found.last, 7), deadline=shift(found.last, 6))
    return found


# Two days joined


def _second(env: Env, first: Stretch, other: Node) -> Stretch | None:
    """The second of two days: it counts on from the first."""
    found: Stretch | None = other.work(replace(env, base=first.last, prior=first.last))
    if found and found.last < first.first:
        found = other.work(env)
    return found


def span_of(env: Env, low: Node, *rest: Node) -> Stretch | None:
    first: Stretch | None = low.work(env)
    last = _second(env, first, rest[-1]) if first else None
    if not first or not last or last.last < first.first:
        return first
    return Stretch(first.first, last.last, first.vague or last.vague, deadline=last.deadline)


def or_more(env: Env, low: Node, *rest: Any) -> Stretch | None:
    """The later of the two as the outer limit ("Thursday, Friday at the outside")."""
    return span_of(env, low, *(part for part in rest if isinstance(part, Node)))


def corrected(env: Env, _wrong: Node, right: Node) -> Stretch | None:
    """ "Thursday - sorry, Friday"."""
    return right.work(env)  # type: ignore[no-any-return]


def month_days(env: Env, month_: int, low: int, high: int, year: int | None = None) -> Stretch | None:
    last = month_day(env, month_, high, year)
    first = day(make(last.last.year, month_, low)) if last else None
    return Stretch(first.first, last.last) if first and last and first.first <= last.last else last


def days_month(env: Env, low: int, high: int, month_: int, year: int | None = None) -> Stretch | None:
    return month_days(env, month_, low, high, year)


def nth_to_nth(env: Env, low: int, high: int) -> Stretch | None:
    first = next_day_of_month(env.base, low)
    last = next_day_of_month(first, high) if first else None
    return Stretch(first, last) if first and last else None


def around(env: Env, _about: Any, other: Node) -> Stretch | None:
    found = other.work(env)
    if not found:
        return None
    first = max(shift(found.first, -3), shift(env.sent, 1))
    return Stretch(min(first, found.last), shift(found.last, 3), vague=True)


def or_so(env: Env, other: Node) -> Stretch | None:
    return around(env, None, other)


# Phrases: a stretch with its preposition


def _phrase(manner: Manner, earliest: date | None, latest: date | None, stretch: Stretch) -> Phrase:
    return Phrase(manner, earliest, latest, stretch.vague, stretch)


def on(env: Env, *parts_: Any) -> Phrase | None:
    found: Stretch | None = same(env, *parts_)
    return _phrase("on", found.first, found.last, found) if found else None


def by(env: Env, *parts_: Any) -> Phrase | None:
    found: Stretch | None = same(env, *parts_)
    return _phrase("by", env.sent, found.deadline or found.last, found) if found else None


def before(env: Env, *parts_: Any) -> Phrase | None:
    found: Stretch | None = same(env, *parts_)
    if not found:
        return None
    latest = (found.deadline or found.last) if found.closed else shift(found.first, -1)
    return _phrase("before", env.sent, latest, found)


def until(env: Env, *parts_: Any) -> Phrase | None:
    found: Stretch | None = same(env, *parts_)
    return _phrase("until", env.sent, found.deadline or found.last, found) if found else None


def after(env: Env, *parts_: Any) -> Phrase | None:
    found: Stretch | None = same(env, *parts_)
    if not found:
        return None
    return Phrase("after", shift(found.last, 1), first_full_week_friday(found.last), vague=True, stretch=found)


def since(env: Env, *parts_: Any) -> Phrase | None:
    found: Stretch | None = same(env, *parts_)
    return _phrase("from", found.first, None, found) if found else None


def not_before(env: Env, *parts_: Any) -> Phrase | None:
    found: Stretch | None = same(env, *parts_)
    return _phrase("not_before", found.first, None, found) if found else None


def within(env: Env, size: Node, *_rest: Any) -> Phrase | None:
    found = laid(env, size.work(env), env.sent)
    return _phrase("within", env.sent, found.last, found) if found else None


def within_of(env: Env, size: Node, start: Node) -> Phrase | None:
    base = start.work(env)
    found = laid(env, size.work(env), base.last) if base else None
    return _phrase("within", base.first, found.last, found) if base and found else None


def inside_week(env: Env, unit: str) -> Phrase | None:
    found = {"week": this_week, "month": this_month, "quarter": this_quarter, "year": this_year}.get(unit)
    stretch = found(env) if found else day(env.sent)
    return _phrase("within", env.sent, stretch.last, stretch) if stretch else None


def in_length(env: Env, size: Node, *_rest: Any) -> Phrase | None:
    found = laid(env, size.work(env), env.sent)
    return _phrase("in", found.first, found.last, found) if found else None


def bare_length(env: Env, size: Node, *_rest: Any) -> Phrase | None:
    found = laid(env, size.work(env), env.sent)
    return _phrase("length", found.first, found.last, found) if found else None


def in_more(env: Env, size: Node, high: Any, *_rest: Any) -> Phrase | None:
    """ "In two weeks, three at the outside"."""
    amount: Length = size.work(env)
    if isinstance(high, Node):
        limit: Length = high.work(env)
        last = laid(env, limit, env.sent)
    else:
        last = laid(env, replace(amount, low=high, high=high), env.sent)
    first = laid(env, amount, env.sent)
    if not first or not last:
        return None
    return _phrase("in", first.first, max(first.last, last.last), first)


def length_more(env: Env, size: Node, high: Any, *_rest: Any) -> Phrase | None:
    found = in_more(env, size, high)
    return replace(found, manner="length") if found else None


def coming_days(env: Env, _which: int, unit: str) -> Phrase | None:
    """ "In the coming days", "over the coming weeks"."""
    low, high = {"day": (1, 5), "week": (7, 28), "month": (30, 90)}.get(unit, (1, 5))
    stretch = Stretch(shift(env.sent, low), shift(env.sent, high), vague=True)
    return _phrase("in", stretch.first, stretch.last, stretch)


def back_then(env: Env, *_words: Any) -> Phrase | None:
    return Phrase("then", env.sent, env.then, vague=False, stretch=None) if env.then else None


def after_then(env: Env, *_words: Any) -> Phrase | None:
    if not env.then:
        return None
    return Phrase("after", shift(env.then, 1), first_full_week_friday(env.then), vague=True, stretch=None)


def on_then(env: Env, *_words: Any) -> Phrase | None:
    return Phrase("on", env.then, env.then, vague=False, stretch=None) if env.then else None
