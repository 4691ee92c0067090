"""The date grammar on Tuesday 2026-03-10: every phrase with its manner and its days (MM-DD, `-` open-ended, `~` vague)."""

from __future__ import annotations

import inspect
import itertools
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterword.facts.workdays import Workdays
from afterword.reading.dates import Span, find, when
from afterword.reading.dates.grammar import GRAMMAR

SENT = datetime.fromisoformat("2026-03-10T16:10:00-05:00")

PHRASES = (
    ("mid-month", "on 03-11..03-20"),
    ("before the week is out", "by 03-10..03-13"),
    ("this side of the weekend", "before 03-10..03-13"),
    ("on the far side of Easter", "after 04-06..04-10 ~"),
    ("inside of three weeks", "within 03-10..03-31"),
    ("within the fortnight", "within 03-10..03-24"),
    ("Friday in one week", "on 03-20..03-20"),
    ("between Tuesday 24 and Thursday 26 March", "on 03-24..03-26"),
    ("Monday 23 to Wednesday 25 March", "on 03-23..03-25"),
    ("Monday fortnight", "on 03-30..03-30"),
    ("this time next week", "on 03-17..03-17"),
    ("on the first Monday in April", "on 04-06..04-06"),
    ("the last Friday of the month", "on 03-27..03-27"),
    ("after Thursday's panel", "after 03-13..03-20 ~"),
    ("before Thursday's meeting", "before 03-10..03-11"),
    ("a week to ten days", "length 03-17..03-20"),
    ("at latest on 30 March", "by 03-10..03-30"),
    ("wc 16th", "on 03-16..03-20"),
    ("today (Tuesday 10 March)", "on 03-10..03-10"),
    ("tomorrow (the 11th of March)", "on 03-11..03-11"),
    ("We will get back to you by Friday, March 20.", "by 03-10..03-20"),
    ("by Friday", "by 03-10..03-13"),
    ("this Friday", "on 03-13..03-13"),
    ("next Friday", "on 03-20..03-20"),
    ("next Tuesday", "on 03-17..03-17"),
    ("by the end of next week", "by 03-10..03-20"),
    ("early next week", "on 03-16..03-17"),
    ("early nxt wk", "on 03-16..03-17"),
    ("over the wkend", "on 03-14..03-15"),
    ("in 2wks", "in 03-24..03-24"),
    ("tmw", "on 03-11..03-11"),
    ("mid next week", "on 03-17..03-19"),
    ("later this week", "on 03-11..03-13"),
    ("by mid-July", "by 03-10..07-15"),
    ("in early April", "on 04-01..04-10"),
    ("between Mon and Wed", "on 03-16..03-18"),
    ("March 3-5", "on 2027-03-03..2027-03-05"),
    ("March 13-15", "on 03-13..03-15"),
    ("Tuesday or Wednesday", "on 03-17..03-18"),
    ("the week of the 16th", "on 03-16..03-20"),
    ("end of Q2", "on 06-01..06-30"),
    ("month's end", "on 03-31..03-31"),
    ("before the weekend", "before 03-10..03-13"),
    ("over the weekend", "on 03-14..03-15"),
    ("within 10 business days", "within 03-10..03-24"),
    ("5-7 business days", "length 03-17..03-19"),
    ("two to three weeks", "length 03-24..03-31"),
    ("a couple of weeks", "length 03-21..03-27 ~"),
    ("in a couple of days", "in 03-11..03-15 ~"),
    ("in a few days", "in 03-12..03-15 ~"),
    ("within a fortnight", "within 03-10..03-24"),
    ("a week from Friday", "on 03-20..03-20"),
    ("Friday week", "on 03-20..03-20"),
    ("10 days from today", "on 03-20..03-20"),
    ("next 48 hours", "within 03-10..03-12"),
    ("within the next 48 hours", "within 03-10..03-12"),
    ("after Thanksgiving", "after 11-27..12-04 ~"),
    ("after Easter", "after 04-06..04-10 ~"),
    ("after the holidays", "after 2027-01-02..2027-01-08 ~"),
    ("no later than Friday", "by 03-10..03-13"),
    ("Thursday at the latest", "by 03-10..03-12"),
    ("Thursday, Friday at the outside", "on 03-12..03-13"),
    ("Thursday - sorry, Friday", "on 03-13..03-13"),
    ("Thursday (sorry, Friday)", "on 03-13..03-13"),
    ("by Thursday, no, Friday", "by 03-10..03-13"),
    ("on Friday the 20th", "on 03-20..03-20"),
    ("by the 20th", "by 03-10..03-20"),
    ("20 March 2026", "on 03-20..03-20"),
    ("20.03.", "on 03-20..03-20"),
    ("3/20", "on 03-20..03-20"),
    ("3/20/26", "on 03-20..03-20"),
    ("2026-03-20", "on 03-20..03-20"),
    ("by COB tomorrow", "by 03-10..03-11"),
    ("by 5pm on Thursday", "by 03-10..03-12"),
    ("Thursday at 2:30 pm ET", "on 03-12..03-12"),
    ("Thursday, March 12 at 2:30 pm", "on 03-12..03-12"),
    ("within two weeks of April 3", "within 04-03..04-17"),
    ("in about two weeks", "in 03-21..03-27 ~"),
    ("by the end of the week", "by 03-10..03-13"),
    ("before the end of the month", "before 03-10..03-31"),
    ("in the next week or two", "within 03-10..03-24 ~"),
    ("over the next few days", "within 03-10..03-15 ~"),
    ("in the coming days", "in 03-11..03-15 ~"),
    ("the day after tomorrow", "on 03-12..03-12"),
    ("early the week after next", "on 03-23..03-24"),
    ("early in the week of March 23", "on 03-23..03-24"),
    ("end of day Friday", "on 03-13..03-13"),
    ("by noon Friday", "by 03-10..03-13"),
    ("not before May", "not_before 05-01..-"),
    ("in May", "on 05-01..05-31"),
    ("May I call you", ""),
    ("I may call", ""),
    ("two weeks ago", "on 02-24..02-24"),
    ("last Friday", "on 03-06..03-06"),
    ("from Monday 16 March to Wednesday 18 March", "on 03-16..03-18"),
    ("by early next week", "by 03-10..03-17"),
    ("by the middle of next week", "by 03-10..03-18"),
    ("sometime next week", "on 03-16..03-20"),
    ("in two weeks, three at the outside", "in 03-24..03-31"),
    ("around March 20", "on 03-17..03-23 ~"),
    ("on or about March 20", "on 03-17..03-23 ~"),
    ("the first week of April", "on 04-01..04-07 ~"),
    ("the second half of March", "on 03-16..03-31"),
    ("late March", "on 03-21..03-31"),
    ("before Christmas", "before 03-10..12-24"),
    ("in the new year", "on 2027-01-01..2027-01-31 ~"),
    ("Monday morning", "on 03-16..03-16"),
    ("by Monday, 16 March at the latest", "by 03-10..03-16"),
    ("within 3 business days of March 12", "within 03-12..03-17"),
    ("by 20/3", "by 03-10..03-20"),
    ("in three to four weeks' time", "on 03-31..04-07"),
    ("in a week or so", "in 03-14..03-20 ~"),
    ("another two weeks", "length 03-24..03-24"),
    ("within 24 hours", "within 03-10..03-11"),
    ("mid-to-late April", "on 04-11..04-30"),
    ("Tuesday, Wednesday or Thursday", "on 03-17..03-19"),
    ("Thursday, or Friday at the latest", "on 03-12..03-13"),
    ("Thursday - make that Friday", "on 03-13..03-13"),
    ("two weeks, at most three", "length 03-24..03-31"),
    ("in two weeks, at most three", "in 03-24..03-31"),
    ("within 3-5 working days", "within 03-10..03-17"),
    ("Saturday week", "on 03-21..03-21"),
    ("the Friday after next", "on 03-27..03-27"),
    ("by end of week", "by 03-10..03-13"),
    ("EOD Friday", "on 03-13..03-13"),
    ("this afternoon", "on 03-10..03-10"),
    ("by the 20th of March", "by 03-10..03-20"),
    ("20th of April, 2027", "on 2027-04-20..2027-04-20"),
    ("the end of March", "on 03-21..03-31"),
    ("by 31 March", "by 03-10..03-31"),
    ("by close of business on Monday, April 6", "by 03-10..04-06"),
    ("by Wednesday 18th March", "by 03-10..03-18"),
    ("Tuesday 17 March at 10:00", "on 03-17..03-17"),
    ("on Tuesday, the 17th of March", "on 03-17..03-17"),
    ("on the 18th or 19th", "on 03-18..03-19"),
    ("first thing Monday", "on 03-16..03-16"),
    ("between now and Friday", "by 03-10..03-13"),
    ("somewhere between the 16th and the 20th", "on 03-16..03-20"),
    ("a fortnight on Monday", "on 03-30..03-30"),
    ("over the next two to three weeks", "within 03-10..03-31"),
    ("in the next 7 to 10 business days", "within 03-10..03-24"),
    ("four to six weeks", "length 04-07..04-21"),
    ("up to four weeks", "length 03-10..04-07"),
    ("about ten days", "length 03-17..03-23 ~"),
    ("approximately 5 (five) business days", "length 03-14..03-20 ~"),
    ("by Q3", "by 03-10..09-30"),
    ("within the week", "within 03-10..03-13"),
    ("within the month", "within 03-10..03-31"),
    ("in a month", "in 04-10..04-10"),
    ("in a week's time", "on 03-17..03-17"),
    ("by Easter", "by 03-10..04-05"),
    ("by Friday week", "by 03-10..03-20"),
    ("sometime after the 20th", "after 03-21..03-27 ~"),
    ("until the 24th", "until 03-10..03-24"),
    ("by half past four on Friday", "by 03-10..03-13"),
    ("Wed 3/18 @ 2pm", "on 03-18..03-18"),
    ("Wednesday (18 March)", "on 03-18..03-18"),
    ("on Wednesday (3/18)", "on 03-18..03-18"),
    ("by Friday (3/20) at 5 PM EST", "by 03-10..03-20"),
    ("Friday or Monday at the latest", "on 03-13..03-16"),
    ("mid-March", "on 03-11..03-20"),
    ("by next Wednesday or Thursday", "by 03-10..03-19"),
    ("Tuesday next week", "on 03-17..03-17"),
    ("Monday, Tuesday at the outside", "on 03-16..03-17"),
    ("end of next week or early the following week", "on 03-20..03-24"),
    ("by the end of the month or early April", "by 03-10..04-10"),
    ("in the week commencing 16 March", "on 03-16..03-20"),
    ("by tomorrow EOD", "by 03-10..03-11"),
    ("24-48 hours", "length 03-11..03-12"),
    ("10th April", "on 04-10..04-10"),
    ("by Friday 3rd", "by 03-10..04-03"),
    ("7-10 days", "length 03-17..03-20"),
    ("in 10 to 14 days", "in 03-20..03-24"),
    ("Please reply by 5:00 p.m. Friday, March 20, 2026.", "by 03-10..03-20"),
)


