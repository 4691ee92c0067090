"""What speaks for a tie: between the user and somebody, and between two others. Known and merely likely are told apart.

Known is what was said or seen: an introduction, "Ana knows Bo", one of them copying in the other, a meeting of both.
Two people of one house at one time are a hypothesis: nobody has said that they ever spoke.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations

from afterword.facts import Fact
from afterword.facts import handles as h
from afterword.facts.frozen import dataclass
from afterword.facts.kinds import Card, Connection, Event, Introduction, Message, Ref, Tie
from afterword.network.strength import willingness
from afterword.story.directory import person_of, ref_handles
from afterword.story.entries import day_of
from afterword.story.model import Me, PersonStory, Told

KNOWN, GUESSED = 0.36, 0.2
"""The chance of a step between two others (PLAYBOOK.md section 2)."""
CIRCLE = 8
"""In a mail or a meeting of more people than this, being there together says nothing."""

SubjectOf = Callable[[str], str]
Named = Callable[[str, str], str]
"""(name, organisation) → the key of whoever is meant, for people whom no handle points at."""


@dataclass(frozen=True, slots=True)
class Link:
    """One step from `a` to `b` (keys of people; between others it holds both ways), with what speaks for it.

    `low` and `high` say how wide the guess is. `known` is False for a hypothesis. `fact` may be empty for a hypothesis.
    """

    a: str
    b: str
    chance: float
    low: float
    high: float
    known: bool
    text: str
    fact: str = ""


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _known(a: str, b: str, text: str, fact: Fact) -> Iterator[Link]:
    if a and b and a != b:
        yield Link(
            a, b, KNOWN, 0.25, 0.5, True, text, fact.id
        )  # a step succeeds with 0.36 to 0.50; with less where interest fails


# Between others


def seen(told: Iterable[Told], me: Me, on: date, subject_of: SubjectOf, named: Named) -> Iterator[Link]:
    """Ties between two others that these facts show, up to the day `on`."""
    facts = list(told)
    brought = _brought_together(facts, me)
    for one in facts:
        body, day = one.fact.body, day_of(one.fact.at, me.zone)
        if isinstance(body, Introduction):
            yield from _introduced(body, one.fact, day, subject_of, named)
        elif isinstance(body, Tie) and body.knows is not None:
            whose = f"{body.person.name} knows {body.knows.name}"
            yield from _known(
                _key(body.person, subject_of, named),
                _key(body.knows, subject_of, named),
                f"you noted: {whose}",
                one.fact,
            )
        elif isinstance(body, Message) and body.medium == "email" and day <= on:
            yield from _in_mail(one, body, day, me, subject_of, named, brought)
        elif isinstance(body, Event) and day <= on:
            yield from _met(body, one.fact, day, me, subject_of)


def _key(ref: Ref, subject_of: SubjectOf, named: Named) -> str:
    """Whom a reference means: by handle, or by name where the handle is only that."""
    found = ref_handles(ref)
    if not found:
        return named("", ref.organisation) if ref.organisation else ""
    return named(ref.name, ref.organisation) if found[0].startswith("name:") else subject_of(found[0])


def _introduced(body: Introduction, fact: Fact, day: date, subject_of: SubjectOf, named: Named) -> Iterator[Link]:
    how = {"offered": "offered to introduce you to", "made": "introduced you to", "met": "introduced you to"}.get(
        body.stage
    )
    if how:
        to = body.to.name or f"somebody at {body.to.organisation}"
        yield from _known(
            _key(body.by, subject_of, named),
            _key(body.to, subject_of, named),
            f"{body.by.name} {how} {to} on {_said(day)}",
            fact,
        )


def _brought_together(facts: Iterable[Told], me: Me) -> dict[str, set[str]]:
    """Whom the user wrote to together, by Message-ID: an answer to all proves nothing of them."""
    found: dict[str, set[str]] = {}
    for one in facts:
        body = one.fact.body
        if isinstance(body, Message) and body.message_id and body.sender.email in me.emails:
            found[body.message_id] = {b.email for b in (*body.to, *body.cc)}
    return found


def _in_mail(
    one: Told, body: Message, day: date, me: Me, subject_of: SubjectOf, named: Named, brought: dict[str, set[str]]
) -> Iterator[Link]:
    reading, writer = one.reading, person_of(body.sender.email, me.emails)
    if (
        not writer
        or body.bulk
        or body.draft
        or body.spam
        or reading is None
        or reading.bulk
        or reading.automatic
        or reading.vendor
    ):
        return
    name = body.sender.name or body.sender.email
    for act in reading.acts:
        if act.kind in ("introduction_offered", "introduction_made") and (act.person or act.organisation):
            to = subject_of(h.email_handle(act.email)) if act.email else named(act.person, act.organisation)
            verb = "offered to introduce you to" if act.kind == "introduction_offered" else "introduced you to"
            whom = act.person or f"somebody at {act.organisation}"
            yield from _known(
                subject_of(writer), to, f"{name} {verb} {whom}: “{_short(act.quote)}” ({_said(day)})", one.fact
            )
    others = [b for b in (*body.to, *body.cc) if person_of(b.email, me.emails)]
    together = set().union(*(brought.get(x, set()) for x in body.references))
    if len(others) > CIRCLE:
        return
    for box in others:
        if box.email not in together:
            copied = "copied in" if box in body.cc else "wrote to you and"
            text = f"{name} {copied} {box.name or box.email} on “{_short(body.subject)}”, {_said(day)}"
            yield from _known(subject_of(writer), subject_of(h.email_handle(box.email)), text, one.fact)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 90 else text[:89].rsplit(" ", 1)[0] + "…"


def _met(body: Event, fact: Fact, day: date, me: Me, subject_of: SubjectOf) -> Iterator[Link]:
    if body.status == "cancelled":
        return
    guests = {
        a.email: a.name
        for a in body.attendees
        if a.status != "declined" and a.kind in ("", "individual") and not h.is_room(a.name, a.email, body.location)
    }
    people = sorted({x: name for x, name in guests.items() if person_of(x, me.emails)}.items())
    if len(people) <= CIRCLE:
        for (a, one), (b, other) in combinations(people, 2):
            text = f"{one or a} and {other or b} were both at “{_short(body.summary)}”, {_said(day)}"
            yield from _known(subject_of(h.email_handle(a)), subject_of(h.email_handle(b)), text, fact)


# The same house at the same time


@dataclass(frozen=True, slots=True)
class Stay:
    """Days on which somebody is known to have worked at a house; the true stay may be longer."""

    house: str  # key of the organisation
    name: str
    since: date
    until: date


def stays(person: PersonStory, on: date, subject_of: SubjectOf) -> tuple[Stay, ...]:
    """Where this person was seen to work, and from when to when at least."""
    seen_at: dict[str, list[date]] = defaultdict(list)
    names: dict[str, str] = {}
    now = {subject_of(x) for x in person.organisations}
    for job in person.jobs:
        house = subject_of(h.org_handle(job.organisation))
        names.setdefault(house, job.organisation)
        seen_at[house] += [job.left] if job.left else [] if job.past else [job.learnt]
    for fact in person.facts:
        body = fact.body
        if isinstance(body, Connection) and body.company and body.exported:
            seen_at[subject_of(h.org_handle(body.company))].append(body.exported)
    for house in now:
        names.setdefault(house, person.organisation)
        seen_at[house].append(on)
    return tuple(Stay(x, names.get(x, ""), min(days), max(days)) for x, days in sorted(seen_at.items()) if days and x)


def guessed(a: str, stays_of_a: Sequence[Stay], b: str, stays_of_b: Sequence[Stay], on: date) -> Link | None:
    """The hypothesis that two people know each other, from one house at one time; None where nothing speaks for it."""
    theirs = {s.house: s for s in stays_of_b}
    for stay in stays_of_a:
        other = theirs.get(stay.house)
        if a != b and other is not None and stay.since <= other.until and other.since <= stay.until:
            when = "both are" if stay.until == other.until == on else "both were"
            text = f"{when} at {stay.name or other.name}; nobody said that they know each other"
            return Link(a, b, GUESSED, 0.1, KNOWN, False, text)
    return None


# The user's own


_TIES = {
    "former_boss": "your former boss", "boss_superior": "your boss's superior", "coworker": "your coworker", "former_coworker": "your former coworker",
    "relative": "your family", "friend": "your friend", "mentor": "your mentor", "professional": "you see them for their work", "recruiter": "recruiter",
    "interviewer": "interviewed you", "alumni": "you learned at the same place",
}  # fmt: skip


def own(me: str, person: PersonStory, on: date) -> Link | None:
    """The user's own tie to somebody; None for those whom the user only heard of, or wrote to without an answer."""
    days = [e.day for e in person.entries if not e.automatic and e.day <= on and e.direction in ("in", "both")]
    carded = next((f for f in person.facts if isinstance(f.body, (Connection, Card))), None)
    named = next((t for t in person.ties if t.tie in _TIES), None)
    if not (days or carded or person.ties):
        return None
    chance = round(min(1.0, max(0.0, willingness(person, on))), 4)
    if chance <= 0:
        return None
    spread = (
        (max(0.0, chance - 0.1), min(1.0, chance + 0.1))
        if person.help_likely is not None
        else (chance * 0.7, min(0.9, chance * 1.3))
    )
    parts = []
    if named is not None:
        at = f" at {named.organisation}" if named.organisation and named.tie not in ("relative", "friend") else ""
        parts.append(f"{_TIES[named.tie]}{at}")
    if days:
        parts.append(f"last heard on {_said(days[-1])}")
    elif carded is not None and isinstance(carded.body, Connection):
        since = f" since {_said(carded.body.connected)}" if carded.body.connected else ""
        parts.append(f"connected on LinkedIn{since}, no word exchanged")
    elif not parts:
        parts.append("in your contacts, no word exchanged")
    fact = (
        named.fact
        if named is not None
        else carded.id
        if carded is not None
        else person.facts[-1].id
        if person.facts
        else ""
    )
    return Link(me, person.key, chance, spread[0], max(spread[1], chance), True, ", ".join(parts), fact)


# From steps to a whole


def range_of(steps: Sequence[Link]) -> tuple[float, float]:
    """The least and the most that the product may be, rounded to hundredths."""
    low = high = 1.0
    for step in steps:
        low, high = low * step.low, high * step.high
    return round(low, 2), round(high, 2)


def in_words(chance: float) -> str:
    """A chance as one word: good from 0.4, fair from 0.15, else slim. The bounds are our own."""
    return "good" if chance >= 0.4 else "fair" if chance >= 0.15 else "slim"
