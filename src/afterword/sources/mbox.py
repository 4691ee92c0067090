"""mbox files, also Takeout's, Thunderbird's (without extension) and Google Groups' topics.mbox.

Memory is bounded whatever the file's size: it is scanned once for separator lines, cut into pieces at the beginnings of
messages, and of a monstrous message the middles of its attachments are never held.

A separator is a line `From ` after a blank line with an envelope date in it (Takeout writes the offset before the year),
or one whose next line is a header. So a message that lost its end does not swallow its neighbour.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from afterword.facts import Problem
from afterword.sources import limits
from afterword.sources.folders import folder_kind
from afterword.sources.mailfile import load
from afterword.sources.message import Slip, read_mail
from afterword.sources.port import Circumstances, Piece, Place, Record, Source

_AHEAD = 2 * limits.KIB  # a separator line and the line after it
_DAY = rb"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
_MONTH = rb"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_DATED = re.compile(
    rb"From [^\n]{0,400}?\b(?:"
    + _DAY
    + rb",? +(?:"
    + _MONTH
    + rb" +\d{1,2}|\d{1,2} +"
    + _MONTH
    + rb")|\d{4}-\d\d-\d\d)"
    rb"[^\n]{0,40}?\d{1,2}:\d\d[^\n]{0,80}\r?(?:\n|\Z)"
)
_TIMED = re.compile(rb"From \S[^\n]{0,300}?\d\d:\d\d:\d\d[^\n]{0,80}\r?\n(?:>From [^\n]{0,400}\n)?[!-9;-~]{1,80}:")
_KNOWN = (
    rb"(?:return-path|received|from|to|date|subject|message-id|mime-version|delivered-to|content-type|status|x-[a-z0-9-]+"
    rb"|sender|reply-to|cc|dkim-signature|authentication-results|arc-[a-z-]+)[ \t]*:"
)
_BARE = re.compile(rb"From \S{1,300}[ \t]*\r?\n(?:>From [^\n]{0,400}\n)?" + _KNOWN, re.IGNORECASE)
_FOLLOWED = re.compile(
    _DATED.pattern.removesuffix(rb"(?:\n|\Z)") + rb"\n(?:>From [^\n]{0,400}\n)?" + _KNOWN, re.IGNORECASE
)
_FIRST = re.compile(rb"From [^\n]{0,400}\r?\n(?:>From [^\n]{0,400}\n)?[!-9;-~]{1,80}[ \t]*:")
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
_BLANK = (b"\n\n", b"\n\r\n")


def _separates(data: bytes, at: int) -> bool:
    """Does a message begin at `at`, where `From ` stands? `at` 0 is the beginning of the file or of a piece."""
    if at == 0:
        return True
    before = data[max(0, at - 3) : at]
    if before.endswith(_BLANK) or before in (b"\n", b"\r\n"):
        found = _DATED.match(data, at) or _TIMED.match(data, at) or _BARE.match(data, at)
    elif before[-1:] == b"\n" or before[-1:] not in (b" ", b"\t", b">", b"\r"):
        found = _FOLLOWED.match(data, at)
    else:
        return False
    return found is not None


def _starts(stream: BinaryIO, start: int, stop: int) -> Iterator[int]:
    """Offsets of the separators between `start` and `stop`, read in chunks."""
    stream.seek(start)
    held, base, left, done = b"", start, stop - start, start
    while left > 0 or held:
        more = stream.read(min(limits.PIECE, left)) if left > 0 else b""
        left = left - len(more) if more else 0
        data = held + more
        limit = len(data) - _AHEAD if left > 0 else len(data)
        at = data.find(b"From ")
        while 0 <= at < limit:
            if base + at >= done and _separates(data, at):
                yield base + at
            at = data.find(b"From ", at + 5)
        if left <= 0:
            return
        keep = max(0, limit - 4)  # the bytes before a separator tell whether it is one
        done = base + max(0, limit)
        held, base = data[keep:], base + keep


def _spans(stream: BinaryIO, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Where each message begins and ends. What stands before the first separator is a message too, unless it is blank."""
    last = -1
    for at in _starts(stream, start, stop):
        if last < 0 and at > start and not _blank(stream, start, at):
            yield start, at
        if last >= 0:
            yield last, at
        last = at
    if last >= 0:
        yield last, stop
    elif stop > start and not _blank(stream, start, stop):
        yield start, stop


def _blank(stream: BinaryIO, start: int, stop: int) -> bool:
    here = stream.tell()
    stream.seek(start)
    found = stream.read(min(stop - start, limits.HEAD)).strip(b"\xef\xbb\xbf \t\r\n\0")
    stream.seek(here)
    return not found


def sniff(place: Place) -> int:
    """Certain of a file whose first line is a separator; fairly sure of one that has two further down."""
    head = place.head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if head.startswith(b"From "):
        return 95 if _DATED.match(head) or _FIRST.match(head) or _BARE.match(head) else 0
    if b"\nFrom " not in head or head.count(b"\0", 0, 512):
        return 0
    found = sum(1 for one in re.finditer(rb"\nFrom ", head) if _FOLLOWED.match(head, one.start() + 1))
    return 90 if found >= 2 else 0


def pieces(place: Place) -> Iterable[Piece]:
    """Pieces of about 4 MiB that begin at messages. A larger message makes its piece larger; it is not held."""
    size = place.path.stat().st_size
    with place.path.open("rb") as stream:
        begun, first, number = 0, 1, 0
        for start, _ in _spans(stream, 0, size):
            if number and start - begun >= limits.PIECE:
                yield Piece(place, begun, start, first)
                begun, first = start, number + 1
            number += 1
        if number:
            yield Piece(place, begun, size, first)


def read(piece: Piece, circumstances: Circumstances) -> Iterator[Record]:
    """The messages of a piece, numbered on from its first."""
    place = piece.place
    folder = folder_kind(place.shown)
    with place.path.open("rb") as stream:
        stop = piece.stop or place.path.stat().st_size
        for number, (start, end) in enumerate(_spans(stream, piece.start, stop), piece.first):
            where = f"message {number}"
            if end - start > limits.MESSAGE:
                size = (end - start) // limits.MIB
                yield Problem(
                    place.shown, where, f"takes {size} MiB (at byte {start}): mails over 150 MiB are not read"
                )
                continue
            here = stream.tell()
            raw = load(stream, start, end)
            stream.seek(here)
            if b"\n>" in raw and b">From " in raw:
                raw = _QUOTED.sub(rb"\1", raw)
            yield from read_mail(raw, Slip(place.shown, where, f"{place.shown} {where}", folder), circumstances)


SOURCE = Source("mbox", sniff, pieces, read)
