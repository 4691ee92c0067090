"""What the writer's side undertakes: "we will get back to you by Friday", "you should hear next week".

A modal (will, hope to, should, ...) is the head; the words to its left say who, the words to its right what.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

from afterword.reading.commitments.gist import Act, gist
from afterword.reading.commitments.heads import Head, heads
from afterword.reading.commitments.hearers import foreign
from afterword.reading.commitments.line import Found, Line, conditions, due, usable
from afterword.reading.commitments.once import DONE, I_SAID, ONLY_WISHED, TAKEN_BACK
from afterword.reading.commitments.standing import SOON, standing, thing_kind
from afterword.reading.commitments.words import ACTS, READER_HEARS, any_of
from afterword.reading.cued import Cued
from afterword.reading.dates import Span
from afterword.reading.dates.calendar import first_full_week_friday, shift
from afterword.reading.model import CommitmentKind

_AFTER_MODAL = re.compile(
    r"[\s,]*(?:(?:also|then|certainly|definitely|personally|probably|hopefully|really|now|just|both|all|again|gladly|happily|still|either|of course"
    r"|promptly|quickly|formally|finally|officially|normally|usually|typically|automatically|most|likely|in|turn|at that point|only|ideally|all being well"
    r"|have to be able to|be able to|be in a position to|be sure to|try to|do (?:my|our) (?:very )?(?:best|utmost) to|do what (?:i|we) can to|make (?:sure|certain) (?:to|that|you|we|i|that you|that we|that i)"
    r"|make a point of|be happy to|be glad to|be pleased to|be delighted to|have to|need to|aim to|hope to|expect to|plan to|endeavou?r to|get to|go ahead and|take care to|make every effort to|strive to|always|you"
    r"|be|first|directly|separately|shortly|soon|in due course|once|more|myself|ourselves|too|well|as)[\s,]*){0,6}"
)
_JOIN = re.compile(r"(?:\b(?:and|then|or|plus|&|by)|[,;:-]|(?<!\byou)(?<!\bhim)(?<!\bher)(?<!\bthem)\s\bto)\s*$")
_THING_COMES = Cued(
    any_of(
        (
            r"be (?:extended|decided|settled|made|taken|reached|announced|sent|with you|communicated|available|shared|published|released|ready|out|forthcoming|in your|emailed|e-mailed|mailed|given|known|displayed|intimated|declared|uploaded|filed|submitted|finali[sz]ed|provided|issued|posted|passed|confirmed|determined|forwarded|coming|going out|delivered|notified|had)",
            r"come", r"follow", r"go out", r"reach you", r"arrive", r"land", r"be on (?:its|their) way", r"expected", r"due", r"anticipated",
        )
    )
)  # fmt: skip
_SPOKEN = re.compile(
    r"\b(?:decisions?|answers?|outcome|results?|verdict|feedback|response|reply|word|news|shortlist|yes or no)$"
)
_HOPED = Cued(
    r"\b(?:hop(?:e|es|ing)|aim(?:ing)?|expect(?:ing)?|plan(?:ning)?|anticipat(?:e|ing)|so that|in order that)\b"
)
_THING_DOES = re.compile(
    r"[\s,]*(?!(?:not|be (?:open|valid|based|final|difficult|hard|tough|easy|able|different|kept|held|used|posted online))\b"
    r"|(?:expire|lapse|remain|stay|stand|start|begin|include|close|depend|require|affect|change|vary|need|hinge|rest)\b)[a-z]+\b"
)
_UNDATED = Cued(r"owe you|to follow|xpect")
_SHARE = ("reply", "decision")


def _table(rows: tuple[tuple[CommitmentKind, tuple[str, ...]], ...]) -> Cued:
    return Cued(*(f"(?P<{kind}>{any_of(phrases)})" for kind, phrases in rows))


_WRITER_ACT = _table(ACTS)
_READER_ACT = _table(READER_HEARS)


def promises(line: Line, prior: Span | None) -> list[Found]:
    """What the writer's side promises in this sentence; what hangs on an "if" is left out."""
    all_heads = heads(line)
    pairs: list[tuple[Found, int]] = []
    for head in all_heads:
        if head.role != "none":
            items = _things(line, head) if head.role == "thing" else _acts(line, head, prior)
            pairs += [(item, head.start) for item in items]
    if pairs and (wished := ONLY_WISHED.search(line)):
        pairs = [pair for pair in pairs if pair[1] < wished.start()]
    if pairs and TAKEN_BACK.search(line):
        pairs = [pair for pair in pairs if not I_SAID.search(line.low[: pair[1]])]
    days = {item.latest for item, _ in pairs if item.dated}
    if line.spans or _UNDATED.search(line):
        pairs += [(item, item.at) for item in standing(line) if item.latest not in days]
    if not pairs:
        return []
    if len(pairs) > 1:  # "I will know on Friday and call you": what comes of knowing is the promise
        pairs = [pair for pair in pairs if not _MY_KNOWING.search(line, 0, pair[0].at + 5)] or pairs
    blocked = conditions(line)
    places = [head.start for head in all_heads]
    return [
        item
        for item, at in pairs
        if not any(one.governs(at, line, places if at in places else [at]) for one in blocked)
    ]


