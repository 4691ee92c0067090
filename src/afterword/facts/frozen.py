"""`@dataclass(frozen=True, slots=True)` that costs a tenth to make: a command loads a hundred of them and builds a few.

The standard decorator writes and compiles six functions for every class (1.2 ms each on a busy core, a quarter of what
`afterword path` cost). Here nothing is compiled before the first value is made, and only `__init__` is; comparing,
hashing, showing and refusing changes need no code of their own. The result is a dataclass: fields, replace, asdict and
matching work as ever (docs/decisions/0020-frozen-without-compiling.md).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: PLC0414 - the checker sees the standard one
else:

    def dataclass(*, frozen: bool, slots: bool) -> Callable[[type], type]:
        """As `dataclasses.dataclass`, for frozen classes with slots alone."""
        if not (frozen and slots):
            raise TypeError("this decorator is for frozen classes with slots: take the standard one")
        return _made


def _made(kind: type) -> type:
    kind.__doc__ = kind.__doc__ or kind.__name__  # else the standard decorator works out a signature
    made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(kind)

    def first(self: Any, *given: Any, **named: Any) -> None:
        made.__init__ = _init(made)
        made.__init__(self, *given, **named)

    given: dict[str, Any] = {"__init__": first, "__eq__": _eq, "__hash__": _hash, "__repr__": _repr, "__setattr__": _refuse, "__delattr__": _refuse, "__getstate__": _state, "__setstate__": _restore}
    for name, method in given.items():
        if name not in kind.__dict__ or (name == "__hash__" and kind.__dict__[name] is None):
            setattr(made, name, method)
    return made  # type: ignore[no-any-return]


def _init(made: Any) -> Any:
    """The function that a value is made with, compiled once a class needs it."""
    specs = [f for f in dataclasses.fields(made) if f.init]
    known: dict[str, Any] = {"put": object.__setattr__, "missing": dataclasses.MISSING}
    takes, does = [], []
    for spec in specs:
        name = value = spec.name
        if spec.default is not dataclasses.MISSING:
            known[f"_d_{name}"] = spec.default
            takes.append(f"{name}=_d_{name}")
        elif spec.default_factory is not dataclasses.MISSING:
            known[f"_f_{name}"] = spec.default_factory
            takes.append(f"{name}=missing")
            value = f"_f_{name}() if {name} is missing else {name}"
        else:
            takes.append(name)
        does.append(f" put(self, {name!r}, {value})")
    does += [" self.__post_init__()"] if hasattr(made, "__post_init__") else []
    found: dict[str, Any] = {}
    text = f"def __init__(self, {', '.join(takes)}):\n" + ("\n".join(does) or " pass")
    exec(text, known, found)  # noqa: S102 - the text is made of field names alone
    found["__init__"].__qualname__ = f"{made.__qualname__}.__init__"
    return found["__init__"]


_parts: dict[type, Any] = {}


def _values(one: Any) -> Any:
    kind = type(one)
    if kind not in _parts:
        names = [f.name for f in dataclasses.fields(kind) if f.compare]
        _parts[kind] = attrgetter(*names) if names else lambda _: ()
    return _parts[kind](one)


def _eq(self: Any, other: object) -> Any:
    return _values(self) == _values(other) if type(other) is type(self) else NotImplemented


def _hash(self: Any) -> int:
    return hash(_values(self))


def _repr(self: Any) -> str:
    shown = ", ".join(f"{f.name}={getattr(self, f.name)!r}" for f in dataclasses.fields(self) if f.repr)
    return f"{type(self).__qualname__}({shown})"


def _refuse(self: Any, name: str, *_: object) -> None:
    raise dataclasses.FrozenInstanceError(f"{type(self).__name__}.{name} cannot be changed")


def _state(self: Any) -> list[Any]:
    return [getattr(self, f.name) for f in dataclasses.fields(self)]


def _restore(self: Any, state: list[Any]) -> None:
    for spec, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, spec.name, value)
