"""Who may be the same person, with reasons: for the user to say. Never merged here, and never on a name alone.

What is merged without asking is `directory.resolve`'s business (an address, a LinkedIn name, a number under one name, one
full name at one organisation). Here everything weaker: short names, initials, married names, other alphabets, slips of the pen.
Candidates meet in blocks (a number, the own part of an address, keys of the name), so that thousands are compared in a moment.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import combinations

from afterword.facts import handles as h
from afterword.facts.frozen import dataclass
from afterword.story.directory import Sighting
from afterword.story.given import common, full_names, spellings

CROWD = 60
"""A block of more people than this tells nobody apart and is left out; those who are alike meet in another."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of one subject: names as written, addresses, numbers (E.164), LinkedIn names, comparable organisations.

    `houses` holds organisation names without spaces and `domain:` handles.
    """

    key: str
    names: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    slugs: frozenset[str] = frozenset()
    houses: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Alike:
    """Two subjects that may be one person. `likely` is 0..1, an order and no chance; `reasons` are for people."""

    a: str
    b: str
    likely: float
    reasons: tuple[str, ...]


def other_generation(a: Iterable[str], b: Iterable[str]) -> bool:
    """Do the names speak of father and son?"""
    ours, theirs = {h.generation(x) for x in a} - {""}, {h.generation(x) for x in b} - {""}
    return bool(ours) and bool(theirs) and not ours & theirs


# Names


def _near(a: str, b: str) -> bool:
    """One slip of the pen, or another spelling of the same sound."""
    from rapidfuzz.distance import OSA, JaroWinkler

    if min(len(a), len(b)) < 4 or (common(a) and common(b)):
        return a == b
    return OSA.distance(a, b) <= (1 if max(len(a), len(b)) < 8 else 2) and JaroWinkler.similarity(a, b) >= 0.85


def _sounds(a: str, b: str) -> bool:
    """The same in another spelling: Sergey and Sergei, Aleksandr and Alexander, Katherine and Catherine."""

    def plain(word: str) -> str:
        for old, new in (("ks", "x"), ("ph", "f"), ("iy", "i"), ("ij", "i"), ("y", "i"), ("j", "i"), ("ck", "k"), ("c", "k"), ("kh", "h"), ("w", "v"), ("ii", "i"), ("th", "t"), ("ou", "u")):  # fmt: skip
            word = word.replace(old, new)
        return "".join(c for n, c in enumerate(word) if n == 0 or c != word[n - 1])

    return min(len(a), len(b)) >= 3 and plain(a) == plain(b)


def _given(a: str, b: str) -> str:
    """How two given names agree: same, short, initial, spelling; empty where they are two names."""
    if a == b:
        return "same"
    if len(a) == 1 or len(b) == 1:
        full = {a, b} if len(a) == len(b) == 1 else full_names(a if len(b) == 1 else b) | {a if len(b) == 1 else b}
        return "initial" if any(x[0] == (b if len(b) == 1 else a) for x in full) else ""
    if full_names(a) & full_names(b):
        return "short"
    if common(a) and common(b):
        return ""
    return "spelling" if _sounds(a, b) or _near(a, b) else ""


def _surname(a: str, b: str) -> str:
    if a == b:
        return "same"
    return "spelling" if _sounds(a, b) or _near(a, b) else ""


def _words(a: tuple[str, ...], b: tuple[str, ...]) -> str:
    """How two full names (in words) agree; `conflict` where they are two people's."""
    if a == b:
        return "same"
    if sorted(a) == sorted(b):
        return "swapped"
    if min(len(a), len(b)) == 1:
        return "single" if _given(a[0], b[0]) in ("same", "short") else "last" if {a[-1], b[-1]} <= {a[-1]} else "conflict"
    given = _given(a[0], b[0])
    if not given:
        # "W. James Holt" goes by his second name; "Holt Dana" was typed in the wrong order, with a slip.
        crossed = _given(a[0], b[-1]) in ("same", "short") and _surname(a[-1], b[0])
        second = a[-1] == b[-1] and (
            (len(a) > 2 and _given(a[1], b[0]) in ("same", "short") and len(a[1]) > 1) or (len(b) > 2 and _given(a[0], b[1]) in ("same", "short") and len(b[1]) > 1)
        )
        return "swapped" if crossed else "middle" if second else "conflict"
    if _middles(a[1:-1], b[1:-1]):
        return "conflict"
    last = _surname(a[-1], b[-1]) or ("same" if "".join(a[1:]) == "".join(b[1:]) else "")
    if last == "same":
        return {"same": "middle", "short": "short", "initial": "initial", "spelling": "spelling"}[given]
    if given == "initial":
        return "conflict"
    if last == "spelling":
        return "spelling"
    return "double" if set(a[1:]) & set(b[1:]) else "surname"


