"""Sync of calendars and address books: what has changed there since the last time, taken in like an import.

What is kept of each (its token, its ctag, and of every entry the etag and a digest) only saves time: without it everything
is met again, and known again by its content. Nothing that is deleted there is deleted here.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from afterword.app import importing, retold, vanished
from afterword.app.accounts import Account
from afterword.app.home import Home
from afterword.errors import NotFound, Refused, Unreadable
from afterword.facts import Problem
from afterword.sources import dav, ics, vcard
from afterword.sources.dav import Book, Changes, Entry, Kind, Link
from afterword.sources.imap import VANISHED, VANISHED_SHARE
from afterword.sources.limits import HEAD, MIB
from afterword.sources.port import Place

TOGETHER, BYTES = 1_000, 2 * MIB
"""Entries, and bytes of them, taken in at a time."""
NEVER = ""
REMEMBERED = 120
"""Days for which a deleted appointment is known to be gone: until it would have taken place, as a rule."""
_REPEATS = (b"RRULE", b"RDATE")


@dataclass(slots=True)
class Reading:
    """One account being read. `mine` is what is kept of it, `keep` makes that durable, `took` hears of every batch."""

    home: Home
    account: Account
    link: Link
    mine: dict[str, Any]
    keep: Callable[[], None]
    took: Callable[[importing.Report], None]
    sure: bool = False
    gone: int = 0
    problems: list[Problem] = field(default_factory=list)
    known: frozenset[bytes] | None = None

    @property
    def kind(self) -> Kind:
        return "carddav" if self.account.kind == "carddav" else "caldav"

    @property
    def month(self) -> str:
        """Of a series the year around this month is kept: in another one it is looked at again."""
        return self.home.today.isoformat()[:7] if self.kind == "caldav" else ""

    def state(self, book: Book) -> dict[str, Any]:
        """What is kept of a book: token, ctag, month, whether a reading broke off, and entries (etag, digest, repeats, uid)."""
        held: dict[str, Any] = self.mine.setdefault("books", {}).setdefault(book.url, {"entries": {}})
        held["name"] = book.name
        return held


def sound(told: Any, account: Account) -> dict[str, Any]:
    """What was kept of this very account, where it can be understood; else nothing, and everything is met again."""
    of = sha256(f"{account.kind}\0{account.url}\0{account.user}".encode()).hexdigest()[:16]
    try:
        if told["of"] != of:
            return {"of": of}
        for held in told.get("books", {}).values():
            held["entries"] = {url: _entry(*one) for url, one in held["entries"].items()}
        _ = int(told.get("held", 0)), list(told.get("homes", [])), {uid: date.fromisoformat(day) for uid, day in told.get("vanished", {}).items()}
    except (AttributeError, KeyError, TypeError, ValueError):
        return {"of": of}
    return dict(told)


def _entry(etag: str, digest: str, repeats: bool, uid: str = "") -> list[Any]:
    """An entry as it is kept. Raises TypeError where these are no texts."""
    return [etag + "", digest + "", bool(repeats), uid + ""]


def read(reading: Reading) -> None:
    """Brings in what has changed in the account's calendars or address books.

    Raises Refused where one has lost so much that the user must say whether that is right; the others are read first.
    """
    books = chosen(reading, every_book(reading))
    doubts = _lost_books(reading, books)
    for book in books:
        if doubt := _read_book(reading, book):
            doubts.append(doubt)
    if reading.kind == "caldav":
        _tell_vanished(reading)
    if doubts:
        raise Refused(f"{doubts[0]}. Nothing here is lost; if it is right, run: afterword sync --yes")


def every_book(reading: Reading) -> list[Book]:
    """The account's calendars or address books. Where they lie is remembered, and looked for again if they moved."""
    kept = reading.mine.get("homes")
    homes = [str(one) for one in kept] if isinstance(kept, list) else []
    found = [dav.books(reading.link, home, reading.kind) for home in homes]
    if not any(found) or None in found:
        homes = dav.homes(reading.link, reading.account.url, reading.kind)
        found = [dav.books(reading.link, home, reading.kind) for home in homes]
    if homes != kept:
        reading.mine["homes"] = homes
        reading.keep()
    return list({book.url: book for one in found for book in one or ()}.values())


