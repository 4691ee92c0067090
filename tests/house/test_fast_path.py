"""What a command may load: `today`, `plan` and `why` the standard library, click and the light rooms (STACK.md); others nothing that they do not use."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OURS = re.compile(
    r"afterword(\.(__main__|clock|errors|settings|bootstrap|_version)|\.facts(\.\w+)?"
    r"|\.app(\.(pages|stamp|wording))?|\.store(\.(hot|crash))?|\.strategy(\.(etiquette|model))?|\.interfaces(\.cli(\.(root|pages|desk|shown))?)?)?"
)
"""Modules of this package that today's page may load."""
THEIRS = {"click", "colorama"}
SHADOWS = {"org"}
"""Names that the standard library tries to import and does not find (`copy` looks for Jython's)."""


def loaded(*words: str) -> list[str]:
    """Every module that the command imports."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "NO_COLOR": "1"}
    done = subprocess.run([sys.executable, "-X", "importtime", "-m", "afterword", *words], capture_output=True, text=True, check=True, env=environment)
    return names(done.stderr)


def names(timed: str) -> list[str]:
    """The modules in what `-X importtime` prints."""
    lines = (line for line in timed.splitlines() if line.startswith("import time:"))
    return [line.rpartition("|")[2].strip() for line in lines if "imported package" not in line]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with something on its page."""
    place = tmp_path_factory.mktemp("home")
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    for words in (
        ("init", "--name", "Sam Rivera", "--email", "sam@postbox.example", "--timezone", "America/Chicago", "--country", "US"),
        ("log", "interview", "--with", "Dana Whitfield <dana@acme.example>", "--at-org", "Acme", "--role", "Data Analyst"),
    ):
        subprocess.run([sys.executable, "-m", "afterword", *words, "--home", str(place), "--at", "2026-05-12"], check=True, env=environment, capture_output=True)
    return place


@pytest.fixture(scope="module")
def key(home: Path) -> str:
    """A follow-up's key."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    words = ("plan", "--json", "--home", str(home), "--at", "2026-05-13")
    done = subprocess.run([sys.executable, "-m", "afterword", *words], capture_output=True, text=True, check=True, env=environment)
    return str(json.loads(done.stdout)["follow_ups"][0]["key"])


@pytest.mark.parametrize("words", ["today", "today --json", "plan", "plan --json", "why KEY", "why KEY --json"])
def test_the_pages_load_nothing_heavy(home: Path, key: str, words: str):
    """Only the page itself is measured: `bare` is what the interpreter and this environment load for any program."""
    found = loaded(*words.replace("KEY", key).split(), "--home", str(home), "--at", "2026-05-13")
    bare = names(subprocess.run([sys.executable, "-X", "importtime", "-c", "pass"], capture_output=True, text=True, check=True).stderr)
    tops = sys.stdlib_module_names | THEIRS | SHADOWS | {name.partition(".")[0] for name in bare}
    strange = [name for name in found if name.partition(".")[0] not in tops and not name.startswith("_sysconfigdata") and not OURS.fullmatch(name)]
    assert "afterword.store.hot" in found, "the fast path was not taken"
    assert not strange


def test_today_shows_the_page_by_the_fast_path(home: Path):
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-m", "afterword", "today", "--home", str(home), "--at", "2026-05-13"], capture_output=True, text=True, check=True, env=environment,
    )  # fmt: skip
    assert "Dana Whitfield" in done.stdout


HEAVY = ("sqlalchemy", "alembic", "numpy", "phonenumbers", "holidays", "rapidfuzz", "afterword.reading.whole", "afterword.reading.note", "afterword.reading.dates")
"""What costs a tenth of a second of CPU and more, each."""


@pytest.mark.parametrize(
    ("words", "needed"),
    [
        ("path Dana", ""),
        ("path Acme --json", ""),
        ("draft KEY", ""),
        ("drafts --all", ""),
        ("person show Dana", ""),
        ("target list", ""),
        ("settings", ""),
        ("skip KEY", "sqlalchemy holidays"),
        ("undo", "sqlalchemy holidays"),
    ],
)
def test_commands_load_only_what_they_use(home: Path, key: str, words: str, needed: str):
    """`needed`: who writes needs the whole store, and holidays to plan by. Nobody needs the reader without a mail to read."""
    found = loaded(*words.replace("KEY", key).split(), "--home", str(home), "--at", "2026-05-13")
    assert "afterword.interfaces.cli" in found
    heavy = [name for name in HEAVY if name in found and name not in needed.split()]
    assert not heavy
