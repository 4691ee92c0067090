"""The weekly review: what was done, what slipped, who went quiet, which loops to close, and the next week as if-then plans.

Ten minutes at most: the first few of each, the rest counted. Small numbers, no rates (PLAYBOOK.md 4.6, 7).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from afterword.app.activity import activity
from afterword.app.board import CLOSED, Silence, courses, silence
from afterword.app.course import Course
from afterword.app.drafting import person_of
from afterword.app.helping import loops_of
from afterword.app.home import Home
from afterword.app.pages import follow_up_json, unique
from afterword.app.preparing import appointments
from afterword.app.whereabouts import there
from afterword.facts import handles as h
from afterword.facts import moment
from afterword.insight.week import Count, Step, Task, beginning, counts, rounded, steps
from afterword.network.loops import Loop
from afterword.network.loops import spoken as loop_words
from afterword.strategy.model import Appointment, FollowUp

WEEK = 7
SHOWN = 5
"""Lines of one part: five parts of five lines are read in ten minutes."""
RECENT = 90
"""Days within which an introduction has moved, to be worth a look: an older one has ended by itself."""


@dataclass(frozen=True, slots=True)
class Quiet:
    """A role of which nothing was heard for longer than is usual."""

    course: Course
    silence: Silence


@dataclass(frozen=True, slots=True)
class Review:
    """A week looked back on, from `first` to `last`, and the seven days that begin now. `answered`: of those written to in it, who has written since."""

    first: date
    last: date
    done: tuple[Count, ...]
    written: int
    answered: int
    slipped: tuple[FollowUp, ...]
    quiet: tuple[Quiet, ...]
    loops: tuple[Loop, ...]
    untold: tuple[Appointment, ...]
    plan: tuple[Step, ...]

    @property
    def minutes(self) -> int:
        """About how long it takes to read and decide: half a minute a line, ten minutes at most."""
        lines = sum(min(SHOWN, len(part)) for part in (self.slipped, self.quiet, self.loops, self.untold)) + min(2 * SHOWN, len(self.plan))
        return min(10, 2 + lines // 2)


def review(home: Home) -> Review:
    """The review as of now; the coming week begins with what is left of today."""
    last = home.today
    first = last - timedelta(days=WEEK - 1)
    rows = activity(home, first, last)
    written, answered = _answers(home, first)
    return Review(
        first, last, counts(r.what for r in rows), written, answered, tuple(_slipped(home, first)), tuple(_quiet(home)), tuple(_loops(home)),
        tuple(a for a in appointments(home) if not a.told and first <= a.day and a.ends <= int(home.now.timestamp() * 1_000_000)), tuple(_plan(home, beginning(home.now))),
    )  # fmt: skip


def _answers(home: Home, first: date) -> tuple[int, int]:
    """Of the people in the search to whom the user wrote or spoke since `first`: how many, and how many have written since."""
    rows = home.store.outreach(first.isoformat())
    wrote: dict[str, date] = {}
    for one in rows:
        person = home.world.person(one.person)
        out = [e for e in person.entries if e.direction == "out" and first <= e.day <= home.today] if person is not None else []
        if person is not None and out:
            wrote[person.key] = min(e.day for e in out)
    heard = 0
    for key, since in wrote.items():
        person = home.world.person(key)
        heard += person is not None and any(e.direction == "in" and not e.automatic and e.day >= since for e in person.entries)
    return len(wrote), heard


def _slipped(home: Home, first: date) -> Iterator[FollowUp]:
    """Windows that closed in the week with nothing done, and promises whose day is past."""
    today = home.today
    every = unique(home.store.follow_ups(today.isoformat(), first.isoformat()))
    missed = [f for f in every if f.window.closes < today or (f.tier == "promise" and f.window.due < today)]
    yield from sorted((f for f in missed if f.situation != "keep_warm"), key=lambda f: (f.tier != "promise", f.window.due, f.key))


def _quiet(home: Home) -> Iterator[Quiet]:
    found = [Quiet(c, s) for _, c in courses(home) if c.stage not in CLOSED and _of_search(c) and (s := silence(home, c)) is not None and s.over]
    yield from sorted(found, key=lambda q: (-q.silence.share, -q.silence.days, q.course.key))


def _of_search(one: Course) -> bool:
    """Did the user apply or interview there, or does an agency look? A dentist's office that stays silent is no matter."""
    return one.applied is not None or one.clock == "recruiter" or any(m.interview for m in one.meetings)


