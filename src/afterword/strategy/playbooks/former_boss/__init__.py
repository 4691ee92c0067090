"""A former boss: a shared memory, news, one small ask (PLAYBOOK.md 6, former boss)."""

from __future__ import annotations

from collections.abc import Iterator

from afterword.facts.kinds import Tie
from afterword.story.model import PersonStory
from afterword.strategy.reaching import steps
from afterword.strategy.senses import first_name
from afterword.strategy.timing import evidence
from afterword.strategy.world import Playbook, Proposal, World


def plan(person: PersonStory, world: World) -> Iterator[Proposal]:
    tie = person.tied("former_boss")
    if tie is None:
        return
    stands = next((f for f in person.facts if f.id == tie.fact), None)
    if stands is None:
        return
    start = max(tie.learnt, world.since)
    for step, span, later in steps(person, world, "former_boss", start, 6):
        organisation = tie.organisation or person.organisation
        yield Proposal(
            step, span, "window", stands, f"{first_name(person)} was your boss{f' at {organisation}' if organisation else ''}: they know your work. A memory, your news, one small ask.",
            (evidence(stands, tie.quote if isinstance(stands.body, Tie) else f"{tie.quote}: {organisation}".strip(": ")),), person, person.organisation or organisation, "",
            ("email", "call", "card", "linkedin", "text"), "A former boss hears from you now: shared memory, news, one small ask; once more after six business days, then kept warm.",
            ("A word from you removes it; an answer ends it.",), second=later, value=9.5, gain=0.35, slots={"organisation": organisation},
        )  # fmt: skip


PLAYBOOK = Playbook("former_boss", "person", plan, "A former boss hears from you now, and once more after six business days.")
