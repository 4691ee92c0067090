"""A real IMAP server for tests: Dovecot with its own configuration, in a folder of its own, as root or not.

    @pytest.fixture in a conftest: `from tests.servers.dovecot import dovecot`
    def test(dovecot: Dovecot): link = dovecot.client()

Every test that takes `dovecot` gets a mailbox of its own on one server.
"""

from __future__ import annotations

import getpass
import imaplib
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from imapclient import IMAPClient
from tests.servers.certificate import Certificate
from tests.servers.oauth import Issuing

PASSWORD = "a-password-of-tests"
TRIES = 4
CONFIG = """\
base_dir = {run}
state_dir = {run}
log_path = {home}/log
protocols = imap
listen = 127.0.0.1
default_internal_user = {internal}
default_internal_group = {internal_group}
default_login_user = {login}
first_valid_uid = 1
mail_location = maildir:{home}/mail/%u
mail_uid = {user}
mail_gid = {group}
ssl = yes
ssl_cert = <{cert}
ssl_key = <{key}
disable_plaintext_auth = no
auth_mechanisms = plain login xoauth2
auth_verbose = yes
auth_failure_delay = 0
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {home}/oauth2
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={home}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Drafts {{
    auto = subscribe
    special_use = \\Drafts
  }}
  mailbox Sent {{
    auto = subscribe
    special_use = \\Sent
  }}
  mailbox Junk {{
    auto = subscribe
    special_use = \\Junk
  }}
}}
"""


OAUTH2 = """\
tokeninfo_url = {address}/who?token=
introspection_mode = auth
username_attribute = email
active_attribute = active
active_value = true
"""


@dataclass(frozen=True)
class Dovecot:
    """One mailbox on the running server. `port` speaks plain and STARTTLS, `tls_port` TLS."""

    user: str
    port: int
    tls_port: int
    certificate: Certificate
    home: Path
    password: str = PASSWORD

    def client(self) -> IMAPClient:
        """A signed-in connection for looking from outside."""
        link = IMAPClient("127.0.0.1", self.port, ssl=False)
        link.login(self.user, self.password)
        return link

    def messages(self, folder: str) -> list[bytes]:
        """What lies in a folder, as bytes."""
        with self.client() as link:
            link.select_folder(folder, readonly=True)
            found = link.fetch(link.search(), ["BODY.PEEK[]"])
            return [one[b"BODY[]"] for one in found.values()]

    def deliver(self, data: bytes, folder: str = "INBOX") -> None:
        """Puts a mail into a folder."""
        with self.client() as link:
            link.append(folder, data)


def free_port() -> int:
    with socket.socket() as link:
        link.bind(("127.0.0.1", 0))
        return int(link.getsockname()[1])


@pytest.fixture(scope="session")
def dovecot_server(certificate: Certificate, oauth_server: Issuing) -> Iterator[Dovecot]:
    """The server, as long as the session lives."""
    if program() is None:
        pytest.skip("Dovecot is not installed: scripts/test --install")
    with started(certificate, oauth_server.address) as server:
        yield server


def program() -> str | None:
    return shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin:/usr/local/sbin")


@contextmanager
def started(certificate: Certificate, issuer: str = "http://127.0.0.1:1") -> Iterator[Dovecot]:
    """The server while the block runs. Its ports must be said before it starts: where somebody takes one first, others are tried."""
    home = Path("/tmp") / f"afterword-dovecot-{os.getpid()}-{os.urandom(2).hex()}"  # short: socket paths are limited to 108 characters
    run = home / "run"
    run.mkdir(parents=True, mode=0o755)
    (home / "mail").mkdir()
    names = _names()
    (home / "oauth2").write_text(OAUTH2.format(address=issuer))
    if os.geteuid() == 0:
        shutil.chown(home / "mail", names["user"], names["group"])
    process: subprocess.Popen[bytes] | None = None
    try:
        for left in reversed(range(TRIES)):
            port, tls_port = free_port(), free_port()
            (home / "conf").write_text(
                CONFIG.format(home=home, run=run, cert=certificate.chain, key=certificate.key, port=port, tls_port=tls_port, password=PASSWORD, **names)
            )
            process = subprocess.Popen([str(program()), "-F", "-c", str(home / "conf")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                _await(port, process, home)
                break
            except RuntimeError:
                process.kill()
                process.wait(10)
                if not left:
                    raise
        yield Dovecot("nobody", port, tls_port, certificate, home)
    finally:
        if process is not None:
            process.terminate()
            process.wait(10)
        shutil.rmtree(home, ignore_errors=True)


def _names() -> dict[str, str]:
    """Who the server's parts run as: Dovecot refuses root for most, and its package brings users for that."""
    if os.geteuid() == 0:
        return {"internal": "dovecot", "internal_group": "dovecot", "login": "dovenull", "user": "nobody", "group": "nogroup"}
    import grp

    user, group = getpass.getuser(), grp.getgrgid(os.getegid()).gr_name
    return {"internal": user, "internal_group": group, "login": user, "user": user, "group": group}


def _await(port: int, process: subprocess.Popen[bytes], home: Path) -> None:
    for _ in range(3000):  # thirty seconds: a busy machine, not a measure
        if process.poll() is not None:
            raise RuntimeError((home / "log").read_text() if (home / "log").exists() else "Dovecot ended at once")
        try:
            imaplib.IMAP4("127.0.0.1", port).logout()
        except (OSError, imaplib.IMAP4.error):
            time.sleep(0.01)
        else:
            return
    raise RuntimeError(f"Dovecot does not answer: {(home / 'log').read_text()}")


@pytest.fixture
def dovecot(dovecot_server: Dovecot) -> Dovecot:
    """A mailbox of its own."""
    user = f"sam{os.urandom(4).hex()}@postbox.example"
    return Dovecot(user, dovecot_server.port, dovecot_server.tls_port, dovecot_server.certificate, dovecot_server.home)
