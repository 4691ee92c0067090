"""Each day's list once, in the person's hours, whatever the clock does (RELIABILITY.md, P7 and P8)."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from afterword.app.pages import Today
from afterword.app.reminding import (
    AFTERNOON,
    LATEST,
    Memory,
    Reminder,
    Tried,
    desktop,
    neutral,
    owed,
    remind,
    retry,
    still_to_say,
)
from afterword.facts import Workdays
from afterword.strategy.model import FollowUp, Party, Tier, Window

WORKDAYS = Workdays(frozenset({date(2026, 11, 26)}))
CHICAGO = ZoneInfo("America/Chicago")
ZONES = ("America/Chicago", "Europe/Lisbon", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu", "America/St_Johns")
CHANGES = tuple(datetime(2026, *day, 12, tzinfo=UTC) for day in ((3, 8), (3, 29), (4, 5), (10, 4), (10, 25), (11, 1)))
"""Around these instants the clocks of the zones above are put forward or back."""


def follow_up(key: str, due: date, tier: Tier = "promise", days: int = 14) -> FollowUp:
    window = Window(due - timedelta(days=1), due, due + timedelta(days=days))
    return FollowUp(key, "my_promise", "keep", Party("Dana Whitfield", ("dana@acme.example",)), "Acme", "", "email", ("email",), window, tier, 5, "You promised it.", ())


def page(day: date, *shown: FollowUp) -> Today:
    return Today(day, "UTC", tuple(f for f in shown if f.window.opens <= day <= f.window.closes), (), (), (), 0, 0)


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=CHICAGO)


def step(folder: Path, now: datetime, shown: Today, ways: dict[str, bool] | None = None, hour: int = 8) -> Reminder | None:
    """What one tick says. `ways`: may each of them leave?"""
    memory, workday = Memory.read(folder), WORKDAYS.open_on(shown.day)
    doors = {way: (lambda _, fine=fine: Tried(again=not fine)) for way, fine in (ways or {"line": True}).items()}
    left = still_to_say(shown, now, hour, memory, workday=workday)
    if left is not None:
        retry(folder, memory, left, doors)
    found = owed(shown, now, hour, memory, workday=workday)
    if found is None:
        return None
    remind(folder, memory, found, now, doors)
    return found if found.page.follow_ups else None


def test_the_list_comes_once_from_the_hour_on(tmp_path: Path):
    garden = follow_up("g", date(2026, 11, 24), "garden")
    shown = page(date(2026, 11, 24), garden)
    said = [step(tmp_path, at(24, hour), shown) for hour in range(24)]
    assert [hour for hour, one in enumerate(said) if one is not None] == [8]


def test_a_promise_of_today_interrupts_once_more_in_the_afternoon(tmp_path: Path):
    shown = page(date(2026, 11, 24), follow_up("p", date(2026, 11, 24)), follow_up("g", date(2026, 11, 24), "garden"))
    said = [step(tmp_path, at(24, hour), shown) for hour in range(24)]
    found = [(hour, one.kind, [f.key for f in one.page.follow_ups]) for hour, one in enumerate(said) if one is not None]
    assert found == [(8, "list", ["p", "g"]), (15, "afternoon", ["p"])]


def test_what_is_kept_in_between_is_not_said_again(tmp_path: Path):
    assert step(tmp_path, at(24, 8), page(date(2026, 11, 24), follow_up("p", date(2026, 11, 24)))) is not None
    assert step(tmp_path, at(24, 16), page(date(2026, 11, 24))) is None


def test_a_list_said_late_is_not_followed_at_once(tmp_path: Path):
    shown = page(date(2026, 11, 24), follow_up("p", date(2026, 11, 24)))
    said = [step(tmp_path, at(24, hour, 30), shown) for hour in (14, 15, 16, 17)]
    assert [one.kind if one else "" for one in said] == ["list", "", "", "afternoon"]


@pytest.mark.parametrize("day", [21, 22, 26])
def test_a_day_off_is_quiet_unless_a_promise_has_come_due(tmp_path: Path, day: int):
    garden, promise = follow_up("g", date(2026, 11, 20), "garden"), follow_up("p", date(2026, 11, day))
    assert step(tmp_path, at(day, 9), page(date(2026, 11, day), garden)) is None
    found = step(tmp_path, at(day, 10), page(date(2026, 11, day), garden, promise))
    assert found is not None
    assert [f.key for f in found.page.follow_ups] == ["p"]


def test_a_promise_missed_on_friday_is_said_on_saturday_and_not_again_on_sunday(tmp_path: Path):
    promise = follow_up("p", date(2026, 11, 20))
    assert [bool(step(tmp_path, at(day, 9), page(date(2026, 11, day), promise))) for day in (21, 22, 23)] == [True, False, True]


def test_nothing_is_said_where_nothing_is_owed_and_the_rest_of_that_day_waits_for_the_morning(tmp_path: Path):
    garden = follow_up("g", date(2026, 11, 24), "garden")
    assert step(tmp_path, at(24, 8), page(date(2026, 11, 24))) is None
    assert step(tmp_path, at(24, 12), page(date(2026, 11, 24), garden)) is None
    assert step(tmp_path, at(25, 8), page(date(2026, 11, 25), garden)) is not None


def test_a_mail_that_could_not_leave_is_tried_again_that_day_and_only_that(tmp_path: Path):
    shown = page(date(2026, 11, 24), follow_up("g", date(2026, 11, 24), "garden"))
    step(tmp_path, at(24, 8), shown, {"line": True, "mail": False})
    assert Memory.read(tmp_path).said["2026-11-24 list"]["left"] == ["mail"]
    step(tmp_path, at(24, 9), shown, {"line": True, "mail": True})
    assert Memory.read(tmp_path).said["2026-11-24 list"]["left"] == []


def test_a_broken_file_of_what_was_said_stops_nothing(tmp_path: Path):
    for text in ("", "[]", "{", '{"said": {"2026-11-24 list": {"at": "x", "left": []}}, "promises": {}, "broken": {}}'):
        (tmp_path / "reminded.json").write_text(text)
        assert Memory.read(tmp_path) == Memory()


def test_what_is_remembered_does_not_grow_without_end(tmp_path: Path):
    memory = Memory({str(n): {"at": "2026-11-24T09:00:00+00:00", "left": []} for n in range(5000)}, {str(n): "x" for n in range(5000)})
    memory.keep(tmp_path)
    assert [len(json.loads((tmp_path / "reminded.json").read_text())[name]) for name in ("said", "promises")] == [1000, 1000]


def test_a_notification_names_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    program = tmp_path / "notify-send"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {tmp_path}/shown\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    shown = page(date(2026, 11, 24), follow_up("p", date(2026, 11, 24)), follow_up("g", date(2026, 11, 24), "garden"))
    assert desktop(Reminder("list", shown)) == Tried()
    assert (tmp_path / "shown").read_text().splitlines()[-1] == "Two follow-ups today, about 10 minutes. One promise is due."
    for n in range(3):
        for kind in ("list", "afternoon"):
            words = neutral(Reminder(kind, replace(shown, follow_ups=shown.follow_ups[:n])))
            assert "Dana" not in words
            assert "Acme" not in words


class AnyClock(RuleBasedStateMachine):
    """Ticks at any instants, forth and back, in any zone: each list once, in hours, and no promise lost."""

    @initialize(hour=st.integers(6, 20), zone=st.sampled_from(ZONES))
    def begin(self, hour: int, zone: str) -> None:
        self.scratch = tempfile.TemporaryDirectory()
        self.folder, self.hour, self.zone = Path(self.scratch.name), hour, ZoneInfo(zone)
        self.now = CHANGES[0]
        self.open: dict[str, FollowUp] = {}
        self.delivered: Counter[tuple[date, str, str]] = Counter()

    @rule(zone=st.sampled_from(ZONES))
    def travel(self, zone: str) -> None:
        self.zone = ZoneInfo(zone)

    @rule(days=st.integers(-2, 5), tier=st.sampled_from(("promise", "promise", "window")))
    def promise(self, days: int, tier: Tier) -> None:
        due = self.now.astimezone(self.zone).date() + timedelta(days=days)
        self.open[f"k{len(self.open)}"] = follow_up(f"k{len(self.open)}", due, tier)

    @rule(n=st.integers(0, 50))
    def settle(self, n: int) -> None:
        if self.open:
            key = sorted(self.open)[n % len(self.open)]
            self.open[key] = follow_up(key, date(1990, 1, 1))

    @rule(minutes=st.integers(1, 36 * 60), good=st.booleans())
    def later(self, minutes: int, good: bool) -> None:
        self.tick(self.now + timedelta(minutes=minutes), good)

    @rule(change=st.sampled_from(CHANGES), minutes=st.integers(-3000, 3000))
    def jump(self, change: datetime, minutes: int) -> None:
        self.tick(change + timedelta(minutes=minutes), True)

    @rule(days=st.sampled_from((-3650, -1, 1, 30, 4300)))
    def far_and_back(self, days: int) -> None:
        before = self.now
        self.tick(before + timedelta(days=days), True)
        self.tick(before, True)

    def tick(self, instant: datetime, good: bool) -> None:
        self.now = instant
        here = instant.astimezone(self.zone)
        shown = page(here.date(), *self.open.values())
        before = Memory.read(self.folder)
        memory, workday = Memory.read(self.folder), WORKDAYS.open_on(shown.day)

        def way(name: str, fine: bool) -> object:
            def said(one: Reminder) -> Tried:
                assert self.hour <= here.hour < LATEST
                assert one.page.follow_ups
                assert workday or all(f.tier == "promise" and f.window.due <= shown.day for f in one.page.follow_ups)
                self.delivered[shown.day, one.kind, name] += fine
                return Tried(again=not fine)

            return said

        ways = {"line": way("line", True), "mail": way("mail", good)}
        left = still_to_say(shown, here, self.hour, memory, workday=workday)
        if left is not None:
            retry(self.folder, memory, left, ways)  # type: ignore[arg-type]
        found = owed(shown, here, self.hour, memory, workday=workday)
        if found is not None:
            remind(self.folder, memory, found, here, ways)  # type: ignore[arg-type]
        self._none_is_lost(here, shown, before)

    def _none_is_lost(self, here: datetime, shown: Today, before: Memory) -> None:
        """Every promise that has come due was said by now, unless the day's list is out and its afternoon still to come, or out too."""
        if not self.hour <= here.hour < LATEST:
            return
        waits = f"{shown.day} list" in before.said and (here.hour < AFTERNOON or f"{shown.day} afternoon" in before.said)
        due = {f.key for f in shown.follow_ups if f.tier == "promise" and f.window.due <= shown.day}
        assert waits or due <= Memory.read(self.folder).promises.keys()

    @invariant()
    def once(self) -> None:
        assert not getattr(self, "delivered", {}) or max(self.delivered.values()) <= 1

    def teardown(self) -> None:
        if hasattr(self, "scratch"):
            self.scratch.cleanup()


TestAnyClock = AnyClock.TestCase
TestAnyClock.settings = settings(max_examples=25, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck))
