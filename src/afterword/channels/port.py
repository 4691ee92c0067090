"""The door every channel goes through: one file is one channel, with a `CHANNEL` constant (DESIGN.md, section 2).

A channel gets a parcel that a person approved, and carries it outside or says why not. It changes nothing in it, opens no
door that it was not handed, and never raises for what a server says or does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

Outcome = Literal["sent", "refused", "unknown", "kept", "placed"]
"""sent: it has left. refused: a server said no. unknown: nobody can know. kept: nothing left, it may be tried again.
placed: it lies where the person can take it from (a folder, a file, a link, the clipboard); nothing left."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """What was approved. `data` is a whole mail where the channel is e-mail, else the words."""

    key: str
    channel: str
    data: bytes
    sender: str
    recipients: tuple[str, ...]
    message_id: str
    subject: str
    body: str
    references: tuple[str, ...] = ()


def _nothing(_: str = "") -> None:
    """Nothing to do."""


@dataclass(frozen=True, slots=True)
class Door:
    """What the app hands to a channel. A door that is None is closed.

    `smtp` and `imap` open a connection that is signed in. `write` keeps bytes where the person said. `last` makes it
    durable that the next byte may be the last; False: somebody else has it, so stop. `point` is for tests that kill.
    """

    smtp: Callable[[], Any] | None = None
    imap: Callable[[], Any] | None = None
    write: Callable[[bytes], str] | None = None
    folder: str = ""
    last: Callable[[], bool] = lambda: True
    point: Callable[[str], None] = _nothing


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of a parcel, in words for people. `text` is what to show or copy, where that is the point."""

    state: Outcome
    detail: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Channel:
    """One way out. `ways`: channels of follow-ups it carries. `leaves`: after it, the words have left for good."""

    name: str
    says: str
    ways: tuple[str, ...]
    leaves: bool
    deliver: Callable[[Parcel, Door], Delivered]
