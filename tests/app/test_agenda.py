"""The diary's days, the order of wanted companies, pasted mails, and searching everywhere."""

from __future__ import annotations

from datetime import date

import pytest
from tests.notation import Story

from afterword.app import pasting
from afterword.app.agenda import agenda, month_of, week_of
from afterword.app.companies import companies, house, moved, order, others
from afterword.app.deciding import follow_up, skip, snooze
from afterword.app.finding import everywhere
from afterword.app.targeting import wanted
from afterword.errors import BadUsage, NotFound
from afterword.facts import codec
from afterword.strategy.model import APPOINTMENT, Question


def test_weeks_begin_on_monday_and_months_are_whole_weeks() -> None:
    assert week_of(date(2026, 3, 1)) == date(2026, 2, 23)
    assert month_of(date(2026, 3, 14)) == (date(2026, 2, 23), date(2026, 4, 5))
    assert month_of(date(2026, 12, 31)) == (date(2026, 11, 30), date(2027, 1, 3))


def test_a_follow_up_stands_on_its_due_day_and_today_once_that_is_past(story: Story) -> None:
    """
    2026-03-02 apply "Data Analyst" at Acme
    2026-03-03 10:00 event "Interview: Beekeeper at Hollis" with ida.voss@hollis.example
    2026-03-04 promise dana.whitfield@acme.example -> me "two names" due 2026-03-12
    """
    story.on("2026-03-05")
    days = {d.day: d for d in agenda(story.home, date(2026, 3, 2), date(2026, 3, 15))}
    assert [f.situation for f in days[date(2026, 3, 11)].follow_ups] == ["application", "interview_silence"]
    assert [c.organisation for c, _ in days[date(2026, 3, 3)].talks] == ["Hollis"]
    assert [w.person.name for w in days[date(2026, 3, 12)].theirs] == ["Dana Whitfield"]
    assert [f.situation for f in days[date(2026, 3, 5)].overdue] == ["interview_thank_you"]
    assert not days[date(2026, 3, 7)].business
    one = days[date(2026, 3, 11)].follow_ups[0]
    snooze(story.home, one.key, "2026-03-13")
    later = {d.day: d for d in agenda(story.home, date(2026, 3, 9), date(2026, 3, 15))}
    assert one.key in [f.key for f in later[date(2026, 3, 13)].follow_ups]
    assert one.key not in [f.key for f in later[date(2026, 3, 11)].follow_ups]


def test_the_list_of_companies_is_put_in_order_as_one_act(story: Story) -> None:
    """
    2026-03-02 target Acme
    2026-03-03 target Hollis
    2026-03-04 target Kestrel
    2026-03-05 apply "Clerk" at Fenn
    2026-03-05 connection bo.lund@kestrel.example at Kestrel as Cartographer
    """
    story.on("2026-03-06")
    assert [c.name for c in companies(story.home)[0]] == ["Acme", "Hollis", "Kestrel"]
    moved(story.home, "Kestrel", -1)
    assert [c.name for c in companies(story.home)[0]] == ["Acme", "Kestrel", "Hollis"]
    order(story.home, ["Hollis", "Kestrel", "Acme"])
    assert [c.name for c in companies(story.home)[0]] == ["Hollis", "Kestrel", "Acme"]
    story.home.undo()
    assert [c.name for c in companies(story.home)[0]] == ["Acme", "Kestrel", "Hollis"]
    kestrel = next(c for c in companies(story.home)[0] if c.name == "Kestrel")
    assert kestrel.open is not None
    assert kestrel.open.person.name == "Bo Lund"
    assert [o.name for o in others(story.home)] == ["Fenn"]
    assert house(story.home, "Kestrel").wanted is not None
    assert [name for _, name in companies(story.home, 1)[1]] == ["Kestrel", "Hollis"]
    with pytest.raises(BadUsage, match="changed"):
        order(story.home, ["Hollis"])
    with pytest.raises(NotFound):
        house(story.home, "Nowhere")


def test_whoever_only_looks_at_the_list_has_no_part_in_a_company(story: Story) -> None:
    """
    2026-03-02 target Acme
    2026-03-02 target Kestrel
    2026-03-03 tie relative carmen@family.example
    2026-03-03 tie relative lucia@family.example
    2026-03-05 connection bo.lund@kestrel.example at Kestrel as Cartographer
    """
    story.on("2026-03-06")
    assert {c.name: c.people for c in companies(story.home)[0]} == {"Acme": 0, "Kestrel": 1}


