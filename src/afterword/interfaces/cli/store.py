"""The ledger's safety: doctor, backup, restore, export, forget."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from afterword.interfaces.cli import desk


@click.command("doctor")
def doctor() -> None:
    """Verify every fact by its hash, and the machine's parts; advice where something is off."""
    from afterword.store.doctor import examine_place

    found = examine_place(_lived_in())
    problems = _problems() if found.ok else []
    if desk.wants_json():
        desk.document({"version": 1, "ok": found.ok, "facts": found.facts, "damaged": list(found.damaged), "advice": list(found.advice), "unread": problems})
    else:
        desk.say(f"{found.facts:,} facts, every one as it was written." if found.ok else f"{len(found.damaged)} of {found.facts:,} facts are damaged." if found.facts else "The facts cannot be read.")
        for line in (*found.advice, *(f"could not be read: {p}" for p in problems[:50])):
            desk.say(f"  {line}")
    if not found.ok:
        sys.exit(6 if found.busy else 1)


def _lived_in() -> Path | str:
    """Where the store is. Raises NotFound where there is none: a copy of nothing would be taken for a backup."""
    from afterword.errors import NotFound

    place = desk.lived_in()
    if place is None:
        raise NotFound(f"there is nothing at {desk.path()} yet: run `afterword init`, or name the home with --home")
    return place


def _problems() -> list[str]:
    home = desk.home(ready=False)
    return [f"{p.file}, {p.place or 'the whole file'}: {p.message}" for p in home.store.problems()]


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Copy everything to one file; it is read back before it counts."""
    from afterword.app import keeping

    _lived_in()
    keeping.backup(desk.home(ready=False), file)
    desk.answer(f"Backed up to {file}. It is not encrypted: keep it where only you can read it.", path=str(file))


@click.command("restore")
@click.argument("file", type=click.Path(exists=False, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="do not ask")
def restore(file: Path, yes: bool) -> None:
    """Bring a backup (or an export) back. What was there is kept beside it."""
    from afterword.bootstrap import store_place
    from afterword.errors import Unreadable
    from afterword.store import keep

    if not file.is_file():
        raise Unreadable(f"{file} is not there")
    desk.confirm(f"Put {file.name} in the place of what is in {desk.path()}? (A copy of that is kept.)", yes=yes)
    kept = keep.restore(store_place(desk.path()), file)
    desk.home(ready=False)
    desk.answer(f"Restored.{f' What was there is in {kept}.' if kept else ''}", kept=str(kept) if kept else None)


@click.command("export")
@click.option("--story", is_flag=True, help="the readable notation, one fact a line")
@click.option("--activity", is_flag=True, help="what you did for the search, as employment offices ask for it: a table (CSV), or a page to print where --out ends in .html")
@click.option("--from", "first", default="", help="with --activity: the first day; 28 days back by default")
@click.option("--to", "last", default="", help="with --activity: the last day; today by default")
@click.option("--ics", is_flag=False, flag_value="-", default=None, metavar="[FILE]", help="the follow-ups of the next weeks as a calendar; standard output without a file")
@click.option("--todos", is_flag=True, help="with --ics: as to-dos with a due day instead of events")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), default=None, help="a file; standard output by default")
def export(story: bool, activity: bool, first: str, last: str, ics: str | None, todos: bool, out: Path | None) -> None:
    """All facts, one JSON object a line."""
    from afterword.app import keeping

    if ics is not None or todos:
        _calendar(out or (Path(ics) if ics not in (None, "-") else None), todos=todos)
        return
    if activity:
        _activity(first, last, out)
        return
    _lived_in()
    home = desk.home(ready=False)
    lines = keeping.story(home) if story else keeping.export(home)
    if out is None:
        for line in lines:
            click.echo(line)
        return
    from afterword.store.files import write_file

    count = 0

    def written() -> object:
        nonlocal count
        for line in lines:
            count += 1
            yield line.encode("utf-8", "replace") + b"\n"

    write_file(out, written())  # type: ignore[arg-type]
    desk.answer(f"{count:,} lines in {out}.", path=str(out), lines=count)


def _activity(first: str, last: str, out: Path | None) -> None:
    from datetime import timedelta

    from afterword.app import activity
    from afterword.app.telling import day
    from afterword.errors import BadUsage

    home = desk.home()
    until = day(home, last, past=True) if last else home.today
    since = day(home, first, past=True) if first else (until - timedelta(days=28) if until else None)
    if since is None or until is None or since > until:
        raise BadUsage(f"from {first or '...'} to {last or 'today'} is no stretch of days: write them as 2026-11-01 or 1 Nov")
    rows = activity.activity(home, since, until)
    if desk.wants_json() and out is None:
        desk.document({"version": 1, "from": since.isoformat(), "to": until.isoformat(), "activity": [dict(zip(activity.COLUMNS, one.cells, strict=True)) for one in rows]})
        return
    page = out is not None and out.suffix.lower() in (".html", ".htm")
    text = activity.as_page(rows, home.me.name, since, until) if page else activity.as_csv(rows)
    if out is None:
        click.echo(text, nl=False)
        return
    from afterword.store.files import write_file

    write_file(out, [text.encode("utf-8")])
    desk.answer(f"{len(rows)} entries in {out}.", path=str(out), lines=len(rows))


def _calendar(out: Path | None, *, todos: bool) -> None:
    from afterword.app import calendaring
    from afterword.app.pages import today_of
    from afterword.channels.calendar_out import calendar
    from afterword.settings import read

    home = desk.home()
    entries = calendaring.entries(home, today_of(home), "todo" if todos else "event", calendaring.wishes_of(read(desk.path())), desk.path())
    data, count = calendar(entries), sum(one.state == "open" for one in entries)
    if out is None and desk.wants_json():
        desk.document({"version": 1, "calendar": data.decode(), "entries": count})
        return
    if out is None:
        click.echo(data, nl=False)
        return
    from afterword.store.files import write_file

    write_file(out, [data])
    what = ("to-do" if todos else "event") + ("" if count == 1 else "s")
    desk.answer(f"{count} {what} in {out}: open it with your calendar. What was in an earlier one is brought up to date by it.", path=str(out), entries=count)


@click.command("forget")
@click.argument("name")
@click.option("--yes", is_flag=True, help="do not ask")
def forget(name: str, yes: bool) -> None:
    """Erase a person for good: every fact that names them. This cannot be undone."""
    from afterword.app import keeping
    from afterword.app.people import described, one_person

    home = desk.home()
    desk.confirm(f"Erase {described(one_person(home, name))} and everything said with them, for good?", yes=yes)
    who, done = keeping.erase(home, name)
    words = f"{who} is forgotten: {done.facts} facts erased, and no import will bring them back."
    if done.mentions:
        words += f" {done.mentions} mails of others still name them."
    if done.copies:
        words += f" Older copies still hold them; delete these yourself: {', '.join(done.copies)}"
    desk.answer(words, name=who, facts=done.facts, mentions=done.mentions, copies=list(done.copies))


COMMANDS = {"doctor": doctor, "backup": backup, "restore": restore, "export": export, "forget": forget}
