"""Promises without a modal: "expect an answer Friday", "give me until Monday", "I owe you an answer"."""

from __future__ import annotations

import re

from afterword.reading.commitments.line import Found, Line, due
from afterword.reading.cued import Cued
from afterword.reading.model import CommitmentKind

_THING_KIND: tuple[tuple[CommitmentKind, re.Pattern[str]], ...] = (
    ("decision", re.compile(r"decision|outcome|result|verdict|offer(?!s? (?:letter|paperwork|document|pack|contract))|selection|appointment")),
    (
        "send_document",
        re.compile(
            r"contract|letter|invit|details|paperwork|document|schedule|agenda|link|information|edit|draft|chapter|notes|reference|portfolio|slides|sample|copy|report|forms?\b|quote|invoice|list\b|photos?|pictures|manuscript|plan\b|comments on|proofs?\b|estimate|proposal|cv\b|resume"
        ),
    ),
    ("introduction", re.compile(r"intro")),
)
_THING_IS = Cued(
    r"\b(?P<thing>(?:decisions?|answer|answers|outcome|results?|verdict|offers?|feedback|response|news|offer letter|contract|details|invite|invitation))"
    r"(?: \w+){0,2}? (?:(?:(?:is|are) )?(?:now |currently |still )?(?P<how>expected|due|anticipated|coming|likely|planned|promised|scheduled|to follow|to come)|to follow|(?:goes|go|comes|come) out|goes|(?:is|are) (?:sent|announced|made|released|published|issued)|follows?)\b"
)
_EXPECT = Cued(
    r"\b(?:expect|count on|plan on|bank on|reckon on|rely on|wait(?: for)?(?= (?:our|my|the|an) )|you (?:can|may) look forward to|look (?:out )?for|watch (?:out )?for|anticipate|await|keep an eye out for)\s+"
    r"(?:(?P<hear>to (?:hear|have|get|receive|be (?:contacted|notified|hearing))|hearing(?: back)?|contact (?:from|by)|me to (?:call|ring|phone|write|get back)|us to (?:call|ring|phone|write|get back)|something|anything)|(?:an?|the|our|my|your|some|more|further|his|her|their|\w+'s)\s+(?:\w+ )?"
    r"(?P<thing>decision|answer|reply|response|update|offer|outcome|call|ring|phone call|e-?mail|message|text|note|news|word|feedback|contract|letter|verdict|ruling|yes or no|results?)|(?P<news>news|word|feedback|results|confirmation|more))\b"
)
_INBOX = Cued(
    r"\b(?:watch|check|look in|keep an eye on|keep watching) your (?:inbox|mailbox|e-?mails?|mail|post|letterbox|phone)\b"
)
_OWE = Cued(
    r"\b(?:i|we) (?:still )?owe you (?:an|a|the|my|our) (?:\w+ )?(?P<thing>answer|reply|response|decision|call|update|note|e-?mail|intro(?:duction)?|copy|draft|contract)\b"
)
_TIME = Cued(
    r"\b(?:gimme|give (?:me|us|it|them|her|him)|(?:leave|park) (?:it|this|that|things) (?:with|to) (?:me|us)|let (?:me|us) have|hold on|hang fire|wait(?= (?:until|till))|(?:i|we)(?:'d| would) (?:say|guess|reckon|think|allow)|allow(?: (?:me|us|them))?|bear with (?:me|us|them)|be patient with (?:me|us)|hang (?:tight|on|in there)|hold tight|hold the line|sit tight"
    r"|^(?:should|will) (?:be|take)|[;,.-] ?(?:should|will) (?:be|take)|it(?:'ll| will| is likely to| may well| should|'s going to| is going to)(?: probably| likely| now| still| most likely)? (?:be|take)(?: us| me| them)?|that(?:'ll| will| should) take(?: us| me)?|(?:i|we)(?:'ll| will)?(?: still| probably| now)? (?:need|ask for)"
    r"|(?:decision|answer|process|review|approval|this)(?:(?: is| will be| should be|'s)(?: still| probably| likely| now)? (?=\w+ \w+ (?:away|out|off))|(?: will| should|'ll)(?: probably| likely| still| now)? take(?: us| me| them)?)|(?:we|i)(?:'re| are|'m| am)(?: still| probably)? (?=\w+ \w+ (?:away|out) from)|(?:can|could|may|might) (?:i|we) (?:have|take|ask for)(?: you)?(?= until)|have patience)\b"
)
_CLAIM = re.compile(r"\b(?:for us to|(?:before|until|till) (?:we|i|they)|to (?:decide|get (?:back|through|round|to)|work through|go through|hear back|make|review|respond|reply|finali|reach|complete|process|hear)|for (?:a|our|my|an|the) (?:reply|response|decision|answer)|decision|answer|hear|get back|response|reply|news|until we|with (?:this|it)\b|to think|to consider|review)\b")  # fmt: skip
_AWAY = re.compile(r"\s*(?:away|out|off)\b")
SOON = Cued(
    r"\b(?:soon|shortly|in due course|asap|as soon as|momentarily|before long|promptly|presently|in a bit|any day now)\b"
)


