"""The few words that tell an interview from a chat in a calendar entry or a note (DESIGN.md, "What counts")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from afterword.facts import handles as h
from afterword.facts.late import late
from afterword.reading.acts.names import organisation_like
from afterword.reading.kinds.life import is_of_life
from afterword.reading.kinds.names import has_organisation_word, looks_like_role
from afterword.reading.language import HIRING_ABROAD

INTERVIEW_MAIL = ("interview_invitation", "interview_scheduled")
_INTERVIEW = late(
    r"\b(interview\w*|screening|phone screen|(?:video|recruiter|hiring|technical|tech) screen|on-?site|panel|assessment (?:day|centre|center)|"
    r"(?:first|second|third|final|next|technical|last)[ -](?:round|stage)|round (?:one|two|three|[1-5])|hiring manager|super ?day|"
    r"meet the (?:hiring )?team|trial (?:day|shift|lesson)|case (?:study|presentation)|vorstellungsgespr[aä]ch|entretien d'embauche|entrevista)\b",
    re.IGNORECASE,
)
_TALK = late(
    r"\b(informational\w*|coffee|advice|chat\w*|tea|lunch|breakfast|pick (?:your|her|his|their) brain\w*|catch[ -]?up|career\w*|"
    r"how (?:she|he|they|you) (?:got|came|moved|started|broke)|the field|the industry|the trade|networking|mentor\w*|"
    r"about (?:her|his|their|your) (?:work|job|path|field|career|trade|team|company)|(?:her|his|their|your) (?:path|journey|career)|"
    r"working (?:in|at|as)|what (?:it is|it's) like|walk and talk|drinks)\b",
    re.IGNORECASE,
)
_NOT = late(
    r"\b(prep(?:are|aration|ping)?|practi[cs]e|mock|book (?:the )?(?:train|flight|room)|study for|get ready|dentist|doctor|haircut|gym|"
    r"farewell|goodbye|leaving (?:do|drinks|party|lunch|dinner|breakfast|tea)|leaver'?s|send[- ]?off|retirement (?:do|drinks|party|lunch|dinner)|baby shower|birthday|anniversary|book club|reading group|film|movie|cinema|theatre|theater|podcast|concert|gig|screening of|interview with (?:the|a)\b|school|parents?'? evening)\b",
    re.IGNORECASE,
)
_LOG_TALK = late(
    r"\b(told me (?:about|how)|advised|advice|suggest\w*|recommend\w*|explained|tips?|pointed me|said (?:to )?try|her advice|his advice|"
    r"how (?:her|his|their|the) (?:team|company|firm|industry|field|trade) )",
    re.IGNORECASE,
)
_AGREED = late(
    r"\b(we had (?:said|agreed|planned|fixed|arranged)|agreed|was (?:to|supposed to|meant to|due to)|were (?:to|supposed to|meant to)|scheduled|arranged|appointment|"
    r"did(?:n't| not) (?:happen|take place|call|ring|show|turn up|pick up)|no[- ]show|stood me up|never (?:called|rang|came)|missed)\b",
    re.IGNORECASE,
)
_WITH = late(r"\b(?:with|w/)\s+((?:[A-Z][\w'’.-]+\s+){0,3}[A-Z][\w'’-]+)")


_WHOSE = r"(?:(?:job|first|second|third|final|last|big|phone|video|uni(?:versity)?|college|school|new|next) )*(?:interview|assessment (?:day|cent(?:re|er))|trial (?:day|shift))"
_OTHERS = late(
    rf"\b(?:her|his|their) {_WHOSE}|\b(?-i:[A-Z])[\w-]+['’]s {_WHOSE} (?:at|@|with|for)\b|"
    r"\b(?:drive|driving|drop(?:ping)?|pick(?:ing)? up|collect(?:ing)?|fetch(?:ing)?|lift for|wait(?:ing)? for) (?:her|him|(?:the )?(?:kids?|boys?|girls?))\b|"
    r"\b(?:take|taking|bring|bringing) (?:her|him|(?-i:[A-Z])\w+) to\b|\bwish (?:her|him|(?-i:[A-Z])\w+) (?:good )?luck\b|"
    r"\b(?:drop|pick|drive|collect) (?-i:[A-Z])\w+ (?:off|up|to|from|at)\b|\b(?:lift for) (?-i:[A-Z])\w+",
    re.IGNORECASE,
)


def of_somebody_else(summary: str) -> bool:
    """Is the interview of this title another's, to whom the user gives a lift or thumbs? "Sam's interview (drive her)"."""
    return bool(_OTHERS.search(summary[:200]))


