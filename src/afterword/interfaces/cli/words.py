"""The words: drafts of one follow-up, or of all."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from afterword.interfaces.cli import desk

if TYPE_CHECKING:
    from afterword.app.home import Home
    from afterword.drafts import Draft


def _text(given: str | None) -> str | None:
    """T, @FILE or - for standard input."""
    if given is None:
        return None
    if given == "-":
        return sys.stdin.read()
    if given.startswith("@"):
        from afterword.errors import Unreadable

        try:
            return Path(given[1:]).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise Unreadable(f"{given[1:]}: {getattr(error, 'strerror', '') or 'no text in UTF-8'}: give @FILE with your words, or - for what is typed") from None
    return given


def _lines(one: Draft) -> list[str]:
    from afterword.app.wording import CHANNELS, dialled
    from afterword.interfaces.cli.shown import bold

    to = one.to.name or one.organisation or "whoever is responsible"
    if one.channel == "email":
        to += f" <{one.to.emails[0]}>" if one.to.emails else "  (no address known: look for a person, or use their portal)"
    elif one.channel in ("call", "text") and (one.number or one.to.phones):
        to += f"  {dialled(one.number or one.to.phones[0])}"
    lines = [bold(f"{one.key[:4]}  {CHANNELS.get(one.channel, one.channel)} to {to}")]
    if one.subject and one.channel == "email":
        lines.append(f"Subject: {one.subject}")
    return [*lines, "", *one.body.splitlines(), "", *_footing(one)]


def _footing(one: Draft) -> list[str]:
    """What the words stand on, and what a friend would say of them."""
    from textwrap import shorten

    from afterword.interfaces.cli.shown import dim, wrapped

    stands = [dim(line) for hook in one.hooks[:2] for line in wrapped(f"stands on: “{shorten(hook.quote, 90, placeholder=' …')}”", 0)]
    heads = {"block": "Mend this", "warn": "Look at this"}
    return [*stands, *(line for f in one.findings for line in wrapped(f"{heads[f.severity]}: {f.message}{f' Better: {f.better}' if f.better else ''}", 0))]


@click.command("draft")
@click.argument("key")
@click.option("--channel", default=None, help="email, call, card, linkedin, text, in person")
@click.option("--subject", default=None, help="your own subject")
@click.option("--body", default=None, help="your own words: T, @FILE, or - for standard input")
@click.option("--edit", is_flag=True, help="open it in $EDITOR, and show what changed")
@click.option("--pdf", type=click.Path(dir_okay=False, path_type=Path), default=None, help="with --channel card: the card, ready to print")
@click.option("--design", default="plain", help="of the card: plain, ampersand, horizon, leaves")
@click.option("--paper", default="", help="a6 or a2 (4.25 x 5.5 in); by default what is usual in your country")
@click.option("--address", default="", help="the reader's, its lines parted by semicolons; else lines to write on")
@click.option("--polish", is_flag=True, help="let the language model of your settings reword it, after showing what leaves this machine")
@click.option("--yes", is_flag=True, help="with --polish: do not ask")
def draft(
    key: str, channel: str | None, subject: str | None, body: str | None, edit: bool, pdf: Path | None, design: str, paper: str, address: str, polish: bool, yes: bool,
) -> None:  # fmt: skip
    """The words of one follow-up, ready to read and change."""
    from afterword.app import drafting
    from afterword.app.deciding import follow_up
    from afterword.drafts import draft_json

    home = desk.home()
    wanted = drafting.channel_named(channel) if channel else None
    planned = follow_up(home, key)
    one = drafting.draft(home, planned, wanted, drafting.templates(desk.path()))
    own = _text(body)
    if edit:
        own = _edited(one.body)
    if own is not None or subject is not None:
        before = one.body
        one = drafting.changed(home, one, subject, own)
        if edit and not desk.wants_json():
            _show_difference(before, one.body)
    if polish:
        from afterword.interfaces.cli.polish import polished

        one = polished(home, one, yes=yes)
    if pdf is not None:
        _print_card(home, one, pdf, design, paper, address)
    if desk.wants_json():
        desk.document({"version": 1, "drafts": [draft_json(one)]})
    elif one.channel == "call" and own is None:
        from afterword.app.callsheet import call_sheet
        from afterword.interfaces.cli.sheet import sheet_lines

        desk.say("\n".join((*sheet_lines(call_sheet(home, planned, drafting.templates(desk.path()))), "", *_footing(one))).rstrip())
    else:
        desk.say("\n".join(_lines(one)))


def _print_card(home: Home, one: Draft, file: Path, design: str, paper: str, address: str) -> None:
    """Writes the card; what is said of it goes to standard error, where it disturbs no document."""
    from afterword.app.cards import card
    from afterword.errors import Unreadable
    from afterword.store.files import write_file

    if one.channel != "card":
        raise click.UsageError("a PDF is made of a card: add --channel card")
    made = card(home, one, design=design, paper=paper, address=address)
    try:
        write_file(file, [made])
    except OSError as error:
        raise Unreadable(f"{file}: {error.strerror}") from None
    click.echo(f"{file}: front, words and address side, ready to print", err=True)


def _edited(text: str) -> str:
    from afterword.errors import Refused

    if not sys.stdin.isatty():
        raise Refused("--edit needs a terminal; give your words with --body")
    return click.edit(text, extension=".txt", require_save=False) or text


def _show_difference(before: str, after: str) -> None:
    from difflib import unified_diff

    for line in unified_diff(before.splitlines(), after.splitlines(), "draft", "yours", lineterm="", n=1):
        desk.say(line)
    desk.say()


@click.command("drafts")
@click.option("--all", "everything", is_flag=True, help="every open follow-up")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=None, help="a folder: one file each")
def drafts(everything: bool, out: Path | None) -> None:
    """The words of every open follow-up."""
    from afterword.app import drafting
    from afterword.drafts import draft_json

    if not everything:
        raise click.UsageError("say --all; for a single one use: afterword draft KEY")
    home = desk.home()
    found = list(drafting.every(home, drafting.templates(desk.path())))
    if out is not None:
        from afterword.store.files import private_dir, write_file

        private_dir(out)
        for one in found:
            name = f"{one.key[:6]}-{one.situation}-{one.channel}.txt"
            write_file(out / name, [("\n".join(_plain(one)) + "\n").encode("utf-8", "replace")])
    if desk.wants_json():
        desk.document({"version": 1, "drafts": [draft_json(one) for one in found]})
    elif out is not None:
        desk.say(f"{len(found)} drafts in {out}")
    elif found:
        desk.say("\n\n".join("\n".join(_lines(one)) for one in found))
    else:
        desk.say("Nothing is open today, so there is nothing to draft.")


def _plain(one: Draft) -> list[str]:
    to = ", ".join(filter(None, (one.to.name, one.to.emails[0] if one.to.emails else "", one.number)))
    return [f"To: {to or one.organisation}", f"By: {one.channel.replace('_', ' ')}", *([f"Subject: {one.subject}"] if one.subject else []), "", one.body]


COMMANDS = {"draft": draft, "drafts": drafts}
