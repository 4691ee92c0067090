"""Words into the exact bytes of a mail, and the proof that nothing inherited changed them (RELIABILITY.md, finding 1, P28).

Nothing here trusts a library to write headers: every inherited value is stripped of control characters and encoded
words first, and the finished bytes are parsed again by another's parser and compared with what was meant.
"""

from __future__ import annotations

import re
import unicodedata
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from email.utils import format_datetime, getaddresses
from hashlib import sha256

from afterword.facts.kinds import Mailbox

LINE = 998
"""Bytes in a line without its end (RFC 5322, 2.1.1)."""
SUBJECT, NAME, REFERENCES = 250, 100, 20
BODY = 200_000
_BREAKS = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_ENCODED = re.compile(r"=\?[^?]{0,200}\?[^?]{0,20}\?[^?]{0,2000}\?=")
_RE = re.compile(r"^(?:(?:re|aw|sv|antw|rif|vs|odp)\s{0,3}(?:\[\d{1,3}\])?\s?:\s{0,3}){1,50}", re.IGNORECASE)
_ATEXT = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}"
_ADDRESS = re.compile(rf"{_ATEXT}(?:\.{_ATEXT}){{0,20}}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{{0,61}}[A-Za-z0-9])?\.){{1,10}}[A-Za-z]\w{{0,61}}[A-Za-z0-9]")
_MESSAGE_ID = re.compile(r"(?!.*=\?)[A-Za-z0-9!#$%&'*+/=?^_`{|}~.:-]{1,120}@[A-Za-z0-9!#$%&'*+/=?^_`{|}~.:\[\]-]{1,120}")
_JOINERS = "\u200c\u200d"


class Unsound(ValueError):  # noqa: N818 - the cause is the name
    """A mail that would not leave as it was meant. The message says what is wrong, in words for people."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """The mail that is answered, to stand below the answer."""

    name: str
    date: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Writing:
    """What is to become a mail. `references` are Message-IDs, oldest first; `date` is aware and does not move again."""

    sender: Mailbox
    to: tuple[Mailbox, ...]
    subject: str
    body: str
    message_id: str
    date: datetime
    references: tuple[str, ...] = ()
    quoted: Quoted | None = None
    html: str = ""  # the same words as a page, for a reader that shows one
    automatic: bool = False  # no person wrote it (RFC 3834)


@dataclass(frozen=True, slots=True)
class Mail:
    """A finished mail: `data` is what leaves, `sender` and `recipients` its envelope, the rest says what is in it."""

    message_id: str
    sender: str
    recipients: tuple[str, ...]
    headers: tuple[tuple[str, str], ...]
    body: str
    data: bytes
    html: str = ""

    @property
    def hash(self) -> str:
        """SHA-256 of the exact bytes: what a person approves. Who gets them stands in To, which is the envelope's list."""
        return sha256(self.data).hexdigest()


def clean(text: str, most: int) -> str:
    """One line of an inherited value: no control characters, no directions, no encoded words, at most `most` letters."""
    text = text[: most * 8]
    kept = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text)
    kept = "".join(c for c in kept if c in _JOINERS or unicodedata.category(c) not in ("Cf", "Cs", "Cn", "Co"))
    while True:
        without = _ENCODED.sub("", kept)
        without = without.replace("=?", "").replace("?=", "")
        if without == kept:
            break
        kept = without
    return " ".join(kept.split())[:most].strip()


def address(text: str) -> str:
    """An address that mail can go to, as it stands in an envelope. Raises Unsound for any other."""
    local, at, domain = text.strip().rpartition("@")
    if at and not domain.isascii():
        try:
            domain = domain.encode("idna").decode()
        except UnicodeError:
            domain = ""
    whole = f"{local}@{domain}"
    if not at or len(whole) > 254 or len(local) > 64 or "=?" in whole or not _ADDRESS.fullmatch(whole):
        raise Unsound(f"{clean(text, 80)!r} is no address that mail can go to")
    return whole


def message_id(key: str, domain_of: str) -> str:
    """The one Message-ID of a follow-up, from its key and the domain of the user's address. Stable for ever."""
    name = re.sub(r"[^A-Za-z0-9]", "", key)[:64]
    return f"<{name}.afterword@{address(domain_of).rpartition('@')[2].lower()}>"


