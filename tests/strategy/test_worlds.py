"""Every world with expected follow-ups, lived through in this process: the runner beside the project's design, our command line.

`tests/house/test_worlds.py` lives a few through real processes; here all of them, quickly. Without `slow` a stable third
is run, chosen by name.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import io
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import click
import pytest

from afterword.errors import AfterwordError
from afterword.interfaces.cli import root

ROOT = Path(__file__).parents[2]
BESIDE = ROOT.parent / "shared" / "scenarios"
FOLDERS = (*sorted((ROOT / "tests").glob("worlds*")), BESIDE / "examples")
NO_RUNNER = f"NO WORLD IS RUN: there is no {BESIDE.relative_to(ROOT.parent) / 'run_scenarios.py'} beside the repository"


def _worlds() -> Iterator[Any]:
    for folder in FOLDERS:
        for file in sorted(folder.glob("*.toml")):
            always = zlib.crc32(file.name.encode()) % 3 == 0
            yield pytest.param(file, id=f"{folder.name}/{file.stem}", marks=[] if always else [pytest.mark.slow])


@pytest.fixture(scope="module")
def runner() -> Iterator[ModuleType]:
    """The shared runner, imported from its folder."""
    if not (BESIDE / "run_scenarios.py").is_file():
        pytest.skip(NO_RUNNER)
    sys.path.insert(0, str(BESIDE))
    try:
        yield importlib.import_module("run_scenarios")
    finally:
        gc.unfreeze()
        sys.path.remove(str(BESIDE))


def _run(words: list[str]) -> tuple[int, str, str]:
    """Our command line with these words: exit code, what it printed, what it complained of."""
    out, code, complaint = io.StringIO(), 0, ""
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
            code = root.main(words, standalone_mode=False, prog_name="afterword") or 0
    except AfterwordError as error:
        code, complaint = error.exit_code, str(error)
    except click.ClickException as error:
        code, complaint = error.exit_code, error.format_message()
    except SystemExit as error:
        code = int(error.code or 0)
    gc.collect()  # a store that nobody holds closes its file
    gc.freeze()  # what is still held is not looked through again after every command
    return code, out.getvalue(), complaint


@pytest.mark.parametrize("file", list(_worlds()))
def test_a_world_is_lived_as_expected(file: Path, runner: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    class InProcess(runner.Product):  # type: ignore[name-defined, misc] - known only beside the repository
        def run(self, args: list[str], at: str, expected: int = 0) -> str:
            code, printed, complaint = _run([*args, "--at", at])
            if code != expected:
                raise runner.Broken(f"`{' '.join(args[:2])}` ended with {code}, not {expected}: {complaint}")
            return printed

    monkeypatch.setattr("sys.stdin", io.StringIO())
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("AFTERWORD_HOME", str(tmp_path / "home"))
    world = runner.load(file)
    failures: list[str] = []
    runner.play(world, InProcess([], tmp_path, tmp_path / "home", float("inf")), tmp_path, failures)
    assert not failures, "\n".join(dict.fromkeys(failures))
