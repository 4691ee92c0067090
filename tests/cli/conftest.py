"""The command line in this process, and a home with something in it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from afterword.errors import AfterwordError
from afterword.interfaces.cli import root

AT = "2026-05-13T09:00:00-05:00"
INIT = (
    "init",
    "--name",
    "Sam Rivera",
    "--email",
    "sam@postbox.example",
    "--timezone",
    "America/Chicago",
    "--country",
    "US",
)
MAIL = """\
From: Dana Whitfield <dana@acme.example>
To: Sam Rivera <sam@postbox.example>
Subject: Data Analyst
Message-ID: <1@acme.example>
Date: Tue, 12 May 2026 16:10:00 -0500
Content-Type: text/plain; charset=utf-8

Hi Sam,

thank you for coming in. We will let you know our decision by Friday, May 22.

Dana
"""


@dataclass(frozen=True)
class Said:
    """What a command did: exit code, standard output, and what the error line says."""

    code: int
    out: str
    error: str

    @property
    def document(self) -> Any:
        """The one JSON document of standard output."""
        return json.loads(self.out)


@dataclass(frozen=True)
class Terminal:
    """Types commands into one home. `at` is the moment; nobody is there to answer questions."""

    home: Path

    def __call__(self, *words: str, at: str = AT, stdin: str | None = None, home: Path | None = None) -> Said:
        done = CliRunner().invoke(
            root, ["--home", str(home or self.home), *(["--at", at] if at else []), *words], input=stdin
        )
        return self._said(done)

    def bare(self, *words: str) -> Said:
        """Exactly these words."""
        return self._said(CliRunner().invoke(root, list(words)))

    @staticmethod
    def _said(done: Result) -> Said:
        error = done.exception
        if isinstance(error, AfterwordError):
            return Said(error.exit_code, done.stdout, str(error))
        if error is not None and not isinstance(error, (SystemExit, click.ClickException)):
            raise error
        return Said(done.exit_code, done.stdout, done.stderr)

    def json(self, *words: str, at: str = AT, stdin: str | None = None) -> Any:
        """The document of a command that must do what it was asked."""
        done = self(*words, "--json", at=at, stdin=stdin)
        assert done.code == 0, done
        return done.document


@pytest.fixture
def afterword(tmp_path: Path) -> Terminal:
    """The command line with an empty home that knows who lives there."""
    made = Terminal(tmp_path / "home")
    assert made(*INIT, at="2026-05-11").code == 0
    return made


@pytest.fixture
def lived(afterword: Terminal, tmp_path: Path) -> Terminal:
    """A home with an interview of yesterday, a mail that names a day, a former boss and an application."""
    (tmp_path / "dana.eml").write_text(MAIL, encoding="utf-8")
    for words in (
        ("log", "interview", "--with", "Dana Whitfield <dana@acme.example>", "--at-org", "Acme", "--role", "Data Analyst", "--note", "She liked the maps.", "--on", "2026-05-12T10:00:00-05:00"),
        ("import", str(tmp_path / "dana.eml")),
        ("person", "add", "Carl Beyer", "--email", "carl@marchmont.example", "--phone", "+15550100177", "--tie", "former boss", "--org", "Marchmont"),
        ("apply", "Map Librarian", "--org", "Fenn & Daughters", "--on", "2026-05-04"),
    ):  # fmt: skip
        assert afterword(*words).code == 0, words
    return afterword


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing of the machine's own settings reaches a test."""
    monkeypatch.delenv("AFTERWORD_HOME", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
