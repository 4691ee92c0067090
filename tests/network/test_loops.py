"""Introductions as loops, favours either way, and what somebody looks for."""

from __future__ import annotations

from datetime import date

import pytest
from tests.app.drawn import ME, at
from tests.network.test_ways import ANA, ANA_FRIEND, BO, mail, ref, told

from afterword.app.helping import between, between_json, loops_of, needs_of
from afterword.app.people import one_person
from afterword.facts.kinds import Interaction, Introduction, Mailbox, Message
from afterword.network.needs import Said, needs, spoken

OFFER = (Introduction("offered", ref("Ana Ruiz", "ana@ruiz.example"), ref("Bo Lund", "bo@kestrel.example")), at(3))
MADE = (Introduction("made", ref("Ana Ruiz", "ana@ruiz.example"), ref("Bo Lund", "bo@kestrel.example")), at(8))
MET = (Introduction("met", ref("Ana Ruiz", "ana@ruiz.example"), ref("Bo Lund", "bo@kestrel.example")), at(12))


def word(day: int) -> tuple[Message, int]:
    return Message("email", f"<w{day}@x.example>", Mailbox("Sam", ME), (Mailbox("Ana Ruiz", "ana@ruiz.example"),), (), "Thank you", "Thank you, Ana."), at(day)


@pytest.mark.parametrize(
    ("facts", "stages", "open_"),
    [
        ((OFFER,), ["offered"], "ask, with a few lines to pass on"),
        ((OFFER, word(4)), ["offered", "asked"], "wait for the introduction"),
        ((OFFER, word(4), MADE), ["offered", "asked", "made"], "thank them"),
        ((OFFER, word(4), MADE, word(9)), ["offered", "asked", "made", "thanked"], "meet"),
        ((OFFER, word(4), MADE, word(9), MET), ["offered", "asked", "made", "met", "thanked"], "report how it went"),
        ((OFFER, word(4), MADE, word(9), MET, word(13)), ["offered", "asked", "made", "met", "thanked", "reported"], ""),
    ],
)  # fmt: skip
def test_an_introduction_runs_from_offered_to_reported(facts: tuple, stages: list[str], open_: str):
    here = told(ANA, ANA_FRIEND, BO, *facts)
    (loop,) = loops_of(here, one_person(here, "Ana Ruiz"))
    assert [stage for stage, _ in loop.days] == stages
    assert loop.next == open_


def test_what_was_done_is_told_in_sentences_and_never_counted():
    talk = Interaction("conversation", (ref("Ana Ruiz", "ana@ruiz.example"),), "both", note="coffee and advice", day=date(2026, 3, 10)), at(9)
    here = told(ANA, ANA_FRIEND, BO, OFFER, MADE, talk)
    ana = one_person(here, "Ana Ruiz")
    lines = between(here, ana)
    assert any("Ana introduced you to Bo Lund" in line for line in lines)
    assert {f["way"] for f in between_json(here, ana)["favours"]} == {"received"}


def test_a_friend_who_hires_can_be_helped_and_a_recruiter_cannot():
    here = told(ANA, ANA_FRIEND, mail("ana@ruiz.example", "Ana Ruiz", "Hi Sam,\n\nAll well here. We are hiring a planner for the new hall, if you know anyone.\n\nAna", day=20))
    (need,) = needs_of(here, one_person(here, "Ana Ruiz"))
    assert (need.kind, need.what) == ("hiring", "a planner for the new hall")
    assert any("You could help Ana: hiring a planner for the new hall" in line for line in between(here, one_person(here, "Ana Ruiz")))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Do you happen to know anyone who repairs kilns?", "anyone who repairs kilns"), ("I'm looking for a new flat in Leeds.", "a new flat in Leeds"),
        ("Ana is looking for a good bookkeeper", "a good bookkeeper"), ("My team is hiring.", ""),
    ],
)  # fmt: skip
def test_what_they_look_for_is_read(text: str, what: str):
    (need,) = needs([Said(text, date(2026, 3, 1), "f")], date(2026, 3, 20))
    assert need.what == what
    assert spoken("Ana Ruiz", need).startswith("You could help Ana:")


@pytest.mark.parametrize("text", ["We are no longer hiring.", "Are you looking for a job?", "I am looking for your mail.", "We hired well last year."])
def test_what_is_no_need_is_left(text: str):
    assert not needs([Said(text, date(2026, 3, 1), "f")], date(2026, 3, 20))


def test_old_needs_are_no_news():
    assert not needs([Said("We are hiring a planner.", date(2025, 3, 1), "f")], date(2026, 3, 20))
