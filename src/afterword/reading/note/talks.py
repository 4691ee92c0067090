"""Meetings and calls in a note: held, agreed, missed, called off."""

from __future__ import annotations

import re
from datetime import date

from afterword.reading.acts.days import hour
from afterword.reading.acts.names import organisation_after, person_at, role_at, role_in, title_like
from afterword.reading.acts.relations import relation, tie_of
from afterword.reading.heard import Sentence
from afterword.reading.note.clauses import Scribe, people
from afterword.reading.note.statement import Statement

_NOUN = r"(?:call|phone call|video call|zoom|chat|talk|conversation|meeting|coffee|lunch|dinner|breakfast|drinks?|tea|beer|interview|phone interview|phone screen|screening|catch-?up|session|appointment|visit|panel|skype|facetime)"
_WHO = r"(?=[^\W\d_])"
# (pattern up to the person, channel, direction)
_HELD: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(pattern), channel, direction)
    for pattern, channel, direction in (
        (
            r"\b(?:had|did|have had|after|finished|just had|there was)? ?(?:an?|the|my|our|first|second|another|final)?\s*(?:\w+ ){0,2}?(?:interview(?:ed)?|screen(?:ing)?) (?:with|by) "
            + _WHO,
            "interview",
            "both",
        ),
        (
            r"\binterviewed (?:with|at|for|by) "
            + _WHO
            + r"|\b(?:had|did|have had|after|just had|went to|first|second|final|phone|panel)\b[^,;]{0,30}\binterview\b(?: (?:at|for|with))? ?|^(?:\w+ )?interview (?:at|with|for) "
            + _WHO,
            "interview",
            "both",
        ),
        (
            r"\b(?:left|leaving) (?:her|him|them|[a-z]+(?: [a-z]+)?)? ?a (?:voicemail|voice mail|message)(?: (?:for|with))? ?",
            "call",
            "out",
        ),
        (r"\b(?:got|had|took|received) (?:a |an )?(?:\w+ )?(?:phone )?call from " + _WHO, "call", "in"),
        (
            r"\b(?:got|had|received) (?:a |an )?(?:\w+ )?(?:e-?mail|mail|message|text|note|letter|card|reply) from "
            + _WHO
            + r"|\bheard (?:back )?from "
            + _WHO,
            "message",
            "in",
        ),
        (
            r"\b(?:called|rang|phoned|telephoned|tried to (?:call|ring|phone|telephone|reach|get hold of)|tried|dialled|spoke on the phone (?:to|with)|phone call (?:to|with)|had a (?:\w+ )?(?:phone )?call with|on the phone (?:to|with)|call(?:ed)? with|gave (?=[a-z]+(?: [a-z]+)? a (?:call|ring)\b))\s*"
            + _WHO,
            "call",
            "out",
        ),
        (
            r"\b(?:zoom|zoomed|video call|videocall|skype|skyped|facetime|facetimed|teams call|video chat)(?:ed)?(?: call)? with "
            + _WHO,
            "call",
            "both",
        ),
        (r"\b(?:texted|sent a text to|whatsapped) " + _WHO, "text", "out"),
        (
            r"\b(?:emailed|e-mailed|mailed|wrote to|wrote|messaged|dropped a line to|sent an? (?:e-?mail|mail|message|note|line) to|replied to|answered|pinged|dm'd) "
            + _WHO,
            "message",
            "out",
        ),
        (
            r"\b(?:sent|posted|wrote) (?:a |the )?(?:\w+ )?card to "
            + _WHO
            + r"|\bsent (?=[^\W\d_]+(?: [^\W\d_]+)? a (?:\w+ )?card)",
            "card",
            "out",
        ),
        (
            r"\b(?:met up with|met with|met|meeting with|met for \w+ with|ran into|bumped into|saw|visited|caught up with|sat down with|had (?:a |an )?(?:\w+ )?(?:coffee|lunch|dinner|breakfast|drinks?|tea|beer|meeting|catch-?up|walk|pint) with|(?:coffee|lunch|dinner|breakfast|drinks?|tea|beer|pint|walk|meeting|catch-?up|session) with|went for (?:a )?(?:coffee|lunch|drinks?|tea|walk) with|seen|met for (?:coffee|lunch)) "
            + _WHO,
            "meeting",
            "both",
        ),
        (
            r"\b(?:spoke|speaking|talked|chatted|chat|talk|conversation|had (?:a |an )?(?:\w+ )?(?:chat|talk|word|conversation)|informational (?:talk|chat|interview)|word) (?:briefly |again |at length |for [a-z0-9 ]{2,20} )?(?:to|with) "
            + _WHO,
            "conversation",
            "both",
        ),
    )
)
# the other person does it: "Dana called", "Dana texted me"
_THEY = re.compile(
    r"\b(?P<verb>called|rang|phoned|texted|emailed|e-mailed|messaged|wrote|replied|answered|interviewed|visited|came by|got back)\b(?: back)?(?: to)?(?: (?:me|us))?(?= |[,.!]|$)"
)
_THEY_CHANNEL = {
    "called": "call",
    "rang": "call",
    "phoned": "call",
    "texted": "text",
    "interviewed": "interview",
    "visited": "meeting",
    "came by": "meeting",
}
_WE = re.compile(
    r"\b(?:we|and i|i and [a-z]+) (?:\w+ )?(?P<verb>met|spoke|talked|chatted|had (?:a |an )?(?:\w+ )?(?:coffee|lunch|call|chat|talk|dinner|drink|tea|meeting))\b"
)
_FUTURE = re.compile(
    r"\b(?:tomorrow|next|upcoming|will|'ll|going to|am meeting|i'm meeting|are meeting|am seeing|i'm seeing|am speaking|am talking|i'm calling|scheduled|booked|set up|agreed|arranged|fixed|is on|planned|confirmed|on for|due to)\b"
)
_PAST = re.compile(
    r"\b(?:met|saw|spoke|talked|chatted|called|rang|phoned|emailed|texted|wrote|had|did|ran|bumped|caught|went|heard|got|was|visited|interviewed|yesterday|ago|last|this morning|earlier)\b"
)
_AGREED = re.compile(rf"\b(?:{_NOUN}|meeting|meet|seeing|see|speaking|speak|talking|talk|calling)\b")
_TO_DO = re.compile(
    r"^(?:to ?do:? )?(?:i(?:'ll| will| shall)? )?(?:(?:remember|need|have|must|should|don't forget|ought|am|'m)(?: to)? )?(?:call|ring|phone|see|meet|speak to|talk to) |\b(?:need to|have to|must|should|remember to|don't forget to)\b"
)
_MISSED = re.compile(
    r"\b(?:(?:did not|didn't|never|hasn't|has not) (?:call|ring|phone|show(?: up)?|turn up|pick up|answer|happen|take place|join|come|appear|dial in|make it|go ahead|called|rung|shown)|no[- ]show(?:ed)?|stood me up|missed (?:our|the|my|his|her|their|a) (?:\w+ )?(?:call|meeting|interview|chat|talk|appointment|coffee|lunch)|"
    r"(?:call|talk|meeting|chat|interview|coffee|lunch) (?:with [^,;.]{2,40} )?(?:never|didn't|did not) (?:happen|take place|come off|go ahead)|did not manage to (?:speak|talk|meet)|didn't manage to (?:speak|talk|meet)|didn't get to (?:speak|talk|meet)|never (?:called|rang|phoned|showed(?: up)?|turned up|joined|happened)|forgot (?:our|the) (?:call|meeting|chat))\b"
)
_NOT_AGREED_CALL = re.compile(
    r"\b(?:never|hasn't|has not|didn't|did not) (?:call|ring|phone|show|answer|come)(?: me)? (?:back|again|to the party)\b"
)
_CANCELLED = re.compile(
    r"\b(?:cancell?ed|called off|postponed|had to (?:cancel|postpone|move|reschedule)|rescheduled)\b"
)
_MOVED = re.compile(r"\b(?:to|for|until)\b")
_NO_ANSWER = re.compile(
    r"\b(?:no answer|no reply|didn't (?:pick up|answer)|did not (?:pick up|answer)|rang out|(?:nobody|no one) (?:answered|picked up|was (?:in|there|home))|couldn't reach|could not reach|engaged|not reached)\b"
)
_VOICEMAIL = re.compile(r"\b(?:voicemail|voice mail|left (?:\w+ )?a message|answering machine|mailbox)\b")
_RATING = re.compile(
    r"\b(?:rating|rated|rate|score|i'd say|mood)[: ]+(?:it )?(?:a )?([1-5])\b(?! ?(?:pm|am|o'clock|days?|weeks?))|\b([1-5]) ?(?:/|out of|of) ?5\b|(\*{1,5})(?!\w)"
)
_INTERVIEW = re.compile(r"\b(?:interview\w*|panel|screening|phone screen|on-?site)\b")
_INFORMATIONAL = re.compile(r"\binformational\b|\binterviewed (?:her|him|them) (?:for|about)\b")
_CHANNELS = (
    (re.compile(r"\b(?:phone|call|rang|telephone)\b"), "call"),
    (re.compile(r"\b(?:zoom|video|teams|skype)\b"), "call"),
    (re.compile(r"\blinkedin\b"), "linkedin"),
    (re.compile(r"\b(?:text(?:ed)?|sms|whatsapp(?:ed)?)\b"), "text"),
    (re.compile(r"\b(?:e-?mail(?:ed)?|mail(?:ed)?)\b"), "email"),
)
_LAST = re.compile(
    r"\blast (?:week|month|year|spring|summer|autumn|fall|winter)\b|\b(?:weeks|months|a while|some time|years?) ago\b|\bin (?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
)


