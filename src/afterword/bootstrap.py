"""Wires the house, once: the only place that knows which store, clock and plug-ins there are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from afterword import plugins, settings
from afterword.app.home import Home
from afterword.app.outgoing import Outgoing
from afterword.app.stamp import settings_digest
from afterword.clock import Clock
from afterword.errors import BadUsage
from afterword.strategy.etiquette import Etiquette

if TYPE_CHECKING:
    from afterword.store import Store


def public_holidays(country: str, region: str, years: Iterable[int]) -> frozenset[date]:
    """Public holidays of a country (and region), empty where the calendar is not known."""
    import holidays

    for part in dict.fromkeys((region.upper() or None, None)):
        try:
            return frozenset(holidays.country_holidays(country.upper(), subdiv=part, years=list(years)))
        except (NotImplementedError, KeyError):
            continue
    return frozenset()


def store_place(path: Path) -> Path | str:
    """Where the store of a data home is: the folder itself, or the PostgreSQL address its settings name."""
    return settings.read(path)["store.url"] or path


def _store(place: Path | str, *, light: bool, history: bool) -> Store:
    """The store, loaded when it is needed; `light`: for a program that mostly reads, and ends; `history`: what it keeps is no act of the user's."""
    from afterword.store.light import light_store

    def whole() -> Store:
        from afterword.store import open_store

        opened = open_store(place)
        opened.history = history
        return opened

    return light_store(place, "me", whole) if light and isinstance(place, Path) else whole()


LOUD = ("imapclient", "httpx2", "httpcore2", "authlib", "apprise")
"""Libraries that log what they say to servers: commands with names in them, addresses that are secrets (RELIABILITY.md, P34)."""


def _hush() -> None:
    """Nothing below a warning from those, whatever the program around us wishes to log."""
    import logging

    for name in LOUD:
        logging.getLogger(name).setLevel(logging.WARNING)


def open_home(path: Path, at: datetime | None = None, *, light: bool = False, reads: bool = False, history: bool = False) -> Home:
    """Opens a data home, its caches fresh. `light`: what SQLAlchemy is not needed for is read without it.

    `reads`: nothing will be written, so the plan is trusted as `today` trusts it, and playbooks stay on their shelf.
    `history`: what will be told happened before the user came (the demo); undo does not reach it.
    """
    if not reads:  # who only reads asks no server, and `logging` takes 4 ms to load
        _hush()
    chosen = settings.read(path)
    address = chosen["store.url"]
    if address and not address.startswith("postgresql"):
        raise BadUsage(f"store.url must be a postgresql:// address, not {address!r}")
    limits = Etiquette(
        chosen["etiquette.rest"], chosen["etiquette.rest_when_asked"], chosen["etiquette.people_per_employer"],
        minutes_a_day=chosen["etiquette.minutes_a_day"],
    )  # fmt: skip
    home = Home(
        _store(store_place(path), light=light, history=history), Clock(at), plugins.Later(plugins.playbooks) if reads else plugins.playbooks(), public_holidays, chosen.timings, limits, settings_digest(path),
        voice={name: chosen[f"voice.{name}"] for name in ("tone", "greeting", "sign_off", "name", "language")},
        folder=path, channels=plugins.Later(plugins.channels),
        outgoing=Outgoing(chosen["sending.quote"], chosen["sending.approval_hours"], chosen["sending.account"], float(chosen["sending.patience"])),
    )  # fmt: skip
    home.fresh(trusting=reads)
    return home
