"""Maildirs: flags, folders, pieces."""

import os

import pytest

from afterword.facts import Fact, Problem, Skipped
from afterword.sources import limits, maildir
from afterword.sources.port import Circumstances, Place

MAIL = b"From: d@acme.example\nSubject: message %d\n\nwords"


@pytest.fixture
def box(tmp_path):
    for name in ("cur", "new", "tmp"):
        (tmp_path / "Mail" / name).mkdir(parents=True)
    return tmp_path / "Mail"


def read(folder, shown="Mail") -> list:
    where = Place(folder, shown)
    assert maildir.sniff(where) == 100
    return [one for piece in maildir.pieces(where) for one in maildir.read(piece, Circumstances())]


def test_mails_of_cur_and_new_are_read_in_pieces(box, monkeypatch):
    monkeypatch.setattr(limits, "FILES_A_PIECE", 2)
    for number in range(5):
        (box / ("cur" if number % 2 else "new") / f"{number}.host:2,S").write_bytes(MAIL % number)
    (box / "tmp" / "half").write_bytes(b"half")
    found = read(box)
    assert {one.body.subject for one in found} == {f"message {n}" for n in range(5)}
    assert "Mail/cur/1.host:2,S" in {one.origin for one in found}


def test_flags_name_drafts_and_trash(box):
    for name in ("1.h:2,S", "2.h:2,DS", "3.h:2,ST", "4.h:2,RS"):
        (box / "cur" / name).write_bytes(MAIL % 1)
    kinds = [type(one) for one in read(box)]
    assert kinds == [Fact, Skipped, Skipped, Fact]


def test_a_spam_folder_marks_its_mail(box):
    (box / "cur" / "1").write_bytes(MAIL % 1)
    assert read(box, "Mail/.Junk")[0].body.spam
    assert read(box, "Mail/.INBOX.Trash")[0].reason == "in the trash"


def test_what_cannot_be_opened_is_a_problem_and_the_rest_is_read(box):
    (box / "cur" / "1").write_bytes(MAIL % 1)
    os.mkfifo(box / "cur" / "2")
    (box / "cur" / "3").symlink_to(box / "nowhere")
    found = read(box)
    assert [type(one) for one in found] == [Fact, Problem, Problem]
    assert [one.place for one in found[1:]] == ["cur/2", "cur/3"]
