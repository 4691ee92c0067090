"""The story of one person, folded from their facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from afterword.facts import Fact
from afterword.facts import handles as h
from afterword.facts.kinds import (
    Card,
    Connection,
    Correction,
    Decision,
    Event,
    Identity,
    Message,
    PreferenceFact,
    Ref,
    Saved,
    Sent,
    Tie,
)  # fmt: skip
from afterword.facts.named import natural_key, newness
from afterword.reading.heard import heard
from afterword.reading.preferences import preferences
from afterword.story.directory import person_of, ref_handles
from afterword.story.entries import conversations, day_of, entries, took_place
from afterword.story.model import Decided, Entry, Job, Me, PersonStory, Placed, Tied, Told
from afterword.story.owed import owed
from afterword.story.passages import passages
from afterword.story.talks import talks
from afterword.story.ties import jobs, mail_job, ties

_COUNTRIES = {
    "44": "GB", "353": "IE", "49": "DE", "33": "FR", "34": "ES", "39": "IT", "31": "NL", "32": "BE", "41": "CH", "43": "AT",
    "45": "DK", "46": "SE", "47": "NO", "48": "PL", "351": "PT", "358": "FI", "61": "AU", "64": "NZ", "91": "IN", "81": "JP",
    "65": "SG", "27": "ZA", "55": "BR", "52": "MX", "972": "IL", "420": "CZ", "36": "HU", "40": "RO", "30": "GR",
}  # fmt: skip
"""Calling codes that belong to one country (+1 and +7 do not)."""


def country_of(phones: Iterable[str]) -> str:
    """The country that a number's calling code names; empty where it is shared or unknown."""
    for phone in phones:
        for length in (3, 2):
            if found := _COUNTRIES.get(phone[1 : 1 + length]):
                return found
    return ""


def valid(told: Iterable[Told]) -> list[Told]:
    """Each fact once, of one thing's observations only the valid one for cards and events; connections keep their past."""
    best: dict[str, Told] = {}
    kept: dict[str, Told] = {}
    for one in told:
        key = natural_key(one.fact)
        if not key or isinstance(one.fact.body, Connection):
            kept[one.fact.id] = one
        elif key not in best or (newness(best[key].fact), best[key].fact.id) < (newness(one.fact), one.fact.id):
            best[key] = one
    found = [*kept.values(), *best.values()]
    return sorted(found, key=lambda t: (t.fact.at, t.fact.id))


def decisions(told: Iterable[Told], zone: str) -> tuple[Decided, ...]:
    """The user's decisions among these facts, oldest first; what we sent for a follow-up counts as done."""
    found = []
    for fact in (one.fact for one in told if one.fact.kind in ("decision", "sent")):  # few of many
        body = fact.body
        if isinstance(body, Decision):
            found.append(
                Decided(
                    body.act, body.situation, body.step, frozenset(body.handles), frozenset(body.facts), body.key,
                    day_of(fact.at, zone), fact.at, body.until, body.note, fact.id, body.choice,
                )  # fmt: skip
            )
        elif isinstance(body, Sent) and body.situation:
            done = Decided(
                "done", body.situation, body.step, frozenset(body.handles), frozenset(body.facts), body.key, day_of(fact.at, zone), fact.at,
                fact=fact.id,
            )  # fmt: skip
            found.append(done)
    return tuple(sorted(found, key=lambda d: (d.at, d.fact)))


Keep = Callable[[dict[str, None], str, str, str], None]


