"""Content lines, the common ground of iCalendar and vCard: bytes to records, each of which can be read alone.

Whole-file parsers give up whole files over one bad record (RELIABILITY.md, finding 7). So records are split first, on
unfolded bytes, and one that lost its end does not swallow its neighbour. Memory is bounded whatever the file's size.
"""

from __future__ import annotations

import io
import quopri
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol

from afterword.sources import limits
from afterword.sources.charset import decode

LONGEST_LINE = 2 * limits.MIB  # of a longer one (a picture) the rest is dropped
LINES_A_RECORD = 20_000
BYTES_A_RECORD = 8 * limits.MIB
UTF16_FILE = 64 * limits.MIB  # such a file is decoded as a whole
_BETWEEN = 4 * limits.KIB  # bytes of an end, blank lines and a beginning that are looked at together

RECORDS = frozenset({b"VEVENT", b"VTODO", b"VJOURNAL", b"VFREEBUSY", b"VTIMEZONE", b"VAVAILABILITY", b"VCARD"})
_FILES = frozenset({b"VCALENDAR", b"VCARDS"})
_MARK = re.compile(rb"[^:]{0,3}?(BEGIN|END)[ \t]*:[ \t]*([A-Za-z-]{1,40})[ \t]*", re.IGNORECASE)
_BARE = re.compile(rb"\\n[A-Za-z0-9.-]{1,60}")
_PROPERTY = re.compile(rb"[A-Za-z0-9_.-]{1,200}[ \t]*[;:]")
_LINE = re.compile(r"(?:([A-Za-z0-9_-]+)\.)?([A-Za-z0-9_-]+)[ \t]*((?:;(?:[^\":;]|\"[^\"]*\")*+)*+):(.*)", re.DOTALL)
_PARAMETER = re.compile(r";((?:[^\":;]|\"[^\"]*\")*+)")
_VALUES = re.compile(r"\"([^\"]*)\"|([^,\"]+)")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_CARET = re.compile(r"\^([n'^])")
_CARETS = {"n": "\n", "'": '"', "^": "^"}


class Readable(Protocol):
    """What bytes can be read from."""

    def read(self, most: int, /) -> bytes: ...


class Stretch:
    """The bytes `start` to `stop` of a file (0: to its end)."""

    def __init__(self, stream: BinaryIO, start: int, stop: int) -> None:
        stream.seek(start)
        self._stream, self._left = stream, stop - start if stop else sys.maxsize

    def read(self, most: int, /) -> bytes:
        data = self._stream.read(min(most, self._left))
        self._left -= len(data)
        return data


@dataclass(frozen=True, slots=True)
class Line:
    """One property: name and parameter names in upper case, `value` decoded but not yet unescaped."""

    name: str
    value: str
    params: dict[str, tuple[str, ...]] = field(default_factory=dict)
    group: str = ""

    def param(self, name: str) -> str:
        """The first value of a parameter, empty where it is missing."""
        return self.params.get(name, ("",))[0]


@dataclass(slots=True)
class Record:
    """The unfolded lines between BEGIN and END. A single line outside any record comes with an empty `kind`."""

    kind: str
    first: int  # number of its first physical line
    raw: list[bytes] = field(default_factory=list)
    whole: bool = True
    too_long: bool = False

    def is_stray(self, *names: bytes) -> bool:
        """Is this a line outside any record that belongs into one (it has one of these names) or is no property?"""
        if self.kind or not self.raw[0].strip():
            return False
        name = re.split(rb"[;:]", self.raw[0][:200], maxsplit=1)[0].strip().upper()
        return name in names or _PROPERTY.match(self.raw[0]) is None

    def source(self) -> bytes:
        """What stood in the file, for reports."""
        return b"\r\n".join([b"BEGIN:" + self.kind.encode(), *self.raw])[: limits.RAW_OF_PROBLEM]


