"""Plain-English notes: what is understood of them, and what is left unread."""

from __future__ import annotations

from datetime import date

import pytest

from afterword.facts.workdays import Workdays
from afterword.reading.note import Note, Statement, note

TODAY = date(2026, 6, 10)  # a Wednesday
KNOWN = ("Dana Whitfield", "Gwen Pardoe", "Bo Lind", "Ana Roe", "Orla Quist", "Rosa Lind", "Leander Moss", "Ana Bell")


def read(text: str) -> Note:
    return note(text, TODAY, Workdays(), KNOWN)


def only(text: str, kind: str) -> Statement:
    found = [s for s in read(text).statements if s.kind == kind]
    assert len(found) == 1, read(text)
    return found[0]


MET = [
    ("Met Dana Whitfield at Acme yesterday for coffee", "Dana Whitfield", "Acme", "meeting", "both", date(2026, 6, 9)),
    ("met dana at acme yesterday", "Dana Whitfield", "Acme", "meeting", "both", date(2026, 6, 9)),
    ("Called Gwen this morning, left a voicemail.", "Gwen Pardoe", "", "call", "out", TODAY),
    ("Spoke to Orla on the phone on Monday", "Orla Quist", "", "call", "both", date(2026, 6, 8)),
    ("Had lunch with Leander on Friday", "Leander Moss", "", "meeting", "both", date(2026, 6, 5)),
    ("Dana rang me yesterday", "Dana Whitfield", "", "call", "in", date(2026, 6, 9)),
    ("Ran into Tom Beck at the library", "Tom Beck", "", "meeting", "both", TODAY),
    ("Emailed Gwen about the atlas", "Gwen Pardoe", "", "email", "out", TODAY),
    ("Got a text from Orla", "Orla Quist", "", "text", "in", TODAY),
    (
        "Zoomed with Piet Vermeer from Ostrava Labs two days ago",
        "Piet Vermeer",
        "Ostrava Labs",
        "call",
        "both",
        date(2026, 6, 8),
    ),
    (
        "Interview with Hugh Sorrel at Tidewell yesterday",
        "Hugh Sorrel",
        "Tidewell",
        "interview",
        "both",
        date(2026, 6, 9),
    ),
    ("Sent Gwen a card", "Gwen Pardoe", "", "card", "out", TODAY),
]


@pytest.mark.parametrize(("text", "person", "organisation", "channel", "direction", "on"), MET)
def test_who_was_met_when_and_how(
    text: str, person: str, organisation: str, channel: str, direction: str, on: date
) -> None:
    met = only(text, "met")
    assert (met.person, met.organisation, met.channel, met.direction, met.on) == (
        person,
        organisation,
        channel,
        direction,
        on,
    )


def test_an_interview_keeps_role_and_rating() -> None:
    met = only("Had an interview with Hugh Sorrel at Tidewell for the Research Editor role on Monday, rating 4.", "met")
    assert (met.interview, met.role, met.rating, met.on) == (True, "Research Editor", 4, date(2026, 6, 8))


def test_a_voicemail_is_no_talk() -> None:
    assert only("Called Gwen this morning, left a voicemail.", "met").reached == "voicemail"
    assert only("Rang Orla, no answer", "met").reached == "no_answer"
    assert only("Rang Hugh Sorrel at 3, he didn't pick up", "met").reached == "no_answer"


def test_several_people_met_are_several_statements() -> None:
    met = [s.person for s in read("Met Dana and Gwen Pardoe at the fair yesterday").statements if s.kind == "met"]
    assert met == ["Dana Whitfield", "Gwen Pardoe"]


