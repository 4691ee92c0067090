"""What the fast page needs beside the plan, kept after every change: zone, holidays, the state of the search, who must not learn of it."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import TYPE_CHECKING

from afterword.facts import codec

if TYPE_CHECKING:
    from afterword.app.home import Home

NEAR = 800
"""Days around today whose holidays are kept."""


def remember(home: Home, changed: Collection[str] | None = None) -> None:
    """Keeps it. `changed`: the subjects that were planned anew, where who the user is stayed as it was; else all is worked out."""
    today = home.today
    near = sorted(d.isoformat() for d in home.workdays().holidays if abs((d - today).days) < NEAR)
    search, me = home.search, home.me
    told = {
        "zone": me.zone, "country": me.country, "name": me.name, "holidays": near, "search": search.state,
        "until": search.until.isoformat() if search.until else "", "employer": _employer_names(home, changed),
        "limits": codec.plain(home.limits), "settings": home.settings_digest,
    }  # fmt: skip
    home.store.put_meta("page", json.dumps(told, sort_keys=True))


def _employer_names(home: Home, changed: Collection[str] | None) -> list[str]:
    """Handles of people and houses that must not learn of the search: the same as before where nobody was planned who is, was or became one of them."""
    if not home.me.employer_handles:
        return []
    keys = set(home.store.persons(home.me.employer_handles).values())
    before = json.loads(home.store.meta("page") or "{}").get("employer")
    if before and changed is not None and not {*keys, *before} & {*changed, *(x for found in home.store.links(changed).values() for x in found)}:
        return list(before)
    people = sorted({x for found in home.store.linked_to(keys).values() for x in found})
    staff = [s for s in home.world.persons(people) if set(s.organisations) & home.me.employer_handles]
    names = {f"name:{home.me.employer.casefold()}"} | {f"name:{o.name.casefold()}" for k in keys if (o := home.world.organisation(k))}
    return sorted(names | {x for s in staff for x in s.handles})
