#!/usr/bin/env python3
"""Memory of an import, summed over its processes, for mailboxes of several sizes: it must not grow with the file.

    benchmarks/memory.py FOLDER [--big] [--sizes 16,64] [--mails MBOX] [--workers N]

Makes mboxes of 16 and 64 MB (with --big of 1 GB too): invented letters, or the mails of a real mailbox over and over, each
time under other ids (--mails; benchmarks/import.py fetches some). Resident counts what processes share as often as they are; the
proportional figure counts it once. Both are the highest of samples taken five times in two seconds.
"""

from __future__ import annotations

import argparse
import re
import shutil
from itertools import count as counted
from pathlib import Path

import measuring
from measuring import AFTERWORD

MEGABYTE = 1 << 20
IDS = re.compile(rb"^(?:Message-ID|In-Reply-To|References):.*(?:\n[ \t].*)*", re.IGNORECASE | re.MULTILINE)


def mailbox(place: Path, megabytes: int) -> int:
    """Writes a mailbox of that size; returns how many messages it holds."""
    number = written = 0
    with place.open("wb") as file:
        while written < megabytes * MEGABYTE:
            who = f"p{number % 997}@house{number % 131}.example"
            head = f"From {who} Mon Mar  2 10:00:00 2026\nFrom: Person {number % 997} <{who}>\nTo: Sam <sam@postbox.example>\nMessage-ID: <{number}@mail.example>\n"
            head += f"Date: Mon, {number % 27 + 1} Mar 2026 10:{number % 60:02d}:00 +0000\nSubject: Number {number}\n\n"
            words = f"Here is letter {number}, as you asked. We will look at it next week and tell you what we think of it.\n" * 40
            written += file.write(f"{head}{words}\n".encode())
            number += 1
    return number


def repeated(place: Path, megabytes: int, mails: Path) -> int:
    """Writes a mailbox of that size from a real one: the same people write on and on; whom a mail answers changes with the ids."""
    letters = re.split(rb"(?m)^(?=From \S+ .*\d\d:\d\d)", mails.read_bytes())[1:]
    number = written = 0
    with place.open("wb") as file:
        for turn in counted():
            for one in letters:
                head, blank, body = one.partition(b"\n\n")
                written += file.write(IDS.sub(lambda found: found[0].replace(b"@", b".%d@" % turn), head) if turn else head)  # noqa: B023 - used at once
                written += file.write(blank + body)
                number += 1
                if written >= megabytes * MEGABYTE:
                    return number
    raise AssertionError


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--big", action="store_true")
    parser.add_argument("--sizes", default="16,64")
    parser.add_argument("--mails", type=Path, default=None)
    parser.add_argument("--workers", type=int, default=None)
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    measuring.compiled()
    sizes = [int(size) for size in given.sizes.split(",")]
    for megabytes in [*sizes, 1024] if given.big else sizes:
        file, home = given.folder / f"{megabytes}.mbox", given.folder / f"home-of-{megabytes}"
        count = repeated(file, megabytes, given.mails) if given.mails else mailbox(file, megabytes)
        more = ["--workers", str(given.workers)] if given.workers else []
        peaks = []
        for shared_once in (False, True) if megabytes < 1024 else (False,):
            shutil.rmtree(home, ignore_errors=True)
            measuring.run([*AFTERWORD, "init", "--name", "Sam", "--email", "sam@postbox.example", "--timezone", "UTC", "--country", "US", "--home", str(home)])
            cost = measuring.run([*AFTERWORD, "import", str(file), "--home", str(home), "--json", *more], watch_memory=True, shared_once=shared_once)
            peaks.append(cost.peak_mb)
        once = f", {peaks[1]:.0f} MB proportional" if len(peaks) > 1 else ""
        print(f"{megabytes:5d} MB, {count} messages: {peaks[0]:.0f} MB resident{once}; {cost.wall:.0f} s on the wall, {cost.cpu:.0f} s of cpu")
        file.unlink()


if __name__ == "__main__":
    main()
