"""Beginning: who you are, the search, the demo, the settings."""

from __future__ import annotations

from typing import Any

import click

from afterword.interfaces.cli import desk


@click.command("init")
@click.option("--name", required=True, help="your name, as you sign")
@click.option("--email", "emails", multiple=True, required=True, help="an address of yours; repeat it for several")
@click.option("--timezone", "zone", required=True, help="such as America/Chicago")
@click.option("--country", required=True, help="two letters, for public holidays: US, GB, DE")
@click.option("--region", default="", help="state or province, where its holidays differ")
@click.option("--employer", default="", help="your present employer, who must not learn of the search")
def init(name: str, emails: tuple[str, ...], zone: str, country: str, region: str, employer: str) -> None:
    """Say who you are; the search begins."""
    from afterword.app import telling

    home = desk.home(ready=False)
    telling.begin(home, name=name, emails=emails, zone=zone, country=country, region=region, employer=employer)
    desk.answer(f"Good to meet you, {name}. Now bring your mail: afterword import PATH ...", name=name, emails=list(emails))


@click.command("demo")
def demo() -> None:
    """A made-up but complete search, then today's page. Kept when --home DIR is given, else thrown away."""
    import tempfile
    from pathlib import Path

    from afterword.interfaces.cli.demo import show

    given = desk.meta("home")
    if given:
        show(Path(given), kept=True)
        return
    with tempfile.TemporaryDirectory(prefix="afterword-demo-") as folder:
        show(Path(folder), kept=False)


@click.group("search")
def search() -> None:
    """Begin, pause or end the search."""


@search.command("start")
def search_start() -> None:
    """The search goes on."""
    _search("start")


@search.command("pause")
@click.option("--until", help="a day: 2026-12-01, 'next mon', 'in 3 weeks'; without it, until `search start`")
def search_pause(until: str | None) -> None:
    """Only promises show until that day, or until you go on."""
    _search("pause", until)


@search.command("end")
def search_end() -> None:
    """The search is over; only what is owed to helpers still shows."""
    _search("end")


def _search(state: Any, until: str | None = None) -> None:
    from afterword.app import telling

    home = desk.home()
    telling.search(home, state, until)
    from afterword.app.wording import spoken

    last = spoken(home.search.until, home.today) if home.search.until else "you say `afterword search start`"
    words = {"start": "The search is on.", "pause": f"Paused until {last}; promises still show.", "end": "The search is over. Tell those who helped."}
    desk.answer(words[state], state=state, until=home.search.until.isoformat() if home.search.until else None)


@click.group("settings", invoke_without_command=True)
@click.pass_context
def settings(ctx: click.Context) -> None:
    """What may be changed, and where."""
    from afterword import settings as table

    if ctx.invoked_subcommand is not None:
        return

    file = desk.path() / table.FILE
    chosen = table.read(desk.path())
    if desk.wants_json():
        desk.document({"version": 1, "file": str(file), "settings": {s.name: chosen[s.name] for s in table.TABLE}, "timing": {k: list(v) for k, v in chosen.timings.items()}})
        return
    desk.say(f"Settings are in {file}{'' if file.is_file() else ' (not there yet: all defaults)'}")
    from afterword.interfaces.cli.shown import fitted

    lines = [f"  {one.name} = {chosen[one.name]!r}   {one.meaning}" for one in table.TABLE]
    lines.append("  [timing.SITUATION] STEP = [opens, due, closes]   business days, for instance [timing.application] first = [5, 8, 30]")
    desk.say("\n".join(fitted(lines)))


@settings.command("words")
@click.argument("situation")
@click.option("--channel", default="email", help="email, call, card, linkedin, text, in person")
def settings_words(situation: str, channel: str) -> None:
    """Lay the words of one situation into words/ of the data home, for you to change."""
    from afterword.app import drafting

    file = drafting.copy_out(desk.path(), situation, drafting.channel_named(channel))
    desk.answer(f"{file}\nChange it there; `afterword draft` uses it from now on. Deleting it brings ours back.", file=str(file))


@settings.command("key")
@click.option("--forget", is_flag=True, help="take it out again")
def settings_key(forget: bool) -> None:
    """Keep the key of your language model in the keyring, or in the encrypted file. It is asked for, or read from standard input."""
    from afterword.interfaces.cli.polish import keep_key

    keep_key(forget=forget)


COMMANDS = {"demo": demo, "init": init, "search": search, "settings": settings}
