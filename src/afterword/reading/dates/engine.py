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
    needs: frozenset[str]  # words and classes without which it cannot match
    choices: tuple[frozenset[str], ...]  # of each of these it needs one


def _production(pattern: str, act: Action) -> _Production:
    elements = tuple(map(_element, pattern.split()))
    keys = [element.keys for element in elements if element.keys and not element.optional]
    needs = frozenset().union(*(one for one in keys if len(one) == 1))
    return _Production(elements, act, needs, tuple(one for one in keys if len(one) > 1))


class Memo(dict[tuple[str, int], Any]):
    """What was already read of one line, and which words and classes stand in it."""

    def __init__(self, line: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        self.present = frozenset(word for token in line for word in token)
        self.possible: dict[tuple[str, str], list[_Entry]] = {}


def _element(word: str) -> _Element:
    optional = word.endswith("?") and len(word) > 1
    word = word[:-1] if optional else word
    if word.startswith("<"):
        return _Element(frozenset(), word[1:-1].lstrip("~"), optional, keep=not word.startswith("<~"))
    keys = frozenset(word.split("|")) if word != "|" else frozenset({"|"})
    return _Element(keys, "", optional, keep=any(key.isupper() for key in keys))


_NOTHING = Token("", "END", None, 0, 0)
_Entry = tuple[_Production, frozenset[str] | None]


class Grammar:
    """Compiled productions; `longest` reads one rule at one place."""

    def __init__(self, table: Table) -> None:
        self._rules = {name: [_production(pattern, act) for pattern, act in lines] for name, lines in table.items()}
        self.words = frozenset(
            key for lines in self._rules.values() for one in lines for element in one.elements for key in element.keys
        )
        self._first: dict[str, frozenset[str]] = {}
        self._index = {name: self._indexed(name) for name in self._rules}

    def _starts(self, name: str) -> frozenset[str]:
        """Every word or class a reading of the rule `name` can begin with."""
        if name not in self._first:
            self._first[name] = frozenset()  # guards against a rule that begins with itself
            self._first[name] = frozenset().union(
                *(self._opens(production.elements) for production in self._rules[name])
            )
        return self._first[name]

    def _opens(self, elements: tuple[_Element, ...]) -> frozenset[str]:
        """What a reading of these elements can begin with."""
        keys: frozenset[str] = frozenset()
        for element in elements:
            keys |= self._starts(element.rule) if element.rule else element.keys
            if not element.optional:
                break
        return keys

    def _indexed(self, name: str) -> dict[str, list[_Entry]]:
        """The productions of a rule by the word or class they can begin with, each with what must come second."""
        index: dict[str, list[_Entry]] = {}
        for production in self._rules[name]:
            first, rest = production.elements[0], production.elements[1:]
            after = self._opens(rest)
            open_ended = all(element.optional for element in rest)
            for key in self._opens(production.elements):
                eaten = key in first.keys and (not first.optional or key not in after)
                index.setdefault(key, []).append((production, after if eaten and not open_ended else None))
        return index

    def rules(self) -> dict[str, list[tuple[tuple[_Element, ...], Action]]]:
        """Every rule with its productions: their elements and what works them out."""
        return {name: [(one.elements, one.act) for one in lines] for name, lines in self._rules.items()}

    def longest(self, name: str, line: list[Token], at: int, memo: Memo) -> tuple[int, Node] | None:
        """The longest reading of rule `name` at token `at` of `line`: (end, node). The first production wins a tie."""
        known = memo.get((name, at), memo)
        if known is not memo:
            return known  # type: ignore[no-any-return]
        best: tuple[int, Node] | None = None
        if at < len(line):
            token = line[at]
            follower = line[at + 1] if at + 1 < len(line) else _NOTHING
            for key in (token.text, token.kind):
                for production, after in self._possible(name, key, memo):
                    if after is not None and follower.text not in after and follower.kind not in after:
                        continue
                    parts: list[Any] = []
                    end = self._match(production.elements, 0, line, at, parts, memo)
                    if end > (best[0] if best else at):
                        best = (end, Node(production.act, tuple(parts)))
        memo[(name, at)] = best
        return best

    def _possible(self, name: str, key: str, memo: Memo) -> list[_Entry]:
        """The productions of a rule that begin with `key` and whose other words stand in this line at all."""
        known = memo.possible.get((name, key))
        if known is None:
            entries, present = self._index[name].get(key, ()), memo.present
            known = [entry for entry in entries if entry[0].needs <= present]
            known = [entry for entry in known if not any(present.isdisjoint(one) for one in entry[0].choices)]
            memo.possible[(name, key)] = known
        return known

    def _match(
        self,
        elements: tuple[_Element, ...],
        index: int,
        line: list[Token],
        at: int,
        parts: list[Any],
        memo: Memo,
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
