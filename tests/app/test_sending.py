from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from email import policy
from email.parser import BytesParser
from pathlib import Path

import pytest
from tests.app.outgoing import DANA, NOW, heard, lived, mail, opened, thanks
from tests.servers.dovecot import Dovecot
from tests.servers.ring import Ring
from tests.servers.smtp import Sink

from afterword.app import deciding, drafting, sending
from afterword.app.home import Home
from afterword.app.pages import Rows, Today, today
from afterword.clock import Clock
from afterword.errors import NotFound, Refused
from afterword.facts import micros
from afterword.facts.kinds import Identity, Mailbox, PreferenceFact, Search, Sent
from afterword.store import outbox

pytestmark = pytest.mark.usefixtures("ring")


def page(home: Home) -> Today:
    store, day = home.store, home.today.isoformat()
    out = [(o.fact, o.day, o.person, o.organisation, o.body) for o in store.outreach("")]
    return today(Rows(store.follow_ups(day, day), store.waiting(), store.questions(), out, store.meta("page"), 0, 0), home.today, micros(home.now))


def state(home: Home, key: str) -> str:
    row = outbox.row(home.store, key)
    return row.state if row else ""


@pytest.fixture
def home(tmp_path: Path, sink: Sink, ring: Ring) -> Home:
    return lived(tmp_path / "home", sink)


def test_what_was_approved_leaves_once_and_closes_its_follow_up(home: Home, sink: Sink):
    one = thanks(home)
    approval = sending.approve(home, one.key)
    assert approval.recipients == ("dana@acme.example",)
    done = sending.send(home, one.key, approval.hash)
    assert (done.state, done.message_id) == ("sent", approval.message_id)
    assert sink.taken() == [{"id": approval.message_id, "hash": approval.hash, "sender": "sam@postbox.example", "recipients": ["dana@acme.example"]}]
    (told,) = [f.body for f in home.store.in_force(["sent"])]
    assert isinstance(told, Sent)
    assert (told.key, told.digest, told.message_id) == (one.key, approval.hash, approval.message_id)
    with pytest.raises(NotFound):
        deciding.follow_up(home, one.key)
    for again in (lambda: sending.send(home, one.key, approval.hash), lambda: sending.approve(home, one.key)):
        with pytest.raises(Refused, match="sent already"):
            again()
    assert len(sink.taken()) == 1


def test_approving_again_keeps_the_message_id_and_takes_other_words(home: Home, sink: Sink):
    one = thanks(home)
    first = sending.approve(home, one.key)
    second = sending.approve(home, one.key, subject="The maps", body="Hi Dana,\n\nthank you for showing me the maps.\n\nSam Rivera")
    assert first.message_id == second.message_id
    assert first.hash != second.hash
    with pytest.raises(Refused, match="not the words"):
        sending.send(home, one.key, first.hash)
    assert sending.send(home, one.key, second.hash[:12]).state == "sent"
    assert sink.taken()[0]["hash"] == second.hash


def test_nothing_leaves_without_the_very_hash(home: Home, sink: Sink):
    one = thanks(home)
    with pytest.raises(Refused, match="nothing is approved"):
        sending.send(home, one.key, "0" * 64)
    approval = sending.approve(home, one.key)
    for wrong in (None, "", "0" * 64, approval.hash[:6], approval.hash[::-1]):
        with pytest.raises(Refused):
            sending.send(home, one.key, wrong)
    assert sink.said == []


def test_a_reply_stands_in_its_thread(home: Home):
    owed = next(f for f in drafting.open_follow_ups(home) if f.situation == "reply_owed")
    said = dict(sending.approve(home, owed.key).headers)
    assert (said["In-Reply-To"], said["Subject"]) == ("<1@acme.example>", "Re: Data Analyst")
    home.outgoing = replace(home.outgoing, quote=True)
    assert "Dana Whitfield wrote:\n\n> Hi Sam," in sending.approve(home, owed.key).body


def test_sending_inside_a_transaction_is_a_fault_of_the_program(home: Home, sink: Sink):
    one = thanks(home)
    approval = sending.approve(home, one.key)
    with pytest.raises(RuntimeError, match="durable"), home.store.transaction():
        sending.send(home, one.key, approval.hash)
    assert sink.said == []
    assert sending.send(home, one.key, approval.hash).state == "sent"


