"""Whose ear a promise is for: what a third person undertakes counts where the reader, or an answer, stands beside it."""

from __future__ import annotations

import re

from afterword.reading.commitments.heads import Head
from afterword.reading.commitments.line import Line
from afterword.reading.commitments.standing import thing_kind
from afterword.reading.cued import Cued
from afterword.reading.model import CommitmentKind

_READER = Cued(
    r"\b(?:you|u|ya|ye|yer|ur|your|yours|yourself|candidates?|applicants?|finalists?|interviewees?|everyone|everybody|each|both|all|back|in touch|shortlist|people|folks)\b"
)
_HIRING = re.compile(
    r"\b(?:hr|hiring|team|panel|board|committee|council|trustees?|governors?|recruiters?|recruiting|talent|people|director|manager|managers|head|chair|boss|owner|partners?|client|company|colleague|principal|dean|provost|department|office|agency)\b"
)
_PAPERS = re.compile(r"\b(?:papers|packs?|packets?|tests?|tasks?|briefs?|e-?mails?|numbers?|dates?|times|figures|terms|handbook|uniform|pass|badge|access|answers?|decisions?|word|news|feedback)\b")
_TO_OTHERS = re.compile(r"\b(?:him|her|them|me|my|his|their)\b")


def foreign(line: Line, head: Head, start: int, stop: int, kind: CommitmentKind) -> bool:
    """Is the act at `start` a third person's and none of the reader's business ("Marek said he'd sort the ball")?"""
    if head.who in ("I", "we") or kind in ("decision", "introduction", "meeting"):
        return False
    if _READER.search(line, line.clause(head.start), stop) or (_HIRING.search(head.who.lower()) and not _TO_OTHERS.search(line.low, start, stop)):
        return False
    return kind in ("other", "reply", "call") or (thing_kind(line.low[start:stop]) == "reply" and not _PAPERS.search(line.low, start, stop))
