"""A call that follows a follow-up: what came of it is logged, and the follow-up settled as far as the call settles it."""

from __future__ import annotations

from typing import Literal

from afterword.app import deciding, deeds
from afterword.app.home import Home
from afterword.facts import micros
from afterword.facts.kinds import Ref
from afterword.strategy.model import FollowUp

Way = Literal["call", "meeting", "conversation", "message", "card"]
Reached = Literal["", "reached", "voicemail", "no_answer"]


def touched(home: Home, key: str, way: Way, *, reached: Reached = "", note: str = "") -> FollowUp:
    """Logs the touch a follow-up asked for, with what was said. Nobody answered: it comes back on the next business day."""
    one = deciding.follow_up(home, key)
    if reached == "no_answer":
        deciding.snooze(home, key, home.workdays().after(home.today, 1).isoformat())
    else:
        deciding.done(home, key, channel="in_person" if way in ("meeting", "conversation") else "call" if way == "call" else "")
    who = Ref(one.person.name, one.person.handles, one.organisation)
    home.record((deeds.touch(home, way, (who,), micros(home.clock.now()), direction="both" if reached == "reached" else "", organisation=one.organisation, role=one.role, note=note, reached=reached),), f"log {way}")
    return one
