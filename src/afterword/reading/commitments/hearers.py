"""Whose ear a promise is for: what a third person undertakes counts where the reader, or an answer, stands beside it."""

from __future__ import annotations

import re

from afterword.reading.commitments.heads import Head
from afterword.reading.commitments.line import Line
from afterword.reading.commitments.standing import thing_kind
from afterword.reading.cued import Cued
from afterword.reading.model import CommitmentKind

_ADDRESSED = r"you|u|ya|ye|yer|ur|your|yours|candidates?|applicants?|finalists?|interviewees?"
_YOU = Cued(rf"\b(?:{_ADDRESSED})\b")
_READER = Cued(rf"\b(?:{_ADDRESSED}|yourself|everyone|everybody|each|both|all|back|in touch|shortlist|people|folks)\b")
_MANY = re.compile(r"\b[a-z]{3,}[a-rt-z]s$")
"""A crowd of somebody's people ("student callers will be in touch all week") must say "you" to be heard."""
_HIRING = re.compile(
    r"\b(?:hr|hiring|team|panel|board|committee|council|trustees?|governors?|recruiters?|recruiting|talent|people|directors?|manager|managers|head|chair|boss|owner|partners?|client|company|colleagues?|consultants?|principal|dean|provost|department|office|agency)\b"
)
_PAPERS = re.compile(r"\b(?:papers|packs?|packets?|tests?|tasks?|briefs?|e-?mails?|numbers?|dates?|times|figures|terms|handbook|uniform|pass|badge|access|answers?|decisions?|word|news|feedback)\b")
_TO_OTHERS = re.compile(r"\b(?:him|her|them|me|my|his|their)\b")


def foreign(line: Line, head: Head, start: int, stop: int, kind: CommitmentKind) -> bool:
    """Is the act at `start` a third person's and none of the reader's business ("Marek said he'd sort the ball")?"""
    if head.who in ("I", "we") or kind in ("decision", "introduction", "meeting"):
        return False
    many = _MANY.search(line.text[: head.start].rstrip()) is not None and not _HIRING.search(line.low, line.clause(head.start), head.start)
    if (_YOU if many else _READER).search(line, line.clause(head.start), stop) or (_HIRING.search(head.who.lower()) and not _TO_OTHERS.search(line.low, start, stop)):
        return False
    return kind in ("other", "reply", "call") or (thing_kind(line.low[start:stop]) == "reply" and not _PAPERS.search(line.low, start, stop))