def reply_subject(subject: str) -> str:
    """`Re:` once, however often it was there before."""
    cleaned = clean(subject, SUBJECT)
    bare = _RE.sub("", cleaned)
    return f"Re: {bare}" if bare != cleaned and bare else bare or cleaned


def references(ids: Iterable[str]) -> tuple[str, ...]:
    """The Message-IDs that are fit to stand in a header: the first and the newest, each once."""
    sound = [f"<{one}>" for raw in ids if _MESSAGE_ID.fullmatch(one := raw.strip().removeprefix("<").removesuffix(">"))]
    unique = list(dict.fromkeys(sound))
    return tuple(unique if len(unique) <= REFERENCES else [unique[0], *unique[1 - REFERENCES :]])


def plain_text(text: str) -> str:
    """The words with LF between lines, without control characters and without blanks at the ends of lines."""
    lines = _BREAKS.split(text[:BODY])
    tidy = ("".join(c for c in line if c == "\t" or unicodedata.category(c) not in ("Cc", "Cs")).rstrip(" \t") for line in lines)
    return "\n".join(tidy).strip("\n") + "\n"


def compose(writing: Writing) -> Mail:
    """The finished mail. Raises Unsound where it cannot be what was meant."""
    sender = Mailbox(clean(writing.sender.name, NAME), address(writing.sender.email))
    to = tuple({box.email: box for m in writing.to if (box := Mailbox(clean(m.name, NAME), address(m.email)))}.values())
    if not to:
        raise Unsound("nobody is named as a recipient")
    own, ids = references([writing.message_id]), references(writing.references)
    if len(own) != 1:
        raise Unsound("the Message-ID is not fit to be one")
    subject = reply_subject(writing.subject)
    body = plain_text(writing.body.rstrip() + (_below(writing.quoted) if writing.quoted else ""))
    kind, encoding, lines = _whole(body, html := plain_text(writing.html) if writing.html else "")
    thread = [("In-Reply-To", ids[-1]), ("References", " ".join(ids))] if ids else []
    rest = [
        ("Date", format_datetime(writing.date.replace(microsecond=0))), ("Message-ID", own[0]), *thread,
        *([("Auto-Submitted", "auto-generated")] if writing.automatic else []), ("MIME-Version", "1.0"), ("Content-Type", kind), ("Content-Transfer-Encoding", encoding),
    ]  # fmt: skip
    head = [f"From: {_people((sender,))}", f"To: {_people(to)}", _folded("Subject", subject), *(_folded(*one) for one in rest)]
    data = "\r\n".join([*head, "", *lines, ""]).encode("ascii")
    shown = (("From", _shown((sender,))), ("To", _shown(to)), ("Subject", subject), *rest)
    mail = Mail(own[0], sender.email, tuple(m.email for m in to), shown, body, data, html)
    proved(mail)
    return mail


def proved(mail: Mail) -> None:
    """Parses the finished bytes again and compares them with what was meant. Raises Unsound where they differ in anything."""
    data = mail.data
    if re.search(rb"[\r\n\x00]", data.replace(b"\r\n", b"")) or any(len(line) > LINE for line in data.split(b"\r\n")):
        raise Unsound("a line of this mail is not as mail wants it")
    parsed = BytesParser(policy=compat32).parsebytes(data)
    try:
        there = [(name, _shown(_boxes(value)) if name in ("From", "To") else _decoded(value)) for name, value in parsed.items()]
        said = [(one.get_content_type(), _words(one)) for one in parsed.walk() if not one.is_multipart()]
    except (LookupError, ValueError) as error:  # what the parser cannot read was not ours
        raise Unsound("this mail cannot be read back") from error
    if there != [(name, " ".join(value.split())) for name, value in mail.headers]:
        raise Unsound("the headers of this mail are not what they were meant to be")
    if [m.email for m in _boxes(parsed["From"])] != [mail.sender] or [m.email for m in _boxes(parsed["To"])] != list(mail.recipients):
        raise Unsound("From or To is not what the envelope says")
    meant = [("text/plain", mail.body), *([("text/html", mail.html)] if mail.html else [])]
    if parsed.is_multipart() is not bool(mail.html) or said != meant:
        raise Unsound("the words of this mail are not what they were meant to be")


