"""What the system around us refuses, and how one leaves in the middle: one line, an exit code, nothing lost."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner
from tests.cli.conftest import Terminal

from afterword.interfaces import cli
from afterword.interfaces.cli.root import Root
from afterword.interfaces.cli.shown import _columns, fitted


class Only(Root):
    """The root with one command behind every name."""

    def __init__(self, does: Callable[[], Any]) -> None:
        super().__init__("afterword")
        self._does = does

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        return click.Command(cmd_name, callback=self._does)


def test_ctrl_c_ends_with_130_and_says_how_to_go_on():
    def pressed() -> None:
        raise KeyboardInterrupt

    done = CliRunner().invoke(Only(pressed), ["import"])
    assert done.exit_code == 130
    assert done.stdout == ""
    assert "the same command goes on" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("number", "file", "code", "says"),
    [
        (errno.EROFS, "/home/ana/afterword.db", 6, "/home/ana/afterword.db"), (errno.EACCES, "/etc/out", 6, "name another place"), (errno.ENOSPC, None, 6, "make room"),
        (errno.ENOENT, "/nowhere/out", 2, "/nowhere/out"),
    ],
)  # fmt: skip
def test_what_the_system_refuses_is_one_line_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], number: int, file: str | None, code: int, says: str
):  # fmt: skip
    def refused() -> None:
        raise OSError(number, os.strerror(number), file)

    monkeypatch.setattr(cli, "root", Only(refused))
    monkeypatch.setattr(sys, "argv", ["afterword", "plan"])
    with pytest.raises(SystemExit) as end:
        cli.run()
    said = capsys.readouterr()
    assert (end.value.code, said.out) == (code, "")
    assert says in said.err
    assert len(said.err.strip().splitlines()) == 1


def test_an_error_that_names_no_file_is_still_our_mistake(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    def broken() -> None:
        raise OSError("the words of a mail")

    monkeypatch.setattr(cli, "root", Only(broken))
    monkeypatch.setattr(sys, "argv", ["afterword", "plan"])
    with pytest.raises(SystemExit):
        cli.run()
    assert "words of a mail" not in capsys.readouterr().err


def test_drafts_into_a_place_that_is_no_folder_say_so(lived: Terminal, tmp_path: Path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OSError, match="file"):  # `run` makes one line of it
        lived("drafts", "--all", "--out", str(tmp_path / "file" / "out"))


def test_whoever_reads_only_the_beginning_is_no_error(tmp_path: Path):
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run([sys.executable, "-m", "afterword", "settings", "--home", str(tmp_path)], stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_page_is_as_wide_as_the_terminal_but_never_wider_than_80(monkeypatch: pytest.MonkeyPatch):
    for told, width in (("60", 60), ("200", 80), ("10", 50)):
        monkeypatch.setenv("COLUMNS", told)
        assert _columns() == width
    monkeypatch.setenv("COLUMNS", "")
    assert _columns() == 80


def test_a_line_that_is_too_long_goes_on_below_further_in():
    short, first, rest = fitted(["  short", "  " + "word " * 20])
    assert (short, len(first) <= 80, rest.startswith("        word")) == ("  short", True, True)
