"""Stands between the program and a real IMAP server and makes it faulty: it hangs up, leaves answers out, miscounts, numbers anew.

    with faulty(dovecot.port) as wire:
        wire.left = 900            # bytes of answers until it hangs up
        wire.told["MESSAGES"] = -3  # by how much STATUS is off
        wire.calm()                # honest again
"""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO

FOREVER = 1 << 60
_LITERAL = re.compile(rb"\{(\d+)\+?\}\r\n$")
_VALIDITY = re.compile(rb"UIDVALIDITY \d+")


class Faulty:
    """`left`: bytes of answers until it hangs up. `told`: by how much numbers of STATUS are off.

    `search`, `fetch`: every n-th UID, every n-th mail is left out. `validity`: what every UIDVALIDITY is said to be; `hung_up`: how often it did.
    """

    def __init__(self, port: int) -> None:
        self.port = port
        self.validity = self.hung_up = 0
        self.calm()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = int(self.listener.getsockname()[1])
        threading.Thread(target=self._serve, daemon=True).start()

    def calm(self) -> None:
        self.left, self.search, self.fetch = FOREVER, 0, 0
        self.told: dict[str, int] = {}
        self._count = 0

    def close(self) -> None:
        self.listener.close()

    def _serve(self) -> None:
        while True:
            try:
                near, _ = self.listener.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", self.port))
            threading.Thread(target=self._asked, args=(near, far), daemon=True).start()
            threading.Thread(target=self._answered, args=(far, near), daemon=True).start()

    def _asked(self, near: socket.socket, far: socket.socket) -> None:
        with suppress(OSError):
            while data := near.recv(65536):
                far.sendall(data)
        _end(near, far)

    def _answered(self, far: socket.socket, near: socket.socket) -> None:
        with suppress(OSError, ValueError), far.makefile("rb") as stream:
            while answer := self._answer(stream):
                said = self._changed(answer)[: max(0, self.left)]
                self.left -= len(answer)
                near.sendall(said)
                if self.left <= 0:
                    self.hung_up += 1
                    break
        _end(near, far)

    @staticmethod
    def _answer(stream: BinaryIO) -> bytes:
        """One answer whole, its literals with it."""
        whole = stream.readline()
        while (more := _LITERAL.search(whole)) is not None:
            whole += stream.read(int(more[1])) + stream.readline()
        return whole

    def _changed(self, answer: bytes) -> bytes:
        line, end, rest = answer.partition(b"\r\n")
        if self.validity and (line.startswith(b"* STATUS") or b"[UIDVALIDITY" in line):
            line = _VALIDITY.sub(b"UIDVALIDITY %d" % self.validity, line)
        if line.startswith(b"* STATUS"):
            for name, more in self.told.items():
                line = re.sub(rb"%s (\d+)" % name.encode(), lambda m, name=name, more=more: b"%s %d" % (name.encode(), max(0, int(m[1]) + more)), line)
        if self.search and line.startswith(b"* SEARCH"):
            line = b" ".join([b"* SEARCH", *(uid for n, uid in enumerate(line.split()[2:]) if n % self.search)])
        if self.fetch and re.match(rb"\* \d+ FETCH", line):
            self._count += 1
            if self._count % self.fetch == 0:
                return b""
        return line + end + rest


def _end(*links: socket.socket) -> None:
    for one in links:
        with suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
        one.close()


@contextmanager
def faulty(port: int) -> Iterator[Faulty]:
    made = Faulty(port)
    try:
        yield made
    finally:
        made.close()
