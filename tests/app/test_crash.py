"""Killed at any commit or file write of an import, then run again: the same facts and the same plan (RELIABILITY.md, P1)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.app.crash_run import NOW

from afterword import demo

ROOT = Path(__file__).parents[2]
LETTERS = 40
"""The last letters of the demo's mailbox: enough for several follow-ups, few enough to read in a second."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's files, with fewer letters, and one file that cannot be read."""
    folder = tmp_path_factory.mktemp("files")
    for name, body in demo.files(NOW).items():
        if name.endswith(".mbox"):
            head, *letters = body.split(b"\nFrom ")
            body = b"\nFrom ".join([head, *letters[-LETTERS:]])
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(body)
    (folder / "broken.ics").write_bytes(b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:nonsense\r\nUID:1\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
    return folder


def run(home: Path, files: Path, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", **more}
    words = [sys.executable, "-m", "tests.app.crash_run", str(home), str(files)]
    return subprocess.run(words, capture_output=True, text=True, check=False, env=environment, cwd=ROOT, timeout=120)


def told(done: subprocess.CompletedProcess[str]) -> list[str]:
    return [line for line in done.stdout.splitlines() if not line.startswith("kept")]


def points_of(tmp_path: Path, files: Path) -> tuple[list[str], list[str]]:
    """What an uninterrupted run prints, and the points that it passes."""
    trace = tmp_path / "trace"
    whole = run(tmp_path / "whole", files, AFTERWORD_CRASH_TRACE=str(trace))
    assert whole.returncode == 0, whole.stderr
    return told(whole), trace.read_text().splitlines()


def killed_and_run_again(tmp_path: Path, files: Path, point: int, whole: list[str]) -> None:
    home = tmp_path / f"at-{point}"
    killed = run(home, files, AFTERWORD_CRASH_AT=str(point))
    assert killed.returncode == 137, (point, killed.stderr)
    again = run(home, files)
    assert again.returncode == 0, (point, again.stderr)
    assert told(again) == whole, point


def test_a_kill_anywhere_in_an_import_changes_nothing(tmp_path: Path, files: Path):
    """A few points, spread over the run; `--slow` takes them all."""
    whole, points = points_of(tmp_path, files)
    assert len(points) >= 30
    assert {"before commit", "after commit", "before piece", "after piece", "import finished"} <= {line.split(" ", 1)[1] for line in points}
    for point in range(3, len(points) + 1, max(len(points) // 4, 1)):
        killed_and_run_again(tmp_path, files, point, whole)


def test_a_second_run_says_the_same(tmp_path: Path, files: Path):
    first, second = run(tmp_path / "home", files), run(tmp_path / "home", files)
    assert told(first) == told(second)


@pytest.mark.slow
def test_a_kill_at_each_point_of_an_import_changes_nothing(tmp_path: Path, files: Path):
    whole, points = points_of(tmp_path, files)
    for point in range(1, len(points) + 1):
        killed_and_run_again(tmp_path, files, point, whole)
