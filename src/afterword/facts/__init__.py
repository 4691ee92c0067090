"""What happened: the closed vocabulary, handles, problems. Standard library only, pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from afterword.facts.workdays import Workdays

if TYPE_CHECKING:
    from afterword.facts.named import Fact, fact, micros, moment, natural_key, newness, rightly_named, without_words
    from afterword.facts.problem import Problem, Skipped

__all__ = [
    "Fact",
    "Problem",
    "Skipped",
    "Workdays",
    "fact",
    "micros",
    "moment",
    "natural_key",
    "newness",
    "rightly_named",
    "without_words",
]


def __getattr__(name: str) -> Any:
    """Loads the vocabulary on first use only: today's page is made of days and JSON, and must not pay for it."""
    if name not in __all__:
        raise AttributeError(name)
    from afterword.facts import named, problem

    found = getattr(problem if name in ("Problem", "Skipped") else named, name)
    globals()[name] = found
    return found
