"""Queries asked again and again, built once: putting a statement together in SQLAlchemy costs ten times what the database does for it.

    PERSONS = Query(lambda names: select(persons.c.handle, persons.c.person).where(persons.c.owner == OWNER, persons.c.handle.in_(names)))
    store.ask(PERSONS, handles)

A query is a function of a list of values (which may be longer than a statement may hold) and of named ones (`named("since")`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import BigInteger, BindParameter, Dialect, Executable, Text, bindparam

LENGTHS = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 500)
"""Lengths of lists a statement is built for; a shorter list is filled up with its last value."""
OWNER: BindParameter[str] = bindparam("owner", type_=Text())


def named(name: str, *, number: bool = False) -> BindParameter[Any]:
    """A value given when the query is asked."""
    return bindparam(name, type_=BigInteger() if number else Text())


class Query:
    """A statement of one list of texts (empty where it needs none), compiled once a database and length."""

    def __init__(self, build: Callable[[list[BindParameter[str]]], Executable]) -> None:
        self._build = build
        self._made: dict[tuple[str, int], tuple[str, list[str] | None, dict[str, Any]]] = {}

    def on(self, dialect: Dialect, values: Sequence[str], owner: str, more: dict[str, Any]) -> tuple[str, Any]:
        """The statement's text and its values, as the driver takes them."""
        length = LENGTHS[bisect_left(LENGTHS, len(values))] if values else 0
        made = self._made.get((dialect.name, length))
        if made is None:
            made = self._made[dialect.name, length] = self._compiled(dialect, length)
        text, order, constants = made
        given = {**constants, "owner": owner, **more}
        for n in range(length):
            given[f"v{n}"] = values[n] if n < len(values) else values[-1]
        return text, given if order is None else [given[name] for name in order]

    def _compiled(self, dialect: Dialect, length: int) -> tuple[str, list[str] | None, dict[str, Any]]:
        statement = self._build([bindparam(f"v{n}", type_=Text()) for n in range(length)])
        done = statement.compile(dialect=dialect)  # type: ignore[attr-defined]
        order = list(done.positiontup) if done.positiontup is not None else None
        return str(done), order, {name: value for name, value in done.params.items() if value is not None}
