"""From new facts to a fresh plan: who is who, whom it touches, and only their plans anew (DESIGN.md, "The one path")."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from afterword.app import stamp as built
from afterword.app.course import course
from afterword.app.letters import cue, reading_of
from afterword.app.world import StoredWorld
from afterword.facts import Fact, Workdays, codec
from afterword.facts import handles as h
from afterword.facts.frozen import dataclass
from afterword.facts.kinds import Event, Identity, Interaction, Message
from afterword.reading import Reading, Told
from afterword.store.rows import FollowUpRow, OutreachRow, QuestionRow, SightingRow, Touch, WaitingRow, WordsRow
from afterword.store.turns import turns
from afterword.story import Likeness, PersonStory, Sighting, durable, resolve, sightings, touches, weight
from afterword.strategy.model import FollowUp
from afterword.strategy.planner import Plan, key_of, plan_organisation, plan_person
from afterword.strategy.senses import in_search
from afterword.strategy.timing import evidence
from afterword.strategy.world import Playbook

if TYPE_CHECKING:
    from afterword.store import Store

GLOBAL = ("target", "search")
"""Kinds that change the plans of more people than they name."""
RECENT_TOUCHES = 40
"""The user's last touches of a person that etiquette can look back on."""

TOGETHER = 100
"""Subjects whose facts are fetched, and whose plans are written, at once."""

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Understood:
    """A fact with its cue, touches and sightings: all that the store needs to know of it. Made in any process."""

    fact: Fact
    cue: bytes | None
    handles: tuple[str, ...]
    seen: tuple[SightingRow, ...]
    words: str
    weight: int = 0


def stamp(playbooks: Iterable[Playbook], timings: Mapping[str, tuple[int, int, int]]) -> str:
    """What the caches were made with: schema, reader, playbooks, timings. A difference rebuilds them."""
    parts = [*(f"{b.situation}:{b.version}" for b in sorted(playbooks, key=lambda b: b.situation)), json.dumps(sorted(timings.items()))]
    return built.prefix() + sha256("\0".join(parts).encode()).hexdigest()[:16]


@lru_cache(maxsize=1 << 14)
def _sighting_row(one: Sighting) -> SightingRow:
    """The same few people and houses are seen again and again."""
    body = codec.dumps(one)
    return SightingRow(sha256(body).hexdigest()[:32], one.index, body)


def understand(fact: Fact, me: frozenset[str], workdays: Workdays, country: str, said: Told | None = None) -> Understood:
    """Reads a fact: pure, so that workers can do it. What the user `said` of it wins."""
    if isinstance(fact.body, Message) and fact.body.bulk:
        return Understood(fact, None, (), (), "")  # its headers say that it goes to many: it is nobody's (rule 5), so nobody reads it
    return shelved(fact, reading_of(fact, me, workdays, country, said), me)


def shelved(fact: Fact, reading: Reading | None, me: frozenset[str]) -> Understood:
    """What the store is to keep of a fact that was read."""
    bulk = isinstance(fact.body, Message) and (fact.body.bulk or fact.body.spam)
    if bulk and isinstance(fact.body, Message) and fact.body.spam and not _worth(reading):
        return Understood(fact, None, (), (), "")
    handles = touches(fact, reading, me)
    seen = () if bulk and not handles else tuple(_sighting_row(s) for s in sightings(fact, reading, me))
    keep = reading is not None and not (bulk and not handles)
    return Understood(fact, cue(reading) if keep and reading else None, handles, seen, "" if bulk else _words(fact, reading), weight(fact, reading, me) if handles else 0)


def _worth(reading: Reading | None) -> bool:
    """Is a mail in the spam folder from a known kind of sender of job mail?"""
    return reading is not None and (reading.vendor is not None or reading.kind in ("offer", "interview_invitation", "interview_scheduled", "rejection"))


def _words(fact: Fact, reading: Reading | None) -> str:
    body = fact.body
    if isinstance(body, Message):
        return f"{body.subject}\n{body.sender.name} {body.sender.email}\n{reading.text if reading else body.text}"[:8000]
    if isinstance(body, Event):
        return f"{body.summary}\n{body.description}\n{' '.join(a.name for a in body.attendees)}"[:4000]
    if isinstance(body, Interaction):
        return f"{body.note}\n{' '.join(r.name for r in body.people)} {body.organisation}"
    return ""


def keep(store: Store, understood: Sequence[Understood], *, folded: bool = False) -> tuple[set[str], set[str]]:
    """Shelves what was understood (its words `folded` already). Returns the touched handles, and the handles whose owner may have changed."""
    store.put_cues({u.fact.id: u.cue for u in understood if u.cue is not None})
    store.put_touches(Touch(x, u.fact.id, u.fact.at, durable(u.fact), u.weight) for u in understood for x in u.handles)
    rows = [row for u in understood for row in u.seen]
    new = set(store.put_sightings(rows)) if rows else set()
    store.put_words(WordsRow(u.fact.id, u.fact.kind, u.words, u.fact.at, folded) for u in understood if u.words.strip())
    touched = {x for u in understood for x in u.handles}
    return touched, {x for row in rows if row.id in new for x in row.handles}


