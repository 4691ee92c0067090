"""Tell whoever gave you advice what you did with it (PLAYBOOK.md 6: at 12, then every 60 to 80, at most 3 a year)."""

from __future__ import annotations

from collections.abc import Iterator

from afterword.story.model import Entry, PersonStory, Talk
from afterword.strategy.reaching import touches_since
from afterword.strategy.senses import first_name, real_talks, spoken
from afterword.strategy.timing import evidence, window
from afterword.strategy.world import Playbook, Proposal, World

STEPS = ("report", "report_2", "report_3")


def _unanswered(reports: list[Entry], person: PersonStory) -> int:
    heard = max((e.at for e in person.entries if e.direction in ("in", "both") and not e.automatic), default=0)
    return sum(1 for r in reports if r.at > heard)


def plan(person: PersonStory, world: World) -> Iterator[Proposal]:
    talks: list[Talk] = real_talks(person)
    if not talks:
        return
    talk = talks[-1]
    days = world.workdays(person.country)
    own = frozenset(f.id for f in talk.facts)
    later = [e for e in touches_since(person, talk.day, own) if e.at > talk.ends]
    reports = [e for e in later if e.day >= days.after(talk.day, 8)]
    if len(reports) >= len(STEPS) or _unanswered(reports, person) >= 2:
        return
    start, gap = (talk.day, 12) if not reports else (reports[-1].day, 60)
    gap, due, closes = world.days("informational_report_back", STEPS[len(reports)], (gap, gap, gap + 20))
    yield Proposal(
        STEPS[len(reports)], window(days, start, gap, due, closes), "window", talk.facts[0],
        f"Tell {first_name(person)} what you did with the advice of {spoken(talk.day)}.",
        (evidence(talk.facts[0], talk.note or talk.quote),), person, talk.organisation or person.organisation, "",
        ("email", "call", "card", "linkedin", "text"), "Report back about twelve business days after a talk; then, once, ask who else you should meet.",
        ("Two reports without an answer end it.",), second=bool(reports), value=9.5, gain=0.35,
        slots={"day": spoken(talk.day), "note": talk.note}, also=talk.facts,
    )  # fmt: skip


PLAYBOOK = Playbook("informational_report_back", "person", plan, "Twelve business days after a talk you report what came of the advice; later ones every sixty, at most three a year.")
