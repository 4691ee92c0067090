"""How a page module meets a request: `see` makes a GET route, `act` a POST route; both get an `Asked`.

    def page(asked: Asked) -> Response:                 # reads; a snapshot of the home
        return asked.show("person.html", title="Dana Whitfield", person=...)

    def log(asked: Asked) -> Response:                  # writes; all or nothing, with what others wrote known
        telling.log(asked.home, "call", [asked.word("with")], note=asked.word("note"))
        return asked.did("Noted: a call with Dana.", to="/person/...")

    ROUTES = [see("/person/{handle:path}", page), act("/person/{handle:path}/log", log, again=page)]

An act that raises an AfterwordError keeps nothing; `again` (the page it was sent from) is then shown with what is wrong,
and with what was typed (`typed("note")` in its template).
"""

from __future__ import annotations

import gzip
import re
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from afterword.app.home import Home
from afterword.errors import AfterwordError, BadUsage, StoreBusy, places
from afterword.interfaces.web import render
from afterword.interfaces.web.house import House
from afterword.interfaces.web.session import Notice, Sessions

FIELDS = 200
FIELD_BYTES = 2 * 1024 * 1024
BEGIN = "/begin"
OK = 200
TERMINAL = re.compile(r"[:;,]? (?:see|or) `afterword [^`]*`(?: and `afterword [^`]*`)?|: (?:see )?afterword [a-z]+ [^ ]+$")
"""Advice for a terminal at the end of what went wrong: on the page its button is at hand."""
MOST_ACTS = 8
"""Acts one request may make and still offer to take back."""


class Page(Protocol):
    """Answers one request."""

    def __call__(self, asked: Asked, /) -> Response: ...


@dataclass(slots=True)
class Asked:
    """One request, with the home it is about and what was typed."""

    request: Request
    house: House
    sessions: Sessions
    session: str
    _home: Home | None = None
    form: FormData = field(default_factory=FormData)
    trouble: str = ""
    status: int = 200
    _before: str = ""

    @property
    def home(self) -> Home:
        if self._home is None:
            raise RuntimeError("this route was made with home=False: open what it needs from asked.house")
        return self._home

    @property
    def smooth(self) -> bool:
        """Did htmx ask? It swaps what a fragment or a page brings."""
        return self.request.headers.get("hx-request") == "true"

    def part(self, name: str) -> str:
        """A part of the path."""
        return str(self.request.path_params[name])

    def query(self, name: str) -> str:
        """A word behind the question mark; empty where there is none."""
        return self.request.query_params.get(name, "").strip()

    def word(self, name: str, *, needed: str = "") -> str:
        """A field of the form, without spaces at its ends. Raises BadUsage with `needed` where it is empty."""
        given = self.form.get(name, "")
        text = given.replace("\r\n", "\n").replace("\x00", "").strip() if isinstance(given, str) else ""
        if needed and not text:
            raise BadUsage(needed)
        return text

    def words(self, name: str) -> list[str]:
        """Every value of a field that may come more than once."""
        return [v.strip() for v in self.form.getlist(name) if isinstance(v, str) and v.strip()]

    def files(self, name: str) -> list[UploadFile]:
        """Files sent along."""
        return [v for v in self.form.getlist(name) if isinstance(v, UploadFile)]

    def typed(self, name: str, default: str = "") -> str:
        """What stood in a field when the act failed, so that nobody types it twice."""
        given = self.form.get(name)
        return given if isinstance(given, str) else default

    def show(self, template: str, *, title: str, status: int = 0, **values: Any) -> Response:
        """A whole page. `title` is its name in the window; `here` (a path) marks the link of the bar."""
        told = Notice(self.trouble, trouble=True) if self.trouble else self.sessions.hear(self.session)
        given = {
            "title": title, "notice": told, "typed": self.typed, "here": self.request.url.path, "home_is_demo": self.house.visiting,
            "today": self._home.today if self._home is not None else None, "me": self._home.me if self._home is not None else None, **values,
        }  # fmt: skip
        return render.page(template, status or self.status, given)

    def fragment(self, template: str, **values: Any) -> Response:
        """A piece of a page, for htmx."""
        day = self._home.today if self._home is not None else None
        return render.page(template, self.status, {"typed": self.typed, "today": day, **values})

    def did(self, words: str, *, to: str, undo: bool = True) -> Response:
        """An act was done: says so on the page it leads to, with a way to take it back."""
        return self.go(to, Notice(words, self.acts() if undo else ""))

    def acts(self) -> str:
        """Ids of the acts that this request made, oldest first, with commas between them."""
        made: list[str] = []
        for one in self.home.store.acts(MOST_ACTS):
            if one.id == self._before:
                break
            made.append(one.id)
        return ",".join(reversed(made))

    def go(self, to: str, notice: Notice | None = None) -> Response:
        """Leads to another page of ours."""
        if notice is not None:
            self.sessions.say(self.session, notice)
        return RedirectResponse(quote(to, safe="/:?&=#%+,@"), 303)


