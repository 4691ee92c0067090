"""What happened: the closed vocabulary, handles, problems. Standard library only, pure."""

from afterword.facts.fact import Fact, fact, micros, moment, natural_key, newness, rightly_named, without_words
from afterword.facts.problem import Problem, Skipped
from afterword.facts.workdays import Workdays

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
