"""What a stranger met on a walk through a search of her own: what is said, asked and taken back has to be true."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.app.homes import home
from tests.notation import Story

from afterword.app import telling
from afterword.app.activity import activity
from afterword.app.deciding import snooze
from afterword.app.drafting import draft, open_follow_ups
from afterword.app.reaching import reach
from afterword.drafts.hooks import _DELICATE
from afterword.errors import BadUsage, Refused


def test_undo_stops_before_the_first_init_and_redo_goes_on() -> None:
    of = home(me=False)
    telling.begin(of, name="Sam Postbox", emails=["sam@postbox.example"], zone="UTC", country="US")
    telling.begin(of, name="Sam P. Postbox", emails=["sam@postbox.example"], zone="UTC", country="US")
    second = of.me.name
    assert of.undo() is not None
    assert of.me.name == "Sam Postbox"
    with pytest.raises(Refused, match="take back who you are"):
        of.undo()
    assert of.me.name == "Sam Postbox"
    assert of.undo(again=True) is not None
    assert of.me.name == second


def test_a_country_that_does_not_exist_is_refused() -> None:
    with pytest.raises(BadUsage, match="no country code"):
        telling.begin(home(me=False), name="Sam", emails=["sam@postbox.example"], zone="UTC", country="ZZ")


@pytest.mark.parametrize("note", ["He drinks too much", "She seems moody", "He is rather deaf", "She boasts of her boat"])
def test_a_verdict_is_not_said_back(note: str) -> None:
    assert _DELICATE.search(note)


def test_an_offer_is_not_snoozed_past_its_last_day(story: Story) -> None:
    """
    2026-03-02 apply "Data Analyst" at Acme
    2026-03-09 outcome offer at Acme due 2026-03-17
    """
    story.on("2026-03-10")
    one = story.one("offer_deadline")
    with pytest.raises(BadUsage, match="last day"):
        snooze(story.home, one.key, "2026-03-25")
    assert snooze(story.home, one.key, "2026-03-12")[1].day == 12


def test_what_to_do_if_no_word_comes_is_no_time_for_a_talk(story: Story) -> None:
    """
    2026-03-02 10:00 mail me -> zane@dome.example "Organ Restorer" "Dear Zane, please find attached my application for the Organ Restorer position. Kind regards, Sam" thread t
    2026-03-04 10:00 mail zane@dome.example -> me "Re: Organ Restorer" "Thank you, we have your papers. The board meets next week; if you have not heard from me by Monday 16 March, please call me: +371 2012 3456." thread t
    """
    story.on("2026-03-17")
    assert story.follow_ups("reply_owed") == []
    assert story.one("employer_date").channel == "call"


def test_a_calendar_entry_answers_no_mail(story: Story) -> None:
    """
    2026-03-02 10:00 mail me -> anders@orgel.example "Organ Conservator" "Dear Anders, please find attached my application for the Organ Conservator position. Kind regards, Sam"
    2026-03-10 10:00 event "Interview: Organ Conservator" with anders@orgel.example
    """
    story.on("2026-03-12")
    rows = activity(story.home, story.home.today - timedelta(days=20), story.home.today)
    assert rows
    assert not [row for row in rows if row.outcome.startswith("answered")]


def test_after_an_acceptance_nobody_is_told_of_a_search(story: Story) -> None:
    """
    2026-03-02 tie former_boss jaan.saar@keila.example at Keila
    2026-03-02 apply "Data Analyst" at Acme
    2026-03-09 outcome offer at Acme due 2026-03-20
    """
    story.on("2026-03-09")
    assert story.follow_ups("former_boss")
    story.tell("2026-03-10 outcome accepted at Acme")
    story.on("2026-03-10")
    assert story.follow_ups("former_boss") == []


def test_a_promised_thing_is_named(story: Story) -> None:
    """
    2026-03-02 promise me -> priya.nair@northwind.example "the salary survey" due 2026-03-06
    """
    story.on("2026-03-06")
    one = story.one("my_promise")
    assert one.reason == "You promised Priya the salary survey by Friday 6 March."
    shown = next(f for f in open_follow_ups(story.home) if f.key == one.key)
    words = draft(story.home, shown).body
    assert "the salary survey" in words
    assert "“the salary survey”" not in words


def test_whoever_holds_the_application_is_on_no_way(story: Story) -> None:
    """
    2026-03-02 10:00 mail me -> zane@rigadome.example "Organ Restorer" "Dear Zane, please find attached my application for the Organ Restorer position at Riga Dome. Kind regards, Sam" thread t
    2026-03-04 10:00 mail zane@rigadome.example -> me "Re: Organ Restorer" "Thank you, we have your papers. Kind regards, Zane" thread t
    """
    story.on("2026-03-06")
    found = reach(story.home, "rigadome")
    assert not found.ways
    assert "they decide" in found.note


def test_a_company_is_found_by_a_word_of_its_name(story: Story) -> None:
    """
    2026-03-02 apply "Piano Technician" at "Tartu Klaverimaja"
    """
    story.on("2026-03-06")
    assert reach(story.home, "Tartu").target == "Tartu Klaverimaja"


def test_an_introduction_that_was_made_is_not_waited_for(story: Story) -> None:
    """
    2026-03-02 10:00 mail toomas@rebane.example -> me, helena@museum.example "Meet each other" "Sam, meet Helena Berg, who runs the workshop at Museum Skansholm. Helena, Sam restores organs. I'd like to introduce you to each other. Toomas"
    """
    story.on("2026-03-03")
    assert story.follow_ups("introduction_made")
    assert story.waiting == []
