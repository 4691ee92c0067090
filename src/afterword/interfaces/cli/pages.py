"""The pages: today, plan, why. `today` takes the fast path: nothing but the standard library and click."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from afterword.interfaces.cli import desk

if TYPE_CHECKING:
    from afterword.app.home import Home
    from afterword.app.pages import Rows, Today


def _fast(minutes: int | None) -> Today | None:
    """The page straight from the materialised plan, where it can be trusted."""
    import json

    from afterword.app import pages, stamp
    from afterword.store import hot

    path = desk.path()
    link = hot.meta(path, "me")
    if not link.get("page") or link.get("importing") or not link.get("stamp", "").startswith(stamp.prefix()):
        return None
    told = json.loads(link["page"])
    if told.get("settings", "") != stamp.settings_digest(path):
        return None
    zone = told.get("zone", "UTC")
    now = desk.instant(zone) or datetime.now(UTC)
    day = now.astimezone(ZoneInfo(zone)).date()
    since, waited = ((day - timedelta(days=n)).isoformat() for n in (pages.LOOK_BACK, pages.WAITED))
    found = hot.read(path, "me", day.isoformat(), link["stamp"], since, waited)
    if found is None:
        return None
    rows = pages.Rows(found.follow_ups, found.waiting, found.questions, found.outreach, found.meta["page"], found.coming, found.problems)
    return pages.today(rows, day, _micros(now), minutes)


def _micros(now: datetime) -> int:
    return int(now.timestamp() * 1_000_000)


def rows_of(home: Home, day: date) -> Rows:
    """The same rows by the ordinary path."""
    from afterword.app import pages

    store = home.store
    since = (day - timedelta(days=pages.LOOK_BACK)).isoformat()
    out = [(o.fact, o.day, o.person, o.organisation, o.body) for o in store.outreach(since)]
    every = store.follow_ups(closes_from=day.isoformat())
    open_now = store.follow_ups(day.isoformat(), day.isoformat())
    return pages.Rows(open_now, store.waiting(), store.questions(), out, store.meta("page"), len(every) - len(open_now), store.problem_count())


def today_of(home: Home, minutes: int | None = None) -> Today:
    """Today's page of a home."""
    from afterword.app import pages

    return pages.today(rows_of(home, home.today), home.today, _micros(home.now), minutes)


@click.command("today")
@click.option("--minutes", type=click.IntRange(0, 600), default=None, help="how many minutes you have")
@click.option("--all", "everything", is_flag=True, help="also what is held back, and why")
def today(minutes: int | None, everything: bool) -> None:
    """Today's follow-ups, in order: promises first, then what is in its window."""
    shown = _fast(minutes) or today_of(desk.home(), minutes)
    if desk.wants_json():
        from afterword.app.pages import today_json

        desk.document(today_json(shown))
        return
    from afterword.interfaces.cli.shown import today_lines

    desk.say("\n".join(today_lines(shown, everything=everything)))


@click.command("plan")
@click.option("--days", type=click.IntRange(0, 3660), default=30, help="how far ahead")
def plan(days: int) -> None:
    """Every open window in the days to come, without etiquette."""
    from afterword.app.pages import plan_json, unique
    from afterword.facts import codec
    from afterword.strategy.model import Waiting

    home = desk.home()
    day = home.today
    last = (day + timedelta(days=days)).isoformat()
    found = unique(home.store.follow_ups(last, day.isoformat()))
    waiting = [w for b in home.store.waiting() if (w := codec.loads(Waiting, b)).until is None or day < w.until]
    if desk.wants_json():
        desk.document(plan_json(found, day, home.me.zone, days, waiting))
        return
    from afterword.interfaces.cli.shown import plan_lines

    desk.say("\n".join(plan_lines(found, day, days)))


@click.command("why")
@click.argument("key")
def why(key: str) -> None:
    """Why a follow-up is there: the rule, the facts with their sentences, and what would change it."""
    from afterword.app.deciding import follow_up

    home = desk.home()
    one = follow_up(home, key)
    if desk.wants_json():
        because = [{"fact": b.fact, "at": b.at, "quote": b.quote, "origin": b.origin} for b in one.because]
        desk.document({"version": 1, "key": one.key, "rule": one.rule, "because": because, "changes": list(one.changes)})
        return
    from afterword.interfaces.cli.shown import why_lines

    desk.say("\n".join(why_lines(one, home.today)))


COMMANDS = {"today": today, "plan": plan, "why": why}

