#!/usr/bin/env python3
"""`afterword path` as a process, for one person's 5,000 people: connections at 400 companies, 600 of them written to, stated ties.

    python benchmarks/people.py [--people 5000] [--home DIR]

Prints wall and CPU milliseconds of the command (median of nine), beside `afterword today` and a bare interpreter.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from afterword.bootstrap import open_home
from afterword.facts import Fact, fact, micros
from afterword.facts.kinds import Connection, Identity, Mailbox, Message, Ref, Search, Target, Tie

NOW = datetime(2026, 5, 14, 14, tzinfo=UTC)
ME = "sam@postbox.example"
HOUSES, WRITTEN = 400, 600


def facts(people: int) -> list[Fact]:
    """Connections of one export, mails both ways with some, "X knows Y" of a few, ten targets."""
    chance = random.Random(7)
    learnt = micros(NOW - timedelta(days=60))
    made = [fact(Identity("Sam Rivera", (ME,), me=True, zone="America/Chicago", country="US"), learnt, learnt=learnt, by="user"), fact(Search("start"), learnt, learnt=learnt, by="user")]

    def name(n: int) -> str:
        return f"{('Dana', 'Oren', 'Maribel', 'Tobias', 'Ingrid', 'Kwame', 'Leilani', 'Rufus')[n % 8]} L{n:x}t"

    for n in range(people):
        house = chance.randrange(HOUSES)
        made.append(fact(Connection(f"slug-{n}", name(n), f"p{n}@house{house}.example" if n < WRITTEN else "", f"House{house}", "Analyst"), 0, learnt=learnt, by="linkedin"))
        if n < WRITTEN:
            for k in range(4):
                who, to = (Mailbox(name(n), f"p{n}@house{house}.example"), Mailbox("Sam Rivera", ME))[:: 1 if k % 2 else -1]
                when = NOW - timedelta(days=chance.randrange(2, 390), minutes=chance.randrange(600))
                made.append(fact(Message("email", f"<{n}.{k}@m.example>", who, (to,), (), f"About {n % 97}", f"All well here. Number {n}."), micros(when), learnt=learnt, by="mbox"))
        if n % 20 == 0 and n:
            made.append(fact(Tie(Ref(name(n - 1), (f"li:slug-{n - 1}",)), knows=Ref(name(n), (f"li:slug-{n}",))), learnt, learnt=learnt, by="user"))
    made += [fact(Tie(Ref(name(n), (f"li:slug-{n}",)), ("former_boss", "friend", "former_coworker")[n % 3]), learnt, learnt=learnt, by="user") for n in range(0, 90, 3)]
    made += [fact(Target(f"House{n}", n + 1), learnt, learnt=learnt, by="user") for n in range(10)]
    return made


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=5000)
    parser.add_argument("--home", type=Path, default=None)
    asked = parser.parse_args()
    place = asked.home or Path(tempfile.mkdtemp(prefix="afterword-people-"))
    home = open_home(place, NOW)
    if not home.store.count():
        home.take(facts(asked.people), home.store.new_act("import"))
    del home
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parent.parent / "src"), "AFTERWORD_HOME": str(place)}
    cases = {
        "bare interpreter": ["-c", "pass"], "today": ["-m", "afterword", "today"], "path into a company": ["-m", "afterword", "path", "House3"],
        "path to a company of strangers": ["-m", "afterword", "path", "House399"], "path to a person": ["-m", "afterword", "path", "Oren L1069t"],
    }  # fmt: skip
    for called, words in cases.items():
        more = ["--at", "2026-05-14"] if words[0] == "-m" else []
        taken = []
        for _ in range(9):
            before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
            subprocess.run([sys.executable, *words, *more], env=environment, stdout=subprocess.DEVNULL, check=False)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            taken.append(((perf_counter() - begin) * 1000, (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000))
        wall, cpu = (sorted(x[i] for x in taken)[len(taken) // 2] for i in (0, 1))
        print(f"{called:<32} wall {wall:7.0f} ms   CPU {cpu:7.0f} ms")


if __name__ == "__main__":
    main()
