"""The line for the shell prompt: how much there is today. Names nobody, says nothing where nothing is owed."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from afterword.interfaces import prompt as quickly
from afterword.interfaces.cli import desk

if TYPE_CHECKING:
    from afterword.app.pages import Today


@click.command("prompt")
def prompt() -> None:
    """How much there is today, in a few words for your shell's prompt; nothing where nothing is owed."""
    path = desk.path()
    seen = quickly.signature(str(path))
    now = desk.instant() or datetime.now(UTC)
    shown = _page(path)
    line = worded(shown) if shown is not None else ""
    if desk.wants_json():
        n, promised = _counts(shown)
        desk.document({"version": 1, "follow_ups": n, "promised": promised, "line": line})
    elif line:
        desk.say(line)
    if not desk.meta("at") and path.is_dir():
        from afterword.store.files import write_file

        end = _until(shown, now) if shown is not None else now + timedelta(hours=1)
        mine = path / f"{quickly.FILE}.{os.getpid()}"  # two shells may ask at one time
        with suppress(OSError):  # a home that cannot be written to is told of by those who write
            write_file(mine, [f"{seen}\n{now.timestamp()}\n{end.timestamp()}\n{line}\n".encode()])
            mine.replace(path / quickly.FILE)


def worded(shown: Today) -> str:
    """The line; empty where nothing is owed."""
    n, promised = _counts(shown)
    if not n:
        return ""
    words = f"{n} follow-up{'' if n == 1 else 's'}"
    return f"{words}, {promised} promise{'' if promised == 1 else 's'} due" if promised else words


def _counts(shown: Today | None) -> tuple[int, int]:
    if shown is None:
        return 0, 0
    return len(shown.follow_ups), sum(f.tier == "promise" and f.window.due <= shown.day for f in shown.follow_ups)


def _page(path: Path) -> Today | None:
    """Today's page where it can be had at once: a prompt must not begin to read a mailbox anew."""
    from afterword.interfaces.cli import pages

    if (path / "afterword.db").is_file() or not (path / "settings.toml").is_file():
        return pages._fast(None)  # noqa: SLF001
    from afterword.app.pages import today_of
    from afterword.settings import read

    return today_of(desk.home()) if read(path)["store.url"] else None


def _until(shown: Today, now: datetime) -> datetime:
    """Until when the line is right if nobody writes: midnight, or the end of a talk before that, whose thanks then show."""
    from afterword.facts import codec, micros, moment
    from afterword.interfaces.cli import pages
    from afterword.store import hot
    from afterword.strategy.model import FollowUp

    midnight = datetime.combine(shown.day + timedelta(days=1), time(), ZoneInfo(shown.zone)).astimezone(UTC)
    kept = pages._kept()  # noqa: SLF001
    day = shown.day.isoformat()
    rows = hot.planned(kept.path, "me", kept.stamp, day, day) if kept is not None else None
    if rows is None:
        return min(midnight, now + timedelta(minutes=5))
    opening = (codec.loads(FollowUp, body).window.opens_at for body in rows[0])
    return min([midnight, *(moment(at) for at in opening if at > micros(now))])


COMMANDS = {"prompt": prompt}
