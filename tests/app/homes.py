"""Homes for tests: a real store in memory, a clock that stands still, no public holidays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tests.app.drawn import FIRST, LAST_DAY, ME_TOLD, at

from afterword import plugins
from afterword.app import pages
from afterword.app.home import Home
from afterword.app.leaning import FAR
from afterword.clock import Clock
from afterword.facts import Fact, codec, fact, moment
from afterword.store import open_store
from afterword.strategy.model import FollowUp, Outreach

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
    links = store.links(store.subjects())
    seen = {x for found in links.values() for x in found if x.startswith(FAR)}
    return {
        "persons": store.persons(), "subjects": store.subjects(), "sightings": store.all_sightings(),
        "planned": store.subjects_planned(), "links": links, "seen from afar": store.faces(seen),
    }  # fmt: skip


def made_of(*batches: Iterable[Fact]) -> Home:
    """A home that learnt these batches one after the other."""
    made = home()
    for batch in batches:
        take(made, list(batch))
    return made


def follow_ups(of: Home, subject: str | None = None) -> list[FollowUp]:
    """The follow-ups of all subjects, or of one."""
    found = of.store.follow_ups() if subject is None else of.store.plan_of(subject)
    return [codec.loads(FollowUp, body) for body in found]


def business_days(start: date, stop: date) -> int:
    """Business days after `start` up to `stop`, counted one by one: homes in tests have no holidays."""
    return sum((start + timedelta(n)).weekday() < 5 for n in range(1, (stop - start).days + 1))


@dataclass(frozen=True)
class AsOf:
    """A home as it is at one moment."""

    home: Home
    at: int

    def page(self) -> Shown:
        store, day = self.home.store, self.home.today
        since = (day - timedelta(days=pages.LOOK_BACK)).isoformat()
        touches = [(o.fact, o.day, o.person, o.organisation, o.body) for o in store.outreach(since)]
        rows = pages.Rows(store.follow_ups(day.isoformat(), day.isoformat()), (), (), touches, store.meta("page"), 0, 0)
        return Shown(day, list(pages.today(rows, day, self.at).follow_ups), pages.outreach_of(touches))


@dataclass(frozen=True)
class Shown:
    """A page, and the user's own touches before it."""

    day: date
    follow_ups: list[FollowUp]
    outreach: list[Outreach]

    def hold_the_limits(self) -> None:
        """DESIGN.md, "Etiquette": rest, two people an employer, half an hour, one word a person a day."""
        free = [f for f in self.follow_ups if f.tier != "promise" and not f.second]
        for one in free:
            rest = 3 if one.asked else 5
            near = [o.day for o in self.outreach if set(o.handles) & set(one.person.handles) and o.day <= self.day]
            assert all(business_days(day, self.day) >= rest for day in near), one
        assert sum(f.minutes for f in free) <= 30
        people = [x for f in self.follow_ups for x in {e.casefold() for e in f.person.emails}]
        assert len(people) == len(set(people))
        asked: dict[str, set[str]] = defaultdict(set)
        for one in free:
            for house in one.houses if not one.thanks else ():
                week = (o for o in self.outreach if house in o.houses and not o.thanks and o.day <= self.day)
                asked[house] |= {o.person for o in week if business_days(o.day, self.day) < 5} | {one.person.handles[0] if one.person.handles else ""}
                assert len(asked[house]) <= 2, one


def as_of(of: Home, at: int) -> AsOf:
    """Sets the clock of a home."""
    of.clock = Clock(moment(at))
    return AsOf(of, at)
