"""Letters from JSON and readings to JSON, as `afterword read --json` and `--jsonl` promise (DESIGN.md, section 3).

Tolerant on the way in: any casing of names, addresses as text or lists, dates as ISO 8601 or RFC 2822.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from email.header import decode_header, make_header
from email.utils import getaddresses, parsedate_to_datetime
from typing import Any

from afterword.reading.model import Act, Address, Commitment, Letter, Mention, Preference, Reading

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_UNQUOTED = re.compile(r"([^\"<>,;]*@[^\"<>,;]*)<([^<>@\s]+@[^<>\s]+)>\s*")  # People @ Acme <people@acme.example>
_AGAIN = re.compile(r"[^\s<>,;\"]+@[^\s<>,;\"]+")


def letter_from(data: Mapping[str, Any]) -> Letter:
    """The letter that a JSON object describes. Raises TypeError when it is no object."""
    if not isinstance(data, Mapping):
        raise TypeError("a letter is a JSON object with the fields sent, from, to, subject and body")
    fields = {str(name).lower().replace("_", "-"): value for name, value in data.items()}
    headers = _headers(fields.get("headers"))
    sender = next(iter(_addresses(fields.get("from", headers.get("from", "")))), Address("", ""))
    to = _addresses(fields.get("to", headers.get("to", "")))
    cc = _addresses(fields.get("cc", headers.get("cc", "")))
    given = fields.get("me")
    me = {address.email for address in _addresses(given)} if given else {address.email for address in to[:1]}
    return Letter(
        id=_text(fields.get("id", headers.get("message-id", ""))),
        sent=_instant(fields.get("sent", fields.get("date", headers.get("date")))),
        sender=sender,
        to=to,
        cc=cc,
        subject=_decoded(_text(fields.get("subject", headers.get("subject", "")))),
        body=_text(fields.get("body", fields.get("text", ""))),
        html=_text(fields.get("html", "")),
        headers=headers,
        me=frozenset(me),
    )


def reading_to(reading: Reading) -> dict[str, Any]:
    """A reading as the JSON object of DESIGN.md, with requisition, vendor, automatic, bulk and acts beside it."""
    return {
        "version": 1,
        "id": reading.id,
        "language": reading.language,
        "kind": reading.kind,
        "confidence": round(reading.confidence, 3),
        "organisation": reading.organisation,
        "role": reading.role,
        "commitments": [_commitment(item) for item in reading.commitments],
        "people": [_person(item) for item in reading.people],
        "phones": list(reading.phones),
        "preferences": [_preference(item) for item in reading.preferences],
        "topics": list(reading.topics),
        "links": list(reading.links),
        "zones": list(reading.zones),
        "requisition": reading.requisition,
        "vendor": reading.vendor,
        "automatic": reading.automatic,
        "bulk": reading.bulk,
        "acts": [_act(item) for item in reading.acts],
    }


def _commitment(item: Commitment) -> dict[str, Any]:
    return {
        "owed_by": item.owed_by,
        "who": item.who,
        "kind": item.kind,
        "due_earliest": _day(item.due_earliest),
        "due_latest": _day(item.due_latest),
        "vague": item.vague,
        "condition": item.condition,
        "status": item.status,
        "confidence": round(item.confidence, 3),
        "quote": item.quote,
        "phone": item.phone,
        "what": item.what,
    }


def _person(item: Mention) -> dict[str, Any]:
    return {
        "name": item.name,
        "email": item.email,
        "phone": item.phone,
        "title": item.title,
        "organisation": item.organisation,
        "source": item.source,
    }


def _preference(item: Preference) -> dict[str, Any]:
    return {"person": item.person, "channel": item.channel, "never": item.never, "quote": item.quote}


def _act(item: Act) -> dict[str, Any]:
    """An act without its empty fields."""
    told: dict[str, Any] = {"kind": item.kind, "quote": item.quote, "confidence": round(item.confidence, 3)}
    for name in ("person", "email", "phone", "organisation", "role", "other", "to", "tie", "channel", "hour"):
        value = getattr(item, name)
        if value:
            told[name] = value
    told |= {name: _day(day) for name, day in (("on", item.on), ("until", item.until)) if day}
    told |= {name: True for name, holds in (("past", item.past), ("interview", item.interview)) if holds}
    return told


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _text(value: object) -> str:
    """A JSON value as text; a list of lines is joined."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, Iterable) and not isinstance(value, Mapping):
        return "\n".join(str(item) for item in value)
    return str(value)


def _headers(value: object) -> dict[str, str]:
    """Header names in lower case; the first of a repeated header counts."""
    pairs: Iterable[Any] = ()
    if isinstance(value, Mapping):
        pairs = value.items()
    elif isinstance(value, Iterable) and not isinstance(value, str):
        pairs = (pair for pair in value if isinstance(pair, list | tuple) and len(pair) == 2)
    found: dict[str, str] = {}
    for name, content in pairs:
        found.setdefault(str(name).strip().lower(), _text(content))
    return found


def _addresses(value: object) -> tuple[Address, ...]:
    """Mailboxes from 'Name <a@b>, c@d', a list of such, or objects with name and email."""
    if value is None:
        return ()
    if isinstance(value, Mapping):
        return (_address(value),)
    if isinstance(value, str):
        return _listed(value)
    found: list[Address] = []
    if isinstance(value, Iterable):
        for item in value:
            found.extend((_address(item),) if isinstance(item, Mapping) else _listed(_text(item)))
    return tuple(found)


def _address(value: Mapping[Any, Any]) -> Address:
    email = _text(value.get("email", value.get("address", ""))).strip().lower()
    return Address(_decoded(_text(value.get("name", ""))).strip(), email)


def _listed(text: str) -> tuple[Address, ...]:
    """Mailboxes from one header value; what is no address is kept as a name."""
    if not text.strip():
        return ()
    if text.count("@") > 1 and (bare := _UNQUOTED.fullmatch(_decoded(text))):
        return (Address(bare[1].strip(), bare[2].lower()),)
    try:
        pairs = getaddresses([_decoded(text).replace(";", ",")])
    except (ValueError, IndexError):
        pairs = []
    found = tuple(Address(name.strip(), email.strip().lower()) for name, email in pairs if "@" in email)
    if found:
        return found
    loose = _AGAIN.findall(text)
    if loose:
        return tuple(
            Address(text.partition("<")[0].strip(" \"'") if len(loose) == 1 and "<" in text else "", email.lower())
            for email in loose
        )
    return (Address(text.strip(), ""),)


def _decoded(text: str) -> str:
    """Text whose RFC 2047 words are decoded, where it has any."""
    if "=?" not in text:
        return text
    try:
        return str(make_header(decode_header(text)))
    except (ValueError, LookupError):
        return text


def _instant(value: object) -> datetime:
    """An aware instant in its own offset; UTC when none is told, 1970 when nothing can be read."""
    if isinstance(value, datetime):
        found = value
    elif isinstance(value, int | float) and not isinstance(value, bool):
        try:
            return datetime.fromtimestamp(value, UTC)
        except (ValueError, OverflowError, OSError):
            return _EPOCH
    else:
        text = _text(value).strip()
        try:
            found = datetime.fromisoformat(text)
        except ValueError:
            try:
                found = parsedate_to_datetime(text)
            except (ValueError, TypeError, IndexError):
                return _EPOCH
    return found if found.tzinfo else found.replace(tzinfo=UTC)
