"""Single headers of a mail: encoded words, addresses, dates, parameters. Tolerant, linear, never raises."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote_to_bytes

from afterword.facts.kinds import Mailbox
from afterword.sources import limits
from afterword.sources.charset import decode

_WORD = re.compile(r"=\?([^?*\s]{1,60})(?:\*[^?\s]{0,40})?\?([bBqQ])\?(.{0,4000}?)\?=", re.DOTALL)
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b\ufeff]+")
_NAME_RAW = 8 * limits.NAME  # characters of a name before its encoded words are decoded
_JOINERS = "\u200c\u200d"  # they make words of Persian and pictures of several people
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")
_FOLD = re.compile(rb"\n[ \t]+")
_ID = re.compile(r"<([^<>\s]{1,900})>")
_MAILBOX = re.compile(
    r"""\s*(?:"([^"\\]*)"|([^"<>(),;:@\\]*))\s*<([^<>()\s,;:"\\@]+@[^<>()\s,;:"\\@]+)>\s*(?:,|\Z)"""
    r"""|\s*([^<>()\s,;:"\\@]+@[^<>()\s,;:"\\@]+)\s*(?:,|\Z)"""
)
_ANGLE = re.compile(r"<([^<>]*)>?")
_BARE = re.compile(r"""(?:"[^"]{0,320}"|[^\s<>",;@]{1,320})@[^\s<>",;]{1,320}""")
_MAIN = re.compile(r"[; ]")
_PARAM = re.compile(r"""[; ] ?([^ =;"]{1,60}) ?= ?(?:"((?:[^"\\]|\\.)*)"?|([^;"]*))""", re.DOTALL)


def clean(text: str) -> str:
    """One line without control, bidirectional and zero-width marks: nothing a sender wrote can start a header of ours."""
    if text.isprintable():
        return " ".join(text.split())
    text = " ".join(_UNSEEN.sub(" ", text).split())
    return text if text.isprintable() else "".join(c for c in text if c.isprintable() or c in _JOINERS)


def one_line(value: bytes) -> bytes:
    """A header's value as it lies in the mail, without its folds."""
    return _FOLD.sub(b" ", value) if b"\n" in value else value


def unfolded(value: bytes) -> str:
    """A header's value as text on one line, encoded words still in it. Eight-bit headers are UTF-8 or Western European."""
    value = one_line(value)
    if len(value) > limits.HEADER_VALUE:
        value = value[: limits.HEADER_VALUE]
    return (value.decode("ascii") if value.isascii() else decode(value)).strip()


def words(value: str) -> str:
    """Decodes encoded words (RFC 2047), also ones split inside a character, and cleans the result."""
    return clean(_decoded(value)) if "=?" in value else clean(value)


def _decoded(value: str) -> str:
    """Neighbours in one charset are joined as bytes before they are decoded; white space between them falls away."""
    parts: list[str] = []
    held, charset, end = b"", "", 0
    for found in _WORD.finditer(value):
        between = value[end : found.start()]
        label, data = found[1].lower(), _word_bytes(found[2], found[3])
        if held and (between.strip() or label != charset):
            parts.append(decode(held, charset))
            held = b""
        if between.strip() or end == 0:
            parts.append(between)
        held, charset, end = held + data, label, found.end()
    parts.append(decode(held, charset))
    parts.append(value[end:])
    return "".join(parts)


def _word_bytes(encoding: str, text: str) -> bytes:
    data = text.encode("utf-8", "replace")
    return unbase64(data) if encoding in "bB" else binascii.a2b_qp(data, header=True)


def unbase64(data: bytes) -> bytes:
    """Base64 with missing or odd padding and foreign characters."""
    kept = _NOT_BASE64.sub(b"", data)
    spare = len(kept) % 4
    kept = kept[: len(kept) - 1] if spare == 1 else kept + b"=" * (-len(kept) % 4)
    return binascii.a2b_base64(kept)


def message_ids(value: str) -> tuple[str, ...]:
    """Every `<id>` in a header without its brackets; a bare token counts as one. Never holds spaces or control marks."""
    found = _ID.findall(value)
    if not found and value and "@" in value and " " not in value:
        found = [value.strip("<>")]
    return tuple(item for item in (_UNSEEN.sub("", one) for one in found[: 4 * limits.REFERENCES]) if item)


def mailboxes(value: str, room: int) -> tuple[list[Mailbox], int]:
    """Up to `room` mailboxes of an address header, and how many more there were. The same few are met again and again."""
    if len(value) < 300 and room >= 150:
        return list(_few(value)), 0
    return _mailboxes(value, room)


@lru_cache(maxsize=4096)
def _few(value: str) -> tuple[Mailbox, ...]:
    return tuple(_mailboxes(value, 300)[0])


