"""LinkedIn messages, of every year's export. Who sent and who received is told by profile addresses, not by names.

Sent mail lies in the inbox like all other. Whose export it is shows in the profile that takes part in nearly every
conversation, in the user's name, or is known already.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC
from hashlib import sha256
from html import unescape

from afterword.facts import Problem, Skipped, fact, micros
from afterword.facts import handles as h
from afterword.facts.kinds import Identity, Mailbox, Message
from afterword.sources import limits
from afterword.sources.card_fields import slug_of
from afterword.sources.maildates import instant
from afterword.sources.port import Circumstances, Place, Record
from afterword.sources.tabledates import wall_in
from afterword.sources.tables import Broken, Row
from afterword.sources.words_of_mail import cut

_MARKUP = re.compile(r"<(?:p|br|div|a|span|ul|b|strong)\b[^<>]{0,500}>", re.IGNORECASE)
_SPONSORED = ("spinmail-quill-editor", "%firstname%", "%lastname%")
_EMPTY = "linkedin member"
_MOST = 100_000  # conversations remembered


@dataclass(slots=True)
class _Owner:
    """Whose export it is, and who takes part in which conversation."""

    slug: str = ""
    name: str = ""
    address: str = ""  # where no slug is known: one of the user's own addresses
    members: dict[str, dict[str, str]] = field(default_factory=dict)  # conversation: slug to name

    def is_me(self, name: str, slug: str) -> bool:
        """Is this the user? An old export has names only."""
        if slug:
            return slug == self.slug
        return bool(self.name) and h.name_key(name) == h.name_key(self.name)


def message_key(*parts: str) -> str:
    """A message's name for good: the same from every export."""
    return "li-" + sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:32]


def words_of(text: str) -> str:
    """What a message says: entities undone once, markup laid out, at most 64 KiB."""
    said = unescape(text) if "&" in text else text
    if _MARKUP.search(said[: 8 * limits.KIB]):
        from afterword.reading.html import text_of

        said = text_of(said)
    return cut(said.replace("\r\n", "\n").replace("\r", "\n").strip(), limits.TEXT)


def messages(
    place: Place, again: Callable[[], Iterator[Row | Broken]], circumstances: Circumstances
) -> Iterator[Record]:
    """Every message of the table that a person wrote. The rows are read twice: first to learn whose they are."""
    owner = _owner(again(), circumstances)
    if owner.slug:
        yield fact(Identity(slugs=(owner.slug,), me=True), 0, origin=place.shown)
    seen: set[str] = set()
    none = True
    for row in again():
        none = False
        where = f"line {row.line}"
        if isinstance(row, Broken):
            yield Problem(place.shown, where, row.message, row.raw.encode())
            continue
        if why := _no_message(row):
            yield Skipped(place.shown, where, why)
            continue
        body, at = _message(row, owner, circumstances)
        if not body.to and not body.sender.email:
            yield Skipped(place.shown, where, "a message of a closed profile")
            continue
        if body.message_id in seen:
            yield Skipped(place.shown, where, "the same row again")
            continue
        seen.add(body.message_id)
        yield fact(body, at, origin=f"{place.shown} line {row.line}")
    if none:
        yield Skipped(place.shown, "", "a table without any message")


def _conversation(row: Row) -> str:
    return row.get("conversationid")


def _owner(found: Iterator[Row | Broken], circumstances: Circumstances) -> _Owner:
    """Known already, else who has the user's name, else who is in nearly every conversation and nobody else is."""
    owner = _Owner(name=circumstances.name, address=min(circumstances.me, default=""))
    named: Counter[str] = Counter()
    for row in found:
        if isinstance(row, Broken) or len(owner.members) > _MOST:
            continue
        talk = owner.members.setdefault(_conversation(row) or "?", {})
        sender = slug_of(row.get("senderprofileurl"), known=True)
        if sender:
            talk[sender] = row.get("from")
            named[sender] += _is_named(row.get("from"), circumstances.name)
        recipients = _slugs(row.get("recipientprofileurls"))
        for slug, name in zip(recipients, _names(row.get("to"), len(recipients)), strict=False):
            talk.setdefault(slug, name)
            named[slug] += _is_named(name, circumstances.name)
    mine = {h.slug_handle(slug.removeprefix("li:")).removeprefix("li:") for slug in circumstances.my_slugs}
    counts = Counter(slug for talk in owner.members.values() for slug in talk)
    present = [slug for slug, _ in counts.most_common() if slug in mine]
    owner.slug = (present or [_by_name(named) or _by_majority(counts, len(owner.members))])[0] or min(mine, default="")
    return owner


