"""The board: where each role stands, how long it has been quiet, and what is kept for later."""

from __future__ import annotations

import json
from datetime import date

import pytest
from tests.notation import Story

from afterword.app.board import board, courses, role, watch, watched
from afterword.app.course import short
from afterword.app.telling import apply
from afterword.errors import NotFound


def stages(story: Story) -> dict[str, list[str]]:
    return {stage: [c.course.organisation for c in cards] for stage, _, cards in board(story.home).columns}


def test_roles_stand_in_the_column_of_their_stage(story: Story) -> None:
    """
    2026-03-02 apply "Data Analyst" at Acme
    2026-03-03 apply "Beekeeper" at Hollis to ida.voss@hollis.example
    2026-03-05 10:00 event "Interview: Beekeeper at Hollis" with ida.voss@hollis.example
    2026-03-06 apply "Cartographer" at Kestrel
    2026-03-09 outcome offer at Kestrel due 2026-03-20
    2026-03-09 apply "Clerk" at Fenn
    2026-03-10 outcome rejected at Fenn
    """
    story.on("2026-03-11")
    assert stages(story) == {"applied": ["Acme"], "interviewing": ["Hollis"], "offer": ["Kestrel"]}
    shown = board(story.home)
    assert [(c.course.organisation, c.course.closed) for c in shown.closed] == [("Fenn", date(2026, 3, 10))]
    offer = shown.columns[2][2][0]
    assert offer.course.due == date(2026, 3, 20)
    assert offer.silence is None
    assert offer.next is not None
    assert offer.next.situation == "offer_deadline"


def test_silence_counts_business_days_from_the_application(story: Story) -> None:
    """
    2026-03-02 apply "Data Analyst" at Acme
    """
    story.on("2026-03-06")
    quiet = board(story.home).columns[0][2][0].silence
    assert quiet is not None
    assert (quiet.days, quiet.usual, quiet.over) == (4, 7, False)
    story.on("2026-03-13")
    quiet = board(story.home).columns[0][2][0].silence
    assert quiet is not None
    assert (quiet.days, quiet.over) == (9, True)
    assert quiet.words == "Nothing for 9 working days; asking is usual after 7"
    story.on("2026-05-01")
    quiet = board(story.home).columns[0][2][0].silence
    assert quiet is not None
    assert quiet.share == 1.0
    assert "day 31" in quiet.words


def test_before_the_day_they_named_there_is_no_silence(story: Story) -> None:
    """
    2026-03-02 10:00 event "Interview: Data Analyst at Acme" with dana.whitfield@acme.example
    2026-03-02 16:00 mail dana.whitfield@acme.example -> me "Data Analyst" "Thank you for coming in. We will let you know our decision by Friday, March 13."
    """
    story.on("2026-03-10")
    card = board(story.home).columns[1][2][0]
    assert card.course.named == date(2026, 3, 13)
    assert card.silence is None
    story.on("2026-03-17")
    later = board(story.home).columns[1][2][0].silence
    assert later is not None
    assert later.words.startswith("2 working days past the day they named")


def test_who_waits_for_the_user_is_not_called_silent(story: Story) -> None:
    """
    2026-03-02 apply "Data Analyst" at Acme to dana.whitfield@acme.example
    2026-03-04 mail dana.whitfield@acme.example -> me "Re: Data Analyst" "Hi Sam, could you send me two references for the Data Analyst role?"
    """
    story.on("2026-03-10")
    (card,) = [c for _, _, cards in board(story.home).columns for c in cards]
    assert card.course.mine
    assert card.silence is None


def test_one_role_is_found_by_its_short_key_and_an_old_key_is_said_to_be_gone(story: Story) -> None:
    """
    2026-03-02 apply "Data Analyst" at Acme
    """
    story.on("2026-03-06")
    ((_, course),) = courses(story.home)
    found = role(story.home, course.short)
    assert short(found.story.key) == course.short
    assert found.story.role == "Data Analyst"
    with pytest.raises(NotFound, match="no longer"):
        role(story.home, "00000000")


def test_what_is_kept_beside_the_plan_is_the_same_after_a_rebuild(story: Story) -> None:
    """
    2026-03-02 apply "Data Analyst" at Acme to dana.whitfield@acme.example
    2026-03-04 tie former_boss carl@marchmont.example at Marchmont
    2026-03-05 mail dana.whitfield@acme.example -> me "Data Analyst" "Hi Sam, we would like to talk. Does Tuesday suit you?"
    2026-03-06 target Hollis
    """
    before = {k: json.loads(v) for k, v in story.home.store.subjects().items()}
    story.home.rebuild()
    assert {k: json.loads(v) for k, v in story.home.store.subjects().items()} == before
    assert any(v.get("wanted") for v in before.values())


def test_a_posting_is_kept_until_it_is_applied_to(story: Story) -> None:
    """
    2026-03-02 target Acme
    """
    story.on("2026-03-03")
    watch(story.home, "Data Analyst", "Acme", "https://jobs.acme.example/7", "Saint Paul")
    assert [(w.title, w.organisation, w.note) for w in watched(story.home)] == [("Data Analyst", "Acme", "Saint Paul")]
    assert [w.title for w in board(story.home, "acme").watched] == ["Data Analyst"]
    assert not board(story.home, "hollis").watched
    apply(story.home, "Data Analyst", organisation="Acme", url="https://jobs.acme.example/7")
    assert watched(story.home) == []
    assert stages(story)["applied"] == ["Acme"]
