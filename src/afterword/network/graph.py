"""People and the ties between them as flat arrays (CSR), so that millions of ties fit and are searched in milliseconds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Graph:
    """Undirected ties, each kept from both ends. The neighbours of `n` are `heads[starts[n]:starts[n + 1]]`.

    `chances` (0..1, beside `heads`) is how likely one of the two passes the user on to the other.
    """

    starts: Longs
    heads: Ints
    chances: Floats
    top: float  # no chance is above this

    @property
    def people(self) -> int:
        """How many people there are; they are called 0 to people - 1."""
        return len(self.starts) - 1

    @property
    def arcs(self) -> int:
        """How many ends of ties there are: twice the ties."""
        return len(self.heads)


def graph_of(
    people: int, tails: Sequence[int] | Ints, heads: Sequence[int] | Ints, chances: Sequence[float] | Floats
) -> Graph:
    """The graph of these ties. A tie with oneself, or with a chance outside 0..1, is left out.

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
    return _packed(people, a, b, p)


def _packed(people: int, a: Ints, b: Ints, p: Floats) -> Graph:
    """Both ends in order of the first. The sort carries 8-byte keys (person, place), which is faster than sorting places."""
    ties = len(a)
    starts = np.zeros(people + 1, np.int64)
    starts[1:] = np.bincount(a, minlength=people)
    starts[1:] += np.bincount(b, minlength=people)
    np.cumsum(starts, out=starts)
    keys = np.empty(2 * ties, np.int64)
    keys[:ties], keys[ties:] = a, b
    keys <<= 32
    keys |= np.arange(2 * ties, dtype=np.int64)
    keys.sort()
    keys &= 0xFFFFFFFF
    order = keys.astype(np.uint32)
    del keys
    heads = np.concatenate((b, a))[order]
    order[order >= ties] -= np.uint32(ties)
    return Graph(starts, heads, p[order], float(p.max(initial=0)))
