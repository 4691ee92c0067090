"""Today: the few follow-ups in order, one of them open; what is waited for, held back, and only the user can say."""

from __future__ import annotations

from starlette.responses import Response

from afterword.interfaces.cli.pages import today_of
from afterword.interfaces.web.asking import Asked, see

NAV = (0, "Today", "/")


def today(asked: Asked) -> Response:
    """The list; on a wide screen its first follow-up is open beside it."""
    shown = today_of(asked.home)
    return asked.show("today.html", title="Today", page=shown)


ROUTES = [see("/", today)]
