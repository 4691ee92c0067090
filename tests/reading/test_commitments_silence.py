"""If you don't hear by then: their word, and mine after it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent))

from commitment_cases import found, shown

SILENCE = (
    (
        "If you don't hear from us by Friday, please call me at (312) 555-0148.",
        ["them reply ..03-13", "me call 03-14..-"],
    ),
    ("If you haven't heard back in two weeks, feel free to nudge me.", ["them reply ..03-24", "me reply 03-25..-"]),
    (
        "Should you not hear from us within four weeks, please consider your application unsuccessful.",
        ["them decision ..04-07"],
    ),
    ("If you have not heard within four weeks, consider it unsuccessful.", ["them decision ..04-07"]),
    ("Call me on 312-555-0148 if you haven't heard by the 20th.", ["them reply ..03-20", "me call 03-21..-"]),
    ("If I haven't replied by Wednesday, chase me!", ["them reply ..03-11", "me reply 03-12..-"]),
    ("Unless you hear from me by Thursday, assume we are on track.", ["them decision ..03-12"]),
    (
        "Applicants who have not heard from us by April 10 should assume they were not selected.",
        ["them decision ..04-10"],
    ),
    ("In case you don't receive a reply by Monday, drop us a line.", ["them reply ..03-16", "me reply 03-17..-"]),
    ("If there's no word by the end of next week, ring my office.", ["them reply ..03-20", "me call 03-21..-"]),
    (
        "We will get back to you by Friday, March 20. If you have not heard from us by then, please call me at (312) 555-0148.",
        ["them reply ..03-20", "me call 03-21..-"],
    ),
    ("Ping me if I'm not back to you by Friday.", ["them reply ..03-13", "me reply 03-14..-"]),
    (
        "If you do not hear from us within 3 weeks, please assume you have not been successful on this occasion.",
        ["them decision ..03-31"],
    ),
    ("If we haven't been in touch by 20 March, do chase us.", ["them reply ..03-20", "me reply 03-21..-"]),
    ("If nothing has arrived by Monday, e-mail Ruth.", ["them reply ..03-16", "me reply 03-17..-"]),
    ("You'll hear by Thursday; if not, call me.", ["them reply ..03-12", "me call 03-13..-"]),
    ("If you've heard nothing by the 17th, give Ana a call.", ["them reply ..03-17", "me call 03-18..-"]),
    (
        "We'll be in touch by March 20. If you don't hear from us, feel free to follow up.",
        ["them reply ..03-20", "me reply 03-21..-"],
    ),
)


@pytest.mark.parametrize(("text", "expected"), SILENCE)
def test_silence_is_their_word_by_the_day_and_mine_after_it(text: str, expected: list[str]) -> None:
    assert shown(found(text)) == expected
