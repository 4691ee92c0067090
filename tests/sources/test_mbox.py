"""mbox: where messages begin, in what pieces they are read, and that one bad message costs only itself."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from afterword.facts import Fact, Problem
from afterword.sources import limits, mbox
from afterword.sources.port import Circumstances, Place

ENVELOPES = (
    b"From dana@acme.example Mon Mar  2 10:00:00 2026",
    b"From 1790123456789012345@xxx Mon Mar 02 10:00:00 +0000 2026",
    b"From - Mon Mar 02 10:00:00 2026",
    b"From ???@??? Mon Mar 02 10:00:00 2026",
    b"From nobody Mon Mar  2 10:00 2026 remote from host",
    b"From dana@acme.example  Mon, 2 Mar 2026 10:00:00 +0100",
    b"From dana@acme.example 2026-03-02 10:00:00",
    b"From MAILER-DAEMON",
)


def place(folder: Path, data: bytes, name: str = "inbox.mbox") -> Place:
    path = folder / name
    path.write_bytes(data)
    return Place(path, name, data[: limits.HEAD], date(2026, 3, 2))


def message(number: int, envelope: bytes = ENVELOPES[0], body: bytes = b"words") -> bytes:
    return envelope + b"\nFrom: d@acme.example\nSubject: message %d\n\n" % number + body + b"\n\n"


def read(where: Place) -> list:
    return [one for piece in mbox.pieces(where) for one in mbox.read(piece, Circumstances())]


def subjects(records: list) -> list[str]:
    return [one.body.subject for one in records if isinstance(one, Fact)]


@pytest.mark.parametrize("envelope", ENVELOPES)
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_every_kind_of_envelope_line_begins_a_message(tmp_path, envelope, end):
    data = b"".join(message(n, envelope) for n in range(3)).replace(b"\n", end)
    where = place(tmp_path, data)
    assert mbox.sniff(where) > 90
    found = read(where)
    assert subjects(found) == ["message 0", "message 1", "message 2"]
    assert [one.origin for one in found][-1] == "inbox.mbox message 3"


def test_prose_that_begins_with_from_stays_in_its_message(tmp_path):
    body = b"Hello\n\nFrom Monday on, at 10:00:00, we meet.\n\nFrom now\n>From the start\n>>From deep\nbye"
    (one,) = read(place(tmp_path, message(1, body=body)))
    assert "From Monday on" in one.body.text
    assert "\nFrom the start\n>From deep\n" in one.body.text


def test_mixed_line_ends_and_blank_lines_at_the_beginning_do_no_harm(tmp_path):
    data = b"\n\n" + message(1).replace(b"\n", b"\r\n") + message(2) + message(3).replace(b"\n", b"\r\n")
    assert subjects(read(place(tmp_path, data))) == ["message 1", "message 2", "message 3"]


def test_a_first_message_without_envelope_is_kept(tmp_path):
    where = place(tmp_path, message(1).split(b"\n", 1)[1] + message(2) + message(3))
    assert mbox.sniff(where) >= 90
    assert subjects(read(where)) == ["message 1", "message 2", "message 3"]


def test_a_message_that_lost_its_end_does_not_swallow_the_next(tmp_path):
    data = message(1) + message(2)[:40] + message(3) + message(4).rstrip(b"\n") + message(5)
    assert {"message 1", "message 3", "message 5"} <= set(subjects(read(place(tmp_path, data))))


def test_a_record_that_is_no_mail_is_a_problem_and_its_neighbours_are_kept(tmp_path):
    data = message(1) + ENVELOPES[0] + b"\n\n\0\0\0\n\n" + message(3)
    found = read(place(tmp_path, data))
    assert subjects(found) == ["message 1", "message 3"]
    assert [(one.place, bool(one.raw)) for one in found if isinstance(one, Problem)] == [("message 2", True)]


def test_a_monstrous_message_is_refused_with_its_place_and_streamed_past(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "MESSAGE", 20_000)
    data = message(1) + message(2, body=b"x" * 30_000) + message(3)
    found = read(place(tmp_path, data))
    assert subjects(found) == ["message 1", "message 3"]
    (problem,) = (one for one in found if isinstance(one, Problem))
    assert problem.place == "message 2"
    assert f"byte {len(message(1))}" in problem.message


def test_of_a_long_message_the_parts_are_found_without_holding_it(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "MESSAGE_IN_MEMORY", 40_000)
    inner = b'Content-Type: multipart/mixed; boundary="b"\n\n--b\n\nwords here\n'
    attached = (
        b'--b\nContent-Type: image/png; name="%d.png"\nContent-Transfer-Encoding: base64\n\n' + b"QUJD\n" * 30_000
    )
    raw = (
        b"From: d@acme.example\nSubject: long\n"
        + inner
        + attached % 1
        + attached % 2
        + b"--b\n\nand a last word\n--b--\n"
    )
    (one,) = read(place(tmp_path, ENVELOPES[0] + b"\n" + raw))
    assert one.body.attachments == ("1.png", "2.png")
    assert one.body.text.split() == ["words", "here", "and", "a", "last", "word"]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(0, 9000), min_size=1, max_size=30), st.integers(300, 20_000), st.sampled_from(ENVELOPES[:7])
)
def test_pieces_read_the_same_messages_as_the_whole(tmp_path_factory, sizes, size, envelope):
    data = b"".join(message(n, envelope, b"From x\n\nFrom y " * (length // 15)) for n, length in enumerate(sizes))
    where = place(tmp_path_factory.mktemp("mbox"), data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(limits, "PIECE", max(size, 4096))
        pieces = list(mbox.pieces(where))
        found = [one for piece in pieces for one in mbox.read(piece, Circumstances())]
    assert subjects(found) == [f"message {n}" for n in range(len(sizes))]
    assert [one.origin for one in found] == [f"inbox.mbox message {n}" for n in range(1, len(sizes) + 1)]
    assert [a.stop for a in pieces[:-1]] == [b.start for b in pieces[1:]]


def test_the_folder_of_an_mbox_says_what_is_spam_and_what_is_trash(tmp_path):
    spam = read(place(tmp_path, message(1), "Junk"))
    trash = read(place(tmp_path, message(1), "Papierkorb.mbox"))
    assert spam[0].body.spam
    assert trash[0].reason == "in the trash"


@pytest.mark.parametrize("data", [b"", b"From the desk of Dana\n\nhello", b"Subject: x\n\nbody", b"PK\x03\x04From "])
def test_other_files_are_not_taken(tmp_path, data):
    assert mbox.sniff(place(tmp_path, data)) == 0
