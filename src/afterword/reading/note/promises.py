"""Promises and introductions in a note: who will do what for whom, by when."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal

from afterword.reading.acts.names import is_name, organisation_after, organisation_at, organisation_like, person_at
from afterword.reading.heard import Sentence
from afterword.reading.model import CommitmentKind
from afterword.reading.note.clauses import Scribe, people, person_from
from afterword.reading.note.statement import Statement, StatementKind

_KINDS: tuple[tuple[re.Pattern[str], CommitmentKind], ...] = (
    (re.compile(r"\b(?:introduc\w+|put (?:me|him|her|them|[a-z]+) in touch|connect)\b"), "introduction"),
    (
        re.compile(
            r"\b(?:decide|decision|let (?:me|us) know|make up (?:his|her|their) mind|final answer|choose|verdict)\b"
        ),
        "decision",
    ),
    (
        re.compile(
            r"\b(?:reply|answer|get back|come back|write back|respond|back to me|back to (?:her|him|them)|be in touch|hear|know (?:more|by|on|for)|write|tell (?:me|us|her|him|them))\b"
        ),
        "reply",
    ),
    (re.compile(r"\b(?:call|ring|phone|give (?:me|her|him|them) a (?:call|ring))\b"), "call"),
    (
        re.compile(r"\b(?:meet|coffee|lunch|see (?:me|her|him|them|each other)|visit|come by|have me (?:in|over))\b"),
        "meeting",
    ),
    (
        re.compile(r"\b(?:send|forward|share|email|mail|e-mail|pass on|give|bring|drop off|show|lend|return|hand)\b"),
        "send_document",
    ),
)
_DOES = r"(?:send|call|ring|phone|email|mail|write|get back|come back|reply|answer|let (?:me|us|her|him|them) know|decide|introduce|put|forward|share|give|ask|tell|talk|speak|check|look|find|bring|meet|see|come|pass|mention|recommend|review|read|have|make|try|arrange|set up|be in touch|show|lend|help|think|finish|hear|know|return|drop|text|follow up|confirm|thank|prepare|buy|update|remind|chase|nudge|apply|invite|pay|submit|post|hand|report|contact|keep|connect|vouch|put in)"
_PROMISE = re.compile(
    rf"\b(?:promised|promises|agreed|undertook|committed|swore|offered|said (?:that )?(?:she|he|they|i)(?:'d|'ll| would| will| can| could| is going to| was going to| should)|told (?:me|her|him|them|[a-z]+(?: [a-z]+)?) (?:that )?(?:she|he|they|i)(?:'d|'ll| would| will| can| could)|will|'ll|is going to|are going to|am going to|'s going to|'m going to|plans? to|hopes? to|expects? to|means? to|wants? to|aims? to|intends? to|"
    rf"have to|has to|need to|must|should|ought to|gotta|am to|i'm to|remember to|don't forget to)(?: (?:me|her|him|them|[a-z]+(?: [a-z]+)?))?(?: (?:to|that|also|then|really|try to|try and|i|she|he|they|i'd|she'd|he'd|they'd|i'll|she'll|he'll|i would|she would|he would)){{0,3}} (?={_DOES}\b)"
)
_ADVISED = re.compile(r"\b(?:said|says|thinks?|thought|suggested|suggests|reckons?|told \w+|advised|recommended)(?: me)?(?: that)? i (?:should|could|can|ought|must|might|need|may)\b")
_OWES = re.compile(r"\b(?:i owe|owes? me|owe) (?P<rest>.+)")
# "call Bo on Tuesday": a note to self.
_TO_DO = re.compile(
    r"^(?:to ?do:? |then |also |next:? |and )?(?P<verb>call|ring|phone|e-?mail|text|send|write(?: to)?|ask|follow up (?:with|on)|reply to|answer|thank|get back to|invite|remind|chase|nudge|meet|see|introduce|tell|bring|give|check (?:in )?with|buy|prepare|update) (?!(?:screen\w*|calls?|interview|chat|with|from|is|was|works|number|at|on|about|back)\b)(?=[a-z])"
)
_ASKED = re.compile(
    r"\b(?:asked (?:me )?(?:to|for|if i could)|wants me to|wants (?=my|the|two|three|references|an?\b)|needs (?=my|the|two|three)|needs me to|would like me to|expects me to|told me to|requested|is (?:waiting|expecting) (?:for )?(?:my|me to)|waiting for my)\b"
)
_WAITING = re.compile(
    r"\b(?:waiting (?:for|on|to hear from)|(?:i|we)(?:'d|'ll| would| will| should| can) hear(?: back)?|expecting|expect|should hear from|will hear from|hear from|awaiting)\b"
)
_DECISION_BY = re.compile(
    r"\b(?:decision|decides?|answer|news|word|reply|response|result|verdict)\b[^,;]{0,30}\b(?:by|on|before|in|within|next|due|expected|end of)\b"
)

_ME = r"(?:me|us)"
_INTRODUCE = re.compile(
    rf"\b(?:introduce|introducing|connect|connecting|link|put|putting|hook|introduced|connected|linked)(?: {_ME})(?: up)?(?: in (?:touch|contact))?(?: (?:by|over) e-?mail)? (?:to|with) (?P<to>.+)|\b(?:an? |the )?(?:intro|introduction) to (?P<to2>.+)|\bspeak to (?P<to3>[^,;]+?) (?:for|about) me\b|\bask (?P<to4>[^,;]+?) (?:for|about) me\b"
)
_INTRODUCED = re.compile(
    rf"\b(?:introduced|connected|linked) {_ME}\b|\bput {_ME} in (?:touch|contact)\b|\b(?:made|sent|did|gave {_ME}) (?:an?|the) (?:\w+ )?(?:intro|introduction)\b"
)
_WILL = re.compile(
    r"\b(?:offered|offers|will|'ll|would|'d|can|could|promised|happy|willing|wants to|is going to|said|might|suggested|glad|agreed|let)\b"
)
_ASKED_FOR = re.compile(r"\b(?:asked|asking|ask|requested|emailed|wrote to)\b")
_I_INTRODUCE = re.compile(
    r"\b(?:introduce|introduced|connect|connected|put) (?P<a>[A-Z][\w' -]{1,40}?) (?:in touch )?(?:to|with) (?P<b>[A-Z][\w' -]{1,40})"
)
_GOOD_WORD = re.compile(
    r"\b(?:put in a (?:good |kind )?word|(?:passed|forwarded|gave|sent|handed|shared) (?:on )?my (?:cv|resume|details|name|number|portfolio)|recommended me|vouched for me|gave me a (?:\w+ )?reference|gave my name|referred me|mentioned (?:me|my name)|told (?P<who>[A-Z]?[\w' -]{2,40}?) (?:about me|to expect me)|spoke up for me|submitted my (?:cv|resume)|put my name forward)\b",
    re.IGNORECASE,
)


def introduction(clause: Sentence, scribe: Scribe) -> Statement | None:
    """An introduction offered, made or asked for; or a word spoken for the user."""
    low = clause.low
    word = _GOOD_WORD.search(clause.plain)
    if word and not re.search(r"\b(?:will|'ll|would|offered|promised|could|can)\b", low[: word.start()]):
        person = _who(clause, scribe, word.start())
        others = [n for n in people(clause, scribe, word.start()) if n != person]
        if person and person != "me":
            scribe.see(person)
            return Statement(
                "referral",
                clause.quote,
                person=person,
                other=others[0] if others else "",
                organisation=_not(organisation_after(clause.plain, word.start()), others),
                unsure=scribe.resolve(person)[1],
            )
    found = _INTRODUCE.search(low)
    if found is None:
        return _own(clause, scribe)
    place = next(found.start(g) for g in ("to", "to2", "to3", "to4") if found[g])
    person = _who(clause, scribe, found.start())
    kind: StatementKind = "introduction_offered"
    lead = low[: found.start()]
    if _INTRODUCED.search(low) and not re.search(
        r"\b(?:offered|offers|will|would|can|could|promised|said|wants|going|happy|willing|agreed|might)\b|'ll\b|'d\b",
        lead,
    ):
        kind = "introduction_made"
    elif _ASKED_FOR.search(lead) and (_asked_by_me(lead) or person == "me"):
        kind = "introduction_asked"
        person = next(iter(people(clause, scribe, 0, found.start())), scribe.person)
    elif not _WILL.search(low):
        return None
    other, organisation = _target(clause, scribe, place)
    if not person or person == "me":
        return None
    scribe.see(person)
    first, last = scribe.due(clause.plain)
    return Statement(
        kind,
        clause.quote,
        person=person,
        other=other,
        organisation=organisation,
        owed_by="them" if kind == "introduction_offered" else "",
        due=last if kind == "introduction_offered" else None,
        due_earliest=first if kind == "introduction_offered" and last else None,
        on=scribe.past(low) or (scribe.today if kind == "introduction_made" else scribe.on),
        unsure=scribe.resolve(person)[1],
    )


def _not(organisation: str, others: list[str]) -> str:
    return "" if any(organisation in other for other in others) else organisation


def _asked_by_me(lead: str) -> bool:
    """Is the user the one who asks? "I asked", "asked Dana for" (nobody named before the verb)."""
    found = _ASKED_FOR.search(lead)
    before = lead[: found.start()].strip() if found else lead.strip()
    return before in {"", "i", "and", "i've", "have", "i have", "also", "then", "i also"} or before.endswith(" i")


def _target(clause: Sentence, scribe: Scribe, place: int) -> tuple[str, str]:
    lead = re.match(
        r"(?:(?:my|her|his|their|our|the|an?|someone|somebody|some|people|folks)\b(?: [a-z][a-z'-]*){0,5} ?)+(?=[A-Z]|$)",
        clause.plain[place:],
    )
    start = place + (lead.end() if lead else 0)
    name, end = person_at(clause.plain, start)
    if lead and re.search(r"\b(?:at|from|in|of) $", lead.group()):
        name, end = "", place
    if name:
        return scribe.resolve(name)[0], organisation_after(clause.plain, end)
    organisation = organisation_after(clause.plain, place) or organisation_at(clause.plain, place)[0]
    return (clause.plain[place : place + 60].split(" at ")[0].strip(" .,") if lead else ""), organisation


def _own(clause: Sentence, scribe: Scribe) -> Statement | None:
    found = _I_INTRODUCE.search(clause.plain)
    if found is None:
        return None
    a, b = (
        scribe.resolve(found["a"].strip())[0],
        scribe.resolve(person_at(clause.plain, found.start("b"))[0] or found["b"])[0],
    )
    who = _who(clause, scribe, found.start())
    if who == "me":
        done = bool(re.search(r"\b(?:introduced|connected)\b|^i put\b", clause.low)) and not _WILL.search(clause.low)
        first, last = scribe.due(clause.plain)
        scribe.see(a)
        return Statement(
            "introduction_made" if done else "introduction_offered",
            clause.quote,
            person=a,
            other=b,
            owed_by="me",
            due=last,
            due_earliest=first if last else None,
        )
    return None


def _who(clause: Sentence, scribe: Scribe, end: int) -> str:
    """The subject of the verb at `end`: a person's name, or "me" for the user."""
    before = clause.low[:end]
    names = people(clause, scribe, 0, end)
    me = re.search(r"\b(?:i|i'll|i'd|i've|i'm|we|we'll)\b", before)
    if names and (me is None or clause.low.find(names[0].split()[0].lower()) < me.start()):
        return names[0]
    if re.search(r"\b(?:my|our) [a-z' -]{2,30}$", before.rstrip()) and not names and me is None:
        return before.strip()
    if me and not re.search(r"\b(?:she|he|they|who)\b", before[me.end() :]):
        return "me"
    if re.search(r"\b(?:she|he|they|who|she'll|he'll|they'll|she'd|he'd|they'd|she's|he's)\b", before):
        return scribe.person
    if clause.plain and is_name(clause.plain.split()[0]):
        return ""
    return scribe.person or ("me" if scribe.mine else "")


