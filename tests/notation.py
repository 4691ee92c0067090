"""Stories in the user's notation: one fact a line, in a test's docstring.

    2026-03-10 16:10 mail carl@marchmont.example -> me "We will get back by Friday"
    2026-03-11 09:00 mail me -> carl@marchmont.example "Thank you" "It was good to see the archive." thread talk
    2026-03-12 10:00 event "Interview: Data Analyst at Acme" with dana@acme.example, bo@acme.example
    2026-03-12 17:00 call out dana@acme.example "left a word" voicemail
    2026-03-12 tie former_boss carl@marchmont.example at Marchmont
    2026-03-12 done interview_thank_you dana@acme.example

A line is a day, an hour (09:00 where none is given; all in UTC), a kind, and its words:

    mail A -> B[, C] [cc D] ["SUBJECT"] "TEXT" [thread T]      chat A -> B "TEXT"
    event "SUMMARY" [with A[, B]] [for MINUTES] [uid U] [cancelled|declined]
    call|meeting|interview|conversation|card|message [in|out|both] A[, B] ["NOTE"] [at ORG] [as ROLE] [voicemail|no-answer]
    tie TIE A [at ORG] [until DAY] [close 0-1]                 person A [at ORG] [as TITLE] [left DAY] ["NOTE"]
    contact A [at ORG] [as TITLE] [label L] [phone P] ["NOTE"] connection A at ORG [as TITLE]
    apply "ROLE" at ORG [to A]                                 outcome offer|rejected|withdrawn|accepted at ORG [due DAY]
    promise A -> B "WHAT" due DAY                              intro offered|asked|made|met A -> B [at ORG]
    prefer|never A CHANNEL     target ORG     search start|pause|end [until DAY]
    done|skip SITUATION A      snooze SITUATION A until DAY

People are addresses (`me` is the user), named after them: `dana.whitfield@acme.example` is Dana Whitfield; a chat's or a
connection's name is the address's first part with hyphens. What holds spaces stands in quotes. `KIND {json}` is a fact as
`afterword export --story` prints those it has no words for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from afterword import plugins
from afterword.app import deciding
from afterword.app.home import Home
from afterword.app.pages import Today, today_of
from afterword.clock import Clock
from afterword.facts import Fact, codec, fact, micros
from afterword.facts import handles as h
from afterword.facts.kinds import (
    KINDS,
    Application,
    Attendee,
    Body,
    Card,
    Connection,
    Event,
    Identity,
    Interaction,
    Introduction,
    Mailbox,
    Message,
    Outcome,
    PreferenceFact,
    Promise,
    Ref,
    Search,
    Target,
    Tie,
)  # fmt: skip
from afterword.store import open_store
from afterword.strategy.model import FollowUp, Question, Waiting

ME = "sam@postbox.example"
_LINE = re.compile(r"^(\d{4}-\d\d-\d\d)(?: (\d\d:\d\d))? (\w+) ?(.*)$")
_PART = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')
_NAMED = ("with", "at", "as", "to", "cc", "for", "uid", "thread", "until", "due", "left", "label", "phone", "close")
_TALKS = ("call", "meeting", "interview", "conversation", "card", "message")
_DECISIONS = ("done", "skip", "snooze")


@dataclass(frozen=True)
class Words:
    """A line taken apart: bare words, quoted texts, and what stands behind a naming word."""

    at: datetime
    kind: str
    bare: tuple[str, ...]
    quoted: tuple[str, ...]
    named: dict[str, tuple[str, ...]]

    def get(self, name: str) -> str:
        return next(iter(self.named.get(name, ())), "")

    def day(self, name: str) -> date | None:
        return date.fromisoformat(self.get(name)) if self.get(name) else None

    def sides(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Who stands before and behind the arrow."""
        cut = self.bare.index("->")
        return self.bare[:cut], self.bare[cut + 1 :]


