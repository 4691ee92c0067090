"""CalDAV calendars and CardDAV address books: where they are, what has changed in one, and its entries. Read-only.

Changes come by sync token, else by ctag and etags; the caller keeps both, and only once what was fetched is in the
ledger. A server that forgets tokens, repeats etags or gives none costs time, never entries (RELIABILITY.md, P33).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol, Self
from urllib.parse import unquote, urlsplit

from afterword.errors import Unreadable
from afterword.sources import dav_xml
from afterword.sources.dav_xml import Answer, Response, tag

Kind = Literal["caldav", "carddav"]
BATCH = 50
"""Entries asked for at a time."""
PAGES = 2_000
"""Parts in which a server may tell what has changed."""
_MULTISTATUS, _OK = 207, 200
_GONE = (404, 410)
_HOME = {"caldav": "c:calendar-home-set", "carddav": "a:addressbook-home-set"}
_COLLECTION = {"caldav": tag("c:calendar"), "carddav": tag("a:addressbook")}
_OF_BOOK = ("d:resourcetype", "d:displayname", "c:supported-calendar-component-set", "s:getctag", "d:sync-token", "d:current-user-privilege-set")


class TooLong(Unreadable):
    """An answer was longer than is read."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a server answered: `url` is where the answer came from, after redirects."""

    status: int
    body: bytes
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)  # names in small letters


