"""Day arithmetic of the date grammar: weeks, months, holidays. Pure functions over dates; weeks run Monday to Sunday."""

from __future__ import annotations

from datetime import date, timedelta

from afterword.facts.workdays import Workdays

DAY = timedelta(days=1)
FRIDAY = 4
_NEAR = 21  # days within which "the bank holiday" is one that the country's table knows


def shift(day: date, days: int) -> date:
    """`day` moved by `days`, held inside the years a date can have."""
    try:
        return day + DAY * days
    except OverflowError:
        return day


def monday(day: date) -> date:
    """The Monday of the week of `day`."""
    return shift(day, -day.weekday())


def month_end(day: date) -> date:
    """The last day of the month of `day`."""
    return shift(months(day.replace(day=1), 1), -1)


def months(day: date, count: int) -> date:
    """`day` moved by whole months; the 31st becomes the month's last day where it must."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    for last in (day.day, 30, 29, 28):
        if last <= day.day and (found := make(year, month + 1, last)):
            return found
    return day


def make(year: int, month: int, day: int) -> date | None:
    """That date, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def next_weekday(base: date, weekday: int) -> date:
    """The first such weekday strictly after `base`."""
    return shift(base, (weekday - base.weekday() - 1) % 7 + 1)


def next_month_day(base: date, month: int, day: int) -> date | None:
    """The next such day of the year on or after `base`; a 29 February looks ahead to a leap year."""
    for year in range(base.year, base.year + 9):
        found = make(year, month, day)
        if found and found >= base:
            return found
    return None


def next_day_of_month(base: date, day: int, weekday: int | None = None) -> date | None:
    """The next `day`-th of a month on or after `base`, and on that weekday if one is asked for (within a year)."""
    first = base.replace(day=1)
    for count in range(13):
        start = months(first, count)
        found = make(start.year, start.month, day)
        if found and found >= base and weekday in (None, found.weekday()):
            return found
    return next_day_of_month(base, day) if weekday is not None else None


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth such weekday of a month; -1 is the last."""
    if nth > 0:
        return shift(next_weekday(shift(date(year, month, 1), -1), weekday), 7 * (nth - 1))
    last = month_end(date(year, month, 1))
    return shift(last, -((last.weekday() - weekday) % 7))


def easter(year: int) -> date:
    """Western Easter Sunday (the anonymous Gregorian computus)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    ell = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * ell) // 433
    month = (h + ell - 7 * m + 90) // 25
    return date(year, month, (h + ell - 7 * m + 33 * month + 19) % 32)


_FIXED = {
    "christmas": (12, 25), "christmas_eve": (12, 24), "boxing_day": (12, 26), "new_year": (1, 1),
    "new_year_eve": (12, 31), "independence_day": (7, 4), "veterans_day": (11, 11), "juneteenth": (6, 19),
    "halloween": (10, 31), "valentines": (2, 14), "canada_day": (7, 1), "anzac_day": (4, 25), "st_patrick": (3, 17),
    "australia_day": (1, 26), "waitangi_day": (2, 6), "bastille_day": (7, 14),
}  # fmt: skip
_NTH = {
    "memorial_day": (5, 0, -1), "labor_day": (9, 0, 1), "presidents_day": (2, 0, 3), "mlk_day": (1, 0, 3),
    "columbus_day": (10, 0, 2),
}  # fmt: skip


def _in_year(name: str, year: int, country: str) -> date:
    if name in _FIXED:
        return date(year, *_FIXED[name])
    if name == "thanksgiving":
        return nth_weekday(year, 10, 0, 2) if country == "CA" else nth_weekday(year, 11, 3, 4)
    if name == "victoria_day":
        return shift(monday(date(year, 5, 25)), -7 if date(year, 5, 25).weekday() == 0 else 0)
    if name in _NTH:
        return nth_weekday(year, *_NTH[name])
    return shift(easter(year), {"easter": 0, "easter_monday": 1, "good_friday": -2}.get(name, 0))


def holiday(name: str, base: date, country: str, workdays: Workdays) -> tuple[date, date] | None:
    """First and last day of the next such holiday that has not ended before `base`; None when unknown here."""
    if name == "bank_holiday":
        ahead = min((day for day in workdays.holidays if day >= base), default=None)
        if ahead is None or (ahead - base).days > _NEAR:  # a region's own: people speak of one that is at hand
            ahead = next_weekday(base, 0)
        return ahead, ahead
    if name == "holidays":
        first = date(base.year, 12, 24)
        if base <= date(base.year, 1, 1):
            first = date(base.year - 1, 12, 24) if base.year > 1 else first
        return first, date(first.year + 1, 1, 1)
    for year in (base.year, base.year + 1):
        day = _in_year(name, year, country)
        if day >= base:
            return day, day
    return None


def first_full_week_friday(day: date) -> date:
    """The Friday of the first full Monday-to-Friday week that begins after `day`."""
    return shift(next_weekday(day, 0), FRIDAY)
