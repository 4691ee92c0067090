"""A no is thanked for within a day or two, and kept warm: they may send you to somebody else (PLAYBOOK.md 6, rejection)."""

from __future__ import annotations

from collections.abc import Iterator

from afterword.facts.kinds import Message
from afterword.story.model import Opportunity
from afterword.strategy.reaching import touches_since
from afterword.strategy.senses import first_name, spoken
from afterword.strategy.timing import evidence, window
from afterword.strategy.waits import country
from afterword.strategy.world import Playbook, Proposal, World

STEPS = ("thanks", "quarterly", "quarterly_2", "quarterly_3")


def plan(opp: Opportunity, world: World) -> Iterator[Proposal]:
    fact, on = opp.outcome, opp.outcome_on
    if opp.stage != "rejected" or fact is None or on is None:
        return
    who = opp.outcome_by or (opp.contact if opp.talks else "")
    person = world.person(who) if who else None
    if person is None or person.mailbox:
        return  # a machine's no is nobody's to thank
    days = world.workdays(country(opp, world))
    sent = [e for e in touches_since(person, on) if e.at > fact.at]
    heard = max((e.at for e in person.entries if e.at > fact.at and e.direction in ("in", "both")), default=0)
    if len(sent) >= len(STEPS) or sum(1 for e in sent if e.at > heard) >= 3:
        return
    step = STEPS[len(sent)]
    if not sent:
        span = window(days, on, *world.days("rejection", "thanks", (0, 1, 5)))
        reason = f"{first_name(person)} said no on {spoken(on)}. Thank them; they may know who else needs you."
    else:
        span = window(days, sent[-1].day, *world.days("rejection", "quarterly", (60, 60, 80)))
        reason = f"Three months since {first_name(person)} last heard from you: a word, without a request."
    quote = opp.outcome_quote or (fact.body.subject if isinstance(fact.body, Message) else "")
    yield Proposal(
        step, span, "window", fact, reason, (evidence(fact, quote),), person, opp.organisation, opp.role, ("email", "call", "card", "linkedin"),
        "Thank for a no within a day or two, no appeal; then a word a quarter, until three go unanswered.",
        ("Your thanks, by any channel, removes it.",), second=bool(sent), thanks=not sent, asked=not sent, value=3, gain=0.35, slots={"day": spoken(on)},
    )  # fmt: skip


PLAYBOOK = Playbook("rejection", "opportunity", plan, "A no is thanked for within a day or two; then a word each quarter, at most three unanswered.")
