"""One follow-up as it stands open: why now, with the sentences; the words or the call sheet; how it may leave."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from afterword.app import drafting
from afterword.app.approving import account_of, row_named, shown
from afterword.app.callsheet import CallSheet, call_sheet
from afterword.app.home import Home
from afterword.drafts import Draft
from afterword.errors import BadUsage
from afterword.facts import Fact
from afterword.facts.kinds import Event, Interaction, Message
from afterword.interfaces.web.asking import Asked
from afterword.strategy.model import FollowUp

SPOKEN = ("call", "in_person")


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence a follow-up stands on: who said it, when, where to read the whole."""

    words: str
    by: str
    at: str
    fact: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A follow-up with all that its page shows."""

    one: FollowUp
    channel: str
    draft: Draft | None
    sheet: CallSheet | None
    quotes: tuple[Quote, ...]
    account: bool  # mail can be sent from here
    days: tuple[tuple[str, date], ...] = ()  # days a snooze often means
    approved: bool = False  # these very words are approved, and have not left

    @property
    def address(self) -> str:
        return self.one.person.emails[0] if self.one.person.emails else ""


def quotes(home: Home, one: FollowUp) -> tuple[Quote, ...]:
    """The sentences it stands on, each once, with their speaker."""
    facts = home.store.by_id([b.fact for b in one.because if b.fact])
    found = {b.quote: Quote(b.quote, _speaker(home, facts.get(b.fact)), _when(home, facts.get(b.fact), b.at), b.fact if b.fact in facts else "") for b in one.because if b.quote}
    return tuple(found.values())


def _when(home: Home, fact: Fact | None, at: str) -> str:
    return home.day_of(fact.at).isoformat() if fact is not None and fact.at else at


def _speaker(home: Home, fact: Fact | None) -> str:
    body = fact.body if fact is not None else None
    if isinstance(body, Message):
        return "You" if body.sender.email in home.me.emails | home.me.slugs else body.sender.name or body.sender.email
    if isinstance(body, Event):
        return "Your calendar"
    return "Your note" if isinstance(body, Interaction) else "What you told" if fact is not None and fact.by == "user" else ""


def open_one(asked: Asked, one: FollowUp) -> Opened:
    """Everything about a follow-up; words that were typed and could not be taken are kept."""
    home = asked.home
    wanted = asked.query("channel") or asked.word("channel")
    channel = drafting.channel_named(wanted) if wanted else one.channel
    if channel not in one.channels:
        channel = one.channel
    own = drafting.templates(asked.house.path)
    this = replace(one, channel=channel)
    if channel == "call":
        return Opened(this, channel, None, call_sheet(home, this, own), quotes(home, one), account=False, days=days_offered(home))
    words, approved = _approved(home, one.key, drafting.draft(home, this, channel, own))
    if "body" in asked.form:
        words = drafting.changed(home, words, asked.word("subject") or None, asked.word("body"))
    sends = channel == "email" and can_send(home)
    return Opened(this, channel, words, None, quotes(home, one), account=sends, days=days_offered(home), approved=approved and "body" not in asked.form)


def can_send(home: Home) -> bool:
    """Is there an account that mail can leave by?"""
    try:
        account = account_of(home)
    except BadUsage:  # the settings name one that is gone: sending says so
        return True
    return account is not None and account.smtp is not None


def _approved(home: Home, key: str, words: Draft) -> tuple[Draft, bool]:
    """The words as they were approved last for this channel, where they were; and whether they may still leave."""
    row = row_named(home, key)
    if row is None or row.state not in ("approved", "draft", "refused"):
        return words, False
    held = shown(row)
    if held.channel != words.channel:
        return words, False
    return drafting.changed(home, words, held.subject, held.body), row.state == "approved"


def days_offered(home: Home) -> tuple[tuple[str, date], ...]:
    """Days one often means: the next working day, next week, in two weeks."""
    today = home.today
    monday = today + timedelta(days=7 - today.weekday())
    return (("Tomorrow", home.workdays().after(today, 1)), ("Next week", monday), ("In two weeks", today + timedelta(days=14)))
