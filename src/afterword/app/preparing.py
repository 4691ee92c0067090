"""Before a talk: one page with who will be there, when and where, the number to call if late, what was said, what to ask, what to note.

Every line has its place in the story; where nothing is known the sheet says so, and invents nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from afterword.app.callsheet import Number, Touch, numbers, open_between, said
from afterword.app.home import Home
from afterword.app.pages import arranged
from afterword.drafts.hooks import unused
from afterword.drafts.phrasing import one_line, said_back
from afterword.errors import NotFound
from afterword.facts import codec, moment
from afterword.facts import handles as h
from afterword.facts.kinds import Event, Message, Saved
from afterword.story import Entry, OrganisationStory, PersonStory, Talk
from afterword.strategy.appointments import talks_of
from afterword.strategy.model import Appointment, Question
from afterword.strategy.senses import first_name, human

ASKED = 6
"""Questions out of the story that one page has room for."""
BEFORE = 5
"""Touches shown."""
_WORK = re.compile(r"\b(?:(?:we|i)(?: are|'re| am|'m| have|'ve)? (?:\w+ing|run|lead|look after|build|built|use|keep|lack|need|own|count|measure|started|moved|lost|learned)|our (?!team|company|office|recruit|process|decision|next|website)\w+)\b", re.IGNORECASE)
"""Somebody tells of the work."""
_ARRANGING = re.compile(
    r"\b(?:interviews?|invite|invitation|calls?|calling|meet(?:ing)?|talk|speak|chat|appl\w+|resume|cv|role|position|candidates?|suits?|works? for|available|thank\w*|looking forward|hear from|get back|"
    r"out of the office|returning|writing|reaching|hoping|wondering|sorry|(?:mon|tues|wednes|thurs|fri)day|o'clock|[ap]m|\d{1,2}:\d\d)\b", re.IGNORECASE
)
_LINK = re.compile(r"https?://[^\s<>\"']+")


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who will be there, with what is known of them. `handles` lead to their page; empty where nobody knows more than the name."""

    name: str
    title: str = ""
    tie: str = ""
    email: str = ""
    numbers: tuple[Number, ...] = ()
    topics: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    last: Touch | None = None
    kept: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()

    @property
    def unknown(self) -> bool:
        """Is the name all there is?"""
        return not (self.title or self.tie or self.topics or self.notes or self.last or self.kept)


@dataclass(frozen=True, slots=True)
class Ask:
    """Something to ask or to bring up, and the words it stands on ("" for what is asked in every talk)."""

    words: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The page of one appointment. `starts` in the user's zone, None where only the day is known; `there` their clock where it differs."""

    one: Appointment
    starts: datetime | None
    ends: datetime | None
    there: datetime | None
    place: str
    link: str
    details: tuple[str, ...]
    organizer: str
    guests: tuple[Guest, ...]
    late: tuple[tuple[str, Number], ...]
    write: str  # whom to write to where no number is known
    before: tuple[tuple[str, Touch], ...]
    ask: tuple[Ask, ...]
    note: tuple[str, ...]


def appointments(home: Home) -> list[Appointment]:
    """Every talk of the search that is agreed or was held, in order."""
    return arranged(codec.loads(Question, body) for body in home.store.questions())


def appointment(home: Home, text: str, *, past: bool | None = None) -> Appointment:
    """The one meant by a key, an employer or a name; with no text the next one, or (`past`) the last one that is over.

    Raises NotFound for none, and for several, listing them.
    """
    now = int(home.now.timestamp() * 1_000_000)
    every = [a for a in appointments(home) if past is None or (a.ends <= now) == past]
    if not text.strip():
        if not every:
            raise NotFound("no interview or talk is over yet" if past else "no interview or talk lies ahead: one in your calendar or mail shows here")
        untold = [a for a in every if not a.told]
        return (untold or every)[-1] if past else every[0]
    wanted = text.strip().casefold()
    found = [a for a in every if a.key.startswith(wanted)] or [a for a in every if wanted in " ".join((a.organisation, a.role, *a.names)).casefold()]
    if len(found) > 1 and past is not None:
        found = [found[-1] if past else found[0]]
    if not found:
        raise NotFound(f"no {'talk that is over' if past else 'talk to come' if past is False else 'talk'} is called {text!r}: see `afterword interview`")
    if len(found) > 1:
        raise NotFound(f"{text!r} could be {'; '.join(f'{a.key[:4]} {a.whom}, {a.day}' for a in found[:6])}")
    return found[0]


def subject_of(home: Home, one: Appointment) -> OrganisationStory | PersonStory:
    """The employer or the person whose story holds it. Raises NotFound where it is gone."""
    story = home.world.organisation(one.subject) if one.interview else home.world.person(one.subject)
    if story is None:
        raise NotFound("that talk is no longer here: it was called off, or taken back")
    return story


