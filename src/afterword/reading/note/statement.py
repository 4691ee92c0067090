"""What a note says: typed statements, and what of it was not understood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from afterword.reading.model import CommitmentKind

StatementKind = Literal[
    "met",                   # the user met or spoke to PERSON on `on` by `channel`; `direction`; `interview`; `reached`
    "promise",               # `owed_by` promised `what` (a `commitment`) to or by PERSON, due `due`
    "introduction_offered",  # PERSON offered to introduce the user to `other` (`owed_by` me: the user offered it)
    "introduction_asked",    # the user asked PERSON for an introduction to `other`
    "introduction_made",     # PERSON introduced the user to `other`
    "referral",              # PERSON spoke for the user, to `other` at `organisation`
    "knows",                 # PERSON knows `other`
    "works_at",              # PERSON works (`past`: worked) at `organisation` as `role`
    "tie",                   # PERSON is the user's `tie` (at `organisation`)
    "moving",                # PERSON leaves `organisation` (for `to`) on `on`
    "preference",            # PERSON wants to be reached by `channel`, or `never` by it
    "talk_agreed",           # a talk with PERSON is fixed for `on`, `hour`
    "talk_missed",           # an agreed talk with PERSON did not happen
    "talk_cancelled",        # it was called off
    "application",           # the user applied at `organisation` for `role`, on `on`; PERSON is the contact
    "outcome",               # `what`: offer | rejected | withdrawn | accepted | declined, at `organisation`
    "stop",                  # PERSON does not want to be written to again
    "target",                # the user wants to work at `organisation`
    "saved",                 # something worth keeping about PERSON, in the user's words (`what`)
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing a note says. Fields that do not apply stay empty; `quote` is the clause that says it."""

    kind: StatementKind
    quote: str
    person: str = ""
    organisation: str = ""
    role: str = ""
    other: str = ""  # the second person: introduced to, known, spoken to
    to: str = ""  # the organisation moved to
    tie: str = ""
    channel: str = ""  # call, meeting, interview, conversation, card, message, email, text, linkedin, in_person
    direction: str = ""  # in, out, both
    reached: str = ""  # for calls: reached, voicemail, no_answer
    owed_by: Literal["", "me", "them"] = ""
    commitment: CommitmentKind | Literal[""] = ""
    what: str = ""
    on: date | None = None
    due: date | None = None  # the last day of a promise
    due_earliest: date | None = None
    hour: str = ""
    rating: int = 0  # 1 to 5; 0 is none given
    interview: bool = False
    never: bool = False
    past: bool = False
    email: str = ""
    phone: str = ""
    unsure: tuple[str, ...] = ()  # known people the name may mean, when there are several


@dataclass(frozen=True, slots=True)
class Note:
    """A note as understood: its statements in order, and the clauses that said nothing to the program."""

    text: str
    statements: tuple[Statement, ...] = ()
    unread: tuple[str, ...] = ()
