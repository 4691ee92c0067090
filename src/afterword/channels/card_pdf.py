"""A thank-you card as PDF: a front, the words, the side with the address. Made with typst; what people wrote is data, never markup."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources import as_file, files
from typing import Literal, get_args

from afterword.errors import BadUsage

Design = Literal["plain", "ampersand", "horizon", "leaves"]
Paper = Literal["a6", "a2"]
DESIGNS: tuple[str, ...] = get_args(Design)
PAPERS: tuple[str, ...] = get_args(Paper)
MOST_WORDS = 60
"""PLAYBOOK.md: a card has room for sixty words."""
_LATIN = re.compile(r"[\u0000-\u024f\u1e00-\u1eff\u2000-\u206f\u20a0-\u20bf\u2122]*")
_LONG = 24


@dataclass(frozen=True, slots=True)
class CardWords:
    """What stands on a card. `word` is the front's; `address` and `sender` are lines, either may be empty."""

    greeting: str
    body: str
    closing: str
    name: str  # the user's, as signed
    to: str
    word: str = "Thank you"
    address: str = ""
    sender: str = ""


def card_pdf(words: CardWords, design: str = "plain", paper: str = "a6") -> bytes:
    """Three pages of exactly that paper, fonts embedded. Raises BadUsage for another design or paper, more than
    sixty words, or where the extra `cards` is not installed.
    """
    if design not in DESIGNS:
        raise BadUsage(f"{design!r} is no design: choose from {', '.join(DESIGNS)}")
    if paper not in PAPERS:
        raise BadUsage(f"{paper!r} is no paper: choose a6 (105 x 148 mm) or a2 (4.25 x 5.5 in)")
    count = len(words.body.split())
    if count > MOST_WORDS:
        raise BadUsage(f"{count} words are too many for a card: {MOST_WORDS} are read; shorten them with --body")
    try:
        import typst
    except ImportError:
        raise BadUsage("cards as PDF need one more package: run `pip install 'afterword[cards]'`") from None
    inputs = {
        "design": design, "paper": paper, "greeting": words.greeting, "body": words.body, "closing": words.closing, "from": words.name,
        "to": words.to, "word": words.word, "address": words.address, "sender": words.sender, "title": f"A card to {words.to}" if words.to else "A card",
    }  # fmt: skip
    inputs = {name: _set(value) for name, value in inputs.items()}
    with as_file(files("afterword.channels") / "cards") as folder:
        made = typst.compile(
            str(folder / "card.typ"), root=str(folder), font_paths=[str(folder)], sys_inputs=inputs,
            # Other scripts than Latin are looked for among the fonts of this machine.
            ignore_system_fonts=all(_LATIN.fullmatch(value) for value in inputs.values()),
        )  # fmt: skip
    if not isinstance(made, bytes):
        raise BadUsage("the card could not be made")
    return made


def _set(text: str) -> str:
    """Text as a printer sets it: curly marks, no control characters, and very long words may be broken."""
    text = "".join(c if c == "\n" or c.isprintable() else " " for c in text)
    text = re.sub(r"(?<=\w)'(?=\w)", "’", text)
    text = re.sub(r'(^|[\s(\[“—–-])"', r"\1“", text).replace('"', "”")
    text = re.sub(r"(^|[\s(\[“—–-])'", r"\1‘", text).replace("'", "’")
    return re.sub(rf"\S{{{_LONG},}}", lambda m: "\u200b".join(m[0][n : n + 12] for n in range(0, len(m[0]), 12)), text)
