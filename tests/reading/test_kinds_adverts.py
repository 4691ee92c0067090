"""Adverts that own to no list are told by their words; letters, and whatever the user wrote or answered, never are."""

import json
import math
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from afterword.reading import Address, Letter, letter_from, new_words, read
from afterword.reading.kinds.adverts import ANSWERING, FEWEST, SURE, leaning, marks, weights
from afterword.reading.kinds.envelope import envelope
from afterword.reading.kinds.judgement import judge, passed_over
from afterword.reading.kinds.listed import goes_to_many, opening
from afterword.reading.sentences import plain, words

ME = "osric@hale.example"
ADVERT = (
    "Dear homeowner,\n\nInterest rates are at their lowest! Our service can help you increase your income and remove old credit card "
    "debt. We offer a free quote, money back guaranteed, with no obligation. Click here to order today and receive our best price: "
    "http://rates.example/order\n\nTo be removed from our mailing list please click here and enter your address.\n"
)
DEAR = (
    "Dear Osric,\n\nThank you for coming in on Monday. We offer a good salary and free lunches, and I will call you on Thursday to talk "
    "about the price of moving.\n\nBest,\nLena Marsh"
)
LETTERS = Path(__file__).parent / "golden" / "lines"
LABELLED = Path(__file__).parent / "labelled"


def letter(subject: str, body: str, **more: object) -> Letter:
    given = {"sent": "2026-05-04T09:00:00+00:00", "from": "Lena Marsh <lena482@marshworks.example>", "to": ME}
    return letter_from({**given, "subject": subject, "body": body, **more})


def test_an_advert_is_only_that_and_promises_nothing() -> None:
    reading = read(letter("Free mortgage quote!!", ADVERT + "We will call you on Friday."))
    assert (reading.kind, reading.bulk) == ("other", True)
    assert not reading.commitments
    assert not reading.acts


def test_an_answer_must_sell_harder_to_be_an_advert() -> None:
    by_weight = sorted(
        (word for word in weights() if word[:1].isalpha() and ":" not in word), key=lambda w: weights()[w]
    )
    heard = set(by_weight[:FEWEST])
    for word in by_weight[len(by_weight) * 2 // 3 :]:
        if leaning(heard) < 1.5:
            heard.add(word)
    text = " ".join(sorted(heard))
    assert SURE <= leaning(marks("", text, "lena@marshworks.example", frozenset(), heard)) < ANSWERING
    assert read(letter("Rates", text)).bulk
    assert not read(letter("Re: Rates", text)).bulk


FOOTER = "\n\nYou are receiving this because you joined us. To unsubscribe from it, follow this link: http://deals.example/leave\n"
NEWS = (
    "This week: three new games, a faster chip, and what the markets made of it.\n\nThe maker of the chip said on Monday that sales were up. "
    "We will have more on Thursday, with a special report on free software and the money in it.\n\nRead more of today's top stories at our site, and order the archive online.\n"
)


def test_a_list_says_how_to_leave_it_and_then_needs_less_to_be_one() -> None:
    reading = read(letter("This week in chips", NEWS + FOOTER))
    assert (reading.kind, reading.bulk) == ("other", True)
    assert not reading.commitments
    assert not read(letter("Your talk with us", DEAR + FOOTER)).bulk


def test_a_newsletter_that_speaks_of_work_and_says_how_to_leave_it_is_one_where_its_words_lean_so() -> None:
    body = NEWS + "Send us your view on the job market.\n"
    assert read(letter("This week in chips", body + FOOTER)).bulk
    assert not goes_to_many(letter("This week in chips", body), body, "", listed=False)
    assert not read(letter("Re: This week in chips", body + FOOTER)).bulk


def passed(one: Letter) -> bool:
    """Is it told to be for many before it is taken apart?"""
    return passed_over(one, envelope(one), one.body, opening(one.body)) is not None


def test_what_plainly_sells_is_not_even_taken_apart() -> None:
    assert passed(letter("Free mortgage quote!!", ADVERT))
    assert not passed(letter("Your talk with us", DEAR + FOOTER))
    assert not passed(letter("Free mortgage quote!!", ADVERT, headers={"Auto-Submitted": "auto-replied"}))
    assert not passed(letter("Free mortgage quote!!", ADVERT, me=["lena482@marshworks.example"]))


PASSED_ON = "Is this the one your sister took? I would not.\n\n-----Original Message-----\nFrom: Bo <bo@deals.example>\nSubject: Free quote!!\n\n"


@pytest.mark.parametrize("shown", [PASSED_ON, "Is this the one your sister took?\n\nOn Monday, 4 May 2026 at 9:00, Bo <bo@deals.example> wrote:\n\n"])
def test_an_advert_that_somebody_passes_on_is_not_his(shown: str) -> None:
    assert not read(letter("Rates", shown + ADVERT)).bulk


@pytest.mark.parametrize("below", ["", "\n\nOn Sunday, 3 May 2026 at 9:00, Osric Hale <osric@hale.example> wrote:\n\n> Send me no more of these.\n"])
def test_an_advert_that_is_all_footer_is_an_advert(below: str) -> None:
    body = "You are receiving this because you asked for our best price.\n" + ADVERT.replace("\n\n", "\n")
    assert not new_words(letter("Free quote!!", body)).text
    reading = read(letter("Free quote!!", body + below))
    assert (reading.kind, reading.bulk) == ("other", True)


LIST = {"List-Id": "<talk.lists.example>", "Precedence": "list"}


def test_a_lists_mail_is_told_by_its_headers_alone_whatever_it_quotes() -> None:
    body = "I fixed the parser on Tuesday.\n\n> Will you call me on Thursday?\n> Please send the patch by Friday.\n"
    reading = read(letter("Re: the parser", body, headers=LIST))
    assert (reading.kind, reading.bulk, reading.automatic, reading.language) == ("other", True, False, "en")
    assert not reading.acts


@pytest.mark.parametrize("said", ["An automatic reply: I am out of the office until Monday.", "Thank you for your application for the post."])
def test_a_word_of_work_or_of_being_away_is_read_even_on_a_list(said: str) -> None:
    assert not passed(letter("Re: the parser", said, headers=LIST))
    assert not passed(letter(said, "As it says.", headers=LIST))
    assert not passed(letter("Re: the parser", "I fixed it.", headers={**LIST, "Auto-Submitted": "auto-replied"}))


def test_a_list_that_speaks_of_work_but_says_nothing_to_its_reader_is_not_taken_apart() -> None:
    assert passed(letter("Re: the parser", "My job is the parser; I will apply the patch and offer it to the office list.", headers=LIST))


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Unfortunately we have decided not to move forward with your application. We regret that we cannot offer you the position.", "rejection"),
        ("Dear Osric, your interview for the post is confirmed for Monday at 10:00. We look forward to your interview.", "interview_scheduled"),
    ],
)
def test_a_list_that_speaks_to_its_reader_about_his_search_is_read(said: str, kind: str) -> None:
    for body in (said, f"{said}\n\nTo unsubscribe, follow this link: http://lists.example/leave\n"):
        one = letter("Re: the parser", body, headers=LIST)
        assert not passed(one)
        assert (read(one).kind, read(one).bulk) == (kind, False)


