"""What the writer's side undertakes, and the same words from the user's own hand."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent))

from commitment_cases import found, shown

PROMISES = (
    ("Your file is with the committee, whose verdict should reach you before the month is out.", ["them decision ..03-31"]),
    ("hang tight til wed, ok?", ["them reply ..03-11"]),
    ("We will let you know by Friday.", ["them reply ..03-13"]),
    ("We hope to have a decision by the end of next week.", ["them decision ..03-20"]),
    ("You will hear from us within ten business days.", ["them reply ..03-24"]),
    ("I'll get back to you early next week.", ["them reply 03-16..03-17"]),
    ("The hiring committee will make its decision before the end of March.", ["them decision ..03-31"]),
    ("My colleague Ana will call you tomorrow.", ["them call 03-11..03-11"]),
    ("HR will be in touch shortly.", ["them reply ..-"]),
    ("I'll introduce you to Bo Larsen.", ["them introduction ..-"]),
    ("I will send you the job description this afternoon.", ["them send_document ..03-10"]),
    ("Expect an answer from us on or before the 27th.", ["them reply ..03-27"]),
    ("We are aiming to get back to all candidates by mid-April.", ["them reply ..04-15"]),
    ("A decision will be made after Easter.", ["them decision 04-06..04-10 ~"]),
    ("You should receive our offer letter by Thursday.", ["them decision ..03-12"]),
    ("You can expect to hear from me in two to three weeks.", ["them reply 03-24..03-31"]),
    ("It will be another two weeks before we can tell you more.", ["them reply 03-24..03-24"]),
    ("Please bear with us until the 20th.", ["them reply ..03-20"]),
    ("Give me until Monday.", ["them reply ..03-16"]),
    ("Please allow us two weeks to review your application.", ["them reply ..03-24"]),
    ("I owe you an answer and you'll have it by Wednesday.", ["them reply ..03-11"]),
    ("The committee meets on the 14th and I will write to you after that.", ["them reply 03-15..03-20 ~"]),
    ("I'll circle back next Thursday.", ["them reply 03-19..03-19"]),
    ("We'll touch base again in a couple of weeks.", ["them reply 03-21..03-27 ~"]),
    ("We should be able to give you an answer later this week.", ["them reply 03-11..03-13"]),
    ("Our team will review your application and get back to you within 10 business days.", ["them reply ..03-24"]),
    ("Once she is back from leave I will introduce you to Marta.", ["them introduction ..-"]),
    ("As soon as I know more I'll tell you.", ["them reply ..-"]),
    ("I will call you on Thursday, Friday at the outside.", ["them call 03-12..03-13"]),
    ("I'll call you Thursday - sorry, Friday.", ["them call 03-13..03-13"]),
    ("We won't decide before May.", ["them decision 05-01..-"]),
    ("We will not have an answer until next week.", ["them reply 03-16..03-20"]),
    ("They will contact you within the next 48 hours.", ["them reply ..03-12"]),
    ("I'm hoping to have news for you by the end of the month.", ["them reply ..03-31"]),
    ("You'll have our answer on Monday.", ["them decision 03-16..03-16"]),
    ("We are planning to make our decision in the week of 23 March.", ["them decision 03-23..03-27"]),
    ("By Friday, March 20, you will know where you stand.", ["them reply ..03-20"]),
    ("Hopefully we'll have an update for you before the weekend.", ["them reply ..03-13"]),
    ("I promise to write to you as soon as the board has met.", ["them reply ..-"]),
    ("I'll forward your CV to Priya tonight.", ["them send_document ..03-10"]),
    ("Someone from our recruiting team will reach out to you in the next few days.", ["them reply ..03-15 ~"]),
    ("Let me check with Tom and I'll come back to you by tomorrow noon.", ["them reply ..03-11"]),
    ("I'm going to put you in touch with our CTO next week.", ["them introduction 03-16..03-20"]),
    ("We expect to make an offer in early April.", ["them decision 04-01..04-10"]),
    ("All candidates will be notified of the outcome by April 3.", ["them decision ..04-03"]),
    ("You will be contacted by our scheduling team within 3-5 business days.", ["them reply ..03-17"]),
    ("I'll drop you a line when I'm back on the 23rd.", ["them reply 03-23..03-23 ~"]),
    ("Interviews finish on Friday and we will decide the following week.", ["them decision 03-16..03-20"]),
    ("A member of our team will be in contact soon.", ["them reply ..-"]),
    ("We anticipate making a decision within a fortnight.", ["them decision ..03-24"]),
    ("Our answer will be with you by close of business on Friday.", ["them reply ..03-13"]),
    ("I should have word from finance by Wednesday and will let you know.", ["them reply ..03-11"]),
    ("Results will be communicated in due course.", ["them decision ..-"]),
    ("I'd like to get you an answer by the end of the day tomorrow.", ["them reply ..03-11"]),
    ("My assistant Ruth will send you the directions on Monday.", ["them send_document 03-16..03-16"]),
    ("We'll do our best to respond by the 18th.", ["them reply ..03-18"]),
    ("We intend to inform all applicants before Easter.", ["them reply ..04-04"]),
    ("Will revert by Thursday.", ["them reply ..03-12"]),
    ("Will get back to u by fri", ["them reply ..03-13"]),
    ("The offer letter is coming on Tuesday.", ["them decision 03-17..03-17"]),
    ("I will put in a good word for you with the dean.", ["them other ..-"]),
    ("Contract to follow next week.", ["them send_document 03-16..03-20"]),
    ("We're still about two weeks away from a decision.", ["them decision 03-21..03-27 ~"]),
    ("Our decision is expected by 1 April.", ["them decision ..04-01"]),
    ("I can get you her number by tomorrow.", ["them send_document ..03-11"]),
    ("I'll ring you first thing Monday.", ["them call 03-16..03-16"]),
    ("We will be making our decision on or about March 20.", ["them decision 03-17..03-23 ~"]),
    ("We decide by Monday.", ["them decision ..03-16"]),
    ("I'm sending you the paperwork tomorrow.", ["them send_document 03-11..03-11"]),
    ("We will be in touch with next steps by 20/3.", ["them reply ..03-20"]),
    ("You shall have my reply within a week.", ["them reply ..03-17"]),
    ("I aim to phone you between Monday and Wednesday.", ["them call 03-16..03-18"]),
    ("We will reach a decision in Q2 and get in touch in July.", ["them reply 07-01..07-31"]),
    ("I will know more on Friday and call you then.", ["them call 03-13..03-13"]),
    ("You'll get an email from us by 5 pm tomorrow.", ["them reply ..03-11"]),
    ("I'll make the intro to Sam this weekend.", ["them introduction 03-14..03-15"]),
    (
        "The panel will meet on March 17 and we will inform you of the outcome within three days.",
        ["them reply ..03-13"],
    ),
    ("Someone will call you within 24 hours.", ["them call ..03-11"]),
    ("Tomorrow I'll email you the reading list.", ["them send_document 03-11..03-11"]),
    ("We're running late, so please give us another week.", ["them reply ..03-17"]),
    ("Your references look great; I'll confirm the start date with you on Friday.", ["them reply 03-13..03-13"]),
    ("I will get you an answer by Thursday, Monday at the very latest.", ["them reply ..03-16"]),
    ("The review will take two to three weeks.", ["them reply 03-24..03-31"]),
    ("No later than March 31 we will announce our choice.", ["them decision ..03-31"]),
    ("We hope to fill the position by mid-May.", ["them decision ..05-15"]),
    ("You will receive a call from Dr. Osei on Wednesday 18th March.", ["them call 03-18..03-18"]),
    ("Andrea from People Ops will send over the contract by EOB Thursday.", ["them send_document ..03-12"]),
    ("Just a quick note: we'll have an answer for you mid next week.", ["them reply 03-17..03-19"]),
    ("In about ten days you will hear from our Geneva office.", ["them reply 03-17..03-23 ~"]),
    ("We will follow up with you regarding next steps.", ["them reply ..-"]),
    ("Ana, who runs the lab, will write to you by Thursday.", ["them reply ..03-12"]),
    ("If all goes well we'll have a decision by Friday.", ["them decision ..03-13"]),
    ("I will keep you posted.", ["them reply ..-"]),
    (
        "Our hiring manager, Mr. Adeyemi, is travelling but will phone you on his return on the 24th.",
        ["them call 03-24..03-24"],
    ),
    ("Mr Voss will ring you Monday week.", ["them call 03-23..03-23"]),
    ("A formal offer will follow by post within five working days.", ["them decision ..03-17"]),
    ("We shall revert to you not later than the 31st.", ["them reply ..03-31"]),
    ("Expect a call from Sandra on Thursday morning.", ["them call 03-12..03-12"]),
    ("I'll shoot you a note tmrw.", ["them reply 03-11..03-11"]),
    ("Will circle back w/ you EOW.", ["them reply 03-13..03-13"]),
    ("I should have more for you by mid next week.", ["them reply ..03-18"]),
    ("We'll have your feedback over to you inside a week.", ["them reply ..03-17"]),
    ("You are number two on the list and I'd hope to be able to say more by the 25th.", ["them reply ..03-25"]),
    ("The board sits on 26 March; thereafter we will inform you in writing.", ["them reply 03-27..04-03 ~"]),
    ("Nothing will be decided before the 1st of April.", ["them decision 04-01..-"]),
    ("Please give us until the end of April to complete the reviews.", ["them reply ..04-30"]),
    ("It'll be at least two more weeks until we have an answer.", ["them reply 03-24..03-24"]),
    ("The outcome will be emailed to you on Thursday, 26 March 2026.", ["them decision 03-26..03-26"]),
    ("We are on track to make an offer by month end.", ["them decision ..03-31"]),
    ("I'm away next week but I will answer your questions the week after.", ["them reply 03-23..03-27"]),
    ("We'll be reaching out to finalists next week.", ["them reply 03-16..03-20"]),
    ("I'll be back to you within the hour.", ["them reply ..03-10"]),
    ("Unfortunately we need another ten days.", ["them reply 03-20..03-20"]),
    ("I have asked legal to send you the NDA by Thursday.", ["them send_document ..03-12"]),
    ("Ana has promised to send you the slides tomorrow.", ["them send_document 03-11..03-11"]),
    (
        "We expect the approval to come through on Friday and will then send the contract.",
        ["them send_document 03-13..03-13"],
    ),
    ("Unless you object, we will share your CV with the client tomorrow.", ["them send_document 03-11..03-11"]),
)


@pytest.mark.parametrize(("text", "expected"), PROMISES)
def test_a_promise_is_read_with_its_owner_and_days(text: str, expected: list[str]) -> None:
    assert shown(found(text)) == expected


MINE = (
    ("I will send you my references by Friday.", ["me send_document ..03-13"]),
    ("I'll call you on Thursday at 2.", ["me call 03-12..03-12"]),
    ("Could you let me know by Monday?", ["them reply ..03-16"]),
    ("If I don't hear from you by Friday, I'll call your office.", ["them reply ..03-13", "me call 03-14..-"]),
    ("Thank you for your time; I look forward to hearing from you.", []),
    ("I am free on Tuesday and Wednesday next week.", []),
    ("I'll think it over and give you my answer by Sunday night.", ["me reply ..03-15"]),
    ("Thursday at 2 works for me.", ["me meeting 03-12..03-12"]),
    ("You said you would decide by March 20.", []),
)


@pytest.mark.parametrize(("text", "expected"), MINE)
def test_a_mail_of_the_user_swaps_who_owes(text: str, expected: list[str]) -> None:
    assert shown(found(text, mine=True)) == expected


LESS_DIRECT = (
    ("You'll have my thoughts by Tuesday.", ["them reply ..03-17"]),
    ("We've pushed the decision to the week of the 23rd.", ["them decision 03-23..03-27"]),
    ("Realistically it's next Wednesday.", ["them reply 03-18..03-18"]),
    ("Don't expect to hear from us until the week of the 23rd.", ["them reply 03-23..03-27"]),
    ("I hope to know more on Monday and will let you know.", ["them reply 03-16..03-16"]),
    ("He's out until Thursday but he'll call you that day.", ["them call 03-12..03-12"]),
    ("Next steps: panel on the 17th, decision by the 20th.", ["them decision ..03-20"]),
    ("Final decisions go out to everyone on April 15.", ["them decision 04-15..04-15"]),
    (
        "The Search Committee meets on March 24 and you will hear within a week of that date.",
        ["them reply 03-24..03-31"],
    ),
    ("If Friday passes without a word from me, call me.", ["them reply ..03-13", "me call 03-14..-"]),
)


@pytest.mark.parametrize(("text", "expected"), LESS_DIRECT)
def test_a_promise_in_other_words_is_read_too(text: str, expected: list[str]) -> None:
    assert shown(found(text)) == expected