def words(line: str) -> Words:
    """Takes a line apart. Raises ValueError for a line that is none."""
    found = _LINE.match(line.strip())
    if found is None:
        raise ValueError(f"no line of the notation: {line!r}")
    at = datetime.fromisoformat(f"{found[1]}T{found[2] or '09:00'}:00+00:00")
    if found[4].startswith("{"):
        return Words(at, found[3], (), (found[4],), {"json": ("yes",)})
    bare: list[str] = []
    quoted: list[str] = []
    named: dict[str, tuple[str, ...]] = {}
    name, more = "", False
    for part in _PART.finditer(found[4]):
        text = json.loads(part[0]) if part[2] is None else part[2]
        if part[2] in _NAMED and not more:
            name = part[2]
        elif name and (name not in named or more):
            named[name] = (*named.get(name, ()), text.removesuffix(","))
        elif part[2] is None:
            quoted.append(text)
        else:
            bare.append(text.removesuffix(","))
        more = part[0].endswith(",")
    return Words(at, found[3], tuple(bare), tuple(quoted), named)


def name_of(address: str) -> str:
    """Dana Whitfield of dana.whitfield@acme.example."""
    return " ".join(part.capitalize() for part in re.split(r"[.-]", address.partition("@")[0]))


def box(who: str) -> Mailbox:
    return Mailbox("Sam Rivera", ME) if who == "me" else Mailbox(name_of(who), who)


def ref(who: str, organisation: str = "") -> Ref:
    """Somebody as commands know them: by address; a word without one is an organisation."""
    return Ref(name_of(who), (h.email_handle(who),), organisation) if "@" in who else Ref("", (), who)


def slug(who: str) -> str:
    return "sam-rivera" if who == "me" else who.partition("@")[0].replace(".", "-")


def _mail(line: Words) -> Message:
    (sender,), to = line.sides()
    subject, text = ("", *line.quoted)[-2:]
    thread = line.get("thread")
    return Message(
        "email", f"<{line.at:%Y%m%d%H%M}.{sender.partition('@')[0]}@post.example>", box(sender), tuple(map(box, to)),
        tuple(map(box, line.named.get("cc", ()))), subject, f"{text}\n\n{box(sender).name}", references=(f"<{thread}@post.example>",) if thread else (),
    )  # fmt: skip


def _chat(line: Words) -> Message:
    (sender,), to = line.sides()
    boxes = [Mailbox(box(who).name, slug(who)) for who in (sender, *to)]
    return Message(
        "linkedin",
        "",
        boxes[0],
        tuple(boxes[1:]),
        text=line.quoted[-1],
        thread=f"li:{slug(sender if sender != 'me' else to[0])}",
    )


def _event(line: Words) -> Event:
    guests = line.named.get("with", ())
    end = line.at + timedelta(minutes=int(line.get("for") or 60))
    state = "cancelled" if "cancelled" in line.bare else "confirmed"
    mine = "declined" if "declined" in line.bare else "accepted"
    uid = line.get("uid") or f"{line.at:%Y%m%d%H%M}-{'-'.join(guests)}"
    there = (*(Attendee(name_of(g), g, "accepted") for g in guests), Attendee("Sam Rivera", ME, mine)) if guests else ()
    return Event(
        uid, "", int("cancelled" in line.bare), micros(line.at) + int("cancelled" in line.bare), "", state, micros(end), "UTC", None, line.quoted[0],
        organizer=Mailbox("Sam Rivera", ME) if guests else None, attendees=there,
    )  # fmt: skip


def _talk(line: Words) -> Interaction:
    way: Any = line.kind
    people = tuple(ref(w, line.get("at")) for w in line.bare if "@" in w)
    default = "both" if way in ("meeting", "interview", "conversation") else "out"
    direction: Any = next((w for w in line.bare if w in ("in", "out", "both")), default)
    reached: Any = next((w.replace("-", "_") for w in line.bare if w in ("voicemail", "no-answer", "reached")), "")
    return Interaction(
        way, people, direction, line.get("at"), line.get("as"), "".join(line.quoted), 0, reached, line.at.date()
    )