def records(stream: Readable, first: int = 1) -> Iterator[Record]:
    """Every record of a file in its order, and the lines outside records one by one. `first` numbers the first line."""
    current: Record | None = None
    inner: list[bytes] = []  # components inside the record (alarms), which are left out except in a time zone
    size = 0
    for number, line in _unfolded(_physical(stream), first):
        mark = _MARK.fullmatch(line) if len(line) < 60 else None
        head, what = (mark[1].upper(), mark[2].upper()) if mark else (b"", b"")
        if head == b"BEGIN" and current is not None and _is_inside(current, what):
            inner.append(what)
        elif head == b"END" and inner and inner[-1] == what:
            inner.pop()
        elif head == b"BEGIN" and (what in RECORDS or what in _FILES):
            if current is not None:
                current.whole = False
                yield current
            current = Record(what.decode(), number) if what in RECORDS else None
            inner, size = [], 0
        elif current is None:
            if head == b"END" and what in RECORDS:
                yield Record(what.decode(), number, whole=False)  # its BEGIN is damaged
            elif line and head not in (b"BEGIN", b"END"):
                yield Record("", number, [line])
        elif head == b"END" and (what == current.kind.encode() or what in _FILES):
            current.whole = what not in _FILES
            yield current
            current = None
        elif not inner:
            size += len(line)
            if len(current.raw) < LINES_A_RECORD and size < BYTES_A_RECORD:
                current.raw.append(line)
            else:
                current.too_long = True
    if current is not None:
        current.whole = False
        yield current


def cuts(stream: BinaryIO, kind: str, size: int) -> Iterator[tuple[int, int, int]]:
    """Where a file may be cut between two records of a kind, about every `size` bytes: the byte, its line, the record that begins there.

    Only where one plainly ends and the next begins; never in UTF-16, nor behind a card that may hold another.
    """
    name = kind.encode()
    between = re.compile(rb"[\r\n]END:%s[ \t]*[\r\n]+(?=BEGIN:%s[ \t]*[\r\n])" % (name, name), re.IGNORECASE)
    begins = re.compile(rb"^BEGIN[ \t]*:[ \t]*%s[ \t\r]*$" % name, re.IGNORECASE | re.MULTILINE)
    held, base, counted, line, number, begun = b"", 0, 0, 1, 1, 0
    while more := stream.read(limits.MIB):
        data = held + more
        if (not base and data[:2] in (b"\xff\xfe", b"\xfe\xff")) or b"AGENT" in data.upper():
            return
        at = max(begun + size - base, 0)
        while found := between.search(data, at):
            part = data[counted : found.end()]
            line, number, counted = line + len(part.splitlines()), number + len(begins.findall(part)), found.end()
            begun = base + counted
            yield begun, line, number
            at = counted + size
        whole = max(counted, data.rfind(b"\n", 0, max(len(data) - _BETWEEN, 0)) + 1)  # what is counted ends with a line
        part = data[counted:whole]
        line, number, counted = line + len(part.splitlines()), number + len(begins.findall(part)), 0
        held, base = data[whole:], base + whole


def _is_inside(record: Record, what: bytes) -> bool:
    """Does this begin a part of the record (an alarm, an assistant's card), and not the next record?"""
    if what == b"VCARD":
        return record.kind == "VCARD" and bool(record.raw) and record.raw[-1][:6].upper() == b"AGENT:"
    return what not in RECORDS and what not in _FILES and record.kind != "VTIMEZONE"


def _physical(stream: Readable) -> Iterator[bytes]:
    """Lines without their ends, whichever ends they have. UTF-16 becomes UTF-8."""
    held = stream.read(limits.MIB)
    if held[:2] in (b"\xff\xfe", b"\xfe\xff") and held.count(0) * 4 > len(held):
        text = (held + stream.read(UTF16_FILE)).decode("utf-16", "replace")
        stream, held = io.BytesIO(text.encode("utf-8", "replace")), b""
    held = held.removeprefix(b"\xef\xbb\xbf")
    while True:
        more = stream.read(limits.MIB)
        if not more:
            yield from held.replace(b"\0", b"").splitlines()
            return
        data = held + more
        cut = max(data.rfind(b"\n"), data.rfind(b"\r", 0, len(data) - 1)) + 1
        yield from data[:cut].replace(b"\0", b"").splitlines()
        held = data[cut:] if cut else data[:LONGEST_LINE]


