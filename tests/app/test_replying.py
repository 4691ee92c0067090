"""Replies to the reminder mail: obeyed once, from the user's own Sent folder alone, and answered in the next list."""

from __future__ import annotations

from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import format_datetime
from pathlib import Path

import pytest
from tests.app.outgoing import NOW, lived, opened, thanks
from tests.servers.dovecot import Dovecot
from tests.servers.smtp import Sink

from afterword.app import digest, replying, ticking
from afterword.app.approving import account_of
from afterword.app.pages import today_of
from afterword.app.reminding import Reminder
from afterword.app.ticking import Ticked, Wishes
from afterword.facts import micros
from afterword.facts.kinds import Attendee, Decision, Event, Interaction, Mailbox
from afterword.plugins import sources
from afterword.strategy.model import FollowUp

pytestmark = pytest.mark.usefixtures("ring")
WISHES = Wishes(mail=True, desktop=False)
KEYS = ("3f9c0011223344", "a71b0011223344")


def told(text: str) -> list[tuple[str, str, str]]:
    return [(one.key, one.act, one.rest) for one in replying.orders(text, KEYS)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3f9c done", [("3f9c", "done", "")]),
        ("  3F9C Done.  ", [("3f9c", "done", "")]),
        ("a71b snooze fri", [("a71b", "snooze", "fri")]),
        ("A71B Snooze until next Friday.", [("a71b", "snooze", "next Friday")]),
        ("3f9c done\na71b skip", [("3f9c", "done", ""), ("a71b", "skip", "")]),
        ("3f9c done, a71b snooze fri", [("3f9c", "done", ""), ("a71b", "snooze", "fri")]),
        ("3f9c done and a71b skip", [("3f9c", "done", ""), ("a71b", "skip", "")]),
        ("3f9c done: she was glad, all is well", [("3f9c", "done", "she was glad, all is well")]),
        ("- 3f9c: done", [("3f9c", "done", "")]),
        # heard, and not understood
        ("3f9c done?", [("3f9c", "", "")]),
        ("3f9c done not yet", [("3f9c", "", "")]),
        ("3f9c erledigt", [("3f9c", "", "")]),
        ("3f9c fait", [("3f9c", "", "")]),
        ("3f9c", [("3f9c", "", "")]),
        ("3f9c send", [("3f9c", "", "")]),
        # no order at all
        ("> 3f9c done", []),
        ("I am done with 3f9c", []),
        ("done 3f9c", []),
        ("afterword done 3f9c", []),
        ("afterword draft 3f9c · afterword done 3f9c", []),
        ("beef stew for dinner", []),
        ("3f9 done", []),
        ("Thanks!", []),
    ],
)  # fmt: skip
def test_what_a_line_orders(text: str, found: list[tuple[str, str, str]]):
    assert told(text) == found


def test_what_repeats_the_reminder_orders_nothing_however_it_is_wrapped():
    text = (
        "3f9c done\n\nWednesday 13 May\n2 follow-ups, about 12 min.\n\nPromised\n\nMail Dana Whitfield, Acme · today\nShe asked. afterword draft a71b · afterword\n"
        "a71b done\nReply here, with the key first:\na71b skip\n"
    )
    assert told(replying.unquoted(text)) == [("3f9c", "done", "")]


@pytest.fixture
def folder(tmp_path: Path, sink: Sink, dovecot: Dovecot) -> Path:
    """A home whose list leaves as a mail, and whose mailbox can be read."""
    lived(tmp_path / "home", sink, dovecot).store.close()
    return tmp_path / "home"


def tick(folder: Path, at: datetime = NOW) -> Ticked:
    home = opened(folder, at)
    try:
        return ticking.tick(home, folder, WISHES, sources=sources(), patience=5.0)
    finally:
        home.store.close()


def shown(folder: Path, at: datetime = NOW) -> list[FollowUp]:
    home = opened(folder, at)
    try:
        return list(today_of(home).follow_ups)
    finally:
        home.store.close()


def reminder_of(sink: Sink) -> str:
    return str(sink.taken()[-1]["id"])


