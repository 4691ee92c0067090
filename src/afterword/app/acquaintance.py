"""Who knows whom around a target: only the people near it are told, so that a network of thousands answers at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from afterword.app.home import Home
from afterword.app.letters import from_cue
from afterword.app.scales import own_handles
from afterword.facts import codec, micros, without_words
from afterword.facts import handles as h
from afterword.facts.kinds import CONVERSATION, KINDS, Introduction, Message, Ref, Tie
from afterword.network.evidence import GUESSED, Link, Stay, guessed, own, seen, stays
from afterword.network.strength import novelty
from afterword.story import PersonStory, Sighting, Told, tell_person, touches
from afterword.story.directory import ref_handles
from afterword.strategy.reaching import decides

ME = "me"
ALIKE = 16
"""Of people with whom no word was ever exchanged so many are told: they are all worth the same, and five ways are shown."""
SILENT = frozenset(("card", "connection", "position", "application", "target", "outcome", "search", "saved", "withdrawn", "message", "event"))
"""Kinds by which nobody is known better than by an entry in a list; letters and meetings are told by their touches."""
WINDOW = 400 * 86_400_000_000
"""Microseconds of conversation that are looked at first; of whom nothing is heard in them, everything is."""
SHOWN = 5
"""Ways shown, as in network/small.py."""
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
    _told: dict[str, list[Told]] = field(default_factory=dict)
    _nobody: set[str] = field(default_factory=set)
    _subjects: dict[str, str] = field(default_factory=dict)
    _real: set[str] = field(default_factory=set)  # handles that are somebody's
    _closer: dict[str, bool] = field(default_factory=dict)  # was a word exchanged, or said about them?
    _spoken_of: set[str] | None = None

    def tell(self, keys: Iterable[str]) -> list[str]:
        """Tells these people all at once; returns who is known. The nameless are nobody."""
        wanted = {k for k in keys if not k.startswith((_HEARD, "domain:", "org:"))}
        new = wanted - set(self.people) - self._nobody
        handles = {k: own_handles(found) for k, found in self.home.store.handles_of(new).items()}
        recent = self._facts(handles, micros(self.home.now) - WINDOW)
        quiet = {
            k: x
            for k, x in handles.items()
            if not any(t.fact.kind in CONVERSATION for t in recent[k]) and any(y.startswith("email:") for y in x)
        }
        recent |= self._facts(quiet, None)
        for key, told in recent.items():
            story = tell_person(key, handles[key], told, self.home.me) if told else None
            if story is None or not story.name or story.mailbox:
                self._nobody.add(key)
            else:
                self.people[key], self._told[key] = story, told
        return sorted(wanted & set(self.people))

    def worth(self, keys: Iterable[str], alike: int = ALIKE) -> list[str]:
        """Of these people whoever may stand on a way: all with whom a word was exchanged or of whom something was said.

        The others are all worth the same (a connection without a word is 0.2, and new), so the first few stand for them.
        """
        wanted = sorted({k for k in keys if not k.startswith((_HEARD, "domain:", "org:"))})
        if len(wanted) <= alike:
            return wanted
        self._weigh([k for k in wanted if k not in self._closer])
        rest = [k for k in wanted if not self._closer[k]]
        if len(rest) > alike:
            inside = self.home.store.subjects(rest)
            rest.sort(key=lambda k: (k not in inside, not k.startswith("email:"), k))
        return [*(k for k in wanted if self._closer[k]), *rest[:alike]]

    def _weigh(self, keys: Sequence[str]) -> None:
        """Whom a letter, a meeting or a word of the user's touches. A few queries, whoever many they are."""
        handles = self.home.store.handles_of(keys)
        spoken = self._spoken()
        weights = self.home.store.weights({x for k in keys for x in handles.get(k, [k])})
        for key in keys:
            own = handles.get(key, [key])
            self._closer[key] = any(x in spoken or any(not w.durable for w in weights.get(x, ())) for x in own)

    def _spoken(self) -> set[str]:
        """Handles of which the user, or a record of the user's acts, says something."""
        if self._spoken_of is None:
            me = self.home.me.emails | self.home.me.slugs
            told = self.home.store.in_force(sorted(set(KINDS) - SILENT))
            self._spoken_of = {x for one in told for x in touches(one, None, me) if not h.is_house(x)}
        return self._spoken_of

    def _facts(self, handles: Mapping[str, Sequence[str]], since: int | None) -> dict[str, list[Told]]:
        """The facts about each of these people, fetched together."""
        whose = {x: key for key, found in handles.items() for x in found}
        me = self.home.me.emails | self.home.me.slugs
        about: dict[str, list[Told]] = {key: [] for key in handles}
        for fact, cue in self.home.store.touching(whose, since) if whose else ():
            one = Told(without_words(fact), from_cue(cue) if cue else None)
            for key in {whose[x] for x in touches(fact, one.reading, me) if x in whose}:
                about[key].append(one)
        return about

    def named(self, name: str, organisation: str) -> str:
        """The key of whoever is meant by a name alone; a key of their own where nobody known is."""
        handle = h.name_handle(name, organisation)
        if not handle:
            return self._hear(name, organisation)
        self.know((handle,))
        if handle in self._real:
            return self._subjects[handle]
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
            self.tell(near)
            near = {
                k for k in near if (p := self.people.get(k)) and h.squeezed(p.organisation) == h.squeezed(organisation)
            }
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

    def learn(self, keys: Iterable[str], more: Sequence[Told] = ()) -> None:
        """Ties between others that the facts about these people show, and some more."""
        facts = {t.fact.id: t for k in keys for t in self._told.get(k, ())} | {t.fact.id: t for t in more}
        boxes = {
            h.email_handle(b.email)
            for t in facts.values()
            if isinstance(t.fact.body, Message)
            for b in (t.fact.body.sender, *t.fact.body.to, *t.fact.body.cc)
        }
        refs = (getattr(t.fact.body, part, None) for t in facts.values() if isinstance(t.fact.body, (Introduction, Tie)) for part in ("by", "to", "person", "knows"))
        named = {x for ref in refs if isinstance(ref, Ref) for x in (*ref_handles(ref), h.name_handle(ref.name, ref.organisation)) if x}
        self.know(boxes | named)
        self.add(seen(facts.values(), self.home.me, self.home.today, self.subject_of, self.named))

    def know(self, handles: Iterable[str]) -> None:
        """Looks up at once whose these handles are."""
        new = {x for x in handles if x not in self._subjects}
        found = self.home.store.persons(new) if new else {}
        self._subjects.update({x: found.get(x, x) for x in new})
        self._real.update(found)

    def subject_of(self, handle: str) -> str:
        """The subject behind a handle, asked for once."""
        if handle not in self._subjects:
            self._subjects[handle] = self.home.world.subject_of(handle)
        return self._subjects[handle]

    def others(self, of: Collection[str]) -> set[str]:
        """Whoever is tied to these, beside them."""
        mine = set(of)
        return {b if a in mine else a for a, b in self.links if (a in mine) != (b in mine)}

    def guess(self, of: Iterable[str], without: str, alike: int = ALIKE) -> None:
        """Adds hypotheses: whoever was at one house at the same time as one of these."""
        store = self.home.store
        asked = sorted(k for k in of if k in self.people)
        houses = {x for found in store.links(asked).values() for x in found if h.is_house(x)} - {without}
        known = store.linked_to(sorted(houses)) if houses else {}
        staff = {house: self.worth(found, alike) for house, found in sorted(known.items())}
        self.tell(k for found in staff.values() for k in found)
        for house, found in staff.items():
            for one in (k for k in asked if k in known[house]):
                for other in (k for k in found if k in self.people and (min(one, k), max(one, k)) not in self.links):
                    link = guessed(one, self.stays(one), other, self.stays(other), self.home.today)
                    self.add([link] if link else [])

    def enough(self, ends: Iterable[str]) -> bool:
        """Are there as many ways straight to these as are shown, so likely that none over a hypothesis can be better?"""
        today, employer = self.home.today, self.home.me.employer_handles
        straight = 0
        for person in (self.people[k] for k in ends if k in self.people):
            if person.stop is None and not decides(person) and not set(person.organisations) & employer:
                tie = own(ME, person, today)
                straight += tie is not None and tie.chance >= GUESSED
        return straight >= SHOWN

    def stays(self, key: str) -> tuple[Stay, ...]:
        """Where somebody was seen to work, worked out once."""
        if key not in self._stays:
            self._stays[key] = stays(self.people[key], self.home.today, self.subject_of)
        return self._stays[key]

    def ways(self, ends: Sequence[str], barred: Collection[str]) -> list[list[Link]]:
        """The best routes from the user to any of these, as steps."""
        from afterword.network.small import routes

        keys = sorted({ME, *ends, *self.people, *(x for pair in self.links for x in pair)})
        number = {k: n for n, k in enumerate(keys)}
        fresh = [1.0] * len(keys)
        for key, person in self.people.items():
            fresh[number[key]] = novelty(person, self.home.today)
        nobody = {k for k in keys if k != ME and k not in self.people and k not in ends}
        ties = list(self.links.values())
        found = routes(
            ((number[t.a], number[t.b], t.chance) for t in ties), number[ME], [number[e] for e in ends],
            barred=[number[k] for k in {*barred, *nobody} if k in number], novelty=fresh,
        )  # fmt: skip
        return [[self._step(keys[a], keys[b]) for a, b in pairwise(people)] for _, people in found]

    def _step(self, a: str, b: str) -> Link:
        link = self.links[min(a, b), max(a, b)]
        return link if link.b == b else Link(a, b, link.chance, link.low, link.high, link.known, link.text, link.fact)


