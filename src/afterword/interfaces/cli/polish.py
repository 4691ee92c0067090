"""A draft reworded by a language model: what leaves is shown first, and what comes back is judged."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from afterword.interfaces.cli import desk

if TYPE_CHECKING:
    from afterword.app.home import Home
    from afterword.drafts import Draft


def polished(home: Home, one: Draft, *, yes: bool) -> Draft:
    """The draft as the model words it, or as it was; why goes to standard error. Ends with 5 where nobody may say yes."""
    from afterword.app import polishing
    from afterword.channels.language_model import Endpoint, checked
    from afterword.interfaces.cli.accounts import asked
    from afterword.settings import read

    chosen = read(desk.path())
    endpoint = checked(Endpoint(chosen["model.url"], chosen["model.name"]))
    rules, told = polishing.leaving(one)
    where = f"{endpoint.host} (this machine)" if endpoint.at_home else endpoint.host
    click.echo(f"This would go to {where}, and nothing else:\n\n{rules}\n\n{told}\n", err=True)
    desk.confirm(f"Send it to {endpoint.name} at {where}?", yes=yes)
    endpoint = Endpoint(endpoint.url, endpoint.name, polishing.key_of(desk.path(), asked))
    done = polishing.polish(home, one, endpoint)
    click.echo("Reworded; every name, number and claim was in the draft." if done.taken else f"Left as it was: {done.why}", err=True)
    return done.draft


def keep_key(*, forget: bool) -> None:
    """Puts the key of the language model into the vault, or takes it out."""
    from afterword.app import polishing
    from afterword.errors import BadUsage
    from afterword.interfaces.cli.accounts import asked
    from afterword.store.vault import Vault

    vault = Vault(desk.path(), asked)
    if forget:
        vault.drop(polishing.SECRET)
        desk.answer("The key is forgotten.", kept=False)
        return
    key = (asked("Key") if sys.stdin.isatty() else sys.stdin.readline()).strip()
    if not key or not key.isprintable():
        raise BadUsage("no key was given: type it when asked, or pipe it in")
    where = vault.put(polishing.SECRET, key)
    desk.answer(f"Kept in {where}.", kept=True)
