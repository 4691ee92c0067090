"""Days, numbers and counts as people say them, wherever they are said."""

from __future__ import annotations

from datetime import date, timedelta

from afterword.app.wording import awaited, counted, dialled, since, spoken, way_of
from afterword.strategy.model import Party, Waiting

FRIDAY = date(2026, 3, 6)


def test_a_day_is_said_as_far_as_it_is_away():
    told = {n: spoken(FRIDAY + timedelta(days=n), FRIDAY) for n in (-1, 0, 1, 3, -3, 7, -20, 300)}
    assert told == {-1: "yesterday", 0: "today", 1: "tomorrow", 3: "Monday", -3: "last Tuesday", 7: "13 March", -20: "14 February", 300: "31 December 2026"}
    assert since(FRIDAY - timedelta(days=3), FRIDAY) == "since Tuesday"


def test_counts_are_words_up_to_ten_and_one_is_one():
    assert [counted(0, "thing"), counted(1, "reply", "replies"), counted(3, "reply", "replies"), counted(1200, "thing"), counted(2)] == ["no things", "one reply", "three replies", "1,200 things", "two"]


def test_a_north_american_number_is_grouped_and_others_stay():
    assert (dialled("+15550100142"), dialled("+442079460000")) == ("555 010 0142", "+442079460000")


def test_what_is_waited_for_belongs_to_its_house_however_that_ends():
    told = [awaited(Waiting("k", Party(), house, what, None, None, "")) for house, what in (("Acme", "decision"), ("Riverbend Clinics", "reply"))]
    assert told == ["Acme's decision", "Riverbend Clinics' answer"]


def test_a_channel_within_a_sentence_keeps_a_proper_name():
    assert [way_of(x) for x in ("email", "linkedin", "in_person", "voice_mail")] == ["mail", "LinkedIn", "in person", "voice mail"]
