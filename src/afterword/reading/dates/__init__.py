"""Dates in English sentences, as READING.md reads them: a table-driven grammar of our own.

`find` gives every date phrase of a sentence with the days it spans; `when` reads what a person types into a command.
Rule files: `words` (vocabulary), `tokens`, `engine` (the pattern machine), `grammar` (the productions), and what they mean:
`amounts`, `days`, `periods`, `phrases`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache

from afterword.facts.workdays import Workdays
from afterword.reading.dates.calendar import shift
from afterword.reading.dates.engine import Memo
from afterword.reading.dates.grammar import GRAMMAR
from afterword.reading.dates.tokens import KNOWN, Token, tokens
from afterword.reading.dates.values import Env, Manner, Phrase, Stretch
from afterword.reading.dates.words import BEFORE_THAT, CARRIERS, PLURALS, SPELT, UNITS
from afterword.reading.heard import FIGURE, Sentence

__all__ = ["Span", "find", "when"]

_LOOSE = frozenset({",", "-", "(", ";", ":", "and", "or", "of", "in", "on", "at", "the", "after", "before"})
_NO_HOLIDAYS = Workdays()


@dataclass(frozen=True, slots=True)
class Span:
    """One date phrase: where it stands in the sentence and the days it allows (None is open-ended).

    `kind` is the manner: on, by, before, within, in, until, after, from, not_before, length (a bare amount of time,
    counted from the text's day), then ("by then"). `first` and `last` are the days named, whatever the preposition.
    """

    start: int
    end: int
    earliest: date | None
    latest: date | None
    vague: bool
    quote: str
    kind: Manner
    first: date | None = None
    last: date | None = None


def find(
    sentence: str, sent: datetime, workdays: Workdays = _NO_HOLIDAYS, *, country: str = "US", then: date | None = None
) -> tuple[Span, ...]:
    """Every date phrase of one sentence, in order, never overlapping; `then` is the day "by then" points back to."""
    env = Env(sent.date(), sent.date(), workdays, country, then, then)
    found: list[Span] = []
    for line in _runs(_near_dates(sentence)):
        at, memo = 0, _memo(tuple((token.text, token.kind) for token in line))
        while at < len(line):
            read = GRAMMAR.longest("phrase", line, at, memo)
            phrase = read[1].work(env) if read else None
            if not read or not phrase:
                at += 1
                continue
            found.append(_span(sentence, line, at, read[0], phrase))
            base = phrase.stretch.last if phrase.stretch else None
            if base and base >= env.sent:
                env = replace(env, prior=base, then=base)
            at = read[0]
    return tuple(found)


_LETTERS = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_DIGIT = re.compile(r"\d")
_IN_FIGURES = re.compile(rf"\d(?:(?:st|nd|rd|th|{'|'.join((*UNITS, *PLURALS, *SPELT))})\b|/\d|\.\d{{1,2}}\.|\d\d\d[-.]\d)")  # "24hours" too
_QUARTERS = frozenset({"q1", "q2", "q3", "q4"})
_ENDS = ".,;:!?()[]\"'"
_HEARD = frozenset(word for word in GRAMMAR.words if word.islower()) | frozenset(word for word, (kind, _) in KNOWN.items() if kind in GRAMMAR.words) | {"am", "pm", "a.m", "p.m", "o'clock"} | _QUARTERS
_HEARTS = frozenset(word for word in CARRIERS if word.islower()) | frozenset(
    word for word, (kind, value) in KNOWN.items() if kind in CARRIERS and not (kind == "ORD" and value <= 10)
) | _QUARTERS


def _as_typed(known: frozenset[str]) -> frozenset[str]:
    return known | {word for word, meant in SPELT.items() if meant in known}


_HEARD, _HEARTS = _as_typed(_HEARD), _as_typed(_HEARTS)


def may_name_a_day(said: Sentence) -> bool:
    """Can `find` find anything in it? "then" and "after that" point back, and are not asked for."""
    return not _HEARTS.isdisjoint(said.words) or (FIGURE in said.words and _IN_FIGURES.search(said.low) is not None)


@lru_cache(maxsize=4096)
def _part_played(word: str) -> tuple[str, bool, bool]:
    """A word in small letters without the marks around it; may it stand in a date, and can it be the heart of one?"""
    bare = word.strip(_ENDS).lower()
    if bare in _HEARD:
        return bare, True, bare in _HEARTS or _IN_FIGURES.search(word.lower()) is not None
    if bare.isalpha():
        return bare, False, False
    inside = _LETTERS.findall(bare)
    known = not inside or not _HEARD.isdisjoint(inside) or _DIGIT.search(bare) is not None
    return bare, known, not _HEARTS.isdisjoint(inside) or _IN_FIGURES.search(word.lower()) is not None


@lru_cache(maxsize=512)
def _near_dates(sentence: str) -> tuple[Token, ...]:
    """The tokens of the stretches that can hold a date, each with the word before it: most words of a sentence are nowhere near one.

    A stretch is of words the grammar knows and of all that is more than a plain word. Kept for a while: acts and commitments
    read the same sentences.
    """
    found: list[Token] = []
    at = begin = 0  # where the word stands, and where its stretch begins
    before, carries = "", False
    for word in (*sentence.split(" "), "x"):
        bare, known, heart = _part_played(word)
        if known:
            carries = carries or heart or (bare == "that" and before in BEFORE_THAT)
        else:
            if carries:
                found += tokens(sentence, begin, at + len(word) - len(word.lstrip(_ENDS)))
            begin, carries = at, False
        before = bare
        at += len(word) + 1
    return tuple(found)


@lru_cache(maxsize=4096)
def _memo(_run: tuple[tuple[str, str], ...]) -> Memo:
    """What was read of a run of words before: people write the same few dates again and again."""
    return Memo(_run)


def _runs(line: Sequence[Token]) -> Iterator[list[Token]]:
    """The stretches of words that all belong to the grammar and hold one that can carry a date."""
    run: list[Token] = []
    carries = False
    for token in line:
        stage = token.text in ("round", "interview") and run and run[-1].kind in ("ORD", "WHICH")  # "the second round" is no day
        if not stage and (token.text in GRAMMAR.words or token.kind in GRAMMAR.words):
            carries = carries or _carries(token, run)
            run.append(token)
            continue
        if carries:
            yield run
        run, carries = [], False
    if carries:
        yield run


def _carries(token: Token, before: list[Token]) -> bool:
    """Can this word be the heart of a date?"""
    if token.kind == "ORD":
        return token.text[0].isdigit() or token.value > 10
    if token.text == "that":
        return bool(before) and before[-1].text in BEFORE_THAT
    return token.kind in CARRIERS or token.text in CARRIERS


def _span(sentence: str, line: list[Token], first: int, end: int, phrase: Phrase) -> Span:
    while end - first > 1 and line[end - 1].text in _LOOSE:
        end -= 1
    start, stop = line[first].start, line[end - 1].end
    stretch = phrase.stretch or Stretch(phrase.earliest or date.min, phrase.latest or date.max)
    return Span(
        start, stop, phrase.earliest, phrase.latest, phrase.vague, sentence[start:stop], phrase.manner,
        stretch.first, stretch.last,
    )  # fmt: skip


_DAY_MONTH = re.compile(r"(\d{1,2})\.(\d{1,2})(?:\.(\d\d)?)?")


def _typed(text: str) -> str:
    """Typed alone, 31.12 and 1.2.26 are days; in a sentence they are prices and versions."""
    found = _DAY_MONTH.fullmatch(text.strip())
    return f"{found[1]}.{found[2]}.{f'20{found[3]}' if found[3] else ''}" if found else text


def when(
    text: str, today: date, workdays: Workdays = _NO_HOLIDAYS, *, country: str = "US", past: bool = False
) -> date | None:
    """The day a person means by `text` ("next fri", "12 Mar", "in 2 weeks", an ISO date), or None when it is no date.

    A stretch of days gives its first day, one with a limit ("by Friday", "end of next week") its last. With `past`,
    a day without a year or week is the latest one up to `today` ("Friday", "12 Mar" in a log of what was).
    """
    line = [token for token in tokens(" ".join(_typed(text).split()).title()) if token.text not in (".", "!", "?")]
    if not line:
        return None
    read = GRAMMAR.longest("phrase", line, 0, Memo(tuple((token.text, token.kind) for token in line)))
    if not read or read[0] != len(line):
        return None
    for back in (0, 7, 31, 366) if past else (0,):
        start = shift(today, -back)
        phrase: Phrase | None = read[1].work(Env(start, start, workdays, country))
        if not phrase:
            return None
        day = phrase.latest if _limited(phrase, line) else phrase.earliest
        if not past or phrase.manner in ("in", "within", "length") or (day and day <= today):
            return day
    return None


def _limited(phrase: Phrase, line: list[Token]) -> bool:
    """Is the day meant the last of the stretch?"""
    return phrase.manner in ("by", "before", "within", "until") or any(token.value in ("end", "late") for token in line)