PROMISES = [
    ("Dana promised to send me the job spec by Friday", "Dana Whitfield", "them", "send_document", date(2026, 6, 12)),
    ("I promised Gwen to send her the drawings on Monday.", "Gwen Pardoe", "me", "send_document", date(2026, 6, 15)),
    ("Dana will decide by Friday", "Dana Whitfield", "them", "decision", date(2026, 6, 12)),
    ("Orla said she'd get back to me next week", "Orla Quist", "them", "reply", date(2026, 6, 19)),
    ("I'll call Gwen tomorrow", "Gwen Pardoe", "me", "call", date(2026, 6, 11)),
    ("Remember to call Gwen on Tuesday", "Gwen Pardoe", "me", "call", date(2026, 6, 16)),
    ("I owe Dana a reply", "Dana Whitfield", "me", "reply", None),
    ("Winifred asked me to send two references by 20 June", "Winifred", "me", "send_document", date(2026, 6, 20)),
    ("I promised Gwen the slides", "Gwen Pardoe", "me", "send_document", None),
    ("Promised Leander Moss two chapters by 20 June", "Leander Moss", "me", "send_document", date(2026, 6, 20)),
    ("I promised Orla an answer by Friday", "Orla Quist", "me", "reply", date(2026, 6, 12)),
    ("Dana promised me the job spec", "Dana Whitfield", "them", "send_document", None),
    ("told Leander I'd send him my portfolio", "Leander Moss", "me", "send_document", None),
]


@pytest.mark.parametrize(("text", "person", "owed_by", "kind", "due"), PROMISES)
def test_who_promised_what_by_when(text: str, person: str, owed_by: str, kind: str, due: date | None) -> None:
    promise = only(text, "promise")
    assert (promise.person, promise.owed_by, promise.commitment, promise.due) == (person, owed_by, kind, due)


INTRODUCTIONS = [
    (
        "Dana offered to introduce me to Jonah Abt at Millbrook Arts.",
        "introduction_offered",
        "Dana Whitfield",
        "Jonah Abt",
        "Millbrook Arts",
    ),
    (
        "Rosa wants to introduce me to Marguerite Oyelaran at Fenn & Daughters",
        "introduction_offered",
        "Rosa Lind",
        "Marguerite Oyelaran",
        "Fenn & Daughters",
    ),
    (
        "Gwen introduced me to Piet Vermeer at Ostrava Labs on Monday",
        "introduction_made",
        "Gwen Pardoe",
        "Piet Vermeer",
        "Ostrava Labs",
    ),
    ("I asked Gwen for an introduction to Edmund Vance", "introduction_asked", "Gwen Pardoe", "Edmund Vance", ""),
    ("Gwen put me in touch with Edmund Vance", "introduction_made", "Gwen Pardoe", "Edmund Vance", ""),
    ("Gwen put in a good word for me with Edmund", "referral", "Gwen Pardoe", "Edmund", ""),
    ("Gwen passed my CV to Ida Penn at Larkspur Hall", "referral", "Gwen Pardoe", "Ida Penn", "Larkspur Hall"),
]


@pytest.mark.parametrize(("text", "kind", "person", "other", "organisation"), INTRODUCTIONS)
def test_introductions_told(text: str, kind: str, person: str, other: str, organisation: str) -> None:
    told = only(text, kind)
    assert (told.person, told.other, told.organisation) == (person, other, organisation)


