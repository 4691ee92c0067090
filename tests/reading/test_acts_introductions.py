"""Introductions and referrals: who offers, asks, accepts, makes; and what only looks like it."""

from __future__ import annotations

from datetime import datetime
from email.utils import parseaddr

import pytest

from afterword.facts.workdays import Workdays
from afterword.reading.acts import acts
from afterword.reading.model import Act, Address, Letter

ME = Address("Bela Horvat", "bela@horvat.example")
NOEMI = Address("Noemi Castellan", "noemi@castellan.example")


def letter(text: str, *, mine: bool = False, subject: str = "", cc: str = "") -> Letter:
    sender, reader = (ME, NOEMI) if mine else (NOEMI, ME)
    copied = tuple(Address(*parseaddr(one)) for one in cc.split(";") if one)
    sent = datetime.fromisoformat("2026-06-08T14:00:00-04:00")
    return Letter("1", sent, sender, (reader,), copied, subject, text, me=frozenset({ME.email}))


def found(text: str, kind: str, *, mine: bool = False, subject: str = "", cc: str = "") -> Act | None:
    read = acts(letter(text, mine=mine, subject=subject, cc=cc), text, "personal", Workdays())
    return next((act for act in read if act.kind == kind), None)


OFFERS = [
    ("You should meet Dashiell Roe, who runs the museum shop at Varley House. I'd be happy to introduce you to him.", "Dashiell Roe", "Varley House"),
    ("I can put you in touch with Piet Vermeer at Ostrava Labs if you'd like.", "Piet Vermeer", "Ostrava Labs"),
    ("Let me connect you with Salma Idris. She heads up exhibitions at Fenn & Daughters.", "Salma Idris", "Fenn & Daughters"),
    ("I know someone at Ostrava Labs, shall I drop her a line?", "", "Ostrava Labs"),
    ("My sister-in-law runs the bindery at Corrigan Press - want me to ask her if she'd have a word with you?", "", "Corrigan Press"),
    ("An old friend of mine, Jonah Abt, is head of programming at Millbrook Arts. Happy to make an intro.", "Jonah Abt", "Millbrook Arts"),
    ("If you send me your CV I'll pass it on to my cousin, who works at Brindle Foods.", "", "Brindle Foods"),
    ("I'd be more than glad to have a quiet word with Edmund about you.", "Edmund", ""),
    ("You and Ana should talk! I'll set up an introduction next week.", "Ana", ""),
    ("I could put in a good word for you with Hugh.", "Hugh", ""),
    ("You ought to talk to Wiremu Tane. He runs the seed bank at Kauri Point, I'm sure he'd see you - I'll ask him.", "Wiremu Tane", "Kauri Point"),
    ("I've a pal in the ticket office at Larkspur Hall. Will I ask her for you?", "", "Larkspur Hall"),
    ("If it would be useful I could set you up with our head gardener, Lowri Pugh.", "Lowri Pugh", ""),
    ("Would you like me to drop Felicity a line about you?", "Felicity", ""),
    ("Would it help if I introduced you to our old professor?", "", ""),
    ("Hanneke, I would be glad to introduce you to Clementine Ash, who runs the puppet theatre.", "Clementine Ash", ""),
    ("There is a woman at my choir, Marguerite Oyelaran, who edits the trade magazine. I could mention you to her on Thursday.", "Marguerite Oyelaran", ""),
    ("Would you like an introduction to Mina Coyle at Sable & Fitch?", "Mina Coyle", "Sable & Fitch"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "person", "organisation"), OFFERS)
def test_an_offered_introduction_names_whom_and_where(text: str, person: str, organisation: str) -> None:
    act = found(text, "introduction_offered")
    assert act is not None
    assert (act.person, act.organisation) == (person, organisation)


@pytest.mark.parametrize(
    "text",
    [
        "I'm afraid I can't introduce you to Edmund.",
        "Please let me introduce myself: I am the new office manager.",
        "We are happy to introduce you to our new platform.",
        "Let's connect on LinkedIn!",
        "I'll connect you with our recruiting team to schedule the next call.",
        "I'd love for you to meet my daughter one day.",
        "I'd like you to meet our director next week.",
        "I was introduced to the choir by a friend.",
        "You should meet the deadline without trouble.",
        "It would be lovely to meet you in person.",
        "Let me know how it goes.",
    ],
)
def test_no_offer_is_heard_where_none_is_made(text: str) -> None:
    assert found(text, "introduction_offered") is None
    assert found(text, "introduction_made") is None


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Would you be willing to introduce me to Edmund Vance at Halloran Press?", "Edmund Vance"),
        ("I'd be grateful for an introduction to Ms Tanaka.", "Tanaka"),
        ("Could you perhaps put me in touch with someone in the map room?", ""),
        ("Do you know anyone at Ostrava Labs I could talk to?", ""),
        ("Might you connect me with Leander Moss?", "Leander Moss"),
    ],
)
def test_the_user_asks_for_an_introduction(text: str, person: str) -> None:
    act = found(text, "introduction_asked", mine=True)
    assert act is not None
    assert act.person == person
    assert found(text, "introduction_accepted", mine=True) is None


