"""The two databases and all that differs between them. With hot.py and light.py, the only place that holds SQL text."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, Table, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool, StaticPool

from afterword.store.files import private_dir, private_file
from afterword.store.light import FIND, match

Values = Sequence[Any]
WAL_IS_SAFE_FROM = (3, 51, 3)  # sqlite.org/wal.html#walresetbug: earlier ones can corrupt a WAL file under two writers
STATEMENTS = 400
"""Prepared statements that a connection keeps."""
BULK = 500
"""Rows from which PostgreSQL's COPY beats a pipelined executemany."""


class Dialect(Protocol):
    """What a database must be able to do."""

    name: str
    engine: Engine

    def begin(self, connection: Connection, owner: str, wait: float) -> None: ...
    def begin_set_up(self, connection: Connection) -> None: ...
    def begin_snapshot(self, connection: Connection) -> None: ...
    def commit(self, connection: Connection) -> None: ...
    def ask(self, connection: Connection, text: str, values: Any) -> list[Values]: ...
    def tell(self, connection: Connection, text: str, values: Any) -> None: ...
    def add(self, connection: Connection, table: Table, rows: Sequence[Values]) -> None: ...
    def put(self, connection: Connection, table: Table, rows: Sequence[Values], *, replace: bool = True) -> None: ...
    def create_words(self, connection: Connection) -> None: ...
    def drop_words(self, connection: Connection, owner: str | None) -> None: ...
    def add_words(self, connection: Connection, rows: Sequence[tuple[str, str, str, int, int, str]]) -> None: ...
    def find(self, connection: Connection, owner: str, words: Sequence[str], limit: int) -> list[Values]: ...
    def ailments(self, connection: Connection) -> list[str]: ...
    def wipe(self, connection: Connection) -> None: ...
    def is_busy(self, error: BaseException) -> bool: ...
    def is_conflict(self, error: BaseException) -> bool: ...
    def is_lost(self, error: BaseException) -> bool: ...


def raw(connection: Connection) -> Any:
    """The driver's own connection, for the few statements where SQLAlchemy costs more than the database."""
    return connection.connection.driver_connection


@cache
def _insert(table: Table, mark: str, verb: str = "INSERT") -> str:
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    return f"{verb} INTO {table.name} ({names}) VALUES ({', '.join([mark] * len(table.columns))})"


@cache
def _on_conflict(table: Table, replace: bool) -> str:
    keys = ", ".join(f'"{column.name}"' for column in table.primary_key)
    others = [column.name for column in table.columns if not column.primary_key]
    if not replace or not others:
        return f" ON CONFLICT ({keys}) DO NOTHING"
    return f" ON CONFLICT ({keys}) DO UPDATE SET " + ", ".join(f'"{name}" = excluded."{name}"' for name in others)


