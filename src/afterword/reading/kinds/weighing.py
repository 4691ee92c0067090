"""Sentences against the phrase tables: how much speaks for each kind, and which words said so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from afterword.reading.kinds.phrases import WEIGHTS, Phrase, Tables, tables, tables_of
from afterword.reading.kinds.words import CAP, Sentence, firm, is_hypothetical, sentences, straight, unquoted

_MOST = 4  # what one sentence can say for one kind
_FIRM_ONLY = frozenset(
    {
        "pending",
        "rejection",
        "offer",
        "interview_scheduled",
        "interview_invitation",
        "interview_invitation.times",
        "interview_scheduled.times",
    }
)


@dataclass(slots=True)
class Evidence:
    """Weight by channel, from the text and from the subject, with the lines of the tables that spoke."""

    text: dict[str, int] = field(default_factory=dict)
    subject: dict[str, int] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    sentences: int = 0
    words: int = 0
    read: tuple[Sentence, ...] = ()  # the sentences themselves
    titles: tuple[Sentence, ...] = ()  # the subject's

    def of(self, channel: str) -> int:
        """All weight of `channel`, text and subject together."""
        return self.text.get(channel, 0) + self.subject.get(channel, 0)


def weigh(subject: str, text: str, cap: int = CAP, channels: frozenset[str] = frozenset()) -> Evidence:
    """What subject and new text say, for every kind or for some `channels`. Linear in the text, of which `cap` characters count."""
    in_text, in_subject = tables_of(channels) if channels else tables()
    evidence = Evidence()
    evidence.read = read = sentences(unquoted(straight(text[:cap])))
    evidence.sentences = len(read)
    evidence.words = sum([len(one.spoken) - (one.spoken.count(",") if "," in one.heard else 0) for one in read]) + len(read)
    _weigh(read, in_text, evidence.text, evidence.lines)
    if subject:
        evidence.titles = sentences(unquoted(straight(subject[:400])))
        _weigh(evidence.titles, in_subject, evidence.subject, evidence.lines)
    return evidence


def _weigh(read: Iterable[Sentence], table: Tables, scores: dict[str, int], lines: list[str]) -> None:
    for sentence in read:
        possible = table.possible(sentence.heard)
        if not possible:
            continue
        said: dict[str, int] = {}
        blocked = set()
        for phrase in possible:
            if _speaks(phrase, sentence):
                lines.append(f"{phrase.channel}: {phrase.source}")
                if phrase.strength == "against":
                    blocked.add(phrase.channel)
                else:
                    said[phrase.channel] = said.get(phrase.channel, 0) + WEIGHTS[phrase.strength]
        for channel, weight in said.items():
            if channel not in blocked:
                scores[channel] = scores.get(channel, 0) + min(weight, _MOST)


def _speaks(phrase: Phrase, sentence: Sentence) -> bool:
    """Is the phrase in the sentence? What is only said under a condition is no decision."""
    if not phrase.within(sentence.words):
        return False
    if phrase.place == "subject" or phrase.channel not in _FIRM_ONLY or not sentence.clauses:
        return True
    if is_hypothetical(sentence.clauses):
        return False
    if phrase.channel in ("rejection", "pending") and phrase.strength != "against":
        return phrase.within(firm(sentence.clauses))
    return True
