"""Details worth keeping from a letter: who writes, with title, house and number; who else is named with an address; how people
want to be reached; what was said that is worth coming back to; links and titles.

Each finder looks for a cheap word first and reads closely only the sentences that hold one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from afterword.reading.acts.names import organisation_after, organisation_at, person_at
from afterword.reading.closing import LOW_TITLE, TITLE, named, takes_leave
from afterword.reading.cut import Cut
from afterword.reading.heard import FIGURE, heard
from afterword.reading.language import language as language_of
from afterword.reading.model import Letter, Mention, Preference
from afterword.reading.phones import Phone, phones
from afterword.reading.preferences import preferences
from afterword.reading.sentences import plain
from afterword.reading.topics import topics
from afterword.reading.zones import zones

_LIMIT = 16_384  # characters of new text read: nobody tells more of himself in one letter
_DIGIT = re.compile("[0-9]")
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"'\u201c\u201d]{3,400}")
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_LOCAL = re.compile(r"[\w.+-]{1,64}$")
_DOMAIN = re.compile(r"[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_PART = re.compile(r"\s*[,|\u2022\u00b7;]\s*|\s+[-\u2013\u2014]\s+|\s{3,}|\t")
_AT = re.compile(r"\s+(?:at|@|bei|chez)\s+")
_SUFFIX = re.compile(
    r"(?:inc|ltd|llc|llp|plc|gmbh|ag|co|corp|bv|sa|srl|ph\.?d|m\.?d|mba|jr|sr|cpa|dds|dmd|rn|esq|ii|iii)\.?$",
    re.IGNORECASE,
)
_STREET = re.compile(
    r"\d.*\b(?:street|st|avenue|ave|road|rd|suite|ste|floor|fl|blvd|drive|dr|lane|way|square|place|stra\u00dfe|str|rue|calle|via)\b|\b[A-Z]{2}\s\d{5}\b",
    re.IGNORECASE,
)
_DEPARTMENT = re.compile(
    r"(?:(?:data|insights?|analytics|people|talent|culture|marketing|sales|engineering|operations|finance|hr|human resources|product|design|research|partnerships|"
    r"recruiting|recruitment|technology|it|legal|communications|strategy|development|learning|growth|customer success|support|procurement|logistics|science|"
    r"acquisition|global|north america|emea|apac)(?:\s?(?:&|and|/|,)\s?|\s|$))+$",
    re.IGNORECASE,
)
_PRONOUNS = re.compile(r"\s*\((?:he|she|they)[^()]{0,16}\)")
_LABEL = re.compile(
    r"\b(?:tel|phone|mobile|cell|office|direct|fax|email|e-mail|web|www|http|linkedin|twitter|pronouns|he/him|she/her|they/them)\b"
)  # looked for in small letters
_MAILBOX = re.compile(
    r"no-?_?reply|do-?not-?reply|notifications?|mailer-daemon|postmaster|bounces?|alerts?|autoreply|newsletter|calendar-notification|invitations?",
    re.IGNORECASE,
)
_HOUSE = re.compile(
    r"\b(?:team|careers?|recruiting|recruitment|talent|jobs?|hr|human resources|notifications?|hiring|support|info|newsletter|noreply|no-reply|department|"
    r"admissions|office|services?|workday|greenhouse|lever|ashby|icims|linkedin|indeed|people operations|via|unit|board|committee|desk|centre|center|bureau|council|agency|company|inc|ltd|llc|gmbh|administration|secretariat|group|university|college|school|hospital|clinic|foundation)\b",
    re.IGNORECASE,
)
_MINE = re.compile(r"\b(?:me|my|mine)\b[^.?!\n]*$", re.IGNORECASE)
_NAME_WORD = re.compile(r"[^\W\d_][\w'.\-]*")
_LEAVES = ("best", "thank", "regards", "cheers", "sincerely", "yours", "warmly")
_TAIL_NAME = re.compile(
    r"(?:best|thanks|thank you|regards|cheers|sincerely|yours|warmly)[,!.]?\s+(?:[-\u2013]\s*)?([A-Z][\w'-]+(?:\s[A-Z][\w'.-]+){0,2})[.!]?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Details:
    """What `details` found. Phones are E.164, people with the sender first."""

    people: tuple[Mention, ...] = ()
    phones: tuple[str, ...] = ()
    preferences: tuple[Preference, ...] = ()
    topics: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Card:
    """What a signature says of its writer."""

    name: str = ""
    title: str = ""
    organisation: str = ""


def details(letter: Letter, cut: Cut, country: str = "US", language: str | None = None) -> Details:
    """The details of `letter`, whose cut is `cut`. `country` (ISO 3166) reads numbers that have no country code."""
    text = plain(cut.text[:_LIMIT])
    signature = plain(cut.signature[:4000])
    spoken = language_of(text) if language is None else language
    units = heard(text)
    in_text = phones(text, country, spoken) if FIGURE in units.words else ()
    in_signature = phones(signature, country, spoken) if _has_digits(signature) else ()
    writer = _writer(letter, text, signature, in_signature or _own_number(text, in_text))
    others = _others(text, in_text, letter) if "@" in text or in_text else []
    numbers = dict.fromkeys(phone.number for phone in (*in_text, *in_signature))
    name = writer[0].name if writer else ""
    return Details(
        people=(*writer, *others),
        phones=tuple(numbers),
        preferences=preferences(units.sentences, name, signature),
        topics=topics(units.sentences),
        links=_links(text),
        zones=zones(units.sentences),
    )


def clean_name(name: str) -> str:
    """A display name as a person writes it: 'Lindqvist, Carl (HR)' -> 'Carl Lindqvist'; '' for an address."""
    name = plain(name).strip(" \"'<>").replace("\\", "")
    name = re.sub(r"\s*[(\[][^()\[\]]{0,60}[)\]]\s*$", "", name)
    for mark in (" via ", " | ", " @ ", " - "):
        head, found, _ = name.partition(mark)
        if found and head.strip():
            name = head
    last, found, first = name.partition(",")
    if found and first.strip() and not _SUFFIX.match(first.strip()) and first.count(" ") < 4:
        name = f"{first.strip()} {last.strip()}"
    name = " ".join(name.split())
    return "" if "@" in name else name


def _has_digits(text: str) -> bool:
    return _DIGIT.search(text) is not None


def _writer(letter: Letter, text: str, signature: str, numbers: tuple[Phone, ...]) -> list[Mention]:
    """The sender, joined with what the signature says; a second row when a mailbox's mail is signed by a person."""
    shown = clean_name(letter.sender.name)
    card = _card(signature or _last_line(text), shown)
    phone = numbers[0].number if numbers else None
    email = letter.sender.email or None
    local = letter.sender.email.partition("@")[0]
    mailbox = _MAILBOX.search(local) is not None or (
        shown and (_HOUSE.search(shown) is not None or not _personal(shown))
    )
    found = {"phone": phone, "title": card.title or None, "organisation": card.organisation or None}
    if mailbox:
        if card.name and _personal(card.name) and not _HOUSE.search(card.name):
            return [Mention(card.name, None, source="signature", **found)]
        return []
    name = _fuller(shown, card.name, _from_local(local))
    if not name and not email:
        return [Mention(card.name, source="signature", **found)] if card.name else []
    if shown and card.name and not _related(shown, card.name):
        return [Mention(shown, email, source="sender"), Mention(card.name, None, source="signature", **found)]
    return [Mention(name or _from_local(local), email, source="sender", **found)]


