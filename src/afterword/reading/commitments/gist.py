"""What is promised in words no table foresees: with a day named, any word to the reader counts.

Only sentences that name a usable day come here, and only when the tables of `words` found nothing in the clause.
"""

from __future__ import annotations

import re

from afterword.reading.commitments.heads import Head
from afterword.reading.commitments.line import Line, usable
from afterword.reading.commitments.standing import thing_kind
from afterword.reading.commitments.words import any_of, gerund
from afterword.reading.cued import Cued
from afterword.reading.model import CommitmentKind

Act = tuple[int, int, CommitmentKind]
"""Where the act begins, where it ends, what it is."""

_DATED = frozenset({"by", "before", "within", "on", "in", "then", "until", "after"})
_NO_WORD = """
be need start work pay miss see meet interview require ask let want like love have give help join support expect host hire
consider offer close open finish travel go leave take bring charge test train show walk visit attend celebrate remove delete
keep hold store return enrol enroll refund ship bill collect pick drive fly introduce invite welcome deduct suspend cancel
renew reward pass wish remind begin miss forgive forget thank pray think wait trust hope believe believe assume guess know
say post mail remember save cost teach feed follow recognise recognize find onboard move stop cover match lend guide lead
excuse allow tour orient fit sell buy run carry assign place pair deposit reimburse credit transfer block lock present pencil book schedule reschedule squeeze slot fit appoint employ engage promote name put propose rearrange
bring forward owe miss trouble bother worry contradict interest surprise disappoint impress mean suit
""".split()
"""Verbs that do something to the reader, or to nobody, rather than tell them something."""

_NOT_TOLD = frozenset([*_NO_WORD, *map(gerund, _NO_WORD)])
_HELPERS = (
    "also", "then", "probably", "hopefully", "all", "certainly", "definitely", "personally", "be", "be able to", "try to",
    "be in a position to", "do our best to", "do my best to", "still", "now", "just", "both", "each", "gladly", "most likely",
    "of course", "at least", "finally", "ideally", "either", "really", "aim to", "hope to", "make sure to", "in turn",
)  # fmt: skip
_LEAD = r"[\s,]*(?:(?:" + "|".join(_HELPERS) + r")[\s,]+){0,3}"
_VERB = re.compile(_LEAD + r"(?P<verb>[a-z]+(?:-[a-z]+)?)\b")
_HEARERS = (
    "you", "u", "ya", "back", "everyone", "everybody", "candidates", "applicants", "finalists", "both of you", "each of you",
    "each candidate", "each applicant", "every candidate", "every applicant", "your way", "all concerned", "all of you",
    "the candidates", "the applicants", "the finalists", "the shortlist", "interviewees", "people",
)  # fmt: skip
_TO_YOU = re.compile(r"(?: [\w'-]+){0,3}? (?:" + "|".join(_HEARERS) + r")\b")
_ANSWER = (
    "answers?", "decisions?", "replies", "reply", "response", "verdict", "outcome", "results?", "news", "word", "feedback",
    "yes or no", "yes or a no", "yes", "final say", "something", "update", "next steps", "where (?:we|things|you) stand",
)  # fmt: skip
_SAID = Cued(any_of(_ANSWER))
_YOU = Cued(r"\byou(?:r|rs)?\b")
_GETS = re.compile(
    _LEAD
    + r"(?:have|get|receive|be given|know|see|hold|read|find) (?!to |a look|a (?:good|great|nice|lovely|wonderful)|time|access|your first)"
    r"(?P<thing>(?:\w+ ){0,3}?(?:my|our|his|her|their|the|some|something|more|it|an?|where|what|how|one way|this|that)\b(?: \w+){0,3})"
)
_FROM_ME = re.compile(r"[\s,]*(?:have|get|receive) (?:it |them |that |those )?(?:back )?from (?:me|us)\b")
_COMES = re.compile(
    r"[\s,]*(?:receive|get|have)(?: (?:it|this|that|them|these))?(?: in the post| by post| by e-?mail)?\s{3,}"
)
PERKS = Cued(
    any_of(
        (
            "salary", "paid", "laptop", "vacation", "holiday", "bonus", "training", "certificate", "desk", "badge", "orientation",
            "onboarding", "access", "benefits", "opportunity", "chance", "webinar", "discount", "course", "session", "survey",
        )
    )
)  # fmt: skip


def gist(line: Line, head: Head) -> list[Act]:
    """The act of a head that the tables did not know, where its clause names a day."""
    if not any(usable(span, line) and span.kind in _DATED for span in line.spans_in(line.clause(head.start), head.end)):
        return []
    if PERKS.search(line):
        return []
    if head.role == "reader":
        if _FROM_ME.match(line.low, head.body):
            kind = thing_kind(line.low[line.clause(head.start) : head.start])
            return [(head.body, head.body + 1, "send_document" if kind == "reply" else kind)]
        if _COMES.match(line.bare, head.body):
            kind = thing_kind(line.low[: head.start])
            return [(head.body, head.body + 1, kind)] if kind == "send_document" else []
        hit = _GETS.match(line.low, head.body)
        return [(hit.start("thing"), hit.end(), thing_kind(hit.group("thing")))] if hit else []
    hit = _VERB.match(line.low, head.body)
    if not hit or hit.group("verb") in _NOT_TOLD:
        return []
    at = hit.start("verb")
    told = _TO_YOU.match(line.low, hit.end(), head.end)
    if told:
        kind = "reply" if head.who in ("I", "we") else thing_kind(head.who.lower())
        return [(at, told.end(), "send_document" if kind == "send_document" else "reply")]
    if head.who not in ("I", "we") and not _YOU.search(line):
        return []
    said = _SAID.search(line, hit.end(), min(head.end, hit.end() + 40))
    return [(at, hit.end(), thing_kind(said.group()))] if said else []
