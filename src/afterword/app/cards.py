"""A follow-up's card, ready to print."""

from __future__ import annotations

from afterword.app.home import Home
from afterword.channels.card_pdf import CardWords, card_pdf
from afterword.drafts import Draft


def words_on(home: Home, one: Draft, address: str = "") -> CardWords:
    """The words of a card draft, taken apart: greeting, text, closing, name. `address` is the reader's, line by line."""
    parts = [p.strip() for p in one.body.split("\n\n") if p.strip()]
    greeting = parts.pop(0) if len(parts) > 1 and parts[0].endswith((",", ":", "!")) and len(parts[0]) < 80 else ""
    closing, name = "", home.voice.get("name") or home.me.name
    if len(parts) > 1 and "\n" in parts[-1]:
        closing, _, name = parts.pop().rpartition("\n")
    text = "\n\n".join(parts)
    word = "Thank you" if "thank" in f"{text} {closing}".casefold() or "grateful" in text.casefold() else "With good wishes"
    lines = [x.strip() for x in address.replace(";", "\n").splitlines() if x.strip()]
    if one.organisation and one.to.name and lines and one.organisation not in address:
        lines.insert(0, one.organisation)
    return CardWords(greeting, text, closing, name, one.to.name or one.organisation, word, "\n".join(lines), home.me.name)


def card(home: Home, one: Draft, *, design: str = "plain", paper: str = "", address: str = "") -> bytes:
    """The card as PDF: front, words, address side. Paper is a6, in North America a2, unless told.

    Raises BadUsage for another design or paper, too many words, or where the extra `cards` is missing.
    """
    return card_pdf(words_on(home, one, address), design, paper or ("a2" if home.me.country in ("US", "CA") else "a6"))
