"""What the writer's side undertakes: "we will get back to you by Friday", "you should hear next week".

A modal (will, hope to, should, ...) is the head; the words to its left say who, the words to its right what.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from afterword.reading.commitments.line import Found, Line, conditions, due, usable
from afterword.reading.commitments.words import ACTS, READER_HEARS, any_of
from afterword.reading.dates import Span
from afterword.reading.dates.calendar import first_full_week_friday, shift
from afterword.reading.model import CommitmentKind

Force = Literal["neg", "will", "hope", "should", "can", "bare", "doing"]
Role = Literal["writer", "reader", "thing", "time", "none"]

_MODAL = re.compile(
    r"(?P<neg>\b(?:won't|will not|will no longer|shall not|shan't|can't|cannot|unable to|unlikely to|don't|do not|doesn't|does not|didn't"
    r"|shouldn't|should not|(?:am|are|is) not|aren't|isn't|wouldn't|would not|'m not|'re not)(?: (?:be able to|be in a position to|expect to|going to|plan to|likely to|expecting to))?\b)"
    r"|(?P<will>'ll\b|\bwill\b|\bshall\b|(?:'m|'re|'s|\bam|\bare|\bis|\bbe) (?:now |still |currently |also )?(?:going|about|set|due|likely|committed|bound|sure) to\b|\bgonna\b|\b(?:i|we)(?:'ve| have)? (?:asked|told|instructed|got) [\w'.]{1,20}(?: [\w'.]{1,20}){0,2} to\b|\bi'?mma\b|\bima\b)"
    r"|(?P<hope>\b(?:hope|hopes|hoping|aim|aims|aiming|expect|expects|expecting|plan|plans|planning|intend|intends|intending|promise|promises|try"
    r"|trying|endeavou?r|looking|want|wants|wanting|working|scheduled|expected|would like|'d like|hopeful|on track|on course|agreed|promised) to\b"
    r"|\b(?:aim|aiming|plan|planning|anticipate|anticipating|expect|envisage|foresee) (?:on |for )?(?=making|having|being|reaching|getting|deciding|sending|contacting|(?:a|our|the) (?:\w+ )?decision)"
    r"|\b(?:hope|expect|anticipate|trust|think|believe) (?:that )?(?=we'd|i'd)|\b(?:hopefully|ideally) (?=have|get|be|hear|know))"
    r"|(?P<should>\bshould\b|\bought to\b)"
    r"|(?P<can>\bcan\b)"
)
_BARE = re.compile(
    r"\b(?P<subject>i|we|they|he|she|(?:the|our|my) \w+(?: \w+)?) (?:then |next |only )?"
    r"(?=decides? |makes? (?:a|our|the|its|their|my) (?:final |hiring )?decisions? |(?:answers|calls|contacts|phones|informs|tells|writes to|sends|gets back to|comes back to) you\b)"
    r"|\b(?P<hearer>you) (?=(?:get|receive|hear|have) (?:an |the |our |my |your )?(?:final )?(?:answer|reply|response|decision|news|word|feedback|result|results|offer|from us|from me|back from) )"
    r"|(?:^|[.,;!:-] |\band )(?P<dropped>)(?=(?:call|ring|phone|text|e-?mail|write|tell|message)(?:ing)? you |sending (?:it|you|the|over|them) )"
    r"|\b(?P<told>i|we) (?:then )?(?=call you|ring you|phone you|give you|send you|tell you|write (?:to )?you|let you|get back|come back|contact you|inform you|answer you|reply|introduce you|make the intro|put you)"
)
_DOING = re.compile(
    r"(?:'m|'re|'s|\bam|\bare|\bis)(?: now| also| then| both)? (?=(?:calling|phoning|ringing|sending|forwarding|sharing|mailing|e-?mailing|deciding|making|finali[sz]ing|introducing|connecting|putting|writing|telling|letting|updating|informing|contacting|getting|giving|extending|choosing) )"
)
_AFTER_MODAL = re.compile(
    r"[\s,]*(?:(?:also|then|certainly|definitely|personally|probably|hopefully|really|now|just|both|all|again|gladly|happily|still|either|of course"
    r"|promptly|quickly|formally|finally|officially|normally|usually|typically|automatically|most|likely|in|turn|at that point|only|ideally|all being well"
    r"|be able to|be in a position to|be sure to|try to|do (?:my|our) (?:very )?(?:best|utmost) to|do what (?:i|we) can to|make (?:sure|certain) (?:to|that|you|we|i|that you|that we|that i)"
    r"|make a point of|be happy to|be glad to|be pleased to|be delighted to|have to|need to|aim to|hope to|expect to|plan to|endeavou?r to|get to|go ahead and|take care to|make every effort to|strive to|always|you"
    r"|be|first|directly|separately|shortly|soon|in due course|once|more|myself|ourselves|too|well|as)[\s,]*){0,6}"
)
_JOIN = re.compile(r"(?:\b(?:and|then|or|plus|&|by)|[,;:-]|(?<!\byou)(?<!\bhim)(?<!\bher)(?<!\bthem)\s\bto)\s*$")
_ANYONE = re.compile(
    r"(?:candidates|applicants|everyone|everybody|all (?:candidates|applicants)|interviewees|finalists|all)$"
)
_THING = re.compile(
    r"\b(?:decisions?|answer|answers|offer|offers|outcome|results?|verdict|feedback|response|reply|news|update|updates|contract|letter|letters|invite|invitation"
    r"|details|paperwork|documents?|confirmation|notification|schedule|agenda|link|information|next steps|introduction|intro|more|selection|appointment)$"
)
_THING_COMES = re.compile(
    any_of(
        (
            r"be (?:decided|settled|made|taken|reached|announced|sent|with you|communicated|available|shared|published|released|ready|out|forthcoming|in your|emailed|e-mailed|mailed|given|known|finali[sz]ed|provided|issued|posted|passed|confirmed|determined|forwarded|coming|going out|delivered|notified|had)",
            r"come", r"follow", r"go out", r"reach you", r"arrive", r"land", r"be on (?:its|their) way", r"expected", r"due", r"anticipated",
        )
    )
)  # fmt: skip
_THING_KIND: tuple[tuple[CommitmentKind, re.Pattern[str]], ...] = (
    ("decision", re.compile(r"decision|outcome|result|verdict|offer|selection|appointment")),
    ("send_document", re.compile(r"contract|letter|invit|details|paperwork|document|schedule|agenda|link|information")),
    ("introduction", re.compile(r"intro")),
)
_THING_IS = re.compile(
    r"\b(?P<thing>(?:decisions?|answer|answers|outcome|results?|verdict|offers?|feedback|response|news|offer letter|contract|details|invite|invitation))"
    r"(?: \w+){0,2}? (?:(?:is|are) (?:now |currently |still )?(?P<how>expected|due|anticipated|coming|likely|planned|promised|scheduled|to follow|to come)|to follow)\b"
)
_EXPECT = re.compile(
    r"\b(?:expect|count on|look (?:out )?for|watch (?:out )?for|anticipate|await|keep an eye out for)\s+"
    r"(?:(?P<hear>to (?:hear|have|get|receive|be (?:contacted|notified|hearing)))|(?:an?|the|our|my|your|some|more|further)\s+(?:\w+ )?"
    r"(?P<thing>decision|answer|reply|response|update|offer|outcome|call|e-?mail|message|note|news|word|feedback|contract|letter|results?)|(?P<news>news|word|feedback|results))\b"
)
_UNDATED = re.compile(r"owe you|to follow|xpect")
_OWE = re.compile(
    r"\b(?:i|we) (?:still )?owe you (?:an|a|the|my|our) (?:\w+ )?(?P<thing>answer|reply|response|decision|call|update|note|e-?mail|intro(?:duction)?|copy|draft|contract)\b"
)
_TIME = re.compile(
    r"\b(?:give (?:me|us|it|them|her|him)|allow(?: (?:me|us|them))?|bear with (?:me|us|them)|be patient with (?:me|us)|hang (?:tight|on|in there)|hold tight|sit tight"
    r"|it(?:'ll| will| is likely to| may well| should|'s going to| is going to)(?: probably| likely| now| still| most likely)? (?:be|take)(?: us| me| them)?|that(?:'ll| will| should) take(?: us| me)?|(?:i|we)(?:'ll| will)?(?: still| probably| now)? (?:need|ask for)"
    r"|(?:decision|answer|process|review|approval|this)(?:(?: is| will be| should be|'s)(?: still| probably| likely| now)? (?=\w+ \w+ (?:away|out|off))|(?: will| should|'ll)(?: probably| likely| still| now)? take(?: us| me| them)?)|(?:we|i)(?:'re| are|'m| am)(?: still| probably)? (?=\w+ \w+ (?:away|out) from)|(?:can|could) (?:i|we) (?:have|take|ask for)(?: you)?(?= until)|have patience)\b"
)
_CLAIM = re.compile(r"\b(?:for us to|before (?:we|i|they)|to (?:decide|get back|make|review|respond|reply|finali|reach|complete|process|hear)|for (?:a|our|my|an|the) (?:reply|response|decision|answer)|decision|answer|hear|get back|response|reply|news|until we|review)\b")  # fmt: skip
_SHARE = ("reply", "decision")
_WEAK_OWNERS = re.compile(
    r"(?:\b(?:it|this|that|which|what|how|why|there|when|where|who|whom|whether|not|he said|she said|price|prices|salary|role|position|start|team you)|')$"
)


_PERHAPS = re.compile(r"\b(?:maybe|perhaps|possibly|might|if)\b")
_AWAY = re.compile(r"\s*(?:away|out|off)\b")


@dataclass(frozen=True, slots=True)
class Head:
    """A modal in its sentence: how firm, who, and where its predicate runs."""

    force: Force
    role: Role
    who: str
    start: int
    body: int
    end: int


def _table(rows: tuple[tuple[CommitmentKind, tuple[str, ...]], ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{kind}>{any_of(phrases)})" for kind, phrases in rows))


_WRITER_ACT = _table(ACTS)
_READER_ACT = _table(READER_HEARS)
_ADVERB_END = re.compile(
    r"(?:\s|\b(?:are|am|is|have|has|also|really|certainly|definitely|probably|do|then|now|both|all|had|still|hopefully|most likely|likely|certainly|can|should|would|could|will|may|very much|currently|each|here|myself|ourselves|,))+$"
)


def heads(line: Line) -> list[Head]:
    """Every modal of the sentence with its subject."""
    found: list[Head] = []
    hits = [(hit.start(), hit.end(), hit.lastgroup or "will") for hit in _MODAL.finditer(line.low)]
    if line.spans:
        hits += [(hit.start(hit.lastgroup or 0), hit.end(), "bare") for hit in _BARE.finditer(line.low)]
        hits += [(hit.start(), hit.end(), "doing") for hit in _DOING.finditer(line.low)]
    hits.sort()
    last: tuple[Role, str] = ("none", "")
    for index, (start, body, force) in enumerate(hits):
        begin = line.clause(start)
        left = line.bare[begin:start] if force != "bare" else line.low[start:body]
        role, who = _subject(left, line.text[begin:start], last, begin)
        if force == "can" and not left.strip():
            role = "none"
        if who == "nothing":
            force, role, who = "neg", "thing", "decision" if "deci" in line.low else "news"
        last = (role, who)
        end = line.clause(hits[index + 1][0]) if index + 1 < len(hits) else len(line.low)
        found.append(Head(force, role, who, start, body, max(end, body)))  # type: ignore[arg-type]
    return found


def _subject(left: str, written: str, last: tuple[Role, str], begin: int) -> tuple[Role, str]:
    words = _ADVERB_END.sub("", " " + left).strip(" ,-*")
    if not words:
        if begin == 0:
            return ("writer", "I")
        return last if last[0] != "none" else ("writer", "I")
    if re.search(r"\b(?:nothing|no (?:\w+ )?(?:decision|decisions|answer|news|offer|offers|word|update))$", words):
        return "none", "nothing"
    if _PERHAPS.search(words):
        return "none", ""
    tail = words.rsplit(None, 1)[-1]
    if tail in ("i", "we", "i'd", "we'd"):
        return "writer", tail[:1].upper() if tail[0] == "i" else "we"
    if tail == "you":
        return "reader", "you"
    if _ANYONE.search(words):
        return "reader", tail
    if _THING.search(words) or re.search(
        r"\b(?:decision|outcome|answer|results?)\b (?:on|about|regarding|from|as to)\b", words
    ):
        return "thing", words
    if _WEAK_OWNERS.search(words):
        return "none", ""
    return "writer", _name(written)


_STOP_NAMES = frozenset(
    "I We The My Our A An And But So Then If When Once They He She Someone Somebody Hi Dear Hello".split()
)


def _name(written: str) -> str:
    names = [word.strip(",.*'\"") for word in written.split()]
    kept = [word for word in names if word[:1].isupper() and word not in _STOP_NAMES]
    return " ".join(kept) if kept else " ".join(names[-3:]).strip()


def promises(line: Line, prior: Span | None) -> list[Found]:
    """What the writer's side promises in this sentence; what hangs on an "if" is left out."""
    all_heads = heads(line)
    pairs: list[tuple[Found, int]] = []
    for head in all_heads:
        if head.role != "none":
            items = _things(line, head) if head.role == "thing" else _acts(line, head, prior)
            pairs += [(item, head.start) for item in items]
    days = {item.latest for item, _ in pairs if item.dated}
    if line.spans or _UNDATED.search(line.low):
        pairs += [(item, item.at) for item in _fixed(line, prior) if item.latest not in days]
    if not pairs:
        return []
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
    hits: list[tuple[int, int, CommitmentKind]] = []
    for hit in table.finditer(line.low, head.body, head.end):
        if _joined(line, head, hit.start()):
            hits.append((hit.start(), hit.end(), hit.lastgroup))  # type: ignore[arg-type]
    if any(kind != "other" for _, _, kind in hits):
        hits = [hit for hit in hits if hit[2] != "other"]
    if head.force == "neg":
        return _denied(line, head, hits)
    found: list[Found] = []
    later: tuple[Found, ...] = ()
    for index in range(len(hits) - 1, -1, -1):
        start, end, kind = hits[index]
        stop = hits[index + 1][0] if index + 1 < len(hits) else head.end
        item = _item(line, head, (start, end, stop, kind), later, prior, first=index == 0)
        if item:
            later = (item, *later)
    found += later
    return found


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


