"""The small part of the templates' language that the templates of the house need, read without Jinja.

Jinja takes 30 ms of CPU to load and to compile one template, a seventh of a command that shows one letter. What is read
here means the same in both (tests/drafts/test_plain.py puts every packaged template to both); for anything else, a filter
or a loop in the user's own template, `plain` gives None and Jinja reads it. Nothing is run: an expression is walked over,
and may be a sentence, a slot, a call of `say` or `extra`, `or`, `==`, or `x if y else z` of such.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from afterword.facts.frozen import dataclass
from afterword.facts.late import late

Offer = Callable[..., str]
_MARK = late(r"""(\{[{%#](?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^"'])*?[}%#]\})""")
_WORDS = frozenset({"say", "extra"})
_JINJAS = frozenset({"true", "false", "none", "range", "dict", "lipsum", "cycler", "joiner", "namespace", "loop", "self", "caller", "varargs", "kwargs"})
"""Names that are no slots to Jinja."""


@dataclass(frozen=True, slots=True)
class _Choice:
    """`{% if %}` to `{% endif %}`: tests with their parts; `else` has no test."""

    branches: list[tuple[ast.expr | None, list[_Part]]]


_Part = str | ast.expr | _Choice


class _TooMuchError(Exception):
    """More of the language than is read here."""


@lru_cache(maxsize=256)
def _parts(text: str) -> list[_Part] | None:
    """Words, expressions, and choices with their parts; None where Jinja is needed."""
    try:
        pieces = iter(_MARK.split(text.removesuffix("\n")))
        parts, end = _until(pieces)
    except (_TooMuchError, SyntaxError, RecursionError):
        return None
    return None if end else parts


def _until(pieces: Iterator[str]) -> tuple[list[_Part], str]:
    """The parts up to the end of the text or of this branch, and the words that end it."""
    parts: list[_Part] = []
    for piece in pieces:
        inner = piece[2:-2].strip()
        if not piece.startswith(("{{", "{%", "{#")):
            if any(mark in piece for mark in ("{{", "{%", "{#")):
                raise _TooMuchError
            parts.append(piece)
        elif piece.startswith("{{") and piece.endswith("}}"):
            parts.append(_expression(inner))
        elif piece.startswith("{% if ") and piece.endswith(" %}"):
            parts.append(_choice(inner.removeprefix("if "), pieces))
        elif piece.startswith("{% ") and piece.endswith(" %}") and inner.split(" ")[0] in ("elif", "else", "endif"):
            return parts, inner
        else:
            raise _TooMuchError
    return parts, ""


def _choice(asked: str, pieces: Iterator[str]) -> _Choice:
    branches: list[tuple[ast.expr | None, list[_Part]]] = []
    test: ast.expr | None = _expression(asked)
    while True:
        parts, end = _until(pieces)
        branches.append((test, parts))
        if end == "endif":
            return _Choice(branches)
        if test is None or not (end == "else" or end.startswith("elif ")):
            raise _TooMuchError
        test = _expression(end.removeprefix("elif ")) if end != "else" else None


def _expression(text: str) -> ast.expr:
    if "\n" in text:
        raise _TooMuchError
    found = ast.parse(text.strip(), mode="eval").body
    _agreed(found)
    return found


def _agreed(one: ast.expr) -> None:
    """Raises where an expression is more than this walks over."""
    match one:
        case ast.Constant(value=str(), kind=None):
            return
        case ast.Name(id=name) if name not in _JINJAS | _WORDS:
            return
        case ast.Call(func=ast.Name(id=name), args=args, keywords=named) if name in _WORDS and all(k.arg for k in named):
            parts: list[ast.expr] = [*args, *(k.value for k in named)]
        case ast.BoolOp(op=ast.Or(), values=values):
            parts = values
        case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]):
            parts = [left, right]
        case ast.IfExp(test=test, body=body, orelse=other):
            parts = [test, body, other]
        case _:
            raise _TooMuchError
    for part in parts:
        _agreed(part)


def _value(one: ast.expr, slots: Mapping[str, str], offers: Mapping[str, Offer]) -> str | bool:
    match one:
        case ast.Constant(value=str(text)):
            return text
        case ast.Name(id=name):
            return slots.get(name, "")
        case ast.Call(func=ast.Name(id=name)):
            return offers[name](*(_value(a, slots, offers) for a in one.args), **{str(k.arg): _value(k.value, slots, offers) for k in one.keywords})
        case ast.BoolOp():
            said: str | bool = ""
            for value in one.values:
                if said := _value(value, slots, offers):
                    break
            return said
        case ast.Compare():
            return _value(one.left, slots, offers) == _value(one.comparators[0], slots, offers)
        case ast.IfExp():
            return _value(one.body if _value(one.test, slots, offers) else one.orelse, slots, offers)
    raise _TooMuchError  # _agreed lets nothing else in


def _told(parts: list[_Part], slots: Mapping[str, str], offers: Mapping[str, Offer]) -> str:
    words = []
    for part in parts:
        if isinstance(part, str):
            words.append(part)
        elif isinstance(part, _Choice):
            words.append(next((_told(inner, slots, offers) for test, inner in part.branches if test is None or _value(test, slots, offers)), ""))
        else:
            words.append(str(_value(part, slots, offers)))
    return "".join(words)


def plain(text: str, slots: Mapping[str, str], offers: Mapping[str, Offer]) -> str | None:
    """A template as words; None where it needs Jinja. `offers`: `say` and `extra`."""
    parts = _parts(text)
    return None if parts is None else _told(parts, slots, offers)
