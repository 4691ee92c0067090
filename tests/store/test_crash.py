from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.store.making import mail

from afterword.errors import StoreBusy
from afterword.store import doctor, open_store

ROOT = Path(__file__).parents[2]


def run(home: Path, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", **more}
    words = [sys.executable, "-m", "tests.store.crash_run", str(home)]
    return subprocess.run(words, capture_output=True, text=True, check=False, env=environment, cwd=ROOT)


def acknowledged_is_there(home: Path, said: str) -> None:
    """Every batch that was acknowledged before the kill is whole."""
    with open_store(home) as store:
        assert doctor.examine(store).ok
        ids = {fact.id for fact in store.facts({"message"})}
        for line in said.splitlines():
            word, _, number = line.partition(" ")
            if word == "batch":
                assert {mail(int(number) * 10 + n).id for n in range(10)} <= ids
        assert len(ids) % 10 == 0


def hashes(done: subprocess.CompletedProcess[str]) -> list[str]:
    return [line for line in done.stdout.splitlines() if line.startswith("hash")]


def test_a_kill_at_any_point_loses_nothing_acknowledged(tmp_path: Path):
    """Every sixth point here; `--slow` takes them all. Killed, recovered, run again: the same as uninterrupted."""
    trace = tmp_path / "trace"
    whole = run(tmp_path / "whole", AFTERWORD_CRASH_TRACE=str(trace))
    assert whole.returncode == 0, whole.stderr
    points = len(trace.read_text().splitlines())
    assert points >= 30
    for point in range(1, points + 1, 6):
        home = tmp_path / f"at-{point}"
        killed = run(home, AFTERWORD_CRASH_AT=str(point))
        assert killed.returncode == 137, (point, killed.stderr)
        acknowledged_is_there(home, killed.stdout)
        again = run(home)
        assert again.returncode == 0, (point, again.stderr)
        assert hashes(again) == hashes(whole), point


@pytest.mark.slow
def test_a_kill_at_each_point_loses_nothing_acknowledged(tmp_path: Path):
    trace = tmp_path / "trace"
    whole = run(tmp_path / "whole", AFTERWORD_CRASH_TRACE=str(trace))
    for point in range(1, len(trace.read_text().splitlines()) + 1):
        home = tmp_path / f"at-{point}"
        acknowledged_is_there(home, run(home, AFTERWORD_CRASH_AT=str(point)).stdout)
        assert hashes(run(home)) == hashes(whole), point


def test_a_kill_from_outside_loses_nothing_acknowledged(tmp_path: Path):
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    for wait in (0.0, 0.01, 0.03, 0.06):
        home = tmp_path / str(wait)
        words = [sys.executable, "-m", "tests.store.crash_run", str(home)]
        process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT)
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        said = first + process.stdout.read()
        process.stdout.close()
        process.wait()
        acknowledged_is_there(home, said)


def test_two_programs_write_at_once_and_neither_sees_a_lock(tmp_path: Path):
    code = (
        "import sys; from pathlib import Path; from afterword.store import open_store\n"
        "from tests.store.making import saved\n"
        "first = int(sys.argv[2])\n"
        "with open_store(Path(sys.argv[1])) as store:\n"
        "    for n in range(first, first + 60):\n"
        "        store.append([saved(n)], act=store.new_act('save')); list(store.in_force()); store.put_meta(str(n), 'x')\n"
    )
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    both = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path / "home"), first],
            env=environment,
            cwd=ROOT,
            stderr=subprocess.PIPE,
            text=True,
        )
        for first in ("0", "1000")
    ]
    for one in both:
        assert one.communicate(timeout=120)[1] == ""
        assert one.returncode == 0
    with open_store(tmp_path / "home") as store:
        assert store.count() == 120
        assert len(store.acts(limit=500)) == 120
        assert doctor.examine(store).ok


def test_a_store_that_stays_locked_says_so_in_one_line(tmp_path: Path):
    with (
        open_store(tmp_path) as holder,
        open_store(tmp_path, wait=0.05) as other,
        holder.transaction(),
        pytest.raises(StoreBusy, match=r"busy for 0\.05 s") as caught,
    ):
        other.put_meta("a", "b")
    assert "\n" not in str(caught.value)
