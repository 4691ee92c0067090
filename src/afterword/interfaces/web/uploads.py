"""Files sent by a form, streamed to a private folder: never more in memory than a block, and within limits."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header

from afterword.errors import BadUsage
from afterword.store.files import private_dir

TOTAL = 8 * 1024**3
"""Bytes of one upload."""
FILES = 20_000
NAME = 120
DEPTH = 12
OLD = 86_400
"""Seconds after which a folder that a crash left behind is cleared away."""


def folder(home: Path) -> Path:
    """A new private folder beside the data home's own files."""
    above = private_dir(private_dir(home / "web") / "incoming")
    for left in above.iterdir():
        if time.time() - left.stat().st_mtime > OLD:
            shutil.rmtree(left, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix="upload-", dir=above))


def safe(name: str) -> list[str]:
    """The parts of a sent file's name, as a path below our folder: no roots, no way up, nothing unprintable."""
    parts = []
    for part in name.replace("\\", "/").split("/"):
        kept = "".join(c for c in part if c.isprintable() and c not in ':*?"<>|').strip()
        if kept.strip(". "):
            stem = kept[:NAME] if len(kept) <= NAME else kept[: NAME - 20] + kept[-20:]
            parts.append(stem)
    return parts[-DEPTH:]


@dataclass(slots=True)
class Receiver:
    """Takes a multipart body in blocks and writes its files. Fields that are no files are let go."""

    folder: Path
    total: int = TOTAL
    files: int = 0
    received: int = 0
    _name: bytearray = field(default_factory=bytearray)
    _value: bytearray = field(default_factory=bytearray)
    _headers: dict[bytes, bytes] = field(default_factory=dict)
    _open: BinaryIO | None = None

    def callbacks(self) -> dict[str, object]:
        return {
            "on_part_begin": self._headers.clear, "on_header_field": self._field, "on_header_value": self._worth, "on_header_end": self._header,
            "on_headers_finished": self._begin, "on_part_data": self._data, "on_part_end": self._end,
        }  # fmt: skip

    def _field(self, data: bytes, start: int, end: int) -> None:
        self._name += data[start:end]

    def _worth(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header(self) -> None:
        self._headers[bytes(self._name).lower()] = bytes(self._value)
        self._name.clear()
        self._value.clear()

    def _begin(self) -> None:
        _, options = parse_options_header(self._headers.get(b"content-disposition", b""))
        name = options.get(b"filename")
        if not name:
            return
        self.files += 1
        if self.files > FILES:
            raise BadUsage(f"more than {FILES:,} files at once: give them as one archive, or in two goes")
        parts = safe(name.decode("utf-8", "replace")) or [f"file {self.files}"]
        path = self.folder.joinpath(*parts)
        if path.exists() or any(p.is_file() for p in path.parents if p != self.folder and self.folder in p.parents):
            path = self.folder / f"{self.files}" / parts[-1]
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._open = path.open("xb")

    def _data(self, data: bytes, start: int, end: int) -> None:
        self.received += end - start
        if self.received > self.total:
            raise BadUsage(f"that is more than {self.total // 1024**3} GB: import it with the command `afterword import PATH`")
        if self._open is not None:
            self._open.write(data[start:end])

    def _end(self) -> None:
        self.close()

    def close(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None


async def receive(blocks: AsyncIterator[bytes], kind: str, into: Path) -> list[Path]:
    """The files of a multipart body, as they now lie in `into`. Raises BadUsage for no files, too many or too much."""
    media, options = parse_options_header(kind)
    boundary = options.get(b"boundary")
    if media != b"multipart/form-data" or not boundary:
        raise BadUsage("choose the files first")
    taker = Receiver(into)
    parser = MultipartParser(boundary, taker.callbacks())  # type: ignore[arg-type]
    try:
        async for block in blocks:
            parser.write(block)
        parser.finalize()
    except MultipartParseError:
        raise BadUsage("the upload broke off: send it again") from None
    except OSError as error:
        raise BadUsage(f"the files could not be kept for reading: {error.strerror or error}") from None
    finally:
        taker.close()
    return _received(taker)


def _received(taker: Receiver) -> list[Path]:
    found = sorted(taker.folder.iterdir())
    if not taker.files or not found:
        raise BadUsage("choose the files first")
    return found
