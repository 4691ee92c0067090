"""Names as mail writes them: what may be an employer, what may be a job title, and how to clean both."""

from __future__ import annotations

import re
from functools import lru_cache

from afterword.facts.late import late
from afterword.reading.kinds.vocabulary import vocabulary

_LONGEST_ROLE = 9  # words
_LONGEST_NAME = 7  # words
_LONGEST_TEXT = 160  # characters; anything longer names nothing
_NOT_LETTERS = late(r"[^a-z0-9]+")
_REQUISITION = late(
    r"[\[(#]*\b(?:(?:(?:job|requisition|req|ref|reference|vacancy)\.? )?(?:id|no|number|ref|reference|requisition|req|code)\b[.:# ]{0,3}(?P<named>(?=[\w/-]{0,20}\d)[A-Z0-9][\w/-]{1,20})"
    r"|(?P<bare>(?:[A-Z]{1,4}[-_]?)?\d{3,10}(?:[-_/]\d{1,6})?|\d{2,6}[-/]\d{2,6}))\b[\])]*",
    re.IGNORECASE,
)
_TRAILING = late(
    r"\s*(?:[|:;,.!?*-]|\b(?:and|or|at|with|in|for|of|to|the|a|an|has|is|was|here))\s*$", re.IGNORECASE
)
_HONORIFIC = late(r"^(?:prof|professor|dr|mr|mrs|ms|miss|rev|sir|dame|mx)\.? ", re.IGNORECASE)
_PLACE = late(
    r"\s*\((?:remote|hybrid|on-?site|open|full[- ]time|part[- ]time|contract|permanent|casual|seasonal|temp|nights?|evenings?|days|weekends?|maternity|paternity|fixed[- ]term|band|grade|part i|0?[.,]\d|m/?w/?d|f/?m/?x|m/?f/?d|all genders)[^)]{0,40}\)",
    re.IGNORECASE,
)
_CALENDAR = frozenset(
    "mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday jan feb mar apr may jun jul aug sep oct nov dec january february march april june july august september october november december am pm".split()
)
_NUMBERED = late(
    r"(?:band|grade|level|year|room|floor|unit|phase|section|round|week|day|part|tier) \d", re.IGNORECASE
)
_BETWEEN = frozenset(
    "and of the for & de la le du der die das des und y e di da del van von in at on to et og i".split()
)
AGENCIES = frozenset(
    {"talent", "staffing", "recruitment", "recruiting", "resourcing", "search", "people", "personnel", "employment"}
)
_ABOUT = late(
    r"\s+(?:search|timeline|conversation|interview|interviews|appointment|letter|pack|arrangements?|delays?|trial|process|application|chat|hiring|recruitment|news|follow[- ]up|call|screen|talk|offer|decision|outcome|update|position|role|post|job|vacancy|opening|opening[s]|candidate|candidacy|hire|competition|team|shift|phone|video|final|first|second|paperwork|contract|handbook|class|exam|campaign|invitation(?: to(?: interview)?)?|acknowledge?ment|nights|days|weekends|(?:contract )?(?:from|through|until|till|starting) .*)$",
    re.IGNORECASE,
)
_FOREIGN_LABEL = late(
    r"^(?:(?:ihre?|meine|votre|ma|su|uw) )?(?:initiativ)?(?:bewerbung(?:sgespräch)?|sollicitatie|candidature|candidatura|solicitud|ansökan|ansøgning|søknad|hakemus)(?: (?:als|als een|als eine|pour|comme|para|som|um die stelle als|zum|zur))?(?:\s*[/|:–-]\s*(?:(?:your|my) )?(?:application\b)?(?: (?:for|as))?|\s+|$)\s*[:–-]?\s*",
    re.IGNORECASE,
)  # "Bewerbung / Application Key Account Manager": a label, before the title
_STAGE = late(
    r"\s+(?:next steps?|steps?|eligibility(?: list)?|eoi|finalists?|test(?:s|ing)?|feedback|status|short-?list(?:ing)?|screening|visit|references?|reminder|questions?|spot|gig|seat|roster|posting|packet|background check|resume|cv|portfolio|documents?|panel|loop|file|ad|advert|results?|stage|assess?ments?(?: day)?|applications?|long-?list|exercise|thing|wanted|needed(?: urgently)?|competition|references|intro(?:duction)?|physical|at (?!large\b).+)$|"
    r"\s*,\s+(?=[a-z]).+$|\s*\([^()]*$",
    re.IGNORECASE,
)  # what a subject says behind the title; the comma's part only in small letters
_LABEL = late(
    r"^(?:(?:zusage|einladung|absage|angebot|gespr\u00e4ch|gesprek|aanbod|entretien|entrevista|exam|posting|cv|form complete|phone screen|finalist|outcome|booked|competition)\b[\s,:/(-]*|.*\b(?:for|about|on|regarding) (?:(?:the|an?|our|your) )?)",
    re.IGNORECASE,
)  # what a subject says before the title: "Coding exercise for", "Einladung"
_SPEECH = frozenset(
    {
        "you",
        "your",
        "we",
        "i",
        "thank",
        "thanks",
        "us",
        "me",
        "please",
        "hello",
        "hi",
        "dear",
        "update",
        "application",
        "applying",
        "interview",
        "regarding",
        "re",
        "fwd",
        "our",
        "my",
        "decision",
        "received",
        "status",
        "don't",
        "miss",
        "indeed",
        "i'm",
        "i'd",
        "i'll",
        "we're",
        "we'd",
        "we'll",
    }
)


