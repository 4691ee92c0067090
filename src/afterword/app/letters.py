"""What was read in a fact: the letter it is, and its reading as a cue the store can keep."""

from __future__ import annotations

from dataclasses import replace

from afterword.facts import Fact, Workdays, codec, moment
from afterword.facts import handles as h
from afterword.facts.kinds import Event, Interaction, Mailbox, Message
from afterword.reading.model import Address, Commitment, Letter, Reading, Told, counted
from afterword.story.words import in_summary, named_with, speaks_of_interview

KEPT_TEXT = 2000
"""Characters of a mail's new words that stories may lean on; the fact itself keeps the rest."""


def _address(box: Mailbox) -> Address:
    return Address(box.name, box.email)


def letter_of(fact: Fact, me: frozenset[str]) -> Letter | None:
    """The fact as a text with its envelope; None where it holds no words to read."""
    body = fact.body
    if isinstance(body, Message):
        own = me
        if body.medium == "linkedin":
            own = me | {box.email for box in (body.sender, *body.to) if h.slug_handle(box.email) in me}
        return Letter(
            fact.id, moment(fact.at, body.offset), _address(body.sender), tuple(map(_address, body.to)), tuple(map(_address, body.cc)),
            body.subject, body.text, body.html, body.headers, own,
        )  # fmt: skip
    if isinstance(body, Event):
        sender = _address(body.organizer) if body.organizer else Address("", "")
        guests = tuple(Address(a.name, a.email) for a in body.attendees)
        return Letter(fact.id, moment(fact.at), sender, guests, (), body.summary, body.description[:4000], me=me)
    if isinstance(body, Interaction) and body.note:
        who = body.people[0] if body.people else None
        email = next((x.removeprefix("email:") for x in (who.handles if who else ()) if x.startswith("email:")), "them@unknown.example")
        return Letter(fact.id, moment(fact.at), Address(who.name if who else "", email), tuple(Address("", x) for x in sorted(me)[:1]), (), "", body.note, me=me)
    return None


def reading_of(fact: Fact, me: frozenset[str], workdays: Workdays, country: str, said: Told | None = None) -> Reading | None:
    """Reads a fact's words; None where there are none or nobody should care (bulk). A guess sets nothing off; what the user `said` of it wins."""
    body = fact.body
    if isinstance(body, Message) and body.bulk and body.spam:
        return None
    letter = letter_of(fact, me)
    if letter is None:
        return None
    from afterword.reading import read  # a second of CPU to load: only where there are words to read

    found = read(letter, workdays=workdays, country=country, said=said)
    if (kind := counted(found.kind, found.confidence, automatic=found.automatic)) != found.kind:
        found = replace(found, kind=kind)
    if isinstance(body, Interaction):  # the user's words about somebody, not that person's own
        return replace(found, commitments=_noted(body, letter, workdays) or found.commitments)
    return _entered(body, found, me) if isinstance(body, Event) else found


def _entered(body: Event, found: Reading, me: frozenset[str]) -> Reading:
    """The employer of an interview that the user entered: only its title names one, no guest's address and no sender."""
    if (body.organizer is not None and body.organizer.email not in me) or not speaks_of_interview(body.summary):
        return found
    strangers = (*(a.name for a in body.attendees), named_with(body.summary))
    employer, role = in_summary(body.summary, strangers, [h.domain_handle(a.email) for a in body.attendees])
    return replace(found, organisation=employer or found.organisation, role=found.role or role or None)


def _noted(body: Interaction, letter: Letter, workdays: Workdays) -> tuple[Commitment, ...]:
    """What a logged talk's note tells of promises: the user's words about them ("they decide by Friday")."""
    from afterword.reading.note import note

    names = tuple(r.name for r in body.people if r.name)
    told = note(body.note, letter.sent.date(), workdays, names, about=next(iter(names), "")).statements
    return tuple(
        Commitment(s.owed_by or "them", s.person, s.commitment or "other", s.due_earliest, s.due, quote=s.quote, what=s.what)
        for s in told if s.kind == "promise" and s.due is not None
    )  # fmt: skip


def cue(reading: Reading) -> bytes:
    """A reading as the store keeps it. Bulk keeps only what it was."""
    text = "" if reading.bulk else reading.text[:KEPT_TEXT]
    return codec.dumps(replace(reading, id="", text=text))


def from_cue(body: bytes) -> Reading:
    """The reading again."""
    return codec.loads(Reading, body)
