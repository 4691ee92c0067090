"""A note cut into clauses, and the people in it: known ones by any part of their name, "she" by who was last spoken of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from afterword.facts.workdays import Workdays
from afterword.reading.acts.days import gone
from afterword.reading.acts.names import people_in, person_at
from afterword.reading.dates import Span, find
from afterword.reading.heard import Sentence, said
from afterword.reading.sentences import plain

LIMIT = 8_000  # characters of a note that are read
LONGEST = 600  # characters of one clause that are read

_VERB = (
    r"(?:also )?(?:promised|offered|said|told|asked|will\b|'ll|would|wants?|agreed|knows|works|introduced|gave|put|passed|prefers|is|was|has|had|met|saw|spoke|talked|called|rang|phoned|texted|emailed|wrote|"
    r"owes?|needs?|applied|got|sent|left|leaves|starts|joined|mentioned|recommended|likes|hates|can|could|should|must|cancelled|canceled|did|does|runs|used|thinks|may|might)"
)
_WHO = r"(?:i|i'll|i'd|i've|i'm|she|he|they|we|she'll|he'll|they'll|she's|he's|they're|she'd|he'd|they'd|[A-Z][\w'-]+(?: [A-Z][\w'-]+)?)"
_CUT = re.compile(
    r"(?<=[.!?])\s+(?=\S)|\s*[;\n]+\s*|\s+-{1,2}\s+|,?\s+(?:and|but|so|then|and then|while|because|who also)\s+(?="
    + _VERB
    + r"\b(?!\s+(?:[A-Z]\w+\s+)?(?:my number|it|each)))|,?\s+(?:and then|and|but|so|then|while|because|,)\s+(?="
    + _WHO
    + r"(?:\s+(?:also|then|just|really|now))?\s*"
    + r"(?:"
    + _VERB
    + r"|\b(?:'ll|'d|'s))\b)|,\s+(?=(?:i|she|he|they|I|She|He|They|I'll|she'll|he'll|they'll|she's|he's|she'd|he'd|they'd|who)\b)|,\s+(?=(?:promised|offered|said|asked|agreed|told|wants)\b)|,\s+(?=(?:don't|do not|never|please)\b)|:\s+(?=(?:she|he|they|I|said)\b)"
)
_ABBREVIATED = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|prof|st|inc|ltd|co|jr|sr|e\.g|i\.e|a\.m|p\.m|[a-z]))\.$", re.IGNORECASE
)
_SLOT = re.compile(
    r"\b(?:met|saw|called|rang|phoned|texted|emailed|messaged|(?:spoke|talked|chatted|spoken|chat|coffee|lunch|dinner|drinks|tea|breakfast|beer|call|meeting|interview|caught up|zoom|interviewed) (?:to |with )|ran into|bumped into|wrote to|heard from|told|asked|thanked|introduced me to|introduce me to|in touch with|knows) ?(?P<name>[a-z][a-z'-]{1,20}(?: [a-z][a-z'-]{1,20})?)"
)
_AT_SLOT = re.compile(r"\b(?:at|from|joined|joining|leaving) (?P<name>[a-z][a-z&'-]{2,20})\b")
_LOWER_STOP = frozenset(
    "the a an my our his her their them him me us you it this that at in on for about and or from with yesterday today tomorrow last next first home work school lunch noon night once least "
    "all some someone somebody people everyone again back over up who which how what why when where if monday tuesday wednesday thursday friday saturday sunday january february "
    "march april may june july august september october november december coffee dinner to by re regarding after before their there here "
    "is was will said has had does did wants can could should must promised offered knows works prefers half quarter six seven eight nine ten one two three four five eleven twelve".split()
)


def cut(text: str) -> Iterator[str]:
    """The clauses of a note, each with one verb where that can be told."""
    pending = ""
    start = 0
    for match in _CUT.finditer(text):
        piece = text[start : match.start()]
        if _ABBREVIATED.search(piece) and match.group().strip() == "":
            continue
        pending, start = piece, match.end()
        if pending.strip():
            yield pending.strip()
    if text[start:].strip():
        yield text[start:].strip()


def raise_names(text: str, known: tuple[str, ...]) -> str:
    """`text` with the names that were typed in lower case given their capitals; the length stays."""
    parts = {part.lower(): part for name in known for part in re.findall(r"[^\W\d_][\w'-]+", name)}

    def known_part(match: re.Match[str]) -> str:
        word = match.group()
        stem = word.removesuffix("'s")
        if stem in parts and stem not in _LOWER_STOP:
            return parts[stem] + word[len(stem) :] if len(parts[stem]) == len(stem) else word
        return word

    typed_low = not re.search(r"[A-Z]", re.sub(r"\bI\b", "i", text[1:]))
    text = re.sub(r"(?<![\w@.])[a-z][\w'-]+(?![\w@])", known_part, text)
    if not typed_low:
        return text

    def slot(match: re.Match[str]) -> str:
        words, kept = match["name"].split(), []
        for word in words:
            if word in _LOWER_STOP:
                break
            kept.append(word)
        lead = match.group()[: -len(match["name"])]
        raised = [w[:1].upper() + w[1:] if n < len(kept) else w for n, w in enumerate(words)]
        return lead + " ".join(raised)

    return _AT_SLOT.sub(slot, _SLOT.sub(slot, text))


@dataclass(slots=True)
class Scribe:
    """What is known while a note is read: the day, the people, who was spoken of last."""

    today: date
    workdays: Workdays
    known: tuple[str, ...]
    named: list[str] = field(default_factory=list)
    places: set[str] = field(default_factory=set)  # organisations spoken of
    person: str = ""  # the last person spoken of
    organisation: str = ""  # the last organisation spoken of
    mine: bool = False  # was the user the last subject?
    on: date | None = None  # the day of the last meeting

    def resolve(self, name: str) -> tuple[str, tuple[str, ...]]:
        """The known person a name means, and the candidates where it could be several."""
        wanted = set(re.findall(r"\w+", name.lower()))
        if not wanted:
            return name, ()
        exact = next((k for k in self.known if k.lower() == name.lower()), "")
        if exact:
            return exact, ()
        for pool in (self.known, tuple(self.named)):
            fits = [k for k in dict.fromkeys(pool) if wanted <= set(re.findall(r"\w+", k.lower()))]
            if len(fits) == 1:
                return fits[0], ()
            if fits:
                recent = [k for k in self.named if k in fits]
                return (recent[-1], ()) if recent else (name, tuple(fits))
        return name, ()

    def see(self, name: str) -> str:
        """Remember a person as spoken of; gives the resolved name."""
        full, _ = self.resolve(name)
        if full and full not in self.named:
            self.named.append(full)
        self.person = full
        return full

    def spans(self, text: str) -> tuple[Span, ...]:
        """The days to come that a clause names."""
        noon = datetime.combine(self.today, time(12), UTC)
        return tuple(span for span in find(text, noon, self.workdays) if span.kind != "length")

    def due(self, text: str) -> tuple[date | None, date | None]:
        """First and last day of a promise; (None, None) when no day is named."""
        found = self.spans(text)
        return (found[-1].earliest, found[-1].latest) if found else (None, None)

    def coming(self, text: str) -> date | None:
        """The day to come that a clause fixes."""
        return next(
            (span.first for span in self.spans(text) if span.first is not None and span.first == span.last), None
        )

    def past(self, low: str) -> date | None:
        """The day gone by that a clause names."""
        return gone(low, self.today)


def people(clause: Sentence, scribe: Scribe, start: int = 0, end: int | None = None) -> tuple[str, ...]:
    """The people named in a stretch of a clause, in full where they are known."""
    return tuple(dict.fromkeys(scribe.resolve(name)[0] for name in people_in(clause.plain, start, end)))


def person_from(clause: Sentence, scribe: Scribe, start: int) -> str:
    """The person whose name begins at `start`, or the one "her" and "them" mean there."""
    name, _ = person_at(clause.plain, start)
    if name:
        return scribe.resolve(name)[0]
    if re.match(r"\s*(?:her|him|them|she|he|they)\b", clause.low[start:]):
        return scribe.person
    return ""


def ready(text: str, known: tuple[str, ...]) -> tuple[Sentence, ...]:
    """The clauses of a note, ready to be read."""
    raised = raise_names(plain(text[:LIMIT]), known)
    return tuple(said(clause[:LONGEST].strip(" ,")) for clause in cut(raised))
