"""Forgetting for good: the one thing that takes facts out of the ledger, and keeps them from coming back."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable
from pathlib import Path
from urllib.parse import unquote

from sqlalchemy import update

from afterword.facts import Fact
from afterword.facts.handles import fold
from afterword.store import outbox, tombs
from afterword.store.folding import FOLD
from afterword.store.rows import Forgotten
from afterword.store.schema import facts as table
from afterword.store.schema import problems, tombstones
from afterword.store.seal import payload_of, unseal
from afterword.store.store import Store


def forget(store: Store, handles: Iterable[str] = (), ids: Iterable[str] = ()) -> Forgotten:
    """Erases the facts of these ids and all that name one of these handles, leaves tombstones, drops every cache.

    Raw bytes of unreadable records go too, since nobody can tell whom they speak of. On SQLite the file is rewritten,
    so that no byte stays in it. The caches must be built again afterwards. It cannot be undone.
    """
    people, names = frozenset(filter(None, handles)), frozenset(filter(None, ids))

    def work() -> Forgotten:
        victims, mentions = _victims(store, people, names)
        graves = store.graves()
        key = graves.key or secrets.token_hex(16)
        yard = tombs.Tombs(key)
        rows = {tombs.checked("key", key), *(yard.stone(one) for one in (*people, *names, *victims))}
        store.put_rows(tombstones, [(store.owner, row) for row in sorted(rows)], replace=False)
        store.drop_rows(table, "id", victims)
        outbox.forget(store, people)
        store.change(update(problems).where(problems.c.owner == store.owner).values(raw=b""))
        store.drop_derived()
        store.count_again()
        return Forgotten(len(victims), mentions, _copies(store))

    done = store.run(work)
    with store.connected() as connection:
        store.dialect.wipe(connection)
    return done


def _victims(store: Store, people: Collection[str], names: Collection[str]) -> tuple[list[str], int]:
    needles = tuple(_needle(handle) for handle in people)
    victims, mentions = [], 0
    for row in store.sealed():
        if row[1] in names:
            victims.append(row[1])
            continue
        text = payload_of(row).decode()
        plain = text.lower() if text.isascii() else FOLD(text)
        if any(needle in plain for needle in needles):
            if _names(unseal(row), people):
                victims.append(row[1])
            else:
                mentions += any(needle in plain for needle in needles if "@" in needle)
    return victims, mentions


def _names(one: Fact, people: Collection[str]) -> bool:
    return not tombs.handles_in(one).isdisjoint(people)


def _needle(handle: str) -> str:
    """A piece of text without which a fact cannot name this handle; empty where there is no such thing."""
    kind, _, value = handle.partition(":")
    if kind == "email":
        return fold(value)
    if kind == "phone":
        return value.partition("|")[0]
    if kind == "name":
        return value.partition("|")[0].partition(" ")[0]
    return value if value.isascii() and unquote(value) == value else ""


def _copies(store: Store) -> tuple[str, ...]:
    place = store.place
    return tuple(sorted(map(str, place.parent.glob(f"{place.stem}.before-*")))) if isinstance(place, Path) else ()
