"""Days joined ("Tuesday or Wednesday"), corrected, and with their preposition ("by", "within", "after")."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from afterword.reading.dates.amounts import laid, same
from afterword.reading.dates.calendar import first_full_week_friday, make, next_day_of_month, shift
from afterword.reading.dates.days import day, month_day
from afterword.reading.dates.engine import Node
from afterword.reading.dates.periods import this_month, this_quarter, this_week, this_year
from afterword.reading.dates.values import Env, Length, Manner, Phrase, Stretch


def _second(env: Env, first: Stretch, other: Node) -> Stretch | None:
    """The second of two days: it counts on from the first."""
    found: Stretch | None = other.work(replace(env, base=first.last, prior=first.last))
    if found and found.last < first.first:
        found = other.work(env)
    return found


def span_of(env: Env, low: Node, *rest: Any) -> Stretch | None:
    first: Stretch | None = low.work(env)
    other = next(part for part in reversed(rest) if isinstance(part, Node))  # "Tuesday or Wednesday afternoon"
    last = _second(env, first, other) if first else None
    if not first or not last or last.last < first.first:
        return first
    return Stretch(first.first, last.last, first.vague or last.vague, deadline=last.deadline)


def or_more(env: Env, low: Node, *rest: Any) -> Stretch | None:
    """The later of the two as the outer limit ("Thursday, Friday at the outside")."""
    return span_of(env, low, *(part for part in rest if isinstance(part, Node)))


def corrected(env: Env, _wrong: Node, right: Node) -> Stretch | None:
    """Reads "Thursday - sorry, Friday"."""
    return right.work(env)  # type: ignore[no-any-return]


def month_days(env: Env, month_: int, low: int, high: int, year: int | None = None) -> Stretch | None:
    last = month_day(env, month_, high, year)
    first = day(make(last.last.year, month_, low)) if last else None
    return Stretch(first.first, last.last) if first and last and first.first <= last.last else last


def days_month(env: Env, low: int, high: int, month_: int, year: int | None = None) -> Stretch | None:
    return month_days(env, month_, low, high, year)


def named_days_month(env: Env, _first: int, low: int, _last: int, high: int, month_: int, year: int | None = None) -> Stretch | None:
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
    if unit == "fortnight":
        return _phrase("within", env.sent, shift(env.sent, 14), Stretch(env.sent, shift(env.sent, 14)))
    found = {"week": this_week, "month": this_month, "quarter": this_quarter, "year": this_year}.get(unit)
    stretch = found(env) if found else day(env.sent)
    return _phrase("within", env.sent, stretch.last, stretch) if stretch else None


def before_it_ends(env: Env, unit: str) -> Phrase | None:
    """Reads "before the week is out"."""
    found = inside_week(env, unit)
    return replace(found, manner="by") if found else None


def in_length(env: Env, size: Node, *_rest: Any) -> Phrase | None:
    found = laid(env, size.work(env), env.sent)
    return _phrase("in", found.first, found.last, found) if found else None


def bare_length(env: Env, size: Node, *_rest: Any) -> Phrase | None:
    found = laid(env, size.work(env), env.sent)
    return _phrase("length", found.first, found.last, found) if found else None


def in_more(env: Env, size: Node, high: Any, *_rest: Any) -> Phrase | None:
    """Reads "In two weeks, three at the outside"."""
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
    """Reads "In the coming days", "over the coming weeks"."""
    low, high = {"day": (1, 5), "week": (7, 28), "month": (30, 90)}.get(unit, (1, 5))
    stretch = Stretch(shift(env.sent, low), shift(env.sent, high), vague=True)
    return _phrase("in", stretch.first, stretch.last, stretch)


def back_then(env: Env, *_words: Any) -> Phrase | None:
    return Phrase("then", env.sent, env.then, vague=False, stretch=None) if env.then else None


def before_then(env: Env) -> Phrase | None:
    return Phrase("before", env.sent, shift(env.then, -1), vague=False, stretch=None) if env.then else None


def after_then(env: Env, *_words: Any) -> Phrase | None:
    if not env.then:
        return None
    return Phrase("after", shift(env.then, 1), first_full_week_friday(env.then), vague=True, stretch=None)


def length_then(env: Env, size: Node, *_words: Any) -> Phrase | None:
    """Reads "a day or two afterwards": counted on from the day named before."""
    found = laid(env, size.work(env), env.then) if env.then else None
    return _phrase("in", found.first, found.last, found) if found else None


def on_then(env: Env, *_words: Any) -> Phrase | None:
    return Phrase("on", env.then, env.then, vague=False, stretch=None) if env.then else None


def within_it(env: Env, size: Node) -> Phrase | None:
    """Reads "within a week of it": of the day named before, else of the mail."""
    return within_then(env, size) if env.then else within(env, size)


def within_then(env: Env, size: Node) -> Phrase | None:
    """Reads "within a week of that date"."""
    found = laid(env, size.work(env), env.then) if env.then else None
    return _phrase("within", env.then, found.last, found) if found else None
