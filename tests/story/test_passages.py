"""Introductions on their way: their steps join, whoever tells of them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from tests.story.making import ME, said, told

from afterword.facts import fact, micros
from afterword.facts.kinds import Introduction, Ref
from afterword.reading.model import Act
from afterword.story.model import Passage, Told
from afterword.story.passages import passages

ANA = ("email:ana@orchard.example",)


def found(text: str, *more: Told) -> tuple[Passage, ...]:
    return passages([*told(text), *more], ME)


def made(name: str) -> Told:
    body = Introduction("made", Ref("Ana Ruiz", ANA), Ref(name))
    return Told(fact(body, micros(datetime(2026, 3, 12, 12, tzinfo=UTC))))


def test_the_steps_of_one_introduction_are_one_passage():
    (one,) = found("""
        2026-03-12 intro met ana@orchard.example -> carla.mendes@fenn.example
        2026-03-10 intro offered ana@orchard.example -> carla.mendes@fenn.example
        2026-03-11 intro made ana@orchard.example -> carla.mendes@fenn.example
    """)
    assert (one.by, one.to_name) == (ANA, "Carla Mendes")
    assert (one.offered_on, one.made_on, one.met_on) == (date(2026, 3, 10), date(2026, 3, 11), date(2026, 3, 12))
    assert one.quote == "Ana offered to introduce you to Carla Mendes"


def test_two_people_introduced_by_one_are_two():
    assert (
        len(
            found(
                "2026-03-10 intro offered ana@orchard.example -> carla.mendes@fenn.example\n2026-03-10 intro offered ana@orchard.example -> theo.brandt@hollis.example"
            )
        )
        == 2
    )


def test_a_name_without_a_word_in_it_is_still_another_name():
    one, other = passages([*told("2026-03-10 intro offered ana@orchard.example -> theo.brandt@hollis.example"), made("Qq")], ME)
    assert (one.to_name, one.made_on) == ("Theo Brandt", None)
    assert (other.to_name, other.offered_on) == ("Qq", None)


def test_an_offer_to_a_house_is_carried_on_by_whoever_was_introduced_there():
    (one,) = found(
        "2026-03-10 intro offered ana@orchard.example -> Fenn\n2026-03-12 intro made ana@orchard.example -> carla.mendes@fenn.example at Fenn"
    )
    assert (one.offered_on, one.made_on, one.to_name) == (date(2026, 3, 10), date(2026, 3, 12), "Carla Mendes")


def test_an_offer_read_in_a_mail():
    act = Act("introduction_offered", "Shall I introduce you to Carla?", person="Carla", organisation="Fenn")
    (one,) = found("", said('2026-03-10 mail ana@orchard.example -> me "Fenn" "Shall I introduce you to Carla?"', act))
    assert (one.by, one.to_name, one.organisation, one.quote, one.made) == (ANA, "Carla", "Fenn", act.quote, None)


def test_an_introduction_made_by_mail_names_whoever_is_copied_in():
    mail = said(
        '2026-03-10 mail ana@orchard.example -> me cc carla.mendes@fenn.example "Sam, meet Carla" "Over to you."',
        Act("introduction_made", "Sam, meet Carla", person="Carla"),
    )
    (one,) = found("", mail)
    assert (one.to, one.to_name, one.by_mail) == (("email:carla.mendes@fenn.example",), "Carla Mendes", True)


def test_an_offer_by_mail_and_its_making_by_command_are_one():
    act = Act("introduction_offered", "Shall I introduce you to Carla?", person="Carla")
    (one,) = found(
        "2026-03-12 intro made ana@orchard.example -> carla.mendes@fenn.example",
        said('2026-03-10 mail ana@orchard.example -> me "Fenn" "Shall I?"', act),
    )
    assert one.offered_on == date(2026, 3, 10)
    assert one.made_on == date(2026, 3, 12)


def test_what_i_asked_for_is_a_passage_that_waits():
    (one,) = found(
        "",
        said(
            '2026-03-10 mail me -> ana@orchard.example "Fenn" "Would you introduce me?"',
            Act("introduction_asked", "Would you introduce me?", person="Carla"),
        ),
    )
    assert (one.by, one.asked is not None, one.offered) == (ANA, True, None)


def test_my_own_offers_and_machines_words_are_none():
    act = Act("introduction_offered", "Shall I introduce you?", person="Carla")
    assert found("", said('2026-03-10 mail me -> ana@orchard.example "Fenn" "Shall I?"', act)) == ()
    assert found("", said('2026-03-10 mail ana@orchard.example -> me "Fenn" "Shall I?"', act, automatic=True)) == ()


OFFER = said('2026-03-10 mail ana@orchard.example -> me "Idea" "Shall I introduce you to Carla Mendes?"', Act("introduction_offered", "Shall I introduce you to Carla Mendes?", person="Carla Mendes"))


@pytest.mark.parametrize(
    ("text", "over"),
    [
        ("I asked Carla and she would rather not at the moment, they have frozen everything. Sorry!", True),
        ("Carla said no, I'm afraid. Her team is full.", True),
        ("I am sorry, it fell through: she's swamped.", True),
        ("Carla isn't taking calls from anybody these days.", True),
        ("She is swamped until April but happy to talk after that.", False),
        ("Carla can't make Tuesday. Would Thursday do?", False),
        ("Theo would rather not, he says.", False),
        ("I'd rather not have lunch at that place again!", False),
        ("She was delighted. I'll write to you both tomorrow.", False),
    ],
)
def test_an_introducer_who_says_that_it_will_not_come_is_heard(text: str, over: bool):
    answer = said(f'2026-03-12 mail ana@orchard.example -> me "Re: Idea" "{text}"', text=text)
    other = said('2026-03-10 mail ana@orchard.example -> me "And" "Or Theo Brandt?"', Act("introduction_offered", "Or Theo Brandt?", person="Theo Brandt"))
    one = next(p for p in found("", OFFER, other, answer) if p.to_name == "Carla Mendes")
    assert (one.declined is not None) == over


def test_a_no_noted_of_a_talk_counts_and_one_before_the_offer_does_not():
    noted = '2026-03-12 call in ana@orchard.example "Carla would rather not"'
    (one,) = found(noted, OFFER)
    assert one.declined is not None
    (one,) = found(noted.replace("03-12", "03-02"), OFFER)
    assert one.declined is None
