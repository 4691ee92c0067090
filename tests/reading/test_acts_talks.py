"""Talks proposed, agreed, missed, called off and held; answers that close a wait."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from afterword.facts.workdays import Workdays
from afterword.reading.acts import acts
from afterword.reading.model import Act, Address, Kind, Letter

ME = Address("Joaquim Seward", "joaquim@seward.example")
THEM = Address("Mereana Holt", "mereana@kauripoint.example")
TALKS = {"talk_proposed", "talk_agreed", "talk_missed", "talk_cancelled", "talk_held"}


def read(text: str, kind: Kind = "personal", *, mine: bool = False, subject: str = "") -> tuple[Act, ...]:
    sender, reader = (ME, THEM) if mine else (THEM, ME)
    sent = datetime.fromisoformat("2026-06-08T14:00:00+12:00")  # a Monday
    letter = Letter("1", sent, sender, (reader,), (), subject, text, me=frozenset({ME.email}))
    return acts(letter, text, kind, Workdays())


def talk(text: str, kind: Kind = "personal", *, mine: bool = False, subject: str = "") -> Act | None:
    return next((act for act in read(text, kind, mine=mine, subject=subject) if act.kind in TALKS), None)


CASES = [
    ("Could we speak on Wednesday 12 August at 4 pm?", "talk_proposed", date(2026, 8, 12), "16:00"),
    ("Are you free for coffee next Thursday?", "talk_proposed", date(2026, 6, 18), ""),
    ("How about Tuesday at 10?", "talk_proposed", date(2026, 6, 9), "10:00"),
    ("Would Monday at four be easier for you?", "talk_proposed", date(2026, 6, 15), "16:00"),
    ("Wednesday at four suits me very well.", "talk_agreed", date(2026, 6, 10), "16:00"),
    ("Monday at four it is, with a knot in my scarf.", "talk_agreed", date(2026, 6, 15), "16:00"),
    ("See you on Tuesday at 10.", "talk_agreed", date(2026, 6, 9), "10:00"),
    ("Perfect, 2:30pm on Thursday works.", "talk_agreed", date(2026, 6, 11), "14:30"),
    (
        "Your interview is confirmed for Thursday 18 June at 14:00 at our office.",
        "talk_agreed",
        date(2026, 6, 18),
        "14:00",
    ),
    ("I look forward to meeting you on Monday at half past nine.", "talk_agreed", date(2026, 6, 15), "09:30"),
    ("The interview has been moved to Wednesday 17 June at 11.", "talk_agreed", date(2026, 6, 17), "11:00"),
    ("Grand, Thursday at 2 so.", "talk_agreed", date(2026, 6, 11), "14:00"),
    ("Thursday at ten works a treat.", "talk_agreed", date(2026, 6, 11), "10:00"),
    ("I was stuck in traffic yesterday and missed our meeting.", "talk_missed", date(2026, 6, 7), ""),
    ("It was kind of you to make time for me this morning.", "talk_held", date(2026, 6, 8), ""),
    ("Let's say noon on Friday.", "talk_agreed", date(2026, 6, 12), "12:00"),
    ("I'm afraid I have to cancel our call tomorrow, something came up.", "talk_cancelled", date(2026, 6, 9), ""),
    ("Unfortunately I can't make our meeting on Thursday.", "talk_cancelled", date(2026, 6, 11), ""),
    ("Sorry I missed our call this morning.", "talk_missed", date(2026, 6, 8), ""),
    ("I waited on the line for twenty minutes yesterday but you weren't there.", "talk_missed", date(2026, 6, 7), ""),
    ("We did not manage to speak on Friday.", "talk_missed", date(2026, 6, 5), ""),
    ("I tried to ring you yesterday as arranged but got no answer.", "talk_missed", date(2026, 6, 7), ""),
    ("Sorry for missing you today, the train stood still for an hour.", "talk_missed", date(2026, 6, 8), ""),
    ("It was a pleasure to interview you on Monday.", "talk_held", date(2026, 6, 1), ""),
    ("Good to meet you at the interview yesterday.", "talk_held", date(2026, 6, 7), ""),
    ("Thanks for the coffee this morning, I loved hearing how you got into maps.", "talk_held", date(2026, 6, 8), ""),
    ("Thanks for coming in last week.", "talk_held", None, ""),
    ("It was great talking to you on Friday.", "talk_held", date(2026, 6, 5), ""),
    ("So good to catch up on Saturday!", "talk_held", date(2026, 6, 6), ""),
]


@pytest.mark.parametrize(("text", "kind", "on", "hour"), CASES)
def test_a_talk_is_read_with_its_day_and_hour(text: str, kind: str, on: date | None, hour: str) -> None:
    act = talk(text)
    assert act is not None
    assert (act.kind, act.on) == (kind, on)
    if hour:
        assert act.hour == hour


@pytest.mark.parametrize(
    "text",
    [
        "Tuesday doesn't work for me, I'm afraid.",
        "We'll decide on Tuesday.",
        "It would be great to meet you one day.",
        "Nice to e-meet you!",
        "Dana works for the museum on Tuesday.",
        "Hugh is a good friend of mine.",
        "The willows are out and the first hive is flying.",
    ],
)
def test_no_talk_is_agreed_or_held_by_words_that_only_look_like_it(text: str) -> None:
    act = talk(text)
    assert act is None or act.kind not in {"talk_agreed", "talk_held", "talk_missed"}


@pytest.mark.parametrize(
    ("text", "kind", "interview"),
    [
        ("It was a pleasure to interview you on Monday.", "personal", True),
        (
            "Thank you for coming in last week. We have chosen another candidate for the Events Coordinator position.",
            "rejection",
            True,
        ),
        ("Thanks for the coffee yesterday.", "personal", False),
        ("It was lovely to talk about your field yesterday.", "personal", False),
        ("The panel looks forward to meeting you on Thursday at 3 pm.", "interview_scheduled", True),
    ],
)
def test_an_interview_is_told_from_a_chat(text: str, kind: Kind, interview: bool) -> None:
    act = talk(text, kind)
    assert act is not None
    assert act.interview is interview


ANSWERS = [
    ("We have decided to go with another candidate.", "personal", "decision", "no"),
    ("I am sorry to say that we have chosen another candidate.", "rejection", "decision", "no"),
    ("We are delighted to offer you the position.", "offer", "decision", "yes"),
    ("We'd like to invite you to the next round.", "interview_invitation", "next_step", ""),
    ("The next step would be a conversation with Hugh.", "personal", "next_step", ""),
    ("It'll be another two weeks, sorry.", "personal", "new_date", ""),
    ("The board meets on 18 June and we will let you know by the 20th.", "personal", "new_date", ""),
]


@pytest.mark.parametrize(("text", "kind", "act", "other"), ANSWERS)
def test_an_answer_closes_a_wait(text: str, kind: Kind, act: str, other: str) -> None:
    assert (act, other) in {(a.kind, a.other) for a in read(text, kind)}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("If you are not selected we will write to you.", "application_received"),
        ("Still deciding, please bear with us.", "personal"),
        ("You're welcome! We'll be in touch.", "personal"),
        ("I'd like you to meet my daughter when you visit.", "personal"),
        ("We have received your application.", "application_received"),
    ],
)
def test_politeness_closes_nothing(text: str, kind: Kind) -> None:
    assert not {a.kind for a in read(text, kind)} & {"decision", "next_step", "new_date"}


def test_the_new_date_is_the_last_one_named() -> None:
    act = next(a for a in read("We won't know before the end of the month.") if a.kind == "new_date")
    assert act.on == date(2026, 6, 30)


@pytest.mark.parametrize(
    "text",
    [
        "I'll call you tomorrow before my show.",
        "I will call you on Friday when my knees are better.",
        "Kindly confirm your preferred slot by 13 May.",
    ],
)
def test_a_promised_call_or_a_request_to_confirm_is_not_yet_agreed(text: str) -> None:
    assert "talk_agreed" not in {a.kind for a in read(text)}


def test_being_selected_to_go_on_is_no_refusal() -> None:
    said = read("You have been selected to proceed to the interview phase for Trail Crew Lead.", "interview_invitation")
    assert {(a.kind, a.other) for a in said if a.kind in {"decision", "next_step"}} == {("next_step", "")}


@pytest.mark.parametrize(
    ("text", "kind", "day"),
    [
        ("We have to move the interview by one day, to Tuesday, June 16, same time.", "talk_agreed", date(2026, 6, 16)),
        ("I'm afraid I need to push our call back to Thursday.", "talk_agreed", date(2026, 6, 11)),
        ("We must postpone the interview until Monday 22 June.", "talk_agreed", date(2026, 6, 22)),
        ("We have to postpone the interview, I am afraid.", "talk_cancelled", None),
        ("I need to cancel our call on Tuesday.", "talk_cancelled", date(2026, 6, 9)),
    ],
)
def test_a_talk_put_off_to_a_day_is_agreed_for_that_day(text: str, kind: str, day: date | None) -> None:
    found = talk(text, "interview_scheduled")
    assert found is not None
    assert (found.kind, found.on) == (kind, day)


def test_a_table_fixes_an_interview() -> None:
    found = talk(
        "We confirm your interview.\n\nDate: Wednesday 17 June 2026\nTime: 11:00 - 11:45\n", "interview_scheduled"
    )
    assert found is not None
    assert (found.kind, found.on, found.hour) == ("talk_agreed", date(2026, 6, 17), "11:00")


@pytest.mark.parametrize(
    "text",
    [
        "Head office has cut the post, so we will not be holding Thursday's interview.",
        "Tomorrow's interview will no longer take place.",
        "We won't be going ahead with the interview on Friday.",
    ],
)
def test_a_talk_that_will_not_be_held_is_cancelled(text: str) -> None:
    found = talk(text, "rejection")
    assert found is not None
    assert found.kind == "talk_cancelled"


def test_time_taken_to_apply_is_no_talk() -> None:
    assert talk("Thank you for taking the time to apply for Optics Technician.", "rejection") is None


def test_the_day_called_off_is_the_one_beside_the_talk() -> None:
    found = talk("The post was cut as of today, so we will not be holding Thursday's interview.", "rejection")
    assert found is not None
    assert found.on == date(2026, 6, 11)


def test_a_day_may_be_asked_for_in_few_words() -> None:
    found = talk("I am afraid Friday is impossible for me; would Monday 15 June at 13.00 do?", mine=True)
    assert found is not None
    assert (found.kind, found.on, found.hour) == ("talk_proposed", date(2026, 6, 15), "13:00")


@pytest.mark.parametrize(
    ("text", "kind", "agreed"),
    [
        ("I hope to see you on Thursday, van and all.", "personal", False),
        ("I'm hoping to catch you at the market on Saturday.", "personal", False),
        ("We hope to see you on Thursday 18 June at 10:00.", "interview_scheduled", True),
        ("I'd love to meet, Thursday at ten works for me.", "personal", True),
    ],
)
def test_a_wish_to_meet_is_no_appointment(text: str, kind: Kind, agreed: bool) -> None:
    found = talk(text, kind)
    assert (found is not None and found.kind == "talk_agreed") is agreed


def test_after_a_no_no_talk_is_a_further_interview() -> None:
    found = talk("We decided to go with another candidate for the position. See you on Thursday at 10, van and all.", "rejection")
    assert found is not None
    assert found.kind == "talk_agreed"
    assert not found.interview
