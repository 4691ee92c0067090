"""Telling: log, note, apply, outcome, promise, introductions."""

from __future__ import annotations

from typing import Any

import click

from afterword.interfaces.cli import desk


def _kept(told: Any, words: str, **data: Any) -> None:
    lines = [words]
    if told.made:
        lines.append(f"New here: {', '.join(told.made)}.")
    if told.known:
        lines = ["That was known already."]
    desk.answer("\n".join(lines), made=list(told.made), known=told.known, **data)


@click.command("log")
@click.argument("way", type=click.Choice(["call", "meeting", "interview", "conversation", "card", "message"]))
@click.option("--with", "people", multiple=True, required=True, help="NAME, 'NAME <address>' or 'NAME at ORG'; repeat it for several")
@click.option("--direction", type=click.Choice(["in", "out", "both"]), default=None, help="out by default, both for meetings")
@click.option("--on", default=None, help="a day or instant; now by default")
@click.option("--at-org", "organisation", default="")
@click.option("--role", default="")
@click.option("--note", default="", help="what was said, and the next step")
@click.option("--rating", type=click.IntRange(1, 5), default=None, help="how it went, 1 to 5")
@click.option("--reached", "reached", flag_value="reached", default=None, help="you spoke")
@click.option("--voicemail", "reached", flag_value="voicemail", help="you left a message")
@click.option("--no-answer", "reached", flag_value="no_answer", help="nobody answered")
def log(way: Any, people: tuple[str, ...], direction: str | None, on: str | None, organisation: str, role: str, note: str, rating: int | None, reached: str | None) -> None:
    """Note a call, meeting, interview, conversation, card or message."""
    from afterword.app import telling

    home = desk.home()
    told = telling.log(
        home, way, people, direction=direction or "", on=on, organisation=organisation, role=role, note=note, rating=rating or 0, reached=reached or "",
    )  # fmt: skip
    _kept(told, f"Noted: {way} with {', '.join(people)}.")


@click.command("note")
@click.argument("text")
@click.option("--yes", is_flag=True, help="keep it without asking")
def note(text: str, yes: bool) -> None:
    """Say it in plain English; what was understood is shown before it is kept."""
    from afterword.app import noting
    from afterword.errors import BadUsage

    home = desk.home()
    understood = noting.understand(home, text)
    if not understood.bodies:
        raise BadUsage("I understood nothing in that: try 'Met Dana Whitfield at Acme on Tuesday' or 'Ana knows Bo'")
    if not desk.wants_json():
        from afterword.interfaces.cli.shown import fitted

        for line in fitted((*(f"  {line}" for line in understood.lines), *(f"  not understood: {part}" for part in understood.unread)), 2):
            desk.say(line)
    desk.confirm("Keep this?", yes=yes)
    noting.keep(home, understood)
    fresh = f" New here: {', '.join(understood.made)}." if understood.made else ""
    desk.answer(f"Kept.{fresh} (afterword undo takes it back)", understood=list(understood.lines), unread=list(understood.unread), made=list(understood.made))


@click.command("apply")
@click.argument("role")
@click.option("--org", "organisation", required=True)
@click.option("--on", default=None, help="the day; today by default")
@click.option("--contact", default="", help="whom you wrote to")
@click.option("--url", default="")
def apply(role: str, organisation: str, on: str | None, contact: str, url: str) -> None:
    """Note an application."""
    from afterword.app import telling

    home = desk.home()
    _kept(telling.apply(home, role, organisation=organisation, on=on, contact=contact, url=url), f"Noted: {role} at {organisation}.")


@click.command("outcome")
@click.argument("name", metavar="ORG|KEY")
@click.argument("result", type=click.Choice(["offer", "rejected", "withdrawn", "accepted"]))
@click.option("--role", default="")
@click.option("--on", default=None)
@click.option("--due", default=None, help="the last day to answer an offer")
def outcome(name: str, result: str, role: str, on: str | None, due: str | None) -> None:
    """Note an offer, a no, a withdrawal or your yes."""
    from afterword.app import telling

    home = desk.home()
    told = telling.outcome(home, name, result, role=role, on=on, due=due)
    words = f"Noted: {result}, {told.words}."
    if result == "accepted":
        words += " Congratulations. Those who helped want to hear it; then: afterword search end"
    _kept(told, words)


@click.command("promise")
@click.argument("text")
@click.option("--by", required=True, help="PERSON or me")
@click.option("--to", required=True, help="PERSON or me")
@click.option("--due", default=None)
@click.option("--on", default=None, help="the day it was said")
def promise(text: str, by: str, to: str, due: str | None, on: str | None) -> None:
    """Note who promised what to whom."""
    from afterword.app import telling

    home = desk.home()
    told = telling.promise(home, text, by=by, to=to, due=due, on=on)
    who = f"you promised {to}" if by.casefold() == "me" else f"{by} promised you"
    _kept(told, f"Noted: {who} “{text}”{f', by {told.words}' if told.words else ''}.")


@click.command("offered-intro")
@click.option("--by", required=True, help="who offered it")
@click.option("--to", required=True, help="'PERSON at ORG', a person or an organisation")
@click.option("--on", default=None)
def offered_intro(by: str, to: str, on: str | None) -> None:
    """Somebody offered to introduce you."""
    from afterword.app import telling

    home = desk.home()
    _kept(telling.offered(home, by=by, to=to, on=on), f"Noted: {by} offered to introduce you to {to}.")


@click.group("intro")
def intro() -> None:
    """An introduction was made, or you have met."""


@intro.command("made")
@click.option("--by", required=True, help="who made it")
@click.option("--to", required=True, help="to whom")
@click.option("--on", default=None)
def intro_made(by: str, to: str, on: str | None) -> None:
    """The introduction was made."""
    _introduced("made", by, to, on, f"Noted: {by} introduced you to {to}.")


@intro.command("met")
@click.option("--by", required=True, help="who made it")
@click.option("--to", required=True, help="to whom")
@click.option("--on", default=None)
def intro_met(by: str, to: str, on: str | None) -> None:
    """You have met whom you were introduced to."""
    _introduced("met", by, to, on, f"Noted: you have met {to}; {by} would like to hear it.")


def _introduced(stage: Any, by: str, to: str, on: str | None, words: str) -> None:
    from afterword.app import telling

    home = desk.home()
    _kept(telling.introduced(home, stage, by=by, to=to, on=on), words)


COMMANDS = {
    "log": log, "note": note, "apply": apply, "outcome": outcome, "promise": promise, "offered-intro": offered_intro, "intro": intro,
}  # fmt: skip
