"""P7: a clock that jumps, stops or runs backwards neither loses a follow-up nor repeats one, in the whole house and as a process."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from tests.app.outgoing import NOW, lived, opened, thanks

from afterword.app import approving, calendaring, deciding, ticking
from afterword.app.calendaring import Wishes as InCalendar
from afterword.app.pages import today_of
from afterword.app.reminding import LATEST
from afterword.app.ticking import Wishes
from afterword.clock import Clock
from afterword.errors import Refused
from afterword.facts.kinds import Identity, Promise, Ref
from afterword.plugins import sources

YEARS = timedelta(days=3652)
JUMPS = {
    "ten years back": NOW - 1 * YEARS, "an hour back": NOW - timedelta(hours=1), "a day ahead": NOW + timedelta(days=1), "thirty days ahead": NOW + timedelta(days=30),
    "after 2038": datetime(2038, 1, 19, 15, 14, 8, tzinfo=UTC), "the year 9999": datetime(9999, 12, 31, 15, tzinfo=UTC), "the last second": datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC),
    "1970": datetime(1970, 1, 1, 15, tzinfo=UTC), "before 1970": datetime(1969, 7, 20, 15, tzinfo=UTC), "1901": datetime(1901, 12, 13, 15, tzinfo=UTC),
}  # fmt: skip
QUIET = Wishes(desktop=False)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thanks for an interview and an answer are owed; three promises of the user's fall due in the next days."""
    place = tmp_path_factory.mktemp("clock") / "home"
    home = lived(place)
    for n, day in enumerate((14, 15, 19)):
        who = Ref(f"Person {n}", (f"email:p{n}@firm{n}.example",), f"Firm {n}")
        home.record([Promise(f"I will send the paper {n}", None, who, "send", date(2026, 5, day), date(2026, 5, day))], "promise")
    home.store.close()
    return place


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(template, tmp_path / "home"))


@dataclass
class Watch:
    """Ticks, and what they said: how often each day's list and afternoon, and which promises were ever in one."""

    folder: Path
    lists: Counter[tuple[date, str]] = field(default_factory=Counter)
    told: set[str] = field(default_factory=set)
    owed: set[str] = field(default_factory=set)
    quiet: set[date] = field(default_factory=set)  # days whose morning had nothing to say: what comes up later waits for the next one

    def tick(self, at: datetime) -> ticking.Ticked:
        home = opened(self.folder, at)
        try:
            done = ticking.tick(home, self.folder, QUIET, sources=sources())
            page = today_of(home)
            keys = [f.key for f in page.follow_ups]
            assert len(set(keys)) == len(keys)
            due = {f.key for f in page.follow_ups if f.tier == "promise" and f.window.due <= page.day}
            if done.reminder is not None:
                assert 8 <= home.now.hour < LATEST
                self.lists[done.reminder.page.day, done.reminder.kind] += 1
                self.told |= {f.key for f in done.reminder.promises}
            if 8 <= home.now.hour < LATEST and not self.lists[page.day, "list"] and page.day not in self.quiet and home.workdays().open_on(page.day):
                assert not page.follow_ups, "a list is missing"
                self.quiet.add(page.day)
            self.owed |= due if 8 <= home.now.hour < LATEST and home.workdays().open_on(page.day) and done.reminder is not None and done.reminder.kind == "list" else set()
            return done
        finally:
            home.store.close()

    def right(self) -> None:
        """No list came twice; nothing that was owed when a list came was missing from it."""
        assert max(self.lists.values(), default=0) <= 1, self.lists.most_common(3)
        assert self.owed <= self.told


def state(folder: Path, at: datetime = NOW) -> tuple[object, ...]:
    home = opened(folder, at)
    try:
        page = today_of(home)
        shown = [(e.uid, e.at, e.state) for e in calendaring.entries(home, page, "event", InCalendar()) if e.state == "open"]
        return home.store.logical_hash(), [f.key for f in page.follow_ups], [w.key for w in page.waiting], shown
    finally:
        home.store.close()


