"""Accounts: which servers hold the user's mail, calendars and contacts. Their secrets are the vault's (store/vault.py)."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal

from afterword.errors import BadUsage, NotFound, Refused
from afterword.store.files import private_dir, write_file
from afterword.store.vault import Ask, Vault

FILE = "accounts.toml"
Security = Literal["tls", "starttls", "plain"]
Kind = Literal["mail", "caldav", "carddav", "ics", "folder", "notify"]
SECURITIES: tuple[Security, ...] = ("tls", "starttls", "plain")
KINDS: tuple[Kind, ...] = ("mail", "caldav", "carddav", "ics", "folder", "notify")
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\[?[0-9A-Fa-f:.]{2,45}\]?")
_NAME = re.compile(r"[\w][\w .@+-]{0,99}")


@dataclass(frozen=True, slots=True)
class Server:
    """One server. `plain` speaks without TLS, and only ever to this very machine."""

    host: str
    port: int
    security: Security = "tls"


@dataclass(frozen=True, slots=True)
class Account:
    """One account. `user` signs in, and is the address where empty; `url` is where a server, calendar or folder lies."""

    name: str
    address: str = ""
    imap: Server | None = None
    smtp: Server | None = None
    auth: Literal["password", "oauth2"] = "password"
    provider: str = ""
    folders: tuple[str, ...] = ()  # folders, calendars or address books to read; empty: inbox, archive, sent, or all
    drafts: str = ""  # names of folders; empty: as the server marks them
    sent: str = ""
    kind: Kind = "mail"
    url: str = ""
    user: str = ""
    todos: str = ""  # the list of to-dos that follow-ups are written to; empty: nothing is written

    @property
    def login(self) -> str:
        """The name to sign in with."""
        return self.user or self.address


@dataclass(frozen=True, slots=True)
class Provider:
    """What is known about a mail provider. `closed`: it lets no program in with a password."""

    slug: str
    title: str
    domains: tuple[str, ...]
    imap: Server
    smtp: Server
    password: str  # in plain words, how to get a password for a program
    saves_sent: bool = False
    closed: bool = False
    issuer: str = ""  # who signs people in there, in the browser (signing_in.py)
    caldav: str = ""  # where calendars and address books lie; empty: not known, or there are none
    carddav: str = ""
    hosts: tuple[str, ...] = ()  # domains over which these are spread
    calendars: str = ""  # in plain words, how to get a password for them, or what to do instead


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that `test` tried: what, whether it worked, and what was seen or what to do."""

    what: str
    ok: bool
    detail: str


@cache
def providers() -> dict[str, Provider]:
    """The providers known, by slug."""
    text = files("afterword.app").joinpath("providers.toml").read_text(encoding="utf-8")
    return {
        slug: Provider(
            slug, one["title"], tuple(one["domains"]), Server(**one["imap"]), Server(**one["smtp"]), one["password"],
            one.get("saves_sent", False), one.get("closed", False), one.get("issuer", ""),
            one.get("caldav", ""), one.get("carddav", ""), tuple(one.get("hosts", ())), one.get("calendars", ""),
        )
        for slug, one in tomllib.loads(text).items()
    }  # fmt: skip


def provider_of(address: str) -> Provider | None:
    """The provider of an address, where its domain says so."""
    domain = address.rpartition("@")[2].lower()
    return next((p for p in providers().values() if domain in p.domains), None)


def is_loopback(host: str) -> bool:
    """Is this host the very machine we run on?"""
    bare = host.strip("[]").lower()
    if bare == "localhost":
        return True
    try:
        return ip_address(bare).is_loopback
    except ValueError:
        return False


def accounts(path: Path) -> list[Account]:
    """The accounts of a data home. Raises BadUsage with the place of what is wrong."""
    file = path / FILE
    if not file.is_file():
        return []
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
        return [_checked(_read(one)) for one in told.get("account", [])]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError, KeyError, AttributeError) as error:
        raise BadUsage(f"{file}: {error}. Mend it, or remove the account and add it again") from None


def account(path: Path, name: str = "") -> Account:
    """The account of that name or address; without a name, the only one. Raises NotFound."""
    every = accounts(path)
    wanted = name.casefold()
    found = [a for a in every if not wanted or wanted in (a.name.casefold(), a.address.casefold())]
    if len(found) == 1:
        return found[0]
    known = ", ".join(a.name for a in every)
    if not every:
        raise NotFound("there is no account yet: afterword account add ADDRESS")
    raise NotFound(f"{f'no account is called {name!r}' if name else 'say which account'}: {known}")


def guess(address: str, name: str = "", provider: str = "", *, sign_in: bool = False) -> Account:
    """A mail account for an address, with the servers its provider is known by. Raises BadUsage where none is known."""
    if "@" not in address:
        raise BadUsage(f"{address!r} is no mail address; for a calendar, contacts or a folder say which with --kind")
    known = providers().get(provider) if provider else provider_of(address)
    if known is None:
        raise BadUsage(
            f"the servers of {address} are not known: give --imap and --smtp (HOST:PORT), as your provider's help says; "
            f"or --provider, one of {', '.join(providers())}"
        )
    if sign_in and not known.issuer:
        raise BadUsage(f"{known.title} has no sign-in in the browser: {known.password}")
    if known.closed and not sign_in:
        raise Refused(known.password)
    return Account(name or address, address, known.imap, known.smtp, "oauth2" if sign_in else "password", known.slug)


