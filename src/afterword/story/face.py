"""What others see of a house: its outline, without the words around its roles; and that as a short text to compare. And what a house sees of passers-by.

A plan for somebody looks at houses only so. Where the face is the same, no plan that looked at the house can have become another,
however many of its people have written. The face holds the outline field by field, with ids in place of facts. What a fact and its
reading say under its id is for the caller to add: an id names neither, a fuller copy and a correction keep it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from functools import cache
from hashlib import sha256
from operator import attrgetter
from typing import Any

from afterword.facts import Fact
from afterword.facts.frozen import dataclass
from afterword.reading.model import Reading
from afterword.story.model import OrganisationStory, Placed

_AS_IT_IS = frozenset((str, int, bool, float, bytes, type(None)))


@dataclass(frozen=True, slots=True)
class Face:
    """The outline of a house in short; `facts` are the ids of those it shows."""

    digest: str
    facts: frozenset[str]


def outline(story: OrganisationStory, *, ended: bool) -> OrganisationStory:
    """A house as everybody else may see it: roles with their people, stages and talks, without what was said about them.

    Who of the house wrote last about a role shows only where the search has `ended`: then that role is to be withdrawn.
    """
    roles = tuple(
        replace(o, entries=(), owed=(), threads=frozenset(), decided=(), contact=o.contact if ended else "") for o in story.opportunities
    )
    return replace(story, opportunities=roles, unassigned=(), decided=())


def face(seen: OrganisationStory) -> Face:
    """The face of an outline."""
    shown: set[str] = set()
    told = repr(_plain(seen, shown))
    return Face(sha256(told.encode("utf-8", "replace")).hexdigest()[:32], frozenset(shown))


def glimpse(one: Placed | None) -> str:
    """What a house sees of somebody who is named there and has no part in it: whose handles are theirs, and where they belong. Empty of nobody."""
    return "" if one is None else json.dumps([sorted(one.handles), sorted(one.organisations), sorted(one.known_at)])


def glimpsed(key: str, seen: str) -> Placed:
    """Who was seen so."""
    return Placed(key, *map(frozenset, json.loads(seen)))


def _plain(value: Any, shown: set[str]) -> Any:
    kind: Any = type(value)
    if kind in _AS_IT_IS:
        return value
    if kind is tuple:
        return [_plain(one, shown) for one in value]
    if kind is Fact:
        shown.add(value.id)
        return value.id
    if kind is Reading:
        return ""  # it goes with its fact
    if kind is date:
        return value.toordinal()
    if kind is frozenset:
        return sorted(value)
    return [_plain(one, shown) for one in _parts(kind)(value)]


@cache
def _parts(kind: Any) -> Callable[[Any], tuple[Any, ...]]:
    names = [f.name for f in fields(kind)]
    return attrgetter(*names) if len(names) > 1 else (lambda value: (getattr(value, names[0]),))
