"""Accounts: the servers of your mail, calendars and contacts. Passwords go to the keyring, or into an encrypted file."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from afterword.errors import BadUsage, Refused, Unreadable
from afterword.interfaces.cli import desk

if TYPE_CHECKING:
    from afterword.app.accounts import Account, Server


def asked(what: str) -> str:
    """Asks for something secret at the terminal, twice where it is made up now; empty where nobody is there."""
    from afterword.store.vault import NEW

    return str(click.prompt(what, hide_input=True, confirmation_prompt=what.startswith(NEW), err=True)) if sys.stdin.isatty() else ""


@click.group("account")
def account() -> None:
    """The accounts your mail, calendars and contacts are read from, and your mail is sent through."""


def _server(text: str | None, usual: Server | None) -> Server | None:
    """`HOST:PORT`, or with `tls://`, `starttls://` or `plain://` before it."""
    from afterword.app.accounts import Server

    if not text:
        return usual
    found = re.fullmatch(r"(?:(tls|starttls|plain)://)?(\[[0-9A-Fa-f:]+\]|[^:/\s]+):(\d{1,5})", text.strip())
    if found is None:
        raise BadUsage(f"{text!r} is no server: write HOST:PORT, or starttls://HOST:PORT")
    port = int(found[3])
    security: Any = found[1] or ("starttls" if port in (25, 143, 587) else "tls")
    return Server(found[2], port, security)


def _password(file: str | None) -> str:
    """The password: from a file, from standard input (-), or asked for."""
    if file == "-":
        return sys.stdin.readline().rstrip("\r\n")
    if file:
        try:
            return Path(file).read_text(encoding="utf-8").split("\n", 1)[0].rstrip("\r")
        except (OSError, UnicodeDecodeError) as error:
            raise Unreadable(f"{file}: {error}") from None
    given = asked("Password")
    if not given:
        raise Refused("nobody is here to type the password: give it with --password-file FILE, or - for standard input")
    return given


@account.command("add")
@click.argument("address")
@click.option("--name", default="", help="what you call it; the address, if you do not say")
@click.option("--provider", default="", help="a known provider, where the address does not tell")
@click.option("--imap", default=None, help="HOST:PORT (or starttls://HOST:PORT) to read from")
@click.option("--smtp", default=None, help="HOST:PORT to send through")
@click.option("--user", default="", help="the name to sign in with, where it is not the address")
@click.option("--folder", "--calendar", "folders", multiple=True, help="a folder, calendar or address book to read, by its name; may be repeated")
@click.option("--drafts", default="", help="the folder for drafts, where the server does not mark it")
@click.option("--sent", default="", help="the folder for sent mail, where the server does not mark it")
@click.option(
    "--kind", type=click.Choice(["mail", "caldav", "carddav", "ics", "folder", "notify"]), default="mail",
    help="mail; calendars (caldav) or contacts (carddav) on a server; a calendar at a web address (ics); a folder that is watched; a service for reminders (notify: ntfys://HOST/TOPIC)",
)
@click.option("--todos", default="", help="also write your follow-ups as to-dos into this list on the server (caldav); off if you do not say")
@click.option("--sign-in", is_flag=True, help="sign in in the browser instead of giving a password (Google, Microsoft)")
@click.option("--password-file", default=None, help="a file with the password on its first line, or - for standard input")
def add(
    address: str, name: str, provider: str, imap: str | None, smtp: str | None, user: str, folders: tuple[str, ...], drafts: str, sent: str, kind: str,
    todos: str, sign_in: bool, password_file: str | None,
) -> None:  # fmt: skip
    """Add an account by its ADDRESS: a mail address; for calendars and contacts also their server's; a web address (ics); a path (folder)."""
    from afterword.app import accounts, calendar_accounts

    known: accounts.Provider | None = None
    if todos and kind != "caldav":
        raise BadUsage("--todos is for calendars: --kind caldav")
    if kind == "mail":
        made = _mail(address, name, provider, imap, smtp, sign_in=sign_in)
        from dataclasses import replace

        made = replace(made, user=user, folders=folders, drafts=drafts, sent=sent)
        known = accounts.providers().get(made.provider)
    elif kind in ("caldav", "carddav"):
        made = calendar_accounts.guess(address, kind, name=name, provider=provider, user=user, folders=folders, todos=todos, sign_in=sign_in)  # type: ignore[arg-type]
        known = accounts.providers().get(made.provider)
    elif kind == "notify":
        from afterword.channels import notify

        made = accounts.Account(name or notify.known(address), kind="notify", url=notify.known(address))
    else:
        shown = name or (calendar_accounts.host_name(address) if kind == "ics" else Path(address).name)
        made = accounts.Account(shown, kind=kind, url=address, user=user)  # type: ignore[arg-type]
    if known and not sign_in and not desk.wants_json() and sys.stdin.isatty():
        desk.say(known.password if kind == "mail" else calendar_accounts.hint_of(known))
    needs = kind == "mail" or bool(made.user)
    secret = _signed_in(made) if sign_in else _password(password_file) if needs else address if kind == "notify" else ""
    where = accounts.add(desk.path(), made, secret, ask=asked)
    said = f" Its {'address' if kind == 'notify' else 'password'} is in {where}." if where else ""
    check = f" See whether it works: afterword account test {shlex.quote(made.name)}" if kind != "folder" else ""
    desk.answer(f"Added {made.name}.{said}{check}", account=accounts.as_dict(made), secret=where)


