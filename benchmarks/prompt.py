"""What `afterword prompt` costs as a process, beside a Python that does nothing: `benchmarks/prompt.py [RUNS]`."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

BAR = 40.0
"""Milliseconds."""


def timed(words: list[str], runs: int) -> tuple[list[float], list[float]]:
    """CPU and wall milliseconds of each run."""
    cpu, wall = [], []
    for _ in range(runs):
        before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wall.append((time.perf_counter() - begun) * 1000)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu.append((after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000)
    return cpu, wall


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    script = Path(sys.executable).with_name("afterword")
    with tempfile.TemporaryDirectory() as folder:
        home = ["--home", str(Path(folder) / "home")]
        subprocess.run([script, *home, "demo"], check=True, stdout=subprocess.DEVNULL)
        subprocess.run([script, *home, "prompt"], check=True)
        print(f"load {os.getloadavg()[0]:.0f}, {runs} runs each; milliseconds; the bar is {BAR:.0f}")
        for name, words in (
            ("python -c pass", [sys.executable, "-c", "pass"]),
            ("afterword prompt", [str(script), *home, "prompt"]),
            ("afterword prompt, made anew", [str(script), *home, "prompt", "--at", "2026-11-24"]),
        ):
            cpu, wall = timed(words, runs if "anew" not in name else max(runs // 10, 2))
            print(f"{name:<30} CPU median {median(cpu):6.1f}, 95 of 100 {quantiles(cpu, n=20)[-1]:6.1f}; wall least {min(wall):6.1f}, median {median(wall):6.1f}")


if __name__ == "__main__":
    main()
