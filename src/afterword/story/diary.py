"""Talks that the calendar holds: of each event its newest word, whose interview it is, and who was there.

What counts is DESIGN.md section 3, "What counts".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from zoneinfo import ZoneInfo

from afterword.facts import Fact, natural_key, newness
from afterword.facts import handles as h
from afterword.facts.kinds import Event, Message
from afterword.story.directory import person_of
from afterword.story.entries import day_of, learnt_day
from afterword.story.model import Me, Talk, Told
from afterword.story.words import (
    INTERVIEW_MAIL,
    clear_of,
    in_summary,
    named_with,
    of_somebody_else,
    speaks_of_interview,
    speaks_of_talk,
)

HOUR = 3_600_000_000
"""Microseconds."""


def newest(told: Iterable[Told]) -> list[Told]:
    """Of observations of one event the valid one."""
    best: dict[str, Told] = {}
    for one in told:
        if isinstance(one.fact.body, Event) and one.fact.body.method != "reply":
            key = natural_key(one.fact)
            if key not in best or newness(best[key].fact) < newness(one.fact):
                best[key] = one
    gone = {
        one.fact.body.uid: newness(one.fact) for one in best.values()
        if isinstance(one.fact.body, Event) and not one.fact.body.recurrence and "cancel" in (one.fact.body.method + one.fact.body.status)
    }  # fmt: skip - a series called off as a whole takes its instances along
    return [
        one for one in best.values()
        if isinstance(one.fact.body, Event) and not (one.fact.body.recurrence and newness(one.fact) < gone.get(one.fact.body.uid, ()))
    ]  # fmt: skip


def _invitations(told: Sequence[Told], me: Me) -> list[tuple[Message, Told]]:
    """The mails that invite to an interview, or fix a talk where a role was spoken of: few, while a hub's events are many."""
    threads = invited(told, me)
    return [
        (one.fact.body, one) for one in told if one.reading is not None and isinstance(one.fact.body, Message)
        and (one.reading.kind in INTERVIEW_MAIL or (one.fact.body.thread in threads and any(a.kind == "talk_agreed" for a in one.reading.acts)))
    ]  # fmt: skip


def invited(told: Iterable[Told], me: Me) -> set[str]:
    """The conversations in which somebody else invited to an interview about a role, or offered to speak of one."""
    return {
        t.fact.body.thread for t in told if isinstance(t.fact.body, Message) and t.reading is not None and t.fact.body.thread
        and t.reading.kind in (*INTERVIEW_MAIL, "recruiter_outreach") and t.reading.role and t.fact.body.sender.email not in me.emails
    }  # fmt: skip


def _linked_mail(event: Fact, invitations: Sequence[tuple[Message, Told]]) -> bool:
    """Did a mail that carried or announced this event speak of an interview?"""
    body = event.body
    assert isinstance(body, Event)
    key, people = natural_key(event), {a.email for a in body.attendees}
    coffee = speaks_of_talk(body.summary)
    for mail, one in invitations:
        if coffee and not speaks_of_interview(f"{mail.subject}\n{one.reading.text if one.reading else ''}"):
            continue  # the user called it a coffee; a mail that fixes its hour makes no interview of it
        close = 0 <= event.at - one.fact.at < 45 * 24 * HOUR
        if key in mail.invites or (close and mail.sender.email in people) or (close and _scheduled(one, event, body)):
            return True
    return False


def _scheduled(mail: Told, event: Fact, body: Event) -> bool:
    """Does the mail fix a meeting on this event's day?"""
    day = body.day or day_of(event.at, body.zone if _known_zone(body.zone) else "UTC")
    return mail.reading is not None and any(
        c.kind in ("meeting", "call") and c.due_earliest == c.due_latest == day for c in mail.reading.commitments
    )


def _known_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        return False
    return bool(name)


_CAMERA = re.compile(r"\b(?:record(?:ing)? (?:\w+ ){0,3}(?:video|interview)|(?:one[- ]way|on[- ]demand|pre-?recorded) (?:\w+ ){0,2}interview)\b", re.IGNORECASE)


def from_calendar(told: Sequence[Told], me: Me) -> Iterator[Talk]:
    events = newest(told)
    invitations = _invitations(told, me) if events else []
    for one in events:
        body = one.fact.body
        assert isinstance(body, Event)
        words = f"{body.summary}\n{body.description}"
        if _CAMERA.search(words):
            continue  # nobody was there
        interview = speaks_of_interview(body.summary) or speaks_of_interview(body.description[:400]) or _linked_mail(one.fact, invitations)
        people = [(a.name, a.email, a.status) for a in body.attendees if a.kind in ("", "individual") and not h.is_room(a.name, a.email, body.location)]
        others = [(n, e, s) for n, e, s in people if person_of(e, me.emails)]
        if not others and body.organizer and person_of(body.organizer.email, me.emails):
            others = [(body.organizer.name, body.organizer.email, "")]
        alone = all(e in me.emails for _, e, _ in people)  # where only machines are invited, the title names nobody either
        names = tuple(n for n, _, _ in others) or tuple(filter(None, (named_with(body.summary) if alone else "",)))
        named, role = in_summary(body.summary, (*names, me.name), [h.domain_handle(e) for _, e, _ in others]) if interview else ("", "")
        strangers = (*names, me.name)
        read_place = clear_of((one.reading.organisation or "") if one.reading else "", strangers)
        organisation = named if named and h.squeezed(read_place) in h.squeezed(named) else read_place or named
        role = role or clear_of((one.reading.role or "") if one.reading else "", strangers)
        if interview and not _in_earnest(one, named, role, told, invitations, me):
            interview = False
        if not interview and not (names and len(others) <= 2 and speaks_of_talk(body.summary)):
            continue
        declined = any(a.status == "declined" for a in body.attendees if a.email in me.emails)
        declined = declined or (bool(others) and all(s == "declined" for _, _, s in others))
        gone = body.status == "cancelled" or body.method == "cancel"
        present = [e for _, e, s in others if s != "declined" or declined]
        places = {h.org_handle(organisation), *(h.domain_handle(e) for e in present)} - {""}
        yield Talk(
            f"talk:{natural_key(one.fact)}", one.fact.at, max(body.end, one.fact.at),
            body.day or day_of(max(body.end, one.fact.at), me.zone), interview, tuple(h.email_handle(e) for e in present),
            organisation, tuple(sorted(places)), role, (one.fact,),
            body.summary or words.strip()[:120], "cancelled" if gone else "declined" if declined else "planned",
            learnt_day(one.fact, me.zone), names=names,
        )  # fmt: skip


def _in_earnest(one: Told, employer: str, role: str, told: Sequence[Told], invitations: Sequence[tuple[Message, Told]], me: Me) -> bool:
    """Does it name an employer or a role, or come from one? A film called Interview does not."""
    body = one.fact.body
    assert isinstance(body, Event)
    mine = body.organizer is None or body.organizer.email in me.emails
    if mine and not body.attendees and of_somebody_else(body.summary):
        return False
    if employer or role or not mine or _linked_mail(one.fact, invitations):
        return True
    if not body.attendees:
        return bool(named_with(body.summary))
    houses = {h.domain_handle(a.email) for a in body.attendees} - {""}
    return any(
        isinstance(t.fact.body, Message) and t.reading is not None and t.reading.kind not in ("personal", "other", "thank_you")
        and h.domain_handle(t.fact.body.sender.email) in houses for t in told
    )  # fmt: skip
