"""Mending what was understood wrongly: who is who, which role a mail is about. Corrections are facts and win for ever."""

from __future__ import annotations

from typing import Any

from afterword.app.deciding import follow_up
from afterword.app.home import Home
from afterword.app.people import one_person
from afterword.errors import BadUsage, NotFound
from afterword.facts import handles as h
from afterword.facts.kinds import Correction
from afterword.story import Opportunity, OrganisationStory


def merge(home: Home, a: str, b: str) -> str:
    """Two are one person. Returns the name they go by."""
    first, second = one_person(home, a), one_person(home, b)
    if first.key == second.key:
        raise BadUsage(f"{a!r} and {b!r} are one person already")
    home.record((Correction("person_merge", first.key, second.key),), "person merge")
    return (home.world.person(first.key) or first).name


def split(home: Home, name: str, handle: str) -> None:
    """A handle of somebody is somebody else's."""
    person = one_person(home, name)
    wanted = [x for x in person.handles if x == handle or x.partition(":")[2].partition("|")[0].casefold() == handle.strip().casefold()]
    if not wanted:
        raise NotFound(f"{handle!r} is not of {person.name}: see `afterword person show {name!r}`")
    rest = [x for x in person.handles if x not in wanted]
    if not rest:
        raise BadUsage(f"{handle!r} is all that is known of {person.name}; there is nothing to split")
    home.record((Correction("person_split", wanted[0], rest[0], {"lone": "yes"}),), "person split")


def _houses(home: Home) -> list[OrganisationStory]:
    keys = [k for k in home.store.subjects() if h.is_house(k)]
    return sorted((s for k in keys if (s := home.world.organisation(k)) is not None and s.opportunities), key=lambda s: s.name)


def short(opp: Opportunity) -> str:
    """The short key of a role, as `role list` shows it."""
    from hashlib import sha256

    return sha256(opp.key.encode()).hexdigest()[:8]


def roles(home: Home) -> list[dict[str, Any]]:
    """Every role of the search."""
    return [
        {
            "key": short(o), "organisation": o.organisation, "role": o.role, "stage": o.stage, "applied": o.applied.isoformat() if o.applied else "",
            "interviews": [t.day.isoformat() for t in o.talks], "facts": [e.fact.id for e in o.entries],
        }
        for s in _houses(home)
        for o in s.opportunities
    ]  # fmt: skip


def _role(home: Home, text: str) -> tuple[OrganisationStory, Opportunity]:
    found = [(s, o) for s in _houses(home) for o in s.opportunities if short(o).startswith(text.casefold())]
    found = found or [(s, o) for s in _houses(home) for o in s.opportunities if h.role_key(text) and h.role_key(text) == h.role_key(o.role)]
    if len(found) != 1:
        raise NotFound(f"{text!r} is {'no role' if not found else 'several roles'} here: see `afterword role list`")
    return found[0]


def merge_roles(home: Home, a: str, b: str) -> None:
    """Two roles of one house are one."""
    (house, first), (other, second) = _role(home, a), _role(home, b)
    if house.key != other.key:
        raise BadUsage("two roles at different employers stay two")
    if not second.role:
        raise BadUsage("merge the unnamed role into the named one: give the named one second")
    house_handle = house.handles[0]
    if not first.role:
        home.record([Correction("role_assign", e.fact.id, house_handle, {"role": second.role}) for e in first.entries], "role merge")
        return
    home.record((Correction("role_merge", house_handle, "", {"from": first.role, "into": second.role}),), "role merge")


def split_role(home: Home, a: str) -> None:
    """Takes the merge of a role back."""
    facts = [f.body for f in home.store.in_force(["correction"]) if isinstance(f.body, Correction) and f.body.what == "role_merge"]
    wanted = [c for c in facts if h.role_key(c.value.get("from", "")) == h.role_key(a)]
    if not wanted:
        house, opp = _role(home, a)
        wanted = [c for c in facts if h.role_key(c.value.get("into", "")) == h.role_key(opp.role) and c.a in house.handles]
    if not wanted:
        raise NotFound(f"{a!r} was never merged: to move single mails, use `afterword role assign`")
    last = wanted[-1]
    home.record((Correction("role_split", last.a, "", {"from": last.value.get("from", "")}),), "role split")


def assign(home: Home, text: str, role: str) -> None:
    """A mail is about this role. `text` is a fact id (or its beginning), or a follow-up's key."""
    try:
        fact = home.store.get(text)
    except NotFound:
        one = follow_up(home, text)
        if not one.because:
            raise
        fact = home.store.get(one.because[0].fact)
    house = next((s for s in _houses(home) if any(e.fact.id == fact.id for o in s.opportunities for e in o.entries) or any(u.fact.id == fact.id for u in s.unassigned)), None)
    if house is None:
        raise NotFound(f"{text!r} belongs to no employer in your search")
    home.record((Correction("role_assign", fact.id, house.handles[0], {"role": role}),), "role assign")
