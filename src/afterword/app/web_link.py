"""The way to a calendar server or a calendar's address: TLS checked, sizes and times bounded, the secret shown to nobody else.

A redirect is followed by hand and never carries a secret to another host (RELIABILITY.md, P24): where a server sends us
elsewhere, the user is told where, and adds that address if it is right.
"""

from __future__ import annotations

import socket
import ssl
import time
import zlib
from base64 import b64encode
from collections.abc import Mapping, Sequence
from typing import Any, Self
from urllib.parse import urlsplit

import httpx2

from afterword.app.accounts import is_loopback
from afterword.errors import Refused, Unreadable, guarded, one_line
from afterword.sources.dav import Told, TooLong
from afterword.sources.dav_xml import absolute

LONGEST = 32 * 1024 * 1024
"""Bytes of an answer that are read."""
WHOLE = 10
"""An answer must end within so many times the patience for a silent server."""
REDIRECTS = 5
_MOVED = (301, 302, 307, 308)


def _believing(scheme: str) -> ssl.SSLContext:
    """Who is believed to be who they say: the system's authorities; nobody, where only this machine is spoken to."""
    return ssl.create_default_context() if scheme == "https" else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


class WebLink:
    """One account's way out. `name` and `hint` (how to get the right password) are for messages, `trusted` for the hosts,
    and all below them, that belong to the same provider and may have the secret too. `bearer`: the secret is a token.
    """

    def __init__(
        self, name: str, home: str, user: str = "", secret: str = "", *, bearer: bool = False, trusted: Sequence[str] = (), hint: str = "", private: bool = False,
        patience: float = 60.0,
    ) -> None:  # fmt: skip
        self.name, self.home, self.trusted, self.hint, self.private, self.patience = name, urlsplit(absolute(home, "")), tuple(trusted), hint, private, patience
        self._pair = (guarded(user), guarded(secret))
        self.auth = ""
        self._digest: httpx2.DigestAuth | None = None
        if secret:
            self.auth = f"Bearer {secret}" if bearer else f"Basic {b64encode(f'{user}:{secret}'.encode()).decode()}"
        self._web = httpx2.Client(timeout=patience, verify=_believing(self.home.scheme), follow_redirects=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._web.close()

    def ask(self, method: str, url: str, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Told:
        """What is answered, redirects followed. Raises Unreadable where nobody answers well, Refused where we are not let in."""
        for _ in range(REDIRECTS + 1):
            self._safe(url)
            told = self._once(method, url, body, dict(headers or {}))
            if told.status == 401 and self._asks_for_digest(told):
                self._digest = httpx2.DigestAuth(*self._pair)
                told = self._once(method, url, body, dict(headers or {}))
            if told.status not in _MOVED or method in ("PUT", "DELETE", "MKCALENDAR"):
                break
            url = self._sent_to(told)
        else:
            raise Unreadable(f"{self.name}: {self._host(url)} sends us in circles: check the address")
        if told.status == 401:
            raise Refused(f"{self.name}: {self._host(url)} does not take this password: {self.hint}" if self.auth else f"{self.name}: {self._host(url)} asks for a password: {self.hint}")
        if told.status == 429 or (told.status >= 500 and told.status not in (501, 507)):
            raise Unreadable(f"{self.name}: {self._host(url)} answers {told.status}: try again later; what was read is kept")
        return told

    def _asks_for_digest(self, told: Told) -> bool:
        """Some servers (Baïkal) take a password only as a proof of it (RFC 7616)."""
        asked = told.headers.get("www-authenticate", "").lower()
        return self._digest is None and self.auth.startswith("Basic") and "digest" in asked and "basic" not in asked

    def _sent_to(self, told: Told) -> str:
        url = absolute(told.url, told.headers.get("location", ""))
        if self.auth and not self._may_have(url):
            raise Refused(
                f"{self.name}: {self._host(told.url)} sends us on to {urlsplit(url).scheme}://{urlsplit(url).netloc}, which would get your password: "
                "if that is right, add the account again with that address"
            )
        return url

    def _safe(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or "") and is_loopback(self.home.hostname or "")):
            return
        raise Refused(f"{self.name}: only https addresses are used, and this is none" + ("" if self.private else f": {parts.scheme}://{parts.netloc}"))

    def _may_have(self, url: str) -> bool:
        """May this address see the secret? The account's own host may, and its provider's others."""
        parts = urlsplit(url)
        host = parts.hostname or ""
        if (parts.scheme, parts.hostname, parts.port) == (self.home.scheme, self.home.hostname, self.home.port):
            return True
        return parts.scheme == "https" and parts.port in (None, 443) and any(host == one or host.endswith(f".{one}") for one in self.trusted)

    def _once(self, method: str, url: str, body: bytes, headers: dict[str, str]) -> Told:
        if self.auth and not self._may_have(url):
            raise Refused(f"{self.name}: what is to be read lies at {self._host(url)}, which would get your password: if that is right, add the account again with that address")
        headers |= {"Accept-Encoding": "identity", "User-Agent": "Afterword"}
        if self.auth and self._digest is None:
            headers["Authorization"] = self.auth
        if body:
            headers.setdefault("Content-Type", "application/xml; charset=utf-8")
        until = time.monotonic() + WHOLE * self.patience
        try:
            with self._web.stream(method, url, content=body or None, headers=headers, auth=self._digest) as answer:
                return Told(answer.status_code, self._body(answer, until), url, {k.lower(): v for k, v in answer.headers.items()})
        except (httpx2.HTTPError, httpx2.InvalidURL, OSError, zlib.error) as error:
            raise Unreadable(f"{self.name}: {self._why(url, error)}") from None

    def _body(self, answer: Any, until: float) -> bytes:
        body = bytearray()
        packed = answer.headers.get("content-encoding", "identity").strip().lower()
        if packed not in ("identity", "", "gzip"):
            raise Unreadable(f"{self.name}: the server packs its answers in a way that was not asked for ({one_line(ValueError(packed))[:40]})")
        unpacker = zlib.decompressobj(31) if packed == "gzip" else None
        for part in answer.iter_raw():
            body += unpacker.decompress(part, LONGEST + 1 - len(body)) if unpacker else part
            if len(body) > LONGEST:
                raise TooLong(f"{self.name}: an answer of the server is over {LONGEST >> 20} MiB")
            if time.monotonic() > until:
                raise Unreadable(f"{self.name}: the server takes too long: try again later; what was read is kept")
        return bytes(body)

    def _host(self, url: str) -> str:
        return urlsplit(url).hostname or "the server"

    def _why(self, url: str, error: BaseException) -> str:
        host = self._host(url)
        cause: BaseException | None = error
        while cause is not None:
            if isinstance(cause, ssl.SSLCertVerificationError):
                return f"{host} cannot prove that it is {host} ({cause.verify_message}): nothing was said to it"
            if isinstance(cause, socket.gaierror):
                return f"there is no {host}: check its name, and the network"
            cause = cause.__cause__ or cause.__context__
        if isinstance(error, httpx2.TimeoutException):
            return f"{host} does not answer: check the address and the network"
        said = type(error).__name__ if self.private else one_line(error)
        if isinstance(error, httpx2.ConnectError):
            return f"{host} could not be reached ({said}): check the address and the network"
        return f"{host} broke off ({said}); what was read is kept, run it again"
