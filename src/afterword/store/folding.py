"""Words as both databases index them, and as they are asked for."""

from __future__ import annotations

import re
from inspect import unwrap

from afterword.facts.handles import fold

FOLD = unwrap(fold)  # without its memory, which is for names: whole mails must not fill it
WORD = re.compile(r"[^\W_]+")
ASKED = 12
"""Words of a question that count; more only slow it down."""


def folded(text: str) -> list[str]:
    """The words of a text as both databases index them: lower case, no accents, letters and digits alone."""
    plain = text.lower() if text.isascii() else FOLD(text)
    return WORD.findall(plain)
