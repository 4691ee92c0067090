"""The data home behind the pages: opened once, told anew when another program has changed it, one request at a time."""

from __future__ import annotations

import os
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from shutil import rmtree
from typing import TypeVar

from afterword.app.home import Home
from afterword.app.stamp import settings_digest
from afterword.bootstrap import open_home
from afterword.store.files import private_dir
from afterword.store.hot import DATABASE, Pulse

T = TypeVar("T")
Token = tuple[object, ...]
APART = ("web",)
"""Folders of a data home that say nothing of its contents."""


def _surroundings(path: Path) -> Token:
    """The other files of a data home: settings, accounts, the user's own words."""
    found = []
    for folder, folders, names in os.walk(path):
        folders[:] = [name for name in folders if name not in APART]
        for name in names:
            if not name.startswith(DATABASE):
                with suppress(OSError):
                    seen = os.stat(os.path.join(folder, name))  # noqa: PTH116, PTH118 - this runs before every page
                    found.append((folder, name, seen.st_mtime_ns, seen.st_size))
    return tuple(sorted(found))


def _written(home: Home) -> Token:
    """What every act changes: the sum of all facts, and what the plan and the page were made with."""
    return (home.store.meta("tally"), home.store.meta("stamp"), home.store.meta("page"))


@dataclass(slots=True)
class Kept:
    """The last pages made, each with what it was made of: shown again until something changes."""

    most: int = 64
    _pages: OrderedDict[object, tuple[bytes, bytes]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, key: object) -> tuple[bytes, bytes] | None:
        """The page and the page packed, if it was made of the same."""
        with self._lock:
            found = self._pages.get(key)
            if found is not None:
                self._pages.move_to_end(key)
            return found

    def put(self, key: object, page: tuple[bytes, bytes]) -> None:
        """Keeps a page; the one that was longest not asked for gives way."""
        with self._lock:
            self._pages[key] = page
            while len(self._pages) > self.most:
                self._pages.popitem(last=False)


@dataclass(slots=True)
class House:
    """A data home for many requests. `at` stands for the present moment where `--at` was given."""

    path: Path
    at: datetime | None = None
    own: Path = field(init=False)
    _home: Home | None = None
    _seen: Token = ()
    _lock: threading.RLock = field(default_factory=threading.RLock)
    _pulses: dict[Path, Pulse] = field(default_factory=dict)
    kept: Kept = field(default_factory=Kept)

    def __post_init__(self) -> None:
        self.own = self.path

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Others wait."""
        with self._lock:
            yield

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
        """Does `work` all or nothing; what other programs wrote a moment ago is known to it.

        What was worked out stays, but for what the work changed, unless somebody else wrote between its end and our look at it.
        """
        with self._lock:
            home = self._fresh()
            left: list[Token] = []

            def whole() -> T:
                if left or self._token(home) != self._seen:
                    home.reset()
                left.append(())  # asked to do it again: what was worked out was taken back with it
                done = work(home)
                left[-1] = _written(home)
                return done

            try:
                done = home.store.run(whole)
                seen = self._token(home)
                if _written(home) != left[-1]:
                    self.forget()
                else:
                    self._seen = seen
            except BaseException:
                self.forget()
                raise
            return done

    @contextmanager
    def apart(self) -> Iterator[Home]:
        """A home of its own, for work that takes long (an import): pages go on meanwhile."""
        home = open_home(private_dir(self.path), self.at)
        try:
            yield home
        finally:
            home.store.close()

    def token(self) -> Token:
        """What a kept page must have been made with to be shown again; empty: pages cannot be kept (PostgreSQL)."""
        changes = self._beat()
        return (self.path, *changes, *_surroundings(self.path)) if changes else ()

    def minute(self) -> int:
        """The present minute: a page may say what time it is."""
        return int((self.at.timestamp() if self.at is not None else time.time()) // 60)

    def forget(self) -> None:
        """What was worked out is worked out again at the next request."""
        if self._home is not None:
            self._home.reset()
            self._seen = ()

    @property
    def visiting(self) -> bool:
        """Is this a made-up search that somebody looks at?"""
        return self.path != self.own

    def visit(self, path: Path) -> None:
        """Lives in a made-up home for a while. Its folder's parent is thrown away on leaving."""
        with self._lock:
            self.close()
            self.path = path

    def leave(self) -> None:
        """Back to its own home."""
        with self._lock:
            if self.visiting:
                self.close()
                folder, self.path = self.path.parent, self.own
                rmtree(folder, ignore_errors=True)

    def close(self) -> None:
        with self._lock:
            if self._home is not None:
                self._home.store.close()
                self._home = None
            if (pulse := self._pulses.pop(self.path, None)) is not None:
                pulse.close()

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

    def _beat(self) -> Token:
        return self._pulses.setdefault(self.path, Pulse(self.path)).beat()

    def _token(self, home: Home) -> Token:
        """What shows that somebody wrote; on PostgreSQL the sum of all facts, which every act changes."""
        return self._beat() or _written(home)