def reply(to: str, text: str, number: int = 1, sender: str = "Sam Rivera <sam@postbox.example>") -> bytes:
    made = EmailMessage()
    made["Message-ID"] = f"<reply{number}@postbox.example>"
    made["From"], made["To"], made["Subject"] = sender, "sam@postbox.example", "Re: Wednesday 13 May"
    made["In-Reply-To"], made["References"] = to, to
    made["Date"] = format_datetime(NOW + timedelta(minutes=5 * number))
    made.set_content(text)
    return bytes(made)


def decisions(folder: Path) -> list[Decision]:
    home = opened(folder)
    try:
        return [f.body for f in home.store.in_force(["decision"]) if isinstance(f.body, Decision)]
    finally:
        home.store.close()


def test_a_reply_is_obeyed_once_even_after_undo_and_is_answered_in_the_next_mail(folder: Path, sink: Sink, dovecot: Dovecot):
    assert tick(folder).said == ("line", "mail")
    (one, *others) = shown(folder)
    quoted = "\n".join(f"> afterword draft {f.key[:4]} · afterword done {f.key[:4]}\n> {f.key[:4]} done" for f in others)
    dovecot.deliver(reply(reminder_of(sink), f"{one.key[:4].upper()} Done: we spoke\n{one.key[:4]} erledigt\n\nOn Wed, 13 May 2026, Sam Rivera wrote:\n{quoted}\n"), "Sent")
    second = tick(folder, NOW + timedelta(minutes=30))
    assert len(second.replied) == 2
    assert list(ticking.lines(second))[-1] == "Two lines of your reply read; the next list answers."
    assert [(d.act, d.key, d.note) for d in decisions(folder)] == [("done", one.key, "we spoke")]
    home = opened(folder, NOW + timedelta(hours=1))
    home.undo()
    home.store.close()
    assert decisions(folder) == []
    (folder / "sync.json").unlink()
    assert tick(folder, NOW + timedelta(hours=1)).replied == []
    assert decisions(folder) == []
    home = opened(folder)
    memory = ticking.Memory.read(folder)
    account = account_of(home)
    assert account is not None
    mail = digest.written(home, account, Reminder("list", today_of(home), tuple(memory.answers)))
    home.store.close()
    assert "You wrote back" in mail.body
    assert "we spoke”: kept, " in mail.body
    assert "erledigt” was not understood" in mail.body
    tick(folder, NOW + timedelta(days=1))
    assert ticking.Memory.read(folder).answers == []


def test_the_ledger_knows_what_was_obeyed_where_the_memory_is_lost(folder: Path, sink: Sink, dovecot: Dovecot):
    tick(folder)
    (one, *_) = shown(folder)
    dovecot.deliver(reply(reminder_of(sink), f"{one.key[:4]} done"), "Sent")
    tick(folder, NOW + timedelta(minutes=30))
    home = opened(folder, NOW + timedelta(hours=1))
    home.undo()
    home.store.close()
    memory = ticking.Memory.read(folder)
    memory.obeyed, memory.looked = {}, ""
    memory.keep(folder)
    assert tick(folder, NOW + timedelta(hours=1)).replied == []
    assert decisions(folder) == []


@pytest.mark.parametrize("wrong", ["inbox", "sender", "thread"])
def test_nobody_else_is_obeyed(folder: Path, sink: Sink, dovecot: Dovecot, wrong: str):
    """Not what arrives, not what another address sent, not an answer to some other mail."""
    tick(folder)
    (one, *_) = shown(folder)
    to = "<reminder0000.afterword@postbox.example>" if wrong == "thread" else reminder_of(sink)
    sender = "Sam Rivera <sam@elsewhere.example>" if wrong == "sender" else "Sam Rivera <sam@postbox.example>"
    dovecot.deliver(reply(to, f"{one.key[:4]} done", sender=sender), "INBOX" if wrong == "inbox" else "Sent")
    assert tick(folder, NOW + timedelta(minutes=30)).replied == []
    assert decisions(folder) == []


