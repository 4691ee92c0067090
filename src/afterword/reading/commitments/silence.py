"""Reads "If you don't hear from us by the 20th, call me": their word by that day, and mine after it (convention 9)."""

from __future__ import annotations

import re
from datetime import date, timedelta

from afterword.reading.commitments.line import Found, Line, usable
from afterword.reading.cued import Cued
from afterword.reading.dates import Span
from afterword.reading.model import CommitmentKind

_IF = r"\b(?:if|in case|should|in the event(?: that)?|unless|where|when|and|but)\s+"
_NOT = r"(?:don't|ain't|aint|dont|havent|do not|haven't|have not|didn't|did not|have still not|still haven't|still have not|not|aren't|are not|should not|shouldn't|never|won't|will not|'ve not)"
_UNHEARD = Cued(
    _IF + r"(?:for (?:any|some|whatever) reason,? )?(?:by (?:then|that time|that date|that point),? )?[\s,]*(?:you|you've|candidates|applicants)(?: still)?(?: yet)?\s*" + _NOT + r"\s+(?:yet |already |still )?(?:hear|heard|hearing|receive|received|get|got|gotten|had|have|seen|see|been (?:contacted|called|notified|informed|invited|approached))\b"
    r"|" + _IF + r"[\s,]*(?:you|you've|candidates|applicants)(?: have| had|'ve)?\s*(?:hear|heard|got|received|had) (?:nothing|no (?:more|word|reply|news|answer|response)|none)\b"
    r"|" + _IF + r"[\s,]*(?:there(?:'s| is| has been| is still|'s still| was)|it(?:'s| is)(?: all)?(?: still)?(?= (?:radio )?silen(?:ce|t)| quiet| radio)|you have|you've had|you receive|you get) (?:no|nothing|radio silence|silence|silent|quiet)(?: \w+)?"
    r"|\bif your (?:phone|telephone|mobile|inbox|mailbox) (?:hasn't|has not|doesn't|does not|isn't|is|stays|remains) (?:still )?(?:gone|rung|ring|pinged|ping|empty|silent|quiet|buzzed)\b"
    r"|\bif (?:nothing|no (?:one|word|news|reply|answer|response|call|e-?mail|decision))\b"
    r"|\bif\s+[\w ]{0,25}(?:passes|comes and goes|goes by|rolls around)\b"
    r"|\bunless you (?:hear|have heard|'ve heard|are told|receive)\b"
    r"|\b(?:applicants|candidates|those|anyone|people) (?:who|that) (?:have not|haven't|do not|don't|has not|hasn't)(?: yet)? (?:heard|hear|received|receive|been contacted)\b"
    r"|^(?:and )?(?:still |if )?(?:haven't|not|not yet|nothing|no word|no news|no call|no reply|no answer)(?: yet)?(?: heard| back)?\b(?=[^?]*\?$)"
    r"|\b(?:no (?:word|news|reply|answer|response|call)|nothing) from (?:me|us)\b|^no (?:word|news|reply|answer)\b|^nothing (?:by|from)\b|^(?:don't|do not|haven't|have not|dont) (?:hear|heard)(?: back)?(?: from (?:me|us))?(?=[^?]*,)"
)  # fmt: skip
_QUIET = Cued(
    r"\b(?:if|in case|should|when)\s+(?:for (?:any|some) reason,? )?(?:by (?:the )?\w+(?: \w+)?,? )?(?:i|we|they|she|he|nobody|no one|no-one|someone|somebody|my \w+|our \w+|the \w+|\w+)(?:'ve|'m|'re| am| are| is| still)?(?: have| has)?\s*(?:haven't|have not|hasn't|has not|don't|do not|didn't|did not|doesn't|not|failed to|fail to|forget to|forgotten to|has|have|'ve)\s*(?:yet |already |managed to |been able to )?"
    r"(?:back|in touch|call|called|write|written|reply|replied|respond|responded|answer|answered|get back|got back|gotten back|been in touch|be in touch|contact|contacted|e-?mail|e-?mailed|reach|reached|come back|followed up|follow up|send|sent|ring|rung|rang|phone|phoned|get in touch|got in touch|gone (?:quiet|silent)|said|update|updated)(?! you (?:if|when))"
)
_NOUN = r"(?:(?:phone |telephone )?call|answer|decision|reply|response|letter|offer|e-?mail|mail|message|note|word|news|verdict|feedback|contract|invitation|result|results|text|update)"
_NOT_THERE = Cued(
    rf"\b(?:if|in case|when)\s+(?:for (?:any|some) reason,? )?(?:by (?:the )?[\w ]{{1,24}},? )?(?:my|our|the|an?|any|her|his|their|your) (?:\w+ )?{_NOUN}(?: from \w+)?(?: still| yet)?"
    r" (?:hasn't|has not|haven't|have not|isn't|is not|doesn't|does not|didn't|did not|fails to|failed to)\b"
    rf"|\bshould (?:my|our|the|an?|any|her|his|their) (?:\w+ )?{_NOUN}(?: from \w+)? (?:still )?(?:not|fail to|never) (?:be|arrive|come|reach|turn up|show up|appear|have|get)\b"
    rf"|\b(?:if|in case|should|when) (?:there(?:'s| is) )?(?:still )?no {_NOUN}(?: from \w+)? (?:has|have|comes|came|arrives|arrived|reaches|is|by|in|on|at|with|until|before|within)\b"
    r"|\bif (?:the|your) (?:phone|line|inbox|mailbox) (?:stays|remains|hasn't|has not|doesn't|does not|is (?:still )?(?:silent|quiet|empty))\b|\bif (?:it is|it's|it stays|all is|all stays|we are|we're|i am|i'm) (?:still )?(?:quiet|silent|silence)\b"
)
_WANTS = Cued(
    r"\bunless (?:i|we) (?:hear|receive|get|have heard)\b|\b(?:if|should|in case|when) (?:i|we)(?:'ve)? (?:don't |do not |haven't |have not |hadn't |didn't |not |hear nothing|have nothing|get nothing)(?:yet |still )?(?:hear|heard|receive|received|had|have|got|get|nothing)\b"
)
_CALL = re.compile(
    r"\b(?:holler|shout)\b(?=[^.!?]{0,40}\d{3})|\b(?:call|ring|phone|telephone|dial)\b(?! (?:it|for))|\bgive (?:me|us|him|her|them|my \w+|our \w+|the \w+) a (?:quick )?(?:call|ring|buzz|bell|tinkle)|\bpick up the phone\b"
)
_WRITE = re.compile(
    r"\b(?:nudge|ping|chase|poke|prod|bug|pester|e-?mail|write|contact|reach out|follow up|follow-up|get in touch|be in touch|check in|check back|check with|shout|drop (?:me|us)|text|message|remind|holler|yell|knock|let (?:me|us) know|kick me|bump|give (?:me|us) a (?:shout|nudge|poke|kick|holler)|come back to|get back to|get hold of|send (?:me|us)|hassle|harass|ask (?:me|us|for)|inquire|enquire|try me|hound me|track me down|badger|haunt)\b"
)
_MEANS = re.compile(
    r"\b(?:assume|consider|regard|presume|take it (?:that|as)|conclude|means?|treat|deem\w*|unsuccessful|not been (?:successful|selected|shortlisted|chosen)|has been filled|gone (?:to|with) (?:another|someone)|was not|were not|no longer)\b"
)
_FREE = timedelta(days=1)


