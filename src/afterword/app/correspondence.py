"""What passed between the user and somebody, newest first, a page at a time: new words of mails, calls, meetings, notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from afterword.app.home import Home
from afterword.app.letters import KEPT_TEXT, from_cue
from afterword.facts.kinds import Application, Decision, Event, Interaction, Message, Sent
from afterword.facts.named import natural_key
from afterword.story import Entry, PersonStory, Told
from afterword.story.entries import entries

PAGE = 20
FOUND = 400
"""Hits of a search looked at: of more, the best."""
MOST = 60_000
CHUNK = 60
_BARE = re.compile(r"(?:\s|(?:re|fwd?|aw|wg)\s*:)+", re.IGNORECASE)
"""A subject that is only this names nothing."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that passed. `mine`: the user's own words; `words` are the new ones alone; `cut` says that there are more."""

    fact: str
    at: int
    day: date
    way: str
    direction: str
    title: str = ""
    words: str = ""
    cut: bool = False
    automatic: bool = False
    reached: bool = True
    others: tuple[str, ...] = ()
    origin: str = ""
    conversation: bool = True  # False: only a mark that something was done
    who: str = ""  # who wrote it, where that was not the user

    @property
    def mine(self) -> bool:
        return self.direction == "out"


@dataclass(frozen=True, slots=True)
class Pages:
    """A page of it; `older` is the cursor of the next one, empty at the end. `whole` counts all there is, 0 where unknown."""

    moments: tuple[Moment, ...]
    older: str = ""


def correspondence(home: Home, person: PersonStory, before: str = "", text: str = "", most: int = PAGE) -> Pages:
    """Newest first, from before a cursor on; with `text` only what holds these words."""
    rows = _rows(home, person)
    if text:
        hits = {hit.key for hit in home.store.find(text, FOUND)}
        rows = [row for row in rows if row[1] in hits]
    if before:
        at, _, name = before.partition(".")
        limit = (int(at) if at.lstrip("-").isdigit() else 0, name)
        rows = [row for row in rows if row < limit]
    current = {natural_key(f): f.id for f in person.facts if isinstance(f.body, Event)}
    found: list[Moment] = []
    for start in range(0, len(rows), CHUNK):
        part = [name for _, name in rows[start : start + CHUNK]]
        for one in _moments(home, person, part):
            if isinstance(one.fact.body, Event) and current.get(natural_key(one.fact), one.fact.id) != one.fact.id:
                continue  # a newer version of this entry of the calendar is shown
            if len(found) == most:
                last = found[-1]
                return Pages(tuple(found), f"{last.at}.{last.fact}")
            found.append(moment_of(home, one))
    return Pages(tuple(found))


def _rows(home: Home, person: PersonStory) -> list[tuple[int, str]]:
    """(instant, fact) of all that touches the person, newest first; of a hub only what their story holds."""
    touched = home.store.touched_by(person.handles, MOST)
    rows = {(f.at, f.id) for f in person.facts} if touched is None else {(at, name) for some in touched.values() for at, _, name in some}
    return sorted(rows, reverse=True)


def _moments(home: Home, person: PersonStory, names: Sequence[str]) -> Iterable[Entry]:
    told = [Told(fact, from_cue(cue) if cue else None) for fact, cue in home.store.with_cues(names).values()]
    return reversed(entries(told, frozenset(person.handles), home.me))


def moment_of(home: Home, e: Entry) -> Moment:
    """An entry of a story, as it is shown."""
    body = e.fact.body
    title, words, cut, talk, who = "", e.note, False, True, ""
    others: tuple[str, ...] = ()
    if isinstance(body, Message):
        title = _BARE.sub("", body.subject) and body.subject
        words, cut = _new_words(e)
        boxes = [b for b in (*body.to, *body.cc) if b.email not in home.me.emails]
        others = tuple(b.name or b.email for b in boxes)
        who = "" if e.direction == "out" else body.sender.name or body.sender.email
    elif isinstance(body, Event):
        title, words = body.summary, ""
        others = tuple(a.name or a.email for a in body.attendees if a.email not in home.me.emails)
    elif isinstance(body, Interaction):
        title = ", ".join(filter(None, (body.role, body.organisation)))
        others = tuple(r.name for r in body.people if r.name)
    elif isinstance(body, Application):
        title, words = f"You applied: {body.role or 'a role'}", body.note
    elif isinstance(body, (Decision, Sent)):
        talk = False
        title = body.situation.replace("_", " ")
    day, origin = e.day, e.fact.origin
    return Moment(e.fact.id, e.at, day, e.way, e.direction, title, words.strip(), cut, e.automatic, e.reached, others, origin, talk, who)


def _new_words(e: Entry) -> tuple[str, bool]:
    """The new text of a mail, and whether the store kept less of it than was written."""
    if e.reading is not None and e.reading.text:
        return e.reading.text, len(e.reading.text) >= KEPT_TEXT
    body = e.fact.body
    assert isinstance(body, Message)
    return body.text[:KEPT_TEXT], len(body.text) > KEPT_TEXT

