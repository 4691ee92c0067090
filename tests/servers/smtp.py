"""A real SMTP server with TLS for tests, which writes down what it took, durably, before it says so.

    from tests.servers.smtp import sink     (with certificate and trusted from tests.servers.certificate)
    def test(sink: Sink): sink.behaviour = "lost_reply"

`sink.taken()` is the judge: what is in the file was accepted, whatever the sender believes.
"""

from __future__ import annotations

import asyncio
import json
import os
import ssl
from base64 import b64decode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session
from tests.servers.certificate import Certificate
from tests.servers.dovecot import free_port

PASSWORD = "a-password-of-tests"
BEHAVIOURS = ("normal", "slow", "lost_reply", "mid_data", "before_data", "later", "no_such_person", "no", "garbage", "hang", "stripped")
"""What the server does after the dot, or before: RELIABILITY.md section 5. `RCPT:451` and the like answer one verb so."""
VERBS = ("MAIL", "RCPT", "DATA", "DOT")


class Sink:
    """Where mails end. `port` wants STARTTLS, `tls_port` speaks TLS from the first byte, `bare_port` offers none."""

    def __init__(self, folder: Path, certificate: Certificate) -> None:
        self.file = folder / "taken"
        self.behaviour = "normal"
        self.said: list[str] = []
        self.mails: list[bytes] = []  # what was taken, byte for byte
        self.bearers: set[str] = set()  # what XOAUTH2 must say
        self.certificate = certificate
        self._servers: list[Controller] = []
        self.port = self._start(tls_context=certificate.context(), require_starttls=True)
        self.tls_port = self._start(ssl_context=certificate.context())
        self.bare_port = self._start()

    def _start(self, ssl_context: ssl.SSLContext | None = None, **more: Any) -> int:
        server = _Controller(self, hostname="127.0.0.1", port=free_port(), ssl_context=ssl_context, more=more)
        server.start()
        self._servers.append(server)
        return int(server.server.sockets[0].getsockname()[1])

    def stop(self) -> None:
        for server in self._servers:
            server.stop()

    def clear(self) -> None:
        self.file.unlink(missing_ok=True)
        self.said.clear()
        self.mails.clear()

    def take(self, envelope: Envelope) -> None:
        """Durable before the server answers."""
        content = bytes(envelope.content or b"")
        head = content.split(b"\r\n\r\n", 1)[0].decode("ascii", "replace")
        name = next((line.partition(":")[2].strip() for line in head.split("\r\n") if line.lower().startswith("message-id:")), "")
        line = {"id": name, "hash": sha256(content).hexdigest(), "sender": envelope.mail_from, "recipients": envelope.rcpt_tos}
        self.mails.append(content)
        with self.file.open("a") as file:
            file.write(json.dumps(line) + "\n")
            file.flush()
            os.fsync(file.fileno())

    def taken(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.file.read_text().splitlines()] if self.file.exists() else []

    # aiosmtpd's hooks

    def _wanted(self, verb: str) -> str:
        name, _, code = self.behaviour.partition(":")
        usual = {"later": "RCPT", "no_such_person": "RCPT", "no": "DOT"}.get(name, name)
        if usual != verb:
            return ""
        return {"later": "451 4.3.0 later", "no_such_person": "550 5.1.1 nobody of that name", "no": "554 5.7.1 not today"}.get(name, f"{code} as you like")

    async def handle_MAIL(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:
        self.said.append(f"MAIL {address}")
        if answer := self._wanted("MAIL"):
            return answer
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:
        self.said.append(f"RCPT {address}")
        if answer := self._wanted("RCPT"):
            return answer
        if self.behaviour == "partial" and envelope.rcpt_tos:
            return "550 5.1.1 nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.said.append("DOT")
        if answer := self._wanted("DOT"):
            return answer
        self.take(envelope)
        if self.behaviour == "slow":
            await asyncio.sleep(0.15)
        elif self.behaviour == "lost_reply":
            server.transport.abort()
        elif self.behaviour == "garbage":
            server.transport.write(b"\xff\xfe the weather is fine\r\n")
            await asyncio.sleep(0.05)
            server.transport.abort()
        elif self.behaviour == "hang":
            await asyncio.sleep(5)
        return "250 taken"

    async def auth_XOAUTH2(self, server: SMTP, args: list[str]) -> AuthResult:
        told = b64decode(args[1]).decode()
        ok = told in self.bearers
        return AuthResult(success=ok, handled=False)


class _Server(SMTP):
    """The steps that no hook can change."""

    async def smtp_DATA(self, arg: str) -> None:
        sink: Sink = self.event_handler
        sink.said.append("DATA")
        if answer := sink._wanted("DATA"):
            await self.push(answer)
        elif sink.behaviour == "before_data":
            self.transport.abort()
        elif sink.behaviour == "mid_data":
            await self.push("354 go on")
            await self._reader.read(20)
            self.transport.abort()
        else:
            await super().smtp_DATA(arg)


class _Controller(Controller):
    def __init__(self, sink: Sink, *, more: dict[str, Any], **given: Any) -> None:
        self._more = more
        super().__init__(sink, **given)

    def factory(self) -> SMTP:
        def known(server: SMTP, session: Session, envelope: Envelope, mechanism: str, login: Any) -> AuthResult:
            return AuthResult(success=login.password == PASSWORD.encode(), handled=False)

        return _Server(self.handler, hostname="sink.example", authenticator=known, auth_require_tls=False, **self._more)


@pytest.fixture(scope="session")
def sink_server(tmp_path_factory: pytest.TempPathFactory, certificate: Certificate) -> Iterator[Sink]:
    """The server, as long as the session lives."""
    made = Sink(tmp_path_factory.mktemp("sink"), certificate)
    yield made
    made.stop()


@pytest.fixture
def sink(sink_server: Sink, trusted: Certificate) -> Sink:
    """The server, empty and well-behaved, trusted by this program."""
    sink_server.clear()
    sink_server.behaviour = "normal"
    return sink_server
