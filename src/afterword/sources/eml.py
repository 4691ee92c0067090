"""A file that is one mail: .eml, .emlx (Apple Mail), a saved message without any extension."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from afterword.facts import Problem
from afterword.sources import limits
from afterword.sources.folders import flags_kind, folder_kind
from afterword.sources.mailfile import load
from afterword.sources.message import Slip, read_mail
from afterword.sources.port import Circumstances, Piece, Place, Record, Source, whole

_HEADER = re.compile(rb"^([!-9;-~]{1,100})[ \t]*:", re.MULTILINE)
_STRONG = frozenset(
    b"received message-id date from to subject return-path mime-version delivered-to in-reply-to references sender "
    b"content-type content-transfer-encoding dkim-signature reply-to cc list-id resent-from".split()
)
_APPLE = re.compile(rb"\s{0,4}(\d{1,10})[ \t]*\r?\n")


def sniff(place: Place) -> int:
    """Sure of two headers that only mail has before the first blank line; one is enough where it comes first."""
    head = place.head[: 16 * limits.KIB].removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if apple := _APPLE.match(head):
        head = head[apple.end() :]
    if b"\n" not in head:
        head = head.replace(b"\r", b"\n")
    first = _HEADER.match(head)
    if first is None:
        return 0
    block = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    strong = {name for one in _HEADER.finditer(block) if (name := one[1].lower()) in _STRONG}
    if len(strong) >= 2:
        return 85
    return 40 if strong else 0


def read(piece: Piece, circumstances: Circumstances) -> Iterator[Record]:
    """The one mail of a file."""
    place = piece.place
    kind = flags_kind(place.path.name) or folder_kind(place.shown, single=True)
    with place.path.open("rb") as stream:
        size = place.path.stat().st_size
        if size > limits.MESSAGE:
            yield Problem(place.shown, "", f"takes {size // limits.MIB} MiB: mails over 150 MiB are not read")
            return
        start = 0
        if apple := _APPLE.match(place.head[:32] or stream.read(32)):
            start, size = apple.end(), min(size, apple.end() + int(apple[1]))
        raw = load(stream, start, size)
    yield from read_mail(raw, Slip(place.shown, "message 1", place.shown, kind), circumstances)


def pieces(place: Place) -> Iterable[Piece]:
    """One mail is one piece."""
    return whole(place)


SOURCE = Source("eml", sniff, pieces, read)
