"""Finding people by what one types, and making those whom nobody knows yet."""

from __future__ import annotations

import json
from collections.abc import Iterable

from afterword.app.home import Home
from afterword.errors import BadUsage, NotFound
from afterword.facts import codec
from afterword.facts import handles as h
from afterword.facts.frozen import dataclass
from afterword.facts.kinds import Body, Identity, Ref
from afterword.facts.late import late
from afterword.story import PersonStory, Sighting

_ADDRESSED = late(r"^\s*(?P<name>[^<]*?)\s*<(?P<email>[^<>\s]+@[^<>\s]+)>\s*$")
_PLACED = late(r"^\s*(?P<name>.+?)\s+(?:at|from|of|@)\s+(?P<place>\S.*?)\s*$")
_PREFERRED = ("email:", "li:", "phone:", "name:")
KEPT_HANDLES = 8


@dataclass(frozen=True, slots=True)
class Spelt:
    """A person as typed: `NAME`, `NAME <address>` or `NAME at ORG`."""

    name: str
    email: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A reference for facts, and the identity to keep first where the person is new."""

    ref: Ref
    new: Identity | None = None

    @property
    def bodies(self) -> tuple[Body, ...]:
        return (self.new,) if self.new else ()


def spelt(text: str) -> Spelt:
    """Takes a typed person apart."""
    text = " ".join(text.split())
    if found := _ADDRESSED.match(text):
        return Spelt(found["name"].strip(" \"'"), found["email"].lower())
    if "@" in text and " " not in text:
        return Spelt("", text.lower())
    if found := _PLACED.match(text):
        return Spelt(found["name"], "", found["place"])
    return Spelt(text)


def _by_name(home: Home, words: tuple[str, ...]) -> set[str]:
    """Subjects with this full name; else those of the search whose names hold all the words."""
    full = " ".join(words)
    exact = {x for body in home.store.sightings([f"named:{full}"]).values() for x in codec.loads(Sighting, body).handles}
    exact |= {x for x in (h.name_handle(full),) if home.store.persons([x])}
    if exact:
        return set(home.store.persons(exact).values())
    found = set()
    for key, body in home.store.subjects().items():
        name = json.loads(body).get("name", "")
        if name and _fits(words, h.name_words(name)):
            found.add(key)
    return found or _seen_once(home, words)


def _fits(words: tuple[str, ...], name: tuple[str, ...]) -> bool:
    return bool(words) and all(any(part == w or (len(w) > 2 and part.startswith(w)) for part in name) for w in words)


def _seen_once(home: Home, words: tuple[str, ...]) -> set[str]:
    """Anybody at all whose name holds the words: the slow way, for people outside the search."""
    found: set[str] = set()
    asked = [w.encode() for w in words]
    for body in home.store.all_sightings().values():
        low = body.lower()
        if body.isascii() and b"\\" not in body and b"'" not in body and not all(w in low for w in asked):
            continue  # nothing to fold, so the words would stand there as they are
        one = codec.loads(Sighting, body)
        if one.kind == "person" and one.name and not one.apart and _fits(words, h.name_words(one.name)):
            found |= set(one.handles)
    return set(home.store.persons(found).values())


def matches(home: Home, text: str) -> list[PersonStory]:
    """Everybody that the typed words may mean, by name."""
    typed = spelt(text)
    keys: set[str] = set()
    if typed.email:
        owner = h.owner_handle(typed.name, typed.email)  # one address may be a family's
        keys = set(home.store.persons([owner]).values() if owner else ()) or set(home.store.persons([h.email_handle(typed.email)]).values())
    if not keys and typed.name:
        keys = _by_name(home, h.name_words(typed.name))
    if not keys and typed.organisation:
        keys = _by_name(home, h.name_words(text))
    if text.startswith(_PREFERRED):
        keys = set(home.store.persons([text]).values())
    stories = [s for key in sorted(keys) if (s := home.world.person(key)) is not None]
    if typed.organisation and len(stories) > 1:
        house = h.org_handle(typed.organisation)
        near = [s for s in stories if house in {*s.organisations, *(h.org_handle(j.organisation) for j in s.jobs)}]
        stories = near or stories
    return sorted(stories, key=lambda s: (s.name, s.key))


def described(one: PersonStory) -> str:
    """A person in a list of several."""
    at = one.emails[0] if one.emails else one.phones[0] if one.phones else one.slugs[0] if one.slugs else ""
    return f"{one.name or 'no name'}{f', {one.organisation}' if one.organisation else ''}{f' <{at}>' if at else ''}"


def one_person(home: Home, text: str) -> PersonStory:
    """The one person meant. Raises NotFound for nobody, and for several, listing them."""
    found = matches(home, text)
    if not found:
        raise NotFound(f"nobody here is called {text!r}: try a part of the name, or `afterword person add`")
    if len(found) > 1:
        listed = "; ".join(described(s) for s in found[:8])
        raise NotFound(f"{text!r} could be {len(found)} people: {listed}. Say it with the address: 'Name <address>'")
    return found[0]


def ref_to(story: PersonStory) -> Ref:
    """A reference to somebody known, by the handles that identify best."""
    ranked = sorted(story.handles, key=lambda x: (next((n for n, p in enumerate(_PREFERRED) if x.startswith(p)), 9), x))
    return Ref(story.name, tuple(ranked[:KEPT_HANDLES]), story.organisation)


def person_or_new(home: Home, text: str, organisation: str = "") -> Found:
    """The person meant, or a new one made from what was typed. Raises NotFound where several fit."""
    found = matches(home, text)
    if len(found) > 1:
        one_person(home, text)
    if found:
        return Found(ref_to(found[0]))
    typed = spelt(text)
    if not typed.email and not h.name_words(typed.name):
        raise BadUsage(f"{text!r} is no name: give NAME, 'NAME <address>' or 'NAME at ORG'")
    place = typed.organisation or organisation
    name = typed.name or typed.email.partition("@")[0].replace(".", " ").title()
    new = Identity(name=name, emails=tuple(filter(None, (typed.email,))), organisation=place)
    handles = tuple(filter(None, (h.email_handle(typed.email),))) or (h.name_handle(name, place),)
    return Found(Ref(name, handles, place), new)


def person_or_place(home: Home, text: str) -> Found:
    """A person, `NAME at ORG`, or an organisation alone, for introductions. Known names decide; else the words' look."""
    found = matches(home, text)
    if len(found) == 1:
        return Found(ref_to(found[0]))
    typed = spelt(text)
    if not found and not typed.email and not typed.organisation and _is_place(home, text):
        return Found(Ref("", (), text))
    return person_or_new(home, text)


def _is_place(home: Home, text: str) -> bool:
    known = bool(home.store.persons([h.org_handle(text)]))
    words = text.split()
    house = {"inc", "ltd", "llc", "gmbh", "group", "labs", "studio", "hospital", "university", "school", "company", "&", "partners", "systems", "museum"}
    return known or len(words) == 1 or bool({w.casefold().strip(".,") for w in words} & house)


def new_names(found: Iterable[Found]) -> tuple[str, ...]:
    """Who was made just now, to say so."""
    return tuple(f.new.name for f in found if f.new is not None)
