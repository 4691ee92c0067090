"""`python -m afterword.demo DIR [--at INSTANT]` writes the files of the demo into a folder, and prints the commands."""

from __future__ import annotations

import argparse
import shlex
from datetime import UTC, datetime
from pathlib import Path

from afterword.demo import commands, files


def main() -> None:
    """Writes the files; the commands go to standard output, one a line."""
    parser = argparse.ArgumentParser(prog="python -m afterword.demo", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--at", type=datetime.fromisoformat, default=None, help="an instant with its offset; now by default"
    )
    given = parser.parse_args()
    now = given.at or datetime.now(UTC)
    if now.tzinfo is None:
        now = now.replace(tzinfo=UTC)
    for name, data in files(now).items():
        path = given.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    for at, *words in commands(now):
        print(shlex.join(["afterword", "--at", at, *words]))  # noqa: T201 - it is what the program is for


if __name__ == "__main__":
    main()
