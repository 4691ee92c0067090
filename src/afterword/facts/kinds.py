"""The closed vocabulary of facts: one frozen dataclass a kind (DESIGN.md, "The store").

Every body is plain data. Days are `date`; instants are integer microseconds UTC. A field with a default may be added
later without changing the id of any fact (see codec). `Ref` points at a person by handles, with the name as written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Literal

from afterword.facts.frozen import dataclass

TIES = (
    "former_boss",
    "boss_superior",
    "coworker",
    "former_coworker",
    "relative",
    "friend",
    "mentor",
    "professional",
    "recruiter",
    "interviewer",
    "alumni",
    "contact",
)
CHANNELS = ("email", "call", "card", "linkedin", "in_person", "text")


@dataclass(frozen=True, slots=True)
class Ref:
    """A person as a fact points at them: the name as written and every handle known at that moment."""

    name: str = ""
    handles: tuple[str, ...] = ()
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Display name and address (lower case), as in a header."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Message:
    """A mail or chat message. `offset` is the sender's offset in minutes; `html` only where `text` was made from it."""

    medium: Literal["email", "linkedin", "text"] = "email"
    message_id: str = ""
    sender: Mailbox = Mailbox("", "")
    to: tuple[Mailbox, ...] = ()
    cc: tuple[Mailbox, ...] = ()
    subject: str = ""
    text: str = ""
    html: str = ""
    offset: int = 0
    references: tuple[str, ...] = ()  # In-Reply-To and References, oldest first
    thread: str = ""  # the provider's thread id or a conversation id, prefixed ("gm:...", "li:...")
    headers: Mapping[str, str] = field(default_factory=dict)  # the few that reading uses, lower-case names
    labels: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    invites: tuple[str, ...] = ()  # natural keys of events it carried
    bulk: bool = False
    spam: bool = False
    draft: bool = False
    unsure_date: bool = False  # the Date header was missing or absurd; `at` falls back to Received, else 0


