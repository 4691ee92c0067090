"""Windows in business days, as the table of DESIGN.md section 3 gives them."""

from __future__ import annotations

from datetime import date, timedelta

from afterword.facts import Fact, Workdays, moment
from afterword.strategy.model import Because, Window


def window(days: Workdays, start: date, opens: int, due: int, closes: int) -> Window:
    """Business days after `start`; 0 is `start` itself, business day or not."""

    def at(count: int) -> date:
        return start if count == 0 else days.after(start, count)

    return ordered(at(opens), at(due), at(closes))


def ordered(opens: date, due: date, closes: date, opens_at: int = 0) -> Window:
    """A due day before `opens` becomes `opens`; nothing closes before it is due."""
    due = max(opens, due)
    return Window(opens, due, max(due, closes), opens_at)


def next_day(days: Workdays, day: date) -> date:
    """Within a day: the next day, or the day itself when the next is no business day."""
    tomorrow = day + timedelta(days=1)
    return tomorrow if days.open_on(tomorrow) else day


def thanks(days: Workdays, ends: int, day: date) -> Window:
    """A thank-you opens when the talk ends, is due within a day, closes 3 business days later."""
    return ordered(day, next_day(days, day), days.after(day, 3), ends)


def moved(one: Window, to: date, days: Workdays) -> Window:
    """The same window, not before `to`: snoozed, or somebody away until then."""
    if to <= one.opens:
        return one
    length = max(days.between(one.due, one.closes), 1)
    due = max(one.due, to)
    return Window(to, due, max(one.closes, days.after(due, min(length, 5))), one.opens_at)


def evidence(fact: Fact, quote: str) -> Because:
    """One piece of evidence, with the sentence and where it came from."""
    at = moment(fact.at or fact.learnt).isoformat()
    return Because(fact.id, at, " ".join(quote.split())[:400], fact.origin)
