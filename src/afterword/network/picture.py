"""The map as SVG and as text. No scripts and no style elements, so that it may stand in a page with a strict policy."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from afterword.network.layout import ROW, SIZE, YOU, Block, Map, Placed, wide

PAPER, SHEET, INK, QUIET, RULE, GREEN, WASH = (
    "#faf7f1",
    "#fffdf9",
    "#211e1a",
    "#6a635a",
    "#e6dfd3",
    "#1f5c4d",
    "#e3efe8",
)
HEAD, FOOT, WIDTH_OF_KEY = 40.0, 30.0, 760.0
"""Room above for the title and below for the key, px."""
ASIDE = 46.0
"""How far from a circle a way turns towards it, px."""
_BARE = {n: None for n in range(32) if n not in (9, 10)} | dict.fromkeys(
    (*range(0x7F, 0xA0), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF)
)


def _text(words: str) -> str:
    """Words as XML may hold them."""
    return escape(" ".join(words.translate(_BARE).split()))


def svg(of: Map, title: str = "Your people") -> str:
    """The map as one SVG document: people by company, the closest in the middle, routes in green."""
    left, top, width, height = of.box
    top, height = top - HEAD, height + HEAD + FOOT
    width = max(width, wide(title, SIZE + 6) + 60, WIDTH_OF_KEY)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left:.0f} {top:.0f} {width:.0f} {height:.0f}" width="{width:.0f}" height="{height:.0f}" '
        f'role="img" aria-label="{_text(title)}" font-family="sans-serif" font-size="{SIZE:g}">'
    )
    parts = [
        head,
        f"<title>{_text(title)}</title>",
        f'<rect x="{left:.0f}" y="{top:.0f}" width="{width:.0f}" height="{height:.0f}" fill="{PAPER}"/>',
    ]
    lit = {key for route in of.lit for key in route}
    parts += [_sheet(block, lit) for block in of.blocks]
    parts += _routes(of)
    parts += [
        f'<circle cx="0" cy="0" r="{YOU:g}" fill="{GREEN if of.lit else INK}"/>',
        f'<text x="0" y="4" text-anchor="middle" font-size="{SIZE + 2:g}" font-weight="600" fill="{SHEET}">You</text>',
    ]
    parts += [line for block in of.blocks for line in _block(block, lit)]
    parts += [f'<text x="{left + 24:.0f}" y="{top + 34:.0f}" font-size="{SIZE + 6:g}" font-weight="600" fill="{INK}">{_text(title)}</text>']
    parts += _key(left + 24, top + height - 22, bool(of.lit))
    return "\n".join([*parts, "</svg>", ""])


def _key(x: float, y: float, lit: bool) -> Iterator[str]:
    """What the circles and lines mean."""
    shown = (("close", 6.0, f'fill="{QUIET}"'), ("in touch", 4.2, f'fill="{QUIET}"'), ("long ago, or a connection only", 2.4, f'fill="{QUIET}"'), ("only heard of", 4.2, f'fill="{SHEET}" stroke="{QUIET}" stroke-width="1.3"'))
    for words, radius, fill in shown:
        yield f'<circle cx="{x:.0f}" cy="{y - 4:.1f}" r="{radius:g}" {fill}/><text x="{x + 10:.0f}" y="{y:.0f}" fill="{QUIET}">{words}</text>'
        x += wide(words) + 34
    if lit:
        yield f'<line x1="{x - 6:.0f}" x2="{x + 12:.0f}" y1="{y - 4:.0f}" y2="{y - 4:.0f}" stroke="{GREEN}" stroke-width="2.4"/><text x="{x + 18:.0f}" y="{y:.0f}" fill="{QUIET}">a way, the best one strongest</text>'


def _lit(block: Block, lit: set[str]) -> bool:
    return any(p.dot.key in lit for p in block.people)


def _sheet(block: Block, lit: set[str]) -> str:
    """The paper of a house, below the routes."""
    fill, stroke = (WASH, GREEN) if _lit(block, lit) else (SHEET, RULE)
    place = f'x="{block.left:.1f}" y="{block.top:.1f}" width="{block.width:.1f}" height="{block.height:.1f}"'
    return f'<rect {place} rx="8" fill="{fill}" stroke="{stroke}"/>'


def _block(block: Block, lit: set[str]) -> Iterator[str]:
    """A house above the routes: its name, its people, how many more there are."""
    halo = _halo(WASH if _lit(block, lit) else SHEET)
    name, colour = _text(block.house) or "No company known", INK if block.house else QUIET
    edge, end = (block.left + block.width - 8, ' text-anchor="end"') if block.turned else (block.left + 8, "")
    yield f'<text x="{edge:.1f}" y="{block.top + 15:.1f}"{end} font-size="{SIZE + 1:g}" font-weight="600" {halo} fill="{colour}">{name}</text>'
    for one in block.people:
        yield _person(one, one.dot.key in lit, halo)
    if block.more:
        edge += -13 if block.turned else 13
        yield f'<text x="{edge:.1f}" y="{block.top + block.height - 7:.1f}"{end} {halo} fill="{QUIET}">and {block.more} more</text>'


def _halo(paper: str) -> str:
    """A rim in the paper's colour, so that a route behind a name leaves it readable."""
    return f'stroke="{paper}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"'