_ONCE = re.compile(r"\b(?:once|as soon as|when|whenever|after|upon|following|pending|the moment|the minute)\b[^,;.()]*")
_RETURN = re.compile(
    r"\b(?:when|once|after|as soon as|upon|on) (?:i|my|we|he|she)(?:'m|'re|'s| am| are| is|'ve| have)? ?(?:return|returns|returned|get back|am back|back|come back|returning)\b|\bupon my return\b|\bon my return\b|\bafter my return\b"
)
_SOON = re.compile(
    r"\b(?:soon|shortly|in due course|asap|as soon as|momentarily|before long|promptly|presently|in a bit|any day now)\b"
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
    condition = _ONCE.search(line.low, end, stop) or (first and _ONCE.search(line.low, 0, head.start)) or None
    spans = [span for span in line.spans_in(end, stop) if span.kind != "length" and not _abroad(line, span)]
    inner = [span for span in spans if condition and condition.start() < span.start < condition.end()]
    spans = [span for span in spans if span not in inner]
    if first and not (spans and due(line, spans)):
        fronted = [
            span
            for span in line.spans_in(0, end)
            if span.end <= start and span.kind != "length" and _fronted(line, span, head)
        ]
        spans = fronted or spans
    when = due(line, spans)
    text = condition.group().strip() if condition else None
    if text and any(text.startswith(span.quote.lower()) for span in line.spans):
        text = None
    if not when and inner and (held := due(line, [span for span in inner if span.first])):
        day = inner[0]
        when = (day.first or held[0], day.last or held[1], True)
        if text and text.startswith(("after", "following")) and day.last:
            when = (shift(day.last, 1), first_full_week_friday(day.last), True)
    earlier = [span for span in line.spans if span.end <= start and usable(span, line)]
    prior = earlier[-1] if earlier else prior
    if (
        not when
        and prior
        and (re.search(r"\bthen\b", line.low[head.start : stop]) or _RETURN.search(line.low[head.start : stop]))
    ):
        when = (prior.first or prior.earliest, prior.last or prior.latest, prior.vague)
    if not when and later and later[0].dated:
        when = (later[0].earliest, later[0].latest, later[0].vague)
    if not _allowed(kind, head, when) or (not when and _bargain(line, start, kind)):
        return None
    confidence = {"will": 0.92, "hope": 0.88, "should": 0.85, "bare": 0.8, "doing": 0.85, "can": 0.7}.get(
        head.force, 0.7
    )
    if not when:
        return Found(True, kind, start, line.sent, None, False, head.who, text, min(confidence, 0.75), dated=False)
    return Found(True, kind, start, *when, head.who, text, confidence)


def _abroad(line: Line, span: Span) -> bool:
    """Is the date part of a name or a topic ("the March 3 call", "from our meeting on Tuesday")?"""
    before = line.low[max(0, span.start - 40) : span.start]
    return (
        bool(
            re.search(
                r"\b(?:(?:our|the|your|my|this|that|last) (?:\w+ )?(?:meeting|call|interview|chat|conversation|discussion|e-?mail|mail|message|note)|from|about|regarding|starting|start|availability)\s*$",
                before,
            )
        )
        and span.kind == "on"
    )


_LEAD = re.compile(
    r"[\s,]*(?:(?:hopefully|then|so|sometime|probably|ideally|either|well|maybe|and|but|ok|okay)[\s,]*){0,3}"
)


def _fronted(line: Line, span: Span, head: Head) -> bool:
    """Does a date before the modal belong to it? Only one that opens the clause just before, or stands beside the modal."""
    gap = line.bare[span.end : head.start]
    if not gap.strip() or span.start >= head.start:
        return True
    if len(gap) > 60 or re.search(r"[;.!?]| - | but | because ", gap):
        return False
    return _LEAD.fullmatch(line.bare[line.clause(span.start) : span.start]) is not None


_ORDER = re.compile(
    r"\b(?:please|send me|send us|let me know|let us know|tell me|give me|drop me|forward me|(?:can|could|would) you)\b|^(?:send|share|forward|tell|give|drop)\b"
)
_FAVOUR = re.compile(
    r"\b(?:ask|check with|talk to|speak (?:to|with)|mention|recommend|refer|put in|vouch|chase|look into|find out|write)\b"
)


def _bargain(line: Line, start: int, kind: CommitmentKind) -> bool:
    """Reads "Send me your CV and I'll forward it" hangs on the reader; "I'll set it up" alone is no more than manners."""
    return bool(_ORDER.search(line.low, 0, start)) or (kind == "other" and not _FAVOUR.match(line.low, start))


def _allowed(kind: CommitmentKind, head: Head, when: tuple[object, object, bool] | None) -> bool:
    if kind == "meeting":
        return bool(when) and head.force == "will" and when is not None and when[0] == when[1]
    if kind == "other":
        return head.force == "will" and (bool(when) or head.who == "I")
    if head.force in ("can", "bare", "doing"):
        return bool(when)
    if kind == "decision" and not when:
        return head.force == "will"
    return True


def _denied(line: Line, head: Head, hits: list[tuple[int, int, CommitmentKind]]) -> list[Found]:
    """Reads "We won't decide before May": nothing before then."""
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


def _thing_kind(thing: str) -> CommitmentKind:
    return next((kind for kind, shape in _THING_KIND if shape.search(thing)), "reply")


def _things(line: Line, head: Head) -> list[Found]:
    """Reads "A decision will be made by Friday"."""
    hit = _THING_COMES.search(line.low, head.body, min(head.end, head.body + 60))
    if not hit or head.force == "can":
        return []
    spans = [span for span in line.spans_in(hit.end() - 3, head.end) if span.kind != "length"]
    if not spans:
        spans = [span for span in line.spans_in(0, hit.start()) if _fronted(line, span, head)]
    when = due(line, spans)
    kind = _thing_kind(head.who)
    if head.force == "neg":
        span = spans[0] if spans else None
        if span and span.first and span.first > line.sent and span.kind in ("before", "until", "not_before"):
            return [
                Found(
                    True,
                    kind,
                    hit.start(),
                    span.first,
                    span.last if span.kind == "until" else None,
                    span.vague,
                    confidence=0.75,
                )
            ]
        return []
    if when:
        return [Found(True, kind, hit.start(), *when, confidence=0.88)]
    if _SOON.search(line.low, hit.start(), head.end) or kind == "send_document":
        return [Found(True, kind, hit.start(), line.sent, None, confidence=0.7, dated=False)]
    return []


def _fixed(line: Line, prior: Span | None) -> list[Found]:
    """Promises without a modal: "expect an answer Friday", "give me until Monday", "I owe you an answer"."""
    found: list[Found] = []
    for hit in _EXPECT.finditer(line.low):
        after = [span for span in line.spans_in(hit.end(), len(line.low)) if span.kind != "length"]
        when = due(line, after) or due(line, [span for span in line.spans_in(0, hit.start()) if span.kind != "length"])
        thing = hit.group("thing") or ""
        before = line.low[: hit.start()].rstrip()
        if before.endswith(("n't", "not")):
            continue
        kind: CommitmentKind = "call" if thing == "call" else _thing_kind(thing)
        kind = "call" if "call" in hit.group() else kind
        if when or (_SOON.search(line.low, hit.end()) and not before.endswith(("i", "we"))):
            found.append(
                Found(True, kind, hit.start(), *(when or (line.sent, None, False)), confidence=0.88, dated=bool(when))
            )
    for hit in _THING_IS.finditer(line.low):
        spans = line.spans_in(hit.end() - 3, len(line.low)) or line.spans_in(0, hit.start())
        when = due(line, spans)
        if when or hit.group().endswith("to follow"):
            found.append(
                Found(
                    True,
                    _thing_kind(hit.group("thing")),
                    hit.start(),
                    *(when or (line.sent, None, False)),
                    confidence=0.8,
                    dated=bool(when),
                )
            )
    for hit in _OWE.finditer(line.low):
        when = due(line, line.spans_in(hit.end(), len(line.low)))
        thing = hit.group("thing")
        kind = "call" if thing == "call" else "send_document" if thing in ("copy", "draft") else _thing_kind(thing)
        found.append(
            Found(True, kind, hit.start(), *(when or (line.sent, None, False)), confidence=0.8, dated=bool(when))
        )
    return found or _times(line)


def _times(line: Line) -> list[Found]:
    """Reads "Bear with us until the 20th", "it will be another two weeks", "please allow 10 business days for a reply"."""
    found: list[Found] = []
    for hit in _TIME.finditer(line.low):
        spans = [
            span
            for span in line.spans_in(hit.end(), min(len(line.low), hit.end() + 25))
            if span.kind in ("length", "until", "within", "by", "on", "in")
        ]
        span = next((span for span in spans if span.latest and span.latest > line.sent), None)
        if not span or not re.fullmatch(
            r"[\s,]*(?:(?:for|a|just|another|about|please|in|at least|up to|the)[\s,]*){0,2}",
            line.low[hit.end() : span.start],
        ):
            continue
        sure = hit.group().startswith(
            ("give me", "give us", "bear", "hang", "hold", "sit", "be patient", "allow me", "allow us")
        )
        if span.kind == "on" and not sure and "before" not in line.low[span.end : span.end + 12]:
            continue
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
    for span in line.spans:
        if (
            span.kind in ("length", "in")
            and span.latest
            and _AWAY.match(line.low, span.end)
            and _CLAIM.search(line.bare)
        ):
            found.append(
                Found(
                    True,
                    "decision" if "deci" in line.low else "reply",
                    span.start,
                    span.earliest,
                    span.latest,
                    span.vague,
                    confidence=0.75,
                )
            )
    return found
