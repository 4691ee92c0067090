"""Talks to prepare and talks to tell of: when the page shows them, and that each is asked of once."""

from __future__ import annotations

from tests.notation import Story


def shown(story: Story, moment: str) -> tuple[list[str], list[str]]:
    """Whom the page of a moment prepares for, and of whom it asks."""
    page = story.on(moment)
    return [a.whom for a in page.prepare], [a.whom for a in page.tell]


def test_an_interview_is_prepared_from_the_day_before_and_asked_of_until_the_next_business_day_is_over(story: Story):
    """
    2026-03-03 event "Interview: Data Analyst, Acme" with dana@acme.example for 60 uid one
    """
    assert shown(story, "2026-03-01 20:00") == ([], [])
    assert shown(story, "2026-03-02 08:00") == (["Acme"], [])
    assert shown(story, "2026-03-03 08:59") == (["Acme"], [])
    assert shown(story, "2026-03-03 09:30") == ([], [])
    assert shown(story, "2026-03-03 10:00") == ([], ["Acme"])
    assert shown(story, "2026-03-04 23:00") == ([], ["Acme"])
    assert shown(story, "2026-03-05 00:10") == ([], [])


def test_one_on_monday_is_prepared_from_friday_and_one_on_friday_asked_of_on_monday(story: Story):
    """
    2026-03-09 event "Interview: Data Analyst, Acme" with dana@acme.example for 60 uid monday
    2026-03-13 event "Interview: Data Analyst, Birch" with bo@birch.example for 60 uid friday
    """
    assert shown(story, "2026-03-06") == (["Acme"], [])
    assert shown(story, "2026-03-08") == (["Acme"], [])
    assert shown(story, "2026-03-16") == ([], ["Birch"])
    assert shown(story, "2026-03-17") == ([], [])


def test_what_was_logged_called_off_or_declined_asks_for_nothing(story: Story):
    """
    2026-03-03 event "Interview: Data Analyst, Acme" with dana@acme.example for 60 uid one
    2026-03-03 11:00 interview dana@acme.example "they decide by Friday" at Acme
    2026-03-03 event cancelled "Interview: Data Analyst, Birch" with bo@birch.example for 60 uid two
    2026-03-03 event declined "Interview: Data Analyst, Cedar" with cy@cedar.example for 60 uid three
    """
    assert shown(story, "2026-03-03 12:00") == ([], [])
    assert shown(story, "2026-03-02") == (["Acme"], [])


def test_a_panel_of_several_entries_on_one_day_is_one_appointment(story: Story):
    """
    2026-03-03 09:00 event "Interview: Data Analyst, Acme" with dana@acme.example for 60 uid one
    2026-03-03 10:00 event "Interview: Data Analyst, Acme" with ines@acme.example for 60 uid two
    """
    (one,) = story.on("2026-03-02").prepare
    assert set(one.names) == {"Dana", "Ines"}
    assert shown(story, "2026-03-03 10:30") == ([], [])
    assert shown(story, "2026-03-03 11:00") == ([], ["Acme"])


def test_coffee_for_advice_is_a_talk_with_a_person_and_a_dentist_is_none(story: Story):
    """
    2026-03-03 event "Coffee and advice with Leo" with leo@valley.example for 45 uid one
    2026-03-03 event "Dentist" uid two
    """
    (one,) = story.on("2026-03-02").prepare
    assert (one.interview, one.names) == (False, ("Leo",))


def test_it_never_stands_among_the_questions(story: Story):
    """
    2026-03-03 event "Interview: Data Analyst, Acme" with dana@acme.example for 60 uid one
    """
    assert story.on("2026-03-03 12:00").questions == ()


def test_who_is_told_how_an_interview_went_is_no_interviewer(story: Story):
    """
    2026-02-20 tie relative mum@home.example
    2026-03-02 mail me -> mum@home.example "Sunday" "The interview at Acme went well. See you on Sunday for soup."
    2026-03-02 12:00 mail me -> pia@friend.example "Yes" "I had an interview with them today. Shall we talk on Friday at 10:00? See you on Friday then."
    """
    assert [f for f in story.follow_ups() if f.situation.startswith("interview")] == []
    assert shown(story, "2026-03-07") == ([], [])


def test_what_fixes_an_interview_with_an_employer_still_does(story: Story):
    """
    2026-03-02 mail me -> dana@acme.example "Re: Interview" "Tuesday at 10:00 works well for the interview. See you on Tuesday."
    """
    assert [f.step for f in story.follow_ups() if f.situation == "interview_thank_you"] == ["thank_you"]
