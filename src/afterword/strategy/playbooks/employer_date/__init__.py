"""They named a day and it has passed: the next working day, by the channel they named (PLAYBOOK.md 6, employer named a date)."""

from __future__ import annotations

from collections.abc import Iterator

from afterword.story.model import Opportunity
from afterword.strategy.senses import first_name, human, spoken
from afterword.strategy.timing import evidence, moved, window
from afterword.strategy.waits import closed, standing
from afterword.strategy.world import Playbook, Proposal, World


def plan(opp: Opportunity, world: World) -> Iterator[Proposal]:
    if closed(opp, world):
        return
    now = standing(opp, world)
    named = now.named
    if named is None or named.due_latest is None or now.nudges:
        return
    source = next((e for e in opp.entries if e.fact.id == named.fact.id), None)
    if not named.told and (source is None or (not human(source) and now.interview is None)):
        return  # a machine's date on a mere application belongs to the application
    person = world.person(named.person) or world.person(opp.contact)
    call = now.call is not None and person is not None and "call" not in person.never
    due = 1 if call else 2
    opens, due, closes = world.days("employer_date", "nudge", (1, due, 10))
    who, day = first_name(person), spoken(named.due_latest)
    asked = f"{who} asked you to call if you had not heard by {day}." if call else f"{person.name if person else opp.organisation} meant to answer by {day}."
    quotes = [evidence(named.fact, named.quote)]
    if now.call is not None and now.call.quote != named.quote:
        quotes.append(evidence(now.call.fact, now.call.quote))
    span = window(now.days, named.due_latest, opens, due, closes)
    if call and now.call is not None and now.call.due_earliest is not None and now.call.due_earliest > span.due:
        span = moved(span, now.call.due_earliest, now.days)  # they named the day of the call too
    yield Proposal(
        "nudge", span, "promise", named.fact, asked, tuple(quotes), person,
        opp.organisation, opp.role, ("call", "email", "linkedin") if call else ("email", "call", "linkedin"),
        "When the day they named has passed, one touch on the next working day or two, by the channel they named; never before.",
        (f"An answer, a next step or a new date from {opp.organisation or 'them'} removes it.",), number=(now.call.phone if now.call else "") if call else "",
        asked=True, value=30, gain=0.25, slots={"date": day, "quote": named.quote, "iso": named.due_latest.isoformat()},
    )  # fmt: skip


PLAYBOOK = Playbook("employer_date", "opportunity", plan, "They named a day: nothing before it, then one touch within two business days, a call if they asked for one.")
