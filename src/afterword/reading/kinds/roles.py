"""Job titles where a text states them: "for the Supply Planner job", "the post of Props Buyer", "as a Data Analyst"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from afterword.reading.kinds.foreign import foreign_roles
from afterword.reading.kinds.names import clean_role, has_organisation_word, is_title_word, looks_like_role
from afterword.reading.sentences import blanked, lower

_SEATS = ("position", "role", "post", "job", "vacancy", "opening", "opportunity", "internship", "apprenticeship", "requisition")
_STEPS = ("application", "interview", "spot", "gig", "berth")
_TRIALS = ("test", "assessment", "exercise", "challenge")
_JOB = re.compile(
    rf"\b(?:{'|'.join(_SEATS + _STEPS)}|(?:(?:coding|online|technical|skills|take-?home|written|video|short) )?(?:{'|'.join(_TRIALS)}))s?\b"
)  # these three are looked for in lower case, which is several times quicker than without regard to case
_NOT_OF_JOBS = tuple(f"{noun}{s}" for noun in _STEPS + _TRIALS for s in ("", "s"))
"""Nouns of much else than jobs: a title must stand before them."""
_NOUNS = frozenset(f"{noun}{s}" for noun in _SEATS + _STEPS + _TRIALS for s in ("", "s"))
"""Words of which `_JOB` takes one."""
_STOP = frozenset(
    "the a an no our your this that for as of in about regarding to on my their his her its with and fill filling at any is was are advertised applying apply new current vacant open available following exciting permanent "
    "temporary interested have had has from by each every some one discuss offer offering offered accept fantastic great brilliant both these those another other newly via into become becoming".split()
)
_LEVELS = frozenset("I II III IV V 1 2 3 4 5".split())
_MODIFIERS = frozenset(
    "assistant trainee apprentice junior associate deputy senior lead student support head chief marketing sales reception operations development success team crew hand".split()
)
"""Heads that may stand before another."""
_JOINERS = frozenset({"of", "and", "&", "/", "-", "in", "for", "to", "the"})
_AFTER = re.compile(r"\s+(?:(?:title|called|named)\s+)?(?:of|as|for|is|:|-)\s*(?:a |an |the |our )?", re.IGNORECASE)
_END = re.compile(
    r"\s(?:at|with|in|within|on|based|here|and (?:we|i|our|the|your|would|for|have|you|they|i'd|i'll|i'm|we'd|we'll|we're|you'd)|for (?:the|our|a|an|us|you)|which|that|has|have|had|is|was|will|would|because|as|we|i|you|from|starting|who|by|to|after|reporting|near|but|so|if|when|where|through|via|following|during|[|:;–—-])\s"
    r"|[.,;:!?()\[\]|\"\n]|$"
)
_ARTICLE = "(?:(?:the|our|a|an|your) )?(?:(?:new|next) )?"
_LEADS = re.compile(
    rf"\b(?:as (?:a|an|the|our|your|its|their|his|her) (?:(?:new|next) )?|(?:apply(?:ing)?|applied|application|interviewed|interviewing|interviews?|candidate|candidates|considered|shortlisted|search|hire|hiring|recruiting|interview you|offer) (?:for|to|as) (?:be )?{_ARTICLE}|"
    rf"(?:interest|interested) in (?:being )?{_ARTICLE}|(?:looking|searching|recruiting|hiring|advertising) (?:for )?(?:a|an) |seek(?:s|ing)(?: to (?:engage|hire|appoint|recruit))? (?:a|an) |hire (?:a|an) |(?:need|needs|needed) (?:for )?(?:a|an) |(?:we're|we are|i'm|i am|they're|they are) after (?:a|an) |(?:become|becoming) (?:a|an|our|the) |through for (?:the )?|(?:propose|proposing) (?:you )?(?:the |a )?(?:work|post|place) (?:as|of) |"
    rf"be(?:ing)? (?:our|your|their) (?:(?:new|next) )?|our (?:new|next) |(?:role|title|position|vacancy|post|job|requisition|opening|stelle|poste|puesto|vacante) ?: |you (?:to be|as) {_ARTICLE}|join us as |for (?:the|our) |for |as )"
)
_LOOSE_LEADS = ("for our ", "for the ", "for ", "as ")
_PRICED = re.compile(
    r"(?:^|[.!?:|-] )((?:[A-Z][\w/&-]+ ){1,4}?[A-Z][\w-]+), (?:[$\u00a3\u20ac]|\d|full[- ]time|part[- ]time|permanent)"
)
_NUMBER = re.compile(r"\d{3}")
_NUMBERED = re.compile(
    r"(?<![\w/-])((?:[A-Z]{1,4}[-_]?)?\d{3,10}(?:[-_/]\d{1,6})?)\)?[,:]? (?:[-\u2013] )?((?:[A-Z][\w/&-]*(?: (?:of|and|&) (?=[A-Z]))? ?){1,7})(?![^\W\d_])"
)
_OWNED = re.compile(r"\b(?:the|our|that|an?) ((?:[\w-]+ ){0,2}?[\w-]+)['\u2019]s (?:place|spot|seat|bench|chair|work|shift|berth|job|post|position|role)s?\b")
_PRICE = re.compile(r", (?:[$\u00a3\u20ac\d]|full|part|permanent)")
_TEACHING = frozenset({"lecturer", "professor", "reader", "fellow", "postdoc", "instructor", "teacher", "tutor"})
_NUMBER_AFTER = re.compile(
    r"\s*[\[(]?\s*(?:req|requisition|ref|reference|job|vacancy|id|no|number|#)[\w .:#]{0,14}?\b((?:[A-Z]{1,4}[-_]?)?\d{3,10}(?:[-_/]\d{1,6})?)\b",
    re.IGNORECASE,
)


def roles_in(text: str) -> Iterator[tuple[str, str | None, int]]:
    """(role, requisition, weight) for every place of `text` that states a job; `text` has its lines joined."""
    low = lower(text)
    heard = set(blanked(text).replace("-", " ").replace("'", " ").split())
    jobs = not _NOUNS.isdisjoint(heard)
    yield from foreign_roles(text, low)
    if not jobs and not any(map(is_title_word, heard)):
        return
    for noun in _JOB.finditer(low) if jobs else ():
        if (
            text[noun.start()].isupper()
            and not text[max(0, noun.start() - 40) : noun.start()].rstrip().endswith(("the", "The", ":"))
            and not _headed(text, noun.start())
        ):
            continue
        found = _before(text, noun.start())
        if noun.group(0).endswith(_NOT_OF_JOBS):
            if found and looks_like_role(found[0]):
                yield found[0], found[1], 4
            continue
        if found:
            number = _NUMBER_AFTER.match(text, noun.end())
            yield found[0], found[1] or (number.group(1) if number else None), 5
        elif noun.group(0) in _SEATS and (found := _from(text, low, noun.end() + 1, strict=True)) and found[0][0].isupper() and looks_like_role(found[0]):
            yield found[0], found[1], 4
        elif (after := _AFTER.match(text, noun.end())) and (found := _from(text, low, after.end(), strict=False)):
            yield found[0], found[1], 5
    for numbered in _NUMBERED.finditer(text) if _NUMBER.search(text) else ():  # "Req 8841: Site Reliability Engineer"
        role, _ = clean_role(numbered.group(2))
        if role and role[0].isupper() and looks_like_role(role):
            yield role, numbered.group(1), 4
    for owned in _OWNED.finditer(low) if "'s " in low or "\u2019s " in low else ():  # "the bench joiner's place"
        if is_title_word(owned.group(1).split()[-1]):
            yield text[owned.start(1) : owned.end(1)], None, 5
    for priced in _PRICED.finditer(text) if _PRICE.search(text) else ():  # "Payroll Officer, £29,500"
        role, requisition = clean_role(priced.group(1))
        if role and _is_full(role):
            yield role, requisition, 4
    for lead in _LEADS.finditer(low):
        if found := _from(text, low, lead.end(), strict=True):
            yield found[0], found[1], (3 if _is_full(found[0]) else 2) if lead.group(0) in _LOOSE_LEADS else 4


def _before(text: str, end: int) -> tuple[str, str | None] | None:
    """The title that ends right before a job noun, read backwards to the article."""
    start = max(0, end - 90)
    chunk = text[start:end]
    cut = max(chunk.rfind(mark) for mark in (". ", "! ", "? ", "|", "\n", ";", '"', "(", ": "))
    words = chunk[cut + 1 :].split()
    if start and cut < 0:
        words = words[1:]
    taken: list[str] = []
    while words:
        word = words[-1]
        low = word.lower().strip(",")
        if low in _STOP and not (
            low in _JOINERS and taken and len(words) > 1 and _titled(words[-2]) and _titled(taken[0])
        ):
            break
        if word.endswith(",") and not (taken and _titled(word) and _titled(taken[0])):
            break
        if (
            not (_titled(word) or word[0].isdigit() or low in _JOINERS)
            and taken
            and taken[0][0].isupper()
            and not is_title_word(word)
        ):
            break
        taken.insert(0, words.pop())
        if len(taken) > 8:
            return None
    role, number = clean_role(" ".join(taken))
    if role is None or not (role[0].isupper() or looks_like_role(role)) or (number is None and not _is_job(role)):
        return None
    return role, number


def _headed(text: str, end: int) -> bool:
    """Is the word before this capitalised "Post" or "Role" a title's head? Otherwise it is part of a name."""
    words = text[max(0, end - 40) : end].split()
    return bool(words) and is_title_word(words[-1])


