"""What the user said: corrections of readings as the reader takes them (by mail, the last word on each field), and which questions are answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from afterword.facts import Fact
from afterword.facts.kinds import Correction, Decision
from afterword.reading import Reading, Told

if TYPE_CHECKING:
    from afterword.app.home import Home
    from afterword.store import Store


def sayings(facts: Iterable[Fact]) -> dict[str, Told]:
    """Mail → what was said of it; a later word on the same field wins."""
    told: dict[str, dict[str, str]] = {}
    for one in sorted(facts, key=lambda f: (f.at, f.learnt, f.act, f.id)):
        if isinstance(one.body, Correction) and one.body.what == "reading":
            told[one.body.a] = {**told.get(one.body.a, {}), **one.body.value}
    return {mail: _told(value) for mail, value in told.items()}


def sayings_of(store: Store) -> dict[str, Told]:
    """Those in force."""
    return sayings(store.in_force(["correction"]))


def answered(store: Store) -> set[str]:
    """The keys of the questions that the user has answered."""
    return {f.body.key for f in store.in_force(["decision"]) if isinstance(f.body, Decision) and f.body.act == "answer"}


def reading_now(home: Home, mail: Fact) -> Reading | None:
    """How a mail is read today, the user's own word over it included; None where there is nothing to read."""
    from afterword.app.letters import reading_of

    return reading_of(mail, home.me.emails | home.me.slugs, home.workdays(), home.me.country, sayings_of(home.store).get(mail.id))


def _told(value: Mapping[str, str]) -> Told:
    kind: Any = value.get("kind") or None
    return Told(kind, value.get("organisation"), value.get("role"), value.get("promises") != "none")


def speaks_of_readings(facts: Iterable[Fact]) -> bool:
    """Is a correction of a reading among these?"""
    return any(isinstance(f.body, Correction) and f.body.what == "reading" for f in facts)
