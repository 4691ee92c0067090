"""The tick: sync, plan, remind. Safe to run at any moment and as often as one likes; no account, no network (P24)."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from afterword.app import accounts, calendaring, connecting, reminding, syncing, todos_out
from afterword.app.home import Home
from afterword.app.pages import Today, today_of
from afterword.app.reminding import Memory, Reminder, Tried, Way
from afterword.app.syncing import Synced
from afterword.app.wording import counted
from afterword.errors import AfterwordError, StoreBusy
from afterword.sources.port import Source
from afterword.store import outbox as rows
from afterword.store.files import private_dir, private_file

LOCK = "tick.lock"
MAIL = "reminder mail"
"""How trouble with the mail to oneself is named among the accounts that fail."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """The settings: from which hour of the user's clock, and in which ways."""

    hour: int = 8
    mail: bool = False
    desktop: bool = True
    calendar: calendaring.Wishes = calendaring.Wishes()  # noqa: RUF009 - a frozen value


@dataclass(slots=True)
class Ticked:
    """What a tick did. `trouble` is told once, when it begins; `failing` is all that fails now."""

    synced: list[Synced] = field(default_factory=list)
    todos: list[todos_out.Written] = field(default_factory=list)
    trouble: dict[str, str] = field(default_factory=dict)
    failing: dict[str, str] = field(default_factory=dict)
    reminder: Reminder | None = None
    said: tuple[str, ...] = ()
    busy: bool = False
    replied: list[str] = field(default_factory=list)  # answers to what the user wrote back
    settled: int = 0  # mails of which it was not known whether they arrived, and now is


def tick(
    home: Home, path: Path, wishes: Wishes, *, sources: Sequence[Source], patience: float = connecting.PATIENCE,
) -> Ticked:  # fmt: skip
    """Syncs every account that can be read, then says what is owed and was not said yet. Asks nobody for anything.

    Raises StoreBusy; an account that fails is told once and keeps nothing else waiting.
    """
    home.ready()
    done = Ticked()
    with _alone(path) as alone:
        if not alone:
            done.busy = True
            return done
        memory = Memory.read(path)
        _sync(home, path, done, memory, sources, patience)
        _settle(home, done)
        _obey(home, path, done, memory, patience)
        _write_todos(home, path, done, wishes, patience)
        _remind(home, path, today_of(home), done, memory, wishes)
        if memory.broken != done.failing:
            done.trouble = {name: why for name, why in done.failing.items() if name not in memory.broken}
            memory.broken = done.failing
            memory.keep(path)
    return done


def _sync(home: Home, path: Path, done: Ticked, memory: Memory, sources: Sequence[Source], patience: float) -> None:
    if MAIL in memory.broken:
        done.failing[MAIL] = memory.broken[MAIL]  # until a mail leaves again
    for one in accounts.accounts(path):
        if one.kind not in syncing.READ_BY_SYNC or (one.kind == "mail" and one.imap is None):
            continue
        try:
            done.synced += syncing.sync(home, path, one.name, sources=sources, patience=patience)
        except StoreBusy:
            raise
        except AfterwordError as error:
            done.failing[one.name] = str(error).removeprefix(f"{one.name}: ")


def _settle(home: Home, done: Ticked) -> None:
    """Looks for the mails in doubt, in Sent and among what has come. Where nobody can look they stay in doubt."""
    if rows.rows(home.store, ("transmitting", "unknown")):
        from afterword.app import sending

        with suppress(AfterwordError, OSError):
            done.settled = sum(state != "unknown" for _, state in sending.resolve(home))


def _obey(home: Home, path: Path, done: Ticked, memory: Memory, patience: float) -> None:
    """Does what the user wrote back to the list."""
    if memory.mails:
        from afterword.app import replying

        before = (dict(memory.obeyed), memory.looked)
        done.replied = replying.quiet(home, memory, patience)
        if (memory.obeyed, memory.looked) != before:
            memory.keep(path)


def _write_todos(home: Home, path: Path, done: Ticked, wishes: Wishes, patience: float) -> None:
    """Brings the lists of to-dos in line, where the account could be read."""
    done.todos = todos_out.write(home, path, wishes.calendar, [one.account for one in done.synced if not one.stopped], patience=patience)
    done.failing |= {f"{one.account}, to-dos": one.stopped for one in done.todos if one.stopped}


