"""Sync: what is new in the accounts, taken in like an import. Read-only; nothing that vanishes there is lost here.

How far each folder was read is kept in `sync.json` beside the store. It only saves time: without it everything is met
again, and known again by its content.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from afterword.app import accounts, connecting, importing
from afterword.app.accounts import Account
from afterword.app.home import Home
from afterword.errors import AfterwordError, NotFound, Refused, Unreadable, one_line
from afterword.facts import Problem
from afterword.sources.limits import HEAD
from afterword.sources.port import Place, Source
from afterword.store.crash import crash_point
from afterword.store.files import private_dir, write_file
from afterword.store.vault import Ask

FILE = "sync.json"
READ_BY_SYNC = ("mail", "ics", "folder")
LONGEST_FEED = 32 * 1024 * 1024
"""Bytes of a calendar that are fetched."""


@dataclass(slots=True)
class Synced:
    """What became of one account: mails and entries read, new ones among them, and why it stopped, if it did."""

    account: str
    read: int = 0
    new: int = 0
    bulk: int = 0
    stopped: str = ""
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
    if failed and len(failed) == len(chosen):
        raise failed[0]
    return done


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
    mail_syncing.read(mail_syncing.Reading(now.home, one, now.path, mine, now.keep, took, told.problems.append, now.sources, now.sure, now.ask, now.patience))


def _feed(now: _Round, one: Account, told: Synced) -> None:
    """A calendar at a web address: fetched whole, and only when it has changed."""
    mine = now.seen.setdefault(one.name, {})
    body, mark = _fetched(one, mine.get("etag", ""), now.patience)
    if body is None:
        return
    with tempfile.TemporaryDirectory(prefix="afterword-sync-") as scratch:
        file = Path(scratch) / "calendar.ics"
        file.write_bytes(body)
        told.add(importing.bring(now.home, [Place(file, one.name, body[:HEAD])], now.sources))
    now.seen[one.name] = {"etag": mark}
    now.keep()


def _fetched(one: Account, etag: str, patience: float) -> tuple[bytes | None, str]:
    """The calendar's bytes, or None where it is what it was. The address is a secret: it stands in no message."""
    import httpx2

    address = one.url.replace("webcal://", "https://", 1)
    host = httpx2.URL(address).host
    if not address.startswith("https://") and not (address.startswith("http://") and accounts.is_loopback(host)):
        raise Refused(f"{one.name}: a calendar is only fetched over https")
    try:
        with httpx2.Client(timeout=patience, follow_redirects=True, max_redirects=3) as web, web.stream("GET", address, headers={"If-None-Match": etag} if etag else {}) as answer:
            if answer.status_code == 304:
                return None, etag
            if answer.status_code != 200:
                raise Unreadable(f"{one.name}: the server of the calendar answers {answer.status_code}: get the address anew from your calendar's settings")
            body = bytearray()
            for part in answer.iter_bytes():
                body += part
                if len(body) > LONGEST_FEED:
                    raise Unreadable(f"{one.name}: the calendar is over {LONGEST_FEED >> 20} MiB")
            return bytes(body), str(answer.headers.get("etag", ""))
    except httpx2.HTTPError as error:
        raise Unreadable(f"{one.name}: {host} could not be reached ({type(error).__name__})") from None


def _watched(now: _Round, one: Account, told: Synced) -> None:
    """A folder that is watched: whatever lies in it, files known before fall away."""
    place = Path(one.url).expanduser()
    if not place.exists():
        raise Unreadable(f"{one.name}: there is no {place}")
    if any(place.iterdir()) if place.is_dir() else True:
        told.add(importing.run(now.home, [place], now.sources))


_READERS: dict[str, Callable[[_Round, Account, Synced], None]] = {"mail": _mail, "ics": _feed, "folder": _watched}


def as_json(done: Sequence[Synced]) -> dict[str, Any]:
    """The document of `sync --json`."""
    return {
        "version": 1,
        "accounts": [
            {
                "account": one.account, "read": one.read, "new": one.new, "bulk": one.bulk, "stopped": one.stopped or None,
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
        elif not one.read:
            yield f"{one.account}: nothing new"
        else:
            bulk = f", {one.bulk} of them bulk, of which only the beginning was fetched" if one.bulk else ""
            yield f"{one.account}: {one.read} read, {one.new} new{bulk}"
        for problem in one.problems[:10]:
            yield f"  {problem.place}: {problem.message}"
