from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest
from tests.cli.conftest import Terminal
from tests.servers.certificate import certificate, trusted
from tests.servers.dovecot import free_port
from tests.servers.ring import ring
from tests.servers.smtp import PASSWORD, Sink, sink, sink_server

__all__ = ["certificate", "ring", "sink", "sink_server", "trusted"]
pytestmark = pytest.mark.usefixtures("ring")


@pytest.fixture
def key(lived: Terminal) -> str:
    """A thank-you to Dana."""
    return str(next(f["key"] for f in lived.json("today")["follow_ups"] if f["situation"] == "interview_thank_you"))


@pytest.fixture
def posted(lived: Terminal, sink: Sink, tmp_path: Path) -> Terminal:
    """The home with an account."""
    (tmp_path / "word").write_text(PASSWORD + "\n")
    done = lived("account", "add", "sam@postbox.example", "--name", "post", "--smtp", f"127.0.0.1:{sink.tls_port}", "--password-file", str(tmp_path / "word"))
    assert done.code == 0, done
    return lived


def test_approve_shows_words_readers_and_hash_and_send_wants_it(posted: Terminal, key: str, sink: Sink):
    shown = posted("approve", key)
    assert "To: Dana Whitfield <dana@acme.example>" in shown.out
    assert "Nothing has left." in shown.out
    told = posted.json("approve", key)
    assert told["hash"] in posted("approve", key).out
    assert told["recipients"] == ["dana@acme.example"]
    assert dict(told["headers"])["Message-ID"] == told["message_id"]
    assert posted("send", key).code == 5
    assert posted("send", key, "--approved", "0" * 64).code == 5
    assert sink.said == []
    done = posted.json("send", key, "--approved", told["hash"])
    assert (done["state"], done["message_id"]) == ("sent", told["message_id"])
    assert [t["hash"] for t in sink.taken()] == [told["hash"]]
    assert posted("send", key, "--approved", told["hash"]).code == 5
    assert key not in [f["key"] for f in posted.json("today")["follow_ups"]]
    assert [r["state"] for r in posted.json("send")["outbox"]] == ["sent"]
    assert posted("undo").code == 5
    assert posted("undo", "--before-sent").code == 0


def test_what_may_have_left_is_asked_first(posted: Terminal, key: str, sink: Sink):
    sink.behaviour = "lost_reply"
    done = posted("send", key, "--approved", posted.json("approve", key)["hash"])
    assert done.code == 5
    assert "It may have left" in done.out
    page = posted("today").out
    assert page.splitlines()[2] == "Did it arrive?"
    assert "Dana Whitfield" in page.splitlines()[3]
    question = posted.json("today")["questions"][0]
    assert question["choices"] == ["it arrived", "it did not arrive"]
    assert posted("send", key, "--again").code == 5
    assert posted("answer", question["key"], "it arrived").code == 0
    assert posted.json("today")["questions"] == []


def test_without_an_account_the_words_are_taken_along(lived: Terminal, key: str, tmp_path: Path):
    told = lived.json("approve", key, "--body", "Hi Dana,\n\nthank you for showing me the maps.\n\nSam Rivera")
    refused = lived("send", key, "--approved", told["hash"])
    assert refused.code == 5
    assert "afterword account add" in refused.error
    file = tmp_path / "note.eml"
    assert lived("send", key, "--eml", str(file)).code == 0
    assert sha256(file.read_bytes()).hexdigest() == told["hash"]
    assert "mailto:dana@acme.example?" in lived("send", key, "--mailto").out
    assert lived("send", key, "--clipboard").code == 0
    assert lived("send", key, "--eml", str(file), "--mailto").code == 2
    assert lived("send", "--again").code == 2
    assert "in doubt" in lived("send", key, "--again").error  # said before anything is asked
    nobody = next(f["key"] for f in lived.json("plan")["follow_ups"] if f["situation"] == "application")
    assert lived("approve", nobody, "--channel", "email").code == 5
    assert lived("approve", key, "--body", "Hi {{ name }}, thanks").code == 5
    assert lived("done", key).code == 0
    assert lived("approve", "nobody-of-that-name").code == 3
    assert lived("send", "nobody-of-that-name").code == 3


def test_accounts_are_added_listed_tested_and_removed(posted: Terminal):
    assert posted.json("account", "list")["accounts"][0]["smtp"]["security"] == "tls"
    assert posted.json("account", "test")["ok"] is True
    assert "ready to send" in posted("account", "test", "post").out
    assert posted("account", "add", "dana@acme.example").code == 2
    assert posted("account", "add", "sam@postbox.example", "--smtp", "nonsense").code == 2
    assert posted("account", "add", "sam@postbox.example", "--smtp", "plain://192.0.2.1:25", "--password-file", "-", stdin="x").code == 5
    assert posted("account", "add", "sam@postbox.example", "--smtp", "127.0.0.1:465").code == 5
    assert posted("account", "add", "sam@postbox.example", "--provider", "gmail", "--sign-in").code == 5
    assert posted("account", "add", "sam@postbox.example", "--provider", "icloud", "--sign-in").code == 2
    assert posted("account", "add", "sam@postbox.example", "--name", "shut", "--smtp", f"127.0.0.1:{free_port()}", "--password-file", "-", stdin="x\n").code == 0
    assert posted("account", "test", "shut").code == 5
    assert posted("account", "test", "none").code == 3
    assert posted("account", "remove", "shut").code == 5
    assert posted("account", "remove", "shut", "--yes").code == 0
    assert posted("account", "add", "https://calendar.example/sam.ics", "--kind", "ics", "--name", "calendar").code == 0
    assert [a["name"] for a in json.loads(posted("account", "list", "--json").out)["accounts"]] == ["post", "calendar"]
