"""The bytes of one mail into facts: the message, and the events it carries. Never raises."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from afterword.facts import Fact, Problem, Skipped, fact, natural_key
from afterword.facts.kinds import Event, Mailbox, Message
from afterword.sources import limits, maildates
from afterword.sources.bulk import is_bulk
from afterword.sources.folders import Folder, labels_kind
from afterword.sources.headers import clean, mailboxes, message_ids, one_line, unfolded, words
from afterword.sources.mime import Mail, Part, parse
from afterword.sources.port import Circumstances, Record
from afterword.sources.words_of_mail import Words, choose, cut, leaves

_KEPT = (
    b"list-id",
    b"list-unsubscribe",
    b"precedence",
    b"auto-submitted",
    b"x-autoreply",
    b"x-auto-response-suppress",
    b"x-autorespond",
    b"reply-to",
)
_LABEL = re.compile(r'\s*(?:"((?:[^"\\]|\\.)*)"|([^,]*))\s*(?:,|\Z)')
_KEPT_LENGTH = 500
_WHY = {"draft": "a draft", "trash": "in the trash"}


@dataclass(frozen=True, slots=True)
class Slip:
    """Where a mail lies, for reports, and what its folder says about it."""

    file: str
    place: str
    origin: str
    folder: Folder = ""


@dataclass(slots=True)
class _Opened:
    """A parsed mail on its way to a fact; `notes` are limits it crossed."""

    mail: Mail
    slip: Slip
    circumstances: Circumstances
    notes: list[str]

    def all(self, name: bytes) -> list[str]:
        return [unfolded(value) for value in self.mail.headers.get(name, ())]

    def one(self, name: bytes) -> str:
        values = self.mail.headers.get(name)
        return unfolded(values[0]) if values else ""


def read_mail(raw: bytes, slip: Slip, circumstances: Circumstances) -> Iterator[Record]:
    """The message's fact, facts of its events, a Skipped for drafts and trash, a Problem for what cannot be read."""
    try:
        records = list(_read(raw, slip, circumstances))
    except Exception as error:  # noqa: BLE001 - the last net: one mail must never cost its neighbours
        kept = raw[: limits.RAW_OF_PROBLEM]
        records = [
            Problem(slip.file, slip.place, f"the mail could not be read ({type(error).__name__}: {error})", kept)
        ]
    yield from records


def _read(raw: bytes, slip: Slip, circumstances: Circumstances) -> Iterator[Record]:
    mail = parse(raw)
    if not mail.headers:
        yield Problem(slip.file, slip.place, "is no mail: it has no headers", raw[: limits.RAW_OF_PROBLEM])
        return
    opened = _Opened(mail, slip, circumstances, mail.crossed)
    labels = _labels(opened)
    kind = slip.folder or labels_kind(labels) or _marked(opened)
    if kind in _WHY:
        yield Skipped(slip.file, slip.place, _WHY[kind])
        return
    events = list(_events(opened))
    told = [one for one in events if isinstance(one, Fact)]
    yield _message(opened, labels, told, spam=kind == "spam")
    yield from events
    for note in opened.notes:
        yield Problem(slip.file, slip.place, f"the mail was read in part: {note}")


def _marked(opened: _Opened) -> Folder:
    """Drafts and deleted mail by the marks that Thunderbird, Outlook and mbox readers leave in headers."""
    headers = opened.mail.headers
    if b"x-mozilla-status" in headers:
        status = opened.one(b"x-mozilla-status").strip()
        if re.fullmatch(r"[0-9A-Fa-f]{1,8}", status) and int(status, 16) & 0x0008:
            return "trash"
    if b"x-status" in headers:
        status = opened.one(b"x-status")
        return "trash" if "D" in status else "draft" if "T" in status else ""
    return "draft" if opened.one(b"x-unsent") == "1" else ""


def _labels(opened: _Opened) -> tuple[str, ...]:
    """Gmail's labels: encoded as a whole and folded, so decoded before they are split; a label may hold a comma."""
    if b"x-gmail-labels" not in opened.mail.headers or opened.slip.file.endswith("topics.mbox"):
        return ()  # in a group's export they tell the state of the topic, not where the mail lies
    text = words(opened.one(b"x-gmail-labels"))
    found = (one[1] if one[1] is not None else one[2] for one in _LABEL.finditer(text))
    return tuple(label.strip()[: limits.NAME] for label in found if label.strip())[:100]


def _people(opened: _Opened, name: bytes, room: int) -> tuple[list[Mailbox], int]:
    kept: list[Mailbox] = []
    more = 0
    for value in opened.mail.headers.get(name, ()):
        if len(kept) >= room:
            more += value.count(b"@")
            continue
        text = _whole(value)
        found, beyond = mailboxes(text, room - len(kept))
        kept += found
        more += beyond
    return [one for one in kept if one.email or one.name], more


def _whole(value: bytes) -> str:
    """An address header is read beyond the usual length: its end is counted, not kept."""
    value = one_line(value)
    if len(value) <= limits.HEADER_VALUE:
        return unfolded(value)
    return value[: limits.HEADER_BLOCK].decode("utf-8", "replace")


def _addressed(opened: _Opened) -> tuple[Mailbox, list[Mailbox], list[Mailbox]]:
    """Sender, to, and cc (with bcc: a mail one sent oneself still names it)."""
    sender = Mailbox("", "")
    for name in (b"x-original-from", b"from", b"sender", b"reply-to", b"return-path"):
        found = _people(opened, name, 5)[0] if name in opened.mail.headers else []
        if chosen := next((one for one in found if one.email), found[0] if found else None):
            sender = chosen if chosen.email or not sender.name else sender
            if sender.email:
                break
    to, more = _people(opened, b"to", limits.ADDRESSES)
    cc, beyond = _people(opened, b"cc", limits.ADDRESSES - len(to))
    more += beyond
    if b"bcc" in opened.mail.headers:
        bcc, beyond = _people(opened, b"bcc", limits.ADDRESSES - len(to) - len(cc))
        cc, more = cc + bcc, more + beyond
    if more:
        opened.notes.append(f"it has {more} addresses beyond the first {limits.ADDRESSES}")
    return sender, to, cc


