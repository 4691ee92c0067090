"""Real CalDAV and CardDAV servers for tests: Radicale (with TLS) and Xandikos, as processes on ports the system gives.

    def test(dav: Dav): dav.put("Work", "one.ics", data)

Every test that takes `radicale`, `xandikos` or `dav` (both, one after the other) gets a user with nothing in it.
"""

from __future__ import annotations

import os
import re
import shutil
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest
from tests.servers.certificate import Certificate

PASSWORD = "a-password-of-tests"
MEMORY = Path("/dev/shm")
"""The servers make every entry durable, which a crowded disk makes tests wait for."""
RADICALE = """\
[auth]
type = htpasswd
htpasswd_filename = {home}/users
htpasswd_encryption = plain
delay = 0
[storage]
filesystem_folder = {home}/storage
[web]
type = none
"""
SERVE = """\
import base64, io, ssl, sys
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

def radicale():
    from radicale import config
    from radicale.app import Application
    return Application(config.load([("config", False)]))

def xandikos():
    from xandikos.web import SingleUserFilesystemBackend, XandikosApp
    backend = SingleUserFilesystemBackend("storage")
    apps = {}  # one a user: it knows one principal

    def behind_a_door(environ, start_response):
        told = environ.get("HTTP_AUTHORIZATION", "").partition(" ")[2]
        user, _, word = base64.b64decode(told).decode().partition(":")
        if word != "PASSWORD":
            start_response("401 Unauthorized", [("WWW-Authenticate", 'Basic realm="x"'), ("Content-Length", "0")])
            return [b""]
        environ["REMOTE_USER"] = user
        environ["wsgi.input"] = io.BytesIO(environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)))  # it reads to the end
        if not backend.get_resource(f"/{user}/"):
            backend.create_principal(f"/{user}/", create_defaults=True)
        app = apps.setdefault(user, XandikosApp(backend, f"/{user}/"))
        return app.handle_wsgi_request(environ, start_response)

    return behind_a_door

class Quiet(WSGIRequestHandler):
    def log_message(self, *told):
        pass

class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True

server = Server(("127.0.0.1", 0), Quiet)
server.set_app({"radicale": radicale, "xandikos": xandikos}[sys.argv[1]]())
if len(sys.argv) > 2:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*sys.argv[2:])
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
print(f"port {server.server_port}.", file=sys.stderr, flush=True)
server.serve_forever()
""".replace("PASSWORD", PASSWORD)


@dataclass(frozen=True)
class Dav:
    """One user on a running server. `url` is where programs begin; `home` and `cards` are where books lie."""

    url: str
    user: str
    home: str
    cards: str
    name: str
    web: httpx2.Client

    def ask(self, method: str, path: str, body: bytes = b"", want: tuple[int, ...] = (200, 201, 204, 207), **headers: str) -> httpx2.Response:
        answer = self.web.request(method, f"{self.url}{path}", content=body, headers=headers, auth=(self.user, PASSWORD))
        assert answer.status_code in want, (method, path, answer.status_code, answer.text)
        return answer

    def make(self, name: str, kinds: tuple[str, ...] = ("VEVENT",)) -> str:
        """A new calendar; returns its path."""
        comps = "".join(f'<c:comp name="{kind}"/>' for kind in kinds)
        body = (
            f'<c:mkcalendar xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:set><d:prop><d:displayname>{name}</d:displayname>'
            f"<c:supported-calendar-component-set>{comps}</c:supported-calendar-component-set></d:prop></d:set></c:mkcalendar>"
        )
        path = f"{self.home}{name.lower()}/"
        self.ask("MKCALENDAR", path, body.encode(), **{"Content-Type": "application/xml"})
        return path

    def make_cards(self, name: str) -> str:
        """A new address book; returns its path."""
        body = (
            '<d:mkcol xmlns:d="DAV:" xmlns:a="urn:ietf:params:xml:ns:carddav"><d:set><d:prop><d:resourcetype><d:collection/><a:addressbook/></d:resourcetype>'
            f"<d:displayname>{name}</d:displayname></d:prop></d:set></d:mkcol>"
        )
        path = f"{self.cards}{name.lower()}/"
        self.ask("MKCOL", path, body.encode(), **{"Content-Type": "application/xml"})
        return path

    def put(self, path: str, data: bytes) -> None:
        kind = "text/vcard" if path.endswith(".vcf") else "text/calendar"
        self.ask("PUT", path, data, **{"Content-Type": f"{kind}; charset=utf-8"})

    def delete(self, path: str) -> None:
        self.ask("DELETE", path)

    def get(self, path: str) -> str:
        return self.ask("GET", path).text


