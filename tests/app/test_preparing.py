"""The sheet before a talk: grounded in the story line by line, and honest where nothing is known."""

from __future__ import annotations

import pytest
from tests.notation import Story

from afterword.app import preparing
from afterword.app.preparing import Sheet
from afterword.errors import NotFound


def sheet(story: Story, moment: str, key: str = "") -> Sheet:
    story.on(moment)
    return preparing.sheet(story.home, preparing.appointment(story.home, key, past=None if key else False))


def test_who_when_where_numbers_and_what_was_said(story: Story):
    """
    2026-02-20 contact dana@acme.example phone +16125550142 at Acme as "Head of Data"
    2026-02-25 mail dana@acme.example -> me "Data Analyst" "We are moving the archive to a new store this spring. Could you come for an interview on March 3 at 9:00?"
    2026-02-25 12:00 mail me -> dana@acme.example "Re: Data Analyst" "Yes, March 3 at nine works well for me. I look forward to it."
    2026-03-03 event "Interview: Data Analyst, Acme" with dana@acme.example, bo@acme.example for 60 uid one
    """
    made = sheet(story, "2026-03-02 18:00")
    assert [g.name for g in made.guests] == ["Dana", "Bo"]
    dana, bo = made.guests
    assert (dana.title, dana.numbers[0].dial) == ("Head of Data", "+16125550142")
    assert dana.last is not None
    assert "archive" in dana.last.words
    assert bo.unknown
    assert [(name, n.dial) for name, n in made.late] == [("Dana", "+16125550142")]
    assert made.starts is not None
    assert f"{made.starts:%H:%M %Z}" == "09:00 UTC"
    assert [who for who, _ in made.before] == ["Dana", "you"]


def test_every_question_out_of_the_story_quotes_words_that_are_in_it(story: Story):
    """
    2026-02-25 mail dana@acme.example -> me "Data Analyst" "We are moving the archive to a new store this spring. I will bring the org chart by Tuesday. Could you come for an interview on March 3 at 9:00?"
    2026-03-03 event "Interview: Data Analyst, Acme" with dana@acme.example for 60 uid one
    2026-03-03 12:00 mail dana@acme.example -> me "After" "We are closing the old store for good."
    """
    made = sheet(story, "2026-03-02 18:00")
    told = " ".join(e.reading.text for e in story.person("dana@acme.example").entries if e.reading)
    quoted = [a.quote for a in made.ask if a.quote]
    assert any("archive" in q for q in quoted)
    assert all(q in told for q in quoted)
    assert any("by which day" in a.words for a in made.ask)
    assert any("when may I call" in a.words for a in made.ask)
    assert "After" not in " ".join(t.words for _, t in made.before)


def test_where_no_number_is_known_it_says_whom_to_write_to(story: Story):
    """
    2026-03-03 event "Interview: Data Analyst, Acme" with dana@acme.example for 60 uid one
    """
    made = sheet(story, "2026-03-02 18:00")
    assert (made.late, made.write) == ((), "dana@acme.example")
    assert any(a.words.startswith("Nothing is known of Dana yet") for a in made.ask)


def test_a_talk_is_found_by_key_employer_or_name(story: Story):
    """
    2026-03-03 event "Interview: Data Analyst, Acme" with dana@acme.example for 60 uid one
    2026-03-05 event "Coffee and advice with Leo" with leo@valley.example for 45 uid two
    """
    story.on("2026-03-02")
    home = story.home
    first = preparing.appointment(home, "", past=False)
    assert first.organisation == "Acme"
    assert preparing.appointment(home, first.key[:4]) == preparing.appointment(home, "dana") == first
    assert preparing.appointment(home, "leo").names == ("Leo",)
    for text in ("nobody", ""):
        with pytest.raises(NotFound):
            preparing.appointment(home, text, past=True)
