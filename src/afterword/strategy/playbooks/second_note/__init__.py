"""The note of the week after, with something worth reading; there is no third (PLAYBOOK.md 6, second note)."""

from __future__ import annotations

from collections.abc import Iterator

from afterword.story.model import Opportunity
from afterword.strategy.senses import spoken
from afterword.strategy.timing import evidence, window
from afterword.strategy.waits import closed, standing
from afterword.strategy.world import Playbook, Proposal, World


def plan(opp: Opportunity, world: World) -> Iterator[Proposal]:
    if closed(opp, world):
        return
    now = standing(opp, world)
    if len(now.nudges) != 1 or (now.interview is None and now.named is None):
        return
    nudge = now.nudges[0]
    if now.interview is None and opp.application is not None and now.named is None:
        return
    person = next((p for x in nudge.covers if (p := world.person(x))), None) or world.person(opp.contact)
    start = max(nudge.day, now.heard or nudge.day)
    opens, due, closes = world.days("second_note", "second_note", (5, 5, 10))
    quote = next((s for s in (nudge.note, nudge.reading.text[:160] if nudge.reading else "") if s), f"you wrote on {spoken(nudge.day)}")
    yield Proposal(
        "second_note", window(now.days, start, opens, due, closes), "window", nudge.fact,
        f"Your note of {spoken(nudge.day)} has no answer yet: a second one the week after, with something worth reading. It is the last.",
        (evidence(nudge.fact, quote),), person, opp.organisation, opp.role, ("email", "linkedin", "card"),
        "Five business days after the nudge, one second note that continues the talk; then silence.", ("Any answer removes it.",),
        second=True, value=30, gain=0.125, slots={"day": spoken(nudge.day)},
    )  # fmt: skip


PLAYBOOK = Playbook("second_note", "opportunity", plan, "A second note five business days after an unanswered nudge. There is no third.")
