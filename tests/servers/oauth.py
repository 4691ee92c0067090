"""A real OAuth 2 server on this machine for tests: asks nobody, checks PKCE and state, hands out tokens that end.

It also answers Dovecot, which asks who a token belongs to.
"""

from __future__ import annotations

import json
import secrets
import threading
import urllib.request
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from afterword.app.signing_in import Client, Issuer

CLIENT = Client("afterword-of-tests", "no-secret-at-all")


class Issuing(ThreadingHTTPServer):
    """`refuse`: says no on the page; `lasts`: seconds of a token; `given`: tokens that hold now, by address."""

    daemon_threads = True
    refuse = ""
    lasts = 3600
    lasting = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Page)
        self.codes: dict[str, tuple[str, str, str]] = {}
        self.refreshers: dict[str, str] = {}
        self.given: dict[str, str] = {}
        self.asked: list[dict[str, str]] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    @property
    def issuer(self) -> Issuer:
        return Issuer("google", f"{self.address}/authorize", f"{self.address}/token", "https://mail.example/", more={"access_type": "offline"})

    def reset(self) -> None:
        self.refuse, self.lasts, self.lasting = "", 3600, True
        self.asked.clear()

    def token(self, address: str) -> dict[str, Any]:
        access, refresh = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
        self.given[access] = address
        self.refreshers[refresh] = address
        made = {"access_token": access, "token_type": "Bearer", "expires_in": self.lasts}
        return {**made, "refresh_token": refresh} if self.lasting else made


class _Page(BaseHTTPRequestHandler):
    server: Issuing

    def do_GET(self) -> None:
        asked = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        if self.path.startswith("/who"):
            address = self.server.given.get(asked.get("token", ""))
            self._answer(200, {"active": "true", "email": address} if address else {"active": "false"})
            return
        self.server.asked.append(asked)
        back = {"state": asked["state"]}
        if self.server.refuse:
            back["error"] = self.server.refuse
        else:
            back["code"] = secrets.token_urlsafe(12)
            assert asked["code_challenge_method"] == "S256"
            self.server.codes[back["code"]] = (asked["code_challenge"], asked["redirect_uri"], asked["login_hint"])
        self.send_response(302)
        self.send_header("Location", f"{asked['redirect_uri']}?{urlencode(back)}")
        self.end_headers()

    def do_POST(self) -> None:
        told = {name: values[0] for name, values in parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()).items()}
        self.server.asked.append(told)
        address = self._granted(told) if told.get("client_id") == CLIENT.id and told.get("client_secret") == CLIENT.secret else None
        self._answer(*((200, self.server.token(address)) if address else (400, {"error": "invalid_grant"})))

    def _granted(self, told: dict[str, str]) -> str | None:
        if told["grant_type"] == "refresh_token":
            return self.server.refreshers.pop(told["refresh_token"], None)
        challenge, back, address = self.server.codes.pop(told["code"], ("", "", ""))
        proof = urlsafe_b64encode(sha256(told["code_verifier"].encode()).digest()).decode().rstrip("=")
        return address if proof == challenge and told["redirect_uri"] == back else None

    def _answer(self, status: int, body: dict[str, Any]) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Quiet."""


def browse(url: str) -> None:
    """A browser: goes to the page and follows where it is sent, while the program waits."""
    threading.Thread(target=lambda: _followed(url), daemon=True).start()


def _followed(url: str) -> None:
    try:
        urllib.request.urlopen(url, timeout=10).close()
    except urllib.error.HTTPError as error:
        error.close()


@pytest.fixture(scope="session")
def oauth_server() -> Iterator[Issuing]:
    """The server, as long as the session lives."""
    made = Issuing()
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    yield made
    made.shutdown()
    made.server_close()
    thread.join()


@pytest.fixture
def oauth(oauth_server: Issuing) -> Issuing:
    """The server, well-behaved."""
    oauth_server.reset()
    return oauth_server
