"""Companies: the wanted ones in order with the next ask under each; and one company with its people and roles."""

from __future__ import annotations

from urllib.parse import quote

from starlette.responses import Response

from afterword.app.companies import companies, house, moved, order, others, wish
from afterword.app.drafting import templates
from afterword.app.reaching import reach
from afterword.errors import NotFound
from afterword.interfaces.web.asking import Asked, act, see

NAV = (30, "Companies", "/companies")
HERE = "/companies"


def page(asked: Asked) -> Response:
    """The list, and the others that have a part in the search."""
    wanted, rest = companies(asked.home)
    return asked.show("companies.html", title="Companies", wanted=wanted, rest=rest, others=others(asked.home))


def one(asked: Asked) -> Response:
    """One company; with `way` the best ways in, which take a moment to look for."""
    found = house(asked.home, asked.part("name"))
    ways = None
    if asked.query("way"):
        try:
            ways = reach(asked.home, found.story.name or found.story.key, templates(asked.house.path))
        except NotFound:
            ways = None
    return asked.show("company.html", title=found.story.name, here=HERE, c=found, ways=ways, url=f"/company/{quote(found.story.key, safe='')}")


def add(asked: Asked) -> Response:
    name = asked.word("organisation", needed="Say which company you want.")
    rank = asked.word("rank")
    wish(asked.home, name, rank=int(rank) if rank.isdigit() else 0)
    return asked.did(f"{name} is on your list.", to=HERE)


def remove(asked: Asked) -> Response:
    name = asked.word("organisation", needed="Say which.")
    wish(asked.home, name, removed=True)
    return asked.did(f"{name} is off your list.", to=HERE)


def move(asked: Asked) -> Response:
    """One place up or down, or the whole list as it was dragged."""
    if names := asked.words("name"):
        order(asked.home, names)
    else:
        moved(asked.home, asked.word("organisation"), -1 if asked.word("by") == "up" else 1)
    return asked.did("The order is kept.", to=HERE)


ROUTES = [
    see("/companies", page, keep=True),
    act("/companies", add, again=page),
    act("/companies/remove", remove, again=page),
    act("/companies/order", move, again=page),
    see("/company/{name:path}", one, keep=True),
]