PEOPLE = [
    ("Gwen Pardoe is my former boss at Halloran Press.", "tie", {"person": "Gwen Pardoe", "tie": "former_boss", "organisation": "Halloran Press"}),
    ("Gwen was my manager at Halloran Press", "tie", {"person": "Gwen Pardoe", "tie": "former_boss"}),
    ("My uncle Anselm Finch retired from Corrigan Shipyards", "tie", {"person": "Anselm Finch", "tie": "relative"}),
    ("My uncle Anselm Finch retired from Corrigan Shipyards", "works_at", {"person": "Anselm Finch", "organisation": "Corrigan Shipyards", "past": True}),
    ("Rosa cuts my hair", "tie", {"person": "Rosa Lind", "tie": "professional"}),
    ("Karl Ruhl is my dentist", "tie", {"person": "Karl Ruhl", "tie": "professional"}),
    ("Dana knows Edmund Vance", "knows", {"person": "Dana Whitfield", "other": "Edmund Vance"}),
    ("met dana yesterday, she knows gwen", "knows", {"person": "Dana Whitfield", "other": "Gwen Pardoe"}),
    ("Orla works at Seagrass Institute as a marine cartographer", "works_at", {"person": "Orla Quist", "organisation": "Seagrass Institute", "role": "marine cartographer"}),
    ("Leander is leaving Petrel Systems for Gantry & Rowe on 3 July", "moving", {"person": "Leander Moss", "organisation": "Petrel Systems", "to": "Gantry & Rowe", "on": date(2026, 7, 3)}),
    ("Leander joined Gantry & Rowe", "moving", {"person": "Leander Moss", "to": "Gantry & Rowe", "past": True}),
    ("Dana prefers mail", "preference", {"person": "Dana Whitfield", "channel": "email", "never": False}),
    ("Don't call Orla", "preference", {"person": "Orla Quist", "channel": "call", "never": True}),
    ("Leander likes to be texted", "preference", {"person": "Leander Moss", "channel": "text"}),
    ("Gwen hates phone calls", "preference", {"person": "Gwen Pardoe", "channel": "call", "never": True}),
    ("Mereana didn't call, we had said four", "talk_missed", {"person": "Mereana", "on": TODAY}),
    ("The call with Dana yesterday never happened", "talk_missed", {"person": "Dana Whitfield", "on": date(2026, 6, 9)}),
    ("Dana cancelled our meeting", "talk_cancelled", {"person": "Dana Whitfield"}),
    ("Coffee with Gwen on Friday at 10", "talk_agreed", {"person": "Gwen Pardoe", "on": date(2026, 6, 12), "hour": "10:00"}),
    ("Interview at Ostrava Labs on Tuesday at 2pm with Joyce Tanaka", "talk_agreed", {"person": "Joyce Tanaka", "organisation": "Ostrava Labs", "on": date(2026, 6, 16), "interview": True}),
    ("Applied to Brindle Foods for Supply Planner yesterday", "application", {"organisation": "Brindle Foods", "role": "Supply Planner", "on": date(2026, 6, 9)}),
    ("I applied for the Props Buyer job at Farrow Lane", "application", {"organisation": "Farrow Lane", "role": "Props Buyer", "on": TODAY}),
    ("Got an offer from Kauri Point Observatory", "outcome", {"organisation": "Kauri Point Observatory", "what": "offer"}),
    ("Acme rejected me.", "outcome", {"organisation": "Acme", "what": "rejected"}),
    ("Got rejected by Acme", "outcome", {"organisation": "Acme", "what": "rejected"}),
    ("Was turned down by Fenn & Daughters", "outcome", {"organisation": "Fenn & Daughters", "what": "rejected"}),
    ("Withdrew from Larkspur Hall", "outcome", {"organisation": "Larkspur Hall", "what": "withdrawn"}),
    ("I'd love to work at Corrigan Shipyards", "target", {"organisation": "Corrigan Shipyards"}),
    ("Dana's daughter starts college in September", "saved", {"person": "Dana Whitfield"}),
    ("Dana's email is dana@acme.example", "saved", {"person": "Dana Whitfield", "email": "dana@acme.example"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "fields"), PEOPLE)
def test_what_a_note_says_about_people_and_places(text: str, kind: str, fields: dict[str, object]) -> None:
    said = only(text, kind)
    assert {name: getattr(said, name) for name in fields} == fields


def test_one_note_says_several_things() -> None:
    text = (
        "Met Dana Whitfield at Acme yesterday for coffee, she promised to send me the job spec by Friday and offered to "
        "introduce me to Jonah Abt. She prefers mail."
    )
    assert [(s.kind, s.person) for s in read(text).statements] == [
        ("met", "Dana Whitfield"),
        ("promise", "Dana Whitfield"),
        ("introduction_offered", "Dana Whitfield"),
        ("preference", "Dana Whitfield"),
    ]


def test_a_name_that_fits_two_people_is_left_open() -> None:
    met = only("Met Ana yesterday", "met")
    assert met.person == "Ana"
    assert met.unsure == ("Ana Roe", "Ana Bell")


def test_what_goes_on_about_a_meeting_belongs_to_it() -> None:
    read_note = read("Spoke to Dana on the phone; good talk, no date given")
    assert read_note.unread == ()
    assert "no date given" in read_note.statements[0].what


def test_what_is_not_understood_is_said() -> None:
    assert read("the weather was foul again").unread == ("the weather was foul again",)
    assert read("").statements == ()


@pytest.mark.parametrize(
    "text", ["\x00\ud800", "met " * 3000, "A" * 20000, "and then she " * 2000, "\u202eDana\u202c", "," * 9000]
)
def test_no_note_breaks_it(text: str) -> None:
    read(text)