def _mailboxes(value: str, room: int, *, again: bool = True) -> tuple[list[Mailbox], int]:
    value = " ".join(value.split())
    kept: list[Mailbox] = []
    more = at = 0
    while at < len(value):
        found = _MAILBOX.match(value, at)
        if found is None:
            break
        at = found.end()
        if len(kept) < room:
            name = found[1] or found[2] or ""
            kept.append(mailbox(name, found[3] or found[4]))
        else:
            more += 1
    if at < len(value):
        for name, address in _slowly(value[at:]):
            if len(kept) < room:
                kept.append(mailbox(name, address))
            else:
                more += 1
    value = value[: limits.HEADER_VALUE]
    if again and "=?" in value and not any(one.email for one in kept) and "@" in (plain := words(value)):
        return _mailboxes(plain, room, again=False)  # the whole header was one encoded word, address and all
    return kept, more


@lru_cache(maxsize=4096)
def mailbox(name: str, address: str) -> Mailbox:
    """A mailbox with its name decoded and its address in lower case; a name that only repeats the address is none."""
    email = clean(address).replace(" ", "").strip("'\"<>.,;").lower()[: limits.ADDRESS]
    shown = words(name[:_NAME_RAW]).strip().strip("\"'").strip()[: limits.NAME]
    return Mailbox("" if shown.lower() == email else shown, email if "@" in email[1:] else "")


def _slowly(value: str) -> Iterator[tuple[str, str]]:
    """Name and address of each mailbox where quotes, comments, groups or junk are in the way."""
    before = ""
    for whole, comment in _split(value):
        piece = whole[:_NAME_RAW]
        angle = _ANGLE.search(piece)
        address = angle[1].rpartition(":")[2].strip() if angle else ""
        name = piece[: angle.start()] if angle else ""
        if not address and (bare := _BARE.search(piece)):
            address, name = bare[0].removeprefix("mailto:"), name or piece[: bare.start()]
        if not address and not angle:
            before = f"{before}{piece.strip()}, " if piece.strip() else before
            continue
        yield _unquoted(before + (name.strip() or ("" if before else comment))), address
        before = ""
    if before.strip(", "):
        yield _unquoted(before.strip(", ")), ""


def _unquoted(name: str) -> str:
    return re.sub(r"\\(.)", r"\1", name).replace('"', "") if "\\" in name else name.replace('"', "")


def _split(value: str) -> Iterator[tuple[str, str]]:
    """Cuts an address header at its commas and group ends; comments are given apart. One pass, whatever the nesting."""
    quotes, comments = value.count('"') % 2 == 0, value.count("(") <= value.count(")")
    out: list[str] = []
    comment: list[str] = []
    depth, quoted, angle, skip = 0, False, False, False
    for c in value:
        if skip:
            skip = False
            (comment if depth else out).append(c)
        elif c == "\\" and (quoted or depth):
            skip = True
            (comment if depth else out).append("" if depth else c)
        elif depth:
            depth += (c == "(") - (c == ")")
            if depth and depth <= limits.COMMENTS:
                comment.append(c)
        elif c == '"' and quotes:
            quoted = not quoted
            out.append(c)
        elif quoted:
            out.append(c)
        elif c == "(" and comments:
            depth = 1
        elif c in ",;" and not angle:
            yield "".join(out), "".join(comment)
            out, comment = [], []
        elif c == ":" and not angle and "@" not in out:
            out = []  # the name of a group
        else:
            angle = c == "<" or (angle and c != ">")
            out.append(c)
    yield "".join(out), "".join(comment)


def parameters(value: str) -> tuple[str, dict[str, str]]:
    """The first word of a structured header in lower case, and its parameters (RFC 2231 pieces joined and decoded)."""
    if len(value) > 100:
        return _parameters(value)
    kind, found = _short_parameters(value)
    return kind, found.copy()


@lru_cache(maxsize=2048)
def _short_parameters(value: str) -> tuple[str, dict[str, str]]:
    return _parameters(value)


def _parameters(value: str) -> tuple[str, dict[str, str]]:
    value = " ".join(value[: limits.HEADER_VALUE].split())
    kind, rest = _MAIN.split(value, maxsplit=1) if _MAIN.search(value) else (value, "")
    kind = kind.lower()
    found: dict[str, str] = {}
    if not rest:
        return kind, found
    split: dict[str, dict[int, tuple[str, bool]]] = {}
    for one in _PARAM.finditer(f";{rest}"):
        name = one[1].lower()
        text = re.sub(r"\\(.)", r"\1", one[2]) if one[2] is not None else one[3].strip()
        if "*" not in name:
            found.setdefault(name, text)
            continue
        name, _, number = name.partition("*")
        encoded = number.endswith("*") or not number
        digits = number.rstrip("*")
        split.setdefault(name, {})[int(digits) if digits.isdecimal() and len(digits) < 4 else 0] = (text, encoded)
    for name, pieces in split.items():
        found[name] = _joined(pieces)
    return kind, found


def _joined(pieces: dict[int, tuple[str, bool]]) -> str:
    charset, data = "", b""
    for number in sorted(pieces):
        text, encoded = pieces[number]
        if number == min(pieces) and encoded and text.count("'") >= 2:
            charset, _, text = text.split("'", 2)
        data += unquote_to_bytes(text) if encoded else text.encode("utf-8", "replace")
    return decode(data, charset)
