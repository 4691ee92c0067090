"""The reading room: from the text of a letter to what it means.

    from afterword.reading import Letter, read
    reading = read(letter, workdays=workdays, country="US")

Pure and offline: the same letter gives the same reading, and no text makes it raise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from afterword.reading.model import Act, Address, Commitment, Kind, Letter, Mention, Preference, Reading, Told

if TYPE_CHECKING:
    from afterword.reading.jsonl import letter_from, reading_to
    from afterword.reading.whole import new_words, read

__all__ = [
    "Act", "Address", "Commitment", "Kind", "Letter", "Mention", "Preference", "Reading", "Told",
    "letter_from", "new_words", "read", "reading_to",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Loads the reader when the first letter is read: its hundreds of patterns cost a second that most commands do not have."""
    if name in ("read", "new_words"):
        from afterword.reading import whole

        return getattr(whole, name)
    if name in ("letter_from", "reading_to"):
        from afterword.reading import jsonl

        return getattr(jsonl, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
