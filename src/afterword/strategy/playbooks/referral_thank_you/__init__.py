"""Somebody spoke for you: thank them at once, and use the door they opened (DESIGN.md section 3)."""

from __future__ import annotations

from collections.abc import Iterator

from afterword.story.model import PersonStory
from afterword.strategy.reaching import touches_since
from afterword.strategy.senses import first_name
from afterword.strategy.timing import evidence, window
from afterword.strategy.world import Playbook, Proposal, World


def plan(person: PersonStory, world: World) -> Iterator[Proposal]:
    spoke = [(e, act) for e in person.entries if e.direction == "in" and not e.automatic and (act := e.does("referral"))]
    if not spoke:
        return
    entry, act = spoke[-1]
    if any(e.at > entry.at for e in touches_since(person, entry.day)):
        return
    to = " at ".join(filter(None, (act.person, act.organisation)))
    yield Proposal(
        "thanks", window(world.workdays(person.country), entry.day, *world.days("referral_thank_you", "thanks", (0, 2, 10))), "promise", entry.fact,
        f"{first_name(person)} spoke for you{f' to {to}' if to else ''}: thank them.", (evidence(entry.fact, act.quote),), person, person.organisation, "",
        ("email", "call", "card", "linkedin", "text"), "A referral is thanked for within two business days, and its giver hears how it ends.",
        ("Your thanks, by any channel, removes it.",), thanks=True, value=9.5, gain=0.35,
        slots={"introduced": act.person, "organisation": act.organisation, "email": act.email},
    )  # fmt: skip


PLAYBOOK = Playbook("referral_thank_you", "person", plan, "Whoever spoke for you is thanked within two business days.")
