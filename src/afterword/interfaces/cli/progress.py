"""A progress bar for long work, on standard error and only for people."""

from __future__ import annotations

import sys
from time import monotonic
from types import TracebackType
from typing import Self

from afterword.app.importing import State

EVERY = 0.1
"""Seconds between two pictures of the bar."""


class Bar:
    """Shows how far an import is: share, rate, time left, what was found."""

    def __init__(self) -> None:
        self.started = monotonic()
        self.shown = 0.0
        self.wanted = sys.stderr.isatty()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self.wanted and self.shown:
            sys.stderr.write("\r\x1b[K")

    def __call__(self, state: State) -> None:
        now = monotonic()
        if not self.wanted or now - self.shown < EVERY:
            return
        self.shown = now
        seconds = max(now - self.started, 0.001)
        share = state.done / state.total if state.total else 0.0
        left = f", {_time(seconds / share - seconds)} left" if 0.02 < share < 1 else ""
        full = round(share * 24)
        line = f"{'━' * full}{'─' * (24 - full)} {share:4.0%}  {state.read:,} read, {state.new:,} new, {state.read / seconds:,.0f}/s{left}  {state.found}"
        sys.stderr.write(f"\r{line[:100]}\x1b[K")
        sys.stderr.flush()


def _time(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"
