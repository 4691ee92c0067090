"""Homes for tests: a real store in memory, a clock that stands still, no public holidays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from tests.app.drawn import FIRST, LAST_DAY, ME_TOLD, at

from afterword import plugins
from afterword.app.home import Home
from afterword.clock import Clock
from afterword.facts import Fact, fact
from afterword.store import open_store

ME_FACT = fact(ME_TOLD, at(0, 9), origin="drawn", by="user", learnt=at(0, 9))


def home(*, me: bool = True) -> Home:
    """An empty home at the end of the drawn time; with `me` it knows who lives there."""
    made = Home(open_store(":memory:"), Clock(FIRST + timedelta(days=LAST_DAY)), plugins.playbooks(), lambda _c, _r, _y: frozenset())
    made.fresh()
    if me:
        take(made, [ME_FACT])
    return made


def take(into: Home, facts: Sequence[Fact], name: str = "take") -> None:
    """Facts as one act: appended, understood, planned."""
    into.take(facts, into.store.new_act(name))


def plan(of: Home) -> dict[str, Any]:
    """Everything the pages are made of."""
    store = of.store
    return {
        "follow_ups": store.follow_ups(), "waiting": store.waiting(), "questions": store.questions(),
        "outreach": store.outreach(), "page": store.meta("page"),
    }  # fmt: skip


def shelves(of: Home) -> dict[str, Any]:
    """Who is who, and what is kept of subjects: derived, so it must be the same whatever way it came."""
    store = of.store
    return {
        "persons": store.persons(), "subjects": store.subjects(), "sightings": store.all_sightings(),
        "planned": store.subjects_planned(), "links": store.links(store.subjects()),
    }  # fmt: skip


def made_of(*batches: Iterable[Fact]) -> Home:
    """A home that learnt these batches one after the other."""
    made = home()
    for batch in batches:
        take(made, list(batch))
    return made
