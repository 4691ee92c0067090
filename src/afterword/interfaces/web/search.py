"""Search everywhere: people, companies, roles, and the words of mails and notes, while one types."""

from __future__ import annotations

from starlette.responses import Response

from afterword.app.finding import everywhere
from afterword.interfaces.web.asking import Asked, see

MOST = 200
"""Characters of a question."""


def page(asked: Asked) -> Response:
    """The whole page; it works without any script."""
    q = asked.query("q")[:MOST]
    return asked.show("search.html", title="Search", q=q, found=everywhere(asked.home, q))


def hits(asked: Asked) -> Response:
    """What was found, alone."""
    q = asked.query("q")[:MOST]
    return asked.fragment("hits.html", q=q, found=everywhere(asked.home, q))


ROUTES = [see("/search", page), see("/search/hits", hits)]
