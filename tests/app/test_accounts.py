from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from tests.servers.certificate import Certificate
from tests.servers.dovecot import Dovecot, free_port
from tests.servers.ring import Ring

from afterword.app import accounts
from afterword.app.accounts import Account, Server
from afterword.errors import BadUsage, NotFound, Refused
from afterword.store.vault import Vault

MINE = Account("post", "sam@postbox.example", Server("imap.postbox.example", 993), Server("smtp.postbox.example", 587, "starttls"), folders=("INBOX", "Büro"))


@pytest.fixture
def no_ring(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    from keyring.backends.fail import Keyring

    before = keyring.get_keyring()
    keyring.set_keyring(Keyring())
    monkeypatch.delenv("AFTERWORD_PASSPHRASE_FILE", raising=False)
    yield
    keyring.set_keyring(before)


def test_an_account_comes_back_as_it_was_told_and_its_file_holds_no_secret(tmp_path: Path, ring: Ring):
    assert accounts.add(tmp_path, MINE, "c4nary") == "the system's keyring"
    assert accounts.accounts(tmp_path) == [MINE]
    assert accounts.secret(tmp_path, MINE) == "c4nary"
    file = tmp_path / "accounts.toml"
    assert b"c4nary" not in file.read_bytes()
    assert file.stat().st_mode & 0o777 == 0o600
    assert accounts.remove(tmp_path, "POST") == MINE
    assert not ring.held
    with pytest.raises(NotFound, match="no account yet"):
        accounts.account(tmp_path)


def test_without_a_keyring_secrets_are_encrypted_or_refused(tmp_path: Path, no_ring: None, monkeypatch: pytest.MonkeyPatch):
    with pytest.raises(Refused, match="AFTERWORD_PASSPHRASE_FILE"):
        accounts.add(tmp_path, MINE, "c4nary")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "phrase").write_text("open sesame\n")
    monkeypatch.setenv("AFTERWORD_PASSPHRASE_FILE", str(tmp_path / "phrase"))
    assert accounts.add(tmp_path, MINE, "c4nary") == "secrets.age, encrypted"
    assert b"c4nary" not in (tmp_path / "secrets.age").read_bytes()
    assert (tmp_path / "secrets.age").stat().st_mode & 0o777 == 0o600
    assert accounts.secret(tmp_path, MINE) == "c4nary"
    (tmp_path / "phrase").write_text("another\n")
    with pytest.raises(Refused, match="not its passphrase"):
        Vault(tmp_path).get("post")


def test_a_keyring_that_keeps_plain_text_is_not_used(tmp_path: Path, no_ring: None):
    class Plain(Ring):
        pass

    Plain.__module__ = "keyrings.alt.file"
    made = Plain()
    keyring.set_keyring(made)
    with pytest.raises(Refused):
        Vault(tmp_path).put("post", "c4nary")
    assert not made.held


@pytest.mark.parametrize(
    "wrong",
    [
        Account("post", "no address", MINE.imap, MINE.smtp),
        Account("a\nb", "sam@postbox.example"),
        Account("post", "sam@postbox.example\r\nRCPT TO:<x@y.example>"),
        Account("post", "sam@postbox.example", Server("imap.example\r\nX", 993)),
        Account("post", "sam@postbox.example", Server("imap.example", 0)),
        Account("post", "sam@postbox.example", Server("imap.example", 993, "ssl")),  # type: ignore[arg-type]
        Account("post", "sam@postbox.example", sent="Sent\r\nA DELETE INBOX"),
    ],
)
def test_an_account_that_makes_no_sense_is_not_kept(tmp_path: Path, wrong: Account):
    with pytest.raises(BadUsage):
        accounts.add(tmp_path, wrong)
    assert not (tmp_path / "accounts.toml").exists()


def test_a_password_never_travels_in_the_clear(tmp_path: Path):
    with pytest.raises(Refused, match="in the clear"):
        accounts.add(tmp_path, Account("post", "sam@postbox.example", Server("192.0.2.7", 143, "plain")))
    accounts.add(tmp_path, Account("post", "sam@postbox.example", Server("127.0.0.1", 143, "plain"), Server("[::1]", 25, "plain")))


def test_every_provider_says_how_to_get_a_password_and_none_is_in_the_clear(tmp_path: Path):
    for one in accounts.providers().values():
        made = Account(one.slug, f"sam@{one.domains[0]}", one.imap, one.smtp, provider=one.slug)
        accounts.add(tmp_path, made)
        assert len(one.password) > 60
        assert accounts.provider_of(f"Sam@{one.domains[-1].upper()}") == one
    assert len(accounts.accounts(tmp_path)) == len(accounts.providers())
    with pytest.raises(BadUsage, match="--imap"):
        accounts.guess("sam@postbox.example")
    with pytest.raises(Refused, match="--eml"):
        accounts.guess(f"sam@{accounts.providers()['microsoft'].domains[0]}")


def test_a_damaged_file_of_accounts_is_named(tmp_path: Path):
    for text in ("account = 5", "[[account]]\nname = 5", "[[account]]\nnme = 'x'", "\xff", "x ="):
        (tmp_path / "accounts.toml").write_text(text, encoding="latin-1")
        with pytest.raises(BadUsage):
            accounts.accounts(tmp_path)


def test_signing_in_is_tried_without_changing_anything(tmp_path: Path, dovecot: Dovecot, trusted: Certificate, ring: Ring):
    one = Account("post", dovecot.user, Server("127.0.0.1", dovecot.tls_port), Server("127.0.0.1", free_port()))
    accounts.add(tmp_path, one, dovecot.password)
    imap, smtp = accounts.test(tmp_path, patience=5)
    assert (imap.ok, imap.detail) == (True, "signed in; 4 folders")
    assert not smtp.ok
    accounts.add(tmp_path, Account("post", dovecot.user, Server("127.0.0.1", dovecot.port, "starttls")), dovecot.password)
    assert [c.ok for c in accounts.test(tmp_path, patience=5)] == [True]
    accounts.add(tmp_path, one, "wr0ng")
    said = accounts.test(tmp_path, patience=5)[0]
    assert not said.ok
    assert "does not take this password" in said.detail
    assert "wr0ng" not in said.detail


def test_a_server_that_cannot_prove_itself_hears_no_password(tmp_path: Path, dovecot: Dovecot, ring: Ring, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    accounts.add(tmp_path, Account("post", dovecot.user, Server("127.0.0.1", dovecot.tls_port)), dovecot.password)
    (said,) = accounts.test(tmp_path, patience=5)
    assert not said.ok
    assert "cannot prove" in said.detail


def test_no_table_holds_a_secret(tmp_path: Path, ring: Ring):
    from afterword.bootstrap import open_home

    open_home(tmp_path).store.close()
    accounts.add(tmp_path, MINE, "c4nary")
    with sqlite3.connect(tmp_path / "afterword.db") as link:
        assert "c4nary" not in "\n".join(link.iterdump())
    link.close()