IN_CI = ("ten years back", "thirty days ahead", "after 2038", "the last second")


@pytest.mark.parametrize("jump", [one if one in IN_CI else pytest.param(one, marks=pytest.mark.slow) for one in JUMPS])
def test_a_jump_and_back_leaves_everything_as_it_was(folder: Path, jump: str):
    watch = Watch(folder)
    before = state(folder)
    first = watch.tick(NOW)
    assert first.reminder is not None
    for at in (JUMPS[jump], NOW, JUMPS[jump], NOW + timedelta(minutes=30)):
        watch.tick(at)
        home = opened(folder, at)
        calendaring.entries(home, today_of(home), "event", InCalendar(), folder)
        home.store.close()
    watch.right()
    assert state(folder) == before


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
@pytest.mark.parametrize("at", [datetime.max, datetime.min])
def test_the_first_and_the_last_instant_of_all_have_a_day_in_every_zone(at: datetime, zone: str):
    assert Clock(at.replace(tzinfo=UTC)).now().astimezone(ZoneInfo(zone)).year in (1, 9999)


def test_a_clock_that_stands_still_says_one_list(folder: Path):
    watch = Watch(folder)
    said = [watch.tick(NOW).reminder for _ in range(5)]
    assert [one is not None for one in said] == [True] + [False] * 4
    watch.right()


def test_days_that_were_jumped_over_are_in_the_next_list_once(folder: Path):
    """A laptop closed from Wednesday to Monday: what fell due on Thursday and Friday is in Monday's list, and only there."""
    watch = Watch(folder)
    watch.tick(NOW)
    monday = NOW + timedelta(days=5)
    found = watch.tick(monday).reminder
    assert found is not None
    assert {f.window.due.day for f in found.promises} >= {14, 15}
    assert watch.tick(monday + timedelta(minutes=30)).reminder is None
    watch.right()


def test_what_was_done_while_the_clock_was_wrong_stays_done(folder: Path):
    for jump in (timedelta(days=1), timedelta(hours=-1)):
        home = opened(folder, NOW + jump)
        key = next(f.key for f in today_of(home).follow_ups)
        deciding.done(home, key)
        home.store.close()
        for at in (NOW, NOW + timedelta(days=2), NOW - timedelta(days=1)):
            home = opened(folder, at)
            assert key not in {f.key for f in today_of(home).follow_ups}
            home.store.close()


@pytest.mark.parametrize("jump", ["ten years back", "thirty days ahead", "a day ahead", "an hour back"])
def test_an_approval_does_not_outlive_its_two_days_by_any_jump(folder: Path, jump: str):
    """Nothing leaves by itself, and an approved word that is late needs another approval."""
    home = opened(folder)
    one = thanks(home)
    held = approving.approve(home, one.key)
    home.store.close()
    home = opened(folder, JUMPS[jump])
    row = approving.row_named(home, one.key)
    assert row is not None
    if jump == "a day ahead":
        approving.still_holds(home, row)
    else:
        with pytest.raises(Refused, match="void"):
            approving.still_holds(home, row)
        again = approving.row_named(home, one.key)
        assert again is None or again.state == "draft"
    assert held.hash
    home.store.close()


@pytest.fixture
def system_zone() -> Iterator[None]:
    before = os.environ.get("TZ")
    yield
    os.environ.pop("TZ", None)
    if before is not None:
        os.environ["TZ"] = before
    time.tzset()


@pytest.mark.usefixtures("system_zone")
def test_the_zone_of_the_system_means_nothing(folder: Path):
    watch = Watch(folder)
    before = state(folder)
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        os.environ["TZ"] = zone
        time.tzset()
        watch.tick(NOW)
        assert state(folder) == before
    watch.right()
    assert sum(watch.lists.values()) == 1


