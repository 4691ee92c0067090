"""What a sentence with a day in it most likely means where no table knows its words: "Verdict Thursday, cross your fingers".

A small learned model (the machine of `kinds.leaning`) over the words around one date. It is asked last, of sentences that
name a day still to come and in which nothing was read, and it must be rather sure. Weights: `hunches.txt`, learnt by
`scripts/train-hunches` from the labelled mails and from `tests/reading/golden/dated`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cache
from importlib import resources
from itertools import chain, pairwise

from afterword.reading.commitments.gist import PERKS
from afterword.reading.commitments.line import Found, Line, conditions, due, usable
from afterword.reading.commitments.meetings import of_another_thing
from afterword.reading.commitments.once import CALLED_OFF, ONLY_WISHED, PLANNED_ONCE
from afterword.reading.commitments.standing import thing_kind
from afterword.reading.commitments.words import NEVER
from afterword.reading.cued import Cued
from afterword.reading.dates import Span
from afterword.reading.kinds.leaning import Lexicon, groups, leanings, parsed
from afterword.reading.model import CommitmentKind, Kind

NOTHING = "none"
ENOUGH = 0.7
"""How likely a meaning must be before it is taken (log-odds are of no use to a reader, shares are)."""

_WORD = re.compile(r"<[a-z_]+>|[a-z']+(?:-[a-z]+)*|\d+|[?!:]")
_OWED: dict[str, tuple[bool, CommitmentKind]] = {
    "word": (True, "reply"),
    "call": (True, "call"),
    "thing": (True, "send_document"),
    "ask": (False, "send_document"),
    "talk": (True, "meeting"),
}
_ANSWER = Cued(
    r"\b(?:know|tell|answer|reply|respon\w+|confirm|yes|no|decision|decide|choice|rsvp|let (?:me|us)|acceptance|steer|shout|line|word|thoughts?)\b"
)
_TASK = Cued(
    r"\b(?:test|exercise|task|module|medical|link|portal|assessment|video|book|complete\w*|finish\w*|done)\b"
)
_OPEN = Cued(
    r"^\W*(?:if|was|were|unless|should you|in case)\b|\byou (?:had |have |'ve )?(?:said|told|promised)\b|\bmost (?:of )?(?:our |my |the )?(?:candidates|applicants|people)\b|\b(?:need to|can|may|must|until|wish to|want to) (?:cancel|reschedule|change|rebook|amend)\b|\basked (?:them|him|her|the \w+) for\b|\blook(?:ing)? forward to hear|\btold (?:my|the|our|us|his|her|him|them|everyone)\b|\b(?:was|were) (?:going|meant|supposed|hoping|planning|due) to\b|\b(?:might|maybe|perhaps|possibly|apply|(?:i|we|he|she|they) could|(?:reach|find|catch) me|days? a week|(?:do not|don't) (?:reply|answer|call|ring|write|contact|send|return|bring|submit|sign|come))\b|\b(?:i|we) (?:had |have |'d |'ve )?(?:told you|said|promised you|wrote)\b|\bif (?!not\b|so\b|possible\b|you can\b|you could\b|that)"
)
"""What hangs on an "if", or was said before, is for the tables alone."""
_THEY_WILL = re.compile(r"\b(?:he|she|they|it|[a-z]{3,})(?:'ll|'d| will| shall|'s going to| is going to) ")
_THEY_PROMISED = re.compile(r"\b(?:has|have|had) (?:promised|committed|agreed|undertaken|vowed|assured(?: us)?|offered) (?:us )?to\b")
_YOU = re.compile(r"\b(?:you|u|ya|i|we)(?:'ve| have| had) |\b(?:you|u|ya)\b")
_READER = re.compile(r"\b(?:you|u|ya|applicants|candidates|everyone|everybody)\b|\b(?:i|we)(?:'ll|'d| will| shall| should| hope| expect)\b")
_ANSWER_NOUN = re.compile(r"\b(?:answers?|decisions?|decides?|verdict|outcome|results?|offers?|contract|letter|feedback|news|word|reply|response|yes|no)\b")
"""A third person's doing without the reader or an answer is none of the letter's promises."""
_NO_PROMISE = (_OPEN, CALLED_OFF, PLANNED_ONCE, ONLY_WISHED, PERKS, NEVER)
_THEIR_NEED = re.compile(r"\b(?:wants?|needs?|requires?) (?:someone|somebody|people|an?\b|another|staff|hands)")
_LATE = re.compile(r" (?:late|later|early|earlier|behind|ahead|old|long|off|notice|each|straight|running)\b")
"""Behind an amount of time it is no day to come: "a week late"."""
_HOUR = re.compile(r"\d ?[ap]\.?m\b|\d[:.]\d\d|\bnoon\b|o'clock|\bhalf \w+")


@cache
def lexicon() -> Lexicon:
    """The packaged weights, read once."""
    return parsed((resources.files("afterword.reading.commitments") / "hunches.txt").read_text("utf-8"))


def marks(line: Line, span: Span, kind: Kind) -> set[str]:
    """What the model looks at: the words of the sentence, those beside the date, how the date is put, the kind of mail."""
    words, at = _words(line, span)
    offices = [groups().get(word, ()) for word in words]
    found = set(words).union(*offices)
    found.update(map(" ".join, pairwise(["<s>", *words, "</s>"])))
    for (one, other), (left, right) in zip(pairwise(words), pairwise(offices), strict=True):
        found.update([f"{one} {group}" for group in right])
        found.update([f"{group} {other}" for group in left])
    for side, reach in (("b", slice(max(0, at - 4), at)), ("a", slice(at + 1, at + 4))):
        found.update(f"{side}:{mark}" for mark in chain(words[reach], *offices[reach]))
    found.add(f":{kind}")
    found.add(_place(line, span))
    found.add(f":spans {min(len(line.spans), 3)}")
    found.add(f":words {min(len(words) // 6, 4)}")
    last = span.latest or span.earliest
    if last:
        ahead = (last - line.sent).days
        found.add(":now" if ahead == 0 else ":near" if ahead < 15 else ":later" if ahead < 45 else ":far")
    if _HOUR.search(line.low):
        found.add(":hour")
    return found


def _place(line: Line, span: Span) -> str:
    """Which of the sentence's dates it is: "we decide Monday, you hear Tuesday" promises the second."""
    starts = sorted(one.start for one in line.spans)
    if len(starts) == 1:
        return ":only"
    return ":first" if span.start == starts[0] else ":last" if span.start == starts[-1] else ":amid"


