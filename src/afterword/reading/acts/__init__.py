"""What people do with words in a letter: offer, ask, thank, apply, agree, decline, leave (the closed list `ActKind`).

`acts` is precise before it is complete: an act that is not there costs a look, one that is wrong makes the user a pest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from afterword.reading.acts.families import acts

__all__ = ["acts"]


def __getattr__(name: str) -> Any:
    """Loads the families on first use: who only needs `names` must not pay for them."""
    if name == "acts":
        from afterword.reading.acts import families

        return families.acts
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
