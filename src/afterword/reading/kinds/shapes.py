"""Shapes of subjects: lines such as `Application at {organisation} for {role}` that say where the names stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

_REPLY = re.compile(
    r"^\s*(?:(?:re|fwd?|aw|wg|tr|sv|vs|rv|antw|automatic reply|out of office|accepted|external|ext)\s*(?:\[\d+\])?\s*:\s*|\[(?:external|ext)\]\s*)+",
    re.IGNORECASE,
)
_PIECES = re.compile(r"\{(\w+)\}|\(([^()]*)\)|\[([^\[\]]*)\]|([^\s{}()\[\]]+)|(\s+)")
_SURE = re.compile(r"\{role\}\]? \((?:role|position)\||\bas \[a\|an")


@dataclass(frozen=True, slots=True)
class Shape:
    """One shape. `sure`: the shape itself says that {role} is a job."""

    source: str
    regex: str
    words: frozenset[str]  # lower-case words that must stand in the subject
    sure: bool

    def match(self, subject: str) -> re.Match[str] | None:
        """The parts, when `subject` (spaced by `spaced`) has this shape."""
        return _compiled(self.regex).match(subject)


@cache
def _compiled(regex: str) -> re.Pattern[str]:
    return re.compile(regex, re.IGNORECASE)


def compiled(source: str) -> Shape:
    """A shape from its line: {part}, (one|of), [perhaps]."""
    regex, words = "", set()
    for name, choice, perhaps, literal, _ in _PIECES.findall(spaced(source)):
        if name:
            regex += rf"(?P<{name}>\S.{{0,90}}?) " if name != "any" else r"(?:\S.{0,90}? )??"
        elif choice:
            regex += f"(?:{_alternatives(choice)})"
        elif perhaps:
            regex += f"(?:{_alternatives(perhaps)})?"
        elif literal:
            words.add(literal.lower())
            regex += f"{re.escape(literal)} "
    return Shape(source, f"^{regex}$", frozenset(words), _SURE.search(source) is not None)


def _alternatives(choice: str) -> str:
    found = []
    for words in choice.split("|"):
        parts = re.split(r"(\{\w+\})", words.strip())
        found.append(
            "".join(
                r"(?:\S.{0,90}? )" if part.startswith("{") else f"{re.escape(part.strip())} "
                for part in parts
                if part.strip()
            )
        )
    return "|".join(found)


def spaced(subject: str) -> str:
    """Punctuation between names as words of its own, so that shapes need not care how it was set."""
    text = subject.replace("\u2019", "'").replace("\u2013", " - ").replace("\u2014", " - ")
    for mark in (": ", ", "):
        text = text.replace(mark, f" {mark}")
    if "{" not in text:
        text = text.replace("||", "|").replace("|", " | ")
    return " ".join(text.split())


@lru_cache(256)
def bare(subject: str) -> tuple[str, bool]:
    """The subject without "Re:" and "Fwd:", ready for shapes, and whether it had one."""
    found = _REPLY.match(subject)
    rest = subject[found.end() :] if found else subject
    return spaced(rest[:300].rstrip(" !.\n\r\t")), found is not None
