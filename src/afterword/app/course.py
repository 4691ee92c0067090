"""How far a role is, as a few plain values kept beside the plan: lists show them without telling a story."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Literal

from afterword.facts import handles as h
from afterword.facts.frozen import dataclass
from afterword.facts.kinds import Interaction
from afterword.story import Opportunity
from afterword.strategy.senses import answers, counts, human
from afterword.strategy.waits import CLOSED, standing
from afterword.strategy.world import World

Clock = Literal["", "application", "interview", "named", "nudged", "warm", "recruiter"]
USUAL: dict[str, tuple[int, int]] = {
    "application": (7, 31), "interview": (6, 20), "named": (2, 10), "nudged": (5, 8), "warm": (4, 5), "recruiter": (5, 10),
}  # fmt: skip
"""Business days after which one asks, and by which nine in ten of the answers that come have come (PLAYBOOK.md 4.3)."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """An interview or talk about the role. `people` are handles."""

    day: date
    status: str
    people: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    interview: bool = True


@dataclass(frozen=True, slots=True)
class Course:
    """One role. `since` is the day their silence counts from, by the `clock` of its stage; `mine` where they wait for the user."""

    key: str
    short: str
    organisation: str
    role: str
    stage: str
    applied: date | None = None
    clock: Clock = ""
    since: date | None = None
    named: date | None = None  # the day until which they said to wait
    mine: bool = False
    due: date | None = None  # the last day of an offer
    closed: date | None = None
    last: date | None = None  # the last thing that happened
    meetings: tuple[Meeting, ...] = ()
    people: tuple[str, ...] = ()
    url: str = ""


def short(key: str) -> str:
    """The short key of a role, as `role list` shows it."""
    return sha256(key.encode()).hexdigest()[:8]


def course(opp: Opportunity, world: World) -> Course:
    """Where a role stands."""
    clock, since, named, mine = _silence(opp, world)
    meetings = tuple(Meeting(t.day, t.status, t.people, t.names, t.interview) for t in opp.talks)
    days = [e.day for e in opp.entries]
    people = tuple(dict.fromkeys((*([opp.contact] if opp.contact else []), *opp.people)))
    return Course(
        opp.key, short(opp.key), opp.organisation, opp.role, opp.stage, opp.applied, clock, since, named, mine,
        opp.offer_due if opp.stage == "offer" else None, opp.outcome_on if opp.stage in ("accepted", "rejected", "withdrawn") else None,
        max(days, default=opp.applied), meetings, people, opp.urls[0] if opp.urls else "",
    )  # fmt: skip


def _silence(opp: Opportunity, world: World) -> tuple[Clock, date | None, date | None, bool]:
    """The clock of the stage, from when it runs, the day they named, and whether they wait for the user."""
    if opp.stage in CLOSED:
        return "", None, None, False
    now = standing(opp, world)
    mine = _waits_for_me(opp)
    if now.nudges:
        return "nudged", max(now.nudges[-1].day, now.heard or date.min), None, mine
    if now.named is not None and now.named.due_latest is not None:
        return "named", now.named.due_latest, now.named.due_latest, mine
    if now.silent_since is not None:
        return "interview", now.silent_since, None, mine
    theirs = [e for e in opp.entries if e.direction in ("in", "both") and (answers(e) or human(e))]
    sent = {f.id for f in opp.applications}
    chased = [e.day for e in opp.entries if e.fact.id not in sent and e.direction == "out" and counts(e) and human(e) and opp.applied and e.day > opp.applied]
    if theirs:
        agency = any((p := world.person(x)) is not None and p.tied("recruiter") for x in opp.people)
        last = max([theirs[-1].day, *chased])
        return "recruiter" if agency else "warm", last, None, mine
    if opp.applied is None:
        return "", None, None, mine
    return ("nudged", max(chased), None, mine) if chased else ("application", opp.applied, None, mine)


def _waits_for_me(opp: Opportunity) -> bool:
    """Did they ask something after the user's last word?"""
    spoken = [e for e in opp.entries if human(e) and counts(e)]
    last = spoken[-1] if spoken else None
    if last is None or last.direction != "in" or isinstance(last.fact.body, Interaction):
        return False
    return last.does("question", "talk_proposed") is not None


def same_role(a: str, b: str) -> bool:
    """Do two spellings mean one role? An unnamed one may be any."""
    return not a or not b or h.role_key(a) == h.role_key(b)
