"""The world as the store holds it: stories told on demand, for the strategy to look at."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from afterword.app.leaning import Footing, seen_before
from afterword.app.letters import from_cue
from afterword.app.scales import WINDOW, Scales, own_handles
from afterword.facts import Fact, Workdays, without_words
from afterword.facts import handles as h
from afterword.facts.kinds import Application, Interaction, Target
from afterword.story import (
    Me,
    OrganisationStory,
    PersonStory,
    Placed,
    Told,
    durable,
    matters,
    place_of,
    tell_organisation,
    tell_person,
    tell_place,
    touches,
)
from afterword.story.face import outline
from afterword.story.organisation import organisation_name

if TYPE_CHECKING:
    from afterword.store import Store

MOST_SAID = 5_000
"""Conversation that a story keeps, the newest: nobody exchanges as many words with a person, but a robot's or a list's address may."""
MANY = 50_000
"""Touches fetched at once: beyond that a hub is among the subjects."""
TOGETHER = 100
"""Subjects whose facts are fetched at once."""
KEPT_PERSONS, KEPT_ORGANISATIONS, KEPT_READY, KEPT_FACTS = 2000, 200, 600, 8000
"""Stories and facts kept at hand; the rest are told again when asked for, so memory stays bounded."""

T = TypeVar("T")


class _Shelf(OrderedDict[str, T]):
    """The last few stories."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.size = size

    def keep(self, key: str, value: T) -> T:
        self[key] = value
        self.move_to_end(key)
        if len(self) > self.size:
            self.popitem(last=False)
        return value


