"""Every command explains itself and answers --help; every error is one line."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from afterword.interfaces.cli import root
from afterword.interfaces.cli.root import PLACES


def commands(group: click.Group, above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command with its words, groups and what is in them."""
    context = click.Context(group)
    for name in group.list_commands(context):
        one = group.get_command(context, name)
        assert one is not None, name
        yield (*above, name), one
        if isinstance(one, click.Group):
            yield from commands(one, (*above, name))


EVERY = list(commands(root))


@pytest.mark.parametrize("words", [words for words, _ in EVERY], ids=" ".join)
def test_a_command_answers_help(words: tuple[str, ...]):
    done = CliRunner().invoke(root, [*words, "--help"])
    assert done.exit_code == 0, done.output
    assert "Usage:" in done.output


def test_every_command_says_what_it_is_for():
    assert [" ".join(words) for words, one in EVERY if not (one.help or one.short_help)] == []


def test_the_root_lists_every_command():
    shown = CliRunner().invoke(root, ["--help"]).output
    assert [name for name in PLACES if f"  {name} " not in shown] == []


def test_a_misspelt_command_is_told_what_was_meant():
    done = CliRunner().invoke(root, ["tody"])
    assert done.exit_code == 2
    assert "did you mean today" in done.output
