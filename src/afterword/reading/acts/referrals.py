"""The good word spoken for the reader: a reference, a name passed on, somebody told to expect a call."""

from __future__ import annotations

import re
from collections.abc import Iterator

from afterword.reading.acts.frames import Frame
from afterword.reading.acts.introductions import CUES
from afterword.reading.acts.scene import Scene
from afterword.reading.acts.whom import whom
from afterword.reading.cued import Cued
from afterword.reading.heard import Sentence
from afterword.reading.model import Act

REFERRAL = (
    Frame(
        "referral",
        Cued(
            r"\b(?:i|we|i've|we've|have|already|just|and|she|he)(?: have|'ve| also| already| just| did| gladly| happily)* put in (?:a|an|some) (?:very |really )?(?:good |kind |strong |excellent |warm |few )?words?\b",
            r"\b(?:i|we|have|i've|we've|already|just|also|and|has|he|she)(?: have| just| also| already| took the liberty and)* (?:passed|forwarded|handed|given|shared|sent|gave|slipped|dropped|emailed) (?:on |along |over |him |her |them |[a-z]+ )?your (?:cv|resume|details|name|number|portfolio|profile|letter|application|contact details|email|e-mail|blurb|work|samples)\b",
            r"\b(?:gave|given|written|wrote|giving) (?:you|him|her|them|[a-z]+(?: [a-z]+)?) (?:a|an) (?:very |really )?(?:warm |glowing |good |strong |excellent |great |fine |positive |proper )*(?:reference|recommendation|write-up|plug|endorsement|mention)\b(?! (?:number|code))",
            r"\b(?:told|warned|asked|letting|let) (?:him|her|them|[a-z]+(?: [a-z]+)?) (?:to expect|to look out for|to watch for|to keep an eye out for|you'd be|you would be|you might be|you will be|you'll be|know (?:to expect|you)|all about you|about you|a bit about you|a little about you|how good|that you|you were|you are|you're)\b",
            r"\b(?:recommended|vouched for|nominated|endorsed|referred|suggested) you(?:r name)?\b",
            r"\b(?:mentioned|dropped|gave (?:him|her|them|[a-z]+)|gave|put|given|raised) (?:you(?:r name)?|your name(?: forward)?) (?:to|forward|with|in|at|as|for)\b",
            r"\b(?:put|putting) (?:you|your name) forward\b",
            r"\b(?:spoke|spoken|talked|rang|called|wrote|written|emailed|chatted) (?:to |with )?(?:him|her|them|[a-z]+(?: [a-z]+){0,4}?) (?:very |so )?(?:highly |warmly |well )?(?:about|of) you\b",
            r"\b(?:spoke|spoken|put in a word) (?:up )?(?:very |so )?(?:highly |warmly |well )?(?:for|of|on behalf of) you\b",
            r"\b(?:sang|sung|singing) your praises\b",
            r"\b(?:had|having|put in|dropped) a (?:quiet |quick |little |good |friendly )?word (?:in \w+ ear|(?:with|to) (?:him|her|them|[a-z]+(?: [a-z]+){0,4}?)) (?:about|for|on behalf of) you\b",
            r"^(?:i(?:'ve| have)? )?(?:just )?(?:sent|passed|forwarded|handed|emailed) your (?:cv|resume|details|portfolio|name) (?:on |over |along )?to (?!the (?:hiring|client)|our (?:client|hiring))[a-z]",
            r"\b(?:he|she|they)(?:'s| is|'re| are)? (?:(?:will be |is |are )?expecting|looking forward to|keen to hear from|waiting for|happy to hear from|would love to hear from) (?:you(?:r)?)(?: call| mail| email| note| message| to (?:call|write|get in touch))?\b",
            r"\bsubmitted (?:you|your (?:cv|resume|name|profile)) (?:through|via|in|as|to|into) (?:our |the |an )?(?:internal|referral|employee)",
            r"\bflagged (?:your (?:application|cv|resume|name)|you) (?:to|with|for|up)\b",
            r"\b(?:they|he|she|[a-z]+) (?:rang|called|phoned|emailed|contacted) me (?:for|about) (?:a |your )?(?:reference|you)\b[^.?!]{0,60}\b(?:said|told|gave|sang|praised)",
            r"\b(?:rang|called|phoned|e-?mailed|wrote|asked|contacted|been in touch|got in touch|rung|in touch)\b[^.?!]{0,30}\breference\b[^.?!]{0,60}\b(?:i|we)(?: have|'ve)? (?:gave|given|said|told|sang|sent|wrote|spoke|was able|could not have|couldn't have)\b",
            r"\b(?:i|we|i've|we've)(?: have| just| also| already)* told (?:him|her|them|[a-z]+(?: (?!(?:about|that|you|to|not|me|us|the|a)\b)[a-z&]+){0,3}) (?:all |a bit |a little |a lot )?about you\b",
            r"\bused (?:me|my name) as (?:a )?(?:reference|referee)\b[^.?!]{0,60}\b(?:said|told|gave)",
        ),
        unless=re.compile(
            r"\b(?:to (?:the|our|my) (?:client|hiring team|team|panel|committee|consultant|relevant)|hiring team|our records|if (?:i|we) (?:passed|forwarded|gave)|should i have|"
            r"thank(?:s| you) for (?:sending|passing|forwarding)|(?:he|she|they|who) recommended you (?:read|watch|try|see|take|use)|recommended you (?:read|watch|try|see|take|use|should|go|do|get|not)|told (?:him|her|them) (?:that )?you (?:were (?:sick|ill|away|out)|are (?:sick|ill|away|out)|couldn't|can't))\b|\?\s*$"
        ),
        mine=False,
    ),
)
_REFERRAL_MINE = re.compile(
    r"\b(?:will|shall|would|could|can|may|might|going to|'ll|'d|if i|once i|when i)\b[^.,;]{0,24}$|\byou(?: have|'ve| had| just| already)* $"
)
# Mail of these kinds passes papers on as an office does; a person's letter may be taken for one, and still says a good word.
_BUSINESS = frozenset({"interview_invitation", "interview_scheduled"})
_OFTEN_BUSINESS = frozenset({"application_received", "recruiter_outreach", "job_alert", "other"})
_PRAISED = re.compile(
    r"\b(?:recommended|vouched|endorsed|nominated|suggested|mentioned|praises|reference|recommendation|good word|kind word|your name to|(?:gave|given) (?:him|her|them|[a-z]+) your name|referred you)\b"
)

