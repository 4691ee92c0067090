"""Who is who: which handles are one person, which are one organisation.

Facts yield *sightings* (these handles were seen together, under this name, at this organisation). `resolve` joins the
sightings of a closed region into subjects; it is a pure function of the set of sightings, so the order of imports
cannot matter. Two sightings are one person when they share a handle, or when the same full name stands with the same
organisation and nothing contradicts. A name alone never merges; it may become a question (weaker likenesses: likeness.py).
A family's address and a mailbox of many identify nobody by themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from afterword.facts import Fact
from afterword.facts import handles as h
from afterword.facts.frozen import dataclass
from afterword.facts.kinds import (
    Application,
    Card,
    Connection,
    Correction,
    Event,
    Identity,
    Interaction,
    Introduction,
    Message,
    Outcome,
    Position,
    PreferenceFact,
    Promise,
    Ref,
    Saved,
    Sent,
    Target,
    Tie,
)  # fmt: skip
from afterword.reading.model import Reading


@dataclass(frozen=True, slots=True)
class Sighting:
    """Handles seen together. `kind` is person or organisation; `apart` says that they are not one; `lone` that the first stands alone."""

    kind: str
    handles: tuple[str, ...]
    name: str = ""
    organisation: str = ""
    apart: bool = False
    lone: bool = False

    @property
    def index(self) -> tuple[str, ...]:
        """What this sighting is found by: its handles, and its full name."""
        if self.kind == "organisation":
            return (*self.handles, *(f"house:{word}" for word in sorted(houses(self))))
        words = h.name_key(self.name)
        return (*self.handles, f"named:{words}") if " " in words else self.handles


def houses(one: Sighting) -> set[str]:
    """The first words an organisation may be known by: its domains' labels, its name's first word."""
    labels = {h.label(x) for x in one.handles if x.startswith("domain:")}
    first = h.org_key(one.name).partition(" ")[0] if one.name else ""
    return {word for word in (*labels, first) if len(word) >= 4}


def ref_handles(ref: Ref | None) -> tuple[str, ...]:
    """The handles of a reference; one by name where nothing better was known."""
    if ref is None:
        return ()
    return ref.handles or tuple(filter(None, (h.name_handle(ref.name, ref.organisation),)))


@lru_cache(maxsize=1 << 14)  # the same few write again and again, and each mail is looked at from several sides
def person_of(address: str, me: frozenset[str]) -> str:
    """The handle of whoever writes from an address; empty for the user and for mailboxes that are nobody."""
    return "" if not address or address in me or h.is_role_mailbox(address) else h.email_handle(address)


def card_handles(card: Card) -> tuple[str, ...]:
    """What a card identifies its owner by: addresses and slugs; numbers only with the name; at last the name alone."""
    strong = (*_addresses(card.name, card.emails), *map(h.slug_handle, card.slugs))
    strong = tuple(dict.fromkeys(filter(None, strong)))
    numbers = tuple(h.phone_handle(phone, card.name) for phone in card.phones) if card.name else ()
    return strong + numbers or tuple(filter(None, (h.name_handle(card.name, card.organisation),)))


def _addresses(name: str, emails: Iterable[str]) -> Iterator[str]:
    """What a card's addresses identify: a mailbox of many is nobody's; one that may be a family's goes with its owner's name."""
    for email in emails:
        if not h.is_role_mailbox(email):
            yield h.email_handle(email)
        yield h.owner_handle(name, email)


def identity_handles(who: Identity) -> tuple[str, ...]:
    strong = (*_addresses(who.name, who.emails), *map(h.slug_handle, who.slugs), *who.handles)
    numbers = tuple(h.phone_handle(phone, who.name) for phone in who.phones)
    found = tuple(dict.fromkeys(filter(None, (*strong, *numbers))))
    return found or tuple(filter(None, (h.name_handle(who.name, who.organisation),)))


def sightings(fact: Fact, reading: Reading | None, me: frozenset[str]) -> Iterator[Sighting]:
    """What one fact says about who is who."""
    body = fact.body
    if isinstance(body, Message):
        yield from _in_mail(body, reading, me)
    elif isinstance(body, Event):
        people = [(a.name, a.email) for a in body.attendees if a.kind in ("", "individual") and not h.is_room(a.name, a.email, body.location)]
        people += [(body.organizer.name, body.organizer.email)] if body.organizer else []
        for name, email in people:
            if handle := person_of(email, me):
                yield Sighting("person", (handle,), "" if "@" in name else name)
                yield from _employer(email, reading.organisation or "" if reading else "")
    elif isinstance(body, Card):
        if found := card_handles(body):
            yield Sighting("person", found, body.name, body.organisation)
        yield from _place(body.organisation, body.emails)
    elif isinstance(body, Connection):
        found = tuple(filter(None, (h.slug_handle(body.slug), person_of(body.email, me))))
        found = found or tuple(filter(None, (h.name_handle(body.name, body.company),)))
        if found:
            yield Sighting("person", found, body.name, body.company)
        yield from _place(body.company, (body.email,))
    elif isinstance(body, Identity) and not body.me:
        if found := identity_handles(body):
            yield Sighting("person", found, body.name, body.organisation)
        yield from _place(body.organisation, body.emails)
    elif isinstance(body, Correction) and body.what in ("person_merge", "person_split"):
        yield Sighting("person", (body.a, body.b), apart=body.what == "person_split", lone=bool(body.value.get("lone")))
    else:
        yield from _by_reference(body)


def _in_mail(body: Message, reading: Reading | None, me: frozenset[str]) -> Iterator[Sighting]:
    if body.bulk or (body.medium == "email" and reading is not None and reading.vendor):
        yield from _place((reading.organisation or "") if reading and not body.bulk else "", ())
        return
    organisation = (reading.organisation or "") if reading else ""
    yield from _place(organisation if reading and not reading.bulk else "", ())
    for place, box in enumerate((body.sender, *body.to, *body.cc)):
        if body.medium == "linkedin":
            handle = h.slug_handle(box.email)
            if handle and box.email not in me and handle not in me:
                yield Sighting("person", (handle,), box.name)
            continue
        if box.email in me:
            continue
        if handle := person_of(box.email, me):
            name = "" if "@" in box.name else box.name
            yield Sighting("person", (handle, *_said(body, place, name, me)), name)
        yield from _employer(box.email, organisation)
        if place == 0:
            yield from _employer(box.email, _signed(reading))


def _said(body: Message, place: int, name: str, me: frozenset[str]) -> tuple[str, ...]:
    """Ties an answer to the word it answers: the same full name in one exchange is the same person, whatever the address."""
    words = h.name_key(name)
    if " " not in words:
        return ()
    if body.sender.email in me:
        return (f"said:{body.message_id}|{words}",) if body.message_id else ()
    return (f"said:{body.references[-1]}|{words}",) if place == 0 and body.references else ()


def _signed(reading: Reading | None) -> str:
    if reading is None:
        return ""
    return next((p.organisation for p in reading.people if p.source != "text" and p.organisation), "")


def _employer(email: str, organisation: str) -> Iterator[Sighting]:
    """A domain, and the organisation's written name where the two agree."""
    domain = h.domain_handle(email)
    if domain:
        named = h.org_handle(organisation) if organisation and h.fits(domain, organisation) else ""
        own = f"org:{h.label(domain)}"
        yield Sighting("organisation", tuple(dict.fromkeys(filter(None, (domain, own, named)))), organisation if named else "")


