from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError
from tests.store.making import mixed

from afterword.errors import Unreadable
from afterword.store import Store, doctor, keep, open_store, outbox, upgrade
from afterword.store import forget as forgetting
from afterword.store.claimant import Claimant, is_alive, myself
from afterword.store.dialect import dialect_of
from afterword.store.files import database_file, private_dir
from afterword.store.outbox import OutboxRow

DATA = b"From: <sam@postbox.example>\r\n\r\nhello\r\n"
ROW = OutboxRow("3f9c", "<3f9c@postbox.example>", "approved", sha256(DATA).hexdigest(), DATA, 10, 20, body=json.dumps({"handles": ["email:dana@acme.example"]}).encode())


class OutboxContract:
    """What both databases must do; needs a fixture `store`."""

    def test_a_mail_goes_its_way_once(self, store: Store):
        assert outbox.approve(store, ROW)
        attempt = outbox.claim(store, "3f9c", ROW.digest, 11)
        assert attempt == 1
        assert outbox.claim(store, "3f9c", ROW.digest, 11) == 0
        assert not outbox.approve(store, ROW)
        assert outbox.busy(store)
        assert outbox.transmit(store, "3f9c", attempt)
        assert not outbox.transmit(store, "3f9c", attempt)
        assert outbox.settle(store, "3f9c", attempt, "sent", "250 ok")
        assert not outbox.settle(store, "3f9c", attempt, "refused")
        assert not outbox.approve(store, ROW)
        assert outbox.claim(store, "3f9c", ROW.digest, 12) == 0
        assert [(r.state, r.attempt, r.data, r.intact) for r in outbox.rows(store)] == [("sent", 1, DATA, True)]
        assert not outbox.busy(store)

    def test_only_what_was_approved_is_claimed(self, store: Store):
        outbox.approve(store, ROW)
        assert outbox.claim(store, "3f9c", "0" * 64, 11) == 0
        assert outbox.claim(store, "none", ROW.digest, 11) == 0

    def test_what_had_not_left_may_be_tried_again_and_other_words_approved(self, store: Store):
        outbox.approve(store, ROW)
        assert outbox.settle(store, "3f9c", outbox.claim(store, "3f9c", ROW.digest, 11), "approved", "no network")
        assert outbox.claim(store, "3f9c", ROW.digest, 12) == 2
        outbox.settle(store, "3f9c", 2, "refused", "550 no such person")
        other = replace(ROW, data=b"x", digest=sha256(b"x").hexdigest(), approved=30)
        assert outbox.approve(store, other)
        after = outbox.row(store, "3f9c")
        assert after is not None
        assert (after.state, after.data, after.attempt) == ("approved", b"x", 2)

    def test_the_database_keeps_a_message_id_to_one_follow_up(self, store: Store):
        outbox.approve(store, ROW)
        with pytest.raises(IntegrityError):
            outbox.approve(store, replace(ROW, key="other"))

    def test_one_of_many_senders_gets_the_row(self, store: Store):
        outbox.approve(store, ROW)
        got: list[int] = []
        threads = [threading.Thread(target=lambda: got.append(outbox.claim(store, "3f9c", ROW.digest, 11))) for _ in range(8)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        assert sorted(got) == [0] * 7 + [1]

    @pytest.mark.parametrize("left", [False, True])
    def test_the_row_of_a_dead_sender_is_freed_or_in_doubt(self, store: Store, left: bool):
        outbox.approve(store, ROW)
        attempt = outbox.claim(store, "3f9c", ROW.digest, 11)
        if left:
            outbox.transmit(store, "3f9c", attempt)
        assert outbox.let_go(store, 12) == []
        died(store)
        (freed,) = outbox.let_go(store, 12)
        assert freed.state == ("unknown" if left else "approved")
        assert outbox.let_go(store, 12) == []
        assert outbox.approve(store, ROW) is not left

    def test_a_mail_in_doubt_stays_in_doubt_until_it_is_known_or_told(self, store: Store):
        outbox.approve(store, ROW)
        attempt = outbox.claim(store, "3f9c", ROW.digest, 11)
        outbox.transmit(store, "3f9c", attempt)
        outbox.settle(store, "3f9c", attempt, "unknown", "no answer")
        again = outbox.claim(store, "3f9c", ROW.digest, 12, of="unknown")
        assert again == 2
        outbox.settle(store, "3f9c", again, "approved", "no network")
        assert outbox.rows(store, ("unknown",))
        again = outbox.claim(store, "3f9c", ROW.digest, 12, of="unknown")
        outbox.settle(store, "3f9c", again, "refused", "550")
        assert outbox.rows(store, ("unknown",))
        assert outbox.decide(store, "3f9c", ("unknown",), "refused", "you said so")
        assert not outbox.decide(store, "3f9c", ("unknown",), "sent")
        assert outbox.approve(store, ROW)


def died(store: Store) -> None:
    """The sender of every row is a process of an earlier start of this machine."""
    me = myself()
    gone = str(Claimant(me.machine, me.boot, me.pid, me.started + 1))
    from sqlalchemy import update

    store.change(update(outbox.outbox).values(claimant=gone))


class TestSqlite(OutboxContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[Store]:
        with open_store(tmp_path / "home") as store:
            yield store


@pytest.mark.postgresql
class TestPostgresql(OutboxContract):
    @pytest.fixture
    def store(self, database: str) -> Iterator[Store]:
        with open_store(database) as store:
            yield store


def test_a_process_is_known_by_more_than_its_number():
    me = myself()
    assert is_alive(str(me), 0, 10**18)
    child = subprocess.Popen(["sleep", "60"])
    theirs = replace(me, pid=child.pid, started=_start_of(child.pid))
    assert is_alive(str(theirs), 0, 10**18)
    child.kill()
    child.wait()
    assert not is_alive(str(theirs), 0, 10**18)
    assert not is_alive(str(replace(me, started=me.started + 1)), 0, 1)
    assert not is_alive(str(replace(me, boot="another")), 0, 1)
    assert not is_alive("nonsense", 0, 1)
    elsewhere = str(replace(me, machine="another"))
    assert is_alive(elsewhere, 0, 1)
    assert not is_alive(elsewhere, 0, 16 * 60 * 1_000_000)


def _start_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19])


