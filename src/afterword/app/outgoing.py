"""What the settings say about mail that leaves."""

from __future__ import annotations

from afterword.facts.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Outgoing:
    """`hours` for which an approval holds; `patience` in seconds with a silent server; `account` by name, else the first."""

    quote: bool = False
    hours: int = 48
    account: str = ""
    patience: float = 60.0