def _acts(line: Line, head: Head, prior: Span | None) -> list[Found]:
    """The acts of one head, each with its date; a date at the end of a list serves all before it."""
    table = _WRITER_ACT if head.role == "writer" else _READER_ACT
    acts = [hit for hit in table.finditer(line, head.body, head.end) if _joined(line, head, hit.start())]
    hits: list[Act] = [(hit.start(), hit.end(), _true_kind(line, hit)) for hit in acts]
    if not hits and (head.force in ("will", "hope", "should") or (head.force == "bare" and head.role == "reader")):
        hits = gist(line, head)
    dated_only = head.force == "should" and DONE.match(line.low, head.body) is not None
    if head.role == "reader" and _AT_HAND.search(line, head.body, head.end):
        return []
    if any(kind != "other" for _, _, kind in hits):
        hits = [hit for hit in hits if hit[2] != "other"]
    if head.force == "neg":
        return _denied(line, head, hits)
    later: tuple[Found, ...] = ()
    for index in range(len(hits) - 1, -1, -1):
        start, end, kind = hits[index]
        stop = hits[index + 1][0] if index + 1 < len(hits) else head.end
        if head.role == "writer" and foreign(line, head, start, stop, kind):
            continue
        item = _item(line, head, (start, end, stop, kind), later, prior, first=index == 0)
        if item:
            later = (item, *_also(line, item, end, stop), *later)
    found = list(later)
    if dated_only:  # "I ought to have called you": no promise, unless a day to come is named
        return [item for item in found if item.dated and item.earliest == line.sent]
    dated = next((item.at for item in found if item.dated), None)
    if dated is not None:
        found = [item for item in found if item.dated or item.at < dated or not _PURPOSE.search(line, 0, item.at)]
    return found


_MY_KNOWING = Cued(r"\b(?:i|we)(?:'ll|'d| will| shall| should| hope to| expect to)(?: \w+)? know $")
_PURPOSE = Cued(r"\b(?:to|and)\s+$")
_AT_HAND = Cued(r"\b(?:attached|enclosed|below|herewith|at the bottom|in this (?:mail|e-?mail|message))\b")
_ANSWERS = Cued(r"\b(?:answer|verdict|decision|outcome|reply|response|word|news|feedback|results?)\b")


_AND_MORE = re.compile(
    r"[\s,]*(?:and|plus|then|with) (?:the|my|our|a|an|your|some|two|three|both|\w+ed) (?:[\w'-]+ ){1,4}\s*$"
)


def _also(line: Line, item: Found, end: int, stop: int) -> list[Found]:
    """The second thing of "I'll send you the references by Friday and the signed form tomorrow"."""
    if item.kind != "send_document" or not item.dated:
        return []
    spans = [span for span in line.spans_in(end, stop) if usable(span, line)]
    for one, two in pairwise(spans):
        when = due(line, [two]) if _AND_MORE.match(line.low[one.end : two.start]) else None
        if when and when[1] != item.latest:
            return [replace(item, at=two.start, earliest=when[0], latest=when[1], vague=when[2])]
    return []


