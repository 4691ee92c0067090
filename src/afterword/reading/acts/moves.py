"""People who move: leaving and starting, gone from a mailbox, away until a day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from afterword.reading.acts.days import coming, first_day_back, past_day
from afterword.reading.acts.names import organisation_after, organisation_at, person_at, role_at, title_like
from afterword.reading.acts.scene import Scene
from afterword.reading.acts.whom import third_parties
from afterword.reading.cued import Cued
from afterword.reading.heard import Sentence
from afterword.reading.model import Act

_MOVE_WORDS = frozenset(
    "leaving left leave leaves last joining joined join joins starting started starts start moving moved move moves retiring retired retire notice resigned resigning "
    "quit quitting goodbye accepted landed departing departed redundant post taken role finish finishing finished headed heading began stepping taking took job laid off now".split()
)
_LEFT_WORDS = frozenset(
    "longer left departed moved retired parted mailbox account inbox address finished stopped ceased quit last".split()
)
_AWAY_WORDS = frozenset(
    "office leave holiday holidays vacation pto ooo away abroad off back returning return returns sabbatical travelling traveling limited unavailable unreachable offline".split()
)
CUES = _MOVE_WORDS | _LEFT_WORDS | _AWAY_WORDS
_I = r"\b(?:i|i'm|i've|i'll|i'd)\b"
_WORKPLACE = r"(?:the (?:company|firm|team|practice|organi[sz]ation|agency|studio|office|department|business|museum|school|hospital|university|paper|press|bank|shop|house|council|lab|group)|us\b|here\b)"
_LEAVING = Cued(
    r"\b(?:my|his|her|their|[a-z]+'s) (?:very )?last (?:day|week|shift)\b",
    rf"\b(?:i(?:'m| am|'ll be| will be|'ve| have)|(?:he|she)(?:'s| is| will be| has)|is|will be|has|have|was|be) (?:now |just |also |recently |sadly |finally |actually |soon |going to be )*(?:leaving|left|departing) (?=(?:{_WORKPLACE}|[a-z&]))",
    r"\b(?:leaves|left|is leaving|are leaving|to leave) (?=[a-z&][^.?!]{0,50}\b(?:for|to join|to become|to start|after|in|at the end|on|next)\b)",
    r"\b(?:i|i'm|i'll|she|he|will be|is|am) (?:be )?finish(?:ing|es)? (?:up )?(?:here )?(?:at|with|here)\b",
    r"\b(?:handed in|given|giving|gave|put in) (?:my|his|her|their) (?:notice|resignation)\b",
    r"\b(?:i(?:'ve| have)|he's|she's|has|have) (?:decided to |just )?(?:resigned?|quit|retired?|move(?:d)? on|been made redundant|been laid off|been let go)\b",
    r"\b(?:i(?:'m| am|'ll be| will be)|is|will be) (?:now |soon |finally |also )?(?:resigning|quitting|retiring|moving on|stepping down|being made redundant)\b",
    r"\b(?:decided|time|chosen) (?:for me )?to (?:move on|leave|say goodbye|retire|hang up)\b",
)
_STARTING = Cued(
    r"\b(?:i(?:'m| am|'ll be| will be|'ve| have|'ve just| have just)?|he's|she's|is|has|will be|will|and|now|just|recently|to|'ll|be|also|who) (?:now |just |recently |also |be |been |soon |since |shortly )*(?:joining|joined|join|joins|moving (?:over )?to|moved (?:over )?to|move (?:over )?to|going to work (?:for|at)|headed (?:over )?to|heading (?:over )?to|off to) (?=[A-Za-z0-9&])",
    r"\b(?:start(?:ing|ed|s)?|began|beginning|taking up|took up|taken up|accepted|landed|got|have|taking|take)(?: in)? (?:a |an |my |the |this )?(?:\w+ ){0,3}?(?:job|role|position|post|chapter|adventure|challenge)?\b[^.?!]{0,40}?\b(?:at|with|for) (?=[a-z0-9&])",
    r"\bstart(?:ing|ed|s)? (?:work )?(?:on [a-z0-9 ]{2,20} )?(?:at|with|for|as) (?=[a-z0-9&])",
    r"\bfrom [a-z0-9 ]{3,20} (?:i'm|i am|i'll be|she's|he's) (?:with|at) (?=[a-z0-9&])",
    r"\b(?:taken|accepted|got|landed) (?:up )?(?:a|the|my) (?:new )?(?:job|role|position|post) (?:as|of) [^.?!]{2,50}? (?:at|with) (?=[a-z0-9&])",
    r"\bi(?:'m| am) now (?:at|with|working (?:at|for|with)) (?=[a-z0-9&])",
)
_NEW_HANDLE = re.compile(
    r"\b(?:my|his|her) (?:new|personal|private|home) (?:e-?mail|address|work e-?mail|work address|number|e-?mail address)|(?:reach|find|write to|contact|e-?mail) me (?:from (?:now|then|\w+) on )?(?:at|on|under)\b"
)
_JOB = re.compile(
    r"\b(?:last (?:day|week)|notice|resign\w*|retir\w+|company|firm|team|colleagues?|role|job|position|post|work(?:ing|ed)?|years|farewell|goodbye|redundant|join\w*|new chapter|adventure|new challenge|moving on|laid off|career)\b"
)
_NOT_MOVE = re.compile(
    r"\b(?:leaving (?:you|it|this|that|early|on (?:holiday|vacation)|for (?:the day|lunch|work|the (?:weekend|airport|station))|a (?:message|note|review|voicemail|tip|comment)|the (?:house|office|meeting|door|light)|me|him|her|them|my|your|behind|aside|room|home|town|now|in (?:five|ten|\d+))|"
    r"left (?:you|a|me|him|her|it|the (?:house|office|meeting|room|message|door|keys?)|my|your|over|out|off|behind|to (?:do|say|see)|early|for|on (?:the|your)|in (?:the|your)|because|and|hand|side|at)|joining (?:me|us|the (?:call|meeting|zoom|waitlist|interview|panel|conversation|talk|webinar))|join(?:ed)? (?:me|us|the (?:call|meeting|zoom|interview|panel|conversation|talk|webinar|waitlist)|our|you|linkedin|your|in|by|via|from|with|a (?:call|meeting|zoom))|"
    r"moving (?:forward|ahead|house|on to (?:the|our)|to the next|you (?:forward|to|on)|to (?:a new (?:flat|house|apartment|home|office)|the (?:country|coast|city|next|second|final))|our|your|the)|move (?:you|to the next|forward|ahead|on to|our|your|the|it)|moved (?:to (?:the next|monday|tuesday|wednesday|thursday|friday|next|\d)|the|our|your|by|me|forward|house)|"
    r"start(?:ing|ed|s)? (?:at|with|on|from|for) (?:\d|noon|nine|ten|eight|the (?:beginning|top|end|latest|earliest)|£|\$|€|an? (?:salary|question|short|tour|quick)|once|what|your|our|us|you|me)|(?:if|should|could|can|would|when) you (?:\w+ )?(?:left|leave|start|join)|"
    r"(?:we|our|you(?:'ll| will|'d| would)?)\b[^.?!]{0,20}\b(?:be )?(?:join(?:ing)?|start(?:ing)?)|interview\w*|before (?:you|i) leave|thank(?:s| you) for joining|looking for|applied|annual leave|parental leave|sick leave|maternity leave|position available|got (?:a|an|the) (?:call|question|meeting|chance|coffee|note|mail|email|reply)|have (?:a|an) (?:question|meeting|call|chat))\b"
)
_BACK_SOON = re.compile(
    r"\blast (?:day|week|shift)\b[^.?!]{0,30}\b(?:before|ahead of|until|for|of (?:the )?(?:term|school|holidays?|vacation|summer))\b[^.?!]{0,20}\b(?:holidays?|vacation|leave|break|christmas|easter|thanksgiving|weekend|term|school|summer|surgery|a (?:week|fortnight|month)|(?:two|three|four|six) weeks)\b"
)
"""A last day before a holiday is no departure."""
_HYPOTHETIC = re.compile(
    r"\b(?:if (?:i|he|she|they)|could start|can start|would start|when could|available to start|able to start|thinking (?:of|about) (?:leaving|moving)|might (?:leave|move|join)|hope to (?:join|start)|wish i|love to join|like to join|want to join|interested in joining|apply|expecting to start|looking forward to (?:joining|starting))\b"
)

_LEFT = Cued(
    r"\b(?:is|am|are|'m|'s|was) no longer (?:\w+ )?(?:with|at|employed|working|works?|part of|in (?:the|this|our)|associated|here)\b",
    r"\bno longer (?:works?|with|employed|at)\b",
    rf"\b(?:has|have|'ve|'s)(?: now| since| recently| sadly| just| already)? left (?:{_WORKPLACE}|[a-z&])",
    rf"\b(?<!i )left {_WORKPLACE}",
    r"\b(?:has|have|'ve)(?: now| since| recently)? (?:moved on from|departed|retired from|parted ways with)\b",
    r"\b(?:finished|stopped|ceased) (?:working|work)\b",
    r"\bquit (?:my|his|her|their) (?:job|position|role|post)\b",
    r"\b(?:i(?:'ve| have)|has|have|he's|she's) (?:now |since )?(?:moved on|retired)\b",
    r"\blast day (?:at|with) [^.?!]{2,50} was\b",
    r"\bthis (?:mailbox|account|e-?mail address|address|inbox) is (?:no longer|not) (?:monitored|active|in use|being)\b",
)
_TO_JOIN = re.compile(
    r"\b(?:for (?!\d|anything|urgent|more|all|good|any|the|a\b|an\b|my|your)|to join|to work|to start|to become)"
)
_FROM_WHERE = re.compile(
    r"\b(?:longer(?: \w+){0,2}? (?:with|at|by|for|part of)|left|leaving|leaves|leave|departing|departed|moved on from|retired from|departed from|parted ways with|"
    r"(?:working|work|worked|position|job|role|day) (?:for|at|with))\s+(?=\S)"
)
_SUCCESSOR = re.compile(
    r"\b(?:please )?(?:contact|write to|get in touch with|reach out to|e-?mail|call|speak to|turn to|refer to|direct [^.]{0,40} to|address [^.]{0,40} to|send [^.]{0,40} to|forward [^.]{0,40} to|ask for|be in touch with|taken over by|replaced by|succeeded by|handed over to|hand(?:ed)? to|(?:successor|replacement) is|instead[,:]?) (?:(?:my|our|his|her|the) (?:colleague|successor|replacement|assistant|manager|team ?mate|boss)[, ]*)?(?=[\w(])"
)
_TOOK_OVER = re.compile(
    r"\b(?:has|have|is|will be) (?:now |since )?(?:taken over|taking over|covering|looking after|stepping in|standing in|filling in|handling)\b"
)

_AWAY = Cued(
    r"\bout of (?:the )?office\b",
    r"\b(?:on|taking) (?:\w+ )?(?:annual leave|leave|holiday|holidays|vacation|pto|maternity leave|parental leave|paternity leave|sabbatical|sick leave|bereavement leave)\b",
    r"\b(?:i(?:'m| am|'ll be| will be)|(?:he|she)(?:'s| is| will be)|is|am|are|will be|be) (?:currently |now |also |just |still )?(?:away|abroad|off(?: work)?(?= (?:until|till|from|next|this|on|for|sick))|travell?ing|ooo|unavailable|unreachable|offline)\b",
    r"\b(?:i(?:'ll| will)|i'm|i am|she'll|he'll|she will|he will|she's|he's|will) (?:not )?(?:be )?(?:back|returning|return|coming back)\b[^.?!]{0,30}\b(?:on|from|in|next|monday|tuesday|wednesday|thursday|friday|\d)",
    r"\b(?:back|returning|return) (?:in(?:to)? the office|at my desk|to (?:the office|work)|to work) (?:on|from|in|next)\b",
    r"\blimited (?:access to|e-?mail)\b",
)
_NOT_AWAY = re.compile(
    r"\b(?:get(?:ting)? back|got back|come back|write back|call (?:you )?back|ring (?:you )?back|hear back|report back|go back|send (?:it )?back|back (?:to you|and forth|up)|right away|straight away|give away|far away|return(?:ed)? (?:your|the|it|my)|work from home|if you(?:'re| are)|when you(?:'re| are)|are you (?:away|back|on)|leave (?:you|it|a))\b"
)


def moves(scene: Scene) -> Iterator[Act]:
    """Departures, arrivals, absences. Business mail of machines only tells of absences and of people gone."""
    gone = False
    automatic = scene.kind in {"auto_reply_away", "auto_reply_left"} or scene.letter.headers.get(
        "auto-submitted", "no"
    ).lower() not in {"no", ""}
    for index, line in enumerate(scene.lines):
        if CUES.isdisjoint(line.words):
            continue
        if not gone and not _LEFT_WORDS.isdisjoint(line.words) and (not scene.bulk or automatic):
            left = _left(scene, index, line)
            if left is not None:
                gone = True
                yield left
                continue
        if not _AWAY_WORDS.isdisjoint(line.words) and scene.kind != "auto_reply_left" and (automatic or not scene.bulk):
            away = _away(scene, index, line)
            if away is not None:
                yield away
                continue
        if not _MOVE_WORDS.isdisjoint(line.words) and scene.kind != "auto_reply_left" and (not scene.bulk or automatic):
            moving = _moving(scene, index, line)
            if moving is not None:
                yield moving
    if scene.kind == "auto_reply_left" and not gone and scene.lines:
        other, email = _successor(scene, 0)
        yield Act("left", scene.lines[0].quote, person=scene.speaker, email=email, other=other, confidence=0.7)


def _self(line: Sentence, start: int) -> bool:
    return bool(re.search(rf"{_I}|\bmy\b", line.low[: start + 14]))


def _left(scene: Scene, index: int, line: Sentence) -> Act | None:
    found = _LEFT.search(line)
    if (
        found is None
        or _HYPOTHETIC.search(line.low)
        or re.search(
            r"\bno longer (?:\w+ )?(?:available|interested|open|considering|accepting|at (?:\d|this stage)|in (?:stock|the running))\b|\bleft (?:a|an|you|me|your|my|it|the (?:house|room|message|office for|building)|for|early|to|over|out)\b|\bthe (?:position|role|job|post|vacancy) (?:is|has)\b",
            line.low,
        )
    ):
        return None
    if _TO_JOIN.search(line.low, found.end()) and scene.kind != "auto_reply_left":
        return None
    own = _self(line, found.start() + len("i have ")) if scene.kind == "auto_reply_left" else _self(line, found.start())
    if own and scene.kind != "auto_reply_left" and "no longer" not in line.low:
        return None
    names = third_parties(scene, line, 0, found.start())
    person = scene.speaker if own else (names[-1] if names else "")
    if not person and not own:
        if not re.search(r"\b(?:he|she|they)\b|mailbox|account|address|inbox", line.low[: found.end()]):
            return None
        earlier = (
            []
            if scene.kind == "auto_reply_left"
            else [n for near in scene.lines[max(0, index - 2) : index] for n in third_parties(scene, near)]
        )
        person = earlier[-1] if earlier else scene.speaker
    other, email = _successor(scene, index)
    start = max(found.start() - 2, 0)
    return Act("left", line.quote, person=person, email=email, organisation=_from_where(line, start), other=other)


def _from_where(line: Sentence, start: int) -> str:
    found = _FROM_WHERE.search(line.low[start:])
    if found:
        name, _ = organisation_at(line.plain, start + found.end())
        if name:
            return name
    return organisation_after(line.plain, start)


def _successor(scene: Scene, index: int) -> tuple[str, str]:
    """Who answers instead, with the address, from the next few sentences."""
    for line in scene.lines[index : index + 5]:
        found = _SUCCESSOR.search(line.low)
        names: tuple[str, ...] = ()
        if found:
            name, _ = person_at(line.plain, found.end())
            names = (name,) if name else third_parties(scene, line, found.end())
        elif took := _TOOK_OVER.search(line.low):
            names = third_parties(scene, line, 0, took.start())[-1:]
        if names:
            return names[0], scene.email_of(names[0]) or (scene.emails[0] if len(scene.emails) == 1 else "")
        if found and scene.emails:
            return scene.emails[0], scene.emails[0]
    return "", ""


def _away(scene: Scene, index: int, line: Sentence) -> Act | None:
    found = _AWAY.search(line)
    if found is None or ("?" in line.low) or (_NOT_AWAY.search(line.low) and scene.kind != "auto_reply_away"):
        return None
    if (
        re.search(
            r"\b(?:no longer|was|were|just|when i was|while i was|had been|came|come|got) (?:\w+ )?(?:away|on (?:holiday|leave|vacation)|back)\b",
            line.low,
        )
        and "until" not in line.words
    ):
        return None
    own = _self(line, found.start()) or scene.kind == "auto_reply_away"
    names = () if own else third_parties(scene, line, 0, found.end())
    if not own and not names:
        return None
    until = first_day_back(scene, line.plain, line.low)
    if until is None:
        until = next(
            (
                day
                for near in scene.lines[index + 1 : index + 3]
                if re.search(r"\b(?:back|return\w*|until|till)\b", near.low)
                for day in [first_day_back(scene, near.plain, near.low)]
                if day
            ),
            None,
        )
    if until is None and scene.kind != "auto_reply_away":
        return None
    if until is not None and until <= scene.sent.date():
        return None
    other, email = _successor(scene, index + 1 if index + 1 < len(scene.lines) else index)
    return Act(
        "away",
        line.quote,
        person=names[0] if names else scene.speaker,
        email=email if names or other else "",
        other=other,
        until=until,
    )


def _moving(scene: Scene, index: int, line: Sentence) -> Act | None:
    low = line.low
    if "?" in low:
        return None
    leaving, starting = _LEAVING.search(line), _STARTING.search(line)
    if (leaving is None and starting is None) or _HYPOTHETIC.search(low):
        return None
    if _NOT_MOVE.search(low) and not re.search(
        r"\blast day\b|\bmy notice\b|\bleaving [^.?!]{2,40} (?:to join|for)\b", low
    ):
        return None
    if _BACK_SOON.search(low):
        return None
    first = leaving or starting
    assert first is not None
    own = bool(re.search(rf"{_I}|\bmy last\b|\bmy notice\b", low[: first.end()]))
    names = third_parties(scene, line, 0, first.end())
    if not own and not names:
        return None
    if scene.mine and not names:
        return None  # the user's own new job is told by `outcome accepted`
    organisation = _org_left(line, leaving) if leaving else ""
    to = _org_joined(line, starting, leaving)
    if not (organisation or to or _JOB.search(low)):
        return None
    if leaving is None and not to:
        return None
    to, role, email = (
        to or _next_place(scene, index)[0],
        _role(line),
        scene.emails[0] if len(scene.emails) == 1 and any(_NEW_HANDLE.search(near.low) for near in scene.lines) else "",
    )
    on = coming(scene, line.plain) if not re.search(r"\b(?:was|started|joined|left)\b", low) else past_day(scene, low)
    return Act(
        "moving",
        line.quote,
        person=scene.speaker if own else names[0],
        email=email,
        organisation=organisation,
        to=to,
        role=role,
        on=on,
        past=bool(re.search(r"\b(?:left|started|joined|was my last|have moved|has moved)\b", low)),
    )


def _org_left(line: Sentence, leaving: re.Match[str]) -> str:
    text = line.plain
    found = re.search(
        r"\b(?:leaving|left|leaves|leave|departing|from|day (?:here )?(?:at|with)|week (?:at|with)|shift at|years (?:at|with|in))\s+(?=\S)",
        line.low,
    )
    if found:
        name, _ = organisation_at(text, found.end())
        if name:
            return name
    return organisation_after(text, leaving.end(), 40) if re.search(r"\blast\b", leaving.group()) else ""


def _org_joined(line: Sentence, starting: re.Match[str] | None, leaving: re.Match[str] | None) -> str:
    found = re.search(
        r"\b(?:joining|joined|join|joins|move (?:over )?to|moving (?:over )?to|moved (?:over )?to|work (?:for|at)|headed (?:over )?to|heading (?:over )?to|off to)\s+(?=\S)",
        line.low,
    )
    if found:
        name, _ = organisation_at(line.plain, found.end())
        if name:
            return name
    if leaving is not None:
        found = re.search(r"\bfor (?=\S)", line.low[leaving.end() :])
        if found and re.search(r"\b(?:leav\w+|left)\b", leaving.group()):
            name, _ = organisation_at(line.plain, leaving.end() + found.end())
            if name:
                return name
    if starting is None:
        return ""
    return organisation_after(line.plain, max(0, starting.start()))


def _next_place(scene: Scene, index: int) -> tuple[str, str]:
    """Where to, told in the next two sentences."""
    for line in scene.lines[index + 1 : index + 3]:
        starting = _STARTING.search(line)
        if starting and not _NOT_MOVE.search(line.low) and not _HYPOTHETIC.search(line.low):
            return _org_joined(line, starting, None), line.quote
    return "", ""


def _role(line: Sentence) -> str:
    for found in re.finditer(r"\b(?:as|become|becoming|be) (?:their |its |an? |the |our |new |head )*(?=\w)", line.low):
        role = role_at(line.plain, found.end())
        if title_like(role):
            return role
    return ""