_ELLIPTIC = Cued(
    r"\bif (?:i|we|they|she|he|you|that) (?:haven't|have not|hasn't|has not|don't|do not|doesn't|didn't)\s*[,-]|(?:^|[.;-] )(?:if not|otherwise|failing that)\b,?"
)


_AFTERWARDS = re.compile(
    r"[\s-]*(?:and |but |or )?(?:after (?:that|then|which)|past that|beyond that|from then on|thereafter|any (?:later|longer)(?: than that)?|later than that)\b[\s,:-]*"
)
_ORDER = re.compile(r"(?:please |just |do |feel free to |you (?:can|may|should|could) |by all means )*")


def _afterwards(line: Line, hit: re.Match[str], told: date) -> tuple[list[Found], tuple[int, int]] | None:
    """Reads "After that, call me" behind a promise with a day."""
    begin = _ORDER.match(line.low, hit.end())
    at = begin.end() if begin else hit.end()
    calls, writes = _CALL.match(line.low, at), _WRITE.match(line.low, at)
    if not (calls or writes):
        return None
    kind: CommitmentKind = "call" if calls else "reply"
    return [Found(False, kind, at, told + _FREE, None, confidence=0.85)], (0, len(line.low))


def silence(line: Line, told: date | None) -> tuple[list[Found], tuple[int, int]] | None:
    """The two sides of an "if you don't hear by": what is owed, and the stretch of the sentence that said so.

    `told` is the last day the sentence before promised; "if you hear nothing, call me" leans on it.
    """
    if told and (after := _AFTERWARDS.match(line.low)):
        return _afterwards(line, after, told)
    unheard = _UNHEARD.search(line) or _QUIET.search(line) or _NOT_THERE.search(line)
    if not unheard and (told or line.spans):
        unheard = _ELLIPTIC.search(line)
        rest = line.low[unheard.end() :] if unheard else ""
        unheard = unheard if _CALL.search(rest) or _WRITE.search(rest) else None
    if unheard:
        return _pair(line, unheard, told, writer=True)
    wants = _WANTS.search(line)
    return _pair(line, wants, None, writer=False) if wants else None


