"""The whole room: read(), and the JSON that goes in and comes out."""

import json
import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from afterword.reading import Address, Letter, letter_from, read, reading_to, whole
from afterword.reading.kinds import phrases

LETTER = {
    "id": "m1",
    "sent": "2026-03-10T16:10:00-05:00",
    "from": "Carl Lindqvist <carl@marchmont.example>",
    "to": "Sam Ode <sam@me.example>",
    "subject": "Re: Your visit",
    "body": "Hi Sam,\n\nIt was good to meet you. We will get back to you by Friday. My daughter starts college in the fall, so I know the feeling.\n"
    "Please do not call, e-mail is best.\n\nBest,\nCarl Lindqvist\nMarchmont Dental Group\n(415) 555-0122\n",
}
HISTORY = "On Mon, Mar 9, 2026 at 9:00 AM Sam Ode <sam@me.example> wrote:\n> I will send you the drawings by Thursday. Call me on 415-555-0199.\n"


def told(**changes):
    reading = reading_to(read(letter_from(LETTER | changes)))
    return {name: value for name, value in reading.items() if name != "id"}


def test_a_letter_gives_every_part_of_the_published_answer():
    answer = reading_to(read(letter_from(LETTER)))
    assert (answer["version"], answer["id"], answer["language"]) == (1, "m1", "en")
    assert [(c["owed_by"], c["kind"], c["due_earliest"], c["due_latest"]) for c in answer["commitments"]] == [
        ("them", "reply", "2026-03-10", "2026-03-13")
    ]
    assert answer["people"][0]["name"] == "Carl Lindqvist"
    assert answer["phones"] == ["+14155550122"]
    assert {"person": "Carl Lindqvist", "channel": "call", "never": True}.items() <= answer["preferences"][0].items()
    assert answer["topics"] == ["My daughter starts college in the fall, so I know the feeling."]
    json.dumps(answer)


def test_line_ends_change_nothing():
    assert told(body=LETTER["body"].replace("\n", "\r\n")) == told()


def test_history_above_or_below_changes_nothing():
    assert told(body=f"{LETTER['body']}\n{HISTORY}") == told()
    assert told(body=f"{HISTORY}\n{LETTER['body']}") == told()


def test_the_html_half_of_a_mail_reads_as_its_text_half():
    paragraphs = LETTER["body"].strip().split("\n\n")
    html = "<html><body>" + "".join(f"<p>{p.replace(chr(10), '<br>')}</p>" for p in paragraphs) + "</body></html>"
    assert told(body="", html=html) == told()


def test_the_casing_of_headers_and_fields_changes_nothing():
    headers = {"List-Unsubscribe": "<https://acme.example/u>", "Precedence": "bulk"}
    upper = {name.upper(): value for name, value in headers.items()}
    assert told(headers=headers) == told(headers=upper)
    shouted = {name.upper(): value for name, value in LETTER.items()}
    assert reading_to(read(letter_from(shouted))) == reading_to(read(letter_from(LETTER)))


def test_two_readings_of_one_letter_are_equal():
    assert read(letter_from(LETTER)) == read(letter_from(LETTER))


def test_the_new_words_are_given():
    assert (
        read(letter_from(LETTER | {"body": f"Friday suits me.\n\nBest,\nCarl\n\n{HISTORY}"})).text == "Friday suits me."
    )


@pytest.mark.parametrize(
    "sent",
    [
        "2026-03-10T16:10:00-05:00",
        "2026-03-10 16:10:00-05:00",
        "Tue, 10 Mar 2026 16:10:00 -0500",
        "2026-03-10T21:10:00Z",
    ],
)
def test_instants_are_read_in_both_notations(sent):
    assert letter_from(LETTER | {"sent": sent}).sent == datetime(2026, 3, 10, 21, 10, tzinfo=UTC)


def test_the_offset_of_the_sender_is_kept():
    assert letter_from(LETTER).sent.isoformat() == "2026-03-10T16:10:00-05:00"


@pytest.mark.parametrize("sent", ["", None, "soon", 12, {}, "2026-99-99"])
def test_an_instant_nobody_can_read_is_still_an_instant(sent):
    assert letter_from(LETTER | {"sent": sent}).sent.tzinfo is not None