class StoredWorld:
    """The strategy's World over one store. Lives for one run; `forget` drops what changed."""

    def __init__(
        self, store: Store, me: Me, since: date, workdays: Callable[[str], Workdays], timings: Mapping[str, tuple[int, int, int]] | None = None
    ) -> None:
        self.store, self.me, self.since = store, me, since
        self._workdays = workdays
        self._timings = dict(timings or {})
        self._persons: _Shelf[PersonStory] = _Shelf(KEPT_PERSONS)
        self._organisations: _Shelf[tuple[OrganisationStory, Footing]] = _Shelf(KEPT_ORGANISATIONS)
        self._outlines: _Shelf[OrganisationStory] = _Shelf(KEPT_ORGANISATIONS)
        self._wins: dict[str, list[str]] | None = None
        self._placed: _Shelf[Placed] = _Shelf(KEPT_PERSONS)
        self._awaited: set[str] = set()
        self._ready: _Shelf[tuple[list[str], list[Told]]] = _Shelf(KEPT_READY)
        self._named: _Shelf[tuple[list[Told], set[str]]] = _Shelf(KEPT_ORGANISATIONS)
        self._read: _Shelf[Told] = _Shelf(KEPT_FACTS)
        self._subjects: dict[str, str] = {}
        self.scales = Scales(store, since, self.know, self.subject_of)
        self._targets: tuple[OrganisationStory, ...] | None = None
        self._accepted: tuple[Fact, date, str] | bool | None = False

    def forget(self, keys: Iterable[str], *, read: bool = True) -> None:
        """Drops stories that facts have changed; `read`: what was read in facts may have changed, too."""
        for key in keys:
            self._persons.pop(key, None)
            self._placed.pop(key, None)
            self._organisations.pop(key, None)
            self._outlines.pop(key, None)
        if read:
            self._read.clear()
        self.scales.clear()
        self.turn()

    def turn(self) -> None:
        """Looks anew at what concerns everybody; the facts are still the same."""
        self._ready.clear()
        self._named.clear()
        self._targets, self._accepted = None, False
        self._outlines.clear()

    def renew(self) -> None:
        """Forgets everything: somebody else has written."""
        self._persons.clear()
        self._placed.clear()
        self._organisations.clear()
        self._subjects.clear()
        self._wins = None
        self.forget(())

    def renamed(self, handles: Iterable[str]) -> None:
        """These handles are somebody else's now."""
        for handle in handles:
            self._subjects.pop(handle, None)

    def know(self, handles: Iterable[str]) -> None:
        """Looks up at once whose these handles are."""
        new = {x for x in handles if x and x not in self._subjects}
        found = self.store.persons(new) if new else {}
        self._subjects.update({x: found.get(x, x) for x in new})

    def won(self, key: str, told: list[str] | None) -> None:
        """A house's accepted offer: its fact, day and name; None where there is none."""
        wins = self._won()
        if wins.get(key) != told:
            self._accepted = False
            self._outlines.clear()  # they show more once the search has ended
            if told is None:
                wins.pop(key, None)
            else:
                wins[key] = told

    def _won(self) -> dict[str, list[str]]:
        if self._wins is None:
            self._wins = {key: json.loads(body)["accepted"] for key, body in self.store.subjects().items() if b'"accepted":' in body}
        return self._wins

    # Stories

    def gather(self, keys: Sequence[str]) -> None:
        """Fetches together what the stories of these subjects need, which are asked for next; of houses also what is known of whom they name."""
        self.know(keys)
        self.scales.weigh(keys)
        self._awaited = {key for key in keys if not h.is_house(key) and not self.scales.idle(key)}
        self.prepare([key for key in keys if key not in self._persons and key not in self._ready and not self.scales.idle(key)])
        houses = [key for key in keys if key in self._ready and h.is_house(key) and self.scales.matters(key)]
        for key, place in seen_before(self.store, houses).items():
            self._placed.keep(key, place)
        touched = {x for key in houses for x in self._names_in(key)[1]}
        self.know(touched)
        names = {self.subject_of(x) for x in touched} - self._ready.keys() - self._persons.keys() - self._placed.keys()
        self.prepare(sorted(names)[: KEPT_READY // 2])

    def prepare(self, keys: Sequence[str]) -> None:
        """Fetches together what the stories of these subjects need. Hubs are left to be told alone."""
        if not keys:
            return
        known = self.store.handles_of(keys)
        handles = {key: own_handles(known.get(key, [key])) for key in keys}
        touched = self.store.touched_by({x for some in handles.values() for x in some}, MANY, WINDOW)
        if touched is None:
            return
        wanted = {key: _within({row for x in some for row in touched[x]}) for key, some in handles.items()}
        told = self._told_of({name for names in wanted.values() for name in names})
        for key, names in wanted.items():
            some = sorted((told[name] for name in names if name in told), key=lambda t: (t.fact.at, t.fact.id))
            self._ready.keep(key, (handles[key], some))

    def _told_of(self, names: set[str]) -> dict[str, Told]:
        """These facts, read: each is looked at once for the many stories it stands in."""
        told = {name: self._read[name] for name in names if name in self._read}
        for name, pair in self.store.with_cues(names - told.keys(), words=False).items():
            told[name] = self._read.keep(name, _told(*pair))
        return told

    def subject_of(self, handle: str) -> str:
        """The subject behind a handle; the handle itself where nobody is known."""
        if handle not in self._subjects:
            if len(self._subjects) > 50_000:
                self._subjects.clear()
            self._subjects[handle] = self.store.persons([handle]).get(handle, handle)
        return self._subjects[handle]

    def told(self, handles: Iterable[str]) -> list[Told]:
        """The facts about these handles: durable ones whole, conversation within 400 days of its newest, and not more than a story keeps."""
        wanted = list(handles)
        since = self.store.newest(wanted, durable=False) - WINDOW
        rows = self.store.touching(wanted, max(since, self.store.newest(wanted, durable=False, nth=MOST_SAID)))
        kept = _within([(fact.at, durable(fact), fact.id) for fact, _ in rows])
        return [_told(fact, cue) for fact, cue in rows if fact.id in kept]

    def handles_of(self, key: str) -> list[str]:
        """Every handle of a subject."""
        return own_handles(self.store.handles_of([key]).get(key, [key]))

    def _heard(self, key: str) -> tuple[list[str], list[Told]]:
        """A subject's handles and facts, from what was prepared where it was."""
        if key not in self._ready:
            self.prepare([key])
        if key in self._ready:
            return self._ready[key]
        handles = self.handles_of(key)
        return handles, self.told(handles)

    def person(self, handle: str) -> PersonStory | None:
        if not handle:
            return None
        key = self.subject_of(handle)
        if key in self._persons:
            return self._persons[key]
        handles, told = self._heard(key)
        return self._persons.keep(key, tell_person(key, handles, told, self.me)) if told else None

    def persons(self, keys: Sequence[str]) -> Iterator[PersonStory]:
        """The stories of many, what they need fetched together; whoever nothing is known of is left out."""
        for start in range(0, len(keys), TOGETHER):
            some = keys[start : start + TOGETHER]
            self.prepare([key for key in some if key not in self._persons and key not in self._ready])
            yield from (story for key in some if (story := self.person(key)) is not None)

    def organisation(self, handle: str) -> OrganisationStory | None:
        if not handle:
            return None
        key = self.subject_of(handle)
        if key not in self._organisations and (found := self._tell_house(key)) is not None:
            self._organisations.keep(key, found)
        return self._organisations[key][0] if key in self._organisations else None

    def outline(self, handle: str) -> OrganisationStory | None:
        """The house with this handle as plans for others see it."""
        story = self.organisation(handle)
        if story is None:
            return None
        if story.key not in self._outlines:
            self._outlines.keep(story.key, outline(story, ended=self.accepted() is not None))
        return self._outlines[story.key]

    def stands_on(self, key: str) -> Footing:
        """From whom the story of a house was told."""
        self.organisation(key)
        return self._organisations[key][1] if key in self._organisations else Footing()

    def _tell_house(self, key: str) -> tuple[OrganisationStory, Footing] | None:
        """The story of a house, and whose it was told from."""
        handles, told = self._heard(key)
        if not told:
            return None
        telling, touched = self._names_in(key) if self.scales.matters(key) else ([], set())
        if not telling:
            return OrganisationStory(key, tuple(handles), organisation_name(told, frozenset(handles))), Footing()
        asked: set[str] = set()

        def subject_of(handle: str) -> str:
            asked.add(found := self.subject_of(handle))
            return found

        persons = self._people_of(telling, touched, frozenset(handles), subject_of)
        self.prepare([p.key for p in persons if p.key not in self._ready][: KEPT_READY // 2])
        extra = {t.fact.id: t for p in persons for t in self._heard(p.key)[1]}
        every = list({**extra, **{t.fact.id: t for t in told}}.values())
        story = tell_organisation(key, handles, every, persons, self.me, subject_of)
        far = {self.subject_of(x) for x in touched} - {p.key for p in persons}
        return story, Footing(frozenset(asked - far - {key}), frozenset(far))

    def _names_in(self, key: str) -> tuple[list[Told], set[str]]:
        """What is told of a house that matters, with what is kept for ever, and whom it names: a list's thousand writers are nobody's colleagues here."""
        if key not in self._named:
            told = self._heard(key)[1]
            weighty = {t.fact.id for t in told if matters(t.fact, t.reading)}
            telling = [t for t in told if t.fact.id in weighty or durable(t.fact)] if weighty else []
            self._named.keep(key, (telling, {x for t in telling for x in self._touches(t)}))
        return self._named[key]

    def _touches(self, one: Told) -> list[str]:
        return [x for x in touches(one.fact, one.reading, self.me.emails | self.me.slugs) if not h.is_house(x)]

    def _people_of(self, telling: list[Told], touched: set[str], own: frozenset[str], subject_of: Callable[[str], str]) -> list[Placed]:
        """Whoever is named, as far as they belong to the organisation or have a part in its roles."""
        self.know(touched)
        names = sorted(set(map(subject_of, touched)))
        self.prepare([x for x in names if x not in self._persons and x not in self._placed and x not in self._ready])
        found = [p for name in names if (p := self.place(name)) is not None]
        told_of = {
            subject_of(x) for t in telling if isinstance(t.fact.body, (Application, Interaction)) for x in self._touches(t)
        }  # whoever the user named with it has a part in it, wherever they work
        return [p for p in found if p.key in told_of or own & p.organisations or own & p.known_at]

    def place(self, key: str) -> Placed | None:
        """Where somebody belongs, told whole or not."""
        if key in self._placed:
            return self._placed[key]
        if key in self._persons or key in self._awaited:  # whoever is asked for next is told now, and once
            story = self.person(key)
            return place_of(story) if story is not None else None
        handles, told = self._heard(key)
        return self._placed.keep(key, tell_place(key, handles, told, self.me)) if told else None

    def workdays(self, country: str = "") -> Workdays:
        return self._workdays(country)

    def targets(self) -> tuple[OrganisationStory, ...]:
        if self._targets is None:
            named = [h.org_handle(f.body.organisation) for f in self.store.in_force(["target"]) if isinstance(f.body, Target)]
            self.know(named)
            wanted = {self.subject_of(name) for name in named}
            stories = [s for key in sorted(wanted) if (s := self.organisation(key)) is not None and s.target is not None]
            self._targets = tuple(sorted(stories, key=lambda s: (s.rank or 10**6, s.targeted_on or date.min, s.key)))
        return self._targets

    def accepted(self) -> tuple[Fact, date, str] | None:
        if self._accepted is False:
            self._accepted = self._find_accepted()
        return self._accepted  # type: ignore[return-value]

    def _find_accepted(self) -> tuple[Fact, date, str] | None:
        best: tuple[Fact, date, str] | None = None
        for fact_id, day, organisation in self._won().values():
            fact = self.store.fact(fact_id)
            if fact is not None and (best is None or (day, fact_id) > (best[1].isoformat(), best[0].id)):
                best = (without_words(fact), date.fromisoformat(day), organisation)
        return best

    def days(self, situation: str, step: str, default: tuple[int, int, int]) -> tuple[int, int, int]:
        return self._timings.get(f"{situation}.{step}", default)


def _told(fact: Fact, cue: bytes | None) -> Told:
    return Told(without_words(fact), from_cue(cue) if cue else None)


def _within(rows: Collection[tuple[int, bool, str]]) -> set[str]:
    """Of these touches the facts that a story keeps: durable ones, and the newest conversation within the window of the very newest."""
    since = max((at for at, durable, _ in rows if not durable), default=0) - WINDOW
    said = [(at, name) for at, durable, name in rows if not durable and at >= since]
    if len(said) > MOST_SAID:
        said = sorted(said)[-MOST_SAID:]
    return {name for _, name in said}.union(name for _, durable, name in rows if durable)
