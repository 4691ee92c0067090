"""A mail pasted as text, with its few header lines: what it says is shown, then it is kept like any imported mail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.utils import format_datetime, formataddr, getaddresses, parsedate_to_datetime
from zoneinfo import ZoneInfo

from afterword.app.home import Home
from afterword.app.letters import reading_of
from afterword.app.people import matches
from afterword.errors import BadUsage
from afterword.facts import Fact, micros
from afterword.facts import handles as h
from afterword.facts.kinds import Message
from afterword.reading import Reading
from afterword.sources.message import Slip, read_mail
from afterword.sources.port import Circumstances
from afterword.strategy.senses import spoken

_LINE = re.compile(r"^[ \t>*]*(from|sent|date|to|cc|subject|von|gesendet|datum|an|betreff|de|envoyé|à|objet)[ \t]*:\**[ \t]*(.*)$", re.IGNORECASE)
_NAMES = {
    "von": "from", "de": "from", "gesendet": "date", "datum": "date", "sent": "date", "envoyé": "date", "an": "to", "à": "to", "betreff": "subject", "objet": "subject",
}  # fmt: skip
DAY = 86_400_000_000
SHOWN = 300


@dataclass(frozen=True, slots=True)
class Pasted:
    """A mail as it would be kept, and what it says in plain lines."""

    fact: Fact
    who: str
    lines: tuple[str, ...]
    dated: bool  # False: no day was found in it, so it counts as of now


def looks_like_mail(text: str) -> bool:
    """Does the text begin with the header lines of a mail? It needs a sender, and one line more."""
    names = {name for name, _ in _headers(text)[0]}
    return "from" in names and len(names) > 1


def _headers(text: str) -> tuple[list[tuple[str, str]], str]:
    """The header lines at the top, and the words below them."""
    found: list[tuple[str, str]] = []
    lines = text.strip().splitlines()
    for number, line in enumerate(lines):
        match = _LINE.match(line)
        if match:
            name = match[1].casefold()
            found.append((_NAMES.get(name, name), match[2].strip().strip("*")))
        elif found and line[:1] in (" ", "\t") and line.strip():
            found[-1] = (found[-1][0], f"{found[-1][1]} {line.strip()}")
        elif found and re.match(r"^[A-Za-z][\w-]{1,40}:\s", line):
            continue  # a header that says nothing here (Reply-To, Message-ID)
        else:
            return found, "\n".join(lines[number:]).strip()
    return found, ""


def pasted(home: Home, text: str) -> Pasted:
    """The mail in the text. Raises BadUsage where nobody can be told to have written it."""
    headers, words = _headers(text)
    told = dict(reversed(headers))
    if not words:
        raise BadUsage("there are no words below the lines of its head")
    sender = _mailbox(home, told.get("from", ""))
    to = [pair for pair in getaddresses([told.get("to", "")]) if "@" in pair[1]]
    if not to and sender[1] not in home.me.emails:
        to = [(home.me.name, e) for e in sorted(home.me.emails)[:1]]
    sent, dated = _sent(home, told.get("date", ""))
    head = {"From": formataddr(sender), "To": ", ".join(map(formataddr, to)), "Subject": told.get("subject", ""), "Date": format_datetime(sent)}
    if cc := [pair for pair in getaddresses([told.get("cc", "")]) if "@" in pair[1]]:
        head["Cc"] = ", ".join(map(formataddr, cc))
    raw = "".join(f"{name}: {' '.join(value.split())}\n" for name, value in head.items() if value)
    raw += f"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{words}\n"
    fact = _read(home, raw)
    reading = reading_of(fact, home.me.emails | home.me.slugs, home.workdays(), home.me.country)
    return Pasted(fact, sender[0] or sender[1], tuple(understood(home, fact, reading)), dated)


def _mailbox(home: Home, text: str) -> tuple[str, str]:
    """The writer: as written, or by name where exactly one of that name has an address."""
    found = next((pair for pair in getaddresses([text]) if "@" in pair[1]), None)
    if found is not None:
        return found[0], found[1].lower()
    name = text.strip(" <>\"'")
    known = [p for p in matches(home, name) if p.emails] if name else []
    if len(known) == 1:
        return known[0].name, known[0].emails[0]
    raise BadUsage("say who wrote it with their address, such as: From: Dana Whitfield <dana@acme.example>")


def _sent(home: Home, text: str) -> tuple[datetime, bool]:
    """When it was sent, in the user's zone where no other is named; now where nothing says so."""
    now = home.now
    if not text:
        return now, False
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        from dateutil import parser

        try:
            found = parser.parse(text, fuzzy=True, default=datetime(now.year, now.month, now.day, 12))  # noqa: DTZ001 - its zone is given below
        except (ValueError, OverflowError):
            return now, False
    found = found if found.tzinfo else found.replace(tzinfo=ZoneInfo(home.me.zone))
    if found > now + timedelta(days=1) or found.year < 1990:
        return now, False
    return found, True


