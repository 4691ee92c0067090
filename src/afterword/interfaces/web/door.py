"""The way in: the launch address, and what a browser without a session is shown."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from afterword.interfaces.web import render
from afterword.interfaces.web.guard import OPEN, foreign
from afterword.interfaces.web.session import SESSION_SECONDS, Sessions

ENTER = "/enter"
ALIVE = "/alive"


def cookie_name(home: Path, port: int) -> str:
    """One for each home and port: cookies of 127.0.0.1 are shared by all its ports."""
    return f"afterword-{port}-{sha256(str(home.absolute()).encode()).hexdigest()[:8]}"


def same_user(client: tuple[str, int] | None, server: tuple[str, int | None] | None, table: Path = Path("/proc/net/tcp")) -> bool:
    """Does the other end of a loopback connection belong to our user? Where the system does not say, it is taken to be so.

    A launch address can be read from the arguments of the browser's process by anybody on the machine; this keeps it ours.
    """
    if client is None or server is None or not hasattr(os, "getuid"):
        return True
    try:
        rows = [line.split() for line in table.read_text(encoding="ascii").splitlines()[1:]]
    except OSError:
        return True
    ends = (f":{client[1]:04X}", f":{server[1] or 0:04X}")
    owners = [int(row[7]) for row in rows if row[1].endswith(ends[0]) and row[2].endswith(ends[1])]
    return not owners or os.getuid() in owners


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
        elif not (scope["path"].startswith("/static/") or (scope["method"] in ("GET", "HEAD") and scope["path"] in (*OPEN, ALIVE))):
            await self.shut(request, away=away)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def enter(self, request: Request) -> Response:
        """Changes the launch token for a session."""
        token = parse_qs(request.url.query).get("token", [""])[0]
        session = self.sessions.enter(token) if same_user(request.scope.get("client"), request.scope.get("server")) else None
        if session is None:
            return self.shut(request, away=False)
        answer = render.page("enter.html", 200, {})  # not a redirect: the next request then comes from a page of ours, and brings the cookie
        answer.headers["refresh"] = "0; url=/"
        answer.set_cookie(self.cookie, session, max_age=SESSION_SECONDS, path="/", httponly=True, samesite="strict")
        return answer

    def shut(self, request: Request, *, away: bool) -> Response:
        """What is shown to whom we do not know: nothing of the home."""
        return render.page("door.html", 403, {"away": away and request.method == "GET", "path": request.url.path})
