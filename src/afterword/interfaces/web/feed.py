"""The calendar at a secret address: `/feed/TOKEN.ics`, for calendar programs of this machine (RELIABILITY.md, P30).

The token has 256 bits and is shown once; the data home keeps its hash (`web/feed.json`, 0600), which no backup holds.
Without a right token the address does not exist. It needs no cookie, sets none, and nothing else is to be had by it.
"""

from __future__ import annotations

import hmac
import json
import re
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from afterword import settings
from afterword.app import calendaring
from afterword.app.home import Home
from afterword.app.pages import today_of
from afterword.bootstrap import open_home
from afterword.channels.calendar_out import calendar
from afterword.errors import StoreBusy
from afterword.interfaces.web.guard import foreign
from afterword.interfaces.web.house import House
from afterword.interfaces.web.session import FOLDER
from afterword.store.files import private_dir, write_file

FILE = "feed.json"
PATH = "/feed/"
BYTES = 32
_ADDRESS = re.compile(r"/feed/([A-Za-z0-9_-]{20,100})\.ics")


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that is on: the hash of its token, and since when."""

    digest: str
    since: datetime


def state(home: Path) -> Feed | None:
    """The feed of a data home; None where it is off, or where the file cannot be read."""
    try:
        told = json.loads((home / FOLDER / FILE).read_text(encoding="utf-8"))
        made = Feed(str(told["sha256"]), datetime.fromisoformat(told["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return made if re.fullmatch(r"[0-9a-f]{64}", made.digest) and made.since.tzinfo else None


def renew(home: Path) -> str:
    """Turns the feed on with a new token, which is returned and kept nowhere; the one before is worth nothing from now on."""
    token = secrets.token_urlsafe(BYTES)
    told = {"version": 1, "sha256": sha256(token.encode()).hexdigest(), "since": datetime.now(UTC).isoformat(timespec="seconds")}
    write_file(private_dir(private_dir(home) / FOLDER) / FILE, [json.dumps(told).encode()])
    return token


def off(home: Path) -> bool:
    """Turns the feed off. Was it on?"""
    was = state(home) is not None
    (home / FOLDER / FILE).unlink(missing_ok=True)
    return was


def address(token: str, port: int) -> str:
    """What a calendar program of this machine subscribes to."""
    return f"http://127.0.0.1:{port}{PATH}{token}.ics"


def known(home: Path, token: str) -> bool:
    """Is this the token? Takes as long for one that is nearly right as for any other."""
    feed = state(home)
    given = sha256(token.encode("utf-8", "replace")).hexdigest()
    return hmac.compare_digest(given, feed.digest if feed is not None else "-" * len(given))


class Feeds:
    """Stands before the door: answers what begins with /feed/, and lets all else through. Behind the guard, so P25 holds here too."""

    def __init__(self, app: ASGIApp, house: House) -> None:
        self.app, self.house = app, house

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not str(scope["path"]).startswith(PATH):
            await self.app(scope, receive, send)
            return
        answer = await run_in_threadpool(self.answer, Request(scope))
        await answer(scope, receive, send)

    def answer(self, request: Request) -> Response:
        """The calendar for its token, 304 where the caller has it already, 404 for everything else."""
        found = _ADDRESS.fullmatch(request.url.path)
        if request.method not in ("GET", "HEAD"):
            return PlainTextResponse("only GET and HEAD\n", 405, {"allow": "GET, HEAD"})
        if found is None or foreign(request.headers.getlist("sec-fetch-site")) or not known(self.house.own, found[1]):
            return PlainTextResponse("there is nothing here\n", 404)
        try:
            data = self.made()
        except StoreBusy:
            return PlainTextResponse("busy: try again\n", 503, {"retry-after": "60"})
        except Exception as error:  # noqa: BLE001 - whatever it is, neither its words nor the address go anywhere (P34)
            print(f"afterword: {type(error).__name__} while the calendar was made", file=sys.stderr)
            return PlainTextResponse("the calendar could not be made\n", 500)
        tag = f'"{sha256(data).hexdigest()[:32]}"'
        told = {"etag": tag, "cache-control": "private, no-cache"}
        if tag in [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]:
            return Response(status_code=304, headers=told)
        return Response(data, headers=told | {"content-disposition": 'inline; filename="follow-ups.ics"'}, media_type="text/calendar; charset=utf-8")

    def made(self) -> bytes:
        """The calendar as it is now; the last one again where nothing has changed within the minute."""
        house = self.house
        made_of = None if house.visiting or not (changes := house.token()) else (PATH, changes, house.minute())
        if made_of is not None and (kept := house.kept.get(made_of)) is not None:
            return kept[0]
        with self._home() as home:
            wishes = calendaring.wishes_of(settings.read(house.own))
            data = calendar(calendaring.entries(home, today_of(home), "event", wishes, house.own))
        if made_of is not None:
            house.kept.put((PATH, house.token(), house.minute()), (data, b""))  # what is remembered of it is a change too
        return data

    @contextmanager
    def _home(self) -> Iterator[Home]:
        """The user's own home, also while somebody looks at a made-up search."""
        if not self.house.visiting:
            with self.house.reading() as home:
                yield home
            return
        home = open_home(self.house.own, self.house.at)
        try:
            yield home
        finally:
            home.store.close()