class Sqlite:
    """An embedded file, or memory (`path` None)."""

    name = "sqlite"

    def __init__(self, path: Path | None, *, wait: float, readonly: bool = False) -> None:
        self.path, self.wait, self.readonly = path, wait, readonly
        if path is not None and not readonly:
            private_dir(path.parent)
            private_file(path)
        pool: dict[str, Any] = {"poolclass": StaticPool} if path is None else {"poolclass": QueuePool, "pool_size": 8}
        self.engine = create_engine("sqlite+pysqlite://", creator=self._connect, hide_parameters=True, **pool)  # what is written may be a mail (P34)
        event.listen(self.engine, "connect", self._greet)

    def _connect(self) -> sqlite3.Connection:
        where = (
            ":memory:"
            if self.path is None
            else f"{self.path.absolute().as_uri()}?mode={'ro' if self.readonly else 'rw'}"
        )
        return sqlite3.connect(where, uri=self.path is not None, isolation_level=None, check_same_thread=False, cached_statements=STATEMENTS)

    def _greet(self, link: sqlite3.Connection, _record: object) -> None:
        """Pragmas of every connection. `synchronous` is FULL: NORMAL loses commits that were acknowledged."""
        link.execute(f"PRAGMA busy_timeout={int(self.wait * 1000)}")
        link.execute("PRAGMA foreign_keys=ON")
        link.execute("PRAGMA trusted_schema=OFF")
        link.execute("PRAGMA cell_size_check=ON")
        link.execute("PRAGMA cache_size=-16000")
        link.execute("PRAGMA synchronous=FULL")
        if not self.readonly and self.path is not None:
            wanted = "wal" if sqlite3.sqlite_version_info >= WAL_IS_SAFE_FROM else "delete"
            if link.execute("PRAGMA journal_mode").fetchone()[0] != wanted:
                link.execute(f"PRAGMA journal_mode={wanted}")

    def begin(self, connection: Connection, owner: str, wait: float) -> None:  # noqa: ARG002 - SQLite locks the file
        """BEGIN IMMEDIATE, tried at short uneven intervals: SQLite's own backing off starves whoever waited longest."""
        link = raw(connection)
        until = time.monotonic() + wait
        link.execute("PRAGMA busy_timeout=0")
        try:
            while True:
                try:
                    link.execute("BEGIN IMMEDIATE")
                except sqlite3.OperationalError as error:
                    if not self.is_busy(error) or time.monotonic() > until:
                        raise
                    time.sleep(random.uniform(0.001, 0.012))
                else:
                    return
        finally:
            link.execute(f"PRAGMA busy_timeout={int(self.wait * 1000)}")

    def begin_set_up(self, connection: Connection) -> None:
        self.begin(connection, "", self.wait)

    def begin_snapshot(self, connection: Connection) -> None:
        raw(connection).execute("BEGIN")

    def commit(self, connection: Connection) -> None:
        raw(connection).execute("COMMIT")

    def ask(self, connection: Connection, text: str, values: Any) -> list[Values]:
        found: list[Values] = raw(connection).execute(text, values).fetchall()
        return found

    def tell(self, connection: Connection, text: str, values: Any) -> None:
        raw(connection).execute(text, values)

    def add(self, connection: Connection, table: Table, rows: Sequence[Values]) -> None:
        raw(connection).executemany(_insert(table, "?"), rows)

    def put(self, connection: Connection, table: Table, rows: Sequence[Values], *, replace: bool = True) -> None:
        raw(connection).executemany(_insert(table, "?", f"INSERT OR {'REPLACE' if replace else 'IGNORE'}"), rows)

    def create_words(self, connection: Connection) -> None:
        """Contentless: the index never holds a second copy of what people wrote."""
        link = raw(connection)
        link.execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS words_index USING fts5(text, content='', tokenize='unicode61')"
        )
        for setting, value in (("automerge", 16), ("crisismerge", 64), ("hashsize", 16 << 20)):  # for many at once
            link.execute("INSERT INTO words_index (words_index, rank) VALUES (?, ?)", (setting, value))

    def drop_words(self, connection: Connection, owner: str | None) -> None:
        """A contentless index forgets only as a whole; a file with several owners keeps dead rows that join to none."""
        link = raw(connection)
        if owner is None or not link.execute("SELECT 1 FROM words WHERE owner <> ? LIMIT 1", (owner,)).fetchone():
            link.execute("DROP TABLE IF EXISTS words_index")
            self.create_words(connection)

    def add_words(self, connection: Connection, rows: Sequence[tuple[str, str, str, int, int, str]]) -> None:
        link = raw(connection)
        link.executemany(
            "INSERT INTO words (owner, key, kind, at, number) VALUES (?, ?, ?, ?, ?)", [row[:5] for row in rows]
        )
        link.executemany("INSERT INTO words_index (rowid, text) VALUES (?, ?)", [row[4:] for row in rows])

    def find(self, connection: Connection, owner: str, words: Sequence[str], limit: int) -> list[Values]:
        asked = match(words)
        found: list[Values] = (
            raw(connection)
            .execute(FIND, (owner, asked, limit))
            .fetchall()
        )
        return found

    def ailments(self, connection: Connection) -> list[str]:
        """What is wrong with the database itself, each with what to do."""
        link = raw(connection)
        found = [
            f"the database file is damaged ({line}): restore a backup"
            for (line,) in link.execute("PRAGMA integrity_check(5)")
            if line != "ok"
        ]
        if sqlite3.sqlite_version_info < (3, 35):
            found.append(f"SQLite {sqlite3.sqlite_version} is too old: 3.35 or newer is needed")
        if not link.execute("SELECT 1 FROM pragma_compile_options WHERE compile_options = 'ENABLE_FTS5'").fetchone():
            found.append("this SQLite has no full-text search (FTS5): `find` will not work")
        return found

    def wipe(self, connection: Connection) -> None:
        """Rewrites the file so that no byte of what was deleted remains in it. Outside a transaction only."""
        link = raw(connection)
        link.execute("PRAGMA secure_delete=ON")
        link.execute("VACUUM")
        link.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def is_busy(self, error: BaseException) -> bool:
        cause = error.orig if isinstance(error, DBAPIError) else error
        text = str(cause)
        return isinstance(cause, sqlite3.OperationalError) and ("locked" in text or "busy" in text)

    def is_conflict(self, error: BaseException) -> bool:  # noqa: ARG002 - one writer at a time cannot conflict
        return False

    def is_lost(self, error: BaseException) -> bool:  # noqa: ARG002 - a file does not hang up
        return False


