"""Talks as the diary of one's own search shows them: agreed ones to prepare, past ones to tell of (once).

An interview is told by its employer, another talk by the person. Rows lie beside the plan as questions of their own kind, so that
the fast page has them; they never stand among the questions that `answer` takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from zoneinfo import ZoneInfo

from afterword.facts import moment
from afterword.facts.kinds import Event, Interaction, Message
from afterword.story.model import Decided, Opportunity, OrganisationStory, PersonStory, Talk
from afterword.strategy.model import APPOINTMENT, Appointment
from afterword.strategy.senses import real_talks
from afterword.strategy.world import World

NOON = 12
"""The hour a talk gets that a mail fixes for a day without an hour (story/talks.py)."""


def of_house(org: OrganisationStory, world: World) -> Iterator[Appointment]:
    """Interviews at one employer, those of one day together."""
    if org.employer:
        return
    talks = [(t, o) for o in org.opportunities for t in o.talks if t.interview and _counts(t, world) and not _after_all(t, o)]
    for day in sorted({t.day for t, _ in talks}):
        those = [(t, o) for t, o in talks if t.day == day]
        role = next((t.role or o.role for t, o in those if t.role or o.role), "")
        names = (n for t, _ in those for n in t.names)
        yield _made([t for t, _ in those], org.key, org.name, role, names, org.decided, world, interview=True)


def of_person(person: PersonStory, world: World) -> Iterator[Appointment]:
    """Talks with one person that are no interview: coffee, advice."""
    for talk in real_talks(person):
        if _counts(talk, world):
            names = (person.name or next(iter(person.emails), ""),)
            yield _made([talk], person.key, person.organisation or talk.organisation, "", names, person.decided, world, interview=False)


def talks_of(one: Appointment, subject: OrganisationStory | PersonStory) -> list[Talk]:
    """The talks behind an appointment, in order."""
    every = [t for o in subject.opportunities for t in o.talks] if isinstance(subject, OrganisationStory) else list(subject.talks)
    found = {t.key: t for t in every if t.day == one.day and t.interview == one.interview and t.status == "planned"}
    return sorted(found.values(), key=lambda t: (t.starts, t.key))


def _after_all(talk: Talk, opp: Opportunity) -> bool:
    """Would it be after the end? "I hope to see you on Thursday" in a refusal fixes nothing."""
    return opp.stage in ("rejected", "withdrawn", "accepted") and opp.outcome_on is not None and talk.day > opp.outcome_on


def _counts(talk: Talk, world: World) -> bool:
    return talk.status == "planned" and talk.day >= world.since


def _made(
    talks: Sequence[Talk], subject: str, organisation: str, role: str, names: Iterable[str], decided: Sequence[Decided], world: World, *, interview: bool,
) -> Appointment:  # fmt: skip
    key = sha256(f"{APPOINTMENT}\0{subject}\0{talks[0].day}\0{interview}".encode()).hexdigest()[:10]
    told = any(isinstance(f.body, Interaction) for t in talks for f in t.facts) or any(d.key == key for d in decided)
    return Appointment(
        key, subject, min(t.starts for t in talks), max(t.ends for t in talks), talks[0].day, all(_hour(t, world.me.zone) for t in talks), interview, told,
        organisation, role, tuple(dict.fromkeys(filter(None, names))),
    )  # fmt: skip


def _hour(talk: Talk, zone: str) -> bool:
    """Is the hour known? An entry for a whole day has none; noon of a mail is where none was named."""
    body = talk.facts[0].body
    if isinstance(body, Event):
        return body.day is None
    start = moment(talk.starts).astimezone(ZoneInfo(zone))
    return not isinstance(body, Message) or (start.hour, start.minute) != (NOON, 0)
