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

from afterword.network.graph import Floats, Graph, Longs

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

    between: tuple[Longs, ...]
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
    near, first, _ = _best(graph, np.array([source]), barred)
    reach, last, by = _best(graph, ends, (source, *barred))
    found = [_direct(near, first, ends, least)]
    if hops >= 2:
        found.append(_through_one(near, first, reach, last, by, least))
    picked = _picked(found, source, most)
    if hops >= 3:
        for bound, block in _through_two(graph, (near, first), (reach, last, by), least):
            if len(picked) == most and picked[-1].chance >= bound:
                break  # nothing that was not looked at can be better
            found.append(block())
            picked = _picked(found, source, most)
    if novelty is not None:
        picked.sort(key=lambda r: (-r.chance * float(novelty[r.people[1]]), len(r.people), r.people))
    return tuple(picked)


def _best(graph: Graph, ends: Longs, without: Collection[int]) -> tuple[Longs, Floats, Longs]:
    """Whoever knows one of `ends`, in order: each once, with the best chance, and whom of them by it."""
    places, number = _spread(graph, ends)
    who, chances = graph.heads[places], graph.chances[places]
    top = np.zeros(graph.people, np.float32)
    np.maximum.at(top, who, chances)
    top[np.fromiter(without, np.int64, len(without))] = 0
    by = np.zeros(graph.people, np.int32)
    best = np.flatnonzero(chances == top[who])[::-1]  # of equals the first stands
    by[who[best]] = ends[number[best]]
    people = np.flatnonzero(top)
    return people, top[people], by[people].astype(np.int64)


def _spread(graph: Graph, people: Longs) -> tuple[Longs, Longs]:
    """The places of all arcs of these people, and for each arc the number of its person in the list."""
    begin = graph.starts[people]
    count = graph.starts[people + 1] - begin
    number = np.repeat(np.arange(len(people)), count)
    shift = begin - (np.cumsum(count) - count)
    return np.arange(len(number)) + shift[number], number


def _direct(near: Longs, first: Floats, ends: Longs, least: float) -> _Found:
    hit = np.isin(near, ends) & (first >= least)
    return _Found((), near[hit], first[hit])


def _through_one(near: Longs, first: Floats, reach: Longs, last: Floats, by: Longs, least: float) -> _Found:
    theirs = np.minimum(np.searchsorted(reach, near), max(len(reach) - 1, 0))
    ours = np.flatnonzero(reach[theirs] == near) if len(reach) else near[:0]
    theirs = theirs[ours]
    chances = first[ours] * last[theirs]
    good = chances >= least
    return _Found((near[ours[good]],), by[theirs[good]], chances[good])


def _through_two(
    graph: Graph, ours: tuple[Longs, Floats], theirs: tuple[Longs, Floats, Longs], least: float
) -> Iterator[tuple[float, Callable[[], _Found]]]:
    """Ties between whom the user knows and who knows a target, from the side with fewer arcs, block by block.

    The best come first; with each block goes the chance that neither it nor any later one can exceed.
    """
    near, first = ours
    reach, last, by = theirs
    likely = first * (graph.top * last.max(initial=0)) >= least
    near, first = near[likely], first[likely]
    likely = last * (graph.top * first.max(initial=0)) >= least
    reach, last, by = reach[likely], last[likely], by[likely]
    if not len(near) or not len(reach):
        return
    forward = _arcs(graph, near) <= _arcs(graph, reach)
    here, there, mine, other = (near, reach, first, last) if forward else (reach, near, last, first)
    table = np.zeros(graph.people, np.int32)  # number in `there` + 1; 0 is nobody
    table[there] = np.arange(1, len(there) + 1, dtype=np.int32)
    order = np.argsort(-mine, kind="stable")

    def look(some: Longs) -> _Found:
        places, number = _spread(graph, here[some])
        met = table[graph.heads[places]]
        hit = np.flatnonzero(met)
        at, met = some[number[hit]], met[hit] - 1
        chances = mine[at] * graph.chances[places[hit]] * other[met]
        a, b = (at, met) if forward else (met, at)
        good = (chances >= least) & (near[a] != by[b])  # a route that passes through its own end is only a detour
        return _Found((near[a[good]], reach[b[good]]), by[b[good]], chances[good])

    begin, size = 0, BLOCK
    while begin < len(order):
        some = order[begin : begin + size]
        yield float(mine[some[0]]) * graph.top * float(other.max()), partial(look, some)
        begin, size = begin + size, size * 4


def _arcs(graph: Graph, people: Longs) -> int:
    return int((graph.starts[people + 1] - graph.starts[people]).sum())


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
        for column in (*self.found.between, self.found.last):
            numbers = column[places]
            places = places[numbers == numbers.min()]
        place = places[0]
        people = (source, *(int(c[place]) for c in self.found.between), int(self.found.last[place]))
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
