"""Sentences and plain text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterword.reading.sentences import plain, sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We meet at 4 p.m. Thursday. Bring Dr. Okafor.", ("We meet at 4 p.m. Thursday.", "Bring Dr. Okafor.")),
        ("It ends at 5 p.m. We will call.", ("It ends at 5 p.m.", "We will call.")),
        ("Try e.g. Tuesday or Fri. Nov. 27 at noon. Ok?", ("Try e.g. Tuesday or Fri. Nov. 27 at noon.", "Ok?")),
        (
            "I saw Quillon Inc. We spoke with J. Abt of Varley Ltd. in May.",
            ("I saw Quillon Inc.", "We spoke with J. Abt of Varley Ltd. in May."),
        ),
        ("i will call. you decide! ok? bye", ("i will call.", "you decide!", "ok?", "bye")),
        (
            "Read https://acme.example/a.b?c=d. Then call 555.010.0142 now.",
            ("Read https://acme.example/a.b?c=d.", "Then call 555.010.0142 now."),
        ),
        ('She said "Yes." (Really.) Good... maybe.', ('She said "Yes."', "(Really.)", "Good... maybe.")),
        ("No. 5 is free. No. We cannot.", ("No. 5 is free.", "No.", "We cannot.")),
        ("来週です。お願いします。", ("来週です。", "お願いします。")),
    ],
)
def test_a_full_stop_ends_a_sentence_only_where_one_ends(text, expected):
    assert sentences(text) == expected


def test_a_wrapped_line_does_not_end_a_sentence():
    text = (
        "We hope to have an answer for you by the end of\nNovember 30, or at the latest by the\nfirst week of December."
    )
    assert sentences(text) == (
        "We hope to have an answer for you by the end of November 30, or at the latest by the first week of December.",
    )


def test_lists_greetings_and_sign_offs_stand_alone():
    text = "Hi Sam,\nThanks for today\n- your CV\n- two references\n1. The form\n2. The test\nBest,\nDana"
    assert sentences(text) == (
        "Hi Sam,",
        "Thanks for today",
        "- your CV",
        "- two references",
        "1. The form",
        "2. The test",
        "Best,",
        "Dana",
    )


def test_lines_that_stop_short_are_lines_of_their_own():
    text = "Date: Tuesday\nTime: 3 pm\nPlace: the mill\n\nPlease confirm that this suits you, and tell us who else comes along."
    assert sentences(text)[:3] == ("Date: Tuesday", "Time: 3 pm", "Place: the mill")


def test_line_ends_of_any_system_read_the_same():
    text = "Hi Sam,\n\nWe will call on Friday. Bring\nthe form.\n"
    assert sentences(text) == sentences(text.replace("\n", "\r\n")) == sentences(text.replace("\n", "\r"))


def test_plain_turns_typography_into_what_a_keyboard_writes():
    assert plain("We\u2019ll \u201cdecide\u201d\u00a0\u2013 soon\u2026\u200b") == 'We\'ll "decide" - soon...'


@given(st.text(max_size=200))
def test_no_text_is_lost_and_none_breaks_it(text):
    kept = "".join("".join(sentences(text)).split())
    assert kept == "".join(text.split())