def wander(folder: Path, steps: int, seed: int) -> Watch:
    """A month of ticks with jumps, journeys and words in between."""
    draw, watch, now = random.Random(seed), Watch(folder), NOW
    zones = ("America/Chicago", "Europe/Lisbon", "Pacific/Auckland", "Pacific/Honolulu", "Australia/Lord_Howe")
    for n in range(steps):
        act = draw.random()
        if act < 0.12:
            for at in (draw.choice(list(JUMPS.values())), now):
                watch.tick(at)
        elif act < 0.17:
            home = opened(folder, now)
            home.record([Identity(me=True, name="Sam Rivera", emails=("sam@postbox.example",), zone=draw.choice(zones), country="US")], "init")
            home.store.close()
        elif act < 0.27:
            home = opened(folder, now)
            who = Ref(f"New {n}", (f"email:n{n}@new{n}.example",), f"New {n}")
            due = (now + timedelta(days=draw.randrange(0, 4))).date()
            home.record([Promise(f"I will send the list {n}", None, who, "send", due, due)], "promise")
            if page := today_of(home).follow_ups:
                deciding.done(home, draw.choice(page).key)
            home.store.close()
        now += timedelta(minutes=draw.choice((0, 30, 30, 240, 720, 1440)))
        watch.tick(now)
    watch.right()
    return watch


def test_days_of_jumps_journeys_and_words(folder: Path):
    watch = wander(folder, 9, seed=4)
    assert len(watch.lists) >= 2
    assert len(watch.told) >= 3


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_months_of_jumps_journeys_and_words(folder: Path, seed: int):
    watch = wander(folder, 120, seed)
    assert len(watch.lists) >= 15


@pytest.mark.slow
def test_as_a_process_under_a_faked_clock(folder: Path):
    """The same from outside, by libfaketime: the program's own clock, the database's and the files' all jump.

    The year 9999 is left to the injected clock: Python's own time.time() ends with the nanoseconds of 64 bits, in April 2262.
    """
    if shutil.which("faketime") is None:
        pytest.skip("NOT TRIED UNDER libfaketime: apt install faketime")
    said: Counter[tuple[str, str]] = Counter()
    told: set[str] = set()
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src"), "DONT_FAKE_MONOTONIC": "1", "NO_COLOR": "1"}
    environment.pop("COV_CORE_SOURCE", None)

    def run(at: datetime, *words: str, zone: str = "UTC") -> dict[str, object]:
        there = at.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M:%S")
        done = subprocess.run(
            ["faketime", "-f", there, sys.executable, "-m", "afterword", "--home", str(folder), *words, "--json"],
            capture_output=True, text=True, check=False, env={**environment, "TZ": zone}, timeout=300,
        )  # fmt: skip
        assert done.returncode == 0, (at, words, done.stderr[-500:])
        found: dict[str, object] = json.loads(done.stdout)
        return found

    (folder / "settings.toml").write_text("[reminders]\ndesktop = false\n")
    far = {name: JUMPS[name] for name in ("ten years back", "an hour back", "thirty days ahead", "after 2038")}
    far["as far as Python goes"] = datetime(2262, 4, 10, 15, tzinfo=UTC)
    for n, (name, at) in enumerate(far.items()):
        for moment, zone in ((NOW, "UTC"), (at, ("UTC", "Asia/Tokyo", "America/Chicago")[n % 3]), (NOW + timedelta(minutes=30), "Pacific/Auckland")):
            found = run(moment, "tick", zone=zone)["reminded"]
            if isinstance(found, dict):
                said[str(found["day"]), str(found["kind"])] += 1
                told |= set(found["keys"])
        page = run(NOW, "today")
        keys = [f["key"] for f in page["follow_ups"]]  # type: ignore[attr-defined]
        assert len(keys) == len(set(keys)), name
        assert set(keys) <= told, name
    assert max(said.values()) == 1, said
    assert said["2026-05-13", "list"] == 1
