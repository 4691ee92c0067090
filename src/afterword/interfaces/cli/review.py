"""The weekly review, for a quiet ten minutes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from afterword.interfaces.cli import desk

if TYPE_CHECKING:
    from afterword.app.reviewing import Review


@click.command("review")
def review() -> None:
    """The week: what was done, what slipped, who went quiet, which loops to close, and the next week's plan. Ten minutes at most."""
    from afterword.app import reviewing

    made = reviewing.review(desk.home())
    if desk.wants_json():
        desk.document(reviewing.as_json(made))
    else:
        desk.say("\n".join(lines(made)))


def lines(r: Review) -> Iterator[str]:
    """The review for the terminal: 80 columns."""
    from afterword.app.reviewing import SHOWN, in_words
    from afterword.app.wording import since, spoken
    from afterword.interfaces.cli.shown import WIDTH, bold, dim, keyed, short_keys, wrapped

    title, right = f"The week to {r.last:%A} {r.last.day} {r.last:%B}", f"about {r.minutes} min"
    yield bold(f"{title}{' ' * max(2, WIDTH - len(title) - len(right))}{right}")
    yield ""
    yield from wrapped(done_words(r), 0)
    keys = short_keys([*(f.key for f in r.slipped), *(s.key for s in r.plan), *(a.key for a in r.untold)])
    if r.slipped:
        yield from ("", bold("Slipped"))
        for f in r.slipped[:SHOWN]:
            state = "its time has passed: let it go, or write all the same" if f.window.closes < r.last else since(f.window.due, r.last)
            yield from keyed(keys[f.key], f"{f.person.name or f.organisation}: {f.reason} ({state})")
        yield from _more(len(r.slipped))
    if r.untold:
        yield from ("", bold("Not told yet"))
        for a in r.untold[:SHOWN]:
            yield f" {keys[a.key]}  {a.whom}, {spoken(a.day, r.last)}"
            yield dim(f"       afterword interview after {keys[a.key]}")
    if r.quiet:
        yield from ("", bold("Quiet for longer than usual"))
        for q in r.quiet[:SHOWN]:
            role = f" ({q.course.role})" if q.course.role else ""
            yield from wrapped(f"{q.course.organisation}{role}: {q.silence.words}.", 1)
        yield from _more(len(r.quiet))
    if r.loops:
        yield from ("", bold("Loops to close"))
        for x in r.loops[:SHOWN]:
            yield from wrapped(in_words(x), 1)
        yield from _more(len(r.loops))
    yield from ("", bold("The next seven days"))
    yield from _steps(r, keys)


def _steps(r: Review, keys: dict[str, str]) -> Iterator[str]:
    from afterword.interfaces.cli.shown import keyed

    if not r.plan:
        yield " Nothing falls due. A good week to write to somebody you like."
    for step in r.plan:
        yield from keyed(keys[step.key], step.words)


def _more(n: int) -> Sequence[str]:
    from afterword.app.reviewing import SHOWN

    return [f" and {n - SHOWN} more (afterword review --json)"] if n > SHOWN else []


def done_words(r: Review) -> str:
    """What was done, in a sentence or two; nothing is no reproach."""
    if not r.done:
        return "Nothing is noted for these seven days. Rest counts too; what you did elsewhere: afterword note."
    told = ", ".join(c.words for c in r.done[:-1]) + (" and " if len(r.done) > 1 else "") + r.done[-1].words
    if r.written == 1:
        heard = f" You wrote to one person, who has {'answered' if r.answered else 'not answered yet'}."
    else:
        heard = f" You wrote to {r.written} people; {r.answered or 'none'} of them {'has' if r.answered == 1 else 'have'} answered so far." if r.written else ""
    return f"Done: {told}.{heard}"


COMMANDS = {"review": review}
