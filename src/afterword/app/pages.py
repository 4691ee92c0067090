"""Today and the plan, as the contract of DESIGN.md section 3 shows them. Standard library only: it is the fast path."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from afterword.facts import Workdays, codec, micros
from afterword.facts.frozen import dataclass
from afterword.strategy.etiquette import Etiquette, Held, Search, page
from afterword.strategy.model import APPOINTMENT, Appointment, FollowUp, Outreach, Party, Question, Waiting, unpacked

if TYPE_CHECKING:
    from afterword.app.home import Home

LOOK_BACK = 20
"""Days of the user's touches that etiquette looks at: enough for any rest with holidays in it."""
WAITED = 120
"""Days after its day for which something may still be waited for: more than twenty-five business days of any two countries."""


@dataclass(frozen=True, slots=True)
class Rows:
    """What a page is made of, as it lies in the store."""

    follow_ups: Sequence[bytes]
    waiting: Sequence[bytes]
    questions: Sequence[bytes]
    outreach: Sequence[tuple[str, str, str, str, bytes]]
    page: str  # what `remember` kept
    coming: int
    problems: int


@dataclass(frozen=True, slots=True)
class Today:
    """The page of one day."""

    day: date
    zone: str
    follow_ups: tuple[FollowUp, ...]
    waiting: tuple[Waiting, ...]
    questions: tuple[Question, ...]
    held: tuple[Held, ...]
    coming: int
    problems: int
    search: Search = Search()
    prepare: tuple[Appointment, ...] = ()  # talks to come that it is time to prepare
    tell: tuple[Appointment, ...] = ()  # talks just over, of which nothing is told yet

    @property
    def promised(self) -> list[tuple[date, Waiting]]:
        """What others owe by a day to come, the next first."""
        return sorted(((w.due_latest, w) for w in self.waiting if w.due_latest and w.due_latest >= self.day), key=lambda one: (one[0], one[1].key))

    @property
    def minutes(self) -> int:
        return sum(f.minutes for f in self.follow_ups)


def outreach_of(rows: Iterable[tuple[str, str, str, str, bytes]]) -> list[Outreach]:
    """The user's recent touches."""
    return [
        Outreach(date.fromisoformat(day), person, tuple(houses), tuple(handles), thanks)
        for _, _, person, _, body in rows
        for day, houses, handles, thanks in json.loads(body)
    ]


def unique(bodies: Iterable[bytes]) -> list[FollowUp]:
    """Follow-ups, each key once: two subjects may tell of one touch."""
    return list({one.key: one for one in (codec.loads(FollowUp, b) for b in bodies)}.values())


def _open_question(one: Question, day: date) -> Question | None:
    """A promise becomes a question only when its window has closed; appointments have a place of their own."""
    if one.what == APPOINTMENT:
        return None
    if one.what.startswith("overdue_promise:"):
        if day.isoformat() <= one.what.split(":")[1]:
            return None
        return replace(one, what="overdue_promise")
    return one


def _apart(follow_ups: Iterable[FollowUp], doubts: Sequence[set[str]]) -> tuple[list[FollowUp], list[Held]]:
    """Those whose mail may have left already wait for the answer to that; an import may have given them another key."""
    free, held = [], []
    for one in follow_ups:
        facts, step = {b.fact for b in one.because}, f"{one.situation}.{one.step}"
        if any(one.key in about or (step in about and about & facts and about & set(one.person.handles)) for about in doubts):
            held.append(Held(one, "your mail may have arrived: say so first (afterword answer)"))
        else:
            free.append(one)
    return free, held


def today(rows: Rows, day: date, now: int, minutes: int | None = None) -> Today:
    """Applies etiquette to what is open on `day`; `now` in microseconds UTC."""
    told = json.loads(rows.page) if rows.page else {}
    workdays = Workdays(frozenset(map(date.fromisoformat, told.get("holidays", ()))))
    until = told.get("until")
    limits = codec.load(Etiquette, told.get("limits", {}))
    search = Search(told.get("search", "start"), date.fromisoformat(until) if until else None)
    asked = [codec.loads(Question, b) for b in rows.questions]
    questions = [q for one in asked if (q := _open_question(one, day)) is not None]
    talks = arranged(asked) if search.state != "end" else []
    follow_ups, doubted = _apart(unique(rows.follow_ups), [set(q.about) for q in questions if q.what == "unknown_sent"])
    chosen = page(
        follow_ups, day, workdays, outreach_of(rows.outreach), limits, search, minutes, now,
        frozenset(told.get("employer", ())),
    )  # fmt: skip
    waiting = [w for b in rows.waiting if (w := codec.loads(Waiting, b)).until is None or day < w.until]
    return Today(
        day, told.get("zone", "UTC"), chosen.shown, tuple(waiting), tuple(questions), (*doubted, *chosen.held), rows.coming, rows.problems, search,
        tuple(a for a in talks if a.ahead(day, now, workdays)), tuple(a for a in talks if a.asks(day, now, workdays)),
    )  # fmt: skip


