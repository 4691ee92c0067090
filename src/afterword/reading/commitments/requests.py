"""What the writer asks of the reader by a day: "please return the form by the 12th", "the link expires on Friday"."""

from __future__ import annotations

import re
from dataclasses import replace

from afterword.reading.commitments.line import Found, Line, due
from afterword.reading.commitments.wishes import PROMISED, wish
from afterword.reading.commitments.words import ASKS, any_of
from afterword.reading.cued import Cued
from afterword.reading.dates import Span
from afterword.reading.model import CommitmentKind

_ASK = Cued("|".join(f"(?P<{kind}>{any_of(phrases)})" for kind, phrases in ASKS))
_LEFT = re.compile(
    r"(?:^|\b(?:please|kindly|pls|plz|just|simply|also|then|do|ideally|and|or|to)|[,:;-])\s*$"
    r"|\b(?:can|could|would|will|may|might) (?:you|u|ya)(?: please| pls| plz| kindly| also| just| be able to| be so kind as to| be willing to| mind| possibly| perhaps| at all| be a (?:dear|star|love) and){0,3}\s*$"
    r"|\byou(?: will|'ll)?(?: also| then)?(?:'re welcome to| must| should| need to| have to| can| may| are (?:asked|required|requested|expected|invited|welcome) to| be (?:asked|required) to)\s*$"
)
_WANTED = Cued(
    r"\b(?:please|kindly|pls|plz|(?:can|could|would|will|may|might) (?:you|u|ya)\b|(?:need|needs|like|want|ask|asks|asking|love|require|requires|request|requests|requesting|wish|wishes|expect|expects|invite|advise|encourage) (?:that )?you\b|you(?: will|'ll)? (?:must|should|need to|have to|have until|have \w+ \w+ to|are (?:asked|required|requested|invited))"
    r"|make sure|be sure|remember to|don't forget|do not forget|appreciate it if|grateful if|we ask|required to|in order to proceed|next step|your next step|mind|(?:if|that|hope|hoping|trust) you (?:could|would|can|might|will|'ll|'d))\b"
)
_NEED = Cued(
    r"\b(?:(?:i|we|they|he|she|hr|payroll|legal|the \w+)(?:'ll| will|'d| would|)?(?: also| really| still| just)? (?:need|require|want|ask for|expect(?= your)|(?:are|am|'re|'m) (?:only |still |just )?(?:expecting|missing|waiting for|waiting on|short of|after|lacking)|appreciate|like|love|request|must have|have to have|have got to have|'ve got to have|got to have|gotta have|look forward to|looking forward to)|(?:^|[,;:.-]\s+)(?:need|needing)|awaiting|await|(?:help|helpful|possible|good|great|useful|ideal|best) (?=to (?:have|get|receive))|(?:grateful|thankful|obliged|much obliged) for|(?:trouble|bother|ask|pester) you for|(?:send|get|have) (?:me|us)|could i (?:get|have|ask for)|(?:can|may|could) (?:i|we) (?:get|have|ask (?:you )?for))\s+"
    r"(?:to (?:have|get|receive|hear|see|know(?! (?:by|before|within|on|until|no)))? ?|receiving |getting |having |seeing )?(?:back )?(?:(?:the|a|an|all|any|both|some|two|three|those|these) )?(?:(?:your|signed|completed|two|three|final|written|filled|filled-in|updated) ){0,3}"
    r"(?P<thing>know|hearing (?:back )?from you|hear (?:back )?from you|hearing back|answer|yes or no|yes|decision|reply|response|confirmation|acceptance|word|availability|whether you|references?|referees?|cv|resume|résumé|documents?|paperwork|form|forms|copy|copies|scans?|photos?|pictures?|transcripts?|portfolio|samples?|writing samples?|numbers?|it|them|this|that|these|those|contract|letter|passport|id|proof|details|information|feedback|work samples?|salary expectations?|signature|offer letter|agreement|report|list|slides|draft|certificates?|assignment|exercise|submission|test|call from you|from you|bank details)\b"
)
_FROM_YOU = Cued(
    r"\b(?:hope|hoping|expect|expecting|like|love|want|need|looking forward|look forward|appreciate|await|awaiting)\b[\w' ]{0,30}?\b(?P<thing>(?:hear|hearing|(?:answer|reply|response|decision|confirmation|word|news|references?|it|them|cv|resume|documents?)) (?:back )?from you)\b"
)
_DUE = Cued(
    r"(?:\b|^|[:;,-] )(?P<thing>(?:(?:your|the|this|our|these|signed|completed|all|both) |^|(?<=[:;,-] ))(?:[\w'-]+ ){0,4}?(?P<noun>assessment|test|exercise|task|assignment|challenge|take-?home|homework|form|forms|documents?|paperwork|reply|response|acceptance|answer|decision|questionnaire|offer|letter|contract|link|invitation|references?|submission|case study|presentation|interview|video|portfolio|transcripts?|report|draft|samples?|agreement|project|work))"
    r"(?: [\w'-]+){0,6}? (?P<how>(?:is|are|will be|would be) due|due|(?:is |are )?(?:required|requested|needed|expected|wanted)|(?:must|should|need to|needs to|has to|have to|is to|are to|can|may) be (?:\w+ )?(?:returned|submitted|completed|signed|received|uploaded|sent|done|finished|handed in|turned in|taken|accepted|in|with us|back|recorded)(?: and (?:returned|submitted|signed))?|(?:will |shall )?(?:expires?|lapses?|end)|(?:is|are|remains?|will remain|will be|stays?|stands?|holds?|will stand|is good|will stay|good|valid|open) ?(?:yours|yours to take|valid|open|available|active|live|accessible|on the table|good|firm)?(?= ?(?:until|till|for|through|by|within))|closes)\b"
)
_DEADLINE = re.compile(
    r"\b(?:deadline|cut-?off|due date|last day|final date)\b(?: (?:for|to|of) (?P<what>[\w' -]{1,60}?))?(?: is| will be|:|,)? ?$"
)
_HAVE = Cued(
    r"\byou(?:'ll| will)?(?: then)?(?: have|'ve got|'ve) (?:up )?(?:until|till|to|a|an|the|one|two|three|four|five|six|seven|ten|fourteen|\d|just|only|up|exactly)"
)
_GIVEN = Cued(
    r"\b(?:give|giving|allow|allowing|grant|granting|let) you (?:(?:have|up|some|more|a bit|a little|extra|time|longer|another \w+|an extension),? )*(?:until|till|to(?= \w+ ?\d|\s\d| the \d| mon| tue| wed| thu| fri| next| the end))",
    r"(?:^|[.,;:!?-] )(?:(?:do|please|just|feel free to|of course|sure|yes|absolutely|by all means),? )*take (?:as long as you need,? |your time,? |it )?(?:until|till)\b",
    r"\b(?:extend|extending|extended) (?:the|your|that|this) (?:\w+ )?(?:deadline|offer|last day|due date) (?:until|till|to)\b",
    r"\b(?:move|moving|moved|push|pushing|pushed)(?: back| out)? your (?:\w+ )?(?:deadline|last day|due date)(?: back| out)? (?:until|till|to)\b",
)
_GIVEN_WORD = re.compile(r"(?<!make )(?<!with )\b(?:a|an|our|the|some|any) (?:\w+ )?(?:notice|answer|reply|response|news|update|feedback|decision|call|ring|word|sign|hint|information|message)\b")
"""What is given by that day is a word of theirs, not time."""
_HAVE_TO = Cued(
    r"\bto (?:complete|finish|submit|accept|respond|reply|decide|sign|return|take|send|confirm|do|answer|let us|let me|review|consider|think|mull|weigh|look|make up|get|come back|say|tell|put together|prepare|give (?:me|us|them)|tell (?:me|us)|gather|find|arrange|provide|supply|upload|record|hand|upload|book|schedule|work on)\b"
)
_PROPOSAL = re.compile(
    r"\b(?:if|whether|what|which|when|how|that|your availability|available|availability|times?|slots?|works?|suits?|free)\b"
)
_BARE_NOUN = re.compile(r"answer|reply")
_TO_ME = re.compile(r"\w+ (?:\w+ )?(?:\w+ )?(?:me|us)\b")
_LIMITS = frozenset({"by", "before", "within", "until", "then"})
_GRANT = Cued(
    r"\b(?:give|allow|grant) (?:me|us|them|him|her|it) (?:until|till|time|a|an|another|some|few|about|one|two|three|four|five|\d)\b(?! (?:call|ring|shout))|\b(?:bear|be patient) with\b|\ballow (?:until|up to|about|at least|\w+ (?:to \w+ )?(?:business |working )?(?:days|weeks))\b"
)
_NOT_A_DUTY = Cued(
    r"\b(?:apply|applying|applications? (?:close|closes|closing|deadline|is|are|open|opens|by|before|until|must|should|received|accepted|due|period|window|portal|fee|form)|(?:submit|send in|send|finish|complete|start|continue) (?:your|an|the|this|my) (?:\w+ )?applications?|register for|tickets?|sale|discount|order|shop|nominations?|vote|donat\w+|subscribe|trial|subscription|account|code|session|vouchers?|points)\b"
)
_THEY_GIVE = Cued(
    r"\b(?:i|we|she|he|they|hr)(?:'ll| will| shall|'m going to| am going to| are going to|'re going to) (?:[\w'-]+ ){0,2}"
    r"(?:send|get|give|forward|email|mail|pass|share|let) (?:it to )?you\b"
)
_OPTIONAL = Cued(r"\bshould you (?:want|need|require|have any)\b|\bshould you (?:wish|like) (?:to have |to receive |for )?(?:any |some |further |more )?(?:feedback|comments|details|information)\b|\bif (?:you (?:need|require|have|cannot|can't|are unable|do not wish|don't want|'d like to withdraw|have any)|anything|there (?:is|are)|this|any)\b|\b(?:any|further|other) (?:questions?|queries|concerns|issues)|\bfeel free\b|\b(?:reschedule|accommodations?|dietary)\b")  # fmt: skip


