"""The story of one organisation: its people, and its roles told apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from afterword.facts import Fact
from afterword.facts import handles as h
from afterword.facts.kinds import (
    Application,
    Card,
    Connection,
    Correction,
    Decision,
    Event,
    Identity,
    Interaction,
    Message,
    Outcome,
    Sent,
    Target,
)
from afterword.story.directory import person_of, ref_handles
from afterword.story.entries import WAYS, conversations, day_of, learnt_day
from afterword.story.model import (
    Entry,
    Me,
    Opportunity,
    OrganisationStory,
    PersonStory,
    Stage,
    Talk,
    Told,
    Unassigned,
)
from afterword.story.owed import promised
from afterword.story.person import decisions, valid
from afterword.story.talks import INTERVIEW_MAIL, SCHEDULERS, talks
from afterword.story.words import speaks_of_hiring

JOB_MAIL = frozenset({"application_received", "interview_invitation", "interview_scheduled", "rejection", "offer", "info_request"})
ANSWERS = frozenset({"interview_invitation", "interview_scheduled", "rejection", "offer"})
AGAIN = timedelta(days=60)
"""An application this long after a no, or after the last word, is a new opportunity with the same title."""

SubjectOf = Callable[[str], str]


@dataclass(slots=True)
class _Group:
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
class _Clue:
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


def tell_organisation(
    key: str, handles: Iterable[str], told: Iterable[Told], persons: Sequence[PersonStory], me: Me, subject_of: SubjectOf
) -> OrganisationStory:
    """Folds everything about one organisation; `persons` are the stories of people seen with it."""
    own = frozenset(handles)
    every = list({t.fact.id: t for t in told}.values())
    facts = valid(every)
    present = [p for p in persons if own & set(p.organisations)]
    former = [p for p in persons if p not in present and _was_there(p, own)]
    relevant = [t for t in facts if _about(t, own)]
    threads = conversations(t.fact for t in facts)
    held = talks(relevant, me)
    groups, unassigned = _grouped(_clues(relevant, held, own, present, me, subject_of, threads), every)
    _converse(groups, relevant, present, me, subject_of, threads)
    name = organisation_name(facts, own)
    opportunities = tuple(_opportunity(g, n, key, name, own, me, subject_of, facts) for n, g in enumerate(groups))
    target, targeted_on = _target(facts, me)
    return OrganisationStory(
        key=key, handles=tuple(sorted(own)), name=name, opportunities=opportunities,
        unassigned=tuple(_question(c, groups, opportunities, me) for c in unassigned),
        people=tuple(p.key for p in present), former=tuple(p.key for p in former),
        rank=target.body.rank if target and isinstance(target.body, Target) and not target.body.removed else None,
        target=target if target and isinstance(target.body, Target) and not target.body.removed else None,
        targeted_on=targeted_on, decided=decisions(facts, me.zone), employer=bool(own & me.employer_handles),
    )  # fmt: skip


def _was_there(person: PersonStory, own: frozenset[str]) -> bool:
    places = {h.org_handle(job.organisation) for job in person.jobs} | {h.org_handle(t.organisation) for t in person.ties if t.organisation}
    return bool(places & own)


def _about(told: Told, own: frozenset[str]) -> bool:
    """Is this fact about the organisation itself, and not merely about somebody who happens to work there?"""
    body = told.fact.body
    if isinstance(body, Message):
        return not body.bulk and not body.draft
    if isinstance(body, Interaction):
        return not body.organisation or h.org_handle(body.organisation) in own
    return True


def _mailbox_people(body: Message, me: Me, subject_of: SubjectOf) -> tuple[bool, list[str]]:
    mine = body.sender.email in me.emails or h.slug_handle(body.sender.email) in me.slugs
    boxes = (*body.to, *body.cc) if mine else (body.sender,)
    handle = h.slug_handle if body.medium == "linkedin" else (lambda email: person_of(email, me.emails))
    return mine, [subject_of(x) for x in (handle(b.email) for b in boxes) if x]


def _clues(
    facts: Sequence[Told], held: Sequence[Talk], own: frozenset[str], present: Sequence[PersonStory], me: Me, subject_of: SubjectOf,
    threads: dict[str, str],
) -> list[_Clue]:  # fmt: skip
    found = [clue for t in facts if (clue := _clue(t, own, {p.key for p in present}, me, subject_of, threads)) is not None]
    for talk in held:
        if talk.interview and (not talk.organisations or own & set(talk.organisations) or _known(talk, present, subject_of)):
            people = frozenset(subject_of(p) for p in talk.people)
            thread = frozenset({threads.get(talk.thread, talk.thread)} - {""})
            found.append(_Clue(talk.starts, talk.role, "", thread, frozenset(), people, talk=talk))
    return sorted(found, key=lambda c: (c.at, c.talk.key if c.talk else c.told.fact.id if c.told else ""))


def _known(talk: Talk, present: Sequence[PersonStory], subject_of: SubjectOf) -> bool:
    return bool({subject_of(p) for p in talk.people} & {p.key for p in present})


def _clue(
    told: Told, own: frozenset[str], present: set[str], me: Me, subject_of: SubjectOf, threads: dict[str, str]
) -> _Clue | None:
    body, fact, reading = told.fact.body, told.fact, told.reading
    nothing: frozenset[str] = frozenset()
    if isinstance(body, Application):
        contact = frozenset(subject_of(x) for x in ref_handles(body.contact)[:1])
        return _Clue(fact.at, body.role, body.requisition, nothing, frozenset(filter(None, (body.url,))), contact, told)
    if isinstance(body, Outcome):
        return _Clue(fact.at, body.role, "", nothing, nothing, nothing, told)
    if not isinstance(body, Message) or reading is None or reading.bulk or reading.vendor in SCHEDULERS:
        return None
    mine, people = _mailbox_people(body, me, subject_of)
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
        anchor = applied is not None
        concerns = anchor or any(a.kind in ("withdrawal", "offer_accepted", "offer_declined") for a in reading.acts)
    else:
        told_of = any(a.kind in ("talk_held", "talk_agreed") and a.interview for a in reading.acts)
        # A dentist, too, fixes an hour: without a word of hiring it opens no role.
        hiring = reading.kind not in INTERVIEW_MAIL or bool(role or reading.vendor) or speaks_of_hiring(f"{body.subject}\n{reading.text}")
        anchor = (reading.kind in JOB_MAIL and not reading.kind.startswith("info") and hiring) or told_of or bool(role and reading.kind in ("info_request", "personal"))
        answers = any(a.kind in ("decision", "next_step", "new_date") for a in reading.acts)
        concerns = anchor or answers or reading.kind == "info_request" or any(c.owed_by == "them" and c.kind in ("reply", "decision") for c in reading.commitments)
    if not concerns or (reading.automatic and reading.kind not in JOB_MAIL):
        return None
    return _Clue(fact.at, role, reading.requisition or "", thread, nothing, frozenset(people), told, anchor=anchor)


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


def _grouped(clues: Sequence[_Clue], every: Sequence[Told]) -> tuple[list[_Group], list[_Clue]]:
    """Gathers clues role by role: stated roles first, then what belongs to them by thread, address or person."""
    assigned, same = _assigned(every), _aliases(every)
    groups: list[_Group] = []
    loose: list[_Clue] = []
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
        if home is None:
            home = _Group(role, wanted, clue.requisition)
            groups.append(home)
        _put(home, clue)
    unsure: list[_Clue] = []
    for clue in loose:
        near = _near(groups, clue)
        if len(near) == 1:
            _put(near[0], clue)
        elif not near and clue.anchor:
            groups.append(_Group())
            _put(groups[-1], clue)
        elif near and (clue.anchor or _is_answer(clue)):
            unsure.append(clue)
    groups.sort(key=lambda g: (min((c.fact.at for c in g.told.values()), default=min((t.starts for t in g.talks.values()), default=0)), g.key))
    return groups, unsure


def _is_answer(clue: _Clue) -> bool:
    reading = clue.told.reading if clue.told else None
    return reading is not None and (reading.kind in ANSWERS or any(c.kind in ("reply", "decision") for c in reading.commitments))


def _home(groups: Sequence[_Group], wanted: str, clue: _Clue) -> _Group | None:
    for group in reversed(groups):
        if group.key != wanted and not _one_title(group.key, wanted, group.threads & clue.threads):
            continue
        if clue.requisition and group.requisition and clue.requisition != group.requisition:
            continue
        if _begins(clue) and _closed_before(group, clue.at):
            continue
        return group
    return None


def _one_title(a: str, b: str, same_thread: set[str] | frozenset[str]) -> bool:
    """`data analyst` and `data analyst marketing` are one only when they stand in one conversation."""
    return bool(a and b and same_thread) and (set(a.split()) <= set(b.split()) or set(b.split()) <= set(a.split()))


def _begins(clue: _Clue) -> bool:
    if clue.told is None:
        return False
    reading = clue.told.reading
    return isinstance(clue.told.fact.body, Application) or (reading is not None and (reading.kind == "application_received" or any(a.kind == "application" for a in reading.acts)))


def _closed_before(group: _Group, at: int) -> bool:
    last = max((t.fact.at for t in group.told.values()), default=0)
    return at - last > AGAIN.days * 86_400_000_000


def _near(groups: Sequence[_Group], clue: _Clue) -> list[_Group]:
    """Groups an unnamed clue may belong to, by the surest link that finds any: of roles that there were by then."""
    groups = [g for g in groups if _begun(g) <= clue.at] or list(groups)
    for link in ("threads", "urls", "people"):
        found = [g for g in groups if getattr(g, link) & getattr(clue, link)]
        if found:
            if len(found) > 1 and link == "people":
                found = [g for g in found if not _over(g, clue.at)] or found
            return found
    return [g for g in groups if not _over(g, clue.at) and not (_begins(clue) and _closed_before(g, clue.at))]


def _begun(group: _Group) -> int:
    return min((*(t.fact.at for t in group.told.values()), *(min(f.at for f in t.facts) for t in group.talks.values())), default=0)


def _over(group: _Group, at: int) -> bool:
    """Had this role come to a no (or been silent for half a year) by then?"""
    before = [t for t in group.told.values() if t.fact.at < at]
    no = any((t.reading is not None and t.reading.kind == "rejection") or (isinstance(t.fact.body, Outcome) and t.fact.body.outcome in ("rejected", "withdrawn")) for t in before)
    last = max((t.fact.at for t in before), default=None)
    return no or (last is not None and at - last > 183 * 86_400_000_000)


def _put(group: _Group, clue: _Clue) -> None:
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


def _converse(
    groups: Sequence[_Group], facts: Sequence[Told], present: Sequence[PersonStory], me: Me, subject_of: SubjectOf, threads: dict[str, str]
) -> None:
    """Adds the conversation around each role: its threads, its people, and a colleague's word where only one role is live."""
    staff = {p.key for p in present}
    for told in facts:
        body = told.fact.body
        if isinstance(body, Message):
            _, people = _mailbox_people(body, me, subject_of)
            thread = {threads.get(part, part) for part in (body.thread, body.message_id) if part}
        elif isinstance(body, Interaction):
            people, thread = [subject_of(x) for ref in body.people for x in ref_handles(ref)[:1]], set()
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
        if not homes and set(people) & staff and len(groups) == 1:
            homes = list(groups)
        if len(homes) == 1 or (len(homes) > 1 and thread):
            for group in homes:
                group.told.setdefault(told.fact.id, told)


