"""The diary of planned follow-ups, by week or month; a follow-up is dragged, or moved by a field, to a later day."""

from __future__ import annotations

from datetime import date, timedelta

from starlette.responses import Response

from afterword.app import deciding, telling
from afterword.app.agenda import agenda, month_of, week_of
from afterword.errors import BadUsage
from afterword.interfaces.web.asking import Asked, act, see
from afterword.interfaces.web.talk import by_day

NAV = (40, "Calendar", "/calendar")


def _asked_day(asked: Asked, name: str) -> date | None:
    text = asked.query(name)
    try:
        found = date.fromisoformat(f"{text}-01" if len(text) == 7 else text)
    except ValueError:
        return None
    return found if 1990 <= found.year <= 2200 else None


def page(asked: Asked) -> Response:
    """A week as a diary; `month=2026-11` the month."""
    today = asked.home.today
    month = _asked_day(asked, "month")
    if month is not None:
        first, last = month_of(month)
        before, after = (month.replace(day=1) - timedelta(days=1)), (month.replace(day=1) + timedelta(days=32))
        return asked.show(
            "calendar.html", title=f"{month:%B %Y}", days=agenda(asked.home, first, last), sheets=by_day(asked.home, first, last), first=month.replace(day=1), month=month, back=f"{before:%Y-%m}",
            forth=f"{after:%Y-%m}", here="/calendar",
        )  # fmt: skip
    first = week_of(_asked_day(asked, "week") or (today if today.weekday() < 5 else today + timedelta(days=2)))
    days = agenda(asked.home, first, first + timedelta(days=6))
    return asked.show(
        "calendar.html", title="Calendar", days=days, sheets=by_day(asked.home, first, first + timedelta(days=6)), first=first, month=None, back=(first - timedelta(days=7)).isoformat(),
        forth=(first + timedelta(days=7)).isoformat(), here="/calendar",
    )  # fmt: skip


def move(asked: Asked) -> Response:
    """Not before that day. Coming sooner needs no moving: it may be done on any day of its window."""
    key, to = asked.word("key", needed="Say which one."), asked.word("to", needed="Say to which day.")
    one = deciding.follow_up(asked.home, key)
    day = telling.day(asked.home, to)
    if day is not None and day < one.window.due and day > asked.home.today:
        raise BadUsage(f"it is planned for {one.window.due:%A} {one.window.due.day} {one.window.due:%B}: you may do it sooner without moving it")
    moved, until = deciding.snooze(asked.home, key, to)
    who = moved.person.name or moved.organisation
    return asked.did(f"Moved: {who}, to {until:%A} {until.day} {until:%B}.", to=_back(asked, until))


def _back(asked: Asked, until: date) -> str:
    """The same page, or the week of the new day where it lies elsewhere."""
    view = asked.word("view")
    if len(view) == 7 and view[:4].isdigit() and view[5:].isdigit():
        return f"/calendar?month={view}"
    try:
        first = week_of(date.fromisoformat(view))
    except ValueError:
        first = week_of(until)
    return f"/calendar?week={first.isoformat()}"


ROUTES = [see("/calendar", page, keep=True), act("/calendar/move", move, again=page)]