def requests(line: Line) -> list[Found]:
    """What is asked of the reader in this sentence; only what has a last day counts."""
    if not line.spans or _NOT_A_DUTY.search(line) or _GRANT.search(line):
        return []
    found = _verbs(line)
    if not found:
        found = _nouns(line)
    if not found and not _THEY_GIVE.search(line) and (asked := wish(line)):
        at, what, span = asked
        when = due(line, [span])
        if when and when[1] and not _OPTIONAL.search(line):
            kind = _noun_kind(what)
            found = [Found(False, kind, at, line.sent, when[1], when[2], confidence=0.75, what=" ".join(what.split()))]
    return found


def _verbs(line: Line) -> list[Found]:
    wanted = _WANTED.search(line)
    found: list[Found] = []
    hits = list(_ASK.finditer(line))
    for index, hit in enumerate(hits):
        if line.low.startswith(" you ", hit.end()) or line.low.startswith("you ", hit.end()):
            continue
        begin = line.clause(hit.start())
        left = line.bare[begin : hit.start()]
        if not left.strip() and _BARE_NOUN.fullmatch(hit.group()) and any(one.kind != "by" for one in line.spans_in(hit.end(), hit.end() + 2)):
            continue  # "Answer tomorrow": a promise of one
        if not _asked(line, left, begin, hit.start(), wanted.start() if wanted else -1):
            continue
        stop = next((later.start() for later in hits[index + 1 :] if later.start() >= hit.end() + 8), len(line.low))
        kind: CommitmentKind = hit.lastgroup  # type: ignore[assignment]
        spans = _limits(line, kind, hit.end(), stop) or _limits(line, kind, hit.end(), len(line.low))
        if not spans:
            spans = [
                span
                for span in line.spans_in(0, hit.start())
                if span.kind in _LIMITS and len(line.bare[span.end : hit.start()]) < 60
            ]
        when = due(line, spans)
        if when and when[1] and not _OPTIONAL.search(line):
            what = " ".join(line.text[hit.start() : spans[0].start].split()) if spans[0].start > hit.start() else ""
            found.append(Found(False, kind, hit.start(), *when, confidence=0.88, what=what))
    return _first_of(found)


