"""Reminders: install the timer that runs `afterword tick`, or take it away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from afterword.interfaces.cli import desk

if TYPE_CHECKING:
    from afterword.app.scheduling import Schedule


@click.command("reminders")
@click.argument("what", type=click.Choice(["on", "off"]))
@click.option("--yes", is_flag=True, help="do not ask")
def reminders(what: str, yes: bool) -> None:
    """Let this machine run `afterword tick` every half hour, or no longer.

    Shows exactly what will be written, and asks. A systemd user timer, else a line in your crontab, else a launchd job.
    """
    (_on if what == "on" else _off)(yes=yes)


def _on(*, yes: bool) -> None:
    from afterword.app import scheduling

    desk.home().store.close()  # somebody must live there
    plan = scheduling.schedule(desk.path(), scheduling.available())
    if not desk.wants_json():
        for line in scheduling.lines(plan):
            desk.say(line)
        desk.say()
    desk.confirm("Write and start this?", yes=yes)
    scheduling.install(plan)
    desk.answer("Reminders are on. Away again with: afterword reminders off", on=True, **_told(plan))


def _off(*, yes: bool) -> None:
    from afterword.app import scheduling

    kinds: tuple[scheduling.Kind, ...] = ("systemd", "cron", "launchd")
    found = [plan for kind in kinds if scheduling.installed(plan := scheduling.schedule(desk.path(), kind))]
    if not found:
        desk.answer("Reminders are off already.", on=False, removed=[])
        return
    names = ", ".join([str(file) for plan in found for file, _ in plan.files] + ["one line of your crontab" for plan in found if plan.line])
    desk.confirm(f"Stop the reminders and remove {names}?", yes=yes)
    for plan in found:
        scheduling.remove(plan)
    desk.answer("Reminders are off.", on=False, removed=[_told(plan) for plan in found])


def _told(plan: Schedule) -> dict[str, object]:
    return {"kind": plan.kind, "name": plan.name, "files": [str(file) for file, _ in plan.files], "line": plan.line}


COMMANDS = {"reminders": reminders}
