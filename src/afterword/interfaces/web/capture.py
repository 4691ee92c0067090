"""Capture: a bookmarklet carries a job page's own description (schema.org JobPosting) here, and a form keeps it.

The bookmarklet opens `/capture#...` in a new tab. What stands behind `#` never leaves the browser; our script reads it
into the form. That page shows nothing of the home, so another site may open it; keeping is a form of the page itself.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from starlette.responses import Response

from afterword.app import telling
from afterword.app.board import watch
from afterword.interfaces.web.asking import Asked, act, see

HERE = "/capture"
FIELD = 300
NOTE = 2000


@cache
def _code() -> str:
    """The bookmarklet's program in one line."""
    text = (files("afterword.interfaces.web") / "static" / "bookmarklet.js").read_text(encoding="utf-8")
    lines = [line.strip() for line in text.splitlines() if not line.strip().startswith("//")]
    return "".join(lines)


def bookmarklet(origin: str) -> str:
    """What the user keeps as a bookmark. `origin` is where this page is served."""
    return f"javascript:{_code().replace('HERE', origin)}"


def page(asked: Asked) -> Response:
    """The form, and the bookmarklet to keep. Nothing private: any site may send a browser here."""
    origin = f"http://{asked.request.headers.get('host', '')}"
    return asked.show("capture.html", title="Capture a posting", here=HERE, code=bookmarklet(origin))


def keep(asked: Asked) -> Response:
    """An application that was sent, or a posting to come back to."""
    role, house = asked.word("role", needed="Say which role it is.")[:FIELD], asked.word("organisation", needed="Say which company it is.")[:FIELD]
    url, note = asked.word("url")[:NOTE], asked.word("note")[:NOTE]
    if asked.word("how") == "applied":
        telling.apply(asked.home, role, organisation=house, on=asked.word("on") or None, url=url, note=note)
        return asked.did(f"Noted: you applied at {house}.", to="/roles")
    watch(asked.home, role, house, url, note)
    return asked.did(f"Kept: {role} at {house}.", to="/roles")


ROUTES = [see(HERE, page, ready=False, home=False), act(HERE, keep, again=page)]
