from __future__ import annotations

import threading
from pathlib import Path

import pytest
from tests.store.making import mail, mixed, saved

from afterword.errors import Refused, Unreadable
from afterword.facts import Problem, fact
from afterword.facts.kinds import Card
from afterword.store import doctor, forget, keep, open_store
from afterword.store.files import database_file, write_file
from afterword.store.rows import SightingRow, Touch, WordsRow

CANARY = "zq7canary"


def test_a_backup_restores_to_the_same_facts(tmp_path: Path):
    with open_store(tmp_path / "a") as store:
        store.append(mixed(), act=store.new_act("import"))
        whole = store.logical_hash()
        keep.backup(store, tmp_path / "safe" / "copy.db")
        assert (tmp_path / "safe" / "copy.db").stat().st_mode & 0o777 == 0o600
    assert keep.restore(tmp_path / "b", tmp_path / "safe" / "copy.db") is None
    with open_store(tmp_path / "b") as store:
        assert store.logical_hash() == whole
        assert store.undo(1) is not None


def test_restoring_keeps_a_copy_of_what_was_there(tmp_path: Path):
    with open_store(tmp_path / "a") as store:
        store.append(mixed())
        keep.backup(store, tmp_path / "copy.db")
        store.append([saved(7)])
        newer = store.logical_hash()
        kept = keep.restore(tmp_path / "a", tmp_path / "copy.db")
        assert kept is not None
        assert store.count() == len(mixed())  # an open store sees the restored facts
    keep.restore(tmp_path / "b", kept)
    with open_store(tmp_path / "b") as store:
        assert store.logical_hash() == newer
    assert keep.restore(tmp_path / "a", kept) != kept
    assert sorted(p.name for p in (tmp_path / "a").iterdir()) == [
        "afterword.before-restore-1.db", "afterword.before-restore-2.db", "afterword.db",
    ]  # fmt: skip


def test_an_export_restores_too(tmp_path: Path):
    with open_store(tmp_path / "a") as store:
        store.append(mixed())
        (tmp_path / "e.jsonl").write_text("\n".join(keep.export(store)) + "\n")
        whole = store.logical_hash()
    keep.restore(tmp_path / "b", tmp_path / "e.jsonl")
    with open_store(tmp_path / "b") as store:
        assert store.logical_hash() == whole


@pytest.mark.parametrize("spoil", [b"", b"nonsense", b"SQLite format 3\0" + b"x" * 5000, None])
def test_a_spoilt_backup_changes_nothing(tmp_path: Path, spoil: bytes | None):
    with open_store(tmp_path / "a") as store:
        store.append(mixed())
        keep.backup(store, tmp_path / "copy.db")
        data = (tmp_path / "copy.db").read_bytes()
        place = data.index(b"Dana Whitfield") if b"Dana Whitfield" in data else data.index(mail(1).id.encode())
        spoilt = data[:place] + b"X" + data[place + 1 :] if spoil is None else spoil
        (tmp_path / "bad.db").write_bytes(spoilt)
        with pytest.raises(Unreadable):
            keep.restore(tmp_path / "a", tmp_path / "bad.db")
        assert store.count() == len(mixed())
    assert [p.name for p in (tmp_path / "a").iterdir()] == ["afterword.db"]


def test_what_is_no_backup_is_said_to_be_none(tmp_path: Path):
    (tmp_path / "notes.txt").write_text("Call Dana on Friday.\n")
    with pytest.raises(Unreadable, match="is no backup and no export of Afterword"):
        keep.restore(tmp_path / "a", tmp_path / "notes.txt")


def test_nothing_is_left_beside_a_folder_that_bears_the_name(tmp_path: Path):
    (tmp_path / "copy").mkdir()
    with pytest.raises(OSError, match="copy"):
        write_file(tmp_path / "copy", [b"x"])
    assert [p.name for p in tmp_path.iterdir()] == ["copy"]


def test_a_ruined_store_is_moved_aside_by_restore(tmp_path: Path):
    with open_store(tmp_path / "a") as store:
        store.append(mixed())
        keep.backup(store, tmp_path / "copy.db")
    database_file(tmp_path / "a").write_bytes(b"ruin" * 999)
    kept = keep.restore(tmp_path / "a", tmp_path / "copy.db")
    assert kept is not None
    assert kept.read_bytes() == b"ruin" * 999
    with open_store(tmp_path / "a") as store:
        assert store.count() == len(mixed())


def test_a_backup_is_whole_while_others_write(tmp_path: Path):
    home, stop = tmp_path / "a", threading.Event()

    def write() -> None:
        with open_store(home) as other:
            number = 0
            while not stop.is_set():
                other.append([saved(number), mail(number)], act=f"{number}")
                number += 1

    with open_store(home) as store:
        writer = threading.Thread(target=write)
        writer.start()
        try:
            for round_ in range(4):
                keep.backup(store, tmp_path / f"{round_}.db")
        finally:
            stop.set()
            writer.join()
    for round_ in range(4):
        keep.restore(tmp_path / f"r{round_}", tmp_path / f"{round_}.db")
        with open_store(tmp_path / f"r{round_}") as restored:
            assert doctor.examine(restored).ok
            assert restored.count() % 2 == 0  # never half an append


def test_forgetting_leaves_no_byte(tmp_path: Path):
    handle = f"email:{CANARY}@acme.example"
    with open_store(tmp_path) as store:
        theirs = [mail(n, sender=f"{CANARY}@acme.example", text=f"{CANARY} {n} " * 30) for n in range(20)]
        theirs.append(fact(Card(name=f"{CANARY} Lind", emails=(f"{CANARY}@acme.example",)), 0))
        store.append([*mixed(), *theirs], act=store.new_act("import"))
        store.put_touches([Touch(handle, one.id) for one in theirs])
        store.put_sightings([SightingRow("1", (handle,), CANARY.encode())])
        store.put_words([WordsRow(one.id, "message", CANARY) for one in theirs])
        store.put_cues({one.id: CANARY.encode() for one in theirs})
        store.put_problems([Problem("inbox.mbox", "message 3", "bad", CANARY.encode())])
        assert CANARY.encode() in database_file(tmp_path).read_bytes()
        assert forget.forget(store, [handle]).facts == 21
        assert doctor.examine(store).ok
    for file in tmp_path.iterdir():
        assert CANARY.encode() not in file.read_bytes()


def test_forgetting_names_the_copies_that_still_hold_it(tmp_path: Path):
    with open_store(tmp_path) as store:
        store.append(mixed())
        keep.backup(store, tmp_path / "afterword.before-restore-1.db")
        assert forget.forget(store, ids=[mail(1).id]).copies == (str(tmp_path / "afterword.before-restore-1.db"),)


@pytest.mark.postgresql
def test_sqlite_to_postgresql_and_back_is_the_same(tmp_path: Path, database: str):
    with open_store(tmp_path / "a") as store:
        store.append(mixed(), act=store.new_act("import"))
        store.append([saved(1)], act=store.new_act("save"))
        store.undo(3)
        (tmp_path / "e.jsonl").write_text("\n".join(keep.export(store)) + "\n")
        whole = store.logical_hash()
    keep.restore(database, tmp_path / "e.jsonl")
    with open_store(database) as store:
        assert store.logical_hash() == whole
        keep.backup(store, tmp_path / "hosted.jsonl")
        with pytest.raises(Refused):
            keep.restore(database, tmp_path / "hosted.jsonl")
    keep.restore(tmp_path / "b", tmp_path / "hosted.jsonl")
    with open_store(tmp_path / "b") as store:
        assert store.logical_hash() == whole
        assert store.redo(4) is not None
