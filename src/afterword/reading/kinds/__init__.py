"""Kinds of mail: what a letter is, which employer and which job it is about. Word tables decide; this code only weighs them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from afterword.reading.kinds.judgement import Judgement, glance, judge, judged

__all__ = ["Judgement", "glance", "judge", "judged"]


def __getattr__(name: str) -> Any:
    """Loads the tables on first use: who only needs `names` must not pay for them."""
    if name in __all__:
        from afterword.reading.kinds import judgement

        return getattr(judgement, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
