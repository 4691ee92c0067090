"""Which lines at the end of a mail are signature, disclaimer, mobile footer or list footer.

Looks only at the last lines and paragraphs, so its cost does not grow with the mail.
"""

from __future__ import annotations

import re
from functools import lru_cache

from afterword.reading.history import Part
from afterword.reading.words import table

_WORDS = table("mailclients")
_CLOSING = frozenset(_WORDS["closing"]["words"])
_CLOSING_HEADS = frozenset(word.split(" ", 1)[0] for word in _CLOSING)
_MOBILE: tuple[str, ...] = tuple(_WORDS["footer"]["mobile"])
_MOBILE_END: tuple[str, ...] = tuple(_WORDS["footer"]["mobile_end"])
_LEGAL: tuple[str, ...] = tuple(_WORDS["footer"]["legal"])
_LIST: tuple[str, ...] = tuple(_WORDS["footer"]["list"])
_LEGAL_CORE = ("intended recipient", "equal opportunity employer", "confidentiality notice")
_LIST_CORE = (
    "unsubscribe",
    "all rights reserved",
    "you are receiving this",
    "you're receiving this",
    "mailing list",
    "this email was sent to",
    "privacy policy",
    "view in browser",
    "email preferences",
    "received this message because",
    "received this email because",
)
_INNER = (*_LEGAL_CORE, *_LIST_CORE)
_THANKS = (
    "thank",
    "thx",
    "many thanks",
    "with thanks",
    "danke",
    "vielen dank",
    "merci",
    "gracias",
    "muchas gracias",
    "grazie",
    "obrigad",
    "bedankt",
    "tack",
    "takk",
)

_NOTICES = _LEGAL + _LIST
_NOTICE_STARTS = frozenset(phrase[:4] for phrase in _NOTICES)
_AROUND = " *_<>[("  # marks around a notice
_MOBILE_ENDS = frozenset(phrase[-1] for phrase in _MOBILE_END)
_MOBILE_STARTS = frozenset(phrase[:4] for phrase in _MOBILE)
_PRONOUNS = frozenset(
    {
        "I",
        "I'll",
        "I'm",
        "I've",
        "We",
        "You",
        "i",
        "i'll",
        "i'm",
        "i've",
        "we",
        "you",
        "me",
        "we'll",
        "ich",
        "wir",
        "je",
    }
)

_DELIMITERS = frozenset({"--", "-- ", "---", "\u2014", "\u2014\u2014", "\u2013\u2013", "__", "- -", "--="})
_PS = re.compile(r"(?:p\.?\s?){1,2}s\b[.:)]?", re.IGNORECASE)
_PHONE = re.compile(r"(?:\+|\(\d|\b\d)[\d().\-\u2013/ ]{5,20}\d")
_CONTACT = re.compile(
    r"https?://|www\.|linkedin\.|\b(?:tel|phone|ph|mobile|cell|office|direct|fax|m|t|p|o|c|e)\s?[.:]\s"
)
TITLE = re.compile(
    r"\b(?:manager|director|head|engineer|recruiters?|recruiting|recruitment|talent|sourcer|partner|co-?founder|founder|c[efto]o|coo|cpo|cmo|chro|s?vp|avp|"
    r"(?:vice )?president|analyst|leads?|chief|officer|coordinator|specialist|consultant|associate|professor|lecturer|dean|chair|designer|developer|scientist|"
    r"researcher|editor|attorney|counsel|lawyer|stylist|colou?rist|barber|owner|principal|acquisition|human resources|hr|people|operations|assistant|executive|"
    r"administrator|supervisor|architect|strategist|producer|writer|accountant|auditor|advis[oe]r|agent|broker|realtor|therapist|dentist|dds|dmd|md|physician|nurse|"
    r"hygienist|trainer|coach|teacher|instructor|tutor|controller|treasurer|secretary|buyer|planner|technician|programmer|generalist|intern|fellow|student|"
    r"leiter(?:in)?|gesch\u00e4ftsf\u00fchrer(?:in)?|personal(?:leiter|referent)(?:in)?|referent(?:in)?|directeur|directrice|responsable|charg\u00e9e?|directora?|gerente|responsabile)\b",
    re.IGNORECASE,
)
LOW_TITLE = re.compile(TITLE.pattern)  # for small letters: several times quicker than without regard to case
_HEAD = re.compile(r"\s?[,|\u2022\u00b7]\s?|\s[-\u2013\u2014]\s")
_NAME = re.compile(
    r"[^\W\d_][\w'\u2019.\-]*(?:\s(?:(?:van|von|de|der|den|da|di|la|le|del|dos|du|bin|al|ten|ter|y|e)\s)*[^\W\d_][\w'\u2019.\-]*){0,3}"
    r"(?:,?\s(?:ph\.?d\.?|m\.?d\.?|mba|jr\.?|sr\.?|cpa|dds|dmd|rn|esq\.?|phr|sphr|shrm-s?cp|pmp|msc|cfa|ii|iii|fcls))*(?:\s\([^()]{2,20}\))?$",
    re.IGNORECASE,
)
_PARTICLES = frozenset("van von de der den da di la le del dos du bin al ten ter y e".split())
_REACH = 48  # lines of new words, from the end, that are looked at
_LINES = 16  # lines from the end in which a signature may begin


