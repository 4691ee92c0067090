"""From paths to places, and from a place to the source that reads it: by content, never by name alone."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from afterword.facts import Problem
from afterword.sources import archive, limits
from afterword.sources.port import Place, Source

_MAILDIR = ("cur", "new", "tmp")


@dataclass(slots=True)
class _Walk:
    """One walk over what was given: where archives are unpacked, and which folders are open above the present one."""

    scratch: Path
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    above: list[tuple[int, int]] = field(default_factory=list)


def places(paths: Iterable[Path | str], scratch: Path) -> Iterator[Place | Problem]:
    """Every file and Maildir under `paths`, archives opened, in a stable order; what cannot be opened as a problem.

    `scratch` is an empty folder of the caller's, to be kept until every place has been read, then deleted. The walk is
    lazy: a place's `head` may be dropped (`dataclasses.replace`) once its source is known.
    """
    walk = _Walk(scratch)
    for given in paths:
        path = Path(given)
        shown = path.name or path.resolve().name or str(path)
        yield from _visit(walk, path, shown)


def source_for(place: Place, sources: Iterable[Source]) -> Source | None:
    """The source that is surest of this place; None where none knows it. Of two equally sure ones, the first by name."""
    best, sure = None, 0
    for source in sorted(sources, key=lambda s: s.name):
        try:
            score = source.sniff(place)
        except Exception:  # noqa: BLE001 - a plug-in that trips over strange bytes does not know them
            score = 0
        if score > sure:
            best, sure = source, score
    return best


def is_maildir(path: Path) -> bool:
    """A Maildir has `cur`, and `new` or `tmp`; some programs leave empty ones out."""
    return (path / "cur").is_dir() and ((path / "new").is_dir() or (path / "tmp").is_dir())


def _visit(walk: _Walk, path: Path, shown: str) -> Iterator[Place | Problem]:
    shown = archive.printable(shown)
    try:
        found = path.stat()
    except (OSError, ValueError) as error:
        yield Problem(shown, "", _cannot(error))
        return
    if stat.S_ISDIR(found.st_mode):
        yield from _folder(walk, path, shown, (found.st_dev, found.st_ino))
    elif stat.S_ISREG(found.st_mode):
        yield from _file(walk, path, shown)
    else:
        yield Problem(shown, "", "is a device, pipe or socket, not a file: left alone")


def _cannot(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "does not exist (or is a link to nothing)"
    if isinstance(error, PermissionError):
        return "may not be read: change its permissions and import it again"
    return f"could not be opened ({getattr(error, 'strerror', None) or error})"


def _folder(walk: _Walk, path: Path, shown: str, identity: tuple[int, int]) -> Iterator[Place | Problem]:
    if identity in walk.above:
        yield Problem(shown, "", "is a link back to a folder it lies in: not followed")
        return
    if len(walk.above) >= limits.FOLDER_DEPTH:
        yield Problem(shown, "", f"lies more than {limits.FOLDER_DEPTH} folders deep: import it by itself")
        return
    walk.above.append(identity)
    try:
        names = sorted(entry.name for entry in path.iterdir())
        if is_maildir(path):
            yield Place(path, shown)
            names = [name for name in names if name not in _MAILDIR]
        for name in names:
            yield from _visit(walk, path / name, f"{shown}/{name}")
    except OSError as error:
        yield Problem(shown, "", _cannot(error))
    finally:
        walk.above.pop()


def _file(walk: _Walk, path: Path, shown: str) -> Iterator[Place | Problem]:
    try:
        # Between stat and open a file may become a pipe: never wait for a writer.
        number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with open(number, "rb") as stream:  # noqa: PTH123 - a descriptor, not a path
            head = stream.read(limits.HEAD)
    except OSError as error:
        yield Problem(shown, "", _cannot(error))
        return
    if archive.is_archive(head):
        yield from archive.unpacked(path, shown, walk.scratch / f"{next(walk.numbers):06d}")
        return
    yield Place(path, shown, head, archive.export_day(shown))
