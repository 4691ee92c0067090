"""The same search as search.py over a few thousand ties, in plain Python: one person's own network needs no arrays, and no time to load them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

HOPS, LEAST, MOST = 3, 0.04, 5
"""As in search.py (PLAYBOOK.md section 2)."""
Way = tuple[float, tuple[int, ...]]


def routes(
    ties: Iterable[tuple[int, int, float]], source: int, targets: Collection[int], *, barred: Collection[int] = (), novelty: Sequence[float] | None = None,
) -> list[Way]:  # fmt: skip
    """Up to five (chance, people) of at most three hops that share no introducer; see `search.routes`, to which this is equal."""
    ends = set(targets) - set(barred) - {source}
    knows: dict[int, dict[int, float]] = defaultdict(dict)
    for a, b, p in ties:
        if a != b and 0 < p <= 1:
            knows[a][b] = max(p, knows[a].get(b, 0.0))
            knows[b][a] = max(p, knows[b].get(a, 0.0))
    out = {source, *barred}
    near = {a: p for a, p in knows[source].items() if a not in barred and a != source}
    reach: dict[int, tuple[float, int]] = {}
    for end in sorted(ends):
        for b, p in knows[end].items():
            if b not in out and (b not in reach or p > reach[b][0]):
                reach[b] = (p, end)
    found = [way for way in _ways(near, reach, knows, ends, source) if way[0] >= LEAST]
    picked = _picked(found)
    if novelty is not None:
        picked.sort(key=lambda w: (-w[0] * novelty[w[1][1]], len(w[1]), w[1]))
    return picked


def _ways(
    near: Mapping[int, float], reach: Mapping[int, tuple[float, int]], knows: Mapping[int, Mapping[int, float]], ends: Collection[int], source: int
) -> Iterable[Way]:
    """Every way with the best end for whoever leads to one."""
    for a, first in near.items():
        if a in ends:
            yield first, (source, a)
        if a in reach:
            last, end = reach[a]
            yield first * last, (source, a, end)
        for b, middle in knows[a].items():
            if b in reach and reach[b][1] != a:
                last, end = reach[b]
                yield first * middle * last, (source, a, b, end)


def _picked(found: list[Way]) -> list[Way]:
    """The best, then the best without the people used so far; of equals the shorter, then the lower numbers."""
    left = sorted(found, key=lambda w: (-round(w[0], 7), len(w[1]), w[1]))
    picked: list[Way] = []
    used: set[int] = set()
    asked: set[int] = set()
    for way in left:
        between = way[1][1:-1]
        if used & set(between) or (not between and way[1][1] in asked):
            continue
        picked.append(way)
        used.update(between or way[1][-1:])
        asked.update(() if between else way[1][-1:])
        if len(picked) == MOST:
            break
    return picked
