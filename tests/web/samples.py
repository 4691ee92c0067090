"""One address or more of every page, so that the tests of all pages (guard, axe, hostile words) reach each of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from afterword.app.home import Home

SAMPLES: dict[str, Callable[[Home], Sequence[str]]] = {
    "/": lambda _: ["/"],
}
"""Path of a GET route as app.py has it → addresses of it in a home."""
