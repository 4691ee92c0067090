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
_DEALT = late(r"\b(?:interview\w*|appl(?:y|ying|ied|ication)|candidat\w+|cv|r[eé]sum[eé]|bewerbung|entretien|entrevista)\b", re.IGNORECASE)
_HEARD = 0.8
"""The confidence from which the tables, and not a leaning alone, name a talk."""
_TO_ALL = late(
    r"\s*(?:hi|hello|dear|good (?:morning|afternoon|evening)|liebe|chers?|queridos)[ ,]+(?:all|everyone|everybody|friends|members?|alumni|neighbou?rs|parents|famil(?:y|ies)|colleagues|residents|customers?|mitglieder|eltern|nachbarn|amis|vecinos)\b",
    re.IGNORECASE,
)
_FIRM = frozenset({"application_received", "interview_invitation", "interview_scheduled", "rejection", "offer", "recruiter_outreach"})
_TOP = 300
"""Characters in which a letter greets its reader."""
_WORD = late(r"\w+")
_TO_ONE = late(r"\b(?:candidate|applicant|your (?:application|candidacy|interview))\b", re.IGNORECASE)

_PAPERS = late(r"\b(?:references?|referees?|diplomas?|certificates?|transcripts?|portfolios?|right to work|notice period|pay slips?|payslips?|salary|pay expectations?)\b", re.IGNORECASE)
"""What is asked of candidates."""


def hires(body: Message, reading: Reading, me: Me, *, exchanged: bool = False) -> bool:
    """May this mail open a role out of nowhere, or make its sender a recruiter?

    Where no applicant system sent it, it must speak of hiring, be meant for the user, and be surely of its kind. `exchanged`:
    the user has written to that house; then, or where it names a role, it is enough that its kind is known at all.
    """
    if reading.vendor:
        return True
    if reading.kind not in _FIRM:  # a letter that names a role: of a house or about the user's part, not of a friend who has got one
        dealt = reading.organisation is not None or _DEALT.search(reading.text) is not None
        asked = reading.kind == "info_request" and reading.confidence >= _HEARD and _spelt(reading) and _PAPERS.search(reading.text) is not None
        return dealt and (asked or _spoken(body, reading, exchanged=exchanged)) and meant_for(body, reading, me)
    if reading.confidence < (KNOWN if exchanged or reading.role else SURE):
        return False
    titled = reading.role and reading.confidence >= SURE
    return bool(titled or _spoken(body, reading, exchanged=exchanged)) and (exchanged or meant_for(body, reading, me))


def _spelt(reading: Reading) -> bool:
    """Is a title named as employers do? "The post of treasurer" is a club's, the Wool Classer's an employer's."""
    return reading.role is not None and reading.role[:1].isupper()


def _spoken(body: Message, reading: Reading, *, exchanged: bool) -> bool:
    """Is hiring spoken of? Words that clubs and shops share will do where a title is spelt, a talk surely fixed, or the house known."""
    talk = reading.kind in INTERVIEW_MAIL and reading.confidence >= _HEARD
    return (speaks_of_hiring if _spelt(reading) or talk or exchanged else speaks_of_a_job)(f"{body.subject}\n{reading.text}")


def meant_for(body: Message, reading: Reading, me: Me) -> bool:
    """Is it addressed to the user, or does it greet them by name or as an applicant? Letters to all members and a list's go past everybody."""
    if _TO_ALL.match(reading.text):
        return False
    boxes = (*body.to, *body.cc)
    if any(box.email in me.emails or h.slug_handle(box.email) in me.slugs for box in boxes) or body.medium != "email":
        return True
    top = set(_WORD.findall(h.fold(reading.text[:_TOP])))
    return bool(top & set(h.name_words(me.name))) or _TO_ONE.search(reading.text) is not None