def test_a_hostile_letter_gets_an_answer_and_nothing_else(home: Home, sink: Sink):
    """RELIABILITY.md, finding 1: its subject holds a Bcc, its names and ids hold commands."""
    subject = "☃ =?UTF-8?Q?=0A?=Bcc: evil@thief.example\r\nBcc: evil@thief.example"
    box = Mailbox("Dana\r\nBcc: evil@thief.example\u2028", "dana@acme.example")
    heard(
        home, "Hi Sam,\n\nwhich day suits you for a tour?\n\nDana\n.\nRCPT TO:<evil@thief.example>", NOW, 7, subject=subject, sender=box,
        message_id="<7@acme.example>\r\nBcc: evil@thief.example", references=("<1@acme.example>", "<6@acme.example>\n RCPT TO:<evil@thief.example>"),
    )  # fmt: skip
    home.outgoing = replace(home.outgoing, quote=True)
    for one in drafting.open_follow_ups(home):
        approval = sending.approve(home, one.key)
        row = outbox.row(home.store, one.key)
        assert row is not None
        head = [line.split(":")[0] for line in row.data.split(b"\r\n\r\n")[0].decode().split("\r\n") if not line.startswith(" ")]
        assert len(head) == len(set(head)) <= 10
        assert "Bcc" not in head
    assert sending.send(home, approval.key, approval.hash).state == "sent"
    assert sink.said == ["MAIL sam@postbox.example", "RCPT dana@acme.example", "DATA", "DOT"]


# What makes an approval void


@pytest.mark.parametrize(("later", "why"), [(timedelta(hours=49), "48 hours"), (timedelta(days=-1), "clock")])
def test_an_approval_holds_for_two_days(home: Home, sink: Sink, later: timedelta, why: str):
    one = thanks(home)
    approval = sending.approve(home, one.key)
    home.clock = Clock(NOW + later)
    with pytest.raises(Refused, match=why):
        sending.send(home, one.key, approval.hash)
    home.clock = Clock(NOW)
    with pytest.raises(Refused, match="void"):
        sending.send(home, one.key, approval.hash)
    assert sink.said == []


def test_a_reply_makes_an_approval_void(home: Home, sink: Sink):
    one = thanks(home)
    approval = sending.approve(home, one.key)
    home.clock = Clock(NOW + timedelta(hours=2))
    heard(home, "Hi Sam,\n\none more thing: which day suits you for a tour?\n\nDana", NOW + timedelta(hours=1))
    with pytest.raises(Refused, match="wrote to you since"):
        sending.send(home, one.key, approval.hash)
    assert state(home, one.key) == "draft"
    assert sink.said == []


def test_another_reader_makes_an_approval_void(home: Home, sink: Sink):
    one = thanks(home)
    approval = sending.approve(home, one.key)
    home.record([Identity("Dana Whitfield", ("dana.whitfield@acme.example",), handles=("email:dana@acme.example",))], "person")
    assert thanks(home).person.emails[0] == "dana.whitfield@acme.example"
    with pytest.raises(Refused, match="void"):
        sending.send(home, one.key, approval.hash)
    assert sink.said == []


def test_a_word_that_is_no_longer_due_does_not_leave(home: Home, sink: Sink):
    one = thanks(home)
    approval = sending.approve(home, one.key)
    deciding.skip(home, one.key)
    with pytest.raises(Refused, match="no longer due"):
        sending.send(home, one.key, approval.hash)
    assert sink.said == []


# Etiquette that is law


def test_nothing_goes_to_the_present_employer(home: Home):
    one = thanks(home)
    home.record([Identity(me=True, employer="Acme")], "employer")
    with pytest.raises(Refused, match="present employer"):
        sending.approve(home, one.key)


def test_nothing_goes_to_who_asked_to_stop_or_by_a_way_they_do_not_want(home: Home, sink: Sink):
    one = thanks(home)
    approval = sending.approve(home, one.key)
    home.record([PreferenceFact(DANA, "email", never=True)], "preference")
    with pytest.raises(Refused, match=r"asked not to be reached by email|no longer due"):
        sending.send(home, one.key, approval.hash)
    home.record([PreferenceFact(DANA, "*", never=True)], "stop")
    with pytest.raises((Refused, NotFound)):
        sending.approve(home, one.key)
    assert sink.said == []


