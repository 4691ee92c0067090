"""A talk that is fixed for a day."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent))

from commitment_cases import found, shown

FIXED = (
    ("See you on Thursday at 3.", ["them meeting 03-12..03-12"]),
    ("Your interview is confirmed for Tuesday, March 17 at 10:00.", ["them meeting 03-17..03-17"]),
    ("Monday at four it is.", ["them meeting 03-16..03-16"]),
    ("Thursday at 11 works for me.", ["them meeting 03-12..03-12"]),
    ("Looking forward to speaking with you on Friday.", ["them meeting 03-13..03-13"]),
    ("Your interview has been moved from Tuesday to Thursday.", ["them meeting 03-12..03-12"]),
    ("We have rescheduled your interview to March 18 at 2 pm.", ["them meeting 03-18..03-18"]),
    ("I'll see you Wednesday at 9 at the front desk.", ["them meeting 03-11..03-11"]),
    ("This is to confirm our call on 12 March at 15:00 GMT.", ["them meeting 03-12..03-12"]),
    ("Great, Friday at noon is perfect.", ["them meeting 03-13..03-13"]),
    ("We're all set for Thursday at 1pm.", ["them meeting 03-12..03-12"]),
    ("Talk to you on Monday!", ["them meeting 03-16..03-16"]),
    ("I'll call you on Thursday at 2 pm as agreed.", ["them call 03-12..03-12"]),
    ("You are scheduled to interview with Ms. Kaur on Wednesday, March 18.", ["them meeting 03-18..03-18"]),
    ("Let's do Tuesday at 10 then.", ["them meeting 03-17..03-17"]),
    ("Booked: coffee on Friday the 13th, 8:30, Blue Door.", ["them meeting 03-13..03-13"]),
    ("Looking forward to our chat tomorrow.", ["them meeting 03-11..03-11"]),
    ("Wednesday at four suits me very well.", ["them meeting 03-11..03-11"]),
    (
        "Your interview with Dr. Chen, originally planned for Thursday, is now on Monday 16 March at 9.",
        ["them meeting 03-16..03-16"],
    ),
    ("Looking forward to welcoming you on Wednesday at 10.", ["them meeting 03-11..03-11"]),
)


@pytest.mark.parametrize(("text", "expected"), FIXED)
def test_a_fixed_talk_is_one_meeting(text: str, expected: list[str]) -> None:
    assert shown(found(text, "interview_scheduled")) == expected
