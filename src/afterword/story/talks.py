"""Talks: interviews and conversations about the field, from the calendar, from what was logged, and from mail.

Observations of one talk from several places (an invitation, the calendar, a log, "good to meet you yesterday") are
joined by day and people. What counts is DESIGN.md section 3, "What counts".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from afterword.facts import Fact, micros
from afterword.facts import handles as h
from afterword.facts.kinds import Event, Interaction, Message
from afterword.reading.model import Act
from afterword.story.diary import HOUR, from_calendar, invited, newest
from afterword.story.directory import person_of, ref_handles
from afterword.story.entries import day_of, learnt_day
from afterword.story.model import Me, Talk, Told
from afterword.story.words import (
    asks_for_advice,
    speaks_of_hiring,
    speaks_of_interview,
    tells_of_agreement,
    tells_of_talk,
)

SCHEDULERS = frozenset({"calendly", "savvycal", "cal.com", "google-calendar", "goodtime", "modernloop"})
"""Booking services: their mails repeat what the calendar holds, under the host's own name."""


def talks(told: Sequence[Told], me: Me) -> tuple[Talk, ...]:
    """Every talk these facts tell of, joined and in order; missed and cancelled ones say so."""
    found = [*from_calendar(told, me), *_from_logs(told, me), *_from_mail(told, me)]
    return tuple(sorted(_missed(_joined(found), told, me), key=lambda t: (t.starts, t.key)))


def _from_logs(told: Iterable[Told], me: Me) -> Iterator[Talk]:
    for one in told:
        body = one.fact.body
        if not isinstance(body, Interaction) or body.reached == "voicemail" or body.way in ("card", "message"):
            continue
        if body.reached == "no_answer" and not tells_of_agreement(body.note):
            continue
        interview = body.way == "interview" or (body.way == "call" and speaks_of_interview(body.note) and bool(body.organisation))
        if not interview and body.reached != "no_answer" and not (body.way == "conversation" or tells_of_talk(body.note)):
            continue
        people = tuple(handle for ref in body.people for handle in ref_handles(ref)[:1])
        organisation = body.organisation or next((ref.organisation for ref in body.people if ref.organisation), "")
        day = body.day or day_of(one.fact.at, me.zone)
        # Logged for a day gone by, it ended on that day; only a talk logged on its own day ends at its instant.
        yield Talk(
            f"talk:{one.fact.id}", one.fact.at, one.fact.at, day, interview, people, organisation,
            tuple(filter(None, (h.org_handle(organisation),))), body.role, (one.fact,), body.note or f"{body.way} logged",
            learnt=learnt_day(one.fact, me.zone), logged=body.reached != "no_answer", names=tuple(r.name for r in body.people), note=body.note,
        )  # fmt: skip


def _hour(text: str) -> time | None:
    try:
        return time.fromisoformat(text) if text else None
    except ValueError:
        return None


def _mail_talk(one: Told, act: Act, me: Me) -> Talk:
    body = one.fact.body
    assert isinstance(body, Message)
    day = act.on or day_of(one.fact.at, me.zone)
    at = datetime.combine(day, _hour(act.hour) or time(12), ZoneInfo(me.zone))
    starts, ends = micros(at), micros(at + timedelta(hours=1))
    if act.kind == "talk_held":  # what is spoken of afterwards was over by then, whatever its hour
        starts, ends = min(starts, one.fact.at - HOUR), min(ends, one.fact.at)
    boxes = (*body.to, *body.cc) if body.sender.email in me.emails else (body.sender,)
    people = tuple(filter(None, (person_of(b.email, me.emails) for b in boxes[:1])))
    reading = one.reading
    organisation = act.organisation or ((reading.organisation or "") if reading else "")
    return Talk(
        f"talk:{one.fact.id}", starts, ends, day, act.interview, people, organisation,
        tuple(filter(None, (h.org_handle(organisation), *(h.domain_handle(b.email) for b in boxes[:1])))),
        act.role or ((reading.role or "") if reading else ""), (one.fact,), act.quote,
        learnt=day_of(one.fact.at, me.zone), names=tuple(b.name for b in boxes[:1]),
        thread=body.thread or body.message_id,
    )  # fmt: skip


_TELLS_OF_TALK = ("talk_held", "talk_agreed")


