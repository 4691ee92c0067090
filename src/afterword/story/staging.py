"""How far one opportunity has come: the walk through what happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from afterword.facts.kinds import Interaction, Message, Outcome
from afterword.reading.model import Reading
from afterword.story.directory import person_of
from afterword.story.entries import day_of
from afterword.story.grouping import SubjectOf
from afterword.story.model import Me, Opportunity, Stage, Told
from afterword.story.words import answer_to_offer


def staged(opp: Opportunity, told: Sequence[Told], me: Me, subject_of: SubjectOf) -> Opportunity:
    """Walks through what happened: a stage only advances, a no ends it, and a later invitation opens it again."""
    stage: Stage = "interviewing" if any(t.status == "planned" for t in opp.talks) else "applied"
    for one in sorted(told, key=_in_course):
        body, fact, reading = one.fact.body, one.fact, one.reading
        day = day_of(fact.at, me.zone)
        if isinstance(body, Outcome):
            on = body.on or day
            if body.outcome == "offer":
                stage, opp = "offer", replace(opp, offer=fact, offer_on=on, offer_due=body.due, offer_quote="you noted an offer")
            else:
                stage = {"rejected": "rejected", "withdrawn": "withdrawn", "accepted": "accepted"}[body.outcome]  # type: ignore[assignment]
                opp = replace(opp, outcome=fact, outcome_on=on, outcome_quote=f"you noted: {body.outcome}", outcome_by="")
        elif isinstance(body, Interaction):
            if stage == "offer" and body.reached not in ("voicemail", "no_answer") and (said := answer_to_offer(body.note)):
                stage = "accepted" if said == "accepted" else "withdrawn"
                opp = replace(opp, outcome=fact, outcome_on=body.day or day, outcome_quote=body.note, outcome_by="")
        elif isinstance(body, Message) and reading is not None:
            mine = body.sender.email in me.emails
            ended = next((a for a in reading.acts if a.kind in ("withdrawal", "offer_accepted", "offer_declined")), None)
            if mine and ended:
                stage = "accepted" if ended.kind == "offer_accepted" else "withdrawn"
                opp = replace(opp, outcome=fact, outcome_on=day, outcome_quote=ended.quote, outcome_by="")
            elif not mine and (reading.kind == "rejection" or _refuses(reading)):
                by = subject_of(person_of(body.sender.email, me.emails)) if person_of(body.sender.email, me.emails) and not reading.vendor else ""
                stage, opp = "rejected", replace(opp, outcome=fact, outcome_on=day, outcome_quote=_telling(reading, body), outcome_by=by)
            elif not mine and reading.kind == "offer":
                due = next((c.due_latest for c in reading.commitments if c.owed_by == "me" and c.due_latest), None)
                quote = next((c.quote for c in reading.commitments if c.owed_by == "me" and c.due_latest), _telling(reading, body))
                stage, opp = "offer", replace(opp, offer=fact, offer_on=day, offer_due=due or opp.offer_due, offer_quote=quote, outcome=None, outcome_on=None)
            elif not mine and reading.kind in ("interview_invitation", "interview_scheduled") and stage in ("applied", "rejected"):
                stage, opp = "interviewing", replace(opp, outcome=None, outcome_on=None)
            elif not mine and stage == "offer":
                moved = next((c for c in reading.commitments if c.owed_by == "me" and c.due_latest and c.kind in ("reply", "decision")), None)
                opp = replace(opp, offer_due=moved.due_latest, offer_quote=moved.quote) if moved else opp
    return replace(opp, stage=stage)


def _in_course(told: Told) -> tuple[int, bool, str]:
    """Oldest first; of two things told at one instant the offer comes before the answer to it."""
    body = told.fact.body
    return (told.fact.at, isinstance(body, Outcome) and body.outcome != "offer", told.fact.id)


def _refuses(reading: Reading) -> bool:
    """Does a letter that is of no kind of its own say no?"""
    return reading.kind == "personal" and any(act.kind == "decision" and act.other == "no" for act in reading.acts)


def _telling(reading: object, body: Message) -> str:
    """The sentence that says it, else the subject."""
    acts = getattr(reading, "acts", ())
    return next((a.quote for a in acts if a.kind == "decision" and a.quote), body.subject)
