"""A job that no word near it calls one: "Night Care Assistant, 33 hours", "you're our new piano technician", a subject that is a title alone."""

from __future__ import annotations

import re

from afterword.reading.kinds.names import clean_role, has_organisation_word, is_title_word, looks_like_role
from afterword.reading.kinds.words import straight

_FAR = 400  # words of a text that are looked through
_LEVELS = frozenset("i ii iii iv v 1 2 3 4 5".split())
_HOLDERS = frozenset("my your his her their our its i'm am hiring who's at @ from with".split())
"""Whoever stands behind one of these has the job, and is not offered it."""
_PLAIN = frozenset("the a an this that for as about hi hello dear we you if when after and but in on thanks thank re new being somebody anybody by to of is it was be pleased or".split())
_RECRUITERS = frozenset("hiring recruiting recruitment talent hr human people resourcing".split())
_EVERYBODYS = frozenset(
    "manager director owner partner lead leader head chief recruiter boss founder president principal assistant doctor lawyer dentist vet teacher coach expert hand team crew support engineering sales marketing reception "
    "officer secretary specialist agent host captain master guide fellow guard sub associate mate friend writer helper person executive".split()
)
"""In small letters these alone are somebody in the story more often than the job."""
_CUES = frozenset("as for about be new second another one on".split())
_WANTS = re.compile(
    r"\b(?:need|needs|needed|want|wants|wanted|adding|add|after|seeking|hire|hiring|lost|replace|taking on|take on|short|find|offering you|offer you) (?:a |an |one |our |the )?$"
)
_JOINERS = frozenset({"of", "and", "&", "/"})
_REPLY = re.compile(r"^(?:(?:re|aw|fw|fwd|tr|rv|sv|automatic reply|auto|out of office)\s*:\s*)+", re.IGNORECASE)
_NO_TITLE = re.compile(
    r"[?!@:;,]|\d{2}|['\u2019]s\b|\b(?:test|visit|onsite|tour|reference|references|to(?:day|morrow|night)|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|satur|sun)(?:day)?|news|update|question|sample|form|forms|offer|contract|next|yes|no)\b",
    re.IGNORECASE,
)
_JOBS = r"(?:job|position|role|post|spot|place|opening|vacancy|gig|seat|shifts?|thing|work|help|hire|search|shortlist|interview|panel|team)\b"
_EDGES = " .,;:!?\"'()"


def lone_title(subject: str, flat: str) -> str | None:
    """The job of a mail in which `roles_in` finds none: what the subject is, else what the text names like a title."""
    return _whole_subject(subject, flat) or _in_text(flat.split()[:_FAR])


def _whole_subject(subject: str, flat: str) -> str | None:
    """A subject of a title alone; where no word of it is known as one, the text must speak of it as of a job."""
    title = _REPLY.sub("", straight(subject)).strip(" .-")
    role = None if _NO_TITLE.search(title) else clean_role(title)[0]
    words = role.split() if role else []
    if not role or len(words) > 5:
        return None
    named = [word for word in words if word.lower() not in _LEVELS]
    if named and is_title_word(named[-1]) and named[-1].lower() != "person":
        return role
    if looks_like_role(role) or len(role) < 4 or has_organisation_word([words[-1].lower()]):
        return None
    said = rf"\b(?:{re.escape(role)} {_JOBS}|(?:for|as|about|in) (?:the |a |an |our )?{re.escape(role)}\b)"
    return role if re.search(said, flat, re.IGNORECASE) else None


def _in_text(words: list[str]) -> str | None:
    """The likeliest title among the words, the first of equals."""
    best: tuple[float, str] | None = None
    for at, word in enumerate(words):
        bare = word.strip(_EDGES)
        if not bare or not is_title_word(bare):
            continue
        if not _ends(word) and at + 1 < len(words) and is_title_word(words[at + 1].strip(_EDGES)):
            continue  # "Branch Operations Lead": its last word is the head
        found = _capitals(words, at) if bare[0].isupper() else _small(words, at, bare)
        if found and (best is None or found[0] > best[0]):
            best = found
    return best[1] if best else None


def _capitals(words: list[str], at: int) -> tuple[float, str] | None:
    """A title in capitals that ends at this head: of two words, or behind a word that asks for a job."""
    start = at
    while start and words[start][0] != "(" and not _ends(words[start - 1]) and (_is_capital(words[start - 1]) or (words[start - 1] in _JOINERS and start > 1 and _is_capital(words[start - 2]))):
        start -= 1
    while start < at and words[start].lower() in _PLAIN | _HOLDERS:
        start += 1
    end = at + 1
    following = words[end].strip(_EDGES) if end < len(words) and not _ends(words[at]) else ""
    if following.lower() in _LEVELS:
        end += 1
    elif following == "of" and end + 1 < len(words) and _is_capital(words[end + 1]):
        end += 2
    elif following[:1].isupper():
        return None  # "Finance Director Ana Ruiz"
    before = words[start - 1] if start else ""
    if before.lower() in _HOLDERS or (before.endswith(",") and before[0].isupper() and start > 1 and _is_capital(words[start - 2])):
        return None  # "Ravi Menon, Test Lead"
    role, _ = clean_role(" ".join(words[start:end]).strip(_EDGES))
    if role is None or not looks_like_role(role) or not _RECRUITERS.isdisjoint(role.lower().split()):
        return None
    full = len(role.split()) > 1
    asked = before.lower().strip(",:") in _CUES | {"a", "an", "the"} or _is_wanted(words, start)
    if full or (asked and role.lower() not in _EVERYBODYS):
        return 2.0 + full + asked, role
    return None


def _small(words: list[str], at: int, head: str) -> tuple[float, str] | None:
    """A title in small letters, right behind a word that asks for a job: "we need a heavy haul driver"."""
    for start in range(at, max(0, at - 3), -1):
        if start < at and (_ends(words[start]) or words[start].lower() in _PLAIN | _HOLDERS | _CUES):
            return None
        before = words[start - 1].lower().strip("\"'(")
        article = before in ("a", "an", "the") and start > 1 and words[start - 2].lower() in _CUES
        if not (before in _CUES or article or _is_wanted(words, start)) or (start == at and head in _EVERYBODYS):
            continue
        role, _ = clean_role(" ".join([*words[start:at], head]))
        return (1.5, role) if role and looks_like_role(role) else None
    return None


def _is_wanted(words: list[str], start: int) -> bool:
    return bool(_WANTS.search(" ".join(words[max(0, start - 4) : start]).lower() + " "))


def _is_capital(word: str) -> bool:
    return word.lstrip("\"'(")[:1].isupper()


def _ends(word: str) -> bool:
    return word[-1] in ".,;:!?|)" or word in ("-", "\u2013", "\u2014")
