"""RELIABILITY.md, P34: a canary in every field, everything at DEBUG, and none in a log, a traceback or an error page."""

from __future__ import annotations

import io
import logging
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr
from dataclasses import dataclass, field
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from sqlalchemy.exc import DBAPIError
from starlette.testclient import TestClient
from tests.servers.certificate import certificate, trusted
from tests.servers.dovecot import PASSWORD, Dovecot, dovecot, dovecot_server
from tests.servers.oauth import oauth_server
from tests.servers.ring import ring

from afterword.app import accounts
from afterword.app.accounts import Account, Server
from afterword.bootstrap import open_home
from afterword.errors import AfterwordError, places
from afterword.interfaces.cli import root
from afterword.interfaces.web.app import make_app
from afterword.interfaces.web.house import House
from afterword.interfaces.web.session import launch

__all__ = ["certificate", "dovecot", "dovecot_server", "oauth_server", "ring", "trusted"]
AT = "2026-05-13T09:00:00-05:00"
pytestmark = pytest.mark.usefixtures("ring")


@dataclass
class Canaries:
    """Words that stand nowhere else: each is a field's, by its name."""

    every: dict[str, str] = field(default_factory=dict)

    def __call__(self, name: str) -> str:
        return self.every.setdefault(name, f"c4nary{len(self.every):03d}{''.join(c for c in name if c.isalpha())}")

    def digits(self, name: str) -> str:
        return self.every.setdefault(name, f"55501{len(self.every):05d}")

    def sung(self, text: str) -> list[str]:
        low = text.casefold()
        return [name for name, word in self.every.items() if word.casefold() in low]