@dataclass(frozen=True)
class Running:
    """A server as long as the session lives."""

    url: str
    home: Path
    name: str
    web: httpx2.Client

    def user(self) -> Dav:
        """A user of their own."""
        user = f"sam{os.urandom(4).hex()}"
        if self.name == "xandikos":
            made = Dav(self.url, user, f"/{user}/calendars/", f"/{user}/contacts/", self.name, self.web)
            made.ask("PROPFIND", f"/{user}/", b'<d:propfind xmlns:d="DAV:"><d:prop/></d:propfind>', Depth="0", **{"Content-Type": "application/xml"})  # makes the homes
            for path in ("calendars/calendar/", "contacts/addressbook/", "calendars/inbox/"):
                made.ask("DELETE", f"/{user}/{path}", want=(200, 204, 403, 404, 405))
            return made
        with (self.home / "users").open("a") as file:
            file.write(f"{user}:{PASSWORD}\n")
        return Dav(self.url, user, f"/{user}/", f"/{user}/", self.name, self.web)


def _started(name: str, certificate: Certificate | None = None) -> Iterator[Running]:
    """The server in its own WSGI, so that the system may give the port: Radicale's and Xandikos' own programs want a number."""
    home = Path(tempfile.mkdtemp(prefix=f"afterword-{name}-", dir=MEMORY if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) else None))
    (home / "storage").mkdir()
    (home / "users").write_text("")
    (home / "config").write_text(RADICALE.format(home=home))
    (home / "serve.py").write_text(SERVE)
    log, files = home / "log", [str(certificate.chain), str(certificate.key)] if certificate else []
    trust = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if certificate:
        trust.load_verify_locations(certificate.authority)
    with log.open("wb") as out:
        process = subprocess.Popen([sys.executable, "serve.py", name, *files], stdout=out, stderr=out, cwd=home, env={**os.environ, "TZ": "UTC"})
    try:
        with httpx2.Client(verify=trust, timeout=60) as web:
            yield Running(f"{'https' if certificate else 'http'}://127.0.0.1:{_port(process, log)}", home, name, web)
    finally:
        process.terminate()
        process.wait(10)
        shutil.rmtree(home, ignore_errors=True)


def _port(process: subprocess.Popen[bytes], log: Path) -> int:
    """The port that the server says it got; the system queues connections from then on."""
    for _ in range(6000):
        if found := re.search(r"port (\d+)\.", log.read_text(errors="replace")):
            return int(found[1])
        if process.poll() is not None:
            break
        time.sleep(0.01)
    raise RuntimeError(f"the server does not start: {log.read_text(errors='replace')}")


@pytest.fixture(scope="session")
def radicale_server(certificate: Certificate) -> Iterator[Running]:
    """Radicale with TLS."""
    yield from _started("radicale", certificate)


@pytest.fixture(scope="session")
def xandikos_server() -> Iterator[Running]:
    """Xandikos behind a door that asks for the password, without TLS."""
    yield from _started("xandikos")


@pytest.fixture
def radicale(radicale_server: Running, trusted: Certificate) -> Dav:
    """A user of Radicale; the tests' authority is trusted."""
    return radicale_server.user()


@pytest.fixture
def xandikos(xandikos_server: Running) -> Dav:
    """A user of Xandikos."""
    return xandikos_server.user()


@pytest.fixture(params=["radicale", "xandikos"])
def dav(request: pytest.FixtureRequest) -> Dav:
    """A user of either server."""
    found: Any = request.getfixturevalue(request.param)
    assert isinstance(found, Dav)
    return found
