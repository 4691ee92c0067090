"""What was understood of a note is said back as one would say it."""

from __future__ import annotations

import pytest
from tests.notation import Story

from afterword.app.drafting import draft, open_follow_ups
from afterword.app.noting import keep, understand
from afterword.app.people import one_person


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("I promised Dana Whitfield to send the slides by Friday", "You promised Dana Whitfield: “send the slides by Friday”, so by Friday 6 March."),
        ("Dana Whitfield prefers LinkedIn", "Dana Whitfield prefers LinkedIn."),
        ("Dana Whitfield is leaving Acme for Boreal", "Dana Whitfield is leaving Acme for Boreal."),
        ("Dana Whitfield promised to send me the list", "Dana Whitfield promised: “send me the list”."),
    ],
)
def test_a_note_is_said_back(story: Story, typed: str, said: str) -> None:
    """
    2026-03-02 tie friend dana.whitfield@acme.example at Acme
    """
    story.on("2026-03-04")
    assert understand(story.home, typed).lines == (said,)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Called Dana Whitfield, no answer", "You called Dana Whitfield on Wednesday 4 March: no answer."),
        ("Tried to call Dana Whitfield, nobody picked up", "You called Dana Whitfield on Wednesday 4 March: no answer."),
        ("Sent Dana a card", "You sent Dana Whitfield a card on Wednesday 4 March."),
        ("Emailed Dana Whitfield yesterday", "You wrote to Dana Whitfield on Tuesday 3 March."),
        ("Met Émile Roux at Fjord Bells on Monday", "You spoke with Émile Roux at Fjord Bells on Monday 2 March."),
        ("Careful with Dana", "Noted about Dana Whitfield: Careful with Dana"),
        ("Dana said I should write to her", "Noted about Dana Whitfield: Dana said I should write to her"),
        ("Dana https://paper.example/maps", "Kept for Dana Whitfield: Dana https://paper.example/maps"),
    ],
)
def test_what_took_place_is_said_as_it_was(story: Story, typed: str, said: str) -> None:
    """
    2026-03-02 tie friend dana.whitfield@acme.example at Acme
    """
    story.on("2026-03-04")
    assert understand(story.home, typed).lines == (said,)


@pytest.mark.parametrize("typed", ["Tried the new bakery", "Careful out there", "Somebody knows somebody at Acme"])
def test_words_that_open_a_sentence_are_nobody(story: Story, typed: str) -> None:
    """
    2026-03-02 tie friend dana.whitfield@acme.example at Acme
    """
    assert understand(story.home, typed).made == ()


@pytest.mark.parametrize("typed", ["Dana Whitfield seemed tired and rather rude", "Dana Whitfield keeps a parrot", "Dana Whitfield: on leave until May"])
def test_a_note_about_somebody_is_never_said_to_them(story: Story, typed: str) -> None:
    """
    2026-03-02 tie former_boss dana.whitfield@acme.example at Acme
    """
    story.on("2026-03-04")
    keep(story.home, understand(story.home, typed))
    dana = story.home.world.person(one_person(story.home, "Dana Whitfield").key)
    assert dana is not None
    assert not dana.saved
    assert typed in [note for note, _ in dana.notes]
    first = next(f for f in open_follow_ups(story.home) if f.person.name == "Dana Whitfield")
    words = draft(story.home, first).body
    assert not {"parrot", "tired", "rude", "leave"} & set(words.lower().replace(".", " ").split())
