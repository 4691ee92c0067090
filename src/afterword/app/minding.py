"""While a server runs it minds the accounts: a tick every half hour, and at once where a mailbox says that mail came (IDLE).

A tick runs as a program of its own (`afterword tick`), so pages never wait for it, and its lock keeps it apart from one that
a timer runs. Without an account no line is opened. Everything ends with the server.
"""

from __future__ import annotations

import socket
import subprocess
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from afterword.app import accounts, connecting, scheduling
from afterword.app.accounts import Account
from afterword.errors import AfterwordError
from afterword.sources import imap

EVERY = scheduling.EVERY * 60.0
"""Seconds between two ticks where nothing is heard."""
APART = 15.0
"""Seconds between a tick and the next, however much is heard: mails come in groups."""
LOOK = 60.0
"""Seconds between two looks at which accounts there are."""
ARMED = 28 * 60.0
"""Seconds after which IDLE is asked for anew: a server may hang up after thirty minutes (RFC 2177)."""
FIRST, LONGEST = 15.0, 30 * 60.0
"""Seconds to wait after a failure: twice as long each time, up to the longest."""
ENDING = 5.0
"""Seconds for which the end of a thread is waited for; none of them writes anything."""


class Running(Protocol):
    """A tick that runs, as a program: `subprocess.Popen` is one."""

    def poll(self) -> int | None: ...
    def terminate(self) -> None: ...
    def wait(self, timeout: float | None = None) -> int: ...


def ticking(home: Path) -> Running:
    """Starts a tick. Nobody is there to read what it says."""
    return subprocess.Popen(scheduling.command(home), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@dataclass(frozen=True, slots=True)
class Pace:
    """How long is waited, in seconds; tests have less time."""

    every: float = EVERY
    apart: float = APART
    look: float = LOOK
    armed: float = ARMED
    first: float = FIRST
    longest: float = LONGEST


class Minder:
    """One thread that ticks, and one for each mailbox that listens. `start` returns at once; `stop` ends them all."""

    def __init__(self, home: Path, tick: Callable[[Path], Running] = ticking, pace: Pace = Pace()) -> None:
        self.home, self.pace = home, pace
        self._tick = tick
        self._ending, self._woken = threading.Event(), threading.Event()
        self._listeners: dict[str, Listener] = {}
        self._thread = threading.Thread(target=self._run, name="afterword-minder", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Ends the threads and a tick that runs: what it had read is kept, the rest is met again."""
        self._ending.set()
        self._woken.set()
        if self._thread.is_alive():
            self._thread.join(ENDING)

    def wake(self) -> None:
        """Something came: tick soon."""
        self._woken.set()

    def _run(self) -> None:
        due = time.monotonic()
        running: Running | None = None
        last = due - self.pace.apart
        try:
            while not self._ending.is_set():
                self._hire()
                now = time.monotonic()
                if self._woken.is_set():
                    self._woken.clear()
                    if self._ending.is_set():
                        break
                    due = min(due, max(now, last + self.pace.apart))
                if running is not None and running.poll() is not None:
                    running = None
                if now >= due and running is None:
                    running, last, due = self._started(), now, now + self.pace.every
                wait = self.pace.look if running is None else min(self.pace.look, self.pace.apart)
                self._woken.wait(max(0.0, min(wait, due - now)) or self.pace.apart)
        finally:
            for one in self._listeners.values():
                one.end()
            if running is not None and running.poll() is None:
                running.terminate()
                with suppress(subprocess.TimeoutExpired):
                    running.wait(ENDING)
            for one in self._listeners.values():
                one.join()

    def _started(self) -> Running | None:
        try:
            return self._tick(self.home)
        except OSError:
            return None  # no memory, no processes left: the next time

    def _hire(self) -> None:
        """A listener for each mailbox there is now; those of accounts that are gone or changed end."""
        try:
            every = {a.name: a for a in accounts.accounts(self.home) if a.kind == "mail" and a.imap is not None}
        except (AfterwordError, OSError):
            return  # half a file, or a wrong one: the next look
        for name, one in list(self._listeners.items()):
            if every.get(name) != one.account:
                one.end()
                del self._listeners[name]
        for name, account in every.items():
            if name not in self._listeners:
                self._listeners[name] = Listener(self.home, account, self.wake, self.pace)
                self._listeners[name].start()


class Listener:
    """Listens at one mailbox: `came` is called when it says that something is new there, and when it was out of reach."""

    def __init__(self, home: Path, account: Account, came: Callable[[], None], pace: Pace) -> None:
        self.home, self.account, self.pace = home, account, pace
        self._came = came
        self._ending = threading.Event()
        self._link: Any = None
        self._thread = threading.Thread(target=self._run, name="afterword-listener", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def end(self) -> None:
        """Lets go of the line: whoever waits at it wakes."""
        self._ending.set()
        link = self._link
        if link is not None:
            with suppress(Exception):  # the line may be gone already, in any way a line can be
                link.socket().shutdown(socket.SHUT_RDWR)

    def join(self) -> None:
        if self._thread.is_alive():
            self._thread.join(ENDING)

    def _run(self) -> None:
        wait, before = self.pace.first, False
        while not self._ending.is_set():
            heard = False
            try:
                if not self._open():
                    return  # this server has no IDLE: the half-hourly tick asks it
                if before:
                    self._came()  # what came while nobody listened
                heard = before = True
                self._listen(self._link)
            except Exception:  # noqa: BLE001, S110 - a line can break in a hundred ways, and the tick tells about it; here it is tried again
                pass
            finally:
                self._close()
            wait = self.pace.first if heard else min(wait * 2, self.pace.longest)
            self._ending.wait(wait)

    def _open(self) -> bool:
        """A line to the mailbox with its inbox open. Can it listen?"""
        self._link = link = connecting.imap(self.account, accounts.secret(self.home, self.account))
        if not link.has_capability("IDLE"):
            return False
        link.select_folder(imap.folders_of(link, self.account.folders)[0], readonly=True)
        return True

    def _close(self) -> None:
        link, self._link = self._link, None
        if link is not None:
            with suppress(Exception):
                link.shutdown()

    def _listen(self, link: Any) -> None:
        while not self._ending.is_set():
            link.idle()
            until = time.monotonic() + self.pace.armed
            while not self._ending.is_set() and (left := until - time.monotonic()) > 0:
                said = link.idle_check(timeout=left)
                self._hear(said)
                if not said and time.monotonic() < until:
                    raise ConnectionError("the line is gone")
            self._hear(link.idle_done()[1])  # what came while it was ending

    def _hear(self, said: list[tuple[Any, ...]]) -> None:
        if any(b"EXISTS" in one for one in said):
            self._came()

