"""The ways to people and into companies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from afterword.interfaces.cli import desk

if TYPE_CHECKING:
    from afterword.app.reaching import Reach


@click.command("path")
@click.argument("target", metavar="PERSON|ORG")
def path(target: str) -> None:
    """The best introductions, hop by hop, with the next single ask."""
    from afterword.app.drafting import templates
    from afterword.app.reaching import reach, reach_json

    found = reach(desk.home(), target, templates(desk.path()))
    if desk.wants_json():
        desk.document(reach_json(found))
    else:
        desk.say("\n".join(_lines(found)))


def _lines(found: Reach) -> Iterator[str]:
    from afterword.interfaces.cli.shown import CHANNELS, bold, dim, wrapped

    yield bold(f"Ways to {found.target}")
    if found.note:
        yield from wrapped(found.note, 1)
    for number, way in enumerate(found.ways, 1):
        names = [hop.person["name"] or f"somebody at {hop.person['organisation']}" for hop in way.hops]
        yield ""
        yield from wrapped(f"{number}. {' → '.join(('you', *names))}", 1)
        yield f"    a {way.words} chance: {_times(way.low)} to {_times(way.high)}"
        for name, hop in zip(names, way.hops, strict=True):
            yield from (
                dim(line) for line in wrapped(f"{'' if hop.known else 'likely, not known: '}{name}: {hop.evidence}", 4)
            )
    if found.ways:
        ask = found.ways[0].ask
        yield ""
        yield bold(f"The next ask: {CHANNELS.get(ask.channel, ask.channel).lower()} to {ask.person['name']}")
        if ask.subject:
            yield f" Subject: {ask.subject}"
        for paragraph in ask.words.split("\n"):
            yield from wrapped(paragraph, 1) if paragraph.strip() else [""]
        if ask.key:
            yield dim(f" It is on your list: afterword draft {ask.key[:4]}")


def _times(chance: float) -> str:
    """A chance as people say it: `1 in 5`."""
    if chance >= 0.55:
        return f"{round(chance * 10)} in 10"
    return f"1 in {max(2, round(1 / chance))}" if chance > 0.005 else "next to none"


COMMANDS = {"path": path}
