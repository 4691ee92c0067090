"""A Maildir: a folder with `cur` and `new`, one mail a file, flags in the names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from afterword.facts import Problem
from afterword.sources import limits
from afterword.sources.folders import flags_kind, folder_kind
from afterword.sources.mailfile import load
from afterword.sources.message import Slip, read_mail
from afterword.sources.port import Circumstances, Piece, Place, Record, Source
from afterword.sources.recognise import is_maildir


def sniff(place: Place) -> int:
    """Sure of a folder with `cur`, and `new` or `tmp`."""
    return 100 if place.path.is_dir() and is_maildir(place.path) else 0


@lru_cache(maxsize=8)
def _names(path: Path, changed: tuple[int, int]) -> tuple[str, ...]:  # noqa: ARG001
    """The mails of a Maildir in a stable order. `changed` is when its folders last changed: it only keys the memory."""
    found: list[str] = []
    for box in ("cur", "new"):
        try:
            found += sorted(f"{box}/{entry.name}" for entry in (path / box).iterdir() if not entry.name.startswith("."))
        except FileNotFoundError:
            continue
    return tuple(found)


def _listed(path: Path) -> tuple[str, ...]:
    times = [(path / box).stat().st_mtime_ns if (path / box).is_dir() else 0 for box in ("cur", "new")]
    return _names(path, (times[0], times[1]))


def pieces(place: Place) -> Iterable[Piece]:
    """Up to 500 mails a piece; `start` and `stop` count mails."""
    total = len(_listed(place.path))
    for start in range(0, total, limits.FILES_A_PIECE):
        yield Piece(place, start, min(start + limits.FILES_A_PIECE, total), start + 1)


def read(piece: Piece, circumstances: Circumstances) -> Iterator[Record]:
    """The mails of a piece; each is known by its file's name."""
    place = piece.place
    names = _listed(place.path)
    folder = folder_kind(place.shown)
    for name in names[piece.start : piece.stop or len(names)]:
        shown = name.encode("utf-8", "replace").decode()
        path = place.path / name
        try:
            if not path.is_file():
                yield Problem(place.shown, shown, "is no file: left alone")
                continue
            size = path.stat().st_size
            if size > limits.MESSAGE:
                yield Problem(place.shown, shown, f"takes {size // limits.MIB} MiB: mails over 150 MiB are not read")
                continue
            with path.open("rb") as stream:
                raw = load(stream, 0, size)
        except OSError as error:
            yield Problem(place.shown, shown, f"could not be opened ({error.strerror or error})")
            continue
        kind = flags_kind(name) or folder
        yield from read_mail(raw, Slip(place.shown, shown, f"{place.shown}/{shown}", kind), circumstances)


SOURCE = Source("maildir", sniff, pieces, read)