def chosen(reading: Reading, books: Sequence[Book]) -> list[Book]:
    """The books to read: those the user named, else all that hold appointments or cards. Raises NotFound for a wrong name."""
    fit = [one for one in books if reading.kind == "carddav" or one.events]
    wanted = {name.casefold() for name in reading.account.folders}
    missing = sorted(name for name in reading.account.folders if name.casefold() not in {one.name.casefold() for one in fit})
    known = {str(held.get("name", "")).casefold() for held in reading.mine.get("books", {}).values()}
    missing = [name for name in missing if name.casefold() not in known]  # one that was read before has vanished: that is asked about
    if missing:
        raise NotFound(f"{reading.account.name}: there is no {missing[0]!r} there: choose from {', '.join(one.name for one in fit) or 'nothing, it is empty'}")
    return [one for one in fit if not wanted or one.name.casefold() in wanted]


def _lost_books(reading: Reading, books: Sequence[Book]) -> list[str]:
    """Books that were read before and are not there any more; forgotten where the user says that this is right."""
    every: dict[str, Any] = reading.mine.get("books", {})
    there = {one.url for one in books}
    lost = {url: held for url, held in every.items() if url not in there and held.get("entries")}
    if reading.account.folders:
        wanted = {name.casefold() for name in reading.account.folders}
        lost = {url: held for url, held in lost.items() if str(held.get("name", "")).casefold() in wanted}
    if forgotten := [url for url in every if url not in there and (url not in lost or reading.sure)]:
        for url in forgotten:
            del every[url]
        reading.keep()
    if reading.sure or not lost:
        return []
    return [f"{reading.account.name}: {held['name']} held {len(held['entries'])} entries and is not there any more; nothing was read" for held in lost.values()]


def _read_book(reading: Reading, book: Book) -> str:
    """Brings in one book. Returns in words why it was left alone, if it was."""
    state = reading.state(book)
    entries: dict[str, list[Any]] = state["entries"]
    waiting = {url for url, held in entries.items() if not held[1]}
    if not waiting and not state.get("amid") and _same(state, book) and state.get("month") == reading.month:
        return ""
    changes = _changes(reading, book, state)
    gone = (set(entries) - set(changes.entries)) if changes.whole else changes.gone & set(entries)
    left = len(entries) - len(gone)
    if not reading.sure and much(len(gone), len(entries)):
        return f"{reading.account.name}: {book.name} held {len(entries)} entries and now shows {left} of them; nothing was read"
    wanted = _wanted(reading, book, state, changes, gone) | (waiting - gone)
    state["amid"] = True
    _take(reading, book, sorted(wanted), entries)
    for url in gone:
        uid = entries.pop(url)[3]
        if uid and not reading.sure:  # who says that a calendar may be emptied has moved it
            reading.mine.setdefault("vanished", {})[uid] = reading.home.today.isoformat()
    reading.gone += len(gone)
    state.update(token=changes.token, ctag=book.ctag, month=reading.month, amid=False)
    reading.keep()
    return ""


def _tell_vanished(reading: Reading) -> None:
    """Which appointments were deleted lately, and stand in no other calendar of the account."""
    there = {held[3] for book in reading.mine.get("books", {}).values() for held in book["entries"].values()}
    before = reading.mine.get("vanished", {})
    left = {uid: day for uid, day in before.items() if uid not in there and (reading.home.today - date.fromisoformat(day)).days <= REMEMBERED}
    if left != before:
        reading.mine["vanished"] = left
        reading.keep()
    if left or before:
        vanished.note(reading.home, reading.account.name, left)


def _same(state: dict[str, Any], book: Book) -> bool:
    """Does the server say that nothing has changed?"""
    if book.token and state.get("token"):
        return bool(book.token == state["token"])
    return bool(book.ctag and book.ctag == state.get("ctag"))


