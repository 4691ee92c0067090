"""Which subjects a fact belongs to, as handles. Bulk, machines and the user's own addresses are nobody's (rule 5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from afterword.facts import Fact
from afterword.facts import handles as h
from afterword.facts.kinds import (
    CONVERSATION,
    Application,
    Card,
    Connection,
    Correction,
    Decision,
    Event,
    Identity,
    Interaction,
    Introduction,
    Message,
    Outcome,
    Position,
    PreferenceFact,
    Promise,
    Ref,
    Saved,
    Sent,
    Target,
    Tie,
)  # fmt: skip
from afterword.reading.model import Reading
from afterword.story.directory import card_handles, identity_handles, person_of, ref_handles


def touches(fact: Fact, reading: Reading | None, me: frozenset[str]) -> tuple[str, ...]:
    """The handles of every person and organisation this fact is about."""
    return tuple(dict.fromkeys(handle for handle in _touched(fact, reading, me) if handle))


def durable(fact: Fact) -> bool:
    """Is it kept in a story for ever, and not only within the window of conversation?"""
    return fact.kind not in CONVERSATION


def _touched(fact: Fact, reading: Reading | None, me: frozenset[str]) -> Iterator[str]:
    body = fact.body
    if isinstance(body, Message):
        yield from _in_message(body, reading, me)
    elif isinstance(body, Event):
        boxes = [a.email for a in body.attendees] + ([body.organizer.email] if body.organizer else [])
        for email in boxes:
            yield person_of(email, me)
            if email not in me:
                yield h.domain_handle(email)
        yield from _read_organisation(reading)
    elif isinstance(body, Card):
        yield from _owned(card_handles(body))
        yield from _places((body.organisation,))
    elif isinstance(body, Connection):
        yield h.slug_handle(body.slug)
        yield person_of(body.email, me)
        yield "" if body.slug or body.email else h.name_handle(body.name, body.company)
        yield from _places((body.company,))
    elif isinstance(body, Identity):
        if not body.me:
            yield from _owned(identity_handles(body))
            yield from _places((body.organisation,))
    else:
        yield from _by_reference(body)


def _in_message(body: Message, reading: Reading | None, me: frozenset[str]) -> Iterator[str]:
    if body.bulk or body.draft:
        return
    if body.medium == "linkedin":
        for box in (body.sender, *body.to):
            handle = h.slug_handle(box.email)
            yield "" if handle in me or box.email in me else handle
        return
    machine = reading is not None and reading.vendor is not None
    for box in (body.sender, *body.to, *body.cc):
        if box.email not in me and not machine:
            yield person_of(box.email, me)
            yield h.domain_handle(box.email)
    yield from _read_organisation(reading)


def _read_organisation(reading: Reading | None) -> Iterator[str]:
    if reading is not None:
        if reading.organisation and not reading.bulk:
            yield h.org_handle(reading.organisation)
        for act in reading.acts:
            if act.organisation and act.kind in ("application", "introduction_made", "introduction_offered", "moving", "left"):
                yield h.org_handle(act.organisation)


def _owned(handles: tuple[str, ...]) -> Iterator[str]:
    """Without an address that stands beside its owner's handle: where a family shares it, the card is not the mailbox's."""
    beside = {x.partition("|")[2] for x in handles if x.startswith("owner:")}
    return (x for x in handles if not (x.startswith("email:") and x[6:] in beside))


def _places(names: Iterable[str]) -> Iterator[str]:
    return (h.org_handle(name) for name in names if name)


def _refs(*refs: Ref | None) -> Iterator[str]:
    for ref in refs:
        yield from _owned(ref_handles(ref))
        if ref is not None and ref.organisation:
            yield h.org_handle(ref.organisation)


def _by_reference(body: object) -> Iterator[str]:
    if isinstance(body, Interaction):
        yield from _refs(*body.people)
        yield from _places((body.organisation,))
    elif isinstance(body, (Promise, Introduction)):
        yield from _refs(body.by, body.to)
    elif isinstance(body, Tie):
        yield from _refs(body.person, body.knows)
        yield from _places((body.organisation,))
    elif isinstance(body, (PreferenceFact, Saved)):
        yield from _refs(body.person)
    elif isinstance(body, Position):
        yield from _refs(body.person)
        yield from _places((body.organisation,)) if body.person else ()
    elif isinstance(body, Application):
        yield from _refs(body.contact)
        yield from _places((body.organisation,))
    elif isinstance(body, (Outcome, Target)):
        yield from _places((body.organisation,))
        yield from getattr(body, "handles", ())
    elif isinstance(body, (Decision, Sent)):
        yield from body.handles
        yield from _refs(*body.to) if isinstance(body, Sent) else ()
    elif isinstance(body, Correction):
        yield from (part for part in (body.a, body.b) if ":" in part)
