"""A long work of many small writes that lets others write in between."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from afterword.store.store import Store

HELD = 1.0
"""Seconds after which a long work gives the store to whoever waits for it."""
PAUSE = 0.03
"""Seconds for which it is given: whoever waits asks every 12 milliseconds at the latest (dialect.begin)."""


@contextmanager
def turns(store: Store, seconds: float | None = None) -> Iterator[Callable[[], bool]]:
    """Transactions of about `seconds` each (HELD, where not given). Call what it gives wherever the work may be parted.

    That says whether anybody told the ledger something in the pause: then what was read before may be old. Inside another
    transaction the whole work is part of that one, and nobody can.
    """
    if store.writing:
        yield lambda: False
        return
    with ExitStack() as held:
        held.enter_context(store.transaction())
        begun, told = time.monotonic(), store.tally()

        def turn() -> bool:
            nonlocal begun, told
            if time.monotonic() - begun < (HELD if seconds is None else seconds):
                return False
            held.close()
            time.sleep(PAUSE)
            held.enter_context(store.transaction())
            begun, before = time.monotonic(), told
            told = store.tally()
            return told != before

        yield turn
