"""Weeks, months, quarters, years, and their parts (READING.md, conventions 4, 7, 14)."""

from __future__ import annotations

from typing import Any

from afterword.reading.dates.calendar import FRIDAY, make, monday, month_end, months, shift
from afterword.reading.dates.engine import Node
from afterword.reading.dates.values import Env, Stretch


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


def that_week(env: Env) -> Stretch | None:
    """Reads "that week" as the week of the day named before it."""
    if not env.prior or env.prior < env.sent:
        return None
    start = monday(env.prior)
    return Stretch(max(start, env.sent), shift(start, FRIDAY)) if shift(start, FRIDAY) >= env.sent else None


def that_month(env: Env) -> Stretch | None:
    """Reads "that month" as the month of the day named before it."""
    if not env.prior or env.prior < env.sent:
        return None
    return Stretch(max(env.prior.replace(day=1), env.sent), month_end(env.prior))


def week_after_next(env: Env) -> Stretch | None:
    start = shift(monday(env.sent), 14)
    return Stretch(start, shift(start, FRIDAY))


def week_after(env: Env, other: Node | None = None) -> Stretch | None:
    """Reads "The week after (that, Easter)"; alone it follows whatever day was named before it, else the coming week."""
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
    """Reads "next March" and "last March"."""
    found = month(env, number)
    if found and which == -1:
        return Stretch(months(found.first, -12), month_end(months(found.first, -12)))
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


def part_of_this_month(env: Env, name: str) -> Stretch | None:
    """Reads "mid-month": of this month while that is not over, else of the next."""
    start = env.sent.replace(day=1)
    found = _slice(Stretch(start, month_end(start)), "late" if name == "later" else name)
    if found.last > env.sent:
        return found
    start = months(start, 1)
    return _slice(Stretch(start, month_end(start)), "late" if name == "later" else name)


def parts(env: Env, low: str, high: str, of: Node) -> Stretch | None:
    """Reads "Early to mid March"."""
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
