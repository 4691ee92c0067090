"""The values a reading of dates is made of: where it stands, a run of days, an amount of time, a phrase."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from afterword.facts.workdays import Workdays

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


@dataclass(frozen=True, slots=True)
class Count:
    """How many: "two to three" is 2, 3; a couple and a few are loose."""

    low: int
    high: int
    loose: str = ""
