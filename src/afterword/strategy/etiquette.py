"""The limits that keep follow-ups tactful, over all playbooks (DESIGN.md, "Etiquette"; PLAYBOOK.md section 5)."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import field
from datetime import date

from afterword.facts import Workdays
from afterword.facts.frozen import dataclass
from afterword.strategy.model import TIERS, FollowUp, Outreach


@dataclass(frozen=True, slots=True)
class Etiquette:
    """Limits in business days, people and minutes. The user may tighten them, never loosen."""

    rest: int = 5
    rest_when_asked: int = 3
    people_per_employer: int = 2
    employer_days: int = 5
    minutes_a_day: int = 30


@dataclass(frozen=True, slots=True)
class Held:
    """A follow-up kept back, and why."""

    follow_up: FollowUp
    reason: str


@dataclasses.dataclass(slots=True)
class _Day:
    """What has been granted so far on this page."""

    day: date
    workdays: Workdays
    limits: Etiquette
    outreach: Sequence[Outreach]
    budget: int
    people: set[str] = field(default_factory=set)
    employers: dict[str, set[str]] = field(default_factory=dict)
    to: dict[str, list[Outreach]] = field(default_factory=dict)
    there: dict[str, list[Outreach]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Touches by handle and by house: a page asks for each of its follow-ups."""
        for one in self.outreach:
            for handle in one.handles:
                self.to.setdefault(handle, []).append(one)
            for house in one.houses:
                self.there.setdefault(house, []).append(one)

    def touches_of(self, one: FollowUp) -> list[Outreach]:
        """The user's touches of this very person."""
        return [o for x in one.person.handles for o in self.to.get(x, ())]

    def touches_at(self, one: FollowUp) -> list[Outreach]:
        """The user's touches of anybody at that employer."""
        return [o for x in one.houses for o in self.there.get(x, ())]


@dataclass(frozen=True, slots=True)
class Page:
    """Today's follow-ups in order, and those held back."""

    shown: tuple[FollowUp, ...]
    held: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Search:
    """Is the search on? Paused: only promises show. Ended: only the wrap-up."""

    state: str = "start"
    until: date | None = None

    def allows(self, one: FollowUp, day: date) -> bool:
        if self.state == "pause" and (self.until is None or day < self.until):
            return one.tier == "promise"
        return self.state != "end" or one.situation == "wrap_up"


def _spoken(day: date, today: date) -> str:
    return "today" if day == today else f"on {day:%A}" if (today - day).days < 7 else f"on {day.day} {day:%B}"


def weight(one: FollowUp, day: date, workdays: Workdays) -> float:
    """`w(t)` of PLAYBOOK.md section 5: linear to 1 at the due day, 1 for five business days, then halves every ten."""
    span = one.window
    if day < span.due:
        whole = max(workdays.between(span.opens, span.due), 1)
        return (workdays.between(span.opens, day) + 1) / (whole + 1)
    late = workdays.between(span.due, day)
    return 1.0 if late <= 5 else 0.5 ** ((late - 5) / 10)


def _score(one: FollowUp, on: _Day) -> float:
    near = [o.day for o in on.touches_of(one)]
    there = [o.day for o in on.touches_at(one)]
    ease = 1.0
    if near:
        ease *= 1 - 0.5 * 0.5 ** (on.workdays.between(max(near), on.day) / 10)
    if there:
        ease *= 1 - 0.25 * 0.5 ** (on.workdays.between(max(there), on.day) / 5)
    return ease * one.score * weight(one, on.day, on.workdays) / max(one.minutes, 1)


def _resting(one: FollowUp, on: _Day) -> str:
    """Why this person should have a rest; empty when they may hear again."""
    if one.tier == "promise" or one.second:
        return ""
    rest = on.limits.rest_when_asked if one.asked else on.limits.rest
    touched = max((o.day for o in on.touches_of(one) if o.day <= on.day), default=None)
    if touched is not None and on.workdays.between(touched, on.day) < rest:
        return f"etiquette: {one.person.name or one.organisation} heard from you {_spoken(touched, on.day)}; {rest} business days of rest"
    return ""


