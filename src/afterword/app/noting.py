"""Quick capture in plain English: what a note says, shown before it is kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from afterword.app import deeds
from afterword.app.home import Home
from afterword.app.people import Found, new_names, person_or_new, person_or_place
from afterword.app.wording import way_of
from afterword.facts import handles as h
from afterword.facts.kinds import (
    TIES,
    Application,
    Body,
    Identity,
    Introduction,
    Outcome,
    PreferenceFact,
    Ref,
    Saved,
    Target,
    Tie,
)  # fmt: skip
from afterword.facts.late import late
from afterword.reading.note import Note, Statement, note

_LINK = late(r"https?://[^\s<>\"“”]+")

WAYS = {"call": "call", "phone": "call", "card": "card", "email": "message", "text": "message", "linkedin": "message", "message": "message"}


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a note says, in words and as facts, and what of it could not be read."""

    lines: tuple[str, ...]
    bodies: tuple[Body | tuple[Body, int], ...]
    unread: tuple[str, ...]
    made: tuple[str, ...] = ()


def known_people(home: Home) -> tuple[str, ...]:
    """Names of everybody in the search, for names given by half."""
    keys = home.store.subjects()
    return tuple(sorted({name for k, b in keys.items() if not h.is_house(k) and (name := json.loads(b).get("name", ""))}))


def understand(home: Home, text: str) -> Understanding:
    """Reads a note; keeps nothing."""
    read: Note = note(text, home.today, home.workdays(), known_people(home))
    lines: list[str] = []
    bodies: list[Body | tuple[Body, int]] = []
    new: dict[str, Found] = {}
    for one in read.statements:
        made = [*_facts(home, one, new)]
        if made:
            bodies += made
            lines.append(_in_words(one))
    first: list[Body | tuple[Body, int]] = [b for f in new.values() for b in f.bodies]
    return Understanding(tuple(lines), (*first, *bodies), read.unread, new_names(new.values()))


def _who(home: Home, name: str, new: dict[str, Found], organisation: str = "", *, place: bool = False) -> Ref:
    if name not in new:
        text = f"{name} at {organisation}" if organisation and not name.startswith("name:") and not _known(home, name) else name
        new[name] = person_or_place(home, text) if place else person_or_new(home, text)
    return new[name].ref


def _known(home: Home, name: str) -> bool:
    from afterword.app.people import matches

    return bool(matches(home, name))


def _facts(home: Home, s: Statement, new: dict[str, Found]) -> Iterator[Body | tuple[Body, int]]:
    """One statement as facts; nothing where it lacks what it is about."""
    at, person = deeds.when(home, s.on), s.person
    if s.kind in ("met", "talk_missed") and person:
        yield from _talk(home, s, new, at)
    elif s.kind == "promise" and person:
        ref = _who(home, person, new, s.organisation)
        yield deeds.promise(s.what or s.quote, ref, mine=s.owed_by == "me", kind=s.commitment or "other", earliest=s.due_earliest, latest=s.due)
    elif s.kind.startswith("introduction_") and s.owed_by != "me" and person and (s.other or s.organisation):
        stage: Any = s.kind.removeprefix("introduction_")
        to = _who(home, s.other, new, s.organisation, place=True) if s.other else Ref("", (), s.organisation)
        yield Introduction(stage, _who(home, person, new), to), at
    elif s.kind == "knows" and person and s.other:
        yield Tie(_who(home, person, new), knows=_who(home, s.other, new, s.organisation))
    elif s.kind == "works_at" and person and s.organisation:
        yield Identity(name=person, organisation=s.organisation, title=s.role, handles=_who(home, person, new).handles[:1])
    elif s.kind == "tie" and person and s.tie in TIES:
        yield Tie(_who(home, person, new, s.organisation), s.tie, s.organisation)
    elif s.kind == "moving" and person:
        yield Identity(name=person, organisation=s.organisation, left=s.on or home.today, note=s.quote, handles=_who(home, person, new, s.organisation).handles[:1])
    elif s.kind == "preference" and person and s.channel:
        yield PreferenceFact(_who(home, person, new), s.channel, s.never)
    elif s.kind == "stop" and person:
        yield PreferenceFact(_who(home, person, new), "*", True)
    elif s.kind == "application" and s.organisation:
        yield Application(s.organisation, s.role, home.day_of(at), contact=_who(home, person, new, s.organisation) if person else None), at
    elif s.kind == "outcome" and s.organisation and s.what:
        result: Any = "withdrawn" if s.what == "declined" else s.what
        yield Outcome(s.organisation, result, s.role, home.day_of(at), due=s.due), at
    elif s.kind == "referral" and person:
        yield deeds.touch(home, "message", (_who(home, person, new),), at, direction="in", note=s.quote)
    elif s.kind == "target" and s.organisation:
        yield Target(s.organisation)
    elif s.kind == "saved" and person:
        ref = _who(home, person, new)
        if link := _LINK.search(s.quote):  # a page for them, to be passed on; anything else is for the user alone
            yield Saved(_LINK.sub("", s.quote).strip(" :,-") or s.quote, link[0], s.quote, ref)
        else:
            yield Identity(name=person, emails=(s.email,) if s.email else (), phones=(s.phone,) if s.phone else (), note=s.quote, handles=ref.handles[:1])