def see(path: str, page: Page, *, ready: bool = True, home: bool = True, keep: bool = False) -> Route:
    """A GET route. `ready`: only where somebody lives here, else it leads to the first run. `home=False`: opens nothing.

    `keep`: the page depends on nothing but the address, the data home and the minute; it is made once until one changes.
    """

    async def endpoint(request: Request) -> Response:
        asked = _asked(request)
        made_of = _made_of(asked) if keep else None
        if made_of is not None and (found := asked.house.kept.get(made_of)) is not None:
            return _sent(asked, found)
        return await run_in_threadpool(_guarded, asked, lambda: _made(asked, page, made_of, ready=ready, home=home), None)

    return _route(path, endpoint, ["GET"])


def act(path: str, do: Page, *, again: Page | None = None, whole: bool = True, home: bool = True) -> Route:
    """A POST route. `whole=False`: no transaction around it (sending); `again` is shown when it fails."""

    async def endpoint(request: Request) -> Response:
        asked = _asked(request)
        try:
            asked.form = await request.form(max_fields=FIELDS, max_part_size=FIELD_BYTES)
        except HTTPException:
            asked.trouble, asked.status = "That is more than a form takes: give a long text as a file, under Bring in.", 413
            return trouble(asked)
        try:
            return await run_in_threadpool(_guarded, asked, lambda: _write(asked, do, whole=whole, home=home), again)
        finally:
            await asked.form.close()

    return _route(path, endpoint, ["POST"])


def _route(path: str, endpoint: Callable[[Request], Awaitable[Response]], methods: list[str]) -> Route:
    return Route(path, endpoint, methods=methods, name=f"{methods[0]} {path}")


def _asked(request: Request) -> Asked:
    state = request.app.state
    return Asked(request, state.house, state.sessions, request.scope.get("afterword.session", ""))


def _read(asked: Asked, page: Page, *, ready: bool, home: bool) -> Response:
    if not home:
        return page(asked)
    with asked.house.reading() as opened:
        asked._home = opened  # noqa: SLF001 - made here
        if ready and not (opened.me.emails or opened.me.name):
            return asked.go(BEGIN)
        return page(asked)


def _made_of(asked: Asked) -> object:
    """What a kept page must have been made with; None where it must be made anew, for a word is to be said or nothing can be kept."""
    changes = asked.house.token()
    if not changes or asked.sessions.waiting(asked.session):
        return None
    url = asked.request.url
    return (url.path, url.query, asked.smooth, changes, asked.house.minute())


def _made(asked: Asked, page: Page, made_of: object, *, ready: bool, home: bool) -> Response:
    """The page, made now; kept where it may be. Of several who ask for it at once the first makes it for all."""
    if made_of is None:
        return _read(asked, page, ready=ready, home=home)
    with asked.house.alone():
        kept = asked.house.kept.get(made_of)
        if kept is None:
            made = _read(asked, page, ready=ready, home=home)
            if made.status_code != OK:
                return made
            body = bytes(made.body)
            kept = (body, gzip.compress(body, 6, mtime=0))
            asked.house.kept.put(made_of, kept)
    return _sent(asked, kept)


def _sent(asked: Asked, page: tuple[bytes, bytes]) -> Response:
    if "gzip" in asked.request.headers.get("accept-encoding", ""):
        return HTMLResponse(page[1], headers={"content-encoding": "gzip", "vary": "accept-encoding"})
    return HTMLResponse(page[0], headers={"vary": "accept-encoding"})


def _write(asked: Asked, do: Page, *, whole: bool, home: bool) -> Response:
    if not home:
        return do(asked)

    def work(opened: Home) -> Response:
        asked._home = opened  # noqa: SLF001
        asked._before = next((one.id for one in opened.store.acts(1)), "")  # noqa: SLF001
        return do(asked)

    if whole:
        return asked.house.writing(work)
    with asked.house.opened() as opened:
        return work(opened)


def _guarded(asked: Asked, work: Callable[[], Response], again: Page | None) -> Response:
    """Does it; what goes wrong is said in words, on the page it came from where there is one."""
    try:
        return work()
    except AfterwordError as error:
        asked.trouble, asked.status = _plain(error), error.status
        if again is not None and not isinstance(error, StoreBusy):
            try:
                return _read(asked, again, ready=False, home=True)
            except AfterwordError as worse:
                asked.trouble, asked.status = _plain(worse), worse.status
        asked._home = None  # noqa: SLF001
        return trouble(asked)
    except Exception as error:  # noqa: BLE001 - whatever it is, the answer is a page, and nothing of it holds anybody's words
        print(f"afterword: {places(error)}", file=sys.stderr)
        return render.page("broken.html", 500, {})


def _plain(error: AfterwordError) -> str:
    text = TERMINAL.sub("", str(error))
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")


def trouble(asked: Asked) -> Response:
    """The page that says what went wrong. A busy store is asked again by itself where nothing was to be written."""
    words, asked.trouble = asked.trouble, ""
    retry = asked.status == StoreBusy.status and asked.request.method == "GET"
    kept = [(k, v) for k, v in asked.form.multi_items() if isinstance(v, str)] if asked.status == StoreBusy.status else []
    shown = asked.show("trouble.html", title="Something is in the way", words=words, retry=retry, kept=kept, path=asked.request.url.path)
    if asked.status == StoreBusy.status:
        shown.headers["retry-after"] = "3"
        if retry:
            shown.headers["refresh"] = "3"
    return shown
