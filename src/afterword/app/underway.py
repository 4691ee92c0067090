"""Whose import is under way in a home: a command that comes in between goes on beside a living one, and repairs what a dead one left."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from afterword.clock import Clock
from afterword.facts import micros

if TYPE_CHECKING:
    from afterword.store import Store

KEY = "importing"


def under_way(store: Store, clock: Clock, *, alive: bool = True) -> None:
    """Says that an import is under way here; not `alive`: that it ended half-way, and the next command has to repair it."""
    store.put_meta(KEY, json.dumps({"by": _me() if alive else "", "since": micros(clock.now())}))


def over(store: Store) -> None:
    """Says that this program's import has come to its end. Of another's that one tells for itself."""
    told = store.meta(KEY)
    if told and json.loads(told)["by"] == _me():
        store.put_meta(KEY, "")


def left_half_way(store: Store, clock: Clock) -> bool:
    """Did an import die before its end? One that lives settles and plans by itself."""
    told = store.meta(KEY)
    if not told:
        return False
    from afterword.store import claimant

    here = claimant.myself()
    try:
        whose = json.loads(told)
        one = claimant.Claimant.read(whose["by"])
        if one.machine == here.machine and not here.started:  # a system that does not show when a process began
            return one != here and not _runs(one.pid)
        return not claimant.is_alive(whose["by"], whose["since"], micros(clock.now()))
    except (ValueError, KeyError, TypeError):  # as a program before this one left it
        return True


def _runs(pid: int) -> bool:
    """Is there a process of that number? Where that cannot be asked, there is none: to repair a living import's home costs time alone."""
    if os.name != "posix" or pid <= 0:
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _me() -> str:
    from afterword.store import claimant

    return str(claimant.myself())
