"""RELIABILITY.md, P24: no network unless asked. In an empty network namespace, and with every connection counted by strace.

The whole suite in such a namespace, counted by the kernel: `scripts/test --offline` (tests/house/offline.py).
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.app.outgoing import lived
from tests.servers.certificate import certificate
from tests.servers.dovecot import Dovecot, dovecot, dovecot_server
from tests.servers.oauth import oauth_server

from afterword.app import accounts
from afterword.app.accounts import Account, Server

__all__ = ["certificate", "dovecot", "dovecot_server", "oauth_server"]
ROOT = Path(__file__).resolve().parents[2]
CALLS = "connect,sendto,sendmsg,sendmmsg"
_TO = re.compile(r'sa_family=AF_INET6?,.*?sin6?_port=htons\((\d+)\).*?(?:inet_addr\("|inet_pton\(AF_INET6, ")([0-9a-fA-F.:]+)"')
_LOOPBACK = re.compile(r"127\.|::1$|::ffff:127\.")


def watched(words: list[str], log: Path, **env: str) -> tuple[subprocess.CompletedProcess[str], list[tuple[str, int]]]:
    """Runs a program and all that it starts; returns it, and every address that was spoken to."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("NO STRACE: nobody watched which connections are opened (scripts/test --install)")
    done = subprocess.run(
        [strace, "-f", "-qq", "--seccomp-bpf", "-e", f"trace={CALLS}", "-o", str(log), *words], capture_output=True, text=True, check=False, cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", **env},
    )  # fmt: skip
    if "ptrace" in done.stderr.lower() and not log.read_text():
        pytest.skip("NO PTRACE: strace is not allowed to watch here")
    return done, [(found[2], int(found[1])) for line in log.read_text().splitlines() if (found := _TO.search(line))]


def apart() -> list[str]:
    """The words that start a program where there is no network; empty, and said loudly, where that is not allowed."""
    unshare = shutil.which("unshare")
    words = [unshare or "", "-rn"]
    if unshare is None or subprocess.run([*words, "true"], capture_output=True, check=False).returncode:
        print("NO NETWORK NAMESPACE: unshare -rn is not allowed here, so connections are only counted", file=sys.stderr)  # noqa: T201
        return []
    return words


def walked(tmp_path: Path, *more: str) -> dict[str, Any]:
    done, spoken = watched([*apart(), sys.executable, "tests/house/quiet.py", str(tmp_path), *more], tmp_path / "calls")
    assert done.returncode == 0, done.stderr[-2000:]
    assert [one for one in spoken if not _LOOPBACK.match(one[0])] == []
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_the_watch_sees_what_leaves(tmp_path: Path):
    """By TCP and by UDP, by either protocol; and what stays on this machine it knows."""
    code = (
        "import socket\n"
        "for family, to in ((socket.AF_INET, '192.0.2.1'), (socket.AF_INET, '127.0.0.1'), (socket.AF_INET6, '2001:db8::1')):\n"
        "    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):\n"
        "        link = socket.socket(family, kind); link.setblocking(False)\n"
        "        try: link.connect((to, 9)) if kind == socket.SOCK_STREAM else link.sendto(b'x', (to, 53))\n"
        "        except OSError: pass\n"
    )
    _, spoken = watched([*apart(), sys.executable, "-c", code], tmp_path / "calls")
    assert [one for one in spoken if not _LOOPBACK.match(one[0])] == [("192.0.2.1", 9), ("192.0.2.1", 53), ("2001:db8::1", 9), ("2001:db8::1", 53)]


def test_the_suite_without_a_network_fails_where_a_test_or_a_program_reaches_out(tmp_path: Path):
    """`scripts/test --offline`, given one test that keeps quiet, one that looks a name up, and one whose program connects."""
    if not apart():
        pytest.skip("NO NETWORK NAMESPACE: nothing can be counted here")
    (tmp_path / "test_three.py").write_text(
        "import socket, subprocess, sys, pytest\n"
        "def test_quiet(): socket.create_server(('127.0.0.1', 0)).close()\n"
        "def test_name():\n    with pytest.raises(OSError): socket.getaddrinfo('acme.example', 80)\n"
        "def test_program(): subprocess.run([sys.executable, '-c', \"import socket; socket.create_connection(('192.0.2.1', 9))\"], check=False)\n"
    )
    words = ["unshare", "-nm", *([] if os.geteuid() == 0 else ["--map-current-user", "--keep-caps"]), sys.executable, "-m", "tests.house.offline", "-p", "no:cacheprovider"]
    done = subprocess.run([*words, str(tmp_path / "test_three.py")], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 1
    assert "socket.getaddrinfo 'acme.example'" in done.stdout
    assert "1 times without a route, while this ran: " in done.stdout
    told = [line for line in done.stdout.splitlines() if "::" in line]
    assert not any("test_quiet" in line for line in told)
    assert {line.rpartition("::")[2] for line in told} == {"test_name", "test_program"}


def test_every_command_every_kind_of_file_and_every_page_without_a_network(tmp_path: Path):
    found = walked(tmp_path)
    assert sum(code == 0 for code in found["codes"].values()) >= 40
    assert set(found["codes"].values()) <= {0, 2, 3, 5}
    assert len(found["pages"]) >= 35
    assert set(found["pages"].values()) == {200}


@pytest.mark.slow
def test_the_same_in_the_demo(tmp_path: Path):
    found = walked(tmp_path, "--demo")
    assert sum(name.startswith("demo ") for name in found["pages"]) >= 40
    assert set(found["pages"].values()) == {200}


def test_with_one_account_only_its_server_is_spoken_to(tmp_path: Path, dovecot: Dovecot):
    """Sync, tick, and everything else: one host, one port, and no name is looked up."""
    home = tmp_path / "home"
    lived(home).store.close()
    ring = {"PYTHON_KEYRING_BACKEND": "tests.servers.ring.Known", "AFTERWORD_TEST_WORD": dovecot.password}
    accounts._write(home, [Account("post", "sam@postbox.example", Server("127.0.0.1", dovecot.port, "plain"), user=dovecot.user)])
    dovecot.deliver(b"From: Dana <dana@acme.example>\r\nTo: sam@postbox.example\r\nSubject: hello\r\nMessage-ID: <1@x.example>\r\n\r\nhello\r\n")
    code = "from afterword.interfaces.cli import root\nimport sys\nfor words in sys.argv[2:]: root(['--home', sys.argv[1], *words.split()], standalone_mode=False)"
    done, spoken = watched([sys.executable, "-c", code, str(home), "sync", "tick", "plan"], tmp_path / "calls", **ring)
    assert done.returncode == 0, done.stderr
    assert "1 read, 1 new" in done.stdout
    assert set(spoken) == {("127.0.0.1", dovecot.port)}