def _entry(told: Told, me: Me, subject_of: SubjectOf, threads: dict[str, str]) -> Entry | None:
    """One fact as a word about the role, by whomever."""
    body, fact = told.fact.body, told.fact
    if isinstance(body, Message):
        mine, people = _mailbox_people(body, me, subject_of)
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
    group: _Group, number: int, key: str, name: str, own: frozenset[str], me: Me, subject_of: SubjectOf, facts: Sequence[Told]
) -> Opportunity:
    ids = conversations(t.fact for t in group.told.values())
    told = sorted(group.told.values(), key=lambda t: (t.fact.at, t.fact.id))
    said = tuple(e for t in told if (e := _entry(t, me, subject_of, ids)) is not None)
    applications = [t.fact for t in told if _begins(_Clue(t.fact.at, "", "", frozenset(), frozenset(), frozenset(), t))]
    first = min(applications, key=lambda f: f.at, default=None)
    on = first.body.on or day_of(first.at, me.zone) if first and isinstance(first.body, Application) else day_of(first.at, me.zone) if first else None
    held = tuple(sorted(group.talks.values(), key=lambda t: (t.starts, t.key)))
    base = Opportunity(
        key=f"opp:{key}|{group.key}|{number}", organisation=name, organisations=tuple(sorted(own)), role=group.role,
        stage="applied", entries=said, talks=held, applied=on, application=first, applications=tuple(applications),
        people=tuple(sorted(group.people | {p for e in said for p in e.covers})), handles=tuple(sorted(group.urls)), threads=frozenset(group.threads),
        owed=tuple(o for e in said if not (e.reading and e.reading.kind.startswith("auto_reply")) for o in promised(e)), decided=decisions(facts, me.zone), urls=tuple(sorted(group.urls)),
        status=next((t.fact.body.status for t in reversed(told) if isinstance(t.fact.body, Application) and t.fact.body.status), ""),
    )  # fmt: skip
    return replace(_staged(base, told, me, subject_of), contact=_contact(base, told, subject_of))