def test_a_search_that_has_ended_sends_nothing(home: Home):
    one = thanks(home)
    home.record([Search("end")], "search")
    with pytest.raises((Refused, NotFound), match="ended"):
        sending.approve(home, one.key)


def test_words_that_the_check_blocks_are_not_approved(home: Home):
    with pytest.raises(Refused, match="should not leave"):
        sending.approve(home, thanks(home).key, body="Hi {{ name }},\n\nthank you.\n\nSam")


def test_what_was_sent_cannot_be_undone_and_what_came_before_it_can(home: Home):
    one = thanks(home)
    sending.send(home, one.key, sending.approve(home, one.key).hash)
    with pytest.raises(Refused, match="cannot be taken back"):
        home.undo()
    from afterword.app import doubts

    turned = home.undo(act=doubts.before_sent(home.store))
    assert turned is not None
    assert turned.act.name == "import"
    assert [f.body.key for f in home.store.in_force(["sent"]) if isinstance(f.body, Sent)] == [one.key]


# What may have left


@pytest.fixture
def doubtful(home: Home, sink: Sink) -> tuple[Home, str]:
    """A mail of which the server never said whether it took it."""
    one = thanks(home)
    sink.behaviour = "lost_reply"
    assert sending.send(home, one.key, sending.approve(home, one.key).hash).state == "unknown"
    sink.behaviour = "normal"
    return home, one.key


def test_a_mail_in_doubt_comes_first_and_blocks_its_follow_up(doubtful: tuple[Home, str], sink: Sink):
    home, key = doubtful
    shown = page(home)
    assert shown.questions[0].what == "unknown_sent"
    assert "Dana Whitfield" in shown.questions[0].ask
    assert key not in [f.key for f in shown.follow_ups]
    assert key in [x.follow_up.key for x in shown.held]
    for act in (lambda: sending.approve(home, key), lambda: sending.send(home, key, "0" * 64)):
        with pytest.raises(Refused, match="nobody knows whether it arrived"):
            act()
    home.rebuild()
    assert page(home).questions[0].what == "unknown_sent"
    assert len(sink.taken()) == 1


def test_the_person_may_say_that_it_arrived(doubtful: tuple[Home, str]):
    home, key = doubtful
    deciding.answer(home, page(home).questions[0].key, "it arrived")
    assert state(home, key) == "sent"
    assert not page(home).questions
    assert key not in [f.key for f in page(home).follow_ups]


def test_the_person_may_say_that_it_did_not_and_approve_anew(doubtful: tuple[Home, str], sink: Sink):
    home, key = doubtful
    deciding.answer(home, page(home).questions[0].key, "it did not arrive")
    assert not page(home).questions
    assert key in [f.key for f in page(home).follow_ups]
    assert sending.send(home, key, sending.approve(home, key).hash).state == "sent"


def test_once_more_is_the_persons_choice_with_the_same_bytes(doubtful: tuple[Home, str], sink: Sink):
    home, key = doubtful
    sink.behaviour = "RCPT:550"
    assert sending.again(home, key).state == "unknown"
    sink.behaviour = "normal"
    assert sending.again(home, key).state == "sent"
    first, second = sink.taken()
    assert first == second
    with pytest.raises(Refused, match="in doubt"):
        sending.again(home, key)


def test_an_answer_or_what_came_back_ends_the_doubt(doubtful: tuple[Home, str]):
    home, key = doubtful
    row = outbox.row(home.store, key)
    assert row is not None
    assert [found for _, found in sending.resolve(home)] == ["unknown"]
    heard(home, "Lovely, thank you!\n\nDana", NOW + timedelta(hours=1), references=(row.message_id,))
    assert [found for _, found in sending.resolve(home)] == ["sent"]
    assert state(home, key) == "sent"


def test_a_mail_that_came_back_was_refused(doubtful: tuple[Home, str]):
    home, key = doubtful
    row = outbox.row(home.store, key)
    assert row is not None
    robot = mail(8, "", NOW).sender.__class__("Mail Delivery", "mailer-daemon@postbox.example")
    heard(home, f"Your mail could not be delivered.\n\nMessage-ID: {row.message_id}\n", NOW + timedelta(hours=1), number=8, sender=robot)
    assert [found for _, found in sending.resolve(home)] == ["refused"]
    assert not page(home).questions


# The mailbox


