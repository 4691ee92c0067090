"""Colleagues compare their mail: notes to one company are never alike, however little is known; what is theirs is taken up once."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from tests.drafts.making import ME, NOTES, PEOPLE, case

from afterword.drafts import likeness, write
from afterword.drafts.hooks import hooks
from afterword.drafts.phrasing import line_of, said_back, things

STEPS = {"interview_thank_you": "thank_you", "interview_silence": "nudge", "informational_thank_you": "thank_you", "second_note": "second_note"}


@pytest.mark.parametrize("channel", ["email", "card", "linkedin"])
@pytest.mark.parametrize("note", ["", *NOTES[:2]])
@pytest.mark.parametrize("size", [2, 3, 4])
@pytest.mark.parametrize("situation", ["interview_thank_you", "interview_silence"])
def test_a_panel_of_any_size_gets_notes_that_are_not_alike(situation: str, size: int, note: str, channel: str) -> None:
    keys = tuple(f"{situation}{size}{n}" for n in range(size))
    written = []
    for n, key in enumerate(keys):
        f, p = case(situation, STEPS[situation], n)
        talk = replace(p.talks[0], note=note, names=tuple(name for name, _ in PEOPLE[:size]))
        talk = replace(talk, facts=(replace(talk.facts[0], body=replace(talk.facts[0].body, note=note)),))
        f = replace(f, key=key, organisation="Acme", because=(replace(f.because[0], fact=talk.facts[0].id),))
        written.append(write(f, replace(p, talks=(talk,), entries=(), saved=()), None, ME, siblings=keys, channel=channel))
    # LinkedIn's three hundred letters leave room for one sentence of thanks.
    assert max(likeness(a.body, b.body) for a, b in combinations(written, 2)) <= 0.35


def test_their_own_sentence_is_turned_round_only_where_it_stands_alone() -> None:
    assert said_back("A small riddle to take along: every July our asthma visits drop to almost nothing.") == "every July your asthma visits drop to almost nothing"
    for leaning in ("It is not the pollen in our case.", "They told us about it.", "We are hiring a Data Analyst for our team.", "We will discuss our next steps.", "I'm having it framed."):
        assert said_back(leaning) == "", leaning


def test_a_line_is_quoted_only_where_it_shows_something() -> None:
    assert line_of("You in the bow pointing the wrong way, the heron leaving in disgust.")
    for plain in ("Thank you for your mail, it was good to hear.", "I will send the report on Monday.", "Could you call me about the offer?", "It was a pleasure to meet you.", "Sent from my phone. Please excuse.", "We hire analysts for clients."):  # fmt: skip
        assert line_of(plain) == "", plain


def test_what_the_user_took_up_in_a_mail_is_taken_further_in_its_own_words() -> None:
    sentence = "I keep thinking about what you said on the rural clinics that fax their counts on Fridays, so that every Monday looks odd."
    assert things(sentence, to_them=True) == ("the rural clinics that fax their counts on Fridays",)
    assert things("I keep thinking about what you said on her plan", to_them=True) == ()


def test_a_second_round_takes_up_no_line_of_the_first() -> None:
    f, p = case("keep_warm", "keep_warm_2", 0)
    assert not {k.kind for k in write(f, p, None, ME).hooks} & {"topic", "work", "line"}
    assert all(k.kind != "line" for k in hooks(*case("interview_silence", "nudge", 0)))
