"""A keyring in memory, as a system's would be: tests ask nobody for a password."""

from __future__ import annotations

import os
from collections.abc import Iterator

import keyring
import keyring.backend
import pytest


class Ring(keyring.backend.KeyringBackend):
    """Keeps secrets as long as it lives; `usual` is what it says of names it was never told."""

    priority = 5  # type: ignore[assignment]

    def __init__(self, usual: str | None = None) -> None:
        super().__init__()
        self.held: dict[tuple[str, str], str] = {}
        self.usual = usual

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username), self.usual)

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.held[service, username]


class Known(Ring):
    """For programs of their own (PYTHON_KEYRING_BACKEND): every name has the one secret that the environment says."""

    def __init__(self) -> None:
        super().__init__(os.environ.get("AFTERWORD_TEST_WORD"))


@pytest.fixture
def ring() -> Iterator[Ring]:
    """This program's keyring for one test."""
    before, made = keyring.get_keyring(), Ring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)