class Postgresql:
    """A hosted database; `url` as `postgresql://user@host/name`."""

    name = "postgresql"

    def __init__(self, url: str, *, wait: float, readonly: bool = False) -> None:
        self.wait, self.readonly = wait, readonly
        scheme, _, rest = url.partition("://")
        address = f"postgresql+psycopg://{rest}" if scheme in ("postgres", "postgresql") else url
        options = "-c TimeZone=UTC" + (" -c default_transaction_read_only=on" if readonly else "")
        self.engine = create_engine(address, pool_pre_ping=True, hide_parameters=True, pool_size=4, connect_args={"options": options})

    def begin(self, connection: Connection, owner: str, wait: float) -> None:
        """One writer at a time per owner: a lock on the owner's own row, so that tenants never wait for each other."""
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(wait * 1000)}")
        mine = {"owner": owner}
        lock = "SELECT value FROM meta WHERE owner = %(owner)s AND key = 'lock' FOR UPDATE"
        if connection.exec_driver_sql(lock, mine).first() is None:  # an insert under way holds others back as well
            make = "INSERT INTO meta (owner, key, value) VALUES (%(owner)s, 'lock', '') ON CONFLICT DO NOTHING"
            connection.exec_driver_sql(make, mine)
            connection.exec_driver_sql(lock, mine)

    def begin_set_up(self, connection: Connection) -> None:
        """Two programs that set up at once: the second fails on what the first made, and looks again."""

    def begin_snapshot(self, connection: Connection) -> None:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")

    def commit(self, connection: Connection) -> None:
        connection.commit()

    def ask(self, connection: Connection, text: str, values: Any) -> list[Values]:
        found: list[Values] = raw(connection).execute(text, values).fetchall()
        return found

    def tell(self, connection: Connection, text: str, values: Any) -> None:
        raw(connection).execute(text, values)

    def add(self, connection: Connection, table: Table, rows: Sequence[Values]) -> None:
        if len(rows) < BULK:
            self._many(connection, _insert(table, "%s"), rows)
        else:
            self._copy(connection, table.name, table, rows)

    def put(self, connection: Connection, table: Table, rows: Sequence[Values], *, replace: bool = True) -> None:
        if len(rows) < BULK:
            self._many(connection, _insert(table, "%s") + _on_conflict(table, replace), rows)
            return
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        keys = ", ".join(f'"{column.name}"' for column in table.primary_key)
        cursor = raw(connection).cursor()
        cursor.execute(f"CREATE TEMP TABLE arriving (LIKE {table.name} INCLUDING DEFAULTS) ON COMMIT DROP")
        self._copy(connection, "arriving", table, rows)
        cursor.execute(
            f"INSERT INTO {table.name} ({names}) SELECT DISTINCT ON ({keys}) {names} FROM arriving"  # noqa: S608
            + _on_conflict(table, replace)
        )
        cursor.execute("DROP TABLE arriving")

    def _many(self, connection: Connection, sql: str, rows: Sequence[Values]) -> None:
        raw(connection).cursor().executemany(sql, rows)

    def _copy(self, connection: Connection, name: str, table: Table, rows: Iterable[Values]) -> None:
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        with raw(connection).cursor().copy(f"COPY {name} ({names}) FROM STDIN") as target:
            for row in rows:
                target.write_row(row)

    def create_words(self, connection: Connection) -> None:
        connection.exec_driver_sql("ALTER TABLE words ADD COLUMN IF NOT EXISTS tokens tsvector")
        connection.exec_driver_sql("CREATE INDEX IF NOT EXISTS words_by_token ON words USING gin (tokens)")

    def drop_words(self, connection: Connection, owner: str | None) -> None:
        """The index is a column of `words` and goes with its rows."""

    def add_words(self, connection: Connection, rows: Sequence[tuple[str, str, str, int, int, str]]) -> None:
        self._many(
            connection,
            "INSERT INTO words (owner, key, kind, at, number, tokens) "
            "VALUES (%s, %s, %s, %s, %s, to_tsvector('simple', %s))",
            rows,
        )

    def find(self, connection: Connection, owner: str, words: Sequence[str], limit: int) -> list[Values]:
        asked = " & ".join([f"'{word}'" for word in words[:-1]] + [f"'{words[-1]}':*"])
        rows = connection.exec_driver_sql(
            "SELECT w.key, w.kind, w.at FROM words w LEFT JOIN hidden h ON h.owner = w.owner AND h.fact = w.key "
            "WHERE w.owner = %(owner)s AND w.tokens @@ to_tsquery('simple', %(asked)s) AND h.fact IS NULL "
            "ORDER BY ts_rank_cd(w.tokens, to_tsquery('simple', %(asked)s), 2) DESC, w.at DESC, w.key LIMIT %(limit)s",
            {"owner": owner, "asked": asked, "limit": limit},
        )
        return [tuple(row) for row in rows]

    def ailments(self, connection: Connection) -> list[str]:
        encoding = connection.exec_driver_sql("SHOW server_encoding").scalar()
        return [] if encoding == "UTF8" else [f"the database speaks {encoding}: make a new one with ENCODING 'UTF8'"]

    def wipe(self, connection: Connection) -> None:
        """Dead rows are the server's to clear: autovacuum does, and only the table's owner could hurry it."""

    def is_busy(self, error: BaseException) -> bool:
        return _sqlstate(error) == "55P03"

    def is_conflict(self, error: BaseException) -> bool:
        return _sqlstate(error) in ("40001", "40P01")

    def is_lost(self, error: BaseException) -> bool:
        """The server hung up (class 08, 57P01 to 57P03), or could not be reached at all: then there is no state."""
        cause = error.orig if isinstance(error, DBAPIError) else error
        state = _sqlstate(error)
        return state.startswith(("08", "57P")) or (not state and type(cause).__name__ == "OperationalError")