def promise(clause: Sentence, scribe: Scribe) -> Statement | None:
    """A promise either way, or something somebody asked of the user."""
    low = clause.low
    if _ADVISED.search(clause.low):
        return None  # advice to the user, owed by nobody
    found = _PROMISE.search(low)
    asked = _ASKED.search(low)
    if asked and (found is None or asked.start() <= found.start()):
        if _asked_by_me(low[: asked.start()]) and low[: asked.start()].strip() in {"i", "i've"}:
            return None
        person = _who(clause, scribe, asked.start())
        return _statement(clause, scribe, "me", person if person != "me" else scribe.person, asked.end())
    if found:
        who = "me" if low[: found.start()].endswith("i ") else _who(clause, scribe, found.start())
        rest = low[found.end() :]
        if not low[: found.start()].strip(" ,"):
            who = _implicit(rest, scribe)
        if who == "me":
            if re.match(r"(?:think|know|have|make sure|see if|find)\b", rest) and not scribe.spans(clause.plain):
                return None
            return _statement(clause, scribe, "me", _recipient(clause, scribe, found), found.end())
        organisation = ""
        if (
            re.match(r"\s*(?:they|we)\b", low)
            and not people(clause, scribe, 0, found.start())
            and scribe.organisation
            and not scribe.person
        ):
            organisation = scribe.organisation
        if who in scribe.places or organisation_like(who):
            who, organisation = "", who
        if not who and not organisation:
            organisation = organisation_at(clause.plain, 0)[0]
            if not organisation:
                return None
        if (
            re.match(r"(?:be\b(?! in touch)|have\b|make\b|see\b|try\b|come\b|think\b|find\b)", rest)
            and not scribe.spans(clause.plain)
            and not re.search(r"\b(?:me|us)\b", rest)
        ):
            return None
        return _statement(clause, scribe, "them", who, found.end(), organisation)
    if thing := _thing(clause, scribe):
        return thing
    if _TO_DO.match(low):
        names = people(clause, scribe)
        start = _TO_DO.match(low)
        return _statement(
            clause, scribe, "me", names[0] if names else scribe.person, start.start("verb") if start else 0
        )
    return _owed(clause, scribe)