def _middles(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Two middle names that cannot be one."""
    return bool(a) and bool(b) and not any(x[0] == y[0] if min(len(x), len(y)) == 1 else _given(x, y) or x == y for x in a for y in b)


_ORDER = ("same", "swapped", "middle", "short", "spelling", "double", "initial", "surname", "single", "last", "conflict")


def names_agree(a: Iterable[str], b: Iterable[str]) -> str:
    """The best agreement between any two of these names; empty where one side has none."""
    found = {_words(x, y) for one in a for other in b for x in spellings(one) for y in spellings(other) if x and y}
    return next((kind for kind in _ORDER if kind in found), "")


# What speaks beside the name


def _own_part(email: str) -> str:
    return h.fold(email.partition("@")[0].partition("+")[0])


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalpha())


def telling(email: str, names: Iterable[str] = ()) -> str:
    """The own part of an address where it says who (`dana.whitfield`, `dwhitfield` of a Dana Whitfield); empty for `dana`, `info`."""
    own = _own_part(email)
    letters = _letters(own)
    if h.is_role_mailbox(email) or len(letters) < 5:
        return ""
    parts = [p for p in "".join(c if c.isalpha() else " " for c in own).split() if len(p) > 1]
    spelt = any(len(w) > 2 and w[-1] in letters and letters != w[-1] for name in names for w in spellings(name) if len(w) > 1)
    return own if len(parts) > 1 or spelt or len(letters) >= 9 else ""


def _spelt_by(email: str, names: Iterable[str]) -> bool:
    """Is the own part of the address made of this full name?"""
    own = _letters(_own_part(email))
    return any(
        len(w) > 1 and own in {w[0] + w[-1], w[-1] + w[0], w[0][0] + w[-1], w[-1] + w[0][0], "".join(w), "".join(x[0] for x in w[:-1]) + w[-1]} and len(own) >= 5
        for name in names for w in spellings(name)
    )  # fmt: skip


def _same_house(a: Collection[str], b: Collection[str]) -> bool:
    if set(a) & set(b):
        return True
    pairs = ((x, y) for x in a for y in b)
    return any(h.fits(x, y) if x.startswith("domain:") else h.fits(y, x) for x, y in pairs if x.startswith("domain:") != y.startswith("domain:"))


def _beside(a: Profile, b: Profile) -> Iterator[tuple[str, float]]:
    """What speaks for one person beside the name, with its weight."""
    if shared := sorted(a.phones & b.phones):
        yield f"the same number, {shared[0]}", 0.5
    ours, theirs = ({t for e in p.emails if (t := telling(e, p.names))} for p in (a, b))
    if both := sorted(ours & theirs):
        yield f"both write as {both[0]}@", 0.5
    elif any(_spelt_by(e, y.names) and not _spelt_by(e, x.names) for x, y in ((a, b), (b, a)) for e in x.emails):
        yield "one's address spells the other's name", 0.4
    if any(_slug_holds(s, y.names) for x, y in ((a, b), (b, a)) for s in x.slugs):
        yield "the LinkedIn name holds both", 0.4
    if _same_house(a.houses, b.houses):
        yield "the same organisation", 0.25


def _slug_holds(slug: str, names: Iterable[str]) -> bool:
    """Does a LinkedIn name (`osric-vale-holt`) hold given name and surname of these names?"""
    words = set(slug.removeprefix("li:").split("-"))
    return any(len(w) > 1 and {w[0], w[-1]} <= words for name in names for w in spellings(name))


_SAYS = {
    "same": ("the same full name", 0.45), "swapped": ("the same name the other way round", 0.45), "middle": ("the same name but for a middle one", 0.45),
    "short": ("one name is short for the other", 0.4), "spelling": ("nearly the same spelling", 0.35), "double": ("a double surname holds the other", 0.35),
    "initial": ("an initial that fits", 0.2), "surname": ("the same given name, another surname", 0.1), "single": ("the same given name", 0.1),
    "last": ("the same surname", 0.0), "": ("no name", 0.0),
}  # fmt: skip
_ENOUGH = {"initial": 0.25, "surname": 0.4, "single": 0.25, "last": 0.4, "": 0.5}
"""What must speak beside the name where the name is weak; a full name is asked about for itself."""


def compared(a: Profile, b: Profile) -> Alike | None:
    """May these two be one person, and why? None for most; two LinkedIn names, or father and son, are two people."""
    if len(a.slugs | b.slugs) > max(len(a.slugs), len(b.slugs)) or other_generation(a.names, b.names):
        return None
    kind = names_agree(a.names, b.names)
    if kind == "conflict":
        return None
    speaks = list(_beside(a, b))
    weight = sum(w for _, w in speaks)
    needed = _ENOUGH.get(kind, 0.0)
    if kind == "surname" and weight < needed and _same_house(a.houses, b.houses):
        rare = all(not common(w[0]) and len(w[0]) > 4 for n in (*a.names, *b.names) for w in spellings(n)[:1] if w)
        needed = 0.25 if rare else needed
    if weight < needed or (kind == "last" and not any("write as" in why or "spells" in why for why, _ in speaks)):
        return None
    said, base = _SAYS[kind]
    first, second = sorted((a.key, b.key))
    return Alike(first, second, round(min(0.99, base + weight), 2), (said, *(why for why, _ in speaks)))


# Blocks


def blocks(p: Profile) -> Iterator[str]:
    """The keys under which this subject meets whoever may be the same."""
    yield from (f"phone:{x}" for x in p.phones)
    yield from (f"own:{t}" for e in p.emails if (t := telling(e, p.names)))
    yield from (f"own:{_letters(_own_part(e))}" for e in p.emails if len(_letters(_own_part(e))) >= 5)
    for name in p.names:
        for words in spellings(name):
            yield from _by_name(words, p.houses)
            if len(words) > 1:
                first, last = words[0], words[-1]
                yield from (f"own:{own}" for own in (first + last, first[0] + last, last + first))


def _by_name(words: tuple[str, ...], houses: Collection[str]) -> Iterator[str]:
    if not words:
        return  # a name of signs alone
    givens = sorted(full_names(words[0]) | {words[0]})
    yield from (f"at:{x.removeprefix('domain:')[:4]}|{g}" for x in houses for g in givens)
    if len(words) == 1:
        return
    yield "words:" + " ".join(sorted(words))
    for first, last in {(words[0], words[-1]), (words[-1], words[0]), *(((words[1], words[-1]),) if len(words) > 2 else ())}:
        for g in full_names(first) | {first}:
            yield from (f"last:{last}|{g[0]}", f"end:{g}|{last[-3:]}", f"begin:{g}|{last[:2]}")
    for part in words[1:-1]:
        yield from (f"last:{part}|{g[0]}" for g in givens)


def suggestions(profiles: Iterable[Profile], about: Callable[[str], bool] = lambda _key: True) -> list[Alike]:
    """Every pair that may be one person, the likeliest first, where `about` is true of one of the two keys."""
    profiles = list(profiles)
    wanted = {key for one in profiles if about(one.key) for key in blocks(one)}  # of thousands of contacts few can matter
    met: dict[str, list[Profile]] = defaultdict(list)
    for one in profiles:
        for key in wanted.intersection(blocks(one)):
            met[key].append(one)
    seen: set[tuple[str, str]] = set()
    found = []
    for some in met.values():
        if len(some) > CROWD:
            continue
        for a, b in combinations(some, 2):
            pair = (min(a.key, b.key), max(a.key, b.key))
            if pair in seen or a.key == b.key or not (about(a.key) or about(b.key)):
                continue
            seen.add(pair)
            if alike := compared(a, b):
                found.append(alike)
    return sorted(found, key=lambda x: (-x.likely, x.a, x.b))


def profiles(seen: Iterable[Sighting], subject_of: Callable[[str], str]) -> list[Profile]:
    """What these sightings say of each person; `subject_of` names the subject of a handle."""
    parts: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for one in seen:
        if one.kind != "person" or one.apart:
            continue
        own = parts[subject_of(one.handles[-1])]
        if one.name and "@" not in one.name:
            own["names"].add(" ".join(one.name.split()))
        if place := h.squeezed(one.organisation):
            own["houses"].add(place)
        for handle in one.handles:
            kind, _, value = handle.partition(":")
            if kind == "email":
                own["emails"].add(value)
                own["houses"].update(filter(None, (h.domain_handle(value),)))
            elif kind == "owner":
                own["emails"].add(value.partition("|")[2])
            elif kind == "phone":
                own["phones"].add(value.partition("|")[0])
            elif kind == "li":
                own["slugs"].add(handle)
            elif kind == "name" and value.partition("|")[2]:
                own["houses"].add(value.partition("|")[2])
    return [
        Profile(key, frozenset(p["names"]), frozenset(p["emails"]), frozenset(p["phones"]), frozenset(p["slugs"]), frozenset(p["houses"]))
        for key, p in sorted(parts.items())
    ]  # fmt: skip
