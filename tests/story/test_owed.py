"""Who owes whom what, and what settles it."""

from __future__ import annotations

from datetime import date

from tests.story.making import ME, owes, said, told

from afterword.reading.model import Act
from afterword.story.entries import entries
from afterword.story.model import Owed, Told
from afterword.story.owed import content, owed

HANDLES = frozenset({"email:dana@acme.example"})
FRIDAY = date(2026, 3, 20)


def between(*facts: Told) -> list[Owed]:
    return list(owed(facts, HANDLES, entries(facts, HANDLES, ME), ME))


def open_of(*facts: Told) -> list[str]:
    return [one.quote for one in between(*facts) if not one.settled]


def theirs(
    line: str = "2026-03-10",
    quote: str = "We will let you know by Friday.",
    due: date = FRIDAY,
    kind: str = "decision",
    *acts: Act,
) -> Told:
    return said(
        f'{line} mail dana@acme.example -> me "Data Analyst" "{quote}"',
        *acts,
        commitments=(owes("them", kind, quote, due),),
    )


def mine(
    line: str = "2026-03-10", quote: str = "I will send you the portfolio by Friday.", kind: str = "send_document"
) -> Told:
    return said(
        f'{line} mail me -> dana@acme.example "Data Analyst" "{quote}"', commitments=(owes("me", kind, quote, FRIDAY),)
    )


def word(line: str, text: str, *acts: Act) -> Told:
    return said(f'{line} "Re: Data Analyst" "{text}"', *acts, text=text)


def test_a_promise_of_theirs_is_open_until_they_answer():
    (one,) = between(theirs())
    assert (one.by_me, one.due_latest, one.settled, one.person) == (False, FRIDAY, False, "email:dana@acme.example")
    answered = word("2026-03-19 mail dana@acme.example -> me", "We have decided.", Act("decision", "We have decided."))
    assert open_of(theirs(), answered) == []


def test_you_are_welcome_is_no_answer():
    assert open_of(theirs(), word("2026-03-12 mail dana@acme.example -> me", "You're welcome!")) == [
        "We will let you know by Friday."
    ]


def test_a_later_date_for_the_same_thing_takes_its_place():
    later = theirs("2026-03-19", "It will be March 27.", date(2026, 3, 27))
    assert open_of(theirs(), later) == ["It will be March 27."]


def test_what_i_promised_is_settled_when_i_send_it():
    assert open_of(mine()) == ["I will send you the portfolio by Friday."]
    assert open_of(mine(), word("2026-03-12 mail me -> dana@acme.example", "Here is the portfolio.")) == []


def test_another_word_of_mine_settles_nothing():
    again = said(
        '2026-03-12 mail me -> dana@acme.example "Lunch" "Shall we?"',
        text="Shall we?",
        commitments=(owes("me", "other", "I promise to book.", FRIDAY),),
    )
    assert "I will send you the portfolio by Friday." in open_of(mine(), again)


def test_a_promised_call_is_settled_by_a_call_that_reached_them():
    call = mine(quote="I will call you on Friday.", kind="call")
    assert open_of(call, *told('2026-03-12 call out dana@acme.example "spoke" reached')) == []
    assert open_of(call, *told('2026-03-12 call out dana@acme.example "nobody" no-answer')) == [
        "I will call you on Friday."
    ]


def test_a_promise_told_by_command_counts_whatever_is_in_the_mail():
    (one,) = between(*told('2026-03-10 promise me -> dana@acme.example "send the portfolio" due 2026-03-16'))
    assert (one.told, one.by_me, one.due_latest) == (True, True, date(2026, 3, 16))
    (theirs_,) = between(*told('2026-03-10 promise dana@acme.example -> me "send names" due 2026-03-16'))
    assert not theirs_.by_me


def test_promises_of_others_are_not_between_us():
    assert between(*told('2026-03-10 promise me -> bo@acme.example "send the portfolio" due 2026-03-16')) == []


def test_a_machines_answer_promises_nothing():
    away = said(
        '2026-03-10 mail dana@acme.example -> me "Automatic reply" "I will answer on Friday."', kind="auto_reply_away", automatic=True,
        commitments=(owes("them", "reply", "I will answer on Friday.", FRIDAY),),
    )  # fmt: skip
    assert between(away) == []


def test_what_was_withdrawn_in_its_own_mail_is_settled():
    (one,) = between(
        said(
            '2026-03-10 mail me -> dana@acme.example "X" "Y"',
            commitments=(owes("me", "other", "Y", FRIDAY, status="withdrawn"),),
        )
    )
    assert one.settled


def test_the_words_that_carry_a_sentence():
    assert content("I will send you the portfolios on Monday, thank you") == {"portfolio"}