def _known(line: Words) -> Body:
    """What is known about somebody: cards, connections, identities."""
    who, note = line.bare[0], "".join(line.quoted)
    if line.kind == "connection":
        return Connection(
            slug(who), name_of(who), who if "@" in who else "", line.get("at"), line.get("as"), exported=line.at.date()
        )
    phones = line.named.get("phone", ())
    if line.kind == "contact":
        return Card(
            f"card-{who}",
            name_of(who),
            (who,),
            phones,
            (),
            line.get("at"),
            line.get("as"),
            line.named.get("label", ()),
            note=note,
            exported=line.at.date(),
        )
    return Identity(name_of(who), (who,), phones, (), line.get("at"), line.get("as"), note, line.day("left"))


def _promise(line: Words) -> Promise:
    (by,), (to,) = line.sides()
    return Promise(
        line.quoted[0], None if by == "me" else ref(by), None if to == "me" else ref(to), "other", None, line.day("due")
    )


def _introduction(line: Words) -> Introduction:
    (stage, by), to = line.sides()
    step: Any = stage
    return Introduction(step, ref(by), ref(to[0], line.get("at")) if to else Ref("", (), line.get("at")))


def _outcome(line: Words) -> Outcome:
    result: Any = line.bare[0]
    return Outcome(line.get("at"), result, line.get("as"), line.at.date(), due=line.day("due"))


def _search(line: Words) -> Search:
    state: Any = line.bare[0]
    return Search(state, line.day("until"))


MAKERS: dict[str, Callable[[Words], Body]] = {
    "mail": _mail, "chat": _chat, "event": _event, **dict.fromkeys(_TALKS, _talk), **dict.fromkeys(("contact", "connection", "person"), _known),
    "tie": lambda w: Tie(ref(w.bare[1]), w.bare[0], w.get("at"), w.day("until"), close=float(w.get("close")) if w.get("close") else None),
    "target": lambda w: Target(w.quoted[0] if w.quoted else w.bare[0]),
    "apply": lambda w: Application(w.get("at"), w.quoted[0], w.at.date(), contact=ref(w.get("to"), w.get("at")) if w.get("to") else None),
    "promise": _promise, "intro": _introduction, "outcome": _outcome, "search": _search,
    "prefer": lambda w: PreferenceFact(ref(w.bare[0]), w.bare[1]), "never": lambda w: PreferenceFact(ref(w.bare[0]), w.bare[1], never=True),
}  # fmt: skip


def told(line: Words) -> Fact:
    """A line as a fact. Cards and connections have no instant of their own, only the moment they were learnt."""
    at = micros(line.at)
    if line.get("json"):
        return fact(codec.loads(KINDS[line.kind], line.quoted[0]), at, origin="notation", by="user", learnt=at)
    if line.kind not in MAKERS:
        raise ValueError(f"no kind of the notation: {line.kind!r}")
    undated = line.kind in ("contact", "connection")
    return fact(MAKERS[line.kind](line), 0 if undated else at, origin="notation", by="user", learnt=at)


def lines(text: str) -> Iterator[Words]:
    """The lines of a docstring that begin with a day; the others are for people."""
    return (words(line) for line in text.splitlines() if re.match(r"\s*\d{4}-\d\d-\d\d ", line))


def facts(text: str) -> list[Fact]:
    """Every fact of a story, decisions left out."""
    return [told(line) for line in lines(text) if line.kind not in _DECISIONS]


