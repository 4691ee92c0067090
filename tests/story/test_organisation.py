"""The story of one organisation: its roles told apart, each with its stage, its people and its contact."""

from __future__ import annotations

from typing import Any

from tests.notation import Story


def roles(story: Story, name: str = "Acme") -> list[tuple[str, str]]:
    return [(o.role, o.stage) for o in story.organisation(name).opportunities]


def only(story: Story, name: str = "Acme") -> Any:
    (one,) = story.organisation(name).opportunities
    return one


def test_an_application_an_interview_and_a_no_are_one_role(story: Story):
    """
    2026-03-02 apply "Data Analyst" at Acme to dana@acme.example
    2026-03-10 10:00 interview dana@acme.example "good talk" at Acme as "Data Analyst"
    2026-03-17 mail dana@acme.example -> me "Data Analyst" "Unfortunately we have decided to move forward with other candidates."
    """
    one = only(story)
    assert (one.role, one.stage, one.applied.isoformat()) == ("Data Analyst", "rejected", "2026-03-02")
    assert one.outcome_by == one.contact == "email:dana@acme.example"
    assert len(one.talks) == 1


def test_two_roles_at_one_house_stay_two(story: Story):
    """
    2026-03-02 apply "Data Analyst" at Acme to dana@acme.example
    2026-03-03 apply "Book Binder" at Acme to bo@acme.example
    2026-03-10 mail bo@acme.example -> me "Book Binder" "Unfortunately we have decided to move forward with other candidates for the Book Binder role."
    """
    assert roles(story) == [("Data Analyst", "applied"), ("Book Binder", "rejected")]


def test_a_mail_that_may_be_about_either_role_is_asked_about(story: Story):
    """
    2026-03-02 apply "Data Analyst" at Acme
    2026-03-03 apply "Book Binder" at Acme
    2026-03-10 mail hanna@acme.example -> me "Your application" "Unfortunately we have decided to move forward with other candidates."
    """
    assert roles(story) == [("Data Analyst", "applied"), ("Book Binder", "applied")]
    (question,) = story.questions
    assert set(question.choices) == {"Data Analyst", "Book Binder"}


def test_the_same_role_months_after_a_no_is_another_opportunity(story: Story):
    """
    2026-01-05 apply "Data Analyst" at Acme to dana@acme.example
    2026-01-20 outcome rejected at Acme as "Data Analyst"
    2026-05-04 apply "Data Analyst" at Acme to dana@acme.example
    """
    assert roles(story) == [("Data Analyst", "rejected"), ("Data Analyst", "applied")]


def test_a_no_without_a_role_is_about_the_role_there_was_by_then(story: Story):
    """
    2026-01-05 apply "Data Analyst" at Acme to dana@acme.example
    2026-01-20 outcome rejected at Acme
    2026-05-04 apply "Data Analyst" at Acme to dana@acme.example
    """
    assert roles(story) == [("Data Analyst", "rejected"), ("Data Analyst", "applied")]


def test_an_offer_and_the_answer_to_it(story: Story):
    """
    2026-03-02 apply "Data Analyst" at Acme to dana@acme.example
    2026-03-10 outcome offer at Acme due 2026-03-20
    """
    assert (only(story).stage, only(story).offer_due.isoformat()) == ("offer", "2026-03-20")
    story.tell("2026-03-12 outcome accepted at Acme")
    assert only(story).stage == "accepted"
    assert story.home.world.accepted()[2] == "Acme"


def test_my_own_words_withdraw(story: Story):
    """
    2026-03-02 apply "Data Analyst" at Acme to dana@acme.example
    2026-03-10 mail me -> dana@acme.example "Data Analyst" "I would like to withdraw my application for the Data Analyst position at Acme."
    """
    assert only(story).stage == "withdrawn"


def test_an_invitation_after_a_no_opens_the_role_again(story: Story):
    """
    2026-03-02 apply "Data Analyst" at Acme to dana@acme.example
    2026-03-05 outcome rejected at Acme
    2026-03-09 mail dana@acme.example -> me "Data Analyst" "We would like to invite you to an interview for the Data Analyst position on Thursday at 10 am."
    """
    assert only(story).stage == "interviewing"


def test_the_contact_is_whoever_of_theirs_wrote_last(story: Story):
    """
    2026-03-02 apply "Data Analyst" at Acme to dana@acme.example
    2026-03-05 mail bo@acme.example -> me "Data Analyst" "Thank you, Dana passed your papers on to me. Could you send me two references for the Data Analyst role?"
    """
    assert only(story).contact == "email:bo@acme.example"


def test_people_inside_and_those_who_were_there(story: Story):
    """
    2026-03-02 connection bo.lindqvist@acme.example at Acme
    2026-03-02 person theo.brandt@hollis.example at Acme left 2025-12-31
    2026-03-03 target Acme
    """
    house = story.organisation("Acme")
    assert [story.person(k).name for k in house.people] == ["Bo Lindqvist"]
    assert [story.person(k).name for k in house.former] == ["Theo Brandt"]


def test_a_target_taken_off_the_list_is_none(story: Story):
    """
    2026-03-02 target Acme
    """
    assert story.organisation("Acme").target is not None
    story.tell('2026-03-03 target {"organisation": "Acme", "removed": true}')
    assert story.organisation("Acme").target is None


def test_a_house_is_called_what_people_write(story: Story):
    """
    2026-03-02 mail dana@candlewickmaps.example -> me "Hello" "Good to see you."
    2026-03-03 apply "Map Keeper" at "Candlewick Maps" to dana@candlewickmaps.example
    """
    assert story.organisation("Candlewick Maps").name == "Candlewick Maps"
    assert (
        story.home.world.organisation("domain:candlewickmaps.example").key == story.organisation("Candlewick Maps").key
    )


def test_the_present_employer_is_known(story: Story):
    """
    2026-03-02 target Acme
    """
    assert not story.organisation("Acme").employer
    story.tell('2026-03-03 position {"organisation": "Acme", "title": "Clerk", "started": "2021"}')
    assert story.home.me.employer == "Acme"
    assert story.organisation("Acme").employer


def test_an_interview_the_user_entered_names_its_employer(story: Story):
    """
    2026-03-10 10:00 event "Interview with Dana Whitfield at Acme"
    2026-03-12 10:00 event "Interview: Book Binder at Fenn"
    """
    assert roles(story) == [("", "interviewing")]
    assert roles(story, "Fenn") == [("Book Binder", "interviewing")]
    assert {f.organisation for f in story.follow_ups("interview_silence")} == {"Acme", "Fenn"}
