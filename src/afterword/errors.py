"""One class per cause, each with its exit code and HTTP status.

AfterwordError
├── BadUsage        2  400   the words given make no sense
├── NotFound        3  404   nothing (or more than one thing) under that name or key
├── Unreadable      4  422   the input could not be read at all
├── Refused         5  403   etiquette, safety or a missing approval
└── StoreBusy       6  503   the store is locked or newer than this program
"""

from __future__ import annotations

from typing import ClassVar


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
