"""What goes into the store and comes out of it, as plain values. Bodies are opaque bytes; days are ISO text.

The store knows nothing of stories or strategy: whoever puts a body in knows how to read it again.
"""

from __future__ import annotations

from dataclasses import field

from afterword.facts import Fact
from afterword.facts.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Appended:
    """What became of the facts that were offered to the ledger."""

    new: tuple[Fact, ...] = ()
    known: int = 0  # fell away: the ledger had them
    revived: tuple[Fact, ...] = ()  # known, withdrawn by an undo, and back because they were imported again
    enriched: tuple[Fact, ...] = ()  # known messages of which a fuller copy arrived: read them again
    replaced: tuple[Fact, ...] = ()  # the poorer copies that gave way: take back what their touches and sightings said
    forgotten: int = 0  # refused: the user had them erased for good

    @property
    def to_read(self) -> tuple[Fact, ...]:
        """All facts whose cues and touches have to be made (again)."""
        return self.new + self.revived + self.enriched


@dataclass(frozen=True, slots=True)
class Act:
    """One act of the user. `id` sorts in the order the acts were made; `learnt` in microseconds UTC."""

    id: str
    name: str
    learnt: int
    by: str
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Undone:
    """An act that was taken back (or, with `again`, put back) and the facts that it hid (or showed again)."""

    act: Act
    again: bool
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Touch:
    """A fact concerns a handle. `at` microseconds UTC; `durable` facts stay in a story however old they are.

    `weight`: bits of what the fact may mean there; the store only hands them back.
    """

    handle: str
    fact: str
    at: int = 0
    durable: bool = False
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Weight:
    """Of the facts in force that touch a handle: those alike in durability and weight, and the instant of the newest."""

    durable: bool
    weight: int
    latest: int


@dataclass(frozen=True, slots=True)
class Span:
    """First and last instant (microseconds UTC) and number of the dated facts that touch some handles."""

    first: int = 0
    last: int = 0
    count: int = 0


@dataclass(frozen=True, slots=True)
class SightingRow:
    """Handles seen together. `id` is the hash of the body; equal sightings are kept once and counted."""

    id: str
    handles: tuple[str, ...]
    body: bytes


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """A planned touch as `today` and `plan` ask for it; the body is JSON, so that the fast read can use it."""

    key: str
    situation: str
    opens: str
    due: str
    closes: str
    tier: str
    body: bytes


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """Something others owe. `due` may be empty."""

    key: str
    due: str
    body: bytes


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """Something only the user can decide."""

    key: str
    body: bytes


@dataclass(frozen=True, slots=True)
class OutreachRow:
    """A touch by the user, for etiquette: from which fact, on which day, to which person of which organisation."""

    fact: str
    day: str
    person: str
    organisation: str = ""
    body: bytes = b"{}"


@dataclass(frozen=True, slots=True)
class Changed:
    """How a new plan differs from the one before, by key."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)

    def __add__(self, other: Changed) -> Changed:
        return Changed(self.added + other.added, self.changed + other.changed, self.removed + other.removed)


@dataclass(frozen=True, slots=True)
class WordsRow:
    """Text to be found again. `key` is a fact id or a subject; `kind` says which; `at` microseconds UTC.

    `folded`: the text is made of `folding.folded` words already.
    """

    key: str
    kind: str
    text: str
    at: int = 0
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found, best first."""

    key: str
    kind: str
    at: int


@dataclass(frozen=True, slots=True)
class PieceRow:
    """A part of a file that was read to its end, so that an interrupted import goes on after it.

    `file` identifies the file by content (path, size and a digest of head and tail, as the importer likes).
    """

    file: str
    start: int
    stop: int
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What `doctor` found. `damaged` names facts by the id they claim to have."""

    ok: bool
    facts: int
    damaged: tuple[str, ...] = ()
    advice: tuple[str, ...] = field(default=())
    busy: bool = False  # locked, or of another version of the program: nothing can be said of the facts


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What `forget` erased.

    `mentions`: facts of others whose words still name an erased address; they stay. `copies`: older copies of the store
    that still hold what was erased; they are the user's to delete.
    """

    facts: int
    mentions: int = 0
    copies: tuple[str, ...] = ()
