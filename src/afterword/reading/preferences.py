"""How somebody wants to be reached: 'please do not call', 'e-mail is best', 'text me', a direct line offered."""

from __future__ import annotations

import re
from collections.abc import Sequence

from afterword.reading.heard import Sentence, said
from afterword.reading.model import Preference

_CHANNEL: dict[str, str] = {
    **dict.fromkeys(
        ("email", "e-mail", "emails", "e-mails", "mail", "emailing", "e-mailing", "in writing", "written", "inbox"),
        "email",
    ),
    **dict.fromkeys(
        (
            "call",
            "calls",
            "phone",
            "phone call",
            "phone calls",
            "telephone",
            "ring",
            "calling",
            "phoning",
            "cell",
            "cellphone",
            "mobile",
            "direct line",
            "voice",
            "cold calls",
            "cold call",
            "landline",
        ),
        "call",
    ),
    **dict.fromkeys(
        (
            "text",
            "texts",
            "texting",
            "text message",
            "text messages",
            "sms",
            "whatsapp",
            "signal",
            "telegram",
            "message",
        ),
        "text",
    ),
    **dict.fromkeys(("linkedin", "linked in"), "linkedin"),
    **dict.fromkeys(("in person", "face to face", "visit", "visits", "drop by", "stop by", "come by"), "in_person"),
    **dict.fromkeys(("card", "letter", "post", "postcard", "by post"), "card"),
}
_WAYS = "|".join(sorted(map(re.escape, _CHANNEL), key=len, reverse=True))
_ME = r"(?:me|us|her|him|them)"
_BY = r"(?:by|via|on|over|through|at|with|using|through my|on my|via my|by my|at my|in)?\s*(?:the|a|an|my|your|our)?\s*"


