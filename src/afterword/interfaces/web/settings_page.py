"""Settings: who you are, the search, etiquette, voice, sending, accounts, browsers, and what is yours to take away or erase."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from starlette.background import BackgroundTask
from starlette.responses import FileResponse, Response

from afterword import settings
from afterword.app import keeping, telling
from afterword.app.accounts import accounts
from afterword.app.calendar_accounts import place
from afterword.app.home import Home
from afterword.app.people import described, one_person
from afterword.app.windows import situations
from afterword.errors import BadUsage
from afterword.interfaces.web import feed as feeds
from afterword.interfaces.web import places
from afterword.interfaces.web.asking import Asked, act, see
from afterword.interfaces.web.session import Notice
from afterword.interfaces.web.settings_file import Value, write

HERE = "/settings"
GROUPS = ("etiquette", "voice", "sending", "calendar")
MANY = 400
"""Business days that a window may span at most, as settings.py has it."""


def page(asked: Asked) -> Response:
    """Everything that may be changed."""
    chosen = settings.read(asked.house.path)
    groups = {name: [(s, chosen[s.name]) for s in settings.TABLE if s.name.startswith(f"{name}.")] for name in GROUPS}
    return asked.show(
        "settings.html", title="Settings", groups=groups, search=asked.home.search, accounts=[(one, place(one)) for one in accounts(asked.house.path)],
        countries=places.countries(), zones=places.zones(), erase=None, folder=str(asked.house.path), feed=feeds.state(asked.house.own),
    )  # fmt: skip


def me(asked: Asked) -> Response:
    """Who the user is."""
    emails = asked.word("emails", needed="Your mail address is needed.").replace(",", " ").split()
    telling.begin(
        asked.home, name=asked.word("name", needed="Your name is needed."), emails=emails, zone=asked.word("zone"), country=asked.word("country"),
        region=asked.word("region"), employer=asked.word("employer"),
    )  # fmt: skip
    return asked.did("Kept who you are.", to=HERE)


def search(asked: Asked) -> Response:
    """The search begins, pauses or ends."""
    state: Any = asked.word("state", needed="Say whether it goes on, pauses or ends.")
    if state not in ("start", "pause", "end"):
        raise BadUsage("a search begins, pauses or ends")
    until = (asked.word("until") or None) if state == "pause" else None  # without a day it rests until it goes on
    telling.search(asked.home, state, until)
    words = {"start": "The search is on.", "pause": "The search rests; promises still show.", "end": "The search is over. Those who helped would like to hear it."}
    return asked.did(words[state], to="/" if state == "start" else HERE)


def change(asked: Asked) -> Response:
    """One group of settings."""
    group = asked.part("group")
    changes: dict[str, Value] = {}
    for one in settings.TABLE:
        if one.name.startswith(f"{group}.") and group in GROUPS:
            given = _value(one, asked)
            changes[one.name] = None if given == one.default else given
    if not changes:
        raise BadUsage("there are no such settings")
    write(asked.house.path, changes)
    return asked.go(f"{HERE}#{group}", Notice("Kept."))


def _value(one: settings.Setting, asked: Asked) -> Value:
    text = asked.word(one.name)
    if isinstance(one.default, bool):
        return text == "yes"
    if isinstance(one.default, int):
        if not text.isdecimal() or len(text) > 4:
            raise BadUsage(f"{one.meaning}: a whole number is needed")
        return int(text)
    return text


def playbooks(asked: Asked) -> Response:
    """Every situation in plain words, and the windows that may be set."""
    chosen = settings.read(asked.house.path).timings
    return asked.show("playbooks.html", title="Playbooks", situations=situations(asked.home.playbooks), chosen=chosen)


def timing(asked: Asked) -> Response:
    """The windows of one situation; empty fields go back to what the playbook says."""
    known = {s.situation: s for s in situations(asked.home.playbooks)}
    one = known.get(asked.part("situation"))
    if one is None or not one.steps:
        raise BadUsage("there is nothing to set in that situation")
    changes: dict[str, Value] = {}
    for step in one.steps:
        given = [asked.word(f"{step.step}.{part}") for part in ("opens", "due", "closes")]
        if asked.word("default") or not any(given):
            changes[f"timing.{one.situation}.{step.step}"] = None
            continue
        if not all(g.isdecimal() and int(g) <= MANY for g in given):
            raise BadUsage(f"three numbers of business days are needed, each at most {MANY}")
        days = [int(g) for g in given]
        if days != sorted(days):
            raise BadUsage("a window opens, then falls due, then closes: the numbers must rise")
        changes[f"timing.{one.situation}.{step.step}"] = None if tuple(days) == step.default else days
    write(asked.house.path, changes)
    return asked.go(f"{HERE}/playbooks#{one.situation}", Notice("Kept. Today is planned by it from now on."))


def _download(asked: Asked, name: str, make: Callable[[Home, Path], None]) -> Response:
    """A file made of the home by `make`, sent and then removed."""
    folder = Path(tempfile.mkdtemp(prefix="afterword-"))
    try:
        with asked.house.apart() as home:
            make(home, folder / name)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    gone = BackgroundTask(shutil.rmtree, folder, ignore_errors=True)
    return FileResponse(folder / name, filename=name, media_type="application/octet-stream", background=gone)


def export(asked: Asked) -> Response:
    """All facts, one JSON object a line."""

    def make(home: Home, file: Path) -> None:
        with file.open("w", encoding="utf-8") as out:
            out.writelines(f"{line}\n" for line in keeping.export(home))

    return _download(asked, "afterword-export.jsonl", make)


def backup(asked: Asked) -> Response:
    """Everything in one file."""
    return _download(asked, "afterword-backup.db", keeping.backup)


def forget(asked: Asked) -> Response:
    """Asks, then erases a person for good."""
    name = asked.word("whom", needed="Say whom to forget.")
    person = one_person(asked.home, name)
    if asked.word("sure") != "yes":
        return asked.show("forget.html", title="Forget somebody", name=name, who=described(person), count=len(person.facts))
    who, done = keeping.erase(asked.home, name)
    words = f"{who} is forgotten: {done.facts:,} facts are erased, and no import will bring them back."
    words += f" {done.mentions:,} mails of others still name them." if done.mentions else ""
    words += f" Older copies still hold them; delete these yourself: {', '.join(done.copies)}" if done.copies else ""
    return asked.go(HERE, Notice(words))


def feed(asked: Asked) -> Response:
    """The calendar feed: a new address, shown on the next page and nowhere else; or none."""
    if asked.word("do") == "off":
        feeds.off(asked.house.own)
        return asked.go(f"{HERE}#calendar", Notice("The calendar's address is worth nothing any more."))
    token = feeds.renew(asked.house.own)
    port = asked.request.url.port or 80
    return asked.go(HERE, Notice(f"Shown this once, to subscribe to in your calendar program: {feeds.address(token, port)}"))


def close(asked: Asked) -> Response:
    """Lets no browser in any more, this one included."""
    asked.sessions.end()
    return asked.go("/")


ROUTES = [
    see("/settings", page), see("/settings/playbooks", playbooks), act("/settings/me", me, again=page), act("/settings/search", search, again=page),
    act("/settings/export", export, home=False), act("/settings/backup", backup, home=False), act("/settings/forget", forget, again=page, whole=False),
    act("/settings/browsers", close, home=False), act("/settings/feed", feed, home=False), act("/settings/playbooks/{situation}", timing, again=playbooks), act("/settings/{group}", change, again=page),
]  # fmt: skip
