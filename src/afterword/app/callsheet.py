"""The sheet one keeps beside the telephone: whom, which number, what time it is there, what to say, what was said before."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from afterword.app.drafting import draft, person_of
from afterword.app.home import Home
from afterword.app.whereabouts import there
from afterword.drafts import script_of
from afterword.drafts.script import dialled
from afterword.facts.kinds import Message
from afterword.story import Entry, PersonStory
from afterword.strategy.model import FollowUp

LAST = 3
"""Touches shown."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number to dial: as the telephone takes it, as people read it, and where it was found."""

    dial: str
    read: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Touch:
    """What was said before. `direction` is in, out or both."""

    day: date
    way: str
    direction: str
    words: str


@dataclass(frozen=True, slots=True)
class CallSheet:
    """Everything needed for one call. `there`: their present time with where that is known from, "" where it is not known."""

    key: str
    name: str
    title: str
    organisation: str
    role: str
    numbers: tuple[Number, ...]
    here: datetime
    there: datetime | None
    known_from: str
    office_hours: bool | None  # None: their time is not known
    opening: str
    points: tuple[str, ...]
    voicemail: str
    before: tuple[Touch, ...]
    kept: tuple[str, ...]  # their open promises and yours, as sentences
    note: tuple[str, ...]  # what to write down
    log: tuple[tuple[str, str], ...]  # (when it went so, the command)


def call_sheet(home: Home, one: FollowUp, own: Mapping[str, str] | None = None) -> CallSheet:
    """The sheet for one follow-up, whatever its usual channel. Raises BadUsage for an unreadable template of the user."""
    script = script_of(draft(home, one, "call", own).body)
    person = person_of(home, one)
    theirs = there(home, person) if person is not None else None
    return CallSheet(
        one.key, one.person.name, one.person.title or (person.title if person else ""), one.organisation, one.role, tuple(numbers(person, one.number, *one.person.phones)),
        home.now, theirs.now if theirs else None, theirs.known_from if theirs else "", theirs.working if theirs else None,
        script.opening, script.points, script.voicemail, tuple(before(person)), tuple(open_between(person)), tuple(_to_note(one)), tuple(_log(one)),
    )  # fmt: skip


def numbers(person: PersonStory | None, *known: str) -> Iterator[Number]:
    """Numbers to dial, those `known` from elsewhere first."""
    sources = {value: where for field, value, where in (person.known_by if person else ()) if field == "phone"}
    for number in dict.fromkeys(filter(None, (*known, *(person.phones if person else ())))):
        yield Number(number, dialled(number), sources.get(number, "").rsplit("/", 1)[-1])


def before(person: PersonStory | None) -> Iterator[Touch]:
    """The last touches, oldest first."""
    real = [e for e in (person.entries if person else ()) if not e.automatic]
    for e in real[-LAST:]:
        yield Touch(e.day, e.way, e.direction, said(e))


def said(e: Entry) -> str:
    """The note of a talk, or the first sentence that says something, else the subject."""
    if e.note:
        return " ".join(e.note.split())[:200]
    body = e.fact.body
    subject = body.subject if isinstance(body, Message) else getattr(body, "summary", "") or ""
    text = e.reading.text if e.reading is not None else ""
    lines = [" ".join(x.split()) for x in text.split("\n")]
    said = next((x for x in lines if len(x) > 30 and not x.endswith(",")), "")
    return (said[:200].rsplit(" ", 1)[0] + " …" if len(said) > 200 else said) or " ".join(subject.split())


def open_between(person: PersonStory | None) -> Iterator[str]:
    """Their open promises and the user's, as sentences."""
    for owed in person.owed if person else ():
        if not owed.settled:
            due = f" (by {owed.due_latest.day} {owed.due_latest:%B})" if owed.due_latest else ""
            yield f"{'You' if owed.by_me else 'They'}{due}: “{' '.join(owed.quote.split())[:160]}”"


def _to_note(one: FollowUp) -> Iterator[str]:
    yield "What they said, in their words."
    if one.situation in ("employer_date", "interview_silence", "application", "recruiter", "second_note"):
        yield "The day they name for the next word, and who will give it."
    elif one.situation in ("introduction_offered", "reach_through", "professional", "former_boss", "boss_superior", "insider_relative"):
        yield "Any name they give, how they know them, and whether you may use their own name."
    yield "What you promised, and by when."


def typed(words: list[str]) -> str:
    """A command as one types it: quoted only where it must be, for the shells of Unix and Windows alike where that can be."""
    plain = re.compile(r"[\w@%+=:,./-]+")
    soft = re.compile(r"[^\"$`\\!]+")
    return " ".join(w if plain.fullmatch(w) else f'"{w}"' if soft.fullmatch(w) else shlex.quote(w) for w in words)


def _log(one: FollowUp) -> Iterator[tuple[str, str]]:
    """The commands that keep the call; each can be typed as it stands."""
    whom = one.person.name or one.organisation
    if one.person.emails and one.person.name:
        whom = f"{one.person.name} <{one.person.emails[0]}>"
    base = ["afterword", "log", "call", "--with", whom]
    base += ["--at-org", one.organisation] if one.organisation else []
    base += ["--role", one.role] if one.role else []
    yield "you spoke", typed([*base, "--direction", "both", "--reached", "--note", "what was said"])
    yield "voicemail", typed([*base, "--voicemail"])
    yield "nobody answered", typed([*base, "--no-answer"])