class Listener(logging.Handler):
    """Everything that is logged, with its traceback."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(logging.Formatter("%(name)s %(pathname)s %(message)s %(exc_text)s"))
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.name != "mail.log":  # the tests' own SMTP server
            self.heard.append(self.format(record))


@contextmanager
def listening() -> Iterator[Listener]:
    """What a program logs whose author wishes to see everything."""
    listener, before = Listener(), logging.root.level
    logging.root.addHandler(listener)
    logging.root.setLevel(logging.DEBUG)
    try:
        yield listener
    finally:
        logging.root.setLevel(before)
        logging.root.removeHandler(listener)


@pytest.fixture
def logs() -> Iterator[Listener]:
    with listening() as listener:
        yield listener


@dataclass(frozen=True)
class Lived:
    """A home into which every canary went, and what was logged meanwhile."""

    home: Path
    canaries: Canaries
    heard: list[str]


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Lived:
    folder, c = tmp_path_factory.mktemp("private"), Canaries()
    with listening() as listener:
        lived(folder, c)
    return Lived(folder / "home", c, listener.heard)


def mail(c: Canaries) -> str:
    return (
        f"From: {c('mail from')} <{c('mail address')}@{c('mail domain')}.example>\nTo: Sam Rivera <sam@postbox.example>, {c('mail to')} <{c('to address')}@acme.example>\n"
        f"Cc: {c('cc')} <cc@acme.example>\nSubject: {c('subject')} interview for {c('role')}\nMessage-ID: <{c('message id')}@acme.example>\nIn-Reply-To: <{c('in reply to')}@acme.example>\n"
        f"References: <{c('references')}@acme.example>\nReply-To: {c('reply to')}@acme.example\nX-Mailer: {c('other header')}\nDate: Tue, 12 May 2026 16:10:00 -0500\n"
        'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n'
        f"Hi Sam,\n\ncould you send me two references, {c('body')}? We will decide by Friday, May 22.\n\n> {c('quoted')}\n\n-- \n{c('signature')}\n+1 {c.digits('phone')}\n"
        f'--b\nContent-Type: text/html; charset=utf-8\n\n<p>{c("html")}</p>\n--b\nContent-Type: application/pdf; name="{c("attachment")}.pdf"\nContent-Disposition: attachment; filename="{c("attachment")}.pdf"\n\nx\n--b--\n'
    )


def entry(c: Canaries) -> str:
    return (
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//\r\nX-WR-CALNAME:{c('calendar name')}\r\nBEGIN:VEVENT\r\nUID:{c('uid')}\r\nDTSTAMP:20260501T090000Z\r\nDTSTART:20260512T150000Z\r\n"
        f"DTEND:20260512T160000Z\r\nSUMMARY:Interview {c('summary')}\r\nLOCATION:{c('location')}\r\nDESCRIPTION:{c('description')}\r\nORGANIZER;CN={c('organizer')}:mailto:{c('organizer address')}@acme.example\r\n"
        f"ATTENDEE;CN={c('attendee')}:mailto:{c('attendee address')}@acme.example\r\nATTENDEE:mailto:sam@postbox.example\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:{c('broken uid')}\r\nDTSTART:{c('broken start')}\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    )


def card(c: Canaries) -> str:
    return (
        f"BEGIN:VCARD\r\nVERSION:4.0\r\nUID:{c('card uid')}\r\nFN:{c('card name')} Lund\r\nEMAIL:{c('card address')}@lund.example\r\nTEL:+1{c.digits('card phone')}\r\nORG:{c('card organisation')}\r\n"
        f"TITLE:{c('card title')}\r\nNOTE:{c('card note')}\r\nCATEGORIES:{c('category')},Former boss\r\nRELATED;TYPE=friend;VALUE=text:{c('related')}\r\nBDAY:19800101\r\nEND:VCARD\r\n"
    )


def table(c: Canaries) -> str:
    return f"Company,Position,Date applied,URL,Status,Notes,Contact\n{c('table company')},{c('table role')},2026-05-04,https://{c('table url')}.example/1,applied,{c('table note')},{c('table contact')}\n"


def typed(c: Canaries) -> Iterator[tuple[str, ...]]:
    """What a person types."""
    who = f"{c('typed name')} Holt"
    yield ("person", "add", who, "--email", f"{c('typed address')}@holt.example", "--phone", f"+1{c.digits('typed phone')}", "--org", c("typed organisation"), "--title", c("typed title"), "--tie", "former boss", "--note", c("typed note"))
    yield ("log", "interview", "--with", who, "--at-org", c("logged organisation"), "--role", c("logged role"), "--note", c("logged note"), "--on", "2026-05-12")
    yield ("promise", f"send the {c('promise')}", "--by", "me", "--to", who, "--due", "2026-05-13")
    yield ("offered-intro", "--by", who, "--to", f"{c('introduced')} Vale")
    yield ("apply", c("applied role"), "--org", c("applied organisation"), "--url", f"https://{c('applied url')}.example/")
    yield ("outcome", c("outcome organisation"), "rejected", "--role", c("outcome role"))
    yield ("target", "add", c("target"))
    yield ("save", c("saved text"), "--for", who)
    yield ("note", f"Met {c('noted')} Moss at {c('noted organisation')}, she promised to call", "--yes")
    yield ("find", c("sought"))
    yield ("correct", c("no mail"), "--kind", "rejection")
    yield ("done", c("no key"))
    yield ("person", "show", c("nobody"))
    yield ("path", c("no path"))
    yield ("settings",)


def lived(folder: Path, c: Canaries) -> None:
    """Everything a person does, at the command line."""
    for name, text in (("a.eml", mail(c)), ("b.ics", entry(c)), ("c.vcf", card(c)), ("d.csv", table(c)), ("broken.vcf", "BEGIN:VCARD\n" + c("broken card"))):
        (folder / name).write_text(text, encoding="utf-8")
    before = ("init", "--name", "Sam Rivera", "--email", "sam@postbox.example", "--timezone", "America/Chicago", "--country", "US", "--employer", c("employer"))
    files = ("import", *(str(folder / name) for name in ("a.eml", "b.ics", "c.vcf", "d.csv", "broken.vcf")))
    after = (("plan",), ("drafts", "--all"), ("find", "interview"), ("undo",), ("tick",))
    wrong = []
    for words in (before, files, *typed(c), *after):
        done = CliRunner().invoke(root, ["--home", str(folder / "home"), "--at", AT, *words])
        if done.exception is not None and not isinstance(done.exception, (SystemExit, AfterwordError, click.ClickException)):
            wrong.append(f"{words[0]}: {places(done.exception)}")
    assert wrong == []


def test_no_canary_is_logged_by_anything_a_person_does(life: Lived):
    c = life.canaries
    assert len(c.every) > 60
    home = open_home(life.home)
    known = "\n".join(str(f.body) for f in home.store.in_force())
    home.store.close()
    assert len(c.sung(known)) > 45  # they did go in
    assert {name: line for line in life.heard for name in c.sung(line)} == {}


@pytest.mark.usefixtures("trusted")
def test_no_canary_is_logged_by_a_mailbox(life: Lived, dovecot: Dovecot, logs: Listener):
    """Names of folders, addresses, mails and passwords, where the libraries underneath log what they say to the server."""
    c = life.canaries
    with dovecot.client() as link:
        link.create_folder(c("folder"))
    dovecot.deliver(mail(c).replace("\n", "\r\n").encode(), c("folder"))
    c.every["login"] = dovecot.user
    good, nobody = Server("127.0.0.1", dovecot.tls_port), Server("127.0.0.1", 1, "plain")
    logs.heard.clear()  # of what this test itself said
    said = []
    for server, word, words in ((good, c("password"), ["sync"]), (nobody, c("password"), ["account", "test", "post"]), (good, PASSWORD, ["tick"])):
        accounts.add(life.home, Account("post", "sam@postbox.example", server, user=dovecot.user, folders=(c("folder"),)), word)
        said.append(CliRunner().invoke(root, ["--home", str(life.home), "--at", AT, *words]))
    assert "1 read" in said[-1].output
    assert {name: line for line in logs.heard for name in c.sung(line)} == {}


def broken(word: str) -> Callable[..., object]:
    def fails(*_: object, **__: object) -> object:
        raise ValueError(word)

    return fails


def test_what_breaks_by_our_mistake_is_told_by_places_alone(tmp_path: Path):
    """As a program: Python's own traceback would quote the value."""
    code = (
        "import sys; from afterword.app import deciding; from afterword.interfaces.cli import run\n"
        "def fails(*_, **__): raise ValueError('c4nary of a mail')\n"
        "deciding.done = fails; sys.argv = ['afterword', '--home', sys.argv[1], 'done', 'abcd']; run()"
    )
    init = ("init", "--name", "Sam Rivera", "--email", "sam@postbox.example", "--timezone", "America/Chicago", "--country", "US")
    assert CliRunner().invoke(root, ["--home", str(tmp_path), *init]).exit_code == 0
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "ValueError at <string>:2 fails < decide.py:" in done.stderr
    assert "c4nary" not in done.stdout + done.stderr
    assert done.stderr.count("\n") == 1


