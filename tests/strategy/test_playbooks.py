"""What holds for every playbook: each situation has its stories, decisions count, and limits of the search and of people come first."""

from __future__ import annotations

from types import ModuleType

from tests.notation import Story
from tests.strategy import test_with_employers, test_with_people

from afterword.strategy.model import SITUATIONS


def test_every_situation_has_a_story():
    """The names that pages and worlds use are the ones these files tell of."""
    assert _told(test_with_employers) | _told(test_with_people) == set(SITUATIONS)


def _told(stories: ModuleType) -> set[str]:
    return {found for name, code in vars(stories).items() if name.startswith("test_") for found in _named(code)}


def _named(test: object) -> set[str]:
    code = getattr(test, "__code__", None)
    return {c for c in (code.co_consts if code else ()) if isinstance(c, str) and c in SITUATIONS}


def test_a_decided_follow_up_stays_decided(story: Story):
    """
    2026-03-10 10:00 event "Interview: Data Analyst at Acme" with dana@acme.example
    2026-03-10 18:00 skip interview_thank_you dana@acme.example
    2026-03-11 09:00 event "Interview: Data Analyst at Acme (room 4)" with dana@acme.example
    """
    assert [line for line in story("interview_thank_you") if "2026-03-10" in line] == []


def test_a_snooze_moves_the_window(story: Story):
    """
    2026-03-10 tie former_boss carl@marchmont.example at Marchmont
    2026-03-10 12:00 snooze former_boss carl@marchmont.example until 2026-03-16
    """
    assert story("former_boss") == ["Carl first 2026-03-16 2026-03-16 2026-04-07"]


def test_nothing_goes_to_somebody_who_asked_to_be_left_alone(story: Story):
    """
    2026-03-10 10:00 event "Interview: Data Analyst at Acme" with dana@acme.example
    2026-03-11 never dana@acme.example *
    """
    assert story() == []


def test_nothing_is_due_before_the_return_of_somebody_who_is_away(story: Story):
    """
    2026-03-10 apply "Data Analyst" at Acme to dana@acme.example
    2026-03-11 mail dana@acme.example -> me "Automatic reply: Data Analyst" "I am out of the office until March 30 with no access to mail."
    """
    (line,) = story("application")
    assert line.split()[2] >= "2026-03-30"


def test_a_paused_search_shows_promises_alone(story: Story):
    """
    2026-03-09 tie former_boss carl@marchmont.example at Marchmont
    2026-03-10 10:00 interview dana@acme.example "good talk" at Acme as "Data Analyst"
    2026-03-10 12:00 search pause until 2026-03-20
    """
    assert story.shown("2026-03-11") == ["interview_thank_you Dana"]
    assert "former_boss Carl" in story.shown("2026-03-20")