def _contact_details(told: Sequence[Told], mine: frozenset[str]) -> tuple[list[str], list[str], list[str], list[tuple[str, str, str]]]:
    """Addresses, numbers, slugs (the newest first) and the source of each field."""
    emails: dict[str, None] = {}
    phones: dict[str, None] = {}
    slugs: dict[str, None] = {}
    known: list[tuple[str, str, str]] = []
    away = {t.fact.body.a for t in told if isinstance(t.fact.body, Correction) and t.fact.body.what == "person_split"} - mine

    def keep(into: dict[str, None], field: str, value: str, origin: str) -> None:
        if value and value not in into and not (away and _handles_of(field, value) & away):
            into[value] = None
            known.append((field, value, origin))

    for one in reversed(told):
        body, origin = one.fact.body, one.fact.origin
        if isinstance(body, (Card, Identity)):
            for email in body.emails:
                keep(emails, "email", email.lower(), origin)
            for phone in body.phones:
                keep(phones, "phone", phone, origin)
            for slug in body.slugs:
                keep(slugs, "linkedin", slug, origin)
        elif isinstance(body, Connection):
            keep(emails, "email", body.email, origin)
            keep(slugs, "linkedin", body.slug, origin)
        elif isinstance(body, Message) and body.medium == "email":
            _from_mail(one, body, mine, keep, emails, phones)
        elif isinstance(body, Event):
            for attendee in body.attendees:
                if h.email_handle(attendee.email) in mine:
                    keep(emails, "email", attendee.email, origin)
    for handle in sorted(mine):
        kind, _, value = handle.partition(":")
        into = {"email": emails, "phone": phones, "li": slugs}.get(kind)
        if into is not None:
            keep(into, kind, value.partition("|")[0], "")
    return list(emails), list(phones), list(slugs), known


def _handles_of(field: str, value: str) -> set[str]:
    """How a split may have named this address or LinkedIn page; numbers are shared by names and stay."""
    return {h.email_handle(value)} if field == "email" else {h.slug_handle(value)} if field in ("linkedin", "li") else set()


def _from_mail(one: Told, body: Message, mine: frozenset[str], keep: Keep, emails: dict[str, None], phones: dict[str, None]) -> None:
    if h.email_handle(body.sender.email) in mine:
        keep(emails, "email", body.sender.email, one.fact.origin)
        reading = one.reading
        if reading is not None and not reading.automatic:
            promised = [c.phone for c in reading.commitments if c.phone]
            signed = [p.phone for p in reading.people if p.phone and p.source != "text"]
            for phone in (*promised, *signed, *(reading.phones[:1] if not signed else ())):
                keep(phones, "phone", phone, one.fact.origin)
    for box in (*body.to, *body.cc):
        if h.email_handle(box.email) in mine:
            keep(emails, "email", box.email, one.fact.origin)


def _name(told: Sequence[Told], mine: frozenset[str]) -> str:
    """The fullest name, of the most trusted source: the user's own words, a card, LinkedIn, then mail."""
    votes: Counter[str] = Counter()
    rank: dict[str, int] = {}

    def vote(name: str, trust: int) -> None:
        name = " ".join(name.strip(" '\"<>").split())
        if name and "@" not in name:
            votes[name] += 1
            rank[name] = max(rank.get(name, 0), trust)

    for one in told:
        body = one.fact.body
        if isinstance(body, Identity):
            vote(body.name, 5)
        elif isinstance(body, Card):
            vote(body.name, 4)
        elif isinstance(body, Connection):
            vote(body.name, 3)
        elif isinstance(body, Message):
            to_handle = h.slug_handle if body.medium == "linkedin" else h.email_handle
            for box in (body.sender, *body.to, *body.cc):
                if to_handle(box.email) in mine:
                    vote(_turned(box.name), 2)
            if one.reading is not None and to_handle(body.sender.email) in mine:
                for mention in one.reading.people:
                    if mention.source == "signature" and not body.sender.name:
                        vote(mention.name, 1)
        elif isinstance(body, Event):
            for attendee in body.attendees:
                if h.email_handle(attendee.email) in mine:
                    vote(attendee.name, 2)
        else:
            for ref in _refs(body):
                if set(ref_handles(ref)) & mine:
                    vote(ref.name, 2)
    if not votes:
        return next((_from_handle(handle) for handle in sorted(mine) if handle.startswith("name:")), "")
    return max(votes, key=lambda n: (" " in n, rank[n], votes[n], n))


