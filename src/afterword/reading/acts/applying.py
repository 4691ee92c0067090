"""The user's own steps: applying, withdrawing, taking an offer or declining it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from afterword.reading.acts.names import organisation_after, role_at, role_in
from afterword.reading.acts.scene import Scene
from afterword.reading.cued import Cued
from afterword.reading.heard import Sentence
from afterword.reading.model import Act

CUES = frozenset(
    "apply applying application applicant interest interested cv resume attached enclosed considered consideration candidate candidacy candidature withdraw withdrawing withdrawn "
    "decline declining accept accepting accepted delighted offer position role job post vacancy advertised advertisement advert ad hat name regret turn pass joining join another elsewhere yes part posting apologies "
    "unable taken longer removed remove forward myself".split()
)
_APPLY = Cued(
    r"\bi(?:'m| am)?(?: hereby| now| therefore)? (?:apply|applying) (?:for|to)\b",
    r"\b(?:i(?:'d| would| should)? (?:like|love|wish|want)|i am keen|i'm keen|i am writing|i'm writing|writing|i write|allow me|wishing) to (?:(?:formally |hereby )?apply|submit my application|express my (?:\w+ )?interest|be considered|put myself forward|put my name forward|enquire about applying|offer myself|offer my services|throw my hat)\b",
    r"\bi(?:'d| would) (?:very much |really )?(?:like|love|be glad|be happy|be grateful) to be (?:considered|a candidate)\b",
    r"\bplease (?:accept|consider|find)\b[^.?!]{0,50}\b(?:my|this) (?:\w+ )?(?:application|candidacy|candidature|cv|resume|letter|covering letter|cover letter)\b",
    r"\bplease consider me\b",
    r"\b(?:attached|enclosed|below|here)(?: please)?(?: is| are| you(?:'ll| will) find|,? find|'s)? (?:is |are )?(?:my|a copy of my|both my) (?:\w+ )?(?:cv|resume|application|curriculum|covering letter|cover letter)\b[^.?!]{0,50}\bfor\b",
    r"\bmy (?:cv|resume|application|covering letter|cover letter)(?: and [^.?!]{0,40})? (?:for|to) [^.?!]{2,70} (?:is|are) (?:attached|enclosed|below)",
    r"\bmy (?:formal )?application for\b",
    r"\b(?:express|expressing|register|registering) (?:my )?(?:\w+ )?interest in\b",
    r"\b(?:in (?:response|reply|answer) to|responding to|replying to|answering|saw|read|came across|regarding|with reference to|further to) (?:your|the|an?) (?:\w+ ){0,3}(?:advert(?:isement)?|ad|posting|notice|vacancy|listing)\b[^.?!]{0,120}",
    r"\b(?:throw|throwing|put|putting) my (?:hat in(?:to)? the ring|name forward|name in the hat)\b",
    r"\bi(?:'m| am) (?:very |really |keenly )?interested in (?:applying for )?(?:the|your) [^.?!]{2,60}(?:position|role|job|post|vacancy|opening)\b",
    r"\bi(?:'m| am) writing (?:to you )?(?:about|regarding|concerning|for|with regard to) (?:the|your) [^.?!]{2,60}(?:position|role|job|post|vacancy|opening)\b",
)
_PAST = re.compile(
    r"\b(?:i|i've|have|had|since i|when i) (?:recently |already |also )?(?:applied|wrote|sent|submitted)\b|\b(?:status|progress|outcome|news|update|follow(?:ing)? up|following up|heard|still (?:very )?(?:keen|interested)|again about|my application (?:of|from|dated)|a word on|checking)\b"
)
_NOT_APPLY = re.compile(
    r"\b(?:did not|didn't|won't|will not|not going to|thinking (?:of|about)|considering|before i|should i|can i|may i|how (?:do|to|can|should)|if i|whether to|not to|would it|deadline|do i|could i still|wonder(?:ing)? (?:if|whether)) (?:\w+ ){0,4}(?:apply|applying|be considered)|\bwithdraw"
)
_ATTACHED = re.compile(
    r"\b(?:attached|enclosed|attach|enclose)\b[^.?!]{0,40}\b(?:cv|resume|curriculum|covering letter|cover letter|application|portfolio)\b|\b(?:cv|resume|curriculum vitae|covering letter|cover letter|application|portfolio)\b[^.?!]{0,40}\b(?:attached|enclosed|below)\b"
)
_SUBJECT = re.compile(
    r"^\s*(?:(?:job )?application|applying|candidacy|candidature|interest)(?: (?:for|to|as|in)(?: the)?(?: (?:post|position|role|job) of)?|\s*[:\-])\s*(?=\w)",
    re.IGNORECASE,
)
_ANSWER = re.compile(r"^\s*(?:re|aw|sv|fwd?)\s*:", re.IGNORECASE)
_ROLE_AFTER = re.compile(
    r"\b(?:apply|applying|application|candidacy|considered|candidate|interest in|interested in|cv|resume|forward|advert\w*|ad|posting|vacancy|notice)(?: \w+){0,3}? (?:for|as|to|in|to be|to become)(?: (?:the|a|an|your))?(?: (?:position|post|role|job|vacancy|opening))?(?: (?:of|as))?(?: (?:the|a|an|your))? (?=\w)|\binterest in (?:the |your )?(?=\w)"
)

_AS = re.compile(r"\b(?:as|of)(?: (?:an?|the|your))* $")

_WITHDRAW = Cued(
    r"\bwithdraw(?:ing|n)?(?: from)? (?:my (?:application|candidacy|candidature|interest|name|cv)|myself|from (?:the|your|this)|the application)",
    r"\bwithdraw(?:ing)? (?:from )?(?:consideration|the (?:process|race|running|search|selection))",
    r"\btake my (?:name|hat) (?:out of|off|from)",
    r"\b(?:i )?no longer (?:wish|want|like) to (?:be considered|continue|proceed|pursue|go on|apply)",
    r"\b(?:remove|take) me (?:from|out of) (?:consideration|the (?:process|running|list of candidates|shortlist|candidate))",
    r"\b(?:decided|chosen|choose|decide|prefer|rather) not to (?:proceed|go (?:on|further|forward|ahead)|continue|pursue|move forward|take (?:it|things|this|my application) (?:any )?further|apply|go through with)",
    r"\b(?:not|won't|cannot|can't) (?:be )?(?:pursu(?:e|ing)|continu(?:e|ing)|tak(?:e|ing) (?:my application|this|it|things) (?:any )?further|go(?:ing)? (?:any )?further|proceed(?:ing)?|go(?:ing)? (?:ahead|forward))\b[^.?!]{0,60}",
    r"\bdecline (?:the|your) (?:invitation|interview)\b",
    r"\bbow(?:ing)? out\b",
)
_ELSEWHERE = Cued(
    r"\b(?:accepted|taken|signed(?: for)?|decided (?:to (?:take|accept)|on)|going to take|chosen to (?:take|accept)|said yes to|taking|accepting|found|been offered and accepted) (?:up )?(?:an?|another|a different|a new) (?:\w+ ){0,3}(?:position|offer|job|role|post)\b",
    r"\b(?:accepted|taken|decided to (?:take|accept|join)) (?:an? )?(?:offer|position|job|role|post) (?:elsewhere|with another|at another|from another)",
    r"\bdecided to (?:join|go with) (?:another|a different)",
)
_DECLINE = Cued(
    r"\b(?:decline|declining|turn(?:ing)? down|say(?:ing)? no to|refuse|turn(?:ing)? you down|must say no|have to say no|pass(?:ing)? on)\b",
    r"\b(?:cannot|can't|can not|unable to|not able to|won't be able to|not be able to|not going to|will not be|won't be|not be|won't|will not|not to|not in a position to) (?:be )?(?:accept(?:ing)?|tak(?:e|ing)(?: up)?|join(?:ing)?) (?:it\b|the|your|this|you\b|up)",
    r"\bi (?:must|have to|need to|regret(?:fully)?|will|shall) (?:regretfully |respectfully |sadly |reluctantly |therefore |politely )*(?:decline|say no|turn)",
    r"\bmy answer (?:is|has to be|must be) (?:a |therefore |sadly )?no\b",
)
_ACCEPT = Cued(
    r"\b(?:i(?:'m| am|'d| would)? ?(?:be )?(?:\w+ )?(?:delighted|happy|pleased|thrilled|glad|honou?red|excited|over the moon|proud|like|love|writing|very happy) to (?:formally |officially |hereby |be able to |confirm that i |confirm my acceptance|confirm i )?(?:accept|say yes|take (?:up )?(?:the|your|it)|join you|confirm))",
    r"\bi (?:hereby |formally |gladly |happily |gratefully |officially |do |would like to |warmly )*accept\b",
    r"\byes,? (?:i(?:'ll| will| do)? (?:gladly |happily )?(?:accept|take (?:it|the job|the offer))|please count me in)",
    r"\b(?:signed (?:contract|copy|agreement|offer|letter)|contract, signed|offer letter,? signed|signed and returned|i(?:'ve| have) signed)\b",
    r"\bmy answer is (?:a |an )?(?:\w+ )?yes\b",
    r"\bi(?:'d| would) (?:be (?:delighted|thrilled|honou?red|glad|happy)|love|like) to (?:join|accept|take (?:up )?the)\b",
    r"\b(?:formal|written|my) acceptance\b",
)
_OFFER = re.compile(r"\b(?:offer(?:ed|ing)?|position|post|job|role|contract|agreement)\b")
_TRULY_OFFER = re.compile(r"\boffer|contract|agreement")
_INTRO = re.compile(
    r"\b(?:introduc\w+|coffee|lunch|invitation to (?:lunch|coffee|connect|dinner)|meeting invit\w+|your (?:invite|invitation)|apolog\w+|thanks and|the (?:call|meeting|interview) (?:invite|invitation))\b"
)


def applying(scene: Scene) -> Iterator[Act]:
    """What the user does about a job in this letter. Nothing in other people's letters."""
    if not scene.mine:
        return
    settled = False
    for line in scene.lines:
        if CUES.isdisjoint(line.words):
            continue
        act = _answer(scene, line)
        if act is not None:
            settled = True
            yield act
    if not settled:
        act = _application(scene)
        if act is not None:
            yield act


