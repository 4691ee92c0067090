"""Mails that a sync has fetched and nobody has read yet: one file, one mail after the other, gone when they are kept.

Each mail stands after a line with its number in the folder, its flags as Maildir writes them, and its length. A file for
each mail takes a third of what fetching takes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from afterword.sources.folders import flags_kind, folder_kind
from afterword.sources.mailfile import load
from afterword.sources.message import Slip, read_mail
from afterword.sources.port import Circumstances, Piece, Place, Record, Source, whole


def sniff(_: Place) -> int:
    """No file of the user's is such a one: it is handed to whoever reads, never looked for."""
    return 0


def put(stream: BinaryIO, uid: int, flags: str, data: bytes) -> None:
    """Writes one mail. `flags`: D for a draft, T for one in the trash."""
    stream.write(b"%d:2,%s %d\n" % (uid, flags.encode(), len(data)))
    stream.write(data)


def read(piece: Piece, circumstances: Circumstances) -> Iterator[Record]:
    """The mails of a file; each is known by its number."""
    place = piece.place
    folder = folder_kind(place.shown)
    with place.path.open("rb") as stream:
        while line := stream.readline():
            name, _, size = line.decode().rpartition(" ")
            start = stream.tell()
            raw = load(stream, start, start + int(size))
            stream.seek(start + int(size))
            where = f"mail {name.partition(':')[0]}"
            yield from read_mail(raw, Slip(place.shown, where, f"{place.shown} {where}", flags_kind(name) or folder), circumstances)


SPOOL = Source("imap", sniff, whole, read)