@dataclass(frozen=True, slots=True)
class Attendee:
    """One attendee of an event. `kind` is CUTYPE in lower case (individual, room, resource, group)."""

    name: str
    email: str
    status: str = ""  # PARTSTAT in lower case: accepted, declined, tentative, needs-action
    kind: str = "individual"
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """A calendar entry. `at` of its fact is the start; `end` is an instant; all-day events carry `day` and no hour."""

    uid: str
    recurrence: str = ""  # RECURRENCE-ID or the instance's start, for one instance of a series
    sequence: int = 0
    stamp: int = 0  # LAST-MODIFIED, else DTSTAMP, microseconds UTC
    method: str = ""
    status: str = ""  # confirmed, tentative, cancelled
    end: int = 0
    zone: str = ""
    day: date | None = None
    summary: str = ""
    location: str = ""
    description: str = ""
    organizer: Mailbox | None = None
    attendees: tuple[Attendee, ...] = ()
    calendar: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One address-book entry (vCard, Google, Outlook, LinkedIn's imported contacts)."""

    uid: str = ""
    name: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()  # E.164 where the number could be understood, else as written
    slugs: tuple[str, ...] = ()
    organisation: str = ""
    title: str = ""
    categories: tuple[str, ...] = ()
    related: tuple[tuple[str, str], ...] = ()  # (relation, name)
    note: str = ""
    birthday: str = ""
    revised: int = 0  # REV, microseconds UTC
    exported: date | None = None


@dataclass(frozen=True, slots=True)
class Connection:
    """A row of LinkedIn's Connections.csv: company and position as of the export."""

    slug: str
    name: str = ""
    email: str = ""
    company: str = ""
    position: str = ""
    connected: date | None = None
    exported: date | None = None  # known from the archive's file name only


@dataclass(frozen=True, slots=True)
class Position:
    """A job somebody holds or held; `person` empty means the user."""

    organisation: str
    title: str = ""
    started: str = ""  # ISO month or year as exported: "2021-03", "2021"
    finished: str = ""
    person: Ref | None = None


@dataclass(frozen=True, slots=True)
class Application:
    """An application sent: from an export, a table, or `apply`."""

    organisation: str
    role: str = ""
    on: date | None = None
    url: str = ""
    requisition: str = ""
    status: str = ""
    contact: Ref | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an opportunity went on, in the user's own words to the program."""

    organisation: str
    outcome: Literal["offer", "rejected", "withdrawn", "accepted"]
    role: str = ""
    on: date | None = None
    handles: tuple[str, ...] = ()
    due: date | None = None  # the last day to answer an offer


@dataclass(frozen=True, slots=True)
class Interaction:
    """A call, meeting, interview, conversation, card or message that the user logged."""

    way: Literal["call", "meeting", "interview", "conversation", "card", "message"]
    people: tuple[Ref, ...] = ()
    direction: Literal["in", "out", "both"] = "out"
    organisation: str = ""
    role: str = ""
    note: str = ""
    rating: int = 0
    reached: Literal["", "reached", "voicemail", "no_answer"] = ""
    day: date | None = None  # where only the day is known


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment told by command or note. One of `by` and `to` is None: that side is the user."""

    text: str
    by: Ref | None = None
    to: Ref | None = None
    kind: str = "other"
    due_earliest: date | None = None
    due_latest: date | None = None


@dataclass(frozen=True, slots=True)
class Introduction:
    """A step of an introduction: who to whom. `to` may hold only an organisation."""

    stage: Literal["offered", "asked", "made", "met", "thanked"]
    by: Ref
    to: Ref


@dataclass(frozen=True, slots=True)
class Tie:
    """How the user knows a person, in the user's own word."""

    person: Ref
    tie: str = ""
    organisation: str = ""
    until: date | None = None
    help_likely: float | None = None  # 0..1
    close: float | None = None  # 0..1
    knows: Ref | None = None  # "Ana knows Bo": a tie between two others, stated


@dataclass(frozen=True, slots=True)
class PreferenceFact:
    """How a person wants to be reached. Channel "*" with `never` is "please stop", for ever."""

    person: Ref
    channel: str
    never: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """A wanted company; `removed` takes it off the list."""

    organisation: str
    rank: int = 0
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """What the user decided about a follow-up or an open question; still counts when any fact it stood on is shared."""

    act: Literal["done", "skip", "snooze", "answer", "not_a_follow_up"]
    key: str
    situation: str = ""
    step: str = ""
    handles: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    until: date | None = None
    channel: str = ""
    note: str = ""
    choice: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody is, told by command. `me` marks the user's own."""

    name: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    slugs: tuple[str, ...] = ()
    organisation: str = ""
    title: str = ""
    note: str = ""
    left: date | None = None  # left `organisation` on this day
    handles: tuple[str, ...] = ()  # whom it adds to, when the person was known already
    me: bool = False
    zone: str = ""
    country: str = ""
    region: str = ""
    employer: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """Words that left through a channel of ours, for a follow-up."""

    key: str
    channel: str
    to: tuple[Ref, ...] = ()
    message_id: str = ""
    digest: str = ""
    handles: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    situation: str = ""
    step: str = ""


@dataclass(frozen=True, slots=True)
class Saved:
    """Something worth passing on, kept for a person or a topic."""

    title: str
    url: str = ""
    note: str = ""
    person: Ref | None = None
    topic: str = ""
    organisation: str = ""  # whose posting it is, where `topic` is "role"


@dataclass(frozen=True, slots=True)
class Correction:
    """The user mends what was understood; it wins for ever.

    `what`: person_merge, person_split, role_merge, role_split, role_assign, reading. `a` and `b` are handles or keys.
    """

    what: Literal["person_merge", "person_split", "role_merge", "role_split", "role_assign", "reading"]
    a: str
    b: str = ""
    value: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Search:
    """The search begins, pauses or ends."""

    state: Literal["start", "pause", "end"]
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Takes an act back (`act`), or takes that back (`again`). `number` orders withdrawals made at one instant."""

    act: str = ""
    again: bool = False
    facts: tuple[str, ...] = ()  # single facts that come back because they were imported again
    number: int = 0


Body = (
    Message
    | Event
    | Card
    | Connection
    | Position
    | Application
    | Outcome
    | Interaction
    | Promise
    | Introduction
    | Tie
    | PreferenceFact
    | Target
    | Decision
    | Identity
    | Sent
    | Saved
    | Correction
    | Search
    | Withdrawn
)

KINDS: dict[str, type[Body]] = {
    "message": Message,
    "event": Event,
    "card": Card,
    "connection": Connection,
    "position": Position,
    "application": Application,
    "outcome": Outcome,
    "interaction": Interaction,
    "commitment": Promise,
    "introduction": Introduction,
    "tie": Tie,
    "preference": PreferenceFact,
    "target": Target,
    "decision": Decision,
    "identity": Identity,
    "sent": Sent,
    "saved": Saved,
    "correction": Correction,
    "search": Search,
    "withdrawn": Withdrawn,
}
KIND_OF: dict[type[Body], str] = {body: kind for kind, body in KINDS.items()}
CONVERSATION = frozenset({"message", "event"})
"""Kinds that a story keeps only within its window; all others are durable (DESIGN.md, rule 5)."""