def _asked(line: Line, left: str, begin: int, at: int, wanted: int) -> bool:
    """Is the verb at `at` an order or a request, not something told?"""
    text = left.strip(" ,:-")
    verb = line.low[at : at + 14].split(" ")[0]
    if verb.endswith("ing") and verb not in _PLAIN_ING:
        return bool(re.search(r"\b(?:mind|appreciate|thanks for|thank you for)$", text)) or text.endswith(
            "appreciate you"
        )
    if text == "to" and line.low[:begin].rstrip().endswith((" kind as", " good as")):
        return True
    if re.search(r"\b(?:i|we|he|she|they|it|who|'ll|(?<!\byou )will|(?<!\byou )would|to)$", text) and not re.search(
        r"\b(?:you|sure|remember|forget|need|have|ask|required|requested|invited|asked|able|time|days|hours|candidates|applicants|link|link (?:above|below)|so (?:good|kind) as|button|page|portal) to$",
        text,
    ):
        return re.search(r"\b(?:steps? (?:is|are)|order|remember|until|task is) to$", text) is not None
    if not text:
        opens = begin == 0 or line.low[:begin].rstrip()[-1:] in ".:;)!?-"
        return opens or (0 <= wanted < at) or _imperative_before(line) or bool(_TO_ME.match(line.low, at))
    if re.search(r"\b(?:not|don't|never|no need to|rather than|instead of)$", text):
        return False
    if re.search(r"\b(?:good|best|better|convenient|right) times? to$", text):
        return False
    if _IF_YOU.match(text) and line.low[:begin].rstrip().endswith(("if", "that", "hope", "hoping", "trust")):
        return True
    if text == "you" and 0 <= wanted < at and line.low[:begin].rstrip().endswith(("that", "if")):
        return True
    if _LEFT.search(left):
        return 0 <= wanted < at or text in (
            "please",
            "kindly",
            "just",
            "also",
            "then",
            "do",
            "and",
            "ideally",
            "pls",
            "simply",
        )
    if re.search(
        r"\b(?:any chance|possible|possibly|think|wonder\w*|hope|hoping|trust|if|that) you(?: (?:could|can|would|might|will)|'ll|'d)(?: please)?$",
        text,
    ):
        return True
    return bool(
        re.search(
            r"\b(?:mind|appreciate (?:you|your)|until|forget to|sure you|sure to|sure that you|if you (?:could|would|can)|that you|you to|time to|able to|required to|asked to|candidates to|applicants to|link to|link (?:above|below) to|so (?:good|kind) as to|button to|page to|portal to)$",
            text,
        )
    )