_TO_ME = re.compile(r"(?:me|us)\b")
_WORD = re.compile(r"[\w'-]+")
_PROMISED = re.compile(r"\bpromised\s+(?=\S)")
_A_THING = re.compile(r"\s*(?P<what>(?:the|an?|my|our|his|her|their|some|two|three|four|both|all|those|these|that)\s+[a-z].*)")


def _thing(clause: Sentence, scribe: Scribe) -> Statement | None:
    """A thing promised: "I promised Ken the slides", "Ken promised me the job spec"."""
    found = _PROMISED.search(clause.low)
    if found is None:
        return None
    lead = clause.low[: found.start()].strip(" ,")
    mine = not lead or _who(clause, scribe, found.start()) == "me"
    person, end = person_at(clause.plain, found.end()) if mine else ("", found.end())
    if mine and not person:
        person, end = _known_at(clause, scribe, found.end())
    told = _TO_ME.match(clause.low, end)
    if not mine and told:
        person, end = _who(clause, scribe, found.start()), told.end()
    what = _A_THING.match(clause.low, end)
    if not (person and what) or mine == bool(told):
        return None
    made = _statement(clause, scribe, "me" if mine else "them", person, what.start("what"))
    return replace(made, commitment="send_document") if made and made.commitment == "other" else made