def guests_of(home: Home, talks: Sequence[Talk]) -> list[tuple[str, PersonStory | None]]:
    """Who is there: names as invited, with their stories; each once."""
    found: dict[str, tuple[str, PersonStory | None]] = {}
    for talk in talks:
        for handle in talk.people:
            person = home.world.person(handle)
            found.setdefault(person.key if person else handle, ((person.name if person else "") or handle.rpartition(":")[2], person))
        if not talk.people:
            found |= {n: (n, None) for n in talk.names if n}
    return list(found.values())


def names_of(home: Home, one: Appointment) -> tuple[str, ...]:
    """The names of those who are there."""
    return tuple(name for name, _ in guests_of(home, talks_of(one, subject_of(home, one))))


def sheet(home: Home, one: Appointment) -> Sheet:
    """The page before one talk."""
    story = subject_of(home, one)
    talks = talks_of(one, story)
    events = [f.body for t in talks for f in t.facts if isinstance(f.body, Event)]
    people = guests_of(home, talks)
    known = [p for _, p in people if p is not None]
    host = next((b.organizer for b in events if b.organizer and b.organizer.email not in home.me.emails), None)
    zone = ZoneInfo(home.me.zone)
    starts = moment(one.starts).astimezone(zone) if one.hour else None
    late = tuple(_late(home, story, known, host.email if host else ""))
    return Sheet(
        one, starts, moment(one.ends).astimezone(zone) if one.hour and one.ends > one.starts else None, _there(starts, events),
        next((b.location for b in events if b.location), ""), _link(events), tuple(_details(events)),
        (host.name or host.email) if host and host.email not in {e for p in known for e in p.emails} else "",
        tuple(_guest(name, person) for name, person in people), late, "" if late else _write(known, host.email if host else ""),
        tuple(_before(home, story, talks, one)), tuple(_asks(people, known, one)), tuple(_note(people, one)),
    )  # fmt: skip


def in_few_lines(home: Home, one: Appointment) -> tuple[str, str]:
    """When, and the sheet in a few sentences, for a mail: where, who, whom to call if late, what to ask."""
    made = sheet(home, one)
    near = {0: "today", 1: "tomorrow"}.get((one.day - home.today).days, f"{one.day:%A} {one.day.day} {one.day:%B}")
    when = f"{near}, {made.starts:%H:%M %Z}" if made.starts else near
    who = "; ".join(f"{g.name}{f', {g.title}' if g.title else ''}" for g in made.guests[:4])
    late = f"If you are late: {made.late[0][0]} {made.late[0][1].read}." if made.late else "No number is known for being late: ask for one today."
    asked = " ".join(a.words for a in made.ask if not a.quote)
    return when, " ".join(filter(None, (f"{made.place}." if made.place else "", f"With {who}." if who else "", late, f"Ask: {asked}" if asked else "")))


def _there(starts: datetime | None, events: Sequence[Event]) -> datetime | None:
    """Their clock, where the invitation was written in a zone that shows another hour."""
    zone = next((b.zone for b in events if b.zone), "")
    try:
        theirs = starts.astimezone(ZoneInfo(zone)) if starts is not None and zone and zone != "UTC" else None
    except (LookupError, ValueError, OSError):
        return None
    return theirs if theirs is not None and starts is not None and theirs.utcoffset() != starts.utcoffset() else None


def _link(events: Sequence[Event]) -> str:
    return next((m.group().rstrip(".,)>") for b in events for m in [_LINK.search(f"{b.location} {b.description}")] if m), "")


def _details(events: Sequence[Event]) -> Iterator[str]:
    """What the invitation says beside the hour: a badge to bring, a door to ring at."""
    for body in events[:3]:
        lines = [one_line(x) for x in re.split(r"\n+", body.description)]
        yield from [x[:200] for x in lines if x and not _LINK.fullmatch(x)][:3]


def _guest(name: str, person: PersonStory | None) -> Guest:
    if person is None:
        return Guest(name)
    theirs = [e for e in person.entries if e.direction == "in" and human(e)]
    last = Touch(theirs[-1].day, theirs[-1].way, "in", said(theirs[-1])) if theirs else None
    tie = next((t.tie for t in person.ties if t.tie not in ("contact", "interviewer")), "")
    return Guest(
        name, person.title, tie, next((e for e in person.emails if e not in person.left_mailboxes), ""), tuple(numbers(person)),
        tuple(dict.fromkeys(t for t, _ in reversed(person.topics)))[:3], tuple(dict.fromkeys(n for n, _ in person.notes))[:2], last,
        tuple(open_between(person))[:3], person.handles,
    )  # fmt: skip


def _late(home: Home, story: OrganisationStory | PersonStory, known: Sequence[PersonStory], host: str) -> Iterator[tuple[str, Number]]:
    """Numbers of whoever waits there: the host first, then the guests, then others of the house in the search."""
    others = [home.world.person(x) for o in story.opportunities for x in o.people] if isinstance(story, OrganisationStory) else [story]
    asked = [home.world.person(h.email_handle(host))] if host else []
    seen: set[str] = set()
    for person in (*asked, *known, *others):
        if person is not None and person.key not in seen:
            seen.add(person.key)
            yield from ((person.name, n) for n in list(numbers(person))[:1])
        if len(seen) > 12:
            return


