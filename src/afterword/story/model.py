"""Stories: everything known about one person, one opportunity, one organisation, folded from their facts.

Plain values. A story holds no clock: it is the same on every day; windows are the strategy's business. Days are the
user's own calendar days; instants are microseconds UTC.
"""

from __future__ import annotations

from dataclasses import field
from datetime import date
from typing import Literal

from afterword.facts import Fact
from afterword.facts.frozen import dataclass
from afterword.reading.model import Act, Reading

Direction = Literal["in", "out", "both"]


@dataclass(frozen=True, slots=True)
class Told:
    """A fact with what was read in it. Messages come without their words; those are in the reading."""

    fact: Fact
    reading: Reading | None = None


@dataclass(frozen=True, slots=True)
class Me:
    """The user: addresses, zone, where public holidays are kept, and the employer who must not learn."""

    name: str = ""
    emails: frozenset[str] = frozenset()
    slugs: frozenset[str] = frozenset()
    zone: str = "UTC"
    country: str = "US"
    region: str = ""
    employer: str = ""  # organisation as told; its handles are compared, never its spelling
    employer_handles: frozenset[str] = frozenset()
    employers: frozenset[str] = frozenset()  # handles of every organisation the user has worked at


@dataclass(frozen=True, slots=True)
class Tied:
    """A tie with its evidence. `learnt` is the day it became known; `until` when a job together ended."""

    tie: str
    organisation: str
    learnt: date
    fact: str
    quote: str = ""
    origin: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """Where somebody works or worked, as observed. `learnt` is the day that this observation reached us."""

    organisation: str
    title: str
    learnt: date
    fact: str
    origin: str = ""
    past: bool = False
    left: date | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One interaction with a person: a mail, chat, call, card, meeting or a follow-up marked done."""

    at: int
    day: date
    way: str  # email, linkedin, text, call, card, meeting, interview, conversation, in_person
    direction: Direction
    fact: Fact
    reading: Reading | None = None
    automatic: bool = False  # a machine's answer: closes nothing
    thread: str = ""
    direct: bool = True  # written by or to this very person (not merely Cc)
    learnt: date = date(1970, 1, 1)
    note: str = ""
    reached: bool = True  # False: voicemail or no answer
    covers: tuple[str, ...] = ()  # handles of everybody it touched

    @property
    def acts(self) -> tuple[Act, ...]:
        return self.reading.acts if self.reading else ()

    def does(self, *kinds: str) -> Act | None:
        """The first act of one of these kinds."""
        return next((act for act in self.acts if act.kind in kinds), None)


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk that was planned or took place: an interview, or a conversation about the field."""

    key: str
    starts: int
    ends: int
    day: date
    interview: bool
    people: tuple[str, ...]  # handles of those who were there, without the user
    organisation: str  # display name, may be empty
    organisations: tuple[str, ...]  # handles
    role: str
    facts: tuple[Fact, ...]
    quote: str
    status: Literal["planned", "cancelled", "missed", "declined"] = "planned"
    learnt: date = date(1970, 1, 1)
    logged: bool = False  # the user said that it took place
    names: tuple[str, ...] = ()
    thread: str = ""
    missed_on: date | None = None
    note: str = ""
    sought: bool = False  # the user had asked for it, to hear about their path or field


@dataclass(frozen=True, slots=True)
class Owed:
    """A commitment with who and where from. `by_me` when the user owes it. `settled` once kept, moved or withdrawn."""

    by_me: bool
    who: str
    kind: str
    due_earliest: date | None
    due_latest: date | None
    vague: bool
    quote: str
    fact: Fact
    day: date  # the day it was said
    at: int
    phone: str = ""
    what: str = ""
    condition: str = ""
    told: bool = False  # promised by command: always counts
    settled: bool = False
    thread: str = ""
    person: str = ""  # handle of the other side