def test_whom_to_ask_on_the_list_is_whom_the_long_list_names_first(story: Story) -> None:
    """
    2026-03-02 target Acme
    2026-03-02 target Hollis
    2026-03-02 target Kestrel
    2026-03-05 connection bo.lund@kestrel.example at Kestrel as Cartographer
    2026-03-05 connection eve.moss@kestrel.example at Kestrel as Surveyor
    2026-03-05 tie friend eve.moss@kestrel.example
    2026-03-05 connection ana.ruiz@hollis.example at Hollis as Editor
    """
    story.on("2026-03-06")
    for one in companies(story.home)[0]:
        if one.open is not None:
            skip(story.home, one.open.key)
    shown, _ = companies(story.home)
    for one in shown:
        told = story.home.world.organisation(one.key)
        assert told is not None
        (long,) = wanted(story.home, [told])
        first = next(iter((*long.relatives, *long.inside, *long.former)), None)
        assert one.ask == (None if one.open else first)
        assert one.people == len(long.inside)
    assert sorted(one.name for one in shown if one.ask) == ["Hollis", "Kestrel"]


MAIL = """From: Dana Whitfield <dana.whitfield@acme.example>
Sent: Tuesday, March 3, 2026 4:10 PM
To: Sam Rivera <sam@postbox.example>
Subject: Data Analyst

Hi Sam,

thank you for coming in. We will let you know our decision by Friday, March 13.

Dana
"""


def test_a_pasted_mail_is_understood_and_kept_once(story: Story) -> None:
    """
    2026-03-02 10:00 event "Interview: Data Analyst at Acme" with dana.whitfield@acme.example
    """
    story.on("2026-03-04")
    assert pasting.looks_like_mail(MAIL)
    assert not pasting.looks_like_mail("Met Dana at Acme. From now on she decides.")
    one = pasting.pasted(story.home, MAIL)
    assert one.dated
    assert one.lines[0] == "Dana Whitfield wrote to you on Tuesday 3 March: “Data Analyst”"
    assert any("owes you an answer by Friday 13 March" in line for line in one.lines)
    assert story.home.store.count_by_kind().get("message", 0) == 0
    assert pasting.keep(story.home, one)
    assert not pasting.keep(story.home, pasting.pasted(story.home, MAIL))
    assert [w.due_latest for w in story.waiting] == [date(2026, 3, 13)]
    assert pasting.other_side(story.home, one) == "email:dana.whitfield@acme.example"


def test_a_writer_without_an_address_is_looked_up_or_asked_for(story: Story) -> None:
    """
    2026-03-02 tie mentor dana.whitfield@acme.example at Acme
    """
    story.on("2026-03-04")
    one = pasting.pasted(story.home, "From: Dana Whitfield\nSubject: Hello\n\nHi Sam, a word.")
    assert not one.dated
    assert pasting.other_side(story.home, one) == "email:dana.whitfield@acme.example"
    with pytest.raises(BadUsage, match="address"):
        pasting.pasted(story.home, "From: Nobody Known\nSubject: Hello\n\nHi.")
    with pytest.raises(BadUsage, match="no words"):
        pasting.pasted(story.home, "From: a@b.example\nSubject: Hello")


def test_one_search_finds_people_companies_roles_and_words(story: Story) -> None:
    """
    2026-03-02 tie mentor dana.whitfield@acme.example at Acme
    2026-03-03 apply "Depot Analyst" at Danforth
    2026-03-04 mail bo.lund@kestrel.example -> me "Maps" "Hi Sam, Dana drew the depot map in March."
    """
    story.on("2026-03-06")
    found = everywhere(story.home, "dan")
    assert [p.name for p in found.people] == ["Dana Whitfield"]
    assert [name for _, name in found.companies] == ["Danforth"]
    assert [w.who for w in found.words] == ["Bo Lund"]
    assert ("Dana", True) in found.words[0].parts
    assert "".join(text for text, _ in found.words[0].parts).startswith("Maps: Hi Sam, Dana")
    assert [c.role for c in everywhere(story.home, "depot").roles] == ["Depot Analyst"]
    assert everywhere(story.home, "zebra").nothing
    assert everywhere(story.home, "  ").nothing


def test_the_key_of_a_question_or_a_talk_says_what_it_is(story: Story) -> None:
    """
    2026-03-05 promise me -> ines@acme.example "send the lag table" due 2026-03-05
    2026-03-10 10:00 event "Interview: Data Analyst, Acme" with dana@acme.example for 45 uid one
    """
    story.on("2026-03-09")
    asked = [codec.loads(Question, body) for body in story.home.store.questions()]
    talk = next(q for q in asked if q.what == APPOINTMENT)
    other = next(q for q in asked if q.what != APPOINTMENT)
    with pytest.raises(NotFound, match="is a talk, not a follow-up: see `afterword interview`"):
        follow_up(story.home, talk.key)
    with pytest.raises(NotFound, match=f"is a question: .* `afterword answer {other.key[:6]}"):
        follow_up(story.home, other.key[:6])
