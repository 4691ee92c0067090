"""The application: pages, guard, door, files."""

from __future__ import annotations

import secrets
from importlib import import_module

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from afterword.interfaces.web import render
from afterword.interfaces.web.door import ALIVE, ENTER, Door, cookie_name
from afterword.interfaces.web.feed import Feeds
from afterword.interfaces.web.files import FOLDER, static
from afterword.interfaces.web.guard import Guard
from afterword.interfaces.web.house import House
from afterword.interfaces.web.session import Sessions

PAGES: tuple[str, ...] = (
    "today",
    "follow_up",
    "leaving",
    "mail",
    "first_run",
    "settings_page",
    "person",
    "roles",
    "company",
    "calendar",
    "bringing",
    "capture",
    "note",
    "search",
    "people_map",
    "talk",
    "review",
)
"""Modules of this folder that hold pages: each has ROUTES, and NAV = (order, name, path) where the bar links to it."""


def routes() -> list[BaseRoute]:
    """Every route there is; those with a fixed path before those with a part to fill."""
    found: list[BaseRoute] = []
    bar: list[tuple[int, str, str]] = []
    for name in PAGES:
        module = import_module(f"afterword.interfaces.web.{name}")
        found += module.ROUTES
        bar += [module.NAV] if hasattr(module, "NAV") else []
    render.NAV[:] = [(title, path) for _, title, path in sorted(bar)]
    return [Route(ENTER, _entered), Route(ALIVE, _alive), Route(FOLDER + "{name}", static), *found]


async def _entered(_: Request) -> Response:
    """Somebody with a session follows a launch address again: they are in already."""
    return Response(status_code=303, headers={"location": "/"})


async def _alive(request: Request) -> Response:
    """Shows `afterword open` that this is the server of its home: a mark that only the data home holds too."""
    return PlainTextResponse(request.app.state.mark)


async def _nowhere(_: Request, __: Exception) -> Response:
    return render.page("nowhere.html", 404, {})


async def _broken(_: Request, __: Exception) -> Response:
    """Says that we failed and nothing was kept; the cause goes to the terminal, without anybody's words."""
    return render.page("broken.html", 500, {})


def hosts_of(port: int) -> tuple[str, ...]:
    """The exact Host values that are ours."""
    return (f"127.0.0.1:{port}", f"localhost:{port}") if port != 80 else ("127.0.0.1", "localhost", "127.0.0.1:80", "localhost:80")


def make_app(house: House, port: int) -> Guard:
    """The application for one data home on one port: the guard, behind it the calendar feed and the door, behind that the pages."""
    sessions = Sessions(house.path)
    pages = Starlette(
        routes=routes(), exception_handlers={404: _nowhere, 405: _nowhere, 500: _broken},
        middleware=[Middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)],
    )  # fmt: skip
    pages.state.house, pages.state.sessions, pages.state.mark = house, sessions, secrets.token_hex(16)
    return Guard(Feeds(Door(pages, sessions, cookie_name(house.path, port)), house), hosts_of(port), pages.routes, pages.state.mark)
