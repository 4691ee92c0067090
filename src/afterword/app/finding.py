"""Search over people, mails and notes."""

from __future__ import annotations

from typing import Any

from afterword.app.home import Home
from afterword.app.people import matches
from afterword.facts import moment
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
    for hit in found:
        fact = facts.get(hit.key)
        if fact is not None:
            people.append({"kind": fact.kind, "quote": _around(_words(fact.body), text), "fact": fact.id, "at": moment(fact.at).isoformat() if fact.at else ""})
    return people[:limit]


def _words(body: object) -> str:
    if isinstance(body, Message):
        return f"{body.subject}: {body.text}"
    if isinstance(body, Event):
        return f"{body.summary} {body.description}"
    return body.note if isinstance(body, Interaction) else ""


def _around(words: str, text: str) -> str:
    """The words around the first hit, on one line."""
    flat = " ".join(words.split())
    at = min((p for w in text.split() if (p := flat.casefold().find(w.casefold())) >= 0), default=0)
    start = max(0, at - AROUND)
    return f"{'…' if start else ''}{flat[start : at + AROUND]}{'…' if at + AROUND < len(flat) else ''}"
