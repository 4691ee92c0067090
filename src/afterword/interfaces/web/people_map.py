"""The map: people by company and closeness, the ways to a target in green; as a picture and as words."""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup
from starlette.responses import Response

from afterword.app.charting import people_map
from afterword.app.reaching import Reach, reach
from afterword.errors import NotFound
from afterword.interfaces.web.asking import Asked, see
from afterword.interfaces.web.person import url
from afterword.network import picture
from afterword.network.layout import Map


def _drawn(asked: Asked) -> tuple[Map, int, Reach | None, str]:
    """The map with links to our own pages, how many are left out, the ways asked for, and what went wrong with them."""
    found, said, to = None, "", asked.query("to")
    if to:
        try:
            found = reach(asked.home, to, asks=0)
            said = found.note
        except NotFound as error:
            said = str(error)[:1].upper() + str(error)[1:] + "."
    made, more = people_map(asked.home, found)
    blocks = tuple(
        replace(b, people=tuple(replace(p, dot=replace(p.dot, href="" if p.dot.heard and p.dot.key.startswith("heard:") else url(p.dot.key))) for p in b.people))
        for b in made.blocks
    )  # fmt: skip
    return replace(made, blocks=blocks), more, found, said


def _svg(made: Map, title: str) -> str:
    """The picture as a group of links: as an image its people could not be reached by key."""
    return picture.svg(made, title).replace('role="img"', 'role="group"', 1)


def page(asked: Asked) -> Response:
    made, more, found, said = _drawn(asked)
    title = f"Ways to {found.target}" if found else "Your people by company"
    drawing = Markup(_svg(made, title)) if made.blocks else None  # noqa: S704 - every word in it was escaped as it was drawn
    return asked.show("map.html", title="Map", here="/people", svg=drawing, map=made, more=more, found=found, said=said, to=asked.query("to"))


def svg(asked: Asked) -> Response:
    """The picture alone, to keep or to print."""
    made, _, found, _ = _drawn(asked)
    return Response(_svg(made, f"Ways to {found.target}" if found else "Your people"), media_type="image/svg+xml")


ROUTES = [see("/map", page, keep=True), see("/map.svg", svg)]
