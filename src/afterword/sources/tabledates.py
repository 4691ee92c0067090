"""Days and hours as tables write them. What `3/4/2026` means depends on the country, and on the column's other rows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import lru_cache

MONTH_FIRST = frozenset("US PH FM MH PW GU PR".split())
_EARLIEST, _LATEST = 1900, 2200
_NAMES = {
    1: "jan january janv janvier januar ene enero gen gennaio janeiro januari jän jänner",
    2: "feb february févr fevr février fevrier februar febrero febbraio fev fevereiro februari",
    3: "mar march mars märz mrz marzo março marco maart mrt",
    4: "apr april avr avril abr abril aprile",
    5: "may mai mayo mag maggio maio mei maj",
    6: "jun june juin juni junio giu giugno junho",
    7: "jul july juil juillet juli julio lug luglio julho",
    8: "aug august août aout ago agosto augustus augusti",
    9: "sep sept september septembre septiembre set settembre setembro",
    10: "oct october octobre okt oktober octubre ott ottobre out outubro",
    11: "nov november novembre noviembre novembro",
    12: "dec december déc décembre decembre dez dezember dic diciembre dicembre dezembro",
}
_MONTHS = {name: number for number, names in _NAMES.items() for name in names.split()}
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?!\d)")
_NUMBERS = re.compile(r"(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{4}|\d\d)(?!\d)")
_DAY_MONTH = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|\.)?[\s-]{1,3}(?:de\s)?([^\W\d_]{3,12})\.?,?[\s-]{1,3}(?:de\s)?(\d{4}|\d\d)(?!\d)"
)
_MONTH_DAY = re.compile(r"([^\W\d_]{3,12})\.?\s{1,2}(\d{1,2})(?:st|nd|rd|th)?,?\s{1,2}(\d{4})(?!\d)")
_MONTH_YEAR = re.compile(r"([^\W\d_]{3,12})\.?[\s-]{1,2}(\d{4}|\d\d)\Z")
_WEEKDAY_FIRST = re.compile(
    r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},?\s{1,2}([a-z]{3,9})\s{1,2}(\d{1,2})\s.{0,24}?\b(\d{4})\b",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},?\s{1,2}(?=\d|[a-z]{3,9}\s)", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?<![\d:])(\d{1,2})[:h](\d\d)(?::(\d\d))?(?:[.,]\d{1,6})?\s?([ap]\.?m\.?)?(?![\d])", re.IGNORECASE
)
_HOUR = re.compile(r"\b(\d{1,2})\s?([ap])\.?m\b", re.IGNORECASE)
_SERIAL = re.compile(r"(\d{5})(?:[.,](\d{1,12}))?\Z")
_EXCEL = date(1899, 12, 30)


def month_first(country: str, samples: Iterable[str] = ()) -> bool:
    """Is `3/4/2026` the fourth of March here? A thirteenth month in the samples settles it."""
    for text in samples:
        found = _NUMBERS.match(text.strip())
        if found and int(found[1]) > 12 >= int(found[2]):
            return False
        if found and int(found[2]) > 12 >= int(found[1]):
            return True
    return country.upper() in MONTH_FIRST


@lru_cache(maxsize=16_384)
def day_in(text: str, *, american: bool) -> date | None:
    """The day a cell begins with; None where it names none. `american`: the month stands before the day."""
    shown = text.strip()[:80]
    if found := _WEEKDAY_FIRST.match(shown):
        return _day(int(found[3]), _MONTHS.get(found[1].lower(), 0), int(found[2]))
    shown = _WEEKDAY.sub("", shown, count=1)
    if found := _ISO.match(shown) or _COMPACT.match(shown):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMBERS.match(shown):
        first, second, year = int(found[1]), int(found[2]), _year(found[3])
        as_american = second > 12 or (american and first <= 12)
        return _day(year, first, second) if as_american else _day(year, second, first)
    if found := _DAY_MONTH.match(shown):
        return _day(_year(found[3]), _MONTHS.get(found[2].casefold(), 0), int(found[1]))
    if found := _MONTH_DAY.match(shown):
        return _day(int(found[3]), _MONTHS.get(found[1].casefold(), 0), int(found[2]))
    if (found := _SERIAL.match(shown)) and 20_000 <= int(found[1]) <= 80_000:
        return _EXCEL + timedelta(days=int(found[1]))
    return None


def hour_in(text: str) -> time | None:
    """The hour a cell names after its day, or alone; None where it names none."""
    shown = text.strip()[:80]
    for found in _CLOCK.finditer(shown):
        hour, minute = int(found[1]), int(found[2])
        if found[4]:
            hour = hour % 12 + (12 if found[4][0].lower() == "p" else 0)
        if hour < 24 and minute < 60:
            return time(hour, minute, min(int(found[3] or 0), 59))
    if (found_hour := _HOUR.search(shown)) and int(found_hour[1]) <= 12:
        return time(int(found_hour[1]) % 12 + (12 if found_hour[2].lower() == "p" else 0))
    return None


def wall_in(text: str, *, american: bool) -> datetime | None:
    """Day and hour together, on whatever wall; midnight where no hour is named."""
    day = day_in(text, american=american)
    return datetime.combine(day, hour_in(text) or time()) if day else None


def month_in(text: str) -> str:
    """`Jan 2024` as `2024-01`, `2021` as `2021`; empty where it is neither."""
    shown = text.strip()[:40]
    if re.fullmatch(r"\d{4}", shown):
        return shown
    if found := _MONTH_YEAR.match(shown):
        month = _MONTHS.get(found[1].casefold(), 0)
        return f"{_year(found[2])}-{month:02d}" if month else ""
    if found := re.match(r"(\d{4})-(\d\d)\b", shown):
        return f"{found[1]}-{found[2]}"
    day = day_in(shown, american=True)
    return day.isoformat()[:7] if day else ""


def _year(text: str) -> int:
    year = int(text)
    return year if year > 99 else year + (2000 if year < 70 else 1900)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if _EARLIEST <= year < _LATEST else None
    except ValueError:
        return None
