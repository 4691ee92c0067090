"""Somebody inside a company you want: one at a time, the moderately weak ties first (PLAYBOOK.md section 2 and 6, layers)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from afterword.facts import Fact
from afterword.network.strength import first_hop
from afterword.story.model import OrganisationStory, PersonStory
from afterword.strategy.playbooks.reach_through.ended import ENDED
from afterword.strategy.reaching import answered_since, touches_since
from afterword.strategy.timing import evidence, window
from afterword.strategy.world import Playbook, Proposal, World

GAP = 6
TOUCHES = 2


def _candidates(org: OrganisationStory, world: World, on: date) -> list[PersonStory]:
    """Who works there now and may be asked, the best first hop first. Family has its own playbook, interviewers theirs."""
    met = {p for o in org.opportunities for p in o.people}
    found = [p for key in org.people if (p := world.person(key)) is not None and key not in met]
    found = [p for p in found if p.stop is None and not p.tied("relative") and not p.mailbox and p.name]
    return sorted(found, key=lambda p: (-round(first_hop(p, on), 6), p.key))


def _known_by(person: PersonStory, org: OrganisationStory) -> Fact | None:
    """The fact that says that they work there."""
    facts = {f.id: f for f in person.facts}
    for job in person.jobs:
        if not job.past and job.fact in facts:
            return facts[job.fact]
    return person.facts[0] if person.facts else org.target


def plan(org: OrganisationStory, world: World) -> Iterator[Proposal]:
    if org.target is None or org.targeted_on is None or org.employer:
        return
    start = max(org.targeted_on, world.since)
    people = _candidates(org, world, start)
    asked = sorted(((t, p) for p in people if (t := touches_since(p, start))), key=lambda pair: pair[0][-1].at)
    if any(answered_since(p, t[-1]) for t, p in asked):
        return  # a conversation is under way: one introducer for a target at a time
    step, after, later = "ask", start, False
    if asked:
        touches, person = asked[-1]
        if len(touches) < TOUCHES:
            step, later = "ask_again", True
        else:
            fresh = [p for p in people if not touches_since(p, start)]
            if not fresh:
                return
            person = fresh[0]
        after = touches[-1].day
    elif people:
        person = people[0]
        after = max(start, min((j.learnt for j in person.jobs), default=start))
    else:
        return
    fact = _known_by(person, org)
    if fact is None:
        return
    gap = GAP if asked else 0
    job = next((j for j in person.jobs if not j.past), None)
    where = f"{job.title} at {org.name}" if job and job.title else f"works at {org.name}"
    yield Proposal(
        step, window(world.workdays(person.country), after, *world.days("reach_through", step, (gap, gap, gap + 20))), "window", fact,
        f"{person.name} is inside {org.name}, which you want: one small question about the house, not about a job.",
        (evidence(fact, where), evidence(org.target, f"{org.name} is on your list")), person, org.name, "",
        ("linkedin", "email", "call", "text", "in_person"), "One person inside at a time, moderately weak ties first, two touches each; the next step only.",
        ("An answer from anybody there pauses the others.",), second=later, value=9.5, gain=0.35, slots={"organisation": org.name, "title": job.title if job else ""},
        also=(org.target,),
    )  # fmt: skip


PLAYBOOK = (Playbook("reach_through", "organisation", plan, "For a wanted company: one person inside at a time, moderately weak ties first, one small question."), ENDED)
