"""The file between fetching mails and reading them: what goes in comes out, byte for byte, with its flags."""

from __future__ import annotations

from pathlib import Path

from afterword.facts import Fact, Skipped
from afterword.facts.kinds import Message
from afterword.sources import spool
from afterword.sources.port import Circumstances, Piece, Place


def letter(number: int, text: str) -> bytes:
    return f"From: Dana <dana@acme.example>\r\nTo: sam@postbox.example\r\nSubject: {number}\r\nMessage-ID: <{number}@acme.example>\r\nDate: Tue, 12 May 2026 16:10:00 -0500\r\n\r\n{text}".encode()


def test_whatever_a_mail_holds_its_neighbours_stay_whole_and_flags_are_kept(tmp_path: Path):
    texts = ["hello\n", "no end of line", "", "From dana Tue May 12 16:10:00 2026\n>From here\n", "4:2, 12\nlooks like ours", "a draft", "in the trash"]
    with (tmp_path / "mails").open("wb") as stream:
        for number, text in enumerate(texts):
            spool.put(stream, number, {5: "D", 6: "T"}.get(number, ""), letter(number, text))
    found = list(spool.read(Piece(Place(tmp_path / "mails", "post/INBOX")), Circumstances(me=frozenset({"sam@postbox.example"}))))
    kept = [one for one in found if isinstance(one, Fact)]
    told = [(one.origin, one.body.message_id, one.body.text) for one in kept if isinstance(one.body, Message)]
    assert told == [(f"post/INBOX mail {n}", f"{n}@acme.example", text) for n, text in enumerate(texts[:5])]
    assert [one.reason for one in found if isinstance(one, Skipped)] == ["a draft", "in the trash"]