def _read(home: Home, raw: str) -> Fact:
    me = home.me
    around = Circumstances(me.emails, me.slugs, me.name, me.country, me.zone, micros(home.clock.now()) + 2 * DAY)
    found = next((r for r in read_mail(raw.encode("utf-8", "replace"), Slip("pasted", "", "pasted"), around) if isinstance(r, Fact)), None)
    if found is None or not isinstance(found.body, Message):
        raise BadUsage("this could not be read as a mail")
    return found


def understood(home: Home, fact: Fact, reading: Reading | None) -> Iterator[str]:
    """What a mail was understood to say, a sentence each."""
    body, day = fact.body, home.day_of(fact.at)
    assert isinstance(body, Message)
    mine = body.sender.email in home.me.emails | home.me.slugs
    who = "You" if mine else body.sender.name or body.sender.email
    other = next((b.name or b.email for b in body.to), "somebody") if mine else "you"
    subject = f": “{body.subject}”" if body.subject else "."
    yield f"{who} wrote to {other} on {spoken(day)}{subject}"
    if reading is None:
        return
    if reading.organisation or reading.role:
        yield f"It is about {' at '.join(filter(None, (reading.role or 'a role', reading.organisation)))}."
    for c in reading.commitments:
        due = f" by {spoken(c.due_latest)}" if c.due_latest else ""
        yield f"{'You owe' if c.owed_by == 'me' else f'{who if not mine else other} owes you'} {_thing(c.kind)}{due}: “{' '.join(c.quote.split())[:SHOWN]}”"
    for act in reading.acts:
        if act.kind in ("question", "talk_agreed", "talk_proposed", "introduction_offered", "introduction_made", "referral", "moving", "stop"):
            yield f"{_SAYS[act.kind]}: “{' '.join(act.quote.split())[:SHOWN]}”"
    for p in reading.preferences:
        yield f"{p.person or who} {'does not want' if p.never else 'prefers'} {p.channel.replace('_', ' ')}."
    for phone in reading.phones[:2]:
        yield f"A number: {phone}"


_SAYS = {
    "question": "Asks", "talk_agreed": "A talk is fixed", "talk_proposed": "Proposes a talk", "introduction_offered": "Offers an introduction",
    "introduction_made": "Introduces", "referral": "Spoke for you", "moving": "Is moving on", "stop": "Asks not to be written to again",
}  # fmt: skip


def _thing(kind: str) -> str:
    return {"reply": "an answer", "decision": "a decision", "call": "a call", "introduction": "an introduction", "send_document": "what was promised", "meeting": "a meeting"}.get(kind, "something")


def keep(home: Home, one: Pasted) -> bool:
    """Keeps it as one act. False where it was known already."""
    at = micros(home.clock.now())
    act = home.store.new_act("pasted mail")
    done = home.take([replace(one.fact, learnt=at, by=home.by, act=act)], act)
    return bool(done.new or done.revived or done.enriched)


def other_side(home: Home, one: Pasted) -> str:
    """The key of whoever it is from, or to; empty where nobody."""
    body = one.fact.body
    assert isinstance(body, Message)
    boxes = [b for b in (body.sender, *body.to, *body.cc) if b.email not in home.me.emails]
    return home.world.subject_of(h.email_handle(boxes[0].email)) if boxes else ""
