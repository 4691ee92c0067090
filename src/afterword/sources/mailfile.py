"""The bytes of one mail out of a file, in bounded memory."""

from __future__ import annotations

from typing import BinaryIO

from afterword.sources import limits


def load(stream: BinaryIO, start: int, stop: int) -> bytes:
    """A message's bytes. Of a very long one: its beginning, and what follows each later boundary line."""
    stream.seek(start)
    if stop - start <= limits.MESSAGE_IN_MEMORY:
        return stream.read(stop - start)
    kept = [stream.read(limits.MESSAGE_IN_MEMORY // 2)]
    total, held, left = len(kept[0]), b"", stop - start - len(kept[0])
    while left > 0 and total < 2 * limits.MESSAGE_IN_MEMORY and (more := stream.read(min(limits.MIB, left))):
        left -= len(more)
        data = held + more
        at, done = data.find(b"\n--"), 0
        while at >= 0 and (at + limits.PART_HEAD <= len(data) or left <= 0):
            done = max(at, done)
            part = data[done : at + limits.PART_HEAD]
            kept.append(part)
            total += len(part)
            done = at + limits.PART_HEAD
            at = data.find(b"\n--", max(at + 3, done - 3))
        held = data[at:] if at >= 0 else data[max(done, len(data) - 2) :]
    return b"".join(kept)
