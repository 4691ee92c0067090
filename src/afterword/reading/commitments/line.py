"""One sentence prepared for reading: lower case at equal length, its date spans, its clause starts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from afterword.reading.commitments.words import HARMLESS_IF
from afterword.reading.cued import Cued
from afterword.reading.dates import Span
from afterword.reading.heard import Sentence
from afterword.reading.model import CommitmentKind

_BOUND = re.compile(
    r"[,;:()!?]\s*|\s-+\s*|\.\.+\s*|\b(?:and|but|so|then|or|nor|yet|plus|because|since|as|though|although|while|which|who"
    r"|that|if|when|once|unless|until|after|before|where|whereas|whether|what|how|why|&)\s+"
)
_IF = Cued(
    r"\b(?:if|in case|in the event|provided|assuming|as long as|should (?:your?|there|we|they|an?|any|anything|something|anyone|the|this|it|things|circumstances|our|another)"
    r"|were (?:you|we|there)|subject to|depending on|where (?:there|your))\b"
)
_MAIN = Cued(r"\b(?:please|i|we|you|i'll|we'll|you'll|feel|do|don't|just|call|then|they|our|someone)\b")
_REPORTED = re.compile(r'"[^"\s]+(?:\s[^"\s]+){2,}"' + r"|(?<![\w'])'(?!(?:til|till|cause|em|bout|twas|tis|cos)\b)(?:[^\s']|'\w)+(?:\s(?:[^\s']|'\w)+){2,}'(?!\w)")  # the words of somebody else, or of another day
_TAG = re.compile(r"(?:,\s*|\s)(?:ok|okay|alright|all right|yeah|right|deal|fine|yes|cool)\s*\?\s*$")
FAR = timedelta(days=330)


@dataclass(frozen=True, slots=True)
class Found:
    """A commitment in the making. `writer` owes it, else the reader; `at` is its place in the sentence."""

    writer: bool
    kind: CommitmentKind
    at: int
    earliest: date | None
    latest: date | None
    vague: bool = False
    who: str = ""
    condition: str | None = None
    confidence: float = 0.9
    dated: bool = True
    what: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence: `low` and `bare` (dates blanked) are as long as `text`; `starts` are the places clauses begin."""

    text: str
    low: str
    bare: str
    spans: tuple[Span, ...]
    starts: tuple[int, ...]
    sent: date
    words: frozenset[str] = frozenset()  # of the sentence, in lower case
    again: Callable[[str], tuple[Span, ...]] = field(default=lambda _words: (), repr=False)  # reads words anew

    def clause(self, at: int) -> int:
        """Where the clause around `at` begins."""
        return self.starts[bisect_right(self.starts, at) - 1]

    def spans_in(self, start: int, end: int) -> list[Span]:
        """The date spans that begin in [start, end)."""
        return [span for span in self.spans if start <= span.start < end]

    @property
    def asks(self) -> bool:
        """Is it a question? "ok?" behind a comma makes none."""
        return self.text.rstrip(" \"')*_").endswith("?") and _TAG.search(self.low) is None


def line_of(
    said: Sentence, spans: tuple[Span, ...], sent: date, again: Callable[[str], tuple[Span, ...]] = lambda _words: ()
) -> Line:
    """`said` made ready."""
    low = said.low
    if '"' in low or " '" in low:
        low = _REPORTED.sub(lambda said: " " * len(said.group()), low)
        spans = tuple(span for span in spans if not low[span.start : span.end].isspace())
    bare = low
    for span in spans:
        bare = bare[: span.start] + " " * (span.end - span.start) + bare[span.end :]
    inside = [(span.start, span.end) for span in spans]
    starts = {0}
    for hit in _BOUND.finditer(low):
        if not any(first < hit.start() < last for first, last in inside):
            starts.add(hit.end())
    return Line(said.plain, low, bare, spans, tuple(sorted(starts)), sent, said.words, again)


_SOME_DAY = re.compile(r"some \w+day$", re.IGNORECASE)  # "some Thursday" is no day


def usable(span: Span, line: Line) -> bool:
    """Can something be due then? Not what is past, nor a year ahead without a year being named."""
    last = span.latest or span.earliest
    if last is None or last < line.sent or _SOME_DAY.match(span.quote):
        return False
    return last - line.sent <= FAR or any(len(word) == 4 and word.isdigit() for word in _words(span.quote))


