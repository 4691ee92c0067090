"""The structure of one mail, found by offsets in its bytes: no part is copied before it is wanted (RELIABILITY.md, 0.8).

A whole-message parser makes a line list of every attachment; here a part is two numbers, so a mail of 100 MB costs its
own size once. Depth, parts and header lines are bounded.
"""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass, field

from afterword.sources import limits
from afterword.sources.headers import parameters, unbase64, unfolded, words

_HEADER = re.compile(rb"^([!-9;-~]{1,200})[ \t]*:[ \t]*([^\n]*(?:\n[ \t][^\n]*)*)\n?", re.MULTILINE)
_NEXT = re.compile(rb"\n(?![ \t])")
_NAME = re.compile(rb"([!-9;-~]{1,200})[ \t]*")
_ENVELOPE = re.compile(rb">*From [^\n]*\n")
_KNOWN = re.compile(
    rb"(?:from|to|cc|bcc|subject|date|received|message-id|mime-version|content-[a-z-]+|return-path|reply-to|sender|"
    rb"delivered-to|in-reply-to|references|x-[a-z0-9-]+|list-[a-z-]+|status|dkim-signature)[ \t]*:",
    re.IGNORECASE,
)
_BASE64_LINES = re.compile(rb"[A-Za-z0-9+/=\s]*")

Headers = dict[bytes, list[bytes]]
"""Names in lower case; values as they lie, still folded (`unfolded`)."""


@dataclass(slots=True)
class Part:
    """One part: its type and the bytes `start` to `stop` of its body. `children` of a multipart."""

    type: str = "text/plain"
    params: dict[str, str] = field(default_factory=dict)
    disposition: str = ""
    filename: str = ""
    encoding: str = ""
    start: int = 0
    stop: int = 0
    children: list[Part] = field(default_factory=list)


@dataclass(slots=True)
class Mail:
    """The top headers (names in lower case, values still bytes), the tree, and which limits were crossed."""

    raw: bytes
    headers: Headers
    root: Part
    parts: int = 1
    crossed: list[str] = field(default_factory=list)

    def body(self, part: Part, most: int = limits.RAW_TEXT) -> bytes:
        """A part's bytes with the transfer encoding undone, of the first `most` bytes of it."""
        return _decoded(self.raw[part.start : min(part.stop, part.start + most)], part.encoding)


def parse(raw: bytes) -> Mail:
    """The structure of a mail. Never raises; what is broken reads as text."""
    if b"\n" not in raw[: limits.HEAD] and b"\r" in raw[: limits.HEAD]:
        raw = raw.replace(b"\r", b"\n")  # files of old Macs
    crossed: list[str] = []
    start = _begin(raw)
    headers, body = _headers(raw, start, len(raw), crossed)
    mail = Mail(raw, headers, Part(), 1, crossed)
    mail.root = _part(mail, headers, body, len(raw), 0)
    return mail


def _begin(raw: bytes) -> int:
    """Past a byte-order mark, blank lines and mbox envelope lines before the first header."""
    at = 3 if raw[:3] == b"\xef\xbb\xbf" else 0
    while raw[at : at + 1] in (b"\n", b"\r"):
        at += 1
    while raw[at : at + 1] in (b">", b"F") and (envelope := _ENVELOPE.match(raw, at)):
        at = envelope.end()
    return at


def _head_end(raw: bytes, start: int, stop: int) -> tuple[int, int]:
    """Where the header block ends and the body begins."""
    if raw[start : start + 1] == b"\n":
        return start, start + 1
    if raw[start : start + 2] == b"\r\n":
        return start, start + 2
    plain = raw.find(b"\n\n", start, stop)
    other = raw.find(b"\n\r\n", start, stop if plain < 0 else plain)
    if other >= 0:
        return other + 1, other + 3
    return (plain + 1, plain + 2) if plain >= 0 else (stop, stop)


