"""Days, deliveries and promises of a household, a purchase or a club: none of them is owed to a search."""

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
    ("help@northgateenergy.example", "We've got your query", "Thank you for your query. One of our advisers will reply within 5 working days."),
    ("service@lindenbank.example", "Dispute received", "We have received your dispute about a card payment. We will review it and write to you with the outcome within 10 business days."),
    ("hello@hazelvets.example", "Biscuit's results", "Biscuit's blood results will be back by Thursday and the vet will phone you to talk them through."),
    ("office@oakfieldprimary.example", "School trip", "Dear parents, please return the consent slip by Friday 20 March. The coach leaves at 8.15 on the 26th."),
    ("board@lakeviewhoa.example", "Resurfacing", "Dear residents, the contractor has promised to finish striping by Saturday noon. Please move your vehicles by Thursday 8 pm."),
    ("office@palmgrovechs.example", "Generator", "Dear members, the electrician has assured to repair the DG set by tomorrow evening."),
    ("claims@farrowinsurance.example", "Claim 7719", "We have passed your claim to a loss adjuster. She will contact you within three working days to arrange a visit."),
    ("care@meadowbroadband.example", "Engineer visit", "Your engineer visit is confirmed for Wednesday 18 March, 8am-1pm."),
    ("do-not-reply@stbrannocs.example", "Test result", "Your result is normal. If you do not hear from us within two weeks about the second blood test, please call reception."),
    ("visits@gassafehomes.example", "Annual check", "Our engineer will be at your property on 17 March for the gas safety check. If we don't hear from you by 14 March we will assume the time is convenient."),
    ("rent@haldenlettings.example", "Flat 3", "Thank you for applying for the tenancy. The landlord will make a decision by Thursday and we will let you know."),
    ("help@barrowshoes.example", "Back in stock", "Size 7 will be back in stock in 2-3 business days. We'll email you as soon as it lands."),
    ("alumni@marlincollege.example", "Reunion", "Save the date: the reunion is on Saturday, June 6. Class agents will be calling everyone this month. RSVP by May 1."),
    ("secretary@rowingclub.example", "AGM", "The AGM will be held on Thursday 26 March at 7pm. Nominations must reach the secretary by 19 March."),
    ("jo@postbox.example", "house", "the solicitor reckons we'll exchange by the 27th and get keys the week after. mum will ring you sunday xx"),
    ("ron@gracechapel.example", "choir", "Rehearsal moved to Wednesday 7pm. Sister Ida will hand out robes on Sunday. Let me know by tomorrow if you can carry the keyboard."),
    ("mo@laskerlaw.example", "Your matter", "Opposing counsel has until Friday to file. The judge will rule within 30 days. I'll keep you posted."),
    ("berths@harbourmarina.example", "Dredging", "Dear berth holders, the dredger arrives on Monday. Works will be completed by Friday EOD and you will hear from us by then."),
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
