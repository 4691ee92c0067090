"""The line for the shell prompt, without loading the program: what it said last, where nothing has changed since.

A shell asks before every command, so this takes no module that Python has not loaded already (docs/performance.md). The
line lies in `prompt` beside the store, with what it was made of and from when until when it is right; `afterword prompt`
makes it anew (interfaces/cli/prompt.py).
"""

from __future__ import annotations

import os
import sys
import time

FILE = "prompt"
MADE_OF = ("afterword.db", "afterword.db-wal", "settings.toml")


def quick(words: list[str]) -> bool:
    """Prints the line for `prompt`, where it is known to be right. False: the program has to look."""
    home = _home(words)
    if home is None:
        return False
    try:
        with open(f"{home}/{FILE}", encoding="utf-8") as file:  # noqa: PTH123 - pathlib costs as much as all the rest
            seen, begin, end, line = file.read(2_000).split("\n")[:4]
        good = seen == signature(home) and float(begin) <= time.time() < float(end)
    except (OSError, ValueError):
        return False
    if good and line:
        sys.stdout.write(f"{line}\n")
    return good


def signature(home: str) -> str:
    """What changes when any program writes to the home: sizes and times of its files."""
    found = []
    for name in MADE_OF:
        try:
            at = os.stat(f"{home}/{name}")  # noqa: PTH116
        except OSError:
            found.append("-")
            continue
        found.append(f"{at.st_mtime_ns}.{at.st_size}.{at.st_ino}" if at.st_size else "-")
    return " ".join(found)


def _home(words: list[str]) -> str | None:
    """The data home, as settings.home_path finds it; None where the words say more than `prompt`."""
    given = ""
    if len(words) == 3 and "--home" in words[:2]:
        at = words.index("--home")
        given = words[at + 1]
        words = words[:at] + words[at + 2 :]
    if words != ["prompt"]:
        return None
    given = given or os.environ.get("AFTERWORD_HOME", "")
    if given:
        return os.path.expanduser(given)  # noqa: PTH111
    if sys.platform == "darwin":
        return os.path.expanduser("~/Library/Application Support/afterword")  # noqa: PTH111
    if sys.platform == "win32":
        return None
    return os.path.expanduser(f"{os.environ.get('XDG_DATA_HOME', '').strip() or '~/.local/share'}/afterword")  # noqa: PTH111
