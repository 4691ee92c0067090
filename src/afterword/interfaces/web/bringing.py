"""Bring in: files by drag and drop or by a plain form, progress as it goes (server-sent events), the command's report."""

from __future__ import annotations

import asyncio
import json
import secrets
import shutil
import subprocess
import sys
import threading
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from afterword.errors import AfterwordError, NotFound
from afterword.interfaces.web.asking import Asked, see
from afterword.interfaces.web.house import House
from afterword.interfaces.web.session import Notice
from afterword.interfaces.web.uploads import folder, receive

HERE = "/import"
KEPT = 20
"""Reports of past imports that can be looked at until the server stops."""
TICK = 0.1
QUIET = 15.0
"""Seconds after which a silent stream says that it is alive."""


@dataclass(slots=True)
class Job:
    """One import on its way or done."""

    id: str
    names: tuple[str, ...]
    state: dict[str, Any] = field(default_factory=dict)
    report: dict[str, Any] | None = None
    error: str = ""
    act: str = ""
    turn: int = 0  # counts what was said
    over: bool = False

    def told(self) -> dict[str, Any]:
        """What a page needs to know while it waits."""
        return {"state": self.state, "over": self.over}


_jobs: dict[tuple[Path, str], Job] = {}
_lock = threading.Lock()


def _begin(house: House, into: Path, paths: list[Path]) -> Job:
    """Starts the import of files that lie in a folder of ours; the folder goes when it is over."""
    job = Job(secrets.token_hex(8), tuple(p.name for p in paths))
    with _lock:
        for old in list(_jobs)[: max(0, len(_jobs) - KEPT)]:
            del _jobs[old]
        _jobs[house.path, job.id] = job
    at = house.at.isoformat() if house.at else ""
    words = [sys.executable, "-m", "afterword.interfaces.web.importer", str(house.path), at, *map(str, paths)]
    threading.Thread(target=_follow, args=(job, words, into), name=f"import {job.id}", daemon=True).start()
    return job


def _follow(job: Job, words: list[str], into: Path) -> None:
    """Listens to the import until its end."""
    try:
        with subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as running:
            assert running.stdout is not None
            for line in running.stdout:
                told = json.loads(line)
                job.state = told.get("state", job.state)
                job.report, job.act = told.get("report", job.report), told.get("act", job.act)
                job.error = told.get("error", job.error)
                job.turn += 1
    except (OSError, ValueError) as error:
        job.error = f"the import could not be run: {error}"
    finally:
        if job.report is None and not job.error:
            job.error = "the import stopped half-way; what was read is kept, and sending the files again goes on from there"
        job.over = True
        job.turn += 1
        shutil.rmtree(into, ignore_errors=True)


def _job(house: House, name: str) -> Job:
    job = _jobs.get((house.path, name))
    if job is None:
        raise NotFound("that import is over, and its report is gone: what it brought is in your search")
    return job


def page(asked: Asked) -> Response:
    """The drop zone, and imports under way."""
    mine = [job for (place, _), job in _jobs.items() if place == asked.house.path]
    return asked.show("import.html", title="Bring in", running=[j for j in mine if not j.over], past=[j for j in reversed(mine) if j.over][:5])


def one(asked: Asked) -> Response:
    """One import: how far it is, or its report."""
    job = _job(asked.house, asked.part("job"))
    return asked.show("imported.html", title="Bring in", here=HERE, job=job, report=job.report)


def _room(house: House) -> Path:
    """Where the files may lie; raises BadUsage where nobody lives here yet."""
    with house.reading() as home:
        home.ready()
    return folder(house.path)


async def bring(request: Request) -> Response:
    """Takes the files, starts the import, and leads to its page."""
    house: House = request.app.state.house
    try:
        into = await run_in_threadpool(_room, house)
        try:
            paths = await receive(request.stream(), request.headers.get("content-type", ""), into)
        except BaseException:
            shutil.rmtree(into, ignore_errors=True)
            raise
    except AfterwordError as error:
        words = str(error)[:1].upper() + str(error)[1:] + "."
        request.app.state.sessions.say(request.scope.get("afterword.session", ""), Notice(words, trouble=True))
        return RedirectResponse(HERE, 303)
    job = _begin(house, into, paths)
    return RedirectResponse(f"{HERE}/{job.id}", 303)


async def events(request: Request) -> Response:
    """What a waiting page is told, as it happens."""
    job = _jobs.get((request.app.state.house.path, request.path_params["job"]))
    if job is None:
        return Response(status_code=204)  # an EventSource does not come back after this
    return StreamingResponse(_told(request, job), media_type="text/event-stream", headers={"x-accel-buffering": "no"})


async def _told(request: Request, job: Job) -> AsyncIterator[str]:
    seen, quiet = -1, 0.0
    while not await request.is_disconnected():
        if job.turn != seen:
            seen, quiet, over = job.turn, 0.0, job.over
            yield f"data: {json.dumps(job.told())}\n\n"
            if over:
                return
        elif quiet >= QUIET:
            quiet = 0.0
            yield ": still here\n\n"
        await asyncio.sleep(TICK)
        quiet += TICK


ROUTES = [
    see(HERE, page),
    Route(HERE, bring, methods=["POST"], name=f"POST {HERE}"),
    Route(f"{HERE}/{{job}}/events", events, methods=["GET"], name=f"GET {HERE}/events"),
    see(f"{HERE}/{{job}}", one),
]
