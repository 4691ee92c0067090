"""A calendar at a web address: fetched when it has changed, over https, and believed only where it is one."""

from __future__ import annotations

import gzip
import re
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import md5
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from tests.app.calendars import Desk, calendar, event

from afterword.app import accounts, web_link
from afterword.app.accounts import Account
from afterword.clock import Clock
from afterword.errors import Refused, Unreadable

pytestmark = pytest.mark.usefixtures("ring")


class Web(ThreadingHTTPServer):
    """Serves `body` with these headers, or sends on to `moved`; keeps what was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Page)
        self.body, self.headers, self.status, self.moved = b"", {"ETag": '"1"'}, 200, ""
        self.nonce = ""  # asks for a digest of the password
        self.asked: list[dict[str, str]] = []

    def proved(self, told: str, path: str) -> bool:
        """Is this the digest of sam's password (RFC 7616, without qop)?"""
        asks = dict(re.findall(r'(\w+)="([^"]*)"', told))
        one, two = (md5(text.encode()).hexdigest() for text in ("sam:x:pass word", f"GET:{path}"))
        return told.startswith("Digest") and asks.get("response") == md5(f"{one}:{self.nonce}:{two}".encode()).hexdigest()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/private-secret/basic.ics"


class _Page(BaseHTTPRequestHandler):
    server: Web

    def do_GET(self) -> None:
        web = self.server
        web.asked.append(dict(self.headers.items()))
        if web.nonce and not web.proved(self.headers.get("Authorization", ""), self.path):
            self.send_response(401)
            self.send_header("WWW-Authenticate", f'Digest realm="x", nonce="{web.nonce}"')
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        same = any(self.headers.get(asks) == web.headers.get(tells) for asks, tells in (("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified")) if asks in self.headers)
        status = 302 if web.moved and self.path != "/moved" else 304 if same else web.status
        body = web.body if status == 200 else b""
        self.send_response(status)
        for name, value in {**web.headers, **({"Location": web.moved} if status == 302 else {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Quiet."""


@pytest.fixture
def web() -> Iterator[Web]:
    made = Web()
    thread = threading.Thread(target=made.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield made
    made.shutdown()
    made.server_close()
    thread.join()


@pytest.fixture
def read(desk: Desk, web: Web) -> Desk:
    """A desk that has read a feed of twelve entries."""
    accounts.add(desk.folder, Account("diary", kind="ics", url=web.url))
    web.body = calendar(*(event(n, wrap=False) for n in range(12)))
    assert desk.sync() == (12, 12)
    return desk


@pytest.mark.parametrize(("header", "asks"), [("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since")])
def test_it_is_fetched_when_it_has_changed(read: Desk, web: Web, header: str, asks: str) -> None:
    web.headers = {header: '"2"' if header == "ETag" else "Wed, 13 May 2026 10:00:00 GMT"}
    assert read.sync() == (0, 0)
    assert read.sync() == (0, 0)
    assert web.asked[-1][asks] == web.headers[header]
    web.headers = {header: "another"}
    web.body = calendar(*(event(n, wrap=False) for n in range(13)))
    assert read.sync() == (13, 1)


def test_a_server_that_stamps_every_entry_anew_tells_nothing_new(read: Desk, web: Web) -> None:
    before = read.hash
    for hour in (10, 11):
        web.headers = {}
        web.body = calendar(*(event(n, stamp=f"20260513T{hour}0000Z", wrap=False) for n in range(12)))
        assert read.sync() == (12, 0)
    assert read.hash == before
    web.body = calendar(*(event(n, stamp="20260513T120000Z", wrap=False) for n in range(11)), event(11, day="20260522", stamp="20260513T120000Z", wrap=False))
    assert read.sync() == (12, 1)
    web.body = calendar(*(event(n, stamp="20260513T130000Z", wrap=False) for n in range(12)))
    assert read.sync() == (12, 1)  # moved back: it is the newest that was compared


@pytest.mark.parametrize("left", [0, 9, 1])
def test_a_feed_that_has_lost_much_stops_and_asks(read: Desk, web: Web, left: int) -> None:
    web.headers, before = {}, read.hash
    web.body = calendar(*(event(n, wrap=False) for n in range(left)))
    with pytest.raises(Refused, match=f"diary: the calendar held 12 entries and now shows {left}; nothing was read.*afterword sync --yes"):
        read.sync()
    read.sync(sure=True)
    assert read.hash == before
    assert read.sync() == (0, 0)


@pytest.mark.parametrize(
    ("status", "body", "says"),
    [
        (404, b"", "answers 404: get the address anew"),
        (410, b"", "answers 410"),
        (503, b"", "answers 503: try again later"),
        (401, b"", "asks for a password"),
        (200, b"<html>Please sign in</html>", "no calendar: get the address anew"),
        (200, b"", "no calendar"),
        (200, calendar(event(1, wrap=False))[:-20], "broke off in the middle"),
    ],
)
def test_what_is_no_calendar_is_one_line_without_the_address(read: Desk, web: Web, status: int, body: bytes, says: str) -> None:
    web.headers, web.status, web.body = {}, status, body
    with pytest.raises((Unreadable, Refused), match=says) as wrong:
        read.sync()
    assert "secret" not in str(wrong.value)
    (check,) = accounts.test(read.folder, "diary")
    assert not check.ok
    assert "secret" not in check.what + check.detail


def test_it_is_looked_at(read: Desk) -> None:
    (check,) = accounts.test(read.folder)
    assert (check.ok, check.detail) == (True, "12 entries")


def test_the_address_stands_in_no_message(read: Desk, web: Web) -> None:
    web.headers = {}
    for there in (web.url, "http://calendar.example/private-secret/", "ftp://127.0.0.1/private-secret"):
        web.moved = there
        with pytest.raises((Unreadable, Refused)) as wrong:
            read.sync()
        assert "secret" not in str(wrong.value)
    web.moved = "/moved"
    assert read.sync() == (0, 0)


def test_a_packed_answer_is_bounded_too(read: Desk, web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_link, "LONGEST", 100_000)
    web.headers = {"Content-Encoding": "gzip"}
    web.body = gzip.compress(calendar(*(event(n, wrap=False) for n in range(13))))
    assert read.sync() == (13, 1)
    web.body = gzip.compress(b" " * 10_000_000)
    with pytest.raises(Unreadable, match="over"):
        read.sync()
    web.headers = {"Content-Encoding": "br"}
    with pytest.raises(Unreadable, match="not asked for"):
        read.sync()


def test_with_a_name_its_password_is_shown(desk: Desk, web: Web) -> None:
    accounts.add(desk.folder, Account("diary", kind="ics", url=web.url, user="sam"), "pass word")
    web.body = calendar(event(1, wrap=False))
    assert desk.sync() == (1, 1)
    assert web.asked[-1]["Authorization"] == "Basic c2FtOnBhc3Mgd29yZA=="


def test_a_server_that_wants_a_proof_of_the_password_gets_one(desk: Desk, web: Web) -> None:
    accounts.add(desk.folder, Account("diary", kind="ics", url=web.url, user="sam"), "pass word")
    web.body, web.nonce = calendar(event(1, wrap=False)), "a-nonce"
    assert desk.sync() == (1, 1)
    accounts.add(desk.folder, Account("diary", kind="ics", url=web.url, user="sam"), "another")
    web.headers = {}
    with pytest.raises(Refused, match="does not take this password"):
        desk.sync()


def test_in_another_month_it_is_read_again(desk: Desk, web: Web) -> None:
    accounts.add(desk.folder, Account("diary", kind="ics", url=web.url))
    web.body = calendar(event(1, more="RRULE:FREQ=MONTHLY\r\n", wrap=False))
    assert desk.sync()[1] > 10
    assert desk.sync() == (0, 0)
    desk.home.clock = Clock(datetime(2026, 6, 13, 14, tzinfo=UTC))
    assert desk.sync()[1] == 1