def _is_named(name: str, mine: str) -> int:
    return int(bool(mine) and h.name_key(name) == h.name_key(mine))


def _by_name(named: Counter[str]) -> str:
    found = [slug for slug, times in named.most_common() if times]
    return found[0] if len(found) == 1 else ""


def _by_majority(counts: Counter[str], talks: int) -> str:
    first, second = ([*counts.most_common(2), ("", 0), ("", 0)])[:2]
    sure = talks >= 2 and first[1] * 10 >= talks * 8 and first[1] > second[1]
    return first[0] if sure else ""


def _slugs(cell: str) -> list[str]:
    """Recipients' addresses are joined by commas, with or without a space."""
    return [slug for part in cell.split(",") if (slug := slug_of(part, known=True))]


def _names(cell: str, number: int) -> list[str]:
    """As many names as there are addresses. Names may hold commas themselves ("Jane Doe, Ph.D.")."""
    if number <= 1:
        return [cell]
    parts = [part.strip() for part in cell.split(", ")]
    return parts if len(parts) == number else [""] * number


def _no_message(row: Row) -> str:
    """Why a row is no message from person to person; empty where it is one."""
    if any(row.get(key).lower() in ("yes", "true") for key in ("ismessagedraft", "isconversationdraft")):
        return "a draft"
    content = row.get("content", "message", "body")
    if any(mark in content[: 4 * limits.KIB].lower() for mark in _SPONSORED):
        return "an advertisement"
    if not content and not row.get("attachments"):
        return "a message without words"
    if row.get("from").lower() in (_EMPTY, "") and not row.get("senderprofileurl"):
        return "a message of a closed profile"
    return ""


def _message(row: Row, owner: _Owner, circumstances: Circumstances) -> tuple[Message, int]:
    name, slug = row.get("from"), slug_of(row.get("senderprofileurl"), known=True)
    mine = owner.is_me(name, slug) or row.get("direction").upper().startswith("OUT")
    sender = Mailbox(name[: limits.NAME], (slug or owner.slug or owner.address) if mine else slug)
    when = row.get("date")
    at = _at(when, circumstances)
    folder = row.get("folder")
    content = row.get("content", "message", "body")
    body = Message(
        medium="linkedin",
        message_id=message_key(_conversation(row), when, name, content),
        sender=sender,
        to=_recipients(row, owner, mine=mine, sender=slug),
        subject=words_of(row.get("subject"))[: limits.SUBJECT],
        text=words_of(content),
        thread=f"li:{_conversation(row)}"[:300] if _conversation(row) else "",
        labels=(folder[:100],) if folder else (),
        spam="spam" in folder.lower(),
        unsure_date=not at,
    )
    return body, at


def _at(text: str, circumstances: Circumstances) -> int:
    """`2025-06-01 14:03:22 UTC`, ISO with a T, or what a spreadsheet made of it; without a zone it is UTC. 0 = unsure."""
    found = instant(text)
    if found is None or not re.match(r"\d{4}-", text):
        wall = wall_in(text, american=True)
        at = micros(wall.replace(tzinfo=UTC)) if wall else 0
    else:
        at = found[0]
    return 0 if circumstances.latest and at > circumstances.latest else max(at, 0)


def _recipients(row: Row, owner: _Owner, *, mine: bool, sender: str) -> tuple[Mailbox, ...]:
    """By address; where the export has none, the others who ever wrote in the conversation, or the user."""
    talk = owner.members.get(_conversation(row) or "?", {}) if _conversation(row) else {}
    slugs = _slugs(row.get("recipientprofileurls"))
    if slugs:
        names = _names(row.get("to"), len(slugs))
        known = [
            Mailbox((talk.get(slug) or name)[: limits.NAME], slug) for slug, name in zip(slugs, names, strict=True)
        ]
        return tuple(dict.fromkeys(known))[: limits.ADDRESSES]
    if mine:
        others = [Mailbox(name[: limits.NAME], slug) for slug, name in talk.items() if slug not in (owner.slug, sender)]
        return tuple(others)[: limits.ADDRESSES] or _named_only(row)
    me = owner.slug or owner.address
    return (Mailbox(owner.name, me),) if me else _named_only(row)


def _named_only(row: Row) -> tuple[Mailbox, ...]:
    name = row.get("to")
    return (Mailbox(name[: limits.NAME], ""),) if name and name.lower() != _EMPTY else ()
