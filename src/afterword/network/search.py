"""The best ways from one person to another (or to any of several) in at most three hops: exact, and fast beside hubs.

With a bound of three hops every route is source → a → b → target, so nobody needs to walk the whole graph: the
neighbours of both ends are looked at, and the ties between them from the cheaper side. A walk that meets a person twice
is never better than the walk without the detour, since no chance is above 1; so the best walks are paths.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from afterword.network.graph import Floats, Graph, Ints, Longs

Lots = NDArray[np.uint32]
HOPS = 3
LEAST = 0.04
"""A route below this is none (PLAYBOOK.md section 2)."""
MOST = 5
BLOCK = 2048
"""People looked at before it is asked whether the rest can still matter."""


@dataclass(frozen=True, slots=True)
class Route:
    """People from the source to the target, and the product of the chances of the steps."""

    people: tuple[int, ...]
    chance: float

    @property
    def introducers(self) -> tuple[int, ...]:
        """Whoever stands between the two ends."""
        return self.people[1:-1]


@dataclass(frozen=True, slots=True)
class _Found:
    """Every route with so many introducers that is likely enough: columns of people, and the chances."""

    between: tuple[Ints, ...]
    last: Longs
    chances: Floats


def routes(
    graph: Graph, source: int, targets: Collection[int], *, barred: Collection[int] = (), hops: int = HOPS, least: float = LEAST, most: int = MOST,
    novelty: Sequence[float] | Floats | None = None,
) -> tuple[Route, ...]:  # fmt: skip
    """Up to `most` routes that share no introducer, never through or to anybody `barred`.

    Each is the best that is left when the introducers of those before are taken away. Ordered by chance × novelty of the
    first hop where `novelty` (0..1 for each person) is given, else by chance. Raises ValueError for more than three hops.
    """
    if not 1 <= hops <= HOPS:
        raise ValueError(f"routes have one to {HOPS} hops")
    ends = np.array(sorted(set(targets) - set(barred) - {source}), np.int64)
    if not len(ends):
        return ()
    between = _Between(graph, _best(graph, np.array([source]), barred), _best(graph, ends, (source, *barred)), least)
    found = [_direct(between.near, ends, least)]
    if hops >= 2:
        found.append(between.one())
    picked = _picked(found, source, most)
    if hops >= 3:
        for bound, block in between.two(picked[-1].chance if len(picked) == most else 0.0):
            if len(picked) == most and picked[-1].chance >= bound:
                break  # nothing that was not looked at can be better
            found.append(block())
            picked = _picked(found, source, most)
    if novelty is not None:
        picked.sort(key=lambda r: (-r.chance * float(novelty[r.people[1]]), len(r.people), r.people))
    return tuple(picked)


@dataclass(frozen=True, slots=True, eq=False)
class _Side:
    """Whoever knows an end, in order and each once: with the best chance, and whom of the ends by it."""

    people: Ints
    chances: Floats
    by: Longs

    def without(self, some: Collection[int]) -> _Side:
        """The same, less these people."""
        out = np.fromiter(some, np.int32, len(some))
        at = np.searchsorted(self.people, out)
        there = at < len(self.people)
        at = at[there][self.people[at[there]] == out[there]]
        if not len(at):
            return self
        return _Side(np.delete(self.people, at), np.delete(self.chances, at), np.delete(self.by, at))


def _best(graph: Graph, ends: Longs, without: Collection[int]) -> _Side:
    """Whoever knows one of `ends`."""
    if len(ends) == 1:
        mine = slice(graph.starts[ends[0]], graph.starts[ends[0] + 1])
        return _Side(graph.heads[mine], graph.chances[mine], np.broadcast_to(ends, mine.stop - mine.start)).without(without)
    places, upto = _spread(graph, ends)
    who, chances, by = graph.heads[places], graph.chances[places], np.repeat(ends, np.diff(upto, prepend=0))
    if len(who):
        order = _lowest_first(who.view(np.uint32))
        who, chances, by = who[order], chances[order], by[order]
        new = np.ones(len(who), np.bool_)
        new[1:] = who[1:] != who[:-1]
        first = np.flatnonzero(new)
        top = np.maximum.reduceat(chances, first)
        best = np.flatnonzero(chances == np.repeat(top, np.diff(first, append=len(who))))
        best = best[np.searchsorted(best, first)]  # of equals the first stands
        who, chances, by = who[best], top, by[best]
    return _Side(who, chances, by).without(without)


def _spread(graph: Graph, people: Longs | Ints) -> tuple[Longs, Longs]:
    """The places of all arcs of these people, one person after the other, and how many there are up to each."""
    begin = graph.starts[people]
    upto = np.cumsum(graph.starts[people + 1] - begin)
    begin[1:] -= upto[:-1]
    places = np.repeat(begin, np.diff(upto, prepend=0))
    places += np.arange(len(places))
    return places, upto


def _lowest_first(numbers: Lots) -> Longs:
    """The places in order of these numbers, equal ones as they stand: sorting 8-byte keys is faster than sorting places."""
    keys = numbers.astype(np.int64)
    keys <<= 32
    keys |= np.arange(len(keys))
    keys.sort()
    keys &= 0xFFFFFFFF
    return keys


def _direct(near: _Side, ends: Longs, least: float) -> _Found:
    if not len(near.people):
        return _Found((), near.by, near.chances)
    at = np.minimum(np.searchsorted(near.people, ends), len(near.people) - 1)
    at = at[(near.people[at] == ends) & (near.chances[at] >= least)]
    return _Found((), near.people[at].astype(np.int64), near.chances[at])


class _Between:
    """Who may stand between whom the user knows and who knows a target, looked for from the side with fewer arcs."""

    def __init__(self, graph: Graph, near: _Side, reach: _Side, least: float) -> None:
        self.graph, self.near, self.reach, self.least = graph, near, reach, least
        self.forward = _cheaper(graph, near.people, reach.people)
        self.here, self.there = (near, reach) if self.forward else (reach, near)
        self.known = np.zeros(graph.people, np.bool_)  # who is `there`, and at which place
        self.known[self.there.people] = True
        self.place = np.empty(graph.people, np.int32)
        self.place[self.there.people] = np.arange(len(self.there.people), dtype=np.int32)

    def one(self) -> _Found:
        """Whoever stands on both sides."""
        here = np.flatnonzero(self.known[self.here.people])
        there = self.place[self.here.people[here]]
        chances = self.here.chances[here] * self.there.chances[there]
        good = chances >= self.least
        here, there = here[good], there[good]
        return _Found((self.here.people[here],), self.reach.by[there if self.forward else here], chances[good])

    def two(self, enough: float) -> Iterator[tuple[float, Callable[[], _Found]]]:
        """Ties between the two sides, block by block, the best first, each with a chance that neither it nor any later one exceeds.

        Whatever cannot be above `enough` is not looked at. The tie by which somebody is `here` leads no further.
        """
        far, graph = self.there.chances.max(initial=0), self.graph
        if not len(self.here.people) or float(self.here.chances.max() * far) <= enough:
            return
        people = self.here.people
        middle = np.where(graph.whom[people] == self.here.by, graph.seconds[people], graph.tops[people])
        most = self.here.chances * middle * far
        likely = np.flatnonzero((most >= self.least) & (most > enough))
        order = likely[_lowest_first(~most[likely].view(np.uint32))]  # chances are not below 0: their bits order as they do
        begin, size = 0, BLOCK
        while begin < len(order):
            some = order[begin : begin + size]
            yield float(most[some[0]]), partial(self._look, some)
            begin, size = begin + size, size * 4

    def _look(self, some: Longs) -> _Found:
        places, upto = _spread(self.graph, self.here.people[some])
        hit = np.flatnonzero(self.known[self.graph.heads[places]])
        here, places = some[np.searchsorted(upto, hit, "right")], places[hit]
        there = self.place[self.graph.heads[places]]
        chances = self.here.chances[here] * self.graph.chances[places] * self.there.chances[there]
        a, b = (here, there) if self.forward else (there, here)
        first, last, end = self.near.people[a], self.reach.people[b], self.reach.by[b]
        good = (chances >= self.least) & (first != end)  # a route through its own end is only a detour
        return _Found((first[good], last[good]), end[good], chances[good])


def _cheaper(graph: Graph, a: Ints, b: Ints) -> bool:
    """Have these no more arcs than those? Everybody has one at least, so that a hub's neighbours need not be counted."""
    if len(a) > len(b):
        return not _cheaper(graph, b, a)
    mine = int((graph.starts[a + 1] - graph.starts[a]).sum())
    return mine <= len(b) or mine <= int((graph.starts[b + 1] - graph.starts[b]).sum())


