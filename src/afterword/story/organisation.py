"""The story of one organisation: its people, and its roles told apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from afterword.facts import Fact
from afterword.facts import handles as h
from afterword.facts.kinds import (
    Application,
    Card,
    Connection,
    Decision,
    Event,
    Identity,
    Interaction,
    Message,
    Outcome,
    Promise,
    Sent,
    Target,
)
from afterword.story.directory import ref_handles
from afterword.story.entries import WAYS, conversations, day_of, learnt_day, thread_ids
from afterword.story.grouping import (
    Clue,
    Group,
    SubjectOf,
    begins,
    clues_of,
    converse,
    grouped,
    mailbox_people,
    roles_near,
)
from afterword.story.model import Decided, Entry, Me, Opportunity, OrganisationStory, Owed, Placed, Told, Unassigned
from afterword.story.owed import of_a_role, promised
from afterword.story.person import decisions, valid
from afterword.story.staging import staged
from afterword.story.talks import talks


def tell_organisation(
    key: str, handles: Iterable[str], told: Iterable[Told], persons: Sequence[Placed], me: Me, subject_of: SubjectOf
) -> OrganisationStory:
    """Folds everything about one organisation; `persons` are whoever was seen with it."""
    own = frozenset(handles)
    every = list({t.fact.id: t for t in told}.values())
    facts = valid(every)
    present = [p.key for p in persons if own & p.organisations]
    former = [p.key for p in persons if not own & p.organisations and own & p.known_at]
    relevant = [t for t in facts if _about(t, own)]
    threads = conversations(t.fact for t in facts)
    held = talks(relevant, me)
    groups, unassigned = grouped(clues_of(relevant, held, own, present, me, subject_of, threads), every)
    converse(groups, relevant, present, me, subject_of, threads)
    name = organisation_name(facts, own, [one.organisation for one in held])
    decided = decisions(facts, me.zone)
    opportunities = tuple(_opportunity(g, n, key, name, own, me, subject_of, decided) for n, g in enumerate(groups))
    target, targeted_on = _target(facts, me)
    return OrganisationStory(
        key=key, handles=tuple(sorted(own)), name=name, opportunities=opportunities,
        unassigned=tuple(_question(c, groups, opportunities, me) for c in unassigned),
        people=tuple(present), former=tuple(former),
        rank=target.body.rank if target and isinstance(target.body, Target) and not target.body.removed else None,
        target=target if target and isinstance(target.body, Target) and not target.body.removed else None,
        targeted_on=targeted_on, decided=decided, employer=bool(own & me.employer_handles),
    )  # fmt: skip


def _about(told: Told, own: frozenset[str]) -> bool:
    """Is this fact about the organisation itself, and not merely about somebody who happens to work there?"""
    body = told.fact.body
    if isinstance(body, Message):
        return not body.bulk and not body.draft
    if isinstance(body, Interaction):
        return not body.organisation or h.org_handle(body.organisation) in own
    return True


def _entry(told: Told, me: Me, subject_of: SubjectOf, threads: dict[str, str]) -> Entry | None:
    """One fact as a word about the role, by whomever."""
    body, fact = told.fact.body, told.fact
    if isinstance(body, Message):
        mine, people = mailbox_people(body, me, subject_of)
        reading = told.reading
        automatic = not mine and reading is not None and reading.automatic
        thread = threads.get(body.message_id or body.thread, body.thread)
        day = day_of(fact.at, me.zone)
        return Entry(fact.at, day, body.medium, "out" if mine else "in", fact, reading, automatic, thread, True, day, covers=tuple(people))
    if isinstance(body, Interaction):
        people = [subject_of(x) for ref in body.people for x in ref_handles(ref)[:1]]
        day = body.day or day_of(fact.at, me.zone)
        reached = body.reached not in ("voicemail", "no_answer")
        way = WAYS.get(body.way, body.way)
        return Entry(fact.at, day, way, body.direction, fact, told.reading, False, "", True, learnt_day(fact, me.zone), body.note, reached, tuple(people))
    if isinstance(body, Sent) or (isinstance(body, Decision) and body.act == "done"):
        day = day_of(fact.at, me.zone)
        people = list(dict.fromkeys(subject_of(x) for x in body.handles))[:1]
        note = body.note if isinstance(body, Decision) else ""
        return Entry(fact.at, day, body.channel or "email", "out", fact, None, learnt=day, note=note, covers=tuple(people))
    return None


def _opportunity(
    group: Group, number: int, key: str, name: str, own: frozenset[str], me: Me, subject_of: SubjectOf, decided: tuple[Decided, ...]
) -> Opportunity:
    ids = conversations(t.fact for t in group.told.values())
    told = sorted(group.told.values(), key=lambda t: (t.fact.at, t.fact.id))
    said = tuple(e for t in told if (e := _entry(t, me, subject_of, ids)) is not None)
    applications = _applications(told, ids, me)
    first = min(applications, key=lambda f: f.at, default=None)
    on = first.body.on or day_of(first.at, me.zone) if first and isinstance(first.body, Application) else day_of(first.at, me.zone) if first else None
    held = tuple(sorted(group.talks.values(), key=lambda t: (t.starts, t.key)))
    base = Opportunity(
        key=f"opp:{key}|{group.key}|{number}", organisation=name, organisations=tuple(sorted(own)), role=group.role,
        stage="applied", entries=said, talks=held, applied=on, application=first, applications=tuple(applications),
        people=tuple(sorted(group.people | {p for e in said for p in e.covers})), handles=tuple(sorted(group.urls)), threads=frozenset(group.threads),
        owed=_owed(said, told, me), decided=decided, urls=tuple(sorted(group.urls)),
        status=next((t.fact.body.status for t in reversed(told) if isinstance(t.fact.body, Application) and t.fact.body.status), ""),
    )  # fmt: skip
    return replace(staged(base, told, me, subject_of), contact=_contact(base, told, subject_of))


def _applications(told: Sequence[Told], ids: Mapping[str, str], me: Me) -> list[Fact]:
    """What tells that the user applied. A later mail of theirs in the same conversation only speaks of it again."""
    found: list[Fact] = []
    threads: set[str] = set()
    for one in told:
        body = one.fact.body
        named = next(iter(thread_ids(body)), one.fact.id) if isinstance(body, Message) else one.fact.id
        thread = ids.get(named, named)
        again = isinstance(body, Message) and body.sender.email in me.emails and thread in threads
        if not again and begins(Clue(one.fact.at, "", "", frozenset(), frozenset(), frozenset(), one)):
            found.append(one.fact)
            threads.add(thread)
    return found


def _owed(said: Sequence[Entry], told: Sequence[Told], me: Me) -> tuple[Owed, ...]:
    """What was promised about it: in mail, in the note of a talk, and as the user told it."""
    heard = [o for e in said if not (e.reading and e.reading.kind.startswith("auto_reply")) for o in promised(e)]
    return (*heard, *(of_a_role(t.fact, t.fact.body, me) for t in told if isinstance(t.fact.body, Promise)))


def _contact(opp: Opportunity, told: Sequence[Told], subject_of: SubjectOf) -> str:
    """Whom to write to: whoever of theirs wrote last, else the one I wrote to, else who was met."""
    for e in reversed(opp.entries):
        if e.direction in ("in", "both") and not e.automatic and e.covers and not (e.reading and e.reading.vendor):
            return e.covers[0]
    for e in reversed(opp.entries):
        if e.direction == "out" and e.covers:
            return e.covers[0]
    for one in reversed(told):
        if isinstance(one.fact.body, Application) and one.fact.body.contact:
            return subject_of(ref_handles(one.fact.body.contact)[0])
    return next((subject_of(p) for t in reversed(opp.talks) for p in t.people[:1]), "")


def organisation_name(facts: Sequence[Told], own: frozenset[str], in_titles: Sequence[str] = ()) -> str:
    """The organisation's name as people write it most, then as a talk's title has it; a domain's label only where nobody wrote it."""
    votes: dict[str, float] = defaultdict(float)
    sure: set[str] = set()  # spelt by somebody, in a record or a signature; what a mail's reader gives may be cut from an address
    labels = {h.label(x) for x in own if x.startswith("domain:")}  # a domain's label is a guess; anybody's spelling is better
    for one in facts:
        body = one.fact.body
        written = [getattr(body, field_name, "") for field_name in ("organisation", "company")] if not isinstance(body, Event) else []
        sure.update(name.strip() for name in written)
        weight = 3 if isinstance(body, (Card, Connection, Identity, Application, Interaction, Target, Outcome)) else 1
        if one.reading is not None and one.reading.organisation and not one.reading.bulk:
            written.append(one.reading.organisation)
        if one.reading is not None:
            signed = [p.organisation for p in one.reading.people if p.organisation]
            sure.update(name.strip() for name in signed)
            written += signed
        for name in written:
            if name and h.org_handle(name) in own:
                votes[name.strip()] += weight if name.casefold() not in labels else 0.1
    if votes:
        spelt: dict[str, float] = defaultdict(float)
        for name, count in votes.items():
            spelt[h.squeezed(name)] += count
        # `Ramsey Valley Health` and the guess `Ramseyvalley Health` are one name: the one with more words was written.
        return max(votes, key=lambda n: (spelt[h.squeezed(n)], n in sure, len(n.split()), votes[n], len(n), n))
    titled = sorted(name for name in in_titles if h.org_handle(name) in own)
    if titled:
        return titled[0]
    names = sorted(x.removeprefix("org:") for x in own if x.startswith("org:"))
    return (names[0] if names else h.label(min(own, default="domain:unknown.example"))).title()


def _target(facts: Sequence[Told], me: Me) -> tuple[Fact | None, date | None]:
    wanted = [t.fact for t in facts if isinstance(t.fact.body, Target)]
    newest = max(wanted, key=lambda f: (f.at, f.learnt, f.id), default=None)
    return newest, day_of(newest.at, me.zone) if newest else None


def _question(clue: Clue, groups: Sequence[Group], opportunities: Sequence[Opportunity], me: Me) -> Unassigned:
    assert clue.told is not None or clue.talk is not None
    fact = clue.told.fact if clue.told else clue.talk.facts[0]  # type: ignore[union-attr]
    near = {id(g) for g in roles_near(list(groups), clue)}
    choices = tuple((o.key, o.role or "the unnamed role") for g, o in zip(groups, opportunities, strict=True) if id(g) in near)
    quote = getattr(fact.body, "subject", "") or getattr(fact.body, "summary", "") or getattr(fact.body, "note", "")
    return Unassigned(fact, quote, day_of(fact.at, me.zone), choices)
