"""Sync of one mailbox: what is new in its folders is taken in like an import, batch by batch."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from afterword.app import accounts, connecting, importing
from afterword.app.accounts import Account
from afterword.app.home import Home
from afterword.errors import Refused, Unreadable, one_line
from afterword.facts import Problem
from afterword.sources import imap
from afterword.sources.port import Place
from afterword.sources.spool import SPOOL
from afterword.store.vault import Ask

ELSEWHERE = "\\elsewhere"  # no folder is called so


@dataclass(frozen=True, slots=True)
class Reading:
    """One round through a mailbox: `mine` is what is kept of it between two rounds, `took` and `problem` tell what came."""

    home: Home
    account: Account
    path: Path
    mine: dict[str, Any]
    keep: Callable[[], None]
    took: Callable[[importing.Report, int], None]
    problem: Callable[[Problem], None]
    sure: bool = False
    ask: Ask | None = None
    patience: float = connecting.PATIENCE


@dataclass(slots=True)
class _Elsewhere:
    """Trash, archive and spam, and how many mails they held before: what was moved there has not vanished."""

    link: Any
    before: dict[str, int]
    _counts: dict[str, int] | None = None

    def counts(self) -> dict[str, int]:
        if self._counts is None:
            self._counts = {folder: imap.held(self.link, folder) for folder in imap.elsewhere(self.link)}
        return self._counts

    def more(self, but: str) -> int:
        """How many more mails lie in the other folders than before."""
        return sum(max(0, n - self.before.get(folder, n)) for folder, n in self.counts().items() if folder != but)


def read(now: Reading) -> None:
    """Reads what is new in each folder. Raises Unreadable where the connection breaks, Refused where too much has vanished."""
    from imapclient.exceptions import IMAPClientError

    one = now.account
    link = connecting.imap(one, accounts.secret(now.path, one, ask=now.ask), now.patience)
    try:
        elsewhere = _Elsewhere(link, dict(now.mine.get(ELSEWHERE, {})))
        for folder in imap.folders_of(link, one.folders):
            _folder(now, link, folder, elsewhere)
        if (counts := elsewhere.counts()) != elsewhere.before:
            now.mine[ELSEWHERE] = counts
            now.keep()
    except (OSError, IMAPClientError) as error:
        raise Unreadable(f"{one.name}: the mailbox broke off ({one_line(error)}); what was read is kept, run it again") from None
    finally:
        connecting.leave(link)


def _folder(now: Reading, link: Any, folder: str, elsewhere: _Elsewhere) -> None:
    shown = f"{now.account.name}/{folder}"
    seen, day = _seen(now.mine.get(folder)), now.home.today.isoformat()

    def keep(seen: imap.Seen) -> None:
        now.mine[folder] = asdict(seen)
        now.keep()

    with tempfile.TemporaryDirectory(prefix="afterword-sync-") as scratch:
        coming = imap.new_mail(link, folder, seen, Path(scratch), now.home.me.emails, day, sure=now.sure, moved=lambda: elsewhere.more(folder))
        for one in coming:
            if isinstance(one, imap.Vanished):
                raise Refused(
                    f"{now.account.name}: {one.folder} held {one.held} mails and now shows {one.now}; nothing was read. "
                    "Nothing here is lost; if it is right, run: afterword sync --yes"
                )
            if isinstance(one, imap.Coming):
                _round(now, shown, one.mails, coming, keep)
                continue
            assert isinstance(one, imap.Whole)
            if one.missing:
                now.problem(Problem(shown, folder, f"{one.missing} mails were not given by the server; they are asked for again the next time"))
            keep(one.seen)


def _round(now: Reading, shown: str, mails: int, coming: Iterator[imap.Coming | imap.Batch | imap.Vanished | imap.Whole], keep: Callable[[imap.Seen], None]) -> None:
    """Takes in a round of so many mails, each batch read while the next is fetched. Where the line dies, what came before is kept first."""
    batches, broken = list[imap.Batch](), list[Exception]()

    def places() -> Iterator[Place]:
        while not batches or batches[-1].coming:
            try:
                more = next(coming)
            except Exception as error:  # noqa: BLE001 - raised below
                broken.append(error)
                return
            assert isinstance(more, imap.Batch)
            batches.append(more)
            yield Place(more.file, shown)

    report = importing.receive(now.home, shown, places(), SPOOL, mails * importing.MAIL_BYTES)
    if batches:
        if batches[-1].seen is not None:
            keep(batches[-1].seen)
        now.took(report, sum(one.bulk for one in batches))
    for one in batches:
        one.file.unlink()
    if broken:
        raise broken[0]


def _seen(told: Any) -> imap.Seen:
    """What was kept of a folder; what cannot be understood is nothing, and the folder is met again."""
    try:
        seen = imap.Seen(imap.Told(**told["told"]), told["known"], dict(told["probes"]), str(told.get("day", "")))
        imap.uids_of(seen.known)
    except (TypeError, KeyError, ValueError, AttributeError):
        return imap.Seen()
    return seen
