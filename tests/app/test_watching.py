"""A watched folder: whatever is new in it, whatever it is, once."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from tests.app.calendars import Desk, calendar, card, event

from afterword.app import accounts
from afterword.app.accounts import Account
from afterword.errors import Unreadable


@pytest.fixture
def drop(desk: Desk, tmp_path: Path) -> Path:
    made = tmp_path / "drop"
    made.mkdir()
    accounts.add(desk.folder, Account("drop", kind="folder", url=str(made)))
    return made


def test_what_is_put_there_is_imported_once_by_its_content(desk: Desk, drop: Path) -> None:
    assert desk.sync() == (0, 0)
    (drop / "diary.txt").write_bytes(calendar(event(1, wrap=False)))
    (drop / "deep").mkdir()
    with zipfile.ZipFile(drop / "deep" / "people.zip", "w") as made:
        made.writestr("contacts.vcf", card(1) + card(2))
    assert desk.sync() == (3, 3)
    assert desk.sync() == (0, 0)
    (drop / "copy.ics").write_bytes(calendar(event(1, wrap=False)))
    assert desk.sync()[1] == 0
    (drop / "diary.txt").write_bytes(calendar(event(1, wrap=False), event(2, wrap=False)))
    assert desk.sync() == (2, 1)


def test_what_is_not_finished_or_hidden_waits(desk: Desk, drop: Path) -> None:
    for name in ("mail.mbox.crdownload", ".hidden.ics", "~$open.ics", "x.part"):
        (drop / name).write_bytes(calendar(event(1, wrap=False)))
    assert (desk.sync(), desk.done.problems) == ((0, 0), [])
    (drop / "x.part").rename(drop / "x.ics")
    assert desk.sync() == (1, 1)


def test_what_cannot_be_read_is_said_once(desk: Desk, drop: Path) -> None:
    (drop / "song.mp3").write_bytes(b"ID3\x03\x00" + bytes(range(256)) * 40)
    desk.sync()
    assert "nothing there could be read" in desk.done.problems[0].message
    assert (desk.sync(), desk.done.problems) == ((0, 0), [])
    (drop / "song.mp3").unlink()
    (drop / "one.ics").write_bytes(calendar(event(1, wrap=False)))
    assert desk.sync() == (1, 1)


def test_a_folder_that_is_gone_is_one_line(desk: Desk, drop: Path) -> None:
    drop.rmdir()
    with pytest.raises(Unreadable, match="make it, or remove the account"):
        desk.sync()