def _signed_in(made: Account) -> str:
    """Sends the person to the sign-in page and waits; the page opens by itself where it can."""
    import webbrowser

    from afterword.app import accounts, signing_in
    from afterword.settings import read

    issuer = signing_in.issuers()[accounts.providers()[made.provider].issuer].asking_for(made.kind)
    chosen = read(desk.path())
    client = signing_in.Client(chosen[f"oauth.{issuer.name}_client_id"], chosen["oauth.google_client_secret"] if issuer.name == "google" else "")
    if not client.id:
        raise Refused(f"set oauth.{issuer.name}_client_id in settings.toml first; how to get one: docs/guide/sending.md")

    def show(url: str) -> None:
        click.echo(f"Sign in on this page, then come back:\n\n{url}\n", err=True)
        webbrowser.open(url)

    return signing_in.sign_in(issuer, client, made.login, show)


def _mail(address: str, name: str, provider: str, imap: str | None, smtp: str | None, *, sign_in: bool = False) -> Account:
    from afterword.app import accounts

    if imap or smtp:
        known = accounts.providers().get(provider)
        if sign_in and not (known and known.issuer):
            raise BadUsage("--sign-in needs --provider gmail or microsoft")
        return accounts.Account(
            name or address, address, _server(imap, known.imap if known else None), _server(smtp, known.smtp if known else None),
            "oauth2" if sign_in else "password", provider,
        )  # fmt: skip
    return accounts.guess(address, name, provider, sign_in=sign_in)


@account.command("list")
def list_accounts() -> None:
    """The accounts, without their secrets."""
    from afterword.app import accounts, calendar_accounts

    every = accounts.accounts(desk.path())
    if desk.wants_json():
        desk.document({"version": 1, "accounts": [accounts.as_dict(a) for a in every]})
        return
    if not every:
        desk.say("There is no account yet: afterword account add ADDRESS")
    for one in every:
        servers = ", ".join(f"{s.host}:{s.port}" for s in (one.imap, one.smtp) if s) or calendar_accounts.place(one)
        desk.say(f"{one.name}  {one.kind}  {one.address if one.address != one.name else ''}  {servers}".replace("    ", "  "))


@account.command("test")
@click.argument("name", default="")
def test(name: str) -> None:
    """Sign in and look around. Sends nothing, changes nothing."""
    from afterword.app import accounts

    found = accounts.test(desk.path(), name, ask=asked)
    ok = all(check.ok for check in found)
    if desk.wants_json():
        desk.document({"version": 1, "ok": ok, "checks": [{"what": c.what, "ok": c.ok, "detail": c.detail} for c in found]})
    else:
        for check in found:
            desk.say(f"{'works' if check.ok else 'fails'}  {check.what}: {check.detail}")
    if not ok:
        sys.exit(Refused.exit_code)


@account.command("remove")
@click.argument("name")
@click.option("--yes", is_flag=True, help="do not ask")
def remove(name: str, yes: bool) -> None:
    """Forget an account and its password. What was read through it stays."""
    from afterword.app import accounts

    one = accounts.account(desk.path(), name)
    desk.confirm(f"Forget the account {one.name} and its password?", yes=yes)
    accounts.remove(desk.path(), one.name, ask=asked)
    desk.answer(f"Removed {one.name}. What was read through it stays.", account=one.name)


COMMANDS = {"account": account}
