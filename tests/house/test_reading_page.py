"""docs/reading.md shows what sentences mean; each is read here as it stands there."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from afterword.bootstrap import public_holidays
from afterword.facts import Workdays
from afterword.reading import Address, Letter, letter_from, read

PAGE = Path(__file__).parents[2] / "docs" / "reading.md"
ME = "robin.hale@post.example"
SENT = datetime.fromisoformat("2026-11-18T10:00:00-06:00")
WORKDAYS = Workdays(public_holidays("US", "", range(2025, 2029)))


def examples() -> list[tuple[str, str, str, str]]:
    """The rows of the table of sentences: sentence, owed, from, to."""
    lines = PAGE.read_text(encoding="utf-8").split("| Dana writes |")[1].splitlines()[2:]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[: lines.index("")]]
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def shown(sentence: str) -> tuple[str, str, str]:
    """What is read in a sentence, as the table writes it."""
    letter = Letter(
        "example",
        SENT,
        Address("Dana Whitfield", "dana@acme.example"),
        (Address("Robin Hale", ME),),
        (),
        "Data Analyst",
        sentence,
        me=frozenset({ME}),
    )
    found = read(letter, workdays=WORKDAYS, country="US").commitments
    if not found:
        return "nothing", "", ""
    owed = "; ".join(f"{c.owed_by} {c.kind}" for c in found)
    start = "; ".join(str(c.due_earliest or "open") for c in found)
    end = "; ".join(f"{c.due_latest or 'open'}{', vague' if c.vague else ''}" for c in found)
    return owed, start, end


def test_the_page_shows_enough_of_them():
    assert len(examples()) >= 35


@pytest.mark.parametrize(
    ("sentence", "owed", "start", "end"), examples(), ids=lambda cell: cell if cell.endswith((".", "?")) else ""
)
def test_a_sentence_means_what_the_page_says(sentence: str, owed: str, start: str, end: str):
    assert shown(sentence) == (owed, start, end)


def test_the_reading_room_is_used_alone_as_the_page_shows():
    reading = read(
        letter_from(
            {
                "sent": SENT.isoformat(),
                "from": "dana@acme.example",
                "to": ME,
                "subject": "Data Analyst",
                "body": "We will decide by Friday.",
            }
        )
    )
    assert str(reading.commitments[0].due_latest) == "2026-11-20"


def test_german_gives_nothing_as_the_page_says():
    assert shown("Wir melden uns bis Freitag bei Ihnen.") == ("nothing", "", "")
