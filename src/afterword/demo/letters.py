"""The letters of the demo as they are written down in words/*.txt: who wrote what to whom, when, in answer to what."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from hashlib import sha256
from importlib import resources

from afterword.demo.days import Days

STORIES = ("employers", "search", "circle", "home", "later")
_HEAD = re.compile(r"^@ (\S+) ([bd][+-]\d+) (\d\d:\d\d) ([\w.-]+)(?:>(\S+))?((?: [\w=,.+-]+)*)(?: \| (.*))?$")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who writes; `sign` is the signature below their mails."""

    alias: str
    name: str
    email: str
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Script:
    """One letter before its days are known."""

    id: str
    day: str
    clock: str
    sender: str
    to: tuple[str, ...]
    cc: tuple[str, ...]
    reply_to: str
    flags: frozenset[str]
    labels: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter with its days filled in; `thread` holds the letters before it, oldest first."""

    script: Script
    at: datetime
    subject: str
    body: str
    sender: Person
    to: tuple[Person, ...]
    cc: tuple[Person, ...]
    thread: tuple[Letter, ...] = ()

    @property
    def message_id(self) -> str:
        digest = sha256(f"{self.script.id} {self.at.isoformat()}".encode()).hexdigest()[:24]
        return f"<{digest}@{self.sender.email.partition('@')[2]}>"


def _text(name: str) -> str:
    return (resources.files("afterword.demo") / "words" / f"{name}.txt").read_text("utf-8")


@cache
def people() -> dict[str, Person]:
    """Everybody who writes, by alias: `alias | Name | address | signature, lines parted by /`."""
    found = {}
    for line in _text("people").splitlines():
        if line.strip() and not line.startswith("#"):
            alias, name, email, *sign = (part.strip() for part in line.split("|"))
            found[alias] = Person(
                alias, name, email, "\n".join(s.strip() for s in sign[0].split(" / ")) if sign else ""
            )
    return found


def _script(block: str, earlier: dict[str, Script]) -> Script:
    head, _, body = block.partition("\n")
    found = _HEAD.match(head)
    if found is None:
        raise ValueError(f"a letter without a proper first line: {head}")
    name, day, clock, sender, to, options, subject = found.groups()
    words = options.split()
    named = dict(word.split("=", 1) for word in words if "=" in word)
    parent = earlier.get(named.get("re", ""))
    if "re" in named and parent is None:
        raise ValueError(f"{name} answers {named['re']}, which is not written above it")
    if subject is None:
        base = parent.subject if parent else ""
        subject = base if base.startswith("Re: ") else f"Re: {base}"
    default = parent.sender if parent and parent.sender != sender else ",".join(parent.to) if parent else "sam"
    return Script(
        name, day, clock, sender, tuple((to or default).split(",")), tuple(filter(None, named.get("cc", "").split(","))), named.get("re", ""),
        frozenset(word for word in words if "=" not in word), named.get("label", "").replace("+", " "), subject, body.strip("\n"),
    )  # fmt: skip


@cache
def scripts() -> tuple[Script, ...]:
    """Every letter as written down, each after the one it answers."""
    found: dict[str, Script] = {}
    for story in STORIES:
        for block in re.split(r"(?m)^(?=@ )", _text(story)):
            if block.startswith("@ "):
                one = _script(block, found)
                if one.id in found:
                    raise ValueError(f"two letters are called {one.id}")
                found[one.id] = one
    return tuple(found.values())


def letters(days: Days) -> list[Letter]:
    """All letters written until now, in the order of their files."""
    known, found = people(), dict[str, Letter]()
    for one in scripts():
        at = days.at(one.day, one.clock)
        if at > days.known or (one.reply_to and one.reply_to not in found):
            continue
        parent = found.get(one.reply_to)
        if parent is not None and at <= parent.at:
            raise ValueError(f"{one.id} answers a letter of the future")
        letter = Letter(
            one,
            at,
            days.fill(one.subject),
            days.fill(one.body),
            known[one.sender],
            tuple(known[a] for a in one.to),
            tuple(known[a] for a in one.cc),
        )
        found[one.id] = replace(letter, thread=(*parent.thread, parent)) if parent else letter
    return list(found.values())
