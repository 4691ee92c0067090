"""A talk that is fixed for a day: "see you on Thursday", "your interview is confirmed for March 24 at 10:00"."""

from __future__ import annotations

import re

from afterword.reading.commitments.line import Found, Line, usable
from afterword.reading.commitments.once import CALLED_OFF, PLANNED_ONCE
from afterword.reading.cued import Cued
from afterword.reading.dates import Span
from afterword.reading.heard import Heard

_TALK = r"(?:interviews?|meeting|call|chat|conversation|appointment|talk|visit|session|video call|phone screen|screen|coffee|lunch|discussion|onsite|slot|assessment (?:day|centre|center)|panel|catch[- ]?up|zoom|breakfast|dinner|tour)"
_FIXED = Cued(
    r"\b(?:confirm(?:ing|s|ed)?|reminder|remind(?:ing)? you|scheduled|rescheduled|re-scheduled|booked|re-?booked|arranged|all set|in the (?:diary|calendar)|on (?:my|our|the) calendar|set (?:up )?for|fixed|slated|moved|moving|shifted|shifting|rearranged|re-arranged|pushed|postponed|brought forward|locked in|pencil\w* (?:(?:you|us|it|that|this|him|her|them) )?in|(?:put|booked|slotted|squeezed|fitted) (?:you|us|it|that) (?:down|in)|(?:have|had|got) (?:you|us) (?:down|in)(?! (?:the|your|our|his|her))|down for|(?:it's|is|that's|all) (?:agreed|settled|combined|fixed|sorted)|as agreed|on for|reserved|invited? you (?:to|for) (?:an?|your|the) (?:\w+ ){0,3}"
    + _TALK
    + r"|will take place|takes place|will be held|now on|it's a date|is set|meets? you (?:on|at))\b"
)
_SEE = re.compile(
    r"\b(?:see you|(?:speak|talk|chat)(?: to you| with you| soon| then)?(?=(?: again)?,? (?:on|at|tomorrow|mon|tue|wed|thu|fri|sat|sun|next|this|then|until|later))|till|looking forward to (?:meeting|seeing|speaking|talking|our|chatting|the|your|it|welcoming|having|hosting|"
    + _TALK
    + r")|look forward to (?:meeting|seeing|speaking|talking|our|chatting|the|your|welcoming|having|hosting)|i'll be there|we'll be there|excited to (?:meet|speak|talk|chat|see)|(?:i|we)(?:'ll| will| shall) (?:expect|meet|see|host|welcome|be expecting) you|look(?:ing)? forward to (?!hear)\w+ing (?:you|to you|with you)|happy to meet you|meet you (?:at|on|in|there)|we(?:'re| are) (?:(?:meeting|speaking|talking)(?! (?:with|to) (?!you\b))|on)|until then)\b"
)
_SPEAK = re.compile(
    r"(?:^|[.!,;-] |\band |\bwe(?:'ll| will) )(?:speak|talk|chat)(?: (?:to|with) you)?(?: again| then| soon)?,?\s*$"
)
_SUITS = re.compile(
    r"^[\s,]*(?:at [\w:. ]{1,20}|then)?[\s,]*(?:it is|it's|is (?:perfect|great|fine|good|ideal|confirmed|booked|set|on)|works(?! for you)|suits (?:me|us)|is (?:perfect|great|fine|good) (?:for|with) (?:me|us)|would be (?:perfect|great|lovely|fine)|sounds (?:good|great|perfect|lovely)|then(?=[.!,]|$)|instead|will do|it shall be|confirmed|booked)\b"
)
_SUITS_BEFORE = re.compile(
    r"\b(?:let's (?:do|say|go with|go for|make it|lock in|settle on|fix|book)|(?:i|we) can (?:do|make)|works great|that's you(?: down| in| booked)?(?: for| at)?|(?:i|we)(?:'ve| have) got you(?: down| in)?(?: for| at)?|happy with|go with|settled on|agreed on|we said|you(?:'re| are) (?:down|on|in|booked|set)|we(?:'re| are) (?:on|set|booked|down)|(?:put|got|have|pencilled|penciled) you (?:down|in|on))\s*(?:for|on|in)?\s*$"
)
_WHEN = re.compile(
    r"^\s*[*•-]?\s*\**(?:(?:new |event |interview |meeting |call |your |start |appointment |session )?(?:when|date|day|date and time|date & time|date ?/ ?time|day ?/ ?date|day and time|time|date and hour|slot|starts?)|where and when)\**\s*(?::|\s(?=[\s*]*(?:mon|tue|wed|thu|fri|sat|sun)))"
)
_OPEN = Cued(
    r"\b(?:choose|select|pick a|i have|i've got|if|whether|would|could|can you|which|either|any of|are you|available|availability|propose|proposed|suggest|options?|slots|times that|possible|perhaps|maybe|might|let me know|cancel\w*|unfortunately|can't make|cannot make|unable|no longer|first day|start date|starting|(?:you(?:'ll| will)?|to) (?:start|begin)|orientation|onboard\w*|works best|suits you|work for you|works for you|suit you|convenient|prefer|deadline|offer|before|hoping|hope to|apply|webinar|(?:committee|board|council|trustees) (?:is|will|are|meets?)|scheduled to meet|tickets?|conference|invite colleagues|applications|closes?|closing|vacanc\w+)\b"
)
_MOVED = Cued(
    r"\b(?:moved?|moving|rearranged|re-arranged|rescheduled?|re-scheduled|changed|pushed|postponed|preponed|prepone|displaced?|deferred|shifted|brought forward|bring forward|push|shift|reschedule|originally|instead of|is now)\b"
)
_NO_TALK = re.compile(
    r"\b(?:deals?|sale|ends?|closes?|delivery|arriv\w*|order|offer|deadline|due|posted|updated|issued|sent|valid|expires?|from|copyright|until|was|coming|attached|sending|back|closed|shut|off|away|over)\b"
)
_IS_ON = re.compile(
    r"\b(?:your|our|the) (?:[\w'-]+ ){0,6}?(?:"
    + _TALK[3:-1]
    + r"|lesson|demo|trial|trial shift|walk-?through|audition|presentation|observation|assessment|working interview)(?: [\w'-]+){0,8}? (?:is|will be|has been set for)(?: now| on| for)?\s*$"
)
_OFF = Cued(
    r"until further notice|\bcall(?:ed|ing)? (?:it |this |that |things )?off\b|\b(?:not|no longer|n't) (?:be )?(?:going ahead|go ahead|taking place|happening|happen)\b|^\W*(?:was|were|previously|old (?:date|time)|originally|formerly)\b"
)
_PAST = Cued(
    r"\b(?:was|were|'s been|has been) (?:so |really |such |a |an |very |real |great |absolute |true ){0,3}(?:pleasure|delight|joy|treat|good|nice|lovely|great|wonderful|fun|pleased|delighted|glad|interesting|brilliant|fab|grand) (?:to|meeting|seeing|having|talking|speaking|chatting)\b"
    r"|\b(?:thank(?:s| you)|thx|ta)(?: (?:again|so much|very much|ever so much|a lot|all))? (?:for|to)\b|\b(?:enjoyed|loved) (?:our|meeting|seeing|talking|speaking|the|your)\b"
)
_IT_IS = re.compile(
    r"[\s,]*(?:at [\w:. ]{1,20}?)?[\s,]*(?:it is|it's a date|is (?:perfect|confirmed|booked|set)|it shall be)\b(?![^.!]{0,40}\bif\b)"
)
_NAMED = re.compile(
    r"(?:(?:ok|okay|so|right|hi|all|great|perfect),? )*(?:your |the |our |his |her )?(?:[\w-]+ )?(?:interview|induction|trial|trial (?:day|shift)|shift|audition|demo|assessment|onsite|site visit|visit|tour|meeting|call|phone call|video call|screen|chat)(?: is)?(?: on| for)?[\s:,-]*$"
)
_SEEN = Cued(r"(?<!\ba )\b(?:see you|speak|talk|chat|meet you)(?: then| you)?(?: on| at)?\s*$")
_ASKED_BACK = re.compile(r"\W*(?:(?:so|and|hey|hi|hello|ok|right),? )*(?:are|is|shall|do|does|did|will) (?:we|you|it|that|this|our|the)\b[^.!;]*\?\W*$")
"""A question whether a day still holds fixes none."""
_COME = re.compile(
    r"(?:^|[,;:.!-] |\b(?:then|so|just|please|right|do|and|well|ok|okay) )(?:come|pop|swing|drop|head|get yourself|be here|be there|report|turn up|show up|call round)(?: (?:on )?(?:in|by|over|round|along|up|down|out|here|back))?"
    r"(?: (?:to|at|and see|see) (?:[\w']+ ){1,4})?,?\s*(?:on |for )?$"
)
"""Behind this a day with an hour is fixed by whoever says it: "come Thursday at nine"."""
_MAKE_IT = re.compile(r"\b(?:make|call) (?:it|that|ours|yours)\s*$")
_NOT_ON = re.compile(r"\b(?:instead of|rather than|and not|not)(?: on)?\s*$")
_OPENS = re.compile(r"(?:^|[,;:.!-] |\b(?:then|so|just|please|right|well|ok|okay),? )$")
_NOW_AT = re.compile(r"\b(?:so )?(?:it's|its|it is|we're|that's|call it|now) (?:now )?(?:at )?(?:\d{1,2}[:.]\d\d|\d{1,2} ?[ap]\.?m|noon|half \w+|\d{1,2}(?= now)|\d{1,2}(?=,? (?:not|instead)))(?: ?[ap]\.?m)?(?: (?:now|tomorrow|\w+day))?,? (?:now|not|instead)\b")
"""A new hour told of a talk that stands: "it's 10:30 now, not 10"."""
_CLOCK = re.compile(r"\d ?[ap]\.?m\b|\d[:.]\d\d|\bnoon\b|o'clock|\bat (?:\d|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|quarter)|\bhalf (?:past )?\w+|first thing|\bsharp\b")
_WHAT = re.compile(
    r"\b(?P<what>[a-z]+)(?: (?:to|of|for|at) (?:your|the|our|my) [a-z]+(?: [a-z]+)?)? (?:(?:is|are|has been|have been|'s|'ve been|'s been) )?(?:now |also |just |already )?(?:booked|moved|scheduled|rescheduled|rearranged|postponed|put back|brought forward|arranged)\b"
)
_SOMETHING = frozenset(
    "i we you he she they it that this us which who all everything date day time slot start place and so is are was be been being have has had 've 's now also just already then still not got get both him her one two each thing things".split()
)
"""What is moved or booked may be called by these; any other thing that is no talk ("rehearsal moved to Wednesday") is none."""
_STAGES = Cued(
    r"\b(?:trial|trials|shift|audition|lesson|demo|presentation|observation|assessment|test|induction|stage|walk-?through|tasting|exercise|medical|introductions?|training|hearing|round|rounds|viva|slots?)\b"
)
UNSURE = 0.6
"""A talk fixed in a sentence that names none: it gives way to what else the sentence promises or asks."""

