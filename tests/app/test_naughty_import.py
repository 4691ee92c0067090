"""Hostile files through the real command line into one home: no traceback, every loss told with its place, exit code 0.

The set and the maker of bombs lie outside this repository, in ../shared/naughty.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("AFTERWORD_NAUGHTY") or ROOT.parent / "shared" / "naughty")
KINDS = {".eml", ".msg", ".mbox", ".ics", ".vcf", ".csv", ".txt", ".bin", ".out", ""}
EVERY = 25
SECONDS, MEGABYTES = 30, 300
"""What one bomb may cost (DESIGN.md, RELIABILITY.md)."""

needs_set = pytest.mark.skipif(not (SHARED / "open-set.tar.xz").is_file(), reason=f"NOTHING HOSTILE IS IMPORTED: no open-set.tar.xz in {SHARED.name}")
needs_maker = pytest.mark.skipif(not (SHARED / "make_bombs.py").is_file(), reason=f"NO BOMB IS TRIED: no make_bombs.py in {SHARED.name}")


def afterword(home: Path, *words: str, seconds: float = 600) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "AFTERWORD_HOME": str(home)}
    return subprocess.run([sys.executable, "-m", "afterword", *words], capture_output=True, text=True, check=False, env=environment, timeout=seconds)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    done = afterword(tmp_path / "home", "init", "--name", "Sam Rivera", "--email", "sam@postbox.example", "--timezone", "UTC", "--country", "US")
    assert done.returncode == 0, done.stderr
    return tmp_path / "home"


@pytest.fixture(scope="session")
def naughty(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Every mail, calendar, card and table of the open set."""
    folder = tmp_path_factory.mktemp("naughty")
    with tarfile.open(SHARED / "open-set.tar.xz") as archive:
        archive.extractall(folder, filter="data")
    return sorted(file for file in folder.rglob("*") if file.is_file() and file.suffix in KINDS)


def imported(home: Path, files: list[Path]) -> dict[str, Any]:
    done = afterword(home, "import", "--json", *map(str, files))
    assert done.returncode == 0, done.stderr[-2000:]
    assert "Traceback" not in done.stderr + done.stdout
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def holds_together(report: dict[str, Any], files: list[Path]) -> None:
    """Every file is named; what was not kept is counted or told with its place."""
    named = [one["path"] for one in report["files"]]
    for file in files:
        assert any(Path(path.split(": ")[0]).name == file.name for path in named), file
    for one in report["files"]:
        assert one["read"] == one["new"] + one["known"] + one["skipped"], one
        assert all(problem["message"] and (problem["place"] or one["format"] == "unknown") for problem in one["problems"]), one
        assert one["read"] or one["problems"] or one["format"] != "unknown", one


@needs_set
def test_a_sample_of_hostile_files_is_imported_and_every_loss_told(home: Path, naughty: list[Path]):
    files = naughty[::EVERY]
    first = imported(home, files)
    holds_together(first, files)
    again = imported(home, files)
    assert sum(one["new"] for one in again["files"]) == 0
    assert again["facts"] == 0
    assert afterword(home, "today", "--json").returncode == 0


@needs_set
@pytest.mark.slow
def test_all_hostile_files_are_imported_and_every_loss_told(home: Path, naughty: list[Path]):
    report = imported(home, naughty)
    holds_together(report, naughty)
    assert sum(one["new"] for one in imported(home, naughty)["files"]) == 0
    for words in (("today", "--json"), ("plan", "--json"), ("doctor", "--json"), ("drafts", "--all", "--json")):
        done = afterword(home, *words)
        assert done.returncode == 0, (words, done.stderr)


def bombs(folder: Path) -> list[Path]:
    subprocess.run([sys.executable, str(SHARED / "make_bombs.py"), str(folder)], check=True)
    return sorted(folder.iterdir())


def cost(home: Path, bomb: Path) -> tuple[int, float, float]:
    """Exit code, CPU seconds and resident megabytes (of the hungriest process) of one import."""
    code = (
        "import json,os,resource,subprocess,sys\n"
        "done = subprocess.run([sys.executable, '-m', 'afterword', 'import', '--json', *sys.argv[1:]], capture_output=True, text=True)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "assert 'Traceback' not in done.stderr, done.stderr[-3000:]\n"
        "print(json.dumps([done.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "AFTERWORD_HOME": str(home)}
    done = subprocess.run([sys.executable, "-c", code, str(bomb)], capture_output=True, text=True, check=True, env=environment, timeout=300)
    code_, cpu, megabytes = json.loads(done.stdout)
    return code_, cpu, megabytes


@needs_maker
@pytest.mark.slow
def test_no_bomb_costs_more_than_it_may(home: Path, tmp_path: Path):
    """Seconds are of CPU: what the wall shows depends on who else is at work."""
    dear = []
    for bomb in bombs(tmp_path / "bombs"):
        code, seconds, megabytes = cost(home, bomb)
        if code not in (0, 4) or seconds > SECONDS or megabytes > MEGABYTES:
            dear.append(f"{bomb.name}: exit {code}, {seconds:.1f} s, {megabytes:.0f} MB")
    assert not dear


@needs_maker
def test_small_bombs_leave_the_home_whole(home: Path, tmp_path: Path):
    """Every bomb below a megabyte, all at once: dates, injections, endless rules, deep nesting."""
    small = [bomb for bomb in bombs(tmp_path / "bombs") if bomb.stat().st_size < 1_000_000 and bomb.suffix in (".eml", ".ics", ".csv")]
    assert len(small) > 10
    report = imported(home, small)
    assert sum(one["new"] for one in report["files"]) > 10
    assert afterword(home, "doctor").returncode == 0
