"""What closes a wait: a yes or a no, what happens next, a new date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from afterword.reading.acts.days import latest, spans
from afterword.reading.acts.scene import ALWAYS_MACHINE, MACHINE_KINDS, Scene, says_something
from afterword.reading.cued import Cued
from afterword.reading.heard import Sentence
from afterword.reading.model import Act

CUES = frozenset(
    "decided decide decision chosen chose choose selected select moving forward proceed proceeding unsuccessful regret unfortunately sorry pleased offer offering offered delighted filled candidate candidates answer invite "
    "inviting invited next round stage step steps shortlist shortlisted progress progressing second final through assessment hire hiring hired another weeks week days longer delay delayed delays until "
    "contract yes no pass passed position role job until expect expecting hope before back know hear update reference references freeze hold paused meet team follow withdrawn appointed went gone like further things referees".split()
)
_NO = Cued(
    r"\b(?:not|won't|cannot|can't|unable to|not able to|decided not to|decided against|no longer|aren't|isn't) (?:be )?(?:to )?(?:mov(?:e|ing) (?:forward|ahead|on)|proceed(?:ing)?|progress(?:ing)?|tak(?:e|ing) (?:your application|you|it|things|this) (?:any )?(?:further|forward)|go(?:ing)? (?:forward|further|ahead)|offer(?:ing)? you|invit(?:e|ing) you|continu(?:e|ing)|consider(?:ing)? you|select(?:ed|ing)?|pursu(?:e|ing)|hir(?:e|ing)|shortlist(?:ed|ing)?)",
    r"\b(?:chosen|decided on|selected|gone with|went with|going with|decided to (?:go|move forward|proceed|hire|offer)(?: [^.?!]{0,20})? (?:with|to)|appointed|offered (?:the|it)[^.?!]{0,20} to|moving (?:forward|ahead) with|proceed(?:ing)? with|picked|hired|given (?:it|the (?:job|role|post|position)) to) (?:an?other|a different|an? (?:internal|other|stronger)|other|someone|somebody|one of|candidates? (?:who|whose|with))\b",
    r"\b(?:have not been|haven't been|were not|weren't|was not|wasn't|has not been) (?:successful|unsuccessful|selected|shortlisted|chosen)\b",
    r"\b(?:been|was|is) (?:unsuccessful|rejected|declined|disqualified)\b",
    r"\b(?:position|role|job|post|vacancy|opening|search) (?:has (?:now |since |already )?been|was|is (?:now |no longer )?(?:being )?|has) (?:filled|cancelled|canceled|closed|withdrawn|put on hold|frozen|on hold|available|eliminated|gone)\b",
    r"\b(?:the answer is|it's|it is|i'm afraid it's|we have to say|we must say|had to say) (?:a |an |sadly |unfortunately )*no\b",
    r"\b(?:regret|sorry|sad|afraid) to (?:say|tell|inform|let you know|have to)\b[^.?!]{0,90}\b(?:not|another|someone|somebody|other|unsuccessful|no\b|filled|unable|can't|cannot|won't)",
)
_NO_IF = re.compile(
    r"\b(?:if (?:you|your|we|the)|should (?:you|we|your)|in case|unless|whether|once|only (?:those|candidates|shortlisted)|when (?:we|the))\b"
)
_YES = Cued(
    r"\b(?:pleased|delighted|happy|thrilled|pleasure|glad|excited|like|love|proud|honou?red) to (?:be able to |formally |now |officially )?(?:offer you|make you an offer|extend (?:you )?(?:an|our) offer|confirm (?:your|our) offer|say (?:that )?(?:you(?:'ve| have) got|yes)|tell you (?:that )?you(?:'ve| have) (?:got|been (?:selected|chosen|successful)))",
    r"\b(?:you(?:'ve| have) got the (?:job|role|post|position)|the (?:job|role|post|position) is yours|we(?:'re| are) (?:making|going to make) you an offer|offer you the (?:job|role|post|position)|we(?:'d| would) like (?:you to (?:join|work|start|be our|have the)|to hire you|to offer)|your application (?:was|has been) successful|you have been (?:selected|chosen|successful|appointed))\b",
    r"\b(?:the answer is|it's|it is) (?:a |an )?(?:big |definite |resounding )?yes\b",
)
_NEXT = Cued(
    r"\b(?:invite you|inviting you|have you (?:in|back|over|come)|like you to (?:meet|come|speak|talk|see|do|complete|present|join us for|visit|spend)|like to (?:meet you|see you|speak (?:to|with) you|talk (?:to|with) you|invite|bring you|move you|take (?:you|your application|things|this) (?:forward|further|to)|go ahead|proceed|progress|set up|arrange|schedule|interview you|have you|do a second))\b",
    r"\b(?:the )?(?:next|following|last|final) (?:step|stage|round)s?\b[^.?!]{0,30}\b(?:is|are|will be|would be|involves?|consists?)\b",
    r"\b(?:move|moving|moved|progress(?:ing|ed)?|advance(?:d|ing)?|take|taking|through|forward|put|putting|make it|made it|going|go|proceed|advanc\w+) (?:you |your application |on )?(?:through )?(?:to|into|for|in) (?:the |our |a )?(?:next|second|third|final|last|following|interview|technical|onsite|on-site|shortlist) ?(?:round|stage|step|phase|interview|process|level)?\b",
    r"\b(?:been |are |were |have |you're |on (?:the|our) )(?:shortlisted|shortlist|short-listed|put forward for)\b",
    r"\b(?:second|third|final|next|another) (?:round |stage )?(?:interview|conversation|round|chat)\b[^.?!]{0,40}\b(?:with|on|for|is|will|to|at|in)\b",
    r"(?:'ll|\bwill) (?:be in touch|contact you|write to you|call you|ring you|reach out|send you)\b[^.?!]{0,40}\b(?:to (?:arrange|schedule|set up|fix|book|agree)|about (?:the )?(?:next|second|dates|times|a time|an interview)|with (?:the )?(?:dates|times|contract|paperwork|details of the (?:next|interview)))",
    r"\b(?:send|give|let|provide|need|share|have|forward|name|supply|ask you for|like)\b[^.?!]{0,50}\b(?:references|referees)\b",
    r"\b(?:we|i)(?:'re| are|'ll| will|'m| am)? (?:now |also |going to |currently )?(?:take up|taking up|check|checking|contact|contacting|call|calling) your (?:references|referees)\b",
    r"\b(?:meet|talk to|speak to|speak with|talk with|interview with) (?:the (?:rest of the )?team|the (?:director|head|founder|owner|board|partners|panel)|our (?:director|head|founder|owner|ceo|cto|board|managing|chief))\b",
)
_LATER = Cued(
    r"\b(?:another|a further|an extra|a few more|some more|\w+ more) (?:\w+ )?(?:days?|weeks?|fortnight|month)\b|\b(?:more time|longer than|take (?:us )?(?:a (?:bit|little|while)|until|till|longer|another|about|some)|taking longer|delay(?:ed|s)?|put (?:\w+ ){1,3}back|pushed back|put back|not (?:know|decide|have (?:an|any) (?:answer|decision|news))\b[^.?!]{0,20}\b(?:before|until|till)|(?:won't|will not|can't|cannot|don't|shan't) (?:be able to )?(?:know|decide|have|hear|say|tell|make|expect)\b[^.?!]{0,40}\b(?:before|until|till)|running (?:late|behind)|behind schedule|on hold until|bear with (?:us|me) (?:until|till))\b"
)
_PROMISE = Cued(
    r"(?:'ll|\b(?:will|should|shall|would)|'d|\b(?:hope|expect|aim|plan|intend|want|mean|ought)(?:s|ing)? to|(?:\bare|'re) (?:hoping|expecting|aiming|planning|going) to) (?:\w+ ){0,2}?(?:decide|let you know|get back|come back|be in touch|have (?:an|a|some|our|the) (?:answer|decision|news|update)|know(?: more)?|hear|tell you|make (?:a|our|the) (?:decision|choice)|reach a decision|choose|confirm|write to you|call you|ring you|announce|respond|reply|finali[sz]e|notify)\b|\b(?:decision|answer|news|update) (?:by|on|before|in|within|next|will)\b|\bdecide (?:by|on|next|before|in)\b"
)


def answers(scene: Scene) -> Iterator[Act]:
    """The answers in somebody else's letter. The kind of a machine's mail answers by itself, with its first telling sentence."""
    if scene.mine or (scene.bulk and scene.kind in MACHINE_KINDS | ALWAYS_MACHINE):
        return
    found: set[str] = set()
    for line in scene.lines:
        if CUES.isdisjoint(line.words):
            continue
        act = _answer(scene, line)
        if act is not None and act.kind not in found:
            found.add(act.kind)
            yield act
    yield from _by_kind(scene, found)


def _answer(scene: Scene, line: Sentence) -> Act | None:
    low = line.low
    if (
        scene.kind not in {"recruiter_outreach", "offer"}
        and _NO.search(line)
        and not _NO_IF.search(low)
    ):
        return Act("decision", line.quote, other="no")
    if (
        scene.kind != "recruiter_outreach"
        and _YES.search(line)
        and not _NO_IF.search(low)
        and not re.search(
            r"\b(?:not|unable|introduc\w+|discount|proceed|interview|next (?:round|stage|phase)|shortlist\w*|assessment)\b",
            low,
        )
    ):
        return Act("decision", line.quote, other="yes")
    later = _LATER.search(line) is not None
    if later or _PROMISE.search(line):
        if "?" in low or re.search(r"\bif you (?:have not|haven't|don't|do not) hear", low):
            return None
        found = [span for span in spans(scene, line.plain) if span.last is not None]
        if found and (later or any(span.kind != "length" for span in found)):
            return Act("new_date", line.quote, on=latest(scene, line.plain) or found[-1].last)
    if (
        _NEXT.search(line)
        and not _NO_IF.search(low)
        and scene.kind not in {"rejection", "recruiter_outreach"}
        and not _social(scene, low)
    ):
        return Act("next_step", line.quote, on=None)
    return None


_BUSINESS = re.compile(
    r"\b(?:interview|round|stage|step|candidate|application|role|position|job|post|team|panel|assessment|references|shortlist\w*|process|office|studio|director|head of|on-?site|contract)\b"
)


def _social(scene: Scene, low: str) -> bool:
    """An invitation to dinner answers no application."""
    if scene.kind in {"interview_invitation", "interview_scheduled", "offer", "info_request"}:
        return False
    return not (_BUSINESS.search(low) or _BUSINESS.search(scene.letter.subject.lower()))


TELLING_KINDS = {  # kinds that answer by themselves
    "rejection": ("decision", "no"),
    "offer": ("decision", "yes"),
    "interview_invitation": ("next_step", ""),
    "interview_scheduled": ("next_step", ""),
}


_TELLING = {
    ("decision", "no"): re.compile(
        r"\b(?:not|unfortunately|regret|sorry|another|other|filled|withdrawn|disqualified|unsuccessful|bad news|disappoint\w+)\b"
    ),
    ("decision", "yes"): re.compile(r"\b(?:offer\w*|delighted|pleased|thrilled|congratulations|want you|appoint\w*)\b"),
    ("next_step", ""): re.compile(
        r"\b(?:interview\w*|invit\w+|meet|call|talk|speak|round|panel|confirmed?|scheduled)\b"
    ),
}


def _by_kind(scene: Scene, found: set[str]) -> Iterator[Act]:
    wanted = TELLING_KINDS.get(scene.kind)
    if wanted is None or wanted[0] in found or not scene.lines:
        return
    telling = [line for line in scene.lines if says_something(line)] or list(scene.lines)
    cue = next((line for line in telling if _TELLING[wanted].search(line.low)), telling[0])
    yield Act("decision" if wanted[0] == "decision" else "next_step", cue.quote, other=wanted[1], confidence=0.75)
