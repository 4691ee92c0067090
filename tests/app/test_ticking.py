"""The tick as a whole: accounts, plan, reminders; the mail to oneself through a real SMTP server."""

from __future__ import annotations

import re
import socket
from datetime import datetime, timedelta
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from tests.app.outgoing import NOW, lived, opened
from tests.servers.dovecot import Dovecot, free_port
from tests.servers.ring import Ring
from tests.servers.smtp import PASSWORD, Sink

from afterword.app import accounts, digest, importing, ticking
from afterword.app.accounts import Account, Server
from afterword.app.home import Home
from afterword.app.pages import today_of
from afterword.app.reminding import Reminder
from afterword.app.ticking import Ticked, Wishes
from afterword.facts import micros
from afterword.facts.kinds import Identity, Interaction, Ref
from afterword.plugins import sources

pytestmark = pytest.mark.usefixtures("ring")
QUIET = Wishes(desktop=False)
MAIL = Wishes(mail=True, desktop=False)


def tick(folder: Path, wishes: Wishes = QUIET, at: datetime = NOW) -> Ticked:
    home = opened(folder, at)
    try:
        return ticking.tick(home, folder, wishes, sources=sources(), patience=2.0)
    finally:
        home.store.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A home where a thank-you and a reply are owed, and no account is known."""
    lived(tmp_path / "home").store.close()
    return tmp_path / "home"


def post(folder: Path, port: int, address: str = "sam@postbox.example") -> None:
    accounts.add(folder, Account("post", address, None, Server("127.0.0.1", port)), PASSWORD)


def hash_of(folder: Path) -> str:
    home = opened(folder)
    try:
        return home.store.logical_hash()
    finally:
        home.store.close()


def mail_of(home: Home) -> EmailMessage:
    account = Account("post", "sam@postbox.example", None, Server("127.0.0.1", 465))
    made = digest.written(home, account, Reminder("list", today_of(home)), ("diary",))
    parsed = BytesParser(policy=policy.default).parsebytes(made.data)
    assert isinstance(parsed, EmailMessage)
    return parsed


def test_a_tick_says_the_list_once_and_changes_no_fact(folder: Path):
    before = hash_of(folder)
    first, second = tick(folder), tick(folder, at=NOW + timedelta(minutes=30))
    assert next(iter(ticking.lines(first))).endswith("See: afterword")
    assert list(ticking.lines(second)) == []
    assert ticking.as_json(second)["reminded"] is None
    assert hash_of(folder) == before


def test_without_an_account_no_line_is_opened(folder: Path, monkeypatch: pytest.MonkeyPatch):
    def never(*_: object) -> None:
        raise AssertionError("somebody asked for the network")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, never)
    monkeypatch.setattr(socket, "getaddrinfo", never)
    assert tick(folder, MAIL).reminder is not None


def test_an_account_that_fails_is_told_once_and_again_when_it_fails_anew(folder: Path):
    drop = folder.parent / "drop"
    accounts.add(folder, Account("drop", kind="folder", url=str(drop)))
    told = [list(tick(folder, at=NOW + timedelta(minutes=30 * n)).trouble) for n in range(3)]
    assert told == [["drop"], [], []]
    drop.mkdir()
    assert tick(folder, at=NOW + timedelta(hours=2)).failing == {}
    drop.rmdir()
    assert list(tick(folder, at=NOW + timedelta(hours=3)).trouble) == ["drop"]


def test_what_an_account_brings_is_planned_in_the_same_tick(folder: Path, tmp_path: Path):
    drop = tmp_path / "drop"
    drop.mkdir()
    accounts.add(folder, Account("drop", kind="folder", url=str(drop)))
    letter = EmailMessage()
    for name, value in (
        ("From", "Priya Nair <priya@northwind.example>"), ("To", "Sam Rivera <sam@postbox.example>"), ("Subject", "Your interview for Data Analyst"),
        ("Date", "Tue, 12 May 2026 10:10:00 -0500"), ("Message-ID", "<7@northwind.example>"),
    ):  # fmt: skip
        letter[name] = value
    letter.set_content("Hi Sam,\n\ncould you send me two references for the Data Analyst role, please?\n\nPriya")
    (drop / "priya.eml").write_bytes(bytes(letter))
    done = tick(folder)
    assert [(one.account, one.new) for one in done.synced] == [("drop", 1)]
    assert done.reminder is not None
    assert "Priya Nair" in {f.person.name for f in done.reminder.page.follow_ups}


def test_only_one_tick_at_a_time(folder: Path):
    with ticking._alone(folder) as first, ticking._alone(folder) as second:
        assert (first, second) == (True, False)
        assert tick(folder).busy
    assert not tick(folder).busy


def test_the_mail_goes_to_oneself_alone_and_once(folder: Path, sink: Sink, ring: Ring):
    post(folder, sink.tls_port)
    done = [tick(folder, MAIL, NOW + timedelta(minutes=30 * n)) for n in range(4)]
    assert done[0].said == ("line", "mail")
    (taken,) = sink.taken()
    assert (taken["sender"], taken["recipients"]) == ("sam@postbox.example", ["sam@postbox.example"])


def test_a_mail_that_could_not_leave_is_told_once_and_leaves_later(folder: Path, sink: Sink, ring: Ring):
    post(folder, free_port())
    told = [tick(folder, MAIL, NOW + timedelta(minutes=30 * n)) for n in range(3)]
    assert [list(one.trouble) for one in told] == [[ticking.MAIL], [], []]
    assert [bool(list(ticking.lines(one))) for one in told] == [True, False, False]
    post(folder, sink.tls_port)
    last = tick(folder, MAIL, NOW + timedelta(hours=4))
    assert last.said == ("mail",)
    assert last.failing == {}
    assert len(sink.taken()) == 1


@pytest.mark.parametrize("behaviour", ["lost_reply", "no", "garbage"])
def test_a_mail_that_may_have_arrived_or_was_refused_is_not_sent_again(folder: Path, sink: Sink, ring: Ring, behaviour: str):
    post(folder, sink.tls_port)
    sink.behaviour = behaviour
    tick(folder, MAIL)
    sink.behaviour = "normal"
    tick(folder, MAIL, NOW + timedelta(minutes=30))
    assert len(sink.taken()) == (behaviour != "no")


def test_nothing_goes_to_a_mailbox_of_the_present_employer(folder: Path, sink: Sink, ring: Ring):
    home = opened(folder)
    home.record([Identity(me=True, emails=("sam@postoffice.example",), employer="Post Office")], "employer")
    home.store.close()
    post(folder, sink.tls_port, "sam@postoffice.example")
    done = tick(folder, MAIL)
    assert "present employer" in done.trouble[ticking.MAIL]
    assert sink.said == []


def test_nothing_goes_to_an_address_that_is_not_the_persons_own(folder: Path, sink: Sink, ring: Ring):
    post(folder, sink.tls_port, "pat@postbox.example")
    assert "not among your own" in tick(folder, MAIL).trouble[ticking.MAIL]
    assert sink.said == []


def test_the_mail_reads_as_text_and_as_a_page(folder: Path):
    home = opened(folder)
    mail = mail_of(home)
    assert mail["Auto-Submitted"] == "auto-generated"
    text, page = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert page is not None
    words, html = text.get_content(), page.get_content()
    for one in today_of(home).follow_ups:
        assert one.person.name in words
        assert one.reason in words
        assert one.person.name in html
    assert "Not read today: diary" in words
    assert not re.search(r"<(?:script|img|link|form)|url\(|https?://", html)
    links = [urlsplit(x.replace("&amp;", "&")) for x in re.findall(r'href="([^"]+)"', html)]
    (first, *_) = [x for x in links if x.scheme == "mailto"]
    assert unquote(first.path) == "dana@acme.example"
    assert "Dana" in parse_qs(first.query)["body"][0]


def test_what_people_wrote_cannot_become_markup_or_headers(folder: Path):
    home = opened(folder)
    bad = '"><script>alert(1)</script>\r\nBcc: eve@elsewhere.example'
    who = Ref(bad, ("email:eve@elsewhere.example",), bad)
    home.record([(Interaction("interview", (who,), "both", bad, bad, bad), micros(NOW - timedelta(days=1)))], "log")
    assert any("<script" in f.organisation for f in today_of(home).follow_ups)
    mail = mail_of(home)
    page = mail.get_body(("html",))
    assert page is not None
    assert "<script" not in page.get_content()
    assert mail["Bcc"] is None


def test_the_mail_read_back_in_by_sync_plans_nothing(folder: Path, tmp_path: Path):
    home = opened(folder)
    before = sorted(home.store.follow_ups())
    account = Account("post", "sam@postbox.example", None, Server("127.0.0.1", 465))
    (tmp_path / "reminder.eml").write_bytes(digest.written(home, account, Reminder("list", today_of(home))).data)
    report = importing.run(home, [tmp_path / "reminder.eml"], sources())
    assert sum(f.read for f in report.files) == 1
    assert sorted(home.store.follow_ups()) == before


@pytest.mark.usefixtures("trusted")
def test_a_tick_reads_a_real_mailbox_and_its_own_mail_there_moves_nothing(folder: Path, dovecot: Dovecot):
    accounts.add(folder, Account("post", "sam@postbox.example", Server("127.0.0.1", dovecot.tls_port), user=dovecot.user), PASSWORD)
    home = opened(folder)
    before = sorted(home.store.follow_ups())
    account = Account("post", "sam@postbox.example", None, Server("127.0.0.1", 465))
    dovecot.deliver(digest.written(home, account, Reminder("list", today_of(home))).data)
    home.store.close()
    first, again = tick(folder), tick(folder, at=NOW + timedelta(minutes=30))
    assert [(one.account, one.read) for one in (*first.synced, *again.synced)] == [("post", 1), ("post", 0)]
    home = opened(folder)
    assert sorted(home.store.follow_ups()) == before