def _true_kind(line: Line, hit: re.Match[str]) -> CommitmentKind:
    """What is mailed or passed on may be an answer ("I'll email you their answer", "... and I'll pass it on")."""
    kind: CommitmentKind = hit.lastgroup  # type: ignore[assignment]
    if hit.group().startswith("do "):
        return next((one for one, shape in _MEANT if shape.search(line.low, 0, hit.start())), kind)
    if kind == "reply" and hit.group() == "be with you":
        owner = line.low[line.clause(hit.start()) : hit.start()]
        return "send_document" if _ITS_THING.match(owner) and not _ANSWERS.pattern.search(owner) else "reply"
    if kind != "send_document":
        return kind
    if _HAVE_FOR.match(hit.group()):
        return thing_kind(hit.group())
    stop = line.low.find(",", hit.end())
    object_ = line.low[hit.end() : hit.end() + 24 if stop < 0 else min(stop, hit.end() + 24)]
    if _ANSWERS.pattern.search(object_) or (_PASSED_ON.match(hit.group()) and _ANSWERS.search(line, 0, hit.start())):
        return "reply"
    return kind


_ITS_THING = re.compile(r"\s*(?:the|your|my|our|a|an|that|this|both|it)\b(?! (?:team|panel|manager|director|boss|committee))")
_HAVE_FOR = re.compile(
    r"(?:have|get) (?:something|anything|it|more|some|a (?:clear|clearer|better|firm|full|fuller)|one|news|word|this|that)\b.*\b(?:for|to|with) you$"
)
_MEANT: tuple[tuple[CommitmentKind, re.Pattern[str]], ...] = (
    ("introduction", re.compile(r"\bintro(?:duce|duction)?\b")),
    ("call", re.compile(r"\b(?:call|ring|phone)\b")),
    ("send_document", re.compile(r"\b(?:send|forward|share)\b")),
)
_PASSED_ON = re.compile(r"(?:pass|forward|relay|send|share|have|get|receive|see)\b.*\b(?:it|that|this|them|on)\b")


def _joined(line: Line, head: Head, at: int) -> bool:
    between = line.bare[head.body : at]
    if len(between) > 400:
        return False
    if _AFTER_MODAL.fullmatch(between):
        return True
    tail = between[-40:]
    joint = _JOIN.search(tail)
    if joint:
        return True
    for hit in re.finditer(r"\b(?:and|then|or|to|&)\b|[,;:-]", tail):
        if _AFTER_MODAL.fullmatch(tail[hit.end() :]) and not tail[: hit.start()].endswith(
            (" you", " him", " her", " them")
        ):
            return True
    return False


_LEARN = re.compile(r"\b(?:know|sit(?:ting)? down|regroup(?:ing)?|debrief(?:ing)?|confer(?:ring)?|huddle|hear|learn|find out|decide|decides|answer|news|word)\b")
_AND = re.compile(r"^[\s,]*(?:and|so|then)\b")
_THEN = re.compile(r"\bthen\b|\bat (?:which|that) (?:time|point)|\bby which (?:time|point)|\bwhereupon\b")
_ONCE = Cued(
    r"\b(?:once|as soon as|when|whenever|after|upon|following|pending|the (?:moment|minute|second|day|instant))\b[^,;.()]*(?:\([^()]*\)[^,;.()]*)?"
)
_EVENT = re.compile(
    r"(?:after|following|upon|pending)\b|once\b.*\b(?:has|have|had|met|meets?|is|are|ends?|closes?|finish\w*|done|over|behind|through|past)\b"
)
_BACK = re.compile(r"\b(?:back|returns?|returned|home|in the office|around|here)\b")
_RETURN = re.compile(
    r"\b(?:when|once|after|as soon as|upon|on) (?:i|my|we|he|she)(?:'m|'re|'s| am| are| is|'ve| have)? ?(?:return|returns|returned|get back|am back|back|come back|returning)\b|\bupon my return\b|\bon my return\b|\bafter my return\b"
)


