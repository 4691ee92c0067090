"""Talks: proposed, agreed, missed, called off, held; and whether the talk is a job interview."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from afterword.reading.acts.days import coming, hour, past_day
from afterword.reading.acts.frames import NEGATED
from afterword.reading.acts.scene import Scene
from afterword.reading.cued import Cued
from afterword.reading.heard import FIGURE, Sentence
from afterword.reading.kinds.life import is_of_life
from afterword.reading.model import Act, ActKind

CUES = frozenset(
    "talk talked talking speak spoke spoken speaking call called calls calling meet met meeting chat chatted chatting coffee lunch interview interviews interviewing interviewed see seeing seen saw "
    "suits suit works work fine perfect great confirm confirmed confirming confirmation scheduled rescheduled booked moved it free available availability time times slot slots missed miss "
    "pleasure enjoyed conversation catch catching coming panel screening manage cancel cancelled canceled postpone postponed reschedule rescheduling waited line phone telephone rang ring pick "
    "reach reached visit tour forgot dial dialled dialed join joined happen make drink tea zoom video day date good lovely nice wonderful discussion spoke appointment invite ok okay okey deal sure pencil pencilled penciled diary calendar monday tuesday wednesday thursday friday saturday sunday noon missing let's grand".split()
)
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|satur|sat|sun)(?:day)?|tomorrow|today|tonight|this (?:afternoon|evening|morning)|\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)\w*|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)\w* \d{1,2}(?:st|nd|rd|th)?|the \d{1,2}(?:st|nd|rd|th)"
_CLOCK = r"(?:at )?(?:\d{1,2}(?:[:.]\d\d)?(?: ?[ap]\.?m\.?)?|noon|midday|half past \w+|quarter (?:past|to) \w+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?: o'?clock)?"
_WHEN = rf"(?:(?:on |next |this |the )*(?:{_DAY})\b(?:,? (?:the |on )?\d{{1,2}}(?:st|nd|rd|th)?(?: (?:of )?\w+)?)?(?:,? (?:morning|afternoon|evening|lunchtime|lunch))?(?:,? {_CLOCK})?|(?:at )?\d{{1,2}}(?:[:.]\d\d)? ?[ap]\.?m\.?|at (?:\d{{1,2}}(?:[:.]\d\d)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon)|noon|midday)"
_TALK = r"(?:talk|speak|meet|chat|catch up|have a (?:\w+ )?(?:call|chat|talk|word|coffee|conversation|meeting)|see (?:you|each other)|get together|connect|grab (?:a )?(?:coffee|lunch|tea|drink|bite)|call (?:you|me)|ring (?:you|me)|phone (?:you|me)|come (?:in|by|over|along|round|to)|visit|do a (?:call|video))"
_TALK_NOUN = r"(?:call|meeting|interview|chat|talk|conversation|appointment|coffee|lunch|catch-?up|visit|screening|session|slot|zoom|discussion|tea|drink|time|date)"
_FITS = r"(?:suits?|works?|is (?:fine|perfect|grand|great|good|ok|okay|ideal|lovely)|would (?:be (?:fine|perfect|great|good|ideal|lovely)|suit|work|do)|does nicely|will do|looks good|sounds (?:good|great|perfect|fine|lovely)|fits|'s (?:fine|perfect|great|good))"

_AGREED = Cued(
    rf"\b{_WHEN}[^.?!]{{0,30}}? (?:it is\b|{_FITS})",
    rf"\b(?:that|this|the (?:time|day|date|slot)|both|either|it) (?:time |day |date |slot )?(?:also |still |certainly |definitely |absolutely |all |really )*{_FITS} (?:perfectly |very well |well |great |fine |nicely |best |beautifully )?(?:for me|for us|with me|for both|here|me|us)\b",
    rf"\b(?:see|speak(?: to| with)?|talk(?: to)?|meet|catch|call|ring|phone) (?:you|with you|then|to you)?(?: both| all)?,? ?(?:then |there )?(?:{_WHEN}|then\b)",
    rf"\b(?:looking forward to|looks? forward to|can't wait for|excited for|excited to|looking forward) (?:\w+ )?(?:speaking|talking|meeting|seeing|chatting|welcoming|hosting|greeting|having you|our|the|see|meet|welcome)\b[^.?!]{{0,50}}?\b{_WHEN}",
    rf"\b(?:is|are|am|'re|'m|now|all|has been|have been|been) (?:now |all |also )?(?:confirmed|scheduled|set|booked|arranged|fixed|rescheduled|pencilled in|penciled in|in the (?:diary|calendar))\b[^.?!]{{0,60}}?{_WHEN}",
    rf"\b(?:confirm(?:ing|s|ed)?|confirmation of)\b[^.?!]{{0,70}}?\b(?:{_TALK_NOUN}|{_WHEN})",
    rf"\b(?:i(?:'ve| have)|we(?:'ve| have)|have) (?:now |just |also )?(?:booked|scheduled|arranged|put|set|pencilled|penciled|moved|rescheduled)\b[^.?!]{{0,60}}?\b{_WHEN}",
    rf"\b(?:let's (?:say|make it|do|go (?:for|with)|meet|talk|speak)|(?:say|make it)|deal[:,]|it's a (?:date|deal)|(?:ok|okay|great|perfect|good|lovely|fine|super|sure|yes|grand|brilliant|wonderful|excellent|done|agreed|sounds good),?[ -]+(?:then )?(?:see you |let's say |for )?)(?: ?{_WHEN})",
    rf"\b(?:moved|rescheduled|pushed|shifted|brought forward|changed) (?:\w+ ){{0,3}}?to (?:the )?{_WHEN}",
    rf"\bi(?:'ll| will|'d| shall) (?:\w+ )?(?:be there|be at|wait by|be waiting|take)\b[^.?!]{{0,40}}?{_WHEN}",
    rf"\b(?:your|our|the) (?:\w+ ){{0,3}}?(?:interview|call|meeting|chat|screening|talk|appointment)(?: with [^.?!]{{2,40}}?)? (?:is|will (?:be|take place)|takes place)(?: held)?(?: on| at)? {_WHEN}",
)
_PROPOSED = Cued(
    rf"\b(?:could|can|shall|should|would|might|may) (?:we|you|i) (?:please |possibly |perhaps |maybe |all |both |also |be (?:able|free|available|willing|up) (?:to|for) (?:a )?)*(?:{_TALK}|call\b|do\b|find (?:a|some|\w+) (?:\w+ )?(?:time|minutes|slot)|make\b|fit in|spare|arrange (?:a|another) (?:\w+ )?{_TALK_NOUN}|set up|schedule|manage|move|reschedule|push|fix)",
    r"\b(?:are|will|would) you (?:be )?(?:free|available|around|up for|open to|about|in town|able to (?:talk|speak|meet|come|join))\b",
    r"\bdo you have (?:time|a (?:moment|minute|slot|few minutes|half)|\w+ minutes|half an hour|an hour|any time|any availability)\b",
    rf"\b(?:would|will|does|do|might|could|is) {_WHEN}[^.?!]{{0,40}}? (?:suit|work|be (?:easier|better|good|possible|ok|okay|convenient|fine)|do|fit|ok|good|possible|convenient)\b",
    rf"\b(?:how|what) about {_WHEN}",
    r"\b(?:how|what) about (?:a|an|another|next|some time|sometime|early|later|any) (?:\w+ )?(?:call|chat|coffee|talk|week|meeting|lunch|day|time|next week)",
    r"\b(?:find|pick|choose|book|select|suggest|name|propose|schedule|arrange|set up|fix|let me know|tell me|send me|which|what|when|whenever|if) [^.?!]{0,50}?(?:a time|times?|time slots?|slots?|days?|availability|available|convenient|suits?(?: you)?|works? (?:best |well )?for you|you(?:'re| are| would be| might be)? free|a call|an interview|another (?:time|day|date|call))\b",
    r"\b(?:would|'d) (?:like|love|be (?:glad|happy|delighted|great|good|lovely)) to (?:\w+ )?(?:invite you (?:to|for|in)|meet|talk|speak|chat|arrange|set up|schedule|interview|have you|catch up|find (?:a|some) time|hear more over|see you for)\b",
    r"\b(?:here are|these are|offer you|we have|i have|i can offer|i can do|i could do|i'm free|i am free|we can do|we could do|available (?:on|at)) [^.?!]{0,60}?(?:slots?|times?|dates?|monday|tuesday|wednesday|thursday|friday|\d ?[ap]m)\b",
    rf"\b(?:coffee|lunch|call|chat|talk|meet|tea|drink|zoom)\b[^.?!]{{0,40}}\b(?:next week|this week|some ?time|one day|{_WHEN})[^.?!]*\?",
)
_MISSED = Cued(
    r"\b(?:sorry|apologi[sz]e|apologies|forgive me|regret|embarrassed|mortified)\b[^.?!]{0,50}\b(?:i|that i|for|to have|we|about)\b[^.?!]{0,20}\b(?:missed|missing|miss|forgot(?:ten)?|forgetting|not (?:being there|calling|ringing|making it|joining|turning up|showing up|picking up)|no-show)\b",
    r"\b(?:i|we|you)(?:'ve| have)? (?:must have |seem to have |completely |totally |just |clean |stupidly |somehow )*(?:missed|forgot) (?:you\b|each other|one another|(?:our|your|the|my|this|that) (?:\w+ ){0,2}?(?:call|meeting|interview|appointment|chat|talk|slot|coffee|lunch))",
    r"\b(?:and|but|so) (?:\w+ )?(?:missed|forgot) (?:our|your|the) (?:\w+ )?(?:call|meeting|interview|appointment|chat|talk|slot|coffee|lunch)\b",
    r"\b(?:we|i) (?:did not|didn't|never|could not|couldn't|were not able to|weren't able to|was not able to|wasn't able to|failed to) (?:manage to |get (?:a chance )?to |end up |quite manage to )?(?:speak(?:ing)?|talk(?:ing)?|connect(?:ing)?|meet(?:ing)?|chat(?:ting)?|reach you|get (?:hold of|through to|you)|make (?:it to )?(?:our|the|your|this)|find each other|hear from you at)\b",
    r"\b(?:i|we)(?:'d| had)? (?:waited|was waiting|were waiting|sat waiting|hung on|dialled in|dialed in|joined|held|was|were|stayed)\b[^.?!]{0,40}\b(?:on the (?:line|call|zoom|bridge|meeting)|for (?:you|your call|the call)|by the (?:phone|telephone)|in the (?:lobby|meeting|waiting room|cafe))\b",
    r"\b(?:you|he|she|they|nobody|no one|no-one) (?:weren't|were not|wasn't|was not|did not|didn't|never|hadn't) (?:on the (?:call|line)|there|in the meeting|joined?|show(?:ed)? up|turn(?:ed)? up|pick(?:ed)? up|answer(?:ed)?(?: the phone| when i (?:rang|called))?|call(?:ed)?(?: at| me)?|r[ia]ng(?: at| me)?|appear(?:ed)?|dial(?:led)? in)\b",
    r"\b(?:nobody|no one|no-one) (?:joined|picked up|answered|showed up|turned up|dialled in|dialed in|called|rang|was (?:there|on the))\b",
    r"\b(?:our|the|your|this|that) (?:\w+ ){0,2}?(?:call|talk|meeting|chat|interview|coffee|conversation|appointment) (?:yesterday |today |on \w+ |this \w+ )?(?:did not|didn't|never) (?:happen|take place|come off|go ahead|come about|connect|come to pass|materiali[sz]e)",
    r"\bi (?:tried|attempted) (?:to )?(?:call(?:ing)?|r(?:ing|inging)|phon(?:e|ing)|reach(?:ing)?|dial(?:ling)?) you\b",
    r"\b(?:i (?:called|rang|phoned) (?:you )?(?:at|as (?:agreed|arranged|planned)|twice|several times)[^.?!]{0,50}\b(?:no answer|no reply|voicemail|nobody|no one|rang out|but)|(?:got|there was|had) no answer\b)",
    r"\b(?:could not|couldn't|wasn't able to|unable to|did not|didn't|had to miss|failed to) (?:make|join|attend|be on|get to|ring you|call you|miss)\b[^.?!]{0,30}\b(?:yesterday|today|earlier|this (?:morning|afternoon)|on (?:monday|tuesday|wednesday|thursday|friday)|at (?:\w+)|as (?:agreed|arranged|promised|planned)|our (?:call|meeting|chat|interview|talk))\b",
    r"\b(?:called|rang|phoned|tried)\b[^.?!]{0,60}\b(?:(?:straight |right )?to (?:your )?voice ?mail|only got (?:your )?voice ?mail|no one (?:picked up|answered)|nobody (?:picked up|answered))\b",
    r"\bphone (?:stayed silent|rang out|never rang|did not ring|didn't ring)\b",
)
_CANCELLED = Cued(
    r"\b(?:(?:have|has|had|need|need to|going|afraid i must|must|'ll have|will have|forced|like|want) (?:to )?)(?:cancel|call off|postpone|reschedule|rearrange|move|push|put off|shift|bail|back out of|take a rain ?check|skip)\b[^.?!]{0,60}\b(?:our|the|your|this|that|tomorrow|today|meeting|call|interview|chat|talk|appointment|on|it|monday|tuesday|wednesday|thursday|friday)",
    r"\b(?:is|has been|was|are|have been|been|must be|'s|has to be|have to be|had to be|needs to be|will be|to be) (?:now |unfortunately |sadly )?(?:cancelled|canceled|called off|postponed|rescheduled)\b",
    r"\b(?:i |we )?(?:can't|cannot|can not|won't be able to|will not be able to|am unable to|'m unable to|am not able to|'m not able to|unable to|not going to be able to|no longer able to|can no longer|won't|will not|(?:am|are|'m|'re) (?:sadly |now )?not going to|have to|need to|must) (?:(?<!have to )(?<!need to )(?<!must )(?:make|do|attend|join|meet|keep|manage|come (?:to|on|in)|be there|speak|talk)|(?:sadly )?(?:miss|bow out of|pull out of|drop out of|duck out of|give up|beg off|withdraw from|sit out|pass on))\b[^.?!]{0,40}\b(?:our|tomorrow|today|the (?:call|meeting|interview)|your|monday|tuesday|wednesday|thursday|friday|this (?:morning|afternoon|week)|it\b|\d)",
    r"\bsomething (?:has |urgent has |urgent |'s )?(?:come|came) up\b",
    r"\b(?:call|meeting|interview|talk|chat|lunch|coffee|it|that)(?:'s| is| are) off\b",
    r"\b(?:let's|let us|could we|can we|shall we|may we|might we) (?:cancel|postpone|call off|put off|take a rain ?check)\b",
    r"\b(?:cancell?ing|postponing) (?:our|the|your|this|tomorrow's|today's)\b",
    rf"\b(?:(?:will|can|shall|are|'re|is|am|'m) (?:now )?(?:not|no longer)|won't|cannot|can't|isn't|aren't) (?:now )?(?:be )?(?:able to )?(?:hold(?:ing)?|going ahead with|go(?:ing)? ahead with|conduct(?:ing)?|proceed(?:ing)? with|keep(?:ing)?|run(?:ning)?) [^.?!]{{0,40}}\b{_TALK_NOUN}\b",
    rf"\b{_TALK_NOUN}\b[^.?!]{{0,40}}(?:(?:will|can|is|shall) (?:now |therefore |unfortunately )?(?:not|no longer)|won't|cannot|can't|isn't) (?:now |be )*(?:take place|taking place|go(?:ing)? ahead|happen(?:ing)?|be held|held|needed|required|necessary)\b",
)
_DAY_OFF = Cued(
    rf"\b(?:(?:that|this|it|the day|our (?:time|slot)|{_WHEN}))(?: (?:now|unfortunately|sadly|really))? (?:is (?:now )?(?:no longer (?:possible|on|good|ok|okay|an option)|not possible|impossible|out)|has become impossible|(?:won't|will not|doesn't|does not|isn't going to|can't|cannot) (?:now )?(?:work|happen|be possible|do|suit)(?: (?:any more|anymore|after all|now|for me after all))?)\b",
)
_MOVED_TO = re.compile(
    rf"\b(?:mov(?:e|ed|ing)|push(?:ed|ing)?|shift(?:ed|ing)?|postpon(?:e|ed|ing)|re-?schedul(?:e|ed|ing)|rearrang(?:e|ed|ing)|put(?:ting)?|delay(?:ed|ing)?|br(?:ing|ought)|chang(?:e|ed|ing))\b[^.?!]{{0,80}}?\b(?:to|until|till|for|onto|forward to|back to)\b,? (?:the (?:following|next) )?(?:the )?{_WHEN}"
)
_DAY_ASKED = re.compile(
    rf"\b(?:how|what) about {_WHEN}|\b(?:would|will|does|might|could) {_WHEN}[^.?!]{{0,40}}? (?:suit|work|do|be (?:easier|better|good|possible|ok|okay|convenient|fine))\b[^.!]{{0,30}}\?"
)
_LABEL = re.compile(
    r"^(?:when|date(?: and time| & time|/time)?|day(?: and time)?|time|start(?:s| time)?|slot|appointment|scheduled (?:for|time))\b *[:\u2013-]"
)
_SUBJECT_OFF = re.compile(r"^\s*(?:cancell?ed|canceled event|postponed|cancellation)\b", re.IGNORECASE)
_HELD = Cued(
    r"\b(?:it (?:was|has been|'s been)|was|what a|my|been)(?: \w+){0,2}? (?:good|great|lovely|nice|wonderful|pleasure|delight|delightful|fun|honou?r|treat|joy|fantastic|brilliant|interesting|useful|enjoyable)(?: to| to have)? (?:meet(?:ing)?|met|talk(?:ing|ed)?|speak(?:ing)?|spoken|see(?:ing)?|seen|interview(?:ing|ed)?|chat(?:ting|ted)?|catch(?:ing)? up|caught up|have|having|host(?:ing)?|get(?:ting)? to know)\b",
    r"\b(?:so |very |really |such |a |great |real )*(?:good|great|lovely|nice|wonderful|pleasure|delighted|pleased|glad|fun|fantastic|brilliant|delightful) (?:to|to have)? ?(?:meet(?:ing)?|met|talk(?:ing)?|speak(?:ing)?|spoken|see(?:ing)?|interview(?:ing)?|chat(?:ting)?|catch(?:ing)? up|caught up|hear(?:ing)? you)\b[^.?!]{0,60}\b(?:yesterday|today|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|this (?:morning|afternoon|week|evening)|last (?:week|night|mon|tues|wednes|thurs|fri|satur|sun)\w*|earlier|just now|at the (?:interview|fair|event|conference|meetup|party|meeting|dinner|panel|wedding|opening|launch|drinks)|over (?:coffee|lunch)|the other (?:day|night|week)|in person|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b",
    r"\b(?:thank(?:s| you)(?: \w+){0,4}?|grateful|appreciate(?:d)?(?: \w+){0,3}?)(?:,? \w+,?)? (?:for|to) (?:\w+ )?(?:coming (?:in|by|along|over|to|down|out)|meeting (?:with )?(?:me|us|up)|talking (?:to|with)|speaking (?:to|with)|seeing me|having me|sitting down|joining us|interviewing|chatting|making (?:the )?time|taking (?:the |some )?time|(?:your|the|all your) time (?:today|yesterday|on|this|last|earlier|and|in)|the (?:\w+ )?(?:talk|conversation|chat|interview|meeting|call|coffee|lunch|tour|visit)|showing me|your time\b|a (?:\w+ )?(?:talk|conversation|chat|interview|meeting|call|coffee|lunch|tour|visit|morning|afternoon)|this (?:morning|afternoon)|yesterday|today|telling me (?:how|about|of)|walking me|our (?:talk|conversation|chat|meeting|call|interview))",
    r"\b(?:i |we |really |very much |thoroughly |greatly |so )*(?:enjoyed|loved|liked|appreciated|valued) (?:(?:our|the|your|my) (?:\w+ ){0,2}?(?:talk|conversation|chat|interview|meeting|call|discussion|visit|tour|coffee|lunch)\b|(?:meeting|talking|speaking|chatting|catching up|seeing|hearing|getting to know)\b)",
    r"\b(?:after|since|when|as|following|further to|from|during|in|at|on) (?:we|our|your|the|i) (?:last |recent |\w+ )?(?:spoke|met|talked|chatted|conversation|talk|meeting|call|interview|chat|discussion)\b[^.?!]{0,40}\b(?:yesterday|today|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|this (?:morning|afternoon|week)|last (?:week|night|\w+day)|earlier|just now|\d{1,2})",
    r"\b(?:as|like) (?:we )?(?:discussed|agreed|said|talked about|mentioned) (?:yesterday|today|this (?:morning|afternoon)|on \w+day|earlier|last (?:week|night|\w+day)|in (?:the|our) (?:interview|call|meeting))\b",
    r"\b(?:we|i) (?:just |also |both |finally )?(?:spoke|met|talked|chatted|had (?:a|an|our|such a) (?:\w+ )?(?:call|chat|talk|interview|meeting|coffee|lunch|conversation)) (?:with you |to you |with each other )?(?:\w+ )?(?:yesterday|today|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|this (?:morning|afternoon)|last (?:week|night|\w+day)|earlier|just now)",
)
_KIND = Cued(
    r"\b(?:kind|good|nice|generous|lovely) of you (?:all |both )?to (?:make|take|find|spare|see|meet|talk|speak|have) (?:\w+ )?(?:time|me|with|to|us)\b"
)
_NOT_HELD = re.compile(
    r"\b(?:time (?:and (?:effort|interest|trouble) )?(?:you (?:took|spent|put in(?:to)?) )?(?:to|in) (?:apply(?:ing)?|submit(?:ting)?|writ(?:e|ing)|complet(?:e|ing)|fill(?:ing)?|send(?:ing)?|answer(?:ing)?|respond(?:ing)?)|looking forward|look forward|would (?:be|have been)|it'd|'d be|will be|'ll be|hope|hoping|can't wait|could be|might be|like to|love to|want to|next (?:week|time)|if we|e-?meet|virtually|(?:over|by) e-?mail|missed|sorry|did not|didn't|never|advance|considering|tomorrow|invitation|invite)\b"
)
_INTERVIEW = re.compile(
    r"\b(?:interview\w*|panel|on-?site|screening|phone screen|assessment (?:day|centre|center)|meet the team|second round|final round|trial (?:day|shift)|hiring manager|candidates?)\b"
)
_HIRING = re.compile(
    r"\b(?:position|role|job|post|vacancy|application|applying|applied|candidates?|hiring|shortlist\w*|next (?:round|stage))\b"
)
_CHAT = re.compile(
    r"\b(?:coffee|advice|chat about (?:the|your) field|pick your brain|informational|lunch|tea|drink|catch(?:ing)? up|how you (?:got|came)|your path|your career|your field)\b"
)
_HOPED = re.compile(r"\bhop(?:e|ed|ing) to (?:\w+ )?(?:see|meet|catch|run into|bump into)\b")
_HIRING_KINDS = frozenset({"interview_invitation", "interview_scheduled", "rejection", "offer"})
_CALL_YOU = re.compile(r"(?:call|ring|phone)\b")
_IF_CALL = re.compile(r"^(?:but |and )?(?:if|should|unless) .*\b(?:call|ring|phone|write)\b")
_IF_SILENT = re.compile(
    r"\b(?:if|should|unless)\b[^.?!]{0,20}\b(?:not (?:yet |by then )?h(?:ear|eard)|n't h(?:ear|eard)|hear(?:d)? (?:nothing|no more)|no (?:word|news|answer|reply)|not been in touch|is quiet|silence|we (?:have )?not|i (?:have )?not)\b[^?]*\b(?:call|ring|phone|write|e-?mail|drop|chase)\b"
)
"""What to do if no word comes is no time offered for a talk."""
_TOLD = 6144  # characters from the top that say what a talk is about
_NO = re.compile(r"n't\b|\b(?:not|cannot|never|neither|unfortunately|sadly|afraid|rather than|instead of|no longer)\b")
_NOT_AGREED = re.compile(
    r"\b(?:decide|decision|answer|hear from|back to you|get back|deadline|send you|if (?:that|it|this|you|\w+day)|unless|whether|or (?:the |next |on |this )?(?:mon|tues|wednes|thurs|fri)day|either|closing|reply|by (?:mon|tues|wednes|thurs|fri)day|receipt|received|start date|starting|works? (?:at|for (?:the|a|an)) )\b"
)


_DAY_WORDS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thurs fri sat sun tomorrow today tonight noon midday morning afternoon then "
    "one two three four five six seven eight nine ten eleven twelve jan feb mar apr may jun june jul july aug sep sept oct nov dec january february march april august september "
    "october november december".split()
)
_FIT_WORDS = frozenset(
    "suits suit works work fine perfect great good ok okay ideal lovely confirmed confirm confirming confirms confirmation fits sounds looks".split()
)
_PROPOSED_CUES = frozenset(
    "talk speak meet meeting call chat coffee lunch interview ring phone conversation zoom visit come free available availability time times slot slots suit suits work works easier about catch connect tea "
    "drink see seeing convenient date dates schedule arrange find invite spare panel screening together".split()
)


def talks(scene: Scene) -> list[Act]:
    """Every talk spoken of, the best reading of each sentence."""
    if scene.bulk and scene.kind in {"application_received", "job_alert"}:
        return []
    hiring = scene.kind in _HIRING_KINDS or bool(_INTERVIEW.search(scene.letter.subject.lower()))
    off = bool(_SUBJECT_OFF.match(scene.letter.subject))
    found: list[Act] = []
    for index, line in enumerate(scene.lines):
        if CUES.isdisjoint(line.words):
            continue
        kind = _kind(scene, line)
        if off and kind in {"talk_agreed", "talk_proposed", None} and index < 4 and (kind or coming(scene, line.plain)):
            kind = "talk_cancelled"
        if kind is None or (scene.bulk and kind not in {"talk_agreed", "talk_cancelled", "talk_proposed"}):
            continue
        found.append(_act(scene, line, kind, hiring=hiring))
    if found and is_of_life(f"{scene.letter.subject}\n{scene.text[:_TOLD]}"):
        return [replace(act, interview=False) for act in found]
    dated = off or any(act.on is not None and act.kind in {"talk_agreed", "talk_cancelled"} for act in found)
    table = None if dated or scene.mine or scene.kind != "interview_scheduled" else _set_down(scene)
    if table is None:
        return found
    return [*(act for act in found if act.kind != "talk_agreed"), table]


def _set_down(scene: Scene) -> Act | None:
    """An interview confirmed as a table: "Date: Wednesday 17 June", "Time: 11:00 - 11:45"."""
    for index, line in enumerate(scene.lines):
        if _LABEL.match(line.low) is None:
            continue
        day = coming(scene, line.plain)
        if day is None:
            continue
        near = (line, *scene.lines[index + 1 : index + 3])
        clock = next((found for one in near if (one is line or _LABEL.match(one.low)) and (found := hour(one.low))), "")
        return Act("talk_agreed", line.quote, on=day, hour=clock, interview=True, confidence=0.85)
    return None


def _kind(scene: Scene, line: Sentence) -> ActKind | None:
    low = line.low
    question = "?" in low
    said = line.words
    if (
        not question
        and _MISSED.search(line)
        and not re.search(
            r"\b(?:tomorrow|next week|will miss|might miss|may miss|missed (?:out|the (?:deadline|point|bus|train))|miss you|missed you (?:all|so|at (?:work|the office)))\b",
            low,
        )
    ):
        return "talk_missed"
    if (
        (_CANCELLED.search(line) or (not question and _DAY_OFF.search(line)))
        and not re.search(
            r"\b(?:if you (?:need|have|must|want|can't|cannot|are unable)|should you|in case|the (?:position|role|job|search|opening) (?:is|has|was))\b",
            low,
        )
    ):
        return _moved(low, question=question) or "talk_cancelled"
    held = bool(_HELD.search(line) or _KIND.search(line))
    if not question and held and not _NOT_HELD.search(low):
        return "talk_held"
    fixed = not _DAY_WORDS.isdisjoint(said) or not _FIT_WORDS.isdisjoint(said) or FIGURE in said
    if fixed and _agreed(line, question=question, calls=scene.kind == "interview_scheduled"):
        return "talk_agreed"
    if (
        not held
        and ((fixed and question) or not _PROPOSED_CUES.isdisjoint(said))
        and _PROPOSED.search(line)
        and (scene.kind in _HIRING_KINDS or _talk_about(low))
        and not _IF_SILENT.search(low)
    ):
        return "talk_proposed"
    return None


def _moved(low: str, *, question: bool) -> ActKind | None:
    """A talk put off to a named day still takes place; asked ("could we move it to Friday?"), it is a proposal."""
    found = _MOVED_TO.search(low)
    if found is None or NEGATED.search(low, max(0, found.start() - 30), found.start()):
        return None
    return "talk_proposed" if question else "talk_agreed"


def _agreed(line: Sentence, *, question: bool, calls: bool) -> bool:
    low = line.low
    found = _AGREED.search(line)
    if found is None or (question and low.find("?", found.start()) >= 0):
        return False
    if not calls and (_CALL_YOU.match(found.group()) or _HOPED.search(low)):
        return False  # "I'll call you on Friday" is a promise, "I hope to see you on Thursday" a wish
    if (
        NEGATED.search(low, max(0, found.start() - 40), found.start())
        or _NO.search(found.group())
        or _NOT_AGREED.search(low)
    ):
        return False
    return not re.match(r"\b(?:confirm|looking|look)", found.group()) or not re.search(
        r"\b(?:please|kindly|could you|can you|you|to|will|shall|hear|receiv\w*) confirm|\blook(?:ing)? forward to (?:your|hear|receiv)",
        low,
    )


def _talk_about(low: str) -> bool:
    if (re.search(r"\b(?:one|some) day\b", low) or _IF_CALL.search(low)) and "?" not in low:
        return False
    return bool(_DAY_ASKED.search(low)) or bool(
        re.search(
            r"\b(?:talk|speak|call|meet|meeting|chat|coffee|lunch|interview|ring|phone|conversation|catch up|zoom|see you|visit|come in|drink|tea|slots?|suits?|free|easier|panel|screening|get together)\b",
            low,
        )
    )


def _act(scene: Scene, line: Sentence, kind: ActKind, *, hiring: bool) -> Act:
    low = line.low
    on: date | None
    if kind in {"talk_held", "talk_missed"}:
        on = past_day(scene, low)
        if on is None and kind == "talk_held":
            on = _beside(scene)
    else:
        near = _day_off(scene, line) if kind == "talk_cancelled" else _day_asked(scene, line, kind)
        on = near or coming(scene, line.plain)
    interview = bool(_INTERVIEW.search(low)) or (hiring and not _CHAT.search(low))
    if scene.kind == "rejection" and kind in {"talk_agreed", "talk_proposed"}:
        interview = False  # after a no, "see you on Thursday" is no further round
    elif not interview and kind != "talk_held" and _CHAT.search(low) is None:
        interview = any(_INTERVIEW.search(near.low) for near in scene.lines)
    elif not interview and not _CHAT.search(low):
        interview = any(_INTERVIEW.search(near.low) and _HIRING.search(near.low) for near in scene.lines)
    return Act(
        kind,
        line.quote,
        on=on,
        hour=hour(low) if kind != "talk_held" else "",
        channel=_channel(low),
        interview=interview,
        confidence=0.85,
    )


def _day_off(scene: Scene, line: Sentence) -> date | None:
    """The day in what is called off: "cancelled the post as of today, so we will not hold Thursday's interview"."""
    places: list[int] = []
    while (found := _CANCELLED.search(line, places[-1] + 1 if places else 0)) and len(places) < 6:
        places.append(found.start())
    return next((day for place in reversed(places) if (day := coming(scene, line.plain[place:]))), None)


def _day_asked(scene: Scene, line: Sentence, kind: ActKind) -> date | None:
    """The day a question proposes: "Friday is impossible for me; would Monday 15 June do?"."""
    found = _DAY_ASKED.search(line.low) if kind == "talk_proposed" else None
    return coming(scene, line.plain[found.start() :]) if found else None


def _beside(scene: Scene) -> date | None:
    """The subject may say the day ("Thank you for yesterday")."""
    subject = scene.letter.subject.lower()
    return (
        past_day(scene, subject) if re.search(r"\b(?:yesterday|today|this (?:morning|afternoon))\b", subject) else None
    )


def _channel(low: str) -> str:
    if re.search(r"\b(?:call|phone|telephone|ring|rang|dial\w*|line)\b", low):
        return "call"
    if re.search(r"\b(?:zoom|teams|video|skype|facetime|google meet|meet link)\b", low):
        return "video"
    return (
        "in_person"
        if re.search(r"\b(?:coffee|lunch|office|on-?site|come in|coming in|in person|visit|tea|drink)\b", low)
        else ""
    )
