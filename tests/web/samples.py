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
    "/import": lambda _: ["/import"],
    "/import/{job}": lambda _: [],  # only while the server that took the files runs: tests/web/test_import.py
    "/import/{job}/events": lambda _: [],
    "/capture": lambda _: ["/capture"],
    "/note": lambda _: ["/note"],
    "/search": lambda _: ["/search", "/search?q=data"],
    "/search/hits": lambda _: ["/search/hits?q=data"],
    "/map": lambda _: ["/map", "/map?to=Ken%20Ito"],
    "/map.svg": lambda _: ["/map.svg"],
}
"""Path of a GET route as app.py has it → addresses of it in a home."""