def _pair(
    line: Line, hit: re.Match[str], told: date | None, *, writer: bool
) -> tuple[list[Found], tuple[int, int]] | None:
    limit = _limit(line, hit)
    if not limit and told:
        rest = line.low[: hit.start()] + " ; " + line.low[hit.end() :]
        calls, writes = _CALL.search(rest), _WRITE.search(rest)
        if not (calls or writes) or not _to_act(rest, writer=writer) or line.spans:
            return None
        return [Found(not writer, "call" if calls else "reply", hit.start(), told + _FREE, None, confidence=0.85)], (
            0,
            len(line.low),
        )
    if not limit:
        return None
    last = limit.last if limit.kind == "after" else limit.latest
    if not last:
        return None
    rest = (
        line.low[: hit.start()]
        + " ; "
        + line.low[max(hit.end(), limit.end) if limit.start >= hit.start() else hit.end() :]
    )
    means, calls, writes = _MEANS.search(rest), _CALL.search(rest), _WRITE.search(rest)
    kind: CommitmentKind = "decision" if writer and means and not (calls or writes) else "reply"
    found = [Found(writer, kind, hit.start(), line.sent, last, limit.vague, confidence=0.9)]
    if (calls or writes) and _to_act(rest, writer=writer):
        found.append(_follow(line, limit, last, "call" if calls else "reply", hit.start() + 1, writer=not writer))
    return found, (0, len(line.low))


def _to_act(rest: str, *, writer: bool) -> bool:
    """Is it the other side that should move then?"""
    if writer:
        return not re.search(
            r"\b(?:please )?(?:do not|don't) (?:call|contact|e-?mail|phone|chase|write)\b|\b(?:i|we)(?:'ll| will) (?:call|write|e-?mail|contact|reach)\b",
            rest,
        )
    return bool(re.search(r"\b(?:i|we)(?:'ll| will| shall| may|'m going to) ", rest))


def _limit(line: Line, hit: re.Match[str]) -> Span | None:
    good = [span for span in line.spans if usable(span, line) and span.kind not in ("from", "not_before")]
    after = [span for span in good if span.start >= hit.start() and line.low[hit.end() : span.start].count(",") < 2]
    if after:
        return after[0]
    before = [span for span in good if span.end <= hit.start()]
    return before[-1] if before and before[-1].kind in ("by", "then", "before", "within") else None


def _follow(line: Line, limit: Span, last: date, kind: CommitmentKind, at: int, *, writer: bool) -> Found:
    """What to do when the day has passed; on the day named for it, else from the next day on."""
    later = [
        span
        for span in line.spans
        if span.start > limit.end and span.kind == "on" and usable(span, line) and span.latest and span.latest > last
    ]
    if later:
        return Found(writer, kind, at, later[0].earliest, later[0].latest, later[0].vague, confidence=0.85)
    return Found(writer, kind, at, last + _FREE, None, confidence=0.88, dated=True)