def shown(span: Span) -> str:
    return f"{span.kind} {_day(span.earliest)}..{_day(span.latest)}" + (" ~" if span.vague else "")


def _day(day: date | None) -> str:
    if day is None:
        return "-"
    return day.strftime("%m-%d") if day.year == 2026 else day.isoformat()


@pytest.mark.parametrize(("phrase", "expected"), PHRASES)
def test_a_phrase_is_read_with_its_days(phrase: str, expected: str) -> None:
    spans = find(phrase, SENT)
    assert (shown(spans[0]) if spans else "") == expected


@pytest.mark.parametrize(
    ("written", "country", "expected"),
    [
        ("3/4", "US", date(2027, 3, 4)),
        ("3/4", "GB", date(2026, 4, 3)),
        ("13/4", "US", date(2026, 4, 13)),
        ("4/13", "GB", date(2026, 4, 13)),
        ("03.04.", "DE", date(2026, 4, 3)),
        ("1/5/27", "US", date(2027, 1, 5)),
        ("1/5/27", "FR", date(2027, 5, 1)),
    ],
)
def test_the_country_settles_the_order_of_figures(written: str, country: str, expected: date) -> None:
    (span,) = find(f"by {written}", SENT, country=country)
    assert span.latest == expected


def test_business_days_skip_the_holidays_they_are_given() -> None:
    days = Workdays(frozenset({date(2026, 3, 13)}))
    (span,) = find("within 3 business days", SENT, days)
    assert span.latest == date(2026, 3, 16)


