"""An offer has a last day: answer the business day before it (DESIGN.md section 3)."""

from __future__ import annotations

from collections.abc import Iterator

from afterword.story.model import Opportunity
from afterword.strategy.senses import spoken
from afterword.strategy.timing import evidence, ordered
from afterword.strategy.waits import country
from afterword.strategy.world import Playbook, Proposal, World


def plan(opp: Opportunity, world: World) -> Iterator[Proposal]:
    fact, due, on = opp.offer, opp.offer_due, opp.offer_on
    if opp.stage != "offer" or fact is None or due is None or on is None or due < on:
        return
    days = world.workdays(country(opp, world))
    person = world.person(opp.contact) if opp.contact else None
    before = days.before(due)
    yield Proposal(
        "answer", ordered(on, before if before >= on else due, due), "promise", fact,
        f"{opp.organisation} wants your answer by {spoken(due)}.", (evidence(fact, opp.offer_quote),), person, opp.organisation, opp.role,
        ("call", "email"), "An offer is answered on the business day before its last day, never after it.",
        ("Your yes or no, by mail or `outcome`, removes it.",), asked=True, value=100, gain=1, slots={"date": spoken(due), "quote": opp.offer_quote},
    )  # fmt: skip


PLAYBOOK = Playbook("offer_deadline", "opportunity", plan, "An offer with a last day is answered on the business day before it.")
