"""What the program makes of two records: merged without asking, asked about, or nothing."""

from __future__ import annotations

from tests.story.likeness_cases import ME, Case

from afterword.story.directory import resolve, sightings
from afterword.story.likeness import profiles, suggestions


def judged(case: Case) -> str:
    """`merged`, `asked` or `nothing`."""
    sides = [list(sightings(record.fact(n), None, ME)) for n, record in enumerate((case.a, case.b))]
    every = [s for side in sides for s in side]
    answer = resolve(every)
    known = answer.subjects

    def subject_of(handle: str) -> str:
        return known.get(handle, handle)

    owners = [{subject_of(s.handles[-1]) for s in side if s.kind == "person"} for side in sides]
    if owners[0] & owners[1]:
        return "merged"
    pairs = {frozenset((p.a, p.b)) for p in suggestions(profiles(every, subject_of))} | {frozenset((p.a, p.b)) for p in answer.alike}
    return "asked" if any(frozenset((a, b)) in pairs for a in owners[0] for b in owners[1]) else "nothing"
