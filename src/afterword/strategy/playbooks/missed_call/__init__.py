"""An agreed talk did not happen: offer a new time, without blame (DESIGN.md section 3)."""

from __future__ import annotations

from collections.abc import Iterator

from afterword.story.model import PersonStory
from afterword.strategy.senses import counts, first_name, in_search, spoken
from afterword.strategy.timing import evidence, window
from afterword.strategy.world import Playbook, Proposal, World


def plan(person: PersonStory, world: World) -> Iterator[Proposal]:
    days = world.workdays(person.country)
    for talk in person.talks:
        if talk.status not in ("missed", "declined"):
            continue
        day = talk.missed_on or talk.learnt
        later = [e for e in person.entries if e.at > (talk.starts if talk.status == "missed" else 0) and e.day >= day and e.fact.id not in {f.id for f in talk.facts}]
        if any(e.direction in ("out", "both") and counts(e) and e.way != "meeting" for e in later) or any(t.starts > talk.starts and t.status == "planned" for t in person.talks):
            continue
        if not in_search(person, world):
            continue
        told = next((e for e in reversed(person.entries) if (e.day >= day and not e.reached) or e.does("talk_missed", "talk_cancelled")), None)
        proof = [evidence(talk.facts[0], talk.quote)] + ([evidence(told.fact, told.note or told.acts[0].quote if told.acts else told.note)] if told else [])
        yield Proposal(
            "new_time", window(days, day, *world.days("missed_call", "new_time", (0, 2, 10))), "promise", talk.facts[0],
            f"Your talk with {first_name(person)} on {spoken(talk.day)} did not happen: offer a new time.", tuple(proof), person,
            talk.organisation or person.organisation, talk.role, ("email", "call", "text", "linkedin"),
            "A talk that did not happen gets a new time within two business days, without blame.", ("A word from you, or a new appointment, removes it.",),
            asked=True, value=30, gain=0.35, slots={"day": spoken(talk.day)}, also=talk.facts,
        )  # fmt: skip


PLAYBOOK = Playbook("missed_call", "person", plan, "An agreed talk that did not happen: offer a new time within two business days.")
