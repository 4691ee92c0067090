"""The door every source comes through: one file is one source, with a `SOURCE` constant (DESIGN.md, section 2).

A source recognises a place by its content (`sniff`), cuts it into pieces that can be read independently (so that reading
is parallel, bounded and resumable), and reads one piece into facts, problems and skipped records. It never raises for a
bad record. Facts leave here with `at`, `origin` and body set; `learnt`, `by` and `act` are the app's to fill.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from afterword.facts import Fact, Problem, Skipped

Record = Fact | Problem | Skipped


@dataclass(frozen=True, slots=True)
class Place:
    """A file or folder to read. `shown` is how people know it ("export.zip: Connections.csv"); `head` its first 64 KiB.

    `exported` is the day the export was made, where its name or content says so (never a file's mtime).
    """

    path: Path
    shown: str
    head: bytes = b""
    exported: date | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a place that can be read alone: bytes `start` to `stop` (or records, as the source likes).

    `first` and `line` number its first record and line, for places in reports. `stop` 0 means to the end.
    """

    place: Place
    start: int = 0
    stop: int = 0
    first: int = 1
    line: int = 1


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a source may know about the user: own addresses, country for phone numbers and dates, time zone."""

    me: frozenset[str] = frozenset()
    my_slugs: frozenset[str] = frozenset()
    name: str = ""
    country: str = "US"
    zone: str = "UTC"
    latest: int = 0  # microseconds UTC: a date after now + 2 days is not believed (RELIABILITY.md, P12); 0 = no bound


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of file. `sniff` gives 0 (not mine) to 100 (certain); the highest wins."""

    name: str
    sniff: Callable[[Place], int]
    pieces: Callable[[Place], Iterable[Piece]]
    read: Callable[[Piece, Circumstances], Iterator[Record]]


def whole(place: Place) -> Iterable[Piece]:
    """The one piece of a place too small to cut."""
    return (Piece(place),)
