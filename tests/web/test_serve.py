"""`afterword serve` and `open` as programs: an address, this machine only, a quiet end."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx2
from tests.web.conftest import NOW

from afterword.interfaces.cli.serve import _listener


def test_serve_gives_an_address_and_ends_quietly(demo_home: Path):
    words = [sys.executable, "-m", "afterword", "--home", str(demo_home), "--at", NOW.isoformat()]
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with subprocess.Popen([*words, "serve", "--port", str(port)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}) as server:
        assert server.stdout is not None
        assert server.stderr is not None
        found = re.search(rf"http://127\.0\.0\.1:{port}/enter\?token=\S+", server.stdout.readline())
        assert found is not None
        with httpx2.Client(follow_redirects=True, timeout=60) as client:
            assert client.get(f"http://127.0.0.1:{port}/").status_code == 403
            assert client.get(found[0]).status_code == 200
            assert "follow-ups" in client.get(f"http://127.0.0.1:{port}/").text
            again = subprocess.run([*words, "serve", "--json"], capture_output=True, text=True, check=True)
            address = json.loads(again.stdout[again.stdout.index("{") :])["url"]
            assert address.startswith(f"http://127.0.0.1:{port}/")
        listening = Path("/proc/net/tcp").read_text() if Path("/proc/net/tcp").exists() else ""
        assert f"00000000:{port:04X}" not in listening
        server.send_signal(signal.SIGINT)
        assert server.wait(20) == 0
        assert server.stderr.read() == ""
    assert not (demo_home / "web" / "running.json").exists()


def test_a_port_that_is_taken_is_said_so(demo_home: Path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = subprocess.run(
            [sys.executable, "-m", "afterword", "--home", str(demo_home), "serve", "--port", str(taken.getsockname()[1])], capture_output=True, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 5
    assert "cannot be had" in done.stderr


def test_two_servers_that_start_at_once_get_a_port_each():
    with _listener(None) as one, _listener(None) as other:
        assert one.getsockname() != other.getsockname()