@pytest.mark.parametrize("before", ["", "Hi Osric.\n\n", "We met at the mill. " * 30, "we met at the mill " * 40, "We met at the mill.\n\n" * 40])
def test_an_answer_to_an_application_is_read_wherever_it_begins_in_what_is_looked_at(before: str) -> None:
    said = "Thank you for your application for the post. Unfortunately we have decided not to move forward with your application."
    assert not passed(letter("Re: the parser", before + said, headers=LIST))


def test_what_is_passed_over_is_nothing_else_when_it_is_taken_apart() -> None:
    rows = [json.loads(line) for file in sorted(LABELLED.glob("develop*.jsonl")) for line in file.read_text("utf-8").splitlines()[::4]]
    told = 0
    for row in rows:
        one = letter_from(row | {"headers": {"List-Unsubscribe": "<https://lists.example/leave>"}, "body": f"{row['body']}\n\nTo unsubscribe: http://lists.example/leave\n"})
        if passed(one):
            told += 1
            parts = new_words(one)
            assert judge(replace(one, body=parts.text), plain(parts.text), parts.signature).kind in ("other", "job_alert"), row["id"]
    assert told


def test_what_the_user_wrote_is_no_advert() -> None:
    assert not read(letter("Free mortgage quote!!", ADVERT, me=["lena482@marshworks.example"])).bulk


def test_a_letter_with_an_offer_in_it_is_a_letter() -> None:
    reading = read(letter("Your talk with us", DEAR))
    assert not reading.bulk
    assert [item.kind for item in reading.commitments] == ["call"]


def test_a_feed_without_a_word_of_work_is_listed() -> None:
    sender = Address("Gull News", "rssfeeds@gulls.example")
    gulls = Letter(
        "g", datetime(2026, 5, 4, tzinfo=UTC), sender, (Address("", ME),), subject="Gulls", body="Gulls sing."
    )
    assert read(gulls).bulk


@pytest.mark.parametrize("file", sorted(LETTERS.glob("*.txt")), ids=lambda file: file.stem)
def test_no_line_of_the_golden_letters_is_an_advert(file: Path) -> None:
    if file.stem in ("other", "job_alert"):
        return
    for line in file.read_text("utf-8").splitlines():
        _, subject, text = line.split("|", 2)
        assert leaning(marks(subject, text, "", words(subject), words(text))) < 0.5, line


def test_few_words_prove_nothing() -> None:
    assert leaning({"click", "free", ":price", ":!!"}) == -math.inf
    assert weights()["click"] > 0
