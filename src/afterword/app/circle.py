"""The circle: from what the ledger took in, over who is who, to a fresh plan and the questions that only the user can answer."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from afterword.app import doubts, vanished
from afterword.app.leaning import TARGETS
from afterword.app.planning import Progress, Understood, keep, likeness_question, understand
from afterword.app.planning import settle as settled
from afterword.app.remembering import remember
from afterword.app.replanning import replan
from afterword.app.sayings import answered, sayings, sayings_of, speaks_of_readings
from afterword.facts import Fact
from afterword.facts.kinds import Position
from afterword.reading import Told
from afterword.store.rows import Appended, Touch
from afterword.story import Likeness, durable

if TYPE_CHECKING:
    from afterword.app.home import Home


def understood(home: Home, facts: Iterable[Fact], said: Mapping[str, Told] | None = None) -> list[Understood]:
    """What these facts say, with what the user said of them (those in force, where not given)."""
    me, days, country = home.me.emails | home.me.slugs, home.workdays(), home.me.country
    said = sayings_of(home.store) if said is None else said
    return [understand(f, me, days, country, said.get(f.id)) for f in facts]


def read_as_said(home: Home, before: Mapping[str, Told], fresh: Iterable[Fact] = ()) -> tuple[list[Understood], tuple[set[str], set[str]]]:
    """The mails of which something else is said than `before`: understood anew, and the handles their old reading let go.

    `fresh` facts came (or went) just now and were understood as said already.
    """
    now, known = sayings_of(home.store), {f.id for f in fresh}
    changed = sorted(mail for mail in (before.keys() | now.keys()) - known if before.get(mail) != now.get(mail))
    facts = list(home.store.by_id(changed).values())
    hidden = home.store.hidden([f.id for f in facts])
    facts = [f for f in facts if f.id not in hidden]
    old = understood(home, facts, before)
    home.store.drop_touches(Touch(x, u.fact.id, u.fact.at, durable(u.fact)) for u in old for x in u.handles)
    rows = [row for u in old for row in u.seen]
    home.store.take_sightings(rows)
    return understood(home, facts, now), ({x for u in old for x in u.handles}, {x for row in rows for x in row.handles})


def release(home: Home, done: Appended) -> tuple[set[str], set[str]]:
    """Takes back what the poorer copies said that gave way to fuller ones. Returns handles touched and doubtful."""
    if not done.replaced:
        return set(), set()
    old = understood(home, done.replaced)
    home.store.drop_touches(Touch(x, u.fact.id, u.fact.at, durable(u.fact)) for u in old for x in u.handles)
    back = {f.id for f in done.revived}  # an undo had taken theirs already
    rows = [row for u in old if u.fact.id not in back for row in u.seen]
    home.store.take_sightings(rows)
    return {x for u in old for x in u.handles}, {x for row in rows for x in row.handles}


def digest(home: Home, some: Sequence[Understood], progress: Progress | None = None, *, left: tuple[set[str], set[str]] = (set(), set())) -> None:
    """Shelves what was understood, settles who is who, plans whom it concerns; `left`: handles that facts have let go."""
    touched, doubtful = keep(home.store, some)
    touched, doubtful = touched | left[0], doubtful | left[1]
    facts = [u.fact for u in some]
    lost, unsure = set[str](), set[str]()
    if speaks_of_readings(facts):
        told = {f.id for f in facts}
        anew, (lost, unsure) = read_as_said(home, sayings(f for f in home.store.in_force(["correction"]) if f.id not in told), facts)
        found, more = keep(home.store, anew)
        touched, doubtful = touched | lost | found, doubtful | unsure | more
    moved, everybody = settle(home, touched, doubtful, jobs=any(map(is_own_job, facts)))
    moved |= sweep(home, lost | unsure | left[0] | left[1])
    again = bool(left[0] or left[1] or speaks_of_readings(facts))  # facts that are known mean something else now
    planned = plan(home, moved | every(facts), everybody, progress, again=again)
    remember(home, None if everybody else planned)


def settle(home: Home, touched: set[str], doubtful: set[str], *, jobs: bool = False) -> tuple[set[str], bool]:
    """Who is who around these handles: the subjects that have moved, old and new, and whether the user's employer is another.

    `jobs`: facts about the user's own jobs came or went.
    """
    before = _subjects(home, touched)
    found = settled(home.store, doubtful)
    home.world.renamed(found.changed)
    _ask(home, found.alike, found.region)
    moved = before | _subjects(home, touched) | found.moved
    employer = bool(found.changed.keys() & (home.me.employers | home.me.employer_handles))
    return moved, (jobs or employer) and _other_me(home)


def every(facts: Iterable[Fact]) -> set[str]:
    """What these facts change beside the subjects they name: the list of wanted companies."""
    return {TARGETS} if any(f.kind == "target" for f in facts) else set()


def _other_me(home: Home) -> bool:
    """Tells the user anew; is it another than before?"""
    before = home.me
    if home.tell_me() == before:
        return False
    home.reset()
    return True


def _subjects(home: Home, handles: set[str]) -> set[str]:
    """Whose these handles are; a handle nobody has claimed stands for itself."""
    known = home.store.persons(handles)
    return {known.get(x, x) for x in handles}


def _ask(home: Home, alike: Iterable[Likeness], region: Collection[str]) -> None:
    """Who is alike in a region that was looked at anew; what was said of it before no longer counts."""
    known = json.loads(home.store.meta("alike") or "[]")
    pairs = sorted({(p.a, p.b, p.name) for p in alike} | {tuple(p) for p in known if p[0] not in region and p[1] not in region})
    home.store.put_meta("alike", json.dumps(pairs))


def plan(home: Home, moved: set[str], everybody: bool = False, progress: Progress | None = None, *, again: bool = True) -> set[str]:
    """Plans anew whomever it concerns that these have moved (all in the search, where it concerns `everybody`). Returns who that was.

    `again`: facts that were known say something else now.
    """
    if again:
        home.world.forget((), read=True)
    planned = replan(home.store, home.world, home.playbooks, moved | (set(home.store.subjects()) if everybody else set()), progress)
    with home.store.transaction():
        _questions(home, planned)
    return planned


def _questions(home: Home, planned: Collection[str]) -> None:
    """The review list: who may be the same person. Answered pairs are gone, since their sightings were mended."""
    pairs = json.loads(home.store.meta("alike") or "[]")
    kept, rows = [], []
    told = answered(home.store) if pairs else set()
    both = sorted({x for a, b, _ in pairs for x in (a, b)})
    known = home.store.persons(both)
    home.world.scales.weigh(both)
    for a, b, name in pairs:
        if known.get(a) != a or known.get(b) != b:
            continue
        kept.append((a, b, name))
        if home.world.scales.idle(a) and home.world.scales.idle(b):
            continue  # neither is in the search: nobody is told to see that
        row = likeness_question(Likeness(a, b, name), home.world)
        if row is not None and row.key not in told:
            rows.append(row)
    home.store.put_meta("alike", json.dumps(kept))
    home.store.put_questions({"review": rows})
    doubts.ask(home.store)
    vanished.ask(home)
    if home.store.meta("near"):
        from afterword.app.likening import ask

        ask(home, planned)


def sweep(home: Home, handles: set[str]) -> set[str]:
    """Forgets handles that no fact in force names any more. Returns the subjects that lost one, and those that these are now."""
    orphans = {x: who for x, who in home.store.persons(handles).items() if not home.store.sightings([x])}
    home.store.drop_persons(orphans)
    home.world.renamed(orphans)
    return {*orphans, *orphans.values()}


def is_own_job(one: Fact) -> bool:
    """Is this one of the user's own jobs?"""
    return isinstance(one.body, Position) and one.body.person is None