_TRADE = re.compile(r"\b(?:clients?|opportunit\w+|candidates?|recruit\w*|shortlist\w*|submi\w+|vacanc\w+|salary|profile|hiring manager|put you forward)\b")


def referrals(scene: Scene) -> Iterator[Act]:
    """What was said for the reader, in mail from people; passing papers on is an office's daily work and no referral."""
    if scene.bulk or scene.kind in _BUSINESS or (scene.kind in _OFTEN_BUSINESS and scene.office):
        return
    trade = scene.kind == "recruiter_outreach" and _TRADE.search(scene.text.lower()) is not None
    for index, line in enumerate(scene.lines):
        if not CUES.isdisjoint(line.words):
            if trade and _PRAISED.search(line.low) is None:
                continue  # "I have put you forward" is a recruiter's trade
            act = _referral(scene, index, line)
            if act is not None:
                yield act


def _referral(scene: Scene, index: int, line: Sentence) -> Act | None:
    for frame in REFERRAL:
        found = frame.match(line, scene.mine)
        if found is None or _REFERRAL_MINE.search(line.low, 0, found.start()):
            continue
        if re.match(r"(?:he|she|they)\b", found.group()) and not re.search(
            r"expect|hear|\bme (?:for|about)|look|keen|wait", found.group()
        ):
            continue
        who = whom(scene, index)
        email = scene.email_of(who.person) if who.person else ""
        if not email and len(scene.emails) == 1:
            email = scene.emails[0]
        return Act(
            "referral",
            line.quote,
            person=who.person,
            email=email,
            organisation=who.organisation,
            role=who.role,
            other=who.other,
            confidence=frame.confidence,
        )
    return None
