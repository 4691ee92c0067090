"""Introductions as open loops (offered, asked, made, met, thanked, reported), and what two people did for each other.

Pure: a story in, plain values out. Favours are told as sentences and never counted: nobody keeps a ledger with friends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from textwrap import shorten
from typing import Literal

from afterword.facts.frozen import dataclass
from afterword.facts.kinds import Event, Interaction
from afterword.story.entries import day_of
from afterword.story.model import Entry, Passage, PersonStory
from afterword.story.words import tells_of_talk

STAGES = ("offered", "asked", "made", "met", "thanked", "reported")


@dataclass(frozen=True, slots=True)
class Loop:
    """One introduction by somebody: to whom, and the day of each stage that was reached. `next` is what is open."""

    by: str
    to: str
    organisation: str
    days: tuple[tuple[str, date], ...]
    next: str

    @property
    def closed(self) -> bool:
        """Has whoever helped heard how it went?"""
        return not self.next


@dataclass(frozen=True, slots=True)
class Favour:
    """Something one did for the other. `fact` says so."""

    way: Literal["received", "given"]
    day: date
    words: str
    fact: str = ""


def _first_out(entries: Iterable[Entry], at: int, besides: str) -> Entry | None:
    """The user's first word to them after an instant."""
    found = (e for e in entries if e.direction in ("out", "both") and not isinstance(e.fact.body, Event))
    return next((e for e in found if e.at > at and e.fact.id != besides), None)


def _met_since(other: PersonStory | None, passage: Passage, on: date) -> date | None:
    """The first talk with the introduced since it was made."""
    if other is None or passage.made_on is None:
        return None
    days = [t.day for t in other.talks if t.status == "planned" and passage.made_on <= t.day <= on]
    days += [
        e.day for e in other.entries
        if isinstance(e.fact.body, Interaction) and e.reached and e.day >= passage.made_on and (e.direction == "both" or tells_of_talk(e.note))
    ]  # fmt: skip
    return min(days, default=None)


def loops(person: PersonStory, on: date, zone: str, others: dict[str, PersonStory] | None = None) -> tuple[Loop, ...]:
    """Every introduction by this person up to the day `on`, oldest first. `others`: stories of the introduced, by handle."""
    known = others or {}
    own = set(person.handles)
    return tuple(
        _loop(person, p, next((known[x] for x in p.to if x in known), None), on, zone) for p in person.passages if set(p.by) & own
    )  # fmt: skip


def _loop(person: PersonStory, passage: Passage, other: PersonStory | None, on: date, zone: str) -> Loop:
    days: dict[str, date] = {}
    if passage.offered_on:
        days["offered"] = passage.offered_on
    blurb = _first_out(person.entries, passage.offered.at, passage.offered.id) if passage.offered else None
    if passage.asked:
        days["asked"] = day_of(passage.asked.at, zone)
    elif blurb is not None and (passage.made is None or blurb.at < passage.made.at):
        days["asked"] = blurb.day
    if passage.made_on:
        days["made"] = passage.made_on
    if met := passage.met_on or _met_since(other, passage, on):
        days["met"] = met
    begun = passage.made or passage.met
    thanks = _first_out(person.entries, begun.at, begun.id) if begun else None
    if thanks is not None:
        days["thanked"] = thanks.day
    if passage.met is not None:
        told = _first_out(person.entries, passage.met.at, passage.met.id)
    else:
        told = next((e for e in person.entries if thanks is not None and met and e.direction in ("out", "both") and e.at > thanks.at and e.day >= met), None)
    if told is not None and told.day >= days.get("met", told.day):
        days["reported"] = told.day
    reached = tuple((stage, days[stage]) for stage in STAGES if stage in days and days[stage] <= on)
    if passage.declined is not None and not begun:
        day = day_of(passage.declined.at, zone)
        return Loop(passage.by_name or person.name, _to(passage), passage.organisation, (*reached, ("declined", day)) if day <= on else reached, "")
    return Loop(passage.by_name or person.name, _to(passage), passage.organisation, reached, _next(dict(reached)))


def _to(passage: Passage) -> str:
    return passage.to_name or (f"somebody at {passage.organisation}" if passage.organisation else "somebody")


def _next(days: dict[str, date]) -> str:
    """What has not happened yet and comes next; empty once they have heard how it went."""
    if "reported" in days:
        return ""
    if "met" in days:
        return "report how it went"
    if "made" in days:
        return "meet" if "thanked" in days else "thank them"
    return "wait for the introduction" if "asked" in days else "ask, with a few lines to pass on"


def spoken(loop: Loop) -> str:
    """`Bo Lund at Kestrel: offered 3 May 2026, asked 4 May 2026; next: wait for the introduction`."""
    who = f"{loop.to} at {loop.organisation}" if loop.organisation and loop.organisation not in loop.to else loop.to
    steps = ", ".join(f"{stage} {day.day} {day:%B %Y}" for stage, day in loop.days)
    return f"{who}: {steps}{f'; next: {loop.next}' if loop.next else ''}"


def favours(person: PersonStory) -> tuple[Favour, ...]:
    """What was done either way, oldest first."""
    found = {(f.way, f.words): f for f in (*_received(person), *_given(person))}
    return tuple(sorted(found.values(), key=lambda f: (f.day, f.words)))


def _received(person: PersonStory) -> Iterator[Favour]:
    own, who = set(person.handles), person.name.split(" ")[0] if person.name else "They"
    for p in person.passages:
        to = p.to_name or p.organisation or "somebody"
        if set(p.by) & own and p.made and p.made_on:
            yield Favour("received", p.made_on, f"{who} introduced you to {to}", p.made.id)
        elif set(p.by) & own and p.offered and p.offered_on:
            yield Favour("received", p.offered_on, f"{who} offered to introduce you to {to}", p.offered.id)
        elif set(p.to) & own and p.made and p.made_on and p.by_name:
            yield Favour("received", p.made_on, f"you know {who} through {p.by_name}", p.made.id)
    for e in person.entries:
        act = e.does("referral") if e.direction == "in" and not e.automatic else None
        if act is not None:
            to = " at ".join(filter(None, (act.person, act.organisation)))
            yield Favour("received", e.day, f"{who} spoke for you{f' to {to}' if to else ''}", e.fact.id)
        if any(word in e.note.casefold() for word in ("referee", "reference for", "good word", "vouched")):
            yield Favour("received", e.day, f"{who} is a reference for you", e.fact.id)
    for t in person.talks:
        if not t.interview and t.status == "planned" and t.logged:
            yield Favour("received", t.day, f"{who} took the time for a talk", t.facts[0].id)


def _given(person: PersonStory) -> Iterator[Favour]:
    who = person.name.split(" ")[0] if person.name else "them"
    for e in person.entries:
        act = e.does("introduction_made", "referral") if e.direction == "out" else None
        if act is not None:
            to = act.person or act.organisation or "somebody"
            yield Favour("given", e.day, f"you introduced {who} and {to}" if act.kind == "introduction_made" else f"you spoke for {who}", e.fact.id)
    for o in person.owed:
        if o.by_me and o.settled and o.kind != "meeting":
            yield Favour("given", o.day, f"you kept your word to {who}, “{shorten(o.what or o.quote, 80, placeholder='…')}”", o.fact.id)


def in_sentences(found: Sequence[Favour]) -> list[str]:
    """The favours as lines, without a balance."""
    return [f"{f.words[:1].upper()}{f.words[1:]}, {f.day.day} {f.day:%B %Y}." for f in found]
