"""`afterword today` must be quick: it may load the standard library, click, and the light rooms, nothing else (STACK.md)."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OURS = re.compile(
    r"afterword(\.(__main__|clock|errors|settings|bootstrap|_version)|\.facts(\.\w+)?"
    r"|\.app(\.(pages|stamp))?|\.store(\.(hot|crash))?|\.strategy(\.(etiquette|model))?|\.interfaces(\.cli(\.(root|pages|desk|shown))?)?)?"
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


@pytest.mark.parametrize("more", [(), ("--json",)], ids=["words", "json"])
def test_today_loads_nothing_heavy(home: Path, more: tuple[str, ...]):
    """Only the page itself is measured: `bare` is what the interpreter and this environment load for any program."""
    found = loaded("today", "--home", str(home), "--at", "2026-05-13", *more)
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