_LONG_GONE = Cued(r"\b(?:was|were) (?:\w+ )?(?:fixed|booked|slated|set|moved|shifted|pushed)\b")
_FORWARD = re.compile(r"\blook(?:ing)? forward to\s*$")
_NOW = re.compile(r"\b(?:was|from|not|instead of)\b[\w ,-]*\bnow(?: on)?\s*$")
_HOUR = re.compile(r"\d ?[ap]\.?m|\d:\d\d|noon|o'clock|\dh\d\d")
_A_TALK = Cued(r"\b" + _TALK + r"\b")
_TOPIC = Cued(r"\b" + _TALK + r"\b|\btime\b|\byou\b|\bwe\b|\bour\b")


_FIXES = Cued(
    r"\b(?:has been|is|are|have been) (?:now )?(?:scheduled|confirmed|booked|rescheduled|rearranged|re-arranged|set up|arranged)\b|\bconfirm(?:ing)? (?:your|our|the) (?:\w+ ){0,2}"
    + _TALK
    + r"\b|\b(?:interview|meeting) (?:confirmation|details)\b|\byou(?:'re| are) (?:all )?(?:booked|confirmed|scheduled)\b"
)


_TALK_FIXED = Cued(
    r"\b"
    + _TALK
    + r"\b[^.!?\n]{0,80}\b(?:is|has been|are|have been) (?:now )?(?:scheduled|confirmed|booked|rescheduled|rearranged|set up|arranged)\b"
)