def thing_kind(thing: str) -> CommitmentKind:
    return next((kind for kind, shape in _THING_KIND if shape.search(thing)), "reply")


def standing(line: Line) -> list[Found]:
    """Promises without a modal: "expect an answer Friday", "give me until Monday", "I owe you an answer"."""
    found: list[Found] = []
    for hit in _EXPECT.finditer(line):
        after = [span for span in line.spans_in(hit.end(), len(line.low)) if span.kind != "length"]
        when = due(line, after) or due(line, [span for span in line.spans_in(0, hit.start()) if span.kind != "length"])
        thing = hit.group("thing") or ""
        before = line.low[: hit.start()].rstrip()
        if before.endswith(("n't", "not")):
            late = next((span for span in after if span.kind in ("before", "until", "not_before") and span.first), None)
            if late and late.first and late.first > line.sent:
                last = late.last if late.kind == "until" else None
                found.append(Found(True, "reply", hit.start(), late.first, last, late.vague, confidence=0.75))
            continue
        kind: CommitmentKind = "call" if thing == "call" else thing_kind(thing)
        kind = "call" if re.search(r"\b(?:call|ring|phone)", hit.group()) else kind
        if when or (SOON.search(line, hit.end()) and not before.endswith(("i", "we"))):
            found.append(
                Found(True, kind, hit.start(), *(when or (line.sent, None, False)), confidence=0.88, dated=bool(when))
            )
    for hit in _THING_IS.finditer(line):
        spans = line.spans_in(hit.end() - 3, hit.end() + 60) or line.spans_in(0, hit.start())
        spans = [span for span in spans if " but " not in line.low[hit.end() : span.start]]
        when = due(line, spans)
        if when or hit.group().endswith("to follow"):
            found.append(
                Found(
                    True,
                    thing_kind(hit.group("thing")),
                    hit.start(),
                    *(when or (line.sent, None, False)),
                    confidence=0.8,
                    dated=bool(when),
                )
            )
    box = _INBOX.search(line)
    when = due(line, line.spans_in(box.end(), len(line.low))) if box else None
    if box and when:
        found.append(Found(True, thing_kind(line.low[box.end() :]), box.start(), *when, confidence=0.75))
    for hit in _OWE.finditer(line):
        when = due(line, line.spans_in(hit.end(), len(line.low)))
        thing = hit.group("thing")
        kind = "call" if thing == "call" else "send_document" if thing in ("copy", "draft") else thing_kind(thing)
        found.append(
            Found(True, kind, hit.start(), *(when or (line.sent, None, False)), confidence=0.8, dated=bool(when))
        )
    return found or _no_longer(line) or times(line) or _listed(line) or _targets(line)


_LISTED = re.compile(
    r"\b(?P<thing>decisions?|offers?|answer|answers|results?|outcome|verdict|news|word|reply|response|final call|yes or no|yes/no)(?: timeline| date| day| due| expected)?(?:,[\w ]{1,40},| (?:is|will be)| (?:one way or (?:the other|another)|either way))?:?\s*$"
)
_VERBAL = re.compile(r"\b(?:we|they|who|\w+[^'s\W]s) (?:always |usually |normally |all )?(?:answer|reply|offer)\s*$")
_ASKED = Cued(
    r"\b(?:most|many|asked|asking|pressed|pressing|pushed|pushing|chased|chasing|begged|\w+n't|cannot|no|might|may|could|would|will|told|said|had|was|were|has|have|quarter\w*|company|not|if(?! not)|hope|'d|your|need|want|please|require|accept|could|can you|would)\b"
)


def _listed(line: Line) -> list[Found]:
    """Reads "Next steps: panel on the 17th, decision by the 20th"."""
    if _ASKED.search(line):
        return []
    for span in line.spans:
        hit = _LISTED.search(line.low[: span.start][-40:])
        hit = None if hit and _VERBAL.search(line.low[: span.start]) else hit
        when = due(line, [span]) if hit and span.kind != "from" else None
        if hit and when and when[1]:
            return [Found(True, thing_kind(hit.group("thing")), span.start, *when, confidence=0.75)]
    return []


_TARGET = Cued(
    r"\b(?:turnaround|response time|reply time|waiting time)(?: time)? (?:is|takes|will be|should be)(?: usually| typically| normally| currently)?|\b(?:new|revised|current|updated|our|my|next) (?:target|timeline|estimate|goal|eta|best guess)(?: date)?(?: is| will be|:| now)|\brealistically,?(?: it's| it is| it will be| that's| we're looking at)?|\b(?:we|i)(?:'re| are|'m| am) (?:now )?(?:looking at|targeting|aiming for|shooting for|let's say(?= \w+[\w ,]{0,50} for (?:a|an|our|my|the) (?:reply|answer|decision))|pencil in(?= [\w ,]{0,50} for (?:a|an|our|my|the) (?:reply|answer|decision))|thinking(?= (?:of |about )?\w+[\w ,]{0,50} for (?:a|an|our|my|the) (?:reply|answer|decision)))"
)


