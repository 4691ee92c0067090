"""P24 for the whole suite: `scripts/test --offline` runs it where there is no network, and counts whoever tries to leave.

The kernel counts: where a namespace has the loopback alone, every packet, connection and lookup for elsewhere, of whatever
program (Dovecot, PostgreSQL, our own), finds no route, and adds one to OutNoRoutes. That it does is tried before the tests.
As a plugin of pytest the same module tells which tests were running, and what Python was asked to reach. Chromium is told to
ask a proxy of ours for all that is not this machine: so its own housekeeping is known from what a page of ours asks for.
"""

from __future__ import annotations

import ctypes
import fcntl
import ipaddress
import os
import re
import socket
import socketserver
import struct
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from tests.house.quiet import loopback

LOG = "AFTERWORD_ATTEMPTS"
TRIED = (socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")
"""Addresses that belong to nobody (RFC 5737, RFC 3849)."""
RESOLVER = "nameserver 192.0.2.53\noptions timeout:1 attempts:1\n"
BIND = 4096  # MS_BIND of mount(2)
FLAGS_OF_CHROMIUM = "/etc/chromium.d/apikeys"
"""Debian's /usr/bin/chromium sources what lies there; in this mount namespace it names our proxy."""
CHROMIUMS_OWN = {"update.googleapis.com", "content-autofill.googleapis.com", "redirector.gvt1.com"}
"""Whom Chromium 156 asks by itself: for updates, how to fill in forms, dictionaries (in its net log their initiator is "not an origin")."""
CHROMIUMS_PROBE = "2001:4860:4860::8888"
"""Chromium asks the kernel whether there is a way to this address, and sends nothing there: here it lies on the loopback."""
_running = "before the first test"


def counted() -> int:
    """How often anything in this network namespace tried to leave it."""
    rows = Path("/proc/net/snmp").read_text().splitlines()
    ip = next(dict(zip(names.split(), row.split(), strict=True)) for names, row in zip(rows[::2], rows[1::2], strict=True) if names.startswith("Ip:"))
    six = re.search(r"^Ip6OutNoRoutes\s+(\d+)", Path("/proc/net/snmp6").read_text(), re.MULTILINE) if Path("/proc/net/snmp6").exists() else None
    return int(ip["OutNoRoutes"]) + (int(six[1]) if six else 0)


# As a plugin


def _local(host: Any) -> bool:
    """Is this the machine itself, or no address at all?"""
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else host
    if not isinstance(name, str) or name in ("", "localhost"):
        return True
    try:
        return ipaddress.ip_address(name.partition("%")[0]).is_loopback or name == "0.0.0.0"
    except ValueError:
        return False


def _seen(event: str, given: tuple[Any, ...]) -> None:
    """Hears of everything Python does; writes down who was to be reached elsewhere."""
    if not event.startswith("socket."):
        return
    host: Any = None
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        host = given[1][0] if isinstance(given[1], tuple) else None
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"):
        host = given[0][0] if isinstance(given[0], tuple) else given[0]
    if not _local(host):
        _note(f"{event} {host!r}: {_running}")


def _note(line: str) -> None:
    if LOG in os.environ:
        with Path(os.environ[LOG]).open("a", encoding="utf-8") as log:
            log.write(f"{line}\n")


def pytest_configure() -> None:
    sys.addaudithook(_seen)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[Any]:
    global _running
    _running, before = item.nodeid, counted()
    done = yield
    if more := counted() - before:
        _note(f"{more} times without a route, while this ran: {_running}")
    return done


# As a program


class _Asked(socketserver.StreamRequestHandler):
    """Chromium wants something from elsewhere: that is written down, and refused."""

    def handle(self) -> None:
        line = self.rfile.readline(8192).decode("utf-8", "replace").strip()
        target = [*line.split(), "", ""][1]
        if urlsplit(target if "://" in target else f"//{target}").hostname not in CHROMIUMS_OWN:
            _note(f"Chromium asked for {line}")
        self.wfile.write(b"HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n")


def _covered(path: str, text: str) -> None:
    """Lays a text over a file, in this mount namespace alone."""
    with tempfile.NamedTemporaryFile("w") as own:
        own.write(text)
        own.flush()
        Path(own.name).chmod(0o644)
        ctypes.CDLL(None).mount(own.name.encode(), path.encode(), None, BIND, None)


def _apart() -> str:
    """Makes this namespace ready, and proves that it counts. Returns what is wrong, if anything is."""
    loopback()
    if {name for _, name in socket.if_nameindex()} != {"lo"}:
        return "there is a network here: start it by scripts/test --offline"
    _covered("/etc/resolv.conf", RESOLVER)
    with suppress(OSError), socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as link:
        fcntl.ioctl(link, 0x8916, socket.inet_pton(socket.AF_INET6, CHROMIUMS_PROBE) + struct.pack("Ii", 128, socket.if_nametoindex("lo")))  # SIOCSIFADDR
    before = counted()
    for family, address in TRIED:
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
            with suppress(OSError), socket.socket(family, kind) as link:
                link.connect((address, 9))
    if counted() - before < 2 * len(TRIED):
        return "the kernel does not count who tries to leave"
    before = counted()
    with suppress(OSError):
        socket.getaddrinfo("nobody.example", 80)
    return "" if counted() > before else "a name could be looked up unseen: /etc/resolv.conf names this machine, and could not be covered"


def main(words: list[str]) -> int:
    if wrong := _apart():
        sys.stderr.write(f"NOT OFFLINE: {wrong}\n")
        return 2
    with tempfile.TemporaryDirectory(prefix="afterword-offline-") as place, socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Asked) as proxy:
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        _covered(FLAGS_OF_CHROMIUM, f'export CHROMIUM_FLAGS="$CHROMIUM_FLAGS --proxy-server=127.0.0.1:{proxy.server_address[1]}"\n')
        log = Path(place) / "attempts"
        log.touch()
        os.environ[LOG] = str(log)
        before = counted()
        code = subprocess.run([sys.executable, "-m", "pytest", "-p", "tests.house.offline", *words], check=False).returncode
        proxy.shutdown()
        made, lines = counted() - before, log.read_text(encoding="utf-8").splitlines()
    sys.stdout.write("".join(f"  {line}\n" for line in dict.fromkeys(lines)))
    asked = [line for line in lines if "without a route" not in line]
    sys.stdout.write(f"Attempts to leave this machine: {made} counted by the kernel, {len(asked)} seen in Python and Chromium\n")
    return code or (1 if made or lines else 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
