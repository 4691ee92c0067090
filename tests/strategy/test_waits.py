"""Where a role stands: what was named, what answered it, which nudges have left since."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from tests.notation import facts

from afterword.facts import Fact, Workdays
from afterword.reading.model import Act, Reading
from afterword.story.model import Entry, Me, Opportunity, OrganisationStory, Owed, PersonStory, Talk
from afterword.strategy.waits import Standing, standing

DAY = 86_400_000_000
TALK: Fact = facts('2026-03-10 10:00 event "Interview: Data Analyst at Acme" with dana@acme.example')[0]
DANA = "email:dana@acme.example"
INTERVIEW = Talk(
    "talk", TALK.at, TALK.at + 3_600_000_000, date(2026, 3, 10), interview=True, people=(DANA,), organisation="Acme", organisations=("org:acme",),
    role="Data Analyst", facts=(TALK,), quote="Interview",
)  # fmt: skip


class Quiet:
    """A world in which nobody else is known and nothing is a holiday."""

    me = Me()
    since = date(2026, 1, 1)

    def person(self, handle: str) -> PersonStory | None:
        return None

    def organisation(self, handle: str) -> OrganisationStory | None:
        return None

    def workdays(self, country: str = "") -> Workdays:
        return Workdays()

    def targets(self) -> tuple[OrganisationStory, ...]:
        return ()

    def accepted(self) -> tuple[Fact, date, str] | None:
        return None

    def days(self, situation: str, step: str, default: tuple[int, int, int]) -> tuple[int, int, int]:
        return default


def entry(
    day: int, direction: Any, *acts: Act, kind: Any = "personal", vendor: str | None = None, way: str = "email"
) -> Entry:
    """A word on a day of March."""
    line = f'2026-03-{day:02} 12:00 mail {"dana@acme.example -> me" if direction == "in" else "me -> dana@acme.example"} "x" "day {day}"'
    (one,) = facts(line)
    reading = Reading(one.id, "en", kind, 0.9, acts=acts, vendor=vendor)
    return Entry(one.at, date(2026, 3, day), way, direction, one, reading, covers=(DANA,))


def promise(day: int, due: date, **more: Any) -> Owed:
    one = entry(day, "in").fact
    return Owed(
        False, "Dana", "decision", due, due, False, "We will let you know.", one, date(2026, 3, day), one.at, **more
    )


def stands(*entries: Entry, owed: tuple[Owed, ...] = (), talks: tuple[Talk, ...] = (INTERVIEW,)) -> Standing:
    return standing(
        Opportunity("opp", "Acme", ("org:acme",), "Data Analyst", "interviewing", entries, talks, owed=owed), Quiet()
    )


def test_after_an_interview_silence_counts_from_its_day():
    now = stands()
    assert (now.silent_since, now.since, now.named, now.nudges) == (date(2026, 3, 10), TALK, None, ())


def test_without_an_interview_nothing_is_silent():
    assert stands(talks=()).silent_since is None


def test_thanks_within_three_business_days_are_no_nudge():
    assert stands(entry(11, "out")).nudges == ()
    assert stands(entry(13, "out")).nudges == ()


def test_from_the_fourth_business_day_a_word_of_mine_is_a_nudge():
    now = stands(entry(16, "out"))
    assert [e.day for e in now.nudges] == [date(2026, 3, 16)]
    assert now.silent_since == date(2026, 3, 10)


def test_their_polite_word_starts_the_silence_anew():
    assert stands(entry(12, "in")).silent_since == date(2026, 3, 12)


def test_my_answer_to_their_question_starts_it_anew_and_is_no_nudge():
    now = stands(entry(16, "in", Act("question", "Could you send references?")), entry(17, "out"))
    assert (now.silent_since, now.nudges) == (date(2026, 3, 17), ())


@pytest.mark.parametrize("answer", ["decision", "next_step", "new_date"])
def test_an_answer_ends_the_silence(answer: Any):
    assert stands(entry(16, "in", Act(answer, "We have decided."))).silent_since is None


def test_a_machines_no_is_an_answer_too_but_its_receipt_is_none():
    assert stands(entry(16, "in", kind="rejection", vendor="portal")).silent_since is None
    assert stands(entry(16, "in", kind="application_received", vendor="portal")).silent_since == date(2026, 3, 10)


def test_a_day_they_named_is_waited_for():
    now = stands(entry(11, "in"), owed=(promise(11, date(2026, 3, 20)),))
    assert now.named is not None
    assert now.named.due_latest == date(2026, 3, 20)


def test_the_latest_word_on_the_day_counts():
    now = stands(owed=(promise(11, date(2026, 3, 20)), promise(18, date(2026, 3, 27))))
    assert now.named is not None
    assert now.named.due_latest == date(2026, 3, 27)


def test_a_day_kept_or_taken_back_is_waited_for_no_more():
    assert stands(owed=(promise(11, date(2026, 3, 20), settled=True),)).named is None
    assert (
        stands(entry(16, "in", Act("decision", "We have decided.")), owed=(promise(11, date(2026, 3, 20)),)).named
        is None
    )


def test_a_day_named_before_an_interview_was_about_the_interview():
    assert stands(owed=(promise(2, date(2026, 3, 6)),)).named is None
    assert stands(owed=(promise(2, date(2026, 3, 20)),)).named is not None


def test_nudges_about_a_named_day_are_those_after_it():
    named = (promise(11, date(2026, 3, 20)),)
    assert stands(entry(16, "out"), owed=named).nudges == ()
    assert [e.day for e in stands(entry(16, "out"), entry(23, "out"), owed=named).nudges] == [date(2026, 3, 23)]


def test_their_last_word_after_a_nudge_is_heard():
    assert stands(entry(18, "out"), entry(19, "in")).heard == date(2026, 3, 19)
    assert stands(entry(18, "out")).heard is None


def test_a_cancelled_interview_counts_for_nothing():
    from dataclasses import replace

    assert stands(talks=(replace(INTERVIEW, status="cancelled"),)).interview is None


def test_of_two_interviews_the_later_counts():
    from dataclasses import replace

    later = replace(
        INTERVIEW,
        key="two",
        starts=INTERVIEW.starts + 7 * DAY,
        ends=INTERVIEW.ends + 7 * DAY,
        day=INTERVIEW.day + timedelta(7),
    )
    assert stands(talks=(INTERVIEW, later)).silent_since == date(2026, 3, 17)
