"""A letter read as a whole: taken apart, its kind judged, then what it says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from afterword.facts.workdays import Workdays
from afterword.reading.acts.families import acts
from afterword.reading.commitments import commitments
from afterword.reading.cut import Cut, cut
from afterword.reading.details import Details, details
from afterword.reading.heard import heard
from afterword.reading.html import text_of
from afterword.reading.kinds.envelope import envelope
from afterword.reading.kinds.judgement import Judgement, glance, judged, passed_over
from afterword.reading.kinds.listed import opening, unmarked
from afterword.reading.kinds.phrases import compile_all
from afterword.reading.language import is_foreign, language, language_of
from afterword.reading.model import Act, Address, Kind, Letter, Reading, Told, counted
from afterword.reading.sentences import plain

_LIMIT = 65_536  # characters of new text read
_LONG = 6144  # characters of the longest text that is taken for a letter
_TOP, _END = 3072, 1024
"""Of a longer text its beginning and its end are read for what it says: nobody promises in between."""
_STUB = 240  # a text part this short may be no more than "your program shows no HTML"


def read(
    letter: Letter,
    *,
    workdays: Workdays = Workdays(),  # noqa: B008 - a frozen value
    country: str = "US",
    said: Told | None = None,
) -> Reading:
    """Read `letter`: its kind, commitments, people and acts. `workdays` and `country` are those of the reader.

    What the user `said` of this letter stands above what is read in it.
    """
    sent, body = envelope(letter), _shown(letter)
    if said is None:
        begins = opening(lines := unmarked(body))
        if found := passed_over(letter, sent, lines, begins):
            return _for_many(letter, found, begins.text, language_of(*begins))
    parts = cut(body, letter.sender.name)
    text = plain(parts.text[:_LIMIT])
    if said is None and (found := glance(letter, sent, text, f"{parts.signature}\n{parts.footer}")):
        return _for_many(letter, found, text, language(text))
    words, spoken = _top_and_end(text), language(text)
    own = _without_history(letter, parts, text)
    found = judged(own, sent, text, plain(parts.signature))
    found = _as_said(found, said) if said else found
    binds = said is None or said.promises
    advert = found.bulk and found.kind in ("job_alert", "other")
    mute = advert or is_foreign(spoken, heard(words).words)
    idle = found.kind == "other" and found.vendor is None and found.role is None  # a dentist's, a shop's, a club's: nothing in it is owed that counts here
    told = Details() if advert else details(letter, Cut(words, parts.signature), country, spoken)
    return Reading(
        id=letter.id,
        language=spoken,
        kind=found.kind,
        confidence=found.confidence,
        organisation=found.organisation,
        role=found.role,
        requisition=found.requisition,
        vendor=found.vendor,
        automatic=found.automatic,
        bulk=found.bulk,
        commitments=commitments(own, words, workdays, found.kind, country=country) if binds and not (mute or idle) else (),
        people=told.people,
        phones=told.phones,
        preferences=() if found.automatic else told.preferences,
        topics=() if found.automatic else told.topics,
        links=told.links,
        zones=told.zones,
        acts=() if mute else tuple(_acts(own, words, counted(found.kind, found.confidence, automatic=found.automatic), workdays, binds=binds)),
        text=text,
    )


def warm() -> None:
    """Loads every table and compiles every phrase, so that processes forked from this one need not."""
    compile_all()
    dated, ana = datetime(2026, 3, 2, 9, tzinfo=UTC), (Address("Ana Ruiz", "ana@ruiz.example"),)
    for body in ("Dear Ana,\n\nthank you for your application. I will call you by Friday, 6 March at 10:00.\n\nBest,\nBo", "ok"):
        for headers in ({}, {"list-id": "<talk.marsh.example>"}):
            read(Letter("", dated, Address("Bo Marsh", "bo@marsh.example"), ana, subject="Your application", body=body, headers=headers))


def _as_said(found: Judgement, said: Told) -> Judgement:
    """The judgement with what the user knows better."""
    if said.kind:
        bulk = found.bulk and said.kind in ("job_alert", "other")
        automatic = said.kind.startswith("auto_reply") or (found.automatic and said.kind not in ("personal", "thank_you"))
        found = replace(found, kind=said.kind, confidence=1.0, bulk=bulk, automatic=automatic)
    if said.organisation is not None:
        found = replace(found, organisation=said.organisation or None)
    return found if said.role is None else replace(found, role=said.role or None)


_BINDING = frozenset({"introduction_offered", "promise", "new_date", "talk_agreed", "talk_proposed", "question"})
"""Acts by which somebody comes to owe something, an answer included."""


def _acts(own: Letter, words: str, kind: Kind, workdays: Workdays, *, binds: bool) -> Iterator[Act]:
    return (act for act in acts(own, words, kind, workdays) if binds or act.kind not in _BINDING)


def new_words(letter: Letter) -> Cut:
    """The letter taken apart; its HTML where the text part says nothing."""
    return cut(_shown(letter), letter.sender.name)


def _shown(letter: Letter) -> str:
    """The text of a letter: its HTML's where the text part says nothing."""
    body = letter.body
    if letter.html and (not body.strip() or (len(body) < _STUB and "html" in body.lower())):
        return text_of(letter.html)
    return body


def _for_many(letter: Letter, found: Judgement, text: str, spoken: str) -> Reading:
    """The reading of mail that goes to many: what it is, and in what language it is `spoken`."""
    return Reading(letter.id, spoken, found.kind, found.confidence, automatic=found.automatic, bulk=found.bulk, text=text)


def _top_and_end(text: str) -> str:
    """The beginning and the end of a text too long to be a letter, cut at line ends or blanks; else the text."""
    if len(text) <= _LONG:
        return text
    top, end = text[:_TOP], text[-_END:]
    first, last = max(top.rfind("\n"), top.rfind(". ") + 1), end.find("\n")
    return f"{top[: first if first > _TOP // 2 else _TOP]}\n\n{end[last + 1 :]}"


def _without_history(letter: Letter, parts: Cut, text: str) -> Letter:
    """The letter with all the sender wrote or let be written below it now: what HTML, text and a history around it cannot change."""
    body = "\n\n".join([piece for piece in (text, plain(parts.signature), parts.footer) if piece])
    return Letter(
        letter.id, letter.sent, letter.sender, letter.to, letter.cc, letter.subject, body, "", letter.headers, letter.me
    )