@lru_cache(4096)
def letters(name: str) -> str:
    """Only the letters and digits, lower case: how a name compares with a domain."""
    return _NOT_LETTERS.sub("", name.lower().replace("&", "and"))


@lru_cache(8192)
def is_title_word(word: str) -> bool:
    """Can this word be the head of a job title ("Planner", "Archivist")?"""
    known, word = vocabulary(), word.lower().strip(".,()")
    return word in known.titles or (len(word) > 5 and word.endswith(known.title_endings))


def looks_like_role(text: str) -> bool:
    """Does a job title's head stand in it, and no word of an organisation at its end?"""
    words = text.split()
    return bool(words) and any(is_title_word(word) for part in words for word in part.replace("/", " ").split())


@lru_cache(4096)
def clean_role(text: str) -> tuple[str | None, str | None]:
    """A job title without numbers, places and trailing words, and the requisition number that stood in it."""
    if len(text) > _LONGEST_TEXT:
        return None, None
    if ": " in text or " :" in text:
        return None, None
    text = _PLACE.sub("", " ".join(text.split())).strip(" \"'|:;,.!*-")
    requisition = None
    if found := _REQUISITION.search(text):
        requisition = found.group("named") or found.group("bare")
        text = f"{text[: found.start()]} {text[found.end() :]}"
        text = " ".join(text.replace("()", " ").replace("[]", " ").split()).strip(" |:;,.!*-#()")
    text = _FOREIGN_LABEL.sub("", re.sub(r"^(?:the|a|an|our|your|this|their)\s+", "", text, flags=re.IGNORECASE))
    text = re.sub(
        r"^(?:vacancy|position|role|post|job|reminder)(?: of| for| as)?\s*:?\s+", "", text, flags=re.IGNORECASE
    )
    text = re.sub(r"\s+(?:position|role|post|job|vacancy|opening|opportunity)$", "", text, flags=re.IGNORECASE)
    while (shorter := _TRAILING.sub("", text)) != text:
        text = shorter
    while (shorter := _TRAILING.sub("", _ABOUT.sub("", text))) != text:
        text = shorter
    while (shorter := _without_stage(text)) != text:
        text = shorter
    if (label := _LABEL.match(text)) and not looks_like_role(label[0]) and looks_like_role(text[label.end() :]):
        text = text[label.end() :]
    if " - " in text:  # "Vetting form - Call Handler"
        heads = [part for part in text.split(" - ") if looks_like_role(part)]
        text = heads[0] if len(heads) == 1 else text
    words = text.lower().split()
    if (
        text.endswith("'s")
        or " : " in text
        or "|" in text
        or not words
        or len(words) > _LONGEST_ROLE
        or not _SPEECH.isdisjoint(words)
        or len(text) < 2
    ):
        return None, requisition
    if all(word in vocabulary().vague_roles for word in words) or not any(char.isalpha() for char in text):
        return None, requisition
    return text.replace(" ,", ","), requisition


def _without_stage(text: str) -> str:
    """Cut "Dispatcher II next steps" before the steps, where a title is left."""
    found = _STAGE.search(text)
    if not found or (found[0].lstrip()[:1] == "," and not found[0].lstrip(" ,")[:1].islower()):
        return text
    head = text[: found.start()]
    return head if looks_like_role(head) and head.split()[-1].lower() not in _BETWEEN else text


