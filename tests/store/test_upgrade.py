from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, inspect, text
from tests.store.making import mixed

from afterword.errors import NotFound, StoreBusy
from afterword.store import doctor, open_store, schema, upgrade
from afterword.store.dialect import dialect_of
from afterword.store.files import database_file


def shape(connection: Connection) -> dict[str, Any]:
    """Everything about the truth tables that two databases can differ in."""
    seen = inspect(connection)
    found: dict[str, Any] = {}
    for name in sorted(schema.truth.tables):
        columns = [(c["name"], str(c["type"]), c["nullable"], c.get("default")) for c in seen.get_columns(name)]
        indexes = sorted((i["name"], tuple(i["column_names"]), i["unique"]) for i in seen.get_indexes(name))
        found[name] = (columns, seen.get_pk_constraint(name)["constrained_columns"], indexes)
    if connection.dialect.name == "sqlite":
        asked = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%WITHOUT ROWID%' ORDER BY name"
        found["without rowid"] = [row[0] for row in connection.execute(text(asked)) if row[0] in schema.truth.tables]
    return found


def fresh_and_migrated(one: Path | str, two: Path | str) -> tuple[dict[str, Any], dict[str, Any]]:
    fresh, migrated = dialect_of(one, wait=5, readonly=False).engine, dialect_of(two, wait=5, readonly=False).engine
    with fresh.begin() as connection:
        schema.truth.create_all(connection)
        first = shape(connection)
    with migrated.begin() as connection:
        upgrade.migrate(connection)
        second = shape(connection)
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == schema.HEAD
    fresh.dispose()
    migrated.dispose()
    return first, second


def test_a_migrated_file_has_the_shape_of_a_fresh_one(tmp_path: Path):
    first, second = fresh_and_migrated(tmp_path / "a.db", tmp_path / "b.db")
    assert first == second


@pytest.mark.postgresql
def test_a_migrated_database_has_the_shape_of_a_fresh_one(database: str, postgresql: str):
    import psycopg

    with psycopg.connect(postgresql, autocommit=True) as link:
        link.execute("CREATE DATABASE migrated")
        try:
            first, second = fresh_and_migrated(database, postgresql.replace("/postgres?", "/migrated?"))
        finally:
            link.execute("DROP DATABASE migrated WITH (FORCE)")
    assert first == second


def test_the_newest_migration_is_the_one_the_program_asks_for():
    assert upgrade.known_versions()[-1] == schema.HEAD


def test_an_older_store_is_migrated_after_a_copy_was_made(tmp_path: Path, monkeypatch):
    """As long as there is one version, the older one is a store that stopped before its first migration."""
    with open_store(tmp_path) as store:
        store.append(mixed())
        whole = store.logical_hash()
    monkeypatch.setattr(
        upgrade, "migrate", lambda connection: connection.execute(text("UPDATE alembic_version SET version_num='0001'"))
    )
    monkeypatch.setattr(upgrade, "known_versions", lambda: ["0000", "0001"])
    with sqlite3.connect(database_file(tmp_path)) as link:
        link.execute("UPDATE alembic_version SET version_num = '0000'")
    link.close()
    with open_store(tmp_path) as store:
        assert store.logical_hash() == whole
        assert doctor.examine(store).ok
    assert (tmp_path / "afterword.before-0000.db").stat().st_mode & 0o777 == 0o600


def test_a_newer_store_is_refused(tmp_path: Path):
    with open_store(tmp_path) as store:
        store.append(mixed())
    with sqlite3.connect(database_file(tmp_path)) as link:
        link.execute("UPDATE alembic_version SET version_num = '9999'")
    link.close()
    with pytest.raises(StoreBusy, match="newer program"):
        open_store(tmp_path)
    with pytest.raises(StoreBusy):
        open_store(tmp_path, readonly=True)
    assert [p.name for p in tmp_path.iterdir()] == ["afterword.db"]


def test_caches_of_another_age_are_dropped_and_truth_stays(tmp_path: Path):
    with open_store(tmp_path) as store:
        store.append(mixed(), act=store.new_act("import"))
        store.undo(1)
        store.set_stamp("x")
        hidden = store.hidden([f.id for f in mixed()])
    with sqlite3.connect(database_file(tmp_path)) as link:
        link.execute("UPDATE meta SET value = '0' WHERE key = 'caches'")
        link.execute("ALTER TABLE cues RENAME COLUMN body TO other")
    link.close()
    with open_store(tmp_path) as store:
        assert store.stamp == ""
        assert store.hidden([f.id for f in mixed()]) == hidden
        store.put_cues({"a": b"b"})
        assert doctor.examine(store).ok


def test_reading_only_neither_creates_nor_writes(tmp_path: Path):
    with pytest.raises(NotFound, match="afterword init"):
        open_store(tmp_path / "none", readonly=True)
    assert not (tmp_path / "none").exists()
    with open_store(tmp_path / "a") as store:
        store.append(mixed())
    with open_store(tmp_path / "a", readonly=True) as store:
        assert store.count() == len(mixed())
        with pytest.raises(StoreBusy, match="cannot be opened"):
            store.put_meta("a", "b")


def test_files_are_private(tmp_path: Path):
    with open_store(tmp_path / "deep" / "home") as store:
        store.append(mixed())
    assert (tmp_path / "deep" / "home").stat().st_mode & 0o777 == 0o700
    assert database_file(tmp_path / "deep" / "home").stat().st_mode & 0o777 == 0o600


def test_every_table_can_be_spread_by_owner():
    """STACK rules for scale-out: owner first in every key, no sequences, no foreign keys, nothing unique without it."""
    for table in (*schema.truth.sorted_tables, *schema.cache.sorted_tables):
        assert next(iter(table.primary_key)).name == "owner", table.name
        assert not table.foreign_keys
        for index in table.indexes:
            assert not index.unique or next(iter(index.columns)).name == "owner"
        for column in table.primary_key:
            assert column.autoincrement in (False, "auto")
            assert not (
                column.autoincrement == "auto" and column.type.python_type is int and len(table.primary_key) == 1
            )


def test_every_commit_is_on_disk_before_it_is_acknowledged(tmp_path: Path):
    with open_store(tmp_path) as store, store.connected() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        journal = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
        assert journal == ("wal" if sqlite3.sqlite_version_info >= (3, 51, 3) else "delete")
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_no_message_shows_a_password():
    from afterword.store.store import Store

    store = Store("postgresql://somebody:pa55word@127.0.0.1:1/nothing", "me", wait=0.1, readonly=False)
    with pytest.raises(StoreBusy, match="does not answer") as caught:
        upgrade.prepare(store)
    assert "pa55word" not in str(caught.value) + store.shown
    store.close()