_LIFE = late(
    r"\b(?:breast|cervical|bowel|colon|cancer|prostate|lung|skin|eye|vision|sight|hearing|blood(?: pressure)?|cholesterol|diabet\w+|newborn|prenatal|antenatal|tb|drug|medical|health) "
    r"screenings?\b(?! (?:\w+ )?(?:technician|nurse|assistant|officer|practitioner|coordinator|manager|lead|analyst|administrator|call|interview))|"
    r"\b(?:visa|citizenship|green card|immigration|naturali[sz]ation|asylum|passport|mortgage|loan|benefits?|universal credit|adoption|foster(?:ing)?|witness|tenan(?:t|cy)|lodger|flatmate|"
    r"roommate|housemate) (?:panel|screening)\b|\b(?:exit|co-?op board) (?:interviews?|panel|screening)\b|"
    r"\b(?:solar|side|control|door|wall|dash|fence|instrument|body|quarter|electric(?:al)?|fuse|jury|tribunal|patient|user|consumer) panels?\b(?! (?:\w+ )*interview)|"
    r"\bpanel (?:beater|van|discussion|show|pin|saw|install\w*|talk|debate)|\b(?:golf|quiz|tennis|chess|darts|bowling|boxing|cup|tournament|play-?offs?|poker|snooker|football|rugby|cricket)\b.*\b(?:round|stage)\b|"
    r"\b(?:plumber|boiler|roofer|skip|dumpster|removals?|movers|gas man|heating engineer|broadband)\b(?!.*interview).*\bon-?site\b",
    re.IGNORECASE,
)
"""Screenings, panels and rounds of a life: with a clinic, an embassy, a bank, on a golf course. Its interviews are in the reader's table (is_of_life)."""


def speaks_of_interview(text: str) -> bool:
    """Do these words call it a job interview? "Prepare for the interview" does not."""
    return bool(_INTERVIEW.search(text[:2000])) and not any(table.search(text[:200]) for table in (_NOT, _LIFE)) and not is_of_life(text[:200])


def speaks_of_talk(text: str) -> bool:
    """Do these words call it a talk with a person about their field, or a coffee?"""
    return bool(_TALK.search(text[:2000])) and not _NOT.search(text[:200])


_ADVICE = late(
    r"\b(informational|your advice|advice (?:on|about)|pick your brain|how you (?:got|came|moved|started|broke|made)|(?:about|hear about|learn about|ask you about|know more about|tell me about) "
    r"(?:your (?:\w+ )?(?:path|work|field|trade|career|job|industry|world|team|journey|move|years)|the (?:field|trade|industry|profession|work)|what you do|working (?:in|at|as)|life (?:in|at|as)|how you)|"
    r"your (?:path|journey|career)|learn from you|looking (?:at|into) (?:moving|a move|changing|a change|the field)|thinking of (?:moving|changing|a move))\b",
    re.IGNORECASE,
)


def asks_for_advice(text: str) -> bool:
    """Does the user ask somebody for advice, or to hear of their path or field? A lunch among friends does not."""
    return bool(_ADVICE.search(text[:4000]))


def tells_of_talk(note: str) -> bool:
    """Does a logged note tell of a talk worth thanking for?"""
    return speaks_of_talk(note) or bool(_LOG_TALK.search(note[:2000]))


_LABEL = late(
    r"\b(?:job|phone|telephone|video|zoom|teams|on-?site|virtual|final|first|second|third|next|technical|panel|in-person|round \w+|hiring|recruiter)?[ -]*"
    r"(?:interview\w*|screening|screen|panel|assessment (?:day|centre|center)|(?:first|second|third|final) round|on-?site|meet the team)"
    r"(?: (?:with|for|re|about|invitation|slot|call|day))?\b",
    re.IGNORECASE,
)
_AT = late(r"\s(?:at|@|bei|chez)\s")
_ARTICLES = late(r"^(?:for|the|an?|with|re|role of|position of|post of)\s+|\s+(?:role|position|post|job)$", re.IGNORECASE)
_CUT = late(r"\s*(?:[|/:;,–—·]|\s-\s|\(|\)|<>|\s\+\s)\s*")

_CLOCK = late(r"\b\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m\b\.?|\b\d{1,2}[:.]\d\d\b", re.IGNORECASE)
_MEDIA = frozenset(("zoom", "teams", "microsoft teams", "google meet", "meet", "webex", "skype", "phone", "video", "online", "remote", "virtual", "in person", "hirevue"))


def in_summary(summary: str, strangers: tuple[str, ...] = (), domains: Sequence[str] = ()) -> tuple[str, str]:
    """Employer and role that a calendar entry names: `Job interview, Ferry Coordinator at Solway Crossings`.

    `strangers` are names that are neither: the user's and the guests'. `domains` are the guests': a part that fits one is
    the employer. Either answer may be empty.
    """
    words = {part for name in strangers for part in name.casefold().split()}
    full = [name for name in strangers if len(name.split()) > 1]
    organisation = role = ""
    spare: list[str] = []
    for piece in _CUT.split(_CLOCK.sub(" ", summary[:200])):
        rest = _without(full, _LABEL.sub(" ", piece)).strip(" -.,/'\"")
        before, *after = _AT.split(f" {rest} ", maxsplit=1)
        organisation = organisation or (after[0].strip() if after else "")
        rest = _ARTICLES.sub("", before.strip()).strip()
        if speaks_of_interview(rest) or rest.casefold() in _MEDIA:
            continue
        if not rest or not rest[:1].isupper() or set(rest.casefold().split()) <= words or len(rest.split()) > 6:
            continue
        if not after and not organisation and any(h.fits(x, rest) for x in domains if x):
            organisation = rest
        elif after and not role:
            role = rest
        else:
            spare.append(rest)
    if not organisation and not domains:
        organisation = _house(spare)
    spare = [piece for piece in spare if piece != organisation]
    if not role and len(spare) == 1 and (organisation or spare[0] != summary.strip()):
        role = spare[0]
    return organisation, role