def _routes(of: Map) -> Iterator[str]:
    """Green lines from circle to circle; the best is the strongest."""
    where = {p.dot.key: p for block in of.blocks for p in block.people}
    for rank, route in reversed(list(enumerate(of.lit))):
        x, y, before = 0.0, 0.0, 0.0
        for key in route:
            if key not in where:
                break
            to = where[key]
            # It leaves and reaches a circle on the side where no name stands; other heights keep two ways apart.
            side = ASIDE if to.turned else -ASIDE
            out = (x + before, y + 4 * rank) if before else ((to.x + side) * 0.5, to.y * 0.5 + 6 * rank)
            d = f"M{x:.1f} {y:.1f}C{out[0]:.1f} {out[1]:.1f} {to.x + side:.1f} {to.y:.1f} {to.x:.1f} {to.y:.1f}"
            yield f'<path d="{d}" fill="none" stroke="{PAPER}" stroke-width="5" stroke-opacity="0.8"/>'
            yield f'<path d="{d}" fill="none" stroke="{GREEN}" stroke-width="{2.4 if rank == 0 else 1.4}" stroke-opacity="{1 if rank == 0 else 0.7}" stroke-linecap="round"/>'
            x, y, before = to.x, to.y, side


def _person(one: Placed, lit: bool, halo: str) -> str:
    """A circle, larger for the closer, and the name; empty for those of whom the user has only heard."""
    dot = one.dot
    radius = 2.4 + 3.6 * min(1.0, max(0.0, dot.close))
    colour = GREEN if lit else QUIET
    fill = f'fill="{SHEET}" stroke="{colour}" stroke-width="1.3"' if dot.heard else f'fill="{colour}"'
    ink = f'fill="{GREEN}" font-weight="600"' if lit else f'fill="{INK}"'
    edge, end = (one.x - 9, ' text-anchor="end"') if one.turned else (one.x + 9, "")
    inner = (
        f"<title>{_text(dot.title or dot.name)}</title>"
        f'<circle cx="{one.x:.1f}" cy="{one.y:.1f}" r="{radius:.1f}" {fill}/>'
        f'<text x="{edge:.1f}" y="{one.y + ROW / 4:.1f}"{end} {halo} {ink}>{_text(dot.name) or "somebody"}</text>'
    )
    return f'<a href="{escape(dot.href)}">{inner}</a>' if dot.href else f"<g>{inner}</g>"


def text(of: Map) -> list[str]:
    """The same for a terminal: companies, the closest first; a fuller bar is closer, `*` is on a route."""
    lit = {key for route in of.lit for key in route}
    names = {p.dot.key: p.dot.name or f"somebody at {p.dot.house}" for block in of.blocks for p in block.people}
    lines = [" → ".join(("you", *(names.get(key, "somebody") for key in route))) for route in of.lit]
    for block in of.blocks:
        lines += ["", block.house or "No company known"]
        for one in block.people:
            bar = "●" * max(1, round(5 * one.dot.close)) if not one.dot.heard else "○"
            lines.append(f" {'*' if one.dot.key in lit else ' '} {bar:<5} {names[one.dot.key]}")
        if block.more:
            lines.append(f"         and {block.more} more")
    return lines[1:] if lines[:1] == [""] else lines
