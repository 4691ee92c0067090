"""Entries that tell nothing new: the same appointment or card, fetched again under another export's marks.

An account and a file of the same calendar differ in the calendar's name, in the method and in the hour they were written
(some servers stamp every entry anew whenever they are asked). Compared is the newest observation of each thing alone: an
appointment that is moved and moved back has changed twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING

from afterword.facts import Fact, Skipped, codec, natural_key, newness
from afterword.facts.kinds import Card, Event
from afterword.sources.port import Circumstances, Piece, Record, Source

if TYPE_CHECKING:
    from afterword.store import Store

KNOWN = "known already, from another account or file"


def said(store: Store, kind: str) -> frozenset[bytes]:
    """What the newest observations of all events, or all cards, say."""
    newest: dict[str, Fact] = {}
    for one in store.in_force([kind]):
        key = natural_key(one)
        if key not in newest or (newness(newest[key]), newest[key].id) < (newness(one), one.id):
            newest[key] = one
    return frozenset(map(_bare, newest.values()))


def _bare(one: Fact) -> bytes:
    """What a fact says, whichever way it came."""
    body = one.body
    if isinstance(body, Event):
        body = replace(body, calendar="", method="" if body.method == "publish" else body.method, stamp=0)
    elif isinstance(body, Card):
        body = replace(body, revised=0, exported=None)
    return sha256(b"%d\0%s" % (one.at, codec.dumps(body))).digest()


def only_news(source: Source, known: frozenset[bytes]) -> Source:
    """The same source, without what is known."""
    return replace(source, read=partial(_read, source, known))


def _read(source: Source, known: frozenset[bytes], piece: Piece, around: Circumstances) -> Iterator[Record]:
    for record in source.read(piece, around):
        if not isinstance(record, Fact):
            yield record
        elif _bare(record) in known:
            yield Skipped(piece.place.shown, "", KNOWN)
        else:
            yield record