class Link(Protocol):
    """A way to the server that shows the secret where it may. Raises Unreadable, or Refused where it is not let in."""

    def __enter__(self) -> Self: ...
    def __exit__(self, *_: object) -> None: ...
    def ask(self, method: str, url: str, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Told: ...


@dataclass(frozen=True, slots=True)
class Book:
    """A calendar, list of to-dos or address book. `token` and `ctag` change with its content; empty where not known."""

    url: str
    name: str
    token: str = ""
    ctag: str = ""
    events: bool = True
    todos: bool = False
    writable: bool = True


@dataclass(slots=True)
class Changes:
    """Entries (address → etag) and addresses that are gone. `whole`: all entries there are, not only changed ones."""

    entries: dict[str, str] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    token: str = ""
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Entry:
    """The content of one address."""

    url: str
    etag: str
    data: bytes


def homes(link: Link, url: str, kind: Kind) -> list[str]:
    """Where the user's calendars or address books lie: the address itself, its home-set, its principal's, or the well-known
    place's (RFC 6764, RFC 5397). Raises Unreadable where there is none.
    """
    root, said = dav_xml.absolute(url, "/"), set[int]()
    starts = [dav_xml.absolute(url, ""), dav_xml.absolute(root, f"/.well-known/{kind}"), root]
    for start in dict.fromkeys(starts):
        if found := _homes_from(link, start, kind, said):
            return found
    what = "calendars" if kind == "caldav" else "address books"
    refused = " (it answers 403: you may not read there)" if 403 in said else ""
    raise Unreadable(f"{urlsplit(url).hostname} shows no {what} there{refused}: give the address that your provider's help names for {_title(kind)}")


def _title(kind: Kind) -> str:
    return "CalDAV" if kind == "caldav" else "CardDAV"


def _homes_from(link: Link, start: str, kind: Kind, said: set[int]) -> list[str]:
    own = _about(link, start, ("d:current-user-principal", "d:resourcetype", _HOME[kind]), said)
    if own is None:
        return []
    if _COLLECTION[kind] in own.children("d:resourcetype"):
        return [own.url]
    for principal in own.hrefs("d:current-user-principal"):
        told = _about(link, principal, (_HOME[kind],), said)
        if told is not None and (found := told.hrefs(_HOME[kind])):
            return found
    return own.hrefs(_HOME[kind])


def _about(link: Link, url: str, names: Sequence[str], said: set[int]) -> Response | None:
    """What the server says of an address itself; None where there is nothing of the kind. `said` gathers its statuses."""
    told = link.ask("PROPFIND", url, dav_xml.propfind(*names), {"Depth": "0"})
    said.add(told.status)
    if told.status != _MULTISTATUS:
        return None
    responses = dav_xml.read(told.body, told.url).responses
    return responses[0] if responses else None


def books(link: Link, home: str, kind: Kind) -> list[Book] | None:
    """The calendars or address books of a home, by name; None where that home is gone."""
    told = link.ask("PROPFIND", home, dav_xml.propfind(*_OF_BOOK), {"Depth": "1"})
    if told.status in _GONE:
        return None
    responses = _multistatus(told).responses
    return sorted((_book(one) for one in responses if _COLLECTION[kind] in one.children("d:resourcetype")), key=lambda b: (b.name.casefold(), b.url))


def book_at(link: Link, url: str, kind: Kind) -> Book | None:
    """The calendar or address book of an address; None where there is none any more."""
    told = link.ask("PROPFIND", url, dav_xml.propfind(*_OF_BOOK), {"Depth": "0"})
    if told.status != _MULTISTATUS:
        return None
    return next((_book(one) for one in dav_xml.read(told.body, told.url).responses if _COLLECTION[kind] in one.children("d:resourcetype")), None)


def _book(told: Response) -> Book:
    kinds = {str(c.get("name", "")).upper() for c in told.props.get(tag("c:supported-calendar-component-set"), ())}
    last = unquote(urlsplit(told.url).path.rstrip("/").rpartition("/")[2])
    name = "".join(c for c in told.text("d:displayname") or last if c.isprintable())[:100].replace("/", "-")
    may = told.props.get(tag("d:current-user-privilege-set"))
    rights = {str(right.tag) for one in may for right in one} if may is not None else set()
    writable = not rights or bool(rights & {tag("d:write"), tag("d:all"), tag("d:bind"), tag("d:write-content")})
    return Book(told.url, name or "calendar", told.text("d:sync-token"), told.text("s:getctag"), not kinds or "VEVENT" in kinds, "VTODO" in kinds, writable)


def _multistatus(told: Told) -> Answer:
    if told.status != _MULTISTATUS:
        why = "you may not read there" if told.status == 403 else "try again later, or see whether it works in a browser"
        raise Unreadable(f"{urlsplit(told.url).hostname} answers {told.status}: {why}")
    return dav_xml.read(told.body, told.url)


def changed(link: Link, book: Book, token: str) -> Changes | None:
    """What has changed since a token; None where the server does not know it (any more), or knows no tokens."""
    found = Changes(token=token, whole=False)
    for _ in range(PAGES):
        told = link.ask("REPORT", book.url, dav_xml.sync_collection(found.token), {"Depth": "0"})
        if told.status != _MULTISTATUS:
            return None
        answer = dav_xml.read(told.body, told.url)
        more = False
        for one in answer.responses:
            if one.url.rstrip("/") == book.url.rstrip("/"):
                more = more or one.status == 507  # the rest comes with the next token
            elif one.status in _GONE:
                found.gone.add(one.url)
                found.entries.pop(one.url, None)
            elif not one.url.endswith("/"):
                found.entries[one.url] = one.text("d:getetag")
                found.gone.discard(one.url)
        if not answer.token or (more and answer.token == found.token):
            return None
        found.token = answer.token
        if not more:
            return found
    return None


def listed(link: Link, book: Book) -> Changes | None:
    """All entries there are; None where the book is gone."""
    told = link.ask("PROPFIND", book.url, dav_xml.propfind("d:getetag", "d:resourcetype"), {"Depth": "1"})
    if told.status in _GONE:
        return None
    inside = tag("d:collection")
    entries = {
        one.url: one.text("d:getetag")
        for one in _multistatus(told).responses
        if one.status == _OK and one.url.rstrip("/") != book.url.rstrip("/") and inside not in one.children("d:resourcetype")
    }
    return Changes(entries, token=book.token)


def fetched(link: Link, book: Book, urls: Sequence[str], kind: Kind) -> Iterator[Entry | str]:
    """The content of these addresses, in batches; of one that is there and cannot be had, the address alone."""
    for start in range(0, len(urls), BATCH):
        yield from _batch(link, book, urls[start : start + BATCH], kind)


def _batch(link: Link, book: Book, urls: Sequence[str], kind: Kind) -> Iterator[Entry | str]:
    try:
        told = link.ask("REPORT", book.url, dav_xml.multiget(kind == "carddav", urls), {"Depth": "1"})
    except TooLong:
        if len(urls) > 1:
            half = len(urls) // 2
            yield from _batch(link, book, urls[:half], kind)
            yield from _batch(link, book, urls[half:], kind)
        else:
            yield urls[0]
        return
    found: dict[str, Entry] = {}
    gone: set[str] = set()
    if told.status == _MULTISTATUS:
        data = "a:address-data" if kind == "carddav" else "c:calendar-data"
        for one in dav_xml.read(told.body, told.url).responses:
            if one.status in _GONE:
                gone.add(one.url)
            elif text := one.text(data):
                found[one.url] = Entry(one.url, one.text("d:getetag"), text.encode("utf-8", "replace"))
    for url in urls:
        if url in found:
            yield found[url]
        elif url not in gone:
            yield from alone(link, url)


def alone(link: Link, url: str) -> Iterator[Entry | str]:
    """One entry by itself: nothing where it is gone by now, its address where it cannot be had."""
    try:
        told = link.ask("GET", url)
    except TooLong:
        yield url
        return
    if told.status == _OK:
        yield Entry(url, told.headers.get("etag", ""), told.body)
    elif told.status not in _GONE:
        yield url
