"""Sync of a watched folder: files that are new in it, or have changed, are imported; each once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from afterword.app import importing
from afterword.app.home import Home
from afterword.errors import Unreadable
from afterword.facts import Problem
from afterword.sources.limits import FOLDER_DEPTH
from afterword.sources.port import Source
from afterword.sources.recognise import is_maildir

UNFINISHED = (".part", ".crdownload", ".download", ".tmp", ".partial")
"""How browsers name what they are still fetching."""


def watch(home: Home, folder: Path, mine: dict[str, Any], sources: Sequence[Source], took: Callable[[importing.Report], None]) -> None:
    """Imports what is new since the last time; `mine` is what is kept of each file. Raises Unreadable where there is no folder."""
    if not folder.exists():
        raise Unreadable(f"there is no {folder}: make it, or remove the account")
    now = {str(path): mark for path, mark in _found(folder, 0)}
    files: dict[str, str] = mine.setdefault("files", {})
    fresh = [path for path, mark in now.items() if files.get(path) != mark]
    if fresh:
        took(_imported(home, fresh, sources))
    mine["files"] = now


def _imported(home: Home, fresh: Sequence[str], sources: Sequence[Source]) -> importing.Report:
    try:
        return importing.run(home, fresh, sources)
    except Unreadable as error:
        return importing.Report([importing.FileReport(Path(fresh[0]).name, "unknown", problems=[Problem(Path(fresh[0]).name, "", str(error))])])


def _found(path: Path, depth: int) -> Iterator[tuple[Path, str]]:
    """Files and Maildirs, with what changes when they do. Hidden files and unfinished downloads are left for later."""
    if path.is_file():
        told = path.stat()
        yield path, f"{told.st_size} {told.st_mtime_ns}"
    elif is_maildir(path):
        names = sorted(entry.name for box in ("cur", "new") if (path / box).is_dir() for entry in os.scandir(path / box))
        yield path, sha256("\0".join(names).encode("utf-8", "surrogateescape")).hexdigest()[:32]
    elif path.is_dir() and depth < FOLDER_DEPTH:
        for one in sorted(path.iterdir()):
            if not one.name.startswith((".", "~$")) and not one.name.lower().endswith(UNFINISHED):
                yield from _found(one, depth + 1)
