"""The pages: today, plan, why. `today` takes the fast path: nothing but the standard library and click."""

from __future__ import annotations

import gc
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from afterword.facts.frozen import dataclass
from afterword.interfaces.cli import desk

if TYPE_CHECKING:
    from afterword.app.pages import Today
    from afterword.strategy.model import FollowUp


@dataclass(frozen=True, slots=True)
class _Plan:
    """A materialised plan that can be trusted: where it is, its stamp, whose it is, and the moment."""

    path: Path
    stamp: str
    name: str
    zone: str
    now: datetime

    @property
    def day(self) -> date:
        return self.now.astimezone(ZoneInfo(self.zone)).date()


def _kept() -> _Plan | None:
    """The plan as it lies in the home; None where the ordinary path has to look at it first."""
    import json

    from afterword.app import stamp
    from afterword.store import hot

    path = desk.path()
    link = hot.meta(path, "me")
    if not link.get("page") or link.get("importing") or not link.get("stamp", "").startswith(stamp.prefix()):
        return None
    told = json.loads(link["page"])
    if told.get("settings", "") != stamp.settings_digest(path):
        return None
    zone = told.get("zone", "UTC")
    return _Plan(path, link["stamp"], told.get("name", ""), zone, desk.instant(zone) or datetime.now(UTC))


def _fast(minutes: int | None) -> Today | None:
    """The page straight from the materialised plan, where it can be trusted."""
    from afterword.app import pages
    from afterword.store import hot

    kept = _kept()
    if kept is None:
        return None
    day = kept.day
    since, waited = ((day - timedelta(days=n)).isoformat() for n in (pages.LOOK_BACK, pages.WAITED))
    found = hot.read(kept.path, "me", day.isoformat(), kept.stamp, since, waited)
    if found is None:
        return None
    rows = pages.Rows(found.follow_ups, found.waiting, found.questions, found.outreach, found.meta["page"], found.coming, found.problems)
    return pages.today(rows, day, _micros(kept.now), minutes)


def _micros(now: datetime) -> int:
    return int(now.timestamp() * 1_000_000)


@click.command("today")
@click.option("--minutes", type=click.IntRange(0, 600), default=None, help="how many minutes you have")
@click.option("--all", "everything", is_flag=True, help="also what is held back, and why")
def today(minutes: int | None, everything: bool) -> None:
    """Today's follow-ups, in order: promises first, then what is in its window."""
    gc.disable()  # what is loaded and made in this moment is needed to its end
    try:
        shown = _fast(minutes)
    finally:
        gc.enable()
    from afterword.app import pages

    shown = shown or pages.today_of(desk.home(), minutes)
    if desk.wants_json():
        desk.document(pages.today_json(shown))
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

    day, zone, bodies, waits = _planned(days)
    found = unique(bodies)
    waiting = [w for b in waits if (w := codec.loads(Waiting, b)).until is None or day < w.until]
    if desk.wants_json():
        desk.document(plan_json(found, day, zone, days, waiting))
        return
    from afterword.interfaces.cli.shown import plan_lines

    desk.say("\n".join(plan_lines(found, day, days)))


def _planned(days: int) -> tuple[date, str, list[bytes], list[bytes]]:
    """Today, the user's zone, the follow-ups of the days to come, and what is waited for."""
    from afterword.store import hot

    kept = _kept()
    if kept is not None and kept.name:
        last = (kept.day + timedelta(days=days)).isoformat()
        if (rows := hot.planned(kept.path, "me", kept.stamp, last, kept.day.isoformat())) is not None:
            return kept.day, kept.zone, *rows
    home = desk.home()
    last = (home.today + timedelta(days=days)).isoformat()
    return home.today, home.me.zone, home.store.follow_ups(last, home.today.isoformat()), home.store.waiting()


@click.command("why")
@click.argument("key")
def why(key: str) -> None:
    """Why a follow-up is there: the rule, the facts with their sentences, and what would change it."""
    one, day = _named(key)
    if desk.wants_json():
        because = [{"fact": b.fact, "at": b.at, "quote": b.quote, "origin": b.origin} for b in one.because]
        desk.document({"version": 1, "key": one.key, "rule": one.rule, "because": because, "changes": list(one.changes)})
        return
    from afterword.interfaces.cli.shown import why_lines

    desk.say("\n".join(why_lines(one, day)))


def _named(key: str) -> tuple[FollowUp, date]:
    """The follow-up of a key, and today; by the ordinary path where the key says too little."""
    from afterword.facts import codec
    from afterword.store import hot
    from afterword.strategy.model import FollowUp

    kept = _kept()
    body = hot.follow_up(kept.path, "me", kept.stamp, key.strip().lower()) if kept is not None and kept.name else None
    if kept is not None and body is not None:
        return codec.loads(FollowUp, body), kept.day
    from afterword.app.deciding import follow_up

    home = desk.home()
    return follow_up(home, key), home.today


COMMANDS = {"today": today, "plan": plan, "why": why}

