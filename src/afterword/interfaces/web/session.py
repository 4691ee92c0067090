"""Who may see the page: a launch token that works once, and the sessions it opens. Kept as hashes in the data home.

The token is in the address that `serve` and `open` give out; the browser changes it for a cookie. Files: `web/launch-HASH`
and `web/session-HASH`, empty, 0600. Whoever removes a launch file first has the session.
"""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from afterword.store.files import private_dir, private_file

FOLDER = "web"
LAUNCH_SECONDS = 300
SESSION_SECONDS = 30 * 86_400


def _digest(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()


def _age(file: Path) -> float:
    """Seconds since it was made; very old where it is not there."""
    try:
        return time.time() - file.stat().st_mtime
    except OSError:
        return float("inf")


def launch(home: Path) -> str:
    """A new launch token of a data home, good once within five minutes."""
    token = secrets.token_urlsafe(32)
    private_file(private_dir(private_dir(home) / FOLDER) / f"launch-{_digest(token)}")
    return token


@dataclass(frozen=True, slots=True)
class Notice:
    """What the next page says first. `act` can be taken back by its id; `again` puts back what was taken."""

    words: str
    act: str = ""
    again: bool = False
    trouble: bool = False


@dataclass(slots=True)
class Sessions:
    """The sessions of a data home, and what each is told at its next page."""

    home: Path
    _notices: dict[str, Notice] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        return self.home / FOLDER

    def enter(self, token: str) -> str | None:
        """A session for a launch token that is good; None otherwise."""
        self._sweep()
        file = self.folder / f"launch-{_digest(token)}"
        if _age(file) > LAUNCH_SECONDS:
            return None
        try:
            file.unlink()
        except OSError:
            return None
        session = secrets.token_urlsafe(32)
        private_file(private_dir(self.folder) / f"session-{_digest(session)}")
        return session

    def known(self, session: str) -> bool:
        """Is this a session of ours that has not ended?"""
        return bool(session) and _age(self.folder / f"session-{_digest(session)}") <= SESSION_SECONDS

    def end(self) -> None:
        """Ends every session: each browser needs a new address from `afterword open`."""
        for file in self.folder.glob("session-*"):
            file.unlink(missing_ok=True)
        self._notices.clear()

    def say(self, session: str, notice: Notice) -> None:
        """Keeps a word for the session's next page."""
        self._notices[_digest(session)] = notice

    def hear(self, session: str) -> Notice | None:
        """The word kept for this session, once."""
        return self._notices.pop(_digest(session), None)

    def waiting(self, session: str) -> bool:
        """Is there a word to be said?"""
        return _digest(session) in self._notices

    def _sweep(self) -> None:
        for pattern, seconds in (("launch-*", LAUNCH_SECONDS), ("session-*", SESSION_SECONDS)):
            for file in self.folder.glob(pattern):
                if _age(file) > seconds:
                    file.unlink(missing_ok=True)
