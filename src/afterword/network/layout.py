"""Where everybody stands on the map: the user in the middle, companies as blocks of names around, the closest nearest."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import ceil, cos, hypot, pi, sin

from afterword.facts.frozen import dataclass

ROW, SIZE, ROWS, MOST = 15.0, 11.0, 14, 42
"""Height of a row and size of its letters (px); rows of a column; people named of one house."""
GAP = 12.0
YOU = 26.0
"""Radius of the circle in the middle."""


@dataclass(frozen=True, slots=True)
class Dot:
    """Somebody to be shown. `close` is 0..1; `heard` says that the user has only heard of them."""

    key: str
    name: str
    house: str
    close: float
    title: str = ""
    href: str = ""
    heard: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A dot with the place of its circle."""

    dot: Dot
    x: float
    y: float
    turned: bool = False  # the name stands left of the circle: the circle is on the side of the middle


@dataclass(frozen=True, slots=True)
class Block:
    """A house and its people. `left` and `top` are its upper left corner, `more` those who are counted only."""

    house: str
    left: float
    top: float
    width: float
    height: float
    people: tuple[Placed, ...]
    more: int = 0
    turned: bool = False  # left of the user: written from the right edge, so that a way to somebody crosses no name


@dataclass(frozen=True, slots=True)
class Map:
    """Everything placed; the user stands at 0, 0. `lit` are routes as keys, without the user."""

    blocks: tuple[Block, ...]
    lit: tuple[tuple[str, ...], ...]
    box: tuple[float, float, float, float]  # left, top, width, height


def wide(text: str, size: float = SIZE) -> float:
    """About how wide these letters are, px."""
    return (
        sum(
            1.05 if unicodedata.east_asian_width(c) in "WF" else 0.74 if c.isupper() or c.isdigit() else 0.61
            for c in text
        )
        * size
    )


def placed(dots: Iterable[Dot], lit: Sequence[Sequence[str]] = ()) -> Map:
    """The map of these people. The same people give the same map, in whatever order they come."""
    shining = {key for route in lit for key in route}
    houses: dict[str, list[Dot]] = defaultdict(list)
    for dot in sorted({d.key: d for d in dots}.values(), key=lambda d: (d.key not in shining, -d.close, d.name, d.key)):
        houses[dot.house].append(dot)
    order = sorted(houses, key=lambda x: (houses[x][0].key not in shining, not x, -max(d.close for d in houses[x]), x))
    taken = [(-YOU - GAP, -YOU - GAP, 2 * (YOU + GAP), 2 * (YOU + GAP))]
    blocks: list[Block] = []
    reach = YOU
    for house in order:
        shown = houses[house][:MOST]
        width, height, columns = _size(house, shown, len(houses[house]) - len(shown))
        left, top, reach = _free(width, height, taken, reach)
        taken.append((left, top, width, height))
        blocks.append(
            Block(
                house,
                left,
                top,
                width,
                height,
                tuple(_people(shown, left, top, width, columns)),
                len(houses[house]) - len(shown),
                _turned(left, width),
            )
        )
    left, top = min(t[0] for t in taken) - 2 * GAP, min(t[1] for t in taken) - 2 * GAP
    right, low = max(t[0] + t[2] for t in taken) + 2 * GAP, max(t[1] + t[3] for t in taken) + 2 * GAP
    return Map(tuple(blocks), tuple(tuple(r) for r in lit), (left, top, right - left, low - top))


def _size(house: str, shown: Sequence[Dot], more: int) -> tuple[float, float, tuple[float, ...]]:
    """Width and height of a block, and how wide each of its columns is."""
    count = ceil(len(shown) / ROWS)
    rows = ceil(len(shown) / count)
    columns = tuple(max(wide(d.name) for d in shown[n * rows : (n + 1) * rows]) + 26 for n in range(count))
    width = max(sum(columns), wide(house or "No company known", SIZE + 2.2) + 16)  # bold is wider
    return width, (rows + 1 + bool(more)) * ROW + 8, columns


def _turned(left: float, width: float) -> bool:
    return left + width < 0


def _people(shown: Sequence[Dot], left: float, top: float, width: float, columns: Sequence[float]) -> Iterator[Placed]:
    turned = _turned(left, width)
    rows = ceil(len(shown) / len(columns))
    for n, dot in enumerate(shown):
        column, row = divmod(n, rows)
        inward = 12 + sum(columns[:column])
        yield Placed(dot, left + width - inward if turned else left + inward, top + 4 + (row + 1.5) * ROW, turned)


def _free(
    width: float, height: float, taken: Sequence[tuple[float, float, float, float]], reach: float
) -> tuple[float, float, float]:
    """The nearest free place in rings about the middle, which are wider than high, and how far out it was."""
    far = max(YOU, reach - 90)
    while True:
        steps = max(12, int(far / 7))
        for n in range(steps):
            angle = 2 * pi * (n + 0.5) / steps - pi / 2
            x, y = 1.35 * far * cos(angle) - width / 2, far * sin(angle) - height / 2
            if all(
                x + width + GAP <= a or a + w + GAP <= x or y + height + GAP <= b or b + t + GAP <= y
                for a, b, w, t in taken
            ):
                return x, y, max(reach, hypot(x / 1.35, y))
        far += 11
