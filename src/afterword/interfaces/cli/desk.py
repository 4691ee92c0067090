"""What commands share: the home they work in, and how they answer."""

from __future__ import annotations

import json
import sys
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from afterword.errors import Refused

if TYPE_CHECKING:
    from afterword.app.home import Home


HISTORY = "history"
"""Given to the root command as `obj` by the demo, which types what its hero did in the weeks before."""


def meta(name: str) -> Any:
    """An option common to all commands."""
    ctx = click.get_current_context()
    while name not in ctx.meta and ctx.parent is not None:
        ctx = ctx.parent
    return ctx.meta.get(name)


def wants_json() -> bool:
    return bool(meta("json"))


def path() -> Path:
    from afterword.settings import home_path  # not bootstrap: that loads the whole house, and `today` must not

    return home_path(meta("home"))


def instant(zone: str = "") -> datetime | None:
    """The moment of `--at`; a date means 09:00 in the user's zone."""
    text = meta("at")
    if not text:
        return None
    from zoneinfo import ZoneInfo

    given = datetime.fromisoformat(text)
    if len(text) == 10:
        given = datetime.combine(given.date(), time(9))
    return given if given.tzinfo else given.replace(tzinfo=ZoneInfo(zone or "UTC"))


def lived_in() -> Path | str | None:
    """Where the facts of this home are; None where none were ever kept."""
    from afterword.bootstrap import store_place
    from afterword.store.files import database_file

    place = store_place(path())
    return None if isinstance(place, Path) and not database_file(place).exists() else place


def home(*, ready: bool = True, reads: bool = False) -> Home:
    """Opens the data home; `--at` in the user's own zone. `reads`: the command writes nothing. `ready`: somebody lives there, else BadUsage, and nothing is made."""
    from dataclasses import replace

    from afterword.app.home import nobody
    from afterword.bootstrap import open_home

    if ready and lived_in() is None:
        raise nobody(path())
    opened = open_home(path(), instant(), light=True, reads=reads, history=click.get_current_context().find_root().obj == HISTORY)
    if meta("at"):
        opened.clock = replace(opened.clock, fixed=instant(opened.me.zone))
        opened.reset()
    if ready:
        opened.ready()
    return opened


def say(text: str = "") -> None:
    """A line for people."""
    click.echo(text)


def document(data: Any) -> None:
    """The one JSON document of a command."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=1))


def answer(words: str, **data: Any) -> None:
    """Says it in words, or as JSON where that was asked for."""
    if wants_json():
        document({"version": 1, **data})
    else:
        say(words)


def confirm(question: str, *, yes: bool) -> None:
    """Asks before something is kept or erased. Without a terminal and without --yes, the command ends with 5."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise Refused(f"{question} Nobody is here to ask: run it again with --yes")
    if not click.confirm(question, default=True, err=True):
        _leave()


def _leave() -> NoReturn:
    raise Refused("left as it was")
