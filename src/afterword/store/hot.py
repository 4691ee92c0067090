"""The fast read of `today`, `plan` and `why`: the standard library's sqlite3 alone, read-only (docs/performance.md).

It answers only when the materialised plan can be trusted: a SQLite home whose stamp is the one expected. In every
other case it gives None, and the ordinary path, which can rebuild and explain, takes over.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

DATABASE = "afterword.db"
SCHEMA = "0002"
"""The schema this reads, schema.HEAD spelled out: a newer one must not be read as if it were known."""
PATIENCE_MS = 5_000

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page:
    """What `today` needs. Bodies are JSON bytes; `outreach` rows are (fact, day, person, organisation, body)."""

    follow_ups: tuple[bytes, ...]
    waiting: tuple[bytes, ...]
    questions: tuple[bytes, ...]
    outreach: tuple[tuple[str, str, str, str, bytes], ...]
    meta: dict[str, str]
    coming: int
    problems: int


def meta(home: Path, owner: str) -> dict[str, str]:
    """The small values kept beside the plan; empty where there is no SQLite home to read."""
    file = home / DATABASE
    if not file.is_file():
        return {}
    try:
        link = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    except sqlite3.Error:
        return {}
    try:
        link.execute(f"PRAGMA busy_timeout={PATIENCE_MS:d}")
        if not _known(link):
            return {}
        return dict(link.execute("SELECT key, value FROM meta WHERE owner = ?", (owner,)))
    except sqlite3.Error:
        return {}
    finally:
        link.close()


def read(home: Path, owner: str, day: str, stamp: str, outreach_since: str, waiting_since: str = "") -> Page | None:
    """The rows for the page of `day` (ISO), or None when the ordinary path must be taken.

    What was due before `waiting_since` is left out: nobody waits for it any more.
    """
    return _asked(home, lambda link: _page(link, owner, day, stamp, outreach_since, waiting_since))


def planned(home: Path, owner: str, stamp: str, opens_by: str, closes_from: str) -> tuple[list[bytes], list[bytes]] | None:
    """The follow-ups between two days (ISO) and all that is waited for; None when the ordinary path must be taken."""
    windows = "SELECT body FROM follow_ups WHERE owner = ? AND opens <= ? AND closes >= ? ORDER BY due, key, subject"
    waits = "SELECT body FROM waiting WHERE owner = ? ORDER BY due, key, subject"

    def work(link: sqlite3.Connection) -> tuple[list[bytes], list[bytes]] | None:
        if not _trusted(link, owner, stamp):
            return None
        found = [body for (body,) in link.execute(windows, (owner, opens_by, closes_from))]
        return found, [body for (body,) in link.execute(waits, (owner,))]

    return _asked(home, work)


def follow_up(home: Path, owner: str, stamp: str, prefix: str) -> bytes | None:
    """The one follow-up whose key begins so; None where there is none or several, and when the ordinary path must be taken."""
    sql = "SELECT key, body FROM follow_ups WHERE owner = ? AND key >= ? AND key < ? ORDER BY key, subject DESC LIMIT 20"

    def work(link: sqlite3.Connection) -> bytes | None:
        if not prefix or not _trusted(link, owner, stamp):
            return None
        found: dict[str, bytes] = dict(link.execute(sql, (owner, prefix, prefix + "\x7f")).fetchall())
        return found.get(prefix) or (next(iter(found.values())) if len(found) == 1 else None)

    return _asked(home, work)


def _asked(home: Path, work: Callable[[sqlite3.Connection], T | None]) -> T | None:
    """What `work` reads in one state of the file; None where that cannot be had."""
    file = home / DATABASE
    if not file.is_file():
        return None
    try:
        link = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    except sqlite3.Error:
        return None
    try:
        link.execute(f"PRAGMA busy_timeout={PATIENCE_MS:d}")
        link.execute("BEGIN")
        return work(link)
    except sqlite3.Error:  # locked, damaged, of another age: the ordinary path says which
        return None
    finally:
        link.close()


def _trusted(link: sqlite3.Connection, owner: str, stamp: str) -> bool:
    found = link.execute("SELECT value FROM meta WHERE owner = ? AND key = 'stamp'", (owner,)).fetchall()
    return bool(stamp) and found == [(stamp,)] and _known(link)


def _known(link: sqlite3.Connection) -> bool:
    return link.execute("SELECT version_num FROM alembic_version").fetchall() == [(SCHEMA,)]


def _page(link: sqlite3.Connection, owner: str, day: str, stamp: str, outreach_since: str, waiting_since: str) -> Page | None:
    meta = dict(link.execute("SELECT key, value FROM meta WHERE owner = ?", (owner,)))
    if not stamp or meta.get("stamp") != stamp or not _known(link):
        return None

    def bodies(sql: str, *values: str) -> tuple[bytes, ...]:
        return tuple(body for (body,) in link.execute(sql, (owner, *values)))

    def number(sql: str, *values: str) -> int:
        return int(link.execute(sql, (owner, *values)).fetchone()[0])

    return Page(
        follow_ups=bodies(
            "SELECT body FROM follow_ups WHERE owner = ? AND closes >= ? AND opens <= ? ORDER BY due, key", day, day
        ),
        waiting=bodies("SELECT body FROM waiting WHERE owner = ? AND due >= ? ORDER BY due, key", waiting_since),
        questions=bodies("SELECT body FROM questions WHERE owner = ? ORDER BY key"),
        outreach=tuple(
            link.execute(
                "SELECT fact, day, person, organisation, body FROM outreach WHERE owner = ? AND day >= ? "
                "ORDER BY day, fact, person",
                (owner, outreach_since),
            )
        ),
        meta=meta,
        coming=number("SELECT count(*) FROM follow_ups WHERE owner = ? AND closes >= ? AND opens > ?", day, day),
        problems=number("SELECT count(*) FROM problems WHERE owner = ?"),
    )


class Pulse:
    """Says when any program has committed to a SQLite home. Asked by SQLite's own means only: a program that opens and

    closes the file by itself lets go of every lock its connections hold on it (sqlite.org/howtocorrupt.html, 2.2).
    """

    def __init__(self, home: Path) -> None:
        self._file = home / DATABASE
        self._link: sqlite3.Connection | None = None
        self._opened: tuple[int, int] = (0, 0)
        self._lock = threading.Lock()

    def beat(self) -> tuple[object, ...]:
        """Another value after every commit of another connection; empty where there is no SQLite home."""
        with self._lock:
            try:
                found = os.stat(self._file)  # noqa: PTH116 - this runs before every page
                inode = (found.st_dev, found.st_ino)
                if self._link is None or inode != self._opened:
                    self._close()
                    self._link = sqlite3.connect(f"{self._file.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None, check_same_thread=False)
                    self._link.execute(f"PRAGMA busy_timeout={PATIENCE_MS:d}")
                    self._opened = inode
                (version,) = self._link.execute("PRAGMA data_version").fetchone()
            except (OSError, sqlite3.Error):
                self._close()
                return ()
            return (*inode, id(self._link), version)

    def close(self) -> None:
        with self._lock:
            self._close()

    def _close(self) -> None:
        if self._link is not None:
            self._link.close()
            self._link = None