def _answer(scene: Scene, line: Sentence) -> Act | None:
    low = line.low
    if "?" in low and not re.search(r"\bwithdraw", low):
        return None
    offered = bool(
        _TRULY_OFFER.search(low) or _TRULY_OFFER.search(scene.letter.subject.lower()) or scene.kind == "offer"
    )
    organisation = organisation_after(line.plain, 0)
    role = role_in(line.plain)
    if _WITHDRAW.search(line) and not re.search(
        r"\bif i (?:were to )?withdraw|\b\b(?:not|don't|won't|never)(?: \w+){0,3} withdraw", low
    ):
        return Act("withdrawal", line.quote, organisation=organisation, role=role)
    declined = _DECLINE.search(line)
    near = offered or bool(_TRULY_OFFER.search(" ".join(ready.low for ready in scene.lines[:12])))
    if (
        declined
        and not _INTRO.search(low)
        and (near or _OFFER.search(low))
        and not re.search(
            r"\b(?:if|whether|before|should) i (?:were to |have to |must )?(?:decline|accept|turn)|\bpass(?:ing)? on (?:my|your|a|this|the (?:line|note|word|blurb))",
            low,
        )
    ):
        return Act("offer_declined", line.quote, organisation=organisation, role=role, confidence=0.9 if near else 0.75)
    if _ELSEWHERE.search(line):
        return Act(
            "offer_declined" if near and _refers_to_their_offer(scene) else "withdrawal",
            line.quote,
            role=role,
            confidence=0.8,
        )
    if (
        _ACCEPT.search(line)
        and (near or re.search(r"\b(?:position|post|job|role)\b", low))
        and not _INTRO.search(low)
        and not _tentative(low)
    ):
        return Act("offer_accepted", line.quote, organisation=organisation, role=role)
    return None


