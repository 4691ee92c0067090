"""`correct`: what one mail means, in the user's own word; it stands above every reading, for ever."""

from __future__ import annotations

import click

from afterword.interfaces.cli import desk


@click.command("correct")
@click.argument("mail")
@click.option("--kind", default="", help="what it is: personal, rejection, offer, other ...")
@click.option("--no-promise", "unbound", is_flag=True, help="nobody promises or asks anything in it")
@click.option("--org", "organisation", default=None, help='the employer it is about; "" for none')
@click.option("--role", default=None, help='the role it is about; "" for none')
def correct(mail: str, kind: str, unbound: bool, organisation: str | None, role: str | None) -> None:
    """Say what a mail means where it was read wrongly. MAIL is its fact id (find, why) or a follow-up's key."""
    from afterword.app.correcting import correct as keep

    found = keep(desk.home(), mail, kind=kind, organisation=organisation, role=role, promises=not unbound)
    desk.answer("Noted, and it stays so whatever a later reader reads. (afterword undo takes it back)", mail=found.id)


COMMANDS = {"correct": correct}