def gathered(home: Home, ends: Iterable[str], house: str) -> Circle:
    """Whoever within three hops of these people (and of a house's facts) may matter, with their ties and the user's own."""
    circle = Circle(home)
    inside = circle.tell(circle.worth(ends))
    circle.learn(inside, _said(home, house))
    if not circle.enough(inside):
        circle.guess(inside, house)
    return _widened(circle, [*inside, *circle.heard_at(house)], house)


def heard_of(home: Home, name: str, told: Sequence[Told]) -> tuple[Circle, list[str]]:
    """The same around whoever was only ever named in these facts; second: their keys, empty where nobody was."""
    circle = Circle(home)
    circle.learn((), told)
    words = set(h.name_words(name))
    ends = sorted(
        k for k, (called, _) in circle.heard.items() if called and words and words <= set(h.name_words(called))
    )
    return (_widened(circle, ends, "") if ends else circle), ends


def _widened(circle: Circle, ends: Sequence[str], house: str) -> Circle:
    """Adds who is tied to those around the ends, and the user's own ties to all of them.

    A way over a hypothesis to somebody near is likely enough only where the rest of it is known, and through somebody
    with whom a word was exchanged: 0.2 × 0.2 × 0.36 is below what is shown.
    """
    today = circle.home.today
    near = circle.tell(circle.others(ends))
    circle.learn(near)
    if not circle.enough(ends):
        circle.guess((k for k in near if own(ME, circle.people[k], today) is None), house, alike=0)
    circle.tell(circle.others([*ends, *near]))
    circle.add(link for p in list(circle.people.values()) if (link := own(ME, p, today)) is not None)
    return circle


def _said(home: Home, house: str) -> list[Told]:
    """What was said about a house and who knows whom: offers of introductions name it, whoever makes them."""
    store = home.store
    told = [
        Told(f)
        for f in store.in_force(["introduction", "tie"])
        if not isinstance(f.body, Tie) or f.body.knows is not None
    ]
    names = [x for x in home.world.handles_of(house) if x.startswith("org:")] if house else []
    rows = store.touching(names, micros(home.now) - WINDOW) if names else []
    return told + [Told(without_words(f), from_cue(cue)) for f, cue in rows if cue and f.kind == "message"]
