"""Keeping warm: something for them, at a pace that fits how close you are (PLAYBOOK.md section 3 and 6)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from afterword.facts import Fact
from afterword.facts.kinds import Message
from afterword.story.model import Entry, PersonStory
from afterword.strategy.senses import TIES_KEPT_WARM, counts, first_name, interviewed_by, spoken
from afterword.strategy.timing import evidence, ordered
from afterword.strategy.world import Playbook, Proposal, World

PACE = {
    "mentor": 90, "friend": 90, "former_boss": 90, "boss_superior": 180, "coworker": 90, "former_coworker": 180, "recruiter": 30, "alumni": 365,
}  # fmt: skip
INTERVIEWER_DAYS = 400
ROUNDS = 6
"""How many rounds ahead are planned; each real contact starts them anew."""


def cadence(person: PersonStory) -> int:
    """Days between touches: the user's closeness first, else the tie. A 30, B 90, C 180, D 365 (PLAYBOOK.md section 3)."""
    if person.close is not None:
        return 30 if person.close >= 0.75 else 90 if person.close >= 0.5 else 180 if person.close >= 0.25 else 365
    return min((PACE[t.tie] for t in person.ties if t.tie in PACE), default=90)


def _slowed(person: PersonStory, pace: int) -> int:
    """An unanswered touch doubles the gap; two make it yearly."""
    said = [e for e in person.entries if not e.automatic and counts(e)]
    silent = 0
    for before, e in zip(reversed(said[:-1]), reversed(said[1:]), strict=True):
        if e.direction != "out" or (e.way in ("call", "conversation", "in_person") and e.reached):
            break
        silent += (e.day - before.day).days >= 20  # a first word after a while, not the end of a conversation
    return pace if not silent else pace * 2 if silent == 1 else max(365, pace)


def _tied(person: PersonStory) -> bool:
    """Has somebody named a tie that is kept warm? One that only their own mail shows needs a word of the user's to them."""
    mails = {f.id for f in person.facts if isinstance(f.body, Message)}
    wrote = any(e.direction in ("out", "both") and counts(e) for e in person.entries)
    return any(t.tie in TIES_KEPT_WARM and (wrote or t.fact not in mails) for t in person.ties)


def _start(person: PersonStory) -> tuple[date, Fact, str] | None:
    """The last real contact of any kind, or the day the tie was learnt if later."""
    real: list[Entry] = [e for e in person.entries if not e.automatic and counts(e)]
    tie = person.tied(*TIES_KEPT_WARM)
    learnt = next((f for f in person.facts if tie is not None and f.id == tie.fact), None)
    if real and (tie is None or learnt is None or real[-1].day >= tie.learnt):
        return real[-1].day, real[-1].fact, f"last in touch on {spoken(real[-1].day)} {real[-1].day.year}"
    return (tie.learnt, learnt, tie.quote) if tie is not None and learnt is not None else None


def plan(person: PersonStory, world: World) -> Iterator[Proposal]:
    met = [t for t in interviewed_by(person) if t.status == "planned"]
    kept = _tied(person) or (person.close is not None and person.close >= 0.5)
    if (person.tied("relative", "professional") and person.close is None and not person.tied(*TIES_KEPT_WARM)) or not (kept or met):
        return
    start = _start(person)
    if start is None:
        return
    day, fact, quote = start
    pace = _slowed(person, cadence(person))
    days = world.workdays(person.country)
    for number in range(1, ROUNDS + 1):
        opens = day + timedelta(days=pace * number)
        if not kept and (opens - met[-1].day).days > INTERVIEWER_DAYS:
            return
        gone = (opens - day).days
        months = f"{round(gone / 30)} months" if gone >= 60 else f"{gone} days"
        yield Proposal(
            "keep_warm" if number == 1 else f"keep_warm_{number}", ordered(opens, opens, days.after(opens, 20)), "garden", fact,
            f"It is {months} since you and {first_name(person)} were in touch: something for them, nothing asked.", (evidence(fact, quote),), person,
            person.organisation, "", ("email", "linkedin", "call", "text", "card", "in_person"), f"Every {pace} days after the last real contact; an unanswered word doubles the gap.",
            ("Any contact, either way, starts the count again.",), value=1, gain=0.35, slots={"months": months, "re_identify": "yes" if gone >= 180 else ""},
        )  # fmt: skip


PLAYBOOK = Playbook("keep_warm", "person", plan, "Named ties, recent interviewers and whoever you marked close hear from you by cadence, with something for them.")
