"""The tick: bring in what is new, plan, remind. What a timer runs; `afterword reminders on` installs one."""

from __future__ import annotations

import click

from afterword.interfaces.cli import desk


@click.command("tick")
def tick() -> None:
    """Sync your accounts, plan anew, and remind where it is time. Quiet where there is nothing to say.

    Each morning's list comes once, however often this runs; a promise due today may come once more in the afternoon.
    """
    from afterword.app import calendaring, ticking
    from afterword.plugins import sources
    from afterword.settings import read

    chosen = read(desk.path())
    wishes = ticking.Wishes(chosen["reminders.hour"], chosen["reminders.mail"], chosen["reminders.desktop"], calendaring.wishes_of(chosen))
    done = ticking.tick(desk.home(), desk.path(), wishes, sources=sources())
    if desk.wants_json():
        desk.document(ticking.as_json(done))
        return
    for line in ticking.lines(done):
        desk.say(line)


COMMANDS = {"tick": tick}