def rating(low: str) -> int:
    """The 1 to 5 a note gives a talk; 0 if none."""
    found = _RATING.search(low)
    if found is None:
        return 0
    return len(found[3]) if found[3] else int(found[1] or found[2])


def unreached(low: str) -> str:
    """Does a clause say that a call reached nobody? "voicemail", "no_answer", or ''."""
    return "voicemail" if _VOICEMAIL.search(low) else "no_answer" if _NO_ANSWER.search(low) else ""


def _role(clause: Sentence, *, interview: bool) -> str:
    """The role talked about: "for the Research Editor role", and in an interview also "for Research Editor"."""
    role = role_in(clause.plain)
    if role or not interview:
        return role
    found = re.search(r"\bfor (?:the |an? )?(?=[A-Z])", clause.plain)
    role = role_at(clause.plain, found.end()) if found else ""
    return role if title_like(role) else ""


def missed(clause: Sentence, scribe: Scribe) -> Statement | None:
    """An agreed talk that did not happen, or was called off."""
    low = clause.low
    if _MISSED.search(low) and not _NOT_AGREED_CALL.search(low) and not _NO_ANSWER.search(low):
        return _about(clause, scribe, "talk_missed", scribe.past(low) or scribe.today)
    found = _CANCELLED.search(low)
    if (
        found
        and (_AGREED.search(low) or re.search(r"\b(?:on me|me|us)\b", low) or people(clause, scribe))
        and "subscription" not in low
    ):
        moved = scribe.coming(clause.plain[found.end() :]) if _MOVED.search(low, found.end()) else None
        return _about(clause, scribe, "talk_agreed" if moved else "talk_cancelled", moved or scribe.past(low))
    return None


