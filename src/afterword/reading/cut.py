"""The new words of a mail, apart from quoted history, forwarded parts, signature and footers.

`cut` never throws words away: what is no new text stands in the other fields of the `Cut`. Linear in the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from afterword.reading.closing import close
from afterword.reading.history import Part, history

_LIMIT = 262_144  # characters looked at; what stands behind them counts as quoted
_MARKS = (
    *((mark, " ") for mark in "\u00a0\u2007\u202f"),
    *(
        (mark, "")
        for mark in "\x00\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    ),
    *((mark, "\n") for mark in "\u2028\u2029\x85\x0b\x0c"),
)


@dataclass(frozen=True, slots=True)
class Cut:
    """A mail taken apart. `text` is what the sender wrote now."""

    text: str
    signature: str = ""
    quoted: str = ""
    forwarded: str = ""
    footer: str = ""


def cut(text: str, sender: str = "") -> Cut:
    """Take a plain text apart. `sender`, the writer's display name, helps to see where a signature begins."""
    lines, parts = label(text, sender)
    if parts.count(Part.NEW) == len(parts):
        return Cut(_joined(lines), quoted=text[_LIMIT:])
    held: dict[str, list[str]] = {}
    begin = 0
    for part, stretch in groupby(parts):
        end = begin + len(list(stretch))
        run = held.setdefault(part, [])
        if run:
            run.append("")
        run += lines[begin:end]
        begin = end
    return Cut(
        text=_joined(held.get(Part.NEW)),
        signature=_joined(held.get(Part.SIGNATURE)),
        quoted=_joined(held.get(Part.QUOTED)) + text[_LIMIT:],
        forwarded=_joined(held.get(Part.FORWARDED)),
        footer=_joined(held.get(Part.FOOTER)),
    )


def label(text: str, sender: str = "") -> tuple[list[str], list[str]]:
    """The lines of `text` and what each is."""
    text = text[:_LIMIT]
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii() or "\x00" in text or "\x0c" in text or "\x0b" in text:
        for mark, instead in _MARKS:
            if mark in text:
                text = text.replace(mark, instead)
    lines = text.split("\n")
    parts = history(lines, text)
    close(lines, parts, sender)
    return lines, parts


def _joined(lines: list[str] | None) -> str:
    """Lines as text: blank edges and runs of blank lines taken out."""
    if not lines:
        return ""
    text = "\n".join(lines).strip()
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text
