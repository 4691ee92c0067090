"""The hairstylist who offered to introduce you: at the next visit, or after seven business days (PLAYBOOK.md 6)."""

from __future__ import annotations

from collections.abc import Iterator

from afterword.story.model import PersonStory
from afterword.strategy.reaching import touches_since
from afterword.strategy.senses import first_name, spoken
from afterword.strategy.timing import evidence, window
from afterword.strategy.world import Playbook, Proposal, World


def plan(person: PersonStory, world: World) -> Iterator[Proposal]:
    if not person.tied("professional"):
        return
    days = world.workdays(person.country)
    for passage in person.passages:
        offered, on = passage.offered, passage.offered_on
        if offered is None or on is None or passage.made or passage.met or passage.declined or not set(passage.by) & set(person.handles):
            continue
        made = [e for e in touches_since(person, on) if e.at > offered.at and e.fact.id != offered.id]
        if len(made) >= 2:
            continue
        to = " at ".join(filter(None, (passage.to_name, passage.organisation))) or "somebody"
        step, start = ("first", on) if not made else ("second", made[-1].day)
        default = (1, 7, 20) if not made else (10, 10, 30)
        yield Proposal(
            step, window(days, start, *world.days("professional", step, default)), "window", offered,
            f"{first_name(person)} offered on {spoken(on)} to introduce you to {to}: bring it up at your next visit, with a line to pass on.",
            (evidence(offered, passage.quote),), person, person.organisation, "", ("in_person", "text", "call", "email"),
            "At the next visit, or after seven business days; once more at the one after; never while they work.", ("The introduction itself removes it.",),
            second=bool(made), value=9.5, gain=0.35, slots={"introduced": passage.to_name, "organisation": passage.organisation, "day": spoken(on)},
        )  # fmt: skip


PLAYBOOK = Playbook("professional", "person", plan, "A professional who offered an introduction: a card or a line at the next visit, or after seven business days.")
