"""Every interviewer of every round is thanked within a day, each in their own words (PLAYBOOK.md 6, interview thank-you)."""

from __future__ import annotations

from collections.abc import Iterator

from afterword.story.model import Entry, Opportunity, PersonStory, Talk
from afterword.strategy.senses import counts, first_name, is_part_of, spoken
from afterword.strategy.timing import evidence, thanks
from afterword.strategy.waits import country
from afterword.strategy.world import Playbook, Proposal, World


def _after(e: Entry, talk: Talk) -> bool:
    """Any word of the user's after the talk has thanked, or at least passed the moment to thank apart."""
    return (
        e.at >= talk.starts and e.day >= talk.day and e.direction in ("out", "both") and counts(e)
        and not is_part_of(e, talk) and e.way not in ("meeting", "interview", "conversation")
    )  # fmt: skip


def _was_there(person: PersonStory, talk: Talk, world: World) -> bool:
    """Is the talk still as this person's last invitation says? Whom a newer one drops is told of it by nobody; the house's story knows."""
    houses = (world.organisation(x) for x in talk.organisations)
    held = next((t for house in houses if house for opp in house.opportunities for t in opp.talks if t.key == talk.key), talk)
    return not held.people or bool(set(held.people) & set(person.handles)) or held.facts[0].id == talk.facts[0].id


def plan(person: PersonStory, world: World) -> Iterator[Proposal]:
    days = world.workdays(person.country)
    for talk in person.talks:
        if not talk.interview or talk.status != "planned" or any(_after(e, talk) for e in person.entries) or not _was_there(person, talk, world):
            continue
        organisation = talk.organisation or person.organisation
        yield Proposal(
            "thank_you", thanks(days, talk.ends, talk.day), "promise", talk.facts[0],
            f"You spoke with {first_name(person)} on {spoken(talk.day)}{f' at {organisation}' if organisation else ''}: a word of thanks within a day.",
            (evidence(talk.facts[0], talk.quote),), person, organisation, talk.role, ("email", "card", "linkedin", "text"),
            "Thank each interviewer within a day, in words that only they could get.", ("A thank-you you have sent removes it.",),
            thanks=True, value=30, gain=0.35, slots={"day": spoken(talk.day), "note": talk.note, "iso": talk.day.isoformat()}, also=talk.facts,
        )  # fmt: skip


def plan_unnamed(opp: Opportunity, world: World) -> Iterator[Proposal]:
    """Where only the employer is known: somebody gave their time, and the thanks say whom to look for."""
    days = world.workdays(country(opp, world))
    for talk in opp.talks:
        thanked = any(e.at >= talk.ends and e.direction == "out" for e in opp.entries)
        if talk.people or talk.status != "planned" or thanked or opp.stage in ("withdrawn", "accepted"):
            continue
        yield Proposal(
            "thank_you", thanks(days, talk.ends, talk.day), "promise", talk.facts[0],
            f"You spoke with {opp.organisation} on {spoken(talk.day)}: find out who was there, and thank each within a day.",
            (evidence(talk.facts[0], talk.quote),), None, opp.organisation, talk.role or opp.role, ("email", "linkedin"),
            "Thank each interviewer within a day, in words that only they could get.", ("A thank-you you have sent removes it.",),
            thanks=True, value=30, gain=0.35, slots={"day": spoken(talk.day)}, also=talk.facts,
        )  # fmt: skip


SAYS = "Each interviewer is thanked within a day of the talk; the offer closes after three business days."
PLAYBOOK = (
    Playbook("interview_thank_you", "person", plan, SAYS),
    Playbook("interview_thank_you", "opportunity", plan_unnamed, SAYS),
)
