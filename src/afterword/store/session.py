"""One owner's door to a database: transactions and reads."""

from __future__ import annotations

import random
import re
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import Connection, Executable, Select, Table, delete, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from afterword.errors import AfterwordError, StoreBusy, Unreadable
from afterword.store.crash import crash_point
from afterword.store.dialect import Dialect, dialect_of
from afterword.store.prepared import Query

T = TypeVar("T")
CHUNK = 500
"""Values in one IN list: well under every database's limit of parameters."""
ATTEMPTS = 8


def chunks(items: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """The items in lists of at most `size`."""
    rest = iter(items)
    while part := list(islice(rest, size)):
        yield part


class Session:
    """Everything the store does goes through `transaction`, `run` and `rows`."""

    def __init__(self, place: Path | str, owner: str, *, wait: float, readonly: bool) -> None:
        self.place, self.owner, self.wait, self.readonly = place, owner, wait, readonly
        self.shown = re.sub(r"//[^/@]*@", "//", str(place))  # an address may hold a password: no message shows it
        self.dialect: Dialect = dialect_of(place, wait=wait, readonly=readonly)
        self._local = threading.local()
        one = isinstance(self.dialect.engine.pool, StaticPool)
        self._guard = threading.RLock() if one else nullcontext()  # memory is one connection for all threads

    def close(self) -> None:
        """Lets go of the database. The store cannot be used afterwards."""
        self.dialect.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def writing(self) -> bool:
        """Is this thread inside a transaction?"""
        return getattr(self._local, "connection", None) is not None

    def transaction(self) -> AbstractContextManager[None]:
        """All or nothing, one writer at a time. Inside another transaction it is part of that one.

        Raises StoreBusy when others write for longer than `wait` seconds.
        """
        if not self.writing:
            return self._outermost()
        if self._local.snapshot:
            raise RuntimeError("a snapshot only reads: write after it")
        return nullcontext()  # asked for some fifty times a fact

    @contextmanager
    def _outermost(self) -> Iterator[None]:
        with self._guard, self.speaking(), self.dialect.engine.connect() as connection:
            self.dialect.begin(connection, self.owner, self.wait)
            self._local.snapshot = False
            self._local.connection = connection
            try:
                yield
                crash_point("before commit")
                self.dialect.commit(connection)
                crash_point("after commit")
            except BaseException:
                with suppress(Exception):  # what went wrong first is what must be told
                    connection.connection.rollback()
                raise
            finally:
                self._local.connection = None

    def run(self, work: Callable[[], T]) -> T:
        """Does `work` in a transaction, and again where the database asks for that (SQLSTATE 40001, 40P01)."""
        if self.writing:
            return work()
        for attempt in range(ATTEMPTS):
            try:
                with self.transaction():
                    done = work()
            except Exception as error:
                if not self.dialect.is_conflict(error):
                    raise
                time.sleep(random.uniform(0, 0.02) * 2**attempt)
            else:
                return done
        raise StoreBusy("others kept changing the same records: try again in a moment")

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Reads inside see one state of the database, whatever others write meanwhile."""
        if self.writing:
            yield
            return
        with self._guard, self.speaking(), self.dialect.engine.connect() as connection:
            self.dialect.begin_snapshot(connection)
            self._local.connection, self._local.snapshot = connection, True
            try:
                yield
            finally:
                self._local.connection = None
                connection.connection.rollback()

    def connected(self) -> AbstractContextManager[Connection]:
        """The transaction's connection, or one for a single read."""
        return nullcontext(self._local.connection) if self.writing else self._alone()

    @contextmanager
    def _alone(self) -> Iterator[Connection]:
        with self._guard, self.speaking(), self.dialect.engine.connect() as connection:
            yield connection

    @contextmanager
    def speaking(self) -> Iterator[None]:
        """Turns what the driver raises into one line that says what is wrong and what to do."""
        try:
            yield
        except AfterwordError:
            raise
        except Exception as error:
            if self.dialect.is_conflict(error):
                raise
            if (said := self._said(error)) is not None:
                raise said from error
            raise

    def _said(self, error: Exception) -> AfterwordError | None:
        text = str(error.orig if isinstance(error, DBAPIError) else error).strip().split("\n")[0]
        if self.dialect.is_busy(error):
            return StoreBusy(f"another program has kept the store busy for {self.wait:g} s: close it or try again")
        if "malformed" in text or "not a database" in text:
            return Unreadable(f"the store at {self.shown} is damaged ({text}): run `afterword restore` with a backup")
        if "unable to open" in text or "readonly database" in text:
            return StoreBusy(f"the store at {self.shown} cannot be opened ({text}): look at its permissions")
        if "disk is full" in text or "disk I/O error" in text:
            return StoreBusy(f"nothing was kept: {text}; make room and try again")
        if (isinstance(error, DBAPIError) and error.connection_invalidated) or self.dialect.is_lost(error):
            return StoreBusy(f"the database does not answer ({text}): is it running?")
        return None

    # What the rooms below are built from

    def rows(self, asked: Executable) -> list[Sequence[Any]]:
        """All rows of a query."""
        with self.connected() as connection:
            return [tuple(row) for row in connection.execute(asked)]

    def column(self, asked: Executable) -> list[Any]:
        """The first column of a query."""
        with self.connected() as connection:
            return list(connection.execute(asked).scalars())

    def value(self, asked: Executable) -> Any:
        """The first value of a query; None when there is no row."""
        with self.connected() as connection:
            return connection.execute(asked).scalar()

    def ask(self, query: Query, values: Iterable[str] = (), **more: Any) -> list[Any]:
        """All rows of a query that was built before, over texts of any number (`values`) and named values."""
        found: list[Any] = []
        with self.connected() as connection:
            for part in chunks(values):
                found += self.dialect.ask(connection, *query.on(self.dialect.engine.dialect, part, self.owner, more))
        return found

    def ask_one(self, query: Query, **more: Any) -> list[Any]:
        """All rows of a query without a list of values."""
        with self.connected() as connection:
            return self.dialect.ask(connection, *query.on(self.dialect.engine.dialect, (), self.owner, more))

    def tell(self, query: Query, values: Iterable[str], **more: Any) -> None:
        """The same for a statement that writes."""
        parts = list(chunks(values))
        if parts:
            with self.transaction():
                for part in parts:
                    self.dialect.tell(self._local.connection, *query.on(self.dialect.engine.dialect, part, self.owner, more))

    def change(self, statement: Executable, values: list[dict[str, Any]] | None = None) -> None:
        """Runs a statement that writes, once or for each of `values`."""
        with self.transaction():
            self._local.connection.execute(statement, values)

    def put_rows(self, table: Table, rows: Sequence[Sequence[Any]], *, replace: bool = True) -> None:
        """Writes rows in the order of the table's columns; those already there are replaced (or left alone)."""
        if rows:
            with self.transaction():
                self.dialect.put(self._local.connection, table, rows, replace=replace)

    def add_rows(self, table: Table, rows: Sequence[Sequence[Any]]) -> None:
        """Writes rows that are known to be new."""
        if rows:
            with self.transaction():
                self.dialect.add(self._local.connection, table, rows)

    def mine(self, table: Table, *columns: str) -> Select[Any]:
        """A query over this owner's rows of a table; all columns when none is named."""
        wanted = [table.c[name] for name in columns] if columns else list(table.c)
        return select(*wanted).where(table.c.owner == self.owner)

    def drop_rows(self, table: Table, column: str, values: Iterable[str]) -> None:
        """Deletes this owner's rows where a column has one of the values."""
        with self.transaction():
            for part in chunks(values):
                self.change(delete(table).where(table.c.owner == self.owner, table.c[column].in_(part)))
