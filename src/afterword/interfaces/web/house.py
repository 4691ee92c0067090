"""The data home behind the pages: opened once, told anew when another program has changed it, one request at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from afterword.app.home import Home
from afterword.app.stamp import settings_digest
from afterword.bootstrap import open_home
from afterword.store.files import database_file, private_dir

T = TypeVar("T")
Token = tuple[object, ...]
COUNTER = slice(24, 28)
"""Where SQLite's file header counts the changes of the file (sqlite.org/fileformat.html, "File change counter")."""


def token(path: Path) -> Token:
    """Changes whenever any program commits to the SQLite file of a data home; empty where there is none."""
    found: list[object] = []
    file = database_file(path)
    for one in (file, file.with_name(f"{file.name}-wal")):
        try:
            seen = one.stat()
        except OSError:
            continue
        found += [seen.st_ino, seen.st_mtime_ns, seen.st_size]
    try:
        with file.open("rb") as opened:
            found.append(opened.read(28)[COUNTER])
    except OSError:
        return ()
    return tuple(found)


@dataclass(slots=True)
class House:
    """A data home for many requests. `at` stands for the present moment where `--at` was given."""

    path: Path
    at: datetime | None = None
    own: Path = field(init=False)
    _home: Home | None = None
    _seen: Token = ()
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def __post_init__(self) -> None:
        self.own = self.path

    @contextmanager
    def reading(self) -> Iterator[Home]:
        """The home as it is now, all reads of one state."""
        with self._lock:
            home = self._fresh()
            with home.store.snapshot():
                yield home

    @contextmanager
    def opened(self) -> Iterator[Home]:
        """The home without a transaction around the work: for what commits step by step, such as sending."""
        with self._lock:
            try:
                yield self._fresh()
            finally:
                self.forget()

    def writing(self, work: Callable[[Home], T]) -> T:
        """Does `work` all or nothing; what other programs wrote a moment ago is known to it."""
        with self._lock:
            home = self._fresh()

            def whole() -> T:
                if self._token(home) != self._seen:
                    home.reset()
                return work(home)

            try:
                return home.store.run(whole)
            finally:
                self.forget()

    @contextmanager
    def apart(self) -> Iterator[Home]:
        """A home of its own, for work that takes long (an import): pages go on meanwhile."""
        home = open_home(private_dir(self.path), self.at)
        try:
            yield home
        finally:
            home.store.close()

    def token(self) -> Token:
        """What a kept page must have been made with to be shown again."""
        return (self.path, *token(self.path), settings_digest(self.path))

    def forget(self) -> None:
        """What was worked out is worked out again at the next request."""
        if self._home is not None:
            self._home.reset()
            self._seen = ()

    @property
    def visiting(self) -> bool:
        """Is this a made-up search that somebody looks at?"""
        return self.path != self.own

    def visit(self, path: Path | None) -> None:
        """Lives in another data home for a while; None goes back to its own."""
        with self._lock:
            self.close()
            self.path = path or self.own

    def close(self) -> None:
        with self._lock:
            if self._home is not None:
                self._home.store.close()
                self._home = None

    def _fresh(self) -> Home:
        home = self._home
        if home is not None and home.settings_digest != settings_digest(self.path):
            self.close()
            home = None
        if home is None:
            home = self._home = open_home(private_dir(self.path), self.at)
            self._seen = self._token(home)
            return home
        now = self._token(home)
        if now != self._seen or not now:
            home.reset()
            self._seen = now
        return home

    def _token(self, home: Home) -> Token:
        """What shows that somebody wrote; on PostgreSQL the sum of all facts, which every act changes."""
        return token(self.path) or (home.store.meta("tally"), home.store.meta("stamp"), home.store.meta("page"))
