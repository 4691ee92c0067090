"""How a fact lies in its row: sealed, so that damage to any column, not only to the body, is found.

body = version (1 byte: 1 plain, 2 deflated) + BLAKE2b-128 over owner, every other column and the payload + payload.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from hashlib import blake2b
from typing import Any

from afterword.errors import Unreadable
from afterword.facts import Fact, codec
from afterword.facts.kinds import KINDS

PLAIN, DEFLATED = 1, 2
HEAD = 17
WORTH_DEFLATING = 400
"""Bytes. Below it the dictionary of a single body is too small for deflate to pay for its time."""

LARGEST = 64 << 20
"""Bytes. A body never inflates beyond this: the file may be a stranger's backup."""

Row = Sequence[Any]
"""owner, id, kind, at, learnt, origin, by, act, body: the columns of `facts` in their order."""


class Damaged(Unreadable):
    """A row does not fit its seal."""


def clean(text: str) -> str:
    """Text that both databases can keep: no NUL, no lone surrogates."""
    if text.isascii():
        return text.replace("\0", "\ufffd") if "\0" in text else text
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def _digest(owner: str, columns: tuple[str, str, int, int, str, str, str], version: int, payload: bytes) -> bytes:
    name, kind, at, learnt, origin, by, act = columns
    head = f"{owner}\0{name}\0{kind}\0{at}\0{learnt}\0{origin}\0{by}\0{act}\0{version}\0"
    found = blake2b(head.encode(), digest_size=16)
    found.update(payload)
    return found.digest()


def seal(owner: str, one: Fact) -> tuple[Any, ...]:
    """A fact as the row that keeps it."""
    payload, version = codec.dumps(one.body), PLAIN
    if len(payload) > WORTH_DEFLATING:
        press = zlib.compressobj(1, zlib.DEFLATED, -13, 6)
        smaller = press.compress(payload) + press.flush()
        if len(smaller) < len(payload):
            payload, version = smaller, DEFLATED
    columns = (one.id, one.kind, one.at, one.learnt, clean(one.origin), clean(one.by), clean(one.act))
    return (owner, *columns, bytes((version,)) + _digest(owner, columns, version, payload) + payload)


def payload_of(row: Row) -> bytes:
    """The JSON of a row's body."""
    body = row[8]
    try:
        if body[0] == PLAIN:
            return bytes(body[HEAD:])
        if body[0] == DEFLATED:
            return zlib.decompressobj(-15).decompress(body[HEAD:], LARGEST)
    except (IndexError, zlib.error, TypeError) as error:
        raise _damaged(row) from error
    raise _damaged(row)


def unseal(row: Row, *, words: bool = True) -> Fact:
    """A row as the fact it keeps. Raises Damaged where it cannot be read at all; `intact` says whether it is true.

    Without `words` a message comes without its text, as `facts.without_words` gives it.
    """
    try:
        kept = json.loads(payload_of(row))
        if not words and row[2] == "message":
            kept.pop("text", None)
            kept.pop("html", None)
        body = codec.load(KINDS[row[2]], kept)
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise _damaged(row) from error
    return Fact(row[1], row[2], row[3], body, row[4], row[5], row[6], row[7])


def tally(row: Row) -> int:
    """The seal as a number: the sum over all facts shows a row that was dropped or added behind our back."""
    return int.from_bytes(row[8][1:HEAD], "big")


def intact(row: Row) -> bool:
    """Does the row fit its seal?"""
    try:
        body = bytes(row[8])
        columns = (row[1], row[2], row[3], row[4], row[5], row[6], row[7])
        return len(body) >= HEAD and body[1:HEAD] == _digest(row[0], columns, body[0], body[HEAD:])
    except (TypeError, ValueError, AttributeError):
        return False


def _damaged(row: Row) -> Damaged:
    return Damaged(f"fact {str(row[1])[:8]} is damaged: run `afterword doctor`, then restore a backup")