def _own_number(text: str, numbers: tuple[Phone, ...]) -> tuple[Phone, ...]:
    """The numbers that the text calls the writer's own: 'call me on', 'my cell is'."""
    return tuple(phone for phone in numbers if _MINE.search(text[max(0, phone.start - 48) : phone.start]))


def _personal(name: str) -> bool:
    """Two to five words that could be a person's, or one."""
    return (
        1 <= len(name.split()) <= 5
        and any(char.isalpha() for char in name)
        and not any(char.isdigit() for char in name)
    )


def _fuller(shown: str, signed: str, local: str) -> str:
    """Of the names of one person the one that says more."""
    if not shown:
        return local if " " not in signed and _related(local, signed) else signed
    return signed if " " not in shown and " " in signed and _related(shown, signed) else shown


def _related(one: str, other: str) -> bool:
    """Do two names share a word, or does one begin like the other (Dan, Daniel)?"""
    left, right = one.lower().split(), other.lower().split()
    if not left or not right:
        return False
    return bool(set(left) & set(right)) or any(
        a.startswith(b) or b.startswith(a) or a[:2] == b[:2] for a in left[:1] for b in right[:1]
    )


def _from_local(local: str) -> str:
    """'dana.whitfield' -> 'Dana Whitfield'; '' where the local part is no name."""
    parts = re.split(r"[._-]", local.split("+", 1)[0])
    return (
        " ".join(part.capitalize() for part in parts)
        if len(parts) == 2 and all(part.isalpha() and len(part) > 1 for part in parts)
        else ""
    )


