"""Stands between the program and a real calendar server and lies: repeats etags or gives none, refuses reports, hangs up.

    with liar(xandikos.url) as between:
        between.spoil = lambda asked, status, body: (403, b"") if asked.report == "sync-collection" else (status, body)
        between.left = 900  # bytes of answers until it hangs up
"""

from __future__ import annotations

import http.client
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import urlsplit

FOREVER = 1 << 60


@dataclass(frozen=True)
class Asked:
    """One request: `report` is the name of the report asked for, `word` what it said of who asks."""

    method: str
    path: str
    report: str
    word: str
    body: bytes


Spoil = Callable[[Asked, int, bytes], tuple[int, bytes]]


def honest(asked: Asked, status: int, body: bytes) -> tuple[int, bytes]:
    return status, body


class Liar(ThreadingHTTPServer):
    """`asked` is all that was asked for; `moved`: where everybody is sent on to, if anywhere."""

    daemon_threads = True
    spoil: Spoil
    moved = ""

    def __init__(self, target: str) -> None:
        super().__init__(("127.0.0.1", 0), _Between)
        self.target = urlsplit(target).netloc
        self.spoil = honest
        self.left = FOREVER
        self.asked: list[Asked] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def calm(self) -> None:
        self.spoil, self.left, self.moved = honest, FOREVER, ""
        self.asked.clear()

    def reports(self, name: str) -> int:
        return sum(one.report == name for one in self.asked)


class _Between(BaseHTTPRequestHandler):
    server: Liar
    _hop: ClassVar[tuple[str, ...]] = ("connection", "transfer-encoding", "content-length", "server", "date", "host")

    def _pass(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        report = re.search(rb"<[a-z]:([a-z-]+) xmlns", body)
        asked = Asked(self.command, self.path, report[1].decode() if report and self.command == "REPORT" else "", self.headers.get("Authorization", ""), body)
        self.server.asked.append(asked)
        if self.server.moved:
            self.send_response(302)
            self.send_header("Location", self.server.moved)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        link = http.client.HTTPConnection(self.server.target, timeout=30)
        try:
            link.request(self.command, self.path, body, {k: v for k, v in self.headers.items() if k.lower() not in self._hop})
            answer = link.getresponse()
            status, said = self.server.spoil(asked, answer.status, answer.read())
        finally:
            link.close()
        self.send_response(status)
        for name, value in answer.getheaders():
            if name.lower() not in self._hop:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        part, self.server.left = said[: max(0, self.server.left)], self.server.left - len(said)
        self.wfile.write(part)
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Quiet."""


for _verb in ("GET", "PUT", "DELETE", "PROPFIND", "REPORT", "MKCALENDAR"):
    setattr(_Between, f"do_{_verb}", _Between._pass)


@contextmanager
def liar(target: str) -> Iterator[Liar]:
    made = Liar(target)
    thread = threading.Thread(target=made.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield made
    finally:
        made.shutdown()
        made.server_close()
        thread.join()
