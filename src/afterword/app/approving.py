"""Approval: the exact bytes of one mail, frozen with their hash, and whether they may still leave (RELIABILITY.md, section 5)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, NoReturn

from afterword.app import drafting
from afterword.app.accounts import Account, accounts
from afterword.app.deciding import follow_up
from afterword.app.home import Home
from afterword.drafts import Draft, Finding
from afterword.drafts.compose import Mail, Quoted, Unsound, Writing, clean, compose, message_id
from afterword.errors import BadUsage, NotFound, Refused
from afterword.facts import codec, micros, moment
from afterword.facts import handles as h
from afterword.facts.kinds import Identity, Mailbox, Message
from afterword.store import outbox
from afterword.store.outbox import OutboxRow
from afterword.strategy.etiquette import Search
from afterword.strategy.model import FollowUp

EARLY = 5 * 60 * 1_000_000
"""Microseconds by which an approval may seem to come from the future before it is void: clocks are set back a little."""


@dataclass(frozen=True, slots=True)
class Approval:
    """What will leave, and to whom, if the person says so. `hash` is the SHA-256 of the exact bytes; `expires` aware."""

    key: str
    hash: str
    message_id: str
    headers: tuple[tuple[str, str], ...]
    recipients: tuple[str, ...]
    body: str
    findings: tuple[Finding, ...]
    expires: datetime
    channel: str = "email"
    subject: str = ""


def approve(home: Home, key: str, *, channel: str | None = None, subject: str | None = None, body: str | None = None) -> Approval:
    """Freezes the words of a follow-up as they will leave; an earlier approval of it gives way.

    Raises Refused where they must not leave, or where they have left already.
    """
    outbox.let_go(home.store, micros(home.clock.now()))
    one = _wanted(home, key)
    draft = drafting.draft(home, one, drafting.channel_named(channel) if channel else None, drafting.templates(home.folder) if home.folder else None)
    if subject is not None or body is not None:
        draft = drafting.changed(home, draft, subject, body)
    may_hear(home, one, draft.channel)
    if blocked := [f for f in draft.findings if f.severity == "block"]:
        better = f" Better: {blocked[0].better}" if blocked[0].better else ""
        raise Refused(f"this should not leave: {blocked[0].message}{better}")
    mail = _mail(home, one, draft)
    now = micros(home.clock.now())
    expires = now + home.outgoing.hours * 3_600_000_000
    told = _told(home, one, draft, mail)
    row = OutboxRow(
        one.key, mail.message_id, "approved", mail.hash, mail.data, now, expires, body=json.dumps(told, sort_keys=True, ensure_ascii=False).encode("utf-8", "replace"),
    )  # fmt: skip
    if not outbox.approve(home.store, row):
        not_open(outbox.row(home.store, one.key))
    return shown(row)


def shown(row: OutboxRow) -> Approval:
    """An approval as people and programs see it."""
    told = json.loads(row.body)
    return Approval(
        row.key, row.digest, row.message_id, tuple((n, v) for n, v in told["headers"]), tuple(told["recipients"]), told["body"],
        tuple(codec.load(Finding, f) for f in told["findings"]), moment(row.expires).astimezone(UTC), told["channel"], told["subject"],
    )  # fmt: skip


def _wanted(home: Home, key: str) -> FollowUp:
    """The follow-up; where it is gone because its mail left, that is what is said."""
    try:
        return follow_up(home, key)
    except NotFound:
        if (row := row_named(home, key)) is not None and row.state not in outbox.OPEN:
            not_open(row)
        raise


def row_named(home: Home, key: str) -> OutboxRow | None:
    """The row of a key or of the beginning of one."""
    wanted = key.strip().lower()
    found = [r for r in outbox.rows(home.store) if r.key.startswith(wanted)] if wanted else []
    return found[0] if len(found) == 1 else None


def not_open(row: OutboxRow | None) -> NoReturn:
    """Says why nothing can be approved or sent just now."""
    state = row.state if row else "approved"
    short = row.key[:4] if row else ""
    raise Refused({
        "sent": "it has been sent already",
        "unknown": f"nobody knows whether it arrived: answer that question first (afterword today), or afterword send {short} --again",
        "claimed": "another program is sending it just now", "transmitting": "it is leaving just now",
        "draft": f"its approval is void: afterword approve {short}", "refused": f"it did not leave: afterword approve {short}",
    }.get(state, "somebody else has just approved it: look again"))  # fmt: skip


def may_hear(home: Home, one: FollowUp, channel: str) -> None:
    """Raises Refused where this person or house must not hear from the user now (DESIGN.md, rules 12 and 13)."""
    named = json.loads(home.store.meta("page") or "{}").get("employer", ())
    person = drafting.person_of(home, one)
    theirs = {f"name:{one.organisation.casefold()}", *one.person.handles, *map(h.domain_handle, one.person.emails), *(person.organisations if person else ())}
    if theirs & (set(named) | home.me.employer_handles):
        raise Refused("your present employer must not learn of the search: nothing is sent there")
    if person is not None and (person.stop is not None or "*" in person.never):
        raise Refused(f"{person.name or 'they'} asked you to stop writing: nothing is sent to them")
    if person is not None and channel in person.never:
        raise Refused(f"{person.name or 'they'} asked not to be reached by {channel}: choose another way with --channel")
    told = home.search
    if not Search(told.state, told.until).allows(one, home.today):
        raise Refused("the search is paused: afterword search start" if told.state == "pause" else "the search has ended: afterword search start")
    _not_twice(home, one)


def _not_twice(home: Home, one: FollowUp) -> None:
    """The same touch may have had another key before an import: what left, or may have, counts all the same."""
    facts, handles = {b.fact for b in one.because}, set(one.person.handles)
    for row in outbox.rows(home.store, ("sent", "unknown", "claimed", "transmitting")):
        told = json.loads(row.body)
        same = (told["situation"], told["step"]) == (one.situation, one.step) and facts & set(told["facts"]) and handles & set(told["handles"])
        if row.key != one.key and same:
            not_open(row)


def account_of(home: Home) -> Account | None:
    """The account that mail leaves through: the one that the settings name, else the first that can send."""
    every = [a for a in accounts(home.folder) if a.kind == "mail"] if home.folder else []
    wanted = home.outgoing.account.casefold()
    if wanted:
        found = next((a for a in every if wanted in (a.name.casefold(), a.address.casefold())), None)
        if found is None:
            raise BadUsage(f"sending.account names {home.outgoing.account!r}, and there is no such account: see afterword account list")
        return found
    return next((a for a in every if a.smtp is not None), None) or next(iter(every), None)


def _own_address(home: Home) -> str:
    account = account_of(home)
    if account is not None:
        return account.address
    told = [f for f in home.store.in_force(["identity"]) if isinstance(f.body, Identity) and f.body.me and f.body.emails]
    told.sort(key=lambda f: (f.learnt, f.at, f.id))
    if not told or not isinstance(told[0].body, Identity):
        raise Refused("no address of yours is known: afterword account add ADDRESS, or afterword init --email ADDRESS")
    return told[0].body.emails[0]


def address_for(one: FollowUp) -> str:
    """Where mail to this person goes; empty where no address is known."""
    return one.person.emails[0] if one.person.emails else ""


def _mail(home: Home, one: FollowUp, draft: Draft) -> Mail:
    """The finished mail; for other channels the words alone."""
    own = _own_address(home)
    try:
        name = message_id(one.key, own)
        if draft.channel != "email":
            to = draft.number or one.person.name or one.organisation
            return Mail(name, "", (clean(to, 100),), (), draft.body, draft.body.encode("utf-8", "replace"))
        if not draft.to.emails:
            raise Refused(f"no address of {one.person.name or one.organisation or 'anybody'} is known: afterword person edit, or choose another way with --channel")
        writing = Writing(
            Mailbox(home.voice.get("name") or home.me.name, own), (Mailbox(draft.to.name, draft.to.emails[0]),), draft.subject, draft.body, name, home.now,
            draft.references, _quoted(home, one, draft) if home.outgoing.quote else None,
        )  # fmt: skip
        return compose(writing)
    except Unsound as error:
        raise Refused(f"this cannot leave: {error}") from None


def _quoted(home: Home, one: FollowUp, draft: Draft) -> Quoted | None:
    person = drafting.person_of(home, one)
    answered = draft.references[-1].strip("<>") if draft.references else ""
    for entry in reversed(person.entries if person else ()):
        body = entry.fact.body
        if answered and isinstance(body, Message) and body.message_id.strip("<>") == answered:
            return Quoted(body.sender.name or body.sender.email, moment(entry.fact.at), entry.reading.text if entry.reading else body.text)
    return None


def _told(home: Home, one: FollowUp, draft: Draft, mail: Mail) -> Mapping[str, Any]:
    return {
        "channel": draft.channel, "subject": dict(mail.headers).get("Subject", draft.subject), "body": mail.body, "headers": mail.headers, "sender": mail.sender,
        "recipients": mail.recipients, "references": draft.references, "findings": [codec.plain(f) for f in draft.findings], "name": one.person.name or one.organisation,
        "situation": one.situation, "step": one.step, "handles": one.person.handles, "facts": [b.fact for b in one.because], "heard": heard(home, one),
    }  # fmt: skip


def heard(home: Home, one: FollowUp) -> int:
    """The instant of the newest word from this person (µs UTC); 0 where there is none."""
    person = drafting.person_of(home, one)
    return max((e.at for e in person.entries if e.direction == "in"), default=0) if person else 0


def still_holds(home: Home, row: OutboxRow) -> None:
    """Raises Refused, and makes the approval void, where what it stood on has changed: time, words, reader or search."""
    if why := _overtaken(home, row):
        outbox.decide(home.store, row.key, ("approved",), "draft", why)
        raise Refused(f"the approval is void: {why}. Read it again: afterword approve {row.key[:4]}")
    may_hear(home, follow_up(home, row.key), json.loads(row.body)["channel"])


def _overtaken(home: Home, row: OutboxRow) -> str:
    now, told = micros(home.clock.now()), json.loads(row.body)
    if not row.intact or sha256(row.data).hexdigest() != row.digest:
        return "the words are not those that were approved"
    if now > row.expires:
        return f"it was given more than {timedelta(microseconds=row.expires - row.approved) // timedelta(hours=1)} hours ago"
    if now < row.approved - EARLY:
        return "the clock stands before the approval"
    try:
        one = codec.loads(FollowUp, home.store.follow_up(row.key))
    except NotFound:
        return "something has happened since, and this word is no longer due"
    if told["channel"] == "email" and [address_for(one)] != told["recipients"][:1] and not _same_domain(address_for(one), told["recipients"]):
        return "another address of theirs is known now"
    if heard(home, one) > told["heard"]:
        return f"{one.person.name or 'they'} wrote to you since"
    return ""


def _same_domain(address: str, recipients: list[str]) -> bool:
    """The envelope's spelling of the same address: a domain in letters of its own."""
    try:
        from afterword.drafts.compose import address as envelope

        return [envelope(address)] == recipients[:1]
    except Unsound:
        return False
