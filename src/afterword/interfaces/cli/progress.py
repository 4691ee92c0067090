"""A progress bar for long work, on standard error and only for people."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Any, Self

from afterword.app.importing import State


class Bar:
    """Shows how far an import is: share, rate, time left, what was found. Rich draws it, and only on a terminal."""

    def __init__(self) -> None:
        self._bar: Any = None
        self._task: Any = None

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

            self._bar = Progress(
                BarColumn(24), TaskProgressColumn(), TextColumn("{task.fields[told]}"), TimeRemainingColumn(), TextColumn("{task.fields[found]}"),
                console=Console(stderr=True), transient=True,
            )  # fmt: skip
            self._bar.start()
            self._task = self._bar.add_task("import", total=None, told="", found="")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.stop()

    def __call__(self, state: State) -> None:
        if self._bar is None:
            return
        seconds = self._bar.tasks[0].elapsed or 0.001
        told = f"{state.read:,} read, {state.new:,} new, {state.read / seconds:,.0f}/s"
        self._bar.update(self._task, completed=state.done, total=state.total or None, told=told, found=state.found[-40:])
