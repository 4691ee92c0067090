"""Letters as a mailbox file in the style of Google Takeout: envelope line, thread and label headers, escaped From lines."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.header import Header
from email.utils import format_datetime
from hashlib import sha256
from html import escape

from afterword.demo.letters import Letter, Person

MOBILE = {
    "mobile": "Sent from my iPhone",
    "android": "Get Outlook for Android",
    "pixel": "Sent from my phone. Please excuse the thumbs.",
}
_FROM = re.compile(rb"(?m)^(>*From )")


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a mailbox entry needs: headers, the words, the same as HTML, an invitation."""

    at: datetime
    message_id: str
    thread: str
    labels: str
    sender: str
    to: str
    subject: str
    text: str
    html: str = ""
    invite: str = ""
    method: str = ""
    more: tuple[tuple[str, str], ...] = ()


def number(seed: str) -> int:
    """A number that depends on nothing but the seed."""
    return int(sha256(seed.encode()).hexdigest()[:15], 16)


def address(person: Person) -> str:
    """A name and address as headers show it."""
    name = person.name
    if not name.isascii():
        name = Header(name, "utf-8").encode()
    elif re.search(r"[^\w .'-]", name) or "." in name:
        name = f'"{name}"'
    return f"{name} <{person.email}>" if name else person.email


def _history(letter: Letter, depth: int = 3) -> str:
    """The quoted letters below an answer."""
    if not letter.thread or depth == 0 or "bare" in letter.script.flags:
        return ""
    parent = letter.thread[-1]
    lines = (_signed(parent) + _history(parent, depth - 1)).splitlines()
    quoted = "\n".join(f"> {line}".rstrip() for line in lines)
    when = f"{parent.at:%a}, {parent.at:%b} {parent.at.day}, {parent.at.year} at {parent.at:%I:%M %p}".replace(
        " 0", " "
    )
    return f"\n\nOn {when} {parent.sender.name} <{parent.sender.email}> wrote:\n\n{quoted}"


def _signed(letter: Letter) -> str:
    """The words with what a mail program puts under them."""
    text = letter.body
    if "sig" in letter.script.flags and letter.sender.sign:
        text += f"\n\n-- \n{letter.sender.sign}"
    for flag, footer in MOBILE.items():
        if flag in letter.script.flags:
            text += f"\n\n{footer}"
    return text


def _markup(letter: Letter) -> str:
    """The same letter as a web mail program writes it."""
    blocks = "".join(
        f"<div>{escape(block, quote=False).replace(chr(10), '<br>')}</div><div><br></div>"
        for block in _signed(letter).split("\n\n")
    )
    quote = ""
    if letter.thread and "bare" not in letter.script.flags:
        parent = letter.thread[-1]
        inner = escape(_signed(parent), quote=False).replace("\n", "<br>")
        quote = (
            f'<div class="gmail_quote"><div dir="ltr" class="gmail_attr">On {parent.at:%b} {parent.at.day}, {parent.at.year} {escape(parent.sender.name)} wrote:<br></div>'
            f'<blockquote class="gmail_quote" style="margin:0 0 0 .8ex;border-left:1px solid #ccc;padding-left:1ex">{inner}</blockquote></div>'
        )
    return f'<html><head><meta charset="utf-8"></head><body><div dir="ltr">{blocks}</div>{quote}</body></html>'


def parcel(letter: Letter, mine: frozenset[str]) -> Parcel:
    """A letter made ready for the mailbox."""
    first = letter.thread[0] if letter.thread else letter
    sent = letter.sender.email in mine
    more: list[tuple[str, str]] = []
    if letter.cc:
        more.append(("Cc", ", ".join(map(address, letter.cc))))
    if letter.thread:
        more.append(("In-Reply-To", letter.thread[-1].message_id))
        more.append(("References", " ".join(one.message_id for one in letter.thread)))
    if "auto" in letter.script.flags:
        more += [("Auto-Submitted", "auto-replied"), ("X-Autoreply", "yes")]
    labels = "Sent" if sent else letter.script.labels or "Inbox,Opened"
    return Parcel(
        letter.at, letter.message_id, str(10**18 + number(first.message_id)), labels, address(letter.sender), ", ".join(map(address, letter.to)), letter.subject,
        _signed(letter) + _history(letter) + "\n", _markup(letter) if "html" in letter.script.flags else "", more=tuple(more),
    )  # fmt: skip


def _part(kind: str, text: str) -> bytes:
    body = text.encode()
    if body.isascii() and max(map(len, body.split(b"\n"))) < 990 and "html" not in kind:
        return f"Content-Type: {kind}; charset=utf-8\nContent-Transfer-Encoding: 7bit\n\n".encode() + body
    return (
        f"Content-Type: {kind}; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n".encode()
        + binascii.b2a_qp(body)
    )


def _entry(one: Parcel) -> bytes:
    subject = one.subject if one.subject.isascii() else Header(one.subject, "utf-8", header_name="Subject").encode()
    head = [
        ("X-GM-THRID", one.thread), ("X-Gmail-Labels", one.labels), ("Message-ID", one.message_id), ("Date", format_datetime(one.at)), ("From", one.sender),
        ("To", one.to), ("Subject", subject), *one.more, ("MIME-Version", "1.0"),
    ]  # fmt: skip
    lines = "".join(f"{name}: {value}\n" for name, value in head).encode()
    parts = [_part("text/plain", one.text)]
    if one.html:
        parts.append(_part("text/html", one.html))
    if one.invite:
        parts.append(_part(f"text/calendar; method={one.method}", one.invite))
    if len(parts) == 1:
        content = lines + parts[0]
    else:
        mark = f"{number(one.message_id):024x}"
        joined = b"".join(f"--{mark}\n".encode() + part + b"\n" for part in parts)
        content = (
            lines
            + f'Content-Type: multipart/alternative; boundary="{mark}"\n\n'.encode()
            + joined
            + f"--{mark}--\n".encode()
        )
    stamp = f"{one.at.astimezone(UTC):%a %b %d %H:%M:%S +0000 %Y}"
    return f"From {one.thread}@xxx {stamp}\n".encode() + _FROM.sub(rb">\1", content).rstrip(b"\n") + b"\n\n"


def mailbox(parcels: Iterable[Parcel]) -> bytes:
    """One mbox file, oldest first."""
    return b"".join(map(_entry, sorted(parcels, key=lambda p: (p.at, p.message_id))))
