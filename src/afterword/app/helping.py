"""What goes to and fro between the user and somebody: open introductions, favours either way, how one could be of use."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from afterword.app.home import Home
from afterword.facts.kinds import Interaction, Message
from afterword.network.loops import Favour, Loop, favours, in_sentences, loops
from afterword.network.loops import spoken as loop_spoken
from afterword.network.needs import LATELY, Need, Said, needs
from afterword.network.needs import spoken as need_spoken
from afterword.story import PersonStory

LOOKED_AT = 40
"""Of somebody's newest mails so many are looked through for what they look for."""
_NO_FRIENDS = ("recruiter_outreach", "job_alert", "application_received", "interview_invitation", "interview_scheduled", "rejection", "offer", "info_request")


def loops_of(home: Home, person: PersonStory) -> tuple[Loop, ...]:
    """The introductions that somebody makes for the user, with how far each is."""
    others = {x: other for p in person.passages for x in p.to if (other := home.world.person(x)) is not None}
    return loops(person, home.today, home.me.zone, others)


def needs_of(home: Home, person: PersonStory) -> tuple[Need, ...]:
    """What they said lately that they look for; nothing of recruiters and of those who decide about the user."""
    if person.tied("recruiter") or person.stop is not None or set(person.organisations) & home.me.employer_handles:
        return ()
    return needs(_said(home, person), home.today)


def _said(home: Home, person: PersonStory) -> Iterator[Said]:
    since = home.today - timedelta(days=LATELY)
    mails = [
        e for e in reversed(person.entries)
        if isinstance(e.fact.body, Message) and e.direction == "in" and e.day >= since and not e.automatic
        and not (e.reading is not None and (e.reading.bulk or e.reading.vendor or e.reading.kind in _NO_FRIENDS))
    ][:LOOKED_AT]  # fmt: skip
    facts = home.store.by_id(e.fact.id for e in mails) if mails else {}
    if facts:
        from afterword.reading.cut import cut  # only where there are words to look through
    for e in mails:
        body = facts[e.fact.id].body if e.fact.id in facts else None
        if isinstance(body, Message):
            yield Said(cut(body.text).text, e.day, e.fact.id)
    for e in person.entries:
        if isinstance(e.fact.body, Interaction) and e.note and e.day >= since and e.reached:
            yield Said(e.note, e.day, e.fact.id)
    told = {f.id: f for f in person.facts}
    for note, fact in person.notes:
        if fact in told:
            yield Said(note, home.day_of(told[fact].learnt or told[fact].at), fact)


def between(home: Home, person: PersonStory) -> list[str]:
    """The same as lines for `person show`."""
    lines = [f"  introduction to {loop_spoken(x)}" for x in loops_of(home, person)]
    lines += [f"  {line}" for line in in_sentences(favours(person))[-8:]]
    return lines + [f"  {need_spoken(person.name, x)}" for x in needs_of(home, person)[:3]]


def between_json(home: Home, person: PersonStory) -> dict[str, Any]:
    """The same as data: `loops`, `favours`, `needs`."""
    return {
        "loops": [{"to": x.to, "organisation": x.organisation, "stages": {s: d.isoformat() for s, d in x.days}, "next": x.next} for x in loops_of(home, person)],
        "favours": [_favour(f) for f in favours(person)],
        "needs": [{"kind": x.kind, "what": x.what, "quote": x.quote, "day": x.day.isoformat(), "fact": x.fact, "words": need_spoken(person.name, x)} for x in needs_of(home, person)],
    }  # fmt: skip


def _favour(f: Favour) -> dict[str, Any]:
    return {"way": f.way, "day": f.day.isoformat(), "words": f.words, "fact": f.fact}
