"""Time zones as calendars name them: IANA names, Windows names, display names, private ones, and their own offsets."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from afterword.sources.contentlines import Line
from afterword.sources.repeats import Rule, instances, rule_of

_KEY = re.compile(r"[A-Za-z0-9_+-]{1,40}(?:/[A-Za-z0-9_+-]{1,40}){0,3}")
_TAIL = re.compile(
    r"(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific|US|Canada|Etc)/[A-Za-z0-9_+/-]{2,60}$"
)
_OFFSET = re.compile(r"\(?(?:UTC|GMT|Z)?\s?([+-])(\d{1,2})(?::?(\d\d))?\)?")
_SHOWN = re.compile(r"\((?:UTC|GMT)\s?(?:([+-])(\d{1,2}):?(\d\d))?\)\s*(.*)")
_FORMAL = re.compile(r"([+-])(\d\d):?(\d\d)(?::?\d\d)?")
_UTC = frozenset("utc gmt z zulu etc/utc etc/gmt utc+0 gmt+0 utc/gmt".split())
_WINDOWS_STANDARD = " Standard Time"
# Names on Outlook's screens and of older programs, which no table of Windows' own names holds.
_DISPLAYED = {
    "eastern time (us & canada)": "America/New_York",
    "central time (us & canada)": "America/Chicago",
    "mountain time (us & canada)": "America/Denver",
    "pacific time (us & canada)": "America/Los_Angeles",
    "pacific time (us & canada); tijuana": "America/Los_Angeles",
    "eastern": "America/New_York",
    "central": "America/Chicago",
    "mountain": "America/Denver",
    "pacific": "America/Los_Angeles",
    "us eastern": "America/New_York",
    "us-eastern": "America/New_York",
    "us-central": "America/Chicago",
    "us-mountain": "America/Denver",
    "us-pacific": "America/Los_Angeles",
    "atlantic time (canada)": "America/Halifax",
    "newfoundland": "America/St_Johns",
    "arizona": "America/Phoenix",
    "alaska": "America/Anchorage",
    "hawaii": "Pacific/Honolulu",
    "dublin, edinburgh, lisbon, london": "Europe/London",
    "greenwich mean time : dublin, edinburgh, lisbon, london": "Europe/London",
    "amsterdam, berlin, bern, rome, stockholm, vienna": "Europe/Berlin",
    "belgrade, bratislava, budapest, ljubljana, prague": "Europe/Prague",
    "brussels, copenhagen, madrid, paris": "Europe/Paris",
    "sarajevo, skopje, warsaw, zagreb": "Europe/Warsaw",
    "athens, bucharest": "Europe/Bucharest",
    "helsinki, kyiv, riga, sofia, tallinn, vilnius": "Europe/Helsinki",
    "jerusalem": "Asia/Jerusalem",
    "cairo": "Africa/Cairo",
    "harare, pretoria": "Africa/Johannesburg",
    "moscow, st. petersburg": "Europe/Moscow",
    "abu dhabi, muscat": "Asia/Dubai",
    "chennai, kolkata, mumbai, new delhi": "Asia/Kolkata",
    "beijing, chongqing, hong kong, urumqi": "Asia/Shanghai",
    "kuala lumpur, singapore": "Asia/Singapore",
    "osaka, sapporo, tokyo": "Asia/Tokyo",
    "seoul": "Asia/Seoul",
    "canberra, melbourne, sydney": "Australia/Sydney",
    "brisbane": "Australia/Brisbane",
    "adelaide": "Australia/Adelaide",
    "perth": "Australia/Perth",
    "auckland, wellington": "Pacific/Auckland",
    "brasilia": "America/Sao_Paulo",
    "bogota, lima, quito": "America/Bogota",
    "guadalajara, mexico city, monterrey": "America/Mexico_City",
    "buenos aires": "America/Argentina/Buenos_Aires",
    "city of buenos aires": "America/Argentina/Buenos_Aires",
}


@lru_cache(maxsize=512)
def named_zone(name: str) -> str:
    """The IANA name that a calendar's name for a zone means; empty where it means none."""
    text = name.strip().strip("\"'").strip()
    if not text:
        return ""
    if text.lower() in _UTC:
        return "UTC"
    for candidate in _candidates(text):
        if candidate and exists(candidate):
            return candidate
    return ""


