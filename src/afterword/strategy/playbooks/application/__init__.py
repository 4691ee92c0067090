"""An application sent and not answered: business day seven, once more seven later, then the network (PLAYBOOK.md 6)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from afterword.facts.kinds import Message
from afterword.story.model import Entry, Opportunity
from afterword.strategy.senses import answers, counts, human, spoken
from afterword.strategy.timing import evidence, window
from afterword.strategy.waits import closed, country
from afterword.strategy.world import Playbook, Proposal, World


def _quote(opp: Opportunity) -> str:
    fact = opp.application
    body = fact.body if fact else None
    if isinstance(body, Message):
        entry = next((e for e in opp.entries if fact and e.fact.id == fact.id), None)
        act = entry.does("application") if entry else None
        words = act.quote if act else (entry.reading.text if entry and entry.reading else "")
        return next((line for line in (words, body.subject) if "appl" in line.casefold()), body.subject or words)[:300]
    return f"application for {opp.role or 'a role'} at {opp.organisation}"


def _answered(opp: Opportunity) -> bool:
    first = opp.application.at if opp.application else 0
    if any(o.told and not o.by_me and o.due_latest and o.kind in ("reply", "decision") for o in opp.owed):
        return True  # the user told by when a person there had promised an answer
    return any(
        e.at > first and e.direction in ("in", "both") and (answers(e) or _by_hand(e)) for e in opp.entries
    )


def _by_hand(e: Entry) -> bool:
    """A person's own word, and no mere receipt."""
    receipt = e.reading is not None and e.reading.kind == "application_received" and e.does("question", "talk_proposed") is None
    return human(e) and not receipt


def _promised(opp: Opportunity) -> date | None:
    """The day until which they said to wait."""
    return max((o.due_latest for o in opp.owed if not o.by_me and o.due_latest and o.kind in ("reply", "decision")), default=None)


def _chases(opp: Opportunity, first_day: date) -> list[Entry]:
    own = {f.id for f in opp.applications}
    return [e for e in opp.entries if e.fact.id not in own and e.direction in ("out", "both") and counts(e) and human(e) and e.day > first_day]


def plan(opp: Opportunity, world: World) -> Iterator[Proposal]:
    fact, on = opp.application, opp.applied
    if fact is None or on is None or opp.talks or _answered(opp) or closed(opp, world):
        return
    days = world.workdays(country(opp, world))
    chases = _chases(opp, on)
    if len(chases) >= 2:
        return
    person = world.person(opp.contact) if opp.contact else None
    wait = _promised(opp)
    if chases:
        step = "second"
        span = window(days, chases[-1].day, *world.days("application", "second", (7, 7, 15)))
        reason = f"Your first question of {spoken(chases[-1].day)} has no answer: one more, and then leave it."
    elif wait is not None and wait > on:
        step, span = "first", window(days, wait, 1, 2, 20)
        reason = f"They asked for time until {spoken(wait)}; that day has passed."
    else:
        step, span = "first", window(days, on, *world.days("application", "first", (5, 7, 30)))
        reason = f"You applied on {spoken(on)} and have heard nothing since."
    if person is None:
        reason += " Look for a person first: the hiring manager, or somebody you know inside."
    yield Proposal(
        step, span, "window", fact, reason, (evidence(fact, _quote(opp)),), person, opp.organisation, opp.role,
        ("email", "linkedin"), "Ask on business day seven (not before the fifth), once more seven later, then take the way through people.",
        ("Any human answer removes it; a receipt by a machine does not.",), second=bool(chases), value=1, gain=0.05 / (2 if chases else 1),
        slots={"day": spoken(on), "role": opp.role}, also=opp.applications,
    )  # fmt: skip


PLAYBOOK = Playbook("application", "opportunity", plan, "An unanswered application is asked after on business day seven, once more seven days later, and then let be.")
