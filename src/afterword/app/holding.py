"""Until when etiquette holds a follow-up back, by what has been said so far."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, timedelta

from afterword.app.pages import Rows, outreach_of
from afterword.facts import Workdays, codec
from afterword.strategy.etiquette import Etiquette, Search, page
from afterword.strategy.model import FollowUp


def free_on(rows: Rows, held: Iterable[FollowUp], day: date) -> dict[str, date]:
    """For each the first business day after `day` on which nothing said so far stands against it; by key, those that close before left out."""
    told = json.loads(rows.page) if rows.page else {}
    workdays = Workdays(frozenset(map(date.fromisoformat, told.get("holidays", ()))))
    limits, touches = codec.load(Etiquette, told.get("limits", {})), outreach_of(rows.outreach)
    until = told.get("until")
    search = Search(told.get("search", "start"), date.fromisoformat(until) if until else None)
    employer = frozenset(told.get("employer", ()))
    found: dict[str, date] = {}
    for one in held:
        then = day + timedelta(days=1)
        while then <= one.window.closes:
            if workdays.open_on(then) and page([one], then, workdays, touches, limits, search, None, 0, employer).shown:
                found[one.key] = then
                break
            then += timedelta(days=1)
    return found