def test_a_page_that_breaks_shows_and_prints_no_value(life: Lived, monkeypatch: pytest.MonkeyPatch, logs: Listener):
    c, house = life.canaries, House(life.home)
    said = io.StringIO()
    mine = {"host": "localhost", "sec-fetch-site": "same-origin"}
    with TestClient(make_app(house, 80), base_url="http://localhost", headers=mine, raise_server_exceptions=False) as tab:
        tab.get(f"/enter?token={launch(life.home)}", headers={"sec-fetch-site": "none"})
        shown = [tab.get(path) for path in ("/nowhere/at-all", "/mail/zzzz", "/person/nobody%40nowhere.example")]
        monkeypatch.setattr("afterword.interfaces.web.asking.Asked.show", broken(c("body")))
        with redirect_stderr(said):
            shown.append(tab.get("/"))
    house.close()
    assert [one.status_code for one in shown] == [404, 404, 404, 500]
    assert "ValueError at " in said.getvalue()
    assert c.sung(said.getvalue() + "".join(one.text for one in shown)) == []
    assert {name: line for line in logs.heard for name in c.sung(line)} == {}


def test_a_database_that_refuses_quotes_no_row(tmp_path: Path):
    """SQLAlchemy's errors carry the values they were about, unless told not to."""
    home = open_home(tmp_path)
    with pytest.raises(DBAPIError) as error, home.store.dialect.engine.connect() as link:
        link.exec_driver_sql("INSERT INTO nowhere VALUES (?)", ("c4nary",))
    home.store.close()
    assert "c4nary" not in str(error.value)
