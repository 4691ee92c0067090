"""Sentences as the parts of the reading room share them."""

import re

from hypothesis import given
from hypothesis import strategies as st

from afterword.reading.heard import heard
from afterword.reading.sentences import sentences

_TEXT = st.text(st.sampled_from("aZe \n.,'-?!:/\t\u2019\u2014\u200b\u00a0\u0130\u00df\u00e9\u20ac\u8acb_\u2028\u00ab09"), max_size=80)


def test_a_sentence_is_given_as_written_with_plain_marks_and_in_lower_case():
    (one,) = heard("We\u2019ll follow\u2011up \u2014 by Friday\u2026").sentences
    assert one.quote == "We\u2019ll follow\u2011up \u2014 by Friday\u2026"
    assert one.plain == "We'll follow-up - by Friday..."
    assert one.low == "we'll follow-up - by friday..."


def test_words_are_heard_whole_and_taken_apart():
    (one,) = heard("We'll follow-up 'today'.").sentences
    assert one.words >= {"we'll", "we", "ll", "follow-up", "follow", "up", "today"}


def test_a_marked_word_is_heard_without_its_marks():
    assert heard("\u00abCall\u00bb *me* (please), _now_!").words >= {"call", "me", "please", "now"}


@given(_TEXT)
def test_a_place_in_the_small_letters_is_the_same_place_in_the_text(text):
    found = heard(text)
    assert tuple(one.quote for one in found.sentences) == sentences(text)
    for one in found.sentences:
        assert len(one.low) == len(one.plain)
        assert "\n" not in one.plain
        assert one.words <= found.words


@given(_TEXT)
def test_every_word_a_pattern_can_find_between_its_bounds_is_heard(text):
    for one in heard(text).sentences:
        assert {word for word in re.findall(r"[^\W_]+", one.low) if re.search(rf"\b{word}\b", one.low)} <= one.words
