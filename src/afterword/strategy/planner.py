"""From stories to follow-ups: asks every playbook, then adds channels, decisions, absences and what must not be.

Pure and without a clock: the same stories give the same plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from afterword.facts import Workdays
from afterword.facts import handles as h
from afterword.facts.kinds import Message
from afterword.story.model import Decided, Me, Opportunity, OrganisationStory, PersonStory
from afterword.strategy import appointments
from afterword.strategy.model import FollowUp, Outreach, Party, Question, Waiting, Window, packed
from afterword.strategy.senses import counts, in_search, out_of_reach, promises, roles_of
from afterword.strategy.timing import evidence, moved
from afterword.strategy.waits import CLOSED, standing
from afterword.strategy.world import Playbook, Proposal, World

MINUTES = {"email": 5, "call": 8, "card": 10, "linkedin": 4, "text": 3, "in_person": 5}
WORDLESS = ("in_person", "card")
"""Channels that need no handle."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that one subject gives to the pages."""

    follow_ups: tuple[FollowUp, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    questions: tuple[Question, ...] = ()
    outreach: tuple[Outreach, ...] = ()


def key_of(situation: str, step: str, fact: str, handle: str) -> str:
    """A follow-up's key: the hash of playbook, step, the fact it stands on and the handle it goes to."""
    return sha256(f"{situation}\0{step}\0{fact}\0{handle}".encode()).hexdigest()[:10]


def party(person: PersonStory | None) -> Party:
    """A person as pages show them."""
    if person is None:
        return Party()
    tie = person.ties[0].tie if person.ties else ""
    emails = tuple(e for e in person.emails if e not in person.left_mailboxes)
    return Party(person.name, emails, person.phones, person.handles, tie, person.title)


def houses(organisation: str, person: PersonStory | None, me: Me) -> tuple[str, ...]:
    """An employer in comparable spellings: its name without spaces, its domains' labels; never where the user's own private mailbox stands."""
    private = {h.domain_handle(e) for e in me.emails} - me.employer_handles - me.employers
    labels = {h.label(x) for x in (person.organisations if person else ()) if x.startswith("domain:") and x not in private}
    return tuple(sorted({h.squeezed(organisation), *labels} - {""}))


def open_channels(person: PersonStory | None, wanted: Sequence[str]) -> tuple[str, ...]:
    """Of the wanted channels those whose handle is known and that they do not mind; their favourite first."""
    if person is None:
        return tuple(wanted[:1]) or ("email",)
    emails = [e for e in person.emails if e not in person.left_mailboxes]
    known = {"email": bool(emails), "call": bool(person.phones), "text": bool(person.phones), "linkedin": bool(person.slugs)}
    found = [c for c in wanted if c not in person.never and (c in WORDLESS or known.get(c, False))]
    if not found:
        found = [c for c in ("email", "linkedin", "call", "text", "card", "in_person") if c not in person.never and (c in WORDLESS or known.get(c, False))]
    if person.prefers in found:
        found.remove(person.prefers)
        found.insert(0, person.prefers)
    return tuple(found)


def _matches(one: Decided, situation: str, step: str, facts: frozenset[str], handles: frozenset[str], key: str) -> bool:
    if one.key == key:
        return True
    same = one.situation == situation and one.step == step and bool(one.facts & facts)
    return same and (not handles or not one.handles or bool(one.handles & handles))


def _away(person: PersonStory | None, span: Window, days: Workdays) -> Window:
    """Nothing is due before the return of somebody who is away."""
    for start, back in person.away if person else ():
        if span.closes >= start and span.opens < back:
            span = moved(span, days.after(back, 0), days)
    return span


def _followed(p: Proposal, playbook: Playbook, subject_decisions: Sequence[Decided], world: World) -> FollowUp | None:
    person = p.person
    if person is not None and out_of_reach(person):
        if playbook.over == "person":
            return None
        person = None  # whoever followed them is to be looked for
    situation = p.situation or playbook.situation
    if situation in _LOOKING and world.accepted() is not None:
        return None  # nobody is asked for help with a search that has ended well
    handle = person.key if person else (p.organisation and h.org_handle(p.organisation)) or ""
    key = key_of(situation, p.step, p.stands_on.id, handle)
    facts = frozenset({p.stands_on.id, *(b.fact for b in p.because), *(f.id for f in p.also)})
    handles = frozenset(person.handles) if person else frozenset()
    decided = [*subject_decisions, *(person.decided if person else ())]
    mine = sorted({d.fact: d for d in decided if _matches(d, situation, p.step, facts, handles, key)}.values(), key=lambda d: (d.at, d.fact))
    span, snoozed = p.window, None
    days = world.workdays(person.country if person else "")
    for d in mine:
        if d.act in ("done", "skip", "not_a_follow_up"):
            return None
        if d.act == "snooze" and d.until is not None:
            snoozed, span = d.until, moved(p.window, d.until, days)
    if person is not None and person.stop is not None:
        return None
    span = _away(person, span, days)
    if span.closes < world.since:
        return None
    house = world.organisation(h.org_handle(p.organisation)) if p.organisation else None
    if house is None and person is not None and not p.organisation:
        known = (world.organisation(x) for x in person.organisations[:2])
        house = next((o for o in known if o is not None and (o.opportunities or o.target)), None)
    organisation = house.name if house is not None else p.organisation
    channels = open_channels(person, p.channels)
    if not channels:
        return None
    channel = channels[0]
    number = p.number or (person.phones[0] if person and person.phones and channel in ("call", "text") else "")
    who = party(person)
    if number and number in who.phones:
        who = replace(who, phones=(number, *(x for x in who.phones if x != number)))
    elif p.number:
        who = replace(who, phones=(p.number, *who.phones))
    return FollowUp(
        key, situation, p.step, who, organisation, p.role, channel, channels, span, p.tier, MINUTES.get(channel, 5), p.reason, p.because,
        p.rule or playbook.says, p.changes, number, p.asked, p.second, p.thanks, round(p.value * p.gain, 4), snoozed, p.hook,
        houses(p.organisation, person, world.me), p.slots,
    )  # fmt: skip


_LOOKING = frozenset({"former_boss", "boss_superior", "reach_through", "professional", "insider_relative", "introduction_offered"})
"""Situations in which somebody is told that the user is looking for a place, or asked for a way to one."""


def _unique(found: Iterable[FollowUp]) -> tuple[FollowUp, ...]:
    return tuple({f.key: f for f in sorted(found, key=lambda f: (f.window.due, f.key))}.values())


def plan_person(person: PersonStory, world: World, playbooks: Iterable[Playbook]) -> Plan:
    """Follow-ups to one person, what they owe, what is asked about them."""
    found = (_followed(p, b, (), world) for b in playbooks if b.over == "person" for p in b.plan(person, world))
    asked = (*_slipped(person, world), *map(packed, appointments.of_person(person, world)))
    return Plan(_unique(f for f in found if f is not None), tuple(_waiting_on(person, world)), asked, tuple(_outreach(person, world.me)))


def plan_organisation(org: OrganisationStory, world: World, playbooks: Iterable[Playbook]) -> Plan:
    """Follow-ups about one organisation's roles, and about reaching into it."""
    books = list(playbooks)
    found: list[FollowUp | None] = [_followed(p, b, org.decided, world) for b in books if b.over == "organisation" for p in b.plan(org, world)]
    waiting: list[Waiting] = []
    for opp in org.opportunities:
        found += [_followed(p, b, opp.decided, world) for b in books if b.over == "opportunity" for p in b.plan(opp, world)]
        waiting += _waiting_for(opp, world)
    asked = (*_which_role(org), *map(packed, appointments.of_house(org, world)))
    return Plan(_unique(f for f in found if f is not None), tuple(waiting), asked)


def _waiting_for(opp: Opportunity, world: World) -> Iterator[Waiting]:
    """What an employer said they would do, until its day has passed."""
    if opp.stage in CLOSED:
        return
    named = standing(opp, world).named
    if named is None:
        return
    person = world.person(named.person) or world.person(opp.contact)
    until = standing(opp, world).days.after(named.due_latest or named.day, 1)
    yield Waiting(
        key_of("waiting", named.kind, named.fact.id, named.quote), party(person), opp.organisation, named.kind, named.due_earliest, named.due_latest,
        named.quote, named.fact.id, until,
    )  # fmt: skip


def _waiting_on(person: PersonStory, world: World) -> Iterator[Waiting]:
    """What this person said they would do: a name, a document, an introduction, an answer."""
    known: bool | None = None
    for owed in person.owed:
        if owed.by_me or owed.settled or owed.kind == "meeting":
            continue
        if owed.kind == "introduction" and any(p.made is not None and p.made.at >= owed.at and set(p.by) & set(person.handles) for p in person.passages):
            continue  # kept, often by the very words that spoke of it
        if known is None:
            known = in_search(person, world)
        if not known and not owed.told:
            return
        if owed.kind in ("reply", "decision") and not owed.told and roles_of(person, world):
            continue  # the role tells it: a colleague's answer settles it too
        if owed.kind in ("reply", "decision") and any(e.at > owed.at and e.direction in ("in", "both") and not e.automatic for e in person.entries):
            continue
        until = world.workdays(person.country).after(owed.due_latest, 25) if owed.due_latest else None
        yield Waiting(
            key_of("waiting", owed.kind, owed.fact.id, owed.quote), party(person), person.organisation, owed.what or owed.kind, owed.due_earliest,
            owed.due_latest, owed.quote, owed.fact.id, until,
        )  # fmt: skip


def _slipped(person: PersonStory, world: World) -> Iterator[Question]:
    """A promise of the user's whose window closed unkept does not vanish: it becomes a question (rule 6)."""
    for owed, step in promises(person):
        mine = owed.told or any(e.fact.id == owed.fact.id and e.direction == "out" for e in person.entries)
        if not mine or owed.settled or owed.due_latest is None or owed.kind == "meeting":
            continue
        closed = world.workdays(person.country).after(owed.due_latest, 10)
        key = key_of("question", step.replace("keep", "slipped"), owed.fact.id, person.key)
        if closed < owed.day or any(d.key == key or _matches(d, "my_promise", step, frozenset({owed.fact.id}), frozenset(), "") for d in person.decided):
            continue
        if not owed.told and not in_search(person, world):
            return
        yield Question(
            key, f"You promised {person.name or 'somebody'} this by {owed.due_latest.isoformat()}. Is it done?", ("done", "let it go"),
            (evidence(owed.fact, owed.quote),), person.handles, f"overdue_promise:{closed.isoformat()}:{step}",
        )  # fmt: skip


def _which_role(org: OrganisationStory) -> Iterator[Question]:
    decided = {d.key for d in org.decided}
    for mail in org.unassigned:
        key = key_of("question", "role", mail.fact.id, org.key)
        if key not in decided and len(mail.choices) > 1:
            yield Question(
                key, f"Which role at {org.name} is this about?", tuple(role for _, role in mail.choices), (evidence(mail.fact, mail.quote),),
                (mail.fact.id, org.key), "role_assign",
            )  # fmt: skip


def _outreach(person: PersonStory, me: Me) -> Iterator[Outreach]:
    """The user's touches, for etiquette."""
    for e in person.entries:
        if e.direction in ("out", "both") and counts(e) and not (e.way == "meeting" and not isinstance(e.fact.body, Message)):
            thanks = e.does("thanks") is not None or getattr(e.fact.body, "situation", "").endswith("thank_you")
            yield Outreach(e.day, person.key, houses(person.organisation, person, me), person.handles[:1], thanks)


def today_of(day: date, follow_ups: Iterable[FollowUp]) -> list[FollowUp]:
    """Those whose window contains a day."""
    return [f for f in follow_ups if f.window.opens <= day <= f.window.closes]