def _last_line(text: str) -> str:
    """'... Best, Dana' at the very end of a text that is one line."""
    tail = text[-120:].strip()
    low = tail.lower()
    found = _TAIL_NAME.search(tail) if any(word in low for word in _LEAVES) else None
    return found[1] if found else ""


def _card(signature: str, sender: str) -> _Card:
    """Name, title and organisation as the lines of a signature give them."""
    name = title = organisation = ""
    for line in signature.split("\n")[:14]:
        line = line.strip(" *_-\u2013\u2014~/")
        if not line or len(line) > 120 or line.lower().startswith(("p.s", "ps ")):
            continue
        for piece in _PART.split(line):
            piece = (_PRONOUNS.sub("", piece) if "(" in piece else piece).strip(" .,!")
            if not piece or ("@" in piece and _MAIL.search(piece)) or _LINK.search(piece) or _LABEL.search(piece.lower()):
                continue
            if (_has_digits(piece) and (_STREET.search(piece) or sum(map(str.isdigit, piece)) > 4)) or _SUFFIX.match(piece):
                continue
            job, _, house = piece.partition(" at ") if " at " in piece else piece.partition(" @ ")
            if not title and (LOW_TITLE.search(job.lower()) and not _only_house(job)) and piece != sender:
                title = title or job.strip()
                organisation = organisation or house.strip()
            elif not name and _name_piece(piece, sender):
                name = piece
            elif title and not organisation and _DEPARTMENT.match(piece):
                title = f"{title}, {piece}"
            elif not organisation and (name or sender) and _house_piece(piece, name, sender):
                organisation = piece
    return _Card(name, title, organisation)


def _only_house(piece: str) -> bool:
    """'People Operations Partners Ltd' is a house although it holds a title's word."""
    return _SUFFIX.search(piece) is not None and len(piece.split()) > 1


def _name_piece(piece: str, sender: str) -> bool:
    if takes_leave(piece) or (piece.isupper() and " " not in piece):
        return False
    return named(piece) and (not sender or _related(sender, piece) or piece.count(" ") in (1, 2))


def _house_piece(piece: str, name: str, sender: str) -> bool:
    """Could this piece of a signature be an organisation?"""
    if not piece[0].isupper() and not piece[0].isdigit():
        return False
    if piece in (name, sender) or len(piece) < 2 or piece.endswith(("?", "!")):
        return False
    words = piece.split()
    small = sum(word[0].islower() for word in words)
    return len(words) <= 7 and small * 2 <= len(words) and not takes_leave(piece) and not TITLE.fullmatch(piece)


