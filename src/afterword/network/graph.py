"""People and the ties between them as flat arrays (CSR), so that millions of ties fit and are searched in milliseconds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Floats = NDArray[np.float32]
WORD = 64
"""Bits of a key: two people and a tie fit into one up to a million people and sixteen million ties, else two sorts are needed."""
PIECE = 1 << 16


@dataclass(frozen=True, slots=True, eq=False)
class Graph:
    """Undirected ties, each kept from both ends. The neighbours of `n` are `heads[starts[n]:starts[n + 1]]`, in order, each once.

    `chances` (0..1, beside `heads`) is how likely one of the two passes the user on to the other. Of each person `tops` is
    the best chance, with `whom`, and `seconds` the best chance with anybody else; 0 where there is none.
    """

    starts: Longs
    heads: Ints
    chances: Floats
    tops: Floats
    seconds: Floats
    whom: Ints

    @property
    def people(self) -> int:
        """How many people there are; they are called 0 to people - 1."""
        return len(self.starts) - 1

    @property
    def arcs(self) -> int:
        """How many ends of ties there are: twice the ties."""
        return len(self.heads)


def graph_of(
    people: int, tails: Sequence[int] | Ints, heads: Sequence[int] | Ints, chances: Sequence[float] | Floats, *, word: int = WORD
) -> Graph:  # fmt: skip
    """The graph of these ties; of several between two the best counts. A tie with oneself, or with a chance outside 0..1, is left out.

    Raises ValueError where the arrays differ in length or name somebody who is not there.
    """
    a, b = np.asarray(tails, np.int32), np.asarray(heads, np.int32)
    p = np.asarray(chances, np.float32)
    if not len(a) == len(b) == len(p):
        raise ValueError("tails, heads and chances must be equally long")
    if len(a) and (min(a.min(), b.min()) < 0 or max(a.max(), b.max()) >= people):
        raise ValueError(f"a tie names somebody outside 0..{people - 1}")
    sound = (a != b) & (p > 0) & (p <= 1)
    if not sound.all():
        a, b, p = a[sound], b[sound], p[sound]
    del sound
    persons, ties = max(people - 1, 1).bit_length(), max(len(a) - 1, 1).bit_length()
    return _packed(people, *(_sorted_once(a, b, p, persons, ties) if 2 * persons + ties <= word else _sorted_twice(a, b, p)))


def _sorted_once(a: Ints, b: Ints, p: Floats, persons: int, ties: int) -> tuple[Ints, Ints, Floats]:
    """Every arc's two ends and its chance, by the first and then the second end: a key carries both and the place of the tie."""
    count = len(a)
    keys = np.empty(2 * count, np.uint64)
    for half, first, second in ((keys[:count], a, b), (keys[count:], b, a)):
        half[:] = first
        half <<= np.uint64(persons)
        np.bitwise_or(half, second, out=half, dtype=np.uint64, casting="unsafe")
        half <<= np.uint64(ties)
        for some in _slices(count):
            half[some] |= np.arange(some.start, some.stop, dtype=np.uint64)
    keys.sort()
    begin, end, chances = np.empty(2 * count, np.int32), np.empty(2 * count, np.int32), np.empty(2 * count, np.float32)
    for some in _slices(len(keys)):
        part = keys[some]
        chances[some] = p[part & np.uint64((1 << ties) - 1)]
        part >>= np.uint64(ties)
        end[some] = part & np.uint64((1 << persons) - 1)
        begin[some] = part >> np.uint64(persons)
    return begin, end, chances


def _slices(count: int) -> Iterator[slice]:
    """Pieces that fit into the processor's cache: what is between two steps then takes no memory."""
    return (slice(at, min(at + PIECE, count)) for at in range(0, count, PIECE))


def _sorted_twice(a: Ints, b: Ints, p: Floats) -> tuple[Ints, Ints, Floats]:
    """The same where two people and a tie do not fit into a key: by the second end, then by the first."""
    begin, end = np.concatenate((a, b)), np.concatenate((b, a))
    order = _places(end)
    order = order[_places(begin[order])]
    begin, end = begin[order], end[order]
    order[order >= len(a)] -= len(a)
    return begin, end, p[order]


def _places(numbers: Ints) -> Longs:
    """The places from the lowest number up, equal ones as they stand: sorting 8-byte keys is faster than sorting places."""
    keys = numbers.astype(np.int64)
    keys <<= 32
    keys |= np.arange(len(keys), dtype=np.int64)
    keys.sort()
    keys &= 0xFFFFFFFF
    return keys


def _packed(people: int, begin: Ints, end: Ints, p: Floats) -> Graph:
    """Sorted arcs, less what is told twice."""
    new = np.ones(len(end), np.bool_)
    np.not_equal(end[1:], end[:-1], out=new[1:])
    new[1:] |= begin[1:] != begin[:-1]
    if not new.all():
        again = np.flatnonzero(~new)
        told = np.arange(len(end), dtype=np.int32)
        told[again] = 0
        np.maximum.at(p, np.maximum.accumulate(told, out=told)[again], p[again])
        del told, again
        begin, end, p = begin[new], end[new], p[new]
    del new
    starts = np.zeros(people + 1, np.int64)
    np.cumsum(np.bincount(begin, minlength=people), out=starts[1:])
    graph = Graph(starts, end, p, np.zeros(people, np.float32), np.zeros(people, np.float32), np.full(people, -1, np.int32))
    for some in _slices(people):
        _best_of(graph, some)
    return graph


def _best_of(graph: Graph, some: slice) -> None:
    """Fills in the two best chances of these people."""
    starts = graph.starts[some.start : some.stop + 1]
    here = np.flatnonzero(starts[1:] > starts[:-1])
    if not len(here):
        return
    mine = slice(starts[0], starts[-1])
    chances, first = graph.chances[mine].copy(), starts[here] - starts[0]
    top = np.maximum.reduceat(chances, first)
    best = np.flatnonzero(chances == np.repeat(top, np.diff(first, append=len(chances))))
    best = best[np.searchsorted(best, first)]
    graph.tops[some][here], graph.whom[some][here] = top, graph.heads[mine][best]
    chances[best] = 0
    graph.seconds[some][here] = np.maximum.reduceat(chances, first)
