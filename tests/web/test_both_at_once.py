"""The page and the command line at once on one home: nobody is told that it is locked, and no act is lost (P4, sampled)."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx2
import pytest
from tests.web.conftest import NOW, Served


def typed(home: Path, seconds: float, kept: list[str], wrong: list[str]) -> None:
    """Types one command after the other, as somebody with a terminal would, each a process of its own."""
    end, number = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        number += 1
        name = f"Cora Bell {number}"
        words = [sys.executable, "-m", "afterword", "--home", str(home), "--at", NOW.isoformat(), "person", "add", name, "--note", "typed"]
        done = subprocess.run(words, capture_output=True, text=True, env={**os.environ, "NO_COLOR": "1"}, check=False)
        (kept if done.returncode == 0 else wrong).append(name if done.returncode == 0 else done.stderr)


def clicked(client: httpx2.Client, seconds: float, kept: list[str], wrong: list[str]) -> None:
    """Presses buttons on the page, and reads it in between."""
    end, number = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        number += 1
        name = f"Ola Berg {number}"
        done = client.post("/people", data={"name": name, "at": "", "organisation": "", "title": "", "tie": "", "note": "clicked"})
        (kept if done.status_code == 200 else wrong).append(name if done.status_code == 200 else done.text)
        for path in ("/", "/roles", "/people"):
            seen = client.get(path)
            if seen.status_code != 200:
                wrong.append(f"{path} {seen.status_code}")


def together(served: Served, client: httpx2.Client, seconds: float) -> None:
    kept: list[str] = []
    wrong: list[str] = []
    terminal = threading.Thread(target=typed, args=(served.home, seconds, kept, wrong))
    terminal.start()
    clicked(client, seconds, kept, wrong)
    terminal.join()
    assert wrong == []
    assert any(name.startswith("Cora") for name in kept)
    assert any(name.startswith("Ola") for name in kept)
    with served.house.apart() as home:
        names = {getattr(f.body, "name", "") for f in home.store.in_force(["identity"])}
        assert set(kept) <= names
        before = home.store.follow_ups(), home.store.subjects()
        home.rebuild()
        assert (home.store.follow_ups(), home.store.subjects()) == before


def test_the_page_and_the_command_line_at_once_lose_nothing(served: Served, client: httpx2.Client) -> None:
    together(served, client, 3.0)


@pytest.mark.slow
def test_the_same_for_twenty_seconds(served: Served, client: httpx2.Client) -> None:
    together(served, client, 20.0)
