"""Patterns that are compiled when they are first used: a command loads two hundred and looks with a dozen."""

from __future__ import annotations

import re
from typing import Any, cast


class _Late:
    """Stands for a compiled pattern until somebody asks it something."""

    def __init__(self, text: str, flags: int) -> None:
        self._asked = (text, flags)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        made = re.compile(*self._asked)
        self.__dict__.update((one, getattr(made, one)) for one in _ASKED)  # from now on as quick as the pattern itself
        return getattr(made, name)


_ASKED = ("search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer", "pattern", "flags", "groups", "groupindex")


def late(text: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`, at the price of a name. It answers what a pattern does; the functions of `re` do not take it."""
    return cast("re.Pattern[str]", _Late(text, flags))
