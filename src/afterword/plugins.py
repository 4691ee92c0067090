"""Finds plug-ins: sources, channels and playbooks. What is built in comes through the same door as other people's entry points."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib import import_module
from typing import Any, overload


def _built_in(package: str, constant: str) -> Iterator[Any]:
    home = import_module(package)
    for module in sorted(pkgutil.iter_modules(home.__path__), key=lambda m: m.name):
        found = getattr(import_module(f"{package}.{module.name}"), constant, None)
        if found is not None:
            yield found


def _theirs(group: str) -> Iterator[Any]:
    from importlib.metadata import entry_points  # which loads the whole of e-mail

    for entry in sorted(entry_points(group=group), key=lambda e: e.name):
        yield entry.load()


class Later(Sequence[Any]):
    """Plug-ins that are loaded when somebody looks at them: most commands send nothing."""

    def __init__(self, find: Callable[[], tuple[Any, ...]]) -> None:
        self.find = find

    def __len__(self) -> int:
        return len(self.find())

    @overload
    def __getitem__(self, at: int) -> Any: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Any, ...]: ...
    def __getitem__(self, at: int | slice) -> Any:
        return self.find()[at]


@cache
def sources() -> tuple[Any, ...]:
    """Every kind of file that can be read."""
    return (*_built_in("afterword.sources", "SOURCE"), *_theirs("afterword.sources"))


@cache
def channels() -> tuple[Any, ...]:
    """Every way out."""
    return (*_built_in("afterword.channels", "CHANNEL"), *_theirs("afterword.channels"))


@cache
def playbooks() -> tuple[Any, ...]:
    """The strategy for every situation, by name."""
    found = (*_built_in("afterword.strategy.playbooks", "PLAYBOOK"), *_theirs("afterword.playbooks"))
    every = [book for one in found for book in (one if isinstance(one, tuple) else (one,))]  # a situation may plan over two subjects
    return tuple(sorted(every, key=lambda b: (b.situation, b.over)))
