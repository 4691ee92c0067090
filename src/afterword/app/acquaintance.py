"""Who knows whom around a target: only the people near it are told, so that a network of thousands answers at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from afterword.app.home import Home
from afterword.facts import codec
from afterword.facts import handles as h
from afterword.network.evidence import Link, Stay, guessed, own, seen, stays
from afterword.network.strength import novelty
from afterword.story import PersonStory, Sighting

ME = "me"
HOUSE = 60
"""Of a house with more people than this, those in the search come first and the rest is not guessed at."""
_HEARD = "heard:"
"""Keys of people who were only named: `heard:priya nair|acme`; without a name it is somebody at that house."""


@dataclass(slots=True)
class Circle:
    """The people around a target, and the ties among them."""

    home: Home
    people: dict[str, PersonStory] = field(default_factory=dict)
    heard: dict[str, tuple[str, str]] = field(default_factory=dict)  # key → name and organisation
    links: dict[tuple[str, str], Link] = field(default_factory=dict)
    _stays: dict[str, tuple[Stay, ...]] = field(default_factory=dict)

    def person(self, key: str) -> PersonStory | None:
        """The story of somebody, told once; nobody without a name."""
        if key not in self.people and not key.startswith((_HEARD, "domain:", "org:")):
            story = self.home.world.person(key)
            if story is None or not story.name or story.mailbox:
                return None
            self.people[key] = story
        return self.people.get(key)

    def named(self, name: str, organisation: str) -> str:
        """The key of whoever is meant by a name alone; a key of their own where nobody known is."""
        handle = h.name_handle(name, organisation)
        if not handle:
            return self._hear(name, organisation)
        if found := self.home.store.persons([handle]).get(handle):
            return found
        words = h.name_key(name)
        near = {
            k for k, p in self.people.items() if words in (h.name_key(p.name), h.name_key(p.name).partition(" ")[0])
        }
        if " " in words:
            told = self.home.store.sightings([f"named:{words}"]).values()
            near |= set(
                self.home.store.persons(x for body in told for x in codec.loads(Sighting, body).handles).values()
            )
        if len(near) > 1 and organisation:
            near = {k for k in near if (p := self.person(k)) and h.squeezed(p.organisation) == h.squeezed(organisation)}
        return near.pop() if len(near) == 1 else self._hear(name, organisation)

    def _hear(self, name: str, organisation: str) -> str:
        if not organisation and not name:
            return ""
        key = f"{_HEARD}{h.name_key(name)}|{h.squeezed(organisation)}"
        self.heard.setdefault(key, (name, organisation))
        return key

    def heard_at(self, house: str) -> list[str]:
        """Those at a house who were only named."""
        subject_of = self.home.world.subject_of
        return sorted(
            k
            for k, (_, organisation) in self.heard.items()
            if organisation and subject_of(h.org_handle(organisation)) == house
        )

    def shown(self, key: str) -> dict[str, Any]:
        """A person as documents show them."""
        story = self.people.get(key)
        if story is None:
            name, organisation = self.heard.get(key, ("", ""))
            return {"name": name, "emails": [], "phones": [], "organisation": organisation}
        emails = [e for e in story.emails if e not in story.left_mailboxes]
        return {"name": story.name, "emails": emails, "phones": list(story.phones), "organisation": story.organisation}

    def add(self, links: Iterable[Link]) -> None:
        """Keeps the best evidence for each tie; of equals the first."""
        for link in links:
            pair = (min(link.a, link.b), max(link.a, link.b))
            if pair not in self.links or link.chance > self.links[pair].chance:
                self.links[pair] = link

    def learn(self, handles: Sequence[str]) -> None:
        """Ties between others that the facts about these handles show."""
        world, home = self.home.world, self.home
        self.add(seen(world.told(handles), home.me, home.today, world.subject_of, self.named) if handles else ())

    def others(self, of: Collection[str]) -> set[str]:
        """Whoever is tied to these, beside them."""
        mine = set(of)
        return {b if a in mine else a for a, b in self.links if (a in mine) != (b in mine)}

    def guess(self, of: Iterable[str], without: str) -> None:
        """Adds hypotheses: whoever was at one house at the same time as one of these."""
        store = self.home.store
        asked = [k for k in of if k in self.people]
        houses = {x for found in store.links(asked).values() for x in found if x.startswith(("domain:", "org:"))} - {
            without
        }
        known = store.linked_to(sorted(houses))
        first = store.subjects(sorted({k for found in known.values() for k in found})) if known else {}
        for _, found in sorted(known.items()):
            staff = sorted(
                (k for k in found if not k.startswith(("domain:", "org:"))), key=lambda k: (k not in first, k)
            )[:HOUSE]
            for one in asked:
                for other in staff if one in found else ():
                    if self.person(other) and (min(one, other), max(one, other)) not in self.links:
                        link = guessed(one, self.stays(one), other, self.stays(other), self.home.today)
                        self.add([link] if link else [])

    def stays(self, key: str) -> tuple[Stay, ...]:
        """Where somebody was seen to work, worked out once."""
        if key not in self._stays:
            self._stays[key] = stays(self.people[key], self.home.today, self.home.world.subject_of)
        return self._stays[key]

    def ways(self, ends: Sequence[str], barred: Collection[str]) -> list[list[Link]]:
        """The best routes from the user to any of these, as steps."""
        from afterword.network.graph import graph_of
        from afterword.network.search import routes

        keys = sorted({ME, *ends, *self.people, *(x for pair in self.links for x in pair)})
        number = {k: n for n, k in enumerate(keys)}
        fresh = [1.0] * len(keys)
        for key, person in self.people.items():
            fresh[number[key]] = novelty(person, self.home.today)
        nobody = {k for k in keys if k != ME and k not in self.people and k not in ends}
        ties = list(self.links.values())
        graph = graph_of(len(keys), [number[t.a] for t in ties], [number[t.b] for t in ties], [t.chance for t in ties])
        found = routes(
            graph,
            number[ME],
            [number[e] for e in ends],
            barred=[number[k] for k in {*barred, *nobody} if k in number],
            novelty=fresh,
        )
        return [[self._step(keys[a], keys[b]) for a, b in zip(r.people, r.people[1:], strict=False)] for r in found]

    def _step(self, a: str, b: str) -> Link:
        link = self.links[min(a, b), max(a, b)]
        return link if link.b == b else Link(a, b, link.chance, link.low, link.high, link.known, link.text, link.fact)


def gathered(home: Home, ends: Sequence[PersonStory], house: str) -> Circle:
    """Everybody within three hops of these people (and of a house's facts) who may matter, with their ties and the user's own."""
    circle = Circle(home, {p.key: p for p in ends if p.name and not p.mailbox})
    world = home.world
    inside = list(circle.people)
    circle.learn(sorted({x for p in ends for x in p.handles} | set(world.handles_of(house) if house else ())))
    circle.guess(inside, house)
    named = circle.heard_at(house) if house else []
    near = [k for k in sorted(circle.others([*inside, *named])) if circle.person(k)]
    circle.learn(sorted({x for k in near for x in circle.people[k].handles}))
    circle.guess((k for k in near if own(ME, circle.people[k], home.today) is None), house)
    for key in sorted({x for pair in circle.links for x in pair}):
        circle.person(key)
    circle.add(link for p in list(circle.people.values()) if (link := own(ME, p, home.today)) is not None)
    return circle
