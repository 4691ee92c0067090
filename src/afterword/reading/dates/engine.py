"""A small pattern machine: productions written as words over token classes, tried longest first.

A pattern is a line of elements: `word|other` matches those words, `CLASS` a token class from `words`, `<name>` another
rule of the grammar, `<~name>` one whose meaning is not asked for; a trailing `?` makes the element optional. Classes and rules hand their values to the action (None
when left out); plain words do not. Every rule is a finite table and no rule calls itself at its own start, so the work
per token is bounded and reading is linear in the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from afterword.reading.dates.tokens import Token

Action = Callable[..., Any]
Table = Mapping[str, Iterable[tuple[str, Action]]]


class Node(NamedTuple):
    """What a production said, not yet worked out: `act(env, *parts)` gives its meaning once the day is known."""

    act: Action
    parts: tuple[Any, ...]

    def work(self, env: Any) -> Any:
        """The meaning in `env`."""
        return self.act(env, *self.parts)


class _Element(NamedTuple):
    keys: frozenset[str]
    rule: str
    optional: bool
    keep: bool


class _Production(NamedTuple):
    elements: tuple[_Element, ...]
    act: Action


def _element(word: str) -> _Element:
    optional = word.endswith("?") and len(word) > 1
    word = word[:-1] if optional else word
    if word.startswith("<"):
        return _Element(frozenset(), word[1:-1].lstrip("~"), optional, keep=not word.startswith("<~"))
    keys = frozenset(word.split("|")) if word != "|" else frozenset({"|"})
    return _Element(keys, "", optional, keep=any(key.isupper() for key in keys))


class Grammar:
    """Compiled productions; `longest` reads one rule at one place."""

    def __init__(self, table: Table) -> None:
        self._rules = {
            name: [_Production(tuple(map(_element, pattern.split())), act) for pattern, act in lines]
            for name, lines in table.items()
        }
        self._first: dict[str, frozenset[str]] = {}
        self._index = {name: self._indexed(name) for name in self._rules}

    def _starts(self, name: str) -> frozenset[str]:
        """Every word or class a reading of the rule `name` can begin with."""
        if name not in self._first:
            self._first[name] = frozenset()  # guards against a rule that begins with itself
            self._first[name] = frozenset().union(*(self._opens(production) for production in self._rules[name]))
        return self._first[name]

    def _opens(self, production: _Production) -> frozenset[str]:
        keys: frozenset[str] = frozenset()
        for element in production.elements:
            keys |= self._starts(element.rule) if element.rule else element.keys
            if not element.optional:
                break
        return keys

    def _indexed(self, name: str) -> dict[str, list[_Production]]:
        index: dict[str, list[_Production]] = {}
        for production in self._rules[name]:
            for key in self._opens(production):
                index.setdefault(key, []).append(production)
        return index

    def longest(self, name: str, line: list[Token], at: int, memo: dict[tuple[str, int], Any]) -> tuple[int, Node] | None:
        """The longest reading of rule `name` at token `at` of `line`: (end, node). The first production wins a tie."""
        known = memo.get((name, at), memo)
        if known is not memo:
            return known  # type: ignore[no-any-return]
        best: tuple[int, Node] | None = None
        if at < len(line):
            token, index = line[at], self._index[name]
            for key in (token.text, token.kind):
                for production in index.get(key, ()):
                    parts: list[Any] = []
                    end = self._match(production.elements, 0, line, at, parts, memo)
                    if end > (best[0] if best else at):
                        best = (end, Node(production.act, tuple(parts)))
        memo[(name, at)] = best
        return best

    def _match(
        self,
        elements: tuple[_Element, ...],
        index: int,
        line: list[Token],
        at: int,
        parts: list[Any],
        memo: dict[tuple[str, int], Any],
    ) -> int:
        """Where the elements from `index` on end when they match from token `at`, else -1; fills `parts`."""
        if index == len(elements):
            return at
        element = elements[index]
        mark = len(parts)
        step, value = -1, None
        if element.rule:
            found = self.longest(element.rule, line, at, memo)
            if found:
                step, value = found
        elif at < len(line) and (line[at].text in element.keys or line[at].kind in element.keys):
            step, value = at + 1, line[at].value
        if step > at:
            if element.keep:
                parts.append(value)
            end = self._match(elements, index + 1, line, step, parts, memo)
            if end >= 0:
                return end
            del parts[mark:]
        if not element.optional:
            return -1
        if element.keep:
            parts.append(None)
        end = self._match(elements, index + 1, line, at, parts, memo)
        if end < 0:
            del parts[mark:]
        return end
