"""What is done about one follow-up: the words judged, done, snoozed, skipped, called, handed to another program."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from typing import Any
from urllib.parse import quote

from starlette.responses import Response

from afterword.app import calling, deciding, drafting
from afterword.app.home import Home
from afterword.drafts import Draft
from afterword.errors import BadUsage
from afterword.interfaces.cli.pages import today_of
from afterword.interfaces.web.asking import Asked, act
from afterword.interfaces.web.today import one as again
from afterword.strategy.model import FollowUp

LOGGED = {"in_person": "conversation", "card": "card", "text": "message", "linkedin": "message"}


def _name(one: FollowUp) -> str:
    return one.person.name or one.organisation or "that"


def _next(home: Home, key: str) -> str:
    """Where the eye goes when this one leaves the list: the one that stood below it, else today."""
    before = today_of(home).follow_ups
    at = next((n for n, f in enumerate(before) if f.key == key), -1)
    after = [f.key for f in before[at + 1 :]] if at >= 0 else []
    return f"/f/{after[0]}" if after else "/"


def _key(asked: Asked) -> str:
    return deciding.follow_up(asked.home, asked.part("key")).key


def done(asked: Asked) -> Response:
    """The user did it."""
    to = _next(asked.home, _key(asked))
    one = deciding.done(asked.home, asked.part("key"), asked.word("note"), asked.word("channel"))
    return asked.did(f"Done: {_name(one)}.", to=to)


def skip(asked: Asked) -> Response:
    """The user will not do it, or says that it is no follow-up at all."""
    to = _next(asked.home, _key(asked))
    if asked.word("never"):
        one = deciding.never(asked.home, asked.part("key"), asked.word("note"))
        return asked.did(f"Understood: nothing was owed to {_name(one)} there.", to=to)
    one = deciding.skip(asked.home, asked.part("key"), asked.word("note"))
    return asked.did(f"Skipped: {_name(one)}.", to=to)


def snooze(asked: Asked) -> Response:
    """Not before another day."""
    to = _next(asked.home, _key(asked))
    until = asked.word("day") or asked.word("until", needed="Say until when: thu, next week, 12 Mar.")
    one, day = deciding.snooze(asked.home, asked.part("key"), until)
    return asked.did(f"{_name(one)} rests until {day:%A} {day.day} {day:%B}.", to=to)


def log(asked: Asked) -> Response:
    """The user called, or spoke with them: what came of it."""
    to = _next(asked.home, _key(asked))
    channel, reached = asked.word("channel") or "call", asked.word("reached")
    if reached not in ("", "reached", "voicemail", "no_answer"):
        raise BadUsage("say whether you reached them")
    way: Any = LOGGED.get(channel, "call")
    state: Any = reached
    one = calling.touched(asked.home, asked.part("key"), way, reached=state, note=asked.word("note"))
    told = {"voicemail": "a message on the machine", "no_answer": "nobody answered; it comes back on the next working day"}.get(reached, "kept what was said")
    return asked.did(f"{_name(one)}: {told}.", to=to)


def check(asked: Asked) -> Response:
    """The tact check over the words as they stand; nothing is kept."""
    if asked.smooth:
        return asked.fragment("findings.html", items=_words(asked).findings)
    return again(asked)


def _words(asked: Asked) -> Draft:
    one = deciding.follow_up(asked.home, asked.part("key"))
    channel = drafting.channel_named(asked.word("channel")) if asked.word("channel") else one.channel
    words = drafting.draft(asked.home, one, channel if channel in one.channels else None, drafting.templates(asked.house.path))
    return drafting.changed(asked.home, words, asked.word("subject") or None, asked.word("body") or None)


def mailto(to: str, subject: str, body: str) -> str:
    """An address that opens the words in the user's own mail program (RFC 6068)."""
    return f"mailto:{quote(to, safe='@')}?subject={quote(subject, safe='')}&body={quote(body.replace(chr(10), chr(13) + chr(10)), safe='')}"


def hand(asked: Asked) -> Response:
    """The words, ready for another program: a mail program, a file, or the clipboard."""
    words = _words(asked)
    one = deciding.follow_up(asked.home, asked.part("key"))
    to = one.person.emails[0] if one.person.emails else ""
    link = mailto(to, words.subject, words.body) if words.channel == "email" else ""
    return asked.show("hand.html", title=f"To {_name(one)}", one=one, words=words, address=to, link=link)


def eml(asked: Asked) -> Response:
    """The words as a mail file that any mail program opens as a draft."""
    words = _words(asked)
    made = EmailMessage(policy=SMTP)
    one_line = " ".join(words.subject.split())
    made["Subject"] = one_line
    if words.to.emails:
        made["To"] = words.to.emails[0]
    made["X-Unsent"] = "1"
    made.set_content(words.body + "\n")
    headers = {"content-disposition": f'attachment; filename="{words.key[:6]}.eml"'}
    return Response(made.as_bytes(), headers=headers, media_type="message/rfc822")


ROUTES = [
    act("/f/{key}/done", done, again=again), act("/f/{key}/skip", skip, again=again), act("/f/{key}/snooze", snooze, again=again),
    act("/f/{key}/log", log, again=again), act("/f/{key}/check", check, again=again), act("/f/{key}/hand", hand, again=again), act("/f/{key}/eml", eml, again=again),
]  # fmt: skip
