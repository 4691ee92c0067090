"""An introduction was made: thank whoever made it, write to the one you now know (DESIGN.md section 3)."""

from __future__ import annotations

from collections.abc import Iterator

from afterword.story.model import Passage, PersonStory
from afterword.strategy.reaching import touches_since
from afterword.strategy.senses import first_name
from afterword.strategy.timing import evidence, window
from afterword.strategy.world import Playbook, Proposal, World


def _thank(person: PersonStory, passage: Passage, world: World) -> Iterator[Proposal]:
    """To the introducer: thanks when it was made, and how it went when you have met."""
    for step, fact, on in (("thank_introducer", passage.made, passage.made_on), ("tell_how_it_went", passage.met, passage.met_on)):
        if fact is None or on is None or [e for e in touches_since(person, on) if e.at > fact.at and e.fact.id != fact.id]:
            continue
        who = passage.to_name or passage.organisation or "somebody"
        reason = f"{first_name(person)} introduced you to {who}: thank them." if step == "thank_introducer" else f"You have met {who}: tell {first_name(person)}, who made it happen."
        yield Proposal(
            step, window(world.workdays(person.country), on, *world.days("introduction_made", step, (0, 2, 10))), "promise", fact, reason,
            (evidence(fact, passage.quote),), person, person.organisation, "", ("email", "linkedin", "text", "call", "in_person", "card"),
            "An introduction is thanked for within two business days, and its maker hears how it went.", ("Your thanks, by any channel, removes it.",),
            thanks=True, value=9.5, gain=0.35, slots={"introduced": who, "organisation": passage.organisation},
        )  # fmt: skip


def plan(person: PersonStory, world: World) -> Iterator[Proposal]:
    mine = set(person.handles)
    for passage in person.passages:
        if set(passage.by) & mine:
            yield from _thank(person, passage, world)
        elif set(passage.to) & mine and passage.made is not None and passage.made_on is not None and passage.met is None:
            later = [e for e in touches_since(person, passage.made_on) if e.at > passage.made.at and e.fact.id != passage.made.id]
            if later:
                continue
            yield Proposal(
                "write", window(world.workdays(person.country), passage.made_on, *world.days("introduction_made", "write", (0, 2, 10))), "promise", passage.made,
                f"{passage.by_name or 'Somebody'} introduced you to {person.name or 'them'}: write first, within two business days.",
                (evidence(passage.made, passage.quote),), person, passage.organisation or person.organisation, "",
                ("email", "linkedin", "call", "text", "in_person"), "Whoever you were introduced to hears from you first.",
                ("Your first word to them removes it.",), asked=True, value=9.5, gain=0.35, slots={"introducer": passage.by_name, "organisation": passage.organisation},
            )  # fmt: skip


PLAYBOOK = Playbook("introduction_made", "person", plan, "After an introduction: thank whoever made it, and write to the one you now know, within two business days.")