def _talk(home: Home, s: Statement, new: dict[str, Found], at: int) -> Iterator[tuple[Body, int]]:
    ref = _who(home, s.person, new, s.organisation)
    way = "interview" if s.interview or s.channel == "interview" else WAYS.get(s.channel, "conversation")
    if s.kind == "talk_missed":
        yield deeds.touch(home, "call", (ref,), at, organisation=s.organisation, role=s.role, note=s.quote, rating=s.rating, reached="no_answer")
    else:
        yield deeds.touch(
            home, way, (ref,), at, direction=s.direction or "", organisation=s.organisation, role=s.role, note=s.quote, rating=s.rating, reached=s.reached,
        )  # fmt: skip


NOT_REACHED = {"no_answer": ": no answer.", "voicemail": ": a message was left."}


def _happened(s: Statement, who: str) -> str:
    """What took place, as the program says it back."""
    if s.interview or s.channel == "interview":
        return f"You interviewed with {who}"
    if s.channel == "card":
        return f"You sent {who} a card" if s.direction != "in" else f"A card came from {who}"
    if WAYS.get(s.channel) == "message":
        return f"You wrote to {who}" if s.direction != "in" else f"{who} wrote to you"
    if s.channel == "call" and s.reached in NOT_REACHED:
        return f"You called {who}"
    return f"You spoke with {who}"


def _in_words(s: Statement) -> str:
    """A statement as the program says it back."""
    on = f" on {s.on:%A} {s.on.day} {s.on:%B}" if s.on else ""
    due = f" by {s.due:%A} {s.due.day} {s.due:%B}" if s.due else ""
    at = f" at {s.organisation}" if s.organisation else ""
    role = f" ({s.role})" if s.role else ""
    who = s.person or "somebody"
    told = {
        "met": f"{_happened(s, who)}{at}{role}{on}{NOT_REACHED.get(s.reached, '.')}", "talk_missed": f"The talk with {who}{on} did not happen.",
        "promise": f"{f'You promised {who}' if s.owed_by == 'me' else f'{who} promised'}: “{s.what or s.quote}”{due and f', so{due}'}.", "knows": f"{who} knows {s.other}{at}.",
        "introduction_offered": f"{who} offered to introduce you to {s.other or s.organisation}{on}.",
        "introduction_asked": f"You asked {who} to introduce you to {s.other or s.organisation}{on}.",
        "introduction_made": f"{who} introduced you to {s.other or s.organisation}{on}.",
        "works_at": f"{who} {'worked' if s.past else 'works'}{at}{role}.", "referral": f"{who} spoke for you.",
        "tie": f"{who} is your {s.tie.replace('_', ' ')}{at}.", "moving": f"{who} is leaving {s.organisation or 'their place'}{f' for {s.to}' if s.to else ''}{on}.",
        "preference": f"{who} {'does not want' if s.never else 'prefers'} {way_of(s.channel)}.", "stop": f"{who} does not want to hear from you again.",
        "application": f"You applied{at}{role}{on}.", "outcome": f"{s.what.capitalize()}{at}{role}{due}.", "target": f"{s.organisation} is a company you want.",
        "saved": f"{'Kept for' if _LINK.search(s.quote) else 'Noted about'} {who}: {s.what or s.quote}",
    }  # fmt: skip
    return told.get(s.kind, s.quote)


def keep(home: Home, one: Understanding) -> None:
    """Keeps what was understood, as one act."""
    home.record(one.bodies, "note", "note")
