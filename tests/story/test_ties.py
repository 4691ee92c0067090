"""How the user knows somebody, and where people work and worked."""

from __future__ import annotations

from datetime import date

import pytest
from tests.story.making import ME, learnt, said, told

from afterword.facts import fact, micros, moment
from afterword.facts.kinds import Card
from afterword.reading.model import Mention
from afterword.story.model import Job, Tied, Told
from afterword.story.ties import jobs, mail_job, retired, tie_of, ties

CARL = frozenset({"email:carl@marchmont.example"})


@pytest.mark.parametrize(
    ("label", "wanted"),
    [
        ("Former boss", "former_boss"), ("ex-manager", "former_boss"), ("Family", "relative"), ("my uncle", "relative"), ("mother-in-law", "relative"),
        ("Coworkers", "coworker"), ("Former colleagues", "former_coworker"), ("Friends", "friend"), ("Mentor", "mentor"), ("Head hunters", "recruiter"),
        ("* Friends", "friend"), ("_$!<Brother>!$_", "relative"), ("Hairdresser", "professional"), ("College", "alumni"), ("skip-level", "boss_superior"),
        ("Rotary", ""), ("", ""), ("myContacts", ""), ("Friendship Club", ""),
    ],
)  # fmt: skip
def test_a_label_names_a_tie_or_none(label: str, wanted: str):
    assert tie_of(label) == wanted


def found(*facts: Told) -> tuple[Tied, ...]:
    return ties(facts, CARL, ME)


def test_the_users_own_word_comes_first():
    all_ties = found(
        *told(
            "2026-03-09 contact carl@marchmont.example label Friends\n2026-03-10 tie former_boss carl@marchmont.example at Marchmont"
        )
    )
    assert [(t.tie, t.organisation, t.learnt) for t in all_ties] == [
        ("former_boss", "Marchmont", date(2026, 3, 10)),
        ("friend", "", date(2026, 3, 9)),
    ]


def test_a_tie_told_twice_was_learnt_the_first_time():
    first, again = told(
        "2026-03-02 tie friend carl@marchmont.example\n2026-03-20 tie friend carl@marchmont.example at Marchmont"
    )
    (one,) = found(first, again)
    assert (one.learnt, one.organisation) == (date(2026, 3, 2), "Marchmont")


def test_of_two_words_of_one_day_the_later_counts_and_the_other_fills_its_gaps():
    placed, bare = told("2026-03-02 10:00 tie relative carl@marchmont.example at Marchmont\n2026-03-02 10:01 tie relative carl@marchmont.example")
    for facts in ((placed, bare), (bare, placed)):
        (one,) = found(*facts)
        assert (one.organisation, one.fact) == ("Marchmont", bare.fact.id)
    other, again = told("2026-03-02 10:00 tie relative carl@marchmont.example at Marchmont\n2026-03-02 10:01 tie relative carl@marchmont.example at Fenn")
    (one,) = found(other, again)
    assert one.organisation == "Fenn"


@pytest.mark.parametrize(
    ("title", "house", "recruits"),
    [("Talent Partner", "Marchmont", True), ("Consultant", "Marchmont Resourcing", True), ("", "Marchmont", True), ("Senior Consultant", "Marchmont", True), ("Community Health Lead", "Marchmont", False), ("Head of Engineering", "Marchmont", False)],
)
def test_a_first_mail_about_a_role_makes_a_recruiter_only_of_whom_it_may_be(title: str, house: str, recruits: bool):
    wrote = said('2026-03-10 mail carl@marchmont.example -> me "A role" "Would you like to talk?"', kind="recruiter_outreach", people=(Mention("Carl", title=title, organisation=house, source="signature"),))
    assert [t.tie for t in found(wrote)] == (["recruiter"] if recruits else [])


def test_a_card_tells_by_label_relation_and_note():
    card = Card(
        "1",
        "Carl",
        ("carl@marchmont.example",),
        organisation="Marchmont",
        related=(("brother", "Theo"),),
        note="My former boss until 2019",
    )
    assert {(t.tie, t.quote) for t in found(Told(fact(card, 0, learnt=1)))} == {
        ("relative", "brother Theo"),
        ("former_boss", "My former boss until 2019"),
    }


def test_a_recruiters_first_mail_makes_the_tie_but_not_for_those_copied_in():
    mail = said(
        '2026-03-10 mail carl@marchmont.example -> me "A role" "I have a role for you."',
        kind="recruiter_outreach",
        organisation="Marchmont",
    )
    assert [(t.tie, t.organisation) for t in found(mail)] == [("recruiter", "Marchmont")]
    assert ties([mail], frozenset({"email:bo@marchmont.example"}), ME) == ()


@pytest.mark.parametrize(
    ("words", "gone"),
    [
        (("Retired teacher", ""), True),
        (("", "left in 2019"), True),
        (("Head of Maps", "likes tea"), False),
        (("", ""), False),
    ],
)
def test_retired_words(words: tuple[str, str], gone: bool):
    assert retired(*words) is gone


def held(*facts: Told) -> list[tuple[str, str]]:
    return [(job.organisation, job.title) for job in jobs(facts, ME)]


def test_the_newest_observation_is_the_present_job():
    assert held(
        *told(
            "2026-03-02 connection nora@mills.example at Mills as Weaver\n2026-03-20 connection nora@mills.example at Looms as Weaver"
        )
    ) == [("Looms", "Weaver"), ("Mills", "Weaver")]


def test_an_older_export_learnt_later_stays_the_past():
    older, newer = told(
        "2026-03-02 connection nora@mills.example at Mills\n2026-03-20 connection nora@mills.example at Looms"
    )
    assert held(newer, learnt(older, newer.fact.learnt + 1))[0] == ("Looms", "")


def test_who_left_is_past_and_knows_the_day():
    (one,) = jobs(told("2026-03-10 person nora@mills.example at Mills left 2026-02-28"), ME)
    assert isinstance(one, Job)
    assert (one.past, one.left) == (True, date(2026, 2, 28))


def test_a_signature_tells_employer_and_title_the_newest_first():
    old = said(
        '2026-03-02 mail carl@marchmont.example -> me "x" "y"',
        people=(Mention("Carl", title="Keeper", organisation="Marchmont", source="signature"),),
    )
    new = said(
        '2026-03-09 mail carl@marchmont.example -> me "x" "y"',
        people=(Mention("Carl", title="Head Keeper", source="signature"),),
    )
    assert mail_job([old, new], CARL) == ("Marchmont", "Head Keeper")
    assert mail_job([old], frozenset({"email:other@marchmont.example"})) == ("", "")


def test_instants_survive_the_way_there_and_back():
    (one,) = told("2026-03-10 16:10 tie friend carl@marchmont.example")
    assert moment(one.fact.at).isoformat() == "2026-03-10T16:10:00+00:00"
    assert micros(moment(one.fact.at)) == one.fact.at
