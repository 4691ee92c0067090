"""People out of LinkedIn's export: connections, invitations, notes, recommendations, uploaded contacts, the user's own addresses.

Company and position of a connection are those of the day of the export. A row without name and address is a profile
that has been closed; it is counted, not made a person.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from afterword.facts import Skipped, fact, micros
from afterword.facts.kinds import Card, Connection, Identity, Mailbox, Message
from afterword.sources import limits
from afterword.sources.card_fields import email_of, full_name, list_of, number_of, once, slug_of
from afterword.sources.linkedin_messages import message_key, words_of
from afterword.sources.port import Circumstances, Place, Record
from afterword.sources.tabledates import day_in, wall_in
from afterword.sources.tables import Row

NOBODY = "linkedin member"


def origin(place: Place, row: Row, name: str = "") -> str:
    """Where a row stands, for people."""
    return f"{place.shown} line {row.line}" + (f" ({name[:60]})" if name else "")


def _midnight(day: date | None) -> int:
    return micros(datetime.combine(day, time(), UTC)) if day else 0


def _name(row: Row) -> str:
    return full_name(row.get("firstname"), row.get("lastname"))


def connection(row: Row, place: Place, _: Circumstances) -> Iterator[Record]:
    """A row of Connections.csv, as of its export."""
    name, slug, email = _name(row), slug_of(row.get("url", "profileurl"), known=True), email_of(row.get("emailaddress"))
    if not slug and not email and (not name or name.lower() == NOBODY):
        yield Skipped(place.shown, f"line {row.line}", "a closed profile")
        return
    on = day_in(row.get("connectedon"), american=True)
    body = Connection(
        slug, name, email, row.get("company")[: limits.NAME], row.get("position")[: limits.NAME], on, place.exported
    )
    yield fact(body, _midnight(on), origin=origin(place, row, name))


def invitation(row: Row, place: Place, circumstances: Circumstances) -> Iterator[Record]:
    """An invitation with words is a message; one without says only whose export this is."""
    sent = row.get("direction").upper().startswith("OUT")
    inviter, invitee = (
        slug_of(row.get("inviterprofileurl"), known=True),
        slug_of(row.get("inviteeprofileurl"), known=True),
    )
    owner = inviter if sent else invitee
    if owner:
        yield whose(owner, place)
    words = words_of(row.get("message"))
    if not words or not inviter or not invitee:
        why = "an invitation without words" if not words else "an invitation of which only the names are known"
        yield Skipped(place.shown, f"line {row.line}", why)
        return
    when = wall_in(row.get("sentat"), american=True)
    at = micros(when.replace(tzinfo=UTC)) if when else 0
    if circumstances.latest and at > circumstances.latest:
        at = 0
    body = Message(
        medium="linkedin",
        message_id=message_key("invitation", inviter, invitee, row.get("sentat")),
        sender=Mailbox(row.get("from")[: limits.NAME], inviter),
        to=(Mailbox(row.get("to")[: limits.NAME], invitee),),
        text=words,
        thread=f"li:invitation:{invitee if sent else inviter}",
        labels=("invitation",),
        unsure_date=not at,
    )
    yield fact(body, at, origin=origin(place, row))


def whose(slug: str, place: Place) -> Record:
    """The user's own profile, once it is known. The same fact from every file."""
    return fact(Identity(slugs=(slug,), me=True), 0, origin=place.shown)


def own_address(row: Row, place: Place, _: Circumstances) -> Iterator[Record]:
    """A confirmed address of the user's."""
    email = email_of(row.get("emailaddress"))
    if not email or row.get("confirmed").lower() not in ("yes", "true", "1"):
        yield Skipped(place.shown, f"line {row.line}", "an address that was never confirmed")
        return
    yield fact(Identity(emails=(email,), me=True), 0, origin=origin(place, row))


def own_number(row: Row, place: Place, circumstances: Circumstances) -> Iterator[Record]:
    """A telephone number of the user's."""
    number = number_of(row.get("number"), circumstances.country)
    if number:
        yield fact(Identity(phones=(number,), me=True), 0, origin=origin(place, row))
    else:
        yield Skipped(place.shown, f"line {row.line}", "no telephone number")


def recommendation(row: Row, place: Place, _: Circumstances) -> Iterator[Record]:
    """Who vouched for the user. Job and company are those of then, so they stay in the note."""
    name = _name(row)
    if not name:
        yield Skipped(place.shown, f"line {row.line}", "a recommendation without a name")
        return
    job = " at ".join(part for part in (row.get("jobtitle"), row.get("company")) if part)
    on = wall_in(row.get("creationdate"), american=True)
    said = f"wrote a recommendation for you{f' as {job}' if job else ''}{f' in {on.year}' if on else ''}"
    note = f"{said}: {words_of(row.get('text'))}"[: 4 * limits.KIB]
    yield fact(Identity(name=name, note=note), _midnight(on.date() if on else None), origin=origin(place, row, name))


def own_note(row: Row, place: Place, _: Circumstances) -> Iterator[Record]:
    """The user's own note on a connection."""
    slug, note = slug_of(row.get("connectionprofileurl"), known=True), words_of(row.get("note"))
    name = full_name(row.get("connectionfirstname"), row.get("connectionlastname"))
    if not note or not (slug or name):
        yield Skipped(place.shown, f"line {row.line}", "an empty note")
        return
    on = day_in(row.get("editedon", "createdon"), american=True)
    body = Identity(name=name, slugs=(slug,) if slug else (), note=note)
    yield fact(body, _midnight(on), origin=origin(place, row, name))


def contact(row: Row, place: Place, circumstances: Circumstances) -> Iterator[Record]:
    """An entry of an address book that was once uploaded to LinkedIn."""
    name = row.get("fullname") or _name(row)
    emails = once(email_of(one) for one in _several(row.get("emails")))
    phones = once(number_of(one, circumstances.country) for one in _several(row.get("phonenumbers")))
    slugs = once(slug_of(one) for one in _several(row.get("profiles")) + _several(row.get("sites")))
    if not (name or emails or phones):
        yield Skipped(place.shown, f"line {row.line}", "an empty contact")
        return
    born = day_in(row.get("birthday"), american=True)
    body = Card(
        name=name[: limits.NAME],
        emails=emails,
        phones=phones,
        slugs=slugs,
        organisation=(_several(row.get("companies")) or [""])[0][: limits.NAME],
        title=row.get("title")[: limits.NAME],
        birthday=born.isoformat() if born else "",
        exported=place.exported,
    )
    yield fact(body, 0, origin=origin(place, row, name))


def _several(cell: str) -> list[str]:
    return [one for part in list_of(cell, ",") for one in list_of(part, ";")]
