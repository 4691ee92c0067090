"""Follow-ups as entries of a calendar: which, on which day, at which hour, and what of them changed since they were last given.

What was given out lies in `calendar.json` beside the store, by the entry's name: its time, a digest and how often it changed;
no title, no name. So an entry keeps its place of the day, and one that is gone is cancelled wherever it was taken to.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from pathlib import Path
from threading import get_ident
from typing import Any, Literal
from zoneinfo import ZoneInfo

from afterword.app.drafting import person_of
from afterword.app.home import Home
from afterword.app.pages import Today, unique
from afterword.app.whereabouts import there
from afterword.channels.calendar_out import Entry, Kind, State, key_of, uid_of
from afterword.facts import Workdays, codec, micros, moment
from afterword.facts.kinds import Decision, Sent
from afterword.store.files import private_dir, write_file
from afterword.strategy.etiquette import Etiquette, page
from afterword.strategy.model import TIERS, FollowUp

FILE = "calendar.json"
AHEAD = 60
"""Days that a calendar looks ahead: what lies further away will have moved by then."""
GONE = 60
"""Days for which an entry that is gone is still told to be gone."""
STEP = 15
"""Minutes between the beginnings of two follow-ups of one day."""
EVENING = 20
"""The hour from which no follow-up begins."""
OFFICE = (9, 17)
SPOKEN = ("call", "text")
"""What wakes people up: it keeps to the hours of the other side too."""
_FREELY = Etiquette(minutes_a_day=1_000_000)
_DOES = {"email": "Write to", "call": "Call", "card": "A card to", "text": "A text to", "linkedin": "A LinkedIn message to", "in_person": "Speak with"}


@dataclass(frozen=True, slots=True)
class Wishes:
    """The settings: from which hour of the user's clock, whether titles name people, and whether promises ring."""

    hour: int = 9
    titles: Literal["neutral", "full"] = "neutral"
    alarm: bool = False


def wishes_of(chosen: Any) -> Wishes:
    """The wishes out of the settings."""
    return Wishes(chosen["calendar.hour"], chosen["calendar.titles"], chosen["calendar.alarm"])


@dataclass(slots=True)
class Given:
    """What was given out, by the entry's name: the time it had, how often it changed, since when it is gone."""

    entries: dict[str, dict[str, Any]] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> Given:
        """An unreadable file is an empty one: entries then begin to count anew, and what is gone is not cancelled."""
        try:
            told = json.loads((folder / FILE).read_text(encoding="utf-8"))["given"]
            for uid, one in told.items():
                _ = datetime.fromisoformat(one["at"]).astimezone(UTC), ZoneInfo(one["zone"]), date.fromisoformat(one["gone"] or "2000-01-01"), str(uid)
                _ = one["minutes"] + one["sequence"] + one["created"] + one["changed"] + len(one["digest"]) + len(one["state"])
        except (OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError):
            return cls()
        return cls(told)

    def keep(self, folder: Path) -> None:
        told = {"version": 1, "given": self.entries}
        mine = private_dir(folder) / f"{FILE}.{os.getpid()}-{get_ident()}"  # the page and a command may do this at one time
        write_file(mine, [json.dumps(told, indent=0, sort_keys=True).encode()])
        mine.replace(folder / FILE)


def entries(home: Home, shown: Today, kind: Kind, wishes: Wishes, folder: Path | None = None) -> list[Entry]:
    """Every follow-up of the next weeks as an entry, then those that are gone since they were given.

    `folder` is the data home, where what is given is remembered; without one nothing is, and nothing is cancelled.
    """
    given = Given.read(folder) if folder is not None else Given()
    before = json.dumps(given.entries, sort_keys=True)
    now = micros(home.clock.now())
    found = [_counted(one, given, now) for one in _placed(home, shown, kind, wishes, given)]
    gone = list(_gone(home, kind, {one.uid for one in found}, given, now))
    if folder is not None and json.dumps(given.entries, sort_keys=True) != before:
        given.keep(folder)
    return sorted(found, key=lambda e: (e.at.astimezone(UTC), e.key)) + sorted(gone, key=lambda e: e.uid)


# Which