def _words(line: Line, span: Span) -> tuple[list[str], int]:
    """The words with every date as one of them, and the place of the one that is asked about."""
    pieces: list[str] = []
    at, cut = 0, 0
    for one in line.spans:
        pieces += _WORD.findall(line.low[cut : one.start])
        if one is span:
            at = len(pieces)
        pieces.append(f"<{one.kind}>" if one is span else "<day>")
        cut = max(cut, one.end)
    pieces += _WORD.findall(line.low[cut:])
    return ["<n>" if word[0].isdigit() else word for word in pieces[:90]], min(at, 89)


def likeliest(line: Line, kind: Kind, known: Lexicon | None = None, enough: float = ENOUGH) -> list[Found]:
    """The one commitment this sentence most likely holds, or none."""
    if any(words.search(line) for words in _NO_PROMISE) or conditions(line):
        return []
    if _THEY_PROMISED.search(line.low) and not _YOU.search(line.low):
        return []
    if _THEY_WILL.search(line.low) and not (_READER.search(line.low) or _ANSWER_NOUN.search(line.low)):
        return []
    best: tuple[float, str, Span] | None = None
    for span in candidates(line):
        shares = leanings(marks(line, span, kind), known or lexicon())
        named = {str(one): math.exp(value) for one, value in shares.items()}
        meant = 1 - named.pop(NOTHING)
        if best is None or meant > best[0]:
            best = (meant, max(named, key=named.__getitem__), span)
    return _found(line, best[1], best[2], best[0]) if best and best[0] >= enough else []


def candidates(line: Line) -> Sequence[Span]:
    """The dates something can be due on."""
    ahead = (span for span in line.spans if usable(span, line) and span.kind not in ("from", "not_before"))
    ahead = (span for span in ahead if not _LATE.match(line.low, span.end))
    return [span for span in ahead if span.kind != "length" or (span.latest and span.latest > line.sent)][:4]


def _found(line: Line, name: str, span: Span, share: float) -> list[Found]:
    writer, kind = _OWED[name]
    when = due(line, [one for one in line.spans if one.start >= span.start])
    if not when or not when[1]:
        return []
    sure = round(0.4 + 0.3 * share, 2)
    if name == "talk" and of_another_thing(line.low):
        return []
    if name == "talk":
        return [Found(True, kind, span.start, when[0], when[0], confidence=sure)] if when[0] == when[1] else []
    if name == "ask" and _THEIR_NEED.search(line.low):
        return []
    if name == "ask":
        kind = "reply" if _ANSWER.search(line) else "other" if _TASK.search(line) else "send_document"
        return [Found(False, kind, span.start, line.sent, when[1], when[2], confidence=sure)]
    if name == "word" and thing_kind(line.low) == "decision":
        kind = "decision"
    return [Found(writer, kind, span.start, *when, confidence=sure)]
