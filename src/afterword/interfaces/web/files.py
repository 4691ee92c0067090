"""Style, script and fonts: served under names that hold a hash of their content, so a browser may keep them for ever."""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from mimetypes import guess_type

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

FOLDER = "/static/"
FOR_EVER = "public, max-age=31536000, immutable"
PACKED = (".css", ".js", ".svg")
_URL = re.compile(rb"url\((?!data:)([\w./-]+)\)")


@dataclass(frozen=True, slots=True)
class File:
    """One file as it is sent."""

    kind: str
    body: bytes
    packed: bytes | None  # gzip, for text


def _named(name: str, body: bytes) -> str:
    stem, _, end = name.rpartition(".")
    return f"{stem}.{sha256(body).hexdigest()[:10]}.{end}"


@cache
def shelf() -> tuple[dict[str, str], dict[str, File]]:
    """Names as templates write them → names as they are served, and the files by those."""
    folder = files("afterword.interfaces.web") / "static"
    found = {f.name: f.read_bytes() for f in folder.iterdir() if f.is_file() and f.name.endswith((".css", ".js", ".svg", ".woff2", ".png"))}
    names: dict[str, str] = {}
    shelves: dict[str, File] = {}
    for name in sorted(found, key=lambda n: n.endswith((".css", ".js"))):  # a style names fonts: those come first
        body = found[name]
        if name.endswith(".css"):
            body = _URL.sub(lambda m: b"url(" + names[m[1].decode()].encode() + b")", body)
        names[name] = _named(name, body)
        kind = {"js": "text/javascript", "css": "text/css"}.get(name.rpartition(".")[2]) or guess_type(name)[0] or "application/octet-stream"
        shelves[names[name]] = File(kind, body, gzip.compress(body, 9, mtime=0) if name.endswith(PACKED) else None)
    return names, shelves


def address(name: str) -> str:
    """Where a file of `static/` is served."""
    return FOLDER + shelf()[0][name]


async def static(request: Request) -> Response:
    """A file, to be kept for ever: another content has another name."""
    one = shelf()[1].get(request.path_params["name"])
    if one is None:
        return PlainTextResponse("no such file\n", 404)
    headers = {"cache-control": FOR_EVER, "vary": "accept-encoding"}
    if request.path_params["name"].startswith("mail."):  # the sandboxed frame of a mail has an origin of its own
        headers["cross-origin-resource-policy"] = "cross-origin"
    if one.packed is not None and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(one.packed, headers={**headers, "content-encoding": "gzip"}, media_type=one.kind)
    return Response(one.body, headers=headers, media_type=one.kind)