class Directory:
    """Keeps the answer to who is who up to date."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def settle(self, handles: Iterable[str]) -> tuple[dict[str, str], tuple[Likeness, ...], set[str], set[str]]:
        """Resolves the closed regions around these handles.

        Returns whose handles changed (handle → subject), pairs alike, subjects gone, and every handle of the regions.
        """
        region: dict[str, bytes] = {}
        frontier, seen = set(handles), set[str]()
        while frontier:
            found = self.store.sightings(frontier)
            seen |= frontier
            fresh = {k: v for k, v in found.items() if k not in region}
            region.update(fresh)
            frontier = {x for body in fresh.values() for x in codec.loads(Sighting, body).index} - seen
        every = [codec.loads(Sighting, body) for body in region.values()]
        answer = resolve(every)
        before = self.store.persons(answer.subjects)
        changed = {x: s for x, s in answer.subjects.items() if before.get(x) != s}
        self.store.put_persons(changed)
        gone = set(before.values()) - set(answer.subjects.values())
        return changed, answer.alike, gone, seen


def neighbours(store: Store, keys: set[str]) -> set[str]:
    """The subjects whose plan may lean on these: their employers, and the people of those employers."""
    around = {x for found in (store.links(keys), store.linked_to(keys)) for group in found.values() for x in group}
    houses = {k for k in around - keys if k.startswith(("domain:", "org:"))}
    people = {x for found in (store.links(houses), store.linked_to(houses)) for group in found.values() for x in group}
    return keys | around | people


def replan(store: Store, world: StoredWorld, playbooks: Sequence[Playbook], keys: Iterable[str], progress: Progress | None = None) -> None:
    """Tells and plans these subjects anew; organisations first, since an accepted offer concerns everybody."""
    houses = sorted(k for k in keys if k.startswith(("domain:", "org:")))
    people = sorted(set(keys) - set(houses), key=_by_house)
    total = len(houses) + len(people)
    before = world.accepted()
    sheets = _Sheets(store)
    with turns(store) as turn:

        def each(work: _Work, some: Sequence[str], done: int) -> None:
            for number, key in enumerate(_prepared(world, some), done + 1):
                work(sheets, world, playbooks, key)
                if not sheets.plans and turn():
                    world.renew()  # somebody told something in the pause
                if progress and done >= 0:
                    progress("plan", number, total)
            sheets.lay_down()

        each(_plan_house, houses, 0)
        world.turn()
        if world.accepted() != before:
            each(_plan_house, sorted(k for k in store.subjects() if k.startswith(("domain:", "org:"))), -1)  # what was asked of other employers ends with it
            world.turn()
            people = sorted({*people, *(k for k in store.subjects() if not k.startswith(("domain:", "org:")))}, key=_by_house)
        each(_plan_person, people, len(houses))


_Work = Callable[["_Sheets", StoredWorld, Sequence[Playbook], str], None]


def _by_house(key: str) -> tuple[str, str]:
    """Colleagues one after the other: they share a house, and most of their facts."""
    return (key.rpartition("@")[2], key)


def _prepared(world: StoredWorld, keys: Sequence[str]) -> Iterator[str]:
    """The keys, with what their stories need fetched for many at once."""
    for start in range(0, len(keys), TOGETHER):
        some = keys[start : start + TOGETHER]
        world.weigh(some)
        world.prepare([key for key in some if not world.idle(key)])
        yield from some


def _plan_house(sheets: _Sheets, world: StoredWorld, playbooks: Sequence[Playbook], key: str) -> None:
    story = world.organisation(key) if world.matters(key) else None
    if story is None or story.key != key:
        sheets.add(key, Plan(), None, set())
        world.won(key, None)
        return
    plan = plan_organisation(story, world, playbooks)
    roles = [codec.plain(course(o, world)) for o in story.opportunities]  # lists show these without telling the house
    kept: dict[str, Any] = {"house": story.name, "roles": roles, "wanted": story.target is not None}
    won = max((o for o in story.opportunities if o.stage == "accepted" and o.outcome), key=lambda o: o.outcome_on or world.since, default=None)
    if won is not None and won.outcome is not None and won.outcome_on is not None:
        kept["accepted"] = [won.outcome.id, won.outcome_on.isoformat(), story.name]
    world.won(key, kept.get("accepted"))
    people = {*story.people, *story.former, *(p for o in story.opportunities for p in o.people), *(o.contact for o in story.opportunities if o.contact)}
    sheets.add(key, plan, kept if "accepted" in kept or story.opportunities or story.target else None, people)


def _plan_person(sheets: _Sheets, world: StoredWorld, playbooks: Sequence[Playbook], key: str) -> None:
    if world.idle(key):
        sheets.add(key, Plan(), None, world.places(key))
        return
    story = world.person(key)
    if story is None or story.key != key:
        sheets.add(key, Plan(), None, set())
        return
    plan = plan_person(story, world, playbooks)
    others = {world.subject_of(x) for p in story.passages for x in (*p.by, *p.to)} - {key}
    houses = {world.subject_of(x) for x in (*story.organisations, *(h.org_handle(t.organisation) for t in story.ties), *(h.org_handle(j.organisation) for j in story.jobs), *(h.org_handle(p.organisation) for p in story.passages)) if x}
    interesting = bool(plan.follow_ups or plan.waiting or plan.questions or story.ties or story.passages or story.talks) or in_search(story, world)
    sheets.add(key, plan, _shown(story) if interesting else None, others | houses)


def _shown(story: PersonStory) -> dict[str, Any]:
    """What lists show of somebody without telling them: name, place, tie, the day of the last word."""
    last = max((e.day for e in story.entries if not e.automatic), default=None)
    tie = next((t.tie for t in story.ties if t.tie != "contact"), "")
    told = {"name": story.name, "place": story.organisation, "title": story.title, "tie": tie, "last": last.isoformat() if last else ""}
    return {k: v for k, v in told.items() if v or k == "name"}


def _row(one: FollowUp) -> FollowUpRow:
    w = one.window
    return FollowUpRow(one.key, one.situation, w.opens.isoformat(), w.due.isoformat(), w.closes.isoformat(), one.tier, codec.dumps(one))


class _Sheets:
    """Plans on their way into the store, many at once: each round trip has its price."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._begin()

    def _begin(self) -> None:
        self.plans: dict[str, list[FollowUpRow]] = {}
        self.waiting: dict[str, list[WaitingRow]] = {}
        self.questions: dict[str, list[QuestionRow]] = {}
        self.subjects: dict[str, bytes] = {}
        self.links: dict[str, set[str]] = {}
        self.outreach: dict[str, OutreachRow] = {}

    def add(self, key: str, plan: Plan, kept: dict[str, Any] | None, links: set[str]) -> None:
        """The plan of one subject; with nothing in it, the subject's old one goes."""
        self.plans[key] = [_row(f) for f in plan.follow_ups]
        self.waiting[key] = [WaitingRow(w.key, w.due_latest.isoformat() if w.due_latest else "9999-12-31", codec.dumps(w)) for w in plan.waiting]
        self.questions[key] = [QuestionRow(q.key, codec.dumps(q)) for q in plan.questions]
        if kept is not None:
            self.subjects[key] = json.dumps(kept, sort_keys=True, ensure_ascii=False).encode("utf-8", "replace")
        self.links[key] = links - {key, ""}
        if plan.outreach:
            recent = sorted(plan.outreach, key=lambda o: (o.day, o.houses, o.thanks))[-RECENT_TOUCHES:]
            body = json.dumps([[o.day.isoformat(), list(o.houses), list(o.handles), o.thanks] for o in recent], separators=(",", ":")).encode()
            self.outreach[key] = OutreachRow(key, recent[-1].day.isoformat(), key, "", body)
        if len(self.plans) >= TOGETHER:
            self.lay_down()

    def lay_down(self) -> None:
        """Writes what has gathered."""
        if not self.plans:
            return
        store = self.store
        store.put_plans(self.plans)
        store.put_waiting(self.waiting)
        store.put_questions(self.questions)
        store.drop_subjects(key for key in self.plans if key not in self.subjects)
        store.put_subjects(self.subjects)
        store.put_all_links(self.links)
        store.drop_outreach(key for key in self.plans if key not in self.outreach)
        store.put_outreach(list(self.outreach.values()))
        self._begin()


