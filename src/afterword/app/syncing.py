"""Sync: what is new in the accounts, taken in like an import. Read-only; nothing that vanishes there is lost here.

How far each folder was read is kept in `sync.json` beside the store. It only saves time: without it everything is met
again, and known again by its content.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from afterword.app import accounts, connecting, importing
from afterword.app.accounts import Account
from afterword.app.home import Home
from afterword.app.likening import look
from afterword.errors import AfterwordError, NotFound, Unreadable, one_line
from afterword.facts import Problem, micros
from afterword.sources.port import Source
from afterword.store.crash import crash_point
from afterword.store.files import private_dir, write_file
from afterword.store.vault import Ask

FILE = "sync.json"
ALIKE = 3_600_000_000
"""Microseconds between two looks at who may be one person."""
READ_BY_SYNC = ("mail", "caldav", "carddav", "ics", "folder")


@dataclass(slots=True)
class Synced:
    """What became of one account: mails and entries read, new ones among them, and why it stopped, if it did."""

    account: str
    read: int = 0
    new: int = 0
    bulk: int = 0
    stopped: str = ""
    gone: int = 0  # entries that were deleted there, and are kept here
    problems: list[Problem] = field(default_factory=list)

    def add(self, report: importing.Report, bulk: int = 0) -> None:
        self.read += sum(f.read for f in report.files)
        self.new += report.facts
        self.bulk += bulk
        self.problems += [p for f in report.files for p in f.problems]


Step = Callable[[Synced], None]


@dataclass(slots=True)
class _Round:
    """One sync: the home, what was seen before, and what all accounts share."""

    home: Home
    path: Path
    sources: Sequence[Source]
    sure: bool
    ask: Ask | None
    step: Step | None
    patience: float
    seen: dict[str, dict[str, Any]]

    def keep(self) -> None:
        crash_point("before sync state")
        write_file(private_dir(self.path) / FILE, [json.dumps(self.seen, indent=1, sort_keys=True).encode()])


def sync(
    home: Home, path: Path, name: str = "", *, sources: Sequence[Source], sure: bool = False, ask: Ask | None = None, step: Step | None = None,
    patience: float = connecting.PATIENCE,
) -> list[Synced]:  # fmt: skip
    """Brings in what is new in one account, or in all. One that fails does not keep the others waiting.

    Raises NotFound without an account, and what the only account raised where nothing else could be read.
    """
    home.ready()
    chosen = [accounts.account(path, name)] if name else [a for a in accounts.accounts(path) if a.kind in READ_BY_SYNC and (a.kind != "mail" or a.imap)]
    if not chosen:
        raise NotFound("there is no account to read from: afterword account add ADDRESS")
    now = _Round(home, path, sources, sure, ask, step, patience, _seen(path))
    done: list[Synced] = []
    failed: list[AfterwordError] = []
    for one in chosen:
        told = Synced(one.name)
        done.append(told)
        try:
            _READERS[one.kind](now, one, told)
        except AfterwordError as error:
            told.stopped = str(error)
            failed.append(error)
        except (OSError, ValueError) as error:
            told.stopped = one_line(error)
            failed.append(Unreadable(f"{one.name}: {told.stopped}"))
    _alike(home, fresh=any(told.new and one.kind != "folder" for one, told in zip(chosen, done, strict=True)))
    if failed and len(failed) == len(chosen):
        raise failed[0]
    return done


def _alike(home: Home, *, fresh: bool) -> None:
    """Who may be one person: after the plan is fresh, and once an hour, however often mail comes; it compares everybody with everybody."""
    store, now = home.store, micros(home.clock.now())
    due = fresh or store.meta("near due")
    if due and abs(now - int(store.meta("near at") or 0)) >= ALIKE:
        with store.transaction():
            look(home)
            store.put_meta("near at", str(now))
            store.put_meta("near due", "")
    elif fresh:
        store.put_meta("near due", "yes")


def _seen(path: Path) -> dict[str, dict[str, Any]]:
    try:
        told = json.loads((path / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def _mail(now: _Round, one: Account, told: Synced) -> None:
    from afterword.app import mail_syncing

    def took(report: importing.Report, bulk: int) -> None:
        told.add(report, bulk)
        if now.step:
            now.step(told)

    mine = now.seen.setdefault(one.name, {})
    mail_syncing.read(mail_syncing.Reading(now.home, one, now.path, mine, now.keep, took, told.problems.append, now.sure, now.ask, now.patience))


def _calendars(now: _Round, one: Account, told: Synced) -> None:
    """A server's calendars or address books, or one calendar at a web address."""
    from afterword.app import calendar_accounts, calendar_syncing, feed_syncing

    def took(report: importing.Report) -> None:
        told.add(report)
        if now.step:
            now.step(told)

    mine = now.seen[one.name] = calendar_syncing.sound(now.seen.get(one.name), one)
    with calendar_accounts.link(now.path, one, now.ask, now.patience) as link:
        reading = calendar_syncing.Reading(now.home, one, link, mine, now.keep, took, now.sure)
        try:
            (feed_syncing if one.kind == "ics" else calendar_syncing).read(reading)
        finally:
            told.gone, told.problems = reading.gone, told.problems + reading.problems


def _watched(now: _Round, one: Account, told: Synced) -> None:
    """A folder that is watched: whatever is new in it."""
    from afterword.app import watching

    watching.watch(now.home, Path(one.url).expanduser(), now.seen.setdefault(one.name, {}), now.sources, told.add)
    now.keep()


_READERS: dict[str, Callable[[_Round, Account, Synced], None]] = {
    "mail": _mail, "caldav": _calendars, "carddav": _calendars, "ics": _calendars, "folder": _watched,
}  # fmt: skip


def as_json(done: Sequence[Synced]) -> dict[str, Any]:
    """The document of `sync --json`."""
    return {
        "version": 1,
        "accounts": [
            {
                "account": one.account, "read": one.read, "new": one.new, "bulk": one.bulk, "gone": one.gone, "stopped": one.stopped or None,
                "problems": [{"place": p.place, "message": p.message} for p in one.problems],
            }
            for one in done
        ],
    }  # fmt: skip


def lines(done: Sequence[Synced]) -> Iterator[str]:
    """What a sync did, in words."""
    for one in done:
        if one.stopped:
            yield f"{one.account}: {one.stopped.removeprefix(f'{one.account}: ')}"
        elif not one.read and not one.gone:
            yield f"{one.account}: nothing new"
        else:
            kept = f"; {one.gone} deleted there, kept here" if one.gone else ""
            bulk = f", {one.bulk} of them bulk, of which only the beginning was fetched" if one.bulk else ""
            yield f"{one.account}: {one.read} read, {one.new} new{bulk}{kept}"
        for problem in one.problems[:10]:
            yield f"  {problem.place}: {problem.message}"
