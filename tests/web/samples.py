"""One address or more of every page, so that the tests of all pages (guard, axe, hostile words) reach each of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import quote

from afterword.app.board import courses
from afterword.app.drafting import open_follow_ups
from afterword.app.home import Home
from afterword.app.preparing import appointments


def _people(home: Home) -> list[str]:
    return [key for key in home.store.subjects() if not key.startswith(("domain:", "org:"))]


def _houses(home: Home) -> list[str]:
    return [key for key in home.store.subjects() if key.startswith(("domain:", "org:"))]


def _keys(home: Home) -> list[str]:
    return [f.key for f in open_follow_ups(home)]


SAMPLES: dict[str, Callable[[Home], Sequence[str]]] = {
    "/": lambda _: ["/", "/?all=yes"],
    "/f/{key}": lambda home: [f"/f/{key}" for key in _keys(home)] + [f"/f/{key}?channel={c}" for key in _keys(home)[:2] for c in ("call", "card", "email")],
    "/f/{key}/ready": lambda _: [],  # only where words are approved: tests/web/test_sending.py
    "/waiting": lambda _: ["/waiting"],
    "/fact/{id}": lambda home: [f"/fact/{b.fact}" for f in open_follow_ups(home)[:6] for b in f.because[:2] if b.fact],
    "/begin": lambda _: ["/begin"],
    "/begin/bring": lambda _: ["/begin/bring"],
    "/settings": lambda _: ["/settings"],
    "/settings/playbooks": lambda _: ["/settings/playbooks"],
    "/people": lambda _: ["/people", "/people?q=Dana"],
    "/person/{handle:path}": lambda home: [f"/person/{quote(key, safe='')}" for key in sorted(_people(home))[:8]],
    "/roles": lambda _: ["/roles"],
    "/role/{key}": lambda home: [f"/role/{course.short}" for _, course in courses(home)[:3]],
    "/companies": lambda _: ["/companies"],
    "/company/{name:path}": lambda home: [f"/company/{quote(key, safe='')}" for key in sorted(_houses(home))[:3]],
    "/calendar": lambda home: ["/calendar", f"/calendar?month={home.today:%Y-%m}"],
    "/interviews": lambda _: ["/interviews"],
    "/interview/{key}": lambda home: [f"/interview/{one.key}" for one in appointments(home)[:2]],
    "/interview/{key}/after": lambda home: [f"/interview/{one.key}/after" for one in appointments(home)[:2]],
    "/review": lambda _: ["/review"],
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