@dataclass
class Story:
    """A home in memory that has lived through a story. Calling it gives the follow-ups of a situation, one line each."""

    home: Home

    def follow_ups(self, situation: str = "") -> list[FollowUp]:
        every = [codec.loads(FollowUp, body) for body in self.home.store.follow_ups()]
        return sorted(
            (f for f in every if situation in ("", f.situation)), key=lambda f: (f.window.due, f.person.name, f.key)
        )

    def __call__(self, situation: str = "") -> list[str]:
        """`Dana thank_you 2026-03-10 2026-03-11 2026-03-13`: to whom, the step, opens, due, closes."""
        found = self.follow_ups(situation)
        return [
            f"{f.person.name or f.organisation} {f.step} {f.window.opens} {f.window.due} {f.window.closes}"
            for f in found
        ]

    def one(self, situation: str) -> FollowUp:
        """The only follow-up of a situation."""
        (found,) = self.follow_ups(situation)
        return found

    def on(self, moment: str) -> Today:
        """Today's page, as of a day (09:00) or an instant."""
        self.home.clock = Clock(words(f"{moment} see").at)
        return today_of(self.home)

    def shown(self, moment: str) -> list[str]:
        """Situations and people of that day's page."""
        return [f"{f.situation} {f.person.name or f.organisation}" for f in self.on(moment).follow_ups]

    @property
    def waiting(self) -> list[Waiting]:
        return [codec.loads(Waiting, body) for body in self.home.store.waiting()]

    @property
    def questions(self) -> list[Question]:
        return [codec.loads(Question, body) for body in self.home.store.questions()]

    def person(self, handle: str) -> Any:
        return self.home.world.person(handle if ":" in handle else h.email_handle(handle))

    def organisation(self, name: str) -> Any:
        return self.home.world.organisation(h.org_handle(name))

    def tell(self, text: str) -> None:
        """Lives through more lines, one act each."""
        for line in lines(text):
            self.home.clock = Clock(line.at)
            if line.kind in _DECISIONS:
                self._decide(line)
            else:
                one = told(line)
                self.home.take([*self._newcomers(one), one], self.home.store.new_act(line.kind))

    def _newcomers(self, one: Fact) -> list[Fact]:
        """Whoever a line names and nobody knows yet, as commands make them."""
        values = [getattr(one.body, f.name) for f in fields(one.body)]
        named = [
            v
            for value in values
            for v in (value if isinstance(value, tuple) else (value,))
            if isinstance(v, Ref) and v.handles
        ]
        new = [r for r in named if not self.home.store.persons(r.handles)]
        people = [Identity(r.name, (r.handles[0].removeprefix("email:"),), organisation=r.organisation) for r in new]
        at = one.learnt
        return [fact(p, at, origin="notation", by="user", learnt=at) for p in people]

    def _decide(self, line: Words) -> None:
        situation, who = line.bare
        found = [
            f
            for f in self.follow_ups(situation)
            if who in (*f.person.emails, f.organisation) and f.window.opens <= line.at.date() <= f.window.closes
        ]
        assert found, f"nothing to decide: {line}"
        if line.kind == "snooze":
            deciding.snooze(self.home, found[0].key, line.get("until"))
        else:
            (deciding.done if line.kind == "done" else deciding.skip)(self.home, found[0].key)


def home(since: datetime) -> Home:
    """An empty home without public holidays, in which the search began at this instant."""
    made = Home(open_store(":memory:"), Clock(since), plugins.playbooks(), lambda _c, _r, _y: frozenset())
    made.fresh()
    at = micros(since)
    me = Identity("Sam Rivera", (ME,), slugs=("sam-rivera",), me=True, zone="UTC", country="US")
    made.take([fact(me, at, origin="notation", by="user", learnt=at)], made.store.new_act("init"))
    return made


def lived(text: str) -> Story:
    """A story lived through in its order; the search begins an hour before its first line."""
    first = min((line.at for line in lines(text)), default=datetime(2026, 3, 2, 9, tzinfo=UTC))
    made = Story(home(first - timedelta(hours=1)))
    made.tell(text)
    return made


@pytest.fixture
def story(request: pytest.FixtureRequest) -> Iterator[Story]:
    """The story of the test's docstring."""
    made = lived(request.function.__doc__ or "")
    yield made
    made.home.store.close()
