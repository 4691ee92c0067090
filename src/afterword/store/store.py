"""The store of one owner, and how it is opened."""

from __future__ import annotations

from pathlib import Path

from afterword.errors import NotFound
from afterword.store.files import database_file
from afterword.store.plans import Plans
from afterword.store.upgrade import prepare

WAIT = 30.0
"""Seconds for which a writer waits for others before it gives up."""


class Store(Plans):
    """Facts and what is derived from them, for one owner: see the package's docstring for the whole list."""


def open_store(place: Path | str, owner: str = "me", *, wait: float = WAIT, readonly: bool = False) -> Store:
    """Opens a data home (a folder), a `postgresql://` address, or ":memory:", and makes it ready.

    Raises StoreBusy where the store is locked or was written by a newer program, NotFound where `readonly` finds none.
    """
    if isinstance(place, str) and "://" not in place and place != ":memory:":
        place = Path(place)
    if isinstance(place, Path):
        place = database_file(place)
        if readonly and not place.is_file():
            raise NotFound(f"there is nothing at {place.parent} yet: run `afterword init`")
    store = Store(place, owner, wait=wait, readonly=readonly)
    try:
        prepare(store)
        if not readonly and store.tally() is None:
            with store.transaction():
                store.refresh_hidden()
                store.count_again()
    except BaseException:
        store.close()
        raise
    return store
