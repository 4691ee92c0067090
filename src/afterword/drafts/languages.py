"""Greeting and closing by language, for the user's own templates in that language. Our own words are English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

MANNERS: Final[Mapping[str, tuple[str, str, str, str]]] = {
    "da": ("Hej", "Kære", "Bedste hilsner", "Med venlig hilsen"),
    "de": ("Hallo", "Guten Tag", "Herzliche Grüße", "Mit freundlichen Grüßen"),
    "es": ("Hola", "Hola", "Un saludo,", "Atentamente,"),
    "fr": ("Bonjour", "Bonjour", "Bien à vous,", "Cordialement,"),
    "it": ("Ciao", "Buongiorno", "Un caro saluto,", "Cordiali saluti,"),
    "nb": ("Hei", "Hei", "Beste hilsen", "Med vennlig hilsen"),
    "nl": ("Hallo", "Beste", "Hartelijke groet,", "Met vriendelijke groet,"),
    "pt": ("Olá", "Olá", "Um abraço,", "Com os melhores cumprimentos,"),
    "sv": ("Hej", "Hej", "Vänliga hälsningar", "Med vänlig hälsning"),
}
"""language: (warm greeting, formal greeting, warm closing, formal closing); German and the North close without a comma."""

NAMED: Final = frozenset(
    "first name org role my_name my_first boss past_org their_org old new organisation introduced introduced_first introducer introducer_first "
    "about saved question thing step situation asks_for".split()
)
"""Slots that hold names and others' own words: the rest are English phrases, and no part of another language."""


def within(own: Mapping[str, str], language: str) -> dict[str, str]:
    """The user's templates in a language: those below `words/LANGUAGE/`."""
    return {name.removeprefix(f"{language}/"): text for name, text in own.items() if name.startswith(f"{language}/")}
