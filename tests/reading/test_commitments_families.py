"""Promises and requests in words no table lists whole: each family in several voices, and what looks like it but binds nobody."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent))

from commitment_cases import found, shown

TELLING = (
    ("Dr Penn will ring you at 3 on Thursday.", ["them call 03-12..03-12"]),
    ("My colleague will put you out of your misery by Monday.", ["them reply ..03-16"]),
    ("She said she would introduce you.", ["them introduction ..-"]),
    ("Mike promised to ring you Wednesday.", ["them call 03-11..03-11"]),
    ("Every applicant gets an answer from us, normally inside three weeks.", ["them reply ..03-31"]),
    ("We respond to every application within 14 days.", ["them reply ..03-24"]),
    ("I write you tomorrow evening.", ["them reply 03-11..03-11"]),
    ("will revert by Friday", ["them reply ..03-13"]),
    ("Until Friday I return to you with the result.", ["them reply ..03-13"]),
    ("The result will inform you within one week.", ["them decision ..03-17"]),
    ("Friday is when you'll hear from me.", ["them reply 03-13..03-13"]),
    ("You'll get my call Friday before lunch.", ["them call 03-13..03-13"]),
    ("I'll try your cell on Thursday.", ["them call 03-12..03-12"]),
    ("We will sort your contract Monday.", ["them other 03-16..03-16"]),
    ("The price list you receive from me by Friday.", ["them send_document ..03-13"]),
    ("You'll have my edit of the sample chapter by the 13th.", ["them send_document ..03-13"]),
    ("They promise me an answer inside of three weeks and I'll pass it on then.", ["them reply ..03-31"]),
)
TIME = (
    ("leave it with me till Thursday", ["them reply ..03-12"]),
    ("Give us another fortnight.", ["them reply ..03-24"]),
    ("I'd give it until Friday. After that, call me.", ["them reply ..03-13", "me call 03-14..-"]),
    ("I'd say about ten days until we answer you.", ["them reply 03-17..03-23 ~"]),
    ("Expect something from us mid-month.", ["them reply 03-11..03-20"]),
    ("I'd plan on hearing from us in early April.", ["them reply 04-01..04-10"]),
    ("Watch your inbox on Friday.", ["them reply 03-13..03-13"]),
    ("Our turnaround is two weeks.", ["them reply 03-24..03-24"]),
    ("Our decision has slipped a week, to the 27th.", ["them decision 03-27..03-27"]),
    ("I'm thinking Thursday, Monday at the very latest, for a reply from us.", ["them reply 03-12..03-16"]),
    ("I promised you an update today, but I need until tomorrow.", ["them reply ..03-11"]),
    ("Next week, probably Tuesday, I'll have something for you.", ["them reply 03-17..03-17"]),
)
DELAYS = (
    ("You won't have to wait beyond Friday.", ["them reply ..03-13"]),
    ("It won't take us more than ten days to decide.", ["them decision ..03-20"]),
    ("I shan't keep you waiting past Thursday.", ["them reply ..03-12"]),
    ("Could I have until Monday to decide?", ["them decision ..03-16"]),
    ("Hold the line until Friday please.", ["them reply ..03-13"]),
)
EVENTS = (
    ("The panel sits on the 14th and I'll ring round after.", ["them call 03-15..03-20 ~"]),
    ("The board meets on the 20th. We'll ring you straight after.", ["them call 03-20..03-20"]),
    ("The council votes on March 24. We will contact you after that meeting.", ["them reply 03-25..04-03 ~"]),
    ("Once the panel has met on the 14th, I'll be in touch.", ["them reply 03-15..03-20 ~"]),
    ("Shortlisting closes on the 3rd and we write to everyone that week.", ["them reply 03-30..04-03"]),
    (
        "The vestry chooses on Wednesday 18 March and I shall write to everyone on the Thursday.",
        ["them reply 03-19..03-19"],
    ),
    ("I'm out until Thursday. I'll reply to your message that day.", ["them reply 03-12..03-12"]),
    ("The accountant comes on March 19. I'll phone you the day after.", ["them call 03-20..03-20"]),
    ("If by the 24th nobody has rung you, call me.", ["them reply ..03-24", "me call 03-25..-"]),
    ("You'll have it in your inbox by Monday. If not, ring me.", ["them reply ..03-16", "me call 03-17..-"]),
)
WISHES = (
    ("I hope you will let me know by Friday.", ["me reply ..03-13"]),
    ("Can you get me the signed form back for Monday?", ["me send_document ..03-16"]),
    ("I'd love your thoughts by Friday.", ["me reply ..03-13"]),
    ("Any chance of the slides by Thursday?", ["me send_document ..03-12"]),
    ("I need to know by end of day Wednesday.", ["me reply ..03-11"]),
    ("Might you be able to send the committee a letter for me by June 5?", ["me send_document ..06-05"]),
    ("Would you mind filling it out and getting it over to me before next Tuesday?", ["me send_document ..03-16"]),
    (
        "We would be grateful if you could supply the names of two referees within three working days.",
        ["me send_document ..03-13"],
    ),
    ("Think about it and tell me Monday.", ["me reply 03-16..03-16"]),
    ("Holler back by Friday.", ["me reply ..03-13"]),
    ("Could you ping me your portfolio by tomorrow?", ["me send_document ..03-11"]),
    ("I've got to have it by Tuesday.", ["me send_document ..03-17"]),
    ("Your acceptance must reach this office by 5 p.m. on March 20.", ["me decision ..03-20"]),
    ("We can hold the place for you until Monday.", ["me decision ..03-16"]),
    ("The offer is yours until Friday.", ["me decision ..03-13"]),
    ("You've got till Friday to say yes.", ["me decision ..03-13"]),
    ("View your offer and respond by April 15.", ["me reply ..04-15"]),
)
TALKS = (
    ("Your demo lesson for the teaching position is this Friday at 9:00 a.m.", ["them meeting 03-13..03-13"]),
    ("I've put us down for Monday at 3 instead.", ["them meeting 03-16..03-16"]),
    ("We are moving your slot to 09:40 on Thursday 12 March.", ["them meeting 03-12..03-12"]),
    ("We shall expect you at reception at 8:45 on Monday 23 March.", ["them meeting 03-23..03-23"]),
    ("Your interview has been rearranged for Friday 27 March at 2pm.", ["them meeting 03-27..03-27"]),
    ("I'll send you three references by Friday and the signed NDA tomorrow.", ["them send_document ..03-13", "them send_document 03-11..03-11"]),
)  # fmt: skip
NOBODY = (
    'Ha, they told my brother the same thing: "we\'ll call by Friday".',
    "The kiln was fixed on Tuesday and we fired forty bowls on Wednesday.",
    "Two folks you should know: Vera Lindt and Chuck Mayhew.",
    "We would like to appoint you as Teaching Assistant, starting after Easter.",
    "I would like to give you a firm offer.",
    "You'll find the letter attached.",
    "We want to bring you aboard.",
    "Applications close on Friday 20 March and interviews will be held the following week.",
    "The deadline for the grant is Friday so I'm swamped.",
    "The team needs someone by April.",
    "I need to finish my report by Friday so forgive the short note.",
    "You will need a laptop by your first day, Monday 6 April.",
    "The company will publish quarterly results by March 12.",
    "Please do not reply to this message before Monday.",
    "Ping me in April?",
    "I can't answer today.",
    "We are meeting with the owners on Monday evening.",
    "Should you wish to apply again, the next round opens in October.",
    "You will spend your first week, starting 6 April, in our Leeds office.",
    "Interviews run from 16 to 20 March.",
)


@pytest.mark.parametrize(("text", "expected"), [*TELLING, *TIME, *DELAYS, *EVENTS, *WISHES, *TALKS])
def test_a_family_of_words_is_read_as_one(text: str, expected: list[str]) -> None:
    assert shown(found(text)) == expected


@pytest.mark.parametrize("text", NOBODY)
def test_what_only_looks_like_it_binds_nobody(text: str) -> None:
    assert shown(found(text)) == []


def test_a_number_without_its_area_code_stays_as_written() -> None:
    calls = found("If you have not heard by the 20th call me on 555-0142.")
    assert [call.phone for call in calls] == [None, "555-0142"]
    assert found("I will call you on Thursday from (415) 555-0122.")[0].phone == "+14155550122"