def test_by_then_points_back_to_the_day_it_is_told() -> None:
    (span,) = find("if you have not heard by then", SENT, then=date(2026, 3, 20))
    assert span.latest == date(2026, 3, 20)


@pytest.mark.parametrize(
    ("text", "ahead", "behind"),
    [
        ("next fri", date(2026, 3, 20), None),
        ("12 Mar", date(2026, 3, 12), date(2025, 3, 12)),
        ("tomorrow", date(2026, 3, 11), None),
        ("in 2 weeks", date(2026, 3, 24), date(2026, 3, 24)),
        ("2026-04-01", date(2026, 4, 1), None),
        ("yesterday", date(2026, 3, 9), date(2026, 3, 9)),
        ("friday", date(2026, 3, 13), date(2026, 3, 6)),
        ("the 20th", date(2026, 3, 20), date(2026, 2, 20)),
        ("end of next week", date(2026, 3, 20), None),
        ("last friday", date(2026, 3, 6), date(2026, 3, 6)),
        ("31.12.2026", date(2026, 12, 31), None),
        ("31.12.", date(2026, 12, 31), date(2025, 12, 31)),
        ("31.12", date(2026, 12, 31), date(2025, 12, 31)),
        ("1.2.26", date(2026, 2, 1), date(2026, 2, 1)),
        ("12.31.2026", date(2026, 12, 31), None),
        ("2026/12/31", date(2026, 12, 31), None),
        ("2026.12.31", date(2026, 12, 31), None),
        ("31.2.2026", None, None),
        ("10.30", None, None),
        ("nonsense", None, None),
        ("", None, None),
    ],
)
def test_what_a_person_types_is_a_day(text: str, ahead: date | None, behind: date | None) -> None:
    assert when(text, SENT.date()) == ahead
    if behind:
        assert when(text, SENT.date(), past=True) == behind


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("We will decide by 31.12.2026.", date(2026, 12, 31)),
        ("We will decide by 31.12.", date(2026, 12, 31)),
        ("We will decide by 03.04.26.", date(2026, 4, 3)),
        ("We will decide by 2026/04/03.", date(2026, 4, 3)),
    ],
)
def test_with_dots_the_day_stands_before_the_month_in_every_country(sentence: str, day: date) -> None:
    assert [span.latest for span in find(sentence, SENT)] == [day]
    assert [span.latest for span in find(sentence, SENT, country="GB")] == [day]


@pytest.mark.parametrize("figure", ["10.30", "2.3.4", "10.04.22.3", "192.168.10.12", "1.12.2", "12.34.56.78"])
def test_hours_prices_versions_and_addresses_are_no_days(figure: str) -> None:
    assert find(f"It is at {figure} now", SENT) == ()


@given(st.text(max_size=200))
def test_no_text_breaks_the_grammar(text: str) -> None:
    spans = find(text, SENT)
    assert all(text[span.start : span.end] == span.quote for span in spans)
    assert all(first.end <= second.start for first, second in itertools.pairwise(spans))


WORDS = st.sampled_from(
    "by on the of next this friday monday week weeks two three 20th march 3 - , or and in within end early from after between at latest sorry 2026 to a few".split()
)


@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_no_heap_of_date_words_breaks_the_grammar(text: str) -> None:
    for span in find(text, SENT):
        assert text[span.start : span.end] == span.quote


def test_every_production_takes_the_parts_its_words_give_it() -> None:
    for productions in GRAMMAR.rules().values():
        for elements, act in productions:
            inspect.signature(act).bind(None, *(element for element in elements if element.keep))
