"""A home with a word to send: Dana was met in an interview yesterday, and a mail of hers stands to be answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.servers.dovecot import Dovecot
from tests.servers.smtp import PASSWORD, Sink

from afterword.app import accounts
from afterword.app.accounts import Account, Server
from afterword.app.home import Home
from afterword.bootstrap import open_home
from afterword.clock import Clock
from afterword.facts import fact, micros
from afterword.facts.kinds import Identity, Interaction, Mailbox, Message, Ref
from afterword.strategy.model import FollowUp

NOW = datetime(2026, 5, 13, 14, tzinfo=UTC)
DANA = Ref("Dana Whitfield", ("email:dana@acme.example",), "Acme")


def mail(number: int, text: str, at: datetime, **more: object) -> Message:
    made = Message(
        message_id=f"<{number}@acme.example>", sender=Mailbox("Dana Whitfield", "dana@acme.example"), to=(Mailbox("Sam Rivera", "sam@postbox.example"),),
        subject="Data Analyst", text=text,
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def opened(folder: Path, at: datetime = NOW, patience: float = 2.0) -> Home:
    """The home as of a moment."""
    home = open_home(folder)
    home.clock = Clock(at)
    home.outgoing = replace(home.outgoing, patience=patience)
    home.reset()
    return home


def lived(folder: Path, sink: Sink | None = None, dovecot: Dovecot | None = None) -> Home:
    """A home with an account at these servers."""
    home = opened(folder, NOW - timedelta(days=2))
    home.record([Identity(me=True, name="Sam Rivera", emails=("sam@postbox.example",), zone="America/Chicago", country="US")], "init")
    home.clock = Clock(NOW)
    yesterday = NOW - timedelta(days=1)
    home.record([(Interaction("interview", (DANA,), "both", "Acme", "Data Analyst", "She liked the maps."), micros(yesterday))], "log")
    home.record([(mail(1, "Hi Sam,\n\nthank you for coming in. Could you send me two references?\n\nDana", yesterday), micros(yesterday + timedelta(hours=2)))], "import")
    if sink is not None or dovecot is not None:
        imap = Server("127.0.0.1", dovecot.tls_port) if dovecot else None
        smtp = Server("127.0.0.1", sink.tls_port) if sink else None
        user = dovecot.user if dovecot else ""
        accounts.add(folder, Account("post", "sam@postbox.example", imap, smtp, user=user), PASSWORD)
    return home


def thanks(home: Home) -> FollowUp:
    """The thank-you to Dana."""
    from afterword.app.drafting import open_follow_ups

    return next(f for f in open_follow_ups(home) if f.situation == "interview_thank_you")


def heard(home: Home, text: str, at: datetime, number: int = 9, **more: object) -> None:
    """A mail of Dana's arrives."""
    when = micros(at)
    home.take([fact(mail(number, text, at, **more), when, origin="inbox", by="mbox", learnt=when, act=home.store.new_act("import"))], "")
