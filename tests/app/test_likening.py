"""Who may be one person, in a real home: asked a few at a time, answered in one act, taken back by undo."""

from __future__ import annotations

import pytest
from tests.app.drawn import at
from tests.app.homes import home, take

from afterword.app import likening
from afterword.app.deciding import answer, question
from afterword.app.home import Home
from afterword.app.people import one_person
from afterword.errors import NotFound
from afterword.facts import codec, fact
from afterword.facts.kinds import Card
from afterword.strategy.model import Question

WILLIAM = Card("1", "William Holt", ("william.holt@acme.example",), ("+15550100142",), organisation="Acme", categories=("Former boss",))
BILL = Card("2", "Bill Holt", ("bill@holt.example",), ("+15550100142",))


def held(*cards: Card) -> Home:
    made = home()
    take(made, [fact(c, 0, origin="told", learnt=at(3)) for c in cards])
    likening.look(made)
    return made


def asked(of: Home) -> list[Question]:
    return [q for body in of.store.questions() if (q := codec.loads(Question, body)).what == "person_merge"]


def test_a_pair_becomes_a_question_with_its_reasons():
    (one,) = asked(held(WILLIAM, BILL))
    assert "short for" in one.ask
    assert "+15550100142" in one.ask


def test_yes_makes_one_person_and_undo_takes_it_back():
    here = held(WILLIAM, BILL)
    answer(here, asked(here)[0].key, "yes")
    assert set(one_person(here, "William Holt").emails) == {"william.holt@acme.example", "bill@holt.example"}
    assert not asked(here)
    here.undo()
    assert one_person(here, "Bill Holt").key != one_person(here, "William Holt").key
    assert len(asked(here)) == 1


def test_what_is_told_of_one_of_them_shows_in_the_question_and_an_undo_takes_it_back():
    here = held(WILLIAM, BILL)
    before = asked(here)
    take(here, [fact(Card("9", "Olu Sato", ("olu@sato.example",)), 0, origin="told", learnt=at(4))])
    assert asked(here) == before
    take(here, [fact(Card("10", "Bill Holt", ("bill@holt.example",), organisation="Holt & Daughters"), 0, origin="told", learnt=at(4))])
    assert "Holt & Daughters" in asked(here)[0].ask
    here.undo()
    assert asked(here) == before


def test_no_is_kept_and_not_asked_again():
    here = held(WILLIAM, BILL)
    (pair,) = likening.pairs(here)
    likening.decide(here, pair, same=False)
    likening.look(here)
    assert not asked(here)
    assert not likening.pairs(here)


def test_the_page_asks_about_few_and_the_review_about_all():
    cards = [Card(f"{n}{k}", f"{name} Lo{'abcdef'[n]}tz", (f"{name}{n}@{k}.example".lower(),), categories=("Friends",)) for n in range(6) for k, name in (("x", "William"), ("y", "Bill"))]
    here = held(*cards)
    assert len(asked(here)) == likening.ASKED
    every = likening.pairs(here)
    assert len(every) >= 6
    hidden = next(p for p in every if p.key not in {q.key for q in asked(here)})
    assert question(here, hidden.key).what == "person_merge"
    with pytest.raises(NotFound):
        question(here, "ffffffff")


def test_a_family_s_address_makes_nobody_one():
    tom, ann = Card("3", "Tom Berg", ("bergs@home.example",), categories=("Friends",)), Card("4", "Ann Berg", ("bergs@home.example",), categories=("Friends",))
    here = held(tom, ann)
    assert one_person(here, "Tom Berg").key != one_person(here, "Ann Berg").key
    assert one_person(here, "Ann Berg <bergs@home.example>").name == "Ann Berg"
    assert one_person(here, "Tom Berg").emails == ("bergs@home.example",)


def test_a_mailbox_of_many_makes_nobody_one():
    ada, ben = Card("5", "Ada Poole", ("office@poole.example",), organisation="Poole"), Card("6", "Ben Marsh", ("office@poole.example",), organisation="Poole")
    here = held(ada, ben)
    assert one_person(here, "Ada Poole").key != one_person(here, "Ben Marsh").key