_PLAIN_ING = frozenset({"ring", "ping", "bring"})
_IF_YOU = re.compile(
    r"you(?: (?:could|would|can|might|will|may)|'ll|'d)(?: please| kindly| also| just| be able to){0,2}$"
)


def _imperative_before(line: Line) -> bool:
    """Does an order stand first in the sentence ("Sign the letter and return it")?"""
    return bool(_ASK.match(line)) or bool(
        re.match(
            r"(?:to [a-z]+[^,.]{0,50},|have a look|view|open|follow|use|log in|sign in|sleep on|mull|consider|chew|discuss|look over|take a look|review|read|print|check|click|visit|go|talk|think|try|no rush|fyi|reminder)\b",
            line.low,
        )
    )


_REMIND_ME = re.compile(
    r"\b(?:check (?:back|in)|follow up|get in touch|be in touch|ping (?:me|us)|nudge (?:me|us)|text (?:me|us)|contact (?:me|us)|get back (?:to|with) (?:me|us))$"
)
_HANDED = frozenset({"send_document", "other", "reply", "decision"})
_TELL_ME = re.compile(r"\s*(?:me |us |know |back |yes or no |your (?:answer|decision) )?\s*")


def _that_day(line: Line, kind: CommitmentKind, start: int, between: str) -> bool:
    """Is a word asked for on one day, not by it ("check back on the 20th", "tell me Monday")?"""
    reminded = kind == "reply" and _REMIND_ME.search(line.low[:start][-24:]) is not None
    return reminded or _TELL_ME.fullmatch(between) is not None


