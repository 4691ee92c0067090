"""A certificate for 127.0.0.1 and the authority that signed it, made anew for every session."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from pathlib import Path

import pytest
import trustme


@dataclass(frozen=True)
class Certificate:
    """Files in PEM form; `authority` is what a client must trust (SSL_CERT_FILE)."""

    chain: Path
    key: Path
    authority: Path

    def context(self) -> ssl.SSLContext:
        """What a server needs."""
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        made.load_cert_chain(self.chain, self.key)
        return made


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """The session's certificate."""
    return issued(tmp_path_factory.mktemp("certificate"))


def issued(folder: Path) -> Certificate:
    """A certificate whose files lie in that folder."""
    authority = trustme.CA()
    own = authority.issue_cert("localhost", "127.0.0.1")
    made = Certificate(folder / "chain.pem", folder / "key.pem", folder / "authority.pem")
    made.chain.write_bytes(b"".join(blob.bytes() for blob in own.cert_chain_pems))
    own.private_key_pem.write_to_path(made.key)
    authority.cert_pem.write_to_path(made.authority)
    return made


@pytest.fixture
def trusted(certificate: Certificate, monkeypatch: pytest.MonkeyPatch) -> Certificate:
    """This program believes the session's authority."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.authority))
    return certificate
