"""What is done about one follow-up: the words judged, done, snoozed, skipped, called, handed to another program."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from afterword.app import calling, deciding, drafting
from afterword.app.home import Home
from afterword.app.pages import today_of
from afterword.drafts import Draft
from afterword.errors import BadUsage
from afterword.interfaces.web.asking import Asked, act
from afterword.interfaces.web.today import one as again
from afterword.strategy.model import FollowUp

LOGGED = {"in_person": "conversation", "card": "card", "text": "message", "linkedin": "message"}


def name_of(one: FollowUp) -> str:
    return one.person.name or one.organisation or "that"


def next_after(home: Home, key: str) -> str:
    """Where the eye goes when this one leaves the list: the one that stood below it, else today."""
    before = today_of(home).follow_ups
    at = next((n for n, f in enumerate(before) if f.key == key), -1)
    after = [f.key for f in before[at + 1 :]] if at >= 0 else []
    return f"/f/{after[0]}" if after else "/"


def _key(asked: Asked) -> str:
    return deciding.follow_up(asked.home, asked.part("key")).key


def done(asked: Asked) -> Response:
    """The user did it."""
    to = next_after(asked.home, _key(asked))
    one = deciding.done(asked.home, asked.part("key"), asked.word("note"), asked.word("channel"))
    return asked.did(f"Done: {name_of(one)}.", to=to)


def skip(asked: Asked) -> Response:
    """The user will not do it, or says that it is no follow-up at all."""
    to = next_after(asked.home, _key(asked))
    if asked.word("never"):
        one = deciding.never(asked.home, asked.part("key"), asked.word("note"))
        return asked.did(f"Understood: nothing was owed to {name_of(one)} there.", to=to)
    one = deciding.skip(asked.home, asked.part("key"), asked.word("note"))
    return asked.did(f"Skipped: {name_of(one)}.", to=to)


def snooze(asked: Asked) -> Response:
    """Not before another day."""
    to = next_after(asked.home, _key(asked))
    until = asked.word("day") or asked.word("until", needed="Say until when: thu, next week, 12 Mar.")
    one, day = deciding.snooze(asked.home, asked.part("key"), until)
    return asked.did(f"{name_of(one)} rests until {day:%A} {day.day} {day:%B}.", to=to)


def log(asked: Asked) -> Response:
    """The user called, or spoke with them: what came of it."""
    to = next_after(asked.home, _key(asked))
    channel, reached = asked.word("channel") or "call", asked.word("reached")
    if reached not in ("", "reached", "voicemail", "no_answer"):
        raise BadUsage("say whether you reached them")
    way: Any = LOGGED.get(channel, "call")
    state: Any = reached
    one = calling.touched(asked.home, asked.part("key"), way, reached=state, note=asked.word("note"))
    told = {"voicemail": "a message on the machine", "no_answer": "nobody answered; it comes back on the next working day"}.get(reached, "kept what was said")
    return asked.did(f"{name_of(one)}: {told}.", to=to)


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


def hand(asked: Asked) -> Response:
    """Words that leave by another program than ours: to be copied, read and taken along."""
    words = _words(asked)
    one = deciding.follow_up(asked.home, asked.part("key"))
    return asked.show("hand.html", title=f"To {name_of(one)}", one=one, words=words)


ROUTES = [
    act("/f/{key}/done", done, again=again), act("/f/{key}/skip", skip, again=again), act("/f/{key}/snooze", snooze, again=again),
    act("/f/{key}/log", log, again=again), act("/f/{key}/check", check, again=again), act("/f/{key}/hand", hand, again=again),
]  # fmt: skip
