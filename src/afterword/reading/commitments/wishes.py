"""Requests phrased as a need, a hope or a favour: "I'd love your thoughts by Friday", "any chance of the slides by Thursday?"."""

from __future__ import annotations

import re

from afterword.reading.commitments.line import Line, usable
from afterword.reading.commitments.words import any_of
from afterword.reading.dates import Span

_WHO = r"(?:i|we|they|he|she|hr|payroll|legal|finance|it|the [a-z]+|[a-z]+)"
_NEEDS = (
    "need", "needs", "want", "wants", "require", "requires", "must have", "have to have", "has to have", "got to have",
    "gotta have", "could use", "could do with", "would love", "'d love", "would like", "'d like", "would appreciate", "are after",
    "am after", "'m after", "'re after", "would welcome", "'d welcome", "'d appreciate", "would value", "'d value",
    "am waiting for", "'m waiting for", "are waiting for", "'re waiting for", "are still missing", "are missing", "'re missing",
    "are only missing", "'re only missing", "am missing", "'m missing", "lack", "are short of", "'d be glad of",
    "would be glad of", "would be grateful for", "'d be grateful for", "should like", "ask for", "are asking for",
)  # fmt: skip
_NOT_YOURS = (
    r"to (?!have\b|know\b|get (?!back|you)|see (?:your|the|it|a)\b|receive\b|hear\b)", "someone", "somebody", "people", "more time", "time", "until",
    "another", "a (?:few|couple|bit|day|week)", "you", "a decision from the", "hands", "staff", "an? (?:candidate|person|successor|replacement)",
    r"\d+", "(?:two|three|four|five|ten|some) (?:business |working )?(?:days|weeks)", "everyone", "everybody", "candidates", "no", "some time", "at least", "approval", "sign-off", "it to be", "this to be",
)  # fmt: skip
_NEED = re.compile(
    rf"\b{_WHO}(?:'ve| have| will|'ll|'d| would| also| really| still| do| just| now){{0,3}}(?: )?(?:{'|'.join(_NEEDS)}) (?!(?:{'|'.join(_NOT_YOURS)})\b)"
)
_FAVOURS = (
    r"(?:it(?:'d| would|'ll| will)|would|'d) (?:help|be (?:\w+ )?(?:good|great|helpful|lovely|useful|nice|ideal|wonderful|best|super|handy)) (?:to (?:have|get|see|receive|know)|if (?:you|i|we) (?:could|can|had|got))",
    r"any chance (?:of|you|i|we)", r"(?:is there|would there be) any (?:way|chance)", r"what are the chances of",
    r"(?:could|can|may|might) (?:i|we) (?:please |possibly |just )?(?:have|get|see|ask (?:you )?for|trouble you for|bother you for|borrow|pester you for|request)",
    r"(?:make|making) (?:sure|certain)", r"ensure(?: that)?", r"be sure", r"see to it", r"i hope you", r"we hope you", r"hoping you", r"i trust you",
    r"i(?:'d| would) be (?:grateful|glad|obliged|thankful) (?:if|for)", r"we(?:'d| would) be (?:grateful|glad|obliged|thankful) (?:if|for)",
    r"you are (?:kindly )?(?:requested|asked|required|invited)", r"it is (?:required|necessary|essential|important) that you", r"we are obliged to ask",
)  # fmt: skip
_FAVOUR = re.compile(any_of(_FAVOURS))
_ARRIVES = re.compile(
    r"\b(?:your|the|this|these|all|both|it|they|forms?|documents?|papers?|paperwork|everything|which)\b[\w' ,]{0,40}?\b(?:needs? to|must|has to|have to|should|ought to|has got to) "
    r"(?:(?:reach|be with|get to|come back to|arrive with|be in with) (?:us|me|our|my|this|hr|the|payroll)|be (?:back|returned|submitted|received|signed|completed|done)|arrive here|be here)\b(?! (?:to|with|by) you)"
)
_NICE = re.compile(
    r"\byour (?:\w+ ){1,3}(?:back )?\s+(?:would|will|'d) be (?:\w+ )?(?:good|great|helpful|lovely|useful|nice|ideal|wonderful|appreciated|welcome|perfect|super)\b"
)
_HOLD = re.compile(
    r"\b(?:i|we)(?:'ll| will| can| could|'re able to)? (?:only )?(?:hold|keep|leave|reserve|save) (?:the |this |that |your )?(?:offer|place|position|post|spot|seat|role|job|it|number|terms|rate)(?: open)?(?: for you)?(?: open)?\s*$"
)
_LIMITS = frozenset({"by", "before", "within", "until", "then"})
_BACK = re.compile(r"\b(?:your|back|signed|returned|answer|reply)\b")
_ELSEWHERE = re.compile(
    any_of(("call you", "ring you", "meet", "start", "interview", "join us", "move", "travel", "finish", "decide"))
)


_NO_PERSON = re.compile(r"(?:but|and|it|that|which|this|still|also|decision|choice|offer|contract|approval|process|role|post|appointment|funding|budget|part|parts|lab|result|results)\b")
"""What needs something is no person: "the choice is made but needs the bursar's approval"."""
PROMISED = re.compile(r"\b(?:i|we|he|she|they)(?:'ll| will| shall| can| hope| expect| aim|'m going|'re going|'m confident| am confident| are confident| should)\b")
"""The day behind it is that of a promise."""


def wish(line: Line) -> tuple[int, str, Span] | None:
    """Where a wish with a last day stands, what it is for, and its day."""
    for span in line.spans:
        if not usable(span, line):
            continue
        handed = span.kind == "on" and span.quote.lower().startswith("for ")
        if span.kind not in _LIMITS and not handed:
            continue
        before = line.bare[: span.start]
        if span.kind == "until" and (hold := _HOLD.search(before)):
            return hold.start(), "accept", span
        if span.kind == "until" and not _BACK.search(before):
            continue
        for shape in (_NEED, _FAVOUR, _ARRIVES):
            hit = shape.search(before)
            if hit and shape is _NEED and not before[hit.end() :].strip():
                continue
            if hit and shape is _NEED and _NO_PERSON.match(hit.group()):
                continue
            if hit and len(before) - hit.end() < 90 and not (_ELSEWHERE.search(before, hit.end()) or PROMISED.search(before, hit.end())):
                return hit.start(), before[hit.start() :], span
        if nice := _NICE.search(line.bare):
            return nice.start(), nice.group(), span
    return None
