"""One story for each situation with those who hire that must show it, and one that must not. Days by the table of DESIGN.md section 3; no holidays."""

from __future__ import annotations

import pytest
from tests.notation import Story


def test_an_unanswered_application_is_asked_after_on_business_day_seven(story: Story):
    """
    2026-03-10 apply "Data Analyst" at Acme to dana@acme.example
    """
    assert story("application") == ["Dana first 2026-03-17 2026-03-19 2026-04-21"]
    assert story.one("application").tier == "window"


def test_a_second_question_follows_seven_business_days_after_the_first(story: Story):
    """
    2026-03-10 apply "Data Analyst" at Acme to dana@acme.example
    2026-03-19 done application dana@acme.example
    """
    assert story("application") == ["Dana second 2026-03-30 2026-03-30 2026-04-09"]


def test_an_application_is_asked_after_twice_and_then_left(story: Story):
    """
    2026-03-10 apply "Data Analyst" at Acme to dana@acme.example
    2026-03-19 done application dana@acme.example
    2026-03-30 done application dana@acme.example
    """
    assert story("application") == []


def test_an_application_that_a_person_has_answered_is_not_asked_after(story: Story):
    """
    2026-03-10 apply "Data Analyst" at Acme to dana@acme.example
    2026-03-12 mail dana@acme.example -> me "Data Analyst" "Unfortunately we have decided to move forward with other candidates."
    """
    assert story("application") == []


def test_an_application_without_a_person_names_the_organisation(story: Story):
    """
    2026-03-10 apply "Data Analyst" at Acme
    """
    one = story.one("application")
    assert (one.person.name, one.organisation, one.role) == ("", "Acme", "Data Analyst")
    assert "Look for a person" in one.reason


def test_every_interviewer_is_thanked_within_a_day(story: Story):
    """
    2026-03-10 10:00 event "Interview: Data Analyst at Acme" with dana@acme.example, bo@acme.example
    """
    assert story("interview_thank_you") == [
        "Bo thank_you 2026-03-10 2026-03-11 2026-03-13",
        "Dana thank_you 2026-03-10 2026-03-11 2026-03-13",
    ]
    assert story.shown("2026-03-10 10:30") == [], "nothing shows before the talk has ended"
    assert story.shown("2026-03-10 11:30") == ["interview_thank_you Bo", "interview_thank_you Dana"]


def test_the_thanks_for_a_friday_are_due_that_day(story: Story):
    """
    2026-03-13 10:00 event "Interview: Data Analyst at Acme" with dana@acme.example
    """
    assert story("interview_thank_you") == ["Dana thank_you 2026-03-13 2026-03-13 2026-03-18"]


@pytest.mark.parametrize(
    "after",
    [
        '2026-03-10 18:00 mail me -> dana@acme.example "Thank you" "Thank you for your time today."',
        '2026-03-10 18:00 event "Interview: Data Analyst at Acme" with dana@acme.example uid talk cancelled',
    ],
    ids=["thanked", "cancelled"],
)
def test_nobody_is_thanked_twice_or_for_a_talk_that_was_called_off(after: str, story: Story):
    story.tell(f'2026-03-09 09:00 event "Interview: Data Analyst at Acme" with dana@acme.example uid talk\n{after}')
    assert story("interview_thank_you") == []


def test_a_film_called_interview_is_no_interview(story: Story):
    """
    2026-03-10 19:00 event "Film night: Interview with the Vampire" with pia@letters.example
    """
    assert story() == []


def test_a_day_that_an_employer_named_is_waited_for_and_then_asked_about(story: Story):
    """
    2026-03-10 10:00 event "Interview: Data Analyst at Acme" with dana@acme.example
    2026-03-11 09:00 mail me -> dana@acme.example "Thank you" "Thank you for your time yesterday." thread talk
    2026-03-11 16:10 mail dana@acme.example -> me "Re: Thank you" "We will let you know our decision by Friday, March 20." thread talk
    """
    assert story("employer_date") == ["Dana nudge 2026-03-23 2026-03-24 2026-04-03"]
    assert [w.due_latest.isoformat() for w in story.waiting if w.due_latest] == ["2026-03-20"]
    assert story.shown("2026-03-20") == []
    assert story.shown("2026-03-24") == ["employer_date Dana"]


def test_call_me_if_you_have_not_heard_is_a_call_on_the_next_day(story: Story):
    """
    2026-03-10 10:00 event "Interview: Data Analyst at Acme" with dana@acme.example
    2026-03-11 16:10 mail dana@acme.example -> me "Next steps" "We will decide by Friday, March 20. If you have not heard from us by then, please call me at +1 555 010 0142."
    """
    one = story.one("employer_date")
    assert (one.channel, one.window.due.isoformat()) == ("call", "2026-03-23")


def test_a_decision_ends_the_waiting(story: Story):
    """
    2026-03-10 10:00 event "Interview: Data Analyst at Acme" with dana@acme.example
    2026-03-11 16:10 mail dana@acme.example -> me "Data Analyst" "We will let you know our decision by Friday, March 20." thread talk
    2026-03-19 11:00 mail dana@acme.example -> me "Data Analyst" "Unfortunately we have decided to move forward with other candidates." thread talk
    """
    assert story("employer_date") == story("interview_silence") == []
    assert story.waiting == []


