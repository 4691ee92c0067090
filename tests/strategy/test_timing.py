"""Windows in business days: weekends and holidays pass over, `opens ≤ due ≤ closes` holds whatever is asked."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from afterword.facts import Workdays, fact, micros, moment
from afterword.facts.kinds import Target
from afterword.strategy.model import Window
from afterword.strategy.timing import evidence, moved, next_day, ordered, thanks, window

PLAIN = Workdays()
THANKSGIVING = Workdays(frozenset({date(2026, 11, 26), date(2026, 11, 27)}))
TUESDAY = date(2026, 3, 10)
days = st.dates(date(2026, 1, 1), date(2027, 12, 31))
counts = st.integers(0, 60)


def test_a_window_counts_business_days_from_its_start():
    assert window(PLAIN, TUESDAY, 5, 7, 30) == Window(date(2026, 3, 17), date(2026, 3, 19), date(2026, 4, 21))


def test_zero_days_are_the_start_itself_even_on_a_sunday():
    sunday = date(2026, 3, 15)
    assert window(PLAIN, sunday, 0, 0, 1) == Window(sunday, sunday, date(2026, 3, 16))


def test_holidays_do_not_count():
    assert window(THANKSGIVING, date(2026, 11, 25), 1, 2, 3) == Window(
        date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 2)
    )


def test_a_due_day_before_it_opens_becomes_the_opening():
    assert ordered(date(2026, 3, 12), date(2026, 3, 10), date(2026, 3, 11)) == Window(
        date(2026, 3, 12), date(2026, 3, 12), date(2026, 3, 12)
    )


def test_within_a_day_is_tomorrow_unless_tomorrow_is_no_business_day():
    assert next_day(PLAIN, TUESDAY) == date(2026, 3, 11)
    assert next_day(PLAIN, date(2026, 3, 13)) == date(2026, 3, 13), "a Friday's thanks are due on Friday"
    assert next_day(PLAIN, date(2026, 3, 15)) == date(2026, 3, 16), "a Sunday's on Monday"
    assert next_day(THANKSGIVING, date(2026, 11, 25)) == date(2026, 11, 25)


def test_thanks_hide_until_the_talk_has_ended():
    assert thanks(PLAIN, 77, TUESDAY) == Window(TUESDAY, date(2026, 3, 11), date(2026, 3, 13), 77)


def test_a_window_moved_back_stays_where_it_was():
    span = Window(TUESDAY, date(2026, 3, 12), date(2026, 3, 24), 5)
    assert moved(span, TUESDAY, PLAIN) is span
    assert moved(span, TUESDAY - timedelta(9), PLAIN) is span


def test_a_snoozed_window_keeps_its_own_end_or_gets_up_to_five_days_more():
    span = Window(TUESDAY, TUESDAY, date(2026, 4, 7), 5)
    assert moved(span, date(2026, 3, 16), PLAIN) == Window(date(2026, 3, 16), date(2026, 3, 16), date(2026, 4, 7), 5)
    assert moved(span, date(2026, 4, 20), PLAIN).closes == date(2026, 4, 27)


@given(days, counts, counts, counts)
def test_every_window_is_in_order(start: date, opens: int, due: int, closes: int):
    span = window(PLAIN, start, opens, due, closes)
    assert start <= span.opens <= span.due <= span.closes


@given(days, counts, days)
def test_a_moved_window_is_in_order_and_never_before_its_day(start: date, length: int, to: date):
    span = window(PLAIN, start, 0, length, length + 10)
    after = moved(span, to, PLAIN)
    assert after.opens <= after.due <= after.closes
    assert after.opens >= max(span.opens, to)
    assert after.closes >= span.closes


def test_evidence_is_one_short_line_with_its_place():
    at = 1_773_136_800_000_000
    one = fact(Target("Acme"), at, origin="inbox.mbox message 12")
    found = evidence(one, "  We will\n let you   know " + "x" * 900)
    assert found.quote.startswith("We will let you know xxx")
    assert len(found.quote) <= 400
    assert (found.fact, found.origin, found.at) == (one.id, "inbox.mbox message 12", moment(at).isoformat())
    assert micros(moment(at)) == at


def test_evidence_of_an_undated_fact_tells_when_it_was_learnt():
    one = fact(Target("Acme"), 0, learnt=1_773_136_800_000_000)
    assert evidence(one, "").at.startswith("2026-03-10")
