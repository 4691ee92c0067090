"""Queries asked again and again, built once: putting a statement together in SQLAlchemy costs ten times what the database does for it.

    PERSONS = Query(lambda names: select(persons.c.handle, persons.c.person).where(persons.c.owner == OWNER, persons.c.handle.in_(names)))
    store.ask(PERSONS, handles)

A query is a function of a list of values (which may be longer than a statement may hold) and of named ones (`named("since")`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import islice, zip_longest
from typing import Any

from sqlalchemy import BigInteger, BindParameter, ColumnElement, Dialect, Executable, Text, bindparam, literal_column

LENGTHS = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 500)
"""Lengths of lists a statement is built for; a shorter list is filled up with its last value."""
OWNER: BindParameter[str] = bindparam("owner", type_=Text())


def named(name: str, *, number: bool = False) -> BindParameter[Any]:
    """A value given when the query is asked."""
    return bindparam(name, type_=BigInteger() if number else Text())


class Query:
    """A statement of one list of texts (empty where it needs none), put together once a database; a length of the list is a matter of marks."""

    def __init__(self, build: Callable[[list[ColumnElement[str]]], Executable]) -> None:
        self._build = build
        self._drafts: dict[str, tuple[str, list[str], dict[str, Any]]] = {}
        self._made: dict[tuple[str, int], tuple[str, list[str] | None]] = {}

    def on(self, dialect: Dialect, values: Sequence[str], owner: str, more: dict[str, Any]) -> tuple[str, Any]:
        """The statement's text and its values, as the driver takes them."""
        draft = self._drafts.get(dialect.name) or self._drafted(dialect)
        length = LENGTHS[bisect_left(LENGTHS, len(values))] if values else 0
        text, order = self._made.get((dialect.name, length)) or self._marked(dialect, draft, length)
        given = {**draft[2], "owner": owner, **more}
        given.update(zip_longest(_NAMES[:length], values, fillvalue=values[-1] if values else ""))
        return text, given if order is None else [given[name] for name in order]

    def _drafted(self, dialect: Dialect) -> tuple[str, list[str], dict[str, Any]]:
        """The statement with one mark for its list, the names of its other values in their order, and those that never change."""
        done = self._build([literal_column(_LIST)]).compile(dialect=dialect)  # type: ignore[attr-defined]
        draft = str(done), list(done.positiontup or ()), {name: value for name, value in done.params.items() if value is not None}
        self._drafts[dialect.name] = draft
        return draft

    def _marked(self, dialect: Dialect, draft: tuple[str, list[str], dict[str, Any]], length: int) -> tuple[str, list[str] | None]:
        """The text for a list of this length, and where the driver counts its values: their names as they come."""
        pieces, names = draft[0].split(_LIST), _NAMES[:length]
        order: list[str] | None = None
        if dialect.positional:
            others = iter(draft[1])
            order = [name for at, piece in enumerate(pieces) for name in (*(names if at else ()), *islice(others, piece.count("?")))]
        marks = ", ".join("?" if dialect.positional else f"%({name})s::TEXT" for name in names)
        made = self._made[dialect.name, length] = marks.join(pieces), order
        return made


_LIST = "[list]"
_NAMES = [f"v{n}" for n in range(LENGTHS[-1])]
