"""Whose ear a promise is for, and what is no promise for being told of others, wished, or asked back."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent))

from commitment_cases import found, shown

OTHERS = (
    ("Marek said he'd sort the ball by Thursday.", []),
    ("Sister Ida will hand out the hymn sheets on Sunday.", []),
    ("The build crew will cut the release by Thursday.", []),
    ("Founders told us they'd reply within a day.", []),
    ("Dad will pick it up otherwise.", []),
    ("Student callers will be in touch all week.", []),
    ("The coaches will get back by Friday.", []),
    ("Two recruiters will be in touch by Friday.", ["them reply ..03-13"]),
    ("I shall call on your mother on Wednesday.", []),
    ("Rehearsal moved to Wednesday at 7pm.", []),
    ("Pitch is booked for 7 pm on Thursday.", []),
    ("The repair to your kitchen tap has been booked for Tuesday at 8 am.", []),
    ("Your trial shift has been moved to Saturday 14 March at 9 am.", ["them meeting 03-14..03-14"]),
    ("We have moved you to Friday 13 March at 10:30.", ["them meeting 03-13..03-13"]),
    ("Your father says he'll paint the fence by Easter.", []),
    ("Streets has promised to fill it by the end of next week, and I'll follow up with them.", []),
    ("I told my landlord I'd give notice by Friday.", []),
    ("HR will send the contract by Thursday.", ["them send_document ..03-12"]),
    ("Dafna will write to you tomorrow with the link.", ["them reply 03-11..03-11"]),
    ("The trustees will decide on Friday.", ["them decision 03-13..03-13"]),
    ("Marta will send papers.", ["them send_document ..-"]),
)

NOT_SAID = (
    ("I'd love to say we'll call by Friday.", []),
    ("I wish I could say you will hear by Friday.", []),
    ("I don't yet know when they'll make up their minds.", []),
    ("I've asked them for a decision by Friday.", []),
    ("Most candidates get an offer within ten days.", []),
    ("Our tutors answer within 24 hours.", []),
    ("Refer a friend before 31 March and we'll send you a voucher.", []),
    ("Should you want feedback, please ask within 14 days.", []),
    ("Please do not send the samples before Monday, nobody is here to sign for them.", []),
    ("Client wants someone by Monday.", []),
    ("You'll start on Monday 6 April at 9.", []),
)

VOICES = (
    ("Aye, ye'll hear fae me by the weekend.", ["them reply ..03-13"]),
    ("tony says youre in. he sed he'd call u mon", ["them call 03-16..03-16"]),
    ("Boss wants another look at your numbers. Gimme two days.", ["them reply ..03-12"]),
    ("Applicants for the studentship will be notified by 24 March.", ["them reply ..03-24"]),
    ("hey early next wk ill text u", ["them reply 03-16..03-17"]),
    ("boss back weds. hell bell you thurs am", ["them call 03-12..03-12"]),
    ("Will confirm the figures on Friday without fail.", ["them reply 03-13..03-13"]),
    ("I said the 12th. It's going to be more like the 19th.", ["them reply 03-19..03-19"]),
    ("The list will be displayed on 13 March; your result will be intimated by 16 March.", ["them decision ..03-16"]),
    ("Would you be so kind as to let me have the list again before Friday?", ["me send_document ..03-12"]),
    ("GM's off till Thurs, so give us till Friday yeah?", ["them reply ..03-13"]),
    ("Change of plan, make it Saturday at ten instead of Friday.", ["them meeting 03-14..03-14"]),
    ("Your interview of Thursday has been preponed to Wednesday 11 March at 3 pm.", ["them meeting 03-11..03-11"]),
)


@pytest.mark.parametrize(("text", "expected"), OTHERS)
def test_a_third_person_binds_nobody_unless_the_reader_or_an_answer_is_named(text: str, expected: list[str]) -> None:
    assert shown(found(text)) == expected


@pytest.mark.parametrize(("text", "expected"), NOT_SAID)
def test_what_is_wished_asked_of_others_or_offered_to_all_is_no_promise(text: str, expected: list[str]) -> None:
    assert shown(found(text)) == expected


@pytest.mark.parametrize(("text", "expected"), VOICES)
def test_promises_in_other_voices(text: str, expected: list[str]) -> None:
    assert shown(found(text)) == expected
