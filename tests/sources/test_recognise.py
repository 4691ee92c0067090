"""From paths to places and sources."""

import os
import zipfile

import pytest

from afterword.facts import Problem
from afterword.sources import eml, limits, maildir, mbox
from afterword.sources.port import Circumstances, Place, Source, whole
from afterword.sources.recognise import places, source_for

MAIL = b"From: d@acme.example\nSubject: x\n\nwords\n"
SOURCES = (eml.SOURCE, maildir.SOURCE, mbox.SOURCE)


def walk(tmp_path, *paths):
    return list(places(paths, tmp_path / "scratch"))


@pytest.fixture
def home(tmp_path):
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


def test_a_folder_is_walked_in_order_and_hidden_files_are_shown_too(tmp_path, home):
    (home / "b").mkdir()
    for name in ("z.eml", "b/a.eml", ".DS_Store"):
        (home / name).write_bytes(MAIL if name.endswith("eml") else b"\0\0\0\1Bud1")
    found = walk(tmp_path, home)
    assert [one.shown for one in found] == ["home/.DS_Store", "home/b/a.eml", "home/z.eml"]
    names = [source.name if (source := source_for(one, SOURCES)) else "unknown" for one in found]
    assert names == ["unknown", "eml", "eml"]


def test_content_decides_never_the_name(tmp_path, home):
    (home / "letter.eml").write_bytes(b"From x@y.example Mon Mar  2 10:00:00 2026\n" + MAIL)
    (home / "Inbox").write_bytes(MAIL)
    assert [source_for(one, SOURCES).name for one in walk(tmp_path, home)] == ["eml", "mbox"]


def test_a_maildir_is_one_place_and_its_subfolders_are_others(tmp_path, home):
    for box in (home, home / ".Sent"):
        for name in ("cur", "new", "tmp"):
            (box / name).mkdir(parents=True)
        (box / "cur" / "1:2,S").write_bytes(MAIL)
    found = walk(tmp_path, home)
    assert [one.shown for one in found] == ["home", "home/.Sent"]
    assert {source_for(one, SOURCES).name for one in found} == {"maildir"}


def test_a_single_file_is_shown_by_its_name_and_a_missing_one_is_a_problem(tmp_path, home):
    (home / "a.eml").write_bytes(MAIL)
    place, problem = walk(tmp_path, str(home / "a.eml"), home / "nowhere.mbox")
    assert (place.shown, place.head) == ("a.eml", MAIL)
    assert isinstance(problem, Problem)
    assert "does not exist" in problem.message


def test_archives_are_opened_on_the_way_each_in_its_own_room(tmp_path, home):
    for name in ("a.zip", "b.zip"):
        with zipfile.ZipFile(home / name, "w") as archive:
            archive.writestr("inbox.eml", MAIL)
    found = walk(tmp_path, home)
    assert [one.shown for one in found] == ["home/a.zip: inbox.eml", "home/b.zip: inbox.eml"]
    assert len({one.path for one in found}) == 2


def test_loops_pipes_sockets_and_dead_links_are_problems_not_hangs(tmp_path, home):
    (home / "loop").symlink_to(home)
    (home / "dead").symlink_to(home / "nothing")
    os.mkfifo(home / "pipe")
    (home / "z.eml").write_bytes(MAIL)
    found = walk(tmp_path, home, "/dev/zero")
    assert [type(one) for one in found] == [Problem, Problem, Problem, Place, Problem]
    assert "link back" in found[1].message


def test_names_that_are_no_text_can_still_be_shown(tmp_path, home):
    for name in (b"\xff.eml", b"a\nb.eml"):
        (home / os.fsdecode(name)).write_bytes(MAIL)
    found = walk(tmp_path, home, "nul\0byte")
    assert [one.shown for one in found[:2]] == ["home/a?b.eml", "home/?.eml"]
    assert isinstance(found[2], Problem)
    assert all(list(eml.read(piece, Circumstances())) for one in found[:2] for piece in eml.pieces(one))


def test_a_tree_of_absurd_depth_ends(tmp_path, home, monkeypatch):
    monkeypatch.setattr(limits, "FOLDER_DEPTH", 5)
    deep = home.joinpath(*["d"] * 8)
    deep.mkdir(parents=True)
    (one,) = walk(tmp_path, home)
    assert "folders deep" in one.message


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_a_problem(tmp_path, home):
    (home / "a.eml").write_bytes(MAIL)
    (home / "a.eml").chmod(0)
    (one,) = walk(tmp_path, home)
    assert "may not be read" in one.message


def test_the_surest_source_wins_and_one_that_trips_is_left_aside(tmp_path):
    def trips(_: Place) -> int:
        raise ValueError

    def reads(*_):
        return iter(())

    some = (
        Source("a", lambda _: 10, whole, reads),
        Source("b", lambda _: 20, whole, reads),
        Source("c", trips, whole, reads),
    )
    assert source_for(Place(tmp_path, "x"), some).name == "b"
    assert source_for(Place(tmp_path, "x"), some[2:]) is None
