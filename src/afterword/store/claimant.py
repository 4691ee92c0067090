"""Who holds a row of the outbox: machine, boot, process and when it began. And is that one still alive?"""

from __future__ import annotations

import json
import os
import platform
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

TOO_LONG = 15 * 60 * 1_000_000
"""Microseconds after which a sender that cannot be looked at (another machine, another system) counts as gone."""


@dataclass(frozen=True, slots=True)
class Claimant:
    """A process that is still the same one: a process id alone is used again after a restart."""

    machine: str
    boot: str
    pid: int
    started: int

    def __str__(self) -> str:
        return json.dumps(asdict(self), sort_keys=True)

    @classmethod
    def read(cls, text: str) -> Claimant:
        """Raises ValueError where the text is none."""
        try:
            return cls(**json.loads(text))
        except TypeError as error:
            raise ValueError(text) from error


def myself() -> Claimant:
    """Who this process is."""
    return Claimant(platform.node(), _boot(), os.getpid(), _started(os.getpid()))


def is_alive(text: str, since: int, now: int) -> bool:
    """Does the claimant of `since` still work at it, as far as can be seen from here? Instants in microseconds."""
    try:
        one = Claimant.read(text)
    except ValueError:
        return False
    me = myself()
    if one == me:
        return True
    if one.machine != me.machine or not me.started:
        return abs(now - since) < TOO_LONG
    return one.boot == me.boot and one.started == _started(one.pid)


@cache
def _boot() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return ""


def _started(pid: int) -> int:
    """Ticks from boot to the start of a process; 0 where there is none, or where it cannot be seen."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return 0
    fields = told.rpartition(")")[2].split()
    return 0 if fields[0] in ("Z", "X") else int(fields[19])
