"""Search over people, mails and notes."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from afterword.app.course import Course
from afterword.app.gathering import Listed, called, listed
from afterword.app.home import Home
from afterword.app.people import matches
from afterword.facts import Fact, codec, moment
from afterword.facts import handles as h
from afterword.facts.kinds import Event, Interaction, Message

AROUND = 60
"""Characters shown on each side of a hit."""


def search(home: Home, text: str, limit: int = 20) -> list[dict[str, Any]]:
    """People by name first, then words of mails, events and notes, best first."""
    people = [
        {"kind": "person", "name": p.name, "person": p.key, "at": p.entries[-1].day.isoformat() if p.entries else ""}
        for p in matches(home, text)[:limit]
    ]
    found = home.store.find(text, limit)
    facts = home.store.by_id([hit.key for hit in found])
    once: dict[tuple[str, str, str], dict[str, Any]] = {}  # of one entry of the calendar there are several versions
    for hit in found:
        fact = facts.get(hit.key)
        if fact is not None:
            one = {"kind": fact.kind, "quote": _around(_words(fact.body), text), "fact": fact.id, "at": moment(fact.at).isoformat() if fact.at else ""}
            once.setdefault((one["kind"], one["quote"], one["at"]), one)
    return [*people, *once.values()][:limit]


def _words(body: object) -> str:
    if isinstance(body, Message):
        return ": ".join(filter(None, (body.subject.rstrip(" :"), body.text)))
    if isinstance(body, Event):
        return f"{body.summary} {body.description}"
    return body.note if isinstance(body, Interaction) else ""


def _around(words: str, text: str) -> str:
    """The words around the first hit, on one line."""
    flat = " ".join(words.split())
    at = min((p for w in text.split() if (p := flat.casefold().find(w.casefold())) >= 0), default=0)
    start = max(0, at - AROUND)
    return f"{'…' if start else ''}{flat[start : at + AROUND]}{'…' if at + AROUND < len(flat) else ''}"


# Everywhere at once, for a field that answers while one types


@dataclass(frozen=True, slots=True)
class Words:
    """A mail, event or note that holds the words. `parts`: its text, cut where they stand (text, is it one of them)."""

    fact: str
    kind: str
    title: str
    parts: tuple[tuple[str, bool], ...]
    day: date | None
    who: str = ""
    person: str = ""  # key of whom it was with


@dataclass(frozen=True, slots=True)
class Found:
    """What the words may mean: people, companies with their roles, and where they were written."""

    people: tuple[Listed, ...] = ()
    more_people: int = 0
    roles: tuple[Course, ...] = ()
    companies: tuple[tuple[str, str], ...] = ()  # (key, name)
    words: tuple[Words, ...] = ()

    @property
    def nothing(self) -> bool:
        return not (self.people or self.roles or self.companies or self.words)


def everywhere(home: Home, text: str, limit: int = 12) -> Found:
    """People, companies and roles whose names begin with the words; then the words of mails, events and notes."""
    wanted = [w for w in h.fold(text).split() if w]
    if not wanted:
        return Found()
    people = called(listed(home), text)
    roles, companies = [], []
    for key, body in home.store.subjects().items():
        if not h.is_house(key):
            continue
        told = json.loads(body)
        name = told.get("house", "")
        if name and _holds(name, wanted):
            companies.append((key, name))
        near = (r for r in told.get("roles", ()) if r.get("role") and _holds(f"{r['role']} {r.get('organisation', '')}", wanted))
        roles += [codec.load(Course, r) for r in near]
    hits = home.store.find(text, limit)
    facts = home.store.by_id([hit.key for hit in hits])
    once = {(w.kind, w.parts, w.day): w for w in (_found(home, facts[hit.key], text) for hit in reversed(hits) if hit.key in facts)}
    words = tuple(reversed(once.values()))  # of one entry of the calendar there are several versions
    roles.sort(key=lambda c: (c.role.casefold(), c.organisation))
    return Found(tuple(people[:limit]), max(0, len(people) - limit), tuple(roles[:limit]), tuple(sorted(companies, key=lambda c: c[1])[:limit]), words)


def _holds(name: str, wanted: list[str]) -> bool:
    parts = re.findall(r"\w+", h.fold(name))
    return all(any(part.startswith(w) for part in parts) for w in wanted)


def _found(home: Home, fact: Fact, text: str) -> Words:
    body = fact.body
    who = title = key = ""
    if isinstance(body, Message):
        title = body.subject
        handle = h.slug_handle if body.medium == "linkedin" else h.email_handle
        other = next((b for b in (body.sender, *body.to) if b.email not in home.me.emails and handle(b.email) not in home.me.slugs), None)
        if other is not None:
            who, key = other.name or other.email, home.world.subject_of(handle(other.email))
    elif isinstance(body, Event):
        title, who = body.summary, ", ".join(a.name or a.email for a in body.attendees[:3] if a.email not in home.me.emails)
    elif isinstance(body, Interaction) and body.people:
        title = body.way
        who, key = body.people[0].name, home.world.subject_of(body.people[0].handles[0]) if body.people[0].handles else ""
    return Words(fact.id, fact.kind, title, _marked(_around(_words(body), text), text), home.day_of(fact.at) if fact.at else None, who, key)


def _marked(flat: str, text: str) -> tuple[tuple[str, bool], ...]:
    """The text cut at the words that were looked for."""
    found = sorted(set(re.findall(r"\w+", text)), key=len, reverse=True)
    if not found:
        return ((flat, False),)
    cut = re.split(rf"(?i)(\b(?:{'|'.join(map(re.escape, found))})\w*)", flat)
    return tuple((part, bool(number % 2)) for number, part in enumerate(cut) if part)