def _refs(body: object) -> list[Ref]:
    parts = [getattr(body, name, None) for name in ("person", "by", "to", "contact", "knows")]
    parts += list(getattr(body, "people", ()))
    flat = [p for part in parts for p in (part if isinstance(part, tuple) else (part,))]
    return [part for part in flat if isinstance(part, Ref)]


def _turned(name: str) -> str:
    if name.count(",") == 1 and not name.rstrip().endswith(","):
        last, first = (part.strip() for part in name.split(","))
        if first and set(h.name_words(first)) - h.POST_NOMINALS and " " not in last:
            return f"{first} {last}"
    return name


def _from_handle(handle: str) -> str:
    return handle.removeprefix("name:").partition("|")[0].title()


def _away(said: Iterable[Entry]) -> tuple[tuple[date, date], ...]:
    return tuple((e.day, act.until) for e in said if e.direction == "in" for act in e.acts if act.kind == "away" and act.until and act.until > e.day)


def _channels(told: Sequence[Told], mine: frozenset[str], name: str) -> tuple[frozenset[str], str, Fact | None]:
    """Channels never to be used, the preferred one, and "please stop"."""
    never: dict[str, bool] = {}
    prefers = ""
    stop: Fact | None = None
    own = set(h.name_words(name))
    for wish in (wish for one in told if isinstance(one.fact.body, Card) and one.fact.body.note for wish in preferences(heard(one.fact.body.note).sentences, "")):
        if wish.never and not wish.person:  # what was told or written since goes before it
            never[wish.channel] = True
    for one in told:
        body = one.fact.body
        if isinstance(body, PreferenceFact) and set(ref_handles(body.person)) & mine:
            if body.channel == "*":
                stop = one.fact if body.never else None
            elif body.never:
                never[body.channel] = True
            else:
                never.pop(body.channel, None)
                prefers = body.channel
        elif isinstance(body, Message) and one.reading is not None and person_of(body.sender.email, frozenset()) in mine:
            for preference in one.reading.preferences:
                if preference.person and not set(h.name_words(preference.person)) & (own or set(h.name_words(preference.person))):
                    continue
                if preference.never:
                    never[preference.channel] = True
                else:
                    prefers = preference.channel
            if any(act.kind == "stop" for act in one.reading.acts):
                stop = one.fact
    return frozenset(never), "" if prefers in never else prefers, stop


def _in_conversations(said: Sequence[Entry], told: Sequence[Told]) -> tuple[Entry, ...]:
    """The same entries, each with the one id of its conversation."""
    ids = conversations(t.fact for t in told)
    return tuple(replace(e, thread=ids.get(e.thread, e.thread)) for e in said)


