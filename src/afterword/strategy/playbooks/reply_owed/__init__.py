"""They asked, and the last word is theirs: answer within two business days (DESIGN.md section 3)."""

from __future__ import annotations

from collections.abc import Iterator

from afterword.story.model import Entry, Opportunity, PersonStory
from afterword.strategy.asking import asks
from afterword.strategy.senses import first_name, in_search, last_out, roles_of
from afterword.strategy.timing import evidence, ordered
from afterword.strategy.waits import CLOSED
from afterword.strategy.world import Playbook, Proposal, World


def plan(person: PersonStory, world: World) -> Iterator[Proposal]:
    last = last_out(person.entries)
    since = last.at if last else 0
    open_asks = [(e, quote) for e in person.entries if e.at > since and (quote := asks(e)) and not _of_an_offer(e, person, world)]
    if not open_asks or not in_search(person, world):
        return
    entry, quote = open_asks[-1]
    asked_first = open_asks[0][0]
    own = entry.fact.id
    if any(t.day > entry.day and t.learnt >= entry.day and t.status == "planned" and own not in {f.id for f in t.facts} for t in person.talks):
        return  # a time was fixed since: that was the answer
    days = world.workdays(person.country)
    opens, due, closes = world.days("reply_owed", "reply", (0, 2, 10))
    wanted = max((c.due_latest for c in entry.reading.commitments if c.owed_by == "me" and c.due_latest), default=None) if entry.reading else None
    latest = days.after(asked_first.day, due)
    if wanted is not None and asked_first.day <= wanted < latest:
        latest = wanted
    span = ordered(asked_first.day if not opens else days.after(asked_first.day, opens), latest, days.after(entry.day, closes))
    reading = entry.reading
    organisation = person.organisation or (reading.organisation or "" if reading else "")
    yield Proposal(
        "reply", span, "promise", entry.fact, f"{first_name(person)} asked you something and waits for your answer.", (evidence(entry.fact, quote),),
        person, organisation, (reading.role or "") if reading else "", ("linkedin", "email", "text", "call") if entry.way == "linkedin" else ("email", "linkedin", "text", "call"),
        "A question or request is answered within two business days.", ("Your answer, by any channel, removes it.",), asked=True, value=30, gain=0.35,
        slots={"question": quote}, also=tuple(e.fact for e, _ in open_asks),
    )  # fmt: skip


def _of_an_offer(e: Entry, person: PersonStory, world: World) -> bool:
    """Is it the last day of an offer that was moved? Its row is the offer's."""
    days = {c.due_latest for c in e.reading.commitments if c.owed_by == "me" and c.kind in ("reply", "decision")} - {None} if e.reading else set()
    return bool(days) and any(o.stage == "offer" and o.offer_due in days for o in roles_of(person, world))


def plan_portal(opp: Opportunity, world: World) -> Iterator[Proposal]:
    """What an employer's machine asks for (a test, a form, a document): nobody to name, but an answer is owed all the same."""
    if opp.stage in CLOSED or (opp.application is None and not opp.talks):
        return  # a shop's form is no part of the search: there must be an application or an interview
    days = world.workdays()
    for e in opp.entries:
        machine = e.direction == "in" and not e.covers and e.reading is not None and e.reading.kind in ("info_request", "interview_invitation")
        if not machine or e.reading is None or any(x.at > e.at and (x.direction == "out" or x.reading is None or x.reading.kind == "interview_scheduled") for x in opp.entries):
            continue
        if any(t.learnt >= e.day and t.starts > e.at for t in opp.talks):
            continue
        opens, due, closes = world.days("reply_owed", "reply", (0, 2, 10))
        wanted = max((c.due_latest for c in e.reading.commitments if c.owed_by == "me" and c.due_latest), default=None)
        latest = days.after(e.day, due)
        last = wanted if wanted is not None and e.day <= wanted < latest else latest
        asked = next((c.quote for c in e.reading.commitments if c.owed_by == "me"), "") or getattr(e.fact.body, "subject", "")
        yield Proposal(
            "reply", ordered(e.day if not opens else days.after(e.day, opens), last, wanted if wanted and wanted > last else days.after(e.day, closes)), "promise", e.fact,
            f"{opp.organisation} waits for something from you{f' by {wanted:%A}' if wanted else ''}.", (evidence(e.fact, asked),), None, opp.organisation, opp.role,
            ("email",), "A question or request is answered within two business days.", ("Sending it, or `done`, removes it.",), asked=True, value=30, gain=0.35,
            slots={"question": asked},
        )  # fmt: skip


SAYS = "A question or request from somebody in your search is answered within two business days."
PLAYBOOK = (Playbook("reply_owed", "person", plan, SAYS), Playbook("reply_owed", "opportunity", plan_portal, SAYS))
