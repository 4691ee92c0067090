"""Accounts of calendars and contacts: where they lie at which provider, how they are signed in to, and a look around."""

from __future__ import annotations

from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

from afterword.app import accounts
from afterword.app.accounts import Account, Check, Provider
from afterword.errors import AfterwordError, BadUsage, Refused
from afterword.sources.dav import Kind, Link
from afterword.store.vault import Ask

WORDS = {"caldav": "calendars", "carddav": "contacts"}
_ASKS = "try it again with `afterword account add`, with an app password where your provider has such"


def guess(
    address: str, kind: Kind, *, name: str = "", provider: str = "", user: str = "", folders: tuple[str, ...] = (), todos: str = "", sign_in: bool = False,
) -> Account:  # fmt: skip
    """An account for a mail address or a server's address. Raises BadUsage or Refused where its provider offers no such thing."""
    at = "@" in address and "://" not in address
    known = accounts.providers().get(provider) if provider else accounts.provider_of(address) if at else _provider_at(address)
    if provider and known is None:
        raise BadUsage(f"{provider!r} is not known: choose from {', '.join(accounts.providers())}")
    if known is not None:
        _check_offer(known, kind, sign_in=sign_in)
    elif sign_in:
        raise BadUsage("--sign-in is for Google's calendars and contacts: add --provider gmail")
    signs_in = user or (address if at else "")
    url = address
    if at:
        domain = address.rpartition("@")[2]
        told = (known.caldav if kind == "caldav" else known.carddav) if known else f"https://{domain}/.well-known/{kind}"
        url = told.replace("{user}", signs_in)
    elif "://" not in url:
        url = f"https://{url}"
    if todos and kind != "caldav":
        raise BadUsage("--todos is for calendars: --kind caldav")
    shown = name or f"{address if at else urlsplit(url).hostname or 'server'} {WORDS[kind]}"
    return Account(
        shown, auth="oauth2" if sign_in else "password", provider=known.slug if known else "", folders=folders, kind=kind, url=url, user=signs_in, todos=todos,
    )  # fmt: skip


def _provider_at(address: str) -> Provider | None:
    host = urlsplit(address if "://" in address else f"https://{address}").hostname or ""
    return next((p for p in accounts.providers().values() if any(host == one or host.endswith(f".{one}") for one in p.hosts)), None)


def _check_offer(known: Provider, kind: Kind, *, sign_in: bool) -> None:
    if not (known.caldav if kind == "caldav" else known.carddav):
        raise Refused(known.calendars or f"{known.title} lets no program at its {WORDS[kind]}: export them, and import the file")
    if sign_in and known.issuer != "google":
        raise BadUsage(f"{known.title} has no sign-in in the browser for this: {hint_of(known)}")
    if known.issuer == "google" and not sign_in:
        raise Refused(known.calendars)


def hint_of(known: Provider | None) -> str:
    """In plain words, how to get the right password."""
    return (known.calendars or known.password) if known else _ASKS


def host_name(address: str) -> str:
    """What a calendar at an address is called where nobody named it: its host, for the rest of it is a secret."""
    return urlsplit(address).hostname or "calendar"


def place(one: Account) -> str:
    """Where an account lies, as it may be shown: whoever has the address of a calendar can read it."""
    if one.kind == "notify":
        return f"{one.url}://..."
    return f"https://{host_name(one.url)}/..." if one.kind == "ics" else one.url


def link(path: Path, one: Account, ask: Ask | None, patience: float) -> Link:
    """The way to an account's server, closed with its `close`. Raises Refused where its secret cannot be opened."""
    from afterword.app.feed_syncing import address
    from afterword.app.web_link import WebLink

    known = accounts.providers().get(one.provider)
    hint = f"sign in again with afterword account add {one.user} --kind {one.kind} --sign-in" if one.auth == "oauth2" else hint_of(known)
    word = accounts.secret(path, one, ask=ask) if one.user else ""
    return WebLink(
        one.name, address(one.url), one.login, word, bearer=one.auth == "oauth2", trusted=known.hosts if known else (), hint=hint, private=one.kind == "ics",
        patience=patience,
    )  # fmt: skip


def look(path: Path, one: Account, ask: Ask | None, patience: float) -> list[Check]:
    """Looks at what an account would read. Changes nothing."""
    if one.kind == "folder":
        there = Path(one.url).expanduser().exists()
        return [Check("folder", there, one.url if there else f"there is no {one.url}: make it, or remove the account")]
    what = {"caldav": "CalDAV", "carddav": "CardDAV"}.get(one.kind, "calendar")
    shown = f"{what} {host_name(one.url)}"
    try:
        return [Check(shown, True, _seen(path, one, ask, patience))]
    except AfterwordError as error:
        return [Check(shown, False, str(error).removeprefix(f"{one.name}: "))]


def _seen(path: Path, one: Account, ask: Ask | None, patience: float) -> str:
    from afterword.app import feed_syncing
    from afterword.sources import dav

    with link(path, one, ask, patience) as way:
        if one.kind == "ics":
            return feed_syncing.look(one, way)
        kind = cast("Kind", one.kind)
        found = [book for home in dav.homes(way, one.url, kind) for book in dav.books(way, home, kind) or ()]
        names = [book.name for book in found if kind == "carddav" or book.events]
        lists = [book.name for book in found if book.todos]
    if missing := [name for name in one.folders if name.casefold() not in {n.casefold() for n in names}]:
        raise Refused(f"there is no {missing[0]!r} there: choose from {', '.join(names) or 'nothing, it is empty'}")
    return f"signed in; {', '.join(names) or 'nothing there yet'}" + (f"; to-dos may go to {', '.join(lists)}" if lists and kind == "caldav" else "")
