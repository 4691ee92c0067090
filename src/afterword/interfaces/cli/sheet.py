"""The call sheet on paper or screen: 80 columns, no colour needed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from afterword.app.wording import spoken, way_of
from afterword.interfaces.cli.shown import WIDTH, bold, dim, wrapped

if TYPE_CHECKING:
    from afterword.app.callsheet import CallSheet, Touch


def sheet_lines(sheet: CallSheet) -> Iterator[str]:
    """A call sheet, ready to print."""
    whom = sheet.name or sheet.organisation or "whoever is responsible"
    yield bold(f"{sheet.key[:4]}  Call {whom}")
    at = ", ".join(filter(None, (sheet.title, sheet.organisation if sheet.name else "")))
    if at or sheet.role:
        yield from wrapped(f"{at}{f' ({sheet.role})' if sheet.role else ''}".strip(), 6)
    yield ""
    if not sheet.numbers:
        yield "No number is known: ask for it, or look at the foot of their mails."
    for number in sheet.numbers:
        yield f"Dial  {bold(number.read)}{dim(f'   {number.source}') if number.source else ''}"
    yield from _time(sheet)
    for head, lines in (("Opening", (sheet.opening,)), ("Three points", tuple(f"{n}. {x}" for n, x in enumerate(sheet.points, 1)))):
        yield from ("", bold(head))
        for line in lines:
            first, *rest = wrapped(line, 2, WIDTH - 3) if line else ("",)
            yield first
            yield from (f"   {x}" if head == "Three points" else x for x in rest)
    if sheet.before:
        yield from ("", bold("Said before"))
        for touch in sheet.before:
            yield from _touch(touch, sheet)
    if sheet.kept:
        yield from ("", bold("Open between you"))
        for line in sheet.kept:
            yield from wrapped(line, 2)
    yield from ("", bold("If a machine answers"))
    yield from wrapped(sheet.voicemail, 2)
    yield from ("", bold("Write down"))
    for line in sheet.note:
        yield from wrapped(f"- {line}", 2)
    yield from ("  " + "_" * (WIDTH - 4), "  " + "_" * (WIDTH - 4), "", bold("Afterwards"))
    for when, command in sheet.log:
        yield dim(f"  {when}:")
        yield f"  {command}"


def _time(sheet: CallSheet) -> Iterator[str]:
    if sheet.there is None:
        yield f"Here it is {sheet.here:%A %H:%M}; their time is not known."
        return
    same = sheet.there.utcoffset() == sheet.here.utcoffset()
    hours = "" if sheet.office_hours else ", outside office hours"
    yield from wrapped(f"There it is {sheet.there:%A %H:%M}{', as here' if same else f' ({sheet.here:%H:%M} here)'}{hours}; {sheet.known_from}.", 0)


def _touch(touch: Touch, sheet: CallSheet) -> Iterator[str]:
    who = {"in": "they", "out": "you", "both": "both"}[touch.direction]
    way = way_of(touch.way)
    yield from wrapped(f"{spoken(touch.day, sheet.here.date())}, {way}, {who}: {touch.words}".rstrip(": "), 2)
