"""`read`: one mail, or a stream of them in constant memory."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, TextIO

from afterword.bootstrap import public_holidays
from afterword.errors import Unreadable
from afterword.facts import Fact, Workdays, moment
from afterword.facts.kinds import Message
from afterword.interfaces.cli import desk
from afterword.reading import Address, Letter, Reading, letter_from, read, reading_to


@cache
def workdays(country: str, year: int) -> Workdays:
    """Business days of a country around a year."""
    return Workdays(public_holidays(country, "", range(year - 1, year + 3)))


_GIVE = "give an .eml file, or JSON with sent, from, to, subject, body; - for what is typed"


def _read(letter: Letter, country: str) -> Reading:
    return read(letter, workdays=workdays(country, letter.sent.year), country=country)


def _opened(file: str) -> TextIO:
    if file == "-":
        return sys.stdin
    try:
        return Path(file).open(encoding="utf-8", errors="replace")
    except OSError as error:
        raise Unreadable(f"{file}: {error.strerror or error}: {_GIVE}") from None


def stream(file: str, country: str) -> None:
    """JSON lines in, readings out, in order; a bad line gives an object that says so."""
    with _opened(file) as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                sys.stdout.write(json.dumps(_line(line, number, country), ensure_ascii=False) + "\n")


def _line(line: str, number: int, country: str) -> dict[str, Any]:
    try:
        data = json.loads(line)
        return reading_to(_read(letter_from(data), str(data.get("country") or country)))
    except (ValueError, TypeError) as error:
        return {"version": 1, "id": "", "error": f"line {number}: {error}"}


def _mail(raw: bytes, name: str) -> Iterator[Letter]:
    from afterword.sources.message import Slip, read_mail
    from afterword.sources.port import Circumstances

    for record in read_mail(raw, Slip(name, "message 1", name), Circumstances()):
        if isinstance(record, Fact) and isinstance(record.body, Message):
            body = record.body
            to = tuple(Address(b.name, b.email) for b in body.to)
            yield Letter(
                body.message_id, moment(record.at, body.offset) if record.at else datetime(1970, 1, 1, tzinfo=UTC),
                Address(body.sender.name, body.sender.email), to, tuple(Address(b.name, b.email) for b in body.cc), body.subject, body.text,
                body.html, body.headers, frozenset(a.email for a in to[:1]),
            )  # fmt: skip


def _one(file: str) -> Letter:
    try:
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise Unreadable(f"{file}: {error.strerror or error}: {_GIVE}") from None
    if raw.lstrip()[:1] == b"{":
        try:
            return letter_from(json.loads(raw))
        except (ValueError, TypeError) as error:
            raise Unreadable(f"{file}: {error}") from None
    letter = next(_mail(raw, file), None)
    if letter is None:
        raise Unreadable(f"{file}: no mail in it: {_GIVE}")
    return letter


def one(file: str, country: str, *, as_json: bool) -> None:
    """One mail, as JSON or in words."""
    found = _read(_one(file), country)
    if as_json:
        desk.document(reading_to(found))
        return
    at = f" from {found.organisation}" if found.organisation else ""
    role = f", {found.role}" if found.role else ""
    kind = found.kind.replace("_", " ") if found.known else f"not known, perhaps {found.kind.replace('_', ' ')}"
    desk.say(f"{kind}{at}{role}   (sure to {found.confidence:.0%}, language {found.language or 'not known'})")
    for c in found.commitments:
        due = "no day" if c.due_latest is None else f"{c.due_earliest} to {c.due_latest}" if c.due_earliest != c.due_latest else str(c.due_latest)
        desk.say(f"  {'you owe' if c.owed_by == 'me' else 'they owe'} {c.kind.replace('_', ' ')}, {due}: “{' '.join(c.quote.split())}”")
    for p in found.people:
        desk.say(f"  {' · '.join(filter(None, (p.name, p.title, p.organisation, p.phone, p.email)))}")
    for w in found.preferences:
        desk.say(f"  {w.person or 'they'}: {'no ' if w.never else 'prefers '}{w.channel}")
    if found.zones:
        desk.say(f"  time zones named: {', '.join(found.zones)}")
