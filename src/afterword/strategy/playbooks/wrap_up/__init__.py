"""The search has ended well: tell everybody who helped how it went, and withdraw elsewhere (DESIGN.md, rule 13)."""

from __future__ import annotations

from collections.abc import Iterator

from afterword.facts import handles as h
from afterword.network.strength import strength
from afterword.story.model import Opportunity, PersonStory
from afterword.strategy.reaching import touches_since
from afterword.strategy.senses import first_name, real_talks, roles_of
from afterword.strategy.timing import evidence, window
from afterword.strategy.world import Playbook, Proposal, World

_READ = 45
"""Business days for which an application without an answer may still be read: until its last question would close (DESIGN.md, section 3)."""


def _helped(person: PersonStory) -> str:
    """What this person did for the search, in a few words; empty for nothing."""
    own = set(person.handles)
    for passage in person.passages:
        if set(passage.by) & own and (passage.made or passage.offered):
            to = passage.to_name or passage.organisation
            return f"introduced you to {to}" if passage.made else f"offered to introduce you to {to}"
    if any(e.does("referral") for e in person.entries if e.direction == "in"):
        return "spoke for you"
    if any("referee" in note.casefold() or "reference" in note.casefold() for note, _ in person.notes):
        return "vouched for you"
    if real_talks(person):
        return "gave you a talk"
    if any("referee" in e.note.casefold() or "reference for" in e.note.casefold() for e in person.entries):
        return "vouched for you"
    return ""


def _elsewhere(person: PersonStory, organisation: str, world: World) -> str:
    """The role at another employer that is still open and led by this person."""
    for opp in roles_of(person, world):
        there = h.org_handle(organisation) in opp.organisations
        if not there and opp.contact == person.key and opp.stage in ("applied", "interviewing", "offer"):
            return opp.role or "the role"
    return ""


def plan(person: PersonStory, world: World) -> Iterator[Proposal]:
    accepted = world.accepted()
    if accepted is None:
        return
    fact, day, organisation = accepted
    if [e for e in touches_since(person, day) if e.at > fact.at]:
        return
    help_given, open_role = _helped(person), _elsewhere(person, organisation, world)
    if not help_given and not open_role:
        return
    step = "tell" if help_given else "withdraw"
    reason = f"{first_name(person)} {help_given}: tell them that you are going to {organisation}." if help_given else f"Withdraw from {open_role} with {first_name(person)}, with thanks."
    proof = [evidence(fact, f"you accepted {organisation}")]
    yield Proposal(
        step, window(world.workdays(person.country), day, *world.days("wrap_up", step, (0, 2, 10))), "promise", fact, reason, tuple(proof), person,
        person.organisation, "" if help_given else open_role, ("email", "call", "card", "linkedin", "text", "in_person"),
        "When the search ends, every helper hears how it went within two business days, and open applications are withdrawn.", ("A word from you removes it.",),
        thanks=True, value=9.5, gain=0.5 + strength(person, day) / 2 if help_given else 1, slots={"organisation": organisation, "help": help_given},
    )  # fmt: skip


def plan_alone(opp: Opportunity, world: World) -> Iterator[Proposal]:
    """An application that nobody there has a name for is withdrawn as well, while it may still be read."""
    accepted = world.accepted()
    if accepted is None or opp.contact or opp.stage not in ("applied", "interviewing", "offer"):
        return
    fact, day, organisation = accepted
    steps = [x for x in (opp.applied, *(t.day for t in opp.talks)) if x is not None]
    days = world.workdays("")
    open_still = bool(steps) and max(steps) <= day <= days.after(max(steps), _READ)
    if not open_still or h.org_handle(organisation) in opp.organisations or any(e.at > fact.at and e.direction in ("out", "both") for e in opp.entries):
        return
    yield Proposal(
        "withdraw_application", window(days, day, *world.days("wrap_up", "withdraw_application", (0, 2, 10))), "promise", fact,
        f"Withdraw {f'from {opp.role}' if opp.role else 'your application'} at {opp.organisation}, by mail or in their portal.",
        (evidence(fact, f"you accepted {organisation}"),), None, opp.organisation, opp.role, ("email", "linkedin"),
        "When the search ends, open applications are withdrawn within two business days.", ("A word from you, or the outcome withdrawn, removes it.",),
        thanks=True, value=1, gain=0.1, slots={"organisation": organisation}, also=opp.applications,
    )  # fmt: skip


SAYS = "When you have accepted, everybody who helped hears it, and the other doors are closed kindly."
PLAYBOOK = (Playbook("wrap_up", "person", plan, SAYS), Playbook("wrap_up", "opportunity", plan_alone, SAYS))
