"""From new facts to a fresh plan: who is who, whom it touches, and only their plans anew (DESIGN.md, "The one path")."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

from afterword.app import stamp as built
from afterword.app.letters import cue, reading_of
from afterword.app.world import StoredWorld
from afterword.facts import Fact, Workdays, codec
from afterword.facts.frozen import dataclass
from afterword.facts.handles import name_key
from afterword.facts.kinds import Event, Identity, Interaction, Message
from afterword.reading import Reading, Told
from afterword.store.rows import QuestionRow, SightingRow, Touch, WordsRow
from afterword.story import Likeness, PersonStory, Sighting, durable, resolve, sightings, touches, weight
from afterword.strategy.planner import key_of
from afterword.strategy.senses import in_search
from afterword.strategy.timing import evidence
from afterword.strategy.world import Playbook

if TYPE_CHECKING:
    from afterword.store import Store

Progress = Callable[[str, int, int], None]
"""What is being done, how far it is, of how much."""


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


@lru_cache(maxsize=1 << 12)
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


@dataclass(frozen=True, slots=True)
class Settled:
    """Who is who around some handles: pairs alike, the subjects that gained or lost a handle, and all handles that were looked at."""

    changed: Mapping[str, str]  # handle → the subject it belongs to now
    moved: frozenset[str]
    alike: tuple[Likeness, ...]
    region: frozenset[str]


def settle(store: Store, handles: Iterable[str]) -> Settled:
    """Resolves the closed regions around these handles."""
    region: dict[str, Sighting] = {}
    frontier, seen = set(handles), set[str]()
    while frontier:
        found = store.sightings(frontier)
        seen |= frontier
        fresh = {k: codec.loads(Sighting, v) for k, v in found.items() if k not in region}
        region.update(fresh)
        frontier = {x for one in fresh.values() for x in one.index} - seen
    answer = resolve(list(region.values()))
    before = store.persons(answer.subjects)
    changed = {x: s for x, s in answer.subjects.items() if before.get(x) != s}
    store.put_persons(changed)
    moved = {who for x, s in changed.items() if before.get(x, x) != s for who in (before.get(x, x), s)}  # whom nobody claims stands for itself
    return Settled(changed, frozenset(moved), answer.alike, frozenset(seen))


def is_me(fact: Fact) -> bool:
    """Does it say who the user is? Then nothing that was read before may hold."""
    return isinstance(fact.body, Identity) and fact.body.me


def likeness_question(pair: Likeness, world: StoredWorld) -> QuestionRow | None:
    """Is this the same person? Asked only where one of the two is in the search, and never of the user's own name."""
    if name_key(pair.name) == name_key(world.me.name):
        return None  # the user at another address, or a namesake: either way nobody is owed a word
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
