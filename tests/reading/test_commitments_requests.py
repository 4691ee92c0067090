"""What the reader is asked for by a day."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent))

from commitment_cases import found, shown

REQUESTS = (
    ("Can you send your references by Friday?", ["me send_document ..03-13"]),
    ("Please return the form by the 12th.", ["me send_document ..03-12"]),
    ("Let me know by Thursday.", ["me reply ..03-12"]),
    ("Could you get back to me before the end of the week?", ["me reply ..03-13"]),
    ("Please sign the enclosed agreement and return it no later than March 20.", ["me send_document ..03-20"]),
    ("We need your yes or no by Monday 16 March.", ["me decision ..03-16"]),
    ("Your assessment link will expire in 5 days.", ["me other ..03-15"]),
    ("Please complete the assessment within seven days of receiving this message.", ["me other ..03-17"]),
    ("You have until Friday to accept the offer.", ["me decision ..03-13"]),
    ("This offer is valid until March 27.", ["me decision ..03-27"]),
    ("No problem, you have until Friday March 27 to give us your answer.", ["me reply ..03-27"]),
    ("Sure, we can give you until the 20th to decide.", ["me decision ..03-20"]),
    ("Of course, take until Wednesday.", ["me decision ..03-11"]),
    ("Happy to extend the deadline to Friday 20 March.", ["me decision ..03-20"]),
    ("The take-home exercise is due Sunday night.", ["me other ..03-15"]),
    ("If you're still interested, send me your portfolio by tomorrow.", ["me send_document ..03-11"]),
    ("Kindly confirm your attendance by 12 March.", ["me reply ..03-12"]),
    ("I'd appreciate your answer by Wednesday.", ["me reply ..03-11"]),
    ("Would you mind sending me your transcript by the 18th?", ["me send_document ..03-18"]),
    ("We would like to hear from you by Friday.", ["me reply ..03-13"]),
    ("By Monday please send two writing samples.", ["me send_document ..03-16"]),
    ("Please call me before Friday.", ["me call ..03-12"]),
    ("Give me a ring tomorrow.", ["me call 03-11..03-11"]),
    ("You must submit your case study within 72 hours.", ["me send_document ..03-13"]),
    ("We ask that you book a slot by Thursday.", ["me other ..03-12"]),
    ("The signed contract should be returned to HR by April 1.", ["me send_document ..04-01"]),
    ("Please reply to this e-mail by 5 p.m. on Friday.", ["me reply ..03-13"]),
    ("RSVP by March 13.", ["me reply ..03-13"]),
    ("When you get a chance, but before Friday please, fill in the attached form.", ["me send_document ..03-12"]),
    ("I need three references from you by next Wednesday.", ["me send_document ..03-18"]),
    ("Please let us know by Thursday whether you would like to proceed.", ["me reply ..03-12"]),
    ("You will need to upload your certificates before March 31.", ["me send_document ..03-30"]),
    ("The deadline for your reply is March 24.", ["me reply ..03-24"]),
    ("Shoot me your resume by tomorrow and I'll see what I can do.", ["me send_document ..03-11"]),
    ("Looking forward to hearing from you by Friday.", ["me reply ..03-13"]),
    ("Complete your HireVue interview by March 15.", ["me other ..03-15"]),
    ("Unless we hear from you by Friday, we will assume that you have withdrawn.", ["me reply ..03-13"]),
    ("If I don't hear from you by Thursday I'll move on to other candidates.", ["me reply ..03-12"]),
    ("Please have your references email me by the 20th.", ["me other ..03-20"]),
    ("You have 48 hours to complete the test.", ["me other ..03-12"]),
    ("We look forward to receiving your completed forms by 27 March.", ["me send_document ..03-27"]),
    ("Don't forget to send me those slides by tonight!", ["me send_document ..03-10"]),
    ("Kindly furnish copies of your certificates on or before 20/03/2026.", ["me send_document ..03-20"]),
    ("Could I trouble you for two references by the end of the week?", ["me send_document ..03-13"]),
    ("I need your decision no later than noon on Friday.", ["me decision ..03-13"]),
    ("Please accept or decline the offer by 17 March.", ["me decision ..03-17"]),
    ("Can you do the coding exercise by next Tuesday?", ["me other ..03-17"]),
    ("Send over the signed copy by tomorrow EOD and we will get the laptop ordered.", ["me send_document ..03-11"]),
    ("The link to the test is valid for 7 days.", ["me other ..03-17"]),
    ("Your offer expires on March 20.", ["me decision ..03-20"]),
    ("Kindly acknowledge receipt of this e-mail by tomorrow.", ["me reply ..03-11"]),
    ("We'd be grateful for your reply by the 19th.", ["me reply ..03-19"]),
    ("Would you be able to send the samples over before Thursday?", ["me send_document ..03-11"]),
    ("If you would like to be considered, please submit your portfolio by March 25.", ["me send_document ..03-25"]),
)


@pytest.mark.parametrize(("text", "expected"), REQUESTS)
def test_a_request_with_a_last_day_is_mine_to_do(text: str, expected: list[str]) -> None:
    assert shown(found(text)) == expected
