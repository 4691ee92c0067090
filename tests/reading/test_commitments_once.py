"""What was meant, fixed or said once and no longer holds; whose day and whose need it is."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent))

from commitment_cases import found, shown

from afterword.reading.model import Kind

NO_LONGER = (
    ("We did mean to come back to you in February, and we ought to have.", []),
    ("I ought to have rung you on Monday, as I said I would, and it went clean out of my head.", []),
    ("You should have received our answer by now.", []),
    ("We should have written to you weeks ago.", []),
    ("I had hoped to give you an answer today.", []),
    ("I was going to send you the brief on Friday but the client pulled out.", []),
    ("I had planned to see you on Wednesday about the press job.", []),
    ("They tell everyone 'you will hear from us by Friday' and nobody ever does.", []),
    ("You should have heard from the bursar by Friday.", ["them reply ..03-13"]),
    ("We ought to have made a decision by the end of next week.", ["them decision ..03-20"]),
)  # fmt: skip

CALLED_OFF = (
    ("I am sorry to have to cancel your interview for bookbinder tomorrow at 2pm.", []),
    ("Your interview for Signaller on 12 March at 09:30 has been cancelled.", []),
    ("We have to call off Thursday's interview at 11, as the editor is in hospital.", []),
    ("I regret that we must withdraw the interview arranged for 18 March at 1.15pm.", []),
    ("Unfortunately the meeting of Thursday cannot take place.", []),
    ("Are we still on for Saturday at 8?", []),
    ("Your interview has been moved from Thursday to Friday 13 March at 10.", ["them meeting 03-13..03-13"]),
)

CORRECTED = (
    ("Small correction: I wrote you will have the answer by Friday, but nobody is here then. Please take Tuesday the 17th as the new date.", ["them reply 03-17..03-17"]),
    ("In my earlier mail I said you will hear by Thursday; kindly read it as Monday.", ["them reply 03-16..03-16"]),
    ("I had hoped to tell you today. The trustees want another look, so that moves to Thursday, Friday at the outside. You'll hear either way.", ["them reply 03-12..03-13"]),
    ("I'd meant to write with news today. The owner is ill and so we are pushing that to Monday.", ["them reply 03-16..03-16"]),
    ("I wrote that I will call you on Thursday, but on Thursday I am in Malmo. I call you on Friday instead.", ["them call 03-13..03-13"]),
    ("As I said, we will decide on Friday.", ["them decision 03-13..03-13"]),
)  # fmt: skip

COUNTED = (
    ("Your onsite is on Wednesday, March 18. We give every finalist an answer within two business days of the onsite.", "interview_scheduled", ["them meeting 03-18..03-18", "them reply 03-18..03-20"]),
    ("The case study interview is on Monday 16 March at 14:00. Within three days of it you will hear from me.", "interview_scheduled", ["them meeting 03-16..03-16", "them reply 03-16..03-19"]),
    ("We write to everybody within a week of the final interview.", "personal", []),
    ("I come back to you regarding our interview of Monday 16 March.", "personal", []),
)  # fmt: skip

WHOSE = (
    ("The panel's choice has been made but needs the bursar's approval, and we shall write to you within five working days.", ["them reply ..03-17"]),
    ("The owners want references before anything else so it's slow going, but I am confident we can tell you where you stand by the 30th.", ["them reply ..03-30"]),
    ("You should have a decision from us by the 20th.", ["them decision ..03-20"]),
    ("Please have your answer to us by Friday.", ["me reply ..03-13"]),
    ("We need your references by Thursday.", ["me send_document ..03-12"]),
    ("You're grand, no bother about you starting a week late.", []),
    ("The roofer has committed to complete the work by Friday EOD.", []),
)  # fmt: skip

FIXED = (
    ("Right then, come Sunday 15th March at half ten in the morning and we'll walk the herd.", ["them meeting 03-15..03-15"]),
    ("Pop in on Thursday at 9 and ask for Gaz.", ["them meeting 03-12..03-12"]),
    ("running behind tmrw so it's 10:30 now, not 10", ["them meeting 03-11..03-11"]),
    ("Come by the shop some Thursday, the coffee is on.", []),
    ("Can you come Thursday at nine?", []),
)


@pytest.mark.parametrize(("text", "expected"), NO_LONGER)
def test_what_was_meant_or_said_once_is_no_promise(text: str, expected: list[str]) -> None:
    assert shown(found(text)) == expected


@pytest.mark.parametrize(("text", "expected"), CALLED_OFF)
def test_a_talk_called_off_is_none(text: str, expected: list[str]) -> None:
    assert shown(found(text, "interview_scheduled")) == expected


@pytest.mark.parametrize(("text", "expected"), CORRECTED)
def test_the_corrected_day_is_the_day(text: str, expected: list[str]) -> None:
    assert shown(found(text)) == expected


@pytest.mark.parametrize(("text", "kind", "expected"), COUNTED)
def test_days_are_counted_from_the_day_the_sentence_names(text: str, kind: Kind, expected: list[str]) -> None:
    assert shown(found(text, kind)) == expected


@pytest.mark.parametrize(("text", "expected"), WHOSE)
def test_a_need_or_a_day_belongs_to_who_has_it(text: str, expected: list[str]) -> None:
    assert shown(found(text)) == expected


@pytest.mark.parametrize(("text", "expected"), FIXED)
def test_a_talk_is_fixed_by_come_and_an_hour(text: str, expected: list[str]) -> None:
    assert shown(found(text)) == expected
