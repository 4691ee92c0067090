"""Facts with what was read in them, made by hand from lines of the notation."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.notation import ME as ADDRESS
from tests.notation import facts

from afterword.facts import Fact
from afterword.reading.model import Act, Commitment, Reading
from afterword.story.model import Me, Told

ME = Me("Sam Rivera", frozenset({ADDRESS}), frozenset({"li:sam-rivera"}))


def said(line: str, *acts: Act, kind: Any = "personal", **more: Any) -> Told:
    """One line, with what was read in it."""
    (one,) = facts(line)
    return Told(one, Reading(one.id, "en", kind, 0.9, acts=acts, **more))


def told(text: str) -> list[Told]:
    """Lines that nothing was read in: what the user told, calendars, contacts."""
    return [Told(one) for one in facts(text)]


def learnt(one: Told, at: int) -> Told:
    """The same fact, known from another moment on."""
    fact: Fact = replace(one.fact, learnt=at)
    return Told(fact, one.reading)


def owes(who: str, kind: Any, quote: str, due: Any = None, **more: Any) -> Commitment:
    """What a mail says that somebody owes."""
    side: Any = "me" if who == "me" else "them"
    return Commitment(side, who, kind, due, due, quote=quote, **more)
