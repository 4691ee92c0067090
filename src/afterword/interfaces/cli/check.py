"""The tact check over words of your own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from afterword.interfaces.cli import desk

if TYPE_CHECKING:
    from afterword.drafts import Finding


@click.command("check")
@click.argument("file", metavar="FILE|-")
@click.option("--to", "whom", default=None, metavar="PERSON", help="the reader: name, employer and mails are compared")
@click.option("--channel", default="email", help="email, call, card, linkedin, text, in person")
@click.option("--strict", is_flag=True, help="end with 5 where something is surely wrong")
def check(file: str, whom: str | None, channel: str, strict: bool) -> None:
    """What a friend would say on reading it, before it leaves. A first line `Subject: ...` is the subject."""
    from afterword.app import drafting
    from afterword.drafts import findings_json
    from afterword.errors import Refused

    words = _read(file)
    wanted = drafting.channel_named(channel)
    home = desk.home() if whom else None
    found = drafting.judged(words, wanted, home, whom)
    if desk.wants_json():
        desk.document({"version": 1, "findings": findings_json(found)})
    else:
        desk.say("\n".join(_lines(words, found)))
    if strict and any(f.severity == "block" for f in found):
        raise Refused("something here is surely wrong: mend it, and check again")


def _read(file: str) -> str:
    import sys
    from pathlib import Path

    from afterword.errors import Unreadable

    try:
        return sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(f"{file} is no text: save it as plain text in UTF-8") from None
    except OSError as error:
        raise Unreadable(f"{file}: {error.strerror or 'cannot be read'}: give a text file, or - for what is typed") from None


def _lines(words: str, found: tuple[Finding, ...]) -> Iterator[str]:
    from afterword.interfaces.cli.shown import bold, dim, wrapped

    for one in found:
        said = one.place.removeprefix("body: ").removeprefix("subject: ").removeprefix("greeting: ")
        number = _line(words, said)
        where = f"line {number}: " if number else ""
        yield bold(f"{'Mend this' if one.severity == 'block' else 'Look at this'}  {where}{said[:100] if number else one.place}")
        yield from wrapped(one.message, 2)
        if one.better:
            yield from (dim(line) for line in wrapped(f"Better: {one.better}", 2))
    sure = sum(one.severity == "block" for one in found)
    if not found:
        yield "Nothing to mend."
    elif not sure:
        yield "Nothing is surely wrong; send it if it is what you mean."


def _line(words: str, said: str) -> int:
    """The line of the words that a finding is about, 0 where it is about the whole."""
    start = " ".join(said.split())[:60].casefold()
    return next((n for n, line in enumerate(words.splitlines(), 1) if start and start in " ".join(line.split()).casefold()), 0)


COMMANDS = {"check": check}
