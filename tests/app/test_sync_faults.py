"""Sync never destroys (RELIABILITY.md, P33): a real mailbox behind a wire that dies, miscounts, leaves out and numbers anew."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from imapclient import IMAPClient
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.faulty import Faulty, faulty

from afterword.app import accounts, syncing
from afterword.app.accounts import Account, Server
from afterword.bootstrap import open_home
from afterword.clock import Clock
from afterword.errors import AfterwordError, Refused
from afterword.facts.kinds import Identity, Message
from afterword.plugins import sources

NOW = datetime(2026, 5, 13, 14, tzinfo=UTC)
FOLDER = "Search"
pytestmark = pytest.mark.usefixtures("ring")


def letter(number: int) -> bytes:
    made = EmailMessage()
    made["Message-ID"] = f"<{number}@acme.example>"
    made["From"] = f"Dana Whitfield <dana{number % 3}@acme.example>"
    made["To"] = "Sam Rivera <sam@postbox.example>"
    made["Subject"] = f"Data Analyst {number}"
    made["Date"] = format_datetime(NOW - timedelta(hours=number + 1))
    if number % 5 == 4:
        made["List-Unsubscribe"], made["List-Id"] = "<https://acme.example/no>", "<news.acme.example>"
    made.set_content(f"Hi Sam,\n\nwe received number {number}.\n\nDana")
    return bytes(made)


class Mailbox(RuleBasedStateMachine):
    """Mail comes and goes, the server misbehaves in between; what was read stays, once, and calm brings everything."""

    done: ClassVar[Counter[str]] = Counter()
    server: Dovecot
    wire: Faulty

    @initialize()
    def begin(self) -> None:
        self.scratch = Path(tempfile.mkdtemp(prefix="afterword-faults-"))
        user = f"sam{os.urandom(6).hex()}@postbox.example"
        self.box = Dovecot(user, self.server.port, self.server.tls_port, self.server.certificate, self.server.home)
        self.link = IMAPClient("127.0.0.1", self.server.port, ssl=False)
        self.link.login(user, PASSWORD)
        self.link.create_folder(FOLDER)
        self.wire.calm()
        self.wire.validity = 7
        self.home = open_home(self.scratch)
        self.home.clock = Clock(NOW)
        self.home.record([Identity(me=True, name="Sam Rivera", emails=("sam@postbox.example",), zone="America/Chicago", country="US")], "init")
        server = Server("127.0.0.1", self.wire.address, "plain")
        accounts.add(self.scratch, Account("post", "sam@postbox.example", server, user=user, folders=(FOLDER,)), PASSWORD)
        self.count, self.arrived = 0, 0
        self.there: list[int] = []
        self.ever: set[str] = set()

    # What happens in the mailbox

    @rule(n=st.integers(1, 6), copy=st.booleans())
    def arrive(self, n: int, copy: bool) -> None:
        for _ in range(n):
            self.there.append(self.count)
            self.append(self.count)
            self.count += 1
        if copy:
            self.append(self.there[0])  # the same mail twice, under two numbers

    def append(self, number: int) -> None:
        self.arrived += 1
        self.link.append(FOLDER, letter(number), msg_time=NOW + timedelta(seconds=self.arrived))

    @rule(n=st.integers(1, 12), newest=st.booleans())
    def vanish(self, n: int, newest: bool) -> None:
        self.link.select_folder(FOLDER)
        uids = sorted(self.link.search())
        for uid in uids[-n:] if newest else uids[:n]:
            self.link.delete_messages([uid])
        self.link.expunge()
        self.look()

    @rule(same=st.booleans(), forget=st.integers(0, 3))
    def number_anew(self, same: bool, forget: int) -> None:
        """Another UIDVALIDITY, or the same one with its numbers used again, for other mails in another order."""
        self.link.delete_folder(FOLDER)
        self.link.create_folder(FOLDER)
        self.there = self.there[forget:]
        for number in reversed(self.there):
            self.append(number)
        self.wire.validity += not same

    def look(self) -> None:
        self.link.select_folder(FOLDER, readonly=True)
        uids = self.link.search()
        told = self.link.fetch(uids, ["BODY.PEEK[HEADER.FIELDS (SUBJECT)]"]) if uids else {}
        shown = {int(one[b"BODY[HEADER.FIELDS (SUBJECT)]"].split()[-1]) for one in told.values()}
        self.there = [number for number in self.there if number in shown]
        self.link.close_folder()

    # What goes wrong on the way

    @rule(left=st.integers(200, 9000))
    def die(self, left: int) -> None:
        self.wire.left = left
        self.sync("died")

    @rule(name=st.sampled_from(("MESSAGES", "UIDNEXT", "HIGHESTMODSEQ")), more=st.sampled_from((-1000, -3, -1, 1, 2, 1000)))
    def miscount(self, name: str, more: int) -> None:
        self.wire.told[name] = more
        self.sync(f"lied about {name}")

    @rule(every=st.integers(1, 4), fetch=st.booleans())
    def leave_out(self, every: int, fetch: bool) -> None:
        if fetch:
            self.wire.fetch = every
        else:
            self.wire.search = every
        self.sync("left out")

    @rule()
    def plain(self) -> None:
        self.sync("honest")

    def sync(self, what: str) -> None:
        self.done[what] += 1
        try:
            syncing.sync(self.home, self.scratch, sources=sources(), patience=5.0)
        except Refused:
            self.done["stopped and asked"] += 1
        except AfterwordError:
            self.done["broke off"] += 1
        self.wire.calm()

    @rule()
    def settle(self) -> None:
        """Calm again, and the user says yes: everything that is there is here, and the next look has nothing to do."""
        self.done["converged"] += 1
        syncing.sync(self.home, self.scratch, sources=sources(), patience=5.0, sure=True)
        assert {f"{number}@acme.example" for number in self.there} <= self.here().keys()
        (again,) = syncing.sync(self.home, self.scratch, sources=sources(), patience=5.0)
        assert again.read == 0

    # What holds

    def here(self) -> Counter[str]:
        return Counter(f.body.message_id for f in self.home.store.in_force(["message"]) if isinstance(f.body, Message))

    @invariant()
    def nothing_is_lost_and_nothing_twice(self) -> None:
        if hasattr(self, "ever"):
            now = self.here()
            assert not now or max(now.values()) == 1
            assert self.ever <= now.keys()
            self.ever = set(now)

    def teardown(self) -> None:
        if hasattr(self, "home"):
            self.wire.calm()
            self.settle()
            self.nothing_is_lost_and_nothing_twice()
            self.done["mails"] += len(self.ever)
            self.home.store.close()
            with suppress(Exception):
                self.link.logout()
            shutil.rmtree(self.scratch, ignore_errors=True)


def rounds(dovecot: Dovecot, examples: int, steps: int) -> Counter[str]:
    with faulty(dovecot.port) as wire:
        machine = type("Mailbox", (Mailbox,), {"done": Counter(), "server": dovecot, "wire": wire})
        run_state_machine_as_test(
            machine,
            settings=settings(
                max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=list(HealthCheck),
                phases=[Phase.explicit, Phase.generate] if os.environ.get("CI") else list(Phase), database=None,
            ),
        )  # fmt: skip
    return machine.done


def test_a_faulty_server_loses_nothing_doubles_nothing_and_calm_brings_everything(dovecot: Dovecot) -> None:
    done = rounds(dovecot, 4, 6)
    assert done["converged"] >= 4


@pytest.mark.slow
def test_the_same_at_full_depth(dovecot: Dovecot) -> None:
    done = rounds(dovecot, 120, 25)
    assert done["converged"] >= 120
    sys.stdout.write(f"\n{dict(done)}\n")
