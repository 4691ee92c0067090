"""What the user tells: talks, calls, promises, introductions, ties, targets, applications, outcomes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from afterword.app import deeds
from afterword.app.home import Home
from afterword.app.people import Found, new_names, one_person, person_or_new, person_or_place, ref_to, spelt
from afterword.app.wording import spoken
from afterword.errors import BadUsage, NotFound
from afterword.facts import handles as h
from afterword.facts import micros
from afterword.facts.kinds import (
    CHANNELS,
    TIES,
    Application,
    Body,
    Identity,
    Introduction,
    Outcome,
    PreferenceFact,
    Ref,
    Search,
    Target,
    Tie,
)  # fmt: skip

_LINK = re.compile(r"https?://[^\s/]{2}", re.IGNORECASE)
DIGITS = 3
"""Of the shortest number there is."""
_CLOCK = re.compile(r"\d{4}-\d{2}-\d{2}[T ]")
_AHEAD = re.compile(r"\b(?:tomorrow|next|coming)\b|^in\b", re.IGNORECASE)
"""Words for a day that is never one of the past."""
_KEY = re.compile(r"[0-9a-f]{3,}")
_ADDRESS = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+")

Way = Literal["call", "meeting", "interview", "conversation", "card", "message"]


@dataclass(frozen=True, slots=True)
class Told:
    """What was kept: who had to be made, and whether it was known already."""

    made: tuple[str, ...] = ()
    known: bool = False
    words: str = ""


def day(home: Home, text: str | None, *, past: bool = False) -> date | None:
    """A day as people write it. Raises BadUsage where it is none."""
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10]) if len(text) >= 10 and text[4:5] == "-" else _spoken(home, text, past=past)
    except ValueError:
        return _spoken(home, text, past=past)


def _spoken(home: Home, text: str, *, past: bool) -> date:
    from afterword.reading.dates import when

    said: dict[str, Any] = {"country": home.me.country}
    past = past and not _AHEAD.search(text)
    found = when(text, home.today, home.workdays(), **said, past=past) or (when(text, home.today, home.workdays(), **said) if past else None)
    if found is None:
        raise BadUsage(f"{text!r} is no day I understand: try 2026-03-20, '20 March', 'next fri' or 'in 2 weeks'")
    return found


def instant(home: Home, text: str | None) -> int:
    """When something took place, microseconds UTC: now for today, noon of another day, the very instant where given. Raises BadUsage for a day to come."""
    if text and _CLOCK.match(text):
        try:
            given = datetime.fromisoformat(text)
        except ValueError:
            raise BadUsage(f"{text!r} is no instant: try 2026-03-20T14:00") from None
        at = micros(given if given.tzinfo else given.replace(tzinfo=ZoneInfo(home.me.zone)))
    else:
        at = deeds.when(home, day(home, text, past=True))
    if home.day_of(at) > home.today:
        raise BadUsage(f"{text!r} is still to come: note it when it has happened, with --on where that was another day")
    return at


def _named(text: str, what: str) -> None:
    """Raises BadUsage where a name holds no letter and no digit."""
    if not any(c.isalnum() for c in text):
        raise BadUsage(f"{text!r} names no {what}: say which")


def a_page(url: str) -> None:
    """Raises BadUsage for what is given as the address of a posting and is none."""
    if url and not _LINK.match(url):
        raise BadUsage(f"{url!r} is no address of a page: it begins with https://")


def _addresses(emails: Sequence[str]) -> tuple[str, ...]:
    bad = [e for e in emails if not _ADDRESS.fullmatch(e)]
    if bad:
        raise BadUsage(f"{bad[0]!r} is no mail address")
    return tuple(e.lower() for e in emails)


def _other(home: Home, text: str, organisation: str = "") -> Found:
    """Somebody else: known, or new. Raises BadUsage for the user's own name or address."""
    typed = spelt(text)
    if text.strip().casefold() == "me" or typed.email in home.me.emails or (not typed.email and h.name_key(text) == h.name_key(home.me.name)):
        raise BadUsage(f"{text!r} is you: name the other person")
    return person_or_new(home, text, organisation)


def _keep(home: Home, bodies: Sequence[Body | tuple[Body, int]], name: str, found: Sequence[Found] = ()) -> Told:
    first: list[Body | tuple[Body, int]] = [b for f in found for b in f.bodies]
    done = home.record([*first, *bodies], name)
    return Told(new_names(found), not done.new and not done.revived)