def _remind(home: Home, path: Path, page: Today, done: Ticked, memory: Memory, wishes: Wishes) -> None:
    now, workday = home.now, home.workdays().open_on(page.day)
    ways = _ways(home, path, done, memory, wishes)
    tried: dict[str, Tried] = {}
    if (left := reminding.still_to_say(page, now, wishes.hour, memory, workday=workday)) is not None:
        tried = reminding.retry(path, memory, left, ways)
        done.reminder = left
    if (fresh := reminding.owed(page, now, wishes.hour, memory, workday=workday)) is not None:
        tried |= reminding.remind(path, memory, fresh, now, ways)
        done.reminder = fresh if fresh.worth else done.reminder
    done.said = tuple(way for way, one in tried.items() if not one.again and not one.trouble)
    if not done.said:
        done.reminder = None
    if "mail" in tried:
        done.failing.pop(MAIL, None)
        if tried["mail"].trouble:
            done.failing[MAIL] = tried["mail"].trouble
    elif not wishes.mail:
        done.failing.pop(MAIL, None)


def _ways(home: Home, path: Path, done: Ticked, memory: Memory, wishes: Wishes) -> dict[str, Way]:
    """`line` is what the tick itself prints: whoever runs it by hand, or reads the journal."""
    ways: dict[str, Way] = {"line": lambda _: Tried()}
    if wishes.desktop and reminding.notifier() is not None:
        ways["desktop"] = reminding.desktop
    ways |= {f"notify {one.name}": partial(_notified, path, one) for one in accounts.accounts(path) if one.kind == "notify"}
    if wishes.mail:
        ways["mail"] = lambda reminder: _mail(home, path, memory, reminder, tuple(name for name in done.failing if name != MAIL))
    return ways


def _notified(path: Path, one: accounts.Account, reminder: Reminder) -> Tried:
    """A line through another service. What it did not take is tried again at the next tick."""
    from afterword.channels import notify

    try:
        taken = notify.send(accounts.secret(path, one), reminding.neutral(reminder))
    except AfterwordError as error:
        return Tried(trouble=str(error))
    return Tried() if taken else Tried(again=True, trouble=f"{one.name} did not take it")


def _mail(home: Home, path: Path, memory: Memory, reminder: Reminder, failing: Sequence[str]) -> Tried:
    """The list as a mail, with the answers to what the user wrote back; its name is kept first, so that a reply to it is known."""
    from afterword.app import digest

    if name := digest.name_of(home, reminder):
        keys = memory.mails.get(name, {}).get("keys", [])
        memory.mails[name] = {"day": reminder.page.day.isoformat(), "keys": [*dict.fromkeys([*keys, *(f.key for f in reminder.page.follow_ups), *(a.key for a in reminder.page.tell)])]}
        memory.keep(path)
    tried = digest.post(home, replace(reminder, answers=tuple(memory.answers)), failing)
    if not tried.again and not tried.trouble:
        memory.answers = []
        memory.keep(path)
    return tried


@contextmanager
def _alone(path: Path) -> Iterator[bool]:
    """Only one tick at a time: the system lets go of the lock when the program ends, however it ends."""
    with private_file(private_dir(path) / LOCK).open("r+b") as file:
        try:
            if sys.platform == "win32":
                import msvcrt

                file.seek(0)
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True


def as_json(done: Ticked) -> dict[str, Any]:
    """The document of `tick --json`."""
    reminder = done.reminder
    return {
        "version": 1, "busy": done.busy, "accounts": syncing.as_json(done.synced)["accounts"], "todos": todos_out.as_json(done.todos),
        "trouble": [{"account": name, "message": why} for name, why in done.trouble.items()], "failing": sorted(done.failing),
        "replies": done.replied, "settled": done.settled,
        "reminded": {
            "kind": reminder.kind, "day": reminder.page.day.isoformat(), "ways": list(done.said), "keys": [f.key for f in reminder.page.follow_ups],
        } if reminder is not None else None,
    }  # fmt: skip


def lines(done: Ticked) -> Iterator[str]:
    """What a tick did, in words that name nobody owed; nothing where nothing was done."""
    if done.busy:
        return
    yield from syncing.lines([one for one in done.synced if one.read or one.problems])
    yield from todos_out.lines([one for one in done.todos if not one.stopped])
    for name, why in done.trouble.items():
        yield f"{name}: {why}"
    if done.settled:
        yield f"{counted(done.settled, 'mail').capitalize()} in doubt: now known. See: afterword send"
    if done.replied:
        yield f"{counted(len(done.replied), 'line').capitalize()} of your reply read; the next list answers."
    if done.reminder is not None:
        yield f"{reminding.neutral(done.reminder)} See: afterword"
