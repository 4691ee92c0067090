from __future__ import annotations

import json
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.app.outgoing import lived, thanks
from tests.servers.certificate import Certificate
from tests.servers.dovecot import Dovecot
from tests.servers.oauth import CLIENT, Issuing, browse
from tests.servers.ring import Ring
from tests.servers.smtp import Sink

from afterword.app import accounts, sending, signing_in
from afterword.app.accounts import Account, Server
from afterword.errors import BadUsage, Refused


def signed(oauth: Issuing, address: str = "sam@postbox.example") -> str:
    return signing_in.sign_in(oauth.issuer, CLIENT, address, browse, patience=10)


def test_signing_in_gives_a_lasting_permission(oauth: Issuing):
    kept = json.loads(signed(oauth))
    assert oauth.given[kept["access"]] == "sam@postbox.example"
    asked = oauth.asked[0]
    assert (asked["response_type"], asked["scope"], asked["access_type"]) == ("code", "https://mail.example/", "offline")
    assert asked["redirect_uri"].startswith("http://127.0.0.1:")
    assert len(asked["state"]) >= 16
    assert "code_verifier" not in asked


def test_a_spent_token_is_exchanged_for_a_new_one(oauth: Issuing):
    kept = signed(oauth)
    token, same = signing_in.fresh(kept)
    assert same == kept
    again, newer = signing_in.fresh(kept, time.time() + 7200)
    assert again != token
    assert oauth.given[again] == "sam@postbox.example"
    assert json.loads(newer)["refresh"] != json.loads(kept)["refresh"]
    with pytest.raises(Refused, match="--sign-in"):
        signing_in.fresh(kept, time.time() + 7200)  # each may be used once


def test_who_says_no_is_not_signed_in(oauth: Issuing):
    oauth.refuse = "access_denied"
    with pytest.raises(Refused, match="access_denied"):
        signed(oauth)
    oauth.reset()
    oauth.lasting = False
    with pytest.raises(Refused, match="no lasting permission"):
        signed(oauth)


def test_an_answer_with_another_state_is_not_believed(oauth: Issuing):
    answered: list[int] = []

    def forge_then_browse(url: str) -> None:
        back = parse_qs(urlsplit(url).query)["redirect_uri"][0]

        def forged() -> None:
            for query in ("code=evil&state=guess", "code=evil", ""):
                try:
                    urllib.request.urlopen(f"{back}?{query}", timeout=10).close()
                except urllib.error.HTTPError as error:
                    answered.append(error.code)
                    error.close()
            browse(url)

        threading.Thread(target=forged, daemon=True).start()

    kept = signing_in.sign_in(oauth.issuer, CLIENT, "sam@postbox.example", forge_then_browse, patience=10)
    assert answered == [400, 400, 400]
    assert json.loads(kept)["access"] in oauth.given


def test_nobody_who_comes_back_is_waited_for_only_so_long(oauth: Issuing):
    with pytest.raises(Refused, match="nobody came back"):
        signing_in.sign_in(oauth.issuer, CLIENT, "sam@postbox.example", lambda _: None, patience=0.05)


@pytest.mark.parametrize("kept", ["", "{}", "[]", "x", '{"until": "x"}'])
def test_a_secret_that_is_no_sign_in_is_said_so(kept: str):
    with pytest.raises(Refused, match="sign in again"):
        signing_in.fresh(kept)


def test_words_leave_and_are_copied_with_a_token_instead_of_a_password(tmp_path: Path, oauth: Issuing, sink: Sink, dovecot: Dovecot, ring: Ring, trusted: Certificate):
    home = lived(tmp_path / "home", sink, dovecot)
    oauth.lasts = 0  # spent at once: every use fetches another
    kept = signed(oauth, dovecot.user)
    one = Account("post", "sam@postbox.example", Server("127.0.0.1", dovecot.tls_port), Server("127.0.0.1", sink.tls_port), "oauth2", user=dovecot.user)
    accounts.add(tmp_path / "home", one, kept)
    sink.bearers = _Held(oauth, dovecot.user)
    assert [c.ok for c in accounts.test(tmp_path / "home", patience=5)] == [True, True]
    follow_up = thanks(home)
    approval = sending.approve(home, follow_up.key)
    assert sending.send(home, follow_up.key, approval.hash).detail == "sent; a copy is in Sent"
    assert sink.taken()[0]["hash"] == approval.hash
    assert b"oauth2" in (tmp_path / "home" / "accounts.toml").read_bytes()
    assert not any(token.encode() in (tmp_path / "home" / "accounts.toml").read_bytes() for token in oauth.given)


class _Held(set[str]):
    """What a mail server would ask the issuer: is this token good for this user?"""

    def __init__(self, oauth: Issuing, user: str) -> None:
        super().__init__()
        self.oauth, self.user = oauth, user

    def __contains__(self, said: object) -> bool:
        return said in {f"user={self.user}\1auth=Bearer {token}\1\1" for token, whose in self.oauth.given.items() if whose == self.user}


def test_a_token_that_was_taken_back_is_told_with_what_to_do(tmp_path: Path, oauth: Issuing, sink: Sink, dovecot: Dovecot, ring: Ring, trusted: Certificate):
    kept = signed(oauth, dovecot.user)
    one = Account("post", "sam@postbox.example", Server("127.0.0.1", dovecot.tls_port), Server("127.0.0.1", sink.tls_port), "oauth2", user=dovecot.user)
    accounts.add(tmp_path, one, kept)
    oauth.given.clear()
    for said in accounts.test(tmp_path, patience=5):
        assert not said.ok
        assert "--sign-in" in said.detail
        assert json.loads(kept)["access"] not in said.detail


def test_only_where_somebody_signs_people_in():
    known = accounts.providers()
    assert {p.issuer for p in known.values() if p.issuer} == set(signing_in.issuers())
    made = accounts.guess(f"sam@{known['microsoft'].domains[0]}", sign_in=True)
    assert (made.auth, made.provider) == ("oauth2", "microsoft")
    with pytest.raises(BadUsage, match="no sign-in"):
        accounts.guess(f"sam@{known['icloud'].domains[0]}", sign_in=True)