def _about(clause: Sentence, scribe: Scribe, kind: str, on: date | None) -> Statement:
    organisation = organisation_after(clause.plain, 0)
    names = tuple(name for name in people(clause, scribe) if name not in organisation)
    person = scribe.see(names[0]) if names else ("" if organisation else scribe.person)
    return Statement(
        kind,  # type: ignore[arg-type]
        clause.quote,
        person=person,
        organisation=organisation,
        on=on,
        hour=hour(clause.low),
        channel=_channel(clause.low),
        interview=bool(_INTERVIEW.search(clause.low)),
        unsure=scribe.resolve(person)[1],
    )


_WAS_GOOD = re.compile(
    r"^(?:had )?(?:an? )?(?:very |really |so )?(?:great|good|lovely|nice|excellent|useful|long|short|quick|brief|wonderful|pleasant|odd|bad|tough|hard|fun|helpful) (?!luck)"
)


def agreed(clause: Sentence, scribe: Scribe) -> Statement | None:
    """A talk still to come: "coffee with Bo on Friday at 4"."""
    low = clause.low
    if (
        not _AGREED.search(low)
        or _TO_DO.search(low)
        or re.search(
            r"\b(?:promised|offered|asked|wants|prefers|knows|leaving|starts|introduc\w+|decide\w*|know by|hear|answer by)\b",
            low,
        )
    ):
        return None
    on = scribe.coming(clause.plain)
    if on is None or on < scribe.today or ((_PAST.search(low) or _WAS_GOOD.search(low)) and not _FUTURE.search(low)):
        return None
    if not (people(clause, scribe) or scribe.person or organisation_after(clause.plain, 0)):
        return None
    if on == scribe.today and not (_FUTURE.search(low) or hour(low)):
        return None
    return _about(clause, scribe, "talk_agreed", on)


def met(clause: Sentence, scribe: Scribe) -> tuple[Statement, ...]:
    """Who was met or spoken to, a statement for each person."""
    for pattern, channel, direction in _HELD:
        found = pattern.search(clause.low)
        if found is None or re.search(
            r"\b(?:never|haven't|have not|not yet|didn't|did not|should|ought to|wish i|need to|must|will|going to|want to|would like to)\b[^,;]{0,12}$",
            clause.low[: found.start()],
        ):
            continue
        lead = re.search(r"\b(she|he|they)(?: \w+)?\s*$", clause.low[: found.start()])
        if channel in {"call", "message", "text"} and lead:
            continue
        persons = (
            _persons(clause, scribe, found.end())
            if channel != "interview" or found.group().rstrip().endswith(("with", "by"))
            else _with(clause, scribe)
        )
        kin = None if persons else relation(clause, found.start())
        organisation = _organisation(clause, found, channel)
        if not persons and kin is None and not (channel == "interview" and organisation):
            continue
        return _statements(clause, scribe, persons or ("",), channel, direction, organisation, kin)
    return _they(clause, scribe)


