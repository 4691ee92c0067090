"""Entries, cards and a desk for tests of calendar sync."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.app.homes import follow_ups, home
from tests.servers.dav import PASSWORD, Dav

from afterword.app import accounts, importing, syncing
from afterword.app.accounts import Account
from afterword.app.home import Home
from afterword.clock import Clock
from afterword.facts.kinds import Identity
from afterword.plugins import sources
from afterword.strategy.model import FollowUp

NOW = datetime(2026, 5, 13, 14, tzinfo=UTC)


def event(number: int, title: str = "", *, day: str = "20260520", more: str = "", stamp: str = "20260501T090000Z", wrap: bool = True) -> bytes:
    """An appointment of an hour."""
    inside = (
        f"BEGIN:VEVENT\r\nUID:{number}@cal.example\r\nDTSTAMP:{stamp}\r\nDTSTART:{day}T150000Z\r\nDTEND:{day}T160000Z\r\n"
        f"SUMMARY:{title or f'Dentist {number}'}\r\n{more}END:VEVENT\r\n"
    )
    return calendar(inside.encode()) if wrap else inside.encode()


def interview(day: str, more: str = "") -> bytes:
    """An interview with Dana at Acme."""
    return event(1, "Interview: Data Analyst at Acme", day=day, more=f"ATTENDEE;CN=Dana Whitfield:mailto:dana@acme.example\r\n{more}")


def calendar(*entries: bytes, head: str = "") -> bytes:
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//\r\n{head}".encode() + b"".join(entries) + b"END:VCALENDAR\r\n"


def card(number: int, title: str = "Analyst") -> bytes:
    return (
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:card-{number}\r\nFN:Kim Number{number}\r\nN:Number{number};Kim;;;\r\nEMAIL:kim{number}@firm.example\r\n"
        f"ORG:Firm\r\nTITLE:{title}\r\nEND:VCARD\r\n"
    ).encode()


@dataclass
class Desk:
    """A home in memory, with accounts in a folder, that can be synced at any moment."""

    home: Home
    folder: Path
    done: syncing.Synced = field(default_factory=lambda: syncing.Synced(""))

    def account(self, dav: Dav, kind: str = "caldav", *, url: str = "", word: str = PASSWORD, **more: object) -> None:
        accounts.add(self.folder, Account("cloud", kind=kind, url=url or dav.url, user=dav.user, **more), word)  # type: ignore[arg-type]

    def sync(self, **more: object) -> tuple[int, int]:
        """One sync: how many entries were read, and how many of them were new."""
        (self.done,) = syncing.sync(self.home, self.folder, sources=sources(), patience=60.0, **more)  # type: ignore[arg-type]
        return self.done.read, self.done.new

    def bring(self, name: str, data: bytes) -> int:
        """Imports a file; how much of it was new."""
        file = self.folder / name
        file.write_bytes(data)
        return importing.run(self.home, [file], sources()).facts

    @property
    def hash(self) -> str:
        return self.home.store.logical_hash()

    @property
    def state(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads((self.folder / syncing.FILE).read_text())
        return told

    @state.setter
    def state(self, told: dict[str, Any]) -> None:
        (self.folder / syncing.FILE).write_text(json.dumps(told))

    def kept(self, kind: str) -> list[Any]:
        """The bodies of the facts of one kind."""
        return [f.body for f in self.home.store.in_force([kind])]

    def owed(self) -> set[str]:
        """The situations of what is open."""
        return {one.situation for one in self.plan()}

    def plan(self) -> list[FollowUp]:
        """Every follow-up whose window is not over."""
        return [one for one in follow_ups(self.home) if one.window.closes >= self.home.today]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Sam's, who has been searching for six weeks."""
    made = home(me=False)
    made.clock = Clock(NOW - timedelta(days=40))
    made.record([Identity(me=True, name="Sam Rivera", emails=("sam@postbox.example",), zone="America/Chicago", country="US")], "init")
    made.clock = Clock(NOW)
    yield Desk(made, tmp_path)
    made.store.close()
