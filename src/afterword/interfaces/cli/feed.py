"""The calendar feed: its secret address is made, shown once, changed, or worth nothing any more."""

from __future__ import annotations

import click

from afterword.interfaces.cli import desk


@click.command("feed")
@click.argument("what", type=click.Choice(["on", "off", "show", "renew"]))
def feed(what: str) -> None:
    """Your follow-ups in the calendar program of this machine, at a secret address.

    The address is shown once; `renew` makes another and ends the old one, `off` ends it. It answers while `afterword serve` runs.
    """
    from afterword.interfaces.web import feed as feeds

    home = desk.path()
    now = feeds.state(home)
    if what == "off":
        was = feeds.off(home)
        desk.answer("The feed is off: its address is worth nothing any more." if was else "The feed is off already.", on=False)
    elif what == "show" and now is None:
        desk.answer("The feed is off. Turn it on with: afterword feed on", on=False)
    elif now is not None and what in ("on", "show"):
        words = f"The feed is on since {now.since:%Y-%m-%d}. Its address was shown once and is not kept; another one: afterword feed renew"
        desk.answer(words, on=True, since=now.since.isoformat())
    else:
        _renew()


def _renew() -> None:
    from afterword.interfaces.cli.serve import PORT, _running
    from afterword.interfaces.web import feed as feeds

    home = desk.path()
    desk.home().store.close()  # somebody must live there
    port = _running(home)
    address = feeds.address(feeds.renew(home), port or PORT)
    words = [f"Subscribe to this address in a calendar program on this machine: {address}"]
    words.append("Who has it can read when you mean to follow up. It is shown this once; it answers while the page is served.")
    if port is None:
        words.append("Nobody serves it now: afterword serve")
    desk.answer("\n".join(words), on=True, address=address, served=port is not None)


COMMANDS = {"feed": feed}
