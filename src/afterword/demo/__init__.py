"""A made-up but complete search: ten weeks in the life of Sam Rivera, dated so that today is an interesting day.

The files are what Sam could really export; nothing here knows the rest of the product. The same moment gives the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from afterword.demo import archive, diary, doings, robots
from afterword.demo.cards import address_book
from afterword.demo.days import Days
from afterword.demo.letters import letters
from afterword.demo.post import mailbox, parcel

__all__ = ["ME", "Searcher", "commands", "files", "later"]


@dataclass(frozen=True, slots=True)
class Searcher:
    """Whose search it is."""

    name: str
    emails: tuple[str, ...]
    zone: str
    country: str


ME = Searcher("Sam Rivera", ("sam.rivera@postbox.example", "sam@samrivera.example"), "America/Chicago", "US")


def _days(now: datetime) -> Days:
    if now.tzinfo is None:
        raise ValueError("the demo needs a moment with an offset")
    zone = ZoneInfo(ME.zone)
    return Days(now.astimezone(zone).replace(microsecond=0), zone)


def files(now: datetime) -> dict[str, bytes]:
    """Every file as Sam could export it at `now`: name (with `/`) to bytes."""
    days, mine = _days(now), frozenset(ME.emails)
    invites = diary.invitations(days)
    found = []
    for letter in letters(days):
        one = parcel(letter, mine)
        if invite := invites.get(letter.script.id):
            one = replace(one, invite=invite[0], method=invite[1])
        found.append(one)
    found += robots.parcels(days, f"{ME.name} <{ME.emails[0]}>")
    return {
        "Takeout/Mail/All mail Including Spam and Trash.mbox": mailbox(found),
        f"Takeout/Calendar/{ME.emails[0]}.ics": diary.calendar(days, ME.emails[0]),
        doings.CONTACTS: address_book(),
        **dict(archive.archive(days, ago) for ago in (doings.FIRST_EXPORT, doings.SECOND_EXPORT)),
    }


def later(now: datetime, since: datetime, until: datetime) -> dict[str, bytes]:
    """What has come into Sam's mailbox and calendar since, in a search that is shown at `now`: the letters of a stretch, the whole diary."""
    days, mine = replace(_days(now), until=until), frozenset(ME.emails)
    fresh = [parcel(letter, mine) for letter in letters(days) if since < letter.at]
    found = {f"Calendar/{ME.emails[0]}.ics": diary.calendar(days, ME.emails[0])}
    return {**({"Mail/new.mbox": mailbox(fresh)} if fresh else {}), **found}


def commands(now: datetime, *, accepted: bool = False) -> tuple[tuple[str, ...], ...]:
    """What Sam typed: an instant for `--at`, then the words of the command. Paths are relative to the folder of the files.

    The last command imports that folder. With `accepted` the search ends well, and everybody who helped has to hear it.
    """
    return doings.commands(_days(now), end=accepted)