@lru_cache(4096)
def clean_organisation(text: str, *, team: bool = False) -> str | None:
    """An employer's name without "Careers", "Hiring Team" and the like; None when nothing nameable is left.

    `team`: the name is a mailbox's, so that "Keypath Talent" is Keypath's talent team and not an agency.
    """
    if len(text) > _LONGEST_TEXT:
        return None
    known = vocabulary()
    text = " ".join(text.replace('"', " ").split()).strip(" '|:;,!*-<>()")
    text = re.sub(r"\s+(?:has|have|is|are|was|will)$", "", text)
    text = re.sub(r"(?:'s)$", "", text) if " " not in text else text
    changed = True
    while changed and text:
        changed = False
        low = text.lower()
        for ending in known.after:
            if low.endswith(f" {ending}") and (team or ending not in AGENCIES):
                text, changed = text[: -len(ending) - 1].strip(" '|:;,!*-@"), True
                break
        low = text.lower()
        for start in known.before:
            if low.startswith(f"{start} ") and len(low) > len(start) + 2:
                text, changed = text[len(start) + 1 :].strip(" '|:;,!*-@"), True
                break
    text = re.sub(r"\s+(?:and|of|the|for|at|with|in|&)$", "", text, flags=re.IGNORECASE).strip(" ,-")
    if text.endswith(".") and text.split()[-1].lower() not in known.legal:
        text = text.rstrip(".")
    return text if is_nameable(text) else None


def is_nameable(text: str) -> bool:
    """May this be an organisation's name at all?"""
    words = text.lower().split()
    if not words or len(words) > _LONGEST_NAME or text.lower() in vocabulary().nobody or "@" in text or len(text) < 2:
        return False
    if _HONORIFIC.match(text) or (not _CALENDAR.isdisjoint(words) and any(char.isdigit() for char in text)):
        return False
    if not (text[0].isupper() or text[0].isdigit() or any(char.isupper() for char in text[:4])):
        return False
    if all(word.strip(".,&'s") in vocabulary().generic or word in vocabulary().generic for word in words):
        return False
    if not _SPEECH.isdisjoint(words) or not any(char.isalpha() for char in text):
        return False
    if _NUMBERED.match(text) or any(word[0].islower() and word not in _BETWEEN for word in text.split()[1:]):
        return False
    return not (is_title_word(words[-1]) and not has_organisation_word(words[-1:]) and len(words) > 1)


def has_organisation_word(words: list[str]) -> bool:
    """Does one of these lower-case words belong to organisations ("Studio", "Ltd", "Museum")?"""
    return not vocabulary().organisation_words.isdisjoint(word.strip(".,") for word in words)


@lru_cache(4096)
def is_personal_name(name: str) -> bool:
    """Two to four capitalised words, none of which belongs to an organisation or a mailbox."""
    words = _HONORIFIC.sub("", name).replace(",", " ").split()
    if not 1 < len(words) < 5 or has_organisation_word([word.lower() for word in words]):
        return False
    return all(
        word[0].isupper() or word.lower() in ("de", "van", "von", "der", "la", "le", "da", "di", "al", "bin")
        for word in words
    ) and not any(char.isdigit() for char in name)


def without_title(name: str) -> str:
    """A person's name without "Dr" or "Prof."."""
    return _HONORIFIC.sub("", name)


@lru_cache(4096)
def is_human_name(name: str) -> bool:
    """Could a person call themselves this? Single names and no name at all count, mailbox words do not."""
    words = [word.lower() for word in _HONORIFIC.sub("", name).split()]
    if not words:
        return True
    return (
        len(words) < 5
        and not has_organisation_word(words)
        and not any(word in vocabulary().generic for word in words)
        and " from " not in name.lower()
    )


@lru_cache(4096)
def is_own_mailbox(name: str, email: str) -> bool:
    """Does the address begin with this person's own name (`sue.park@`, Sue Park)?"""
    parts = [letters(part) for part in without_title(name).split()]
    local = letters(email.partition("@")[0])
    return (
        bool(parts)
        and len(parts) < 5
        and len(local) > 1
        and (local.startswith(parts[0]) or (len(parts) > 1 and parts[-1] in local and local[0] == parts[0][:1]))
    )
