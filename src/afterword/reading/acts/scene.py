"""A text made ready for the frames: its sentences, plain and in lower case beside the original, and who speaks to whom.

`Sentence.low` has the same length as `Sentence.plain`, so that a match in the one gives a place in the other: phrases are looked
for without regard to case, names with it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from afterword.facts.workdays import Workdays
from afterword.reading.acts.names import same_person
from afterword.reading.heard import Heard, Sentence, heard
from afterword.reading.kinds.senders import is_machine, is_shared, vendor_of
from afterword.reading.model import Address, Kind, Letter
from afterword.reading.sentences import words

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
LONGEST = 1_200  # characters of a sentence that is still taken for one
LIMIT = 65_536  # characters of new text that are looked at

# Kinds that an office's machine sends; a person's own words are read whatever their kind. The others no person writes.
MACHINE_KINDS: frozenset[Kind] = frozenset({"application_received", "other"})
ALWAYS_MACHINE: frozenset[Kind] = frozenset({"auto_reply_away", "auto_reply_left", "job_alert"})


@dataclass(frozen=True)
class Scene:
    """A letter's new text with its envelope, as the frames see it."""

    letter: Letter
    text: str
    kind: Kind
    workdays: Workdays
    whole: Heard
    lines: tuple[Sentence, ...]
    cues: frozenset[str]

    @property
    def mine(self) -> bool:
        """Did the user write it?"""
        return self.letter.mine

    @property
    def sent(self) -> datetime:
        """When it was sent, in the sender's own zone."""
        return self.letter.sent

    @cached_property
    def bulk(self) -> bool:
        """Was it sent by a machine or to many? Judged by the mailbox, the headers and the kind."""
        headers = self.letter.headers
        return (
            self.kind in ALWAYS_MACHINE
            or (self.kind in MACHINE_KINDS and self.office)
            or "list-unsubscribe" in headers
            or headers.get("precedence", "").lower() in {"bulk", "list", "junk"}
            or headers.get("auto-submitted", "no").lower() not in {"no", ""}
        )

    @cached_property
    def office(self) -> bool:
        """Does a mailbox write that is nobody's own: a portal's, no-reply@, careers@?"""
        sender = self.letter.sender
        return bool(sender.email) and (
            is_machine(sender) or is_shared(sender) or vendor_of(sender.email.lower()) is not None
        )

    @cached_property
    def others(self) -> tuple[Address, ...]:
        """Everyone in To and Cc who is neither the user nor the sender."""
        skip = self.letter.me | {self.letter.sender.email}
        found = {a.email: a for a in (*self.letter.to, *self.letter.cc) if a.email and a.email not in skip}
        return tuple(found.values())

    @cached_property
    def emails(self) -> tuple[str, ...]:
        """Addresses written in the text, less the user's and the sender's."""
        if "@" not in self.text:
            return ()
        skip = self.letter.me | {self.letter.sender.email}
        found = (e.lower().rstrip(".-") for e in _EMAIL.findall(self.text[:LIMIT]))
        return tuple(dict.fromkeys(e for e in found if e not in skip))

    def email_of(self, person: str) -> str:
        """The address that goes with a name: from To and Cc, else from the text."""
        for address in self.others:
            if same_person(person, address.name or address.email.partition("@")[0]):
                return address.email
        parts = {p for p in re.split(r"\W+", person.lower()) if len(p) > 1}
        for email in self.emails:
            local = email.partition("@")[0]
            if parts & set(re.split(r"[\W_\d]+", local)) or any(len(p) > 3 and p in local for p in parts):
                return email
        return ""

    @cached_property
    def speaker(self) -> str:
        """The sender's name, or nothing where only an address is known."""
        return self.letter.sender.name


def says_something(line: Sentence) -> bool:
    """Has a sentence more than three words, its links left out?"""
    return len(words(line.plain)) > 3


def scene(letter: Letter, text: str, kind: Kind, workdays: Workdays, cues: frozenset[str]) -> Scene:
    """The text cut into lines. `cues` are the trigger words found in it."""
    whole = heard(text[:LIMIT])
    lines = tuple([one for one in whole.sentences if 0 < len(one.low) <= LONGEST])
    return Scene(letter, text, kind, workdays, whole, lines, cues)
