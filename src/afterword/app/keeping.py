"""Backup, restore, export, forget, doctor: the ledger's safety, as the user asks for it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from afterword.app.home import Home
from afterword.app.people import one_person
from afterword.errors import Refused
from afterword.facts import codec, moment
from afterword.facts.kinds import Event, Interaction, Message
from afterword.store import Forgotten, forget, keep


def backup(home: Home, path: Path) -> None:
    """A copy of everything in one file, read back before it takes its name. Never over another file."""
    if path.exists():
        raise Refused(f"{path} is there already: choose another name")
    keep.backup(home.store, path)


def export(home: Home) -> Iterator[str]:
    """All facts, one JSON object a line."""
    return keep.export(home.store)


def story(home: Home) -> Iterator[str]:
    """The readable notation, one fact a line: `2026-03-10 16:10 mail carl@marchmont.example -> me "..."`."""
    for fact in sorted(home.store.in_force(), key=lambda f: (f.at, f.id)):
        body, when = fact.body, moment(fact.at).strftime("%Y-%m-%d %H:%M") if fact.at else "undated         "
        if isinstance(body, Message):
            mine = body.sender.email in home.me.emails
            to = ", ".join("me" if b.email in home.me.emails else b.email for b in body.to)
            yield f"{when} mail {'me' if mine else body.sender.email} -> {to or 'nobody'} {_quoted(body.subject)} {_quoted(body.text)}"
        elif isinstance(body, Event):
            yield f"{when} event {_quoted(body.summary)} with {', '.join(a.email for a in body.attendees) or 'nobody'}"
        elif isinstance(body, Interaction):
            yield f"{when} {body.way} {body.direction} {', '.join(r.name for r in body.people)} {_quoted(body.note)}"
        else:
            yield f"{when} {fact.kind} {json.dumps(codec.plain(body), ensure_ascii=False, sort_keys=True)}"


def _quoted(text: str, most: int = 300) -> str:
    return json.dumps(" ".join(text.split())[:most], ensure_ascii=False)


def erase(home: Home, name: str) -> tuple[str, Forgotten]:
    """Erases a person for good; a tombstone keeps a later import from bringing them back."""
    person = one_person(home, name)
    done = forget.forget(home.store, person.handles)
    home.store.drop_pieces()
    home.reset()
    home.rebuild()
    return person.name or name, done