_WAIT = re.compile(
    r"\b(?:won't|will not|shouldn't|should not|shan't|shall not|needn't|not) (?:have to |need to |be )?(?:be|take|wait|waiting|keep (?:you|everyone) (?:waiting|hanging|in suspense|guessing|on tenterhooks)|longer|later|more)\b(?P<more>[\w ]{0,24})$"
)
_LONGER = re.compile(r"\b(?:longer|more|later|past|beyond|after|until after)\b")


def _no_longer(line: Line) -> list[Found]:
    """Reads "You won't have to wait beyond Friday", "it shouldn't take us more than ten days"."""
    for span in line.spans:
        hit = _WAIT.search(line.bare[: span.start])
        if not hit or not _LONGER.search(line.low[hit.start() : span.end]):
            continue
        last = span.last if span.kind == "after" else span.latest
        if last and last >= line.sent:
            kind: CommitmentKind = "decision" if "deci" in line.low else "reply"
            return [
                Found(True, kind, hit.start(), line.sent, last, span.vague and span.kind != "after", confidence=0.75)
            ]
    return []


_TO = re.compile(r"\b(?:to|until|till)\s*$")
_SLIPPED = Cued(
    r"\b(?:decision|timeline|answer|announcement|offer)\b[\w' ]{0,30}\b(?:pushed|postponed|delayed|slipped|moved|shifted|put|set|bumped|deferred|changed)\b(?: back| out)?(?: to| until| till| into)?"
    r"|\b(?:pushed|postponed|delayed|moved|shifted) (?:the|our|this|that) (?:\w+ )?(?:decision|timeline|answer|announcement|offer)(?: back| out)?(?: to| until| till| into)?"
    r"|\b(?:it|that) (?:will|'ll) now be|\bit now looks like"
)


def _targets(line: Line) -> list[Found]:
    """Reads "Our new target is the 20th"."""
    hit = _TARGET.search(line) or _SLIPPED.search(line)
    spans = line.spans_in(hit.end() - 6, min(len(line.low), hit.end() + 12)) if hit else []
    onward = [span for span in line.spans if spans and span.start > spans[0].end and _TO.search(line.low[: span.start])]
    when = due(line, onward) or due(line, spans)
    if not hit or not when or not when[1] or "start" in line.low:
        return []
    return [Found(True, "decision" if "deci" in line.low else "reply", hit.start(), *when, confidence=0.7)]


def times(line: Line) -> list[Found]:
    """Reads "Bear with us until the 20th", "it will be another two weeks", "please allow 10 business days for a reply"."""
    found: list[Found] = []
    for hit in _TIME.finditer(line):
        spans = [
            span
            for span in line.spans_in(hit.end(), min(len(line.low), hit.end() + 25))
            if span.kind in ("length", "until", "within", "by", "on", "in")
        ]
        span = next((span for span in spans if span.latest and span.latest > line.sent), None)
        if not span or not re.fullmatch(
            r"[\s,]*(?:(?:for|a|a good|a full|the best part of|the better part of|just|another|about|please|in|at least|up to|the)[\s,]*){0,2}",
            line.low[hit.end() : span.start],
        ):
            continue
        sure = hit.group().startswith(
            ("gimme", "give me", "give us", "bear", "hang", "hold", "sit", "be patient", "allow me", "allow us", "leave", "park")
        ) or (span.kind == "until" and hit.group().endswith(("give it", "give him", "give her", "give them")))
        if span.kind == "on" and not sure and "before" not in line.low[span.end : span.end + 12]:
            continue
        sure = sure or (span.kind == "until" and hit.group().endswith("need"))
        if (
            not sure
            and not re.search(r"another|more", span.quote)
            and not _CLAIM.search(line.low.replace(span.quote.lower(), " "))
            and not hit.group().startswith("it")
        ):
            continue
        earliest = (
            line.sent
            if span.kind in ("until", "by", "within") or (sure and span.earliest == span.latest)
            else span.earliest
        )
        kind: CommitmentKind = "decision" if re.search(r"\bdeci", line.low) else "reply"
        found.append(Found(True, kind, hit.start(), earliest, span.latest, span.vague, confidence=0.8))
    kind = "decision" if "deci" in line.low else "reply"
    away = [span for span in line.spans if span.kind in ("length", "in") and _AWAY.match(line.low, span.end)]
    if away and away[0].latest and _CLAIM.search(line.bare):
        span = away[0]
        found.append(Found(True, kind, span.start, span.earliest, span.latest, span.vague, confidence=0.75))
    return found
