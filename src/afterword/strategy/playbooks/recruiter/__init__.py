"""Recruiters: what is owed within two business days, the status after five (PLAYBOOK.md 6, recruiter)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from afterword.facts.kinds import Message
from afterword.story.model import Entry, PersonStory
from afterword.strategy.asking import asks
from afterword.strategy.reaching import answered_since
from afterword.strategy.senses import answers, counts, first_name, spoken
from afterword.strategy.timing import evidence, window
from afterword.strategy.world import Playbook, Proposal, World

TOUCHES = ("status", "status_2")
ASSUME_CLOSED = 25


def _run(person: PersonStory) -> list[Entry]:
    """My touches since their last word, oldest first."""
    said = [e for e in person.entries if not e.automatic and counts(e)]
    last_in = max((n for n, e in enumerate(said) if e.direction in ("in", "both")), default=-1)
    return said[last_in + 1 :]


def plan(person: PersonStory, world: World) -> Iterator[Proposal]:
    tie = person.tied("recruiter")
    said = [e for e in person.entries if not e.automatic and counts(e)]
    if tie is None or not said or (person.talks and said[-1].at < person.talks[-1].ends):
        return
    days = world.workdays(person.country)
    mine = _run(person)
    role = next((e.reading.role for e in reversed(said) if e.reading and e.reading.role), "") or ""
    common: dict[str, Any] = {"person": person, "organisation": person.organisation or tie.organisation, "role": role, "value": 7.0, "gain": 0.25}
    if not mine:
        last = said[-1]
        first_word = last.reading is not None and last.reading.kind == "recruiter_outreach"
        if asks(last) or answers(last):
            return  # a question is reply_owed; an answer is what one waited for
        if not first_word:
            yield from _status(last, 0, person, world, common)
            return
        quote = last.reading.text[:200] if last.reading else ""
        yield Proposal(
            "answer", window(days, last.day, *world.days("recruiter", "answer", (0, 2, 10))), "window", last.fact,
            f"{first_name(person)} wrote to you about {role or 'a role'}: a yes or a no within two business days.", (evidence(last.fact, quote),),
            channels=("linkedin", "email", "call") if last.way == "linkedin" else ("email", "call", "linkedin"),
            rule="What a recruiter waits for is answered within two business days.", changes=("Your answer removes it.",), asked=True, **common,
        )  # fmt: skip
        return
    if len(mine) > len(TOUCHES) or answered_since(person, mine[-1]):
        return
    yield from _status(mine[-1], len(mine) - 1, person, world, common)


def _status(last: Entry, number: int, person: PersonStory, world: World, common: dict[str, Any]) -> Iterator[Proposal]:
    """How does it stand? Five business days after the last word of either side, once more after six."""
    days = world.workdays(person.country)
    step, gap = TOUCHES[number], 6 if number else 5
    body = last.fact.body
    quote = last.note or (body.subject if isinstance(body, Message) else "") or f"you wrote on {spoken(last.day)}"
    named = max((o.due_latest for o in person.owed if not o.by_me and not o.settled and o.kind in ("reply", "decision") and o.due_latest), default=last.day)
    yield Proposal(  # a day they named is waited for first
        step, window(days, max(last.day, named), *world.days("recruiter", step, (gap, gap, ASSUME_CLOSED))), "window", last.fact,
        f"Since {spoken(last.day)} nothing has come from {first_name(person)}: ask how it stands, and say what changed.", (evidence(last.fact, quote),),
        channels=("linkedin", "email", "call") if last.way == "linkedin" else ("email", "call", "linkedin"), second=number > 0,
        rule="A recruiter is asked for the status after five business days, once more after six; twenty-five silent days mean closed.",
        changes=("Their answer removes it.",), **common,
    )  # fmt: skip


PLAYBOOK = Playbook("recruiter", "person", plan, "A recruiter gets an answer within two business days, and a question about the status after five.")