def _without(names: Sequence[str], piece: str) -> str:
    """A part of a title without the people in it: "Ada Moss for Parts Clerk" names a role, "Ada Moss x Acme" a house."""
    for name in names:
        piece = re.sub(rf"(?:\b(?:x|and|with) |& )?\b{re.escape(name)}\b(?: (?:x|and|with|&)(?= ))?", " ", piece, flags=re.IGNORECASE)
    return " ".join(piece.split())


def _house(pieces: Sequence[str]) -> str:
    """The employer among the pieces of a title that the user wrote: what says so itself, else the one piece that is no job."""
    jobless = [piece for piece in pieces if not looks_like_role(piece)]
    sure = [piece for piece in jobless if _is_house(piece)]
    return sure[0] if sure else jobless[0] if len(jobless) == 1 else ""


def _is_house(name: str) -> bool:
    return organisation_like(name) or has_organisation_word([word.casefold() for word in name.split()])


def clear_of(text: str, strangers: tuple[str, ...]) -> str:
    """An employer or role without the names of people beside it; empty where nothing else is left, or only "screening"."""
    pieces = [p for p in _CUT.split(text) if p.strip()]
    words = {part for name in strangers for part in name.casefold().split()} | {"and", "&", "with"}
    kept = [p for p in pieces if not set(p.casefold().split()) <= words and not speaks_of_interview(p) and p.casefold() not in ("screening", "panel", "interview")]
    return text if len(kept) == len(pieces) else (kept[0] if kept else "")


_HIRING = late(
    r"\b(?:interview\w*|positions?|roles?|jobs?|post|vacanc\w+|appl(?:y|ying|ied|ication\w*|icant\w*)|candidat\w*|hiring|hire|panel|screen(?:ing)?|round|cv|r[eé]sum[eé]|"
    r"recruit\w*|portfolio|team|onboarding|trial|assessment|"
    rf"{HIRING_ABROAD}|(?:die|eine|der|als|ihre) stelle|poste d['’e]|vacante)\b",
    re.IGNORECASE,
)


_OF_CLUBS = frozenset("team round post panel trial screen screening assessment portfolio".split())


def speaks_of_hiring(text: str) -> bool:
    """Is there any word of hiring? A dentist, too, looks forward to seeing you on Monday."""
    return bool(_HIRING.search(text[:4000]))


def speaks_of_a_job(text: str) -> bool:
    """Is there a word of hiring that clubs and shops do not use of their teams, rounds, posts and trials?"""
    return any(found[0].lower() not in _OF_CLUBS for found in _HIRING.finditer(text[:4000]))


_MY_NO = late(r"\b(?:declined|turned (?:it|them|(?:the|their|her|his) (?:offer|job|role|post|position)) down|turned down (?:the|their|her|his)\b|said no to (?:it|the|their|her|his)\b)", re.IGNORECASE)
_MY_YES = late(r"\b(?:accepted (?:it\b|(?:the|their|her|his) (?:\w+ )?(?:offer|job|role|post|position))|said yes to (?:it|the|their|her|his)\b)", re.IGNORECASE)
_NOT_MINE = late(r"\b(?:not|never|they|she|he|who|if|might|may|would|will|could|nearly|almost|before)\b|n't\b|'(?:d|ll)\b", re.IGNORECASE)


def answer_to_offer(note: str) -> str:
    """What a logged talk says of the user's own answer to an offer: accepted, declined or nothing."""
    for clause in re.split(r"[.;,!\n]| and | but ", note[:2000]):
        for pattern, answer in ((_MY_NO, "declined"), (_MY_YES, "accepted")):
            if (found := pattern.search(clause)) and not _NOT_MINE.search(clause[: found.start()]):
                return answer
    return ""


def tells_of_agreement(note: str) -> bool:
    """Does a call that nobody answered tell of an agreed talk that did not happen?"""
    return bool(_AGREED.search(note[:2000]))


def named_with(text: str) -> str:
    """The person of "Interview with Dana Whitfield at Acme", as written; empty where nobody is named."""
    found = _WITH.search(text[:300])
    name = found[1].strip(" .") if found else ""
    if not found or _is_house(name):
        return ""
    first_name_alone = len(name.split()) == 1 and not _AT.match(text, found.end())
    return "" if first_name_alone and speaks_of_interview(text) else name  # "Interview with Acme" names a house
