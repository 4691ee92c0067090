"""`@dataclass(frozen=True, slots=True)` that costs a tenth to make: a command loads a hundred of them and builds a few.

The standard decorator writes and compiles six functions for every class (1.2 ms each on a busy core, a quarter of what
`afterword path` cost). Here nothing is compiled before the first value is made, and only `__init__` is; comparing,
hashing, showing and refusing changes need no code of their own, and the fields are worked out when they are asked for. The result is a dataclass: fields, replace, asdict and
matching work as ever (docs/decisions/0020-frozen-without-compiling.md).
"""

from __future__ import annotations

import dataclasses
import inspect
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
    bases = {name for base in kind.__mro__[1:] for name in getattr(base, "__slots__", ())}
    own = [name for name, said in inspect.get_annotations(kind).items() if not said.startswith("ClassVar")]
    given = {**kind.__dict__, "__slots__": tuple(n for n in own if n not in bases), "__dataclass_fields__": _Fields(kind)}
    for name in (*own, "__dict__", "__weakref__"):
        given.pop(name, None)  # a default would stand in the slot's way
    given["__match_args__"] = tuple(dict.fromkeys((*(n for base in reversed(kind.__mro__[1:]) for n in getattr(base, "__match_args__", ())), *own)))
    made: Any = type(kind)(kind.__name__, kind.__bases__, given)

    def first(self: Any, *given: Any, **named: Any) -> None:
        made.__init__ = _init(made)
        made.__init__(self, *given, **named)

    methods: dict[str, Any] = {"__init__": first, "__eq__": _eq, "__hash__": _hash, "__repr__": _repr, "__setattr__": _refuse, "__delattr__": _refuse, "__getstate__": _state, "__setstate__": _restore}
    for name, method in methods.items():
        if name not in kind.__dict__ or (name == "__hash__" and kind.__dict__[name] is None):
            setattr(made, name, method)
    return made  # type: ignore[no-any-return]


class _Fields:
    """The fields of a class, worked out by the standard decorator when somebody first asks for them."""

    def __init__(self, kind: type) -> None:
        self._kind = kind

    def __get__(self, one: object, made: Any) -> Any:
        owner = next(c for c in made.__mro__ if c.__dict__.get("__dataclass_fields__") is self)
        whole = vars(dataclasses.dataclass(init=False, repr=False, eq=False)(self._kind))
        owner.__dataclass_fields__, owner.__dataclass_params__ = whole["__dataclass_fields__"], whole["__dataclass_params__"]
        return owner.__dataclass_fields__


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
