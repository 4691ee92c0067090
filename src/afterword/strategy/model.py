"""What the strategy says: follow-ups with their windows, what is waited for, what must be asked.

Plain values with days (never instants), so that "today" is a query. The JSON of DESIGN.md section 3 is made from these.
"""

from __future__ import annotations

from dataclasses import field
from datetime import date, timedelta
from typing import Literal

from afterword.facts import Workdays
from afterword.facts.frozen import dataclass

Tier = Literal["promise", "window", "garden"]
TIERS: tuple[Tier, ...] = ("promise", "window", "garden")

SITUATIONS = (
    "application", "interview_thank_you", "employer_date", "interview_silence", "second_note", "missed_call",
    "informational_thank_you", "informational_report_back", "introduction_offered", "introduction_made", "reach_through",
    "former_boss", "boss_superior", "professional", "insider_relative", "coworker_moving_on", "rejection",
    "referral_thank_you", "reply_owed", "my_promise", "offer_deadline", "recruiter", "keep_warm", "wrap_up",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Party:
    """The person a follow-up goes to, as pages show them. Empty name: nobody is known yet, only the organisation."""

    name: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()  # every handle, for decisions and etiquette
    tie: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Because:
    """One piece of evidence: the fact, its day, the sentence that says so, where it came from."""

    fact: str
    at: str  # ISO instant or day
    quote: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Window:
    """`opens ≤ due ≤ closes`, days. `opens_at` is the instant (µs UTC) before which it must not show, 0 = start of day."""

    opens: date
    due: date
    closes: date
    opens_at: int = 0


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One planned touch. `key` is the hash of playbook, step, the fact it stands on and the handle it goes to."""

    key: str
    situation: str
    step: str
    person: Party
    organisation: str
    role: str
    channel: str
    channels: tuple[str, ...]
    window: Window
    tier: Tier
    minutes: int
    reason: str
    because: tuple[Because, ...]
    rule: str = ""  # the line of the playbook it follows, in plain words, for `why`
    changes: tuple[str, ...] = ()  # what would move or remove it, for `why`
    number: str = ""  # the number to dial, E.164, where it is a call
    asked: bool = False  # they asked for it: rest is 3 business days instead of 5
    second: bool = False  # a later step inside one playbook: exempt from rest and caps
    thanks: bool = False  # a thank-you: exempt from the limit per employer
    score: float = 0.0  # PLAYBOOK.md section 5: V * u; etiquette and time weigh it on the day
    snoozed: date | None = None
    hook: str = ""  # what the words can stand on: a moment, a topic, a promise
    houses: tuple[str, ...] = ()  # the employer in comparable spellings, for etiquette
    facts: dict[str, str] = field(default_factory=dict)  # slots for words: date, number, introducer, target ...


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something others owe: shown, never chased before its day."""

    key: str
    person: Party
    organisation: str
    what: str
    due_earliest: date | None
    due_latest: date | None
    quote: str
    fact: str = ""
    until: date | None = None  # when a follow-up takes over (it is then no longer listed)


@dataclass(frozen=True, slots=True)
class Question:
    """Something only the user can decide; `choices` are answered with `answer KEY CHOICE`."""

    key: str
    ask: str
    choices: tuple[str, ...]
    because: tuple[Because, ...] = ()
    about: tuple[str, ...] = ()  # handles or keys it is about
    what: str = ""  # person_merge, role_assign, overdue_promise, ended ...


@dataclass(frozen=True, slots=True)
class Outreach:
    """A touch by the user, for etiquette: whom, at which employer, on which day."""

    day: date
    person: str
    houses: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    thanks: bool = False


APPOINTMENT = "appointment"
"""How the row of an appointment is marked: it lies beside the plan with the questions, and is none that `answer` takes."""


@dataclass(frozen=True, slots=True)
class Appointment:
    """The talks of one day with one employer, or with one person. `starts` and `ends` in microseconds UTC.

    `hour`: is the hour known, or the day only? `told`: nothing is left to ask.
    """

    key: str
    subject: str
    starts: int
    ends: int
    day: date
    hour: bool
    interview: bool
    told: bool
    organisation: str
    role: str
    names: tuple[str, ...] = ()

    @property
    def whom(self) -> str:
        """`Acme`, or who it is with."""
        return self.organisation if self.interview and self.organisation else ", ".join(self.names) or self.organisation or "somebody"

    def ahead(self, day: date, now: int, days: Workdays) -> bool:
        """Is it time to prepare? From the day before (the last business day before, where that is earlier) until it begins."""
        first = min(days.before(self.day), self.day - timedelta(days=1))
        return first <= day <= self.day and (now < self.starts if self.hour else day < self.day or now < self.ends)

    def asks(self, day: date, now: int, days: Workdays) -> bool:
        """Is it time to tell how it went? From its end until the next business day is over; never after that."""
        return not self.told and now >= self.ends and self.day <= day <= days.after(self.day, 1)


def packed(one: Appointment) -> Question:
    """The row that lies beside the plan."""
    marks = "".join(m for m, on in (("h", one.hour), ("i", one.interview), ("t", one.told)) if on)
    about = (one.subject, str(one.starts), str(one.ends), one.day.isoformat(), marks, one.organisation, one.role, *one.names)
    return Question(one.key, "", (), (), about, APPOINTMENT)


def unpacked(row: Question) -> Appointment:
    """The appointment of such a row."""
    subject, starts, ends, day, marks, organisation, role, *names = row.about
    return Appointment(
        row.key, subject, int(starts), int(ends), date.fromisoformat(day), "h" in marks, "i" in marks, "t" in marks, organisation, role, tuple(names),
    )  # fmt: skip
