"""Shared by the playbooks that reach out to somebody "now": first touch, one more after the gap, then stop."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from afterword.facts.kinds import Event
from afterword.story.grouping import JOB_MAIL
from afterword.story.model import Entry, PersonStory
from afterword.strategy.model import Window
from afterword.strategy.senses import counts, interviewed_by
from afterword.strategy.timing import ordered, window
from afterword.strategy.world import World


def touches_since(person: PersonStory, day: date, own: frozenset[str] = frozenset()) -> list[Entry]:
    """The user's touches of this person on or after a day. An entry in the calendar is a plan, not a touch."""
    found = (e for e in person.entries if e.day >= day and e.direction in ("out", "both") and counts(e))
    return [e for e in found if e.fact.id not in own and not isinstance(e.fact.body, Event)]


def answered_since(person: PersonStory, entry: Entry) -> bool:
    """Did they answer that touch? A call that reached them is its own answer."""
    if entry.way in ("call", "conversation", "meeting", "in_person", "interview") and entry.reached:
        return True
    return any(e.at > entry.at and e.direction in ("in", "both") and not e.automatic for e in person.entries)


def decides(person: PersonStory) -> bool:
    """Has this person interviewed the user, or written for the house about a role? They are asked no favours."""
    return bool(interviewed_by(person)) or any(e.direction == "in" and e.reading is not None and e.reading.kind in JOB_MAIL for e in person.entries)


def _wrote_since(person: PersonStory, entry: Entry) -> bool:
    """Have they written, or introduced somebody, since that touch?"""
    return any(e.at > entry.at and e.direction == "in" and not e.automatic for e in person.entries) or any(
        p.offered is not None and p.offered.at > entry.at for p in person.passages
    )


def steps(
    person: PersonStory, world: World, situation: str, start: date, gap: int, names: tuple[str, ...] = ("first", "second"),
    first: tuple[int, int, int] = (0, 0, 20), last: int = 20, spoken_ends: bool = True,
) -> Iterator[tuple[str, Window, bool]]:  # fmt: skip
    """The next step, if any is left: its name, its window, whether it is a later one.

    `spoken_ends`: a talk by telephone or in person is its own answer, so nothing follows it.
    """
    days = world.workdays(person.country)
    made = touches_since(person, start)
    if not made:
        yield names[0], window(days, start, *world.days(situation, names[0], first)), False
    elif len(made) < len(names) and not (answered_since(person, made[-1]) if spoken_ends else _wrote_since(person, made[-1])):
        opens, due, closes = world.days(situation, names[len(made)], (gap, gap, gap + last))
        span = window(days, made[-1].day, opens, due, closes)
        yield names[len(made)], ordered(span.opens, span.due, span.closes), True