def _place(organisation: str, emails: Iterable[str]) -> Iterator[Sighting]:
    if handle := h.org_handle(organisation):
        yield Sighting("organisation", (handle,), organisation)
    for email in emails:
        yield from _employer(email, organisation)


def _by_reference(body: object) -> Iterator[Sighting]:
    """People and organisations that a command named."""
    refs: tuple[Ref | None, ...] = ()
    places: tuple[str, ...] = ()
    if isinstance(body, Interaction):
        refs, places = body.people, (body.organisation,)
    elif isinstance(body, (Promise, Introduction)):
        refs = (body.by, body.to)
    elif isinstance(body, Tie):
        refs, places = (body.person, body.knows), (body.organisation,)
    elif isinstance(body, PreferenceFact):
        refs = (body.person,)
    elif isinstance(body, (Saved, Position)):
        refs, places = (body.person,), (body.organisation,) if isinstance(body, Position) else ()
    elif isinstance(body, (Target, Outcome)):
        places = (body.organisation,)
    elif isinstance(body, Application):
        refs, places = (body.contact,), (body.organisation,)
    elif isinstance(body, Sent):
        refs = body.to
    for ref in refs:
        if ref is not None and (ref.name or ref.handles):
            if found := ref_handles(ref):
                yield Sighting("person", found, ref.name, ref.organisation)
            places = (*places, ref.organisation)
    for place in places:
        yield from _place(place, ())


