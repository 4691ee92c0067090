"""Where secrets are kept: the system's keyring, else a file encrypted with age, else nowhere (RELIABILITY.md, P23).

Never in the database, the settings, a log or an export, and never in plain text: where neither way is open, `put` refuses.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from afterword.errors import Refused
from afterword.store.files import private_dir, write_file

SERVICE = "Afterword"
FILE = "secrets.age"
PASSPHRASE_FILE = "AFTERWORD_PASSPHRASE_FILE"  # noqa: S105 - the name of a variable
NEW = "A new passphrase"
Ask = Callable[[str], str]
"""Asks the person at the terminal for the passphrase of the secrets file; what is asked for begins with NEW the first time."""

_UNSAFE = ("keyring.backends.fail", "keyring.backends.null", "keyrings.alt")
"""Keyrings that keep nothing, or keep it in plain text or under a fixed password."""


class Vault:
    """The secrets of one data home, by name. `ask` is called at most once, and only where the file is used."""

    def __init__(self, folder: Path, ask: Ask | None = None) -> None:
        self.folder, self._ask, self._passphrase = folder, ask, ""

    @property
    def file(self) -> Path:
        return self.folder / FILE

    def get(self, name: str) -> str | None:
        """A secret; None where there is none of that name. Raises Refused where it cannot be opened."""
        ring = _keyring()
        if ring is not None:
            with suppress(Exception):  # a locked or broken keyring holds nothing for us
                if (found := ring.get_password(SERVICE, self._full(name))) is not None:
                    return str(found)
        return self._opened().get(name) if self.file.is_file() else None

    def put(self, name: str, secret: str) -> str:
        """Keeps a secret. Returns in words where. Raises Refused where it could only be kept in plain text."""
        ring = _keyring()
        if ring is not None:
            with suppress(Exception):
                ring.set_password(SERVICE, self._full(name), secret)
                if ring.get_password(SERVICE, self._full(name)) == secret:
                    return "the system's keyring"
        self._seal({**(self._opened() if self.file.is_file() else {}), name: secret})
        return f"{self.file.name}, encrypted"

    def drop(self, name: str) -> None:
        """Forgets a secret, wherever it is."""
        ring = _keyring()
        if ring is not None:
            with suppress(Exception):
                ring.delete_password(SERVICE, self._full(name))
        if self.file.is_file():
            held = self._opened()
            if held.pop(name, None) is not None:
                self._seal(held)

    def _full(self, name: str) -> str:
        return f"{name} ({self.folder.absolute()})"

    def _secret(self, what: str) -> str:
        if not self._passphrase:
            given = os.environ.get(PASSPHRASE_FILE, "")
            if given:
                try:
                    lines = Path(given).read_text(encoding="utf-8").splitlines()
                except (OSError, UnicodeDecodeError):
                    raise Refused(f"{PASSPHRASE_FILE} names a file that cannot be read: mend that first") from None
                self._passphrase = lines[0] if lines else ""
            elif self._ask is not None:
                self._passphrase = self._ask(what)
        if not self._passphrase:
            raise Refused(
                "there is no keyring here to keep passwords in, and no passphrase for an encrypted file: write one into a "
                f"file that only you can read, and name that file in {PASSPHRASE_FILE}"
            )
        return self._passphrase

    def _opened(self) -> dict[str, str]:
        import pyrage

        secret = self._secret("Passphrase of your secrets file")
        try:
            held: dict[str, str] = json.loads(pyrage.passphrase.decrypt(self.file.read_bytes(), secret))
        except (pyrage.DecryptError, ValueError, OSError):
            self._passphrase = ""
            raise Refused(f"{self.file.name} does not open: that is not its passphrase, or the file is damaged") from None
        return held

    def _seal(self, held: dict[str, str]) -> None:
        import pyrage

        secret = self._secret(f"{NEW} for the file that keeps your passwords")
        private_dir(self.folder)
        write_file(self.file, [pyrage.passphrase.encrypt(json.dumps(held).encode(), secret)])


def _keyring() -> Any:
    """The system's keyring; None where there is none that is safe."""
    try:
        import keyring

        found = keyring.get_keyring()
        safe = found.priority > 0 and not type(found).__module__.startswith(_UNSAFE)
        return found if safe and _chained(found) else None
    except Exception:  # noqa: BLE001 - a keyring that cannot even be asked is none
        return None


def _chained(ring: Any) -> bool:
    """A chain of keyrings is as safe as its least safe link, and an empty one keeps nothing."""
    links = getattr(ring, "backends", None)
    if not isinstance(links, (list, tuple)):
        return True
    return bool(links) and not any(type(link).__module__.startswith(_UNSAFE) for link in links)
