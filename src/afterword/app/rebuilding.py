"""Back, and anew: acts taken back or put back, and the caches made again from the facts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from afterword.app import circle, doubts
from afterword.app import stamp as built
from afterword.app.planning import Progress, is_me, keep, stamp
from afterword.app.remembering import remember
from afterword.app.sayings import sayings, speaks_of_readings
from afterword.app.underway import left_half_way
from afterword.errors import Refused
from afterword.facts import Fact, micros
from afterword.store.rows import SightingRow, Undone

if TYPE_CHECKING:
    from afterword.app.home import Home

BATCH = 2000
"""Facts read at once."""


def undo(home: Home, *, again: bool = False, act: str = "") -> Undone | None:
    """Takes the last act back, or puts it back; with `act`, that very one. Raises Refused for what was sent."""
    at = micros(home.clock.now())
    with home.store.transaction():
        if not again:
            doubts.keep_sent(home.store, act)
        if act:
            done: Undone | None = home.store.withdraw(act, at, again=again, by=home.by)
        else:
            done = home.store.redo(at, home.by) if again else home.store.undo(at, home.by)
        if done is None:
            return None
        facts = list(home.store.by_id(done.facts).values())
        if any(map(is_me, facts)):
            home.reset()
            if not home.me.emails:  # and then no command but `init` would be understood, `redo` neither
                home.reset()
                raise Refused("that would take back who you are: `afterword init` changes it, and what came before it cannot be taken back")
        home.store.drop_pieces()  # what an import brought may be imported again
        _turn(home, facts, hidden=not done.again)
    return done


def _turn(home: Home, facts: Sequence[Fact], *, hidden: bool) -> None:
    if any(map(is_me, facts)):
        home.reset()
        rebuild(home)
        return
    if hidden and speaks_of_readings(facts):
        again, left = circle.read_as_said(home, sayings([*home.store.in_force(["correction"]), *facts]), facts)
        circle.digest(home, again, left=left)
    understood = circle.understood(home, facts)
    if not hidden:
        circle.digest(home, understood)
        return
    rows: list[SightingRow] = [row for u in understood for row in u.seen]
    home.store.take_sightings(rows)
    touched = {x for u in understood for x in u.handles}
    moved, everybody = circle.settle(home, touched, {x for row in rows for x in row.handles}, jobs=any(map(circle.is_own_job, facts)))
    moved |= circle.sweep(home, touched | {x for row in rows for x in row.handles})
    circle.plan(home, moved | circle.every(facts), everybody)
    remember(home)


def fresh(home: Home, progress: Progress | None = None, *, trusting: bool = False) -> None:
    """Rebuilds the caches when they were made with something else; `trusting`: as far as the page of today looks."""
    if trusting and _as_made(home):
        return
    if home.store.rebuild(stamp(home.playbooks, home.timings)) or left_half_way(home.store, home.clock):
        rebuild(home, progress)
        if home.store.subjects():
            from afterword.app.likening import look

            look(home)
    elif json.loads(home.store.meta("page") or "{}").get("settings", "") != home.settings_digest:
        remember(home)


def _as_made(home: Home) -> bool:
    """Were the caches made by this program, with these settings?"""
    if not home.store.stamp.startswith(built.prefix()) or home.store.meta("importing"):
        return False
    return str(json.loads(home.store.meta("page") or "{}").get("settings")) == home.settings_digest


def rebuild(home: Home, progress: Progress | None = None) -> None:
    """Reads and plans everything anew from the facts."""
    with home.store.transaction():
        every, doubtful = read_again(home, progress)
        moved, _ = circle.settle(home, every, doubtful)
        home.reset()
        circle.plan(home, moved, progress=progress)
        remember(home)
        home.store.put_meta("importing", "")
        home.store.set_stamp(stamp(home.playbooks, home.timings))


def read_again(home: Home, progress: Progress | None = None) -> tuple[set[str], set[str]]:
    """Drops the caches and shelves every fact anew. Returns the handles touched and doubtful: settle and plan them."""
    home.store.drop_derived()
    home.reset()
    every: set[str] = set()
    doubtful: set[str] = set()
    done = 0
    for batch in _batches(home.store.in_force(), BATCH):
        touched, unsure = keep(home.store, circle.understood(home, batch))
        every |= touched
        doubtful |= unsure
        done += len(batch)
        if progress:
            progress("read", done, 0)
    return every, doubtful


def _batches(facts: Iterable[Fact], size: int) -> Iterator[list[Fact]]:
    batch: list[Fact] = []
    for one in facts:
        batch.append(one)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
