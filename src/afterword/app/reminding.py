"""When to remind, and that it was done: each day's list once, in the person's hours (RELIABILITY.md, P7).

What was said is kept in `reminded.json` beside the store, by the day of the page and never by "since when": a clock that
jumps forth and back again finds each day as it left it.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from afterword.app.pages import Today
from afterword.app.wording import counted
from afterword.store.crash import crash_point
from afterword.store.files import private_dir, write_file
from afterword.strategy.model import FollowUp

FILE = "reminded.json"
LATEST = 21
"""The hour of the user's clock from which nothing reminds until the next day."""
AFTERNOON = 15
"""The hour from which a promise of today may interrupt once more."""
APART = timedelta(hours=3)
"""How far from the morning list the second word about the same promise stays."""
PATIENT = ("wrap_up",)
"""Owed to many at once, and to nobody by an hour: these wait for the next morning."""
KEPT = 1000
"""Days and promises that are remembered, the newest to be said; far more than any clock jumps over in a search."""

ANSWERS = 50
"""Answers that wait for the next mail, the newest."""

Kind = Literal["list", "afternoon"]


@dataclass(frozen=True, slots=True)
class Reminder:
    """What to say now: the page of the day, cut to what may be said at this hour."""

    kind: Kind
    page: Today
    answers: tuple[str, ...] = ()  # to what the user wrote back

    @property
    def promises(self) -> tuple[FollowUp, ...]:
        return due_promises(self.page)

    @property
    def worth(self) -> bool:
        """Is there anything to say: a follow-up, a talk to prepare, one to tell of?"""
        return bool(self.page.follow_ups or self.page.prepare or self.page.tell)


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of one way. `again`: nothing has left, so the next tick may try once more. `trouble` in words."""

    again: bool = False
    trouble: str = ""


Way = Callable[[Reminder], Tried]


@dataclass(slots=True)
class Memory:
    """What was said: by `DAY KIND` (when, and which ways are still to be tried), by promise, and which accounts fail.

    `mails`: reminders that left as mails, by Message-ID, with their day and keys. Of the replies to them: which were
    `obeyed`, the `answers` that no mail has told yet, and how the Sent folder `looked` the last time.
    """

    said: dict[str, dict[str, Any]] = field(default_factory=dict)
    promises: dict[str, str] = field(default_factory=dict)
    broken: dict[str, str] = field(default_factory=dict)
    mails: dict[str, dict[str, Any]] = field(default_factory=dict)
    obeyed: dict[str, str] = field(default_factory=dict)
    answers: list[str] = field(default_factory=list)
    looked: str = ""

    @classmethod
    def read(cls, folder: Path) -> Memory:
        """An unreadable file is an empty one: the worst is a list said twice."""
        try:
            told = json.loads((folder / FILE).read_text(encoding="utf-8"))
            made = cls(dict(told["said"]), dict(told["promises"]), dict(told["broken"]), dict(told.get("mails", {})), dict(told.get("obeyed", {})))
            made.answers, made.looked = [str(one) for one in told.get("answers", ())], str(told.get("looked", ""))
            good = all(datetime.fromisoformat(one["at"]).tzinfo and isinstance(one["left"], list) for one in made.said.values())
            good = good and all(isinstance(one["day"], str) and isinstance(one["keys"], list) for one in made.mails.values())
        except (OSError, ValueError, KeyError, TypeError):
            return cls()
        return made if good else cls()

    def keep(self, folder: Path) -> None:
        crash_point("before what was said")
        self.said, self.promises = dict(list(self.said.items())[-KEPT:]), dict(list(self.promises.items())[-KEPT:])
        self.mails, self.obeyed = dict(list(self.mails.items())[-KEPT:]), dict(list(self.obeyed.items())[-KEPT:])
        self.answers = self.answers[-ANSWERS:]
        told = {
            "version": 1, "said": self.said, "promises": self.promises, "broken": self.broken, "mails": self.mails, "obeyed": self.obeyed,
            "answers": self.answers, "looked": self.looked,
        }  # fmt: skip
        write_file(private_dir(folder) / FILE, [json.dumps(told, indent=1).encode()])


def due_promises(page: Today) -> tuple[FollowUp, ...]:
    """The promises of the page whose day has come."""
    return tuple(f for f in page.follow_ups if f.tier == "promise" and f.window.due <= page.day)


def owed(page: Today, now: datetime, hour: int, memory: Memory, *, workday: bool) -> Reminder | None:
    """What is to be said at `now`, in the user's zone; None where it is nothing, or not the hour.

    The list comes once a day from `hour` on; on a day off only where a promise has come due that was in no list yet.
    """
    day = page.day.isoformat()
    if now.date() != page.day or not hour <= now.hour < LATEST:
        return None
    unsaid = tuple(f for f in due_promises(page) if f.key not in memory.promises)
    first = memory.said.get(f"{day} list")
    if first is None:
        shown = page.follow_ups if workday else due_promises(page) if unsaid else ()
        untold = tuple(a for a in page.tell if workday and a.key not in memory.promises)  # each talk is asked of once
        return Reminder("list", replace(page, follow_ups=shown, tell=untold)) if shown or workday else None
    if now.hour < AFTERNOON or f"{day} afternoon" in memory.said:
        return None
    apart = abs(now.astimezone(UTC) - datetime.fromisoformat(first["at"])) >= APART
    again = tuple(f for f in due_promises(page) if f.situation not in PATIENT and (f in unsaid or (apart and f.window.due == page.day)))
    return Reminder("afternoon", replace(page, follow_ups=again, prepare=(), tell=())) if again else None


def remind(folder: Path, memory: Memory, reminder: Reminder, now: datetime, ways: Mapping[str, Way]) -> dict[str, Tried]:
    """Says it in every way, each once: that it is being said is kept before it is said. Returns what became of each."""
    name = f"{reminder.page.day.isoformat()} {reminder.kind}"
    memory.said[name] = {"at": now.astimezone(UTC).isoformat(), "left": list(ways) if reminder.worth else []}
    memory.promises |= dict.fromkeys([*(f.key for f in reminder.promises), *(a.key for a in reminder.page.tell)], reminder.page.day.isoformat())
    memory.keep(folder)
    return _try(folder, memory, name, reminder, ways)


def still_to_say(page: Today, now: datetime, hour: int, memory: Memory, *, workday: bool) -> Reminder | None:
    """A reminder of today of which some way is left, because nothing could leave when it was tried."""
    if now.date() != page.day or not hour <= now.hour < LATEST:
        return None
    kinds: tuple[Kind, ...] = ("list", "afternoon")
    for kind in kinds:
        if memory.said.get(f"{page.day.isoformat()} {kind}", {}).get("left"):
            shown = page.follow_ups if kind == "list" and workday else due_promises(page)
            said = tuple(a for a in page.tell if kind == "list" and memory.promises.get(a.key) == page.day.isoformat())
            left = Reminder(kind, replace(page, follow_ups=shown, prepare=page.prepare if kind == "list" else (), tell=said))
            return left if left.worth else None
    return None


def retry(folder: Path, memory: Memory, reminder: Reminder, ways: Mapping[str, Way]) -> dict[str, Tried]:
    """Tries the ways that are left. Returns what became of each."""
    return _try(folder, memory, f"{reminder.page.day.isoformat()} {reminder.kind}", reminder, ways)


def _try(folder: Path, memory: Memory, name: str, reminder: Reminder, ways: Mapping[str, Way]) -> dict[str, Tried]:
    done: dict[str, Tried] = {}
    left: list[str] = memory.said[name]["left"]
    for way in tuple(left):
        left.remove(way)
        memory.keep(folder)  # a crash between here and the next line loses one way of one day; twice would be worse
        if way in ways:
            done[way] = ways[way](reminder)
            if done[way].again:
                left.append(way)
                memory.keep(folder)
    return done


# Words that name nobody: they stand where others may read them


def neutral(reminder: Reminder) -> str:
    """The reminder in a sentence or two, without a name."""
    n, promised = len(reminder.page.follow_ups), len(reminder.promises)
    if reminder.kind == "afternoon":
        return f"{counted(n, 'promise of today is', 'promises of today are').capitalize()} still open."
    words = [f"{counted(n, 'follow-up').capitalize()} today, about {reminder.page.minutes} minutes."] if n else []
    words += [f"{counted(promised, 'promise is', 'promises are').capitalize()} due."] if promised else []
    soon, over = len(reminder.page.prepare), len(reminder.page.tell)
    words += [f"{'A talk is' if soon == 1 else f'{counted(soon).capitalize()} talks are'} near: the sheet is ready."] if soon else []
    words += [f"{'A talk is' if over == 1 else f'{counted(over).capitalize()} talks are'} over: how did it go?"] if over else []
    return " ".join(words)


def notifier() -> str | None:
    """The program that shows notifications, where there is one."""
    return shutil.which("notify-send")


def desktop(reminder: Reminder) -> Tried:
    """A notification through notify-send. Where there is no desktop, nothing is lost: the page says the same."""
    program = notifier()
    if program is not None:
        words: Sequence[str] = (program, "--app-name=Afterword", "--", "Afterword", neutral(reminder))
        try:
            subprocess.run(words, timeout=10, check=False, stdin=subprocess.DEVNULL, capture_output=True)
        except (OSError, subprocess.TimeoutExpired) as error:
            return Tried(trouble=f"the notification could not be shown ({type(error).__name__})")
    return Tried()