def test_nothing_leaves_by_an_approval_that_comes_from_a_copy(tmp_path: Path):
    with open_store(tmp_path / "a") as store:
        for n, state in enumerate(("approved", "claimed", "transmitting", "sent", "unknown")):
            outbox.approve(store, replace(ROW, key=str(n), message_id=f"<{n}@postbox.example>"))
            outbox.decide(store, str(n), ("approved",), state)  # type: ignore[arg-type]
        keep.backup(store, tmp_path / "copy")
        lines = "\n".join(keep.export(store))
    (tmp_path / "lines").write_text(lines)
    for name in ("copy", "lines"):
        keep.restore(tmp_path / name[::-1], tmp_path / name)
        with open_store(tmp_path / name[::-1]) as store:
            assert {r.key: r.state for r in outbox.rows(store)} == {"0": "draft", "1": "draft", "2": "unknown", "3": "sent", "4": "unknown"}
            assert all(r.data == DATA for r in outbox.rows(store))


def test_doctor_sees_bytes_that_were_not_approved(tmp_path: Path):
    with open_store(tmp_path) as store:
        outbox.approve(store, ROW)
        assert doctor.examine(store).ok
        outbox.approve(store, replace(ROW, data=DATA + b"P.S."))
        said = doctor.examine(store)
    assert not said.ok
    assert "outbox" in said.advice[0]


def test_somebody_forgotten_stands_in_no_outbox(tmp_path: Path):
    with open_store(tmp_path) as store:
        outbox.approve(store, ROW)
        outbox.approve(store, replace(ROW, key="other", message_id="<o@postbox.example>", body=b'{"handles": ["email:bo@lind.example"]}'))
        forgetting.forget(store, ["email:dana@acme.example"])
        assert [r.key for r in outbox.rows(store)] == ["other"]


def test_lines_that_are_no_outbox_do_no_harm(tmp_path: Path):
    head = {"afterword": 1, "tombstones": [], "outbox": [5, {}, {"key": "x"}, {**outbox.as_line(ROW), "digest": "0"}, {**outbox.as_line(ROW), "state": "leaving"}]}
    (tmp_path / "lines").write_text(f"{json.dumps(head)}\n{json.dumps({'facts': 0, 'sha256': sha256().hexdigest()})}\n")
    keep.restore(tmp_path / "home", tmp_path / "lines")
    with open_store(tmp_path / "home") as store:
        assert outbox.rows(store) == []
    (tmp_path / "lines").write_text(json.dumps({**head, "outbox": 7}))
    with pytest.raises(Unreadable, match="cut short"):
        keep.restore(tmp_path / "home", tmp_path / "lines")


def test_a_store_from_before_there_was_an_outbox_gets_one(tmp_path: Path):
    file = database_file(private_dir(tmp_path / "home"))
    engine = dialect_of(file, wait=5, readonly=False).engine
    with engine.begin() as connection:
        upgrade.migrate(connection, "0001")
    engine.dispose()
    assert "afterword plan" in doctor.examine_place(tmp_path / "home").advice[0]
    with open_store(tmp_path / "home") as store:
        store.append(mixed())
        outbox.approve(store, ROW)
        assert len(outbox.rows(store)) == 1
        assert doctor.examine(store).ok
    assert (tmp_path / "home" / "afterword.before-0001.db").is_file()