def test_an_interview_without_a_day_is_asked_after_on_business_day_six(story: Story):
    """
    2026-03-10 10:00 interview dana@acme.example "good talk about the archive" at Acme as "Data Analyst"
    """
    assert story("interview_silence") == ["Dana nudge 2026-03-17 2026-03-18 2026-04-14"]


def test_a_polite_word_restarts_the_clock_of_silence(story: Story):
    """
    2026-03-10 10:00 event "Interview: Data Analyst at Acme" with dana@acme.example
    2026-03-10 17:00 mail me -> dana@acme.example "Thank you" "Thank you for your time today." thread talk
    2026-03-12 09:00 mail dana@acme.example -> me "Re: Thank you" "You're welcome!" thread talk
    """
    assert story("interview_silence") == ["Dana nudge 2026-03-19 2026-03-20 2026-04-16"]


def test_a_new_date_ends_the_silence(story: Story):
    """
    2026-03-10 10:00 event "Interview: Data Analyst at Acme" with dana@acme.example
    2026-03-13 09:00 mail dana@acme.example -> me "Data Analyst" "It will be another two weeks, I am sorry. We will let you know by March 27."
    """
    assert story("interview_silence") == []
    assert story("employer_date") == ["Dana nudge 2026-03-30 2026-03-31 2026-04-10"]


def test_one_second_note_follows_an_unanswered_nudge_and_no_third(story: Story):
    """
    2026-03-10 10:00 interview dana@acme.example "good talk" at Acme as "Data Analyst"
    2026-03-18 done interview_silence dana@acme.example
    """
    assert story("interview_silence") == []
    assert story("second_note") == ["Dana second_note 2026-03-25 2026-03-25 2026-04-01"]
    story.tell("2026-03-25 done second_note dana@acme.example")
    assert story("second_note") == story("interview_silence") == []


def test_an_answer_to_the_nudge_needs_no_second_note(story: Story):
    """
    2026-03-10 10:00 interview dana@acme.example "good talk" at Acme as "Data Analyst"
    2026-03-18 done interview_silence dana@acme.example
    2026-03-19 mail dana@acme.example -> me "Data Analyst" "We would like to invite you to a second interview on March 26 at 10 am."
    """
    assert story("second_note") == []


def test_an_agreed_call_that_did_not_happen_gets_a_new_time(story: Story):
    """
    2026-03-10 10:00 event "Interview: Data Analyst at Acme" with dana@acme.example
    2026-03-10 10:10 call out dana@acme.example "we had agreed on ten, nobody answered" no-answer
    """
    assert story("missed_call") == ["Dana new_time 2026-03-10 2026-03-12 2026-03-24"]
    assert story("interview_thank_you") == []


def test_a_call_that_was_made_up_for_is_not_missed(story: Story):
    """
    2026-03-10 10:00 event "Interview: Data Analyst at Acme" with dana@acme.example
    2026-03-10 10:10 call out dana@acme.example "we had agreed on ten, nobody answered" no-answer
    2026-03-10 12:00 mail me -> dana@acme.example "Our call" "Would tomorrow at ten suit you?"
    """
    assert story("missed_call") == []


def test_a_call_nobody_had_agreed_on_is_not_missed(story: Story):
    """
    2026-03-10 10:10 call out dana@acme.example "tried her number" no-answer
    """
    assert story("missed_call") == []


def test_a_no_is_thanked_for(story: Story):
    """
    2026-03-02 10:00 interview dana@acme.example "good talk" at Acme as "Data Analyst"
    2026-03-10 mail dana@acme.example -> me "Data Analyst" "Unfortunately we have decided to move forward with other candidates."
    """
    assert story("rejection") == ["Dana thanks 2026-03-10 2026-03-11 2026-03-17"]


def test_a_machines_no_is_nobodys_to_thank(story: Story):
    """
    2026-03-02 apply "Data Analyst" at Acme
    2026-03-10 mail no-reply@acme.example -> me "Your application" "Unfortunately we have decided to move forward with other candidates for the Data Analyst role at Acme."
    """
    assert story("rejection") == story("application") == []


def test_an_offer_is_answered_on_the_business_day_before_its_last(story: Story):
    """
    2026-03-02 10:00 interview dana@acme.example "good talk" at Acme as "Data Analyst"
    2026-03-10 outcome offer at Acme due 2026-03-16
    """
    assert story("offer_deadline") == ["Dana answer 2026-03-10 2026-03-13 2026-03-16"]
    story.tell("2026-03-12 outcome accepted at Acme")
    assert story("offer_deadline") == []


def test_an_offer_without_a_last_day_has_no_deadline(story: Story):
    """
    2026-03-02 10:00 interview dana@acme.example "good talk" at Acme as "Data Analyst"
    2026-03-10 outcome offer at Acme
    """
    assert story("offer_deadline") == []


def test_a_recruiter_is_asked_how_it_stands_after_five_business_days(story: Story):
    """
    2026-03-09 tie recruiter ines@talentbridge.example
    2026-03-10 mail me -> ines@talentbridge.example "My papers" "Here is my CV."
    """
    assert story("recruiter") == ["Ines status 2026-03-17 2026-03-17 2026-04-14"]


def test_a_recruiter_whom_nobody_has_spoken_to_is_not_chased(story: Story):
    """
    2026-03-09 tie recruiter ines@talentbridge.example
    """
    assert story("recruiter") == []
