"""Reminders through another service: its own client, and a server of ours that writes down what came."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from tests.app.outgoing import NOW, lived
from tests.app.test_ticking import tick

from afterword.app import accounts
from afterword.app.accounts import Account
from afterword.channels import notify
from afterword.errors import BadUsage

pytestmark = [pytest.mark.usefixtures("ring"), pytest.mark.filterwarnings("ignore::DeprecationWarning")]  # the client loads every service it knows


@dataclass
class Service:
    """What a service was told, and whether it takes anything."""

    port: int = 0
    told: list[str] = field(default_factory=list)
    well: bool = True

    @property
    def address(self) -> str:
        return f"ntfy://127.0.0.1:{self.port}/hush-3f9c"


@contextmanager
def serving() -> Iterator[Service]:
    service = Service()

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", "0"))).decode("utf-8")
            if service.well:
                service.told.append(f"{self.path} {body}")
            self.send_response(200 if service.well else 500)
            self.send_header("content-length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Answers)
    service.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        thread.join(10)
        server.server_close()


@pytest.fixture
def service() -> Iterator[Service]:
    with serving() as made:
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lived(tmp_path / "home").store.close()
    return tmp_path / "home"


def kept(folder: Path, service: Service) -> None:
    accounts.add(folder, Account("phone", kind="notify", url=notify.known(service.address)), service.address)


def test_the_list_is_said_once_and_names_nobody(folder: Path, service: Service):
    kept(folder, service)
    assert "notify phone" in tick(folder).said
    assert tick(folder, at=NOW + timedelta(minutes=30)).said == ()
    (told,) = service.told
    assert "follow-up" in told
    assert "Dana" not in told


def test_what_the_service_did_not_take_is_said_at_the_next_tick(folder: Path, service: Service):
    kept(folder, service)
    service.well = False
    assert "notify phone" not in tick(folder).said
    service.well = True
    tick(folder, at=NOW + timedelta(minutes=30))
    tick(folder, at=NOW + timedelta(minutes=60))
    assert len(service.told) == 1


def test_the_address_is_a_secret_and_stands_in_no_file(folder: Path, service: Service):
    kept(folder, service)
    tick(folder)
    assert [f for f in folder.rglob("*") if f.is_file() and b"hush-3f9c" in f.read_bytes()] == []
    assert accounts.as_dict(accounts.account(folder, "phone"))["url"] == "ntfy"


def test_a_test_sends_one_line_and_says_so(folder: Path, service: Service):
    kept(folder, service)
    (check,) = accounts.test(folder, "phone")
    assert check.ok
    assert len(service.told) == 1


def test_what_is_no_service_is_refused():
    with pytest.raises(BadUsage, match="no address of a service"):
        notify.known("nonsense")
