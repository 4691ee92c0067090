"""Which talks there were: from the calendar, logs and mail, joined by day and people (DESIGN.md section 3, "What counts")."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from tests.story.making import ME, said, told

from afterword.facts import fact
from afterword.facts.kinds import Attendee, Mailbox
from afterword.reading.model import Act
from afterword.story.model import Talk, Told
from afterword.story.talks import talks

INTERVIEW = '2026-03-10 10:00 event "Interview: Data Analyst at Acme" with dana.whitfield@acme.example'
DANA = ("email:dana.whitfield@acme.example",)


def found(text: str, *more: Told) -> tuple[Talk, ...]:
    return talks([*told(text), *more], ME)


def changed(text: str, **fields: Any) -> Told:
    """A calendar entry with other fields."""
    (one,) = told(text)
    return Told(fact(replace(one.fact.body, **fields), one.fact.at))  # type: ignore[type-var]


def test_an_interview_knows_its_people_employer_role_and_end():
    (one,) = found(INTERVIEW)
    assert (one.interview, one.people, one.organisation, one.role, one.day, one.status) == (
        True,
        DANA,
        "Acme",
        "Data Analyst",
        date(2026, 3, 10),
        "planned",
    )
    assert one.ends - one.starts == 3_600_000_000


def test_the_later_day_of_a_moved_interview_counts():
    first, later = (
        f'2026-03-{day} 10:00 event "Interview: Analyst at Acme" with dana@acme.example uid one' for day in (10, 12)
    )
    (one,) = found(f"{first}\n{later}")
    assert one.day == date(2026, 3, 12)


def test_a_cancelled_interview_says_so_in_whatever_order_it_is_learnt():
    lines = [
        f'2026-03-10 10:00 event "Interview: Analyst at Acme" with dana@acme.example uid one{state}'
        for state in ("", " cancelled")
    ]
    for order in (lines, lines[::-1]):
        assert [t.status for t in found("\n".join(order))] == ["cancelled"]


def test_a_talk_the_user_declined_did_not_take_place():
    assert [t.status for t in found(f"{INTERVIEW} declined")] == ["declined"]


def test_who_declined_was_not_there():
    guests = (Attendee("Dana", "dana@acme.example", "accepted"), Attendee("Bo", "bo@acme.example", "declined"))
    (one,) = talks([changed(INTERVIEW, attendees=guests)], ME)
    assert one.people == ("email:dana@acme.example",)


def test_rooms_and_mailboxes_are_no_interviewers():
    guests = (
        Attendee("Dana", "dana@acme.example"),
        Attendee("Room 4", "room-4@acme.example", kind="room"),
        Attendee("", "no-reply@acme.example"),
    )
    (one,) = talks([changed(INTERVIEW, attendees=guests)], ME)
    assert one.people == ("email:dana@acme.example",)


def test_the_organiser_counts_only_where_nobody_else_is_there():
    robot = Mailbox("Ines Okafor", "ines@acme.example")
    (alone,) = talks([changed(INTERVIEW, attendees=(Attendee("Sam", "sam@postbox.example"),), organizer=robot)], ME)
    assert alone.people == ("email:ines@acme.example",)
    (beside,) = talks([changed(INTERVIEW, organizer=robot)], ME)
    assert beside.people == DANA


def test_a_coffee_is_a_talk_and_a_team_meeting_none():
    (coffee,) = found('2026-03-10 event "Coffee with Pia" with pia@letters.example')
    assert not coffee.interview
    assert found('2026-03-10 event "Planning" with pia@letters.example') == ()
    assert found('2026-03-10 event "Coffee for all" with a@x.example, b@x.example, c@x.example') == ()


def test_a_meeting_is_an_interview_when_the_mail_before_it_said_so():
    meeting = '2026-03-10 10:00 event "Conversation" with dana@acme.example'
    mail = said(
        '2026-03-05 mail dana@acme.example -> me "Data Analyst" "We would like to invite you."',
        kind="interview_invitation",
    )
    assert [t.interview for t in found(meeting, mail)] == [True]
    assert found(meeting) == ()


def test_a_logged_interview_and_the_calendars_are_one():
    (one,) = found(f'{INTERVIEW}\n2026-03-10 17:00 interview dana.whitfield@acme.example "she liked the maps" at Acme')
    assert one.logged
    assert one.note == "she liked the maps"
    assert len(one.facts) == 2


def test_two_interviews_of_one_day_stay_two():
    other = (
        INTERVIEW.replace("10:00", "14:00").replace("dana.whitfield", "bo.lindqvist").replace("Data Analyst", "Binder")
    )
    assert len(found(f"{INTERVIEW}\n{other}")) == 2


def test_a_call_nobody_answered_on_its_day_makes_the_talk_missed():
    (one,) = found(f'{INTERVIEW}\n2026-03-10 10:15 call out dana.whitfield@acme.example "nobody" no-answer')
    assert (one.status, one.missed_on) == ("missed", date(2026, 3, 10))


def test_a_call_nobody_answered_on_another_day_does_not():
    assert [
        t.status
        for t in found(f'{INTERVIEW}\n2026-03-11 10:15 call out dana.whitfield@acme.example "nobody" no-answer')
    ] == ["planned"]


def test_a_mail_may_say_that_it_did_not_happen():
    sorry = said(
        '2026-03-10 13:00 mail dana.whitfield@acme.example -> me "Sorry" "I missed our call."',
        Act("talk_missed", "I missed our call."),
    )
    assert [t.status for t in found(INTERVIEW, sorry)] == ["missed"]


def test_a_mail_may_call_the_next_talk_off():
    off = said(
        '2026-03-09 13:00 mail dana.whitfield@acme.example -> me "Tomorrow" "I must cancel tomorrow."',
        Act("talk_cancelled", "I must cancel tomorrow."),
    )
    entered_before = changed(INTERVIEW, stamp=1)
    assert [t.status for t in talks([entered_before, off], ME)] == ["cancelled"]
    assert [t.status for t in talks([*told(INTERVIEW), off], ME)] == ["planned"], (
        "the calendar holds it anew after that mail"
    )


def test_a_talk_fixed_by_mail_is_known_without_a_calendar():
    agreed = said(
        '2026-03-05 mail dana@acme.example -> me "Your interview" "Thursday at ten it is."', Act("talk_agreed", "Thursday at ten it is.", on=date(2026, 3, 12), hour="10:00", interview=True),
        organisation="Acme",
    )  # fmt: skip
    (one,) = talks([agreed], ME)
    assert (one.day, one.interview, one.people) == (date(2026, 3, 12), True, ("email:dana@acme.example",))
