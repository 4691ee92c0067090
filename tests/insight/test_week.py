"""A week in numbers, and the next one as if-then plans: small, on working days, one step a person a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from afterword.facts import Workdays
from afterword.insight.week import Task, beginning, counts, steps

MONDAY = date(2026, 3, 2)
OFF = Workdays(frozenset({date(2026, 3, 4)}))


def task(key: str, *, due: date = MONDAY, closes: date = MONDAY + timedelta(days=20), channel: str = "email", promise: bool = False, offset: int | None = None, minutes: int = 5) -> Task:
    return Task(key, channel, f"Person {key}", minutes, due, due, closes, promise, timedelta(hours=offset) if offset is not None else None)


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, 2, hour, minute, tzinfo=UTC)


def test_only_what_was_done_is_counted_and_one_is_one():
    assert [c.words for c in counts(["wrote", "applied", "wrote", "purred"])] == ["1 application", "2 messages"]
    assert counts([]) == ()


def test_a_step_names_the_moment_and_the_act():
    (one,) = steps([task("ana", channel="call")], at(9), 7, OFF, 30)
    assert one.words == "If it is Monday 9:00, then I call Person ana."


def test_a_call_waits_for_their_morning_and_the_rest_does_not():
    made = steps([task("a", channel="call", offset=-3), task("b")], at(9), 7, OFF, 30)
    assert [(s.key, f"{s.at:%H:%M}") for s in made] == [("b", "09:00"), ("a", "12:00")]


def test_thanks_come_after_the_talk_of_that_day():
    thanks = replace(task("a", promise=True), after=datetime(2026, 3, 2, 10, 42, tzinfo=UTC))
    made = steps([thanks, task("b")], at(9), 7, OFF, 30)
    assert [(s.key, f"{s.at:%H:%M}") for s in made] == [("b", "09:00"), ("a", "10:45")]


def test_the_first_day_begins_now_and_not_before():
    made = steps([task("a"), task("b", due=date(2026, 3, 3))], at(14, 3), 7, OFF, 30)
    assert [(s.key, f"{s.at:%d %H:%M}") for s in made] == [("a", "02 14:05"), ("b", "03 09:00")]


def test_after_the_days_work_the_week_begins_with_the_next_day():
    assert beginning(at(16, 59)) == at(16, 59)
    assert beginning(at(17)) == datetime(2026, 3, 3, 9, tzinfo=UTC)


def test_whoever_has_gone_home_is_called_the_next_day_unless_no_morning_is_better():
    made = steps([task("east", channel="call", offset=3), task("far", channel="call", offset=9)], at(14, 30), 7, OFF, 30)
    assert [(s.key, f"{s.at:%d %H:%M}") for s in made] == [("far", "02 14:30"), ("east", "03 09:00")]


def test_what_does_not_fit_goes_to_the_next_working_day_but_promises_stay():
    wednesday = date(2026, 3, 3)
    made = steps([task("a", due=wednesday, minutes=30), task("b", due=wednesday, minutes=30), task("p", due=wednesday, promise=True)], at(9), 7, OFF, 30)
    assert [(s.key, s.at.date().isoformat()) for s in made] == [("p", "2026-03-03"), ("a", "2026-03-03"), ("b", "2026-03-05")]


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(-3, 9), st.integers(0, 12), st.booleans(), st.sampled_from(["email", "call"])), max_size=12))
def test_steps_stand_on_working_days_in_order_and_within_the_window(drawn: list[tuple[int, int, bool, str]]):
    tasks = [
        task(f"{n}", due=MONDAY + timedelta(days=d), closes=MONDAY + timedelta(days=d + more), promise=p, channel=c) for n, (d, more, p, c) in enumerate(drawn)
    ]
    made = steps(tasks, at(9), 7, OFF, 30)
    assert [s.at for s in made] == sorted(s.at for s in made)
    assert len({s.at for s in made}) == len(made)
    by_key = {t.key: t for t in tasks}
    for s in made:
        assert MONDAY <= s.at.date() < MONDAY + timedelta(days=7)
        assert OFF.open_on(s.at.date()) or by_key[s.key].promise
