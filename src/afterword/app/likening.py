"""Who may be the same person: looked for after an import, asked a few at a time on the page, gone through in one review."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from afterword.app.sayings import answered
from afterword.errors import NotFound
from afterword.facts import codec
from afterword.facts import handles as h
from afterword.facts.kinds import Body, Correction, Decision
from afterword.store.rows import QuestionRow
from afterword.story import PersonStory, Sighting
from afterword.story.likeness import Alike, profiles, suggestions
from afterword.strategy.model import Question
from afterword.strategy.planner import key_of
from afterword.strategy.timing import evidence

if TYPE_CHECKING:
    from afterword.app.home import Home

KEPT, ASKED = 200, 3
"""Pairs kept for the review, and asked about on the page of the day: a page of questions is read by nobody."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two who may be one person, with the question about them. `likely` is 0..1, an order and no chance."""

    key: str
    a: PersonStory
    b: PersonStory
    likely: float
    reasons: tuple[str, ...]


def look(home: Home) -> None:
    """Looks through everybody for pairs that may be one person, one of them in the search; keeps them for the page and the review."""
    store = home.store
    inside = {k for k in store.subjects() if not h.is_house(k)}
    told = [codec.loads(Sighting, body) for body in store.all_sightings().values()] if inside else []
    people = [s for s in told if s.kind == "person"]
    home.world.know({s.handles[-1] for s in people} | {x for s in people if s.apart for x in s.handles})
    subject_of = home.world.subject_of
    apart = {frozenset(map(subject_of, s.handles)) for s in people if s.apart}
    asked = {frozenset(p[:2]) for p in json.loads(store.meta("alike") or "[]")}
    found = [
        x for x in suggestions(profiles(people, subject_of), inside.__contains__)
        if frozenset((x.a, x.b)) not in apart | asked
    ]  # fmt: skip
    store.put_meta("near", json.dumps([[x.a, x.b, x.likely, list(x.reasons)] for x in found[:KEPT]]))
    ask(home)


def ask(home: Home, planned: Collection[str] | None = None) -> None:
    """Puts the likeliest pairs that are open on the page. `planned`: the subjects that may be others than when it was last done."""
    near = _kept(home)
    if planned is not None and not any(x.a in planned or x.b in planned for x in near):
        return
    if near or home.store.meta("near asked"):
        rows = [row for x in _open(home, near, ASKED) if (row := _row(home, x)) is not None]
        home.store.put_questions({"near": rows})
        home.store.put_meta("near asked", "yes" if rows else "")


def _kept(home: Home) -> list[Alike]:
    return [Alike(a, b, likely, tuple(why)) for a, b, likely, why in json.loads(home.store.meta("near") or "[]")]


def _key(a: str, b: str) -> str:
    return key_of("question", "same", *sorted((a, b)))


def _open(home: Home, near: Collection[Alike], most: int) -> Iterator[Alike]:
    """Those that are still two people here, and of whom the user has not said what they are."""
    if not near:
        return
    known = home.store.persons({k for x in near for k in (x.a, x.b)})
    said = answered(home.store)
    count = 0
    for x in near:
        if count < most and known.get(x.a) == x.a and known.get(x.b) == x.b and _key(x.a, x.b) not in said:
            count += 1
            yield x


def described(one: PersonStory) -> str:
    """A person as a question names them: name, organisation, and the best handle."""
    at = one.emails[0] if one.emails else f"linkedin {one.slugs[0]}" if one.slugs else one.phones[0] if one.phones else ""
    return " ".join(filter(None, (one.name, f"({one.organisation})" if one.organisation else "", at)))


def _row(home: Home, x: Alike) -> QuestionRow | None:
    one = _question(home, x)
    return QuestionRow(one.key, json.dumps(codec.plain(one), ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")) if one else None


def _question(home: Home, x: Alike) -> Question | None:
    a, b = home.world.person(x.a), home.world.person(x.b)
    if a is None or b is None or a.key == b.key or a.mailbox or b.mailbox:
        return None
    told = tuple(evidence(s.facts[0], described(s)) for s in (a, b) if s.facts)
    ask = f"Is this the same person? {described(a)} and {described(b)}: {', '.join(x.reasons)}"
    return Question(_key(x.a, x.b), ask, ("yes", "no"), told, (x.a, x.b), "person_merge")


def pairs(home: Home, most: int = KEPT) -> list[Pair]:
    """Every open pair for the review, the likeliest first: those of one full name too."""
    same = [Alike(a, b, 0.45, ("the same full name",)) for a, b, _ in json.loads(home.store.meta("alike") or "[]")]
    every = sorted({(x.a, x.b): x for x in (*_kept(home), *same)}.values(), key=lambda x: (-x.likely, x.a, x.b))
    found = []
    for x in _open(home, every, most):
        a, b = home.world.person(x.a), home.world.person(x.b)
        if a is not None and b is not None and a.key != b.key and not a.mailbox and not b.mailbox:
            found.append(Pair(_key(x.a, x.b), a, b, x.likely, x.reasons))
    return found


def question(home: Home, key: str) -> Question:
    """The question about a pair that is not on the page. Raises NotFound."""
    wanted = key.strip().lower()
    near = [x for x in _open(home, _kept(home), KEPT) if wanted and _key(x.a, x.b).startswith(wanted)]
    found = _question(home, near[0]) if len(near) == 1 else None
    if found is None:
        raise NotFound(f"no question has the key {key!r}: see `afterword today` and `afterword person review`")
    return found


def decide(home: Home, pair: Pair, *, same: bool) -> None:
    """The user's word on a pair, as one act that undo takes back."""
    told = tuple(p.facts[0].id for p in (pair.a, pair.b) if p.facts)
    handles = (pair.a.key, pair.b.key)
    bodies: list[Body] = [
        Decision("answer", pair.key, "question", "person_merge", handles, told, choice="yes" if same else "no"),
        Correction("person_merge" if same else "person_split", *handles),
    ]
    home.record(bodies, f"person {'merge' if same else 'split'}")


def pairs_json(found: list[Pair]) -> dict[str, Any]:
    """The document of `person review --json`."""

    def one(p: PersonStory) -> dict[str, Any]:
        return {"key": p.key, "name": p.name, "organisation": p.organisation, "title": p.title, "emails": list(p.emails), "phones": list(p.phones), "linkedin": list(p.slugs)}

    return {
        "version": 1,
        "pairs": [{"key": x.key, "likely": x.likely, "reasons": list(x.reasons), "a": one(x.a), "b": one(x.b), "choices": ["yes", "no"]} for x in found],
    }  # fmt: skip


def pair_lines(pair: Pair) -> list[str]:
    """A pair for the terminal, one under the other, with why it is asked."""
    rows = []
    for p in (pair.a, pair.b):
        rows.append(f"  {p.name or '(no name)'}{f', {p.title}' if p.title else ''}{f', {p.organisation}' if p.organisation else ''}")
        rows.append(f"      {', '.join((*p.emails[:2], *p.phones[:1], *p.slugs[:1])) or 'nothing but the name'}")
    return [*rows, f"  because: {'; '.join(pair.reasons)}"]
