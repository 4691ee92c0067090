from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

from afterword.facts import Problem
from afterword.store import hot, open_store
from afterword.store.files import database_file
from afterword.store.rows import FollowUpRow, OutreachRow, QuestionRow, WaitingRow
from afterword.store.schema import HEAD

DAY = "2026-03-10"


def fill(home: Path) -> None:
    with open_store(home) as store:
        windows = (
            ("a", "2026-03-01", "2026-03-09"),
            ("b", "2026-03-10", "2026-03-10"),
            ("c", "2026-03-11", "2026-03-20"),
        )
        rows = [FollowUpRow(key, "s", opens, opens, closes, "window", key.encode()) for key, opens, closes in windows]
        store.put_plan("p", rows)
        store.put_waiting({"p": [WaitingRow("w", DAY, b"W")]})
        store.put_questions({"p": [QuestionRow("q", b"Q")]})
        store.put_outreach([OutreachRow("f", "2026-03-08", "dana", "Acme"), OutreachRow("g", "2026-01-01", "bo")])
        store.put_problems([Problem("f", "line 1", "bad")])
        store.put_meta("timezone", "UTC")
        store.set_stamp("one")


def test_the_page_of_a_day_is_read_without_the_store(tmp_path: Path):
    fill(tmp_path)
    page = hot.read(tmp_path, "me", DAY, "one", "2026-03-01")
    assert page is not None
    assert (page.follow_ups, page.waiting, page.questions) == ((b"b",), (b"W",), (b"Q",))
    assert page.outreach == (("f", "2026-03-08", "dana", "Acme", b"{}"),)
    assert (page.coming, page.problems, page.meta["timezone"]) == (1, 1, "UTC")


def test_it_agrees_with_the_ordinary_path(tmp_path: Path):
    fill(tmp_path)
    with open_store(tmp_path) as store:
        page = hot.read(tmp_path, "me", DAY, "one", "")
        assert page is not None
        assert list(page.follow_ups) == store.follow_ups(opens_by=DAY, closes_from=DAY)
        assert list(page.waiting) == store.waiting()
        assert [OutreachRow(*row) for row in page.outreach] == store.outreach()


def test_a_schema_that_is_not_this_program_s_is_not_read(tmp_path: Path):
    fill(tmp_path)
    assert hot.SCHEMA == HEAD
    with sqlite3.connect(database_file(tmp_path)) as link:
        link.execute("UPDATE alembic_version SET version_num = '9999'")
    assert hot.read(tmp_path, "me", DAY, "one", "") is None
    assert hot.meta(tmp_path, "me") == {}


def test_it_steps_aside_when_it_cannot_be_right(tmp_path: Path):
    assert hot.read(tmp_path, "me", DAY, "one", "") is None
    assert not database_file(tmp_path).exists()
    fill(tmp_path)
    assert hot.read(tmp_path, "me", DAY, "two", "") is None
    assert hot.read(tmp_path, "me", DAY, "", "") is None
    assert hot.read(tmp_path, "somebody else", DAY, "one", "") is None
    database_file(tmp_path).write_bytes(b"nonsense" * 999)
    assert hot.read(tmp_path, "me", DAY, "one", "") is None


def test_it_imports_the_standard_library_alone():
    seen = "import sys, afterword.store.hot; print([m for m in sys.modules if m.split('.')[0] not in sys.stdlib_module_names])"
    done = subprocess.run(
        [sys.executable, "-S", "-c", f"import sys; sys.path.insert(0, 'src'); {seen}"],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    mods = set(eval(done.stdout))
    assert {m for m in mods if not m.startswith("_")} <= {"afterword", "afterword.store", "afterword.store.hot"}


def test_looking_whether_somebody_wrote_lets_go_of_no_lock(tmp_path: Path) -> None:
    with open_store(tmp_path):
        pass
    file = tmp_path / hot.DATABASE
    pulse, link = hot.Pulse(tmp_path), sqlite3.connect(file, isolation_level=None)
    link.execute("BEGIN IMMEDIATE")
    before = pulse.beat()
    other = "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None).execute('BEGIN IMMEDIATE')"
    assert b"locked" in subprocess.run([sys.executable, "-c", other, str(file)], capture_output=True, check=False).stderr
    link.execute("INSERT INTO meta (owner, key, value) VALUES ('x', 'y', 'z')")
    assert pulse.beat() == before
    link.execute("COMMIT")
    assert pulse.beat() != before
    pulse.close()
    link.close()