def _organisation(clause: Sentence, found: re.Match[str], channel: str) -> str:
    if channel == "interview" and found.group().rstrip().endswith(("at", "with", "for", "by")):
        from afterword.reading.acts.names import organisation_at

        name = organisation_at(clause.plain, found.end())[0]
        after = organisation_after(clause.plain, found.end())
        return after or (name if found.group().rstrip().endswith(("at", "for")) else "")
    return organisation_after(clause.plain, found.end())


def _with(clause: Sentence, scribe: Scribe) -> tuple[str, ...]:
    found = re.search(r"\b(?:with|by) (?=[a-z])", clause.low)
    return _persons(clause, scribe, found.end()) if found else ()


def _persons(clause: Sentence, scribe: Scribe, start: int) -> tuple[str, ...]:
    """The list of people that begins at `start`: "Dana Whitfield, Bo and Ana"."""
    found: list[str] = []
    place = start
    skip = re.match(r"(?:my |our |the |an? )(?:[a-z'-]+ ){1,3}(?=[A-Z])", clause.plain[start:])
    if skip:
        place += skip.end()
    pronoun = re.match(r"(?:her|him|them)\b", clause.low[start:])
    if pronoun and scribe.person:
        return (scribe.person,)
    while True:
        name, end = person_at(clause.plain, place)
        if not name:
            break
        found.append(scribe.resolve(name)[0])
        more = re.match(
            r"(?: \([^)]{1,40}\))?(?: (?:from|at|of) [A-Z][\w&' ]{1,30}?)?(?:, and|,| and| &| \+) (?=[A-Z])",
            clause.plain[end:],
        )
        if more is None:
            break
        place = end + more.end()
    return tuple(dict.fromkeys(found))


def _they(clause: Sentence, scribe: Scribe) -> tuple[Statement, ...]:
    low = clause.low
    we = _WE.search(low)
    if we and (scribe.person or people(clause, scribe)):
        names = people(clause, scribe) or (scribe.person,)
        return _statements(
            clause,
            scribe,
            names,
            "call"
            if "call" in we["verb"]
            else "conversation"
            if we["verb"] in {"spoke", "talked", "chatted"}
            else "meeting",
            "both",
            organisation_after(clause.plain, we.end()),
            None,
        )
    found = _THEY.search(low)
    if found is None:
        return ()
    names = people(clause, scribe, 0, found.start())
    pronoun = re.search(r"\b(?:she|he|they)(?: \w+)?\s*$", low[: found.start()])
    if not names and not (pronoun and scribe.person):
        return ()
    return _statements(
        clause,
        scribe,
        names[-1:] or (scribe.person,),
        _THEY_CHANNEL.get(found["verb"], "message"),
        "in",
        organisation_after(clause.plain, found.end()),
        None,
    )


def _statements(
    clause: Sentence,
    scribe: Scribe,
    persons: tuple[str, ...],
    channel: str,
    direction: str,
    organisation: str,
    kin: re.Match[str] | None,
) -> tuple[Statement, ...]:
    low = clause.low
    interview = bool(_INTERVIEW.search(low)) and not _INFORMATIONAL.search(low)
    on = scribe.past(low)
    if on is None and not _LAST.search(low):
        on = scribe.today
    scribe.on, scribe.mine = on, direction != "in"
    reached = ""
    if channel == "call":
        reached = unreached(low) or ("no_answer" if re.search(r"\btried to\b", low) else "reached")
    how = "interview" if interview else channel
    if how in {"meeting", "conversation", "message"}:
        how = next((name for pattern, name in _CHANNELS if pattern.search(low)), how)
    role = _role(clause, interview=interview)
    made = []
    for person in persons:
        full = scribe.see(person) if person else ""
        made.append(
            Statement(
                "met",
                clause.quote,
                person=full,
                organisation=organisation,
                role=role,
                channel=how,
                direction=direction,
                reached=reached,
                on=on,
                hour=hour(low),
                rating=rating(low),
                interview=interview,
                what=clause.quote,
                tie=tie_of(kin) if kin else "",
                unsure=scribe.resolve(person)[1] if person else (),
            )  # fmt: skip
        )
    scribe.organisation = organisation or scribe.organisation
    if organisation:
        scribe.places.add(organisation)
    return tuple(made)


def _channel(low: str) -> str:
    if re.search(r"\b(?:call|phone|rang|ring|zoom|video|answer|pick up|dial)\b", low):
        return "call"
    return (
        "interview"
        if _INTERVIEW.search(low)
        else "meeting"
        if re.search(r"\b(?:meet\w*|coffee|lunch|dinner|tea|drinks?|show)\b", low)
        else ""
    )
