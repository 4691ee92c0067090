"""A relative retired from a company you want: culture, a name, may I use yours? (PLAYBOOK.md 6)."""

from __future__ import annotations

from collections.abc import Iterator

from afterword.facts import handles as h
from afterword.story.model import PersonStory
from afterword.story.ties import retired
from afterword.strategy.reaching import steps
from afterword.strategy.senses import first_name
from afterword.strategy.timing import evidence
from afterword.strategy.world import Playbook, Proposal, World


def plan(person: PersonStory, world: World) -> Iterator[Proposal]:
    tie = person.tied("relative")
    if tie is None:
        return
    notes = " ".join(note for note, _ in person.notes)
    for target in world.targets():
        job = next((j for j in person.jobs if h.org_handle(j.organisation) in target.handles), None)
        told = next((t for t in person.ties if t.tie == "relative" and t.until and t.organisation and h.org_handle(t.organisation) in target.handles), None)
        noted = not job and any(h.squeezed(x) in h.squeezed(notes) for x in (target.name,) if h.squeezed(x))
        if target.target is None or target.targeted_on is None or not ((job and (job.past or retired(job.title, notes))) or (noted and retired(notes)) or told):
            continue
        learnt = max(tie.learnt, target.targeted_on, world.since)
        stands = next((f for f in person.facts if f.id == (job.fact if job else tie.fact)), None)
        if stands is None:
            continue
        quote = next((note for note, _ in person.notes if note), job.title if job else tie.quote)
        for step, span, later in steps(person, world, "insider_relative", learnt, 7, spoken_ends=False):
            yield Proposal(
                step, span, "window", stands, f"{first_name(person)} is family and worked at {target.name}, which you want: ask about the house, and for a name.",
                (evidence(stands, quote), evidence(target.target, f"{target.name} is on your list")), person, target.name, "", ("call", "in_person", "text", "email", "card"),
                "A relative who left a company you want is called now; once more within ten business days if no name came.", ("A call or word from you removes it.",),
                second=later, value=9.5, gain=0.35, slots={"organisation": target.name, "note": quote}, also=(target.target,),
            )  # fmt: skip


PLAYBOOK = Playbook("insider_relative", "person", plan, "A relative who has left a company on your list is called now.")
