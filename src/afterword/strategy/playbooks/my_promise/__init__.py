"""What you promised, by its day (DESIGN.md section 3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from afterword.facts.kinds import Interaction
from afterword.facts.late import late
from afterword.story.model import Owed, PersonStory
from afterword.strategy.senses import first_name, in_search, promises, roles_of, spoken
from afterword.strategy.timing import evidence, ordered
from afterword.strategy.world import Playbook, Proposal, World

_THING = late(r"(?:the|an?|some|two|three) [\w' -]+", re.IGNORECASE)


def plan(person: PersonStory, world: World) -> Iterator[Proposal]:
    days = world.workdays(person.country)
    known: bool | None = None
    for owed, step in promises(person):
        entry = next((e for e in person.entries if e.fact.id == owed.fact.id), None)
        mine = owed.told or (entry is not None and (entry.direction == "out" or isinstance(entry.fact.body, Interaction)))
        if not mine or owed.settled or owed.due_latest is None or owed.kind == "meeting":
            continue
        if owed.kind == "call" and any(t.day == owed.due_latest and t.status in ("missed", "cancelled", "declined") for t in person.talks):
            continue  # the call was agreed on both sides, and what became of it has its own row
        if owed.kind == "call" and _until_they_decide(owed, person, world):
            continue  # "they decide by Friday; call me Monday": that call is the row of their date
        if not owed.told:
            known = in_search(person, world) if known is None else known
            if not known:
                return
        due = owed.due_latest
        channels = ("call", "email", "text", "linkedin") if owed.kind == "call" else ("email", "linkedin", "text", "call", "in_person")
        yield Proposal(
            step, ordered(min(days.before(due), due), due, days.after(due, 10)), "promise", owed.fact,
            f"You promised {first_name(person)} {_what(owed)} by {spoken(due)}.", (evidence(owed.fact, owed.quote),), person, person.organisation, "", channels,
            "What you promised is shown the business day before its day, and is due on it.", ("Doing it, or `done`, removes it.",),
            number=owed.phone, asked=True, value=30, gain=0.35, slots={"promise": owed.quote, "what": owed.what, "date": spoken(due)},
        )  # fmt: skip


def _what(owed: Owed) -> str:
    """What was promised, where it is named as a thing: "the salary survey"; else "this"."""
    what = " ".join(owed.what.split()).rstrip(".")
    return what if len(what) <= 60 and _THING.match(what) else "this"


def _until_they_decide(owed: Owed, person: PersonStory, world: World) -> bool:
    """Is it the call that follows a day they named in the same note of a talk about a role?"""
    if not isinstance(owed.fact.body, Interaction):
        return False
    named = any(o.fact.id == owed.fact.id and not o.by_me and o.kind in ("reply", "decision") and o.due_latest for o in person.owed)
    return named and bool(roles_of(person, world))


PLAYBOOK = Playbook("my_promise", "person", plan, "What you promised is due on its day, and shown the business day before.")
