"""Questions and requests that want an answer; not courtesy, not rhetoric, not a notice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from afterword.reading.acts.scene import ALWAYS_MACHINE, MACHINE_KINDS, Scene
from afterword.reading.cued import Cued
from afterword.reading.heard import Sentence, said
from afterword.reading.model import Act

# Asked out of politeness, or of nobody.
_COURTESY = Cued(
    r"^(?:\W|(?:hi|hello|hey|dear|so|and|but|well|oh|anyway|also|by the way|[a-z]+)[,:]? )*(?:"
    r"how(?:'s| is| are| was| were| have| has|'re|s)? (?:are |is )?(?:you|things|life|everything|it going|it all|your (?:\w+ )?(?:week|weekend|day|summer|winter|spring|autumn|holiday|holidays|vacation|christmas|easter|family|morning)|"
    r"the (?:family|kids|children|weather|garden|dog|cat|weekend|holidays?|search|job search|job hunt|hunt)|all|the job hunt going|tricks|everyone|the new job)\b(?! (?:able|coming|fixed|placed|available|set for|getting here|planning to))(?! (?:with|for) (?:monday|tuesday|wednesday|thursday|friday|the time))[^?]{0,40}\?|"
    r"(?:i )?hope (?:you|this|all|everything|things|your)\b[^?]*\?|what's (?:up|new)\b[^?]*\?|(?:are )?you (?:well|ok|okay|alright|good|keeping well)\?|all (?:well|good|ok)(?: with you)?\?|"
    r"(?:any|got any|have any|more|do you have any|if you have any|further) (?:\w+ )?(?:questions?|queries|concerns|comments)\b[^?]{0,40}\?|questions?\?|"
    r"right\?|really\?|huh\?|eh\?|no\?|yes\?|ok(?:ay)?\?|make sense\?|makes sense\?|al+right(?: \w+)?\?|isn't (?:it|that)[^?]{0,30}\?|aren't (?:we|you|they)\?|don't you think\?|you know\?|who kn(?:ows|ew)\b[^?]*\?|(?:is|was|were|are|do|does|did|has|have|had)n't (?:it|that|this|they|he|she|we|those|these)(?: just| so| all)?(?: (?:fun|great|lovely|funny|something|wonderful|odd|amazing|grand))?\?|why not\b(?! (?:call|ring|come|send|try|meet))[^?]{0,60}\?|what else\?|what more[^?]*\?|remember\b[^?]*\?|"
    r"can you believe[^?]*\?|what could[^?]*\?|what's not to[^?]*\?|did you know[^?]*\?|who would have[^?]*\?|who'd have[^?]*\?|guess what\?|you know what\?|small world[^?]*\?|where does the time go\?|where has[^?]*gone\?|"
    r"how (?:cool|great|lovely|nice|funny|exciting|wonderful|time flies|about that)(?: is that| is this)?\?|what a [^?]*\?|is(?:n't)? it (?:really )?(?:that|already|only)[^?]*\?"
    r")\W*$"
)
# "Need a loan?", "Having trouble reading this?": asked by whoever sells; with a subject before it somebody wants to know.
_SALES = Cued(
    r"^\W*(?:(?:so|and|or|but|still|also|do you|are you|have you|did you) )?(?:need|want|looking for|having trouble|trouble|ready to|interested in|not interested|can't|cannot|didn't request|don't want|not you|forgot|prefer|wrong person|not seeing)\b[^?]{0,60}\?\W*$"
)
_TAIL = Cued(
    r",? (?:right|eh|no|isn't it|wasn't it|aren't they|don't you think|you know|huh|remember|doesn't it|didn't we|haven't we|hasn't it|don't we|won't it)\?\W*$"
)
_BIG_NOTICE = Cued(
    r"\b(?:unsubscribe|view (?:this|in)|privacy policy|browser|newsletter|terms (?:of|and)|(?:our|this|the|an?|short|quick|brief|online|satisfaction|feedback) survey|rate (?:us|your|our)|how did we do|refer a friend|follow us)\b"
)

_ANSWERING = (
    r"(?:let (?:me|us|him|her|them) (?:have|know|see)|tell (?:me|us)|confirm|reply|respond|answer|advise|send|e-?mail|share|provide|forward|fill (?:in|out)|complete|sign|return|choose|pick|select|indicate|suggest|propose|"
    r"give (?:me|us) (?:a |an |your |two |three |the |some |any )?|get back to|come back to|write (?:back|to)|call (?:me|us)|ring (?:me|us)|phone (?:me|us)|text (?:me|us)|schedule|book|submit|upload|attach|remind me|drop (?:me|us)|"
    r"say (?:when|if|whether|which|who)|specify|state|explain|describe|outline|introduce me|put me|pass (?:it|this|my|on my|along my)|have a look|take a look|look (?:at|over|through)|read|check|arrange|include|supply|bring (?:me|us)|lend|rsvp|ask (?:him|her|them|your))"
)
_REQUEST = Cued(
    rf"\b(?:please|kindly|pls|plz) (?:could you |can you |also |just |then |do |would you |be so kind (?:as )?to )?{_ANSWERING}\b|"
    rf"\b(?:could|can|would|will|might) (?:you|we|i) (?:please |kindly |also |just |perhaps |possibly |mind |be able to |be willing to |be so kind as to |maybe |quickly )*(?:{_ANSWERING}|have|ask|get|trouble|bother|speak|talk|meet|see|help|find|make|put|tell|do)\b|"
    rf"\b(?:i(?:'d| would)|we(?:'d| would)) (?:be (?:very |most |so |really )?(?:grateful|glad|interested|obliged|happy|pleased|curious|thankful) (?:if you|to (?:know|hear|have|see|learn|get)|for (?:your|a|any|an|the|two|three|some|one|copies|details|names))|(?:really |also |very much )?(?:love|like|need|appreciate|welcome) (?:to (?:know|hear(?! from you (?:again|soon|some))|have(?! you\b)|see(?! you\b)|get(?! you\b| to know you)|learn)|it if you|your|a copy|an idea|you to (?:send|tell|confirm|answer)|a (?:quick )?(?:word|reply|answer|note|line) (?:on|about|by)))|"
    rf"\b(?:we|i)(?:'ll| will|'d| would)?(?: still| also| only| just| then)? need (?:your|you to (?:send|confirm|tell|sign|fill|complete|provide|let|choose|answer|return|upload|submit)|to know|from you|an answer|a (?:copy|reply|decision|yes|date|list|reference)|two|three|the names|names|references|copies)\b|"
    r"\b(?:let (?:me|us) know|tell (?:me|us)|do say)(?: here| please| by \w+)?,? (?:which|what|when|where|how|who|whether|if|your|by|at your|a (?:day|time|few)|the (?:days?|dates?|times?|names?)|some (?:days?|times?|dates?)|any (?:days?|times?)|either way|one way|asap|as soon|roughly|please|today|tomorrow|soon|before|on|until|in)\b|"
    r"\b(?:i|we)(?:'m| am|'re| are| was| were)? (?:wonder(?:ing)?|curious|ask(?:ing)?|would ask|interested to (?:know|hear)|keen to (?:know|hear)|need to know|want(?:ed)? to (?:know|ask)|would like to (?:know|ask)|must ask) (?:you |about your |you about )?(?:if|whether|what|which|when|where|who|how|why|about|for)\b|"
    r"\b(?:waiting|await(?:ing)?) (?:for )?your (?:answer|reply|decision|response|confirmation|yes)\b|\blooking forward to your (?:answer|decision|confirmation|response|availability)\b"
)
_IMPERATIVE = Cued(
    r"^(?:(?:so|and|also|then|first|next|second(?:ly)?|when you (?:can|have a (?:moment|minute|chance)|get a (?:moment|minute|chance))|if you (?:can|could|have (?:a|time)|don't mind|get a)[^,]{0,30}|\w+),? )?"
    r"(?:send (?:me|us|over|along|it|your|the|two|three)|tell (?:me|us)|give (?:me|us) (?:a (?:call|ring|shout|bell|buzz|time|date|day|few)|your|two|three|some|the)|call (?:me|us)\b(?! (?:if|when you))|ring (?:me|us)\b(?! (?:if|when you))|drop (?:me|us) (?:a|your)|text (?:me|us)|remind me|confirm|rsvp|reply with|let (?:me|us) know (?:what|which|when|where|who|how|whether|if|your|by))\b"
)
# "let me know if you need anything": an offer, not a request.
_OFFERED_HELP = Cued(
    r"\b(?:(?:let (?:me|us) know|tell (?:me|us)|say(?: so)?|(?:call|ring|write|e-?mail|text|contact|reach(?: out)?|get in touch|get back|shout|drop|reply|respond|ask)\b[^.?!]{0,25}|reach out|be in touch|do not hesitate|don't hesitate|feel free)[^.?!]{0,40}) (?:if|should|in case|whenever|when(?:ever)?|once|with) "
    r"(?:you(?:'d| would|'ve| have|'re| are| need| want| think| prefer| change| run| get| feel| ever| do| can think| run into| change your)? ?(?:need|have|like|want|got|any|further|other|more|questions?|change|think of|hear|run|are (?:ever )?(?:in|around|passing)|prefer|get|struggling|stuck|unsure|in doubt|ever|feel|there|then|can't (?:open|read|see|make))|"
    r"there(?:'s| is| are)|anything|any|i can|we can|i could|we could|things? change|something|that changes|it helps|i may|we may|questions|further|more|not\b|you (?:do not|don't|haven't|have not) (?:hear|want|need))"
)
_NOTICE = Cued(
    r"\bplease (?:do not|don't|feel free|find|note|accept|be (?:assured|aware|advised|patient|sure)|see (?:below|above|attached|the)|allow|bear|excuse|forgive|give (?:my|our|her|him|them) (?:best|love|regards)|"
    r"pass on (?:my|our) (?:best|regards|love|thanks)|send (?:my|our) (?:best|love|regards)|remember|ignore|disregard|refer|visit|click|log|consider the environment|keep (?:me|us) in mind|check (?:your (?:spam|junk)|our)|read (?:our|the (?:terms|privacy)))\b"
)
_CONDITION = Cued(
    r"^(?:if|should|in case|unless|when(?:ever)?) (?:you (?:have not|haven't|don't|do not|need|have any|have (?:further|other|more)|didn't|did not|are not|aren't|can't|cannot|should|ever|want|change|would (?:like|prefer|rather) (?:to (?:un|stop|opt)|not)|(?:still )?(?:have|'ve)? ?(?:still )?(?:had|heard|hear|received|receive|got|get|seen|see) (?:nothing|no |none|only silence))|there|they|he|she|anything|not|i|we|this|for any|in doubt|nothing|nobody|no (?:answer|word|news|call|letter|mail|e-?mail|reply|decision|offer|one)"
    r"|(?:my|our|the|an?|any|it)(?:'s)? [\w' ]{0,40}?(?:n't| not|silent|quiet)(?: yet| been| be)?(?: \w+){0,2} (?:reach\w*|arriv\w*|come|with|in|here|there|rung|turned?|show\w*|by|on|until|before))\b"
)
_OPEN_OFFER = Cued(
    r"\b(?:can|could|may|might|shall|should) (?:i|we) (?:help|be of|do anything|offer|assist)\b[^?]*\?"
)
_EXTRA = Cued(
    r"\b(?:let me know|confirm)\b[^.?!]{0,12}\bif (?:\w+ ){0,3}(?:works?|suits?|is (?:ok|okay|good|fine|convenient|possible|still)|you(?:'re| are) (?:still |also )?(?:interested|available|free|happy|able|coming|up for|open|ok|keen|willing)|you(?:'d| would) (?:still |also )?(?:be|like to (?:meet|come|talk|speak|chat|go ahead|proceed|join|be considered))|you (?:can|could|still want|received|got) (?:make|come|do|join|start|send|meet|speak|attend|it|them|my|this)?|that|this|it|you want to (?:meet|talk|go ahead|proceed|come|join))\b"
)
_NO_NEED = Cued(
    r"\b(?:no (?:need|reason|obligation|pressure)(?: for you)? to|(?:needn't|need not|don't (?:need|have) to)|(?:please )?(?:don't|do not) (?:feel you (?:have|need) to|bother to)) (?:reply|answer|respond|write back|get back)\b"
    r"(?! (?:today|tonight|now|right|immediately|this|until|till|before|straight|at once|if|unless|in|by|on|to (?:that|everything)))"
)
_QUOTED = re.compile(r"\"[^\"]{0,300}\?[^\"]{0,300}\"")


def requests(scene: Scene) -> Iterator[Act]:
    """The questions and requests of a letter, a sentence each. Machine mail asks nothing unless its kind says so."""
    if scene.bulk and scene.kind in MACHINE_KINDS | ALWAYS_MACHINE | {"rejection"}:
        return
    if "list-unsubscribe" in scene.letter.headers and scene.kind not in {
        "info_request",
        "interview_invitation",
        "interview_scheduled",
        "offer",
    }:
        return
    if scene.kind in ("personal", "thank_you") and any(_NO_NEED.search(line) for line in scene.lines):
        return
    for line in scene.lines:
        if asks(line) and (scene.kind != "rejection" or "?" in line.low):
            yield Act("question", line.quote, interview=False)


def asks(line: Sentence) -> bool:
    """Does this sentence want an answer?"""
    if "?" in line.low:
        return _asks_openly(line)
    if not _MAY_REQUEST.isdisjoint(line.words):
        return _asks_plainly(line)
    return False


_PARTED = re.compile(r"[;:\u2013\u2014]\s|\s-\s|,\s(?:and|but|so)\s")
_MAY_REQUEST = frozenset(
    "please kindly pls plz could can would will might i'd we'd need let tell wonder wondering curious ask asking waiting awaiting await looking send give call ring drop text "
    "remind confirm rsvp reply say want wanted grateful appreciate know".split()
)


def _asks_openly(line: Sentence) -> bool:
    low = line.low
    if len(low) > 1200 or "://" in low[max(0, low.rfind("?") - 60) : low.rfind("?")].rsplit(" ", maxsplit=1)[-1]:
        return False
    if _COURTESY.match(line) or _SALES.match(line) or _BIG_NOTICE.search(line) or _OPEN_OFFER.search(line):
        return False
    if _TAIL.search(line):
        return False
    inside = _QUOTED.search(low)
    if inside and "?" not in low[: inside.start()] + low[inside.end() :]:
        return False
    return bool(re.search(r"[a-z]{2}[^?]*\?", low))


def _asks_plainly(line: Sentence) -> bool:
    low = line.low
    if _EXTRA.search(line):
        return True
    if _OFFERED_HELP.search(line) or _CONDITION.search(line):
        return False
    if _NOTICE.search(line) and not re.search(r"\bplease (?:let (?:me|us) know|confirm|send|tell)\b", low):
        return False
    found = _REQUEST.search(line)
    if found:
        begins = max((m.end() for m in _PARTED.finditer(low, 0, found.start())), default=0)
        if begins and _CONDITION.search(said(line.plain[begins:])):
            return False  # "the board meets next week; if you have not heard by Monday, please call me"
        return not re.search(
            r"\b(?:i|we|you|he|she|they) (?:asked|said|told|hoped|thought)\b[^.]{0,30}$", low[: found.start()]
        )
    return bool(_IMPERATIVE.search(line)) and not re.search(r"\band i(?:'ll| will| can)\b", low)