@dataclass(frozen=True, slots=True)
class Passage:
    """An introduction on its way: who introduces, to whom, how far it is."""

    by: tuple[str, ...]  # handles of the introducer
    by_name: str
    to: tuple[str, ...]  # handles of the introduced, may be empty
    to_name: str
    organisation: str
    offered: Fact | None = None
    asked: Fact | None = None
    made: Fact | None = None
    met: Fact | None = None
    offered_on: date | None = None
    made_on: date | None = None
    met_on: date | None = None
    quote: str = ""
    by_mail: bool = False  # made by a mail that names both: the user answers both at once
    declined: Fact | None = None  # the introducer says that it will not come


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision of the user about a follow-up, as the planner matches it."""

    act: str
    situation: str
    step: str
    handles: frozenset[str]
    facts: frozenset[str]
    key: str
    day: date
    at: int
    until: date | None = None
    note: str = ""
    fact: str = ""
    choice: str = ""


@dataclass(frozen=True, slots=True)
class PersonStory:
    """Everything known about one person."""

    key: str
    handles: tuple[str, ...]
    name: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    slugs: tuple[str, ...] = ()
    organisation: str = ""
    organisations: tuple[str, ...] = ()  # handles of the present employer
    title: str = ""
    country: str = ""
    ties: tuple[Tied, ...] = ()
    jobs: tuple[Job, ...] = ()  # newest first
    close: float | None = None
    help_likely: float | None = None
    never: frozenset[str] = frozenset()  # channels they asked not to be used
    prefers: str = ""
    stop: Fact | None = None
    left_mailboxes: frozenset[str] = frozenset()
    away: tuple[tuple[date, date], ...] = ()  # (from, first day back)
    entries: tuple[Entry, ...] = ()
    talks: tuple[Talk, ...] = ()
    owed: tuple[Owed, ...] = ()
    passages: tuple[Passage, ...] = ()
    decided: tuple[Decided, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()  # (note, fact)
    related: tuple[tuple[str, str], ...] = ()
    birthday: str = ""
    saved: tuple[Fact, ...] = ()
    topics: tuple[tuple[str, str], ...] = ()  # (topic, fact)
    facts: tuple[Fact, ...] = ()
    first_contact: date | None = None
    two_way: int = 0  # how many times both have written or spoken
    mailbox: bool = False
    known_by: tuple[tuple[str, str, str], ...] = ()  # (field, value, origin), for `person show`

    def tied(self, *ties: str) -> Tied | None:
        """The first tie of one of these words."""
        return next((tie for tie in self.ties if tie.tie in ties), None)

    def touched(self, direction: str) -> tuple[Entry, ...]:
        """Human entries in this direction ("both" counts for either)."""
        return tuple(e for e in self.entries if not e.automatic and e.direction in (direction, "both"))


@dataclass(frozen=True, slots=True)
class Placed:
    """Of a person's story what the story of a house asks: where they are now, and where they were."""

    key: str
    handles: frozenset[str]
    organisations: frozenset[str]  # handles of the present employer
    known_at: frozenset[str]  # handles of every house that a job or a tie of theirs names


Stage = Literal["applied", "interviewing", "offer", "accepted", "rejected", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Opportunity:
    """One role at one organisation."""

    key: str
    organisation: str
    organisations: tuple[str, ...]
    role: str
    stage: Stage
    entries: tuple[Entry, ...] = ()  # everything said about it, by anyone, oldest first
    talks: tuple[Talk, ...] = ()
    applied: date | None = None
    application: Fact | None = None
    applications: tuple[Fact, ...] = ()
    contact: str = ""  # handle of the person to write to
    people: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    threads: frozenset[str] = frozenset()
    outcome: Fact | None = None
    outcome_on: date | None = None
    outcome_quote: str = ""
    outcome_by: str = ""  # handle of who said so
    offer: Fact | None = None
    offer_on: date | None = None
    offer_due: date | None = None
    offer_quote: str = ""
    owed: tuple[Owed, ...] = ()
    decided: tuple[Decided, ...] = ()
    urls: tuple[str, ...] = ()
    status: str = ""


@dataclass(frozen=True, slots=True)
class Unassigned:
    """A mail whose opportunity could not be decided, with the roles it may be about."""

    fact: Fact
    quote: str
    day: date
    choices: tuple[tuple[str, str], ...]  # (opportunity key, role)


@dataclass(frozen=True, slots=True)
class OrganisationStory:
    """Everything known about one organisation in the search."""

    key: str
    handles: tuple[str, ...]
    name: str
    opportunities: tuple[Opportunity, ...] = ()
    unassigned: tuple[Unassigned, ...] = ()
    people: tuple[str, ...] = ()  # keys of those who work there now
    former: tuple[str, ...] = ()  # keys of those who did
    rank: int | None = None  # place on the list of wanted companies
    target: Fact | None = None
    targeted_on: date | None = None
    decided: tuple[Decided, ...] = field(default=())
    employer: bool = False  # the user's present employer
