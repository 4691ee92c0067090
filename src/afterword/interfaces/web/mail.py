"""One fact to read: a mail, an entry of the calendar, a note, with where it came from. A stranger's words stay words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from starlette.responses import Response

from afterword.app.correcting import correct, read_as
from afterword.app.home import Home
from afterword.errors import BadUsage, NotFound
from afterword.facts import Fact, codec, moment
from afterword.facts.kinds import Event, Interaction, Mailbox, Message
from afterword.interfaces.web.asking import Asked, act, see
from afterword.interfaces.web.files import address

TAGS = frozenset(
    "p br hr b i em strong u s sub sup small ul ol li dl dt dd blockquote pre code table thead tbody tfoot tr td th caption h1 h2 h3 h4 h5 h6 div span center".split(),
)
"""What of a mail's HTML is shown: no link, no image, no style, no form, nothing that loads or runs (RELIABILITY.md, P26, P27)."""
KINDS = {
    "application_received": "they have my application", "interview_invitation": "an invitation to an interview", "interview_scheduled": "an interview is fixed",
    "rejection": "a no", "offer": "an offer", "recruiter_outreach": "a recruiter's approach", "info_request": "they want something from me",
    "auto_reply_away": "an automatic reply: away", "auto_reply_left": "an automatic reply: no longer there", "thank_you": "thanks", "personal": "a personal letter",
    "job_alert": "a job alert", "other": "nothing for my search",
}  # fmt: skip
"""The kinds of mail in the words of whoever got it."""
CELLS = {"td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A fact as its page shows it. `rows` are (name, value); `html` is clean, and still goes into a sandbox only."""

    title: str
    rows: tuple[tuple[str, str], ...]
    text: str
    html: str = ""


def clean(html: str) -> str:
    """The HTML of a mail as a whole document for a sandboxed frame, with nothing in it that could load or run."""
    import nh3

    kept = nh3.clean(html, tags=set(TAGS), attributes=CELLS, link_rel=None, strip_comments=True)
    return f'<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="{address("mail.css")}">{kept}'


def fact(asked: Asked) -> Response:
    """The page of one fact."""
    found = _found(asked)
    if asked.home.store.hidden([found.id]):
        raise NotFound("that was taken back")
    sheet = _sheet(asked.home, found)
    reading, lines = read_as(asked.home, found) if isinstance(found.body, Message) else (None, ())
    return asked.show(
        "fact.html", title=sheet.title, sheet=sheet, origin=_origin(found.origin), at=_day(asked.home, found), names=_names(asked.home, found),
        url=f"/fact/{found.id}", reading=reading, lines=lines, kinds=KINDS,
    )  # fmt: skip


def _found(asked: Asked) -> Fact:
    try:
        return asked.home.store.get(asked.part("id"))
    except NotFound:
        raise NotFound("that is not here: it was forgotten, or the address is cut short") from None


def mend(asked: Asked) -> Response:
    """What the mail means, in the user's own word: only what was changed is kept."""
    found = _found(asked)
    reading, _ = read_as(asked.home, found) if isinstance(found.body, Message) else (None, ())
    if reading is None:
        raise BadUsage("only a mail that was read can be corrected")
    kind, organisation, role, unbound = asked.word("kind"), asked.word("organisation"), asked.word("role"), bool(asked.word("unbound"))
    if (kind, organisation, role, unbound) == (reading.kind, reading.organisation or "", reading.role or "", False):
        raise BadUsage("Nothing was changed: say what it means first.")
    correct(
        asked.home, found.id, kind=kind if kind != reading.kind else "", promises=not unbound,
        organisation=organisation if organisation != (reading.organisation or "") else None, role=role if role != (reading.role or "") else None,
    )  # fmt: skip
    return asked.did("Noted, and it stays so whatever a later reader reads.", to=f"/fact/{found.id}")


def _names(home: Home, found: Fact) -> list[tuple[str, str]]:
    """Whom it is from or with, with their pages."""
    from afterword.facts import handles as h

    body = found.body
    boxes: list[Mailbox] = []
    if isinstance(body, Message):
        boxes = [body.sender, *body.to]
    elif isinstance(body, Event):
        boxes = [Mailbox(a.name, a.email) for a in body.attendees]
    handles = [(b, h.email_handle(b.email)) for b in boxes if "@" in b.email and b.email not in home.me.emails][:8]
    known = home.store.persons([x for _, x in handles])
    return [(b.name or b.email, x) for b, x in handles if x in known]


def _sheet(home: Home, found: Fact) -> Sheet:
    body = found.body
    if isinstance(body, Message):
        rows = [("From", _box(body.sender)), ("To", ", ".join(map(_box, body.to))), ("Cc", ", ".join(map(_box, body.cc))), ("Sent", _instant(found.at, offset=body.offset))]
        rows.append(("Attached", ", ".join(body.attachments)))
        return Sheet(body.subject or "A message without a subject", _filled(rows), body.text, clean(body.html) if body.html else "")
    if isinstance(body, Event):
        when = f"{body.day:%A} {body.day.day} {body.day:%B %Y}" if body.day else _instant(found.at, zone=home.me.zone)
        guests = ", ".join(_box(Mailbox(a.name, a.email)) for a in body.attendees)
        rows = [("When", when), ("Where", body.location), ("With", guests), ("Status", body.status if body.status != "confirmed" else "")]
        return Sheet(body.summary or "An entry of your calendar", _filled(rows), body.description)
    if isinstance(body, Interaction):
        people = ", ".join(r.name for r in body.people)
        rows = [("With", people), ("At", body.organisation), ("Role", body.role), ("When", _instant(found.at, zone=home.me.zone))]
        return Sheet(f"{body.way.capitalize()} with {people or 'somebody'}", _filled(rows), body.note)
    return Sheet(f"What is known: {found.kind}", _filled(_plain(codec.plain(body))), "")


def _plain(values: Any) -> list[tuple[str, str]]:
    """A fact's fields in words; inner values as names where they have one."""
    return [(name.replace("_", " ").capitalize(), _value(value)) for name, value in values.items()]


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return str(value.get("name") or ", ".join(f"{k} {_value(v)}" for k, v in value.items() if v))
    if isinstance(value, (list, tuple)):
        return ", ".join(filter(None, map(_value, value)))
    return "" if value in (None, False, 0, "") else str(value)


def _filled(rows: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(row for row in rows if row[1])


def _box(box: Mailbox) -> str:
    return f"{box.name} <{box.email}>" if box.name and box.email else box.name or box.email


def _instant(at: int, *, offset: int = 0, zone: str = "") -> str:
    if not at:
        return ""
    then: datetime = moment(at)
    then = then.astimezone(ZoneInfo(zone)) if zone else then + timedelta(minutes=offset)
    return f"{then:%A} {then.day} {then:%B %Y, %H:%M}"


def _day(home: Home, found: Fact) -> str:
    return home.day_of(found.at).isoformat() if found.at else ""


def _origin(origin: str) -> str:
    """Where it came from, without the folders that led there."""
    return origin.rsplit("/", 1)[-1]


ROUTES = [see("/fact/{id}", fact, keep=True), act("/fact/{id}/read", mend, again=fact)]