def _unfolded(lines: Iterator[bytes], one: int) -> Iterator[tuple[int, bytes]]:
    """Logical lines with the number of their first physical one. What is no property continues the one before."""
    parts: list[bytes] = []
    first, size, marks = one, 0, False
    for number, line in enumerate(lines, one):
        if parts and parts[-1][-1:] == b"=" and _is_quoted(parts[0]):
            parts[-1] = parts[-1][:-1]
            added = line
        elif not line:
            continue
        elif line[:1] in (b" ", b"\t") and parts and not marks:
            if line[1:2] in (b":", b";") and len(parts) > 1 and _BARE.fullmatch(parts[-1]):
                name = parts.pop().removeprefix(b"\\n")  # folded right behind its name, as Mozilla used to
                yield first, b"".join(parts)
                parts, first, size = [name], number - 1, 0
            added = line[1:]
        elif parts and not marks and _PROPERTY.match(line) is None and _MARK.fullmatch(line[:60]) is None:
            added = b"\\n" + line
        else:
            if parts:
                yield first, b"".join(parts)
            parts, first, size = [line], number, len(line)
            marks = len(line) < 60 and _MARK.fullmatch(line) is not None  # nothing belongs to these
            continue
        size += len(added)
        if size <= LONGEST_LINE:
            parts.append(added)
    if parts:
        yield first, b"".join(parts)


def _is_quoted(start: bytes) -> bool:
    return b"QUOTED-PRINTABLE" in start[:300].upper().partition(b":")[0]


def line_of(raw: bytes) -> Line | None:
    """A property out of its unfolded bytes; None where there is none. Quoted-printable and CHARSET are undone."""
    head = raw[:2000].partition(b":")[0].upper()
    label = ""
    if b"CHARSET=" in head:
        label = head.partition(b"CHARSET=")[2].partition(b";")[0].strip(b'" ').decode("ascii", "replace")
    if b"QUOTED-PRINTABLE" in head:
        before, _, value = raw.partition(b":")
        raw = before + b":" + quopri.decodestring(value)
    text = decode(raw, label)
    found = _LINE.match(text)
    if found is None:
        start, colon, rest = text.partition(":")
        plain = start.partition(";")[0].strip().upper()
        return Line(plain, rest) if colon and plain.isascii() and 0 < len(plain) < 100 else None
    return Line(found[2].upper(), found[4], _params(found[3]) if found[3] else {}, (found[1] or "").lower())


def _params(text: str) -> dict[str, tuple[str, ...]]:
    params: dict[str, tuple[str, ...]] = {}
    for one in _PARAMETER.findall(text[:20_000]):
        name, equals, value = one.partition("=")
        if not equals:
            name, value = "TYPE", name  # vCard 2.1 writes TEL;CELL
        name = name.strip().upper()
        values = tuple(_CARET.sub(lambda m: _CARETS[m[1]], a or b).strip() for a, b in _VALUES.findall(value))
        params[name] = params.get(name, ()) + values
    return {name: values for name, values in params.items() if values}


def unescaped(value: str) -> str:
    r"""A text value as meant: `\n` is a new line, any other escaped character itself."""
    if "\\" not in value:
        return value
    return _ESCAPED.sub(lambda m: "\n" if m[1] in "nN" else m[1], value)


def split_at(value: str, mark: str) -> list[str]:
    """The parts of a structured value, unescaped; an escaped mark does not separate."""
    if "\\" not in value:
        return value.split(mark)
    parts = re.findall(rf"((?:[^\\{mark}]|\\.)*)(?:{mark}|\Z|\\\Z)", value, re.DOTALL)
    return [unescaped(part) for part in (parts[:-1] if len(parts) > 1 and not value.endswith(mark) else parts)]