def _limits(line: Line, kind: CommitmentKind, start: int, stop: int) -> list[Span]:
    """The spans that can be a last day for that kind of request."""
    spans = line.spans_in(start, stop)
    good: list[Span] = []
    for span in spans:
        between = line.low[start : span.start]
        low = span.quote.lower()
        if span.kind in _LIMITS or low in ("today", "tomorrow", "tonight", "eod", "cob", "end of day"):
            open_window = span.kind == "within" and not low.startswith(("within", "inside", "no "))
            if not _PROPOSAL.search(between) or (span.kind in _LIMITS and not open_window):
                good.append(span)
        elif span.kind == "on" and low.startswith("for ") and kind in _HANDED and not _PROPOSAL.search(between):
            good.append(replace(span, kind="by", earliest=line.sent))
        elif (
            span.kind == "on"
            and span.first == span.last
            and kind in ("reply", "decision")
            and _that_day(line, kind, start, between)
        ):
            good.append(span)
        elif span.kind == "in" and low.startswith("in ") and kind in ("other", "send_document", "reply", "decision"):
            good.append(replace(span, earliest=line.sent))
        elif (
            span.kind in ("on", "in")
            and kind in ("send_document", "call", "other")
            and not low.startswith(("for", "at", "from", "between"))
        ) and (
            not _PROPOSAL.search(between)
            and kind != "other"
            and len(between) < 60
            and not line.low.startswith("bring", start - 5)
        ):
            good.append(span)
    return good


_BRIEF = re.compile(
    r"(?:and |also |just )?(?:your |the |both |two |three |a |signed |any )*(?P<thing>references?|portfolio|cv|resume|transcripts?|forms?|documents?|samples?|availability|answer|reply|response|decision|paperwork|contract|copy|test|exercise|draft|slides)\b"
)
_NICELY = Cued(r"\b(?:please|pls|thanks|thank you|would be|if you can|ok\?|is fine|will do)\b")


def _nouns(line: Line) -> list[Found]:
    """Reads "We need your answer by Monday", "the assessment is due Friday", "you have five days to complete it"."""
    found: list[Found] = []
    for hit in (*_NEED.finditer(line), *_FROM_YOU.finditer(line)):
        spans = [
            span
            for span in line.spans_in(hit.start("thing"), len(line.low))
            if span.kind in _LIMITS and not PROMISED.search(line.bare, hit.end(), span.start)
        ]
        spans = spans or [
            span
            for span in line.spans_in(0, hit.start())
            if span.kind in _LIMITS
            and line.clause(span.start) == span.start
            and len(line.bare[span.end : hit.start()]) < 30
        ]
        when = due(line, spans)
        if when:
            found.append(
                Found(
                    False, _noun_kind(hit.group("thing")), hit.start(), *when, confidence=0.85, what=hit.group("thing")
                )
            )
    for hit in _DUE.finditer(line):
        noun, how = hit.group("noun"), hit.group("how")
        if (
            how == "closes"
            or (noun in _THEIRS and not _YOURS.search(hit.group("thing")))
            or (how.endswith("end") and noun != "link")
            or (noun in ("interview", "work", "project") and "due" not in how and " be " not in how)
        ):
            continue
        spans = [span for span in line.spans_in(hit.end() - 2, len(line.low)) if span.kind != "from"]
        when = due(line, spans)
        if when and when[1]:
            found.append(
                Found(
                    False,
                    "decision" if noun == "offer" else _noun_kind(noun),
                    hit.start(),
                    when[0] if spans[0].kind in _LIMITS else line.sent,
                    when[1],
                    when[2],
                    confidence=0.85,
                    what=hit.group("thing"),
                )
            )
    found += _deadlines(line)
    brief = _BRIEF.match(line.low) if not found and len(line.bare.split()) <= 9 else None
    limits = [span for span in line.spans if span.kind in _LIMITS]
    if brief and _NICELY.search(line) and (when := due(line, limits)):
        found.append(Found(False, _noun_kind(brief.group("thing")), 0, *when, confidence=0.75))
    return _first_of(found)