def _staged(opp: Opportunity, told: Sequence[Told], me: Me, subject_of: SubjectOf) -> Opportunity:
    """Walks through what happened: a stage only advances, a no ends it, and a later invitation opens it again."""
    stage: Stage = "interviewing" if any(t.status == "planned" for t in opp.talks) else "applied"
    for one in sorted(told, key=_in_course):
        body, fact, reading = one.fact.body, one.fact, one.reading
        day = day_of(fact.at, me.zone)
        if isinstance(body, Outcome):
            on = body.on or day
            if body.outcome == "offer":
                stage, opp = "offer", replace(opp, offer=fact, offer_on=on, offer_due=body.due, offer_quote="you noted an offer")
            else:
                stage = {"rejected": "rejected", "withdrawn": "withdrawn", "accepted": "accepted"}[body.outcome]  # type: ignore[assignment]
                opp = replace(opp, outcome=fact, outcome_on=on, outcome_quote=f"you noted: {body.outcome}", outcome_by="")
        elif isinstance(body, Message) and reading is not None:
            mine = body.sender.email in me.emails
            ended = next((a for a in reading.acts if a.kind in ("withdrawal", "offer_accepted", "offer_declined")), None)
            if mine and ended:
                stage = "accepted" if ended.kind == "offer_accepted" else "withdrawn"
                opp = replace(opp, outcome=fact, outcome_on=day, outcome_quote=ended.quote, outcome_by="")
            elif not mine and reading.kind == "rejection":
                by = subject_of(person_of(body.sender.email, me.emails)) if person_of(body.sender.email, me.emails) and not reading.vendor else ""
                stage, opp = "rejected", replace(opp, outcome=fact, outcome_on=day, outcome_quote=_telling(reading, body), outcome_by=by)
            elif not mine and reading.kind == "offer":
                due = next((c.due_latest for c in reading.commitments if c.owed_by == "me" and c.due_latest), None)
                quote = next((c.quote for c in reading.commitments if c.owed_by == "me" and c.due_latest), _telling(reading, body))
                stage, opp = "offer", replace(opp, offer=fact, offer_on=day, offer_due=due or opp.offer_due, offer_quote=quote, outcome=None, outcome_on=None)
            elif not mine and reading.kind in ("interview_invitation", "interview_scheduled") and stage in ("applied", "rejected"):
                stage, opp = "interviewing", replace(opp, outcome=None, outcome_on=None)
            elif not mine and stage == "offer":
                moved = next((c for c in reading.commitments if c.owed_by == "me" and c.due_latest and c.kind in ("reply", "decision")), None)
                opp = replace(opp, offer_due=moved.due_latest, offer_quote=moved.quote) if moved else opp
    return replace(opp, stage=stage)


