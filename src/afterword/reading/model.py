"""What goes into a reading and what comes out: plain values, no behaviour.

`Letter` is one text with its envelope (a mail, a chat message, a note). `Reading` is what was understood.
The fields of `Reading` that DESIGN.md section 3 publishes keep their names in `afterword read --json`;
`acts` is the wider set of cues that stories are folded from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime
from typing import Literal

from afterword.facts.frozen import dataclass

Kind = Literal[
    "application_received", "interview_invitation", "interview_scheduled", "rejection", "offer", "recruiter_outreach",
    "info_request", "auto_reply_away", "auto_reply_left", "thank_you", "personal", "job_alert", "other",
]
"""Kinds of mail, as READING.md defines them."""

Owner = Literal["them", "me"]
CommitmentKind = Literal["reply", "decision", "call", "introduction", "send_document", "meeting", "other"]
Status = Literal["open", "moved", "withdrawn", "kept"]

ActKind = Literal[
    "introduction_offered",  # I (the sender) can introduce you to PERSON at ORGANISATION; not yet done
    "introduction_asked",    # would you introduce me to PERSON
    "introduction_accepted",  # yes please, with the words to pass on (the thanks and blurb)
    "introduction_made",     # this very mail introduces PERSON (usually in To or Cc) to the reader
    "referral",              # I spoke for you, passed on your CV, gave your name or a reference, told them to expect you
    "question",              # a question or request of the sender that wants an answer
    "thanks",                # thanks for a talk, time, help, advice, an introduction
    "application",           # the sender applies for ROLE at ORGANISATION (my own letter, or a copy of it)
    "withdrawal",            # I withdraw my application, or decline to go on
    "offer_accepted",        # I accept the offer
    "offer_declined",        # I decline the offer
    "moving",                # PERSON (or the sender) leaves ORGANISATION or starts at `to`
    "left",                  # PERSON is no longer with ORGANISATION (automatic reply or a colleague's word)
    "away",                  # sender is away until `until` (first day back)
    "talk_proposed",         # times are offered, nothing is fixed; a request for a time
    "talk_agreed",           # a talk is fixed for `on` (and `hour`)
    "talk_missed",           # an agreed talk did not happen
    "talk_cancelled",        # an agreed talk is called off
    "talk_held",             # a talk that took place is spoken of ("good to meet you at the interview yesterday"): `on`
    "decision",              # an answer: a yes or a no to what was asked
    "next_step",             # an answer: what happens next ("we would like you to meet the team")
    "new_date",              # an answer: a new date ("it will be another two weeks")
    "acknowledgement",       # you're welcome, thanks for your note: polite, answers nothing
    "stop",                  # please do not write or contact me again
    "knows",                 # PERSON knows `other` ("Ana knows Bo", "my sister works with him")
    "works_at",              # PERSON works (worked, with `past`) at ORGANISATION as `role`
    "tie",                   # PERSON is my TIE ("my former boss"): `tie` holds DESIGN.md's word
    "promise",               # only in notes: somebody promised something (also given as a commitment)
    "met",                   # only in notes: the user met or spoke to PERSON on `on` by `channel`
]


@dataclass(frozen=True, slots=True)
class Address:
    """One mailbox as written: display name (may be empty) and the address in lower case."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Letter:
    """One text with its envelope. `sent` is aware, in the sender's own offset; `me` holds the user's addresses."""

    id: str
    sent: datetime
    sender: Address
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    subject: str = ""
    body: str = ""
    html: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)  # names in lower case; includes content types of parts as "x-parts"
    me: frozenset[str] = frozenset()

    @property
    def mine(self) -> bool:
        """Was this written by the user?"""
        return self.sender.email in self.me


@dataclass(frozen=True, slots=True)
class Commitment:
    """Who owes whom what by when, with the sentence that says so (READING.md, "Commitments")."""

    owed_by: Owner
    who: str
    kind: CommitmentKind
    due_earliest: date | None
    due_latest: date | None
    vague: bool = False
    condition: str | None = None
    status: Status = "open"
    confidence: float = 0.9
    quote: str = ""
    phone: str | None = None  # a number named for it, E.164
    what: str = ""  # what is to be sent, asked or done, in the sender's words


@dataclass(frozen=True, slots=True)
class Mention:
    """A person named in the text or its signature."""

    name: str
    email: str | None = None
    phone: str | None = None
    title: str | None = None
    organisation: str | None = None
    source: Literal["sender", "signature", "text"] = "text"


@dataclass(frozen=True, slots=True)
class Preference:
    """How somebody wants to be reached; `never` turns it round ("please do not call")."""

    person: str
    channel: str
    never: bool = False
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """Something done with words, with its sentence. Fields that do not apply stay empty."""

    kind: ActKind
    quote: str
    person: str = ""
    email: str = ""
    phone: str = ""
    organisation: str = ""
    role: str = ""
    other: str = ""
    to: str = ""
    tie: str = ""
    channel: str = ""
    on: date | None = None
    until: date | None = None
    hour: str = ""
    past: bool = False
    interview: bool = False  # the talk is (or was) a job interview, not a chat
    confidence: float = 0.9


KNOWN = 0.5
"""The confidence from which a kind counts as known."""
_HARMLESS: tuple[Kind, ...] = ("personal", "other", "thank_you", "job_alert")


def counted(kind: Kind, confidence: float, *, automatic: bool = False) -> Kind:
    """The kind as which a letter may have consequences: what is only guessed (below KNOWN) counts as a plain letter."""
    if confidence >= KNOWN or kind in _HARMLESS:
        return kind
    return "other" if automatic else "personal"


@dataclass(frozen=True, slots=True)
class Told:
    """What the user said of one mail: it stands above whatever is read in it. None leaves a field to the reader."""

    kind: Kind | None = None
    organisation: str | None = None  # empty: it names none
    role: str | None = None  # empty: it states none
    promises: bool = True  # False: nobody owes anybody anything by this mail


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood from one letter."""

    id: str
    language: str
    kind: Kind
    confidence: float
    organisation: str | None = None
    role: str | None = None
    requisition: str | None = None
    vendor: str | None = None  # the ATS, job board or scheduler that sent it; never the employer
    automatic: bool = False  # sent by a machine
    bulk: bool = False  # newsletter, digest, advert: never a subject
    commitments: tuple[Commitment, ...] = ()
    people: tuple[Mention, ...] = ()
    phones: tuple[str, ...] = ()
    preferences: tuple[Preference, ...] = ()
    topics: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()  # time zones named: "ET", "UTC+2", "Europe/Lisbon"
    acts: tuple[Act, ...] = ()
    text: str = ""  # the new text alone: quoted history, signature and footers cut

    @property
    def known(self) -> bool:
        """Is the kind more than a guess? Below this line the reader says that it does not know."""
        return self.confidence >= KNOWN
