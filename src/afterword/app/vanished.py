"""Appointments that were deleted in the user's own calendar. Programs delete for many reasons, so nothing is taken back here:
of a talk that still counts the user is asked whether it was called off, and the answer is a fact like any other.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from afterword.app.sayings import answered
from afterword.app.wording import spoken
from afterword.facts import Fact, codec, micros
from afterword.facts import handles as h
from afterword.facts.kinds import Event
from afterword.store.rows import QuestionRow
from afterword.story import Talk
from afterword.strategy.model import Question
from afterword.strategy.planner import key_of
from afterword.strategy.timing import evidence

if TYPE_CHECKING:
    from afterword.app.home import Home

META = "vanished"
WHAT = "talk_gone"
SUBJECT = "calendar"
ASKED_FOR = 20
"""Days after a talk for which it is asked: somebody may still be thanked for it."""


def note(home: Home, account: str, uids: Iterable[str]) -> None:
    """Keeps which appointments are no longer in an account's calendars, and asks about them."""
    every = _noted(home)
    known = every.get(account, {})
    wanted = sorted(set(uids))
    if wanted == sorted(known):
        return
    new = set(wanted) - known.keys()
    found: dict[str, list[str]] = {name: [] for name in new}
    for one in home.store.in_force(["event"]) if new else ():
        if isinstance(one.body, Event) and one.body.uid in new and not one.body.recurrence:
            found[one.body.uid].append(one.id)
    every[account] = {name: known[name] if name in known else found[name] for name in wanted}
    home.store.put_meta(META, json.dumps(every, sort_keys=True))
    ask(home)


def _noted(home: Home) -> dict[str, dict[str, list[str]]]:
    kept: dict[str, dict[str, list[str]]] = json.loads(home.store.meta(META) or "{}")
    return kept


def ask(home: Home) -> None:
    """Puts what must be asked into the open questions, and takes out what no longer is."""
    every = _noted(home)
    if not every:
        return
    names = sorted({name for held in every.values() for facts in held.values() for name in facts})
    found = list(_questions(home, home.store.by_id(names).values()))
    told = answered(home.store) if found else set()
    home.store.put_questions({SUBJECT: [QuestionRow(one.key, codec.dumps(one)) for one in found if one.key not in told]})


def _questions(home: Home, events: Iterable[Fact]) -> Iterator[Question]:
    for one in events:
        talk = _talk(home, one)
        if talk is None or talk.status != "planned" or talk.logged or (home.today - talk.day).days > ASKED_FOR:
            continue
        passed = talk.ends <= micros(home.clock.now())
        ask_for = f"“{talk.quote}”, {spoken(talk.day, home.today)}, is no longer in your calendar. {'Was it called off?' if passed else 'Is it off?'}"
        yield Question(key_of("question", WHAT, one.id, ""), ask_for, ("yes", "no"), (evidence(one, talk.quote),), talk.people, WHAT)


def _talk(home: Home, event: Fact) -> Talk | None:
    """The talk that stands on this event now, whoever was there tells it."""
    body = event.body
    assert isinstance(body, Event)
    guests = [h.email_handle(a.email) for a in (*body.attendees, *((body.organizer,) if body.organizer else ()))]
    for guest in guests:
        story = home.world.person(guest)
        for talk in story.talks if story else ():
            if any(isinstance(f.body, Event) and f.body.uid == body.uid and not f.body.recurrence for f in talk.facts):
                return talk
    return None


def called_off(home: Home, question: Question) -> list[tuple[Event, int]]:
    """The appointment as its organiser would have cancelled it; a newer word from the calendar still stands above it."""
    found = home.store.by_id([b.fact for b in question.because])
    now = micros(home.clock.now())
    return [(replace(f.body, status="cancelled", stamp=max(f.body.stamp, now)), f.at) for f in found.values() if isinstance(f.body, Event)]
