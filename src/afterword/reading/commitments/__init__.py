"""Commitments: who owes whom what by when, read from the sentences of one text (READING.md, "Commitments").

`commitments` reads a letter's new words; `settle` says which earlier promises a later letter keeps, moves or withdraws.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from afterword.facts.workdays import Workdays
from afterword.reading.commitments.hunch import likeliest
from afterword.reading.commitments.line import Found, Line, due, line_of
from afterword.reading.commitments.meetings import UNSURE, fixes_a_talk, meetings, names_a_fixed_talk
from afterword.reading.commitments.merge import merged
from afterword.reading.commitments.promises import promises
from afterword.reading.commitments.requests import requests
from afterword.reading.commitments.settle import settle
from afterword.reading.commitments.silence import silence
from afterword.reading.commitments.standing import times
from afterword.reading.commitments.trigger import may_promise
from afterword.reading.commitments.words import NEVER
from afterword.reading.cued import Cued
from afterword.reading.dates import Span, find, may_name_a_day
from afterword.reading.heard import heard
from afterword.reading.model import Commitment, CommitmentKind, Kind, Letter, Owner
from afterword.reading.phones import phones

__all__ = ["commitments", "settle"]

_MACHINE = re.compile(
    r"no-?_?reply|do-?not-?reply|notif|support|hello@|info@|news|account(?!s@|ing|ant)|alert|mailer|team@|offers|security|billing|store|shop|help@"
)
_CODES = re.compile(
    r"(?i)\b(?:reset (?:the|your) password|password|verification code|one-?time (?:code|passcode)|security code|sign-?in code|(?:verify|confirm|activate) your (?:e-?mail(?: address)?|account|subscription)|verification link|credit (?:line|card|limit)|cashback)\b"
)
_QUIET = frozenset({"if", "don't", "dont", "nothing", "haven't"})  # a silence can lean on the promise before it
_THAT_TIME = frozenset({"day", "night", "evening", "afternoon", "morning"})
_LONGEST = 65_536
_SENTENCE = 1_200
_MOST = 64


def commitments(
    letter: Letter, text: str, workdays: Workdays, kind: Kind, *, country: str = "US"
) -> tuple[Commitment, ...]:
    """Everything promised, asked with a last day, or fixed in `text`, the new words of `letter`. Never raises."""
    if kind == "job_alert":
        return ()
    if kind == "other" and _advert(letter):
        return ()
    whole = heard(text[:_LONGEST])
    scheduled = kind == "interview_scheduled" or (
        kind in ("personal", "interview_invitation", "other") and fixes_a_talk(text[:_LONGEST], whole)
    )
    found: list[tuple[Found, str]] = []
    prior: Span | None = None
    before = ""
    sent = letter.sent.date()
    machine = _MACHINE.search(letter.sender.email) is not None or (kind == "other" and _CODES.search(text) is not None)
    named = machine and kind == "other" and names_a_fixed_talk(text[:_LONGEST], whole)

    def again(words: str) -> tuple[Span, ...]:
        return find(words, letter.sent, workdays, country=country)

    for one in whole.sentences:
        if len(found) >= _MOST:
            break
        sentence, said = one.quote, one.words
        if len(one.low) > _SENTENCE:
            one = one._replace(plain=one.plain[:_SENTENCE], low=one.low[:_SENTENCE])
        dated = may_name_a_day(one) or (prior is not None and ("after" in said or ("that" in said and not said.isdisjoint(_THAT_TIME))))
        leans = (bool(found) and not said.isdisjoint(_QUIET)) or "otherwise" in said
        if not (dated or leans) and not may_promise(said):
            continue
        told = prior.last or prior.latest if prior else None
        spans = find(one.plain, letter.sent, workdays, country=country, then=told) if dated else ()
        if leans or spans or may_promise(said):
            line = line_of(one, spans, sent, again)
            if moved := _moved(line, before):
                found.append((moved, sentence))
            elif correction := _corrected(line, found):
                found[-1] = (correction, found[-1][1])
            else:
                found += [
                    (item, sentence)
                    for item in _sentence(
                        line, kind, prior, _told(found), machine=machine, scheduled=scheduled, named=named
                    )
                ]
                if not found and (mended := _mended(line, letter)):
                    found.append((mended, sentence))
            before = line.low
        ahead = [span for span in spans if span.kind not in ("length", "from") and (span.latest or sent) >= sent]
        prior = ahead[-1] if ahead else prior
    return tuple(_commitment(item, quote, letter, country) for item, quote in merged(found, kind))


def _advert(letter: Letter) -> bool:
    bulk = "list-unsubscribe" in letter.headers or letter.headers.get("precedence", "") in ("bulk", "list")
    return bulk or "unsubscribe" in letter.body.lower() or "view in browser" in letter.body.lower()


def _told(found: list[tuple[Found, str]]) -> date | None:
    """The last day the writer has promised a word for, in the item just before."""
    last = found[-1][0] if found else None
    return last.latest if last and last.writer and last.kind in ("reply", "decision", "call") else None


def _sentence(
    line: Line, kind: Kind, prior: Span | None, told_by: date | None, *, machine: bool, scheduled: bool, named: bool
) -> list[Found]:
    """The commitments of one sentence."""
    if (line.spans or told_by) and (quiet := silence(line, told_by)):
        return quiet[0]
    asked = requests(line) if line.spans else []
    told = _time_asked(line) if line.asks else promises(line, prior)
    asked = [] if line.asks and told else asked
    if asked:
        told = [item for item in told if item.dated and all(item.latest != other.latest for other in asked)]
    if any(item.kind != "other" for item in told):
        days = {item.latest for item in told if item.kind != "other"}
        told = [
            item
            for item in told
            if item.kind != "other" or item.who not in ("I", "we") or (item.dated and item.latest not in days)
        ]
    if kind == "auto_reply_away":
        asked = []  # a machine answers; it asks for nothing
    if kind == "other" and machine:
        asked, told = [], [item for item in told if item.kind in ("reply", "decision", "call")]
    talks = meetings(line, scheduled=scheduled) if line.spans and (named or not (kind == "other" and machine)) else []
    if any(item.kind in ("call", "meeting") and item.dated for item in told):
        talks = [talk for talk in talks if all(talk.latest != item.latest for item in told)]
    if told or asked:
        talks = [talk for talk in talks if talk.confidence > UNSURE]
    if not (told or asked or talks) and line.spans and _may_guess(kind, machine):
        talks = likeliest(line, kind)
    return _countable([*told, *asked, *talks], line)


def _may_guess(kind: Kind, machine: bool) -> bool:
    """Is the mail one in which a promise in unknown words is likelier than an advert or a form?"""
    return kind not in ("other", "auto_reply_away", "auto_reply_left") and not (machine and kind == "application_received")


_MAY_I = Cued(
    r"\b(?:can|could|may|might) (?:i|we) (?:please |possibly |just )?(?:have|take|ask (?:you )?for|get)\b"
)


def _time_asked(line: Line) -> list[Found]:
    """Reads "Could I have until Monday to decide?": whoever asks for time owes the answer."""
    return times(line) if line.spans and _MAY_I.search(line) else []


def _countable(found: list[Found], line: Line) -> list[Found]:
    """What is left when a phrase says that the sentence binds nobody; a "but" ends its reach."""
    never = NEVER.search(line) if found else None
    if not never:
        return found
    turn = line.low.find(" but ", never.end())
    return [item for item in found if item.dated and item.at > turn] if turn >= 0 else []


_SALE = re.compile(r"\b(?:offer|sale|deal|code|link|accept|claim|order|today)\b")
_SAID = re.compile(
    r"\b(?:i|we)(?: had| have|'ve|'d)? (?:said|told you|promised|wrote|mentioned|hoped|thought)\b|\b(?:i|we)(?: had|'d) (?:\w+ly )?(?:planned|meant|wanted|intended|expected) to\b"
)
_OF_A_WORD = re.compile(
    r"\b(?:hear|answer|decision|decide|get back|let you know|in touch|reply|call|news|word|tell|telling|update|write)\b"
)
_MAKE_IT = Cued(
    r"\b(?:make (?:it|that)|please read|(?:it|that|this)(?: will|'ll| should) (?:now |instead )?be|now (?:looks?|looking) (?:like|more like)|(?:is|are) now|becomes|looks like(?: being)?|read (?:it|that|this) as|(?:it's |it is )?(?:going to be|gonna be|will be|'ll be) (?:more like|closer to|nearer)(?: to)?|take (?=[\w ,.'/]{3,40} as (?:the|your|our|my) (?:new|right|correct|real)\b)|(?:new|right|correct|revised) (?:date|day|deadline|target)(?: for (?:our|the|my|this) \w+)? is(?: now)?"
    r"|(?:moving|moved|move|pushing|pushed|push|shifting|shift|changing|putting|put) (?:that|it|this)(?: back| out)? to|(?:that|it|this|which) (?:now |therefore )?(?:moves|shifts|slips|goes|changes|slides|has moved|has slipped)(?: back| out)? to|(?:is |'s )?looking (?:more )?like|should (?:have )?read)\b"
)


def _moved(line: Line, before: str) -> Found | None:
    """Reads "I said you would hear by Friday. Please make that Wednesday": an earlier promise gets its new day."""
    if not line.spans:
        return None
    told = before if _SAID.search(before) else line.low
    of_a_word = told is before and len(told.split()) < 6  # "I said the 12th."
    if not _SAID.search(told) or not (of_a_word or _OF_A_WORD.search(told)):
        return None
    hit = _MAKE_IT.search(line)
    when = due(line, line.spans_in(hit.end(), len(line.low))) if hit else None
    if not hit or not when:
        return None
    kind: CommitmentKind = (
        "decision" if re.search(r"deci", told) else "call" if re.search(r"\bcall you\b", told) else "reply"
    )
    return Found(True, kind, hit.start(), *when, confidence=0.75)


_SORRY = re.compile(
    r"^(?:oh,? |no,? |wait,? )*(?:sorry|make (?:that|it)|i mean|i meant|correction|scratch that|oops|actually,? make (?:that|it)|apologies)\b[\s,:-]*(?:i mean|i meant|make (?:that|it)|that(?:'s| is))?"
)
_OUTER = Cued(
    r"^(?:at the (?:very )?(?:latest|outside|most)|(?:at )?worst(?: case)?|in the worst case|latest)\b|\b(?:at the (?:very )?(?:latest|outside)|at (?:the )?worst|worst case)\b"
)


def _corrected(line: Line, found: list[tuple[Found, str]]) -> Found | None:
    """Reads "Sorry, I meant Friday." as a sentence of its own mends the promise before it."""
    if not found or not line.spans:
        return None
    last, when = found[-1][0], due(line, list(line.spans))
    wrong, outer = _SORRY.match(line.low), _OUTER.search(line)
    left = (_OUTER.pattern if outer else _SORRY).sub("", line.bare)
    if not when or not when[1] or not (wrong or outer) or len(left.split()) > 6:
        return None
    if outer and not wrong:
        return replace(last, latest=max(when[1], last.latest or when[1]))
    return replace(
        last, earliest=last.earliest if last.earliest == line.sent else when[0], latest=when[1], vague=when[2]
    )


_MEANT = Cued(r"\b(?:i|we) (?:meant|should have (?:said|written|put)|of course meant)(?: to (?:say|write))?\b[\s,:]*")
_NOT_THAT = re.compile(r"^[\w ,]{0,24}(?:,|and|-)? ?(?:not|instead of|rather than)\b")
_TALKED = re.compile(r"\b(?:interview|meet\w*|call|visit|slot|appointment|start|noon|\d{1,2}(?:[:.]\d\d)? ?(?:am|pm))\b|\d[:.]\d\d")


def _mended(line: Line, letter: Letter) -> Found | None:
    """Reads "I meant Thursday, not Tuesday" in an answer that promises nothing else: a day told before gets its true date."""
    hit = _MEANT.search(line)
    if not hit or not letter.subject.lower().startswith("re:") or _TALKED.search(line.low):
        return None
    span = next((span for span in line.spans if 0 <= span.start - hit.end() <= 4), None)
    when = due(line, [span]) if span and _NOT_THAT.match(line.low[span.end :]) else None
    return Found(True, "reply", hit.start(), line.sent, when[1], confidence=0.6) if when and when[1] else None


def _commitment(item: Found, quote: str, letter: Letter, country: str) -> Commitment:
    owed_by: Owner = "them" if item.writer != letter.mine else "me"
    numbers = phones(quote, country) if item.kind == "call" else ()
    earliest, latest = item.earliest, item.latest
    if earliest and latest and earliest > latest:
        earliest = latest
    return Commitment(
        owed_by, _who(item, letter), item.kind, earliest, latest, item.vague, item.condition, "open", item.confidence,
        quote, numbers[0].number if numbers else None, item.what,
    )  # fmt: skip


def _who(item: Found, letter: Letter) -> str:
    if item.writer == letter.mine:
        return "me"
    if letter.mine:
        return letter.to[0].name if letter.to else ""
    if item.who and item.who.lower() not in ("i", "we", "you") and item.kind != "meeting":
        return item.who
    return letter.sender.name
