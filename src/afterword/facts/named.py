"""The fact: something that happened, dated and sourced, immutable, named by its content."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256

from afterword.facts import codec
from afterword.facts.frozen import dataclass
from afterword.facts.kinds import KIND_OF, Body, Card, Connection, Event, Message

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def micros(moment: datetime) -> int:
    """An aware instant as microseconds since 1970 UTC."""
    return (moment - EPOCH) // MICROSECOND


def moment(at: int, offset_minutes: int = 0) -> datetime:
    """Microseconds UTC as an aware instant in a fixed offset."""
    return (EPOCH + timedelta(microseconds=at)).astimezone(timezone(timedelta(minutes=offset_minutes)))


def _identity(kind: str, at: int, body: Body) -> bytes:
    """What names a fact. For mail: Message-ID, From, Date and normalised text (DESIGN.md, rule 2), nothing else."""
    if isinstance(body, Message):
        text = " ".join((body.text or body.html).split())
        parts = (body.medium, body.message_id, body.sender.email, str(at), text or body.subject)
        return "\0".join((kind, *parts)).encode("utf-8", "replace")
    return b"%s\0%d\0%s" % (kind.encode(), at, codec.dumps(body))


@dataclass(frozen=True, slots=True)
class Fact:
    """`id` is the hash of kind, instant and canonical body: not of where or when we learnt it.

    `at`: microseconds UTC, 0 where the thing has no date of its own (a card). `learnt`: when we first heard.
    `origin`: where from, for people ("inbox.mbox message 12"). `by`: who recorded it. `act`: the user's act it came with.
    """

    id: str
    kind: str
    at: int
    body: Body
    learnt: int = 0
    origin: str = ""
    by: str = ""
    act: str = ""


def fact(body: Body, at: int, *, origin: str = "", by: str = "", learnt: int = 0, act: str = "") -> Fact:
    """Makes a fact and names it."""
    kind = KIND_OF[type(body)]
    return Fact(sha256(_identity(kind, at, body)).hexdigest(), kind, at, body, learnt, origin, by, act)


def rightly_named(one: Fact) -> bool:
    """Does the id still fit the content?"""
    return sha256(_identity(one.kind, one.at, one.body)).hexdigest() == one.id


def natural_key(one: Fact) -> str:
    """What ties observations of one thing together; empty where each observation stands alone."""
    body = one.body
    if isinstance(body, Event):
        return f"event:{body.uid}|{body.recurrence}"
    if isinstance(body, Card):
        return f"card:{body.uid or '|'.join(sorted((*body.emails, *body.phones))) or body.name.casefold()}"
    if isinstance(body, Connection):
        return f"connection:{body.slug or body.name.casefold()}"
    return ""


def newness(one: Fact) -> tuple[int, ...]:
    """Orders observations that share a natural key; the greatest is valid (DESIGN.md, rule 2)."""
    body = one.body
    if isinstance(body, Event):
        return (body.sequence, body.stamp, one.learnt)
    if isinstance(body, (Card, Connection)):
        day = body.exported.toordinal() if body.exported else 0
        return (day or one.learnt // 86_400_000_000 + EPOCH.toordinal(), one.learnt)
    return (one.learnt,)


def without_words(one: Fact) -> Fact:
    """A message without its text, for stories: what was said is in its reading."""
    if isinstance(one.body, Message) and (one.body.text or one.body.html):
        return replace(one, body=replace(one.body, text="", html=""))
    return one
