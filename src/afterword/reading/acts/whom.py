"""Who is meant: the person, organisation and role that belong to an act, in its sentence or beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from afterword.reading.acts.names import (
    is_name,
    organisation_after,
    people_in,
    person_at,
    role_at,
    same_person,
    title_like,
)
from afterword.reading.acts.relations import relation
from afterword.reading.acts.scene import Scene
from afterword.reading.heard import Sentence

_VOCATIVE = re.compile(
    r"^(?:(?:hi|hello|hey|dear|hiya|good (?:morning|afternoon|evening)|morning|thanks|thank you|kia ora|cheers|sorry|yes|no)[ ,]+)?"
)
_ROLE = re.compile(
    r"^\s*(?:,|\(|-|who(?:'s| is| was| works as| worked as)|is|was|she's|he's|as)\s*(?:currently |now |actually |also )?"
    r"(?:is |was |works as |who is |who's |who was |she's |he's )?(?:the |a |an |our |their |its |now |as )*"
)
_SOMEBODY = re.compile(
    r"\b(?:someone|somebody|a friend|an old friend|a colleague|a contact|the (?:hiring manager|head of|director|manager|owner|editor|founder|people|woman|man|lady|guy)|"
    r"a (?:woman|man|guy|lady|fellow|former colleague|former student)|people|folks)\b"
)


@dataclass(frozen=True, slots=True)
class Whom:
    """What was found; empty where nothing is said."""

    person: str = ""
    organisation: str = ""
    role: str = ""
    other: str = ""  # what the person is to the speaker, where no name is given ("sister-in-law")


def addressed(scene: Scene, name: str) -> bool:
    """Is `name` one of the two who write to each other?"""
    letter = scene.letter
    if same_person(name, letter.sender.name or letter.sender.email.partition("@")[0]):
        return True
    readers = (*letter.to, *letter.cc)
    if scene.mine:
        readers = letter.to[:1]
        return any(same_person(name, a.name or a.email.partition("@")[0]) for a in readers)
    return any(
        same_person(name, a.name or re.sub(r"[\W_\d]+", " ", a.email.partition("@")[0]))
        for a in readers
        if a.email in letter.me
    )


def vocative(line: Sentence) -> str:
    """The name a sentence calls to: "Bela, so good ...", "Hi Ana,"."""
    start = _VOCATIVE.match(line.low)
    name, end = person_at(line.plain, start.end() if start else 0)
    if name and (end >= len(line.plain) or line.plain[end] in ",:!-"):
        return name
    return ""


def third_parties(scene: Scene, line: Sentence, start: int = 0, end: int | None = None) -> tuple[str, ...]:
    """The people named in a sentence who are neither the writer, nor the reader, nor called to."""
    called = vocative(line)
    return tuple(
        name
        for name in people_in(line.plain, start, end)
        if not addressed(scene, name) and name != called and name.lower() != "linkedin"
    )


def role_of(line: Sentence, person: str) -> str:
    """The role said right after a name: ", the production director at X", "who is a buyer for"."""
    place = line.plain.find(person)
    if place < 0:
        return ""
    rest = line.low[place + len(person) :]
    lead = _ROLE.match(rest)
    if lead is None or lead.end() == 0:
        return ""
    role = role_at(line.plain, place + len(person) + lead.end())
    return role if title_like(role) else ""


def whom(scene: Scene, index: int, start: int = 0, *, back: int = 2) -> Whom:
    """Who an act in sentence `index` is about: named after `start`, before it, or up to `back` sentences earlier."""
    line = scene.lines[index]
    after = third_parties(scene, line, start)
    before = third_parties(scene, line, 0, start) if start else ()
    if after or before:
        return _told_next(scene, index, about(line, after[0] if after else before[-1]))
    unnamed = _unnamed(line)
    if unnamed.other or unnamed.organisation:
        named = _called_next(scene, index)
        return Whom(named, unnamed.organisation, "", unnamed.other) if named else unnamed
    for earlier in range(index - 1, max(-1, index - 1 - back), -1):
        names = third_parties(scene, scene.lines[earlier])
        if names:
            return _told_next(scene, earlier, about(scene.lines[earlier], names[0]))
        unnamed = _unnamed(scene.lines[earlier])
        if unnamed.other or unnamed.organisation:
            return unnamed
    return Whom(_called_next(scene, index), organisation_after(line.plain, start))


_PRONOUN = re.compile(r"^(?:she|he|they|who)\b(?! (?:said|told|asked|is expecting))")


def _told_next(scene: Scene, index: int, who: Whom) -> Whom:
    """The next sentence may say where: "She heads exhibitions at Fenn & Daughters"."""
    if who.organisation or index + 1 >= len(scene.lines):
        return who
    after = scene.lines[index + 1]
    if not _PRONOUN.match(after.low) and not (who.person and after.plain.startswith(who.person.split()[0])):
        return who
    return Whom(who.person, organisation_after(after.plain, 0), who.role, who.other)


def about(line: Sentence, person: str) -> Whom:
    """The organisation and role that a sentence gives a person."""
    place = max(0, line.plain.find(person))
    tail = place + len(person)
    role = role_of(line, person)
    organisation = organisation_after(line.plain, tail)
    if not organisation:
        organisation = organisation_after(line.plain, 0)
        if same_person(organisation, person):
            organisation = ""
    kin = relation(line, max(0, place - 40), tail + 40)
    return Whom(person, organisation, role, kin["noun"] if kin else "")


def _unnamed(line: Sentence) -> Whom:
    kin = relation(line, whose=frozenset({"my", "a", "an", "our"}))
    if kin:
        return Whom("", organisation_after(line.plain, kin.end()) or organisation_after(line.plain, 0), "", kin["noun"])
    somebody = _SOMEBODY.search(line.low)
    if somebody:
        return Whom("", organisation_after(line.plain, somebody.start()), "", "")
    return Whom()


_CALLED = re.compile(r"\b(?:name is|name's|called|is called|named) (?=\w)")


def _called_next(scene: Scene, index: int) -> str:
    for later in scene.lines[index : index + 2]:
        found = _CALLED.search(later.low)
        if found and is_name(later.plain[found.end() :].split()[0].strip(".,")):
            return person_at(later.plain, found.end())[0]
    return ""
