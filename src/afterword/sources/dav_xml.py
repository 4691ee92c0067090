"""What CalDAV and CardDAV servers are asked and answer, as XML: no DTD, no entities, nothing fetched from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from afterword.errors import Unreadable

DAV, CAL, CARD, CS = "DAV:", "urn:ietf:params:xml:ns:caldav", "urn:ietf:params:xml:ns:carddav", "http://calendarserver.org/ns/"
_PREFIXES = {"d": DAV, "c": CAL, "a": CARD, "s": CS}
_NAMES = " ".join(f'xmlns:{short}="{long}"' for short, long in _PREFIXES.items())
_STATUS = re.compile(r"HTTP/[\d.]+\s+(\d{3})")
_SLASH = re.compile(r"(%2f)", re.IGNORECASE)
_OK = 200


@dataclass(frozen=True, slots=True)
class Response:
    """What a server says of one address: its properties, or with `status` why there are none."""

    url: str
    status: int = _OK
    props: dict[str, ET.Element] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """A property's text; empty where it is missing."""
        found = self.props.get(tag(name))
        return (found.text or "").strip() if found is not None else ""

    def children(self, name: str) -> frozenset[str]:
        """The tags of the elements inside a property."""
        found = self.props.get(tag(name))
        return frozenset(str(one.tag) for one in found) if found is not None else frozenset()

    def hrefs(self, name: str) -> list[str]:
        """The addresses inside a property, whole."""
        found = self.props.get(tag(name))
        return [] if found is None else [absolute(self.url, one.text or "") for one in found.iter(tag("d:href"))]


@dataclass(frozen=True, slots=True)
class Answer:
    """A multistatus: a response an address, and the sync token where one was given."""

    responses: tuple[Response, ...]
    token: str = ""


def tag(name: str) -> str:
    """`d:href` as the parser writes it."""
    short, _, local = name.partition(":")
    return f"{{{_PREFIXES[short]}}}{local}"


def propfind(*names: str) -> bytes:
    """Asks for these properties."""
    return _document("d:propfind", _props(names))


def sync_collection(token: str, limit: int = 0) -> bytes:
    """Asks what has changed since a token (RFC 6578)."""
    at_most = f"<d:limit><d:nresults>{limit}</d:nresults></d:limit>" if limit else ""
    return _document("d:sync-collection", f"<d:sync-token>{escape(token)}</d:sync-token><d:sync-level>1</d:sync-level>{at_most}{_props(['d:getetag'])}")


def multiget(cards: bool, urls: Iterable[str]) -> bytes:
    """Asks for the content of these addresses (RFC 4791, 7.9; RFC 6352, 8.7)."""
    report, data = ("a:addressbook-multiget", "a:address-data") if cards else ("c:calendar-multiget", "c:calendar-data")
    return _document(report, _props(["d:getetag", data]) + "".join(f"<d:href>{escape(urlsplit(url).path)}</d:href>" for url in urls))


def list_of_todos(name: str) -> bytes:
    """Asks for a new calendar that takes to-dos only (RFC 4791, 5.3.1)."""
    kinds = '<c:supported-calendar-component-set><c:comp name="VTODO"/></c:supported-calendar-component-set>'
    return _document("c:mkcalendar", f"<d:set><d:prop><d:displayname>{escape(name)}</d:displayname>{kinds}</d:prop></d:set>")


def _props(names: Iterable[str]) -> str:
    return f"<d:prop>{''.join(f'<{name}/>' for name in names)}</d:prop>"


def _document(root: str, inside: str) -> bytes:
    return f'<?xml version="1.0" encoding="utf-8"?><{root} {_NAMES}>{inside}</{root}>'.encode()


def read(body: bytes, base: str) -> Answer:
    """A multistatus, its addresses made whole by `base`. Raises Unreadable for anything else, and for a DTD."""
    from defusedxml.ElementTree import fromstring

    try:
        root = fromstring(body, forbid_dtd=True)
    except (ValueError, SyntaxError) as error:  # defusedxml's refusals are ValueErrors
        raise Unreadable(f"{urlsplit(base).hostname} answers what is no calendar server's answer ({type(error).__name__}): check the address") from None
    if root.tag != tag("d:multistatus"):
        raise Unreadable(f"{urlsplit(base).hostname} answers what is no calendar server's answer: check the address")
    return Answer(tuple(_responses(root, base)), (root.findtext(tag("d:sync-token")) or "").strip())


def _responses(root: ET.Element, base: str) -> Iterator[Response]:
    for one in root.iter(tag("d:response")):
        props: dict[str, ET.Element] = {}
        for stat in one.findall(tag("d:propstat")):
            if _status(stat, _OK) == _OK:
                props.update({str(prop.tag): prop for inside in stat.findall(tag("d:prop")) for prop in inside})
        for href in one.findall(tag("d:href")):
            yield Response(absolute(base, href.text or ""), _status(one, _OK), props)


def _status(of: ET.Element, usual: int) -> int:
    found = _STATUS.match((of.findtext(tag("d:status")) or "").strip())
    return int(found[1]) if found else usual


def absolute(base: str, href: str) -> str:
    """A whole address, written one way: servers quote the same path now so, now otherwise. Raises Unreadable for none."""
    try:
        parts = urlsplit(urljoin(base, "".join(c for c in href.strip() if c.isprintable())))
        netloc = parts.netloc.lower().removesuffix(":443" if parts.scheme == "https" else ":80") if parts.port in (443, 80) else parts.netloc.lower()
    except ValueError:
        raise Unreadable("the server names an address that is none: check the account's address") from None
    path = "".join(part.upper() if _SLASH.fullmatch(part) else quote(unquote(part), safe="/~!$&'()*+,;=:@-._") for part in _SLASH.split(parts.path))
    return urlunsplit((parts.scheme.lower(), netloc, path or "/", parts.query, ""))
