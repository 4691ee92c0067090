"""The root command: what is common to all, and where each one lives."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from importlib import import_module
from io import TextIOWrapper
from typing import Any

import click

from afterword import __version__

PLACES: Mapping[str, tuple[str, str]] = {
    "today": ("pages", "Today's follow-ups, in order."),
    "plan": ("pages", "Every open window in the days to come."),
    "why": ("pages", "Why a follow-up is there, and what would change it."),
    "demo": ("begin", "A made-up but complete search, to look around in."),
    "init": ("begin", "Say who you are; the search begins."),
    "search": ("begin", "Begin, pause or end the search."),
    "settings": ("begin", "What may be changed, and where."),
    "sync": ("sync", "Read what is new in your accounts."),
    "tick": ("tick", "Sync, plan, remind; for a timer."),
    "prompt": ("prompt", "How much there is today, for your shell's prompt."),
    "reminders": ("reminders", "Let this machine tick by itself, or no longer."),
    "feed": ("feed", "Your follow-ups in your calendar, at a secret address."),
    "account": ("accounts", "The accounts your mail is read from and sent through."),
    "import": ("bring", "Read mail, calendars, contacts, LinkedIn archives, tables."),
    "read": ("bring", "What one mail means."),
    "drafts": ("words", "The words of every open follow-up."),
    "draft": ("words", "The words of one follow-up."),
    "check": ("check", "What a friend would say of your own words."),
    "save": ("save", "Keep an article or a piece of news for somebody."),
    "approve": ("outgoing", "Freeze the words of a follow-up as they will leave."),
    "send": ("outgoing", "Send what you approved, once; or take it yourself."),
    "done": ("decide", "You did it."),
    "skip": ("decide", "You will not do it."),
    "snooze": ("decide", "Not before another day."),
    "undo": ("decide", "Take the last act back."),
    "redo": ("decide", "Put back what undo took."),
    "answer": ("decide", "Answer an open question."),
    "log": ("tell", "Note a call, meeting, interview, conversation, card or message."),
    "interview": ("interview", "Before a talk the sheet to take along; after it, a minute to tell how it went."),
    "review": ("review", "The week: what was done, what slipped, who went quiet, and the next one's plan."),
    "note": ("tell", "Say it in plain English."),
    "apply": ("tell", "Note an application."),
    "outcome": ("tell", "Note an offer, a no, a withdrawal or your yes."),
    "promise": ("tell", "Note who promised what to whom."),
    "offered-intro": ("tell", "Somebody offered to introduce you."),
    "intro": ("tell", "An introduction was made, or you have met."),
    "person": ("people", "Add, show, edit, merge or split people."),
    "tie": ("people", "Say how you know somebody."),
    "target": ("people", "The companies you want, in order."),
    "role": ("people", "Mend which role a mail is about."),
    "correct": ("correct", "Say what a mail means where it was read wrongly."),
    "path": ("network", "The best introductions to a person or into a company."),
    "find": ("people", "Search people, mails and notes."),
    "serve": ("serve", "The page in the browser, for this machine only."),
    "open": ("serve", "Open the page in the browser."),
    "doctor": ("store", "Verify every fact; advice where something is off."),
    "backup": ("store", "Copy everything to one file."),
    "restore": ("store", "Bring a backup back."),
    "export": ("store", "All facts, one JSON object a line."),
    "forget": ("store", "Erase a person for good."),
}
"""Command → (module in this folder, one line of help)."""


class At(click.ParamType[str]):
    """An instant (ISO 8601 with offset) or a date, which means 09:00 that day in the user's zone."""

    name = "instant"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from datetime import datetime

        try:
            told = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no instant: try 2026-11-24 or 2026-11-24T09:30:00-06:00", param, ctx)
        if not 1900 <= told.year < 3000:  # plans look months ahead and back, and a calendar ends
            self.fail(f"{value!r} is beyond the calendar this works with: the years 1900 to 2999", param, ctx)
        return str(value)


_FOR_INSTANCE = {"--home": "--home my-search", "--at": "--at 2026-11-24"}


def _pull(args: list[str], name: str, *, flag: bool) -> str | None:
    """Takes a common option out of the words, wherever it stands before `--`; given twice, the last one counts. Raises UsageError where its value is missing."""
    found, n = None, 0
    while n < len(args) and args[n] != "--":
        word = args[n]
        if flag and word == name:
            found = "yes"
            del args[n]
        elif not flag and word == name:
            if n + 1 == len(args):
                raise click.UsageError(f"say which after {name}, for instance {_FOR_INSTANCE[name]}")
            found = args[n + 1]
            del args[n : n + 2]
        elif not flag and word.startswith(f"{name}="):
            found = word.split("=", 1)[1]
            del args[n]
        else:
            n += 1
    return found


class Misused(click.ClickException):
    """A wrong use of the words, said in one line with where to read on, instead of click's four."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        click.echo(f"afterword: {self.message}", err=file is None, file=file)


class Stopped(Misused):
    """The user pressed Ctrl-C, or left a question without an answer."""

    exit_code = 130


def _one_line(error: click.UsageError) -> Misused:
    said = re.sub(r"^Invalid value(?: for '\{[^']*')?: |(?<=\}')\. Choose from: .*", "", " ".join(error.format_message().split())).rstrip(".")
    said = said.replace(" is not a valid integer range", " is no whole number")
    path = error.ctx.command_path if error.ctx is not None else "afterword"
    return Misused(f"{said[:1].lower()}{said[1:]}" + ("" if re.search(r"--help|: try |: did you mean ", said) else f": see `{path} --help`"))


class Root(click.Group):
    """Loads a command when it is asked for; takes --home, --at and --json before or after the other words."""

    def make_context(self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any) -> click.Context:
        try:
            return super().make_context(info_name, args, parent, **extra)
        except click.exceptions.NoArgsIsHelpError:
            raise
        except click.UsageError as error:
            raise _one_line(error) from None

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except click.exceptions.NoArgsIsHelpError:
            raise
        except BrokenPipeError:  # whoever read this has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)
        except (KeyboardInterrupt, click.Abort):
            raise Stopped("stopped. Nothing is kept by halves: the same command goes on from here") from None
        except click.UsageError as error:
            raise _one_line(error) from None

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.meta["home"] = _pull(args, "--home", flag=False)
        at = _pull(args, "--at", flag=False)
        ctx.meta["at"] = At().convert(at, None, ctx) if at is not None else None
        ctx.meta["json"] = _pull(args, "--json", flag=True) is not None
        if not args and not ctx.resilient_parsing:  # completion must see an empty word as empty
            args = ["today"]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(PLACES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in PLACES:
            return None
        module = import_module(f"afterword.interfaces.cli.{PLACES[cmd_name][0]}")
        found: click.Command = module.COMMANDS[cmd_name]
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in PLACES.items()])

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in PLACES:
            from difflib import get_close_matches

            near = get_close_matches(name, PLACES, 1, 0.6)
            ctx.fail(f"there is no command {name!r}{f': did you mean {near[0]}?' if near else '; see afterword --help'}")
        return super().resolve_command(ctx, args)


@click.group(cls=Root, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="afterword")
def root() -> None:
    """Who is owed a word today, why, and what to say.

    Three options work with every command, before or after its other words: --home DIR (the data home), --at INSTANT (see
    and record as of another moment) and --json (one JSON document on standard output).
    """
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal that cannot show a letter must not end the page
