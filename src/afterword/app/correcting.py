"""What the user said of single mails: their kind, employer, role, or that they bind nobody. Facts, and they win for ever."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from afterword.app.deciding import follow_up
from afterword.app.home import Home
from afterword.app.pasting import understood
from afterword.app.sayings import reading_now
from afterword.errors import BadUsage, NotFound
from afterword.facts import Fact
from afterword.facts.kinds import Correction, Message
from afterword.reading import Kind, Reading


def correct(home: Home, text: str, *, kind: str = "", organisation: str | None = None, role: str | None = None, promises: bool = True) -> Fact:
    """Keeps what the user says of the mail `text` points at (a fact's id or its beginning, or a follow-up's key).

    `organisation` and `role`: empty means that the mail names none; None leaves them as read. Raises NotFound, BadUsage.
    """
    value: dict[str, str] = {}
    if kind:
        value["kind"] = named(kind)
    if organisation is not None:
        value["organisation"] = organisation.strip()
    if role is not None:
        value["role"] = role.strip()
    if not promises:
        value["promises"] = "none"
    if not value:
        raise BadUsage("say what is wrong: --kind KIND, --no-promise, --org ORGANISATION or --role ROLE")
    mail = mail_of(home, text)
    home.record((Correction("reading", mail.id, "", value),), "correction")
    return mail


def read_as(home: Home, mail: Fact) -> tuple[Reading | None, tuple[str, ...]]:
    """How a mail is read now, the user's own word over it included, and the same in sentences."""
    reading = reading_now(home, mail)
    return reading, tuple(understood(home, mail, reading))[1:]


def named(kind: str) -> str:
    """The kind of mail a person means: `job alert` and `job-alert` are `job_alert`."""
    wanted = kind.strip().casefold().replace(" ", "_").replace("-", "_")
    if wanted not in get_args(Kind):
        raise BadUsage(f"{kind!r} is no kind of mail: one of {', '.join(get_args(Kind))}")
    return wanted


def mail_of(home: Home, text: str) -> Fact:
    """The mail of that fact id, or the newest mail a follow-up stands on."""
    try:
        found: Iterable[Fact] = (home.store.get(text),)
    except NotFound:
        ids = [b.fact for b in follow_up(home, text).because]
        found = home.store.by_id(ids).values()
    mails = sorted((f for f in found if isinstance(f.body, Message)), key=lambda f: (f.at, f.id))
    if not mails:
        raise NotFound(f"{text!r} is no mail and stands on none: `afterword find WORDS` shows the ids of mails")
    return mails[-1]
