"""Tombstones: how the store remembers what it must not learn again without keeping any of it.

A tombstone is a keyed hash with a random key of the store's own, so that nobody can try addresses against a stolen file
of tombstones alone, and carries a check of itself, so that damage is found. Pure, but for the key it is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from afterword.facts import Fact, codec
from afterword.facts import handles as h

KEYS = {"email": h.email_handle, "emails": h.email_handle, "slug": h.slug_handle, "slugs": h.slug_handle}
AS_THEY_ARE = frozenset({"handles", "a", "b"})


@dataclass(frozen=True, slots=True)
class Tombs:
    """The tombstones of one owner. `key` is hex; empty while nothing was ever forgotten."""

    key: str = ""
    stones: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.stones)

    def stone(self, what: str) -> str:
        """The tombstone of a fact's id or of a handle."""
        mark = blake2b(what.encode("utf-8", "replace"), key=bytes.fromhex(self.key), digest_size=16).hexdigest()
        return checked("stone", mark)

    def covers(self, one: Fact) -> bool:
        """Was this fact, or anybody it names by a handle, forgotten for good?"""
        if self.stone(one.id) in self.stones:
            return True
        return any(self.stone(handle) in self.stones for handle in handles_in(one))


def checked(kind: str, mark: str) -> str:
    """A row of `tombstones`: what it is, the mark, and a check of both."""
    return f"{kind}:{mark}:{blake2b(f'{kind}:{mark}'.encode(), digest_size=4).hexdigest()}"


def sound(row: str) -> bool:
    """Does a row fit its check?"""
    kind, _, rest = row.partition(":")
    mark, _, _ = rest.partition(":")
    return row == checked(kind, mark)


def read(rows: Iterable[str]) -> Tombs:
    """The tombstones from their rows."""
    key, stones = "", set()
    for row in rows:
        if row.startswith("key:"):
            key = row.split(":")[1]
        else:
            stones.add(row)
    return Tombs(key, frozenset(stones))


def handles_in(one: Fact) -> set[str]:
    """Every handle by which a fact names somebody: addresses, numbers, slugs, handles as they stand, names."""
    return set(filter(None, _walk(codec.plain(one.body), "")))


def _walk(value: Any, key: str) -> Iterator[str]:
    if isinstance(value, str):
        if key in AS_THEY_ARE:
            yield value
        elif key in KEYS:
            yield KEYS[key](value)
            if key == "email" and "@" not in value:  # a chat's sender is a slug
                yield h.slug_handle(value)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _walk(item, key)
    elif isinstance(value, dict):
        name = value.get("name")
        if isinstance(name, str):
            place = value.get("organisation") or value.get("company") or ""
            yield h.name_handle(name, place)
            for number in value.get("phones", ()):
                yield h.phone_handle(number, name)
        for number in value.get("phones", ()):
            yield h.phone_handle(number)
        for inner, item in value.items():
            yield from _walk(item, inner)