def _sqlstate(error: BaseException) -> str:
    cause = error.orig if isinstance(error, DBAPIError) else error
    return str(getattr(cause, "sqlstate", "") or "")


def dialect_of(place: Path | str, *, wait: float, readonly: bool) -> Dialect:
    """The database at a place: a file's path, a `postgresql://` address, or ":memory:"."""
    if isinstance(place, Path):
        return Sqlite(place, wait=wait, readonly=readonly)
    if place == ":memory:":
        return Sqlite(None, wait=wait)
    return Postgresql(place, wait=wait, readonly=readonly)


def copy_sqlite(source: Connection, target: Path) -> None:
    """Copies a whole database into another file in one step: consistent, and all or nothing in the target too."""
    _copy(raw(source), target)


def copy_file(source: Path, target: Path) -> None:
    """The same for a file that nobody has opened, whatever program wrote it."""
    link = sqlite3.connect(f"{source.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=30)
    try:
        _copy(link, target)
    finally:
        link.close()


def _copy(source: sqlite3.Connection, target: Path) -> None:
    link = sqlite3.connect(target, isolation_level=None, timeout=30)
    try:
        link.execute("PRAGMA synchronous=FULL")
        source.backup(link)
    finally:
        link.close()


@contextmanager
def lenient(connection: Connection) -> Iterator[None]:
    """Inside, SQLite hands out text that is no UTF-8 as well: `doctor` must be able to look at damage."""
    link = raw(connection)
    if not isinstance(link, sqlite3.Connection):
        yield
        return
    link.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
    try:
        yield
    finally:
        link.text_factory = str


def why_no_ledger(path: Path) -> str:
    """What keeps a file from being a ledger of ours; empty when it is one."""
    link = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        link.execute("SELECT count(*) FROM facts").fetchone()
        link.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError as error:
        return str(error)
    finally:
        link.close()
    return ""