def _headers(raw: bytes, start: int, stop: int, crossed: list[str]) -> tuple[Headers, int]:
    """The headers of a block, and where its body begins."""
    end, body = _head_end(raw, start, stop)
    if end - start > limits.HEADER_BLOCK:
        read, size = limits.HEADER_BLOCK // limits.KIB, (end - start) // limits.KIB
        crossed.append(f"its headers take {size} KiB: the first {read} were read")
        end = start + limits.HEADER_BLOCK
    block = raw[start:end]
    bare = block.replace(b"\r\n", b"\n") if b"\r\n" in block else block
    lines = _NEXT.split(bare)
    if len(lines) > 1 and not lines[-1]:
        lines.pop()
    found = _sorted(lines) if len(lines) <= limits.HEADER_LINES else None
    if found is None:
        pairs, at = _doubtful(bare)
        if at < len(bare) and len(block) < limits.HEADER_BLOCK and bare[at:].strip():
            body = start + _same_place(block, bare, at)
        if len(pairs) > limits.HEADER_LINES:
            crossed.append(f"it has more than {limits.HEADER_LINES} header lines: the rest was not read")
            del pairs[limits.HEADER_LINES :]
        found = {}
        for name, value in pairs:
            found.setdefault(name.lower(), []).append(value)
    return found, body


def _sorted(lines: list[bytes]) -> Headers | None:
    """Header lines by name; None where one of them is no header."""
    found: Headers = {}
    for line in lines:
        name, colon, value = line.partition(b":")
        key = _MET.get(name) or _named(name)
        if not colon or not key:
            return None
        if key in found:
            found[key].append(value)
        else:
            found[key] = [value]
    return found


_MET: dict[bytes, bytes] = {}
"""Names of headers as they were written, and in lower case: the same few hundred are met again and again."""


def _named(name: bytes) -> bytes:
    found = _NAME.fullmatch(name)
    if found is None:
        return b""
    key = found[1].lower()
    if len(_MET) < limits.HEADER_LINES:
        _MET[name] = key
    return key


def _doubtful(block: bytes) -> tuple[list[tuple[bytes, bytes]], int]:
    """Headers where some lines are none, and where they end: at the first such line, unless headers clearly go on."""
    lines: list[tuple[bytes, bytes]] = []
    at = 0
    for header in _HEADER.finditer(block):
        if header.start() > at and not _goes_on(block, header.start()):
            break
        at = header.end()
        lines.append((header[1], header[2]))
        if len(lines) > limits.HEADER_LINES:
            return lines, len(block)
    return lines, at


def _goes_on(block: bytes, at: int) -> bool:
    """After a line that is no header: is the next thing clearly a header again?"""
    return _KNOWN.match(block, at) is not None


def _same_place(block: bytes, folded: bytes, at: int) -> int:
    """The offset in `block` of offset `at` in the same block with bare line ends."""
    return at if len(block) == len(folded) else at + folded.count(b"\n", 0, at)


def _one(headers: Headers, name: bytes) -> str:
    values = headers.get(name)
    return unfolded(values[0]) if values else ""


def _part(mail: Mail, headers: Headers, start: int, stop: int, depth: int, *, usual: str = "text/plain") -> Part:
    kind, params = parameters(_one(headers, b"content-type")) if b"content-type" in headers else (usual, {})
    if kind.count("/") != 1 or " " in kind:
        kind = kind if kind in ("text", "multipart") else "text/plain"
        kind = {"text": "text/plain", "multipart": "multipart/mixed"}.get(kind, kind)
    part = Part(kind[:100], params, "", "", "", start, stop)
    if b"content-transfer-encoding" in headers:
        part.encoding = _one(headers, b"content-transfer-encoding").split(";")[0].strip().strip("\"'").lower()
    if b"content-disposition" in headers:
        part.disposition, extra = parameters(_one(headers, b"content-disposition"))
        part.filename = _file_name(extra.get("filename", ""))
    part.filename = part.filename or _file_name(params.get("name", ""))
    if kind.startswith("multipart/"):
        _divide(mail, part, depth)
    elif kind in ("message/rfc822", "message/global") and part.encoding in ("", "7bit", "8bit", "binary"):
        _enclosed(mail, part, depth)
    return part


def _file_name(value: str) -> str:
    """The last part of a name: a sender's folders are none of ours."""
    return words(value).replace("\\", "/").rstrip("/").rpartition("/")[2].strip("\"' ")[: limits.NAME] if value else ""


def _enclosed(mail: Mail, part: Part, depth: int) -> None:
    if depth < limits.NESTING and part.stop > part.start:
        headers, body = _headers(mail.raw, _first(mail.raw, part), part.stop, mail.crossed)
        mail.parts += 1
        part.children = [_part(mail, headers, body, part.stop, depth + 1)]
        if not part.filename and b"subject" in headers:
            part.filename = words(_one(headers, b"subject"))[: limits.NAME]


