"""Where a role stands: what was named, what was answered, which nudges have left (shared by four playbooks)."""

from __future__ import annotations

import re
from datetime import date

from afterword.facts import Fact, Workdays
from afterword.facts.frozen import dataclass
from afterword.facts.late import late
from afterword.story.model import Entry, Opportunity, Owed, Talk
from afterword.strategy.senses import answers, counts, human
from afterword.strategy.world import World

CLOSED = ("rejected", "withdrawn", "accepted", "offer")


@dataclass(frozen=True, slots=True)
class Standing:
    """`named` is the employer's open date, `silent_since` the day the silence counts from, `nudges` what left since."""

    days: Workdays
    named: Owed | None
    call: Owed | None  # "call me if you have not heard": who, by which number
    silent_since: date | None
    since: Fact | None  # the fact that day stands on
    interview: Talk | None
    nudges: tuple[Entry, ...]
    heard: date | None  # their last human word after the nudge


def closed(opp: Opportunity, world: World) -> bool:
    """Is there nothing left to ask for: decided, offered, or another offer accepted since the last step here? (rule 13)"""
    if opp.stage in CLOSED:
        return True
    won = world.accepted()
    steps = [day for day in (opp.applied, *(t.day for t in opp.talks)) if day is not None]
    return won is not None and max(steps, default=won[1]) <= won[1]


def country(opp: Opportunity, world: World) -> str:
    """The other side's country, where a number tells it."""
    person = world.person(opp.contact) if opp.contact else None
    return person.country if person else ""


def standing(opp: Opportunity, world: World) -> Standing:
    """Reads the course of one role from its entries, oldest first."""
    days = world.workdays(country(opp, world))
    held = [t for t in opp.talks if t.status == "planned"]
    interview = max(held, key=lambda t: t.starts, default=None)
    replies = [e for e in opp.entries if answers(e)]
    last_answer = max(replies, key=lambda e: e.at, default=None)
    named = _named(opp, last_answer, interview)
    call = _call(opp, named)
    silent_since, since, nudges = _silence(opp, interview, last_answer, days)
    nudges = _after_date(opp, named) if named else nudges
    heard = max((e.day for e in opp.entries if nudges and e.at > nudges[-1].at and e.direction in ("in", "both") and human(e)), default=None)
    return Standing(days, named, call, silent_since, since, interview, nudges, heard)


def _named(opp: Opportunity, last_answer: Entry | None, interview: Talk | None) -> Owed | None:
    """The latest day they named for an answer that has not come since."""
    theirs = [o for o in opp.owed if not o.by_me and o.due_latest and not o.settled and (o.kind in ("reply", "decision") or _to_tell(o, opp, interview) or _new_times(o))]
    newest = max(theirs, key=lambda o: (o.at, o.due_latest or date.min), default=None)
    if newest is None or (last_answer is not None and last_answer.at > newest.at):
        return None
    # A date named before a later interview was about something else, unless it lies beyond that interview.
    if interview is not None and interview.starts > newest.at and newest.due_latest is not None and newest.due_latest < interview.day:
        return None
    return newest


_TIMES = late(r"\b(?:times?|dates?|slots?|appointments?)\b", re.IGNORECASE)


def _new_times(one: Owed) -> bool:
    """Did they promise to send times for a talk?"""
    return one.kind == "send_document" and _TIMES.search(one.quote) is not None


def _to_tell(one: Owed, opp: Opportunity, interview: Talk | None) -> bool:
    """Is it the call, promised after the interview, in which they mean to say how it went? An agreed talk is no such call, nor one that has been made."""
    if one.kind != "call" or interview is None or one.at < interview.starts or any(t.day == one.due_latest for t in opp.talks):
        return False
    return not any(e.way == "call" and e.at > one.at and e.direction in ("in", "both") for e in opp.entries)


def _call(opp: Opportunity, named: Owed | None) -> Owed | None:
    if named is None:
        return None
    return next((o for o in opp.owed if o.by_me and o.kind == "call" and o.fact.id == named.fact.id), None)


def _silence(
    opp: Opportunity, interview: Talk | None, last_answer: Entry | None, days: Workdays
) -> tuple[date | None, Fact | None, tuple[Entry, ...]]:
    """The day silence counts from, and my nudges since.

    It counts from the interview, or from the last word of either side before the first nudge: theirs when it answered
    nothing ("you're welcome"), mine when it answered their question. From the fourth business day on mine is a nudge.
    """
    if interview is None or (last_answer is not None and last_answer.at > interview.ends):
        return None, None, ()
    day, fact, nudges = interview.day, interview.facts[0], list[Entry]()
    asked = False
    for e in opp.entries:
        if e.at <= interview.ends or answers(e) or not human(e) or not counts(e):
            continue
        theirs, mine = e.direction in ("in", "both"), e.direction in ("out", "both")
        if mine and (nudges or e.day > days.after(day, 3)) and not asked:
            nudges.append(e)
        elif not nudges and (theirs or asked or e.way == "call") and e.day >= day:
            day, fact = e.day, e.fact
        asked = theirs and (e.does("question") is not None or (asked and not mine))
    return day, fact, tuple(nudges)


def _after_date(opp: Opportunity, named: Owed) -> tuple[Entry, ...]:
    """My touches about it since the day they had named."""
    day = named.due_latest or named.day
    return tuple(
        e for e in opp.entries if e.direction in ("out", "both") and counts(e) and human(e) and e.day > day and e.at > named.at
    )
