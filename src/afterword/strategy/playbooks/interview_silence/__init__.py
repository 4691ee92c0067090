"""After an interview without a date: one nudge on business day six (PLAYBOOK.md 6, interview, no date)."""

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
    if now.named is not None or now.silent_since is None or now.interview is None or now.since is None or now.nudges:
        return
    person = world.person(opp.contact) or next((p for h in now.interview.people if (p := world.person(h))), None)
    opens, due, closes = world.days("interview_silence", "nudge", (5, 6, 25))
    yield Proposal(
        "nudge", window(now.days, now.silent_since, opens, due, closes), "window", now.interview.facts[0],
        f"You spoke on {spoken(now.interview.day)} and no day was named: ask for the next step, with one thought on their problem.",
        (evidence(now.interview.facts[0], now.interview.quote),), person, opp.organisation or now.interview.organisation, opp.role or now.interview.role,
        ("email", "call", "linkedin"), "No date named: one nudge on business day six, never before the fifth.",
        ("An answer, a next step or a date from them removes it; a polite word restarts the clock.",),
        value=30, gain=0.25, slots={"day": spoken(now.interview.day), "note": now.interview.note}, also=(*now.interview.facts, now.since),
    )  # fmt: skip


PLAYBOOK = Playbook("interview_silence", "opportunity", plan, "An interview without a date: one nudge from the fifth business day, due on the sixth.")