def _cues(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ONE_WAY = r"(?:text|texts|sms|whatsapp|e-?mails?|call|calls|phone|ring|letter|post)"
# Each pattern with the words of which it needs one: most sentences need no pattern at all.
_NEVER = (
    (
        _cues("not don't dont never avoid stop refrain"),
        re.compile(
            rf"\b(?:please\s+|kindly\s+)?(?:do not|don't|don\u2019t|never|avoid|stop|not to|refrain from)\s+(?:ever\s+|to\s+|please\s+)?(?P<way>{_WAYS})(?:ing)?\b(?!\s+(?:it|this|that|about|back until|after|before|until|till|unless|during|between|again until|on (?:week|sun|sat)))"
        ),
    ),
    (
        _cues("contact contacting reach reaching message messaging write writing"),
        re.compile(
            r"\b(?:do not|don't|never|avoid|not to|stop)\s+(?:ever\s+)?(?:contact(?:ing)?|reach(?:ing)?(?:\s+out)?|message|messaging|writ(?:e|ing))\s+(?:to\s+)?(?:me|us)\s+(?:by|via|on|through|over|at)\s+(?:my\s+|the\s+)?(?:work\s+|office\s+)?"
            rf"(?P<way>{_WAYS})\b"
        ),
    ),
    (
        _cues("no"),
        re.compile(
            r"\bno\s+(?:unsolicited\s+)?(?P<way>phone calls|calls|texts|emails|e-mails|text messages|visits|phone)\b\s*,?\s*(?:please|pls|thanks|thank you|only|$|[.!])"
        ),
    ),
    (
        _cues("prefer rather better"),
        re.compile(
            rf"\b(?:prefer|rather|better)\s+(?:not|if you (?:did not|didn't))\s+(?:to\s+)?(?:be\s+|talk\s+|speak\s+|use\s+|get\s+|receive\s+|take\s+|do\s+|go\s+)?{_BY}(?P<way>{_WAYS})\b"
        ),
    ),
    (
        _cues("check use read take pick answer like do respond look"),
        re.compile(
            rf"\b(?:i|we|he|she|\w+)\s+(?:do not|don't|doesn't|does not|never|rarely|hardly ever|seldom|can't|cannot)\s+(?:really\s+|ever\s+|usually\s+)?(?:check|use|read|take|pick up|answer|like|do|respond to|look at)\s+(?:my\s+|the\s+|his\s+|her\s+)?(?P<way>{_WAYS})\b"
        ),
    ),
    (
        _cues("isn't aren't not doesn't don't"),
        re.compile(
            r"\b(?P<way>phone|call|email|e-mail|text|linkedin)\w*\s+(?:is|are|does)(?:\s+not|n't)\s+(?:a good|good|great|ideal|work|the best|reliable|best)\b"
        ),
    ),
    (
        _cues("not rather instead"),
        re.compile(rf"^\W*(?:please\s+)?{_ONE_WAY}(?:\s+(?:only|first|me))?\s*(?:,|;|-|\band\b)?\s*(?:not|rather than|instead of)\s+(?:by\s+)?(?P<way>{_WAYS})\b"),
    ),
)
_PREFER = (
    (
        _cues("not don't dont never rather instead"),
        re.compile(
            rf"^\W*(?:please\s+)?(?P<way>{_ONE_WAY})(?:\s+(?:only|first|me))?\s*(?:,|;|-|\band\b)?\s*(?:please\s+)?(?:do not|don't|dont|never|not|rather than|instead of)\s+(?:by\s+)?(?:{_WAYS})\b"
        ),
    ),
    (
        _cues("not don't dont never"),
        re.compile(rf"^\W*(?:please\s+)?(?:do not|don't|dont|never)\s+(?:{_WAYS})\s*[,;-]\s*(?:please\s+|just\s+)?(?P<way>{_ONE_WAY})\W*$"),
    ),
    (
        _cues("best better easiest quickest fastest simplest preferred preferable ideal reliable surest good"),
        re.compile(
            rf"\b(?P<way>{_WAYS})(?:ing)?\s+(?:\w+\s+){{0,2}}?(?:is|are|works|work|would be|suits|remains)\s+(?:always\s+|usually\s+|definitely\s+|probably\s+|by far\s+|generally\s+)?(?:the\s+|my\s+|our\s+)?(?:best|better|easiest|quickest|fastest|simplest|preferred|preferable|ideal|good for (?:me|us)|most reliable|surest|(?:me|us) best)\b"
        ),
    ),
    (
        _cues("best easiest quickest fastest simplest preferred surest easier quicker faster"),
        re.compile(
            rf"\b(?:best|easiest|quickest|fastest|simplest|preferred|surest|easier|quicker|faster)\s+(?:way\s+|method\s+|means\s+|channel\s+|is\s+)?(?:to\s+)?(?:reach|contact|get|get hold of|find|catch|talk to|reached|contacted)?\s*(?:out\s+to\s+)?(?:of\s+(?:contact|reaching|contacting)\s*)?{_ME}?\s*(?:is|would be|:|=)?\s*{_BY}(?P<way>{_WAYS})\b"
        ),
    ),
    (
        _cues("prefer prefers preferred favor favour favors favours rather likes"),
        re.compile(
            rf"\b(?:prefer|prefers|preferred|favou?r|favou?rs|would rather|i'd rather|rather|likes|like it better)\s+(?:to\s+)?(?:be\s+|get\s+|have\s+|use\s+|talk\s+|communicate\s+|hear\s+|keep\s+it\s+|keep\s+things\s+|stick\s+(?:to|with)\s+|you\s+|reached\s+|contacted\s+|receive\s+|do\s+things\s+|do\s+this\s+)*{_BY}(?P<way>{_WAYS})(?:ing|ed)?\b"
        ),
    ),
    (
        _cues("text sms whatsapp"),
        re.compile(r"\b(?P<way>text|sms|whatsapp)\s+(?:me|us)\b(?!\s+(?:message|field))"),
    ),
    (
        _cues("just simply rather instead better always feel"),
        re.compile(
            r"\b(?:just|please just|simply|rather|instead,?|better to|always|feel free to)\s+(?P<way>email|e-mail|call|ring|phone|text)\s+(?:me|us)\b"
        ),
    ),
    (
        _cues("instead rather anytime any directly"),
        re.compile(
            r"\b(?P<way>email|e-mail|call|ring|phone|text|mail)\s+(?:me|us)\s+(?:instead|rather|any ?time|directly)\b"
        ),
    ),
    (
        _cues("stick keep only"),
        re.compile(
            rf"\b(?:stick to|keep to|let's keep (?:it|this) (?:to|on|by|over)|only (?:by|via|through)|only use|use only)\s+(?P<way>{_WAYS})\b"
        ),
    ),
    (_cues("only"), re.compile(r"\b(?P<way>email|e-mail|text|texts|calls|phone)\s+only\b")),
    (
        _cues("direct cell mobile"),
        re.compile(
            r"\b(?:my|her|his|our)\s+(?P<way>direct line|cell|mobile|cell phone|mobile number|direct number)(?:\s+number)?\s+(?:is|:)"
        ),
    ),
    (
        _cues("direct cell mobile cellphone"),
        re.compile(
            r"\b(?:reach|call|get|try|ring)\s+(?:me|us)\s+(?:directly\s+|direct\s+)?(?:on|at|by|via)\s+(?:my\s+)?(?P<way>direct line|cell|mobile|cell ?phone|direct number)\b"
        ),
    ),
    (
        _cues("faster quicker sooner better"),
        re.compile(
            r"\b(?:faster|quicker|sooner|better)\s+(?:by|on|via|over|with)\s+(?:the\s+|a\s+|my\s+)?"
            rf"(?P<way>{_WAYS})\b"
        ),
    ),
    (
        _cues("send drop shoot write"),
        re.compile(r"\b(?:send|drop|shoot|write)\s+(?:me|us)\s+(?:a|an)\s+(?P<way>text|sms|text message|whatsapp)\b"),
    ),
)
_WHO = re.compile(
    r"\b([A-Z][\w'-]+(?:\s[A-Z][\w'-]+){0,2})(?:'s)?\s+(?:much\s+|really\s+|always\s+|usually\s+|strongly\s+)?(?:prefers|favou?rs|likes|would rather|doesn't|does not|never|rarely|hates|dislikes|is best reached|(?:best )?(?:direct line|cell|mobile) is)\b"
)
_NOBODY = frozenset(
    {
        "My",
        "Our",
        "Her",
        "His",
        "Your",
        "Their",
        "The",
        "I",
        "We",
        "He",
        "She",
        "They",
        "It",
        "That",
        "This",
        "Email",
        "E-mail",
        "Phone",
        "Text",
        "Please",
        "He'd",
        "She'd",
        "Who",
        "LinkedIn",
        "Mail",
        "Everyone",
        "Nobody",
    }
)
_REPLY = re.compile(
    r"\b(?:reply|respond|reply to this|this (?:e-?mail|message|mailbox|address))\b.*\b(?:monitored|unmonitored|automated|not be (?:read|answered)|no-?reply)\b|\bdo not (?:reply|respond)\b"
)
_BARRED = re.compile(r"\b(?:not|n't|never|no)\s+(?:\w+\s+){0,2}$")


def preferences(
    units: Sequence[Sentence], sender: str, signature: str = ""
) -> tuple[Preference, ...]:
    """The wishes told in sentences; whose they are is the sender unless another is named."""
    found: dict[tuple[str, str, bool], Preference] = {}
    extra = (
        tuple(said(line) for line in signature.split("\n") if 8 < len(line) < 120) if signature else ()
    )
    for sentence, _, low, held in (*units, *extra):
        if _WAY_CUES.isdisjoint(held) or _WISH_CUES.isdisjoint(held) or len(sentence) > 600:
            continue
        if _REPLY.search(low):
            continue
        wishes = _wishes(low, held)
        if not wishes:
            continue
        person = _whose(sentence, sender)
        for channel, never in wishes:
            found.setdefault((person, channel, never), Preference(person, channel, never=never, quote=sentence))
    barred = {(person, channel) for person, channel, never in found if never}
    return tuple(wish for key, wish in found.items() if key[2] or (key[0], key[1]) not in barred)


_WAY_CUES = frozenset(max(way.split(), key=len) for way in _CHANNEL) | {
    "phoning",
    "emailing",
    "texting",
    "whatsapp",
    "line",
    "number",
    "writing",
}
_WISH_CUES: frozenset[str] = frozenset().union(*(cues for cues, _ in (*_NEVER, *_PREFER)))


def _wishes(sentence: str, held: frozenset[str]) -> list[tuple[str, bool]]:
    """Channels with whether they are unwanted."""
    found: list[tuple[str, bool]] = []
    never_at: list[tuple[int, int]] = []
    for cues, pattern in _NEVER:
        if cues.isdisjoint(held):
            continue
        for match in pattern.finditer(sentence):
            channel = _CHANNEL.get(match["way"].lower())
            if channel and (channel, True) not in found:
                found.append((channel, True))
            never_at.append((match.start("way"), match.end()))
    for cues, pattern in _PREFER:
        if cues.isdisjoint(held):
            continue
        for match in pattern.finditer(sentence):
            channel = _CHANNEL.get(match["way"].lower())
            inside = any(begin <= match.start("way") < end for begin, end in never_at)
            if not channel or inside or _BARRED.search(sentence[: match.start()]):
                continue
            if all(channel != known for known, _ in found):
                found.append((channel, False))
    return found


def _whose(sentence: str, sender: str) -> str:
    found = _WHO.search(sentence)
    if found and found[1].split()[0] not in _NOBODY:
        return found[1].removesuffix("'s")
    return sender
