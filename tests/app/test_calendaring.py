"""Which follow-ups stand in a calendar, when, and how a change is told to whoever took them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from tests.app.outgoing import NOW, heard, lived, opened, thanks

from afterword.app import calendaring, deciding, telling
from afterword.app.calendaring import Given, Wishes
from afterword.app.home import Home
from afterword.app.pages import today_of, unique
from afterword.channels.calendar_out import Entry, Kind, calendar, key_of
from afterword.facts.kinds import Application, Identity, Interaction, Ref
from afterword.plugins import sources
from afterword.sources.port import Circumstances, Piece, Place

PLAIN = Wishes()


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Dana is owed thanks for yesterday's interview, and an answer."""
    place = tmp_path_factory.mktemp("calendar") / "home"
    lived(place).store.close()
    return place


@pytest.fixture
def home(template: Path, tmp_path: Path) -> Iterator[Home]:
    made = opened(Path(shutil.copytree(template, tmp_path / "home")))
    yield made
    made.store.close()


def given(home: Home, kind: Kind = "event", wishes: Wishes = PLAIN, *, days: int = 0) -> list[Entry]:
    assert home.folder is not None
    again = opened(home.folder, NOW + timedelta(days=days))
    try:
        return calendaring.entries(again, today_of(again), kind, wishes, home.folder)
    finally:
        again.store.close()


def test_every_follow_up_of_the_page_stands_on_its_day_in_the_working_hours(home: Home):
    found = {key_of(e.uid): e for e in given(home)}
    assert {f.key for f in today_of(home).follow_ups} <= set(found)
    assert {e.at.tzinfo for e in found.values()} == {ZoneInfo("America/Chicago")}
    assert all(9 <= e.at.hour < 20 and e.at.minute % 15 == 0 for e in found.values())
    assert len({e.at for e in found.values()}) == len(found), "two at one time"


def test_nobody_is_named_unless_it_is_wished(home: Home):
    assert b"Dana" not in calendar(given(home))
    assert b"Acme" not in calendar(given(home, "todo"))
    full = calendar(given(home, wishes=Wishes(titles="full")))
    assert b"SUMMARY:Write to Dana Whitfield" in full


def test_nothing_rings_unless_it_is_wished_and_then_only_promises(home: Home):
    assert {e.alarm for e in given(home)} == {None}
    assert {e.tier: e.alarm for e in given(home, wishes=Wishes(alarm=True))} == {"promise": 0} | dict.fromkeys({e.tier for e in given(home)} - {"promise"})


def test_the_same_plan_gives_the_same_bytes_and_writes_nothing(home: Home):
    first = calendar(given(home))
    file = home.folder / calendaring.FILE
    kept = file.stat().st_mtime_ns
    assert calendar(given(home)) == first
    assert file.stat().st_mtime_ns == kept
    assert not re.search(rb"Dana|Acme|dana|acme", file.read_bytes())


def test_a_snooze_moves_the_entry_and_its_number_rises(home: Home):
    before = {e.key: e for e in given(home, "todo")}
    key = thanks(home).key
    deciding.snooze(home, key, "2026-05-15")
    after = {e.key: e for e in given(home, "todo")}
    moved = next(e for e in after.values() if e.sequence == 1)
    assert (moved.at.date(), moved.created) == (date(2026, 5, 15), before[moved.key].created)
    assert {e.sequence for e in after.values() if e.key != moved.key} <= {0}


@pytest.mark.parametrize(("kind", "how", "state"), [("todo", "done", "done"), ("todo", "skip", "cancelled"), ("event", "done", "done")])
def test_what_was_given_and_is_gone_is_told_to_be_gone_for_a_while(home: Home, kind: Kind, how: str, state: str):
    key = thanks(home).key
    assert key in {e.key for e in given(home, kind)}
    getattr(deciding, how)(home, key)
    gone = next(e for e in given(home, kind) if e.key == key)
    assert (gone.state, gone.sequence, gone.title) == (state, 1, "Follow-up")
    assert next(e for e in given(home, kind, days=50) if e.key == key) == gone
    assert not [e for e in given(home, kind, days=70) if e.key == key]


def test_what_comes_back_counts_on_from_where_it_was(home: Home):
    key = thanks(home).key
    given(home)
    deciding.done(home, key)
    given(home)
    home.undo()
    back = next(e for e in given(home) if e.key == key)
    assert (back.state, back.sequence) == ("open", 2)


