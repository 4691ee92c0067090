"""Which plans no longer stand, and making those anew: the one place that decides it (docs/decisions/0026).

Given are the subjects that have *moved*: facts about them came or went, or say something else, or a handle became theirs or
somebody else's. Planned anew are they, the houses that look at one of them, and whoever looks at one of them or at a house that
shows another face than before. So a colleague's mail that changes nothing at the house ends there, and so does the mail of
somebody who is only named at a house, and is still who and where they were.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from afterword.app.course import course
from afterword.app.leaning import ACCEPTED, EVERY, FAR, Leaning, leaners, watched
from afterword.app.planning import Progress
from afterword.app.sheets import Sheet, lay_down, turned
from afterword.app.world import StoredWorld
from afterword.facts import codec
from afterword.facts import handles as h
from afterword.store.turns import turns
from afterword.story import OrganisationStory, PersonStory, Placed
from afterword.story.face import face, glimpse, glimpsed
from afterword.strategy.planner import plan_organisation, plan_person
from afterword.strategy.senses import in_search
from afterword.strategy.world import Playbook

if TYPE_CHECKING:
    from afterword.store import Store

TOGETHER = 100
"""Subjects whose facts are fetched, and whose plans are written, at once."""


def replan(store: Store, world: StoredWorld, playbooks: Sequence[Playbook], moved: Collection[str], progress: Progress | None = None) -> set[str]:
    """Plans anew whomever it concerns that these have moved. Returns all that were planned."""
    with turns(store) as turn:
        first = {*moved, *leaners(store, (k for k in moved if not h.is_house(k)))}  # a house's face says below whom it concerns
        afar = watched(store, moved)
        world.forget({*moved, *filter(h.is_house, first), *(x for found in afar.values() for x in found)}, read=False)
        first |= _elsewhere(store, world, afar)
        ended = world.accepted()
        done = _plan(store, world, playbooks, first, turn, progress)
        if world.accepted() != ended:  # it concerns whoever looked whether the search has ended
            done |= _plan(store, world, playbooks, leaners(store, (ACCEPTED,)), turn, progress)
    return done


def _elsewhere(store: Store, world: StoredWorld, afar: dict[str, set[str]]) -> set[str]:
    """Of the houses that look from afar at these people those to whom they belong now, and those that saw somebody else."""
    own = store.handles_of({house for found in afar.values() for house in found})
    turned: set[str] = set()
    seen = sorted(afar)
    for start in range(0, len(seen), TOGETHER):
        some = seen[start : start + TOGETHER]
        world.prepare(some)
        old = store.faces([FAR + key for key in some])
        now = {key: _seen(world, key) for key in some}
        for name in store.put_faces({FAR + key: glimpse(place) for key, place in now.items()}):
            place, before = now[key := name.removeprefix(FAR)], old.get(name)
            if place is None or before is None or glimpsed(key, before).handles != place.handles:
                turned |= afar[key]
            else:  # the same person: whom they belong to now looks at them from near
                turned |= {house for house in afar[key] if not (place.organisations | place.known_at).isdisjoint(own.get(house, [house]))}
    return turned


def _plan(
    store: Store, world: StoredWorld, playbooks: Sequence[Playbook], first: Iterable[str], turn: Callable[[], bool], progress: Progress | None
) -> set[str]:
    """Plans these, and whoever looks at a house among them that shows another face now."""
    done: set[str] = set()
    waiting = deque(sorted((k for k in first if not k.startswith(EVERY)), key=_by_house))
    while waiting:
        some = [k for _ in range(min(TOGETHER, len(waiting))) if (k := waiting.popleft()) not in done]
        world.gather(some)
        sheets: dict[str, Sheet] = {}
        for key in some:
            sheets[key] = _house(world, playbooks, key) if h.is_house(key) else _person(world, playbooks, key)
            done.add(key)
            if progress:
                progress("plan", len(done), len(done) + len(waiting))
        lay_down(store, sheets)
        others = leaners(store, turned(store, {key: one.face for key, one in sheets.items() if h.is_house(key)}))
        waiting.extendleft(sorted(others - done, key=_by_house, reverse=True))
        if turn():
            world.renew()  # somebody told something in the pause
    return done


def _by_house(key: str) -> tuple[str, bool, str]:
    """A house, then who writes from it: they share most of their facts."""
    return (key.rpartition("@")[2].removeprefix("domain:"), not h.is_house(key), key)


def _house(world: StoredWorld, playbooks: Sequence[Playbook], key: str) -> Sheet:
    story = world.organisation(key) if world.subject_of(key) == key and world.scales.matters(key) else None
    if story is None:
        world.won(key, None)
        return Sheet()
    seen = Leaning(world)
    plan = plan_organisation(story, seen, playbooks)
    roles = [codec.plain(course(o, seen)) for o in story.opportunities]  # lists show these without telling the house
    kept: dict[str, Any] = {"house": story.name, "roles": roles, "wanted": story.target is not None}
    if won := _won(story, world):
        kept["accepted"] = won
    world.won(key, won)
    shown = kept if won or story.opportunities or story.target else None
    others_see = world.outline(key)
    on = world.stands_on(key)
    far = {FAR + x: glimpse(_seen(world, x)) for x in on.far - seen.on}
    return Sheet(plan, shown, frozenset({*seen.on, *on.near, *far}), face(others_see) if others_see else None, far)


def _seen(world: StoredWorld, key: str) -> Placed | None:
    """Who and where somebody is; nobody where a merge or a split took the name away."""
    return world.place(key) if world.subject_of(key) == key else None


def _won(story: OrganisationStory, world: StoredWorld) -> list[str] | None:
    """The offer accepted there: its fact, its day, the house."""
    best = max((o for o in story.opportunities if o.stage == "accepted" and o.outcome), key=lambda o: o.outcome_on or world.since, default=None)
    if best is None or best.outcome is None or best.outcome_on is None:
        return None
    return [best.outcome.id, best.outcome_on.isoformat(), story.name]


def _person(world: StoredWorld, playbooks: Sequence[Playbook], key: str) -> Sheet:
    if world.subject_of(key) != key:
        return Sheet()  # a merge or a split took the name away
    near = world.scales.places(key)
    story = None if world.scales.idle(key) else world.person(key)
    if story is None:
        return Sheet(leans=frozenset(near))
    seen = Leaning(world)
    plan = plan_person(story, seen, playbooks)
    others = {world.subject_of(x) for p in story.passages for x in (*p.by, *p.to)}
    named = (*(t.organisation for t in story.ties), *(j.organisation for j in story.jobs), *(p.organisation for p in story.passages))
    houses = {world.subject_of(x) for x in (*story.organisations, *map(h.org_handle, named)) if x}  # whoever asks who was where finds them by these
    interesting = bool(plan.follow_ups or plan.waiting or plan.questions or story.ties or story.passages or story.talks) or in_search(story, seen)
    return Sheet(plan, _shown(story) if interesting else None, frozenset(seen.on | others | houses | near))


def _shown(story: PersonStory) -> dict[str, Any]:
    """What lists show of somebody without telling them: name, place, tie, the day of the last word."""
    last = max((e.day for e in story.entries if not e.automatic), default=None)
    tie = next((t.tie for t in story.ties if t.tie != "contact"), "")
    told = {"name": story.name, "place": story.organisation, "title": story.title, "tie": tie, "last": last.isoformat() if last else ""}
    return {k: v for k, v in told.items() if v or k == "name"}
