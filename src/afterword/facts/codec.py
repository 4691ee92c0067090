"""Frozen dataclasses to canonical JSON and back.

Fields at their default are left out, so adding a field with a default never changes the bytes (and so the id) of what
was stored before. Keys are sorted; text is UTF-8; there are no spaces: the same value always gives the same bytes.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
Reader = Callable[[Any], Any]

_dumps = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def _default(spec: Field[Any]) -> Any:
    if spec.default is not MISSING:
        return spec.default
    return spec.default_factory() if spec.default_factory is not MISSING else MISSING


@cache
def _layout(kind: Any) -> tuple[tuple[str, Any], ...]:
    return tuple((spec.name, _default(spec)) for spec in fields(kind))


def _write(value: Any) -> Any:
    kind = type(value)
    if kind is str or kind is int or kind is bool or value is None or kind is float:
        return value
    if kind is tuple or kind is list:
        return [_write(item) for item in value]
    if is_dataclass(value):
        return plain(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _write(item) for key, item in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted(_write(item) for item in value)
    return value


def plain(value: Any) -> dict[str, Any]:
    """A dataclass as JSON-ready values, fields at their default left out."""
    found = {}
    shape: Any = type(value)
    for name, default in _layout(shape):
        item = getattr(value, name)
        if item != default or default is MISSING:
            found[name] = _write(item)
    return found


def dumps(value: Any) -> bytes:
    """Canonical bytes of a dataclass. Lone surrogates become replacement marks: they are not text."""
    return _dumps(plain(value)).encode("utf-8", "replace")


def _maybe(read: Reader) -> Reader:
    return lambda value: None if value is None else read(value)


def _reader(hint: Any) -> Reader | None:
    """How to turn JSON back into `hint`; None where JSON's own value is right already."""
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        inner = [part for part in get_args(hint) if part is not type(None)]
        read = _reader(inner[0]) if len(inner) == 1 else None
        return None if read is None else _maybe(read)
    if origin is tuple:
        read = _reader(get_args(hint)[0])
        return tuple if read is None else (lambda value: tuple(map(read, value)))
    if origin is frozenset:
        return frozenset
    if origin is Literal or origin is not None:
        return None
    if hint is date:
        return date.fromisoformat
    if hint is datetime:
        return datetime.fromisoformat
    return _builder(hint) if is_dataclass(hint) and isinstance(hint, type) else None


@cache
def _builder(kind: Any) -> Reader:
    """A function that builds `kind` from JSON values; unknown keys (of a newer program) are left aside."""
    hints = get_type_hints(kind)
    names = frozenset(hints)
    special = {name: read for name, hint in hints.items() if (read := _reader(hint)) is not None}

    def build(values: Mapping[str, Any]) -> Any:
        given = {key: special[key](item) if key in special else item for key, item in values.items() if key in names}
        return kind(**given)

    return build


def loads(kind: type[T], data: bytes | str) -> T:
    """Reads what `dumps` wrote."""
    return load(kind, json.loads(data))


def load(kind: type[T], values: Mapping[str, Any]) -> T:
    """Builds `kind` from JSON values."""
    wanted: Any = kind
    built: T = _builder(wanted)(values)
    return built
