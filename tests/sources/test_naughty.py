"""Hostile files of public suites, and bombs: no exception, no long wait, every record fact, problem or skipped.

The set lies outside this repository: AFTERWORD_NAUGHTY names its folder or archive, else ../shared/naughty is tried.
"""

import os
import tarfile
import time
import warnings
from pathlib import Path

import pytest

from afterword.facts import Fact, Problem, Skipped
from afterword.sources import eml, limits, maildir, mbox
from afterword.sources.port import Circumstances
from afterword.sources.recognise import places, source_for

SOURCES = (eml.SOURCE, maildir.SOURCE, mbox.SOURCE)
WHERE = Path(os.environ.get("AFTERWORD_NAUGHTY") or Path(__file__).parents[3] / "shared/naughty/open-set.tar.xz")
LONGEST = 5.0  # seconds for one record (RELIABILITY.md, P32)


@pytest.fixture(scope="module")
def naughty(tmp_path_factory) -> Path:
    if not WHERE.exists():
        pytest.skip(f"NO NAUGHTY INPUTS at {WHERE}: set AFTERWORD_NAUGHTY; nothing hostile was tested")
    if WHERE.is_dir():
        return WHERE
    folder = tmp_path_factory.mktemp("naughty")
    with tarfile.open(WHERE) as archive:
        archive.extractall(folder, filter="data")
    return folder


def sweep(paths: list[Path], scratch: Path) -> dict[str, int]:
    """Reads everything under `paths`; how many of each kind of record."""
    counts: dict[str, int] = {}
    for place in places(paths, scratch):
        source = None if isinstance(place, Problem) else source_for(place, SOURCES)
        if source is None:
            continue
        last = time.process_time()
        for piece in source.pieces(place):
            for record in source.read(piece, Circumstances(latest=1_900_000_000_000_000)):
                assert isinstance(record, (Fact, Problem, Skipped))
                now = time.process_time()
                assert now - last < LONGEST, place.shown
                last = now
                counts[type(record).__name__] = counts.get(type(record).__name__, 0) + 1
    return counts


def mails(folder: Path) -> list[Path]:
    return sorted(
        p for p in folder.rglob("*") if p.is_file() and p.suffix in (".eml", ".msg", ".mbox", ".txt", ".bin", "")
    )


def test_a_sample_of_hostile_files_is_read_without_a_crash(naughty, tmp_path):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        counts = sweep(mails(naughty)[::4], tmp_path)
    assert counts["Fact"] > 20


@pytest.mark.slow
def test_every_hostile_file_is_read_without_a_crash(naughty, tmp_path):
    counts = sweep([naughty], tmp_path)
    assert counts["Fact"] > 300


@pytest.mark.slow
def test_damaged_mails_are_read_without_a_crash(naughty, tmp_path):
    """Every mail cut short, spliced and with bits turned round; its neighbours in an mbox are all kept."""
    good = b"From a@x.example Mon Mar  2 10:00:00 2026\nFrom: a@x.example\nSubject: neighbour\n\nwords\n\n"
    envelope = b"From a@x.example Mon Mar  2 10:00:00 2026\n"
    for number, path in enumerate(mails(naughty)):
        raw = path.read_bytes()[: 256 * limits.KIB].replace(b"\nFrom ", b"\n>From ")
        at = (number * 7919) % max(len(raw), 1)
        for n, bad in enumerate((raw[:at], raw[:at] + b"\xff\x00=?" + raw[at + 4 :], raw[at:] + raw[:at])):
            box = tmp_path / f"{n}.mbox"
            box.write_bytes(good + envelope + bad.removeprefix(b"From ") + b"\n\n" + good)
            found = list(places([box], tmp_path / "scratch"))
            records = [r for p in mbox.pieces(found[0]) for r in mbox.read(p, Circumstances())]
            subjects = [r.body.subject for r in records if isinstance(r, Fact) and r.kind == "message"]
            assert subjects[0] == subjects[-1] == "neighbour", path


HEAD = b"From: a@x.example\r\nTo: b@x.example\r\nDate: Mon, 2 Mar 2026 10:00:00 +0000\r\n"
BOMBS = {
    "parts": HEAD
    + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
    + b"--b\r\n\r\nhi\r\n" * 10_000
    + b"--b--\r\n",
    "addresses": HEAD + b"Cc: " + b",\r\n ".join(b"a%d@x.example" % i for i in range(100_000)) + b"\r\n\r\nhi\r\n",
    "header-lines": HEAD + b"".join(b"Cc: a%d@x.example\r\n" % i for i in range(100_000)) + b"\r\nhi\r\n",
    "long-header": HEAD + b"Subject: " + b"x" * (8 << 20) + b"\r\n\r\nhi\r\n",
    "words": HEAD + b"Subject: " + b"=?utf-8?q?x" * 100_000 + b"\r\n\r\nhi\r\n",
    "words-in-names": HEAD + b"Cc: " + b"=?utf-8?q?x" * 100_000 + b"\r\n\r\nhi\r\n",
    "words-that-are-none": HEAD + b"Cc: =?x?q?@" + b"=?y?z" * 1000 + b"\r\n\r\nhi\r\n",
    "space-in-names": HEAD + b"Cc: a" + b" " * 500_000 + b"b\r\n\r\nhi\r\n",
    "at": HEAD + b"Cc: x,@" + b"a" * 500_000 + b"\r\n\r\nhi\r\n",
    "ats": HEAD + b"Cc: x," + b"a@" * 300_000 + b"\r\n\r\nhi\r\n",
    "labels": HEAD + b"X-Gmail-Labels: " + b'"\\",' * 100_000 + b"\r\n\r\nhi\r\n",
    "your": HEAD + b"List-Id: x\r\nSubject: " + b"your " * 500 + b"\r\n\r\n" + b"thank you " * 500,
    "quotes": HEAD + b"Cc: " + b'"\\' * 100_000 + b"\r\n\r\nhi\r\n",
    "angles": HEAD + b"Cc: " + b"<a@" * 100_000 + b"\r\n\r\nhi\r\n",
    "ids": HEAD + b"References: " + b"<" * 100_000 + b"\r\n\r\nhi\r\n",
    "params": HEAD + b"Content-Type: text/plain" + b"; a" * 100_000 + b"\r\n\r\nhi\r\n",
    "spaces": HEAD
    + b"Content-Type: text/plain;"
    + b" " * 500_000
    + b"x\r\nSubject: "
    + b" " * 500_000
    + b"x\r\n\r\nhi\r\n",
    "dashes": HEAD + b'Content-Type: multipart/mixed; boundary="-"\r\n\r\n' + b"-\n" * 1_000_000,
    "froms": b"From " * 1_000_000,
    "quoted": HEAD + b"\r\n" + b">" * 1_000_000 + b"From ",
    "attachment": HEAD
    + b"Content-Transfer-Encoding: base64\r\nContent-Type: application/x\r\n\r\n"
    + b"QUJDREVG\r\n" * 2_000_000,
    "markup": HEAD + b"Content-Type: text/html\r\n\r\n" + b"<div>" * 100_000 + b"<!--" * 100_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_takes_no_time(name, tmp_path):
    (tmp_path / name).write_bytes(BOMBS[name])
    began = time.process_time()
    counts = sweep([tmp_path / name], tmp_path / "scratch")
    assert time.process_time() - began < LONGEST
    assert counts.get("Fact", 0) <= 1