def names_a_fixed_talk(text: str, whole: Heard) -> bool:
    """Does the text say of a talk, in so many words, that it is fixed?"""
    return _TALK_FIXED.may(whole) and _TALK_FIXED.pattern.search(text.lower()) is not None


def fixes_a_talk(text: str, whole: Heard) -> bool:
    """Does the text as a whole say that a talk is fixed?"""
    return _FIXES.may(whole) and _FIXES.pattern.search(text.lower()) is not None and not of_another_thing(text.lower())


def of_another_thing(low: str) -> bool:
    """Is what is booked or moved a thing with a name of its own, and no talk spoken of?"""
    named = _WHAT.search(low)
    return named is not None and named.group("what") not in _SOMETHING and not (_A_TALK.pattern.search(low) or _STAGES.pattern.search(low))


def meetings(line: Line, scheduled: bool) -> list[Found]:
    """The fixed talks of this sentence; `scheduled` says that the mail as a whole fixes one."""
    if not line.spans or (line.asks and not scheduled) or _OFF.search(line) or _ASKED_BACK.match(line.low):
        return []
    days = [span for span in line.spans if _day(span, line) and not _PAST.search(line, 0, span.start)]
    if _LONG_GONE.search(line) and not _A_TALK.search(line):
        return []
    if not days or (CALLED_OFF.search(line) and not _MOVED.search(line)) or PLANNED_ONCE.search(line):
        return []
    if scheduled and (_WHEN.match(line.low) or (len(line.bare.split()) <= 3 and not _NO_TALK.search(line.bare))):
        return [_found(days[0], line)]
    if settled := next((one for one in days if _IT_IS.match(line.low, one.end)), None):
        return [_found(settled, line)]
    if not scheduled and of_another_thing(line.low):
        return []
    day = _moved(line, days) or days[0]
    timed = _HOUR.search(day.quote.lower()) is not None
    if _OPEN.search(line) and not (
        scheduled and _FIXED.search(line) and not re.search(r"\bcancel|\bcould\b|\bavailable\b", line.low)
    ):
        return []
    place = day if day in days else days[-1]  # a day read anew has no place of its own
    before, after = line.low[: place.start], line.low[place.end :]
    if _MOVED.pattern.search(before) and _TOPIC.search(line):
        return [_found(day, line, sure=_A_TALK.search(line) is not None)]
    if (
        _FIXED.search(line)
        and (timed or scheduled or _TOPIC.search(line))
        and (scheduled or not re.search(r"\bplease confirm\b|\bconfirm (?:your|by|whether|that you)\b", line.low))
    ):
        return [_found(day, line, sure=_A_TALK.search(line) is not None and _ANSWERS.search(line) is None)]
    if _CLOCK.search(line.low) and not line.asks and (_COME.search(before) or _MAKE_IT.search(before) or (day.quote.lower().startswith("come ") and _OPENS.search(before)) or _NOW_AT.search(line.low)):
        return [_found(day, line)]
    if _FORWARD.search(line.bare[: day.start]):
        return [_found(day, line)]
    if scheduled and len(days) > 1 and _NOW.search(line.bare[: days[-1].start]):
        return [_found(days[-1], line)]
    if _IS_ON.search(line.bare[: day.start]) and (timed or scheduled) and not line.asks:
        return [_found(day, line)]
    if timed and _NAMED.match(before):
        return [_found(day, line)]
    if len(days) > 1 and (seen := next((one for one in days if _SEEN.search(line, 0, one.start)), None)):
        return [_found(seen, line)]
    if _SEE.search(before) or _SPEAK.search(before) or (_SEE.search(after) and len(days) == 1):
        return [_found(day, line)]
    if len(days) == 1 and (_SUITS.match(after) or _SUITS_BEFORE.search(before)):
        return [_found(day, line, sure=_ANSWERS.search(line) is None)]
    return []


_ANSWERS = Cued(r"\b(?:answer|reply|response|decision|verdict)\b")


def _day(span: Span, line: Line) -> bool:
    return (
        span.kind in ("on", "in")
        and span.first is not None
        and (span.first == span.last or "to" in span.quote)
        and not span.vague
        and usable(span, line)
    )


def _moved(line: Line, days: list[Span]) -> Span | None:
    """Where a talk is moved from one day to another the last named counts."""
    if not _MOVED.search(line):
        return None
    if len(days) > 1 and _NOT_ON.search(line.low[: days[-1].start]):
        return days[0]
    _, to, target = days[-1].quote.lower().partition(" to ")
    return next((span for span in line.again(target) if span.first), days[-1]) if to else days[-1]


def _found(span: Span, line: Line, *, sure: bool = True) -> Found:
    day = span.last if _MOVED.search(line) else span.first
    return Found(True, "meeting", span.start, day, day, confidence=0.85 if sure else UNSURE)
