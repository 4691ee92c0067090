"""Everything known about one person, each field with its source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from afterword.app.helping import between, between_json
from afterword.app.home import Home
from afterword.app.saving import kept_for
from afterword.app.wording import spoken
from afterword.drafts.hooks import unused
from afterword.facts import codec
from afterword.facts.kinds import Message, Saved
from afterword.story import Entry, PersonStory
from afterword.strategy.model import FollowUp

SHOWN = 12
"""Entries of the timeline that the terminal shows; the document holds all."""


def _origins(person: PersonStory) -> dict[str, str]:
    return {f.id: f.origin for f in person.facts}


def _entry(e: Entry) -> dict[str, Any]:
    body = e.fact.body
    words = e.note or (body.subject if isinstance(body, Message) else "") or (getattr(body, "summary", "") or "")
    return {"day": e.day.isoformat(), "way": e.way, "direction": e.direction, "words": words, "fact": e.fact.id, "origin": e.fact.origin}


def follow_ups_of(home: Home, person: PersonStory) -> list[FollowUp]:
    """Their open and coming follow-ups, from the person's own plan and their employers'."""
    subjects = [person.key, *{home.world.subject_of(x) for x in person.organisations}]
    every = [codec.loads(FollowUp, b) for key in subjects for b in home.store.plan_of(key)]
    today = home.today
    found = {f.key: f for f in every if set(f.person.handles) & set(person.handles) and f.window.closes >= today}
    return sorted(found.values(), key=lambda f: (f.window.due, f.key))


def next_with(home: Home, person: PersonStory) -> Iterator[FollowUp]:
    """The same; of the rounds of keeping warm only the next."""
    warm = False
    for one in follow_ups_of(home, person):
        if not (warm and one.situation == "keep_warm"):
            yield one
        warm = warm or one.situation == "keep_warm"


def person_json(home: Home, person: PersonStory) -> dict[str, Any]:
    """The document of `person show --json`: every field known, each with its source."""
    origin = _origins(person)
    sources = {(field, value): where for field, value, where in person.known_by}
    return {
        "version": 1, "key": person.key, "name": person.name, "organisation": person.organisation, "title": person.title,
        "emails": [{"value": e, "source": sources.get(("email", e), "")} for e in person.emails],
        "phones": [{"value": p, "source": sources.get(("phone", p), "")} for p in person.phones],
        "linkedin": [{"value": s, "source": sources.get(("linkedin", s), "")} for s in person.slugs],
        "handles": list(person.handles),
        "ties": [{"tie": t.tie, "organisation": t.organisation, "since": t.learnt.isoformat(), "quote": t.quote, "source": t.origin} for t in person.ties],
        "jobs": [{"organisation": j.organisation, "title": j.title, "past": j.past, "learnt": j.learnt.isoformat(), "source": j.origin} for j in person.jobs],
        "close": person.close, "help_likely": person.help_likely, "prefers": person.prefers, "never": sorted(person.never), "stop": person.stop is not None,
        "away": [[a.isoformat(), b.isoformat()] for a, b in person.away], "birthday": person.birthday, "country": person.country,
        "notes": [{"note": n, "source": origin.get(f, "")} for n, f in person.notes], "topics": [{"topic": t, "fact": f} for t, f in person.topics],
        "related": [list(pair) for pair in person.related],
        "saved": [{"title": b.title, "url": b.url, "note": b.note, "topic": b.topic, "used": used, "source": where} for b, used, where in _kept(home, person)],
        "talks": [{"day": t.day.isoformat(), "interview": t.interview, "status": t.status, "words": t.quote, "organisation": t.organisation, "role": t.role} for t in person.talks],
        "owed": [{"by": "me" if o.by_me else "them", "what": o.what or o.kind, "due": o.due_latest.isoformat() if o.due_latest else None, "quote": o.quote, "open": not o.settled, "source": o.fact.origin} for o in person.owed],
        "introductions": [{"by": p.by_name, "to": p.to_name, "organisation": p.organisation, "offered": p.offered_on.isoformat() if p.offered_on else None, "made": p.made_on.isoformat() if p.made_on else None} for p in person.passages],
        "between": between_json(home, person),
        "timeline": [_entry(e) for e in person.entries],
        "follow_ups": [{"key": f.key, "situation": f.situation, "due": f.window.due.isoformat(), "reason": f.reason} for f in follow_ups_of(home, person)],
    }  # fmt: skip


def _kept(home: Home, person: PersonStory) -> Iterator[tuple[Saved, bool, str]]:
    """What is kept for them: the piece, whether it was passed on, where from."""
    every = kept_for(home, person)
    left = {f.id for f in unused(replace(person, saved=every))}
    for fact in every:
        if isinstance(fact.body, Saved):
            yield fact.body, fact.id not in left, fact.origin


def person_lines(home: Home, person: PersonStory) -> list[str]:
    """The same for people: numbers first, then what is open, then the correspondence."""
    return list(_lines(home, person))


def _lines(home: Home, p: PersonStory) -> Iterator[str]:
    yield from _who(home, p)
    planned = list(next_with(home, p))
    if planned:
        yield from ("", "Next")
        yield from (f"  {one.key[:4]}  {spoken(one.window.due, home.today)}: {one.reason}" for one in planned[:5])
    open_now = [o for o in p.owed if not o.settled]
    if open_now:
        yield from ("", "Open between you")
        for o in open_now[:8]:
            due = f", by {spoken(o.due_latest, home.today)}" if o.due_latest else ""
            yield f"  {'you' if o.by_me else 'they'}{due}: “{' '.join(o.quote.split())}”"
    if lines := between(home, p):
        yield from ("", "Between you", *lines)
    if p.entries:
        yield from ("", "Lately")
        for e in reversed(p.entries[-SHOWN:]):
            arrow = {"in": "←", "out": "→", "both": "↔"}[e.direction]
            yield f"  {e.day}  {arrow} {e.way.replace('_', ' '):<10} {_entry(e)['words'][:50]}".rstrip()


def _who(home: Home, p: PersonStory) -> Iterator[str]:
    """Numbers first, then how the user knows them and what was noted, each with its source."""
    origin = _origins(p)
    yield f"{p.name or p.key}{f', {p.title}' if p.title else ''}{f' at {p.organisation}' if p.organisation else ''}"
    sources = {(field, value): where for field, value, where in p.known_by}
    known = [(value, sources.get((field, value), "")) for field, values in (("phone", p.phones), ("email", p.emails), ("linkedin", p.slugs)) for value in values]
    known += [(f"{t.tie.replace('_', ' ')}{f' at {t.organisation}' if t.organisation else ''}", t.origin) for t in p.ties]
    yield from (f"  {value:<36} {where}".rstrip() for value, where in known)
    if p.stop is not None:
        yield "  asked not to be written to again"
    if p.prefers or p.never:
        yield f"  {f'prefers {p.prefers}' if p.prefers else ''}{' ' if p.prefers and p.never else ''}{f'never by {chr(44).join(sorted(p.never))}' if p.never else ''}"
    for note, fact in p.notes:
        yield f"  “{note}”  {origin.get(fact, '')}".rstrip()
    for kept, used, where in _kept(home, p):
        told = " ".join(filter(None, (f"“{kept.title}”" if kept.title else "", kept.url, f"({kept.note})" if kept.note else "")))
        yield f"  kept for them{', passed on' if used else ''}: {told}  {where}".rstrip()