def _others(text: str, numbers: tuple[Phone, ...], letter: Letter) -> list[Mention]:
    """People named in the text with a mail address or a number beside them."""
    found: dict[str, Mention] = {}
    own = {letter.sender.email, *letter.me}
    for start, end in _mails(text):
        email = text[start:end].strip(".-").lower()
        if email in own or _MAILBOX.search(email.partition("@")[0]):
            continue
        name, organisation = _beside(text, start, email)
        if name:
            phone = next((p.number for p in numbers if _same_breath(text, end, p.start)), None)
            found.setdefault(email, Mention(name, email, phone, organisation=organisation or None, source="text"))
    taken = {mention.phone for mention in found.values()}
    for number in numbers:
        if number.number in taken:
            continue
        name, organisation = _beside(text, number.start, "")
        if name and not any(_related(name, mention.name) for mention in found.values()):
            found[number.number] = Mention(name, None, number.number, organisation=organisation or None, source="text")
        elif name:
            for key, mention in found.items():
                if _related(name, mention.name) and mention.phone is None:
                    found[key] = replace(mention, phone=number.number)
    return list(found.values())


def _mails(text: str) -> Iterator[tuple[int, int]]:
    """Where the first twenty mail addresses stand; looked for from their '@', which is rarer than letters."""
    at = -1
    for _ in range(20):
        at = text.find("@", at + 1)
        if at < 0:
            return
        local, domain = _LOCAL.search(text, max(0, at - 64), at), _DOMAIN.match(text, at + 1)
        if local and domain:
            yield local.start(), domain.end()


def _same_breath(text: str, end: int, start: int) -> bool:
    """Does what begins at `start` follow `end` closely, with no sentence's end between?"""
    return 0 <= start - end < 60 and ". " not in text[end:start] and "\n\n" not in text[end:start]


def _beside(text: str, at: int, email: str) -> tuple[str, str]:
    """The name (and house) that stands before place `at`, in the same sentence or the one before."""
    begin = max(0, at - 160)
    window = text[begin:at]
    for stop in ("\n\n", "? ", "! ") if email else ("\n", ". ", "? ", "! "):
        cut_at = window.rfind(stop)
        if cut_at >= 0:
            window = window[cut_at + len(stop) :]
    local = re.split(r"[._+-]", email.partition("@")[0]) if email else []
    best = ("", "")
    for word in _NAME_WORD.finditer(window):
        if not word[0][0].isupper() or (word.start() and window[word.start() - 1].isalpha()):
            continue
        name, end = person_at(window, word.start())
        if not name or (best[0] and name in best[0]):
            continue
        parts = [part.lower() for part in name.split()]
        fits = any(part in local or (local and part[0] + parts[-1] == local[0]) for part in parts)
        if (
            not email
            and " " not in name
            and not re.search(r"(?:call|ring|phone|text|reach|contact|is)\s*$", window[: word.start()])
        ):
            continue
        if email and not (fits or (" " in name and window[end:].strip(" ,<(:") == "")):
            continue
        house = (
            organisation_after(window, end)
            if " at " in window[end:] or " from " in window[end:] or " of " in window[end:]
            else ""
        )
        if not house and window[end : end + 2] == ", ":
            house = organisation_at(window, end + 2)[0]
        best = (name, house)
    return best


def _links(text: str) -> tuple[str, ...]:
    """The links of the text in order, each once."""
    if "http" not in text and "www." not in text:
        return ()
    found = dict.fromkeys(_tidy(link[0]) for link in list(_LINK.finditer(text))[:50])
    return tuple(found)


def _tidy(link: str) -> str:
    """A link without the marks of the sentence around it."""
    link = link.rstrip(".,;:!?*_")
    while link.endswith((")", "]", "}")) and link.count(link[-1]) > link.count(
        {")": "(", "]": "[", "}": "{"}[link[-1]]
    ):
        link = link[:-1].rstrip(".,;:!?")
    return link
