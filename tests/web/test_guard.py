"""P25: no other site, no rebound name and no stranger on this machine gets a word out of the page, or an act into it."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from urllib.parse import unquote

import pytest
from starlette.routing import Route
from tests.web.conftest import NOW
from tests.web.samples import SAMPLES

from afterword.interfaces.web.app import make_app
from afterword.interfaces.web.door import ENTER, cookie_name, same_user
from afterword.interfaces.web.guard import CSP, Guard, Knock, judge
from afterword.interfaces.web.house import House
from afterword.interfaces.web.session import Sessions, launch

LOOP = asyncio.new_event_loop()
threading.Thread(target=LOOP.run_forever, daemon=True).start()  # this thread's own loop belongs to Chromium's driver
PORT = 8765
OURS = f"127.0.0.1:{PORT}"
HOSTS = (
    (), ("",), ("evil.test",), (f"evil.test:{PORT}",), (f"127.0.0.1.evil.test:{PORT}",), (f"localhost.evil.test:{PORT}",), (f"evil.test#127.0.0.1:{PORT}",),
    (f"evil.test@127.0.0.1:{PORT}",), (f"127.0.0.1:{PORT}@evil.test",), (f"http://127.0.0.1:{PORT}",), (f"//127.0.0.1:{PORT}",), (f"localhost.:{PORT}",), ("localhost.",),
    ("localhost",), ("127.0.0.1",), ("127.0.0.1:80",), ("127.0.0.1:8766",), ("127.0.0.1:87650",), ("127.0.0.1:08765",), ("127.0.0.1:",), (f"127.0.0.1:{PORT}:",), (f" 127.0.0.1:{PORT}",),
    (f"127.0.0.1:{PORT} ",), (f"127.0.0.1:{PORT},evil.test",), (OURS, OURS), (OURS, "evil.test"), ("evil.test", OURS), (f"0.0.0.0:{PORT}",), (f"0:{PORT}",), (f"127.1:{PORT}",),
    (f"127.0.1:{PORT}",), (f"127.0.0.2:{PORT}",), (f"2130706433:{PORT}",), (f"0x7f000001:{PORT}",), (f"0177.0.0.1:{PORT}",), (f"[::1]:{PORT}",), (f"[::]:{PORT}",), (f"[::ffff:127.0.0.1]:{PORT}",),
    (f"::1:{PORT}",), (f"[0:0:0:0:0:0:0:1]:{PORT}",), (f"LOCALHOST:{PORT}",), (f"localhost%00:{PORT}",), (f"127.0.0.1%20:{PORT}",), (f"localtest.me:{PORT}",), (f"127.0.0.1.nip.io:{PORT}",),
    (f"host.docker.internal:{PORT}",), (f"１２７.0.0.1:{PORT}",), (f"machine.local:{PORT}",),
)  # fmt: skip
"""Forms of the Host header that are not ours (48)."""
SITES = ((), ("same-origin",), ("same-site",), ("cross-site",), ("none",), ("SAME-ORIGIN",), ("",), ("same-origin", "cross-site"), ("evil",))
ORIGINS = (
    (), ("null",), (f"http://{OURS}",), ("http://evil.test",), (f"https://{OURS}",), (f"http://127.0.0.1:{PORT}.evil.test",), ("http://127.0.0.1",), ("http://127.0.0.1:9999",),
    (f"http://localhost:{PORT}",), (f"http://{OURS}/",), (f"http://x@{OURS}",), ("file://",), (f"http://{OURS}", "http://evil.test"),
)  # fmt: skip
DEPTH = 4
"""Samples of one page that are looked at here."""
KINDS = ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", "application/json", "")


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


def knock(app: Guard, method: str, path: str, headers: list[tuple[str, str]], body: bytes = b"") -> Answer:
    """One request, straight at the application: header values go in as no client would send them."""
    sent: list[dict[str, object]] = []
    bare, _, query = path.partition("?")

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http", "path": unquote(bare), "raw_path": bare.encode(), "root_path": "",
        "query_string": query.encode(), "client": None, "server": ("127.0.0.1", PORT), "headers": [(k.encode(), v.encode("utf-8")) for k, v in headers],
    }  # fmt: skip
    asyncio.run_coroutine_threadsafe(app(scope, receive, send), LOOP).result(60)  # type: ignore[arg-type]
    head = {k.decode().lower(): v.decode() for k, v in sent[0]["headers"]}  # type: ignore[attr-defined]
    return Answer(int(sent[0]["status"]), head, b"".join(bytes(m.get("body", b"")) for m in sent[1:]))  # type: ignore[call-overload]


@dataclass(frozen=True)
class Behind:
    """The application over the demo search, and a cookie that opens it."""

    app: Guard
    house: House
    cookie: str

    def state(self) -> str:
        with self.house.reading() as home:
            return home.store.logical_hash() + "".join(sorted(str(q) for q in home.store.questions()))


@pytest.fixture
def behind(demo_home: Path) -> Iterator[Behind]:
    house = House(demo_home, NOW)
    session = Sessions(demo_home).enter(launch(demo_home))
    assert session is not None
    yield Behind(make_app(house, PORT), house, f"{cookie_name(demo_home, PORT)}={session}")
    house.close()


def filled(path: str) -> str:
    return re.sub(r"\{[^}]+\}", "x", path)


def pages(app: Guard) -> list[tuple[str, str]]:
    """(method, path) of every route there is."""
    return [(m, filled(r.path)) for r in app.routes if isinstance(r, Route) for m in sorted(r.methods or ())]


def test_there_are_forty_forms_of_hosts_that_are_not_ours():
    assert len(set(HOSTS)) >= 40
    assert all(judge(Knock("GET", "/", hosts), (OURS, f"localhost:{PORT}"))[0] == 421 for hosts in HOSTS)


def test_every_route_refuses_every_other_host_with_and_without_a_session(behind: Behind):
    before = behind.state()
    for (method, path), hosts, cookie in product(pages(behind.app), HOSTS, (True, False)):
        headers = [("host", h) for h in hosts] + ([("cookie", behind.cookie)] if cookie else [])
        answer = knock(behind.app, method, path, [*headers, ("sec-fetch-site", "same-origin"), ("content-type", KINDS[0])])
        assert answer.status == 421, (method, path, hosts)
        assert len(answer.body) < 100
    assert behind.state() == before


def test_an_act_is_taken_from_the_page_itself_alone():
    good = [
        (site, origin, kind) for site, origin, kind in product(SITES, ORIGINS, KINDS) if not judge(Knock("POST", "/undo", (OURS,), origin, site, kind), (OURS,))[0]
    ]  # fmt: skip
    assert {site for site, _, _ in good} == {("same-origin",), (), ("",)}
    assert {kind for _, _, kind in good} == set(KINDS[:2])
    assert {origin for site, origin, _ in good if site == ("same-origin",)} == {(), ("null",), (f"http://{OURS}",)}
    assert {origin for site, origin, _ in good if site != ("same-origin",)} == {(f"http://{OURS}",)}


def test_every_act_of_every_page_refuses_what_comes_from_elsewhere(behind: Behind):
    before = behind.state()
    acts = [path for method, path in pages(behind.app) if method == "POST"]
    assert len(acts) >= 15
    for path, site, origin, kind in product(acts, SITES, ORIGINS, KINDS[:3]):
        if not judge(Knock("POST", path, (OURS,), origin, site, kind), (OURS,))[0]:
            continue
        headers = [("host", OURS), ("cookie", behind.cookie), ("content-type", kind), *(("origin", o) for o in origin), *(("sec-fetch-site", s) for s in site)]
        assert knock(behind.app, "POST", path, headers).status in (400, 403, 415), (path, site, origin, kind)
    assert behind.state() == before


def test_nothing_is_shown_and_nothing_done_without_a_session(behind: Behind):
    before = behind.state()
    for method, path in pages(behind.app):
        for cookie in ("", "afterword-8765-00000000=x", f"{behind.cookie}x", behind.cookie.replace("afterword", "other")):
            answer = knock(behind.app, method, path, [("host", OURS), ("cookie", cookie), ("sec-fetch-site", "same-origin"), ("content-type", KINDS[0])])
            if path in ("/alive", "/capture") and method != "POST":
                assert answer.status == 200
            elif path.startswith("/static/"):
                assert answer.status == 404
            else:
                assert answer.status == 403, (method, path)
            assert b"Dana" not in answer.body
            assert b"Rivera" not in answer.body
    assert behind.state() == before


def test_a_click_on_another_site_opens_nothing_private(behind: Behind):
    for site in ("cross-site", "same-site"):
        answer = knock(behind.app, "GET", "/", [("host", OURS), ("cookie", behind.cookie), ("sec-fetch-site", site)])
        assert answer.status == 403
        assert b"Dana" not in answer.body


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "QUERY", "get"])
def test_other_methods_are_refused(behind: Behind, method: str):
    assert knock(behind.app, method, "/", [("host", OURS), ("cookie", behind.cookie), ("sec-fetch-site", "same-origin")]).status == 405


def test_an_absolute_address_is_no_page(behind: Behind):
    assert knock(behind.app, "GET", "http://evil.test/", [("host", OURS), ("cookie", behind.cookie)]).status == 400


def test_no_page_changes_anything_by_being_looked_at(behind: Behind):
    with behind.house.reading() as home:
        looked = {route: list(make(home)) for route, make in SAMPLES.items()}
    before, seen = behind.state(), 0
    for addresses in looked.values():
        for address in addresses[:DEPTH]:
            answer = knock(behind.app, "GET", address, [("host", OURS), ("cookie", behind.cookie), ("sec-fetch-site", "same-origin")])
            assert answer.status in (200, 303), (address, answer.status)
            seen += 1
    assert behind.state() == before
    assert seen > 30


def test_every_page_has_a_sample(behind: Behind):
    gets = {r.path for r in behind.app.routes if isinstance(r, Route) and "GET" in (r.methods or ())}
    assert gets - set(SAMPLES) - {ENTER, "/alive", "/static/{name}"} == set()


def test_every_answer_carries_the_headers(behind: Behind):
    for method, path in [*pages(behind.app), ("GET", "/nothing-here")]:
        for headers in ([("host", OURS), ("cookie", behind.cookie), ("sec-fetch-site", "same-origin")], [("host", OURS)], [("host", "evil.test")]):
            if method != "GET" and len(headers) > 1:
                continue  # an act with a session is done for real: the whole demo would be made anew
            answer = knock(behind.app, method, path, [*headers, ("content-type", KINDS[0])])
            assert answer.headers["content-security-policy"] == CSP
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert answer.headers["referrer-policy"] == "no-referrer"
            assert answer.headers["cross-origin-opener-policy"] == "same-origin"
            assert answer.headers["cache-control"] == "no-store" or path.startswith("/static/")
    assert "unsafe" not in CSP
    assert "frame-ancestors 'none'" in CSP


def test_a_launch_address_works_once_and_not_for_long(tmp_path: Path):
    sessions, token = Sessions(tmp_path), launch(tmp_path)
    assert sessions.enter(token + "x") is None
    first = sessions.enter(token)
    assert first
    assert sessions.known(first)
    assert sessions.enter(token) is None
    late = launch(tmp_path)
    file = next((tmp_path / "web").glob("launch-*"))
    import os

    os.utime(file, (0, 0))
    assert sessions.enter(late) is None
    assert not list((tmp_path / "web").glob("launch-*"))
    assert token not in str(list((tmp_path / "web").iterdir()))
    assert first not in str(list((tmp_path / "web").iterdir()))


def test_ended_sessions_are_strangers(tmp_path: Path):
    sessions = Sessions(tmp_path)
    session = sessions.enter(launch(tmp_path))
    assert session
    sessions.end()
    assert not sessions.known(session)
    assert not sessions.known("")


def test_the_cookie_is_for_this_home_and_port_and_for_no_script(behind: Behind, tmp_path: Path):
    answer = knock(behind.app, "GET", f"{ENTER}?token={launch(behind.house.path)}", [("host", OURS)])
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert cookie.startswith(cookie_name(behind.house.path, PORT))
    assert len({cookie_name(behind.house.path, PORT), cookie_name(behind.house.path, PORT + 1), cookie_name(tmp_path / "other", PORT)}) == 3


def test_another_users_browser_is_not_let_in(tmp_path: Path):
    import os

    mine, theirs = os.getuid(), os.getuid() + 1
    table = tmp_path / "tcp"
    row = "   0: 0100007F:{:04X} 0100007F:{:04X} 01 00000000:00000000 00:00000000 00000000 {:5d}        0 1 1 0 0\n"
    table.write_text("  sl  local_address rem_address\n" + row.format(40001, PORT, mine) + row.format(40002, PORT, theirs))
    assert same_user(("127.0.0.1", 40001), ("127.0.0.1", PORT), table)
    assert not same_user(("127.0.0.1", 40002), ("127.0.0.1", PORT), table)
    assert same_user(("127.0.0.1", 40003), ("127.0.0.1", PORT), tmp_path / "none")
