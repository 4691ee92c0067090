"""The ways to people and into companies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from afterword.errors import BadUsage
from afterword.interfaces.cli import desk

if TYPE_CHECKING:
    from afterword.app.home import Home
    from afterword.app.reaching import Reach


@click.command("path")
@click.argument("target", metavar="[PERSON|ORG]", required=False)
@click.option(
    "--svg",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help="draw your people, the ways in green, into FILE",
)
@click.option("--map", "drawn", is_flag=True, help="the same picture in letters")
def path(target: str | None, svg: Path | None, drawn: bool) -> None:
    """The best introductions, hop by hop, with the next single ask.

    Without PERSON or ORG: the week's best unused people; --svg and --map show all your people.
    """
    import gc

    gc.disable()  # a process of a moment: what it loads and makes is needed to its end
    click.get_current_context().call_on_close(gc.enable)
    from afterword.app.drafting import templates
    from afterword.app.reaching import reach, reach_json

    home = desk.home(reads=True)
    if target is None and svg is None and not drawn:
        _week(home)
        return
    asks = {} if desk.wants_json() else {"asks": 0 if drawn else 1}  # what is not shown is not written
    found = reach(home, target, templates(desk.path()), **asks) if target is not None else None
    told = _drawn(home, found, svg, drawn)
    if desk.wants_json():
        desk.document(
            {
                **(reach_json(found) if found else {"version": 1}),
                **({"svg": str(svg)} if svg else {}),
                **({"map": told} if drawn else {}),
            }
        )
        return
    if found is not None and not drawn:
        desk.say("\n".join(_lines(found)))
    if drawn:
        desk.say("\n".join(told))
    if svg:
        desk.say(f"\nThe map is in {svg}.")


def _week(home: Home) -> None:
    """Whom to ask when no one is named."""
    from afterword.app.suggesting import week, week_json, week_lines

    found = week(home)
    if desk.wants_json():
        desk.document({"version": 1, "target": "", "routes": [], "suggestions": week_json(found)})
        return
    desk.say("\n".join(week_lines(found)) or "Nobody waits for a word this week. To reach somebody: afterword path PERSON, or afterword path ORG")


def _drawn(home: Home, found: Reach | None, svg: Path | None, drawn: bool) -> list[str]:
    """Writes the picture where one is asked for; returns the same as text."""
    if svg is None and not drawn:
        return []
    from afterword.app.charting import people_map
    from afterword.network import picture

    made, more = people_map(home, found)
    if svg is not None:
        try:
            svg.write_text(picture.svg(made, f"Ways to {found.target}" if found else "Your people"), encoding="utf-8")
        except OSError as error:
            raise BadUsage(f"{svg} cannot be written: {error.strerror}") from None
    return [*picture.text(made), *(["", f"and {more} more people who are further away"] if more else [])]


def _lines(found: Reach) -> Iterator[str]:
    from afterword.app.wording import way_of
    from afterword.interfaces.cli.shown import bold, dim, wrapped

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
        yield bold(f"The next ask: {way_of(ask.channel)} to {ask.person['name']}")
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