def _changes(reading: Reading, book: Book, state: dict[str, Any]) -> Changes:
    if state.get("token"):
        found = dav.changed(reading.link, book, str(state["token"]))
        if found is not None:
            return found
    listed = dav.listed(reading.link, book)
    if listed is None:
        raise Unreadable(f"{reading.account.name}: {book.name} went away while it was read: run it again")
    return listed


def _wanted(reading: Reading, book: Book, state: dict[str, Any], changes: Changes, gone: set[str]) -> set[str]:
    """The entries to fetch: what is new or has another etag, or none; a series again in a new month.

    A server that says something has changed and shows the same etags as before is not believed: everything is fetched.
    """
    entries: dict[str, list[Any]] = state["entries"]
    differs = {url for url, etag in changes.entries.items() if url not in entries or not etag or entries[url][0] != etag}
    if (not changes.whole and not state.get("amid")) or (changes.whole and entries and not differs and not gone and not state.get("amid") and not _same(state, book)):
        differs = set(changes.entries)
    if state.get("month") != reading.month:
        differs |= {url for url, held in entries.items() if held[2] and url not in gone}
    return differs


def _take(reading: Reading, book: Book, urls: Sequence[str], entries: dict[str, list[Any]]) -> None:
    """Fetches entries and takes in those whose content is not known, some at a time; each batch is kept before the next."""
    batch: list[Entry] = []
    size = 0
    for one in dav.fetched(reading.link, book, urls, reading.kind):
        if isinstance(one, str):
            entries.setdefault(one, _entry("", NEVER, repeats=False))
            entries[one][:2] = ["", NEVER]  # asked for again the next time
            reading.problems.append(Problem(f"{reading.account.name}/{book.name}", one.rpartition("/")[2], "could not be fetched: it is tried again the next time"))
            continue
        batch.append(one)
        size += len(one.data)
        if len(batch) >= TOGETHER or size >= BYTES:
            _bring(reading, book, batch, entries)
            batch, size = [], 0
    _bring(reading, book, batch, entries)


def _bring(reading: Reading, book: Book, batch: Sequence[Entry], entries: dict[str, list[Any]]) -> None:
    digests = {one.url: sha256(one.data).hexdigest()[:32] for one in batch}
    fresh = [one for one in batch if entries.get(one.url, ["", NEVER])[1] != digests[one.url] or (entries[one.url][2] and reading.mine["books"][book.url].get("month") != reading.month)]
    taken_in = [one.data for one in fresh if reading.kind == "carddav" or b"BEGIN:VEVENT" in one.data.upper()]
    if taken_in:
        take_in(reading, b"\r\n".join([_named(book, reading.kind), *taken_in, b""]), f"{reading.account.name}/{book.name}")
    for one in batch:
        entries[one.url] = _entry(one.etag, digests[one.url], any(word in one.data for word in _REPEATS), ics.uid_of(one.data) if reading.kind == "caldav" else "")
    if batch:
        reading.keep()


def _named(book: Book, kind: Kind) -> bytes:
    """The calendar's name, written as its export would."""
    if kind == "carddav":
        return b""
    name = book.name.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return f"BEGIN:VCALENDAR\r\nX-WR-CALNAME:{name}\r\nEND:VCALENDAR".encode()


def take_in(reading: Reading, data: bytes, shown: str) -> None:
    """Takes in the bytes of a calendar or an address book, but for what is known. The sync looks at its end who may be one person."""
    kind, source = ("card", vcard.SOURCE) if reading.kind == "carddav" else ("event", ics.SOURCE)
    if reading.known is None:
        reading.known = retold.said(reading.home.store, kind)
    with tempfile.TemporaryDirectory(prefix="afterword-sync-") as scratch:
        file = Path(scratch) / "entries"
        file.write_bytes(data)
        reading.took(importing.bring(reading.home, [Place(file, shown, data[:HEAD])], [retold.only_news(source, reading.known)], alike=False))


def much(gone: int, held: int) -> bool:
    """Has so much vanished that the user must say whether it is right (RELIABILITY.md, P33)? One thing alone never is, but the last."""
    return gone > 0 and (gone >= held or gone > VANISHED or (gone > 1 and gone * VANISHED_SHARE > held))