def close(lines: list[str], parts: list[str], sender: str = "") -> None:
    """Mark signature and footer lines in `parts`."""
    body = _tail(lines, parts)
    if not body:
        return
    if _delimited(lines, parts, body):
        body = [i for i in body if parts[i] is Part.NEW]
    if _footers(lines, parts, body):
        body = [i for i in body if parts[i] is Part.NEW]
    if body:
        _signature(lines, parts, body, sender)


def _tail(lines: list[str], parts: list[str]) -> list[int]:
    """The numbers of the last lines of new words, blank ones left out; as many as anything below looks at."""
    found: list[int] = []
    end, own = len(lines), Part.NEW
    while end > 0 and len(found) < _REACH:
        begin = max(0, end - 2 * _REACH)
        new = [i for i in range(begin, end) if lines[i] and parts[i] is own and not lines[i].isspace()]
        found = new + found
        end = begin
    return found[-_REACH:]


@lru_cache(2048)
def named(line: str) -> bool:
    """Could this line be a person's name?"""
    line = line.strip(" -\u2013\u2014~/*_,.!")
    if not 1 < len(line) <= 48 or line.count(" ") > 6 or not _NAME.match(line):
        return False
    words = line.split(" (")[0].split()
    return all(word[0].isupper() or word in _PARTICLES or not word[0].isascii() for word in words)


def _delimited(lines: list[str], parts: list[str], body: list[int]) -> bool:
    """What follows '-- ' is signature, up to the next quote. Was there any?"""
    for at in [at for at in body[-40:] if len(lines[at]) < 5]:
        if lines[at].strip() not in _DELIMITERS:
            continue
        stop = at
        while stop < len(parts) and parts[stop] is Part.NEW:
            stop += 1
        tail = [lines[i] for i in range(at + 1, stop) if lines[i].strip()]
        if at == body[0] or sum(map(_prose, tail)) > 2:
            continue
        for i in range(at, stop):
            if _PS.match(lines[i].strip()):
                break
            parts[i] = Part.SIGNATURE
        return True
    return False


def _footers(lines: list[str], parts: list[str], body: list[int]) -> bool:
    """Mark disclaimers, list footers and what phones add at the end, and a gateway's warning at the top. Were there any?"""
    found = False
    for i in body[-12:]:
        line = lines[i].strip()
        if len(line) <= 72 and _mobile(line):
            parts[i] = Part.FOOTER
            found = True
        elif line[0] in "_\u2500" and len(line) >= 5 and not line.strip("_\u2500"):
            parts[i] = Part.FOOTER
            found = True
            if len(line) >= 20:
                _list_footer(lines, parts, [k for k in body if k > i])
    whole = "\n".join([lines[i] for i in body]).lower()
    low = whole.split("\n")
    inner = [word for word in _INNER if word in whole]
    done = 0
    for n in [n for n, line in enumerate(low) if inner or line[:4] in _NOTICE_STARTS or line[:1] in _AROUND]:
        text = low[n].strip(_AROUND)
        if n < done or not (text.startswith(_NOTICES) or (inner and _bulk(text, inner))):
            continue
        found = True
        done = _paragraph_end(body, n)
        if n > 0 and len(body) - done <= 12 and text.startswith(_LEGAL):
            done = len(body)  # what follows a disclaimer goes on with it
        for i in body[n:done]:
            parts[i] = Part.FOOTER
    return _warning(lines, parts) or found