class _Sets:
    """Disjoint sets of handles; the smallest handle names its set."""

    def __init__(self) -> None:
        self.up: dict[str, str] = {}

    def find(self, one: str) -> str:
        up = self.up
        root = one
        while up.setdefault(root, root) != root:
            root = up[root]
        while up[one] != root:
            up[one], one = root, up[one]
        return root

    def join(self, a: str, b: str) -> None:
        a, b = sorted((self.find(a), self.find(b)))
        self.up[b] = a


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two subjects that share a full name and may be one person: for the user to say."""

    a: str
    b: str
    name: str


@dataclass(frozen=True, slots=True)
class Directory:
    """The answer: each handle's subject, and pairs that may be one person."""

    subjects: dict[str, str]
    alike: tuple[Likeness, ...] = ()


def resolve(seen: Iterable[Sighting]) -> Directory:
    """Joins the sightings of a closed region into subjects (see the module's docstring)."""
    seen = sorted(set(seen), key=lambda s: (s.kind, s.handles, s.name, s.organisation, s.apart, s.lone))
    apart = {frozenset(s.handles) for s in seen if s.apart}
    lone = {s.handles[0] for s in seen if s.lone}
    shared = _shared(seen)
    sets = _Sets()
    for sighting in seen:
        first, *others = _own_handles(sighting, shared, sets)
        sets.find(first)
        for other in others:
            if sighting.apart:
                sets.find(other)
            elif not lone & {first, other} or (sighting.name == "" == sighting.organisation and len(sighting.handles) == 2):
                sets.join(first, other)
    _by_house(seen, sets)
    alike = _by_name(seen, sets, apart)
    return Directory({handle: sets.find(handle) for handle in list(sets.up)}, tuple(alike))


def _shared(seen: Iterable[Sighting]) -> dict[str, set[str]]:
    """Addresses that several people bear: to each, its owners' handles that it does not identify."""
    owners: dict[str, dict[str, str]] = defaultdict(dict)
    for one in seen:
        for handle in one.handles if one.kind == "person" else ():
            if handle.startswith("owner:"):
                owners[handle.partition("|")[2]][handle] = one.name
    found: dict[str, set[str]] = {}
    for one in seen if owners else ():
        for handle in one.handles if one.kind == "person" and one.name else ():
            mine = owners.get(handle[6:]) if handle.startswith("email:") else None
            if mine and h.speaks_of(handle[6:], one.name):
                strangers = {x for x, name in mine.items() if _two_people(name, one.name)}
                found.setdefault(handle, set()).update(strangers)
    for address, mine in owners.items():
        if any(_two_people(a, b) for a in mine.values() for b in mine.values()):
            found.setdefault(f"email:{address}", set()).update(mine)
    return {x: group for x, group in found.items() if group}


def _two_people(a: str, b: str) -> bool:
    """Can these names not be one person's? (`Tom Berg` and `Ann Berg`, never `Dana` and `Dana Whitfield`)"""
    from afterword.story.likeness import names_agree, other_generation

    return a != b and (names_agree((a,), (b,)) == "conflict" or other_generation((a,), (b,)))


def _own_handles(one: Sighting, shared: dict[str, set[str]], sets: _Sets) -> tuple[str, ...]:
    """The handles of a sighting that are one person's: without an address that others share."""
    if one.apart or not shared:
        return one.handles
    kept = []
    for handle in one.handles:
        if shared.get(handle, set()) & set(one.handles):
            sets.find(handle)
        else:
            kept.append(handle)
    return tuple(kept)