def planned(home: Home, shown: Today) -> list[tuple[FollowUp, date]]:
    """The follow-ups of today's page and of the weeks to come, each with the day it is for."""
    today, kept = home.today, json.loads(home.store.meta("page") or "{}")
    workdays = Workdays(frozenset(map(date.fromisoformat, kept.get("holidays", ()))))  # as today's page has them: no calendar of holidays is loaded
    if today > date.max - timedelta(days=2 * AHEAD):  # a clock that is far off: there are no days to come
        return []
    last = (today + timedelta(days=AHEAD)).isoformat()
    on_page = {f.key for f in shown.follow_ups}
    employer = frozenset(kept.get("employer", ()))
    found = []
    for one in unique(home.store.follow_ups(last, today.isoformat())):
        day = one.window.due
        if day <= today:  # overdue or due: what today's page holds back comes on the next working day
            day = today if one.key in on_page or _later_today(one, home) else workdays.after(today, 1)
        if one.tier != "promise" and not workdays.open_on(day):
            day = workdays.after(day, 1)
        if day <= today + timedelta(days=AHEAD) and _wanted(shown, one, day, workdays, employer):
            found.append((one, day))
    found.sort(key=lambda pair: (pair[1], TIERS.index(pair[0].tier), pair[0].window.due, -pair[0].score, pair[0].key))
    return list(_finishable(found, today, codec.load(Etiquette, kept.get("limits", {})).minutes_a_day))


def _finishable(found: list[tuple[FollowUp, date]], today: date, minutes: int) -> Iterator[tuple[FollowUp, date]]:
    """No day holds more than its page would show: promises and second steps, and of the rest what the day's minutes allow."""
    left: dict[date, int] = {}
    for one, day in found:
        if day > today and one.tier != "promise" and not one.second:
            if one.minutes > left.setdefault(day, minutes):
                continue
            left[day] -= one.minutes
        yield one, day


def _later_today(one: FollowUp, home: Home) -> bool:
    return one.window.opens == home.today and one.window.opens_at > micros(home.clock.now())


def _wanted(shown: Today, one: FollowUp, day: date, workdays: Workdays, employer: frozenset[str]) -> bool:
    """Nothing to the present employer, nothing that the search does not allow on its day."""
    day = min(max(day, one.window.opens), one.window.closes)
    return bool(page((one,), day, workdays, (), _FREELY, shown.search, employer=employer).shown)


# When


def _placed(home: Home, shown: Today, kind: Kind, wishes: Wishes, given: Given) -> Iterator[Entry]:
    zone = ZoneInfo(home.me.zone)
    every = planned(home, shown)
    taken: dict[date, set[int]] = {}
    kept: dict[str, datetime] = {}
    for one, day in every if kind == "event" else ():
        begun = _kept_time(given, one, day, zone)
        if begun is not None and _free(begun, one.minutes, taken):
            kept[one.key] = begun
    for one, day in every:
        if kind == "todo":
            at = on_wall(one.window.due, wishes.hour, zone)
        else:
            at = kept.get(one.key) or _slot(home, one, day, wishes.hour, taken)
        alarm = 0 if wishes.alarm and one.tier == "promise" else None
        named = titled(one, full=wishes.titles == "full")
        note = one.reason if wishes.titles == "full" else ""
        yield Entry(one.key, kind, named, at, max(one.minutes, 5), 0, note=note, tier=one.tier, alarm=alarm)


def on_wall(day: date, hour: int, zone: ZoneInfo, minute: int = 0) -> datetime:
    """That hour of that day on the clocks of a zone.

    One that they leave out is read with the clock of before, so an hour later by the new one; of one that they show
    twice, the first is meant (docs/guide/calendar.md; RELIABILITY.md, P8).
    """
    wall = datetime.combine(day, time(hour, minute), zone)
    return wall.astimezone(UTC).astimezone(zone)


def _kept_time(given: Given, one: FollowUp, day: date, zone: ZoneInfo) -> datetime | None:
    told = given.entries.get(uid_of(one.key, "event"))
    if told is None or told["gone"] or told["zone"] != zone.key:
        return None
    at = datetime.fromisoformat(told["at"]).astimezone(zone)
    return at if at.date() == day and micros(at) >= one.window.opens_at else None


