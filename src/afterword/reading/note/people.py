"""What a note says about people: moves, ties, wishes, and what is worth keeping."""

from __future__ import annotations

import re

from afterword.reading.acts.names import organisation_after, organisation_at, role_at, title_like
from afterword.reading.acts.relations import RELATION, tie_of
from afterword.reading.acts.ties import stated
from afterword.reading.heard import Sentence, said
from afterword.reading.model import Act
from afterword.reading.note.clauses import Scribe, people
from afterword.reading.note.statement import Statement

_MOVING = re.compile(
    r"\b(?:is|are|will be|has been|was|'s|am)? ?(?:now |just |also |soon |apparently |probably )?(?:leaving|leaves|left|quit|quitting|resigned from|moving on from|retiring from|retired from|laid off (?:from|by)|let go (?:from|by)|made redundant (?:at|by|from)|joining|joined|joins|moving (?:over )?to|moved (?:over )?to|starting at|starts at|started at|starting (?:a new job|a job|work) at|starts (?:a new job|a job|work) at|started (?:a new job|a job|work) at|got a (?:new )?job (?:at|with)|has a new job (?:at|with)|took a job (?:at|with)|off to|hired by)\b"
)
_LAST_DAY = re.compile(r"\blast day\b|\bhanded in (?:her|his|their) notice\b")
_TO = re.compile(
    r"\b(?:joining|joined|joins|moving (?:over )?to|moved (?:over )?to|starting at|starts at|started at|(?:job|work) (?:at|with)|off to|hired by|for|to join|to work (?:at|for)) (?=\S)"
)
_FROM = re.compile(
    r"\b(?:leaving|leaves|left|quit|quitting|resigned from|moving on from|retiring from|retired from|laid off (?:from|by)|let go (?:from|by)|redundant (?:at|by|from)|last day (?:at|with)|day at) (?=\S)"
)
_NOT_MOVING = re.compile(
    r"\bleft (?:a|me|her|him|them|early|my|the|you|it)\b|\bleaving (?:a|me|early|for lunch|on holiday)\b|\bstart(?:s|ing) at \d|\bjoined (?:us|me|the call|late)\b|\bmoved? (?:to|our|the) (?:monday|tuesday|wednesday|thursday|friday|next|call|meeting)\b"
)

_CHANNEL = (
    (re.compile(r"\b(?:e-?mails?|mails?|mailed|emailed|written|in writing|write)\b"), "email"),
    (
        re.compile(
            r"\b(?:calls?|called|phone|phoned|telephone|ring|rung|voice|speak|a ring|phone calls|calling|phoning|ringing)\b"
        ),
        "call",
    ),
    (re.compile(r"\b(?:texts?|texted|sms|whatsapp|texting|signal|imessage)\b"), "text"),
    (re.compile(r"\b(?:linkedin)\b"), "linkedin"),
    (re.compile(r"\b(?:in person|face to face|face-to-face|drop by|visits?|coffee|meet|meeting)\b"), "in_person"),
    (re.compile(r"\b(?:cards?|letters?|post)\b"), "card"),
)
_PREFERS = re.compile(
    r"\b(?:prefers?|preferred|likes? (?:to be (?:called|emailed|texted|phoned|written)|(?:phone )?calls|e-?mails?|mail|texts?|it (?:by|in))|would rather|'d rather|is best (?:reached|by|on|via)|best (?:reached|by|on|via|to)|(?:reach|contact|get) (?:her|him|them|[A-Z]?[a-z]+)(?: [A-Z][a-z]+)? (?:by|via|on)|(?:texts?|texting|e-?mail|mail|phone|calls?|calling|whatsapp|linkedin) (?:is|are|works) (?:always )?(?:best|better|easiest|preferred|fine)|answers (?:only )?(?:e-?mails?|texts?|calls?|the phone)|only (?:answers|reads|uses|does)|wants (?:to be (?:called|emailed|texted)|e-?mails?|texts?|calls?))\b"
)
_NEVER = re.compile(
    r"\b(?:do not|don't|never|please don't|should not|shouldn't|no) (?:ever )?(?:call|calls|phone|ring|text|texts|e-?mail|mail|write|message|contact|visit|linkedin|use linkedin|reach)\b|\b(?:hates?|dislikes?|can't stand|doesn't (?:like|do|want|read|answer|use)|does not (?:like|do|want|read|answer|use)|won't (?:answer|read|take)|no longer (?:uses|reads|answers)|ignores?) (?:being |to be |getting |the |her |his |any )?(?:phone|calls?|called|e-?mails?|emailed|texts?|texted|linkedin|phoned|rung|mail|messages|voicemails?|phone calls|telephone)\b"
)
_STOP = re.compile(
    r"\b(?:asked (?:me )?(?:to stop|not to)|wants me to stop|told me to stop|does(?:n't| not) want (?:to hear from me|any more|me to (?:write|contact|call))|never (?:contact|write to))\b"
)