def _from_mail(told: Iterable[Told], me: Me) -> Iterator[Talk]:
    """Agreed interviews and those spoken of afterwards. A chat counts when it is logged, in the calendar, or asked for by the user."""
    told = list(told)
    telling = [t for t in told if isinstance(t.fact.body, Message) and t.reading is not None and any(a.kind in _TELLS_OF_TALK for a in t.reading.acts)]
    if not telling:
        return  # who hires and what was asked for is looked for only where it is asked
    sought = _sought(told, me)
    hirers = {x for t in told if _of_hiring(t, me) and isinstance(t.fact.body, Message) for x in _boxes_of(t.fact.body, me)}
    threads = invited(told, me)
    for one in telling:
        if not isinstance(one.fact.body, Message) or one.reading is None or one.reading.vendor in SCHEDULERS:
            continue
        spoken = day_of(one.fact.at, me.zone)
        hiring = bool(_boxes_of(one.fact.body, me) & hirers)
        for act in one.reading.acts:
            if act.kind in _TELLS_OF_TALK and one.fact.body.thread in threads and (hiring or act.kind == "talk_agreed"):
                act = replace(act, interview=True)  # "Friday at eleven it is", "good meeting you this morning": they answer the invitation to come
            if act.on is None or (act.interview and not hiring):
                continue
            agreed = act.kind == "talk_agreed" and act.on >= spoken
            held = act.kind == "talk_held" and spoken - timedelta(days=31) <= act.on <= spoken and act.interview
            if agreed or held:
                asked = not act.interview and any(at <= one.fact.at <= at + _ASKED_FOR * 24 * HOUR for x in _boxes_of(one.fact.body, me) for at in sought.get(x, ()))
                yield replace(_mail_talk(one, act, me), logged=held, sought=asked)


_ASKED_FOR = 60
"""Days within which a talk that somebody agrees to is the one the user asked for."""


def _sought(told: Iterable[Told], me: Me) -> dict[str, list[int]]:
    """Whom the user asked for advice or for a word about their field, and when."""
    found: dict[str, list[int]] = {}
    for one in told:
        body = one.fact.body
        if not isinstance(body, Message) or one.reading is None or body.sender.email not in me.emails:
            continue
        if any(a.kind in ("question", "talk_proposed") for a in one.reading.acts) and asks_for_advice(f"{body.subject}\n{one.reading.text}"):
            for x in _boxes_of(body, me):
                found.setdefault(x, []).append(one.fact.at)
    return found


def _same(a: Talk, b: Talk) -> bool:
    if a.day != b.day:
        return False
    if set(a.people) & set(b.people):
        return True
    together = bool(set(a.organisations) & set(b.organisations))
    return together and (not a.people or not b.people or "mail" in (_kind(a), _kind(b)))


def _of_one_telling(a: Talk, b: Talk) -> bool:
    """Was this logged of one and the same talk: the whole of it, and a moment with one who was there?"""
    return _kind(a) == "interaction" and a.starts == b.starts and a.interview == b.interview and a.organisation == b.organisation


def _kind(talk: Talk) -> str:
    return "mail" if isinstance(talk.facts[0].body, Message) else talk.facts[0].kind


def _joined(found: Sequence[Talk]) -> list[Talk]:
    """One talk for each that took place: the calendar's hours and people, the log's words."""
    rank = {"event": 0, "interaction": 1, "mail": 2}
    kept: list[Talk] = []
    for talk in sorted(found, key=lambda t: (rank.get(_kind(t), 3), t.starts, t.key)):
        twin = next((n for n, other in enumerate(kept) if _same(talk, other) and (_kind(talk) != _kind(other) or _of_one_telling(talk, other))), None)
        if twin is None and _kind(talk) == "mail":
            twin = next((n for n, other in enumerate(kept) if _same(talk, other)), None)
        if twin is None:
            kept.append(talk)
            continue
        old = kept[twin]
        # Who arranges a talk by mail need not be there: the calendar knows its guests.
        added = replace(talk, people=(), names=()) if _kind(talk) == "mail" and _kind(old) == "event" and old.people else talk
        merged = replace(
            old, people=tuple(dict.fromkeys((*old.people, *added.people))), names=tuple(dict.fromkeys((*old.names, *added.names))),
            interview=old.interview or talk.interview, organisation=old.organisation or talk.organisation,
            organisations=tuple(sorted({*old.organisations, *talk.organisations})), role=old.role or talk.role,
            facts=(*old.facts, *talk.facts), logged=old.logged or talk.logged, sought=old.sought or talk.sought, note=old.note or talk.note,
            ends=min(old.ends, talk.ends) if talk.logged and not old.logged and talk.ends > old.starts else old.ends,
            learnt=min(old.learnt, talk.learnt), thread=old.thread or talk.thread,
        )  # fmt: skip
        kept[twin] = merged
    return [t for t in kept if t.interview or _kind(t) != "mail" or t.starts]