def _first(raw: bytes, part: Part) -> int:
    at = part.start
    while at < part.stop and raw[at : at + 1] in (b"\n", b"\r"):
        at += 1
    return at


def _divide(mail: Mail, part: Part, depth: int) -> None:
    """Cuts a multipart at its boundary lines. Without any, the part is what it looks like: text."""
    if depth >= limits.NESTING:
        note = f"it is nested more than {limits.NESTING} deep: what lies deeper was not read"
        if note not in mail.crossed:
            mail.crossed.append(note)
        return
    boundary = part.params.get("boundary", "").strip()[:1000].encode("utf-8", "replace") or _guessed(mail.raw, part)
    usual = "message/rfc822" if part.type == "multipart/digest" else "text/plain"
    ranges = _between(mail.raw, b"--" + boundary, part.start, part.stop) if boundary else []
    if not ranges:
        part.type = "text/plain"
        return
    for start, stop in ranges:
        if mail.parts >= limits.PARTS + 1:
            note = f"it has more than {limits.PARTS} parts: the rest was not read"
            if note not in mail.crossed:
                mail.crossed.append(note)
            return
        mail.parts += 1
        headers, body = _headers(mail.raw, start, stop, mail.crossed)
        part.children.append(_part(mail, headers, min(body, stop), stop, depth + 1, usual=usual))


def _guessed(raw: bytes, part: Part) -> bytes:
    """The boundary where the header does not name it: the first line that begins with two dashes."""
    at = _first(raw, part)
    line = raw[at : at + 200].split(b"\n", 1)[0].strip()
    return line[2:] if line.startswith(b"--") and len(line) > 6 else b""


def _between(raw: bytes, line: bytes, start: int, stop: int) -> list[tuple[int, int]]:
    """The ranges between boundary lines; the last one goes to the end where the closing line is missing."""
    ranges: list[tuple[int, int]] = []
    opened = -1
    at = raw.find(line, start, stop)
    while at >= 0:
        after = at + len(line)
        last = raw[after : after + 2] == b"--"
        end = raw.find(b"\n", after, stop)
        rest = raw[after + 2 * last : stop if end < 0 else end]
        if (at == start or raw[at - 1 : at] in (b"\n", b"\r")) and (not rest or not rest.strip()):
            if opened >= 0:
                ranges.append((opened, _before(raw, opened, at)))
            opened = -1 if last else (stop if end < 0 else end + 1)
            if last or len(ranges) > limits.PARTS:
                break
        at = raw.find(line, after, stop)
    if opened >= 0 and opened < stop:
        ranges.append((opened, stop))
    return ranges


def _before(raw: bytes, start: int, at: int) -> int:
    """The line end before a boundary belongs to the boundary."""
    at -= at > start and raw[at - 1 : at] == b"\n"
    at -= at > start and raw[at - 1 : at] == b"\r"
    return at


def _decoded(data: bytes, encoding: str) -> bytes:
    if encoding in ("base64", "b"):
        return _from_base64(data)
    if encoding in ("quoted-printable", "qp", "q"):
        return binascii.a2b_qp(data)
    if encoding in ("x-uuencode", "uuencode", "x-uue", "uue"):
        return _from_uu(data)
    return data


def _from_base64(data: bytes) -> bytes:
    """List servers add plain footers to encoded bodies, and some bodies only claim to be encoded."""
    found = _BASE64_LINES.match(data)
    end = found.end() if found else 0
    if end == len(data):
        return unbase64(data)
    end = data.rfind(b"\n", 0, end) + 1
    rest = data[end:]
    if not data[:end].strip():
        return data if b" " in data.strip()[:200] else unbase64(data)
    return unbase64(data[:end]) + (b"\n" + rest if b" " in rest.strip() else b"")


def _from_uu(data: bytes) -> bytes:
    out: list[bytes] = []
    inside = False
    for line in data.splitlines():
        if not inside:
            inside = line.startswith(b"begin ")
        elif line.strip() == b"end":
            break
        else:
            try:
                out.append(binascii.a2b_uu(line))
            except binascii.Error:
                continue
    return b"".join(out) if inside else data
