"""RELIABILITY.md, P23 and P34: a secret is in the keyring or encrypted, and nowhere else, whatever goes wrong."""

from __future__ import annotations

import json
import logging
import sqlite3
import subprocess
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.app.outgoing import lived, thanks
from tests.servers.dovecot import Dovecot
from tests.servers.ring import Ring
from tests.servers.smtp import PASSWORD as WORD
from tests.servers.smtp import Sink

from afterword.app import accounts, sending
from afterword.errors import AfterwordError
from afterword.store import keep, outbox

PRIVATE = "c4nary-words-for-dana"


def whole(folder: Path) -> str:
    """Everything that lies in a home, its database as SQL text too."""
    found = [file.read_bytes().decode("latin-1") for file in folder.rglob("*") if file.is_file()]
    with sqlite3.connect(folder / "afterword.db") as link:
        found += [str(row) for row in link.iterdump()]
    link.close()
    return "\n".join(found)


def told(work: Callable[[], object]) -> str:
    """What the program says, with its whole traceback where it ends in one."""
    try:
        return str(work())
    except AfterwordError:
        return traceback.format_exc()


def test_a_secret_is_in_no_file_log_export_or_traceback(
    tmp_path: Path, sink: Sink, dovecot: Dovecot, ring: Ring, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.DEBUG)
    home = lived(tmp_path / "home", sink, dovecot)
    one = thanks(home)
    said = []
    for wrong in ("later", "no", "lost_reply", "normal"):
        sink.behaviour = wrong
        row = outbox.row(home.store, one.key)
        if row is None or row.state in ("draft", "approved", "refused"):
            approval = sending.approve(home, one.key, body=f"Hi Dana,\n\nthank you: {PRIVATE}.\n\nSam")
            said.append(told(lambda digest=approval.hash: sending.send(home, one.key, digest)))
        else:
            said.append(told(lambda: sending.again(home, one.key)))
    assert "a copy is in Sent" in said[-1]
    said += [str(c) for c in accounts.test(tmp_path / "home", patience=2)]
    accounts.add(tmp_path / "home", accounts.account(tmp_path / "home"), WORD + "\r\n")
    said.append(told(lambda: accounts.test(tmp_path / "home", patience=2)))
    exported = "\n".join(keep.export(home.store))
    keep.backup(home.store, tmp_path / "copy")
    home.store.close()
    ours = "\n".join(str(r.msg) + str(r.args) for r in caplog.records if r.name != "mail.log")  # which is the test's own server
    where = {"said": "\n".join(said), "logs": ours, "home": whole(tmp_path / "home"), "export": exported, "backup": (tmp_path / "copy").read_bytes().decode("latin-1")}
    assert [name for name, text in where.items() if WORD in text] == []
    assert [name for name in ("said", "logs") if PRIVATE in where[name]] == []
    assert json.loads(exported.splitlines()[0])["outbox"][0]["state"] == "sent"
    assert any(WORD in value for value in ring.held.values())


def test_a_secret_is_in_no_argument_and_in_nothing_printed(tmp_path: Path):
    """Where there is no keyring, as on this machine, and no passphrase: refused, and nothing is kept."""
    (tmp_path / "word").write_text(WORD)
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring", "PYTHONPATH": str(Path(__file__).parents[2] / "src")}
    add = ["account", "add", "sam@postbox.example", "--imap", "127.0.0.1:993", "--password-file", str(tmp_path / "word")]
    done = subprocess.run(
        [sys.executable, "-m", "afterword", "--home", str(tmp_path / "home"), *add], capture_output=True, text=True, env=environment, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.returncode == 5, done
    assert "AFTERWORD_PASSPHRASE_FILE" in done.stderr
    assert WORD not in done.stdout + done.stderr
    assert not (tmp_path / "home" / "accounts.toml").exists()
