"""Questions, courtesies, the user's own steps, moves and ties."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from afterword.facts.workdays import Workdays
from afterword.reading.acts import acts
from afterword.reading.model import Act, Address, Kind, Letter

ME = Address("Ludmila Hearne", "ludmila@hearne.example")
THEM = Address("Ingrid Tolland", "ingrid@hollis.example")


def read(text: str, kind: Kind = "personal", *, mine: bool = False, subject: str = "") -> tuple[Act, ...]:
    sender, reader = (ME, THEM) if mine else (THEM, ME)
    sent = datetime.fromisoformat("2026-06-08T14:00:00-07:00")
    letter = Letter("1", sent, sender, (reader,), (), subject, text, me=frozenset({ME.email}))
    return acts(letter, text, kind, Workdays())


def act(text: str, wanted: str, kind: Kind = "personal", *, mine: bool = False, subject: str = "") -> Act | None:
    return next((a for a in read(text, kind, mine=mine, subject=subject) if a.kind == wanted), None)


@pytest.mark.parametrize(
    "text",
    [
        "Two things before we go on: which extractors have you run, and from what day could you start?",
        "Could you tell me from when you could start",
        "Please send me your references.",
        "Let me know which day suits.",
        "Let us know whether you are still interested.",
        "What are your salary expectations?",
        "Do you have a driving licence, and would weekends be possible?",
        "I wonder if you would have twenty minutes next week.",
        "We would be grateful for two references by Friday.",
        "Please let me know if Tuesday works for you.",
        "Would you mind filling in the attached form?",
        "Which of these did you draw yourself?",
        "Hi Ludmila, have you still got my ladder?",
        "We need your yes or no by Monday 31 August.",
    ],
)
def test_a_question_or_request_wants_an_answer(text: str) -> None:
    asked = act(text, "question")
    assert asked is not None
    assert asked.quote == text


@pytest.mark.parametrize(
    "text",
    [
        "How are you? Hope all is well.",
        "How was your weekend?",
        "If you have heard nothing by then, please ring me at the office.",
        "Wasn't it just?",
        "Who knew glass could sing?",
        "Any questions, just shout.",
        "Let me know if you have any questions.",
        "Please don't hesitate to call if you need anything.",
        "Isn't it funny how time flies?",
        "If you have not heard by then, please call me at (312) 555-0148.",
        "Please find my CV attached.",
        "Remember the pink door?",
        "Please let me know if anything changes.",
        "Do call me when you are in town.",
        "We will let you know by Friday.",
        "Please do not reply to this email.",
        "Give me a shout and I'll pass it on.",
    ],
)
def test_courtesy_and_rhetoric_want_none(text: str) -> None:
    assert act(text, "question") is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Trouble viewing this email? Need help?", "other"), ("Have you considered these jobs?", "job_alert")],
)
def test_machines_ask_nothing(text: str, kind: Kind) -> None:
    assert act(text, "question", kind) is None


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Many thanks for the introduction to Dashiell.", "introduction"),
        ("Thank you for your time and the tour of the bindery.", "talk"),
        ("Thank you for telling me how you came from printing to maps.", "advice"),
        ("I really appreciate all your help.", "help"),
        ("Thank you for the interview on Tuesday.", "interview"),
    ],
)
def test_thanks_say_what_for(text: str, other: str) -> None:
    thanks = act(text, "thanks", mine=True)
    assert thanks is not None
    assert thanks.other == other


@pytest.mark.parametrize(
    "text",
    ["Thanks in advance for your help.", "I would be grateful for any help.", "No thanks.", "Thanks for your email."],
)
def test_no_thanks_for_what_has_not_been_given(text: str) -> None:
    assert act(text, "thanks", mine=True) is None


@pytest.mark.parametrize(
    "text", ["You're very welcome, Ludmila. Good luck!", "Thanks for your note.", "No problem at all."]
)
def test_an_acknowledgement_is_only_polite(text: str) -> None:
    assert act(text, "acknowledgement") is not None


@pytest.mark.parametrize(
    "text",
    [
        "Please stop writing to me.",
        "Please do not contact me again.",
        "Please remove me from your list.",
        "No further emails, please.",
        "Leave me alone.",
    ],
)
def test_a_request_to_stop_is_heard(text: str) -> None:
    assert act(text, "stop") is not None


@pytest.mark.parametrize(
    "text",
    [
        "Please do not call the studio, e-mail is best.",
        "Don't call us, we'll call you.",
        "Please do not reply to this email.",
        "I will leave you in peace.",
    ],
)
def test_a_preference_is_not_a_stop(text: str) -> None:
    assert act(text, "stop") is None


APPLICATIONS = [
    ("I apply for the position of Props Buyer at Farrow Lane. My CV is attached.", "", "Props Buyer", "Farrow Lane"),
    (
        "I am writing to express my interest in the Senior Data Analyst position at Acme.",
        "",
        "Senior Data Analyst",
        "Acme",
    ),
    ("Attached is my CV for the Props Buyer role.", "", "Props Buyer", ""),
    ("I should like to put myself forward as your new box office manager.", "", "box office manager", ""),
    (
        "I wish to be considered for the Night Assistant post at Kauri Point Observatory.",
        "",
        "Night Assistant",
        "Kauri Point Observatory",
    ),
    (
        "Please find attached my application for the post of Assistant Curator with the Varley Trust.",
        "",
        "Assistant Curator",
        "Varley Trust",
    ),
    ("I would like to apply for the Wool Buyer job you advertised in the Gazette.", "", "Wool Buyer", ""),
    (
        "Please see my CV, attached. I have kept bees for ten years.",
        "Application: Honey House Manager",
        "Honey House Manager",
        "",
    ),
]


@pytest.mark.parametrize(("text", "subject", "role", "organisation"), APPLICATIONS)
def test_the_users_application_names_role_and_place(text: str, subject: str, role: str, organisation: str) -> None:
    applied = act(text, "application", mine=True, subject=subject)
    assert applied is not None
    assert (applied.role, applied.organisation) == (role, organisation)
    assert act(text, "application", subject=subject) is None


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("I applied for Props Buyer on 14 September and am still keen.", "Re: Application: Props Buyer"),
        (
            "I wrote on 20 July about the Workshop Assistant position. When do you expect to choose?",
            "Re: Application: Workshop Assistant",
        ),
        ("I'm thinking of applying for the curator job, what do you think?", ""),
    ],
)
def test_a_reminder_of_an_application_is_not_another(text: str, subject: str) -> None:
    assert act(text, "application", mine=True, subject=subject) is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("I have decided to withdraw my application for the Events Coordinator position.", "withdrawal"),
        ("I'd like to take my name out of the running.", "withdrawal"),
        ("I have accepted another offer and would like to withdraw.", "withdrawal"),
        ("I am delighted to accept your offer of the Night Assistant post.", "offer_accepted"),
        ("Yes, I accept! The signed contract is attached.", "offer_accepted"),
        (
            "I am honoured, and after much thought I must decline the offer: my family cannot move north.",
            "offer_declined",
        ),
        ("After much thought I can't accept the offer.", "offer_declined"),
        (
            "I have decided to take another position, so I must say no to yours. Thank you for the kind offer.",
            "offer_declined",
        ),
    ],
)
def test_the_user_settles_an_application(text: str, wanted: str) -> None:
    steps = {a.kind for a in read(text, mine=True, subject="Re: our offer" if "accept" in wanted else "")}
    assert steps & {"withdrawal", "offer_accepted", "offer_declined"} == {wanted}


@pytest.mark.parametrize(
    "text",
    [
        "I'm afraid I must decline your kind invitation to lunch.",
        "I don't want to withdraw my application.",
        "I accept your introduction with thanks.",
    ],
)
def test_nothing_is_settled_by_lunch(text: str) -> None:
    assert not {a.kind for a in read(text, mine=True)} & {"withdrawal", "offer_accepted", "offer_declined"}


MOVES = [
    ("Friday is my last day at Petrel Systems.", "Ingrid Tolland", "Petrel Systems", "", date(2026, 6, 12)),
    (
        "After eight years I'm leaving Petrel Systems to join Gantry & Rowe on 1 July.",
        "Ingrid Tolland",
        "Petrel Systems",
        "Gantry & Rowe",
        date(2026, 7, 1),
    ),
    ("I have started at Ostrava Labs as a product designer.", "Ingrid Tolland", "", "Ostrava Labs", None),
    ("Leander has left Petrel Systems for Gantry & Rowe.", "Leander", "Petrel Systems", "Gantry & Rowe", None),
    ("Yara is joining Marsh & Pell next month.", "Yara", "", "Marsh & Pell", None),
]


@pytest.mark.parametrize(("text", "person", "organisation", "to", "on"), MOVES)
def test_a_move_names_from_where_and_to_where(
    text: str, person: str, organisation: str, to: str, on: date | None
) -> None:
    moved = act(text, "moving")
    assert moved is not None
    assert (moved.person, moved.organisation, moved.to, moved.on) == (person, organisation, to, on)


@pytest.mark.parametrize(
    "text",
    [
        "I'm leaving the office now.",
        "We're moving house next week.",
        "Friday is my last day before the holiday, I am leaving for Lisbon on Saturday.",
        "Thank you for joining the call.",
        "I left you a message.",
        "We are moving forward with others.",
    ],
)
def test_not_every_leaving_is_a_move(text: str) -> None:
    assert act(text, "moving") is None
    assert act(text, "left") is None


def test_who_has_left_and_who_answers_instead() -> None:
    text = "Winifred Stroud is no longer with Larkspur Hall. Please contact Ida Penn at ida@larkspur.example."
    left = act(text, "left", "auto_reply_left")
    assert left is not None
    assert (left.person, left.organisation, left.other, left.email) == (
        "Winifred Stroud",
        "Larkspur Hall",
        "Ida Penn",
        "ida@larkspur.example",
    )


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("I am out of the office and will be back on Monday 5 October.", date(2026, 10, 5)),
        ("I'm away until 3 October and will answer when I'm back.", date(2026, 10, 5)),
        ("I am on annual leave from 6 to 17 July, returning on Monday 20 July.", date(2026, 7, 20)),
        ("Out of office until 15 June.", date(2026, 6, 16)),
        ("I will be out of the office, back Tuesday.", date(2026, 6, 9)),
    ],
)
def test_away_ends_on_the_first_day_back(text: str, until: date) -> None:
    away = act(text, "away", "auto_reply_away")
    assert away is not None
    assert away.until == until


TIES = [
    ("Ana knows Bo Lind from the choir.", "knows", "Ana", "Bo Lind", ""),
    ("I used to work with Edmund Vance at Halloran Press.", "knows", "Ingrid Tolland", "Edmund Vance", ""),
    ("My former boss Gwen Pardoe sends her regards.", "tie", "Gwen Pardoe", "boss", "former_boss"),
    ("Hugh is a good friend of mine.", "tie", "Hugh", "friend", "friend"),
    ("Jonah Abt is head of programming at Millbrook Arts.", "works_at", "Jonah Abt", "", ""),
    ("Dashiell Roe runs the museum shop at Varley House.", "works_at", "Dashiell Roe", "", ""),
]


@pytest.mark.parametrize(("text", "wanted", "person", "other", "tie"), TIES)
def test_acquaintances_and_workplaces(text: str, wanted: str, person: str, other: str, tie: str) -> None:
    stated = act(text, wanted)
    assert stated is not None
    assert (stated.person, stated.other, stated.tie) == (person, other, tie)


def test_nothing_is_stated_by_knowing_that() -> None:
    assert read("Let me know. I know that Monday is busy. Dana is great at tables.") == () or not {
        a.kind for a in read("I know that Monday is busy. Dana is great at tables.")
    } & {"knows", "works_at", "tie"}


@pytest.mark.parametrize(
    "text",
    ["", "\x00\ud800", "?", "\u202eevil\u202c " * 50, "introduce you to " * 400, "İİİ could you meet İ?", "> " * 3000],
)
def test_no_text_breaks_it(text: str) -> None:
    read(text)
    read(text, mine=True, subject=text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I recommended you to Lorna Whitby at Garland Health Network.", "recruiter_outreach"),
        ("I gave your name to the head of guest services this morning.", "other"),
        ("I recommended you to Lorraine Tice for their front office job.", "application_received"),
    ],
)
def test_a_good_word_counts_whatever_kind_the_letter_was_taken_for(text: str, kind: Kind) -> None:
    assert act(text, "referral", kind) is not None


def test_passing_papers_on_is_a_recruiters_trade() -> None:
    assert act("I have put you forward for the role today.", "referral", "recruiter_outreach") is None


def test_a_person_may_ask_in_an_acknowledgement() -> None:
    text = "Thank you for your application. Do you hold a licence for the estate cars?"
    assert act(text, "question", "application_received") is not None


@pytest.mark.parametrize(
    "text",
    [
        "Until then I must ask you not to write to me again.",
        "I would prefer you not to call us any more.",
        "I am asking you not to contact me further.",
    ],
)
def test_asked_not_to_write_again_is_a_stop(text: str) -> None:
    assert act(text, "stop") is not None


def test_asked_not_to_call_before_a_day_is_no_stop() -> None:
    assert act("I must ask you not to call me before Friday.", "stop") is None


def test_a_reference_given_on_the_telephone_is_a_referral() -> None:
    text = "Ruth from Tui Bindery rang for a reference this morning and I gave you a glowing one."
    assert act(text, "referral") is not None


def test_an_introduction_nobody_can_make_is_no_offer() -> None:
    text = "I would introduce you to somebody at Kornhaus if I knew anybody there, but I do not."
    assert act(text, "introduction_offered") is None


@pytest.mark.parametrize(
    ("text", "wanted", "kind"),
    [
        ("You ought to speak to Ken Ito over at Sorrel Labs, I can set that up.", "introduction_offered", "personal"),
        ("Would an intro to Rosa Meier at Hallam be useful?", "introduction_offered", "personal"),
        ("My cousin Lars Dahl runs the yard. I'd love to hook you two up.", "introduction_offered", "personal"),
        ("I told Omar at Delta about you and he is keen.", "referral", "personal"),
        ("I called at 3 like we said but it went straight to voicemail.", "talk_missed", "personal"),
        ("We look forward to welcoming you on Monday 15 June at 9am.", "talk_agreed", "interview_scheduled"),
        ("It isn't in your favour this time.", "decision", "rejection"),
    ],
)
def test_the_same_thing_said_otherwise(text: str, wanted: str, kind: Kind) -> None:
    assert act(text, wanted, kind) is not None


@pytest.mark.parametrize("text", ["We'd love to have you in for an interview.", "I would like to see you again."])
def test_a_wish_for_company_asks_nothing(text: str) -> None:
    assert act(text, "question", "interview_invitation") is None
