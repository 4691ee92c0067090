"""Makes a store ready for this program: creates it, migrates its truth, or drops caches of another age."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, inspect, select
from sqlalchemy.exc import DBAPIError

from afterword.errors import NotFound, StoreBusy
from afterword.store import schema
from afterword.store.crash import crash_point
from afterword.store.dialect import copy_sqlite
from afterword.store.files import private_file, put_in_place
from afterword.store.session import Session


def _config(connection: Connection | None = None) -> Any:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def known_versions() -> list[str]:
    """Every version of the truth that this program can bring up to date, oldest first."""
    from alembic.script import ScriptDirectory

    script = ScriptDirectory.from_config(_config())
    return [found.revision for found in script.walk_revisions()][::-1]


def migrate(connection: Connection, target: str = "head") -> None:
    """Runs the migrations that are missing, in the transaction that is under way."""
    from alembic import command

    command.upgrade(_config(connection), target)


def prepare(session: Session) -> None:
    """Opens the house: creates, migrates or refreshes what is there.

    Raises NotFound where there is nothing to read, StoreBusy where another version of the program wrote the store.
    """
    engine = session.dialect.engine
    with session.speaking(), engine.connect() as connection:
        found = _version(connection)
        ready = found == schema.HEAD and _caches_fit(connection)
    if session.readonly:
        if found is None:
            raise NotFound(f"there is nothing at {session.shown} yet: run `afterword init`")
        if found in known_versions()[:-1]:
            raise StoreBusy(f"the store is from before version {schema.HEAD}: `afterword plan` brings it up to date, and keeps a copy")
        if found != schema.HEAD:
            raise StoreBusy(f"the store is of another version ({found}): use the program that wrote it last")
    elif not ready:
        _again(lambda: _make_ready(session), 1 if session.dialect.name == "sqlite" else 3)


def _again(work: Callable[[], None], attempts: int) -> None:
    """Two programs may set up one database at once: the second fails on what the first made, and looks again."""
    for attempt in range(1, attempts + 1):
        try:
            work()
        except DBAPIError:
            if attempt == attempts:
                raise
        else:
            return


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table(schema.version.name):
        return None
    found = connection.execute(select(schema.version.c.version_num)).scalar()
    return None if found is None else str(found)


def _caches_fit(connection: Connection) -> bool:
    meta = schema.meta
    if not inspect(connection).has_table(meta.name):
        return False
    found = connection.execute(select(meta.c.value).where(meta.c.owner == "", meta.c.key == "caches")).scalar()
    return bool(found == schema.CACHES)


def make_tables(session: Session, connection: Connection) -> None:
    """Creates truth and caches in the transaction that is under way."""
    schema.truth.create_all(connection)
    schema.version.create(connection, checkfirst=True)
    connection.execute(insert(schema.version).values(version_num=schema.HEAD))
    make_caches(session, connection)


def make_caches(session: Session, connection: Connection) -> None:
    """Drops the caches of all owners and creates them empty."""
    schema.cache.drop_all(connection)
    schema.cache.create_all(connection)
    session.dialect.create_words(connection)
    session.dialect.drop_words(connection, None)
    connection.execute(insert(schema.meta).values(owner="", key="caches", value=schema.CACHES))


def _make_ready(session: Session) -> None:
    engine = session.dialect.engine
    with session.speaking(), engine.connect() as connection:
        session.dialect.begin_set_up(connection)
        try:
            found = _version(connection)
            if found is None and not inspect(connection).has_table(schema.facts.name):
                make_tables(session, connection)
            elif found != schema.HEAD:
                _bring_up(session, connection, found)
            elif not _caches_fit(connection):
                make_caches(session, connection)
            crash_point("before commit of set-up")
            session.dialect.commit(connection)
            crash_point("after commit of set-up")
        except BaseException:
            connection.connection.rollback()
            raise


def _bring_up(session: Session, connection: Connection, found: str | None) -> None:
    if found is not None and found not in known_versions():
        raise StoreBusy(f"the store was written by a newer program (version {found}): update Afterword")
    if isinstance(session.place, Path):
        copy_before(session.place, found or "0000", session)
    migrate(connection)
    make_caches(session, connection)


def copy_before(file: Path, version: str, session: Session) -> Path:
    """Keeps a copy of the file as it was, beside it."""
    target = file.with_name(f"{file.stem}.before-{version}{file.suffix}")
    beside = private_file(target.with_name(f"{target.name}.part"))
    crash_point("before copy")
    with session.dialect.engine.connect() as other:
        copy_sqlite(other, beside)
    put_in_place(beside, target)
    return target
