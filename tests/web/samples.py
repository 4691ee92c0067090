"""One address or more of every page, so that the tests of all pages (guard, axe, hostile words) reach each of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import quote

from afterword.app.board import courses
from afterword.app.home import Home


def _people(home: Home) -> list[str]:
    return [key for key in home.store.subjects() if not key.startswith(("domain:", "org:"))]


def _houses(home: Home) -> list[str]:
    return [key for key in home.store.subjects() if key.startswith(("domain:", "org:"))]


SAMPLES: dict[str, Callable[[Home], Sequence[str]]] = {
    "/": lambda _: ["/"],
    "/people": lambda _: ["/people", "/people?q=Dana"],
    "/person/{handle:path}": lambda home: [f"/person/{quote(key, safe='')}" for key in sorted(_people(home))[:8]],
    "/roles": lambda _: ["/roles"],
    "/role/{key}": lambda home: [f"/role/{course.short}" for _, course in courses(home)[:3]],
    "/companies": lambda _: ["/companies"],
    "/company/{name:path}": lambda home: [f"/company/{quote(key, safe='')}" for key in sorted(_houses(home))[:3]],
    "/calendar": lambda home: ["/calendar", f"/calendar?month={home.today:%Y-%m}"],
}
"""Path of a GET route as app.py has it → addresses of it in a home."""
