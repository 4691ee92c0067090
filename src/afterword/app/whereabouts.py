"""What time it is where somebody is: from the offset of their last mail, else from the country of their number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from afterword.app.home import Home
from afterword.facts import moment
from afterword.facts.kinds import Message
from afterword.story import PersonStory

RECENT = timedelta(days=200)
"""Somebody's mail from longer ago does not say where they are now."""


@dataclass(frozen=True, slots=True)
class There:
    """Their clock. `place` is a city of their zone, empty where only the offset is known; `same` as the user's; `known_from` in words."""

    now: datetime
    place: str
    same: bool
    known_from: str = ""

    @property
    def working(self) -> bool:
        """Is it a working hour there, Monday to Friday, nine to half past five?"""
        return self.now.weekday() < 5 and (9, 0) <= (self.now.hour, self.now.minute) < (17, 30)


@cache
def zones() -> dict[str, tuple[str, ...]]:
    """The zones of each country, the most peopled first, as zone.tab lists them (tz database)."""
    found: dict[str, list[str]] = {}
    for line in (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            country, _, zone = line.split("\t")[:3]
            found.setdefault(country, []).append(zone)
    return {country: tuple(names) for country, names in found.items()}


def there(home: Home, person: PersonStory) -> There | None:
    """Their time now; None where nothing says where they are."""
    now, mine = home.clock.now(), ZoneInfo(home.me.zone)
    zone: tzinfo | None = None
    known_from = ""
    last = next((e.fact for e in reversed(person.entries) if e.direction == "in" and _dated(e.fact.body) and not e.automatic), None)
    if last is not None and isinstance(last.body, Message) and now - moment(last.at) < RECENT:
        zone = _zone(last.at, last.body.offset, person.country or home.me.country, mine)
        day = home.day_of(last.at)
        known_from = f"as in their mail of {day.day} {day:%B}"
    elif person.country and len(zones().get(person.country, ())) == 1:
        zone, known_from = ZoneInfo(zones()[person.country][0]), "from their number"
    if zone is None:
        return None
    theirs = now.astimezone(zone)
    place = zone.key.rpartition("/")[2].replace("_", " ") if isinstance(zone, ZoneInfo) else ""
    return There(theirs, place, theirs.utcoffset() == now.astimezone(mine).utcoffset(), known_from)


def _dated(body: object) -> bool:
    """Does the mail carry the writer's own clock? An offset of nought is mostly a server's."""
    return isinstance(body, Message) and body.medium == "email" and body.offset != 0 and not body.unsure_date


def _zone(at: int, offset: int, country: str, mine: ZoneInfo) -> tzinfo:
    """The user's own zone where its clock showed the same, else the first of the country that did."""
    then = moment(at)
    for zone in (mine, *map(ZoneInfo, zones().get(country, ()))):
        if then.astimezone(zone).utcoffset() == timedelta(minutes=offset):
            return zone
    return timezone(timedelta(minutes=offset))
