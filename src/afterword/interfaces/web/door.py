"""The way in: the launch address, and what a browser without a session is shown."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from afterword.interfaces.web import render
from afterword.interfaces.web.guard import OPEN, foreign
from afterword.interfaces.web.session import SESSION_SECONDS, Sessions

ENTER = "/enter"
ALWAYS = (ENTER, "/static/")
"""Served without a session: the launch address, and the program's own style, script and fonts."""


def cookie_name(home: Path, port: int) -> str:
    """One for each home and port: cookies of 127.0.0.1 are shared by all its ports."""
    return f"afterword-{port}-{sha256(str(home.absolute()).encode()).hexdigest()[:8]}"


class Door:
    """Nothing of the home without a session, even from this machine (RELIABILITY.md, P25)."""

    def __init__(self, app: ASGIApp, sessions: Sessions, cookie: str) -> None:
        self.app, self.sessions, self.cookie = app, sessions, cookie

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        away = foreign(request.headers.getlist("sec-fetch-site"))
        session = "" if away else request.cookies.get(self.cookie, "")
        if self.sessions.known(session):
            scope["afterword.session"] = session
        elif scope["path"] == ENTER and scope["method"] == "GET":
            await self.enter(request)(scope, receive, send)
            return
        elif not (scope["path"].startswith("/static/") or (scope["method"] in ("GET", "HEAD") and scope["path"] in OPEN)):
            await self.shut(request, away=away)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def enter(self, request: Request) -> Response:
        """Changes the launch token for a session."""
        token = parse_qs(request.url.query).get("token", [""])[0]
        session = self.sessions.enter(token)
        if session is None:
            return self.shut(request, away=False)
        answer = RedirectResponse("/", 303)
        answer.set_cookie(self.cookie, session, max_age=SESSION_SECONDS, path="/", httponly=True, samesite="strict")
        return answer

    def shut(self, request: Request, *, away: bool) -> Response:
        """What is shown to whom we do not know: nothing of the home."""
        return render.page("door.html", 403, {"away": away and request.method == "GET", "path": request.url.path})
