"""Opens the doors to the user's mail servers: TLS checked, signed in, every argument guarded (RELIABILITY.md, finding 9)."""

from __future__ import annotations

import smtplib
import socket
import ssl
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from afterword.app.accounts import Account, Check, Server
from afterword.errors import Refused, Unreadable, guarded, one_line
from afterword.store.crash import crash_point

if TYPE_CHECKING:
    from imapclient import IMAPClient

PATIENCE = 60.0
"""Seconds for which a silent server is waited for."""


class _Written(smtplib.SMTP):
    """Passes a crash point before and after everything it writes (RELIABILITY.md, P1)."""

    def send(self, s: Any) -> None:
        crash_point("before write to the server")
        super().send(s)
        crash_point("after write to the server")


class _WrittenTls(_Written, smtplib.SMTP_SSL):
    """The same inside TLS."""


def smtp(account: Account, secret: str, patience: float = PATIENCE) -> smtplib.SMTP:
    """A connection that is ready to take a mail. Raises OSError or SMTPException where the server cannot be reached,

    Refused where it will not speak safely or does not take the password.
    """
    server = _server(account, account.smtp, "SMTP")
    user, word = guarded(account.login), guarded(secret)
    safe = ssl.create_default_context()
    link: smtplib.SMTP
    if server.security == "tls":
        link = _WrittenTls(server.host, server.port, local_hostname="[127.0.0.1]", timeout=patience, context=safe)
    else:
        link = _Written(server.host, server.port, local_hostname="[127.0.0.1]", timeout=patience)
    try:
        link.ehlo()
        if server.security == "starttls":
            _require(link.has_extn("starttls"), f"{server.host} does not offer TLS: somebody may be listening, so nothing was said")
            link.starttls(context=safe)
            link.ehlo()
        if word:
            _require(link.has_extn("auth"), f"{server.host} does not ask who you are: check host and port (afterword account test)")
            if account.auth == "oauth2":
                link.auth("XOAUTH2", lambda challenge=None: f"user={user}\1auth=Bearer {word}\1\1" if challenge is None else "")
            else:
                link.login(user, word)
    except smtplib.SMTPAuthenticationError:
        link.close()
        raise Refused(f"{server.host} does not take this password: {_hint(account)}") from None
    except BaseException:
        link.close()
        raise
    return link


def imap(account: Account, secret: str, patience: float = PATIENCE) -> IMAPClient:
    """A mailbox that is signed in to. Raises Unreadable where the server cannot be reached, Refused where it says no."""
    from imapclient import IMAPClient, SocketTimeout
    from imapclient.exceptions import IMAPClientError, LoginError

    server = _server(account, account.imap, "IMAP")
    user, word = guarded(account.login), guarded(secret)
    safe = ssl.create_default_context()
    try:
        link = IMAPClient(
            server.host, server.port, ssl=server.security == "tls", ssl_context=safe if server.security == "tls" else None,
            timeout=SocketTimeout(connect=patience, read=patience),
        )  # fmt: skip
    except (OSError, IMAPClientError) as error:
        raise Unreadable(_unreachable(server, error)) from None
    link.normalise_times = False  # instants as the server tells them, whatever zone this machine is in today
    try:
        if server.security == "starttls":
            _require(link.has_capability("STARTTLS"), f"{server.host} does not offer TLS: somebody may be listening, so nothing was said")
            link.starttls(safe)
        if account.auth == "oauth2":
            link.oauth2_login(user, word)
        else:
            link.login(user, word)
    except LoginError:
        link.shutdown()
        raise Refused(f"{server.host} does not take this password: {_hint(account)}") from None
    except (OSError, IMAPClientError) as error:
        link.shutdown()
        raise Unreadable(_unreachable(server, error)) from None
    except BaseException:
        link.shutdown()
        raise
    return link


def leave(link: IMAPClient) -> None:
    """Ends a connection to a mailbox, whatever state it is in."""
    try:
        link.logout()
    except Exception:  # noqa: BLE001 - the line is dead already
        with suppress(OSError):
            link.shutdown()


def _require(holds: bool, else_say: str) -> None:
    if not holds:
        raise Refused(else_say)


def look(account: Account, secret: str, patience: float = PATIENCE) -> list[Check]:
    """Signs in on both sides and says what was found. Changes nothing."""
    found = []
    if account.imap is not None:
        found.append(_looked("IMAP", account.imap, lambda: _folders(account, secret, patience)))
    if account.smtp is not None:
        found.append(_looked("SMTP", account.smtp, lambda: _greeted(account, secret, patience)))
    return found


def _looked(what: str, server: Server, work: Any) -> Check:
    try:
        return Check(f"{what} {server.host}:{server.port}", True, work())
    except (Refused, Unreadable) as error:
        return Check(f"{what} {server.host}:{server.port}", False, str(error))
    except (OSError, smtplib.SMTPException) as error:
        return Check(f"{what} {server.host}:{server.port}", False, _unreachable(server, error))


def _folders(account: Account, secret: str, patience: float) -> str:
    link = imap(account, secret, patience)
    try:
        return f"signed in; {len(link.list_folders())} folders"
    finally:
        link.logout()


def _greeted(account: Account, secret: str, patience: float) -> str:
    link = smtp(account, secret, patience)
    try:
        link.noop()
        return "signed in; ready to send"
    finally:
        link.close()


def _server(account: Account, server: Server | None, what: str) -> Server:
    if server is None:
        raise Refused(f"{account.name} has no {what} server: afterword account add {account.address} --{what.lower()} HOST:PORT")
    return server


def _hint(account: Account) -> str:
    from afterword.app.accounts import providers

    if account.auth == "oauth2":
        return f"sign in again with afterword account add {account.address} --sign-in"
    known = providers().get(account.provider)
    return known.password if known else "try it again with `afterword account add`, with an app password where there is one"


def _unreachable(server: Server, error: BaseException) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"{server.host} cannot prove that it is {server.host} ({error.verify_message}): nothing was said to it"
    if isinstance(error, socket.gaierror):
        return f"there is no {server.host}: check its name, and the network"
    if isinstance(error, TimeoutError):
        return f"{server.host}:{server.port} does not answer: check host, port and the network"
    return f"{server.host}:{server.port}: {one_line(error)}"
