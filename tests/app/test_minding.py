"""While a server runs: ticks by themselves, sooner where a real mailbox says that mail came, and all of it ends with the server."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.app.outgoing import lived
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.faulty import faulty

from afterword.app import accounts
from afterword.app.accounts import Account, Server
from afterword.app.minding import Minder, Pace
from afterword.app.ticking import LOCK

pytestmark = pytest.mark.usefixtures("ring")
LETTER = b"From: Dana <dana@acme.example>\r\nTo: sam@postbox.example\r\nSubject: hello\r\n\r\nhello\r\n"
QUICK = Pace(every=3600, apart=0.01, look=0.05, armed=0.3, first=0.01)


class Tick:
    """A tick that runs until it is told that it is over."""

    def __init__(self, over: int | None) -> None:
        self.over, self.ended = over, False

    def poll(self) -> int | None:
        return self.over

    def terminate(self) -> None:
        self.ended = True

    def wait(self, timeout: float | None = None) -> int:
        return 0


class Ticks:
    """The ticks there were; over at once, unless told."""

    def __init__(self, over: int | None = 0) -> None:
        self.over = over
        self.every: list[Tick] = []

    @property
    def count(self) -> int:
        return len(self.every)

    def __call__(self, home: Path) -> Tick:
        self.every.append(Tick(self.over))
        return self.every[-1]


@contextmanager
def minded(home: Path, ticks: Ticks, pace: Pace = QUICK) -> Iterator[Minder]:
    minder = Minder(home, ticks, pace)
    minder.start()
    try:
        yield minder
    finally:
        minder.stop()
        assert not minder._thread.is_alive()
        assert all(not one._thread.is_alive() for one in minder._listeners.values())


def until(holds: Callable[[], bool], meanwhile: Callable[[], object] = lambda: None) -> None:
    """Waits for what must come; the bound is for what never does."""
    begun = time.monotonic()
    again = begun
    while not holds():
        now = time.monotonic()
        assert now < begun + 120, "it never came"
        if now >= again:
            meanwhile()
            again = time.monotonic() + 0.3
        time.sleep(0.005)


def post(home: Path, dovecot: Dovecot, server: Server) -> None:
    accounts.add(home, Account("post", "sam@postbox.example", server, user=dovecot.user, folders=("INBOX",)), PASSWORD)


@pytest.mark.usefixtures("trusted")
def test_mail_that_comes_wakes_a_tick(tmp_path: Path, dovecot: Dovecot):
    post(tmp_path, dovecot, Server("127.0.0.1", dovecot.tls_port))
    ticks = Ticks()
    with minded(tmp_path, ticks):
        until(lambda: ticks.count == 1)
        until(lambda: ticks.count > 1, lambda: dovecot.deliver(LETTER))


def test_a_line_that_breaks_is_taken_up_again(tmp_path: Path, dovecot: Dovecot):
    ticks = Ticks()
    with faulty(dovecot.port) as wire:
        post(tmp_path, dovecot, Server("127.0.0.1", wire.address, "plain"))
        with minded(tmp_path, ticks) as minder:
            until(lambda: ticks.count > 1, lambda: dovecot.deliver(LETTER))
            wire.left = 0
            until(lambda: wire.hung_up > 0, lambda: dovecot.deliver(LETTER))
            wire.calm()
            before = ticks.count
            until(lambda: ticks.count > before, lambda: dovecot.deliver(LETTER))
            assert list(minder._listeners) == ["post"]


def test_without_an_account_nobody_listens_and_the_tick_comes_all_the_same(tmp_path: Path):
    before, ticks = set(threading.enumerate()), Ticks()
    with minded(tmp_path, ticks) as minder:
        until(lambda: ticks.count == 1)
        assert minder._listeners == {}
        assert [one for one in set(threading.enumerate()) - before if one.name == "afterword-listener"] == []


def test_an_account_added_or_removed_while_it_runs_is_seen(tmp_path: Path, dovecot: Dovecot):
    with minded(tmp_path, Ticks()) as minder:
        post(tmp_path, dovecot, Server("127.0.0.1", dovecot.port, "plain"))
        until(lambda: list(minder._listeners) == ["post"])
        listener = minder._listeners["post"]
        accounts.remove(tmp_path, "post")
        until(lambda: minder._listeners == {})
        until(lambda: not listener._thread.is_alive())


def test_one_tick_at_a_time_and_none_outlives_the_server(tmp_path: Path):
    ticks = Ticks(over=None)
    with minded(tmp_path, ticks) as minder:
        until(lambda: ticks.count == 1)
        for _ in range(5):
            minder.wake()
            time.sleep(0.005)
        assert ticks.count == 1
        ticks.every[0].over = 0
        until(lambda: ticks.count == 2)
    assert [one.ended for one in ticks.every] == [False, True]


def test_a_mailbox_out_of_reach_is_tried_ever_more_seldom(tmp_path: Path, dovecot: Dovecot):
    """Nobody listens on that port; each wait is twice the last."""
    accounts.add(tmp_path, Account("post", "sam@postbox.example", Server("127.0.0.1", 1, "plain"), user=dovecot.user), PASSWORD)
    waits: list[float] = []
    with minded(tmp_path, Ticks(), Pace(every=3600, apart=0.01, look=0.05, first=0.001, longest=0.008)) as minder:
        until(lambda: "post" in minder._listeners)
        ending = minder._listeners["post"]._ending
        real = ending.wait
        ending.wait = lambda timeout=None: (waits.append(timeout or 0.0), real(timeout))[1]  # type: ignore[method-assign]
        until(lambda: len(waits) > 6)
    assert waits == sorted(waits)
    assert waits[-1] == 0.008


def test_serve_ticks_by_itself_and_ends_quietly(tmp_path: Path):
    """As a program; the tick is another, and leaves its lock in the home."""
    home = tmp_path / "home"
    lived(home).store.close()
    words = [sys.executable, "-m", "afterword", "--home", str(home), "serve"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1", "PATH": str(tmp_path)}) as server:
        assert server.stdout is not None
        assert server.stderr is not None
        assert "http://127.0.0.1:" in server.stdout.readline()
        until((home / LOCK).exists)
        server.send_signal(signal.SIGINT)
        assert server.wait(60) == 0
        assert server.stderr.read() == ""