def _references(opened: _Opened) -> tuple[str, ...]:
    """Oldest first: References, then In-Reply-To. Of a very long thread its beginning and its end."""
    found: dict[str, None] = {}
    for name in (b"references", b"in-reply-to"):
        for value in opened.all(name)[:5]:
            for one in message_ids(value):
                found.setdefault(one)
    ids = tuple(found)
    return ids if len(ids) <= limits.REFERENCES else (ids[0], *ids[1 - limits.REFERENCES :])


def _kept_headers(opened: _Opened, parts: list[Part]) -> dict[str, str]:
    kept = {}
    for name in _KEPT:
        if name in opened.mail.headers:
            kept[name.decode()] = words(opened.one(name))[:_KEPT_LENGTH]
    if b"return-path" in opened.mail.headers and opened.one(b"return-path").strip("<> ") == "":
        kept["return-path"] = "<>"
    if len(parts) > 1 or (parts and parts[0].type == "text/calendar"):
        kept["x-parts"] = " ".join(_typed(part) for part in parts[: limits.SHOWN_PARTS])
    return kept


def _typed(part: Part) -> str:
    method = clean(part.params.get("method", ""))[:20].upper().replace(" ", "")
    return f"{part.type};method={method}" if method and part.type == "text/calendar" else part.type


def _calendars(parts: list[Part]) -> list[Part]:
    """The calendar parts. The same invitation is often attached once more as a file: that one counts only alone."""
    shown = [part for part in parts if part.type == "text/calendar"]
    return (
        shown
        or [
            part
            for part in parts
            if part.type in ("application/ics", "application/x-ics") or part.filename.lower().endswith((".ics", ".vcs"))
        ]
    )[:5]


def _events(opened: _Opened) -> Iterator[Record]:
    parts = _calendars(leaves(opened.mail.root))
    if not parts:
        return
    for part in parts:
        data = opened.mail.body(part, limits.CALENDAR_PART)
        slip = opened.slip
        try:
            from afterword.sources.ics import events_of

            found: Iterable[Record] = list(
                events_of(data, slip.origin, opened.circumstances, part.params.get("method", ""))
            )
        except Exception as error:  # noqa: BLE001 - the invitation is lost, the mail is not
            found = [Problem(slip.file, slip.place, f"its invitation could not be read ({error})", data[: limits.MIB])]
        for one in found:
            yield replace(one, file=slip.file, place=slip.place) if isinstance(one, (Problem, Skipped)) else one


def _thread(opened: _Opened) -> str:
    if b"x-gm-thrid" not in opened.mail.headers:
        return ""
    digits = re.sub(r"\D", "", opened.one(b"x-gm-thrid"))[:30]
    return f"gm:{digits}" if digits else ""


def _said(
    opened: _Opened, sender: Mailbox, subject: str, headers: dict[str, str], *, to_me: bool
) -> tuple[Words, bool]:
    """The words, and whether the mail is bulk. What looks like a newsletter is first read only as far as needed to know."""
    listed = any(name in headers for name in ("list-id", "list-unsubscribe", "precedence"))
    mine = sender.email in opened.circumstances.me
    answer = b"references" in opened.mail.headers or b"in-reply-to" in opened.mail.headers
    said, many = Words(), False
    long = len(opened.mail.raw) > limits.RAW_TEXT_OF_BULK  # of a shorter mail the first reading is the whole
    for most in (limits.RAW_TEXT_OF_BULK, limits.RAW_TEXT) if listed and long and not mine else (limits.RAW_TEXT,):
        said = choose(opened.mail, most)
        many = not mine and is_bulk(sender, subject, said.text, headers, to_me=to_me, answer=answer)
        if many and len(said.text) > limits.TEXT_OF_BULK // 4:
            break
    return (Words(cut(said.text, limits.TEXT_OF_BULK)), True) if many else (said, False)


def _message(opened: _Opened, labels: tuple[str, ...], events: list[Fact], *, spam: bool) -> Fact:
    sender, to, cc = _addressed(opened)
    parts = leaves(opened.mail.root)
    subject = words(opened.one(b"subject"))[: limits.SUBJECT]
    headers = _kept_headers(opened, parts)
    to_me = any(one.email in opened.circumstances.me for one in to)
    said, many = _said(opened, sender, subject, headers, to_me=to_me)
    at, offset, unsure = maildates.sent(
        opened.all(b"date"),
        (unfolded(value) for value in opened.mail.headers.get(b"received", ())),
        opened.circumstances.latest,
    )
    ids = message_ids(opened.one(b"message-id"))
    body = Message(
        message_id=ids[0] if ids else "",
        sender=sender,
        to=tuple(to),
        cc=tuple(cc),
        subject=subject,
        text=said.text,
        html=said.html,
        offset=offset,
        references=_references(opened),
        thread=_thread(opened),
        headers=headers,
        labels=labels,
        attachments=tuple(part.filename for part in parts if part.filename)[: limits.ATTACHMENTS],
        invites=tuple(natural_key(one) for one in events if isinstance(one.body, Event)),
        bulk=many,
        spam=spam,
        unsure_date=unsure,
    )
    return fact(body, at, origin=opened.slip.origin)
