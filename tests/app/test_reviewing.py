"""The weekly review: what was done, what slipped, who is quiet, which loops are open, and a plan for the days to come."""

from __future__ import annotations

from tests.notation import Story

from afterword.app.reviewing import Review, as_json, review


def reviewed(story: Story, moment: str) -> Review:
    story.on(moment)
    return review(story.home)


def test_done_slipped_quiet_loops_and_the_plan(story: Story):
    """
    2026-02-02 apply "Map Librarian" at Fenn to bo@fenn.example
    2026-03-02 tie friend maya@friend.example
    2026-03-02 10:00 mail maya@friend.example -> me "Farid" "I can introduce you to Farid at Blue Ox Biometrics if you like."
    2026-03-03 event "Interview: Data Analyst, Acme" with dana@acme.example for 60 uid one
    2026-03-04 mail me -> dana@acme.example "Thanks" "Thank you for your time yesterday, Dana."
    2026-03-05 promise me -> ines@acme.example "send the lag table" due 2026-03-05
    """
    made = reviewed(story, "2026-03-06 17:00")
    assert (made.first.isoformat(), made.last.isoformat()) == ("2026-02-28", "2026-03-06")
    assert {c.what: c.n for c in made.done} == {"interview": 1, "wrote": 1}
    assert (made.written, made.answered) == (1, 0)
    assert "my_promise" in [f.situation for f in made.slipped]
    assert [q.course.organisation for q in made.quiet] == ["Fenn"]
    assert [a.whom for a in made.untold] == ["Acme"]
    assert all(s.words.startswith("If it is ") for s in made.plan)
    assert all(s.at.weekday() < 5 for s in made.plan)
    assert made.minutes <= 10


def test_the_evening_before_a_talk_has_its_step(story: Story):
    """
    2026-03-10 09:30 event "Interview: Data Analyst, Acme" with dana@acme.example for 60 uid one
    """
    made = reviewed(story, "2026-03-06")
    assert made.plan[0].words == "If it is Monday 18:00, then I read the sheet for Acme (the next day at 9:30)."


def test_what_is_due_today_stands_in_what_is_left_of_today(story: Story):
    """
    2026-03-05 promise me -> ines@acme.example "send the lag table" due 2026-03-06
    2026-03-07 11:00 event "Interview: Data Analyst, Acme" with dana@acme.example for 60 uid one
    """
    told = [s.words for s in reviewed(story, "2026-03-06 14:02").plan]
    assert told[:2] == [
        "If it is Friday 14:05, then I write to Ines.",
        "If it is Friday 18:00, then I read the sheet for Acme (the next day at 11:00).",
    ]
    story.on("2026-03-06 18:31")
    late = [s.words for s in review(story.home).plan]
    assert late[0] == "If it is Friday 18:35, then I read the sheet for Acme (the next day at 11:00)."
    assert late[1].startswith("If it is Monday 9:00, then I write to ")


def test_an_empty_week_and_an_ended_search_are_calm(story: Story):
    """
    2026-03-02 search start
    """
    made = reviewed(story, "2026-03-06")
    assert (made.done, made.slipped, made.quiet, made.loops, made.untold, made.plan) == ((), (), (), (), (), ())
    assert set(as_json(made)) == {"version", "from", "to", "minutes", "done", "written_to", "answered", "slipped", "quiet", "loops", "untold", "plan"}
