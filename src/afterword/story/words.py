"""The few words that tell an interview from a chat in a calendar entry or a note (DESIGN.md, "What counts")."""

from __future__ import annotations

import re

_INTERVIEW = re.compile(
    r"\b(interview\w*|screening|phone screen|(?:video|recruiter|hiring|technical|tech) screen|on-?site|panel|assessment (?:day|centre|center)|"
    r"(?:first|second|third|final|next|technical|last)[ -](?:round|stage)|round (?:one|two|three|[1-5])|hiring manager|super ?day|"
    r"meet the (?:hiring )?team|trial (?:day|shift|lesson)|case (?:study|presentation)|vorstellungsgespr[aä]ch|entretien d'embauche|entrevista)\b",
    re.IGNORECASE,
)
_TALK = re.compile(
    r"\b(informational\w*|coffee|advice|chat\w*|tea|lunch|breakfast|pick (?:your|her|his|their) brain\w*|catch[ -]?up|career\w*|"
    r"how (?:she|he|they|you) (?:got|came|moved|started|broke)|the field|the industry|the trade|networking|mentor\w*|"
    r"about (?:her|his|their|your) (?:work|job|path|field|career|trade|team|company)|(?:her|his|their|your) (?:path|journey|career)|"
    r"working (?:in|at|as)|what (?:it is|it's) like|walk and talk|drinks)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(prep(?:are|aration|ping)?|practi[cs]e|mock|book (?:the )?(?:train|flight|room)|study for|get ready|dentist|doctor|haircut|gym|"
    r"birthday|anniversary|school|parents?'? evening)\b",
    re.IGNORECASE,
)
_LOG_TALK = re.compile(
    r"\b(told me (?:about|how)|advised|advice|suggest\w*|recommend\w*|explained|tips?|pointed me|said (?:to )?try|her advice|his advice|"
    r"how (?:her|his|their|the) (?:team|company|firm|industry|field|trade) )",
    re.IGNORECASE,
)
_AGREED = re.compile(
    r"\b(we had (?:said|agreed|planned|fixed|arranged)|agreed|was (?:to|supposed to|meant to|due to)|were (?:to|supposed to|meant to)|scheduled|arranged|appointment|"
    r"did(?:n't| not) (?:happen|take place|call|ring|show|turn up|pick up)|no[- ]show|stood me up|never (?:called|rang|came)|missed)\b",
    re.IGNORECASE,
)
_WITH = re.compile(r"\b(?:with|w/)\s+((?:[A-Z][\w'’.-]+\s+){0,3}[A-Z][\w'’-]+)")


def speaks_of_interview(text: str) -> bool:
    """Do these words call it a job interview? "Prepare for the interview" does not."""
    return bool(_INTERVIEW.search(text[:2000])) and not _NOT.search(text[:200])


def speaks_of_talk(text: str) -> bool:
    """Do these words call it a talk with a person about their field, or a coffee?"""
    return bool(_TALK.search(text[:2000])) and not _NOT.search(text[:200])


def tells_of_talk(note: str) -> bool:
    """Does a logged note tell of a talk worth thanking for?"""
    return speaks_of_talk(note) or bool(_LOG_TALK.search(note[:2000]))


_LABEL = re.compile(
    r"\b(?:job|phone|telephone|video|zoom|teams|on-?site|virtual|final|first|second|third|next|technical|panel|in-person|round \w+|hiring|recruiter)?[ -]*"
    r"(?:interview\w*|screening|screen|panel|assessment (?:day|centre|center)|(?:first|second|third|final) round|on-?site|meet the team)"
    r"(?: (?:with|for|re|about|invitation|slot|call|day))?\b",
    re.IGNORECASE,
)
_AT = re.compile(r"\s(?:at|@|bei|chez)\s")
_CUT = re.compile(r"\s*(?:[|/:;,–—·]|\s-\s|\(|\)|<>|\s\+\s)\s*")


def in_summary(summary: str, strangers: tuple[str, ...] = ()) -> tuple[str, str]:
    """Employer and role that a calendar entry names: `Job interview, Ferry Coordinator at Solway Crossings`.

    `strangers` are names that are neither: the user's and the guests'. Either answer may be empty.
    """
    words = {part for name in strangers for part in name.casefold().split()}
    organisation = role = ""
    for piece in _CUT.split(summary[:200]):
        rest = _LABEL.sub(" ", piece).strip(" -.,'\"")
        parts = _AT.split(f" {rest} ", maxsplit=1)
        if len(parts) == 2:
            organisation = organisation or parts[1].strip()
            rest = parts[0].strip()
        rest = re.sub(r"^(?:for|the|an?|with|re|role of|position of|post of)\s+|\s+(?:role|position|post|job)$", "", rest, flags=re.IGNORECASE)
        if rest and rest[:1].isupper() and not set(rest.casefold().split()) <= words and len(rest.split()) <= 6 and not role and len(parts) == 2:
            role = rest
    return organisation, role


def tells_of_agreement(note: str) -> bool:
    """Does a call that nobody answered tell of an agreed talk that did not happen?"""
    return bool(_AGREED.search(note[:2000]))


def named_with(text: str) -> str:
    """The person of "Interview with Dana Whitfield at Acme", as written; empty where nobody is named."""
    found = _WITH.search(text[:300])
    return found[1].strip(" .") if found else ""