def _refers_to_their_offer(scene: Scene) -> bool:
    return (
        any(re.search(r"\b(?:your|the) (?:\w+ )?offer\b", line.low) for line in scene.lines)
        or "offer" in scene.letter.subject.lower()
    )


def _tentative(low: str) -> bool:
    return bool(
        re.search(
            r"\b(?:if (?:you|i|we|the)|before i (?:can )?accept|whether to|in order to accept|would accept|could accept|not accept|please accept|until i|subject to|inclined to|hope to|hoping to|plan to|once i)\b",
            low,
        )
    )


def _application(scene: Scene) -> Act | None:
    subject = "" if _ANSWER.match(scene.letter.subject) else scene.letter.subject
    lead = _SUBJECT.match(subject)
    subject_role = role_at(subject, lead.end()) if lead else role_in(subject)
    told: Sentence | None = None
    for line in scene.lines:
        if CUES.isdisjoint(line.words) or not _APPLY.search(line) or _NOT_APPLY.search(line.low) or "?" in line.low:
            continue
        if _PAST.search(line.low):
            return None
        told = line
        break
    sure = told is not None
    if told is None and lead:
        told = next((line for line in scene.lines if _ATTACHED.search(line.low)), None) or next(
            (line for line in scene.lines if role_in(line.plain)), None
        )
        if any(_PAST.search(line.low) for line in scene.lines):
            return None
    elif told is None and not _ANSWER.match(scene.letter.subject):
        told = next(
            (
                line
                for line in scene.lines
                if _ATTACHED.search(line.low) and re.search(r"\b(?:position|post|role|job|vacancy|opening)\b", line.low)
            ),
            None,
        )
    if told is None:
        return None
    role = _role(told) or subject_role or next((r for r in map(_role, scene.lines) if r), "")
    organisation = (
        _organisation(told, role)
        or next(
            (
                o
                for o in (
                    organisation_after(line.plain, line.plain.find(role))
                    for line in scene.lines
                    if role and role in line.plain
                )
                if o
            ),
            "",
        )
        or organisation_after(subject, lead.end() if lead else 0)
    )
    return Act("application", told.quote, organisation=organisation, role=role, confidence=0.93 if sure else 0.75)


def _role(line: Sentence) -> str:
    role = role_in(line.plain)
    if role:
        return role
    found = _ROLE_AFTER.search(line.low)
    if found is None:
        return ""
    role = role_at(line.plain, found.end())
    first = role.split()[0] if role else ""
    return (
        role
        if first and (first[0].isupper() or _AS.search(found.group())) and first.lower() not in {"join", "work", "help"}
        else ""
    )


def _organisation(line: Sentence, role: str) -> str:
    place = line.plain.find(role) if role else -1
    return organisation_after(line.plain, place + len(role) if place >= 0 else 0) or organisation_after(line.plain, 0)
