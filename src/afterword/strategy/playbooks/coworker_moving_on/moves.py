"""How a change of employer shows: between two exports, by command, in their own words, a signature, an automatic reply, a diary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from afterword.facts import Fact
from afterword.facts import handles as h
from afterword.facts.frozen import dataclass
from afterword.facts.kinds import Card, Connection, Event, Interaction, Message
from afterword.facts.late import late
from afterword.story.model import Entry, Job, PersonStory

_FAREWELL = late(r"\b(?:farewell|leaving (?:do|drinks|party|lunch|dinner|breakfast|tea)|last day|goodbye|good-bye|send[- ]?off|leaver'?s)\b", re.IGNORECASE)
_SOUR = late(
    r"\b(?:fell out|falling[- ]out|fired me|let me go|laid me off|passed me over|undermined|bullied|took (?:the )?credit|threw me under|bad terms|went (?:badly|wrong|sour)|"
    r"ended (?:badly|in tears)|quarrel\w*|argued|shouted|lied|unfair\w*|treated me (?:badly|poorly)|stabbed me|hard feelings|not on good terms|bad blood)\b",
    re.IGNORECASE,
)

_MOVE = late(
    r"\b(?:you(?:'ve|’ve| have)? (?:(?:just |now |already )?(?:given|gave|handed in)(?: your)? notice|(?:are|'re|’re) (?:leaving|moving on|off to|joining|starting)|(?:got|have|found|landed) (?:a|the|your) new (?:job|role|post|position))|"
    r"(?:on|with|in|for|at) (?:your|the) new (?:job|role|post|position|place|house|employer|adventure|chapter|start)|your (?:new (?:job|role|post|position)|next chapter|last day|move|leaving)|moving on)\b",
    re.IGNORECASE,
)
_EARLY = 30  # days in which a word of good wishes still counts for a move that is learnt later


@dataclass(frozen=True, slots=True)
class Move:
    """Somebody left `old` or went to `new`; `learnt` is the day that reached us."""

    fact: Fact
    learnt: date
    old: str
    new: str
    quote: str
    own_word: bool = False


def moves(person: PersonStory) -> list[Move]:
    """Changes of employer, the latest learnt last. A new title alone is none."""
    found = [*_exports(person), *_told(person), *_written(person), *_signed(person), *_from_elsewhere(person), *_in_the_diary(person)]
    return sorted(found, key=lambda m: (m.learnt, bool(m.new), m.own_word, m.fact.id))


def _exports(person: PersonStory) -> Iterator[Move]:
    facts = {f.id: f for f in person.facts}
    for kind in (Connection, Card):
        seen: list[Job] = [j for j in person.jobs if j.fact in facts and isinstance(facts[j.fact].body, kind)]
        for newer, older in pairwise(seen):
            if h.squeezed(newer.organisation) != h.squeezed(older.organisation) and newer.learnt >= older.learnt and not newer.past:
                yield Move(facts[newer.fact], newer.learnt, older.organisation, newer.organisation, f"{older.organisation} → {newer.organisation}")


def _told(person: PersonStory) -> Iterator[Move]:
    facts = {f.id: f for f in person.facts}
    for job in person.jobs:
        if job.left is not None and job.fact in facts:
            yield Move(facts[job.fact], job.learnt, job.organisation, "", f"left {job.organisation} on {job.left.isoformat()}")


def _written(person: PersonStory) -> Iterator[Move]:
    """Their own farewell, or the mailbox that says they have gone."""
    own = set(h.name_words(person.name))
    for e in person.entries:
        act = e.does("moving", "left") if e.direction == "in" else None
        if act is None or (act.person and not set(h.name_words(act.person)) & own):
            continue
        gone = e.reading is not None and e.reading.kind == "auto_reply_left"
        if e.automatic and not gone:
            continue
        yield Move(e.fact, e.day, act.organisation or _house_of(e) or person.organisation, act.to, act.quote, own_word=True)


def _house_of(e: Entry) -> str:
    body = e.fact.body
    return h.label(h.domain_handle(body.sender.email)).title() if isinstance(body, Message) and h.domain_handle(body.sender.email) else ""


def _mails(person: PersonStory) -> list[tuple[Entry, Message]]:
    return [(e, e.fact.body) for e in person.entries if e.direction == "in" and not e.automatic and isinstance(e.fact.body, Message) and e.fact.body.medium == "email"]


def _signed(person: PersonStory) -> Iterator[Move]:
    """Another employer under their mails than before: the first mail that shows it."""
    signed = [
        (e, p.organisation) for e, _ in _mails(person) if e.reading is not None
        for p in e.reading.people if p.source != "text" and p.organisation
    ]  # fmt: skip
    for (_, old), (e, new) in pairwise(signed):
        a, b = h.squeezed(old), h.squeezed(new)
        if a != b and not a.startswith(b) and not b.startswith(a) and h.squeezed(signed[-1][1]) == b:
            yield Move(e.fact, e.day, old, new, f"signs with {new} now, before with {old}")


def _from_elsewhere(person: PersonStory) -> Iterator[Move]:
    """Mails from another house's address, and none from the old one since."""
    places = [(e, h.domain_handle(body.sender.email)) for e, body in _mails(person)]
    places = [(e, x) for e, x in places if x]
    for (_, old), (e, new) in pairwise(places):
        later = {x for f, x in places if f.at >= e.at}
        if old != new and later == {new}:
            named = next((j.organisation for j in person.jobs if h.fits(new, j.organisation)), "") or h.label(new).title()
            before = next((j.organisation for j in person.jobs if h.fits(old, j.organisation)), "") or h.label(old).title()
            yield Move(e.fact, e.day, before, named, f"writes from {new.removeprefix('domain:')} now, before from {old.removeprefix('domain:')}")


def _in_the_diary(person: PersonStory) -> Iterator[Move]:
    """`Toby's leaving drinks`, with Toby among the guests."""
    own = set(h.name_words(person.name))
    for e in person.entries:
        body = e.fact.body
        if isinstance(body, Event) and body.status != "cancelled" and _FAREWELL.search(body.summary[:200]):
            spoken = {w.removesuffix("s") for w in h.name_words(body.summary.replace("'", " ").replace("’", " "))} | set(h.name_words(body.summary))
            if own & spoken:
                yield Move(e.fact, e.learnt, person.organisation, "", " ".join(body.summary.split())[:120], own_word=True)


def wished_early(person: PersonStory, move: Move) -> Entry | None:
    """The user's own good wishes for the move, written in the month before it reached us by file or command."""
    since = move.learnt - timedelta(days=_EARLY)
    for e in reversed(person.entries):
        if e.direction == "out" and e.direct and since <= e.day <= move.learnt and e.fact.id != move.fact.id:
            said = e.reading.text if e.reading is not None else e.note
            if _MOVE.search(said[:3000]):
                return e
    return None


def went_badly(person: PersonStory) -> bool:
    """Did the user note that it once went badly between them? Then the words stay short and neutral (PLAYBOOK.md section 6)."""
    noted = [note for note, _ in person.notes] + [e.note for e in person.entries]
    rated = any(isinstance(e.fact.body, Interaction) and e.fact.body.way != "interview" and 0 < e.fact.body.rating <= 1 for e in person.entries)
    return rated or any(_SOUR.search(note[:1000]) for note in noted if note)
