"""Which facts of one organisation are about which role: gathered by title, thread, address and person."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from afterword.facts import handles as h
from afterword.facts.kinds import Application, Correction, Decision, Interaction, Message, Outcome, Promise, Sent
from afterword.story.directory import person_of, ref_handles
from afterword.story.hiring import hires
from afterword.story.model import Me, Talk, Told
from afterword.story.owed import counterpart
from afterword.story.talks import SCHEDULERS
from afterword.story.words import speaks_of_hiring

JOB_MAIL = frozenset({"application_received", "interview_invitation", "interview_scheduled", "rejection", "offer", "info_request"})
ANSWERS = frozenset({"interview_invitation", "interview_scheduled", "rejection", "offer"})
AGAIN = timedelta(days=60)
"""An application this long after a no, or after the last word, is a new opportunity with the same title."""

SubjectOf = Callable[[str], str]


@dataclass(slots=True)
class Group:
    """Facts about one role while they are being gathered."""

    role: str = ""
    key: str = ""
    requisition: str = ""
    told: dict[str, Told] = field(default_factory=dict)
    talks: dict[str, Talk] = field(default_factory=dict)
    threads: set[str] = field(default_factory=set)
    urls: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Clue:
    """One fact or talk that is about a role."""

    at: int
    role: str
    requisition: str
    threads: frozenset[str]
    urls: frozenset[str]
    people: frozenset[str]
    told: Told | None = None
    talk: Talk | None = None
    anchor: bool = True  # enough to make an opportunity of its own
    assigned: str = ""

    @property
    def role_key(self) -> str:
        return h.role_key(self.role)


def mailbox_people(body: Message, me: Me, subject_of: SubjectOf) -> tuple[bool, list[str]]:
    """Did I write it, and the subjects at the other end."""
    mine = body.sender.email in me.emails or h.slug_handle(body.sender.email) in me.slugs
    boxes = (*body.to, *body.cc) if mine else (body.sender,)
    handle = h.slug_handle if body.medium == "linkedin" else (lambda email: person_of(email, me.emails))
    return mine, [subject_of(x) for x in (handle(b.email) for b in boxes) if x]


def clues_of(
    facts: Sequence[Told], held: Sequence[Talk], own: frozenset[str], present: Collection[str], me: Me, subject_of: SubjectOf,
    threads: dict[str, str],
) -> list[Clue]:  # fmt: skip
    """What is said about any role of the organisation, in its order; `present` are the keys of those who work there."""
    staff = set(present)
    exchanged = any(isinstance(t.fact.body, Message) and t.fact.body.sender.email in me.emails for t in facts)
    found = [clue for t in facts if (clue := _clue(t, own, staff, me, subject_of, threads, exchanged=exchanged)) is not None]
    for talk in held:
        if talk.interview and (not talk.organisations or own & set(talk.organisations) or _known(talk, staff, subject_of)):
            people = frozenset(subject_of(p) for p in talk.people)
            thread = frozenset({threads.get(talk.thread, talk.thread)} - {""})
            found.append(Clue(talk.starts, talk.role, "", thread, frozenset(), people, talk=talk))
    return sorted(found, key=lambda c: (c.at, c.talk.key if c.talk else c.told.fact.id if c.told else ""))


def _known(talk: Talk, present: set[str], subject_of: SubjectOf) -> bool:
    return any(subject_of(p) in present for p in talk.people)


def _clue(
    told: Told, own: frozenset[str], present: set[str], me: Me, subject_of: SubjectOf, threads: dict[str, str], *, exchanged: bool
) -> Clue | None:
    body, fact, reading = told.fact.body, told.fact, told.reading
    nothing: frozenset[str] = frozenset()
    if isinstance(body, Application):
        contact = frozenset(subject_of(x) for x in ref_handles(body.contact)[:1])
        return Clue(fact.at, body.role, body.requisition, nothing, frozenset(filter(None, (body.url,))), contact, told)
    if isinstance(body, Outcome):
        return Clue(fact.at, body.role, "", nothing, nothing, nothing, told)
    if not isinstance(body, Message) or reading is None or reading.bulk or reading.vendor in SCHEDULERS:
        return None
    mine, people = mailbox_people(body, me, subject_of)
    thread = frozenset({threads.get(part, part) for part in (body.thread, body.message_id) if part})
    applied = next((a for a in reading.acts if a.kind == "application"), None)
    here = reading.organisation is not None and h.org_handle(reading.organisation) in own
    domains = {h.domain_handle(b.email) for b in ((*body.to, *body.cc) if mine else (body.sender,)) if reading.vendor is None} - {""}
    # A house that writes from its own domain keeps its roles to itself: a name misread in its mails founds no second house.
    ours = bool(domains & own) or bool(set(people) & present) or (here and not domains)
    if not ours:
        return None
    role = (applied.role if applied and applied.role else reading.role) or ""
    if mine:
        concerns = applied is not None or any(a.kind in ("withdrawal", "offer_accepted", "offer_declined") for a in reading.acts)
        anchor = applied is not None or (concerns and bool(role))
    else:
        told_of = any(a.kind in ("talk_held", "talk_agreed") and a.interview for a in reading.acts)
        theirs = any(c.owed_by == "them" and c.kind in ("reply", "decision") for c in reading.commitments)
        named = (reading.kind in JOB_MAIL and reading.kind != "info_request") or (reading.kind == "recruiter_outreach" and bool(role) and theirs)
        anchor = (named or told_of or bool(role and reading.kind in ("info_request", "personal", "thank_you"))) and hires(body, reading, me, exchanged=exchanged)
        answers = any(a.kind in ("decision", "next_step", "new_date") for a in reading.acts)
        concerns = anchor or answers or reading.kind == "info_request" or theirs
    if not concerns or (reading.automatic and reading.kind not in JOB_MAIL):
        return None
    return Clue(fact.at, role, reading.requisition or "", thread, nothing, frozenset(people), told, anchor=anchor)


def _assigned(every: Sequence[Told]) -> dict[str, str]:
    """What the user said which role a mail is about: fact id to role."""
    return {
        t.fact.body.a: t.fact.body.value.get("role", t.fact.body.b)
        for t in sorted(every, key=lambda t: (t.fact.at, t.fact.learnt, t.fact.id))
        if isinstance(t.fact.body, Correction) and t.fact.body.what == "role_assign"
    }


def _aliases(every: Sequence[Told]) -> dict[str, str]:
    """Role titles that the user said are one; a later split takes the merge back."""
    same: dict[str, str] = {}
    for t in sorted(every, key=lambda t: (t.fact.at, t.fact.learnt, t.fact.id)):
        body = t.fact.body
        if isinstance(body, Correction) and body.what == "role_merge":
            same[h.role_key(body.value.get("from", ""))] = h.role_key(body.value.get("into", ""))
        elif isinstance(body, Correction) and body.what == "role_split":
            same.pop(h.role_key(body.value.get("from", "")), None)
    return same


def grouped(clues: Sequence[Clue], every: Sequence[Told]) -> tuple[list[Group], list[Clue]]:
    """Gathers clues role by role: stated roles first, then what belongs to them by thread, address or person."""
    assigned, same = _assigned(every), _aliases(every)
    groups: list[Group] = []
    loose: list[Clue] = []
    for clue in clues:
        role = assigned.get(clue.told.fact.id, clue.role) if clue.told else clue.role
        wanted = same.get(h.role_key(role), h.role_key(role))
        if not wanted:
            loose.append(clue)
            continue
        home = _home(groups, wanted, clue)
        if home is None and clue.talk is not None:
            # A calendar's words for the role are a guess: with people whom one role knows, it is that role.
            known = [g for g in groups if g.people & clue.people and not _over(g, clue.at)]
            home = known[0] if len(known) == 1 else None
        if home is None and not clue.anchor:
            loose.append(clue)
            continue
        if home is None:
            home = Group(role, wanted, clue.requisition)
            groups.append(home)
        _put(home, clue)
    unsure: list[Clue] = []
    for clue in loose:
        close = roles_near(groups, clue)
        if len(close) == 1:
            _put(close[0], clue)
        elif not close and clue.anchor:
            groups.append(Group())
            _put(groups[-1], clue)
        elif close and (clue.anchor or _is_answer(clue)):
            unsure.append(clue)
    groups.sort(key=lambda g: (min((c.fact.at for c in g.told.values()), default=min((t.starts for t in g.talks.values()), default=0)), g.key))
    return groups, unsure


def _is_answer(clue: Clue) -> bool:
    reading = clue.told.reading if clue.told else None
    return reading is not None and (reading.kind in ANSWERS or any(c.kind in ("reply", "decision") for c in reading.commitments))


def _home(groups: Sequence[Group], wanted: str, clue: Clue) -> Group | None:
    for group in reversed(groups):
        if group.key != wanted and not _one_title(group.key, wanted, group.threads & clue.threads):
            continue
        if clue.requisition and group.requisition and clue.requisition != group.requisition:
            continue
        if begins(clue) and _closed_before(group, clue.at):
            continue
        return group
    return None


def _one_title(a: str, b: str, same_thread: set[str] | frozenset[str]) -> bool:
    """`data analyst` and `data analyst marketing` are one only when they stand in one conversation."""
    return bool(a and b and same_thread) and (set(a.split()) <= set(b.split()) or set(b.split()) <= set(a.split()))


def begins(clue: Clue) -> bool:
    """Is this somebody applying?"""
    if clue.told is None:
        return False
    reading = clue.told.reading
    return isinstance(clue.told.fact.body, Application) or (reading is not None and (reading.kind == "application_received" or any(a.kind == "application" for a in reading.acts)))


def _closed_before(group: Group, at: int) -> bool:
    last = max((t.fact.at for t in group.told.values()), default=0)
    return at - last > AGAIN.days * 86_400_000_000


def roles_near(groups: Sequence[Group], clue: Clue) -> list[Group]:
    """Groups an unnamed clue may belong to, by the surest link that finds any: of roles that there were by then."""
    groups = [g for g in groups if _begun(g) <= clue.at] or list(groups)
    for link in ("threads", "urls", "people"):
        found = [g for g in groups if getattr(g, link) & getattr(clue, link)]
        if found:
            if len(found) > 1 and link == "people":
                found = [g for g in found if not _over(g, clue.at)] or found
            return found
    return [g for g in groups if not _over(g, clue.at) and not (begins(clue) and _closed_before(g, clue.at))]


def _begun(group: Group) -> int:
    return min((*(t.fact.at for t in group.told.values()), *(min(f.at for f in t.facts) for t in group.talks.values())), default=0)


def _over(group: Group, at: int) -> bool:
    """Had this role come to a no (or been silent for half a year) by then?"""
    before = [t for t in group.told.values() if t.fact.at < at]
    no = any((t.reading is not None and t.reading.kind == "rejection") or (isinstance(t.fact.body, Outcome) and t.fact.body.outcome in ("rejected", "withdrawn")) for t in before)
    last = max((t.fact.at for t in before), default=None)
    return no or (last is not None and at - last > 183 * 86_400_000_000)


def _put(group: Group, clue: Clue) -> None:
    if clue.told is not None:
        group.told[clue.told.fact.id] = clue.told
    if clue.talk is not None:
        group.talks[clue.talk.key] = clue.talk
    group.threads |= clue.threads
    group.urls |= clue.urls
    group.people |= clue.people - {""}
    group.requisition = group.requisition or clue.requisition
    group.role = group.role or clue.role
    group.key = group.key or clue.role_key


def converse(
    groups: Sequence[Group], facts: Sequence[Told], present: Collection[str], me: Me, subject_of: SubjectOf, threads: dict[str, str]
) -> None:
    """Adds the conversation around each role: its threads, its people, and a colleague's word where only one role is live."""
    staff = set(present)
    for told in facts:
        body = told.fact.body
        if isinstance(body, Message):
            _, people = mailbox_people(body, me, subject_of)
            thread = {threads.get(part, part) for part in (body.thread, body.message_id) if part}
        elif isinstance(body, Interaction):
            people, thread = [subject_of(x) for ref in body.people for x in ref_handles(ref)[:1]], set()
        elif isinstance(body, Promise):
            people, thread = [subject_of(x) for x in ref_handles(counterpart(body))[:1]], set()
        elif isinstance(body, (Decision, Sent)):
            for group in groups:
                if set(body.facts) & {*group.told, *(f.id for t in group.talks.values() for f in t.facts)}:
                    group.told.setdefault(told.fact.id, told)
            continue
        else:
            continue
        homes = [g for g in groups if told.fact.id in g.told or thread & g.threads]
        if not homes and isinstance(body, Interaction) and body.role:
            homes = [g for g in groups if g.key == h.role_key(body.role)]
        homes = homes or [g for g in groups if set(people) & g.people]
        if not homes and set(people) & staff and len(groups) == 1 and not (groups[0].people and _of_other_things(body, told, me)):
            homes = list(groups)
        if len(homes) == 1 or (len(homes) > 1 and thread):
            for group in homes:
                group.told.setdefault(told.fact.id, told)


def _of_other_things(body: object, told: Told, me: Me) -> bool:
    """Is it the user's own word to somebody who has no part in the role, without a word of hiring? It asks nobody after it."""
    if isinstance(body, Message):
        mine = body.sender.email in me.emails or h.slug_handle(body.sender.email) in me.slugs
        return mine and not speaks_of_hiring(f"{body.subject}\n{told.reading.text if told.reading else ''}")
    return isinstance(body, Interaction) and body.direction == "out" and not speaks_of_hiring(body.note)
