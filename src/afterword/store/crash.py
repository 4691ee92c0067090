"""Points at which a test may kill the program, to prove that nothing acknowledged is lost (RELIABILITY.md, P1).

AFTERWORD_CRASH_AT=n ends the process, as kill -9 would, at the n-th point it passes. Without it a point costs nothing
but the call. Points stand before and after every commit and every file write.
"""

from __future__ import annotations

import os

_AT = int(os.environ.get("AFTERWORD_CRASH_AT") or 0)
_TRACE = os.environ.get("AFTERWORD_CRASH_TRACE", "")
_passed = 0


def _count(name: str) -> None:
    global _passed  # noqa: PLW0603 - counting calls in a process is what it is for
    _passed += 1
    if _TRACE:
        with open(_TRACE, "a", encoding="utf-8") as trace:  # noqa: PTH123
            trace.write(f"{_passed} {name}\n")
    if _passed == _AT:
        os._exit(137)


def _pass(name: str) -> None:
    """Nothing to do."""


crash_point = _count if _AT or _TRACE else _pass