@pytest.mark.parametrize(
    "to",
    [
        "Sam Ode <sam@me.example>, Ana <ANA@b.example>",
        ["Sam Ode <sam@me.example>", "Ana <ana@b.example>"],
        [{"name": "Sam Ode", "email": "sam@me.example"}, {"name": "Ana", "email": "ana@b.example"}],
    ],
)
def test_addresses_come_as_text_or_as_lists(to):
    letter = letter_from(LETTER | {"to": to})
    assert letter.to == (Address("Sam Ode", "sam@me.example"), Address("Ana", "ana@b.example"))
    assert letter.me == {"sam@me.example"}


def test_a_letter_of_mine_is_told_by_my_addresses():
    letter = letter_from(LETTER | {"me": ["CARL@marchmont.example"]})
    assert letter.mine


def test_names_in_headers_are_decoded():
    assert letter_from(LETTER | {"from": "=?utf-8?q?J=C3=B6rg_Abt?= <jorg@b.example>"}).sender.name == "Jörg Abt"


def test_what_is_no_object_is_refused():
    with pytest.raises(TypeError):
        letter_from(["no"])  # type: ignore[arg-type]


@given(
    st.dictionaries(
        st.sampled_from(["id", "sent", "from", "to", "cc", "subject", "body", "html", "headers", "me"]),
        st.none() | st.text(max_size=40) | st.integers() | st.lists(st.text(max_size=20), max_size=3),
    )
)
@settings(max_examples=60, deadline=None)
def test_any_object_is_a_letter_and_any_letter_is_read(data):
    json.dumps(reading_to(read(letter_from(data))))


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_text_is_read(text):
    letter = letter_from(LETTER)
    read(replace(letter, body=text))
    read(replace(letter, body="", html=text))


@pytest.mark.parametrize(
    "text",
    [
        "\ud800\udfff\ud800",
        "\x00\x01\x02",
        "\u202e\u200f\ufeff",
        "𝒽𝑒𝓁𝓁𝑜 by Friday",
        "İ" * 50,
        "ß" * 50,
        "\n" * 5000,
        "by Friday " * 50,
    ],
)
def test_odd_characters_are_read(text):
    read(Letter("1", datetime(2026, 3, 10, tzinfo=UTC), Address(text, "a@b.example"), subject=text, body=text))


@pytest.mark.skipif("AFTERWORD_NAUGHTY" not in os.environ, reason="AFTERWORD_NAUGHTY names no folder of hostile texts")
def test_hostile_texts_are_read_without_a_word():
    letter = letter_from(LETTER)
    for path in sorted(Path(os.environ["AFTERWORD_NAUGHTY"]).rglob("*")):
        if path.is_file():
            text = path.read_bytes()[:200_000].decode("utf-8", "surrogateescape")
            read(replace(letter, body=text, subject=text[:200]))
            read(replace(letter, body="", html=text))


def test_a_process_that_reads_much_can_load_everything_before() -> None:
    whole.warm()
    assert phrases.compile_all() > 600


CHAPTER = "The river was high that spring and the mill stood in it up to the second floor. "


@pytest.mark.parametrize(("before", "after"), [(0, 0), (70, 0), (60, 90), (0, 90)])
def test_a_promise_at_the_top_or_at_the_end_of_a_text_of_any_length_is_read(before, after):
    body = f"Hi Sam,\n\nWe will get back to you by Friday.\n\n{CHAPTER * before}\n\n{CHAPTER * after}\n\nI will call you on Monday.\n\nBest,\nCarl"
    assert [item["kind"] for item in told(body=body)["commitments"]] == ["reply", "call"]


def test_a_letter_of_two_pages_is_read_whole_and_the_middle_of_a_book_is_not():
    said = "We will get back to you by Friday."
    assert told(body=f"Hi Sam,\n\n{CHAPTER * 36}\n\n{said}\n\n{CHAPTER * 36}\n\nBest,\nCarl")["commitments"]
    assert not told(body=f"Hi Sam,\n\n{CHAPTER * 60}\n\n{said}\n\n{CHAPTER * 60}\n\nBest,\nCarl")["commitments"]


def test_a_letter_in_another_language_promises_nothing_and_a_little_english_in_it_is_read():
    german = "Liebe Sam,\n\nvielen Dank, es war sehr nett mit Ihnen und wir haben noch nicht alle gehört. Können Sie mir bitte das Zeugnis schicken?\n\n"
    assert (told(body=german)["language"], told(body=german)["acts"]) == ("de", [])
    mixed = told(body=german + "We will get back to you by Friday.\n\nBest,\nCarl")
    assert (mixed["language"], [item["kind"] for item in mixed["commitments"]]) == ("de", ["reply"])