def _item(
    line: Line,
    head: Head,
    act: tuple[int, int, int, CommitmentKind],
    later: tuple[Found, ...],
    prior: Span | None,
    *,
    first: bool,
) -> Found | None:
    start, end, stop, kind = act
    condition = _ONCE.search(line, end, stop) or (first and _ONCE.pattern.search(line.bare, 0, head.start)) or None
    spans = [
        span
        for span in line.spans_in(start + 1, stop)
        if span.kind != "length" and (span.start <= end + 1 or not _abroad(line, span))
    ]
    inner = [span for span in line.spans if condition and condition.start() < span.start < condition.end()]
    spans = [span for span in spans if span not in inner]
    if first and not (spans and due(line, spans)):
        fronted = [
            span
            for span in line.spans_in(0, end)
            if span.end <= start and span.kind != "length" and span not in inner and _fronted(line, span, head)
        ]
        spans = fronted or spans
    when = due(line, spans)
    text = condition.group().strip() if condition else None
    if text and any(text.startswith(span.quote.lower()) for span in line.spans):
        text = None
    if not when and inner and (held := due(line, [span for span in inner if span.first])):
        day = inner[0]
        when = (day.first or held[0], day.last or held[1], True)
        if text and day.last and _EVENT.match(text) and not _BACK.search(text):
            when = (shift(day.last, 1), first_full_week_friday(day.last), True)
    earlier = [span for span in line.spans if span.end <= start and usable(span, line)]
    prior = earlier[-1] if earlier else prior
    if (
        not when
        and prior
        and (_THEN.search(line.low[max(0, head.start - 45) : stop]) or _RETURN.search(line.low[head.start : stop]))
    ):
        when = _same_time(prior, back=_RETURN.search(line.low[head.start : stop]) is not None)
    if not when and prior and (after := _RIGHT_AFTER.search(line, end, stop)):
        when = _after(prior, straight=after.lastgroup == "straight", sent=line.sent)
    if (
        not when
        and earlier
        and kind in _SHARE
        and _LEARN.search(line.low[: earlier[-1].start])
        and _AND.search(line.low[earlier[-1].end : start])
    ):
        when = due(line, [earlier[-1]])
    if not when and later and later[0].dated:
        when = (later[0].earliest, later[0].latest, later[0].vague)
    if not when and _LOOSE.match(line.low, start):
        return None
    if not _allowed(kind, head, when) or (not when and _bargain(line, start, kind)):
        return None
    confidence = _SURE.get(head.force, 0.7)
    if not when:
        return Found(True, kind, start, line.sent, None, False, head.who, text, min(confidence, 0.75), dated=False)
    return Found(True, kind, start, *when, head.who, text, confidence)


_SURE = {"will": 0.92, "hope": 0.88, "should": 0.85, "bare": 0.8, "doing": 0.85, "can": 0.7}
_LOOSE = re.compile(
    r"(?:know|settle (?:it|this|on|the)|hear|rule on|sign off on|sort)\b(?!ing| (?:from|back|more|either|where|whether|soon|shortly))"
)
_LIMITS = frozenset({"by", "before", "within", "until", "length"})
_RIGHT_AFTER = Cued(
    r"\b(?:(?P<straight>(?:straight|right|immediately|directly|just)) )?(?:after|afterwards)(?= ?(?:[.,;:!)]|$|about|to|with|and))"
)


def _same_time(day: Span, *, back: bool) -> tuple[date | None, date | None, bool]:
    """The days of "then" and "at that point": a limit stays a limit."""
    if day.kind in _LIMITS and not back:
        return day.earliest if day.kind != "length" else day.first, day.latest, day.vague
    return day.first or day.earliest, day.last or day.latest, day.vague


def _after(day: Span, *, straight: bool, sent: date) -> tuple[date | None, date | None, bool] | None:
    """The days of a bare "after" that follows a day ("the panel sits on the 14th and I'll ring round after")."""
    last = day.last or day.latest
    if not last or last < sent:
        return None
    return (last, last, False) if straight else (shift(last, 1), first_full_week_friday(last), True)


def _abroad(line: Line, span: Span) -> bool:
    """Is the date part of a name or a topic ("the March 3 call", "from our meeting on Tuesday")?"""
    before = line.low[max(0, span.start - 40) : span.start]
    return (
        bool(
            re.search(
                r"\b(?:(?:our|the|your|my|this|that|last) (?:\w+ )?(?:meeting|call|interview|chat|conversation|discussion|e-?mail|mail|message|note)(?: of| on)?|from|about|regarding|starting|start|availability)\s*$",
                before,
            )
        )
        and (span.kind == "on" or before.rstrip().endswith(("starting", "start", "beginning")))
        and not span.quote.lower().startswith(("that ", "the same "))
    )


