"""Note it: a few words or a pasted mail; what was understood is shown before it is kept."""

from __future__ import annotations

from starlette.responses import Response

from afterword.app import noting, pasting
from afterword.errors import BadUsage
from afterword.interfaces.web.asking import Asked, act, see
from afterword.interfaces.web.person import url

HERE = "/note"
MOST = 200_000
"""Characters of a note that are looked at."""


def page(asked: Asked) -> Response:
    """An empty sheet, or what was typed when something went wrong."""
    return _sheet(asked)


def _sheet(asked: Asked, lines: tuple[str, ...] = (), unread: tuple[str, ...] = (), made: tuple[str, ...] = (), *, mail: bool = False, dated: bool = True) -> Response:
    text = asked.typed("text")
    return asked.show("note.html", title="Note it", text=text, lines=lines, unread=unread, made=made, mail=mail, dated=dated, looked=bool(asked.form))


def note(asked: Asked) -> Response:
    """First what was understood; with `keep` it is kept."""
    text = asked.word("text", needed="Write a few words, or paste a mail.")[:MOST]
    if pasting.looks_like_mail(text):
        one = pasting.pasted(asked.home, text)
        if not asked.word("keep"):
            return _sheet(asked, one.lines, mail=True, dated=one.dated)
        if not pasting.keep(asked.home, one):
            return asked.go(HERE)
        key = pasting.other_side(asked.home, one)
        return asked.did(f"Kept: a mail from {one.who}.", to=url(key) if asked.home.world.person(key) else "/")
    told = noting.understand(asked.home, text)
    if not asked.word("keep"):
        return _sheet(asked, told.lines, told.unread, told.made)
    if not told.bodies:
        raise BadUsage("nothing of it was understood: say who, and what happened or was promised")
    noting.keep(asked.home, told)
    return asked.did(told.lines[0] if len(told.lines) == 1 else f"Kept: {len(told.lines)} things.", to="/")


ROUTES = [see("/note", page), act("/note", note, again=page)]
