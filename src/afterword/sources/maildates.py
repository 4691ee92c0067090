"""When a mail was sent, from headers that are often wrong. Instants are microseconds UTC, offsets minutes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_tz
from itertools import islice

from afterword.facts import micros

_MONTHS = {m: n for n, m in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_USUAL = re.compile(
    r"\s*(?:[A-Za-z]{3},\s*)?(\d{1,2})\s+([A-Za-z]{3})\s+(\d{4})\s+(\d{1,2}):(\d\d)(?::(\d\d))?\s+([+-])(\d\d)(\d\d)\b"
)
_ISO = re.compile(
    r"\s*(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d))?(?:\.\d+)?\s*(?:Z|UTC|GMT|([+-])(\d\d):?(\d\d))?\s*\Z"
)
_EARLIEST = micros(datetime(1990, 1, 1, tzinfo=UTC))  # RELIABILITY.md, P12
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC).toordinal()
_LONGEST = 120  # characters of a date that are looked at


def instant(value: str) -> tuple[int, int] | None:
    """Instant and offset of a Date header; None where it cannot be understood. Two-digit years and old zones can."""
    if usual := _USUAL.match(value):
        month = _MONTHS.get(usual[2].lower())
        sign, hours, minutes = usual[7], usual[8], usual[9]
        if month:
            fields = (int(usual[3]), month, int(usual[1]), int(usual[4]), int(usual[5]), int(usual[6] or 0))
            return _moment(fields, (int(hours) * 60 + int(minutes)) * (-1 if sign == "-" else 1))
    if iso := _ISO.match(value):
        fields = (int(iso[1]), int(iso[2]), int(iso[3]), int(iso[4]), int(iso[5]), int(iso[6] or 0))
        offset = int(iso[8]) * 60 + int(iso[9]) if iso[7] else 0
        return _moment(fields, -offset if iso[7] == "-" else offset)
    try:
        found = parsedate_tz(value[:_LONGEST])
    except Exception:  # noqa: BLE001 - it raises several kinds on damaged dates
        return None
    if found is None:
        return None
    return _moment((found[0], found[1], found[2], found[3], found[4], found[5]), (found[9] or 0) // 60)


def _moment(fields: tuple[int, int, int, int, int, int], offset: int) -> tuple[int, int] | None:
    """A leap second counts as the second before; an offset beyond a day is taken as UTC."""
    year, month, day, hour, minute, second = fields
    offset = offset if abs(offset) < 24 * 60 else 0
    try:
        wall = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
        if 1 < year < 9999:
            minutes = (wall.toordinal() - _EPOCH) * 1440 + hour * 60 + minute - offset
            return (minutes * 60 + min(second, 59)) * 1_000_000, offset
        return micros(wall - timedelta(minutes=offset)), offset
    except (ValueError, OverflowError):
        return None


def believable(at: int, latest: int) -> bool:
    """Does an instant lie between 1990 and `latest` (0 = no bound)?"""
    return at >= _EARLIEST and (not latest or at <= latest)


def sent(dates: Iterable[str], received: Iterable[str], latest: int) -> tuple[int, int, bool]:
    """Instant, offset, and whether it is unsure: the Date header, else the newest hop of Received, else 0."""
    for value in islice(dates, 3):
        found = instant(value)
        if found and believable(found[0], latest):
            return (*found, False)
    for value in islice(received, 20):
        found = instant(value.rpartition(";")[2].strip())
        if found and believable(found[0], latest):
            return (*found, True)
    return 0, 0, True
