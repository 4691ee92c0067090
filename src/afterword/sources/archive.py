"""Archives: zip, tar, tgz and gz, unpacked one level into a scratch folder under hard limits (RELIABILITY.md, section 3).

Members that are plainly no text are not unpacked but reported. Names never lead outside: a member is stored under a
number, with the last part of its own name.
"""

from __future__ import annotations

import gzip
import io
import re
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol, cast

from afterword.facts import Problem
from afterword.sources import limits
from afterword.sources.port import Place

_LINKEDIN = re.compile(r"LinkedInDataExport_(\d\d)-(\d\d)-(\d{4})", re.IGNORECASE)
_TAKEOUT = re.compile(r"takeout-(\d{4})(\d\d)(\d\d)T\d{6}Z", re.IGNORECASE)
_UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\:]+")
_OFFICE = (b"[Content_Types].xml", b"mimetypeapplication/", b"META-INF/")
_BROKEN = (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, gzip.BadGzipFile, NotImplementedError)
_CHUNK = limits.MIB


class Reader(Protocol):
    """Anything bytes can be read from, also the last ones before damage."""

    def read1(self, size: int = ..., /) -> bytes: ...


class _TooMuch(Exception):  # noqa: N818 - it is caught here and becomes a Problem
    """A limit was crossed; the message says which."""


@dataclass(slots=True)
class _Unpacking:
    """What is common to the members of one archive: where they go and how much has come out so far."""

    path: Path
    shown: str
    scratch: Path
    exported: date | None
    size: int
    out: int = 0
    entries: int = 0
    seen: set[str] = field(default_factory=set)

    def target(self, name: str) -> Path:
        self.entries += 1
        folder = self.scratch / f"{self.entries:06d}"
        folder.mkdir(parents=True, exist_ok=True)
        last = _UNSAFE.sub("_", printable(name).replace("\\", "/").rstrip("/").rpartition("/")[2])[-150:].strip(". ")
        return folder / (last or "member")

    def called(self, name: str) -> str:
        return f"{self.shown}: {printable(name[:500])}"

    def problem(self, name: str, message: str) -> Problem:
        return Problem(self.called(name), "", message)

    def copy(self, source: Reader, target: Path, start: bytes) -> None:
        """Writes `start` and the rest of `source`; raises _TooMuch at a limit, having removed the half-written file."""
        written = 0
        try:
            with target.open("wb") as sink:
                chunk = start
                while chunk:
                    written += len(chunk)
                    self.out += len(chunk)
                    self._check(written)
                    sink.write(chunk)
                    chunk = source.read1(_CHUNK)
        except _TooMuch:
            target.unlink()
            raise

    def _check(self, written: int) -> None:
        if self.out > limits.ARCHIVE_OUT:
            raise _TooMuch("unpacks to more than 4 GiB: unpack it yourself and import the folder")
        if written > limits.ARCHIVE_RATIO_FROM and self.out > limits.ARCHIVE_RATIO * self.size:
            raise _TooMuch(f"grows more than {limits.ARCHIVE_RATIO} times when unpacked: refused")


def printable(shown: str) -> str:
    """A name for people: names on disk and in archives may hold bytes that are no text, and control characters."""
    text = shown.encode("utf-8", "replace").decode()
    return text if text.isprintable() else "".join(c if c.isprintable() else "?" for c in text)


