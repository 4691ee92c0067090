"""Bringing in: import, and reading one mail."""

from __future__ import annotations

import sys

import click

from afterword.interfaces.cli import desk


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path())
@click.option("--workers", type=click.IntRange(1, 64), default=None, help="processes that read; as many as cores by default")
@click.option("--preview", is_flag=True, help="show how the columns of a table of applications are understood, and keep nothing")
def import_(paths: tuple[str, ...], workers: int | None, preview: bool) -> None:
    """Read mail (mbox, Maildir, .eml), calendars, contacts, LinkedIn archives and tables of applications.

    Files are recognised by their content; folders are walked, archives opened. Importing twice changes nothing.
    """
    if preview:
        _preview(paths)
        return
    from afterword.app.crew import crew_for, size_of

    with crew_for(size_of(paths), workers) as crew:  # first of all: it loads the reader while the rest is loaded here
        from afterword.app import importing
        from afterword.interfaces.cli.progress import Bar
        from afterword.plugins import sources

        home = desk.home()
        with Bar() as bar:
            report = importing.run(home, paths, sources(), bar, workers, crew)
    if desk.wants_json():
        desk.document(importing.report_json(report))
        return
    from afterword.interfaces.cli.shown import import_lines

    desk.say("\n".join(import_lines(report)))


def _preview(paths: tuple[str, ...]) -> None:
    from pathlib import Path

    from afterword.errors import Unreadable
    from afterword.sources.applications_csv import preview
    from afterword.sources.port import Circumstances

    home = desk.home()
    for path in paths:
        if not Path(path).is_file():
            raise Unreadable(f"{path} is no file: give a table saved as CSV")
        shown = preview(Path(path), Circumstances(me=home.me.emails, country=home.me.country, zone=home.me.zone))
        if not shown.columns:
            raise Unreadable(f"{path} is no table of applications: give one saved as CSV, with a column for the company")
        if desk.wants_json():
            desk.document({"version": 1, "path": path, "columns": [list(pair) for pair in shown.columns], "rows": [list(row) for row in shown.rows]})
            continue
        desk.say(path)
        for column, meaning in shown.columns:
            desk.say(f"  {column!s:<28} {meaning or '(left out)'}")
        for row in shown.rows:
            desk.say(f"    {' | '.join(str(cell) for cell in row)}"[:100])


@click.command("read")
@click.argument("file", type=click.Path(), default="-")
@click.option("--jsonl", is_flag=True, help="one JSON object a line in, one a line out, in order")
@click.option("--country", default="US", help="whose holidays and number formats count")
def read(file: str, jsonl: bool, country: str) -> None:
    """What one mail means: its kind, who owes whom what by when, people and numbers."""
    from afterword.interfaces.cli import reading

    if jsonl:
        reading.stream(file, country)
    else:
        reading.one(file, country, as_json=desk.wants_json())
    sys.stdout.flush()


COMMANDS = {"import": import_, "read": read}
