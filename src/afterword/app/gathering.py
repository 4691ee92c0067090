"""Everybody in the search as a list, from what is kept beside the plan: nobody is told for it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from afterword.app.home import Home
from afterword.facts import handles as h

PAGE = 60


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody as a list shows them. `last` is the day of the last word between you."""

    key: str
    name: str
    place: str = ""
    title: str = ""
    tie: str = ""
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Roster:
    """A page of the list, and how many there are in all."""

    people: tuple[Listed, ...]
    page: int
    pages: int
    whole: int


def listed(home: Home) -> list[Listed]:
    """Everybody in the search, whoever was last in touch first."""
    found = []
    for key, body in home.store.subjects().items():
        if not h.is_house(key):
            told = json.loads(body)
            if told.get("name"):
                last = told.get("last", "")
                found.append(Listed(key, told["name"], told.get("place", ""), told.get("title", ""), told.get("tie", ""), date.fromisoformat(last) if last else None))
    return sorted(found, key=lambda p: (-(p.last.toordinal() if p.last else 0), p.name.casefold(), p.key))


def called(people: list[Listed], text: str) -> list[Listed]:
    """Those whose name or company holds the beginning of every word."""
    words = h.name_words(text)
    if not words:
        return []
    found = []
    for p in people:
        parts = (*h.name_words(p.name), *h.org_key(p.place).split())
        if all(any(part.startswith(w) for part in parts) for w in words):
            found.append(p)
    return found


def roster(home: Home, text: str = "", number: int = 1) -> Roster:
    """A page of everybody, or of whoever the words may mean."""
    every = listed(home)
    every = called(every, text) if text else every
    pages = max(1, -(-len(every) // PAGE))
    number = min(max(1, number), pages)
    return Roster(tuple(every[(number - 1) * PAGE : number * PAGE]), number, pages, len(every))