def _free(at: datetime, minutes: int, taken: dict[date, set[int]]) -> bool:
    """Takes the time where nobody has it."""
    first = (at.hour * 60 + at.minute) // STEP
    steps = set(range(first, first + max(1, -(-minutes // STEP))))
    day = taken.setdefault(at.date(), set())
    if steps & day:
        return False
    day |= steps
    return True


def _slot(home: Home, one: FollowUp, day: date, hour: int, taken: dict[date, set[int]]) -> datetime:
    """The first free quarter of an hour that is a good one; where the day is full, the good hour itself."""
    zone = ZoneInfo(home.me.zone)
    not_before = max(home.clock.now() if day == home.today else moment(one.window.opens_at), moment(one.window.opens_at))
    best = on_wall(day, hour, zone)
    for begin in _good_hours(home, one, day, hour):
        if begin >= not_before:
            if _free(begin, one.minutes, taken):
                return begin
            best = max(best, begin) if best < not_before else best
    return best


def _good_hours(home: Home, one: FollowUp, day: date, hour: int) -> Iterator[datetime]:
    """Quarters of the user's day, those first in which it is a working hour at the other side too, where it is called."""
    zone = ZoneInfo(home.me.zone)
    quarters = (on_wall(day, n // 60, zone, n % 60) for n in range(hour * 60, EVENING * 60, STEP))
    if one.channel in SPOKEN and (person := person_of(home, one)) is not None and (other := there(home, person)) is not None and not other.same:
        every = list(quarters)
        theirs = [q for q in every if OFFICE[0] <= q.astimezone(other.now.tzinfo).hour < OFFICE[1]]
        yield from theirs
        yield from (q for q in every if q not in theirs)
        return
    yield from quarters


# What it says


def titled(one: FollowUp, *, full: bool) -> str:
    """The title: by default how long it takes and no name (RELIABILITY.md, P30)."""
    minutes = f"{one.minutes} minute{'' if one.minutes == 1 else 's'}"
    if not full:
        return f"Follow-up, {minutes}"
    who = one.person.name or one.organisation or "somebody"
    where = f", {one.organisation}" if one.person.name and one.organisation else ""
    return f"{_DOES.get(one.channel, 'A word to')} {who}{where} ({minutes})"


# What changed


def _counted(one: Entry, given: Given, now: int) -> Entry:
    """The entry with its number: the one it had where nothing changed, else the next."""
    parts = (one.title, one.note, one.at.isoformat(), _zone_of(one.at), str(one.minutes), one.tier, str(one.alarm))
    digest = sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:24]
    told = given.entries.get(one.uid)
    if told is None:
        told = {"sequence": 0, "created": now, "changed": now}
    elif told["digest"] != digest or told["gone"]:
        told = {"sequence": told["sequence"] + 1, "created": told["created"], "changed": now}
    given.entries[one.uid] = told | {
        "at": one.at.astimezone(UTC).isoformat(), "zone": _zone_of(one.at), "minutes": one.minutes, "digest": digest, "gone": "", "state": "open",
    }  # fmt: skip
    return replace(one, sequence=told["sequence"], created=told["created"], changed=told["changed"])


def _zone_of(at: datetime) -> str:
    return at.tzinfo.key if isinstance(at.tzinfo, ZoneInfo) else "UTC"


def _gone(home: Home, kind: Kind, there_now: set[str], given: Given, now: int) -> Iterator[Entry]:
    """Entries that were given and are no more: done where the user did it, else cancelled. Forgotten after a while."""
    left = {uid: one for uid, one in given.entries.items() if uid not in there_now and uid == uid_of(key_of(uid), kind)}
    done = _done(home) if any(not one["gone"] for one in left.values()) else frozenset()
    for uid, told in left.items():
        key = key_of(uid)
        if not told["gone"]:
            state: State = "done" if key in done else "cancelled"
            told |= {"gone": home.today.isoformat(), "state": state, "sequence": told["sequence"] + 1, "changed": now}
        elif abs((home.today - date.fromisoformat(told["gone"])).days) > GONE:
            del given.entries[uid]
            continue
        at = datetime.fromisoformat(told["at"]).astimezone(ZoneInfo(told["zone"]))
        yield Entry(key, kind, "Follow-up", at, told["minutes"], told["changed"], told["created"], told["sequence"], told["state"])


def _done(home: Home) -> frozenset[str]:
    """The keys of the follow-ups that the user did."""
    facts = home.store.in_force(["decision", "sent"])
    return frozenset(f.body.key for f in facts if isinstance(f.body, Sent) or (isinstance(f.body, Decision) and f.body.act == "done"))
