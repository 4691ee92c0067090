"""What was understood of a note is said back as one would say it."""

from __future__ import annotations

import pytest
from tests.notation import Story

from afterword.app.noting import understand


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
