#!/usr/bin/env python3
"""One new fact to a fresh plan, in a running process, without fsync.

    benchmarks/onefact.py FOLDER [--facts 100000] [--runs 60]

Facts of four kinds in turn (a mail, a logged call, a tie, a preference), about people in the search and about others.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import statistics
from datetime import timedelta
from pathlib import Path
from time import perf_counter, process_time

import big_home

from afterword.app.home import Home
from afterword.facts import Fact, fact, micros
from afterword.facts.kinds import Interaction, Message, PreferenceFact, Tie


def new_fact(number: int) -> Fact:
    """The n-th new fact: it was not there before."""
    who = number * 37 % (big_home.SEARCH * 2)
    when = micros(big_home.NOW + timedelta(seconds=number))
    ref = big_home.ref(who)
    body = (
        Message("email", f"<new{number}@mail.example>", big_home.box(who), (big_home.ME,), subject="Next week", text="Could you send me your references by Monday?"),
        Interaction("call", (ref,), "out", note=f"call {number}"),
        Tie(ref, "mentor", close=number % 1000 / 1000),
        PreferenceFact(ref, ("email", "call")[number % 8 // 4]),
    )[number % 4]  # fmt: skip
    return fact(body, when, learnt=when, by="user")


def timed(home: Home, runs: int) -> tuple[list[float], list[float]]:
    """Milliseconds on the wall and of CPU, one pair a fact."""
    wall, cpu = [], []
    first = home.store.count()  # a home that was used before knows the facts of that time
    for number in range(first - first % 4, first - first % 4 + runs):
        one = new_fact(number)
        w, c = perf_counter(), process_time()
        home.take([one], home.store.new_act("log"))
        wall.append(1000 * (perf_counter() - w))
        cpu.append(1000 * (process_time() - c))
    return wall, cpu


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--facts", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=60)
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--home", type=Path, help="a home that is there already, made by big_home.py")
    given = parser.parse_args()
    home = big_home.make(given.home or given.folder / f"home-{given.facts}", given.facts)
    with home.store.connected() as connection:
        connection.exec_driver_sql("PRAGMA synchronous=OFF")
    profile = cProfile.Profile() if given.profile else None
    timed(home, 4)
    if profile:
        profile.enable()
    wall, cpu = timed(home, given.runs)
    if profile:
        profile.disable()
    print(f"{home.store.count()} facts, {given.runs} new ones: median {statistics.median(wall):.1f} ms on the wall, {statistics.median(cpu):.1f} ms of cpu; worst {max(wall):.1f} ms")
    for kind, start in (("a mail", 0), ("a logged call", 1), ("a tie", 2), ("a preference", 3)):
        print(f"  {kind:<14} median {statistics.median(wall[start::4]):6.1f} ms on the wall, {statistics.median(cpu[start::4]):6.1f} ms of cpu")
    if profile:
        pstats.Stats(profile).sort_stats("cumulative").print_stats(70)


if __name__ == "__main__":
    main()
