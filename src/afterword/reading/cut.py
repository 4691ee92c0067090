"""The new words of a mail, apart from quoted history, forwarded parts, signature and footers.

`cut` never throws words away: what is no new text stands in the other fields of the `Cut`. Linear in the text.
"""

from __future__ import annotations

from dataclasses import dataclass

from afterword.reading.closing import close
from afterword.reading.history import Part, history

_LIMIT = 262_144  # characters looked at; what stands behind them counts as quoted
_INVISIBLE = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u2007\u202f", " "),
        **dict.fromkeys("\x00\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", ""),
        **dict.fromkeys("\u2028\u2029\x85\x0b\x0c", "\n"),
    }
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
    held: dict[Part, list[str]] = {part: [] for part in Part}
    last: Part | None = None
    for line, part in zip(lines, parts, strict=True):
        if part is not last and held[part]:
            held[part].append("")
        held[part].append(line)
        last = part
    return Cut(
        text=_joined(held[Part.NEW]),
        signature=_joined(held[Part.SIGNATURE]),
        quoted=_joined(held[Part.QUOTED]) + text[_LIMIT:],
        forwarded=_joined(held[Part.FORWARDED]),
        footer=_joined(held[Part.FOOTER]),
    )


def label(text: str, sender: str = "") -> tuple[list[str], list[Part]]:
    """The lines of `text` and what each is."""
    text = text[:_LIMIT]
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii() or "\x00" in text or "\x0c" in text or "\x0b" in text:
        text = text.translate(_INVISIBLE)
    lines = text.split("\n")
    parts = history(lines)
    close(lines, parts, sender)
    return lines, parts


def _joined(lines: list[str]) -> str:
    """Lines as text: blank edges and runs of blank lines taken out."""
    kept: list[str] = []
    for line in lines:
        line = line.rstrip()
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip()
