"""Somebody gave you a talk about their field: thank them within a day (PLAYBOOK.md 6, informational talk)."""

from __future__ import annotations

from collections.abc import Iterator

from afterword.story.model import PersonStory
from afterword.strategy.senses import counts, first_name, is_part_of, real_talks, spoken
from afterword.strategy.timing import evidence, thanks
from afterword.strategy.world import Playbook, Proposal, World


def plan(person: PersonStory, world: World) -> Iterator[Proposal]:
    days = world.workdays(person.country)
    for talk in real_talks(person):
        later = (e for e in person.entries if e.at >= talk.starts and e.day >= talk.day and not is_part_of(e, talk) and counts(e))
        if any(e.direction in ("out", "both") and e.way != "meeting" for e in later):
            continue
        yield Proposal(
            "thank_you", thanks(days, talk.ends, talk.day), "promise", talk.facts[0],
            f"{first_name(person)} gave you a talk on {spoken(talk.day)}: thank them, and say what you will do with it.",
            (evidence(talk.facts[0], talk.note or talk.quote),), person, talk.organisation or person.organisation, "",
            ("email", "card", "call", "linkedin", "text"), "Thank for a talk within a day; no request in the thanks.",
            ("A thank-you you have sent removes it.",), thanks=True, value=9.5, gain=0.35,
            slots={"day": spoken(talk.day), "note": talk.note}, also=talk.facts,
        )  # fmt: skip


PLAYBOOK = Playbook("informational_thank_you", "person", plan, "Whoever gave you a talk about their field is thanked within a day.")
