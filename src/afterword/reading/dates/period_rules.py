"""The date grammar's rules of stretches of days: week, month -> period -> point (a part of one)."""

from __future__ import annotations

from datetime import date

from afterword.reading.dates import amounts, days, periods, phrases
from afterword.reading.dates.engine import Node
from afterword.reading.dates.values import Stretch

_WEEK = (
    ("the? WHICH -? week", periods.week),
    ("the week", periods.this_week),
    ("that same? week", periods.that_week),
    ("the rest|remainder of <week>", amounts.same),
    ("the same week", periods.that_week),
    ("the? week after next", periods.week_after_next),
    ("the week after|following that|this?", periods.week_after),
    ("the? week after|following <core>", periods.week_after),
    ("the? week of|commencing|beginning|starting <core>", periods.week_of_day),
    ("the week of <core> week?", periods.week_of_day),
    ("w / c <core>", periods.week_of_day),
    ("wc the? ORD", lambda env, number: periods.week_of_day(env, Node(days.the_nth, (number,)))),
    ("wc <core>", periods.week_of_day),
    ("the <core> week", periods.week_of_day),
    ("WHICH work|working|business week", periods.week),
)
_MONTH = (
    ("MONTH ,? YEAR?", periods.month),
    ("the? month of MONTH ,? YEAR?", periods.month),
    ("the? WHICH month", periods.which_month),
    ("the month", periods.this_month),
    ("that same? month", periods.that_month),
    ("the same month", periods.that_month),
    ("WHICH MONTH", periods.month_with_year),
    ("the? QUARTER of? YEAR?", periods.quarter),
    ("the ORD quarter of? YEAR?", periods.quarter),
    ("the? WHICH quarter", periods.which_quarter),
    ("the quarter", periods.this_quarter),
    ("the? WHICH year", periods.which_year),
    ("the year", periods.this_year),
    ("YEAR", lambda _env, year: Stretch(date(year, 1, 1), date(year, 12, 31))),
)
_REF = (
    ("<week>", amounts.same),
    ("<month>", amounts.same),
)
_PERIOD = (
    ("<week>", amounts.same),
    ("MONTH ,? YEAR?", periods.month),
    ("the? WHICH month", periods.which_month),
    ("WHICH MONTH", periods.month_with_year),
    ("that|the same? month", periods.that_month),
    ("the? month of MONTH ,? YEAR?", periods.month),
    ("QUARTER of? YEAR?", periods.quarter),
    ("the? WHICH quarter", periods.which_quarter),
    ("the? WHICH year", periods.which_year),
    ("the? very? PART -|of|in|on|to|part? of|in? <ref>", periods.part),
    ("the? very? PART of|in|on? <ref>", periods.part),
    ("the? PART part|half|end of <ref>", periods.part),
    ("the? PART -|to|or PART -|of|in? <ref>", periods.parts),
    ("the? PART - to - PART <ref>", periods.parts),
    ("<ref> PART", lambda env, ref, name: periods.part(env, name, ref)),
    ("the? ORD|WHICH half of <ref>", periods.half),
    ("the? latter|back half of <ref>", lambda env, *parts: periods.half(env, 2, parts[-1])),
    ("the? ORD week of|in <month>", periods.week_of_month),
    ("the? last week of|in <month>", lambda env, ref: periods.week_of_month(env, -1, ref)),
    ("the? PART -? month", periods.part_of_this_month),
    ("month -|'s? end", periods.month_close),
    ("month's end", periods.month_close),
    ("eom|monthend", periods.month_close),
    ("week's end", periods.week_end),
    ("week - end", periods.weekend),
    ("eow", periods.week_end),
    ("eoq", periods.quarter_close),
    ("eoy", periods.year_close),
    ("year -|'s? end", periods.year_close),
    ("year's|years end", periods.year_close),
    ("end of week", periods.week_end),
    ("end of month", periods.month_close),
    ("end of quarter", periods.quarter_close),
    ("end of year", periods.year_close),
    ("mid -? week", periods.mid_week),
    ("mid -? week ,|of|in? <week>", lambda env, ref: periods.part(env, "mid", ref)),
    ("midweek ,|of|in? <week>", lambda env, ref: periods.part(env, "mid", ref)),
    ("midweek", periods.mid_week),
    ("the? weekend", periods.weekend),
    ("WHICH weekend", periods.weekend),
    ("the? new year", periods.new_year_month),
    ("the? early|start|beginning of|in|part? of|in? the new year", lambda env, *_parts: periods.new_year_month(env)),
)
_POINT = (
    ("<day>", amounts.same),
    ("<period>", amounts.same),
    ("<day> or|- so", phrases.or_so),
    ("<day> - ish", phrases.or_so),
    ("ABOUT <core>", phrases.around),
    ("on or ABOUT <core>", phrases.around),
    ("sometime|some time? <period>", amounts.same),
    ("sometime|some time? on|in|during|over <period>", amounts.same),
    ("<period> sometime|some time?", amounts.same),
)

PERIOD_RULES = {
    "week": _WEEK,
    "month": _MONTH,
    "ref": _REF,
    "period": _PERIOD,
    "point": _POINT,
}
