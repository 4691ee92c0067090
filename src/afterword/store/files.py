"""Files of the data home: private to the user, and written so that a crash leaves the old one or the new one."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from afterword.store.crash import crash_point
from afterword.store.hot import DATABASE


def database_file(home: Path) -> Path:
    """Where the facts of a data home are."""
    return home / DATABASE


def private_dir(path: Path) -> Path:
    """Makes a folder that only its owner may enter."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def private_file(path: Path) -> Path:
    """Makes an empty file, if there is none, that only its owner may read."""
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    return path


def write_file(path: Path, parts: Iterable[bytes]) -> None:
    """Replaces a file whole, mode 0600: written beside it, made durable, then renamed."""
    beside = path.with_name(f"{path.name}.part")
    beside.unlink(missing_ok=True)
    crash_point(f"before write {path.name}")
    with os.fdopen(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.writelines(parts)
        file.flush()
        os.fsync(file.fileno())
    put_in_place(beside, path)


def put_in_place(beside: Path, path: Path) -> None:
    """Renames a finished file over another and makes the rename durable."""
    crash_point(f"before rename {path.name}")
    try:
        beside.replace(path)
    except OSError:  # a folder bears the name: nothing is left beside it
        beside.unlink(missing_ok=True)
        raise
    crash_point(f"after rename {path.name}")
    sync_dir(path.parent)


def sync_dir(path: Path) -> None:
    """Makes names in a folder durable, where the system lets a folder be opened."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:  # Windows keeps folder entries durable by itself and opens none
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