_FOR_YOU = re.compile(
    r"\b(?:you|your|accept\w*|repl\w+|respon\w+|return\w*|submi\w+|complet\w+|sign\w*|send\w*|confirm\w*|assessment|test|task|exercise|form|forms|offer|documents?|paperwork|references?|questionnaire|decision|answer|this|it)\b"
)
_THEIRS = frozenset({"reply", "response", "acceptance", "answer", "decision", "report", "letter", "contract"})
_YOURS = re.compile(r"^(?:your|signed|completed|this|these)\b|\bsigned\b")


def _deadlines(line: Line) -> list[Found]:
    found: list[Found] = []
    for span in line.spans:
        hit = _DEADLINE.search(line.low[max(0, span.start - 90) : span.start])
        if (
            hit
            and hit.group("what")
            and _FOR_YOU.search(hit.group("what"))
            and not _THEY_GIVE.search(line, 0, span.start)  # "I'll send you the task for round two by Thursday"
            and span.latest
            and (when := due(line, [span]))
        ):
            found.append(
                Found(False, _noun_kind(hit.group("what")), span.start, line.sent, when[1], when[2], confidence=0.75)
            )
    for hit in _GIVEN.finditer(line) if "?" not in line.low else ():
        spans = line.spans_in(max(0, hit.end() - 8), min(len(line.low), hit.end() + 40))
        limit = next((one for one in spans if one.latest and one.latest > line.sent), None)
        if limit and not _GIVEN_WORD.search(line.low, hit.end()):
            found.append(Found(False, "decision", hit.start(), line.sent, limit.latest, limit.vague, confidence=0.8))
    for hit in _HAVE.finditer(line):
        spans = line.spans_in(hit.start(), min(len(line.low), hit.end() + 40))
        limit = next((one for one in spans if one.latest and one.latest > line.sent), None)
        act = _HAVE_TO.search(line, hit.end())
        if limit and (act or (limit.kind == "until" and len(line.low) - hit.end() < 45)):
            kind = _noun_kind(line.low[act.start() : act.end() + 30]) if act else "other"
            found.append(Found(False, kind, hit.start(), line.sent, limit.latest, limit.vague, confidence=0.85))
    return found


def _noun_kind(thing: str) -> CommitmentKind:
    if re.search(r"accept|decision|decide|yes", thing):
        return "decision"
    if re.search(
        r"answer|reply|respon|confirm|hear|word|whether|availab|let (?:me|us) (?:know|have your)|invitation|\bknow\b|thoughts|your view|yes or no|feedback|from you$",
        thing,
    ):
        return "other" if thing == "invitation" else "reply"
    if re.search(
        r"assessment|test|exercise|task|assignment|challenge|take-?home|homework|link|video|complete|finish|case study|presentation|take|book|schedule|record|submission|project|work",
        thing,
    ):
        return "other"
    return "send_document"


def _first_of(found: list[Found]) -> list[Found]:
    """One request a day and a sentence: "sign and return it by the 12th" is one thing to do."""
    order = {"send_document": 0, "call": 1, "decision": 2, "reply": 3, "introduction": 4, "meeting": 5, "other": 6}
    days: dict[object, Found] = {}
    for item in sorted(found, key=lambda one: (order[one.kind], one.at)):
        days.setdefault(item.latest, item)
    return sorted(days.values(), key=lambda one: one.at)
