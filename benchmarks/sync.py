#!/usr/bin/env python3
"""Sync with a real Dovecot into a big home: 1,000 new mails to a fresh plan, and a mailbox in which nothing is new.

    benchmarks/sync.py SCRATCH [--facts 100000] [--mails 1000] [--rounds 3] [--home HOME]

The home is copied first. Of the mails half are newsletters and notices, a third comes from people in the ledger, the rest from strangers.
Seconds on the wall and of CPU (of this process and its readers; Dovecot's own are not counted), in a running process, the home opened before.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import big_home
import keyring
from tests.servers.certificate import issued
from tests.servers.dovecot import PASSWORD, Dovecot, started
from tests.servers.ring import Ring

from afterword.app import accounts, syncing
from afterword.app.accounts import Account, Server
from afterword.app.pages import today_of
from afterword.bootstrap import open_home
from afterword.clock import Clock
from afterword.plugins import sources

ME = big_home.ME.email
ASKS = ("Could you send me two references by Tuesday?", "We will get back to you by Friday.", "Lunch was lovely, see you soon.", "The minutes are attached.")


def letter(number: int) -> bytes:
    """The n-th mail that comes."""
    when = format_datetime(big_home.NOW - timedelta(minutes=number % 600 + 1))
    head = f"Message-ID: <new{number}@post.example>\r\nDate: {when}\r\nTo: Sam Rivera <{ME}>\r\nContent-Type: text/plain; charset=utf-8\r\n"
    if number % 2:
        noise = "Our lamps are lovely, and cheaper than ever this week. " * 150
        return f"{head}From: News <news@lamps{number % 30}.example>\r\nSubject: Lamps {number}\r\nList-Id: <lamps.example>\r\nList-Unsubscribe: <https://lamps.example/no>\r\n\r\n{noise}".encode()
    name, address, _ = big_home.person(number * 37 % 20_000) if number % 3 else (f"Stranger S{number:x}", f"s{number}@elsewhere{number % 90}.example", "")
    return f"{head}From: {name} <{address}>\r\nSubject: Round {number}\r\n\r\nHi Sam,\r\n\r\n{ASKS[number % len(ASKS)]}\r\n\r\nBest,\r\n{name}\r\n".encode()


def deliver(dovecot: Dovecot, first: int, count: int) -> None:
    """Straight into the Maildir, as a mail server does."""
    box = dovecot.home / "mail" / dovecot.user / "new"
    for number in range(first, first + count):
        file = box / f"{1_700_000_000 + number}.M1P1.host"
        file.write_bytes(letter(number))
        if os.geteuid() == 0:
            shutil.chown(file, "nobody", "nogroup")


def timed(what: str, work: Callable[[], object]) -> None:
    before, begun = os.times(), time.perf_counter()
    done = work()
    wall, after = time.perf_counter() - begun, os.times()
    cpu = sum(after[n] - before[n] for n in range(4))
    print(f"{what}: {wall:.2f} s on the wall, {cpu:.2f} s of CPU; {done}; load {os.getloadavg()[0]:.1f}", flush=True)


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("scratch", type=Path)
    given.add_argument("--facts", type=int, default=100_000)
    given.add_argument("--mails", type=int, default=1000)
    given.add_argument("--rounds", type=int, default=3)
    given.add_argument("--home", type=Path, help="a home that is there already")
    asked = given.parse_args()
    made = asked.home or asked.scratch / f"home-{asked.facts}"
    if not made.exists():
        big_home.make(made, asked.facts).store.close()
    place = asked.scratch / "sync-home"
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(made, place)
    (asked.scratch / "certificate").mkdir(parents=True, exist_ok=True)
    keyring.set_keyring(Ring())
    with started(issued(asked.scratch / "certificate")) as server:
        dovecot = Dovecot(ME, server.port, server.tls_port, server.certificate, server.home)
        accounts.add(place, Account("post", ME, Server("127.0.0.1", dovecot.port, "plain")), PASSWORD)
        begun = time.perf_counter()
        home = open_home(place)
        home.clock = Clock(big_home.NOW)
        home.reset()
        print(f"{home.store.count():,} facts; the home opens in {time.perf_counter() - begun:.2f} s")

        def once() -> str:
            begun, cpu, fresh = time.perf_counter(), time.process_time(), ""

            def step(_: syncing.Synced) -> None:
                nonlocal fresh
                fresh = f"plan fresh after {time.perf_counter() - begun:.2f} s, {time.process_time() - cpu:.2f} s of CPU; "

            (done,) = syncing.sync(home, place, sources=sources(), step=step)
            page = today_of(home)
            return f"{fresh}{done.read} read, {done.new} new, {done.bulk} bulk, {len(page.follow_ups)} follow-ups today"

        timed("an empty mailbox, the first time", once)
        for n in range(asked.rounds):
            deliver(dovecot, n * asked.mails, asked.mails)
            timed(f"{asked.mails:,} new mails to a fresh plan", once)
            timed("nothing new", once)
        home.store.close()
    shutil.rmtree(place)


if __name__ == "__main__":
    main()
