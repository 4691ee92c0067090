"""What the user decides about follow-ups and open questions: done, skip, snooze, answer, undo."""

from __future__ import annotations

import shlex
from datetime import date
from typing import Any, Literal

from afterword.app import vanished
from afterword.app.home import Home
from afterword.app.sayings import reading_now
from afterword.app.telling import day
from afterword.app.wording import spoken
from afterword.errors import BadUsage, NotFound
from afterword.facts import codec
from afterword.facts import handles as h
from afterword.facts.kinds import Body, Correction, Decision, Message
from afterword.strategy.model import APPOINTMENT, FollowUp, Question

TYPED = "command line"
"""Where a decision comes from, unless told."""

LAST_DAYS = ("offer_deadline",)
"""Situations of which nothing is left to do after their last day, because somebody else set it."""

READ = ("employer_date", "my_promise", "reply_owed")
"""Situations that stand on what somebody promised or asked in a mail, and on nothing else."""


def follow_up(home: Home, key: str) -> FollowUp:
    """The follow-up of a key or the beginning of one; else the one open for a person of that name."""
    try:
        return codec.loads(FollowUp, home.store.follow_up(key.strip().lower()))
    except NotFound as missing:
        named = _by_person(home, key)
        if len(named) == 1:
            return named[0]
        if len(named) > 1:
            listed = "; ".join(f"{f.key[:4]} {f.situation.replace('_', ' ')}, {f.step.replace('_', ' ')} ({f.person.name or f.organisation})" for f in named[:6])
            raise NotFound(f"{key!r} could be several follow-ups: {listed}") from None
        if "could be" in str(missing):
            raise
        raise NotFound(_asked(home, key) or f"no follow-up has the key {key!r}, and none open today is for somebody of that name: see `afterword plan`") from None


def _asked(home: Home, key: str) -> str:
    """What to do with a key that is a question's or a talk's; empty where it is none."""
    try:
        one = codec.loads(Question, home.store.question(key.strip().lower()))
    except NotFound:
        return ""
    if one.what == APPOINTMENT:
        return f"{key!r} is a talk, not a follow-up: see `afterword interview`"
    return f"{key!r} is a question: {one.ask} Answer it with `afterword answer {key} {shlex.quote(one.choices[0])}`"


def _by_person(home: Home, text: str) -> list[FollowUp]:
    words = text.casefold().split()
    today = home.today.isoformat()
    every = [codec.loads(FollowUp, b) for b in home.store.follow_ups(opens_by=today, closes_from=today)]
    return [f for f in every if words and all(w in f.person.name.casefold() or w in f.organisation.casefold() for w in words)]


def _decision(one: FollowUp, act: Any, **more: Any) -> Decision:
    facts = tuple(dict.fromkeys(b.fact for b in one.because))
    handles = one.person.handles or tuple(filter(None, (h.org_handle(one.organisation),)))
    return Decision(act, one.key, one.situation, one.step, handles, facts, **more)


def done(home: Home, key: str, note: str = "", channel: str = "", *, origin: str = TYPED) -> FollowUp:
    """The user did it."""
    one = follow_up(home, key)
    home.record((_decision(one, "done", channel=channel or one.channel, note=note),), f"done {one.key[:4]}", origin)
    return one


def skip(home: Home, key: str, note: str = "", *, origin: str = TYPED) -> FollowUp:
    """The user will not do it."""
    one = follow_up(home, key)
    home.record((_decision(one, "skip", note=note),), f"skip {one.key[:4]}", origin)
    return one


def never(home: Home, key: str, note: str = "") -> FollowUp:
    """It is no follow-up at all: what it stands on will not plan this again, and a mail misread for it binds nobody from now on."""
    one = follow_up(home, key)
    taught = (Correction("reading", mail, "", {"promises": "none"}) for mail in _misread(home, one))
    home.record((_decision(one, "not_a_follow_up", note=note), *taught), f"not a follow-up {one.key[:4]}")
    return one


def _misread(home: Home, one: FollowUp) -> list[str]:
    """Mails that gave nothing but the promise or the question this stands on; a mail that says more keeps its other words."""
    if one.situation not in READ:
        return []
    mails = [f for f in home.store.by_id([b.fact for b in one.because if b.fact]).values() if isinstance(f.body, Message)]
    return [f.id for f in mails if (reading := reading_now(home, f)) is not None and len(reading.commitments) <= 1]


def snooze(home: Home, key: str, until: str, *, origin: str = TYPED) -> tuple[FollowUp, date]:
    """Not before that day. Raises BadUsage for a day gone by, and for one after the last day on which somebody waits for an answer."""
    one = follow_up(home, key)
    to = day(home, until)
    if to is None or to <= home.today:
        raise BadUsage(f"snooze until a day to come, not {until!r}")
    if one.situation in LAST_DAYS and one.window.opens <= one.window.closes < to:
        raise BadUsage(f"{spoken(one.window.closes, home.today)} is the last day for it: snooze until then at most, or skip it")
    home.record((_decision(one, "snooze", until=to),), f"snooze {one.key[:4]}", origin)
    return one, to


def question(home: Home, key: str) -> Question:
    try:
        return codec.loads(Question, home.store.question(key.strip().lower()))
    except NotFound:
        from afterword.app import likening

        return likening.question(home, key)  # one that the page has no room for


def answer(home: Home, key: str, choice: str) -> Question:
    """Answers an open question; what it teaches is kept as a correction."""
    one = question(home, key)
    picked = next((c for c in one.choices if c.casefold() == choice.casefold()), None)
    picked = picked or next((c for c in one.choices if choice.isdigit() and one.choices.index(c) == int(choice) - 1), None)
    near = [c for c in one.choices if choice.casefold() in c.casefold()]
    picked = picked or (near[0] if len(near) == 1 else None)
    if picked is None:
        raise BadUsage(f"{choice!r} is no answer to that: choose from {', '.join(one.choices)}")
    if one.what == "unknown_sent":
        from afterword.app import doubts, sending

        sending.told(home, one.about[0], arrived=picked == doubts.ARRIVED)
        return one
    bodies: list[Body | tuple[Body, int]] = [
        Decision("answer", one.key, "question", one.what, tuple(x for x in one.about if ":" in x), tuple(b.fact for b in one.because), choice=picked)
    ]
    if one.what == "person_merge":
        bodies.append(Correction("person_merge" if picked == "yes" else "person_split", one.about[0], one.about[1]))
    elif one.what == "role_assign":
        bodies.append(Correction("role_assign", one.about[0], one.about[1], {"role": picked}))
    elif one.what == vanished.WHAT and picked == "yes":
        bodies += vanished.called_off(home, one)
    elif one.what.startswith("overdue_promise"):
        fact = one.because[0].fact if one.because else ""
        act: Literal["done", "skip"] = "done" if picked == "done" else "skip"
        bodies.append(Decision(act, "", "my_promise", one.what.split(":")[2], tuple(one.about), (fact,)))
    home.record(bodies, f"answer {one.key[:4]}")
    return one
