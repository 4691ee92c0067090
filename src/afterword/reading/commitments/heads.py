"""Who speaks of what: the modals of a sentence (will, hope to, should, ...) with their subject and predicate."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from afterword.reading.commitments.line import Line
from afterword.reading.commitments.once import ONCE_MEANT
from afterword.reading.cued import Cued

Force = Literal["neg", "will", "hope", "should", "can", "bare", "doing"]
Role = Literal["writer", "reader", "thing", "time", "none"]
_MODAL = Cued(
    r"(?P<neg>\b(?:won't|will not|will no longer|shall not|shan't|can't|cannot|unable to|unlikely to|don't|do not|doesn't|does not|didn't"
    r"|shouldn't|should not|(?:am|are|is) not|aren't|isn't|wouldn't|would not|'m not|'re not)(?: (?:be able to|be in a position to|expect to|going to|plan to|likely to|expecting to))?\b)"
    r"|(?P<will>'ll\b|\bwill\b|\bshall\b|(?:'m|'re|'s|\bam|\bare|\bis|\bbe) (?:now |still |currently |also )?(?:going|about|set|due|likely|committed|bound|sure) to\b|\b(?:is|are|am) to (?=(?:contact|call|ring|phone|write|inform|notify|let|send|get back|reply|report)\b)|\bgonna\b|\b(?:i|we)(?:'ve| have)? (?:asked|told|instructed|got) [\w'.]{1,20}(?: [\w'.]{1,20}){0,2}? to\b|(?:'s|'ve|\bhas|\bhave) (?:now )?(?:been (?:asked|told|instructed|reminded)|offered|undertaken|volunteered|arranged|committed|pledged|vowed) to\b|^(?:ok(?:ay)?,? |well,? |right,? )?(?:let me|lemme) (?!know|have|get your|see your|hear)|\bi'?mma\b|\bima\b"
    r"|\b(?:said|sed|says|promised|promises|confirmed|assured me|assures me|told me|tells me|agreed|swears|swore|reckons|vowed) (?:that )?(?:he|she|they|it)(?:'d|'ll| would| will)\b)"
    r"|(?P<hope>\b(?:hope|hopes|hoping|aim|aims|aiming|expect|expects|expecting|plan|plans|planning|intend|intends|intending|undertake|undertakes|undertook|pledge|pledges|vow|vows|mean|means|meaning|promise|promises|try"
    r"|trying|endeavou?r|looking|want|wants|wanting|working|scheduled|expected|would like|'d like|hopeful|on track|on course|agreed|promised) to\b"
    r"|\b(?:aim|aiming|plan|planning|anticipate|anticipating|expect|envisage|foresee) (?:on |for )?(?=making|having|being|reaching|getting|deciding|sending|contacting|(?:a|our|the) (?:\w+ )?decision)"
    r"|\b(?:hope|expect|anticipate|trust|think|believe) (?:that )?(?=we'd|i'd)|\b(?:hopefully|ideally) (?=have|get|be|hear|know))"
    r"|(?P<should>\bshould\b|\bought to\b)"
    r"|(?P<can>\bcan\b)"
)
_BARE = re.compile(
    r"\b(?P<subject>i|we|they|he|she|(?:the|our|my) \w+(?: \w+)?) (?:then |next |only )?"
    r"(?=decides?(?: |$|[.,;!])|makes? (?:a|our|the|its|their|my) (?:final |hiring )?decisions? |(?:answers|rings|calls|contacts|phones|informs|tells|writes to|sends|gets back to|comes back to) you\b)"
    r"|\b(?P<hearer>you) (?=(?:get|receive|hear|have) (?:an |the |our |my |your )?(?:final )?(?:answer|reply|response|decision|news|word|feedback|result|results|offer|from us|from me|back from|it) )"
    r"|\b(?P<every>(?:every|each) (?:applicant|candidate)|everyone|everybody|all (?:applicants|candidates)) (?=(?:gets?|receives?|hears?) )"
    r"|(?:^|[.,;!:-] |\band )(?P<dropped>)(?=(?:call|ring|phone|text|txt|e-?mail|write|tell|message|ping|update|contact|inform|notify)(?:ing)? (?:you|u) |(?:getting )?back to you |(?:get|getting|come|coming) back to you |(?:be )?in touch |more (?:on this|soon|news|details|info|information|then|to come|to follow) |sending (?:it|you|the|over|them) )"
    r"|\b(?P<told>i|we) (?:then |both |all |always |normally |usually )?(?=(?:call|ring|phone|give|send|tell|write|write to|let|contact|inform|notify|update|answer|email|e-mail|text|message|make|return to|respond to|reply to|come back to|get back to|speak to|introduce|put|owe) (?:you|everyone|everybody|all|each|every|both|candidates|applicants)\b|get back|come back|reply|make the intro)"
)
_DOING = Cued(
    r"(?:'m|'re|'s|\bam|\bare|\bis)(?: now| also| then| both)? (?=(?:calling|phoning|ringing|sending|forwarding|sharing|mailing|e-?mailing|deciding|making|finali[sz]ing|introducing|connecting|putting|writing|telling|letting|updating|informing|contacting|getting|giving|extending|choosing) )"
)
_MEANT_BY = {"ill": "i", "il": "i", "hell": "he", "youll": "you", "ull": "you", "theyll": "they"}
_UNMARKED = Cued(
    r"\b(?:ill?|hell|youll|ull|theyll) (?=(?:know|hear|get|have|text|txt|call|ring|bell|phone|let|tell|send|give|write|message|msg|email|drop|shoot|ping|speak|be (?:in touch|back|told)|see|confirm|find|ask)\b)"
)
"""Contractions typed without their mark: "ill text u"."""
_ANYONE = re.compile(
    r"(?:candidates?|applicants?|everyone|everybody|all (?:candidates|applicants)|interviewees|finalists|all)(?: (?:for|in|of|from|at|on)(?: [\w'-]+){1,5})?$"
)
_SOME = re.compile(r"\b(?:most|many|some|other|previous|past|few)(?: of)?(?: (?:our|my|the))? (?:candidates|applicants|people)$")
_THING = re.compile(
    r"\b(?:decisions?|answer|answers|offer|offers|outcome|results?|verdict|yes or no|yes/no|yes-or-no|shortlist|word|feedback|response|reply|news|update|updates|contract|letter|letters|invite|invitation"
    r"|details|paperwork|documents?|confirmation|notification|schedule|agenda|link|information|next steps|introduction|intro|more|selection|appointment)$"
)
_WEAK_OWNERS = re.compile(
    r"(?:\b(?:it|this|that|which|what|how|why|there|when|where|who|whom|whether|not|he said|she said|price|prices|salary|role|position|start|team you)|')$"
)
_PERHAPS = re.compile(r"\b(?:maybe|perhaps|possibly|might|if)\b")


@dataclass(frozen=True, slots=True)
class Head:
    """A modal in its sentence: how firm, who, and where its predicate runs."""

    force: Force
    role: Role
    who: str
    start: int
    body: int
    end: int
    wish: bool = False  # "we would like to": no promise without a day


_TELLS = re.compile(r" (?:only )?(?:update|tell|let|inform|advise|call|ring|send|give|answer|revert|confirm|share|get back)(?: to)?(?: (?:you|u)\b| back\b)")
_WISH = re.compile(r"\b(?:want|wants|wanting|would like|'d like|looking|try|trying|wish|love) to$")
_ADVERB_END = re.compile(
    r"(?:\s|\b(?:are|am|is|have|has|also|really|certainly|definitely|probably|do|then|now|both|all|had|still|hopefully|most likely|likely|certainly|can|should|would|could|will|may|very much|currently|each|here|myself|ourselves|,))+$"
)


def heads(line: Line) -> list[Head]:
    """Every modal of the sentence with its subject."""
    found: list[Head] = []
    hits = [(hit.start(), hit.end(), hit.lastgroup or "will") for hit in _MODAL.finditer(line)]
    if line.spans:
        hits += [(hit.start(hit.lastgroup or 0), hit.end(), "bare") for hit in _BARE.finditer(line.low)]
        hits += [(hit.start(), hit.end(), "doing") for hit in _DOING.finditer(line)]
    hits += [(hit.start(), hit.end(), "will") for hit in _UNMARKED.finditer(line)]
    hits.sort()
    last: tuple[Role, str] = ("none", "")
    for index, (start, body, force) in enumerate(hits):
        begin = line.clause(start)
        left = line.bare[begin:start] if force != "bare" else line.low[start:body]
        left = _MEANT_BY.get(line.low[start:body].strip(), left)
        role, who = _subject(left, line.text[begin:start], last, begin)
        if force == "can" and not left.strip() and not _TELLS.match(line.low, body):
            role = "none"
        if who == "nothing":
            force, role, who = "neg", "thing", "decision" if "deci" in line.low else "news"
        if force == "hope" and ONCE_MEANT.search(left):
            role, who = "none", ""
        last = (role, who)
        end = line.clause(hits[index + 1][0]) if index + 1 < len(hits) else len(line.low)
        if end <= body and index + 1 < len(hits):
            end = hits[index + 1][0]
        found.append(Head(force, role, who, start, body, max(end, body), bool(_WISH.search(line.low[start:body]))))  # type: ignore[arg-type]
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
    if tail in _YOU:
        return "reader", "you"
    if _SOME.search(words):
        return "none", ""
    if _ANYONE.search(words):
        return "reader", tail
    if _THING.search(words) or re.search(
        r"\b(?:decision|outcome|answer|results?)\b (?:on|about|regarding|from|as to)\b", words
    ):
        return "thing", words
    if _WEAK_OWNERS.search(words):
        return "none", ""
    return "writer", _name(written)


_YOU = frozenset(("you", "ye", "u", "ya", "youse", "yous", "y'all", "yall"))
_STOP_NAMES = frozenset(
    "I We The My Our A An And But So Then If When Once They He She Someone Somebody Hi Dear Hello".split()
)


def _name(written: str) -> str:
    names = [word.strip(",.*'\"") for word in written.split()]
    kept = [word for word in names if word[:1].isupper() and word not in _STOP_NAMES]
    return " ".join(kept) if kept else " ".join(names[-3:]).strip()
