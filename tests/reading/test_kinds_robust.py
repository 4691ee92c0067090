"""The judge never fails, is not fooled by form, and takes time in proportion to the text."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from afterword.reading.kinds import judge
from afterword.reading.kinds.phrases import tables
from afterword.reading.kinds.weighing import weigh
from afterword.reading.kinds.words import sentences, straight
from afterword.reading.model import Address, Letter

LINES = Path(__file__).parent / "golden" / "lines"
SENT = datetime(2026, 5, 4, 9, tzinfo=UTC)
REJECTION = "Dear Amos,\n\nWe have chosen another candidate for the Events Coordinator position. Thank you for coming in.\n\nWinifred Stroud\nLarkspur Hall"


def letter(
    body: str,
    *,
    sender: str = "wstroud@larkspur.example",
    name: str = "Winifred Stroud",
    subject: str = "Events Coordinator",
    **more: object,
) -> Letter:
    return Letter(
        "m",
        SENT,
        Address(name, sender),
        (Address("Amos Bell", "amos@bell.example"),),
        subject=subject,
        body=body,
        me=frozenset({"amos@bell.example"}),
        **more,
    )  # type: ignore[arg-type]


@settings(deadline=None)  # the first mails compile the tables
@given(
    subject=st.text(max_size=60),
    name=st.text(max_size=40),
    body=st.text(max_size=400),
    local=st.text("abc-+._", max_size=12),
)
def test_any_text_gets_some_judgement(subject: str, name: str, body: str, local: str) -> None:
    judgement = judge(letter(body, sender=f"{local}@acme.example", name=name, subject=subject), body)
    assert 0 < judgement.confidence <= 1


@pytest.mark.parametrize("odd", ["\ud800", "\x00", "\u202eabc", "\ufeff", "", "\n\n\n", "|", "(((", "@" * 50])
def test_odd_characters_are_harmless(odd: str) -> None:
    assert judge(letter(REJECTION + odd, name=odd, subject=odd), REJECTION + odd).kind == "rejection"


def test_line_ends_and_curly_quotes_change_nothing() -> None:
    curly = "We won\u2019t be moving forward with your application for the Buyer role."
    plain = curly.replace("\u2019", "'")
    assert judge(letter(curly), curly) == judge(letter(plain), plain)
    crlf = REJECTION.replace("\n", "\r\n")
    assert judge(letter(crlf), crlf) == judge(letter(REJECTION), REJECTION)


def test_a_condition_is_no_decision() -> None:
    text = "Thank you for applying. If you are not selected for this position, keep an eye on our jobs page."
    assert judge(letter(text), text).kind == "application_received"


def test_an_acknowledgement_that_mentions_an_interview_is_no_invitation() -> None:
    text = "We have received your application. If your experience fits, we will invite you to an interview."
    assert judge(letter(text, sender="no-reply@hire.lever.co", name="Larkmead"), text).kind == "application_received"


def test_bulk_headers_do_not_hide_a_confirmation_of_a_board() -> None:
    text = "Your application was sent to Larkmead"
    mail = letter(
        text,
        sender="jobs-noreply@linkedin.com",
        name="LinkedIn",
        subject=text,
        headers={"list-id": "<jobs>", "precedence": "bulk"},
    )
    judgement = judge(mail, text)
    assert (judgement.kind, judgement.bulk, judgement.organisation) == ("application_received", False, "Larkmead")


def test_an_automatic_header_alone_makes_no_absence() -> None:
    text = "Thank you for your application. We will read it soon."
    mail = letter(text, headers={"auto-submitted": "auto-replied"})
    assert (judge(mail, text).kind, judge(mail, text).automatic) == ("application_received", True)


def test_every_line_of_the_tables_compiles() -> None:
    for table in tables():
        assert all(phrase.within("") is False for phrase in table.phrases)


def test_no_phrase_that_stands_in_a_sentence_is_passed_over_for_its_words() -> None:
    lines = [line.split("|", 2) for file in sorted(LINES.glob("*.txt")) for line in file.read_text("utf-8").splitlines()[::4]]
    for place, table in zip((2, 1), tables(), strict=True):
        every = {id(phrase): phrase for phrase in table.phrases}.values()
        for sentence in sentences(" | ".join(straight(line[place]) for line in lines)):
            tried = set(map(id, table.possible(sentence.heard)))
            assert not any(one.within(sentence.words) for one in every if id(one) not in tried), sentence.words


def test_evidence_names_the_lines_that_spoke() -> None:
    assert any(line.startswith("rejection: ") for line in weigh("", REJECTION).lines)
