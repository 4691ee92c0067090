"""What was said that is worth coming back to: family, health, trips, hobbies, projects, reading, the questions somebody raised.

A topic is the sentence itself, short, so that a draft can take it up in the other person's own words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from afterword.reading.heard import Sentence
from afterword.reading.sentences import words as spoken

_BLANKED = str.maketrans(dict.fromkeys('.,;:!?()"', " "))
_MOST = 8  # topics of one letter
_LENGTH = 200  # characters of a quote

_KIN = (
    r"son|daughter|sons|daughters|kid|kids|child|children|toddler|twins|baby|wife|husband|spouse|fianc[e\u00e9]e?|mum|mom|mother|dad|father|parents|sister|brother|grandson|granddaughter|"
    r"grandmother|grandfather|grandma|grandpa|niece|nephew|aunt|uncle|cousin|in-laws|family|dog|puppy|cat|kitten|horse|godson|goddaughter|best friend|little one"
)
_LIFE = (
    r"wedding|birthday|anniversary|honeymoon|vacation|holiday|holidays|trip|sabbatical|surgery|operation|knee|hip|recovery|marathon|triathlon|half-marathon|race|garden|allotment|new house|"
    r"thesis|dissertation|book|novel|memoir|band|choir|orchestra|boat|bike|band|podcast|newsletter|exhibition|recital|retirement|graduation|hobby|kitchen|cabin|degree|first marathon|side project"
)
_MY = re.compile(rf"\b(?:my|our)\s+(?:\w+\s+){{0,2}}?(?:{_KIN}|{_LIFE})\b")
_DOING = re.compile(
    r"\b(?:i'm|i am|we're|we are|i've|i have|we've|we have|i'll be|we'll be|i was|we were|i just|we just)\s+(?:just\s+|also\s+|currently\s+|still\s+|finally\s+|busy\s+|been\s+|in the middle of\s+|about to\s+|starting to\s+|back to\s+)*"
    r"(?:training|learning|travell?ing|flying|off to|moving (?:to|house|into|back)|getting married|engaged|expecting|recovering|reading|building|restoring|renovating|writing|launching|rebuilding|volunteering|"
    r"coaching|teaching myself|running (?:the|a|my)|hiking|sailing|cycling|climbing|fishing|gardening|baking|knitting|painting|playing|singing|studying|back from|returning from|leaving for|headed to|heading to|taken up|took up|"
    r"adopted|finished reading|read|ran|climbed|visited|obsessed with|fascinated by|planning a)\b"
)
_ILL = re.compile(
    r"\b(?:surgery|hospital|chemo|recovering|broke (?:my|his|her)|pneumonia|flu|covid|under the weather|passed away|funeral|condolences|new baby|newborn|born|maternity|paternity|pregnan\w+|retire|retiring|retired|empty nest)\b"
)
_START = re.compile(
    rf"\b(?:{_KIN})\b[^.?!]{{0,40}}\b(?:starts?|starting|started|begins?|graduat\w+|turns|turned|is getting|got|plays?|finish\w+|applied|moved|loves|is off|heads?|goes|going)\b"
)
# Things to read or look at may be sent by anybody; papers of the office count only when the writer asks for them.
_SEND = re.compile(
    r"\b(?:send|forward|share|pass|lend|show|point)\s+(?:(?:me|us|you|over|along|on)\s+)?(?:to\s+)?(?:the|that|this|your|a|an|any|some)\s+(?:\w+\s+){0,4}?"
    r"(?:article|paper|book|talk|video|podcast|essay|piece|photos?|recipe|chapter|study|newsletter|case study|write-up)\b|"
    r"\b(?:send|forward|share|pass|lend|show|point)\s+(?:me|us)\s+(?:to\s+)?(?:the|that|this|your|a|an|any|some)\s+(?:\w+\s+){0,4}?"
    r"(?:link|report|slides|deck|portfolio|post|recording|notes|list of)\b"
)
_CURIOUS = re.compile(
    r"\b(?:have you (?:read|seen|heard|tried|been)|curious (?:how|about|what|whether|to)|(?:love|like|keen|interested|eager) to (?:hear|know|learn|see) (?:how|more|about|what|your|whether)|interested in (?:how|your|what|hearing)|your thoughts on|"
    r"what (?:you|do you|would you|did you) (?:think|make|thought|made)|how (?:did|do|does|would|are|is|was|were|has) (?:you|your|the|that|it)|wonder(?:ing|ed)? (?:how|what|whether|if you)|"
    r"one (?:thing|question) (?:i|we|that)|the question (?:i|we|you)|we (?:talked|spoke) about|you mentioned|i mentioned|as i mentioned|remind(?:ed|s) me of)\b"
)
_AWAY = re.compile(
    r"\b(?:back from|trip to|weekend in|holiday in|vacation in|week in|visit(?:ing)? (?:to|my)|flight to|conference in|hiking|skiing|camping|sailing|surfing|marathon|half-marathon|triathlon|allotment|sourdough|chess|choir)\b"
)
_KIN_CUES = frozenset(
    re.sub(r"\[.*?\]e\?", "", _KIN).replace("best friend", "friend").replace("little one", "little").split("|")
)
_LIFE_CUES = frozenset(
    _LIFE.replace("new house", "house")
    .replace("first marathon", "marathon")
    .replace("side project", "project")
    .split("|")
)
_OWN = frozenset({"my", "our"})
_DOING_CUES = frozenset(
    "training learning traveling travelling flying off moving married engaged expecting recovering reading building restoring renovating writing launching rebuilding "
    "volunteering coaching teaching running hiking sailing cycling climbing fishing gardening baking knitting painting playing singing studying back returning leaving "
    "headed heading taken took adopted finished read ran climbed visited obsessed fascinated planning surgery hospital chemo broke pneumonia flu covid weather passed "
    "funeral condolences newborn born baby maternity paternity pregnant pregnancy retire retiring retired nest trip weekend holiday vacation week flight conference "
    "skiing camping surfing marathon half-marathon triathlon allotment sourdough chess choir".split()
)
_READ_CUES = frozenset(
    {
        "article",
        "book",
        "novel",
        "podcast",
        "essay",
        "documentary",
        "film",
        "movie",
        "exhibition",
        "concert",
        "newsletter",
        "episode",
    }
)
_SEND_CUES = frozenset({"send", "forward", "share", "pass", "lend", "show", "point"})
_CURIOUS_CUES = frozenset(
    "curious hear know learn see interested thoughts think thought made make how wonder wondering wondered thing question talked spoke mentioned remind reminded reminds".split()
)
_ASKING = frozenset({"you", "your", "i", "we", "i'd", "we'd", "i'm", "me"})
_CUES = _KIN_CUES | _LIFE_CUES | _DOING_CUES | _READ_CUES | _SEND_CUES | _CURIOUS_CUES | {"called", "titled"}
_TITLE = re.compile(r"[\"\u201c\u201e]([A-Z][^\"\u201c\u201d\u201e\n]{3,90})[\"\u201d\u201c]")
_TALK_OF = re.compile(
    r"\b(?:article|paper|book|novel|podcast|essay|piece|post|report|talk|film|movie|documentary|episode|called|titled|entitled|reading|read|watch|chapter|story|song|album|play)\b"
)
_BUSINESS = re.compile(
    r"\b(?:application|applied|resume|r\u00e9sum\u00e9|cv|cover letter|our (?:team|process|company|client|hiring|office|recruit\w+|benefits|talent|records|privacy|website|platform|products?|services?|customers?)|hiring (?:team|manager)|"
    r"unsubscribe|position|requisition|candidate|candidates|interview(?:er|ers|s|ing)?|on leave|from leave|parental leave|annual leave|job (?:posting|description|opening)s?|your background|your experience|your qualifications|equal opportunity|confidential|"
    r"my (?:calendar|schedule|email|inbox|phone|assistant|team|colleagues?|manager|boss|availability|understanding|best|apologies|pleasure|name|number))\b"
)


def topics(units: Sequence[Sentence]) -> tuple[str, ...]:
    """Of sentences those worth coming back to, and titles named in them; eight at most."""
    found: dict[str, None] = {}
    for sentence, _, low, heard in units:
        if not 8 <= len(sentence) <= 500 or _CUES.isdisjoint(heard):
            continue
        words = spoken(sentence) if "://" in low else heard  # nobody says the words of a link
        if _worth(low, words):
            found.setdefault(_short(sentence))
        if '"' in sentence:
            for title in _TITLE.finditer(sentence):
                if _TALK_OF.search(low):
                    found.setdefault(title[1].rstrip(".,"))
        if len(found) >= _MOST:
            break
    return tuple(found)[:_MOST]


def _worth(sentence: str, words: frozenset[str]) -> bool:
    """Is this sentence about somebody's life, work of their own, reading, or a question they raised?"""
    kin = not _KIN_CUES.isdisjoint(words)
    if kin and _START.search(sentence):
        return True
    if not _SEND_CUES.isdisjoint(words) and _SEND.search(sentence):
        return True
    own = not _OWN.isdisjoint(words) and (kin or not _LIFE_CUES.isdisjoint(words)) and _MY.search(sentence)
    doing = not _DOING_CUES.isdisjoint(words) and (
        _DOING.search(sentence) or _ILL.search(sentence) or _AWAY.search(sentence)
    )
    if own or doing or not _READ_CUES.isdisjoint(words):
        return not _BUSINESS.search(sentence)
    raised = not _CURIOUS_CUES.isdisjoint(words) and not _ASKING.isdisjoint(words) and _CURIOUS.search(sentence)
    return bool(raised) and not _BUSINESS.search(sentence)


def _short(sentence: str) -> str:
    """The sentence, cut at a word when it is long."""
    sentence = sentence.strip("- *\u2022")
    if len(sentence) <= _LENGTH:
        return sentence
    return sentence[:_LENGTH].rsplit(" ", 1)[0].rstrip(",;:") + "..."