_LEAD = re.compile(
    r"[\s,]*(?:(?:hey|hi|hiya|hello|yo|morning|afternoon|evening|right|yes|no|hopefully|then|so|sometime|probably|ideally|either|well|maybe|and|but|ok|okay)[\s,]*){0,3}"
)


_IS_WHEN = re.compile(r"[\s,;-]*(?:that's|that is|which is|is|will be|would be|'s) (?:when|the day)\b")


def _fronted(line: Line, span: Span, head: Head) -> bool:
    """Does a date before the modal belong to it? Only one that opens the clause just before, or stands beside the modal."""
    gap = line.bare[span.end : head.start]
    if _IS_WHEN.match(gap):
        return True
    if not gap.strip() or span.start >= head.start:
        return True
    if len(gap) > 60 or re.search(r"[;.!?]| - | but | because ", gap):
        return False
    return _LEAD.fullmatch(line.bare[line.clause(span.start) : span.start]) is not None


_ORDER = Cued(
    r"\b(?:please(?! (?:have|bear|be (?:patient|assured|aware)|know|note|accept|allow|rest|excuse|forgive|don't|do not|expect))|send me|send us|let me know|let us know|tell me|give me|drop me|forward me|(?:can|could|would) you)\b|^(?:send|share|forward|tell|give|drop)\b"
)
_FAVOUR = re.compile(
    r"\b(?:ask|check with|talk to|speak (?:to|with)|mention|recommend|refer|put in|vouch|chase|look into|find out|write)\b"
)


def _bargain(line: Line, start: int, kind: CommitmentKind) -> bool:
    """Reads "Send me your CV and I'll forward it" hangs on the reader; "I'll set it up" alone is no more than manners."""
    return bool(_ORDER.search(line, 0, start)) or (kind == "other" and not _FAVOUR.match(line.low, start))


def _allowed(kind: CommitmentKind, head: Head, when: tuple[object, object, bool] | None) -> bool:
    if kind == "meeting":
        return bool(when) and head.force == "will" and when is not None and when[0] == when[1]
    if kind == "other":
        return head.force == "will" and (bool(when) or head.who == "I")
    if head.force in ("can", "bare", "doing") or (not when and head.wish):
        return bool(when)
    if kind == "decision" and not when:
        return head.force == "will"
    return True


def _denied(line: Line, head: Head, hits: list[Act]) -> list[Found]:
    """Reads "We won't decide before May": nothing before then."""
    if head.who.lower().endswith(("please", "kindly")) or (head.start == 0 and head.who == "I"):
        return []  # "please do not reply before Monday" binds nobody
    for start, end, kind in hits:
        for span in line.spans_in(end, head.end):
            if (
                kind in _SHARE
                and span.first
                and span.first > line.sent
                and span.kind in ("before", "until", "not_before")
            ):
                latest = span.last if span.kind == "until" else None
                return [Found(True, kind, start, span.first, latest, span.vague, head.who, None, 0.75)]
    return []


def _things(line: Line, head: Head) -> list[Found]:
    """Reads "A decision will be made by Friday"."""
    hit = _THING_COMES.search(line, head.body, min(head.end, head.body + 60)) or _THING_DOES.match(
        line.low, head.body
    )
    if hit and hit.re is _THING_DOES and not (_SPOKEN.search(head.who) and line.spans and head.force != "neg"):
        hit = None
    if not hit or (head.force == "can" and not _HOPED.search(line, 0, head.start)):
        return []
    spans = [span for span in line.spans_in(hit.end() - 3, head.end) if span.kind != "length"]
    if not spans:
        spans = [span for span in line.spans_in(0, hit.start()) if _fronted(line, span, head)]
    when = due(line, spans)
    kind = thing_kind(head.who)
    if head.force == "neg":
        span = spans[0] if spans else None
        if span and span.first and span.first > line.sent and span.kind in ("before", "until", "not_before"):
            latest = span.last if span.kind == "until" else None
            return [Found(True, kind, hit.start(), span.first, latest, span.vague, confidence=0.75)]
        return []
    if when:
        return [Found(True, kind, hit.start(), *when, confidence=0.88)]
    if SOON.search(line, hit.start(), head.end) or kind == "send_document":
        return [Found(True, kind, hit.start(), line.sent, None, confidence=0.7, dated=False)]
    return []
