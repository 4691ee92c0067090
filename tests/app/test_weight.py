"""Whom nothing can concern is not told; whoever becomes part of the search later is told then. Old letters of a friend are kept."""

from __future__ import annotations

import pytest
from tests.app.drawn import ME, at
from tests.app.homes import ME_FACT, follow_ups, home, plan, shelves, take

from afterword.app import world
from afterword.app.home import Home
from afterword.facts import Fact, fact
from afterword.facts.kinds import Application, Interaction, Mailbox, Message, Ref, Target, Tie

DANA = Mailbox("Dana Whitfield", "dana@acme.example")
KEY = "email:dana@acme.example"


def letter(day: int, text: str, sender: Mailbox = DANA) -> Fact:
    mine = sender.email == ME
    body = Message("email", f"<{day}.{sender.email}@mail.example>", sender, (DANA if mine else Mailbox("Sam Rivera", ME),), subject="Hello", text=text)
    return fact(body, at(day), origin="drawn", by="drawn", learnt=at(day))


def same_as_rebuilt(made: Home) -> None:
    before = plan(made), shelves(made)
    made.rebuild()
    assert before == (plan(made), shelves(made))


def test_a_stranger_s_question_costs_no_story_until_their_house_is_part_of_the_search():
    made = home()
    take(made, [letter(60, "How is the garden? Can you tell me when the beans came up?")])
    assert made.world.scales.idle(KEY)
    assert made.world.scales.places(KEY) == {made.world.subject_of("domain:acme.example")}
    assert not follow_ups(made)
    take(made, [fact(Target("Acme", 1), at(61), learnt=at(61)), fact(Application("Acme", "Data Analyst"), at(61), learnt=at(61))])
    assert not made.world.scales.idle(KEY)
    assert {f.situation for f in follow_ups(made)} >= {"reply_owed"}
    same_as_rebuilt(made)


def test_a_word_of_the_user_s_is_kept_for_etiquette_whoever_it_went_to():
    made = home()
    take(made, [letter(60, "Here are the minutes.", Mailbox("Sam Rivera", ME))])
    assert [row.person for row in made.store.outreach()] == [KEY]
    same_as_rebuilt(made)


def test_roles_of_years_before_the_search_are_history():
    made = home()
    invited = "We would like to invite you to an interview for the Data Analyst position on Thursday at 10 am."
    take(made, [letter(-900, invited)])
    assert made.world.organisation("domain:acme.example").opportunities == ()  # type: ignore[union-attr]
    take(made, [letter(60, invited)])
    assert made.world.organisation("domain:acme.example").opportunities  # type: ignore[union-attr]
    same_as_rebuilt(made)


def test_a_tie_noted_today_does_not_hide_a_dormant_friend_s_letters():
    made = home()
    take(made, [letter(-900, "The garden is lovely, come and see it.")])
    ref = Ref("Dana Whitfield", (KEY,))
    take(made, [fact(Tie(ref, "friend"), at(65), learnt=at(65)), fact(Interaction("call", (ref,), "out", note="hello"), at(66), learnt=at(66))])
    story = made.world.person(KEY)
    assert story is not None
    assert [e.way for e in story.entries] == ["email", "call"]
    same_as_rebuilt(made)


def test_of_whoever_writes_without_end_the_newest_is_kept_however_it_is_fetched(monkeypatch: pytest.MonkeyPatch):
    """Durable facts are kept whole; a hub's are fetched alone, with the same result."""
    tie = fact(Tie(Ref("Dana Whitfield", (f"email:{DANA.email}",)), "mentor"), at(0), learnt=at(0))
    letters = [letter(day, f"Here is note {day}.") for day in range(12)]
    monkeypatch.setattr(world, "MOST_SAID", 4)
    for many in (world.MANY, 1):
        monkeypatch.setattr(world, "MANY", many)
        made = home()
        take(made, [ME_FACT, tie, *letters])
        story = made.world.person(f"email:{DANA.email}")
        assert story is not None
        assert {f.id for f in story.facts} == {tie.id, *(one.id for one in letters[-4:])}
        same_as_rebuilt(made)
