"""The windows that playbooks keep, as their code states them: what the settings page shows and lets be changed."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from afterword.strategy.world import Playbook

Days = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a situation, and its window in business days: opens, due, closes."""

    step: str
    default: Days


@dataclass(frozen=True, slots=True)
class Situation:
    """A situation in plain words, and those of its windows that may be set."""

    situation: str
    says: str
    steps: tuple[Step, ...]


def situations(playbooks: Iterable[Playbook]) -> tuple[Situation, ...]:
    """Every situation once, with the steps whose window its code asks `world.days` for."""
    found: dict[str, Situation] = {}
    for book in playbooks:
        steps = {s.step: s for s in (*(found[book.situation].steps if book.situation in found else ()), *_stated(book))}
        says = found[book.situation].says if book.situation in found else book.says
        found[book.situation] = Situation(book.situation, says, tuple(sorted(steps.values(), key=lambda s: (s.default[0], s.step))))
    return tuple(found.values())


def _stated(book: Playbook) -> Iterator[Step]:
    """`world.days(situation, step, (opens, due, closes))`, wherever it is called with plain values."""
    try:
        source = inspect.getsource(sys.modules[book.plan.__module__])
    except (OSError, TypeError, KeyError):
        return
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "days" and len(node.args) == 3:
            try:
                situation, step, days = (ast.literal_eval(one) for one in node.args)
            except ValueError:
                continue
            if situation == book.situation and len(days) == 3:
                yield Step(str(step), (int(days[0]), int(days[1]), int(days[2])))
