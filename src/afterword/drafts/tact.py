"""The tact check: words and story in, findings out. It blocks only what is surely wrong, and warns of the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from afterword.drafts.harsh import HARSH
from afterword.drafts.likeness import kernel, shingles
from afterword.drafts.manners import ASK, ATTACHED, GENERAL, PLACEHOLDER, SHOUTED, TABLE, THANKS
from afterword.drafts.model import Finding, Words
from afterword.drafts.slots import first_name
from afterword.facts import handles as h
from afterword.facts.late import late
from afterword.story.model import PersonStory

_LIMITS = {"email": 150, "card": 60, "call": 260, "in_person": 70}
_ADVICE = {"email": 120, "card": 60, "call": 260, "in_person": 70}
_HELLO = late(
    r"^\s*(?:hi|hello|dear|hey|good (?:morning|afternoon|evening))\s+(?P<name>[^,!:.\n]{1,60}?)\s*(?:[,!:–-]|\n|$)",
    re.IGNORECASE,
)
_GENERAL = frozenset(
    "there all team everyone everybody again both sir madam hiring manager recruiting recruiter committee folks friend friends colleagues dr mr mrs ms mx prof and the talent people".split()
)
_NICK = 3
_AT_COMPANY = late(
    r"\b(?:join(?:ing)?|role (?:at|with)|position (?:at|with)|job (?:at|with)|working (?:at|for)|work (?:at|for)|team at|interest in)\s+(?P<org>[A-Z][\w&’'-]+(?:\s+[A-Z][\w&’'-]+){0,3})"
)
_QUOTED = late(r"[“\"][^”\"\n]{0,600}[”\"]")


def check(words: Words | str, story: PersonStory | None = None, others: Sequence[Words] = ()) -> tuple[Finding, ...]:
    """Every remark on these words. `others`: what was written to other readers, to find what belongs to them."""
    text = Words(words) if isinstance(words, str) else words
    found = [
        *_unfinished(text),
        *_names(text, story),
        *_length(text),
        *_sentences(text),
        *_form(text),
        *_asks(text),
        *_borrowed(text, others),
        *_hookless(text, story),
    ]
    return tuple(sorted(dict.fromkeys(found), key=lambda f: f.severity != "block"))


def _unfinished(text: Words) -> Iterator[Finding]:
    for place, words in (("subject", text.subject), ("body", text.body)):
        for found in PLACEHOLDER.finditer(words):
            yield Finding(
                "placeholder",
                "block",
                f"{place}: {found[0]}",
                "This was never filled in.",
                "Put in what is meant, or take the sentence out.",
            )
    if not kernel(text.body):
        yield Finding("empty", "block", "body", "There are no words yet.", "")
    if ATTACHED.search(text.body) and not text.attachments and text.channel == "email":
        said = ATTACHED.search(text.body)
        yield Finding(
            "attachment",
            "warn",
            said[0] if said else "body",
            "Something is said to be attached, and nothing is.",
            "Attach it, or take the sentence out.",
        )


def _names(text: Words, story: PersonStory | None) -> Iterator[Finding]:
    reader = text.to or (story.name if story else "")
    found = _HELLO.match(text.body)
    called = [w for w in h.name_words(found["name"]) if w not in _GENERAL] if found else []
    if reader and "@" not in reader and called:
        known = {*h.name_words(reader), *h.name_words(first_name(reader))} | {
            w for e in text.emails for w in h.name_words(re.sub(r"[._-]", " ", e.partition("@")[0]))
        }
        near = any(a[:_NICK] == b[:_NICK] or a[0] == b[0] for a in called for b in known if b)
        if known and not set(called) & known:
            # A nickname often begins like the name: that is a doubt, not an error.
            yield Finding(
                "wrong_name",
                "warn" if near else "block",
                f"greeting: {found['name'] if found else ''}",
                f"This goes to {reader}.",
                f"{first_name(reader)},",
            )
    house = h.squeezed(text.organisation)
    for named in _AT_COMPANY.finditer(text.body) if house else ():
        other = h.squeezed(named["org"])
        if other and house not in other and other not in house and not _mine(named["org"], text, story):
            yield Finding(
                "wrong_company",
                "warn",
                named[0],
                f"This is about {text.organisation}; is {named['org']} meant?",
                f"{named[0].replace(named['org'], text.organisation)}",
            )


def _mine(org: str, text: Words, story: PersonStory | None) -> bool:
    """Is this a house the story knows: an earlier job, a tie?"""
    houses = [*text.known]
    houses += (
        [*(j.organisation for j in story.jobs), *(t.organisation for t in story.ties), story.organisation]
        if story
        else []
    )
    return any(h.squeezed(org) and h.squeezed(org) in h.squeezed(x) for x in houses)


def _length(text: Words) -> Iterator[Finding]:
    count = len(kernel(text.body).split())
    if text.channel in ("linkedin", "text"):
        if len(text.body) > 300:
            yield Finding(
                "too_long",
                "warn",
                "body",
                f"{len(text.body)} characters; 300 are read here.",
                "Keep the hook and the one ask.",
            )
    elif count > _ADVICE.get(text.channel, 260):
        sure = text.channel == "email" and count > 3 * _LIMITS["email"]
        yield Finding(
            "too_long",
            "warn",
            "body",
            f"{count} words; {_ADVICE.get(text.channel, 260)} are plenty{', this is a letter' if sure else ''}.",
            "Keep one moment, one useful thing, one ask.",
        )


def _split(words: str) -> list[str]:
    return [s.strip() for s in re.split(r"(?<=[.!?])\s+|\n+", words) if s.strip()]


def _sentences(text: Words) -> Iterator[Finding]:
    for place, words in (("subject", text.subject), ("body", text.body)):
        # What others said may be quoted; only the user's own words are weighed.
        for sentence in _split(_QUOTED.sub("“…”", words)):
            for manner in (*TABLE, *HARSH):
                hit = manner.pattern.search(sentence)
                if hit is not None:
                    yield Finding(
                        manner.rule, manner.severity, f"{place}: {sentence[:160]}", manner.message, manner.better
                    )


def _form(text: Words) -> Iterator[Finding]:
    own = _QUOTED.sub("“…”", text.body)
    shouted = SHOUTED.search(own)
    if shouted is not None:
        yield Finding("capitals", "warn", shouted[0], "Capitals shout.", shouted[0].capitalize())
    if own.count("!") >= 2 or "!!" in own:
        yield Finding(
            "exclamation", "warn", "body", f"{own.count('!')} exclamation marks.", "A full stop says it more calmly."
        )
    if len(THANKS.findall(kernel(own))) >= 4:
        yield Finding(
            "over_thanking", "warn", "body", "Thanks are said again and again.", "Once, for one thing, is worth more."
        )


def _asks(text: Words) -> Iterator[Finding]:
    if text.channel in ("call", "in_person"):
        return
    asks = [
        s
        for s in _split(_QUOTED.sub("“…”", kernel(text.body)))
        if ASK.search(s)
        and not re.search(
            r"\bhow are (?:you|things)\b|\bhow have you been\b|\bi (?:can |could )?do for you\b",
            s,
            re.IGNORECASE,
        )
    ]
    if len(asks) > 1:
        yield Finding(
            "more_than_one_ask",
            "warn",
            f"body: {asks[1][:160]}",
            f"{len(asks)} questions or requests; one gets answered.",
            "Keep the one that matters most.",
        )


def _borrowed(text: Words, others: Sequence[Words]) -> Iterator[Finding]:
    ours = shingles(text.body)
    readers = set(h.name_words(text.to))
    for other in others:
        if other == text:
            continue
        theirs = {w for w in h.name_words(first_name(other.to)) if len(w) > 2} - readers
        hello = _HELLO.match(text.body)
        if theirs and hello is not None and theirs & set(h.name_words(hello["name"])):
            yield Finding(
                "other_reader",
                "block",
                hello[0].strip(),
                f"This greets {other.to}, and goes to {text.to}.",
                f"{first_name(text.to)},",
            )
        for email in other.emails:
            if email.casefold() in text.body.casefold() and email not in text.emails:
                yield Finding(
                    "other_reader", "warn", email, f"This is {other.to or 'somebody else'}'s address.", "Take it out."
                )
        shared = ours & shingles(other.body)
        least = min(len(ours), len(shingles(other.body)))
        if least and len(shared) / least > 0.35:
            yield Finding(
                "copied",
                "warn",
                " ".join(min(shared)),
                f"Much of this was also written to {other.to or 'somebody else'}; people compare.",
                "Give this reader a moment of their own.",
            )


def _hookless(text: Words, story: PersonStory | None) -> Iterator[Finding]:
    if text.channel in ("call", "in_person") or not kernel(text.body):
        return
    own = set(h.name_words(text.to))
    known = {w for w in h.name_words(text.organisation) if len(w) > 2} | (
        {w for j in (story.jobs if story else ()) for w in h.name_words(j.organisation)} if story else set()
    )
    words = set(h.name_words(kernel(text.body)))
    specific = words & known or re.search(
        r"[“\"][^”\"]{4,}[”\"]|https?://|\b\d{1,2}\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:about|mentioned|showed|told me|talked|spoke|wrote|how you|thinking about|advice|introduc\w+|offer\w*|question|conversation|promised?|i said|i told you|heard that|in touch|worked (?:for|with)|thanks to you)\b",
        kernel(text.body), re.IGNORECASE,
    )  # fmt: skip
    named = re.findall(r"(?<=[a-z,] )[A-Z][a-z]{2,}", kernel(text.body))
    own_words = {w for w in words if len(w) >= 5 and w not in GENERAL and w.removesuffix("s") not in GENERAL} - own
    if len(own_words) < 2 and not specific and all(name.casefold() in own for name in named):
        yield Finding(
            "no_hook",
            "warn",
            "body",
            "Nothing here could only have been written to this reader.",
            "Take up one thing they said or did.",
        )