@dataclass(slots=True)
class _Left:
    """What is still to be had of the routes with so many introducers: the chances, 0 for those taken away."""

    found: _Found
    chances: Floats

    def best(self, source: int) -> Route | None:
        """The likeliest; of equals the one with the lowest numbers."""
        top = self.chances.max(initial=0)
        if top <= 0:
            return None
        places = np.flatnonzero(self.chances == top)
        columns: tuple[Ints | Longs, ...] = (*self.found.between, self.found.last)
        for column in columns:
            numbers = column[places]
            places = places[numbers == numbers.min()]
        place = places[0]
        people = (source, *(int(c[place]) for c in columns))
        return Route(people, float(top))

    def without(self, route: Route) -> None:
        """Takes away what shares an introducer with this route. Whom the user asks directly introduces nobody else."""
        for person in route.introducers or route.people[-1:]:
            for column in self.found.between:
                self.chances[column == person] = 0
        if not route.introducers and not self.found.between:
            self.chances[self.found.last == route.people[-1]] = 0


def _picked(found: Sequence[_Found], source: int, most: int) -> list[Route]:
    """The best, then the best without the people used so far; of equals the shorter, then the lower numbers."""
    left = [_Left(one, one.chances.copy()) for one in found]
    picked: list[Route] = []
    while len(picked) < most:
        best: Route | None = None
        for some in left:
            route = some.best(source)
            if route is not None and (best is None or route.chance > best.chance * (1 + 1e-6)):
                best = route
        if best is None:
            break
        picked.append(best)
        for some in left:
            some.without(best)
    return picked
