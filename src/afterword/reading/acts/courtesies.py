"""Thanks, polite acknowledgements, and the wish to be left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from afterword.reading.acts.scene import Scene
from afterword.reading.acts.whom import third_parties
from afterword.reading.cued import Cued
from afterword.reading.heard import Sentence
from afterword.reading.model import Act

CUES = frozenset(
    "thank thanks thankful grateful appreciate appreciated appreciation cheers ta thx welcome problem pleasure worries noted received mention gladly "
    "stop again anymore remove further unsubscribe cease leave trouble obliged indebted contact write longer contacting owe glad helped kind generous course likewise anytime got hear sounds happy prefer ask asking asked".split()
)
_THANKS = Cued(
    r"\b(?:thank(?:s| you| u)|many thanks|thx|cheers(?= (?:for|again))|ta for|(?:so |very |really |most |truly |deeply |ever so ){0,4}grateful|thankful|indebted|much obliged|(?:really |truly |very much |so |greatly |do ){0,4}appreciate(?:d)?|my appreciation|(?:kind|good|generous|nice|lovely) of you to)\b"
)
_NO_THANKS = Cued(
    r"\b(?:no,? thanks?(?: you)?|thanks?,? but no|in advance|would be (?:very |most |so |really )?(?:grateful|thankful|much appreciated|appreciated)|be (?:very |most |so |really )?grateful (?:if|for an?y?|to (?:hear|know)|for (?:your|the) (?:time|help) in)|would appreciate|i'd appreciate|'d be (?:so |very |really |most )?grateful|would be much appreciated|is appreciated if)\b"
)
# What one thanks for decides what the thanks are: a favour, or only a message.
_MERE = Cued(
    r"\b(?:thank(?:s| you)(?: so much| very much| again| a lot| all)*|appreciate|grateful|cheers|thx)[, ]*(?:\w+, )?(?:for|to hear) (?:your |the |this |that |my |a |you |such a )?(?:very |so |lovely |kind |quick |prompt |speedy |swift |fast |early |warm |nice |recent |latest |thoughtful )*"
    r"(?:e-?mails?|mails?|notes?|messages?|letters?|reply|replies|response|answer|update|news|heads[ -]up|confirmation|confirming|getting back|coming back|responding|replying|answering|writing|letting (?:me|us) know|information|info|details|invitation|invite|reminder|clarification|clarifying|following up|reaching out|checking in|sending|applying|your application|application|interest|expressing|submitting|considering|consideration|patience|understanding|reading|bearing|flexibility|choosing|registering|joining our|subscribing|shopping|purchase|order|being in touch|cv|resume)\b"
)
_OBJECT = (
    ("introduction", re.compile(r"\b(?:introduc\w+|intro|connecting me|putting me|put me in touch|connected me)\b")),
    (
        "reference",
        re.compile(
            r"\b(?:reference|recommend\w+|referr\w+|referral|good word|vouching|mentioning|passing (?:on )?my|speaking (?:up )?for me|speaking to|putting in)\b"
        ),
    ),
    ("interview", re.compile(r"\b(?:interview\w*|panel|coming in)\b")),
    ("offer", re.compile(r"\b(?:your offer|the offer|offering)\b")),
    (
        "advice",
        re.compile(
            r"\b(?:advice|insights?|guidance|thoughts|perspective|tips?|pointers|wisdom|suggestions?|feedback|honesty|telling me|explaining)\b"
        ),
    ),
    (
        "talk",
        re.compile(
            r"\b(?:talk\w*|conversation|chat\w*|call|meeting|speaking|seeing|lunch|coffee|tea|catching up|showing|tour|visit|time|morning|afternoon|welcome)\b"
        ),
    ),
    ("help", re.compile(r"\b(?:help\w*|support|kindness|effort|trouble|generosity|everything|offer)\b")),
)
_ACKNOWLEDGED = Cued(
    r"\b(?:you(?:'re| are) (?:very |most |more than |so )?welcome|no (?:problem|worries|trouble|bother)(?: at all)?|don't mention it|not at all|(?:my|it was a|was a|a) pleasure(?:[.!]|$)|any ?time[.!]|happy to help|glad (?:to (?:help|be of help)|i could help|it helped|that helped|you liked it)|of course[.!]|noted(?: with thanks)?[.!,]|duly noted|message received|received,? (?:with )?thank|got it|well received|"
    r"(?:i|we)(?:'ve| have)? received your (?:e-?mail|mail|note|message|letter|documents?|application|cv|resume|references?)|good to hear from you|^(?:nice|lovely|great|glad) to hear (?:from you|it|that)|will do[.!]|sounds (?:good|great|lovely)[.!]?$|(?:thank you|thanks) for (?:understanding|your patience)|same to you|likewise[.!]|you too[.!])"
)
_STOP = Cued(
    r"\b(?:(?:please|kindly|must ask you to|ask you to|asking you to|need you to|want you to|like you to|will you|would you) (?:please )?(?:stop|cease|refrain from|quit) (?:writing|contacting|e-?mailing|mailing|messaging|calling|phoning|ringing|texting|sending|bothering|getting in touch|following up|these|all)|"
    r"^stop (?:writing|contacting|e-?mailing|mailing|messaging|calling|texting|sending|bothering)|"
    r"(?:do not|don't|please never|never) (?:ever )?(?:contact|write(?: to)?|e-?mail|mail|message|approach|get in touch with) (?:me|us)(?: about this)? (?:again|any ?more|any further|any longer|in (?:the )?future|ever again|further)|"
    r"(?:do not|don't) (?:ever )?(?:contact|write(?: to)?|e-?mail|message|approach) (?:me|us)(?: again)?[.!]|(?:not|never|don't want) to (?:be contacted|be written to|hear from you|receive any)(?: again| any ?more| any (?:more|further)| any longer|[^.]{0,30}(?:again|further|more))|"
    r"(?:please )?(?:remove|delete|take|drop|strike) (?:me|us|my (?:name|address|e-?mail(?: address)?|details|data|contact details)) (?:from|off) (?:your|the|this|all) (?:\w+ ){0,2}(?:lists?|mailing|database|records|contacts|address book|files|system|mailings|books)|please (?:remove|unsubscribe|delete) me[.!]|"
    r"(?:ask(?:ed|ing)?|want|need|beg|request|prefer|like) (?:that )?you (?:do )?not to (?:ever )?(?:write|contact|e-?mail|mail|message|call|phone|ring|text|approach|get in touch|follow up|reach out)\b[^.?!]{0,24}?\b(?:again|any ?more|any further|any longer|in (?:the )?future|further|me|us)\b(?! (?:before|until|till|on|at|by|between|after|during|this|next))|"
    r"no (?:further|more) (?:e-?mails?|mails?|contact|messages?|letters?|calls?|correspondence|communication|follow-?ups?),? (?:please|from you|are (?:needed|welcome|wanted))|(?:please|want|wish|like|prefer|ask for) no (?:further|more) (?:e-?mails?|mails?|contact|messages?|letters?|calls?|correspondence|communication|follow-?ups?)|"
    r"leave (?:me|us) (?:alone|in peace)|unsubscribe me|i(?:'d| would) (?:rather|prefer) (?:that )?you (?:did not|didn't|do not|don't|not) (?:write|contact|e-?mail|call|message)(?: to)?(?: me| us)?(?: again| any ?more| any further|[.!])|"
    r"(?:do not|don't) (?:wish|want) (?:any |to have )?(?:further |more )?(?:contact|correspondence|to be contacted)|(?:stop|cease) (?:all )?(?:contact|correspondence)|lose my (?:number|address))"
)
_STOP_NOT = Cued(
    r"\b(?:if you (?:wish|want|would like|no longer|prefer|don't|do not)|to (?:stop|unsubscribe|opt out)|click|consideration|the process|i will leave you in peace|i'll leave you (?:in peace|alone)|then i will leave|leave you (?:alone|in peace)|didn't want to leave)\b"
)


def courtesies(scene: Scene) -> Iterator[Act]:
    """Thanks and acknowledgements of a letter, and a request to stop."""
    acknowledged = False
    for line in scene.lines:
        if CUES.isdisjoint(line.words):
            continue
        if not scene.bulk and _STOP.search(line) and not _STOP_NOT.search(line):
            yield Act("stop", line.quote)
            continue
        merely = bool(_MERE.search(line))
        thanks = None if scene.bulk else _thanks(scene, line, merely=merely)
        if thanks is not None:
            yield thanks
        elif (
            not acknowledged
            and (merely or _ACKNOWLEDGED.search(line))
            and "?" not in line.low
            and scene.kind not in {"job_alert", "other"}
        ):
            acknowledged = True
            yield Act("acknowledgement", line.quote, confidence=0.8)


def _thanks(scene: Scene, line: Sentence, *, merely: bool) -> Act | None:
    found = _THANKS.search(line)
    if found is None or _NO_THANKS.search(line):
        return None
    rest = line.low[found.start() :]
    kind = next((name for name, pattern in _OBJECT if pattern.search(rest)), "")
    if kind == "interview" and re.search(r"\binvit", rest):
        return None
    if merely and kind not in {"introduction", "reference", "interview", "advice", "help"}:
        return None
    if not kind and not scene.mine:
        return None
    people = third_parties(scene, line) if kind in {"introduction", "reference"} else ()
    person = people[0] if people else ""
    return Act(
        "thanks",
        line.quote,
        person=person,
        email=scene.email_of(person) if person else "",
        other=kind,
        interview=kind == "interview",
        confidence=0.9 if kind else 0.6,
    )
