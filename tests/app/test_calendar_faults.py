"""Calendar servers that lie, refuse and die (P33): 0 facts lost, 0 doubled, and in the end everything is here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from tests.app.calendars import Desk, event
from tests.servers.dav import Dav
from tests.servers.liar import Asked, Liar, liar

from afterword.app import calendar_syncing, web_link
from afterword.errors import Refused, Unreadable
from afterword.sources import dav

pytestmark = pytest.mark.usefixtures("ring")
CALENDAR = "/work/"


@pytest.fixture
def between(xandikos: Dav) -> Iterator[Liar]:
    """Stands before Xandikos, honest until it is told to lie."""
    with liar(xandikos.url) as made:
        yield made


@pytest.fixture
def path(desk: Desk, xandikos: Dav, between: Liar) -> str:
    """A calendar of six entries, and an account that reads it through the liar."""
    made = xandikos.make("Work")
    for n in range(6):
        xandikos.put(f"{made}{n}.ics", event(n))
    desk.account(xandikos, url=between.url)
    return made


def uids(desk: Desk) -> list[str]:
    return sorted(e.uid.partition("@")[0] for e in desk.kept("event"))


def without(body: bytes, name: bytes) -> bytes:
    return re.sub(rb"<(ns\d+):" + name + rb">[^<]*</\1:" + name + rb">", b"", body)


def same_etag(body: bytes) -> bytes:
    return re.sub(rb"(getetag>)[^<]*(</)", rb'\1"same"\2', body)


@pytest.mark.parametrize(
    "etags", [lambda body: body, lambda body: without(body, b"getetag"), same_etag], ids=["true etags", "no etags", "always the same"],
)  # fmt: skip
def test_without_tokens_and_with_whatever_etags_it_converges(desk: Desk, xandikos: Dav, between: Liar, path: str, etags: Callable[[bytes], bytes]) -> None:
    def lie(asked: Asked, status: int, body: bytes) -> tuple[int, bytes]:
        if asked.report == "sync-collection":
            return 403, b""
        return status, etags(without(body, b"sync-token"))

    between.spoil = lie
    assert (desk.sync(), desk.sync()) == ((6, 6), (0, 0))
    xandikos.put(f"{path}2.ics", event(2, "Interview moved", day="20260521"))
    assert desk.sync() == (1, 1)
    xandikos.put(f"{path}8.ics", event(8))
    assert (desk.sync(), desk.sync()) == ((1, 1), (0, 0))
    assert uids(desk) == ["0", "1", "2", "2", "3", "4", "5", "8"]


def test_without_multiget_each_is_fetched_alone(desk: Desk, between: Liar, path: str) -> None:
    between.spoil = lambda asked, status, body: (403, b"") if asked.report == "calendar-multiget" else (status, body)
    assert desk.sync() == (6, 6)
    assert sum(one.method == "GET" for one in between.asked) == 6


def test_what_the_server_withholds_is_asked_for_again(desk: Desk, between: Liar, path: str) -> None:
    def withholding(asked: Asked, status: int, body: bytes) -> tuple[int, bytes]:
        if asked.path.endswith("1.ics"):
            return 403, b""
        return (403, b"") if asked.report == "calendar-multiget" else (status, body)

    between.spoil = withholding
    assert desk.sync() == (5, 5)
    assert [p.place for p in desk.done.problems] == ["1.ics"]
    between.calm()
    assert (desk.sync(), desk.sync()) == ((1, 1), (0, 0))


def test_entries_are_asked_for_in_batches_and_little_where_nothing_changed(desk: Desk, between: Liar, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dav, "BATCH", 4)
    desk.sync()
    assert between.reports("calendar-multiget") == 2
    between.asked.clear()
    desk.sync()
    assert [one.method for one in between.asked] == ["PROPFIND"]


def test_an_answer_that_is_too_long_is_asked_for_in_halves(desk: Desk, xandikos: Dav, between: Liar, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(3):
        xandikos.put(f"{path}{n}.ics", event(n, more=f"DESCRIPTION:{'long ' * 1_000}\r\n"))
    xandikos.put(f"{path}huge.ics", event(7, more=f"DESCRIPTION:{'long ' * 3_000}\r\n"))
    monkeypatch.setattr(web_link, "LONGEST", 12_000)
    assert desk.sync() == (6, 6)
    assert between.reports("calendar-multiget") > 2
    assert [p.place for p in desk.done.problems] == ["huge.ics"]


def test_a_server_that_dies_anywhere_loses_and_doubles_nothing(desk: Desk, xandikos: Dav, between: Liar, path: str) -> None:
    for left in (0, 900, 2_500, 4_500, 6_000):
        between.left = left
        with suppress(Unreadable):
            desk.sync()
    between.calm()
    desk.sync()
    xandikos.put(f"{path}3.ics", event(3, "Interview moved", day="20260521"))
    for left in (300, 1_300, 1_700):
        between.left = left
        with suppress(Unreadable):
            desk.sync()
    between.calm()
    desk.sync()
    assert desk.sync() == (0, 0)
    assert uids(desk) == ["0", "1", "2", "3", "3", "4", "5"]


def test_a_reading_that_broke_off_goes_on_where_it_stopped(desk: Desk, between: Liar, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dav, "BATCH", 2)
    monkeypatch.setattr(calendar_syncing, "TOGETHER", 2)
    between.spoil = lambda asked, status, body: (503, b"") if between.reports("calendar-multiget") > 2 else (status, body)
    with pytest.raises(Unreadable, match="answers 503: try again later"):
        desk.sync()
    assert len(uids(desk)) == 4
    between.calm()
    assert desk.sync() == (2, 2)
    assert between.reports("calendar-multiget") == 1


def test_an_entry_that_is_gone_while_it_is_fetched_is_no_trouble(desk: Desk, xandikos: Dav, between: Liar, path: str) -> None:
    def late(asked: Asked, status: int, body: bytes) -> tuple[int, bytes]:
        if asked.method == "PROPFIND" and asked.path == path:
            xandikos.delete(f"{path}4.ics")
        return status, body

    between.spoil = late
    assert desk.sync() == (5, 5)
    between.calm()
    assert (desk.sync(), desk.done.problems) == ((0, 0), [])


@pytest.mark.parametrize("said", [b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>', b"<html>Sign in</html>", b"\xff\xfe\x00", b""])
def test_an_answer_that_is_none_is_one_line(desk: Desk, between: Liar, path: str, said: bytes) -> None:
    between.spoil = lambda asked, status, body: (207, said)
    with pytest.raises(Unreadable, match="check the address") as wrong:
        desk.sync()
    assert "passwd" not in str(wrong.value)


def test_the_secret_goes_to_nobody_else(desk: Desk, xandikos: Dav, between: Liar, path: str) -> None:
    with liar(xandikos.url) as other:
        for there in (other.url, f"http://localhost:{between.server_port}", "http://cloud.example/", "ftp://127.0.0.1/"):
            between.moved = there
            with pytest.raises(Refused, match="would get your password"):
                desk.sync()
        between.moved = between.url
        with pytest.raises(Unreadable, match="in circles"):
            desk.sync()
        between.calm()
        between.spoil = lambda asked, status, body: (status, body.replace(b"href>/", b"href>" + other.url.encode() + b"/"))
        with pytest.raises(Refused, match="would get your password"):
            desk.sync()
        assert not other.asked


def test_a_server_nobody_vouches_for_hears_nothing(desk: Desk, radicale: Dav, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.account(radicale)
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(Unreadable, match="cannot prove that it is"):
        desk.sync()
