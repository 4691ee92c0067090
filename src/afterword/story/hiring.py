"""What a stranger's mail must show before it is taken for hiring: a reading may err, and most of a mailbox is no job search.

A mail that belongs to a role already known (its thread, its people, an application there) is never asked for this.
"""

from __future__ import annotations

import re

from afterword.facts import handles as h
from afterword.facts.kinds import Message
from afterword.facts.late import late
from afterword.reading.model import KNOWN, Reading
from afterword.story.model import Me
from afterword.story.words import INTERVIEW_MAIL, speaks_of_a_job, speaks_of_hiring

SURE = 0.7
"""The confidence below which no table and no clear leaning named the kind (docs/reading.md, "How sure")."""
_FIRM = frozenset({"application_received", "interview_invitation", "interview_scheduled", "rejection", "offer", "recruiter_outreach"})
_TOP = 300
"""Characters in which a letter greets its reader."""
_WORD = late(r"\w+")
_TO_ONE = late(r"\b(?:candidate|applicant|your (?:application|candidacy|interview|cv|r[eé]sum[eé]))\b", re.IGNORECASE)


def hires(body: Message, reading: Reading, me: Me, *, exchanged: bool = False) -> bool:
    """May this mail open a role out of nowhere, or make its sender a recruiter?

    Where no applicant system sent it, it must speak of hiring, be meant for the user, and be surely of its kind. `exchanged`:
    the user has written to that house; then, or where it names a role, it is enough that its kind is known at all.
    """
    if reading.vendor:
        return True
    firm = reading.kind in _FIRM
    if firm and reading.confidence < (KNOWN if exchanged or reading.role else SURE):
        return False
    titled = firm and reading.role and reading.confidence >= SURE
    spelt = reading.role is not None and reading.role[:1].isupper()  # "the post of treasurer" is a club's, the Wool Classer's an employer's
    speaks = speaks_of_hiring if reading.kind in INTERVIEW_MAIL or spelt or exchanged else speaks_of_a_job
    if not titled and not speaks(f"{body.subject}\n{reading.text}"):
        return False
    return (exchanged and firm) or meant_for(body, reading, me)


def meant_for(body: Message, reading: Reading, me: Me) -> bool:
    """Is it addressed to the user, or does it greet them by name or as an applicant? A list's letters go past everybody."""
    boxes = (*body.to, *body.cc)
    if any(box.email in me.emails or h.slug_handle(box.email) in me.slugs for box in boxes) or body.medium != "email":
        return True
    top = set(_WORD.findall(h.fold(reading.text[:_TOP])))
    return bool(top & set(h.name_words(me.name))) or _TO_ONE.search(reading.text) is not None
