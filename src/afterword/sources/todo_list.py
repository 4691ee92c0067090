"""What a to-do says, where somebody else may have rewritten it: title, day, note, and whether it is done."""

from __future__ import annotations

import io
from dataclasses import dataclass

from afterword.sources.contentlines import Line, line_of, records, unescaped
from afterword.sources.ics_entry import Clock, when


@dataclass(frozen=True, slots=True)
class Todo:
    """`due` is an instant, microseconds UTC; 0 where there is none."""

    uid: str
    title: str = ""
    note: str = ""
    due: int = 0
    done: bool = False

    @property
    def words(self) -> tuple[str, str, int]:
        """What people change, as against what programs rewrite."""
        return self.title, self.note, self.due


def todo_of(data: bytes) -> Todo | None:
    """The first to-do of a calendar; None where it holds none."""
    for raw in records(io.BytesIO(data)):
        if raw.kind == "VTODO":
            lines = {line.name: line for line in map(line_of, reversed(raw.raw)) if line is not None}
            return Todo(_text(lines, "UID"), _text(lines, "SUMMARY"), _text(lines, "DESCRIPTION"), _due(lines), _done(lines))
    return None


def _text(lines: dict[str, Line], name: str) -> str:
    return " ".join(unescaped(lines[name].value).split()) if name in lines else ""


def _due(lines: dict[str, Line]) -> int:
    try:
        return when(lines["DUE"], Clock()).at() if "DUE" in lines else 0
    except (ValueError, OverflowError):
        return 0


def _done(lines: dict[str, Line]) -> bool:
    return _text(lines, "STATUS").upper() == "COMPLETED" or "COMPLETED" in lines or _text(lines, "PERCENT-COMPLETE") == "100"