def test_an_entry_keeps_its_quarter_when_another_joins_the_day(home: Home):
    before = {e.key: e.at for e in given(home)}
    told = Interaction("interview", (Ref("Ben Ode", ("email:ben@beta.example",), "Beta"),), "both", "Beta", "Analyst", "")
    home.record([(told, int((NOW - timedelta(hours=20)).timestamp() * 1_000_000))], "log")
    after = {e.key: e for e in given(home) if e.state == "open"}
    assert set(before) < set(after)
    assert {key: after[key].at for key in before} == before
    assert {after[key].sequence for key in before} == {0}


def test_an_overdue_follow_up_stands_on_today_once_and_its_to_do_stays_where_it_was_due(home: Home):
    key = thanks(home).key
    due = next(e.at for e in given(home, "todo") if e.key == key)
    later = [e for e in given(home, days=2) if e.key == key]
    assert [e.at.date() for e in later] == [(NOW + timedelta(days=2)).date()]
    assert [e.at for e in given(home, "todo", days=2) if e.key == key] == [due]


def test_no_day_to_come_holds_more_than_its_page_would_show(home: Home):
    home.record([Application(f"House {n}", "Analyst", NOW.date()) for n in range(12)], "apply")
    planned = [f for f in unique(home.store.follow_ups("2026-05-29", "2026-05-13")) if f.situation == "application" and f.step == "first"]
    assert sum(f.minutes for f in planned) > 30
    (day,) = {f.window.due for f in planned}
    for kind in ("event", "todo"):
        shown = [e for e in given(home, kind) if e.at.date() == day and e.tier != "promise"]
        assert 0 < sum(e.minutes for e in shown) <= 30


def test_a_pause_leaves_only_promises(home: Home):
    telling.search(home, "pause", "2026-09-01")
    assert {e.tier for e in given(home) if e.state == "open"} <= {"promise"}


def test_the_present_employer_is_in_no_calendar(home: Home):
    home.record([Identity(me=True, name="Sam Rivera", emails=("sam@postbox.example",), zone="America/Chicago", country="US", employer="Acme")], "init")
    assert not [e for e in given(home) if e.state == "open"]


def test_a_call_is_put_where_it_is_a_working_hour_on_both_sides(home: Home):
    lisbon = datetime.combine(NOW.date(), time(9), ZoneInfo("Europe/Lisbon"))
    heard(home, "Olá Sam,\n\nplease call me on +351 21 555 0142 this week.\n\nDana", lisbon.astimezone(UTC), number=7, offset=60)
    calls = [e for e in given(home, wishes=Wishes(hour=6, titles="full")) if e.title.startswith("Call")]
    assert all(9 <= e.at.astimezone(ZoneInfo("Europe/Lisbon")).hour < 17 for e in calls)


@pytest.mark.parametrize("harm", ["", "{", "[]", '{"given": {"a-event@afterword": {}}}', '{"given": {"x": {"at": "soon", "zone": "Mars/Olympus", "gone": ""}}}'])
def test_a_memory_that_cannot_be_read_is_an_empty_one(home: Home, harm: str):
    (home.folder / calendaring.FILE).write_text(harm)
    assert {e.sequence for e in given(home)} == {0}
    assert Given.read(home.folder).entries


def test_what_we_put_into_a_calendar_is_no_news_when_the_calendar_is_read(home: Home, tmp_path: Path):
    file = tmp_path / "own.ics"
    file.write_bytes(calendar([*given(home, wishes=Wishes(titles="full")), *given(home, "todo")]))
    ics = next(s for s in sources() if s.name == "ics")
    read = list(ics.read(Piece(Place(file, "own.ics", file.read_bytes()[:4096])), Circumstances(zone="America/Chicago")))
    assert read
    assert {type(one).__name__ for one in read} == {"Skipped"}


def test_a_clock_that_jumps_by_millennia_and_back_leaves_the_calendar_as_it_was(home: Home):
    first = [(e.key, e.at) for e in given(home)]
    for year in (9998, 1971):
        far = opened(home.folder, datetime(year, 12, 30, 23, tzinfo=UTC))
        assert calendar(calendaring.entries(far, today_of(far), "event", Wishes(), home.folder))
        far.store.close()
    assert [(e.key, e.at) for e in given(home) if e.state == "open"] == first


def test_what_is_given_out_at_one_time_by_two_leaves_a_memory_that_can_be_read(home: Home):
    told = {"sequence": 3, "created": 1, "changed": 1, "at": NOW.isoformat(), "zone": "UTC", "minutes": 5, "digest": "x", "gone": "", "state": "open"}
    many = Given({f"k{n:04d}-event@afterword": dict(told) for n in range(200)})
    assert home.folder is not None
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: many.keep(home.folder), range(12)))
    assert Given.read(home.folder) == many
    assert [f.name for f in home.folder.glob(f"{calendaring.FILE}*")] == [calendaring.FILE]
