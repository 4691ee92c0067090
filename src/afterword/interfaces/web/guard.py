"""The door: which requests may come in at all, and the headers on all that goes out (RELIABILITY.md, P25 to P27, T6).

`judge` is a pure function; `Guard` is the thin layer around the application that asks it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"content-security-policy", CSP.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
)
METHODS = ("GET", "HEAD", "POST")
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
OURS = ("same-origin", "none")
OPEN = ("/capture",)
"""Pages that a click on another site may open: they show nothing private and change nothing."""


@dataclass(frozen=True, slots=True)
class Knock:
    """What of a request decides whether it may come in. Header values as sent, in order."""

    method: str
    path: str
    hosts: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()  # Sec-Fetch-Site
    kind: str = ""  # Content-Type


def judge(knock: Knock, hosts: Collection[str]) -> tuple[int, str]:
    """(0, "") when it may come in, else the status and why. Exact hosts only; nothing unsafe from elsewhere."""
    if len(knock.hosts) != 1 or knock.hosts[0] not in hosts:
        return 421, "this address is not served here"
    if knock.method not in METHODS:
        return 405, "only GET, HEAD and POST"
    if not knock.path.startswith("/"):
        return 400, "no such address"
    if len(knock.origins) > 1 or len(knock.sites) > 1:
        return 400, "one Origin and one Sec-Fetch-Site at most"
    site = knock.sites[0] if knock.sites else ""
    if knock.method != "POST":
        return 0, ""
    if site and site != "same-origin":
        return 403, "acts come from the page itself"
    origin = knock.origins[0] if knock.origins else ""
    unsaid = origin in ("", "null") and site == "same-origin"  # pages without a referrer send no origin with their forms
    if not unsaid and not _same(origin, knock.hosts[0]):
        return 403, "acts come from the page itself"
    if knock.kind.partition(";")[0].strip().lower() not in FORMS:
        return 415, "acts are forms"
    return 0, ""


def _same(origin: str, host: str) -> bool:
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.scheme == "http" and origin == f"http://{host}"


def foreign(sites: Iterable[str]) -> bool:
    """Was the browser sent here by another site? Its cookie then counts for nothing."""
    return any(site not in OURS for site in sites)


def _all(scope: Scope, name: bytes) -> tuple[str, ...]:
    return tuple(value.decode("latin-1") for key, value in scope["headers"] if key == name)


class Guard:
    """Lets in what `judge` allows, and puts HEADERS on every answer."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str], routes: Sequence[BaseRoute] = (), mark: str = "") -> None:
        self.app, self.hosts, self.routes, self.mark = app, frozenset(hosts), tuple(routes), mark

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        kind = _all(scope, b"content-type")
        knock = Knock(
            scope["method"], scope["path"], _all(scope, b"host"), _all(scope, b"origin"), _all(scope, b"sec-fetch-site"), kind[0] if len(kind) == 1 else "",
        )  # fmt: skip
        status, why = judge(knock, self.hosts)
        if status:
            await _refuse(_guarded(send), status, why)
            return
        await self.app(scope, receive, _guarded(send))


def _guarded(send: Send) -> Send:
    """Adds the headers; whatever does not say how long it may be kept is not kept."""

    async def wrapped(message: Message) -> None:
        if message["type"] == "http.response.start":
            given = list(message.get("headers", ()))
            names = {name.lower() for name, _ in given}
            extra = [pair for pair in HEADERS if pair[0] not in names]
            if b"cache-control" not in names:
                extra.append((b"cache-control", b"no-store"))
            message = {**message, "headers": [*given, *extra]}
        await send(message)

    return wrapped


async def _refuse(send: Send, status: int, why: str) -> None:
    body = f"{why}\n".encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode()), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