def _candidates(text: str) -> list[str]:
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    shown = _SHOWN.match(text)
    plain = shown[4].strip() if shown else text
    tail = _TAIL.search(text)
    found = [
        text if "/" in text else "",
        WINDOWS_TO_OLSON.get(plain, ""),
        WINDOWS_TO_OLSON.get(plain + _WINDOWS_STANDARD, ""),
        WINDOWS_TO_OLSON.get(plain.replace("Daylight", "Standard").replace("Summer", "Standard"), ""),
        _DISPLAYED.get(plain.lower(), ""),
        tail[0] if tail else "",
        text.replace(" ", "_"),
    ]
    return [str(one) for one in found]


@lru_cache(maxsize=512)
def exists(name: str) -> bool:
    """Is this the name of a zone we have data for?"""
    if _KEY.fullmatch(name) is None:
        return False
    try:
        ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        return False
    return True


def fixed(name: str) -> tzinfo | None:
    """A zone that is only an offset: `UTC+02:00`, `GMT-6`, `(UTC-06:00) Somewhere`."""
    shown = _SHOWN.match(name.strip())
    found = _OFFSET.fullmatch(f"{shown[1]}{shown[2]}{shown[3]}" if shown and shown[1] else name.strip())
    if found is None or int(found[2]) > 14:
        return None
    offset = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return timezone(-offset if found[1] == "-" else offset)


def formal_offset(value: str) -> timedelta | None:
    """TZOFFSETTO: `-0600`. None where it is no offset of less than a day."""
    found = _FORMAL.fullmatch(value.strip())
    if found is None or int(found[2]) > 23:
        return None
    offset = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return -offset if found[1] == "-" else offset


class OwnZone:
    """A zone as a calendar file defines it: offsets with the days from which they hold."""

    __slots__ = ("_cache", "_parts")

    def __init__(self, parts: list[tuple[timedelta, datetime, Rule | None]]) -> None:
        self._parts = parts
        self._cache: dict[int, list[tuple[datetime, timedelta]]] = {}

    def offset(self, wall: datetime) -> timedelta:
        """The offset at a time on the wall; between two that hold, the one that began last."""
        begun = self._cache.get(wall.year)
        if begun is None:
            begun = self._cache[wall.year] = sorted(self._onsets(wall.year), key=lambda o: o[0])
        holding = [offset for onset, offset in begun if onset <= wall]
        return holding[-1] if holding else begun[0][1]

    def _onsets(self, year: int) -> list[tuple[datetime, timedelta]]:
        found = []
        for offset, start, rule in self._parts:
            found.append((start, offset))
            if rule is not None and start.year <= year and 1 < year < 9998:
                window = (datetime(year - 1, 1, 1), datetime(year + 1, 1, 1))  # noqa: DTZ001 - wall time
                found += [(one, offset) for one in instances(rule, start, window).starts]
        return found


def own_zone(lines: list[Line]) -> tuple[str, str, OwnZone | None]:
    """TZID, its IANA name where the definition tells one, and the zone out of a VTIMEZONE's lines."""
    name = meant = ""
    parts: list[tuple[timedelta, datetime, Rule | None]] = []
    offset: timedelta | None = None
    start: datetime | None = None
    rule: Rule | None = None
    for line in lines:
        if line.name == "TZID":
            name = line.value.strip().strip('"')
        elif line.name == "X-LIC-LOCATION":
            meant = named_zone(line.value)
        elif line.name == "BEGIN":
            offset, start, rule = None, None, None
        elif line.name == "TZOFFSETTO":
            offset = formal_offset(line.value)
        elif line.name == "DTSTART":
            start = _wall(line.value)
        elif line.name == "RRULE":
            rule = rule_of(line.value)
        elif line.name == "END" and offset is not None:
            parts.append((offset, start or datetime(1970, 1, 1), rule))  # noqa: DTZ001 - wall time
    return name, meant, OwnZone(parts) if parts else None


def _wall(value: str) -> datetime | None:
    try:
        return datetime.strptime(value.strip().rstrip("Z")[:15], "%Y%m%dT%H%M%S")  # noqa: DTZ007 - wall time
    except ValueError:
        return None
