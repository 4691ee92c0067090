"""A folder of 50,000 mails in a real Dovecot: read once through a line that dies on the way, then only what is new."""

from __future__ import annotations

import os
import shutil
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.faulty import faulty

from afterword.app import accounts, syncing
from afterword.app.accounts import Account, Server
from afterword.bootstrap import open_home
from afterword.clock import Clock
from afterword.errors import Unreadable
from afterword.facts.kinds import Identity
from afterword.plugins import sources

NOW = datetime(2026, 5, 13, 14, tzinfo=UTC)
MAILS = 50_000
pytestmark = pytest.mark.usefixtures("ring")


def letter(number: int) -> bytes:
    """One in ten is from a person, the rest are newsletters and notices."""
    when = (NOW - timedelta(minutes=20 * (MAILS - number))).strftime("%a, %d %b %Y %H:%M:%S +0000")
    head = f"Message-ID: <{number}@post.example>\r\nDate: {when}\r\nTo: Sam Rivera <sam@postbox.example>\r\n"
    if number % 10:
        head += f"From: News <news@lamps{number % 40}.example>\r\nSubject: Lamps of the week {number}\r\nList-Id: <news.lamps.example>\r\nList-Unsubscribe: <https://lamps.example/no>\r\n"
        return (head + "Content-Type: text/plain; charset=utf-8\r\n\r\n" + "Our lamps are lovely. " * 200).encode()
    head += f"From: P{number} L{number % 7919:x} <p{number % 7919}@house{number % 1009}.example>\r\nSubject: Minutes {number}\r\n"
    return (head + f"Content-Type: text/plain; charset=utf-8\r\n\r\nHi Sam,\r\n\r\nthe minutes of meeting {number} are attached.\r\n\r\nP\r\n").encode()


def filled(dovecot: Dovecot) -> None:
    """Writes the Maildir straight to the disk, as a restored backup would be."""
    box = dovecot.home / "mail" / dovecot.user
    for sub in ("cur", "new", "tmp"):
        (box / sub).mkdir(parents=True)
    for number in range(MAILS):
        (box / "cur" / f"{1_600_000_000 + number}.M1P1.host:2,S").write_bytes(letter(number))
    if os.geteuid() == 0:
        for path in (box, *box.iterdir()):
            shutil.chown(path, "nobody", "nogroup")
        for file in (box / "cur").iterdir():
            shutil.chown(file, "nobody", "nogroup")


@pytest.mark.slow
def test_fifty_thousand_mails_once_and_then_only_what_is_new(tmp_path: Path, dovecot: Dovecot) -> None:
    filled(dovecot)
    home = open_home(tmp_path)
    home.clock = Clock(NOW)
    home.record([Identity(me=True, name="Sam Rivera", emails=("sam@postbox.example",), zone="America/Chicago", country="US")], "init")
    figures = []

    def once(**more: bool) -> syncing.Synced:
        begun, cpu = time.perf_counter(), time.process_time()
        (done,) = syncing.sync(home, tmp_path, sources=sources(), patience=120.0, **more)
        figures.append(f"{done.read} read, {done.new} new: {time.perf_counter() - begun:.1f} s, {time.process_time() - cpu:.1f} s of CPU")
        return done

    with faulty(dovecot.port) as wire:
        accounts.add(tmp_path, Account("post", "sam@postbox.example", Server("127.0.0.1", wire.address, "plain"), user=dovecot.user, folders=("INBOX",)), PASSWORD)
        wire.left = 60_000_000
        with pytest.raises(Unreadable):
            syncing.sync(home, tmp_path, sources=sources(), patience=120.0)
        before = home.store.count_by_kind()["message"]
        wire.calm()
        rest = once()
        assert 0 < rest.read < MAILS
        assert rest.new == rest.read == MAILS - before
        assert once().read == 0
        for number in range(MAILS, MAILS + 3):
            dovecot.deliver(letter(number))
        assert once().read == 3
    assert len([1 for _ in home.store.in_force(["message"])]) == MAILS + 3
    home.store.close()
    sys.stdout.write("\n" + "\n".join(figures) + "\n")
