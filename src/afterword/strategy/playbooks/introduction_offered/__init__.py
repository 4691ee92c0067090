"""Somebody offered to introduce you: thank them with words to pass on, remind twice at most (PLAYBOOK.md 6)."""

from __future__ import annotations

from collections.abc import Iterator

from afterword.story.model import Passage, PersonStory
from afterword.strategy.reaching import touches_since
from afterword.strategy.senses import first_name, spoken
from afterword.strategy.timing import evidence, window
from afterword.strategy.world import Playbook, Proposal, World


def waiting(person: PersonStory) -> Iterator[Passage]:
    """Offers of this person that have not been made good."""
    for passage in person.passages:
        if passage.offered is not None and passage.offered_on is not None and not passage.made and not passage.met and not passage.declined and set(passage.by) & set(person.handles):
            yield passage


def plan(person: PersonStory, world: World) -> Iterator[Proposal]:
    if person.tied("professional"):
        return
    days = world.workdays(person.country)
    for passage in waiting(person):
        offered, on = passage.offered, passage.offered_on
        assert offered is not None
        assert on is not None
        made = [e for e in touches_since(person, on) if e.at > offered.at and e.fact.id != offered.id]
        to = " at ".join(filter(None, (passage.to_name, passage.organisation))) or "somebody"
        if not made:
            step, span, tier = "thanks", window(days, on, *world.days("introduction_offered", "thanks", (0, 1, 3))), "promise"
            reason = f"{first_name(person)} offered to introduce you to {to}: thank them, with a few lines they can pass on."
        elif len(made) == 1:
            step, tier = "nudge", "window"
            span = window(days, max(on, made[0].day), *world.days("introduction_offered", "nudge", (4, 6, 12)))
            reason = f"{first_name(person)} offered on {spoken(on)} to introduce you to {to}. A light reminder, with an easy way out."
        elif len(made) == 2:
            step, tier = "nudge_2", "window"
            span = window(days, made[-1].day, *world.days("introduction_offered", "nudge_2", (8, 8, 28)))
            reason = f"One last word to {first_name(person)} about {to}; then release them kindly."
        else:
            continue
        yield Proposal(
            step, span, tier, offered, reason, (evidence(offered, passage.quote),), person, person.organisation, "",  # type: ignore[arg-type]
            ("email", "linkedin", "text", "call", "in_person"), "Thanks and a paste-ready blurb within a day; a reminder after six business days, one more after eight; then release them.",
            ("The introduction itself removes it.",), second=bool(made), value=9.5, gain=0.35,
            slots={"introduced": passage.to_name, "organisation": passage.organisation, "day": spoken(on)},
        )  # fmt: skip


PLAYBOOK = Playbook("introduction_offered", "person", plan, "An offered introduction is thanked for within a day and reminded of at most twice.")
