"""Worlds with expected follow-ups, lived through with the real command line by the runner beside the project's design."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RUNNER = ROOT.parent / "shared" / "scenarios" / "run_scenarios.py"
OURS = ROOT / "tests" / "worlds"
SAMPLE = ("01-panel", "13-a-colleague", "23-snooze")

needs_runner = pytest.mark.skipif(not RUNNER.is_file(), reason=f"NO WORLD IS RUN: there is no {RUNNER.relative_to(ROOT.parent)} beside the repository")


def lived(folder: Path, *more: str) -> None:
    """Runs the worlds of a folder; fails with what the runner says."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PRODUCT": str(ROOT), "AFTERWORD": f"{sys.executable} -m afterword"}
    done = subprocess.run([sys.executable, str(RUNNER), str(folder), *more], capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert " 0 failed" in done.stdout.splitlines()[-1]
    assert not done.stdout.splitlines()[-1].startswith("0 passed"), "no world of that name"


@needs_runner
@pytest.mark.parametrize("name", SAMPLE)
def test_a_world_is_lived_as_expected(name: str):
    lived(OURS, "-k", name)


@needs_runner
@pytest.mark.slow
def test_all_our_worlds(tmp_path: Path):
    lived(OURS, "--jobs", "2")


@needs_runner
@pytest.mark.slow
def test_all_worlds_beside_the_design():
    lived(RUNNER.parent / "examples", "--jobs", "2")
