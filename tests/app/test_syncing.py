"""Sync against a real mailbox (Dovecot), a real web server and a folder: only what is new, read-only, nothing lost."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.faulty import faulty

from afterword.app import accounts, importing, syncing
from afterword.app.accounts import Account, Server
from afterword.app.home import Home
from afterword.bootstrap import open_home
from afterword.clock import Clock
from afterword.errors import NotFound, Refused, Unreadable
from afterword.facts import micros
from afterword.facts.kinds import Identity, Message
from afterword.plugins import sources
from afterword.sources import spool
from afterword.sources.port import Place

NOW = datetime(2026, 5, 13, 14, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("ring")


def letter(number: int, text: str = "Could you send me two references?", **headers: str) -> bytes:
    made = EmailMessage()
    made["Message-ID"] = f"<{number}@acme.example>"
    made["From"] = headers.pop("sender", "Dana Whitfield <dana@acme.example>")
    made["To"] = headers.pop("to", "Sam Rivera <sam@postbox.example>")
    made["Subject"] = f"Data Analyst {number}"
    made["Date"] = format_datetime(NOW - timedelta(hours=number % 500 + 1))
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(f"Hi Sam,\n\n{text}\n\nDana")
    return bytes(made)


def opened(folder: Path) -> Home:
    home = open_home(folder)
    home.clock = Clock(NOW)
    home.reset()
    return home


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = opened(tmp_path / "home")
    home.record([Identity(me=True, name="Sam Rivera", emails=("sam@postbox.example",), zone="America/Chicago", country="US")], "init")
    home.store.close()
    return tmp_path / "home"


def post(folder: Path, dovecot: Dovecot, port: int | None = None) -> None:
    server = Server("127.0.0.1", port, "plain") if port else Server("127.0.0.1", dovecot.tls_port)
    accounts.add(folder, Account("post", "sam@postbox.example", server, user=dovecot.user), PASSWORD)


def sync(folder: Path, **more: object) -> tuple[syncing.Synced, str]:
    home = opened(folder)
    try:
        (done,) = syncing.sync(home, folder, sources=sources(), patience=5.0, **more)  # type: ignore[arg-type]
        return done, home.store.logical_hash()
    finally:
        home.store.close()


def kept(folder: Path) -> list[Message]:
    home = opened(folder)
    try:
        return [f.body for f in home.store.in_force(["message"]) if isinstance(f.body, Message)]
    finally:
        home.store.close()


@pytest.mark.usefixtures("trusted")
def test_what_is_new_is_read_once_and_nothing_there_is_touched(folder: Path, dovecot: Dovecot) -> None:
    post(folder, dovecot)
    for n in range(3):
        dovecot.deliver(letter(n))
    dovecot.deliver(letter(9, sender="Sam Rivera <sam@postbox.example>", to="Dana Whitfield <dana@acme.example>"), "Sent")
    first, before = sync(folder)
    again, after = sync(folder)
    assert (first.read, first.new, again.read) == (4, 4, 0)
    assert before == after
    dovecot.deliver(letter(4))
    assert sync(folder)[0].new == 1
    with dovecot.client() as link:
        link.select_folder("INBOX", readonly=True)
        assert all(b"\\Seen" not in flags[b"FLAGS"] for flags in link.fetch(link.search(), ["FLAGS"]).values())
    assert {m.sender.email for m in kept(folder)} == {"dana@acme.example", "sam@postbox.example"}


@pytest.mark.usefixtures("trusted")
def test_a_mailbox_numbered_anew_is_read_again_and_changes_nothing(folder: Path, dovecot: Dovecot) -> None:
    post(folder, dovecot)
    every = [letter(n) for n in range(4)]
    for one in every:
        dovecot.deliver(one, "Sent")
    _, before = sync(folder)
    with dovecot.client() as link:
        link.delete_folder("Sent")
        link.create_folder("Sent")
    for one in reversed(every):  # the same mails under other numbers, and numbers used before
        dovecot.deliver(one, "Sent")
    done, after = sync(folder)
    assert (done.read, done.new) == (4, 0)
    assert before == after


def test_numbers_used_again_that_come_to_the_same_sums_are_noticed_the_next_day(folder: Path, dovecot: Dovecot) -> None:
    """As many mails, the same UIDs, the same UIDVALIDITY: the server says what it said before, of other mails."""
    with faulty(dovecot.port) as wire:
        wire.validity = 7
        post(folder, dovecot, wire.address)
        for first in (0, 4):
            with dovecot.client() as link:
                link.delete_folder("Sent")
                link.create_folder("Sent")
                for n in range(first, first + 4):
                    link.append("Sent", letter(n), msg_time=NOW + timedelta(seconds=n))
            sync(folder)
        home = opened(folder)
        home.clock = Clock(NOW + timedelta(days=1))
        syncing.sync(home, folder, sources=sources(), patience=5.0)
        home.store.close()
    assert sorted(m.message_id for m in kept(folder)) == [f"{n}@acme.example" for n in range(8)]


def test_what_has_come_is_read_by_other_processes_while_the_next_is_fetched(folder: Path, tmp_path: Path) -> None:
    def coming() -> Iterator[Place]:
        for n in range(0, 10, 2):
            with (tmp_path / str(n)).open("wb") as stream:
                for number in (n, n + 1):
                    spool.put(stream, number, "", letter(number))
            yield Place(tmp_path / str(n), "post/INBOX")

    home = opened(folder)
    report = importing.receive(home, "post/INBOX", coming(), spool.SPOOL, importing.SMALL + 1)
    assert (report.files[0].read, report.facts) == (10, 10)
    assert home.store.pieces(str(tmp_path / "0")) == {}
    home.store.close()
    assert sorted(m.message_id for m in kept(folder)) == [f"{n}@acme.example" for n in range(10)]


def test_who_may_be_one_person_is_looked_at_once_an_hour_and_never_forgotten(folder: Path, tmp_path: Path, dovecot: Dovecot) -> None:
    def looked(at: datetime) -> str:
        home = opened(folder)
        home.clock = Clock(at)
        syncing.sync(home, folder, sources=sources(), patience=5.0)
        told = home.store.meta("near at") + (" due" if home.store.meta("near due") else "")
        home.store.close()
        return told

    post(folder, dovecot, dovecot.port)
    said = []
    for minutes, mails in ((0, 1), (20, 1), (40, 0), (61, 0), (130, 0)):
        for n in range(mails):
            dovecot.deliver(letter(minutes + n))
        said.append(looked(NOW + timedelta(minutes=minutes)))
    first = str(micros(NOW))
    assert said == [first, f"{first} due", f"{first} due", str(micros(NOW + timedelta(minutes=61))), str(micros(NOW + timedelta(minutes=61)))]


@pytest.mark.usefixtures("trusted")
def test_an_emptied_mailbox_stops_and_asks_and_loses_nothing(folder: Path, dovecot: Dovecot) -> None:
    post(folder, dovecot)
    for n in range(3):
        dovecot.deliver(letter(n))
    sync(folder)
    with dovecot.client() as link:
        link.select_folder("INBOX")
        link.delete_messages(link.search())
        link.expunge()
    with pytest.raises(Refused, match="held 3 mails and now shows 0"):
        sync(folder)
    assert len(kept(folder)) == 3
    dovecot.deliver(letter(7))
    done, _ = sync(folder, sure=True)
    assert (done.new, len(kept(folder))) == (1, 4)


@pytest.mark.usefixtures("trusted")
def test_of_bulk_only_the_beginning_is_fetched(folder: Path, dovecot: Dovecot) -> None:
    post(folder, dovecot)
    noise = "Buy our lamps. " * 20_000
    dovecot.deliver(letter(1, noise, sender="Lamps <news@lamps.example>", List_Unsubscribe="<https://lamps.example/no>", List_Id="<news.lamps.example>"))
    dovecot.deliver(letter(2))
    done, _ = sync(folder)
    assert (done.read, done.bulk) == (2, 1)
    bulk = next(m for m in kept(folder) if m.bulk)
    assert len(bulk.text) <= 4096


def test_a_connection_that_dies_anywhere_loses_and_doubles_nothing(folder: Path, dovecot: Dovecot) -> None:
    for n in range(12):
        dovecot.deliver(letter(n))
    with faulty(dovecot.port) as wire:
        post(folder, dovecot, wire.address)
        for left in (400, 2_000, 9_000):
            wire.left = left
            with suppress(Unreadable, Refused):
                sync(folder)
        assert wire.hung_up == 3
        wire.calm()
        sync(folder)
        done, _ = sync(folder)
    assert done.read == 0
    assert sorted(m.message_id for m in kept(folder)) == sorted(f"{n}@acme.example" for n in range(12))


CALENDAR = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//\r\nBEGIN:VEVENT\r\nUID:1@cal.example\r\nDTSTAMP:20260501T090000Z\r\nDTSTART:20260520T150000Z\r\n"
    b"DTEND:20260520T160000Z\r\nSUMMARY:Interview with Acme\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def test_a_calendar_at_an_address_is_fetched_when_it_has_changed(folder: Path) -> None:
    asked: list[str | None] = []

    class Calendar(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.headers.get("If-None-Match"))
            same = asked[-1] == '"one"'
            self.send_response(304 if same else 200)
            self.send_header("ETag", '"one"')
            self.end_headers()
            if not same:
                self.wfile.write(CALENDAR)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Calendar)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        accounts.add(folder, Account("diary", kind="ics", url=f"http://127.0.0.1:{server.server_port}/secret-address.ics"))
        first, _ = sync(folder)
        again, _ = sync(folder)
    finally:
        server.shutdown()
        server.server_close()
    assert (first.new, again.read, asked) == (1, 0, [None, '"one"'])
    with pytest.raises(Unreadable) as wrong:
        sync(folder)
    assert "secret-address" not in str(wrong.value)


def test_a_calendar_is_not_fetched_in_the_clear(folder: Path) -> None:
    accounts.add(folder, Account("diary", kind="ics", url="http://calendar.example/me.ics"))
    with pytest.raises(Refused, match="https"):
        sync(folder)


def test_a_watched_folder_gives_what_is_new_in_it(folder: Path, tmp_path: Path) -> None:
    inbox = tmp_path / "drop"
    inbox.mkdir()
    accounts.add(folder, Account("drop", kind="folder", url=str(inbox)))
    assert sync(folder)[0].read == 0
    (inbox / "one.eml").write_bytes(letter(1))
    assert sync(folder)[0].new == 1
    assert sync(folder)[0].new == 0


def test_without_an_account_it_says_what_to_do(folder: Path) -> None:
    home = opened(folder)
    with pytest.raises(NotFound, match="account add"):
        syncing.sync(home, folder, sources=sources())
    home.store.close()
