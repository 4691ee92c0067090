"""The demo: an invented search written as real files, imported like anybody's, and shown."""

from __future__ import annotations

import contextlib
import io
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from afterword import demo
from afterword.app.home import Home
from afterword.errors import Refused
from afterword.interfaces.cli import desk


def show(home: Path, *, kept: bool) -> None:
    """Makes the search in an empty home, then prints today's page."""
    from afterword.app.pages import today_json, today_of
    from afterword.interfaces.cli.shown import today_lines
    from afterword.store.files import database_file

    if database_file(home).exists():
        raise Refused(f"{home} holds a search already: give an empty folder, or run `afterword --home {home} today`")
    now = _now()
    _live(home, now)
    opened = _opened(home, now)
    shown = today_of(opened)
    if desk.wants_json():
        desk.document(today_json(shown))
        return
    print(f"{demo.ME.name}'s search, made up from beginning to end. Ten weeks in, this is the morning's page:\n", file=sys.stderr)
    desk.say("\n".join(today_lines(shown)))
    if kept:
        desk.say(f"\nIt stays in {home}: afterword --home {home} why {shown.follow_ups[0].key[:4] if shown.follow_ups else 'KEY'}")
    else:
        desk.say("\nThis home is thrown away now; afterword demo --home DIR keeps it, to look around in.")


def _now() -> datetime:
    zone = ZoneInfo(demo.ME.zone)
    return (desk.instant(demo.ME.zone) or datetime.now(zone)).astimezone(zone)


def _opened(home: Path, at: datetime, *, history: bool = False) -> Home:
    from afterword.bootstrap import open_home

    return open_home(home, at, history=history)


def _live(home: Path, now: datetime) -> None:
    """Lives through the ten weeks: writes the files, then types every command at its moment, imports among them."""
    from afterword.app import telling

    me = demo.ME
    typed = demo.commands(now)
    first = datetime.fromisoformat(typed[0][0])
    opened = _opened(home, first, history=True)
    telling.begin(opened, name=me.name, emails=me.emails, zone=me.zone, country=me.country)
    opened.store.close()
    with tempfile.TemporaryDirectory(prefix="afterword-demo-") as scratch:
        folder = Path(scratch) / "Sam's files"  # named where a fact says what it stands on
        for name, data in demo.files(now).items():
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        for at, *words in typed:
            _type(home, at, [str(folder / w) if words[0] == "import" and n else w for n, w in enumerate(words)])


def _type(home: Path, at: str, words: list[str]) -> None:
    """Types one command of the search through the real command line, its answer left unsaid."""
    from afterword.interfaces.cli.root import root

    with contextlib.redirect_stdout(io.StringIO()):
        root.main(["--home", str(home), "--at", at, "--json", *words], standalone_mode=False, prog_name="afterword", obj=desk.HISTORY)
