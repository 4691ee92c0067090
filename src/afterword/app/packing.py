"""What a reader of files hands to the writer: mails sealed as they will lie in the store, everything else as it was understood.

A mail is opened, read and sealed where there is a core for it; the writer puts it down without a look inside. Only a mail
that the ledger knows already, or about which the user has said something, is opened again.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from afterword.app.planning import Understood, understand
from afterword.facts import Fact, Problem, Workdays
from afterword.facts.kinds import Message
from afterword.sources.port import Circumstances, Piece, Source
from afterword.store.folding import folded
from afterword.store.rows import SightingRow
from afterword.store.seal import seal, unseal

SHOWN_PROBLEMS = 1000
PART = 2000
"""Facts that are held at once of a file that is read in one piece, such as an address book."""


@dataclass(frozen=True, slots=True)
class Reader:
    """What whoever reads files may know: of the user, and of the act under which the facts will be kept."""

    around: Circumstances
    me: frozenset[str]
    days: Workdays
    country: str
    owner: str
    learnt: int
    act: str


class Packed(NamedTuple):
    """A mail, understood and sealed. `words` are folded as the search index wants them."""

    row: tuple[Any, ...]
    cue: bytes | None
    handles: tuple[str, ...]
    seen: tuple[tuple[str, tuple[str, ...], bytes], ...]
    words: str
    weight: int

    @property
    def name(self) -> str:
        return str(self.row[1])


class Counted(NamedTuple):
    """How many facts a piece held, how many records were left out, and what was wrong: the first of it."""

    read: int = 0
    skipped: int = 0
    problems: tuple[Problem, ...] = ()


NOTHING = Counted()


@dataclass(slots=True)
class Batch:
    """One piece of a file, read; or a part of a long one. `before` counts what its earlier parts held."""

    mails: list[Packed] = field(default_factory=list)
    others: list[Understood] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    last: bool = True
    before: Counted = NOTHING

    @property
    def read(self) -> int:
        """Facts in it, a twin counted twice."""
        return len(self.mails) + len(self.others)

    @property
    def counted(self) -> Counted:
        """What the piece held up to here."""
        b = self.before
        return Counted(b.read + self.read, b.skipped + sum(self.skipped.values()), (*b.problems, *self.problems)[:SHOWN_PROBLEMS])


def read_piece(source: Source, piece: Piece, reader: Reader) -> Batch:
    """A piece's records, understood, all at once."""
    (batch,) = read_parts(source, piece, reader, most=sys.maxsize)
    return batch


def read_parts(source: Source, piece: Piece, reader: Reader, most: int = PART) -> Iterator[Batch]:
    """A piece's records, understood, in parts of so many facts. A source that fails half-way does not lose what it had read."""
    batch = Batch()
    try:
        for record in source.read(piece, reader.around):
            if batch.read >= most:
                batch.last = False
                yield batch
                batch = Batch(before=batch.counted)
            if isinstance(record, Fact):
                _put(batch, understand(record, reader.me, reader.days, reader.country), source.name, reader)
            elif isinstance(record, Problem):
                batch.problems.append(record)
            else:
                batch.skipped[record.reason] += 1
    except Exception as error:  # noqa: BLE001 - as the docstring says
        batch.problems.append(Problem(piece.place.shown, f"from record {piece.first}", f"reading stopped here: {type(error).__name__}: {error}"))
    yield batch


def _put(batch: Batch, one: Understood, by: str, reader: Reader) -> None:
    body = one.fact.body
    if isinstance(body, Message) and not body.spam:
        seen = tuple((row.id, row.handles, row.body) for row in one.seen)
        words = " ".join(folded(one.words)) if one.words else ""
        batch.mails.append(Packed(seal(reader.owner, _dated(one.fact, by, reader)), one.cue, one.handles, seen, words, one.weight))
    else:
        batch.others.append(replace(one, fact=_dated(one.fact, by, reader)))


def _dated(one: Fact, by: str, reader: Reader) -> Fact:
    return Fact(one.id, one.kind, one.at, one.body, reader.learnt, one.origin, by, reader.act)


def unopened(mails: Iterable[Packed]) -> list[Understood]:
    """Mails as the shelves need them, without their words: nobody asks those for them."""
    nothing = Message()
    return [
        Understood(Fact(m.row[1], m.row[2], m.row[3], nothing), m.cue, m.handles, tuple(SightingRow(*row) for row in m.seen), m.words, m.weight)
        for m in mails
    ]  # fmt: skip


def opened(mails: Sequence[Packed]) -> list[Understood]:
    """Mails with all that they say."""
    return [replace(one, fact=unseal(m.row)) for one, m in zip(unopened(mails), mails, strict=True)]