def test_drafts_and_sent_hold_the_very_bytes_once(tmp_path: Path, sink: Sink, dovecot: Dovecot):
    home = lived(tmp_path / "home", sink, dovecot)
    one = thanks(home)
    approval = sending.approve(home, one.key)
    for _ in range(2):
        assert "Drafts" in sending.hand_over(home, one.key, "drafts", approval.hash).detail
    assert sending.send(home, one.key, approval.hash).detail == "sent; a copy is in Sent"
    row = outbox.row(home.store, one.key)
    assert row is not None
    assert dovecot.messages("Drafts") == dovecot.messages("Sent") == [row.data]
    assert len(sink.taken()) == 1


def test_a_mail_in_doubt_is_found_in_sent(tmp_path: Path, sink: Sink, dovecot: Dovecot):
    home = lived(tmp_path / "home", sink, dovecot)
    one = thanks(home)
    sink.behaviour = "lost_reply"
    sending.send(home, one.key, sending.approve(home, one.key).hash)
    assert [found for _, found in sending.resolve(home)] == ["unknown"]
    row = outbox.row(home.store, one.key)
    assert row is not None
    dovecot.deliver(row.data, "Sent")  # as providers do by themselves
    assert [found for _, found in sending.resolve(home)] == ["sent"]


def test_trouble_with_the_copy_does_not_undo_what_left(tmp_path: Path, sink: Sink, dovecot: Dovecot):
    home = lived(tmp_path / "home", sink, replace(dovecot, tls_port=sink.bare_port))
    one = thanks(home)
    done = sending.send(home, one.key, sending.approve(home, one.key).hash)
    assert done.state == "sent"
    assert "no copy" in done.detail


# Without an account


def test_without_an_account_the_words_can_be_taken_another_way(tmp_path: Path):
    home = lived(tmp_path / "home")
    one = thanks(home)
    approval = sending.approve(home, one.key)
    with pytest.raises(Refused, match="--eml"):
        sending.send(home, one.key, approval.hash)
    file = tmp_path / "note.eml"
    sending.hand_over(home, one.key, "eml", approval.hash, path=file)
    assert file.stat().st_mode & 0o777 == 0o600
    parsed = BytesParser(policy=policy.default).parsebytes(file.read_bytes())
    assert parsed["To"].addresses[0].addr_spec == "dana@acme.example"
    with pytest.raises(Refused, match="there already"):
        sending.hand_over(home, one.key, "eml", approval.hash, path=file)
    link = sending.hand_over(home, one.key, "mailto", approval.hash).text
    assert link.startswith("mailto:dana@acme.example?subject=")
    assert "\n" not in link
    assert sending.hand_over(home, one.key, "clipboard", approval.hash).text in ("", approval.body)
    assert state(home, one.key) == "approved"


def test_nothing_is_said_to_anybody_until_it_is_sent(tmp_path: Path, sink: Sink, monkeypatch: pytest.MonkeyPatch):
    def connect(*_: object) -> None:
        raise AssertionError("a connection was opened that nobody asked for")

    home = lived(tmp_path / "home", sink)
    monkeypatch.setattr("socket.socket.connect", connect)
    one = thanks(home)
    approval = sending.approve(home, one.key)
    for way, path in (("eml", tmp_path / "note.eml"), ("mailto", None), ("clipboard", None)):
        sending.hand_over(home, one.key, way, approval.hash, path=path)
    assert [r.state for r in sending.outbox(home)] == ["approved"]
    assert sending.resolve(home) == []


def test_words_for_another_channel_are_approved_but_not_sent(home: Home, sink: Sink):
    one = thanks(home)
    approval = sending.approve(home, one.key, channel="card")
    assert approval.headers == ()
    with pytest.raises(Refused, match="--clipboard"):
        sending.send(home, one.key, approval.hash)
    with pytest.raises(Refused, match="card"):
        sending.hand_over(home, one.key, "mailto", approval.hash)
    assert sink.said == []


def test_the_page_after_a_restart_knows_what_was_under_way(tmp_path: Path, home: Home, sink: Sink):
    one = thanks(home)
    approval = sending.approve(home, one.key)
    home.store.close()
    later = opened(tmp_path / "home", datetime.fromisoformat("2026-05-14T09:00:00-05:00"))
    assert sending.send(later, one.key, approval.hash).state == "sent"
    assert json.loads(later.store.meta("page"))["zone"] == "America/Chicago"
