"""A record that could not be read: a value with its place, never an exception. The rest goes on."""

from __future__ import annotations

from afterword.facts.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """`file` as given, `place` within it ("message 12", "line 7", "byte 1203"), what is wrong and what to do."""

    file: str
    place: str
    message: str
    raw: bytes = b""  # kept only for records that could not be read


@dataclass(frozen=True, slots=True)
class Skipped:
    """A record that was understood and rightly left out, with the reason people are shown ("spam", "draft")."""

    file: str
    place: str
    reason: str
