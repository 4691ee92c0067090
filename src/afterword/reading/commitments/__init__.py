"""Commitments: who owes whom what by when, read from the sentences of one text (READING.md, "Commitments").

`commitments` reads a letter's new words; `settle` says which earlier promises a later letter keeps, moves or withdraws.
"""

from __future__ import annotations

from dataclasses import replace

from afterword.facts.workdays import Workdays
from afterword.reading.commitments.line import Found, Line, conditions, due, line_of
from afterword.reading.commitments.meetings import meetings
from afterword.reading.commitments.merge import merged
from afterword.reading.commitments.phones import phone_in
from afterword.reading.commitments.promises import promises
from afterword.reading.commitments.requests import requests
from afterword.reading.commitments.settle import settle
from afterword.reading.commitments.silence import silence
from afterword.reading.commitments.trigger import may_promise, says_something
from afterword.reading.commitments.words import NEVER
from afterword.reading.dates import Span, find
from afterword.reading.model import Commitment, Kind, Letter
from afterword.reading.sentences import plain, sentences

__all__ = ["commitments", "settle"]

_LONGEST = 65_536
_SENTENCE = 1_200


def commitments(letter: Letter, text: str, workdays: Workdays, kind: Kind, *, country: str = "US") -> tuple[Commitment, ...]:
    """Everything promised, asked with a last day, or fixed in `text`, the new words of `letter`. Never raises."""
    if kind == "job_alert" or not may_promise(text[:_LONGEST]):
        return ()
    if kind == "other" and _advert(letter):
        return ()
    found: list[tuple[Found, str]] = []
    prior: Span | None = None
    sent = letter.sent.date()
    for sentence in sentences(text[:_LONGEST]):
        words = plain(sentence)[:_SENTENCE]
        if not says_something(words):
            continue
        spans = find(words, letter.sent, workdays, country=country, then=prior.last or prior.latest if prior else None)
        line = line_of(words, spans, sent)
        if correction := _corrected(line, found):
            found[-1] = (correction, found[-1][1])
        else:
            found += [(item, sentence) for item in _sentence(line, kind, prior)]
        ahead = [span for span in spans if span.kind not in ("length", "from") and (span.latest or sent) >= sent]
        prior = ahead[-1] if ahead else prior
    return tuple(_commitment(item, quote, letter, country) for item, quote in merged(found, kind))


def _advert(letter: Letter) -> bool:
    bulk = "list-unsubscribe" in letter.headers or letter.headers.get("precedence", "") in ("bulk", "list")
    return bulk or "unsubscribe" in letter.body.lower() or "view in browser" in letter.body.lower()


def _sentence(line: Line, kind: Kind, prior: Span | None) -> list[Found]:
    """The commitments of one sentence."""
    quiet = silence(line) if "if" in line.low or line.spans else None
    if quiet:
        return quiet[0]
    if NEVER.search(line.low):
        return []
    asked = requests(line)
    told: list[Found] = []
    if not line.asks:
        told = promises(line, conditions(line), prior)
        if asked:
            told = [item for item in told if item.dated and all(item.latest != other.latest for other in asked)]
    talks = meetings(line, scheduled=kind == "interview_scheduled")
    if any(item.kind in ("call", "meeting") and item.dated for item in told):
        talks = [talk for talk in talks if all(talk.latest != item.latest for item in told)]
    return [*told, *asked, *talks]


def _corrected(line: Line, found: list[tuple[Found, str]]) -> Found | None:
    """ "Sorry, I meant Friday." as a sentence of its own mends the promise before it."""
    if not found or not line.spans or not line.low.startswith(("sorry,", "sorry -", "sorry:", "make that ", "i mean ", "i meant ", "correction:", "correction,", "scratch that", "oops", "actually, make")):
        return None
    when = due(line, list(line.spans))
    left = line.bare.replace("sorry", "").replace("make that", "").replace("i meant", "").replace("i mean", "").replace("correction", "")
    if not when or len(left.split()) > 6:
        return None
    earliest = found[-1][0].earliest if found[-1][0].earliest == line.sent else when[0]
    return replace(found[-1][0], earliest=earliest, latest=when[1], vague=when[2])


def _commitment(item: Found, quote: str, letter: Letter, country: str) -> Commitment:
    owed_by = "them" if item.writer != letter.mine else "me"
    phone = phone_in(quote, country) if item.kind == "call" else None
    earliest, latest = item.earliest, item.latest
    if earliest and latest and earliest > latest:
        earliest = latest
    return Commitment(
        owed_by, _who(item, letter), item.kind, earliest, latest, item.vague, item.condition, "open", item.confidence,
        quote, phone, item.what,
    )  # fmt: skip


def _who(item: Found, letter: Letter) -> str:
    if item.writer == letter.mine:
        return "me"
    if letter.mine:
        return letter.to[0].name if letter.to else ""
    if item.who and item.who.lower() not in ("i", "we", "you") and item.kind != "meeting":
        return item.who
    return letter.sender.name