_SERVES = re.compile(
    r"\b(?:cuts|does|cut|styles) my (?:hair|nails|taxes|accounts|books|garden|teeth|car)\b|\bfixes my \w+|\bmy (?:hair|nails|taxes)\b[^,;]{0,10}\b(?:by|with)\b"
)
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_PHONE = re.compile(r"(?<![\w@.])\+?\(?\d[\d ()./-]{6,20}\d(?!\w)")
_NOBODY = frozenset("somebody someone anybody anyone people nobody everybody everyone".split())
_DATEY = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{2,4}")


def moving(clause: Sentence, scribe: Scribe) -> Statement | None:
    """Somebody leaves or starts somewhere."""
    found = _MOVING.search(clause.low) or _LAST_DAY.search(clause.low)
    if found is None or _NOT_MOVING.search(clause.low):
        return None
    names = people(clause, scribe, 0, found.start())
    pronoun = re.match(r"\W*(?:and |but )?(?:she|he|they|who|her|his|she's|he's|they're)\b", clause.low)
    person = names[0] if names else (scribe.person if pronoun else "")
    if not person:
        return None
    out = _FROM.search(clause.low)
    organisation = organisation_at(clause.plain, out.end())[0] if out else ""
    to = ""
    for entry in _TO.finditer(clause.low):
        if out is None or entry.start() > out.start():
            to = organisation_at(clause.plain, entry.end())[0]
            if to and to != organisation:
                break
    if (
        not organisation
        and not to
        and not _LAST_DAY.search(clause.low)
        and not re.search(r"\b(?:quit|quitting|resigned|retir\w+|laid off|let go|redundant)\b", clause.low)
    ):
        return None
    past = bool(re.search(r"\b(?:left|joined|moved|started|retired|quit|got|took|was|has been)\b", clause.low))
    on = scribe.past(clause.low) if past else scribe.coming(clause.plain)
    if re.search(r"\bretired\b", clause.low) and not to:
        scribe.see(person)
        return (
            Statement(
                "works_at",
                clause.quote,
                person=scribe.person,
                organisation=organisation,
                past=True,
                unsure=scribe.resolve(person)[1],
            )
            if organisation
            else None
        )
    scribe.see(person)
    return Statement(
        "moving",
        clause.quote,
        person=scribe.person,
        organisation=organisation,
        to=to,
        role=_role(clause),
        on=on,
        past=past,
        unsure=scribe.resolve(person)[1],
    )


def _role(clause: Sentence) -> str:
    found = re.search(r"\bas (?:the |an? |their |its |our )?(?=\w)", clause.low)
    role = role_at(clause.plain, found.end()) if found else ""
    return role if title_like(role) else ""


def preference(clause: Sentence, scribe: Scribe) -> tuple[Statement, ...]:
    """How somebody wants to be reached, and how not."""
    low = clause.low
    never, likes = _NEVER.search(low), _PREFERS.search(low)
    if never is None and likes is None:
        return ()
    names = people(clause, scribe)
    person = names[0] if names else scribe.person
    if not person:
        return ()
    scribe.see(person)
    made: list[Statement] = []
    if likes:
        rest = re.split(r"\b(?:to|over|than|not|rather than|instead of|don't|never)\b(?! be\b)", low[likes.start() :])[
            0
        ]
        channel = _channel(rest) or _channel(low[likes.start() :])
        if channel:
            made.append(
                Statement("preference", clause.quote, person=person, channel=channel, unsure=scribe.resolve(person)[1])
            )
        beaten = re.search(
            r"\b(?:to|over|rather than|instead of|than|not) (?:the )?(\w[\w-]*(?: \w+)?)\s*\.?$", low[likes.start() :]
        )
        if beaten and not channel:
            return ()
    if never:
        channel = _channel(never.group())
        if channel:
            made.append(
                Statement(
                    "preference",
                    clause.quote,
                    person=person,
                    channel=channel,
                    never=True,
                    unsure=scribe.resolve(person)[1],
                )
            )
    return tuple(made)


def _channel(low: str) -> str:
    places = [(found.start(), name) for pattern, name in _CHANNEL if (found := pattern.search(low))]
    return min(places)[1] if places else ""


