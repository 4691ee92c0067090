#!/usr/bin/env python3
"""`afterword today` as a process, on a home of 100,000 facts.

    benchmarks/today.py FOLDER [--facts 100000] [--runs 15]

Each run is a new process, as a person would start it; the files are in the page cache, the program's own caches are not
there. A bare interpreter and one that imports click are timed in turn with it.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
from pathlib import Path

import big_home
import measuring
from measuring import AFTERWORD


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--facts", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=15)
    given = parser.parse_args()
    place = given.folder / f"home-{given.facts}"
    home = big_home.make(place, given.facts)
    shown = f"{home.store.count()} facts, {len(home.store.follow_ups())} follow-ups planned"
    home.store.close()
    measuring.compiled()
    day = ("--home", str(place), "--at", big_home.NOW.isoformat())
    ways = {
        "bare interpreter": (sys.executable, "-c", "pass"), "with click": (sys.executable, "-c", "import click"),
        "today": (*AFTERWORD, "today", *day), "today --json": (*AFTERWORD, "today", "--json", *day),
    }  # fmt: skip
    took: dict[str, list[measuring.Cost]] = {name: [] for name in ways}
    for _ in range(given.runs):
        for name, words in ways.items():
            took[name].append(measuring.run(words))
    print(f"{shown}; {given.runs} runs each, load {os.getloadavg()[0]:.1f}")
    for name, costs in took.items():
        wall, cpu = sorted(c.wall * 1000 for c in costs), [c.cpu * 1000 for c in costs]
        print(f"{name:<17} wall median {statistics.median(wall):6.0f} ms, best {wall[0]:6.0f} ms, worst {wall[-1]:6.0f} ms; cpu median {statistics.median(cpu):6.0f} ms")


if __name__ == "__main__":
    main()