def _words(part: Message[str, str]) -> str | None:
    words = part.get_payload(decode=True)
    return words.decode("utf-8").replace("\r\n", "\n") if isinstance(words, bytes) else None


def _decoded(value: str) -> str:
    return " ".join(str(make_header(decode_header(value))).split())


def _boxes(value: str) -> list[Mailbox]:
    return [Mailbox(_decoded(name), email) for name, email in getaddresses([value])]


def _shown(boxes: Iterable[Mailbox]) -> str:
    """Names and addresses for people to read."""
    return ", ".join(f"{m.name} <{m.email}>" if m.name else m.email for m in boxes)


def _people(boxes: Iterable[Mailbox]) -> str:
    """Names and addresses as a header holds them, one a line."""
    return ",\r\n ".join(f"{_phrase(m.name)} <{m.email}>" if m.name else m.email for m in boxes)


def _phrase(name: str) -> str:
    if not name.isascii():
        return "\r\n ".join(_encoded_words(name))
    return '"' + re.sub(r'(["\\])', r"\\\1", name) + '"'


def _encoded_words(text: str) -> list[str]:
    """RFC 2047: each word whole letters and at most 75 bytes."""
    words, part = [], b""
    for letter in text:
        more = letter.encode()
        if len(part) + len(more) > 42:
            words.append(part)
            part = b""
        part += more
    return [f"=?utf-8?b?{b64encode(word).decode()}?=" for word in (*words, part)]


def _folded(name: str, value: str) -> str:
    """A header line, folded at blanks where it is long."""
    if not value.isascii():
        return f"{name}: " + "\r\n ".join(_encoded_words(value))
    lines = [f"{name}:"]
    for word in value.split():
        if len(lines[-1]) + len(word) >= 77 and lines[-1].strip() != f"{name}:":
            lines.append("")
        lines[-1] += f" {word}"
    return "\r\n".join(lines)


def _below(quoted: Quoted) -> str:
    """The mail that is answered, each line marked."""
    who = clean(quoted.name, NAME) or "you"
    lines = plain_text(quoted.text[:20_000]).rstrip("\n").split("\n")
    marked = "\n".join(f"> {line}".rstrip() for line in lines)
    return f"\n\nOn {quoted.date.day} {quoted.date:%B %Y}, {who} wrote:\n\n{marked}"


def _whole(body: str, html: str) -> tuple[str, str, list[str]]:
    """Content-Type, encoding and lines of the words: alone, or with their page as a second part."""
    if not html:
        return ("text/plain; charset=utf-8", *_encoded_body(body))
    border = f"=_{sha256(f'{body}{html}'.encode()).hexdigest()[:32]}"  # no line of ours can be one: it hangs on all of them
    lines = []
    for kind, text in (("plain", body), ("html", html)):
        encoding, inner = _encoded_body(text)
        lines += [f"--{border}", f"Content-Type: text/{kind}; charset=utf-8", f"Content-Transfer-Encoding: {encoding}", "", *inner, ""]
    return f'multipart/alternative; boundary="{border}"', "7bit", [*lines, f"--{border}--"]


def _encoded_body(body: str) -> tuple[str, list[str]]:
    """The encoding and the lines: as they are where any server leaves them alone, else quoted-printable."""
    lines = body.removesuffix("\n").split("\n")
    if body.isascii() and all(len(line) <= 78 and not line.startswith((".", "From ")) for line in lines):
        return "7bit", lines
    return "quoted-printable", [piece for line in lines for piece in _quoted_printable(line)]


def _quoted_printable(line: str) -> list[str]:
    pieces, last = [], ""
    data = line.encode()
    for n, byte in enumerate(data):
        plain = 33 <= byte <= 126 and byte != 61
        blank = byte in (9, 32) and n + 1 < len(data)
        first = not last and (byte == 46 or data[n : n + 5] == b"From ")  # dots and "From " are changed on the way by some
        sign = chr(byte) if (plain or blank) and not first else f"={byte:02X}"
        if len(last) + len(sign) > 75:
            pieces.append(f"{last}=")
            last = f"={byte:02X}" if byte == 46 else sign
        else:
            last += sign
    return [*pieces, last]
