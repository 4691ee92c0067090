"""Running a command and looking at it from outside: wall time, CPU time, and memory summed over its processes (/proc)."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

SRC = Path(__file__).resolve().parent.parent / "src"
AFTERWORD = (sys.executable, "-m", "afterword")


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took: seconds on the wall and of CPU (children too), the highest sum of resident memory in MB."""

    wall: float
    cpu: float
    peak_mb: float
    output: str


def environment(**more: str) -> Mapping[str, str]:
    """This process's environment, with the package's source first and bytecode written as in any installation."""
    found = {**os.environ, "PYTHONPATH": str(SRC), **more}
    found.pop("PYTHONDONTWRITEBYTECODE", None)
    return found


def _children() -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                after_name = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            found.setdefault(int(after_name[1]), []).append(int(entry.name))
    return found


def _tree(root: int) -> list[int]:
    children, found = _children(), [root]
    for one in found:
        found += children.get(one, [])
    return found


def resident_mb(root: int, *, shared_once: bool = False) -> float:
    """Resident memory of a process and all below it. `shared_once`: pages they share count once (proportional set size)."""
    total = 0
    for one in _tree(root):
        try:
            place = Path(f"/proc/{one}/{'smaps_rollup' if shared_once else 'statm'}")
            text = place.read_text()
        except OSError:
            continue
        if shared_once:
            total += sum(int(line.split()[1]) * 1024 for line in text.splitlines() if line.startswith("Pss:"))
        else:
            total += int(text.split()[1]) * resource.getpagesize()
    return total / 1e6


def run(words: Sequence[str], *, watch_memory: bool = False, shared_once: bool = False, **more: str) -> Cost:
    """Runs a command to its end. Raises CalledProcessError where it fails."""
    before, started, peak = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter(), 0.0
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment(**more)) as process:
        while watch_memory and process.poll() is None:
            peak = max(peak, resident_mb(process.pid, shared_once=shared_once))
            time.sleep(0.4)
        output = process.communicate()[0]
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, list(words), output)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall, cpu, peak, output)


def compiled() -> None:
    """Writes the package's bytecode, as an installation does."""
    subprocess.run([sys.executable, "-m", "compileall", "-q", str(SRC)], check=True, env=environment())
