"""Sync of a calendar at a web address: fetched whole, and only when it has changed. The address is a secret: no message names it."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from afterword.app.accounts import Account
from afterword.app.calendar_syncing import Reading, much, take_in
from afterword.errors import Refused, Unreadable
from afterword.sources import ics
from afterword.sources.dav import Link
from afterword.sources.limits import HEAD
from afterword.sources.port import Place

_ANEW = "get the address anew from your calendar's settings"
_NOWHERE = Path()


def address(url: str) -> str:
    """The address as it is fetched."""
    return "https://" + url.partition("://")[2] if url.startswith("webcal") else url


def read(reading: Reading) -> None:
    """Brings in what is new. Raises Unreadable where no calendar is there, Refused where it suddenly is (all but) empty."""
    mine, name = reading.mine, reading.account.name
    fresh = mine.get("month") == reading.month
    marks = {header: str(mine[kept]) for header, kept in (("If-None-Match", "etag"), ("If-Modified-Since", "modified")) if fresh and mine.get(kept)}
    told = reading.link.ask("GET", address(reading.account.url), headers=marks)
    if told.status == 304:
        return
    if told.status != 200:
        raise Unreadable(f"{name}: the server of the calendar answers {told.status}: {_ANEW}")
    held, digest = _count(name, told.body), sha256(told.body).hexdigest()[:32]
    before = int(mine.get("held", 0))
    if not reading.sure and much(before - held, before):
        raise Refused(f"{name}: the calendar held {before} entries and now shows {held}; nothing was read. Nothing here is lost; if it is right, run: afterword sync --yes")
    if digest != mine.get("digest") or not fresh:
        take_in(reading, told.body, name)
    mine.update(etag=told.headers.get("etag", ""), modified=told.headers.get("last-modified", ""), held=held, digest=digest, month=reading.month)
    reading.keep()


def _count(name: str, body: bytes) -> int:
    """How many entries a calendar holds. Raises Unreadable where it is none, or only a part of one."""
    if ics.sniff(Place(path=_NOWHERE, shown=name, head=body[:HEAD])) < 60:
        raise Unreadable(f"{name}: what lies there is no calendar: {_ANEW}")
    upper = body.upper()
    if b"END:VCALENDAR" not in upper[-200:]:
        raise Unreadable(f"{name}: the calendar broke off in the middle: run it again")
    return upper.count(b"BEGIN:VEVENT")


def look(one: Account, link: Link) -> str:
    """What lies at the address, in words."""
    told = link.ask("GET", address(one.url))
    if told.status != 200:
        raise Unreadable(f"{one.name}: the server of the calendar answers {told.status}: {_ANEW}")
    return f"{_count(one.name, told.body)} entries"
