"""One person at a glance, and what passed between them and the user."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.notation import Story

from afterword.app.correspondence import correspondence
from afterword.app.gathering import roster
from afterword.app.profile import keep_detail, keep_note, profile
from afterword.app.showing import person_json, person_lines
from afterword.app.whereabouts import there
from afterword.clock import Clock
from afterword.errors import BadUsage

DANA = "dana.whitfield@acme.example"


def test_a_glance_holds_ties_introductions_favours_and_what_is_open(story: Story) -> None:
    """
    2026-03-02 tie mentor dana.whitfield@acme.example at Acme
    2026-03-02 intro offered dana.whitfield@acme.example -> ken.ito@linden.example
    2026-03-03 mail dana.whitfield@acme.example -> me "Hello" "Hi Sam, I put in a good word for you with Lorna Whitby at Garland. Could you send me your CV by Friday?"
    2026-03-04 promise dana.whitfield@acme.example -> me "the names of two teams" due 2026-03-10
    2026-03-05 tie friend bo.lund@kestrel.example
    """
    story.on("2026-03-06")
    told = profile(story.home, story.person(DANA))
    assert [t.tie for t in told.ties] == ["mentor"]
    assert [line.words for line in told.introductions] == ["Offered to introduce you to Ken Ito"]
    assert [line.words.partition(" at ")[0] for line in told.received] == ["Spoke for you"]
    assert [o.due_latest for o in told.theirs] == [date(2026, 3, 10)]
    assert [r.value for r in told.reach] == [DANA]
    assert sum(f.situation == "keep_warm" for f in told.follow_ups) <= 1


def test_a_talk_to_come_was_not_given_yet(story: Story) -> None:
    """
    2026-03-05 tie friend dana.whitfield@acme.example
    2026-03-10 10:00 event "Coffee and advice with Dana" with dana.whitfield@acme.example for 45 uid one
    """
    story.on("2026-03-09")
    assert not profile(story.home, story.person(DANA)).received
    story.on("2026-03-11")
    assert [line.words for line in profile(story.home, story.person(DANA)).received] == ["Gave you a talk"]


def test_of_the_rounds_of_keeping_warm_the_terminal_shows_the_next(story: Story) -> None:
    """
    2026-03-05 tie friend dana.whitfield@acme.example
    """
    story.on("2026-03-09")
    lines = person_lines(story.home, story.person(DANA))
    assert sum("since you and Dana were in touch" in line for line in lines) == 1
    assert len(person_json(story.home, story.person(DANA))["follow_ups"]) > 1


def test_notes_and_details_are_kept_with_the_very_person(story: Story) -> None:
    """
    2026-03-02 tie mentor dana.whitfield@acme.example at Acme
    2026-03-03 tie friend dana.whitfield@kestrel.example
    """
    story.on("2026-03-06")
    keep_note(story.home, story.person(DANA), "Two children, sails.")
    assert keep_detail(story.home, story.person(DANA), "612 555 0142") == "+16125550142"
    assert keep_detail(story.home, story.person(DANA), "https://www.linkedin.com/in/dana-w/") == "dana-w"
    told = profile(story.home, story.person(DANA))
    assert [n.words for n in told.notes] == ["Two children, sails."]
    assert {r.value.removeprefix("li:") for r in told.reach} == {DANA, "+16125550142", "dana-w"}
    assert not profile(story.home, story.person("dana.whitfield@kestrel.example")).notes
    with pytest.raises(BadUsage, match="no number"):
        keep_detail(story.home, story.person(DANA), "sails")
    with pytest.raises(BadUsage):
        keep_note(story.home, story.person(DANA), "  ")


def test_the_correspondence_is_paged_newest_first_and_searched(story: Story) -> None:
    """
    2026-03-02 mail me -> dana.whitfield@acme.example "Hello" "Dear Dana, how is the depot map?"
    2026-03-03 mail dana.whitfield@acme.example -> me "Re: Hello" "Hi Sam, the rota is done."
    2026-03-04 call out dana.whitfield@acme.example "spoke of the rota and the harbour"
    2026-03-05 mail me -> dana.whitfield@acme.example "Re: Hello" "Thank you, Dana."
    2026-03-05 mail me -> bo.lund@kestrel.example "Rota" "The rota of somebody else."
    """
    story.on("2026-03-06")
    dana = story.person(DANA)
    first = correspondence(story.home, dana, most=3)
    assert [(m.day.day, m.way, m.direction) for m in first.moments] == [(5, "email", "out"), (4, "call", "out"), (3, "email", "in")]
    rest = correspondence(story.home, dana, first.older, most=3)
    assert [m.day.day for m in rest.moments] == [2]
    assert rest.older == ""
    assert "depot map" in rest.moments[0].words
    found = correspondence(story.home, dana, text="rota")
    assert [m.day.day for m in found.moments] == [4, 3]


def test_an_old_page_shows_what_the_story_no_longer_holds(story: Story) -> None:
    """
    2024-01-05 mail me -> dana.whitfield@acme.example "Long ago" "Dear Dana, a first word."
    2026-03-03 mail dana.whitfield@acme.example -> me "Hello again" "Hi Sam, it has been a while."
    """
    story.on("2026-03-06")
    dana = story.person(DANA)
    assert len(dana.entries) == 1
    assert [m.title for m in correspondence(story.home, dana).moments] == ["Hello again", "Long ago"]


def test_a_moved_interview_stands_once(story: Story) -> None:
    """
    2026-03-02 10:00 event "Interview: Data Analyst at Acme" with dana.whitfield@acme.example uid one
    2026-03-04 10:00 event "Interview: Data Analyst at Acme" with dana.whitfield@acme.example uid one
    """
    story.on("2026-03-06")
    assert [m.day.day for m in correspondence(story.home, story.person(DANA)).moments if m.way == "meeting"] == [4]


def test_their_clock_is_known_from_their_last_mail(story: Story) -> None:
    """
    2026-03-02 message {"medium":"email","message_id":"<1@acme.example>","offset":540,"sender":{"email":"dana.whitfield@acme.example","name":"Dana Whitfield"},"subject":"Hello","text":"Hi Sam, good day from here.","to":[{"email":"sam@postbox.example","name":"Sam Rivera"}]}
    2026-03-03 mail bo.lund@kestrel.example -> me "Hello" "Hi Sam, a word."
    """
    story.home.clock = Clock(datetime(2026, 3, 6, 12, tzinfo=UTC))
    found = there(story.home, story.person(DANA))
    assert found is not None
    assert (found.now.hour, found.same, found.now.utcoffset()) == (21, False, timedelta(hours=9))
    assert not found.working
    assert there(story.home, story.person("bo.lund@kestrel.example")) is None
    story.home.clock = Clock(datetime(2026, 12, 6, 12, tzinfo=UTC))
    assert there(story.home, story.person(DANA)) is None


def test_the_list_of_people_tells_nobody_and_finds_by_name_and_company(story: Story) -> None:
    """
    2026-03-02 tie mentor dana.whitfield@acme.example at Acme
    2026-03-03 tie friend bo.lund@kestrel.example
    2026-03-04 mail bo.lund@kestrel.example -> me "Hello" "Hi Sam, how are you?"
    """
    story.on("2026-03-06")
    story.home.reset()
    every = roster(story.home)
    assert [(p.name, p.tie, p.last) for p in every.people] == [("Bo Lund", "friend", date(2026, 3, 4)), ("Dana Whitfield", "mentor", None)]
    assert [p.name for p in roster(story.home, "whit").people] == ["Dana Whitfield"]
    assert [p.name for p in roster(story.home, "kestrel lu").people] == ["Bo Lund"] if every.people[0].place else True
    assert not roster(story.home, "nobody").people
    assert not story.home.world._persons