def _loops(home: Home) -> Iterator[Loop]:
    """Introductions that wait for the user's own next step; thanks and reports before the rest."""
    order = ("thank them", "report how it went", "meet", "ask, with a few lines to pass on")
    found: list[Loop] = []
    for key in sorted(home.store.subjects()):
        person = home.world.person(key) if not h.is_house(key) else None
        if person is not None and person.key == key and person.passages:
            found += [x for x in loops_of(home, person) if x.next in order and x.days and (home.today - x.days[-1][1]).days <= RECENT]
    yield from sorted(found, key=lambda x: (order.index(x.next), x.days[-1][1], x.by))


def _plan(home: Home, start: datetime) -> Iterator[Step]:
    """Follow-ups that fall due in the coming week or stand open, and the evening before each talk."""
    first = start.date()
    last = first + timedelta(days=WEEK - 1)
    every = unique(home.store.follow_ups(last.isoformat(), first.isoformat()))
    tasks = [_task(home, f) for f in every if f.window.due <= last and (home.search.state != "end" or f.situation == "wrap_up")]
    found = list(steps(tasks, start, WEEK, home.workdays(), home.limits.minutes_a_day))
    talks = [a for a in appointments(home) if home.today < a.day <= last + timedelta(days=1)]
    found += [Step(_evening_before(home, a), f"read the sheet for {a.whom}{_hour(home, a)}", a.key, "sheet", 5) for a in talks]
    yield from sorted(found, key=lambda s: (s.at, s.key))


def _evening_before(home: Home, one: Appointment) -> datetime:
    """Six in the evening, or now where that is past."""
    return max(datetime.combine(one.day - timedelta(days=1), time(18), ZoneInfo(home.me.zone)), rounded(home.now))


def _hour(home: Home, one: Appointment) -> str:
    start = moment(one.starts).astimezone(ZoneInfo(home.me.zone))
    return f" (the next day at {start.hour}:{start:%M})" if one.hour else " (the next day)"


def _task(home: Home, one: FollowUp) -> Task:
    person = person_of(home, one) if one.channel == "call" else None
    theirs = there(home, person) if person is not None else None
    offset = None
    if theirs is not None:
        far, near = theirs.now.utcoffset(), home.now.utcoffset()
        offset = far - near if far is not None and near is not None else None
    whom = one.person.name or (f"whoever hires at {one.organisation}" if one.organisation else "somebody")
    w = one.window
    return Task(one.key, one.channel, whom, one.minutes, w.opens, w.due, w.closes, one.tier == "promise", offset, moment(w.opens_at) if w.opens_at else None)


def as_json(r: Review) -> dict[str, Any]:
    """The document of `review --json`: everything, uncut."""
    return {
        "version": 1, "from": r.first.isoformat(), "to": r.last.isoformat(), "minutes": r.minutes,
        "done": [{"what": c.what, "count": c.n} for c in r.done], "written_to": r.written, "answered": r.answered,
        "slipped": [follow_up_json(f, r.last) for f in r.slipped],
        "quiet": [{"role": q.course.short, "organisation": q.course.organisation, "title": q.course.role, "days": q.silence.days, "usual": q.silence.usual} for q in r.quiet],
        "loops": [{"by": x.by, "to": x.to, "organisation": x.organisation, "next": x.next} for x in r.loops],
        "untold": [{"key": a.key, "day": a.day.isoformat(), "organisation": a.organisation, "names": list(a.names)} for a in r.untold],
        "plan": [{"at": s.at.isoformat(), "then": s.then, "words": s.words, "key": s.key, "channel": s.channel, "minutes": s.minutes} for s in r.plan],
    }  # fmt: skip


def in_words(loop: Loop) -> str:
    """One loop as a line: whose help it was, how far it is, what is open."""
    return f"{loop.by}: {loop_words(loop)}"