def test_a_snooze_by_reply_and_a_key_that_is_gone(folder: Path, sink: Sink, dovecot: Dovecot):
    tick(folder)
    (one, *_) = shown(folder)
    dovecot.deliver(reply(reminder_of(sink), f"{one.key[:4]} snooze tomorrow\n{one.key[:4]} snooze Freitag\nffffffff done"), "Sent")
    answers = tick(folder, NOW + timedelta(minutes=30)).replied
    assert [d.act for d in decisions(folder)] == ["snooze"]
    assert "comes back on Thursday 14 May" in answers[0]
    assert "not understood" in answers[1]
    assert "no such follow-up" in answers[2]


def words_of(taken: bytes) -> str:
    """The plain text of a mail that the server took, on one line."""
    part = message_from_bytes(taken, policy=default).get_body(("plain",))
    assert part is not None
    return " ".join(part.get_content().split())


def talks(folder: Path) -> list[tuple[int, str]]:
    """What is kept of how talks with Ines went."""
    home = opened(folder)
    try:
        return [(f.body.rating, f.body.note) for f in home.store.in_force(["interaction"]) if isinstance(f.body, Interaction) and f.body.people[0].name == "Ines Abara"]
    finally:
        home.store.close()


def test_how_a_talk_went_is_told_by_reply_kept_once_and_confirmed_once(folder: Path, sink: Sink, dovecot: Dovecot):
    """The morning list asks how it went; the answer lies in the Sent folder, is read by the tick, and the next list says so, once."""
    home = opened(folder, NOW - timedelta(days=2))
    begun = micros(NOW - timedelta(hours=20))
    ines = Attendee("Ines Abara", "ines@fenn.example", "accepted")
    home.record([(Event("1@fenn.example", end=begun + 3_600_000_000, summary="Interview: Map Librarian, Fenn", organizer=Mailbox(ines.name, ines.email), attendees=(ines,)), begun)], "import")
    home.store.close()
    home = opened(folder)
    (talk,) = today_of(home).tell
    home.store.close()
    tick(folder)
    assert talk.key[:4] in words_of(sink.mails[-1])
    told = f"{talk.key[:4]} well. They decide by Friday.\nInes: the atlas of 1907\n\nOn Wed, 13 May 2026, Sam Rivera wrote:\n> {talk.key[:4]} badly\n"
    dovecot.deliver(reply(reminder_of(sink), told), "Sent")
    assert len(tick(folder, NOW + timedelta(minutes=30)).replied) == 1
    assert [rating for rating, _ in talks(folder) if rating] == [4]
    assert any("the atlas of 1907" in note for _, note in talks(folder))
    kept = talks(folder)
    (folder / "sync.json").unlink()  # the Sent folder is met again, and so is the reply
    assert tick(folder, NOW + timedelta(minutes=60)).replied == []
    confirmed = []
    for day in (1, 2):
        tick(folder, NOW + timedelta(days=day))
        confirmed.append(words_of(sink.mails[-1]).count("kept how it went. Until Friday 15 May they decide."))
    assert confirmed == [1, 0]
    assert talks(folder) == kept
    assert all(talk.key[:4] not in words_of(one) for one in sink.mails[1:])


def test_a_mail_in_doubt_is_looked_for_by_the_tick(folder: Path, sink: Sink, dovecot: Dovecot):
    from afterword.app import sending
    from afterword.store import outbox

    home = opened(folder)
    one = thanks(home)
    approval = sending.approve(home, one.key)
    sink.behaviour = "lost_reply"
    assert sending.send(home, one.key, approval.hash).state == "unknown"
    row = outbox.row(home.store, one.key)
    home.store.close()
    assert tick(folder).settled == 0
    assert row is not None
    dovecot.deliver(row.data, "Sent")
    done = tick(folder, NOW + timedelta(minutes=30))
    assert done.settled == 1
    home = opened(folder)
    after = outbox.row(home.store, one.key)
    home.store.close()
    assert after is not None
    assert after.state == "sent"