def _crowded(one: FollowUp, on: _Day) -> str:
    """Why this employer has heard from the user enough; empty when one more person may."""
    if one.tier == "promise" or one.second or one.thanks or not one.houses:
        return ""
    recent = {
        o.person for o in on.touches_at(one) if not o.thanks and 0 <= on.workdays.between(o.day, on.day) < on.limits.employer_days
    } | {who for house in one.houses for who in on.employers.get(house, set())}  # fmt: skip
    others = {p for p in recent if p not in one.person.handles}
    if len(others) >= on.limits.people_per_employer:
        return f"etiquette: two people at {one.organisation or 'the same place'} have heard from you this week"
    return ""


def _identity(one: FollowUp) -> set[str]:
    """Who it goes to, as pages tell people apart: address, else number, else name; else the organisation."""
    who = one.person
    found = {e.casefold() for e in who.emails} or {p[-9:] for p in who.phones} or ({who.name.casefold()} if who.name else set())
    return found | set(who.handles)


def _order(one: FollowUp) -> tuple[int, bool, date, float, str]:
    """Once an offer is accepted, withdrawing and telling those who helped come before any other word to the same person (DESIGN.md, rule 13)."""
    return (TIERS.index(one.tier), one.situation != "wrap_up", one.window.due, -one.score, one.key)


def page(
    follow_ups: Iterable[FollowUp], day: date, workdays: Workdays, outreach: Sequence[Outreach], limits: Etiquette, search: Search,
    minutes: int | None = None, now: int = 0, employer: frozenset[str] = frozenset(),
) -> Page:  # fmt: skip
    """Chooses what today shows. Promises first and never dropped for time; windows by score; a garden item if any is due.

    `minutes` is the budget for windows and garden together (at most the etiquette's); `now` is the instant before
    which the end of a talk hides its thanks; `employer` holds organisations that must not learn of the search.
    """
    budget = limits.minutes_a_day if minutes is None else min(minutes, limits.minutes_a_day)
    on = _Day(day, workdays, limits, outreach, budget)
    open_now = [f for f in follow_ups if f.window.opens <= day <= f.window.closes and (not now or f.window.opens_at <= now)]
    shown: list[FollowUp] = []
    held: list[Held] = []

    def refuse(one: FollowUp) -> str:
        if employer and employer & ({f"name:{one.organisation.casefold()}"} | set(one.person.handles)):
            return "your present employer must not learn of the search"
        if not search.allows(one, day):
            return "the search is paused" if search.state == "pause" else "the search has ended"
        if _identity(one) & on.people:
            return f"etiquette: one word a day to {one.person.name or one.organisation}"
        return _resting(one, on) or _crowded(one, on)

    def grant(one: FollowUp) -> None:
        shown.append(one)
        on.people.update(_identity(one))
        for house in one.houses if not one.thanks else ():
            on.employers.setdefault(house, set()).add(one.person.handles[0] if one.person.handles else "")

    promises = sorted((f for f in open_now if f.tier == "promise"), key=_order)
    rest = [f for f in open_now if f.tier != "promise"]
    rest.sort(key=lambda f: (not f.second, -_score(f, on), f.window.due, f.key))
    gardens = [f for f in rest if f.tier == "garden"]
    for one in promises:
        if reason := refuse(one):
            held.append(Held(one, reason))
        else:
            grant(one)
    kept_free = min(gardens[0].minutes, on.budget) if gardens else 0
    for one in (*(f for f in rest if f.tier == "window"), *gardens):
        room = on.budget - (kept_free if one.tier == "window" else 0)
        if reason := refuse(one):
            held.append(Held(one, reason))
        elif not one.second and one.minutes > room:
            held.append(Held(one, f"etiquette: {on.limits.minutes_a_day} minutes a day are enough; this one waits its turn"))
        else:
            if not one.second:
                on.budget -= one.minutes
            grant(one)
    return Page(tuple(sorted(shown, key=lambda f: (TIERS.index(f.tier), f.window.due, -f.score, f.key))), tuple(held))