def is_global(fact: Fact) -> bool:
    """Does this fact change the plans of people it does not name?"""
    return fact.kind in GLOBAL or (isinstance(fact.body, Identity) and fact.body.me)


def likeness_question(pair: Likeness, world: StoredWorld) -> QuestionRow | None:
    """Is this the same person? Asked only where one of the two is in the search."""
    a, b = world.person(pair.a), world.person(pair.b)
    if a is None or b is None or a.key == b.key or not (in_search(a, world) or in_search(b, world)):
        return None
    key = key_of("question", "same", pair.a, pair.b)
    told = [evidence(s.facts[0], f"{s.name} {' '.join(s.emails[:1] or s.slugs[:1] or s.phones[:1])}".strip()) for s in (a, b) if s.facts]
    question = {
        "key": key, "ask": f"Is this the same person? {_described(a)} and {_described(b)}", "choices": ["yes", "no"],
        "because": [codec.plain(b) for b in told], "about": [pair.a, pair.b], "what": "person_merge",
    }  # fmt: skip
    return QuestionRow(key, json.dumps(question, ensure_ascii=False, sort_keys=True).encode())


def _described(story: PersonStory) -> str:
    at = story.emails[0] if story.emails else f"linkedin {story.slugs[0]}" if story.slugs else story.phones[0] if story.phones else ""
    return " ".join(filter(None, (story.name, f"({story.organisation})" if story.organisation else "", at)))