def stop(clause: Sentence, scribe: Scribe) -> Statement | None:
    """Somebody wants no more mail."""
    if not _STOP.search(clause.low) or not re.search(
        r"\b(?:writ\w+|contact\w*|call\w*|e-?mail\w*|messag\w+|again|hear from me|bother\w*)\b", clause.low
    ):
        return None
    names = people(clause, scribe)
    person = names[0] if names else scribe.person
    return (
        Statement("stop", clause.quote, person=scribe.see(person), unsure=scribe.resolve(person)[1]) if person else None
    )


def relations(clause: Sentence, scribe: Scribe) -> tuple[Statement, ...]:
    """Who knows whom, works where, and is what to the user."""
    made = [s for act in stated(_spelt_out(clause, scribe), "me") for s in _from_act(act, clause, scribe)]
    serves = _SERVES.search(clause.low)
    names = people(clause, scribe)
    if serves and names:
        made.append(
            Statement("tie", clause.quote, person=scribe.see(names[0]), tie="professional", other=serves.group())
        )
    if not made:
        pronoun = re.match(
            r"\W*(?:and |but )?(?:she|he|they|who)(?:'s| is| was| are| also)?\s+(?P<rest>.+)", clause.low
        )
        if pronoun and scribe.person:
            kin = RELATION.search(clause)
            if kin and kin["whose"] == "my":
                past = bool(re.search(r"\b(?:was|used to be)\b", clause.low[: kin.start()]))
                made.append(
                    Statement(
                        "tie",
                        clause.quote,
                        person=scribe.person,
                        organisation=organisation_after(clause.plain, kin.end()),
                        tie=tie_of(kin, past=past),
                        other=kin["noun"],
                        past=past,
                    )
                )
    return tuple(made)


_PRONOUN = re.compile(
    r"^(?:and |but |also |, )*(?:she|he|who|they)(?P<is>'s| is| was| also| has| used| works?| worked| knows?| knew| runs?| ran| heads| leads| manages)\b",
    re.IGNORECASE,
)


def _spelt_out(clause: Sentence, scribe: Scribe) -> Sentence:
    """The clause with the name in place of "she"."""
    found = _PRONOUN.match(clause.plain)
    if found is None or not scribe.person:
        return clause
    verb = " is" if found["is"] == "'s" else found["is"]
    return said(scribe.person + verb + clause.plain[found.end() :])


def _from_act(act: Act, clause: Sentence, scribe: Scribe) -> tuple[Statement, ...]:
    person = scribe.resolve(act.person)[0] if act.person and act.person not in {"me", "I"} else act.person
    if act.kind == "knows":
        other = "" if act.other.lower() in _NOBODY else scribe.resolve(act.other)[0]
        scribe.see(person if person != "me" else other)
        return (
            Statement("knows", clause.quote, person=person, other=other, organisation=act.organisation, past=act.past),
        )
    if act.kind == "works_at" and (person or act.tie):
        if person:
            scribe.see(person)
        return (
            Statement(
                "works_at",
                clause.quote,
                person=person,
                organisation=act.organisation,
                role=act.role,
                past=act.past,
                tie=act.tie,
                other=act.other,
                unsure=scribe.resolve(act.person)[1] if act.person else (),
            ),
        )
    if act.kind == "tie":
        scribe.see(person)
        return (
            Statement(
                "tie",
                clause.quote,
                person=person,
                organisation=act.organisation,
                tie=act.tie,
                other=act.other,
                past=act.past,
                unsure=scribe.resolve(act.person)[1],
            ),
        )
    return ()


def _only_opens(name: str, clause: Sentence, scribe: Scribe) -> bool:
    """A lone word that begins the clause and is nobody known has its capital from there: "Careful with her"."""
    return " " not in name and name not in scribe.known and name not in scribe.named and clause.plain.lstrip().startswith(name)


def saved(clause: Sentence, scribe: Scribe) -> Statement | None:
    """Anything else said about somebody, kept in the user's words; an address or a number is taken out."""
    names = tuple(n for n in people(clause, scribe) if not _only_opens(n, clause, scribe))
    email = _EMAIL.search(clause.plain)
    phone = _PHONE.search(_DATEY.sub(" ", clause.plain))
    about = re.match(r"\W*(?:(?:she|he|they|her|his|their)\b|(?:she|he|they)')", clause.low)
    if about and scribe.person and clause.low[: about.end()].rstrip().endswith(("she", "he", "they", "'")):
        names = (scribe.person,)
    person = names[0] if names else (scribe.person if about or ((email or phone) and scribe.person) else "")
    if not person or (len(clause.words) < 2 and not (email or phone)):
        return None
    scribe.see(person)
    return Statement(
        "saved",
        clause.quote,
        person=scribe.person,
        what=clause.quote,
        email=email.group().lower() if email else "",
        phone=phone.group().strip() if phone else "",
        unsure=scribe.resolve(person)[1],
    )
