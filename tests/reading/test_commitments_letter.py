"""The letter as a whole: corrections, phones, kinds, anaphora, hostile text, and settling earlier promises."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterword.facts.workdays import Workdays
from afterword.reading.commitments import commitments, settle
from afterword.reading.model import Commitment, Kind, Status

sys.path.append(str(Path(__file__).parent))

from commitment_cases import found, letter, shown


def test_a_promise_restated_is_one_promise() -> None:
    text = "We will be in touch. You will hear from us by Friday. Again, we will let you know by Friday!"
    assert shown(found(text)) == ["them reply ..03-13"]


def test_a_sentence_of_its_own_corrects_the_one_before() -> None:
    assert shown(found("I will call you on Thursday. Sorry, I meant Friday.")) == ["them call 03-13..03-13"]
    assert shown(found("I will get back to you on Thursday. Friday at the latest.")) == ["them reply 03-12..03-13"]


def test_a_new_day_for_a_promise_made_before() -> None:
    text = "I said you would hear from me by Friday. Please make that Wednesday, March 18."
    assert shown(found(text)) == ["them reply 03-18..03-18"]


def test_then_is_the_day_spoken_of_before() -> None:
    assert shown(found("The board meets on March 18. I will call you then.")) == ["them call 03-18..03-18"]


def test_the_number_to_call_is_kept() -> None:
    (_, call) = found("If you haven't heard by Friday, call me at (312) 555-0148.")
    assert call.phone == "+13125550148"


def test_the_quote_is_the_sentence_as_it_stands() -> None:
    (item,) = found("Hello. We\u2019ll decide by Friday, I promise you. Bye.")
    assert item.quote == "We\u2019ll decide by Friday, I promise you."


def test_a_condition_is_kept_in_its_words() -> None:
    (item,) = found("I will introduce you to Marta once she is back from leave.")
    assert item.condition == "once she is back from leave"


def test_who_owes_is_named() -> None:
    assert found("My colleague Ana Ruiz will call you tomorrow.")[0].who == "Ana Ruiz"
    assert found("I will call you tomorrow.")[0].who == "Dana Whitfield"
    assert found("I will call you tomorrow.", mine=True)[0].who == "me"


@pytest.mark.parametrize("kind", ["job_alert", "rejection", "auto_reply_away"])
def test_manners_in_such_mail_bind_nobody(kind: Kind) -> None:
    assert found("We will be in touch.", kind) == ()


def test_the_senders_day_counts() -> None:
    late = datetime.fromisoformat("2026-03-10T23:30:00-07:00")
    text = "Please send me the form by tomorrow."
    (item,) = commitments(letter(text, sent=late), text, Workdays(), "personal")
    assert item.due_latest == date(2026, 3, 11)


@given(st.text(max_size=300))
def test_no_text_breaks_the_reader(text: str) -> None:
    found(text)


PIECES = st.sampled_from(
    "we will get back to you by friday if don't hear call me please send the form , . then once decision on or and not before at latest 20th two weeks ? it is".split()
)


@given(st.lists(PIECES, max_size=40).map(" ".join))
def test_no_heap_of_its_own_words_breaks_the_reader(text: str) -> None:
    for item in found(text):
        assert not (item.due_earliest and item.due_latest) or item.due_earliest <= item.due_latest


OPEN = Commitment(
    "them", "Dana Whitfield", "reply", date(2026, 3, 1), date(2026, 3, 9), quote="You will hear by March 9."
)
CASES: tuple[tuple[Commitment, str, Kind, bool, Status | None], ...] = (
    (replace(OPEN, kind="decision"), "We are pleased to offer you the job.", "offer", False, "kept"),
    (replace(OPEN, kind="decision"), "It will be another two weeks before we can decide.", "personal", False, "moved"),
    (replace(OPEN, kind="decision"), "Thank you for your application.", "application_received", False, None),
    (replace(OPEN, kind="send_document"), "As promised, the slides are attached.", "personal", False, "kept"),
    (
        replace(OPEN, kind="send_document"),
        "Sorry, I will not be able to send the slides.",
        "personal",
        False,
        "withdrawn",
    ),
    (replace(OPEN, kind="meeting"), "Something came up and I have to cancel our call.", "personal", False, "withdrawn"),
    (replace(OPEN, kind="meeting"), "Thank you for your time on Monday.", "thank_you", True, "kept"),
    (
        replace(OPEN, owed_by="me", kind="send_document"),
        "Here are both letters of reference, as I said.",
        "personal",
        True,
        "kept",
    ),
    (
        replace(OPEN, owed_by="me", kind="send_document"),
        "No need to send the form any more.",
        "personal",
        False,
        "withdrawn",
    ),
    (replace(OPEN, owed_by="me", kind="send_document"), "Thanks for the note!", "personal", False, None),
)


@pytest.mark.parametrize(("earlier", "text", "kind", "mine", "status"), CASES)
def test_a_later_letter_settles_an_earlier_promise(
    earlier: Commitment, text: str, kind: Kind, mine: bool, status: Status | None
) -> None:
    later = letter(text, mine=mine)
    told = commitments(later, text, Workdays(), kind)
    settled = settle([earlier], later, text, found=told, kind=kind)
    assert [one.status for one in settled] == ([status] if status else [])
