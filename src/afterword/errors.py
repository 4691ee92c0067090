"""One class per cause, each with its exit code and HTTP status; what others raise, on one line; what may be said to a server.

AfterwordError
├── BadUsage        2  400   the words given make no sense
├── NotFound        3  404   nothing (or more than one thing) under that name or key
├── Unreadable      4  422   the input could not be read at all
├── Refused         5  403   etiquette, safety or a missing approval
└── StoreBusy       6  503   the store is locked or newer than this program
"""

from __future__ import annotations

import re
from typing import ClassVar

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class AfterwordError(Exception):
    """The message is one line that says what is wrong and what to do."""

    exit_code: ClassVar[int] = 1
    status: ClassVar[int] = 500


class BadUsage(AfterwordError):  # noqa: N818 - the cause is the name
    exit_code = 2
    status = 400


class NotFound(AfterwordError):  # noqa: N818
    exit_code = 3
    status = 404


class Unreadable(AfterwordError):  # noqa: N818
    exit_code = 4
    status = 422


class Refused(AfterwordError):  # noqa: N818
    exit_code = 5
    status = 403


class StoreBusy(AfterwordError):  # noqa: N818
    exit_code = 6
    status = 503


def one_line(error: BaseException) -> str:
    """What an error of a library or a server says, on one line without control characters; else what it is called."""
    return " ".join("".join(c if c.isprintable() else " " for c in str(error)).split())[:200] or type(error).__name__


def places(error: BaseException) -> str:
    """Where something broke, for a terminal: names of places, never a message or a value, for those may quote a mail (P34)."""
    from traceback import extract_tb  # only where something broke: every command loads this module

    frames = extract_tb(error.__traceback__)[-6:]
    names = (f"{f.filename.replace(chr(92), '/').rpartition('/')[2]}:{f.lineno} {f.name}" for f in reversed(frames))
    return f"{type(error).__name__} at {' < '.join(names)}"


def guarded(argument: str) -> str:
    """An argument that may go into a line of a protocol (RELIABILITY.md, P28). Raises Refused for NUL, CR, LF and their like."""
    if _CONTROL.search(argument):
        raise Refused("a control character would change what is said to the server: nothing was said")
    return argument