def _known_at(clause: Sentence, scribe: Scribe, start: int) -> tuple[str, int]:
    """Somebody known by any part of the name, written small or alone at `start`, and where the name ends."""
    word = _WORD.match(clause.plain, start)
    full = scribe.resolve(word.group())[0] if word else ""
    return (full, word.end()) if word and full in scribe.known else ("", start)


def _implicit(rest: str, scribe: Scribe) -> str:
    """No subject is written: "promised to send me" is theirs, "promised to send her" is mine."""
    if re.search(r"\b(?:me|us|my way)\b", rest[:60]):
        return scribe.person
    if re.search(r"\b(?:her|him|them|my)\b|[A-Z]", rest[:60]) or not scribe.person:
        return "me"
    return "me" if scribe.mine else scribe.person


def _recipient(clause: Sentence, scribe: Scribe, found: re.Match[str]) -> str:
    told = re.search(r"\b(?:told|promised) (?=[a-z])", clause.low[found.start() : found.end()])
    if told:
        name = person_from(clause, scribe, found.start() + told.end())
        if name:
            return name
    names = people(clause, scribe, found.end())
    return names[0] if names else scribe.person


def _owed(clause: Sentence, scribe: Scribe) -> Statement | None:
    low = clause.low
    owes = _OWES.search(low)
    if owes:
        if owes.group().startswith("i owe") or (owes.group().startswith("owe ") and not low[: owes.start()].strip()):
            names = people(clause, scribe, owes.start())
            return _statement(clause, scribe, "me", names[0] if names else scribe.person, owes.start("rest"))
        return _statement(clause, scribe, "them", _who(clause, scribe, owes.start()), owes.start("rest"))
    waiting = _WAITING.search(low)
    if waiting and not re.search(r"\b(?:baby|child)\b", low):
        names = people(clause, scribe, waiting.end())
        organisation = (
            ""
            if names
            else organisation_after(clause.plain, waiting.start()) or organisation_at(clause.plain, waiting.end())[0]
        )
        person = names[0] if names else "" if organisation else scribe.person
        if names or organisation or (person and scribe.spans(clause.plain)):
            return _statement(clause, scribe, "them", person, waiting.start(), organisation)
    decision = _DECISION_BY.search(low)
    if decision and scribe.spans(clause.plain) and (scribe.person or people(clause, scribe)):
        names = people(clause, scribe)
        return _statement(clause, scribe, "them", names[0] if names else scribe.person, 0)
    return None


def _statement(
    clause: Sentence, scribe: Scribe, owed_by: Literal["me", "them"], person: str, start: int, organisation: str = ""
) -> Statement | None:
    if person == "me":
        person = scribe.person
    what = clause.plain[start:].strip(" .,!")
    words = clause.low[start:] or clause.low
    kind: CommitmentKind = next((name for pattern, name in _KINDS if pattern.search(words)), "other")
    if kind == "other" and _DECISION_BY.search(clause.low):
        kind = "decision"
    first, last = scribe.due(clause.plain)
    full = scribe.see(person) if person else ""
    scribe.mine = owed_by == "me"
    return Statement(
        "promise",
        clause.quote,
        person=full,
        organisation=organisation,
        owed_by=owed_by,
        commitment=kind,
        what=what,
        on=scribe.on or scribe.today,
        due=last,
        due_earliest=first,
        unsure=scribe.resolve(person)[1] if person else (),
    )
