"""A week in small numbers, and the next one as if-then plans.

Counts only: a week says nothing about what works (PLAYBOOK.md 4.6 and 7). An if-then plan names the moment and the act, which is the
form that helps people do what they mean to do (PLAYBOOK.md 5, notes 68 and 69).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from afterword.facts import Workdays

OPEN, CLOSE = 9, 17
"""Hours of the user's clock between which the steps of a day begin, and of the other side's for a call."""
SLOT = 5
"""Minutes to which the moments of a plan are rounded up."""
WORDS = {
    "applied": ("application", "applications"), "interview": ("interview", "interviews"), "met": ("meeting", "meetings"), "talked": ("talk", "talks"), "called": ("call", "calls"),
    "wrote": ("message", "messages"), "sent a card": ("card", "cards"),
}  # fmt: skip
"""What the record of activity calls a deed, as counted things, in the order in which they are told."""
VERBS = {
    "email": "write to", "call": "call", "text": "text", "card": "post a card to", "linkedin": "write on LinkedIn to", "in_person": "speak to",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Count:
    """So many of one thing, in words: `two applications`."""

    what: str
    n: int
    words: str


def counts(deeds: Iterable[str]) -> tuple[Count, ...]:
    """How often each was done; what was not done is not told."""
    found = Counter(deeds)
    return tuple(Count(what, found[what], f"{found[what]} {one if found[what] == 1 else many}") for what, (one, many) in WORDS.items() if found[what])


@dataclass(frozen=True, slots=True)
class Task:
    """A follow-up to place in the week: not before `opens`, best on `due`, by `closes`. `offset`: their clock less the user's, None where not known."""

    key: str
    channel: str
    whom: str
    minutes: int
    opens: date
    due: date
    closes: date
    promise: bool
    offset: timedelta | None = None
    after: datetime | None = None  # the end of the talk it follows


@dataclass(frozen=True, slots=True)
class Step:
    """One if-then plan: when it is that moment, then I do that."""

    at: datetime
    then: str
    key: str
    channel: str
    minutes: int

    @property
    def words(self) -> str:
        """`If it is Tuesday 9:00, then I call Ana Ruiz.`"""
        return f"If it is {self.at:%A} {self.at.hour}:{self.at:%M}, then I {self.then}."


def beginning(now: datetime) -> datetime:
    """When the days ahead begin: at once, or with the next day where this one's work is over."""
    return now if now.hour < CLOSE else datetime.combine(now.date() + timedelta(days=1), time(OPEN), now.tzinfo)


def steps(tasks: Sequence[Task], start: datetime, days: int, workdays: Workdays, budget: int) -> tuple[Step, ...]:
    """The tasks of so many days from `start`, an instant in the user's zone: each at a moment of a working day.

    Promises stand on their day whatever the budget (minutes a day of everything else); what does not fit goes to the next working
    day of its window; nobody gets two on one day where the window allows.
    """
    first = start.date()
    by_day: dict[date, list[Task]] = {}
    spent: Counter[date] = Counter()
    for task in sorted(tasks, key=lambda t: (not t.promise, t.due, t.closes, t.key)):
        day = workdays.after(max(task.due, first), 0)
        if task.promise and day > task.closes:
            day = max(task.due, first)  # a holiday lies between: better then than not
        while (_full(task, day, by_day, spent, budget) or (day == first and _gone_home(task, start))) and workdays.after(day, 1) <= task.closes:
            day = workdays.after(day, 1)
        if (day - first).days >= days:
            continue
        if not task.promise:
            spent[day] += task.minutes
        by_day.setdefault(day, []).append(task)
    found: list[Step] = []
    for day in sorted(by_day):
        found += _of_day(max(datetime.combine(day, time(OPEN), start.tzinfo), rounded(start)), by_day[day])
    return tuple(found)


def _full(task: Task, day: date, by_day: dict[date, list[Task]], spent: Counter[date], budget: int) -> bool:
    """Is the day's time used up, or has this person a step on it already? One person hears once a day."""
    return (not task.promise and spent[day] + task.minutes > budget) or any(other.whom == task.whom for other in by_day.get(day, ()))


def _gone_home(task: Task, start: datetime) -> bool:
    """Is it too late for a call there by then, though a morning here would do?"""
    there = int(task.offset.total_seconds() // 3600) if task.channel == "call" and task.offset is not None else 0
    return OPEN + there < CLOSE <= start.hour + there


def _of_day(free: datetime, tasks: Sequence[Task]) -> list[Step]:
    """One after the other from the first free moment on; a call not before their morning."""
    day = free.date()
    found: list[Step] = []
    for task in sorted(tasks, key=lambda t: (_follows(t, free), t.channel == "call" and _waits(t, free), not t.promise, t.key)):
        at = rounded(max(free, task.after.astimezone(free.tzinfo))) if task.after is not None else free
        if task.channel == "call" and task.offset is not None:
            while (at + task.offset).hour < OPEN and at.date() == day:
                at += timedelta(minutes=SLOT)
        verb = VERBS.get(task.channel, "get in touch with")
        found.append(Step(at, f"{verb} {task.whom}", task.key, task.channel, task.minutes))
        free = rounded(at + timedelta(minutes=task.minutes))
    return found


def _follows(task: Task, at: datetime) -> bool:
    """Does the talk it follows lie later on that day?"""
    return task.after is not None and task.after > at


def _waits(task: Task, at: datetime) -> bool:
    """Is it too early there?"""
    return task.offset is not None and (at + task.offset).hour < OPEN


def rounded(at: datetime) -> datetime:
    """The next moment of a plan."""
    whole = at.replace(second=0, microsecond=0)
    return whole + timedelta(minutes=-whole.minute % SLOT)