def _by_house(seen: list[Sighting], sets: _Sets) -> None:
    """Joins a domain with the one name that fits it: `candlewick.example`, and Candlewick Maps of its portal's mails."""
    known: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in seen:
        if sighting.kind == "organisation":
            for word in houses(sighting):
                known[word].append(sighting)
    for word in sorted(known):
        domains = sorted({x for s in known[word] for x in s.handles if x.startswith("domain:") and h.label(x) == word})
        names = {sets.find(s.handles[0]): s for s in known[word] if s.name and h.org_key(s.name) != word}
        joined = {sets.find(x) for x in domains}
        strangers = [s for root, s in sorted(names.items()) if root not in joined]
        fitting = [s for s in strangers if all(h.fits(x, s.name) for x in domains)]
        if domains and len(fitting) == len(strangers) == 1 and not (set(names) & joined):
            for x in domains:
                sets.join(x, fitting[0].handles[0])


def _by_name(seen: list[Sighting], sets: _Sets, apart: set[frozenset[str]]) -> list[Likeness]:
    """Joins those of one full name at one organisation; returns those whom only the name joins."""
    named: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for sighting in seen:
        words = h.name_key(sighting.name)
        if sighting.kind == "person" and " " in words and not sighting.apart:
            places = named[words][sets.find(sighting.handles[0])]
            places.add(h.squeezed(sighting.organisation))
            places.update(h.domain_handle(handle.removeprefix("email:")) for handle in sighting.handles if "email:" in handle)
    slugs: dict[str, set[str]] = defaultdict(set)
    for handle in list(sets.up):
        if handle.startswith("li:"):
            slugs[sets.find(handle)].add(handle)
    boxes: dict[str, set[str]] = defaultdict(set)
    for handle in list(sets.up):
        if handle.startswith("email:"):
            boxes[sets.find(handle)].add(handle.removeprefix("email:"))
    born: dict[str, set[str]] = defaultdict(set)
    for sighting in seen:
        if sighting.kind == "person" and (after := h.generation(sighting.name)):
            born[sets.find(sighting.handles[0])].add(after)
    alike = []
    for words, groups in named.items():
        roots = sorted(groups)
        for number, a in enumerate(roots):
            for b in roots[number + 1 :]:
                if sets.find(a) == sets.find(b) or frozenset((a, b)) in apart:
                    continue
                rivals = len(slugs[a] | slugs[b]) > 1 or bool(born[a] and born[b] and not born[a] & born[b])
                if not rivals and _same_place(groups[a], groups[b]) and not _two_there(words, boxes[a], boxes[b]):
                    sets.join(a, b)
                elif not rivals:
                    alike.append(Likeness(a, b, words))
    return alike


def _two_there(name: str, ours: set[str], theirs: set[str]) -> bool:
    """Two addresses at one place that are not both spelt from the name (`john.smith`, `john.smith2`): there may be two of that name."""
    places = {h.domain_of(x) for x in ours} & {h.domain_of(x) for x in theirs}
    return any(
        not (_made_of(a, name) and _made_of(b, name)) for a in ours for b in theirs if h.domain_of(a) == h.domain_of(b) and h.domain_of(a) in places
    )


def _made_of(address: str, name: str) -> bool:
    """Is the own part of an address the name and nothing else?"""
    own = h.fold(address.partition("@")[0].partition("+")[0])
    words = name.split()
    first, last = words[0], words[-1]
    return "".join(c for c in own if c not in "._-'") in {
        first, last, first + last, last + first, first[0] + last, first + last[0], last + first[0], first[0] + last[0], "".join(words),
    }  # fmt: skip


def _same_place(ours: set[str], theirs: set[str]) -> bool:
    def names(places: set[str]) -> set[str]:
        return {p for p in places if p and not p.startswith("domain:")}

    def domains(places: set[str]) -> set[str]:
        return {p for p in places if p.startswith("domain:")}

    if names(ours) & names(theirs) or domains(ours) & domains(theirs):
        return True
    return any(h.fits(d, n) for a, b in ((ours, theirs), (theirs, ours)) for d in domains(a) for n in names(b))
