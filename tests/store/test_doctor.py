from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest
from tests.store.making import mail, mixed, saved

from afterword.store import doctor, open_store
from afterword.store.files import database_file

FLIPS = 500


def everything(home: Path) -> list[object] | None:
    """All truth in a home as it lies; None where it cannot be read."""
    try:
        with sqlite3.connect(database_file(home)) as link:
            rows = link.execute("SELECT * FROM facts NOT INDEXED ORDER BY owner, id").fetchall()
            rows += link.execute("SELECT * FROM tombstones ORDER BY id").fetchall()
        link.close()
    except (sqlite3.Error, UnicodeDecodeError):
        return None
    return rows


def test_every_flipped_bit_that_changes_a_fact_is_found(tmp_path: Path):
    home = tmp_path / "home"
    with open_store(home) as store:
        store.append([*mixed(), *(mail(n) for n in range(30, 60))], act=store.new_act("import"))
        store.undo(1)
    sound, file = database_file(home).read_bytes(), database_file(home)
    before = everything(home)
    chance = random.Random(20)
    missed = []
    for _ in range(FLIPS):
        place, bit = chance.randrange(len(sound)), chance.randrange(8)
        file.write_bytes(sound[:place] + bytes((sound[place] ^ 1 << bit,)) + sound[place + 1 :])
        if doctor.examine_place(home).ok and everything(home) != before:
            missed.append((place, bit))
    file.write_bytes(sound)
    assert missed == []
    assert doctor.examine_place(home).ok


def change(home: Path, sql: str, *values: object) -> None:
    with sqlite3.connect(database_file(home)) as link:
        link.execute(sql, values)
    link.close()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE facts SET at = at + 1 WHERE id = ?",
        "UPDATE facts SET kind = 'card' WHERE id = ?",
        "UPDATE facts SET learnt = 3 WHERE id = ?",
        "UPDATE facts SET origin = 'elsewhere' WHERE id = ?",
        "UPDATE facts SET \"by\" = 'x' WHERE id = ?",
        "UPDATE facts SET act = 'x' WHERE id = ?",
        "UPDATE facts SET body = zeroblob(40) WHERE id = ?",
        "UPDATE facts SET body = 'text' WHERE id = ?",
        "UPDATE facts SET body = (SELECT body FROM facts f WHERE f.id <> facts.id LIMIT 1) WHERE id = ?",
        "UPDATE facts SET id = CAST(x'ff41' AS TEXT) WHERE id = ?",
    ],
)
def test_a_changed_column_is_damage_and_names_the_fact(tmp_path: Path, sql: str):
    with open_store(tmp_path) as store:
        store.append(mixed())
    change(tmp_path, sql, mail(3).id)
    found = doctor.examine_place(tmp_path)
    assert not found.ok
    assert len(found.damaged) == 1
    assert found.damaged[0].startswith(mail(3).id) or "SET id" in sql
    assert any("backup" in line for line in found.advice)


@pytest.mark.parametrize("sql", ["DELETE FROM facts WHERE id = ?", "UPDATE facts SET owner = 'x' WHERE id = ?"])
def test_a_fact_that_vanished_is_missed(tmp_path: Path, sql: str):
    with open_store(tmp_path) as store:
        store.append(mixed())
    change(tmp_path, sql, mail(3).id)
    assert not doctor.examine_place(tmp_path).ok


def test_a_damaged_fact_says_so_when_it_is_read(tmp_path: Path):
    with open_store(tmp_path) as store:
        store.append([mail(3)])
    change(tmp_path, "UPDATE facts SET body = zeroblob(40)")
    with open_store(tmp_path) as store, pytest.raises(Exception, match="is damaged: run `afterword doctor`"):
        list(store.facts())


def test_a_file_that_is_no_database_gets_advice(tmp_path: Path):
    database_file(tmp_path).write_bytes(b"nonsense" * 1000)
    assert not doctor.examine_place(tmp_path).ok
    with pytest.raises(Exception, match="damaged"):
        open_store(tmp_path)


def test_decisions_without_their_facts_are_told(tmp_path: Path):
    with open_store(tmp_path) as store:
        store.append([f for f in mixed() if f.kind == "decision"])
        found = doctor.examine(store)
    assert found.ok
    assert "1 decisions stand on facts that are not here" in found.advice[0]


def test_a_sound_store_gets_no_advice(tmp_path: Path):
    with open_store(tmp_path) as store:
        store.append([saved(1)])
        assert doctor.examine(store) == doctor.Diagnosis(True, 1)