def _is_full(role: str) -> bool:
    """Two or more capitalised words that end in a title's head: a job even where no word says so."""
    words = role.split()
    head = next((word for word in reversed(words) if word not in _LEVELS), "")
    return (
        len(words) > 1
        and is_title_word(head)
        and all(word[0].isupper() or word.lower() in _JOINERS for word in words)
    )


def _is_job(role: str) -> bool:
    return looks_like_role(role) or all(
        word[0].isupper() or word[0].isdigit() or word.lower() in _JOINERS for word in role.split()
    )


def _from(text: str, low: str, start: int, *, strict: bool) -> tuple[str, str | None] | None:
    """The title that starts here and ends before the next "at", comma or full stop. `strict`: only with a title's head."""
    chunk, lowered = text[start : start + 90], low[start : start + 90]
    ending = _END.search(lowered)
    piece = chunk[: ending.start()] if ending else chunk
    if ending and ending.group(0).strip() == "in" and piece.split() and piece.split()[-1].lower() in _TEACHING:
        further = _END.search(lowered, ending.end())
        piece = chunk[: further.start()] if further else chunk
    words = piece.split()
    while words and words[0].lower() in _STOP:
        words.pop(0)
    if words and _JOB.fullmatch(words[0].lower()):
        return None
    if (
        not words
        or len(words) > 8
        or (strict and not words[0][0].isupper() and not any(is_title_word(word) for word in words[:4]))
    ):
        return None
    words = _upto_head(words)
    if "of" in words[1:] and has_organisation_word([words[-1].lower()]):
        words = words[: words.index("of", 1)]  # "Bursar of Saint Aldhelm's College"
    role, number = clean_role(" ".join(words))
    if role is None or (not looks_like_role(role) and (strict or not role[0].isupper())):
        return None
    if not role[0].isupper() and not is_title_word(role.split()[-1]):
        return None
    after = _NUMBER_AFTER.match(text, start + len(piece))
    return role, number or (after.group(1) if after else None)


def _upto_head(words: list[str]) -> list[str]:
    """Capitalised titles end with their last capitalised word; others with their head."""
    if words[0][0].isupper():
        last = max(at for at, word in enumerate(words) if word[0].isupper() or word[0].isdigit() or at == 0)
        gap = next(
            (at for at in range(1, last + 1) if not _titled(words[at]) and words[at].lower() not in _JOINERS), None
        )
        end = gap if gap is not None else last + 1
        if end < len(words) and words[end].islower() and words[end] not in _MODIFIERS and is_title_word(words[end]) and not any(map(is_title_word, words[:end])):
            end += 1  # "P5 Science tutor"
        return words[:end]
    heads = [at for at, word in enumerate(words) if is_title_word(word)]
    if not heads:
        return words
    head = heads[0]
    for further in heads[1:]:  # "assistant set designer", "sales assistant"
        if further - head > (3 if words[head].lower() in _MODIFIERS else 1) or not _STOP.isdisjoint(word.lower() for word in words[head:further]):
            break
        head = further
    return words[: head + 1]


def _titled(word: str) -> bool:
    return (
        word[0].isupper() or word[0].isdigit() or word.lower() in ("&", "/", "-") or (word[0] == "(" and len(word) > 1)
    )