def _paragraph_end(body: list[int], n: int) -> int:
    """The end of the paragraph of `body` in which its `n`-th line stands."""
    end = n + 1
    while end < len(body) and body[end] == body[end - 1] + 1:
        end += 1
    return end


def _warning(lines: list[str], parts: list[str]) -> bool:
    """Mark a mail gateway's warning in the first paragraph."""
    first = _first(lines, parts)
    for n, i in enumerate(first):
        text = lines[i].strip(_AROUND)
        if text[:4].lower() in _NOTICE_STARTS and text.lower().startswith(_NOTICES):
            for k in first[n:]:
                parts[k] = Part.FOOTER
            return True
    return False


def _first(lines: list[str], parts: list[str]) -> list[int]:
    """The first lines of the mail up to a blank one, six at most."""
    found: list[int] = []
    for i in range(min(12, len(lines))):
        if lines[i].strip() and parts[i] is Part.NEW:
            found.append(i)
        elif found:
            break
    return found[:6]


def _list_footer(lines: list[str], parts: list[str], tail: list[int]) -> None:
    """A long rule with a few lines of addresses under it is a mailing list's footer."""
    if len(tail) <= 8 and any("://" in lines[k] or "@" in lines[k] for k in tail):
        for k in tail:
            parts[k] = Part.FOOTER


def _bulk(text: str, inner: list[str]) -> bool:
    """Does a line hold one of the words that only notices hold?"""
    return any(word in text for word in inner) and not text.startswith(("please", "i ", "we "))


def _mobile(line: str) -> bool:
    """Did a phone or a program add this line?"""
    low = line.lower().lstrip("*_<[(-\u2013 ")
    if low[:4] in _MOBILE_STARTS and low.startswith(_MOBILE):
        return line.count(" ") < 9 and not (line.endswith(".") and line.count(" ") > 6 and "http" not in low)
    low = low.rstrip(" .>)")
    return low[-1:] in _MOBILE_ENDS and line.count(" ") < 7 and len(line) > 8 and low.endswith(_MOBILE_END)


@lru_cache(2048)
def _prose(line: str) -> bool:
    """Does this line read like a sentence rather than like a line of a signature?"""
    words = line.split()
    count = len(words)
    if count < 5:
        return count >= 3 and words[-1][-1] in "?!" and words[0] not in ("Best", "Thanks")
    if not _PRONOUNS.isdisjoint(words):
        return True
    small = sum([word[0].islower() for word in words])
    if line.rstrip()[-1:] in ".?!":
        return small * 2 >= count
    return small * 3 >= count * 2 and not _PHONE.search(line) and not _contact(line)


def _contact(line: str) -> bool:
    """Does the line say how to reach somebody other than by a number?"""
    return "@" in line or ((":" in line or "." in line) and _CONTACT.search(line.lower()) is not None)


def _signature(lines: list[str], parts: list[str], body: list[int], sender: str) -> None:
    """Mark the sign-off and the block below it, or a block of name and contact lines without one."""
    end = len(body)
    for n in range(max(0, len(body) - _LINES), len(body)):
        line = lines[body[n]].lstrip()
        if line[0] in "pP" and _PS.match(line):
            end = n
            break
    start = _sign_off(lines, body, end)
    if start is None:
        start = _block(lines, body, end, sender)
    if start is None:
        return
    if start < len(body) and _words_before(lines, body, start) < 8 and _thanks(lines[body[start]]):
        start += 1
    if start == 0 and end == len(body) and not named(lines[body[0]]):
        return
    for n in range(start, end):
        parts[body[n]] = Part.SIGNATURE


