"""Sync: bring in what is new in the accounts."""

from __future__ import annotations

import click

from afterword.interfaces.cli import desk


@click.command("sync")
@click.argument("account", default="")
@click.option("--yes", is_flag=True, help="go on although far fewer mails or entries are there than before")
def sync(account: str, yes: bool) -> None:
    """Read what is new in your accounts (all, or one ACCOUNT): mail, calendars, contacts, watched folders.

    Nothing is marked, moved or deleted there, and nothing that vanishes there vanishes here. Written are only the to-dos that
    you asked for with `account add --todos`.
    """
    from afterword.app import calendaring, syncing, todos_out
    from afterword.interfaces.cli.accounts import asked
    from afterword.plugins import sources
    from afterword.settings import read

    done = syncing.sync(desk.home(), desk.path(), account, sources=sources(), sure=yes, ask=asked)
    read_well = [one.account for one in done if not one.stopped]
    written = todos_out.write(desk.home(), desk.path(), calendaring.wishes_of(read(desk.path())), read_well, ask=asked)
    if desk.wants_json():
        desk.document({**syncing.as_json(done), "todos": todos_out.as_json(written)})
        return
    for line in (*syncing.lines(done), *todos_out.lines(written)):
        desk.say(line)


COMMANDS = {"sync": sync}
