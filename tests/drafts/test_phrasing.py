"""Notes and sentences turned round, or left alone."""

from __future__ import annotations

import pytest

from afterword.drafts.phrasing import noted_back, said_back, things
from afterword.drafts.slots import first_name, thing_of


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("Talked about her move to Porto", ("your move to Porto",)),
        ("discussed the rota, the budgeted trips and how they hire because it matters", None),
        ("She told me about the backlog of maps", ("the backlog of maps",)),
        ("asked about my salary", ()),
        ("talked with Priya", ()),
        ("She asked whether I could start", ()),
    ],
)
def test_things_spoken_of(note, said) -> None:
    found = things(note)
    assert said is None or found == said
    assert not any(word in f" {x} " for x in found for word in (" she ", " they ", " her ", " I "))


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("We are moving the archive to Leeds.", "you are moving the archive to Leeds"),
        ("I'm training for a marathon, and you should too", "you're training for a marathon"),
        ("I would like to thank you", ""),
        ("Your question was good", ""),
    ],
)
def test_said_back(sentence, said) -> None:
    assert said_back(sentence) == said


def test_noted_back() -> None:
    assert noted_back("She runs the reading room", "Dana") == "you run the reading room"
    assert noted_back("Dana teaches the evening class", "Dana") == "you teach the evening class"
    assert noted_back("They liked me", "Dana") == ""


def test_names_and_things() -> None:
    assert [first_name(x) for x in ("Whitfield, Dana", "Dr Dana Whitfield", "dana@acme.example", "DANA WHITFIELD")] == [
        "Dana",
        "Dana",
        "",
        "Dana",
    ]
    assert thing_of("Could you send me your CV by Friday?", mine=False) == "my CV"
    assert thing_of("I'll send you the outline tomorrow.", mine=True) == "the outline"