def _words(text: str) -> list[str]:
    return re.split(r"[^\w]+", text)


@dataclass(frozen=True, slots=True)
class Condition:
    """An "if" clause: where it stands and whether it opens its sentence or part of it."""

    start: int
    end: int
    leading: bool

    def governs(self, at: int, line: Line, heads: list[int]) -> bool:
        """Does what is said at `at` hang on it?"""
        if self.start <= at < self.end:
            return True
        if self.leading:
            stop = line.low.find(";", self.end)
            return self.end <= at < (stop if stop >= 0 else len(line.low))
        before = [head for head in heads if head < self.start]
        return bool(before) and at == before[-1]


def conditions(line: Line) -> list[Condition]:
    """The "if" clauses that leave what they govern open; harmless ones are left out."""
    found: list[Condition] = []
    harmless = [hit.span() for hit in HARMLESS_IF.finditer(line.low)] if "if" in line.low else []
    for hit in _IF.finditer(line):
        if any(start <= hit.start() < end for start, end in harmless) or (found and hit.start() < found[-1].end):
            continue
        if hit.group().startswith("should") and line.low[: hit.start()].rstrip().endswith(
            ("i", "we", "they", "it", "you")
        ):
            continue
        head = line.low[: hit.start()].rstrip()
        leading = not head or head.endswith((",", ";", "-", ":", "and", "but", "(", "so", "or", "."))
        found.append(Condition(hit.start(), _clause_end(line, hit.end(), leading), leading))
    return found


def _clause_end(line: Line, at: int, leading: bool) -> int:
    inside = [(span.start, span.end) for span in line.spans]
    for place in range(at, len(line.low)):
        if line.low[place] in ",;" and not any(start <= place < end for start, end in inside):
            return place
    if leading:
        words = [hit.start() for hit in _MAIN.finditer(line, at + 4)]
        if len(words) > 1:
            return words[1]
    return len(line.low)


_EXTENDS = re.compile(
    r"^[\s,;.(-]*(?:(?:or|and|but|otherwise|if not|at worst|at the latest|failing that|certainly|definitely|possibly|perhaps|maybe|more likely|latest"
    r"|no later than|worst case|surely)[\s,]*){0,3}$"
)
_CORRECTS = re.compile(r"^[\s,;(.-]*(?:oh |no,? |oops,? |wait,? )?(?:sorry|no|actually|apologies|i mean|i meant|make that|rather|correction|or rather|scratch that)[\s,:-]*(?:i mean|i meant|make that)?[\s,]*$")  # fmt: skip
_NARROWS = re.compile(
    r"[\s,;(-]*(?:most likely|more likely|probably|likely|hopefully|ideally|i think|i hope|i'd say|say)[\s,:]*$"
)


def _within(span: Span, earliest: date, latest: date) -> bool:
    return bool(span.earliest and span.latest and earliest <= span.earliest and span.latest <= latest)


_OUTER = ("latest", "outside", "at most", "at worst", "no later", "at a push")


def due(line: Line, spans: list[Span]) -> tuple[date | None, date | None, bool] | None:
    """Earliest, latest and vagueness of the first usable span, widened or corrected by those that follow it."""
    good = [span for span in spans if usable(span, line)]
    if not good:
        return None
    first = good[0]
    earliest, latest, vague, end = first.earliest, first.latest, first.vague, first.end
    for span in good[1:]:
        gap = line.low[end : span.start]
        if span.kind == "after" and earliest and latest and span.earliest and earliest <= span.earliest <= latest and len(gap) < 12:
            earliest = span.earliest  # "next week, after the holiday"
        elif len(gap) < 40 and _CORRECTS.match(gap):
            earliest, latest, vague = span.earliest, span.latest, span.vague
        elif (
            latest
            and span.latest
            and span.latest > latest
            and len(gap) < 40
            and (_EXTENDS.match(gap) or any(word in span.quote.lower() for word in _OUTER))
        ):
            latest = span.latest
        elif earliest and latest and _within(span, earliest, latest) and len(gap) < 30 and _NARROWS.match(gap):
            earliest, latest, vague = span.earliest, span.latest, span.vague
        else:
            break
        end = span.end
    return earliest, latest, vague
