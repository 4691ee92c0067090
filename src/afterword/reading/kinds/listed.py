"""Mail that goes to many: told by one look at its words, before any table is read.

Most mail of a mailbox is of this sort, and no phrase table could say anything of it but "other": a list's or a feed's mail
without a word of work, and adverts that own to no list.
"""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from afterword.reading.history import Part, history
from afterword.reading.kinds.adverts import ANSWERING, SURE, leaning, marks
from afterword.reading.kinds.shapes import bare
from afterword.reading.model import Letter
from afterword.reading.sentences import blanked, plain, words

_OPENING = 1024  # characters by which most are told
CAP = 2048  # characters read of what goes to many: what it is shows at its top
_SLACK = 512  # characters behind them in which an earlier mail may still be announced
_WORD = 32  # the longest word looked for
_MARKED = re.compile(r"\n>(?!From)[^\n]*")
_LINK = re.compile(r"://\S+")
# Words without which nothing is an application's mail, an absence or a digest of jobs.
_WORK = frozenset(
    "application applications applied apply applying applicant applicants candidate candidates candidacy interview interviews interviewed interviewing interviewer "
    "position positions role roles job jobs hire hires hired hiring recruit recruiter recruiters recruiting recruitment vacancy vacancies opening openings career careers "
    "resume résumé cv offer offers internship internships apprenticeship employment employer salary shortlist shortlisted assessment onboarding talent contract screening "
    "unsuccessful regret regretfully unfortunately opportunity opportunities post office away vacation holiday leave absence automatic autoreply auto-reply ooo maternity sabbatical "
    "requisition profile skills panel reference references".split()
)

# How a mail says that one may leave its list; looked for at its end, where lists say it.
_LEAVING = re.compile(
    r"\bunsubscrib|\bto be (?:removed|taken off)\b|\bremoved? (?:me|your|yourself|from (?:our|this|my|the|future|any))\b|\bopt[- ]?(?:ing )?out\b|"
    r"\b(?:you are|you're) (?:receiving|subscribed)\b|\byour subscription\b|\b(?:e-?mail|mailing) preferences\b|\bin your (?:web )?browser\b|"
    r"\babzumelden\b|\babbestellen\b|\bnicht (?:mehr|l\u00e4nger) (?:erhalten|bekommen)\b|\bnewsletter abmelden\b|\bd\u00e9s(?:inscri|abonn)|\bne (?:plus|souhaitez plus) recevoir\b|\bdarse de baja\b|"
    r"\bdar(?:te)? de baja\b|\bdejar de recibir\b|\bafmelden\b|\buitschrijven\b|\bdisiscri|\bcancella(?:rti|re l)"
)
_RECEIPT = re.compile(r"\b(?:received|got) your (?:job )?(?:application|r[e\u00e9]sum[e\u00e9]|cv)\b|\b(?:for applying|you(?:'ve| have)? applied) (?:for|to)\b")
_END = 900  # characters of a mail's own end in which it may say so
_BELOW = 1.5  # how much surer it must be where signature and footer are counted with it: those of letters sell a little
_HOPELESS = -1.0  # below this no footer makes an advert of it
_LEAVABLE = 0.0  # the leaning from which a mail that says so and greets somebody is taken for one to many
_AT_WORK = 0.5  # the same where it holds a word of work; of 1,134 labelled letters the likest has -0.5
_GREETS = re.compile(r"\s*(?:dear|hi|hello|hey|good (?:morning|afternoon|evening|day)),? [^\W\d_]", re.IGNORECASE)


class Opening(NamedTuple):
    """How a mail begins: its first characters with plain marks, and the words in them, as often as they stand there."""

    text: str
    words: list[str]


def opening(body: str) -> Opening:
    """How the mail `body` begins."""
    text = plain(body[:_OPENING])
    return Opening(text, _spoken(text))


def is_idle(subject: str, body: str, begins: Opening) -> bool:
    """Does neither the subject nor any line of a list's mail, but those marked as quoted, hold a word of work or of being away?"""
    return (
        _WORK.isdisjoint(begins.words)
        and _WORK.isdisjoint(blanked(plain(subject[:400])).split())
        and _WORK.isdisjoint(blanked(plain(body[_OPENING - _WORD :])).split())
    )


def unmarked(text: str) -> str:
    """The lines that no '>' marks as quoted (an mbox marks "From " so too)."""
    return _MARKED.sub("", f"\n{text}")[1:] if "\n>" in text or text[:1] == ">" else text


def heard(text: str) -> set[str]:
    """The words of a text, each once."""
    return set(_spoken(text))


def _spoken(text: str) -> list[str]:
    """Its words without quotation marks around them; of links no more than their beginning."""
    if "://" in text:
        text = _LINK.sub(" ", text)
    said = blanked(text)
    if "'" in said:
        said = said.replace("' ", " ").replace(" '", " ")
    return said.split()


def sells(subject: str, body: str, address: str, begins: Opening) -> bool:
    """Is it an advert by its first lines, where none of them can be anybody's earlier words?"""
    subject, reply = bare(subject)
    titled = heard(subject)
    enough = (ANSWERING if reply else SURE) + _BELOW
    top, said, cap = begins.text, set(begins.words), _OPENING
    while (how := leaning(marks(subject, top, address, titled, said))) < enough:
        if len(body) <= cap or cap == CAP or -math.inf < how < _HOPELESS:
            return False
        cap = CAP
        top = plain(body[:cap])
        said = heard(top)
    head = plain(body[: cap + _SLACK])
    lines = head.split("\n")
    return history(lines, head).count(Part.NEW) == len(lines)


def goes_to_many(letter: Letter, text: str, rest: str, *, listed: bool) -> bool:
    """Is it a list's mail that holds no word of work or of being away, or else an advert?

    `rest` is what stands below the new words `text`: signature and footer.
    """
    subject, reply = bare(letter.subject)
    top = text[:CAP]
    titled, said = heard(subject), heard(top)
    idle = _WORK.isdisjoint(said) and _WORK.isdisjoint(titled)
    if listed and idle:
        return True
    leaves = not reply and says_how_to_leave(text, rest)
    if leaves and idle and not greets(letter, text):
        return True
    sure = ANSWERING if reply else SURE
    how = leaning(marks(subject, top, letter.sender.email, titled, said))
    if how >= sure or (leaves and how >= (_LEAVABLE if idle else _AT_WORK)):
        return idle or _RECEIPT.search(top.lower()) is None
    below = plain(rest[: CAP - len(top)])
    if not below or -math.inf < how < _HOPELESS:
        return False
    said |= heard(below)  # an advert's last lines sell too, or all of it was taken for a footer
    return leaning(marks(subject, f"{top}\n{below}", letter.sender.email, titled, said)) >= sure + _BELOW


def names_its_reader(letter: Letter, text: str) -> bool:
    """Does the top of the text hold a word of the reader's name?"""
    names = {word for box in letter.to for word in box.name.lower().split()}
    names |= {local for one in letter.me for local in one.partition("@")[0].replace("_", ".").split(".")}
    spoken = words(text[:300])
    return any(len(name) > 2 and name in spoken for name in names)


def greets(letter: Letter, text: str) -> bool:
    """Does the text begin as a letter does, or name its reader at its top?"""
    return _GREETS.match(text) is not None or names_its_reader(letter, text)


def says_how_to_leave(text: str, rest: str = "") -> bool:
    """Does the end of the new words, or the `rest` below them, tell how to get no more of it?"""
    return _LEAVING.search(f"{text[-_END:]}\n{rest}".lower()) is not None