def add(path: Path, one: Account, secret: str = "", *, ask: Ask | None = None) -> str:
    """Keeps an account and its secret; one of the same name is replaced. Returns in words where the secret is.

    Raises Refused where the secret could only be kept in plain text: nothing is kept then.
    """
    made = _checked(one)
    where = Vault(path, ask).put(made.name, secret) if secret else ""
    _write(path, [*(a for a in accounts(path) if a.name.casefold() != made.name.casefold()), made])
    return where


def remove(path: Path, name: str, *, ask: Ask | None = None) -> Account:
    """Forgets an account and its secret. What was read through it stays."""
    gone = account(path, name)
    _write(path, [a for a in accounts(path) if a.name != gone.name])
    Vault(path, ask).drop(gone.name)
    return gone


def secret(path: Path, one: Account, *, ask: Ask | None = None) -> str:
    """The password of an account, or its token of this hour. Raises Refused where there is none, or it cannot be opened."""
    vault = Vault(path, ask)
    found = vault.get(one.name)
    if found is None:
        raise Refused(f"no password is kept for {one.name}: afterword account add {one.address or one.name}")
    if one.auth == "oauth2":
        from afterword.app import signing_in

        token, kept = signing_in.fresh(found)
        if kept != found:
            vault.put(one.name, kept)
        return token
    return found


def test(path: Path, name: str = "", *, ask: Ask | None = None, patience: float = 30.0) -> list[Check]:  # noqa: PT028 - no test of pytest's
    """Signs in to an account's servers and looks around; sends nothing but a line to a service for reminders. `patience` in seconds."""
    from afterword.app import connecting

    one = account(path, name)
    if one.kind == "notify":
        from afterword.channels import notify

        sent = notify.send(secret(path, one, ask=ask), "This is how Afterword reaches you here.")
        return [Check("notification", sent, "one line was sent there" if sent else "the service did not take it: see its address and your network")]
    if one.kind != "mail":
        from afterword.app import calendar_accounts

        return calendar_accounts.look(path, one, ask, patience)
    word = secret(path, one, ask=ask)
    return connecting.look(one, word, patience)


def as_dict(one: Account) -> dict[str, Any]:
    """An account as JSON and TOML show it: what is set, nothing secret."""
    plain: dict[str, Any] = {"name": one.name, "kind": one.kind}
    for field in ("address", "provider", "user", "url", "drafts", "sent", "todos"):
        if value := getattr(one, field):
            plain[field] = value
    if one.auth != "password":
        plain["auth"] = one.auth
    if one.folders:
        plain["folders"] = list(one.folders)
    for field in ("imap", "smtp"):
        server: Server | None = getattr(one, field)
        if server is not None:
            plain[field] = {"host": server.host, "port": server.port, "security": server.security}
    return plain


def _read(told: dict[str, Any]) -> Account:
    servers: dict[str, Any] = {side: Server(**told[side]) for side in ("imap", "smtp") if side in told}
    return Account(**{**told, **servers, "folders": tuple(told.get("folders", ()))})


def _checked(one: Account) -> Account:
    """The account where it makes sense. Raises BadUsage, or Refused for a password that would travel in the clear."""
    if not _NAME.fullmatch(one.name):
        raise BadUsage(f"{one.name!r} cannot name an account: use letters, digits, spaces and . @ + -")
    if one.kind not in KINDS or one.auth not in ("password", "oauth2"):
        raise BadUsage(f"{one.name}: {one.kind!r} or {one.auth!r} is not known")
    if one.kind == "mail" and not re.fullmatch(r"[^\s@<>\x00-\x1f]{1,64}@[^\s@<>\x00-\x1f]{1,253}", one.address):
        raise BadUsage(f"{one.address!r} is no mail address")
    for server in (one.imap, one.smtp):
        if server is not None:
            _check_server(server)
    if one.kind in ("caldav", "carddav") or (one.user and one.kind == "ics"):
        _check_address(one)
    if re.search(r"[\x00-\x1f\x7f]", one.login + one.todos + one.url + one.drafts + one.sent + "".join(one.folders)):
        raise BadUsage(f"{one.name}: control characters have no place in an account")
    return replace(one, folders=tuple(one.folders))


def _check_server(server: Server) -> None:
    if not isinstance(server.host, str) or not _HOST.fullmatch(server.host):
        raise BadUsage(f"{server.host!r} is no host")
    if not isinstance(server.port, int) or not 0 < server.port < 65536:
        raise BadUsage(f"{server.port!r} is no port")
    if server.security not in SECURITIES:
        raise BadUsage(f"{server.security!r}: choose from {', '.join(SECURITIES)}")
    if server.security == "plain" and not is_loopback(server.host):
        raise Refused(f"{server.host} would get your password in the clear: use tls or starttls")


def _check_address(one: Account) -> None:
    scheme, _, rest = one.url.partition("://")
    host = re.match(r"(\[[0-9A-Fa-f:]+\]|[A-Za-z0-9.-]+)(?::\d{1,5})?(?:[/?]|$)", rest)
    if scheme not in ("https", "http", "webcal", "webcals") or host is None:
        raise BadUsage(f"{one.url!r} is no web address: write https://HOST/...")
    if scheme == "http" and not is_loopback(host[1]):
        raise Refused(f"{host[1]} would get your password in the clear: use https")


def _write(path: Path, every: list[Account]) -> None:
    lines = ["# Written by `afterword account`. No secrets here: those are in the keyring, or in secrets.age."]
    for one in every:
        lines += ["", "[[account]]", *(f"{key} = {_toml(value)}" for key, value in as_dict(one).items())]
    private_dir(path)
    write_file(path / FILE, ["\n".join([*lines, ""]).encode("utf-8")])


def _toml(value: Any) -> str:
    """A value as TOML writes it. JSON's strings are TOML's, but for DEL."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(inner)}" for key, inner in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