@pytest.mark.parametrize(
    "text",
    [
        'Thank you, Noemi, I would love that. Something to paste, if it helps: "Bela has bought for two museum shops."',
        'Yes please! A line to pass on: "Hanneke built the sets for The Glass Sea."',
        "That would be wonderful. Feel free to forward this: I have run two shops.",
        "Yes, please do introduce us.",
        "I'd love to take you up on that introduction.",
        "Gladly, yes please.",
    ],
)
def test_an_offer_is_taken_up(text: str) -> None:
    assert found(text, "introduction_accepted", mine=True) is not None
    assert found(text, "introduction_asked", mine=True) is None


MADE = [
    ("Bela, meet Dashiell; Dashiell, meet Bela. I'll leave you to it!", "Dashiell Roe <droe@varley.example>", ""),
    ("Bela, I've copied in Dashiell Roe, who runs the shop at Varley House. You two should talk.", "Dashiell Roe <droe@varley.example>", ""),
    ("Bela, this is Dashiell. Dashiell, this is Bela.", "Dashiell Roe <droe@varley.example>", ""),
    ("As promised, introducing you two.", "Dashiell Roe <droe@varley.example>", ""),
    ("Please meet Dashiell Roe (cc'd), who looks after the shop.", "droe@varley.example", ""),
    ("I wanted to introduce you to Dashiell, cc'd here.", "Dashiell Roe <droe@varley.example>", ""),
    ("You both care about small shops, so I thought this was overdue.", "Dashiell Roe <droe@varley.example>", "Intro: Bela <> Dashiell"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "cc", "subject"), MADE)
def test_a_mail_that_introduces_names_the_new_person_and_the_address(text: str, cc: str, subject: str) -> None:
    act = found(text, "introduction_made", cc=cc, subject=subject)
    assert act is not None
    assert act.person.startswith("Dashiell")
    assert act.email == "droe@varley.example"
    assert found(text, "introduction_offered", cc=cc, subject=subject) is None


def test_a_colleague_copied_in_for_paperwork_is_no_introduction() -> None:
    text = "I've copied in Joanne from HR, who will arrange the paperwork."
    assert found(text, "introduction_made", cc="Joanne Pike <joanne@castellan.example>") is None


def test_what_is_added_to_a_thing_copies_nobody_in() -> None:
    text = "The problem could be solved by adding a signature to the files that Dashiell Roe uses."
    assert found(text, "introduction_made", cc="Dashiell Roe <droe@varley.example>") is None


@pytest.mark.parametrize(
    ("text", "person"),
    [
        (
            "I rang Jonah Abt at Millbrook Arts after we spoke, gave you a warm reference, and told him to expect you.",
            "Jonah Abt",
        ),
        ("I put in a good word for you with Hugh at Tidewell.", "Hugh"),
        ("I passed your CV to our head of design, Mina Coyle.", "Mina Coyle"),
        ("I mentioned your name to Edmund Vance at lunch; he'd like to hear from you.", "Edmund Vance"),
        ("I've told Piet all about you and he's expecting your call.", "Piet"),
        ("I just forwarded your resume to my director at Acme.", ""),
        ("They rang me for a reference and I said only good things.", ""),
        ("I recommended you to the board.", ""),
    ],
)
def test_a_word_spoken_for_the_reader(text: str, person: str) -> None:
    act = found(text, "referral")
    assert act is not None
    assert act.person == person


@pytest.mark.parametrize(
    "text",
    [
        "I could put in a good word for you.",
        "I recommended you read that book.",
        "We have passed your CV to the hiring team.",
        "Should I give him your number?",
        "They would scream if you told them that you were going to send the whole team away.",
    ],
)
def test_no_referral_before_the_word_is_spoken(text: str) -> None:
    assert found(text, "referral") is None


def test_the_address_in_the_text_belongs_to_the_person_spoken_to() -> None:
    text = "I rang Jonah Abt at Millbrook Arts and told him to expect you.\nThey want someone like you: jonah@millbrook.example."
    act = found(text, "referral")
    assert act is not None
    assert (act.email, act.organisation) == ("jonah@millbrook.example", "Millbrook Arts")


def test_the_reader_of_ones_own_offer_is_not_the_one_introduced() -> None:
    text = "Noemi, I'll introduce you to my aunt's framer, he's always after hand-blown panes."
    assert found(text, "introduction_made", mine=True) is None
    assert found(text, "introduction_offered", mine=True) is not None
