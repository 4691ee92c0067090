"""Signing in at Google or Microsoft in the browser (OAuth 2 with PKCE), for mail servers that take no password.

What comes back is kept as a secret like a password: it holds all that is needed to fetch the next token.
"""

from __future__ import annotations

import json
import secrets
import time
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qs, urlsplit

from afterword.errors import Refused

PATIENCE = 300.0
"""Seconds in which the person signs in."""
EARLY = 90
"""Seconds before its end when a token counts as spent."""
_PAGE = "<!doctype html><meta charset=utf-8><title>Afterword</title><p>{}</p>"


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who signs people in. All addresses may be others', which is how the tests run one of their own."""

    name: str
    authorize: str
    token: str
    scope: str
    host: str = "127.0.0.1"
    more: Mapping[str, str] = field(default_factory=dict)
    scopes: Mapping[str, str] = field(default_factory=dict)  # what is asked for instead, by kind of account

    def asking_for(self, kind: str) -> Issuer:
        """The same, asking for what an account of this kind needs and no more."""
        return replace(self, scope=self.scopes.get(kind, self.scope))


@dataclass(frozen=True, slots=True)
class Client:
    """The program as the issuer knows it: the user registers it and sets its id. Google calls the second a secret."""

    id: str
    secret: str = ""


@cache
def issuers() -> dict[str, Issuer]:
    """The issuers known, by name."""
    text = files("afterword.app").joinpath("issuers.toml").read_text(encoding="utf-8")
    return {name: Issuer(name, **told) for name, told in tomllib.loads(text).items()}


def sign_in(issuer: Issuer, client: Client, address: str, show: Callable[[str], object], patience: float = PATIENCE) -> str:
    """Sends the person to the issuer's page (`show` gets its address) and waits for them. Returns what to keep as the secret.

    Raises Refused where they said no, did not come back, or the issuer would not have it.
    """
    verifier = secrets.token_urlsafe(64)
    with _Waiting(("127.0.0.1", 0), _Returned) as server:
        back = f"http://{issuer.host}:{server.server_address[1]}/"
        with _session(issuer.scope, client, back) as link:
            url, state = link.create_authorization_url(issuer.authorize, code_verifier=verifier, login_hint=address, **issuer.more)
            server.state = state
            show(url)
            code = _awaited(server, patience)
            token = _asked(lambda: link.fetch_token(issuer.token, grant_type="authorization_code", code=code, code_verifier=verifier))
    if not token.get("refresh_token"):
        raise Refused(f"{issuer.name} gave no lasting permission: remove Afterword from your account there, and sign in again")
    return _kept(issuer.token, issuer.scope, client, token)


def fresh(secret: str, now: float | None = None) -> tuple[str, str]:
    """The token to show to a mail server, and the secret to keep from now on. Raises Refused where it must be signed in anew."""
    held = _read(secret)
    if held["until"] - EARLY > (time.time() if now is None else now):
        return str(held["access"]), secret
    client = Client(held["client"], held["client_secret"])
    with _session(held["scope"], client, "") as link:
        token = _asked(lambda: link.refresh_token(held["token"], refresh_token=held["refresh"]))
    token.setdefault("refresh_token", held["refresh"])
    kept = _kept(held["token"], held["scope"], client, token)
    return str(token["access_token"]), kept


def _read(secret: str) -> dict[str, Any]:
    try:
        held: dict[str, Any] = json.loads(secret)
        held["until"] = float(held["until"])
        return {name: held[name] for name in ("access", "refresh", "until", "token", "scope", "client", "client_secret")}
    except (ValueError, KeyError, TypeError):
        raise Refused("what was kept of the sign-in cannot be read: sign in again with afterword account add ADDRESS --sign-in") from None


def _kept(endpoint: str, scope: str, client: Client, token: Mapping[str, Any]) -> str:
    until = float(token.get("expires_at") or time.time() + float(token.get("expires_in", 3000)))
    return json.dumps({
        "access": token["access_token"], "refresh": token["refresh_token"], "until": until, "token": endpoint, "scope": scope,
        "client": client.id, "client_secret": client.secret,
    })  # fmt: skip


def _session(scope: str, client: Client, back: str) -> Any:
    from authlib.integrations.httpx_client import OAuth2Client

    return OAuth2Client(
        client.id, client.secret or None, scope=scope, redirect_uri=back or None, code_challenge_method="S256",
        token_endpoint_auth_method="client_secret_post" if client.secret else "none", timeout=30, follow_redirects=False,
    )  # fmt: skip


def _asked(work: Callable[[], Any]) -> dict[str, Any]:
    """What the issuer answers; its refusals in our words, without any token in them."""
    import httpx2
    from authlib.common.errors import AuthlibBaseError

    try:
        token = dict(work())
    except AuthlibBaseError as error:
        raise Refused(f"the sign-in is not accepted ({_line(error.error)}): sign in again with afterword account add ADDRESS --sign-in") from None
    except (httpx2.HTTPError, ValueError) as error:
        raise Refused(f"the sign-in could not be finished ({type(error).__name__}): check the network, and try again") from None
    if not isinstance(token.get("access_token"), str):
        raise Refused("the sign-in brought no token: try again")
    return token


class _Waiting(HTTPServer):
    """Waits on this machine for the browser to come back, and believes only who brings the right state."""

    state = ""
    code = ""
    refusal = ""


class _Returned(BaseHTTPRequestHandler):
    server: _Waiting

    def do_GET(self) -> None:
        asked = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        known = bool(self.server.state) and secrets.compare_digest(asked.get("state", "").encode(), self.server.state.encode())
        if known:
            self.server.code, self.server.refusal = asked.get("code", ""), asked.get("error", "")
        words = "Thank you. You can close this page and go back to Afterword." if known and self.server.code else "This is not the answer that was waited for."
        page = _PAGE.format(words).encode()
        self.send_response(200 if known else 400)
        for name, value in (("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(page))), ("Referrer-Policy", "no-referrer"), ("Cache-Control", "no-store")):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the library's
        """Says nothing: the line would hold the code."""


def _awaited(server: _Waiting, patience: float) -> str:
    until = time.monotonic() + patience
    while not server.code and not server.refusal:
        server.timeout = until - time.monotonic()
        if server.timeout <= 0:
            raise Refused("nobody came back from the sign-in page: try again")
        server.handle_request()
    if server.refusal:
        raise Refused(f"the sign-in was refused ({_line(server.refusal)})")
    return server.code


def _line(text: object) -> str:
    return "".join(c for c in str(text) if c.isalnum() or c in " _-.")[:80]
