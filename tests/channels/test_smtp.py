from __future__ import annotations

import random
import smtplib
from collections.abc import Callable
from hashlib import sha256

import pytest
from tests.drafts.test_compose import writing
from tests.servers.smtp import PASSWORD, VERBS, Sink

from afterword.app import connecting
from afterword.app.accounts import Account, Server
from afterword.channels.port import Delivered, Door, Parcel
from afterword.channels.smtp import deliver
from afterword.drafts.compose import compose

DATA = b"From: <sam@postbox.example>\r\nTo: <dana@acme.example>\r\nMessage-ID: <3f9c@postbox.example>\r\n\r\nhello\r\n.dot\r\n..two\r\n"
PARCEL = Parcel("3f9c", "email", DATA, "sam@postbox.example", ("dana@acme.example",), "<3f9c@postbox.example>", "", "")
HASH = sha256(DATA).hexdigest()


def account(sink: Sink, port: int = 0, security: str = "tls") -> Account:
    return Account("post", "sam@postbox.example", None, Server("127.0.0.1", port or sink.tls_port, security))  # type: ignore[arg-type]


def door(sink: Sink, steps: list[str] | None = None, last: Callable[[], bool] = lambda: True, *, one: Account | None = None, word: str = PASSWORD, patience: float = 2) -> Door:
    def smtp() -> smtplib.SMTP:
        return connecting.smtp(one or account(sink), word, patience)

    return Door(smtp, last=last, point=(steps if steps is not None else []).append)


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_mail_arrives_byte_for_byte(sink: Sink, security: str):
    one = account(sink, sink.tls_port if security == "tls" else sink.port, security)
    assert deliver(PARCEL, door(sink, one=one)) == Delivered("sent", "taken")
    assert sink.taken() == [{"id": "<3f9c@postbox.example>", "hash": HASH, "sender": "sam@postbox.example", "recipients": ["dana@acme.example"]}]


def test_the_last_bytes_leave_only_after_it_was_made_durable_that_they_may(sink: Sink):
    steps: list[str] = []

    def last() -> bool:
        assert sink.said == ["MAIL sam@postbox.example", "RCPT dana@acme.example", "DATA"]
        steps.append("durable")
        return True

    deliver(PARCEL, door(sink, steps, last))
    at = steps.index("durable")
    assert steps[at - 1 : at + 2] == ["after DATA", "durable", "before payload"]
    assert steps[-3:] == ["after payload", "after dot", "after reply"]


def test_nothing_leaves_where_another_program_has_it(sink: Sink):
    assert deliver(PARCEL, door(sink, last=lambda: False)).state == "kept"
    assert sink.taken() == []


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("code", [421, 450, 451, 500, 550, 554])
def test_a_refusal_is_known_and_told(sink: Sink, verb: str, code: int):
    sink.behaviour = f"{verb}:{code}"
    done = deliver(PARCEL, door(sink))
    assert done.state == ("refused" if code >= 500 or verb == "DOT" else "kept")
    assert str(code) in done.detail
    assert sink.taken() == []


@pytest.mark.parametrize(
    ("behaviour", "state", "taken"),
    [("normal", "sent", 1), ("slow", "sent", 1), ("lost_reply", "unknown", 1), ("garbage", "unknown", 1), ("hang", "unknown", 1), ("before_data", "kept", 0), ("later", "kept", 0), ("no", "refused", 0)],
)
def test_what_a_server_does_is_told_as_it_is(sink: Sink, behaviour: str, state: str, taken: int):
    sink.behaviour = behaviour
    done = deliver(PARCEL, door(sink, patience=0.5))
    assert (done.state, len(sink.taken())) == (state, taken)


def test_a_connection_that_breaks_within_the_mail_is_never_told_as_sent(sink: Sink):
    sink.behaviour = "mid_data"
    big = Parcel("3f9c", "email", DATA + (b"x" * 70 + b"\r\n") * 40_000, "sam@postbox.example", ("dana@acme.example",), "<3f9c@postbox.example>", "", "")
    for parcel in (PARCEL, big):
        assert deliver(parcel, door(sink)).state in ("refused", "unknown")
    assert sink.taken() == []


def test_where_one_reader_is_refused_nobody_gets_it(sink: Sink):
    sink.behaviour = "partial"
    two = Parcel("3f9c", "email", DATA, "sam@postbox.example", ("dana@acme.example", "bo@lind.example"), "<3f9c@postbox.example>", "", "")
    done = deliver(two, door(sink))
    assert done.state == "refused"
    assert "bo@lind.example" in done.detail
    assert sink.taken() == []


def test_a_server_that_lost_its_tls_hears_nothing(sink: Sink):
    done = deliver(PARCEL, door(sink, one=account(sink, sink.bare_port, "starttls")))
    assert done.state == "kept"
    assert "does not offer TLS" in done.detail
    assert sink.said == []


def test_a_wrong_password_is_told_without_it(sink: Sink):
    done = deliver(PARCEL, door(sink, word="c4nary-of-tests"))
    assert done.state == "kept"
    assert "does not take this password" in done.detail
    assert "c4nary" not in done.detail


def test_nobody_at_home(sink: Sink):
    done = deliver(PARCEL, door(sink, one=account(sink, 1)))
    assert done.state == "kept"
    assert deliver(PARCEL, Door()).state == "kept"


@pytest.mark.parametrize(
    "wrong",
    [
        Parcel("k", "email", DATA, "sam@postbox.example", ("dana@acme.example>\r\nRCPT TO:<evil@thief.example",), "", "", ""),
        Parcel("k", "email", DATA, "sam@postbox.example", (), "", "", ""),
        Parcel("k", "email", DATA, "sam@postbox.example> SIZE=1", ("dana@acme.example",), "", "", ""),
        Parcel("k", "email", DATA + b"\r.\r", "sam@postbox.example", ("dana@acme.example",), "", "", ""),
        Parcel("k", "email", DATA + b"\n.\n", "sam@postbox.example", ("dana@acme.example",), "", "", ""),
        Parcel("k", "email", DATA + b"\0\r\n", "sam@postbox.example", ("dana@acme.example",), "", "", ""),
        Parcel("k", "email", DATA + b"x" * 999 + b"\r\n", "sam@postbox.example", ("dana@acme.example",), "", "", ""),
        Parcel("k", "email", DATA[:-2], "sam@postbox.example", ("dana@acme.example",), "", "", ""),
    ],
)
def test_bytes_and_envelopes_that_could_be_commands_are_never_said(sink: Sink, wrong: Parcel):
    assert deliver(wrong, door(sink)).state == "kept"
    assert sink.said == []


def hostile(sink: Sink, cases: int) -> None:
    draw = random.Random(cases)
    for _ in range(cases):
        sink.clear()
        mail = compose(writing(draw))
        done = deliver(Parcel("k", "email", mail.data, mail.sender, mail.recipients, mail.message_id, "", mail.body), door(sink))
        assert done.state == "sent", done
        assert sink.said == ["MAIL sam@postbox.example", "RCPT dana@acme.example", "DATA", "DOT"]
        (taken,) = sink.taken()
        assert (taken["hash"], taken["recipients"]) == (mail.hash, ["dana@acme.example"])


def test_no_hostile_value_becomes_a_command(sink: Sink):
    hostile(sink, 25)


@pytest.mark.slow
def test_no_hostile_value_of_two_thousand_becomes_a_command(sink: Sink):
    hostile(sink, 2000)