def _in_course(told: Told) -> tuple[int, bool, str]:
    """Oldest first; of two things told at one instant the offer comes before the answer to it."""
    body = told.fact.body
    return (told.fact.at, isinstance(body, Outcome) and body.outcome != "offer", told.fact.id)


def _telling(reading: object, body: Message) -> str:
    """The sentence that says it, else the subject."""
    acts = getattr(reading, "acts", ())
    return next((a.quote for a in acts if a.kind == "decision" and a.quote), body.subject)


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


def organisation_name(facts: Sequence[Told], own: frozenset[str]) -> str:
    """The organisation's name as people write it most; a domain's label only where nobody wrote it."""
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
    names = sorted(x.removeprefix("org:") for x in own if x.startswith("org:"))
    return (names[0] if names else h.label(min(own, default="domain:unknown.example"))).title()


def _target(facts: Sequence[Told], me: Me) -> tuple[Fact | None, date | None]:
    wanted = [t.fact for t in facts if isinstance(t.fact.body, Target)]
    newest = max(wanted, key=lambda f: (f.at, f.learnt, f.id), default=None)
    return newest, day_of(newest.at, me.zone) if newest else None


def _question(clue: _Clue, groups: Sequence[_Group], opportunities: Sequence[Opportunity], me: Me) -> Unassigned:
    assert clue.told is not None or clue.talk is not None
    fact = clue.told.fact if clue.told else clue.talk.facts[0]  # type: ignore[union-attr]
    near = {id(g) for g in _near(list(groups), clue)}
    choices = tuple((o.key, o.role or "the unnamed role") for g, o in zip(groups, opportunities, strict=True) if id(g) in near)
    quote = getattr(fact.body, "subject", "") or getattr(fact.body, "summary", "") or getattr(fact.body, "note", "")
    return Unassigned(fact, quote, day_of(fact.at, me.zone), choices)
