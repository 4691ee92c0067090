"""Sync: bring in what is new in the accounts."""

from __future__ import annotations

import click

from afterword.interfaces.cli import desk


@click.command("sync")
@click.argument("account", default="")
@click.option("--yes", is_flag=True, help="go on although far fewer mails are there than before")
def sync(account: str, yes: bool) -> None:
    """Read what is new in your accounts (all, or one ACCOUNT): mail, calendars at an address, watched folders.

    Read-only: nothing is marked, moved or deleted there, and nothing that vanishes there vanishes here.
    """
    from afterword.app import syncing
    from afterword.interfaces.cli.accounts import asked
    from afterword.plugins import sources

    done = syncing.sync(desk.home(), desk.path(), account, sources=sources(), sure=yes, ask=asked)
    if desk.wants_json():
        desk.document(syncing.as_json(done))
        return
    for line in syncing.lines(done):
        desk.say(line)


COMMANDS = {"sync": sync}
