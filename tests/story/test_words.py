"""The few words that tell an interview from a talk, and both from everything else in a calendar."""

from __future__ import annotations

import pytest

from afterword.story.words import (
    answer_to_offer,
    in_summary,
    named_with,
    of_somebody_else,
    speaks_of_interview,
    speaks_of_talk,
    tells_of_agreement,
    tells_of_talk,
)


@pytest.mark.parametrize(
    "text",
    [
        "Interview: Analyst",
        "Phone screen with Acme",
        "Final round",
        "Onsite at Fenn",
        "Vorstellungsgespräch",
        "Meet the hiring team",
        "technical screen",
        "Interview: Vision Screening Technician at Lens Co",
        "Police interview: records analyst role",
        "Loan interview for the position of broker",
        "Bauer Media interview",
    ],
)
def test_words_that_call_it_an_interview(text: str):
    assert speaks_of_interview(text)


@pytest.mark.parametrize(
    "text",
    [
        "Prepare for the interview",
        "Mock interview practice",
        "Dentist",
        "Budget planning",
        "Book train for interview",
        "Birthday of the panel chair",
        "Pick up solar panel",
        "Breast screening",
        "Pub quiz: final round",
        "Visa interview at the embassy",
        "Plumber on site",
        "Police interview",
        "police interview, station on Mill Road",
        "Press interview",
        "Radio interview 9am",
        "Podcast interview",
        "Landlord interview",
        "Flat interview, 2nd floor",
        "Tenant interview",
        "Loan interview",
        "Doctor interview",
        "School interview",
    ],
)
def test_words_that_do_not(text: str):
    assert not speaks_of_interview(text)


@pytest.mark.parametrize("text", ["Interview at aquarium (drive her)", "Zoe's interview at Lakeside", "Take Bella to interview", "Her interview"])
def test_an_interview_that_is_another_persons(text: str):
    assert of_somebody_else(text)


@pytest.mark.parametrize("text", ["Interview at Macy's", "Macy's interview", "Interview @ McDonald's", "Interview: Dana's team at Acme"])
def test_a_house_with_an_apostrophe_is_nobody_else(text: str):
    assert not of_somebody_else(text)


@pytest.mark.parametrize(
    "text",
    [
        "Coffee with Pia",
        "Informational chat",
        "Lunch: career advice",
        "Catch-up with Theo",
        "About your path into bookbinding",
    ],
)
def test_words_that_call_it_a_talk(text: str):
    assert speaks_of_talk(text)


@pytest.mark.parametrize("text", ["Parents' evening and tea", "Gym", "Standup", "Quarterly numbers"])
def test_words_of_no_talk(text: str):
    assert not speaks_of_talk(text)


def test_a_note_of_advice_tells_of_a_talk():
    assert tells_of_talk("She suggested the guild of binders")
    assert not tells_of_talk("left a voicemail")


def test_a_note_of_an_agreement_tells_that_a_call_was_missed():
    assert tells_of_agreement("we had agreed on ten")
    assert not tells_of_agreement("tried her number")


@pytest.mark.parametrize(
    ("summary", "wanted"),
    [
        ("Job interview, Ferry Coordinator at Solway Crossings", ("Solway Crossings", "Ferry Coordinator")),
        ("Interview: Data Analyst at Acme", ("Acme", "Data Analyst")),
        ("Interview at Acme", ("Acme", "")),
        ("Interview", ("", "")),
        ("Data Analyst @ Acme - phone screen", ("Acme", "Data Analyst")),
        ("Interview with Pinyon Robotics (field technician)", ("Pinyon Robotics", "")),
        ("Acme interview 2pm", ("Acme", "")),
        ("Job interview - Quokka Health - Ward Clerk", ("Quokka Health", "Ward Clerk")),
        ("Interview - Zoom", ("", "")),
        ("Data Analyst interview", ("", "Data Analyst")),
    ],
)
def test_a_calendar_entry_names_employer_and_role(summary: str, wanted: tuple[str, str]):
    assert in_summary(summary) == wanted


def test_the_guests_domain_tells_which_part_is_the_employer():
    assert in_summary("Acme / Interview", (), ["domain:acme.example"])[0] == "Acme"


def test_names_of_guests_and_user_are_neither_employer_nor_role():
    assert in_summary("Interview: Sam Rivera <> Dana Whitfield", ("Sam Rivera", "Dana Whitfield")) == ("", "")


def test_with_whom():
    assert named_with("Interview with Dana Whitfield at Acme") == "Dana Whitfield"
    assert named_with("Interview prep") == ""
    assert named_with("Interview with Acme") == ""
    assert named_with("Interview with Dana at Acme") == "Dana"
    assert named_with("Coffee with Jon") == "Jon"


@pytest.mark.parametrize(
    ("note", "answer"),
    [
        ("declined the offer, he was gracious", "declined"),
        ("rang Barry and turned it down", "declined"),
        ("I accepted their offer!", "accepted"),
        ("told her I said yes to it", "accepted"),
        ("asked for more time; I will decline the offer if they say no", ""),
        ("she said no to a higher salary", ""),
        ("not yet accepted the offer", ""),
        ("they accepted the terms", ""),
        ("talked about the offer", ""),
    ],
)
def test_the_users_own_answer_to_an_offer_is_heard_in_a_note_and_nobody_elses(note: str, answer: str):
    assert answer_to_offer(note) == answer


def test_who_is_interviewed_is_no_part_of_the_role() -> None:
    names = ("Wendell Achebe", "Yvette Lachance")
    assert in_summary("Interview: Wendell Achebe for Parts Clerk at Dunmore Tractor", names) == ("Dunmore Tractor", "Parts Clerk")
    assert in_summary("Parts Clerk interview - wendell achebe", names, ["domain:dunmoretractor.example"])[1] == "Parts Clerk"
    assert in_summary("Virtual onsite: Yvette Lachance x Dunmore Tractor (Parts Clerk)", names, ["domain:dunmoretractor.example"]) == ("Dunmore Tractor", "Parts Clerk")