def _sign_off(lines: list[str], body: list[int], end: int) -> int | None:
    """The line of `body` that takes leave, with only signature lines behind it."""
    for n in range(end - 1, max(-1, end - _LINES), -1):
        line = lines[body[n]].strip()
        if takes_leave(line):
            while n > 0 and takes_leave(lines[body[n - 1]].strip()):
                n -= 1
            return n
        if len(line) > 110 or _prose(line):
            return None
    return None


@lru_cache(2048)
def takes_leave(line: str) -> bool:
    """'Best,', 'Kind regards', 'Thanks, Bo', '- Dana', '/Dana'."""
    if not line or len(line) > 64:
        return False
    if line[0] in "-\u2013\u2014~/" and len(line) < 40 and line[1:2] != line[0] and line.count(" ") <= 3:
        return named(line[1:])
    low = line.lower().strip(" ,.!;:)(-\u2013\u2014~*_\u3002\uff0c")
    if not low:
        return False
    if low in _CLOSING:
        return True
    if low.split(" ", 1)[0].rstrip(",.!") not in _CLOSING_HEADS:
        return False
    for mark in (",", "!", ".", " -", "\u2014"):
        head, found, rest = line.partition(mark)
        if found and head.lower().strip() in _CLOSING:
            rest = rest.strip(" -\u2013\u2014")
            return rest.lower().strip(" ,.!") in _CLOSING or (named(rest) and rest.count(" ") < 4)
    head, _, rest = line.rpartition(" ")
    return head.lower() in _CLOSING and named(rest) and rest.istitle()


def _thanks(line: str) -> bool:
    return line.strip(" *_").lower().startswith(_THANKS)


def _words_before(lines: list[str], body: list[int], start: int) -> int:
    """Words before line `start`, the greeting left out; counts to eight."""
    count = 0
    for n in range(start):
        line = lines[body[n]]
        if n == 0 and line.rstrip().endswith((",", ":", "!")) and line.count(" ") < 5:
            continue
        count += line.count(" ") + 1
        if count >= 8:
            break
    return count


def _block(lines: list[str], body: list[int], end: int, sender: str) -> int | None:
    """The first line of a signature that has no sign-off: the sender's name, or a name above contact lines."""
    names = _own(sender)
    openings = tuple([f"{name}{mark}" for name in names for mark in (",", " |", " -", " (")])
    first = max(0, end - 10)
    evidence = False
    for n in range(end - 1, first - 1, -1):
        line = lines[body[n]].strip()
        if len(line) > 110 or _prose(line):
            return None
        low = line.lower().strip(" -\u2013\u2014~/*_,.!")
        if names and n > 0 and (low in names or low.startswith(openings)):
            return n
        contact = _contact(line) or _PHONE.search(line) is not None
        head = _HEAD.split(line, maxsplit=1)[0]
        title = (
            not (contact or evidence)  # not asked for otherwise, and the dearest look of all
            and not line.endswith((".", "?", ":", "!"))
            and LOW_TITLE.search(line.lower()) is not None
        )
        alone = n == end - 1
        if named(head) and head.count(" ") >= 1 and (evidence or (contact and len(head) < len(line))) and n > 0:
            paragraph_begins = body[n - 1] != body[n] - 1
            if paragraph_begins:
                return n
        if alone and not names and not (contact or evidence or title or named(head)):
            return None
        evidence = evidence or contact or title
    return None


def _own(sender: str) -> frozenset[str]:
    """The sender's full name and first name in lower case."""
    name = sender.strip(" \"'").lower()
    if "," in name:
        last, _, first = name.partition(",")
        name = f"{first.strip()} {last.strip()}"
    if not name or "@" in name:
        return frozenset()
    first_name = name.split(" ", 1)[0]
    return frozenset({name, first_name} if len(first_name) > 1 else {name})
