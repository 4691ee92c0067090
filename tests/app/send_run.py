"""Sends, and is killed: a process that forks one child for each order, so that a thousand cases cost a thousand forks.

    python -m tests.app.send_run WARM       orders on standard input, one JSON object a line; one line of answer each

An order: {"home": folder, "at": crash point or 0, "kill": milliseconds or 0, "both": two children at once,
"approve": true to approve instead}. A child opens
the home as any program does, settles what the dead left, and sends whatever is approved.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

os.environ["AFTERWORD_CRASH_AT"] = "1000000000"  # before anything is imported: points are counted from now on

import keyring
from tests.app.outgoing import NOW, opened, thanks
from tests.servers.ring import Ring
from tests.servers.smtp import PASSWORD

from afterword.app import sending
from afterword.errors import AfterwordError
from afterword.store import crash


def send_all(folder: Path) -> None:
    """What a program does that was told to send: once for each row that is approved."""
    home = opened(folder, NOW + timedelta(minutes=5), patience=0.4)
    for row in sending.outbox(home):
        if row.state == "approved":
            try:
                if row.key.startswith("race"):
                    sending._leave(home, row, "approved", None)
                else:
                    sending.send(home, row.key, row.digest)
            except AfterwordError:
                continue  # another was quicker, or what is left must be asked
    home.store.close()


def approve(folder: Path) -> None:
    """What a program does that was told to approve the thank-you."""
    home = opened(folder, NOW)
    sending.approve(home, thanks(home).key)
    home.store.close()


def child(folder: Path, at: int, work: Callable[[Path], None]) -> int:
    """Forks; the child ends at its crash point, or with 0."""
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        crash._AT, crash._passed = at or 10**9, 0
        work(folder)
        (folder / "points").write_text(str(crash._passed))
        code = 0
    except BaseException as error:  # noqa: BLE001 - whatever it is, the parent must hear of it
        sys.stderr.write(f"{type(error).__name__} {error}\n")
    finally:
        os._exit(code)


def obey(order: dict[str, object]) -> list[int]:
    """Exit codes of the children; negative for the signal that killed one."""
    folder = Path(str(order["home"]))
    work = approve if order.get("approve") else send_all
    pids = [child(folder, int(str(order.get("at", 0))), work) for _ in range(2 if order.get("both") else 1)]
    if order.get("kill"):
        time.sleep(float(str(order["kill"])) / 1000)
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
    return [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids]


def answer(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    keyring.set_keyring(Ring(PASSWORD))
    send_all(Path(sys.argv[1]))  # so that everything is imported once, and not in every child
    answer("ready")
    for line in sys.stdin:
        answer(json.dumps(obey(json.loads(line))))
