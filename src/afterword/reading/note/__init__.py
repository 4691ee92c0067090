"""Plain-English quick capture: what the user types after a meeting, a call, a thought on the bus.

`note` reads a few sentences into typed statements and says which clauses it could not read, so that the program can show
what it understood before anything is kept. "I" and "me" are the user.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from afterword.facts.workdays import Workdays
from afterword.reading.heard import Sentence
from afterword.reading.note import jobs, people, promises, talks
from afterword.reading.note.clauses import Scribe, ready
from afterword.reading.note.statement import Note, Statement, StatementKind

__all__ = ["Note", "Statement", "StatementKind", "note"]

_NO_HOLIDAYS = Workdays()
Rule = Callable[[Sentence, Scribe], Statement | None]
# The first of these that reads a clause has it; relations are read beside it.
_RULES: tuple[Rule, ...] = (
    talks.missed,
    people.stop,
    promises.introduction,
    jobs.application,
    jobs.outcome,
    people.moving,
    talks.agreed,
    promises.promise,
    jobs.target,
)


def note(
    text: str, today: date, workdays: Workdays = _NO_HOLIDAYS, known_people: tuple[str, ...] = (), about: str = ""
) -> Note:
    """What a note says, as of `today`. Names are matched with `known_people` by any part, where only one fits.

    `about`: whom the note is about before it names anybody (the person of a logged talk): "will know more on Monday".
    """
    scribe = Scribe(today, workdays, known_people)
    if about:
        scribe.see(about)
    made: list[Statement] = []
    unread: list[str] = []
    for clause in ready(text, known_people):
        if made and made[-1].kind == "met" and made[-1].channel == "call" and talks.unreached(clause.low):
            made[-1] = replace(made[-1], reached=talks.unreached(clause.low))
            continue
        found = _read(clause, scribe)
        if found:
            made.extend(found)
        elif any(c.isalnum() for c in clause.plain) and not _goes_on(clause, made):
            unread.append(clause.quote)
    return Note(text, tuple(made), tuple(unread))


def _read(clause: Sentence, scribe: Scribe) -> list[Statement]:
    wishes = people.preference(clause, scribe)
    if wishes:
        return list(wishes)
    first = next((found for rule in _RULES if (found := rule(clause, scribe))), None)
    made = [first] if first else list(talks.met(clause, scribe))
    made.extend(
        s for s in people.relations(clause, scribe) if not any(s.kind == m.kind and s.person == m.person for m in made)
    )
    if not made:
        kept = people.saved(clause, scribe)
        return [kept] if kept else []
    return made


def _goes_on(clause: Sentence, made: list[Statement]) -> bool:
    """A clause without a person right after a meeting belongs to it: "good talk, no date given"."""
    if not made or made[-1].kind not in {"met", "talk_missed"}:
        return False
    last = made[-1]
    made[-1] = replace(last, what=f"{last.what} {clause.quote}".strip(), rating=last.rating or talks.rating(clause.low))
    return True
