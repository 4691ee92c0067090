"""Amounts of time: "two to three weeks", "a few days", "ten business days", and laying them on a day.

Each function gives the meaning of one production of `grammar`; None means that the words make no date.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from afterword.reading.dates.calendar import months, shift
from afterword.reading.dates.engine import Node
from afterword.reading.dates.values import Count, Env, Length, Stretch


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
        high -= 1  # three weeks, give or take one
    if business and unit == "day":
        unit = "weekday"
    if business and unit == "hour":
        low, high, unit = -(-low // 24), -(-high // 24), "weekday"
    return Length(low, high, unit, 3 if number.loose == "couple" else 0, bool(number.loose))


def one_of(_env: Env, business: int | None, unit: str) -> Length:
    return Length(1, 1, "weekday" if business and unit == "day" else unit)


def one_or_two(_env: Env, unit: str, high: int | None = None) -> Length:
    return Length(1, high or 2, unit, 0, high is None)


def unit_to(env: Env, unit: str, count: Node, other: str) -> Length | None:
    """Reads "a week to ten days"."""
    high = length(env, count, None, other)
    if unit == other:
        return replace(high, low=1)
    if unit not in _DAYS or other not in _DAYS:
        return None
    return Length(_DAYS[unit], high.high * _DAYS[other], "day", high.slack, high.vague)


def and_a_half(env: Env, count: Node | None, unit: str) -> Length:
    number = count.work(env) if count else Count(1, 1)
    days = {"week": 4, "month": 15, "day": 1, "year": 182}.get(unit, 0)
    return Length(number.low * _DAYS.get(unit, 0) + days, number.high * _DAYS.get(unit, 0) + days, "day")


def roughly(env: Env, size: Node) -> Length:
    amount: Length = size.work(env)
    return replace(amount, slack=3, vague=True)


def up_to(env: Env, size: Node) -> Length:
    amount: Length = size.work(env)
    return replace(amount, low=0)


def same(env: Env, *parts: Any) -> Any:
    """The only part that is itself a reading."""
    return next(part for part in parts if isinstance(part, Node)).work(env)


_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


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
    if unit in _MONTHS:
        return months(start, count * _MONTHS[unit])
    if unit in ("minute", "hour"):
        return shift(start, count // 24 if unit == "hour" else 0)
    return shift(start, count * _DAYS[unit])
