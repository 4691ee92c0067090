"""A calendar that is changed at random, by a server that lies and dies at random (P33): nothing lost, nothing doubled, all here in the end."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from random import Random

import pytest
from tests.app.calendars import Desk, event
from tests.app.test_calendar_faults import same_etag, without
from tests.servers.dav import Dav
from tests.servers.liar import Asked, Liar, Spoil, liar

from afterword.app import syncing
from afterword.errors import Refused, Unreadable
from afterword.facts import natural_key, newness
from afterword.facts.kinds import Event

pytestmark = pytest.mark.usefixtures("ring")


def _no_sync(asked: Asked, status: int, body: bytes) -> tuple[int, bytes]:
    return (403, b"") if asked.report == "sync-collection" else (status, without(body, b"sync-token"))


LIES: tuple[Spoil, ...] = (
    _no_sync,
    lambda asked, status, body: (status, without(body, b"getetag")),
    lambda asked, status, body: _no_sync(asked, status, same_etag(body)),
    lambda asked, status, body: (403, b"") if asked.report == "calendar-multiget" else (status, body),
    lambda asked, status, body: (404, b"") if asked.method == "REPORT" else (status, body),
    lambda asked, status, body: (503, b"") if asked.method == "PROPFIND" else (status, body),
)


@dataclass
class Walk:
    """One random walk: what the calendar holds now (version by number), and every fact ever seen here."""

    desk: Desk
    dav: Dav
    between: Liar
    random: Random
    path: str
    now: dict[int, int] = field(default_factory=dict)
    made: int = 0
    seen: set[str] = field(default_factory=set)

    def step(self) -> None:
        self.random.choice((self.add, self.add, self.change, self.change, self.remove, self.sync, self.sync, self.sync, self.forget))()

    def _put(self, number: int) -> None:
        version = self.now[number]
        status = "CANCELLED" if version % 4 == 3 else "CONFIRMED"
        self.dav.put(f"{self.path}{number}.ics", event(number, f"Dentist {number}.{version}", more=f"SEQUENCE:{version}\r\nSTATUS:{status}\r\n"))

    def add(self) -> None:
        self.made += 1
        self.now[self.made] = 0
        self._put(self.made)

    def change(self) -> None:
        if self.now:
            number = self.random.choice(sorted(self.now))
            self.now[number] += 1
            self._put(number)

    def remove(self) -> None:
        if self.now:
            number = self.random.choice(sorted(self.now))
            del self.now[number]
            self.dav.delete(f"{self.path}{number}.ics")

    def forget(self) -> None:
        """The server forgets its tokens, or we what was kept."""
        with suppress(OSError):
            if self.random.random() < 0.3:
                (self.desk.folder / syncing.FILE).unlink()
                return
            told = self.desk.state
            for book in told["cloud"].get("books", {}).values():
                book["token"] = "elsewhere"
            self.desk.state = told

    def sync(self) -> None:
        if self.random.random() < 0.6:
            self.between.spoil = self.random.choice(LIES)
        if self.random.random() < 0.4:
            self.between.left = self.random.randrange(0, 8_000)
        with suppress(Unreadable, Refused):
            self.desk.sync(sure=self.random.random() < 0.3)
        self.between.calm()
        self.check()

    def check(self) -> None:
        facts = list(self.desk.home.store.in_force(["event"]))
        assert self.seen <= {f.id for f in facts}, "a fact was lost"
        self.seen = {f.id for f in facts}
        titles = [f.body.summary for f in facts if isinstance(f.body, Event)]
        assert len(titles) == len(set(titles)), "something is here twice"

    def arrive(self) -> None:
        """An honest server, and the user's word: all that is there is here, and the newest of it counts."""
        self.desk.sync(sure=True)
        self.check()
        assert self.desk.sync() == (0, 0)
        newest: dict[str, tuple[tuple[int, ...], str]] = {}
        for f in self.desk.home.store.in_force(["event"]):
            assert isinstance(f.body, Event)
            newest[natural_key(f)] = max(newest.get(natural_key(f), ((), "")), (newness(f), f.body.summary))
        for number, version in self.now.items():
            assert newest[f"event:{number}@cal.example|"][1] == f"Dentist {number}.{version}"


def walk(desk: Desk, dav: Dav, seed: int, steps: int) -> None:
    with liar(dav.url) as between:
        one = Walk(desk, dav, between, Random(seed), dav.make(f"Walk{seed}"))
        desk.account(dav, url=between.url)
        for _ in range(steps):
            one.step()
        one.arrive()


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_happens_there_nothing_is_lost_or_doubled(desk: Desk, xandikos: Dav, seed: int) -> None:
    walk(desk, xandikos, seed, 20)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 125))
def test_on_long_walks_too(desk: Desk, xandikos: Dav, seed: int) -> None:
    walk(desk, xandikos, seed, 60)