def tell_person(key: str, handles: Iterable[str], told: Iterable[Told], me: Me) -> PersonStory:
    """Folds one person's facts into their story."""
    mine = frozenset(handles)
    every = list({t.fact.id: t for t in told}.values())
    facts = valid(every)
    held = talks(facts, me)
    said = _in_conversations(took_place(entries(facts, mine, me), held), facts)
    emails, phones, slugs, known = _contact_details(facts, mine)
    name = _name(facts, mine)
    worked = jobs(every, me)
    organisation, title = _employer(worked, facts, mine)
    never, prefers, stop = _channels(facts, mine, name)
    words = [t.fact.body for t in facts if isinstance(t.fact.body, Tie) and set(ref_handles(t.fact.body.person)) & mine]
    gone = _left_mailboxes(facts)
    cards = [t.fact for t in facts if isinstance(t.fact.body, Card)]
    return PersonStory(
        key=key, handles=tuple(sorted(mine)), name=name, emails=tuple(emails), phones=tuple(phones), slugs=tuple(slugs),
        organisation=organisation, organisations=_places(organisation, [e for e in emails if e not in gone]), title=title,
        country=country_of(phones), ties=ties(facts, mine, me), jobs=worked,
        close=next((w.close for w in reversed(words) if w.close is not None), None),
        help_likely=next((w.help_likely for w in reversed(words) if w.help_likely is not None), None),
        never=never, prefers=prefers, stop=stop, left_mailboxes=gone, away=_away(said), entries=said,
        talks=tuple(t for t in held if set(t.people) & mine or _named(t.names, name)),
        owed=owed(facts, mine, said, me), passages=passages(facts, me), decided=decisions(facts, me.zone),
        notes=tuple((t.fact.body.note, t.fact.id) for t in facts if isinstance(t.fact.body, (Card, Identity)) and t.fact.body.note),
        related=tuple(pair for f in cards if isinstance(f.body, Card) for pair in f.body.related),
        birthday=next((f.body.birthday for f in cards if isinstance(f.body, Card) and f.body.birthday), ""),
        saved=tuple(t.fact for t in facts if isinstance(t.fact.body, Saved)),
        topics=tuple((topic, e.fact.id) for e in said if e.direction == "in" and e.reading for topic in e.reading.topics),
        facts=tuple(t.fact for t in facts), first_contact=said[0].day if said else None, two_way=_two_way(said),
        known_by=tuple(known),
    )  # fmt: skip


def tell_place(key: str, handles: Iterable[str], told: Iterable[Told], me: Me) -> Placed:
    """Where somebody belongs, as their whole story would say: a tenth of the work of telling it."""
    mine = frozenset(handles)
    every = list({t.fact.id: t for t in told}.values())
    facts = valid(every)
    emails, gone = _contact_details(facts, mine)[0], _left_mailboxes(facts)
    worked = jobs(every, me)
    organisation, _ = _employer(worked, facts, mine)
    return _placed(key, mine, _places(organisation, [e for e in emails if e not in gone]), worked, ties(facts, mine, me))


def place_of(story: PersonStory) -> Placed:
    """The same of somebody who has been told."""
    return _placed(story.key, story.handles, story.organisations, story.jobs, story.ties)


def _placed(key: str, handles: Iterable[str], organisations: Iterable[str], worked: Iterable[Job], tied: Iterable[Tied]) -> Placed:
    named = {h.org_handle(job.organisation) for job in worked} | {h.org_handle(t.organisation) for t in tied if t.organisation}
    return Placed(key, frozenset(handles), frozenset(organisations), frozenset(named))


def _left_mailboxes(facts: Iterable[Told]) -> frozenset[str]:
    """Addresses at which their owner is no more, as a machine there said."""
    return frozenset(
        t.fact.body.sender.email for t in facts if isinstance(t.fact.body, Message) and t.reading is not None and t.reading.kind == "auto_reply_left"
    )


def _named(names: Iterable[str], name: str) -> bool:
    words = h.name_words(name)
    return len(words) > 1 and any(h.name_words(other) == words for other in names)


def _employer(held: Sequence[Job], facts: Sequence[Told], mine: frozenset[str]) -> tuple[str, str]:
    """Present employer and title: the newest observed job that is not past, else what their mails show."""
    present = next((job for job in held if not job.past), None)
    left = {h.squeezed(job.organisation) for job in held if job.past}
    organisation, title = mail_job(facts, mine)
    if present is not None and h.squeezed(present.organisation) not in left:
        return present.organisation, present.title or title
    return ("" if h.squeezed(organisation) in left else organisation), title


def _places(organisation: str, emails: Iterable[str]) -> tuple[str, ...]:
    found = [h.org_handle(organisation), *(h.domain_handle(e) for e in emails)]
    return tuple(dict.fromkeys(filter(None, found)))


def _two_way(said: Sequence[Entry]) -> int:
    ours = sum(1 for e in said if e.direction in ("out", "both") and not e.automatic)
    theirs = sum(1 for e in said if e.direction in ("in", "both") and not e.automatic)
    return min(ours, theirs)

