"""What one fact may mean for a plan, told by itself: so that whom nothing can concern is passed over without a story.

Every condition here is necessary, never sufficient: a fact without weight cannot make a follow-up, a question or a tie.
"""

from __future__ import annotations

from afterword.facts import Fact
from afterword.facts import handles as h
from afterword.facts.kinds import Application, Card, Interaction, Message, Outcome, Target, Tie
from afterword.reading.model import Reading
from afterword.story.grouping import JOB_MAIL
from afterword.story.ties import tie_of

PERSON, HOUSE = 1, 2
"""Bits of a weight: it may concern the people it touches; it is part of a search at the organisations it touches."""

_IDLE = frozenset(("question", "thanks", "acknowledgement", "decision", "next_step", "new_date", "talk_proposed", "away"))
"""Acts that concern only somebody who is in the search for another reason."""
_OF_A_SEARCH = frozenset(("application", "talk_held", "talk_agreed", "decision", "next_step", "new_date"))


def weight(fact: Fact, reading: Reading | None, me: frozenset[str]) -> int:
    """The bits of one fact."""
    return (PERSON if _of_people(fact, reading, me) else 0) | (HOUSE if matters(fact, reading) else 0)


def _of_people(fact: Fact, reading: Reading | None, me: frozenset[str]) -> bool:
    """May it put a person in the search, or show where they work? A stranger's letter that names no place does not, nor does a card with a bare address."""
    body = fact.body
    if isinstance(body, Card):
        return bool(body.organisation or body.note or body.birthday or body.categories or body.related)
    if not isinstance(body, Message) or body.sender.email in me or h.slug_handle(body.sender.email) in me:
        return True
    if reading is None:
        return False
    if reading.vendor or reading.kind == "recruiter_outreach" or reading.kind.startswith("auto_reply"):
        return True
    return any(act.kind not in _IDLE for act in reading.acts) or any(p.organisation and p.source != "text" for p in reading.people)


def matters(fact: Fact, reading: Reading | None) -> bool:
    """Is this fact about an organisation part of a search? A firm one only exchanges mail with is not told."""
    body = fact.body
    if isinstance(body, (Target, Application, Outcome, Tie)) or fact.kind in ("event", "decision", "sent", "correction"):
        return True
    if isinstance(body, Interaction) and (body.way == "interview" or body.organisation):
        return True
    if isinstance(body, Card) and any(map(tie_of, body.categories)):
        return True
    if isinstance(body, Message) and reading is not None:
        spoken = any(a.kind in _OF_A_SEARCH for a in reading.acts)
        return reading.kind in JOB_MAIL or spoken or bool(reading.role and reading.kind in ("personal", "thank_you"))
    return False
