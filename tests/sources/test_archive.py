"""Archives: members as places, and every way of escaping or exploding refused."""

import gzip
import io
import tarfile
import zipfile
from datetime import date
from pathlib import Path

import pytest

from afterword.facts import Problem
from afterword.sources import limits
from afterword.sources.archive import export_day, is_archive, unpacked
from afterword.sources.port import Place

MAIL = b"From: d@acme.example\nSubject: x\n\nwords\n"


def zipped(folder: Path, members: dict[str, bytes], name: str = "export.zip") -> Path:
    with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, data in members.items():
            archive.writestr(member, data)
    return folder / name


def opened(path: Path) -> tuple[list[Place], list[Problem]]:
    scratch = path.parent / "scratch"
    assert is_archive(path.read_bytes()[:512])
    found = list(unpacked(path, path.name, scratch))
    outside = [
        p for p in path.parent.rglob("*") if p.is_file() and scratch not in p.parents and p.parent != path.parent
    ]
    assert outside == []
    return [one for one in found if isinstance(one, Place)], [one for one in found if isinstance(one, Problem)]


def test_members_become_places_with_the_day_of_the_export(tmp_path):
    name = "Basic_LinkedInDataExport_02-08-2026.zip"
    places, problems = opened(zipped(tmp_path, {"Connections.csv": b"a,b\n", "Jobs/Saved Jobs.csv": b"c,d\n"}, name))
    assert [one.shown for one in places] == [f"{name}: Connections.csv", f"{name}: Jobs/Saved Jobs.csv"]
    assert [one.path.read_bytes() for one in places] == [b"a,b\n", b"c,d\n"]
    assert {one.exported for one in places} == {date(2026, 2, 8)}
    assert places[0].path.name == "Connections.csv"
    assert problems == []


def test_the_day_of_a_takeout_and_of_nonsense():
    assert export_day("takeout-20260304T112034Z-001.zip") == date(2026, 3, 4)
    assert export_day("Complete_LinkedInDataExport_13-45-2026.zip") is None


@pytest.mark.parametrize("name", ["../../slip.eml", "/abs.eml", "a/../../b.eml", "C:\\x.eml", "..\\up.eml"])
def test_names_that_lead_outside_are_refused_and_the_others_read(tmp_path, name):
    places, problems = opened(zipped(tmp_path, {name: MAIL, "good.eml": MAIL}))
    assert [one.shown for one in places] == ["export.zip: good.eml"]
    assert "outside" in problems[0].message


def test_a_bomb_is_refused_as_a_whole_and_leaves_nothing_behind(tmp_path):
    places, problems = opened(zipped(tmp_path, {"inbox.mbox": b"From a\n" + b"a" * (20 * limits.MIB), "ok.eml": MAIL}))
    assert "grows more than 200 times" in problems[0].message
    assert [p.name for p in (tmp_path / "scratch").rglob("*") if p.is_file()] == [one.path.name for one in places]


def test_a_gzip_bomb_is_refused(tmp_path):
    (tmp_path / "b.mbox.gz").write_bytes(gzip.compress(b"From a\n" + b"a" * (20 * limits.MIB)))
    places, problems = opened(tmp_path / "b.mbox.gz")
    assert places == []
    assert "200 times" in problems[0].message


def test_only_so_many_members_and_so_many_bytes(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "ARCHIVE_ENTRIES", 3)
    places, problems = opened(zipped(tmp_path, {f"{n}.eml": MAIL for n in range(5)}))
    assert len(places) == 3
    assert problems[0].message.startswith("2 members beyond")
    monkeypatch.setattr(limits, "ARCHIVE_OUT", 60)
    places, problems = opened(zipped(tmp_path, {f"{n}.eml": MAIL for n in range(3)}))
    assert len(places) == 1
    assert "4 GiB" in problems[0].message


def test_an_encrypted_member_is_a_problem(tmp_path):
    path = zipped(tmp_path, {"a.eml": MAIL, "b.eml": MAIL})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    places, problems = opened(path)
    assert "encrypted" in problems[0].message
    assert [one.shown for one in places] == ["export.zip: b.eml"]


def test_archives_in_archives_and_pictures_are_reported(tmp_path):
    inner = zipped(tmp_path, {"a.eml": MAIL}, "inner.zip").read_bytes()
    places, problems = opened(zipped(tmp_path, {"inner.zip": inner, "p.png": b"\x89PNG\r\n\x1a\n" + b"\0" * 500}))
    assert places == []
    assert ["archive inside" in problems[0].message, "no known format" in problems[1].message] == [True, True]


def test_a_damaged_zip_is_one_problem_and_a_damaged_member_keeps_its_neighbours(tmp_path):
    (tmp_path / "broken.zip").write_bytes(zipped(tmp_path, {"a.eml": MAIL}).read_bytes()[:-30])
    _, problems = opened(tmp_path / "broken.zip")
    assert "damaged" in problems[0].message
    path = zipped(tmp_path, {"a.eml": MAIL * 50, "b.eml": MAIL})
    data = bytearray(path.read_bytes())
    data[60] ^= 0xFF
    path.write_bytes(data)
    places, problems = opened(path)
    assert problems
    assert "export.zip: b.eml" in [one.shown for one in places]


def tarred(folder: Path, name: str, mode: str) -> Path:
    with tarfile.open(folder / name, mode) as archive:
        for member in ("mail/a.eml", "../up.eml"):
            info = tarfile.TarInfo(member)
            info.size = len(MAIL)
            archive.addfile(info, io.BytesIO(MAIL))
        link = tarfile.TarInfo("link.eml")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return folder / name


@pytest.mark.parametrize(("name", "mode"), [("x.tgz", "w:gz"), ("x.tar", "w")])
def test_tars_are_read_without_their_links(tmp_path, name, mode):
    places, problems = opened(tarred(tmp_path, name, mode))
    assert [one.shown for one in places] == [f"{name}: mail/a.eml"]
    assert ["outside" in problems[0].message, "link" in problems[1].message] == [True, True]


def test_a_single_gz_keeps_what_could_be_read_of_a_cut_download(tmp_path):
    path = tmp_path / "inbox.mbox.gz"
    path.write_bytes(gzip.compress(MAIL))
    places, problems = opened(path)
    assert (places[0].path.name, places[0].path.read_bytes(), problems) == ("inbox.mbox", MAIL, [])
    path.write_bytes(gzip.compress(b"".join(b"%d\n" % (n * n) for n in range(60_000)))[:-5000])
    places, problems = opened(path)
    assert places[0].path.stat().st_size > 200_000
    assert "read as far as it goes" in problems[0].message


def test_office_documents_are_no_archives(tmp_path):
    path = zipped(tmp_path, {"[Content_Types].xml": b"<x/>"}, "cv.docx")
    assert not is_archive(path.read_bytes()[:512])
