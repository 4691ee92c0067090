from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from tests.servers.dovecot import Dovecot

from afterword import plugins
from afterword.app import connecting
from afterword.app.accounts import Account, Server
from afterword.channels import clipboard, imap_drafts, mailto
from afterword.channels.port import Door, Parcel
from afterword.errors import Refused

DATA = b"From: <sam@postbox.example>\r\nTo: <dana@acme.example>\r\nMessage-ID: <3f9c.afterword@postbox.example>\r\n\r\nhello\r\n"


def parcel(message_id: str = "<3f9c.afterword@postbox.example>", subject: str = "Maps", body: str = "Hi Dana,\n\n50% & more\n", references: tuple[str, ...] = ()) -> Parcel:
    return Parcel("3f9c", "email", DATA, "sam@postbox.example", ("dana@acme.example",), message_id, subject, body, references)


def door(dovecot: Dovecot, folder: str = "") -> Door:
    one = Account("post", "sam@postbox.example", Server("127.0.0.1", dovecot.tls_port), user=dovecot.user)
    return Door(imap=lambda: connecting.imap(one, dovecot.password, 5), folder=folder)


def test_every_channel_comes_through_one_door_and_says_what_it_does():
    found = {c.name: c for c in plugins.channels()}
    assert {"smtp", "drafts", "eml", "mailto", "clipboard"} <= set(found)
    assert [c.name for c in found.values() if c.leaves] == ["smtp"]
    assert all(c.says for c in found.values())


def test_a_folder_the_server_does_not_mark_is_found_by_name_or_made(dovecot: Dovecot, trusted: object):
    with dovecot.client() as link:
        link.delete_folder("Drafts")
        link.create_folder("Entwürfe")
    assert imap_drafts.deliver(parcel(), door(dovecot)).state == "placed"
    assert len(dovecot.messages("Drafts") if _marked(dovecot) else dovecot.messages("Entwürfe")) == 1
    assert "Mine" in imap_drafts.deliver(parcel(), door(_with(dovecot, "Mine"), "Mine")).detail
    assert dovecot.messages("Mine") == [DATA]


def _marked(dovecot: Dovecot) -> bool:
    """Dovecot makes its own Drafts anew when somebody lists the folders."""
    with dovecot.client() as link:
        return any(b"\\Drafts" in flags for flags, _, _ in link.list_folders())


def _with(dovecot: Dovecot, folder: str) -> Dovecot:
    with dovecot.client() as link:
        link.create_folder(folder)
    return dovecot


@pytest.mark.parametrize("wrong", ["<a@b.example>\r\nA9 DELETE Drafts", "<a\0@b.example>", "<a b@c.example>", '<a"@b.example>\n', "", "a@b.example", "<>\r\n"])
def test_no_message_id_becomes_a_command(dovecot: Dovecot, trusted: object, wrong: str):
    assert imap_drafts.in_sent(door(dovecot), wrong) is None
    assert imap_drafts.deliver(parcel(wrong), door(dovecot)).state == "kept"
    assert imap_drafts.deliver(parcel(), door(dovecot, "Drafts\r\nA9 DELETE Drafts")).state == "kept"
    assert dovecot.messages("Drafts") == []


def test_sent_is_looked_into_and_a_closed_mailbox_says_nothing(dovecot: Dovecot, trusted: object):
    assert imap_drafts.in_sent(door(dovecot), parcel().message_id) is False
    dovecot.deliver(DATA, "Sent")
    assert imap_drafts.in_sent(door(dovecot), parcel().message_id) is True
    assert imap_drafts.in_sent(Door(), parcel().message_id) is None


def test_a_password_with_a_line_in_it_is_never_said(dovecot: Dovecot, trusted: object):
    one = Account("post", "sam@postbox.example", Server("127.0.0.1", dovecot.tls_port), user=dovecot.user)
    with pytest.raises(Refused, match="control character"):
        connecting.imap(one, "x\r\nA9 DELETE Drafts", 5)


@pytest.mark.parametrize("text", ["Maps", "a&bcc=evil@thief.example", "x?cc=evil@thief.example#y", "line\r\nBcc: evil@thief.example", "Grüße 50%", "\u2028"])
def test_a_link_opens_with_the_draft_and_nothing_more(text: str):
    link = urlsplit(mailto.link(parcel(subject=text, body=text + "\n", references=("<1@acme.example>",))))
    assert (link.scheme, unquote(link.path), link.fragment) == ("mailto", "dana@acme.example", "")
    fields = parse_qs(link.query, keep_blank_values=True, strict_parsing=True)
    assert set(fields) == {"subject", "body", "in-reply-to"}
    assert fields["subject"] == [text]


def test_words_are_copied_by_what_the_machine_has(tmp_path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    shown = clipboard.deliver(parcel(), Door())
    assert (shown.state, shown.text) == ("placed", "Hi Dana,\n\n50% & more\n")
    (tmp_path / "xclip").write_text(f"#!/bin/sh\n/bin/cat > {tmp_path}/held\n")
    (tmp_path / "xclip").chmod(0o700)
    assert clipboard.deliver(parcel(), Door()).text == ""
    assert (tmp_path / "held").read_text() == "Hi Dana,\n\n50% & more\n"
    (tmp_path / "xclip").write_text("#!/bin/sh\nexit 1\n")
    assert clipboard.deliver(parcel(), Door()).text
    assert clipboard.program({"WAYLAND_DISPLAY": "w"}, "linux") == []