def begin(
    home: Home, *, name: str, emails: Sequence[str], zone: str, country: str, region: str = "", employer: str = ""
) -> Told:
    """Says who the user is; the first time, the search begins."""
    try:
        ZoneInfo(zone)
    except (LookupError, ValueError, OSError):
        raise BadUsage(f"{zone!r} is no time zone: try America/Chicago or Europe/London") from None
    from phonenumbers import SUPPORTED_REGIONS

    if country.upper() not in SUPPORTED_REGIONS:
        raise BadUsage(f"{country!r} is no country code: try US, GB or DE")
    if not h.name_words(name):
        raise BadUsage(f"{name!r} is no name: give yours as you sign it")
    me = Identity(
        name=name, emails=_addresses(emails), zone=zone, country=country.upper(), region=region, employer=employer, me=True,
    )  # fmt: skip
    first = not home.me.emails
    return _keep(home, (me, Search("start")) if first else (me,), "init")


def search(home: Home, state: Literal["start", "pause", "end"], until: str | None = None) -> Told:
    """The search begins, rests until a day to come, or ends."""
    last = day(home, until)
    if last is not None and last <= home.today:
        raise BadUsage(f"pause until a day to come, not {until!r}")
    return _keep(home, (Search(state, last),), f"search {state}")


def log(
    home: Home, way: Way, people: Sequence[str], *, direction: str = "", on: str | None = None, organisation: str = "", role: str = "",
    note: str = "", rating: int = 0, reached: str = "",
) -> Told:  # fmt: skip
    """A call, meeting, interview, conversation, card or message. Out by default; both ways where people meet."""
    found = [_other(home, text, organisation) for text in people]
    at = instant(home, on)
    made = deeds.touch(
        home, way, (f.ref for f in found), at, direction=direction, organisation=organisation, role=role, note=note, rating=rating, reached=reached,
    )  # fmt: skip
    return _keep(home, (made,), f"log {way}", found)


def promise(home: Home, text: str, *, by: str, to: str, due: str | None = None, on: str | None = None) -> Told:
    """Something promised: by the user (`me`) or to them."""
    if (by.casefold() == "me") == (to.casefold() == "me"):
        raise BadUsage("a promise is between you and somebody: give --by me --to PERSON, or --by PERSON --to me")
    _named(text, "promise")
    found = [_other(home, who) for who in (by, to) if who.casefold() != "me"]
    latest = day(home, due)
    body = deeds.promise(text, found[0].ref, mine=by.casefold() == "me", latest=latest)
    told = _keep(home, ((body, instant(home, on)),), "promise", found)
    return replace(told, words=spoken(latest, home.today) if latest else "")


def offered(home: Home, *, by: str, to: str, on: str | None = None) -> Told:
    """Somebody offered an introduction."""
    found = [person_or_new(home, by), person_or_place(home, to)]
    return _keep(home, ((Introduction("offered", found[0].ref, found[1].ref), instant(home, on)),), "offered-intro", found)


def introduced(home: Home, stage: Literal["made", "met"], *, by: str, to: str, on: str | None = None) -> Told:
    """An introduction was made, or the two have met."""
    found = [person_or_new(home, by), person_or_place(home, to)]
    return _keep(home, ((Introduction(stage, found[0].ref, found[1].ref), instant(home, on)),), f"intro {stage}", found)


def tie(
    home: Home, person: str, word: str, *, organisation: str = "", until: str | None = None, help_likely: float | None = None,
    close: float | None = None,
) -> Told:  # fmt: skip
    """How the user knows somebody."""
    word = word.strip().casefold().replace(" ", "_").replace("-", "_")
    if word not in TIES:
        raise BadUsage(f"{word!r} is no tie: choose from {', '.join(TIES)}")
    for value, called in ((help_likely, "--help-likely"), (close, "--close")):
        if value is not None and not 0 <= value <= 1:
            raise BadUsage(f"{called} is a number from 0 to 1")
    who = ref_to(one_person(home, person))
    return _keep(home, (Tie(who, word, organisation, day(home, until, past=True), help_likely, close),), f"tie {word}")


def target(home: Home, organisation: str, *, rank: int = 0, removed: bool = False) -> Told:
    """A wanted company, or no longer. Raises NotFound where it is not wanted."""
    from afterword.app.targeting import made_room  # the network's rooms, which no other word needs

    _named(organisation, "company")
    if removed:
        organisation = _wanted(home, organisation)
    return _keep(home, (Target(organisation, rank, removed), *made_room(home, organisation, 0 if removed else rank)), "target remove" if removed else "target add")


def _wanted(home: Home, name: str) -> str:
    """The company on the list that is meant, as it was put there."""
    listed = home.world.targets()
    found = [s for s in listed if h.org_handle(name) in s.handles] or [s for s in listed if _begins(h.org_key(name).split(), h.org_key(s.name).split())]
    if len(found) != 1:
        raise NotFound(f"{name!r} could be {', '.join(s.name for s in found)}" if found else f"{name!r} is not on your list: see `afterword target list`")
    told = (f.body.organisation for f in home.store.in_force(["target"]) if isinstance(f.body, Target))
    return next((one for one in told if h.org_handle(one) in found[0].handles), name)