def is_archive(head: bytes) -> bool:
    """Does a file that begins like this hold others? Office documents are zips too, but hold no mail."""
    if head[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return not any(mark in head[:100] for mark in _OFFICE)
    return head[:3] == b"\x1f\x8b\x08" or head[257:262] == b"ustar"


def export_day(name: str) -> date | None:
    """The day in the name of a LinkedIn or Takeout archive."""
    try:
        if found := _LINKEDIN.search(name):
            return date(int(found[3]), int(found[1]), int(found[2]))
        if found := _TAKEOUT.search(name):
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
    return None


def unpacked(path: Path, shown: str, scratch: Path) -> Iterator[Place | Problem]:
    """Every readable member as a place ("export.zip: Connections.csv"), everything else as a problem.

    `scratch` must be empty, belongs to the caller, and has to stay until the places have been read.
    """
    try:
        with path.open("rb") as stream:
            head = stream.read(512)
        one = _Unpacking(path, shown, scratch, export_day(shown), max(path.stat().st_size, 1))
        if head[:2] == b"PK":
            yield from _zip(one)
        elif head[:2] == b"\x1f\x8b":
            yield from _gzip(one)
        else:
            yield from _tar(one, path)
    except _BROKEN as error:
        yield Problem(shown, "", f"the archive is damaged ({error}): fetch it again")
    except _TooMuch as error:
        yield Problem(shown, "", f"the archive {error}")
    except (OSError, ValueError, RuntimeError, OverflowError) as error:
        yield Problem(shown, "", f"the archive could not be opened ({error})")


def _index_size(path: Path) -> int:
    """Bytes of the zip's central directory, from its last record; 0 where there is none."""
    with path.open("rb") as stream:
        size = stream.seek(0, io.SEEK_END)
        stream.seek(max(0, size - 66 * limits.KIB))
        tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    length = int.from_bytes(tail[at + 12 : at + 16], "little") if at >= 0 else 0
    return (
        length if length != 0xFFFFFFFF else limits.ARCHIVE_INDEX
    )  # zip64 keeps it elsewhere: still bounded by the file


def _zip(one: _Unpacking) -> Iterator[Place | Problem]:
    if _index_size(one.path) > limits.ARCHIVE_INDEX:
        raise _TooMuch(f"has far more than {limits.ARCHIVE_ENTRIES} members: unpack it yourself and import the folder")
    with zipfile.ZipFile(one.path) as archive:
        members = [info for info in archive.infolist() if not info.is_dir()]
        for info in members[: limits.ARCHIVE_ENTRIES]:
            link = (info.external_attr >> 16) & 0o170000 == 0o120000
            if refusal := _refused(one, info.filename, "a link" if link else ""):
                yield refusal
            elif info.flag_bits & 0x1:
                yield one.problem(info.filename, "is encrypted: unpack it with its password and import the folder")
            else:
                yield from _zipped(one, archive, info)
        if len(members) > limits.ARCHIVE_ENTRIES:
            left = len(members) - limits.ARCHIVE_ENTRIES
            yield Problem(one.shown, "", f"{left} members beyond the first {limits.ARCHIVE_ENTRIES} were not read")


def _zipped(one: _Unpacking, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[Place | Problem]:
    try:
        with archive.open(info) as source:
            yield from _member(one, info.filename, cast(Reader, source))
    except (*_BROKEN, OSError, RuntimeError, ValueError) as error:
        yield one.problem(info.filename, f"is damaged ({error})")


def _refused(one: _Unpacking, name: str, what: str) -> Problem | None:
    plain = name.replace("\\", "/")
    if what:
        return one.problem(name, f"is {what}, which is never followed out of an archive")
    if plain.startswith("/") or ".." in plain.split("/") or plain[1:2] == ":" or "\0" in name:
        return one.problem(name, "has a name that leads outside the archive: refused")
    if plain in one.seen:
        return one.problem(name, "occurs twice in the archive: the first one counts")
    one.seen.add(plain)
    return None


def _head(source: Reader) -> tuple[bytes, str]:
    """The first 64 KiB, and what was wrong on the way."""
    head = b""
    try:
        while len(head) < limits.HEAD and (more := source.read1(limits.HEAD - len(head))):
            head += more
    except _BROKEN as error:
        return head, str(error)
    return head, ""


def _member(one: _Unpacking, name: str, source: Reader) -> Iterator[Place | Problem]:
    """Unpacks one member. A member whose end is damaged is kept as far as it goes, and reported."""
    head, wrong = _head(source)
    if is_archive(head):
        yield one.problem(name, "is an archive inside an archive: unpack the outer one and import the folder")
        return
    if not looks_like_text(head):
        yield one.problem(name, f"is damaged ({wrong})" if wrong else "is of no known format")
        return
    yield from _stored(one, name, source, head, wrong)


def _stored(one: _Unpacking, name: str, source: Reader, head: bytes, wrong: str) -> Iterator[Place | Problem]:
    target = one.target(name)
    try:
        one.copy(_Nothing() if wrong else source, target, head)
    except _TooMuch as error:
        yield one.problem(name, str(error))
        if one.out > limits.ARCHIVE_OUT:
            raise
        return
    except _BROKEN as error:
        wrong = str(error)
    if wrong:
        yield one.problem(name, f"is damaged ({wrong}): read as far as it goes")
    yield Place(target, one.called(name), head, one.exported)


class _Nothing:
    """What is left to read of a member that broke within its first bytes."""

    def read1(self, _: int = -1, /) -> bytes:
        return b""


def looks_like_text(head: bytes) -> bool:
    """Could this be mail, a calendar, cards or a table? UTF-16 is; pictures, sound and programs are not."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return True
    start = head[: 4 * limits.KIB]
    return bool(start) and start.count(0) * 50 <= len(start) and start[:5] != b"%PDF-"


def _gzip(one: _Unpacking) -> Iterator[Place | Problem]:
    inside = one.path.name.removesuffix(".gz").removesuffix(".tgz") or "member"
    with gzip.open(one.path) as stream:
        head, wrong = _head(stream)
        if head[257:262] == b"ustar":
            target = one.target("members.tar")
            one.copy(_Nothing() if wrong else stream, target, head)
        elif is_archive(head) or not looks_like_text(head):
            yield one.problem(inside, f"is damaged ({wrong})" if wrong else "is of no known format")
            return
        else:
            yield from _stored(one, inside, stream, head, wrong)
            return
    one.out = 0  # the same bytes come out of the tar once more
    try:
        yield from _tar(one, target)
    finally:
        target.unlink(missing_ok=True)


class _Careful(io.FileIO):
    """A file that refuses absurd reads: tar's extended headers are read in one go, whatever size they claim."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is None or size < 0 or size > limits.TAR_HEADER:
            raise tarfile.ReadError("a header of absurd size")
        return super().read(size) or b""


def _tar(one: _Unpacking, path: Path) -> Iterator[Place | Problem]:
    with _Careful(str(path)) as raw, tarfile.open(fileobj=raw, mode="r:") as archive:
        for number, info in enumerate(archive):
            if number >= limits.ARCHIVE_ENTRIES:
                yield Problem(one.shown, "", f"the members beyond the first {limits.ARCHIVE_ENTRIES} were not read")
                return
            if info.isdir():
                continue
            odd = "" if info.isreg() and not info.issparse() else "a link or device"
            if refusal := _refused(one, info.name, odd):
                yield refusal
            elif source := archive.extractfile(info):
                yield from _member(one, info.name, cast(Reader, source))
