"""The words by which names are known: names.toml, read once."""

from __future__ import annotations

from functools import cache
from importlib import resources

from afterword.facts.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """names.toml, as sets."""

    freemail: frozenset[str]
    suffixes: frozenset[str]
    hosts: frozenset[str]
    after: tuple[str, ...]
    before: tuple[str, ...]
    legal: frozenset[str]
    nobody: frozenset[str]
    organisation_words: frozenset[str]
    machines: frozenset[str]
    shared: frozenset[str]
    hiring: frozenset[str]
    titles: frozenset[str]
    title_endings: tuple[str, ...]
    vague_roles: frozenset[str]
    generic: frozenset[str]
    endings: tuple[str, ...]
    label_words: frozenset[str]
    glued: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    """The word lists, read from the package once."""
    import tomllib

    read = tomllib.loads((resources.files("afterword.reading.kinds") / "names.toml").read_text("utf-8"))
    words = {name: frozenset(found) for name, found in read.items()}
    longest_first = {name: tuple(sorted(read[name], key=len, reverse=True)) for name in ("after", "before", "endings")}
    known = frozenset(
        word
        for name in ("label_words", "organisation_words", "endings", "titles")
        for word in read[name]
        if len(word) > 2
    )
    return Vocabulary(
        freemail=words["freemail"],
        suffixes=words["suffixes"],
        hosts=words["hosts"],
        after=longest_first["after"],
        before=longest_first["before"],
        legal=words["legal"],
        nobody=words["nobody"],
        organisation_words=words["organisation_words"],
        machines=words["machines"],
        shared=words["shared"],
        hiring=words["hiring"],
        titles=words["titles"],
        title_endings=tuple(read["title_endings"]),
        vague_roles=words["vague_roles"],
        generic=words["generic"],
        endings=longest_first["endings"],
        label_words=known,
        glued=words["glued"],
    )