def _write(known: Sequence[PersonStory], host: str) -> str:
    """The address to write to where no number is known."""
    return host or next((e for p in known for e in p.emails if e not in p.left_mailboxes), "")


def _before(home: Home, story: OrganisationStory | PersonStory, talks: Sequence[Talk], one: Appointment) -> Iterator[tuple[str, Touch]]:
    """What was said so far, oldest first; a calendar's entry says nothing."""
    facts = {f.id for t in talks for f in t.facts if isinstance(f.body, Event)}
    roles = {t.role for t in talks if t.role}
    if isinstance(story, OrganisationStory):
        opps = [o for o in story.opportunities if not roles or o.role in roles] or list(story.opportunities)
        every = {e.fact.id: e for o in opps for e in o.entries}
    else:
        every = {e.fact.id: e for e in story.entries}
    real = sorted((e for e in every.values() if e.at < one.starts and e.fact.id not in facts and not e.automatic and human(e) and not isinstance(e.fact.body, Event)), key=lambda e: (e.at, e.fact.id))
    for e in real[-BEFORE:]:
        if words := said(e):
            yield _speaker(home, e), Touch(e.day, e.way, e.direction, words)


def _speaker(home: Home, e: Entry) -> str:
    body = e.fact.body
    if isinstance(body, Message):
        return "you" if body.sender.email in home.me.emails | home.me.slugs else (body.sender.name or body.sender.email).split()[0]
    return "you" if e.direction == "out" else "your note" if e.note else "both"


def _asks(people: Sequence[tuple[str, PersonStory | None]], known: Sequence[PersonStory], one: Appointment) -> Iterator[Ask]:
    """What to ask: first what grew out of this very story, then what every talk must end with (PLAYBOOK.md section 6)."""
    found: list[Ask] = []
    for person in known:
        found += _of_person(person, one)
    yield from list({a.quote or a.words: a for a in found}.values())[:ASKED]
    for name, who in people:
        if who is None or not (who.title or any(e.direction == "in" and human(e) for e in who.entries)):
            yield Ask(f"Nothing is known of {name} yet: ask what they work on.")
    if one.interview:
        yield Ask("What is the next step, and by which day shall I hear?")
        yield Ask("If I have not heard by then, when may I call, and at which number?")
    else:
        yield Ask("What would you do first in my place?")
        yield Ask("Who else should I talk to, and may I say that you sent me?")


def _of_person(person: PersonStory, one: Appointment) -> Iterator[Ask]:
    first = first_name(person)
    mine = {e.fact.id for e in person.entries if e.direction in ("out", "both")}
    for owed in person.owed:
        if not owed.settled and not owed.by_me and owed.kind not in ("meeting", "decision", "reply"):
            yield Ask(f"{first} promised you this; it is fair to ask for it.", one_line(owed.quote)[:200])
    for owed in person.owed:
        if not owed.settled and owed.by_me and owed.kind in ("send_document", "introduction", "other") and (owed.told or owed.fact.id in mine):
            yield Ask(f"You promised {first} this; bring it, or say when it comes.", one_line(owed.quote)[:200])
    for talk in person.talks:
        if talk.status == "planned" and talk.day < one.day and talk.note:
            yield Ask(f"Noted when you last spoke, {talk.day.day} {talk.day:%B}: how did it go on?", one_line(talk.note)[:200])
    heard = [e for e in person.entries if e.direction == "in" and human(e) and e.reading is not None and e.at < one.starts]
    for e in reversed(heard[-4:]):
        for sentence in _telling(e)[:2]:
            yield Ask(f"{first} wrote this on {e.day.day} {e.day:%B}: ask more about it.", sentence)
    for fact in unused(person)[:1]:
        if isinstance(fact.body, Saved):
            yield Ask(f"You kept this for {first}: it fits now.", one_line(fact.body.title or fact.body.url)[:200])


def _telling(e: Entry) -> list[str]:
    """Sentences in which they tell of their own work, that somebody would like to be asked about."""
    assert e.reading is not None
    split = [one_line(s) for s in re.split(r"(?<=[.!?])\s+|\n+", e.reading.text)]
    return [s for s in dict.fromkeys((*e.reading.topics, *split)) if 25 <= len(s) <= 200 and not s.endswith("?") and not _ARRANGING.search(s) and (said_back(s) or _WORK.search(s))]


def _note(people: Sequence[tuple[str, PersonStory | None]], one: Appointment) -> Iterator[str]:
    """What makes the words afterwards easy, one line to write on for each."""
    for name, _ in people:
        yield f"One moment with {name}, in their words:"
    yield "Others who were there, how their names are written, their numbers:"
    if one.interview:
        yield "When they decide, and what the next step is:"
        yield "When may I call, and whom:"
    else:
        yield "Names they gave, and whether I may use theirs:"
    yield "What I promised, and by when:"
