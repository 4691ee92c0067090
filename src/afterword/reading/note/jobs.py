"""What a note says about jobs: applied for, offered, refused, wished for."""

from __future__ import annotations

import re

from afterword.reading.acts.names import is_name, organisation_after, organisation_at, role_at, role_in
from afterword.reading.heard import Sentence
from afterword.reading.note.clauses import Scribe, people, person_from
from afterword.reading.note.statement import Statement

_APPLIED = re.compile(
    r"\b(?:applied|applying|apply|sent (?:in |off )?(?:my |an )?application|put in (?:my |an )?application|submitted (?:my |an )?application|sent (?:in |off )?my (?:cv|resume)|handed in my application)\b(?! to the| myself)"
)
_OUTCOMES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b(?:withdrew|withdrawn|withdraw|pulled out|dropped out|took my name out)\b"), "withdrawn"),
    (
        re.compile(
            r"\b(?:i |have |i've |just |gladly )*(?:accepted|signed|took|said yes to)\b[^,;]{0,30}\b(?:offer|job|contract|position|role|post)\b"
        ),
        "accepted",
    ),
    (
        re.compile(
            r"\b(?:i |i've |have )*(?:declined|turned down|rejected|said no to|refused)\b[^,;]{0,20}\b(?:offer|job|position|role|post)\b|^(?:i |i've )?(?:declined|turned down|said no to) (?=\S)"
        ),
        "declined",
    ),
    (
        re.compile(
            r"\b(?:rejected|turned (?:me )?down|rejection|said no|a no\b|got a no|no from|didn't get (?:the|it|that)|did not get (?:the|it|that)|went with (?:someone|another)|chose (?:someone|another)|not (?:selected|shortlisted|moving forward)|unsuccessful|hired (?:someone|another)|filled the|position (?:is|was|has been) filled|passed on me|no luck)\b"
        ),
        "rejected",
    ),
    (
        re.compile(
            r"\b(?:offered me (?:the|a|an) (?:\w+ ){0,3}?(?:job|role|post|position|contract)|made me an offer|(?:got|have|received|had|is making me|gave me) (?:a|an|the|my) (?:\w+ )?(?:job )?offer|i got the (?:job|role|post|position)|offer from|offered me (?=the|a)|got the job)\b"
        ),
        "offer",
    ),
)
_BY_WHOM = re.compile(r"\b(?:rejected|turned down|passed over|refused|declined) by (?:the )?(?=[A-Z0-9])", re.IGNORECASE)
_TARGET = re.compile(
    r"\b(?:i(?:'d| would)? (?:really )?(?:want|like|love) to work (?:at|for|with)|dream (?:job|company|employer) (?:is|at)|target(?:ing)?:?|add [^,;]{0,20}target|i'm targeting)\s+(?=\S)"
)


def application(clause: Sentence, scribe: Scribe) -> Statement | None:
    """The user applied somewhere."""
    found = _APPLIED.search(clause.low)
    if (
        found is None
        or re.search(
            r"\b(?:should|could|might|want to|will|going to|thinking|if|how to|need to|not|didn't|haven't)\b[^,;]{0,12}$",
            clause.low[: found.start()],
        )
        or people(clause, scribe, 0, found.start())
    ):
        return None
    text, start = clause.plain, found.end()
    role, organisation = "", ""
    lead = re.search(
        r"\b(?:for|as|to be)(?: (?:the|an?|their|its|position of|role of|job of|post of))* (?=\S)", clause.low[start:]
    )
    if lead:
        place = start + lead.end()
        role = role_in(text) or role_at(text, place)
        organisation = organisation_after(text, place)
    where = re.search(r"\b(?:to|at|with) (?=(?:the )?[A-Z0-9])", text[start:])
    if where:
        organisation = organisation_at(text, start + where.end())[0] or organisation
    if not role:
        role = role_in(text)
    if not role and not organisation:
        return None
    if role and organisation and role.startswith(organisation):
        role = ""
    contact = re.search(r"\b(?:via|through|contact(?: is)?|c/o|care of|with) (?=[A-Z])", text[start:])
    person = person_from(clause, scribe, start + contact.end()) if contact else ""
    if person and person == organisation:
        person = ""
    scribe.organisation = organisation or scribe.organisation
    scribe.places.add(organisation)
    scribe.mine = True
    return Statement(
        "application",
        clause.quote,
        person=scribe.see(person) if person else "",
        organisation=organisation,
        role=role,
        on=scribe.past(clause.low) or scribe.today,
    )


def outcome(clause: Sentence, scribe: Scribe) -> Statement | None:
    """How an application ended."""
    for pattern, what in _OUTCOMES:
        found = pattern.search(clause.low)
        if found is None:
            continue
        if (
            re.search(
                r"\b(?:not|didn't|never|hope|hoping|if|might|expect\w*|waiting|no)\b[^,;]{0,20}$",
                clause.low[: found.start()],
            )
            and what != "rejected"
        ):
            continue
        organisation = organisation_after(clause.plain, 0)
        before = organisation_at(clause.plain, 0)[0]
        names = people(clause, scribe)
        by = _BY_WHOM.search(clause.plain, found.start())
        whose = organisation_at(clause.plain, by.end())[0] if by else ""
        if whose and scribe.resolve(whose)[0] not in scribe.known:
            organisation = whose
        if (
            not organisation
            and before
            and what in {"offer", "rejected"}
            and scribe.resolve(before)[0] not in scribe.known
            and re.match(r"\W*(?:the )?[A-Z]", clause.plain)
            and before.lower() not in {"rejected", "got", "turned", "offer", "withdrew"}
        ):
            organisation = before
        if not organisation:
            after = organisation_at(clause.plain, found.end() + 1)[0]
            organisation = after or scribe.organisation
        person = next((n for n in names if n != organisation and is_name(n.split()[0])), "")
        if not organisation and not person:
            continue
        scribe.places.add(organisation)
        return Statement(
            "outcome",
            clause.quote,
            person=person,
            organisation=organisation,
            role=role_in(clause.plain),
            what=what,
            on=scribe.past(clause.low) or scribe.today,
        )
    return None


def target(clause: Sentence, _scribe: Scribe) -> Statement | None:
    """A place the user wants to work at."""
    found = _TARGET.search(clause.low)
    name = organisation_at(clause.plain, found.end())[0] if found else ""
    return Statement("target", clause.quote, organisation=name) if name else None