def apply(home: Home, role: str, *, organisation: str, on: str | None = None, contact: str = "", url: str = "", note: str = "") -> Told:
    """An application sent."""
    _named(organisation, "company")
    _named(role, "role")
    a_page(url)
    found = [person_or_new(home, contact, organisation)] if contact else []
    at = instant(home, on)
    body = Application(organisation, role, home.day_of(at), url, contact=found[0].ref if found else None, note=note)
    return _keep(home, ((body, at),), "apply", found)


def outcome(home: Home, name: str, result: Any, *, role: str = "", on: str | None = None, due: str | None = None) -> Told:
    """How an application went on. `name` is an organisation, or the key of a follow-up about it."""
    organisation, role = _house(home, name, role)
    at = instant(home, on)
    told = _keep(home, ((Outcome(organisation, result, role, home.day_of(at), due=day(home, due)), at),), f"outcome {result}")
    return replace(told, words=", ".join(filter(None, (organisation, role))))


def _house(home: Home, name: str, role: str) -> tuple[str, str]:
    from afterword.app.deciding import follow_up

    story = home.world.organisation(h.org_handle(name))
    if story is not None and story.opportunities:
        return story.name, role
    if _KEY.fullmatch(name.strip().lower()):  # never by a reader's name: part of one must not tell of an employer
        with suppress(NotFound):
            one = follow_up(home, name)
            return one.organisation, role or one.role
    close = [s for s in houses(home) if _begins(h.org_key(name).split(), h.org_key(s).split())]
    if len(close) == 1:
        return close[0], role
    if close:
        raise NotFound(f"{name!r} could be {', '.join(close)}")
    raise NotFound(f"no application or talk at {name!r} is known: run `afterword apply ROLE --org {name!r}` first")


def _begins(typed: list[str], known: list[str]) -> bool:
    """Are all typed words, or beginnings of words, in a name? `Foo` is no part of `Bright Prairie Food Bank`."""
    return bool(typed) and all(any(k == t or (len(t) > 3 and k.startswith(t)) for k in known) for t in typed)


def houses(home: Home) -> list[str]:
    """The names of organisations with a role in the search."""
    keys = [k for k in home.store.subjects() if h.is_house(k)]
    return sorted(s.name for k in keys if (s := home.world.organisation(k)) is not None)


def prefer(home: Home, person: str, channel: str, *, never: bool = False) -> Told:
    """How somebody wants to be reached; channel "*" with never is "please stop"."""
    if channel not in CHANNELS and not (never and channel == "*"):
        raise BadUsage(f"{channel!r} is no way to reach somebody: choose from {', '.join(CHANNELS)}")
    return _keep(home, (PreferenceFact(ref_to(one_person(home, person)), channel, never),), "preference")


def add_person(
    home: Home, name: str, *, emails: Sequence[str] = (), phones: Sequence[str] = (), organisation: str = "", title: str = "", word: str = "",
    left: tuple[str, str] | None = None, note: str = "",
) -> Told:  # fmt: skip
    """A person, or more about one: whoever has that address, else that very name, is the same."""
    _named(name, "person")
    addresses = _addresses(emails)
    odd = [p for p in phones if sum(c.isdigit() for c in p) < DIGITS]
    if odd:
        raise BadUsage(f"{odd[0]!r} is no phone number")
    known = _already(home, name, emails)
    where, gone = left or ("", "")
    who = Identity(
        name=name, emails=addresses, phones=tuple(_number(home, p) for p in phones), organisation=organisation or where,
        title=title, note=note, left=day(home, gone, past=True) if gone else None, handles=known,
    )  # fmt: skip
    bodies: list[Body] = [who]
    if word:
        word = word.strip().casefold().replace(" ", "_").replace("-", "_")
        if word not in TIES:
            raise BadUsage(f"{word!r} is no tie: choose from {', '.join(TIES)}")
        from afterword.story.directory import identity_handles

        bodies.append(Tie(Ref(name, identity_handles(who), organisation or where), word, organisation or where))
    return _keep(home, bodies, "person add")


def _already(home: Home, name: str, emails: Sequence[str]) -> tuple[str, ...]:
    handles = [h.email_handle(e) for e in emails]
    for handle in handles:
        if home.store.persons([handle]):
            return (handle,)
    from afterword.app.people import matches

    exact = [s for s in matches(home, name) if h.name_key(s.name) == h.name_key(name) and " " in h.name_key(name)]
    return ref_to(exact[0]).handles[:1] if len(exact) == 1 else ()


def _number(home: Home, text: str) -> str:
    from afterword.app.numbers import e164

    return e164(text, home.me.country)
