"""The boss's superior: after the boss, if in touch; else now (PLAYBOOK.md 6, boss's superior)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from afterword.facts import handles as h
from afterword.story.model import PersonStory
from afterword.strategy.reaching import steps, touches_since
from afterword.strategy.senses import first_name
from afterword.strategy.timing import evidence
from afterword.strategy.world import Playbook, Proposal, World

IN_TOUCH = timedelta(days=400)


def bosses(person: PersonStory, organisation: str, world: World) -> list[PersonStory]:
    """Former bosses of the same house."""
    story = world.organisation(h.org_handle(organisation)) if organisation else None
    if story is None:
        return []
    found = [world.person(key) for key in (*story.people, *story.former)]
    return [p for p in found if p is not None and p.key != person.key and p.tied("former_boss")]


def _ready(person: PersonStory, organisation: str, learnt: date, world: World) -> date | None:
    """The day from which the superior may be written to; None while a boss who is in touch comes first."""
    for boss in bosses(person, organisation, world):
        heard = max((e.day for e in boss.entries if e.direction in ("in", "both") and not e.automatic), default=None)
        if boss.stop is not None or heard is None or heard < learnt - IN_TOUCH:
            continue
        tie = boss.tied("former_boss")
        since = max(world.since, tie.learnt if tie else learnt)
        spoken = touches_since(boss, since)
        if not spoken:
            return None
        return max(learnt, spoken[0].day + timedelta(days=1))
    return learnt


def plan(person: PersonStory, world: World) -> Iterator[Proposal]:
    tie = person.tied("boss_superior")
    if tie is None:
        return
    stands = next((f for f in person.facts if f.id == tie.fact), None)
    organisation = tie.organisation or person.organisation
    start = _ready(person, organisation, max(tie.learnt, world.since), world)
    if stands is None or start is None:
        return
    named = bosses(person, organisation, world)
    boss = named[0].name if named else ""
    for step, span, later in steps(person, world, "boss_superior", start, 8):
        yield Proposal(
            step, span, "window", stands, f"{first_name(person)} led the house you worked in{f' under {boss}' if boss else ''}: one question only they can answer.",
            (evidence(stands, tie.quote),), person, person.organisation or organisation, "", ("email", "linkedin", "card", "call"),
            "The boss first, if in touch; then the superior, naming boss and project; never round a boss you still have.",
            ("A word from you removes it.",), second=later, value=9.5, gain=0.35, slots={"organisation": organisation, "boss": boss},
        )  # fmt: skip


PLAYBOOK = Playbook("boss_superior", "person", plan, "A boss's superior hears from you after the boss has; without a boss in touch, now.")
