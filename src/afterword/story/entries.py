"""Facts as interactions with one person (or with anybody at one organisation)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from functools import lru_cache
from zoneinfo import ZoneInfo

from afterword.facts import Fact, moment
from afterword.facts import handles as h
from afterword.facts.kinds import Application, Decision, Event, Interaction, Message, Sent
from afterword.story.directory import ref_handles
from afterword.story.model import Direction, Entry, Me, Talk, Told

HOUR = 3_600_000_000

WAYS = {"interview": "interview", "conversation": "conversation", "meeting": "meeting", "message": "linkedin"}


@lru_cache(maxsize=1 << 16)
def day_of(at: int, zone: str) -> date:
    """The user's own calendar day of an instant."""
    return moment(at).astimezone(ZoneInfo(zone)).date()


def learnt_day(fact: Fact, zone: str) -> date:
    """The day a thing became known: for mail the day it was sent, else when it was first told (DESIGN.md, "Learnt")."""
    told = fact.at if isinstance(fact.body, Message) else (fact.learnt or fact.at)
    return day_of(told, zone)


def _of_message(told: Told, mine: Collection[str], me: Me) -> Entry | None:
    body = told.fact.body
    assert isinstance(body, Message)
    handle = h.slug_handle if body.medium == "linkedin" else h.email_handle
    sender, to, cc = handle(body.sender.email), [handle(b.email) for b in body.to], [handle(b.email) for b in body.cc]
    sent_by_me = body.sender.email in me.emails or sender in me.slugs
    if sent_by_me:
        if not any(x in mine for x in (*to, *cc)):
            return None
        direction: Direction = "out"
        direct = any(x in mine for x in to)
    elif sender in mine:
        direction, direct = "in", True
    else:
        return None
    reading = told.reading
    automatic = reading is not None and (reading.automatic or reading.kind in ("auto_reply_away", "auto_reply_left"))
    covers = tuple(x for x in ((*to, *cc) if sent_by_me else (sender,)) if x)
    thread = body.thread or (body.references[0] if body.references else body.message_id)
    way = "linkedin" if body.medium == "linkedin" else "text" if body.medium == "text" else "email"
    return Entry(
        told.fact.at, day_of(told.fact.at, me.zone), way, direction, told.fact, reading, automatic and not sent_by_me,
        thread, direct, day_of(told.fact.at, me.zone), covers=covers,
    )  # fmt: skip


def _of_interaction(told: Told, mine: Collection[str], me: Me) -> Entry | None:
    body = told.fact.body
    assert isinstance(body, Interaction)
    covers = tuple(handle for ref in body.people for handle in ref_handles(ref))
    if mine and not any(handle in mine for handle in covers):
        return None
    day = body.day or day_of(told.fact.at, me.zone)
    reached = body.reached not in ("voicemail", "no_answer")
    return Entry(
        told.fact.at, day, WAYS.get(body.way, body.way), body.direction, told.fact, told.reading, False, "", True,
        learnt_day(told.fact, me.zone), body.note, reached, covers,
    )  # fmt: skip


def entry(told: Told, mine: Collection[str], me: Me) -> Entry | None:
    """One fact as an interaction with the person of these handles; None where it is none."""
    body, fact = told.fact.body, told.fact
    if isinstance(body, Message):
        return _of_message(told, mine, me)
    if isinstance(body, Interaction):
        return _of_interaction(told, mine, me)
    learnt = learnt_day(fact, me.zone)
    if isinstance(body, Sent):
        covers = tuple(handle for ref in body.to for handle in ref_handles(ref)) or body.handles
        return Entry(fact.at, day_of(fact.at, me.zone), body.channel, "out", fact, None, learnt=learnt, covers=covers)
    if isinstance(body, Decision) and body.act == "done":
        way = body.channel or "email"
        return Entry(fact.at, day_of(fact.at, me.zone), way, "out", fact, None, learnt=learnt, note=body.note, covers=body.handles)
    if isinstance(body, Application) and body.contact is not None:
        day = body.on or learnt
        return Entry(fact.at, day, "email", "out", fact, None, learnt=learnt, covers=ref_handles(body.contact))
    if isinstance(body, Event) and body.status != "cancelled" and body.method not in ("cancel", "reply"):
        covers = tuple(h.email_handle(a.email) for a in body.attendees if a.status != "declined")
        if any(handle in mine for handle in covers) and len(body.attendees) <= 12:
            return Entry(fact.at, body.day or day_of(fact.at, me.zone), "meeting", "both", fact, told.reading, learnt=learnt, covers=covers)
    return None


def entries(told: Iterable[Told], mine: Collection[str], me: Me) -> tuple[Entry, ...]:
    """All interactions with the person of these handles, oldest first; one thread id for each conversation."""
    found = [one for fact in told if (one := entry(fact, mine, me)) is not None]
    return tuple(sorted(found, key=lambda e: (e.at, e.fact.id)))


def took_place(said: Iterable[Entry], held: Iterable[Talk]) -> tuple[Entry, ...]:
    """Without the meetings of the calendar that a mail called off: nobody met there. Told afterwards, they stay."""
    told = tuple(said)
    off = {f.id for t in held if t.status in ("cancelled", "missed") for f in t.facts}
    meetings = [e for e in told if isinstance(e.fact.body, Event)]
    for mail in told if meetings else ():
        act = mail.does("talk_cancelled") if isinstance(mail.fact.body, Message) else None
        if act is None:
            continue
        near = [e for e in meetings if e.at >= mail.at - 12 * HOUR and not _changed_since(e, mail.at)]
        day = act.on or min((e.day for e in near), default=None)
        off |= {e.fact.id for e in near if e.day == day}
    return tuple(e for e in told if e.fact.id not in off or not isinstance(e.fact.body, Event))


def _changed_since(meeting: Entry, at: int) -> bool:
    """Did the calendar give it another hour after the mail? Then it was moved."""
    body = meeting.fact.body
    return isinstance(body, Event) and body.sequence > 0 and body.stamp > at


def thread_ids(body: Message) -> tuple[str, ...]:
    """Every id under which a message's conversation may be known."""
    found = (body.thread, body.message_id, *body.references)
    return tuple(dict.fromkeys(part for part in found if part))


def conversations(messages: Iterable[Fact]) -> dict[str, str]:
    """Joins messages into conversations by ids and references: each id's conversation, named by its smallest id."""
    up: dict[str, str] = {}

    def find(one: str) -> str:
        while up.setdefault(one, one) != one:
            up[one] = up[up[one]]
            one = up[one]
        return one

    for fact in messages:
        if isinstance(fact.body, Message):
            first, *others = thread_ids(fact.body) or (fact.id,)
            find(first)
            for other in others:
                a, b = sorted((find(first), find(other)))
                up[b] = a
    return {one: find(one) for one in list(up)}
