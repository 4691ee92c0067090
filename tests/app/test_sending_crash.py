"""RELIABILITY.md, P6: killed anywhere, against any server, a mail leaves at most once, as approved, and is never lost.

The judge is what the server wrote down, never what we believe.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from tests.app.outgoing import lived, thanks
from tests.servers.ring import Ring
from tests.servers.smtp import BEHAVIOURS, Sink

from afterword.app import accounts, sending
from afterword.app.accounts import Account, Server
from afterword.store import open_store, outbox
from afterword.store.outbox import OutboxRow

ROOT = Path(__file__).parents[2]
NEVER_IN_DOUBT = {"before_data", "later", "no_such_person", "stripped"}
"""Servers that never let us come to the last bytes: whatever kills us there, we know that nothing left."""


def say(text: str) -> None:
    """Figures for whoever runs the slow tests with -s."""
    sys.stdout.write(text + "\n")


@dataclass
class Sender:
    """The process that sends and is killed."""

    process: subprocess.Popen[str]
    template: Path
    scratch: Path
    sink: Sink
    states: Counter[str] = field(default_factory=Counter)
    made: int = 0

    def order(self, folder: Path, **more: Any) -> list[int]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"home": str(folder), **more}) + "\n")
        self.process.stdin.flush()
        answer: list[int] = json.loads(self.process.stdout.readline())
        return answer

    def fresh(self) -> Path:
        """A copy of the home in which one mail is approved."""
        self.made += 1
        folder = self.scratch / str(self.made)
        shutil.copytree(self.template, folder)
        self.sink.clear()
        return folder

    def judged(self, folder: Path, *, doubt_is_fair: bool) -> str:
        """Compares the server's own record with ours. Returns the row's state."""
        with open_store(folder) as store:
            (row,) = outbox.rows(store)
            facts = store.count_by_kind().get("sent", 0)
        taken = self.sink.taken()
        assert len(taken) <= 1, "it left twice"
        assert all(t["hash"] == row.digest and t["recipients"] == ["dana@acme.example"] and t["id"] == row.message_id for t in taken)
        if taken:
            assert row.state in ("sent", "unknown"), f"it left, and is told as {row.state}"
        if row.state == "sent":
            assert taken, "it is told as sent, and never arrived"
        assert facts == (row.state == "sent")
        assert row.state in ("approved", "sent", "refused", "unknown")
        assert doubt_is_fair or row.state != "unknown", "it is told as in doubt without need"
        self.states[row.state] += 1
        shutil.rmtree(folder)
        return row.state


@pytest.fixture(scope="module")
def sender(tmp_path_factory: pytest.TempPathFactory, sink_server: Sink) -> Iterator[Sender]:
    import keyring

    before = keyring.get_keyring()
    keyring.set_keyring(Ring())
    scratch = tmp_path_factory.mktemp("send")
    template = scratch / "template"
    try:
        home = lived(template, sink_server)
        sending.approve(home, thanks(home).key)
        home.store.close()
    finally:
        keyring.set_keyring(before)
    environment = {**os.environ, "SSL_CERT_FILE": str(sink_server.certificate.authority), "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}"}
    process = subprocess.Popen([sys.executable, "-m", "tests.app.send_run", str(shutil.copytree(template, scratch / "warm"))], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    yield Sender(process, template, scratch, sink_server)
    assert process.stdin is not None
    process.stdin.close()
    process.wait(10)
    process.stdout.close()


def points(sender: Sender) -> int:
    """How many points a sending that nobody disturbs passes."""
    folder = sender.fresh()
    assert sender.order(folder) == [0]
    passed = int((folder / "points").read_text())
    assert sender.judged(folder, doubt_is_fair=False) == "sent"
    return passed


def crashed(sender: Sender, behaviour: str, point: int, again: list[int]) -> str:
    """Killed at a point while the server behaves so; started again once or more, killed again where told; then in peace."""
    folder = sender.fresh()
    if behaviour == "stripped":
        at_bare = Account("post", "sam@postbox.example", None, Server("127.0.0.1", sender.sink.bare_port, "starttls"))
        accounts._write(folder, [at_bare])
    sender.sink.behaviour = "normal" if behaviour == "stripped" else behaviour
    sender.order(folder, at=point)
    for later in again:
        sender.order(folder, at=later)
    sender.sink.behaviour = "normal"
    sender.order(folder)
    return sender.judged(folder, doubt_is_fair=True)


def test_killed_at_some_points_it_leaves_once_or_not_at_all(sink: Sink, sender: Sender):
    passed = points(sender)
    assert passed >= 30
    draw = random.Random(6)
    for behaviour in BEHAVIOURS:
        crashed(sender, behaviour, draw.randint(1, passed), [])


@pytest.mark.parametrize("step", [4, pytest.param(1, marks=pytest.mark.slow)])
def test_a_kill_leaves_doubt_only_between_the_two_commits(sink: Sink, sender: Sender, step: int):
    passed = points(sender)
    states = []
    for point in range(1, passed + 1, step):
        folder = sender.fresh()
        assert sender.order(folder, at=point) == [137]
        sender.order(folder)
        states.append(sender.judged(folder, doubt_is_fair=True))
    changes = [n for n in range(1, len(states)) if states[n] != states[n - 1]]
    assert len(changes) <= 2, states  # sent ... unknown ... sent: one stretch of doubt, and nothing else
    assert set(states) <= {"sent", "unknown"}
    assert 1 <= states.count("unknown") <= 12, states
    say(f"\n{passed} points, in doubt after {states.count('unknown')}")


def test_killed_while_approving_the_old_or_the_new_approval_holds(sink: Sink, sender: Sender):
    folder = sender.fresh()
    assert sender.order(folder, approve=True) == [0]
    passed = int((folder / "points").read_text())
    for point in range(1, passed + 1):
        assert sender.order(folder, at=point, approve=True) == [137]
        with open_store(folder) as store:
            (row,) = outbox.rows(store)
        assert (row.state, row.intact) == ("approved", True)
    sender.order(folder)
    assert sender.judged(folder, doubt_is_fair=False) == "sent"


def test_two_senders_at_once(sink: Sink, sender: Sender):
    for _ in range(4):
        folder = sender.fresh()
        assert sender.order(folder, both=True) == [0, 0]
        assert sender.judged(folder, doubt_is_fair=False) == "sent"


@pytest.mark.slow
def test_killed_at_every_point_against_every_server_and_started_again(sink: Sink, sender: Sender):
    passed = points(sender)
    draw = random.Random(66)
    sender.states.clear()
    doubt: Counter[str] = Counter()
    for behaviour in BEHAVIOURS:
        for point in range(1, passed + 1):
            again = [draw.randint(1, passed) for _ in range(draw.randint(0, 2))]
            doubt[behaviour] += crashed(sender, behaviour, point, again) == "unknown"
    say(f"\n{passed} points x {len(BEHAVIOURS)} servers: {dict(sender.states)}; in doubt by server: {dict(doubt)}")
    assert not any(doubt[name] for name in NEVER_IN_DOUBT), doubt


@pytest.mark.slow
def test_five_hundred_kills_at_any_moment(sink: Sink, sender: Sender):
    draw = random.Random(500)
    whole = []  # milliseconds that a sending takes which nobody disturbs: kills are spread over all of it
    for _ in range(5):
        started = time.monotonic()
        points(sender)
        whole.append((time.monotonic() - started) * 1000)
    sender.states.clear()
    ended = 0
    for _ in range(500):
        folder = sender.fresh()
        ended += sender.order(folder, kill=draw.uniform(1, max(whole))) == [0]
        sender.order(folder)
        sender.judged(folder, doubt_is_fair=True)
    say(f"\n500 kills, {ended} of them too late: {dict(sender.states)}")
    assert sender.states["unknown"] < 350  # 146 were seen, and 264 on a machine whose every step is slow: each is told, none is sent twice


@pytest.mark.slow
def test_two_senders_race_for_a_thousand_mails(sink: Sink, sender: Sender):
    folder = sender.fresh()
    with open_store(folder) as store:
        (one,) = outbox.rows(store)
        for n in range(1000):
            outbox.approve(store, numbered(one, n))
        outbox.decide(store, one.key, ("approved",), "draft")
    assert sender.order(folder, both=True) == [0, 0]
    taken = Counter(t["id"] for t in sink.taken())
    with open_store(folder) as store:
        states = Counter(r.state for r in outbox.rows(store) if r.key.startswith("race"))
    assert states == {"sent": 1000}
    assert len(taken) == 1000
    assert max(taken.values()) == 1


def numbered(one: OutboxRow, n: int) -> OutboxRow:
    """The same mail with a Message-ID of its own."""
    from dataclasses import replace
    from hashlib import sha256

    name = f"<race{n}.afterword@postbox.example>"
    data = one.data.replace(one.message_id.encode(), name.encode())
    told = {**json.loads(one.body), "situation": "", "facts": [], "handles": []}
    return replace(one, key=f"race{n}", message_id=name, data=data, digest=sha256(data).hexdigest(), body=json.dumps(told).encode())