def _missed(found: list[Talk], told: Sequence[Told], me: Me) -> Iterator[Talk]:
    """Marks talks that did not happen: a call logged without an answer on its day, or words that say so."""
    silent: list[tuple[date, set[str], tuple[Fact, ...]]] = []
    for one in told:
        body = one.fact.body
        if isinstance(body, Interaction) and body.reached == "no_answer":
            silent.append((body.day or day_of(one.fact.at, me.zone), {x for r in body.people for x in ref_handles(r)}, (one.fact,)))
        elif isinstance(body, Message) and one.reading is not None:
            for act in one.reading.acts:
                if act.kind in ("talk_missed", "talk_cancelled"):
                    boxes = (body.sender, *body.to, *body.cc)
                    who = {h.email_handle(b.email) for b in boxes if b.email not in me.emails}
                    cancelled = act.kind == "talk_cancelled"
                    last = act.on or (_next_after if cancelled else _last_before)(found, who, one.fact.at)
                    if last and not cancelled:
                        silent.append((last, who, ()))
                    elif last and not _fixed_again(told, who, one.fact.at):
                        found = [replace(t, status="cancelled") if t.day == last and who & set(t.people) and t.starts >= one.fact.at - 12 * HOUR else t for t in found]
    found = _moved_by_mail(found, told, me)
    for talk in found:
        missed = [logged for day, who, logged in silent if day == talk.day and who & set(talk.people)]
        if talk.status != "planned" or not missed or (talk.logged and _kind(talk) == "interaction"):
            yield talk
            continue
        logged = {f.id: f for some in missed for f in some if f not in talk.facts}
        yield replace(talk, status="missed", missed_on=talk.day, facts=(*talk.facts, *logged.values()))  # whoever was called in vain was to be spoken to


_MOVES = re.compile(r"\b(mov(?:e|ed|ing)|push(?:ed|ing)?|resched\w*|instead|postpon\w*|shift\w*|bring (?:it )?forward|another (?:day|time)|new (?:day|time|date)|rearrang\w*|swap\w*|delay\w*|put (?:it |this |that )?(?:off|back))\b", re.IGNORECASE)


def _moved_by_mail(found: list[Talk], told: Sequence[Told], me: Me) -> list[Talk]:
    """A mail that fixes another day for a talk to come takes the old day away."""
    for one in told:
        body = one.fact.body
        if not isinstance(body, Message) or one.reading is None:
            continue
        who = _boxes_of(body, me)
        for act in one.reading.acts:
            if act.kind == "talk_agreed" and act.on is not None:
                found = [replace(t, status="cancelled") if _left_behind(t, act.on, one, who, told, me) else t for t in found]
    return found


def _left_behind(talk: Talk, day: date, newer: Told, who: set[str], told: Sequence[Told], me: Me) -> bool:
    """Was this talk, still to come, put off for the day that the newer mail fixes?"""
    same = talk.status == "planned" and talk.starts > newer.fact.at and talk.day != day and bool(who & set(talk.people))
    if not same or talk.learnt > day_of(newer.fact.at, me.zone) or newer.fact.id in {f.id for f in talk.facts}:
        return False
    first = min(f.at for f in talk.facts) if _kind(talk) == "mail" else newer.fact.at
    between = [t for t in told if isinstance(t.fact.body, Message) and first < t.fact.at <= newer.fact.at and who & _boxes_of(t.fact.body, me)]
    return any(_speaks_of_moving(t) for t in (newer, *between))


_REPORT = re.compile(
    r"\b(?:the|my|that|this|another|an?|two|three) (?:\w+ )?interviews? (?:(?:at|with) [\w' -]{2,40} )?(?:went|was|were|is (?:done|over|behind)|this (?:week|month))\b|\bI (?:had|have had|'ve had) (?:an?|my|the|another|two|three) (?:\w+ )?interviews?\b",
    re.IGNORECASE,
)


def _of_hiring(one: Told, me: Me) -> bool:
    """Does this mail name a role, or speak of hiring at all? Who is told how an interview went elsewhere does not hire."""
    body = one.fact.body
    if isinstance(body, Message) and body.sender.email in me.emails and one.reading is not None and not one.reading.role and _REPORT.search(one.reading.text[:4000]):
        return False
    return isinstance(body, Message) and one.reading is not None and (bool(one.reading.role) or speaks_of_hiring(f"{body.subject}\n{one.reading.text}"))


def _boxes_of(body: Message, me: Me) -> set[str]:
    return {h.email_handle(b.email) for b in (body.sender, *body.to, *body.cc) if b.email not in me.emails}


def _speaks_of_moving(told: Told) -> bool:
    body = told.fact.body
    return isinstance(body, Message) and told.reading is not None and bool(_MOVES.search(f"{body.subject}\n{told.reading.text[:2000]}"))


def _next_after(found: Iterable[Talk], who: set[str], at: int) -> date | None:
    return min((t.day for t in found if who & set(t.people) and t.starts >= at - 12 * HOUR), default=None)


def _fixed_again(told: Sequence[Told], who: set[str], at: int) -> bool:
    """Does the calendar hold it after the mail that called it off? Then it was moved, not cancelled."""
    for one in newest(told):
        body = one.fact.body
        assert isinstance(body, Event)
        guests = {h.email_handle(a.email) for a in body.attendees}
        if guests & who and body.status != "cancelled" and body.method != "cancel" and body.stamp > at and one.fact.at >= at:
            return True
    return False


def _last_before(found: Iterable[Talk], who: set[str], at: int) -> date | None:
    days = [t.day for t in found if who & set(t.people) and t.starts <= at + 12 * HOUR]
    return max(days, default=None)