def rows_of(home: Home, day: date) -> Rows:
    """What the page of a day is made of, from an open home."""
    store = home.store
    since = (day - timedelta(days=LOOK_BACK)).isoformat()
    out = [(o.fact, o.day, o.person, o.organisation, o.body) for o in store.outreach(since)]
    every = store.follow_ups(closes_from=day.isoformat())
    open_now = store.follow_ups(day.isoformat(), day.isoformat())
    return Rows(open_now, store.waiting(), store.questions(), out, store.meta("page"), len(every) - len(open_now), store.problem_count())


def today_of(home: Home, minutes: int | None = None) -> Today:
    """Today's page of an open home."""
    return today(rows_of(home, home.today), home.today, micros(home.clock.now()), minutes)


def arranged(rows: Iterable[Question]) -> list[Appointment]:
    """The appointments among what lies beside the plan, in order."""
    found = {q.key: unpacked(q) for q in rows if q.what == APPOINTMENT}
    return sorted(found.values(), key=lambda a: (a.starts, a.key))


# JSON, as the contract gives it


def person_json(person: Party) -> dict[str, Any]:
    return {"name": person.name, "emails": list(person.emails), "phones": list(person.phones)}


def follow_up_json(one: FollowUp, day: date) -> dict[str, Any]:
    """One follow-up as `today --json` and `plan --json` print it."""
    return {
        "key": one.key, "situation": one.situation, "step": one.step, "person": person_json(one.person), "organisation": one.organisation,
        "role": one.role, "channel": one.channel, "channels": list(one.channels), "opens": one.window.opens.isoformat(),
        "due": one.window.due.isoformat(), "closes": one.window.closes.isoformat(), "overdue_days": max(0, (day - one.window.due).days),
        "tier": one.tier, "minutes": one.minutes, "reason": one.reason,
        "because": [{"fact": b.fact, "at": b.at, "quote": b.quote, "origin": b.origin} for b in one.because],
    }  # fmt: skip


def waiting_json(one: Waiting) -> dict[str, Any]:
    return {
        "person": person_json(one.person), "organisation": one.organisation, "what": one.what,
        "due_earliest": one.due_earliest.isoformat() if one.due_earliest else None,
        "due_latest": one.due_latest.isoformat() if one.due_latest else None, "quote": one.quote,
    }  # fmt: skip


def question_json(one: Question) -> dict[str, Any]:
    return {"key": one.key, "ask": one.ask, "choices": list(one.choices), "because": [codec.plain(b) for b in one.because]}


def today_json(shown: Today) -> dict[str, Any]:
    """The document of `today --json`."""
    return {
        "version": 1, "day": shown.day.isoformat(), "timezone": shown.zone, "minutes": shown.minutes,
        "follow_ups": [follow_up_json(f, shown.day) for f in shown.follow_ups],
        "waiting_on": [waiting_json(w) for w in shown.waiting], "questions": [question_json(q) for q in shown.questions],
        "held_back": [{"key": x.follow_up.key, "reason": x.reason} for x in shown.held], "coming": shown.coming, "problems": shown.problems,
    }  # fmt: skip


def plan_json(follow_ups: Iterable[FollowUp], day: date, zone: str, days: int, waiting: Iterable[Waiting]) -> dict[str, Any]:
    """The document of `plan --json`: every open window up to `days` ahead, without etiquette."""
    return {
        "version": 1, "day": day.isoformat(), "timezone": zone, "days": days, "follow_ups": [follow_up_json(f, day) for f in follow_ups],
        "waiting_on": [waiting_json(w) for w in waiting],
    }  # fmt: skip
