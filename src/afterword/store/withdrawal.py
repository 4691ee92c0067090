"""Undo and redo, computed: which acts stand follows from the withdrawals alone. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from afterword.facts import Fact
from afterword.facts.frozen import dataclass
from afterword.facts.kinds import Withdrawn

_SHAPE = re.compile(r"(\d{8,})-(.*)-[0-9a-f]+")


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """One undo or redo: the act it is about, and its own place among the acts (`made` sorts with act ids)."""

    made: str
    number: int
    act: str
    again: bool


@dataclass(frozen=True, slots=True)
class Revival:
    """Single facts that a later import brought back. It stands as long as its own act does."""

    act: str
    facts: tuple[str, ...]


def act_id(ordinal: int, name: str, token: str) -> str:
    """Ids of acts sort in the order the acts were made, whatever `--at` said."""
    return f"{ordinal:08d}-{re.sub(r'[^a-z0-9_]+', '_', name.lower())[:40]}-{token}"


def ordinal_of(act: str) -> int:
    """An act's place in the order; 0 for ids that were not made by `act_id`."""
    found = _SHAPE.fullmatch(act)
    return int(found[1]) if found else 0


def name_of(act: str) -> str:
    """What the act was called when it was made."""
    found = _SHAPE.fullmatch(act)
    return found[2] if found else act


def sorted_out(facts: Iterable[Fact]) -> tuple[list[Withdrawal], list[Revival]]:
    """Splits `withdrawn` facts into withdrawals, in the order they were made, and revivals."""
    withdrawals, revivals = [], []
    for one in facts:
        body = one.body
        if isinstance(body, Withdrawn):
            if body.act:
                withdrawals.append(Withdrawal(one.act, body.number, body.act, body.again))
            if body.facts:
                revivals.append(Revival(one.act, body.facts))
    withdrawals.sort(key=lambda w: (w.number, w.made, w.act, w.again))
    return withdrawals, revivals


def withdrawn_acts(withdrawals: Sequence[Withdrawal]) -> set[str]:
    """The acts that are taken back as things stand."""
    gone: set[str] = set()
    for one in withdrawals:
        (gone.discard if one.again else gone.add)(one.act)
    return gone


def redoable(withdrawals: Sequence[Withdrawal], acts: Sequence[str]) -> str:
    """The act that `redo` would put back; empty when there is none. A new act after an undo leaves nothing to redo.

    `acts`: ids of the acts made since the first withdrawal.
    """
    stack: list[str] = []
    turns = sorted(
        [(w.number, 1, w) for w in withdrawals] + [(ordinal_of(act), 0, None) for act in acts],
        key=lambda turn: turn[:2],
    )
    for _, _, one in turns:
        if one is None:
            stack.clear()
        elif not one.again:
            stack.append(one.act)
        elif one.act in stack:
            stack.remove(one.act)
    return stack[-1] if stack else ""
