"""The diary: planned follow-ups by day, with the talks that are agreed and the answers that others promised."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from afterword.app.board import courses
from afterword.app.course import Course, Meeting
from afterword.app.home import Home
from afterword.app.pages import unique
from afterword.facts import codec
from afterword.strategy.model import FollowUp, Waiting

WEEK = 7


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the diary. `overdue` are follow-ups of earlier days whose window is still open; only today has them."""

    day: date
    follow_ups: tuple[FollowUp, ...] = ()
    overdue: tuple[FollowUp, ...] = ()
    talks: tuple[tuple[Course, Meeting], ...] = ()
    theirs: tuple[Waiting, ...] = ()
    business: bool = True

    @property
    def empty(self) -> bool:
        return not (self.follow_ups or self.overdue or self.talks or self.theirs)


def week_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def month_of(day: date) -> tuple[date, date]:
    """The Monday before (or on) the first of its month, and the Sunday after (or on) the last."""
    first = day.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return week_of(first), week_of(last) + timedelta(days=6)


def agenda(home: Home, first: date, last: date) -> list[Day]:
    """The days from `first` to `last`, both included."""
    today, workdays = home.today, home.workdays()
    by_day: dict[date, list[FollowUp]] = defaultdict(list)
    overdue: list[FollowUp] = []
    every = unique(home.store.follow_ups(last.isoformat(), max(today, first).isoformat() if last >= today else first.isoformat()))
    for one in every:
        if one.window.due < today:
            if one.window.closes >= today:
                overdue.append(one)
        elif first <= one.window.due <= last:
            by_day[one.window.due].append(one)
    talks = _talks(home, first, last)
    theirs: dict[date, list[Waiting]] = defaultdict(list)
    for body in home.store.waiting():
        wait = codec.loads(Waiting, body)
        if wait.due_latest and first <= wait.due_latest <= last:
            theirs[wait.due_latest].append(wait)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [
        Day(d, tuple(by_day[d]), tuple(overdue) if d == today else (), tuple(talks[d]), tuple(theirs[d]), workdays.open_on(d))
        for d in days
    ]  # fmt: skip


def _talks(home: Home, first: date, last: date) -> dict[date, list[tuple[Course, Meeting]]]:
    found: dict[date, list[tuple[Course, Meeting]]] = defaultdict(list)
    for _, course in courses(home):
        for meeting in course.meetings:
            if first <= meeting.day <= last and meeting.status == "planned":
                found[meeting.day].append((course, meeting))
    return found
