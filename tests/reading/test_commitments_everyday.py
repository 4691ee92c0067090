"""Days, deliveries and promises of a household, a purchase or a club: in mail of no kind of its own nothing is owed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent))

from commitment_cases import SENT, USER

from afterword.facts.workdays import Workdays
from afterword.reading import read
from afterword.reading.model import Address, Commitment, Letter


def _read(sender: str, subject: str, body: str) -> tuple[Commitment, ...]:
    box = Address("", sender)
    return read(Letter("1", SENT, box, (USER,), subject=subject, body=body, me=frozenset({USER.email})), workdays=Workdays()).commitments


NOTHING = (
    ("no-reply@parcelwing.example", "Your parcel is on its way", "Your parcel will be delivered on Thursday. Our driver will call you an hour before. If you are not in we will leave it with a neighbour."),
    ("reception@brightsmile.example", "Appointment reminder", "Dear Ms Hearne, this is a reminder of your appointment with the hygienist on Friday 13 March at 9:40 am."),
    ("service@carvermotors.example", "Your car", "Your Fiesta is booked in for its MOT on Monday 16 March at 8:30. We'll call you once the work is done and let you know the cost."),
    ("service@lindenbank.example", "Dispute received", "We have received your dispute about a card payment. We will review it and write to you with the outcome within 10 business days."),
    ("office@oakfieldprimary.example", "School trip", "Dear parents, please return the consent slip by Friday 20 March. The coach leaves at 8.15 on the 26th."),
    ("office@palmgrovechs.example", "Generator", "Dear members, the electrician has assured to repair the DG set by tomorrow evening."),
    ("do-not-reply@stbrannocs.example", "Test result", "Your result is normal. If you do not hear from us within two weeks about the second blood test, please call reception."),
    ("secretary@rowingclub.example", "AGM", "The AGM will be held on Thursday 26 March at 7pm. Nominations must reach the secretary by 19 March."),
    ("reservations@seaviewhotel.example", "Your stay", "We look forward to welcoming you on Friday 20 March. Free cancellation until 18 March."),
    ("juror@countycourt.example", "Jury service", "You are summoned for jury service on Monday 6 April at 8:30. Return the questionnaire within 7 days."),
    ("office@taxpros.example", "Your return", "We need your P60 by Friday to file on time. Anya will call you on Monday with the figures."),
    ("updates@waterworks.example", "Card", "Thank you for your payment. Your new card will arrive within 5-7 business days. We'll text you when it's posted."),
)

WORK = (
    ("ravi@pillaitech.example", "Next", "Kindly share your signed offer letter and last two months' bank statement by tomorrow EOD.", 1),
    ("dad@postbox.example", "my buddy", "Mum says hi. I'll introduce you to Manny at the port on Sunday, love you.", 1),
    ("fiona@hazelvets.example", "Receptionist", "The vet will ring you by Thursday about the test results of our talk, and your shifts.", 1),
    ("office@oakfieldprimary.example", "Teaching Assistant", "Dear Ms Hearne, you will hear from us by Friday about the post; please return the consent slip for the DBS check by the 16th.", 2),
    ("hank@fences.example", "re: foreman", "I'm at my daughter's wedding till Sunday. I'll call you on Monday with the pay figures.", 1),
    ("reception@brightsmile.example", "Trial morning", "Your interview for dental nurse is confirmed for Friday 13 March at 9:40 am. After the check-up round we will let you know by Monday.", 2),
)  # fmt: skip


@pytest.mark.parametrize(("sender", "subject", "body"), NOTHING)
def test_an_everyday_matter_binds_nobody(sender: str, subject: str, body: str) -> None:
    assert _read(sender, subject, body) == ()


@pytest.mark.parametrize(("sender", "subject", "body", "count"), WORK)
def test_a_word_of_work_lets_everyday_words_stand(sender: str, subject: str, body: str, count: int) -> None:
    assert len(_read(sender, subject, body)) == count
