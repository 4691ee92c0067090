"""Every family of acts asked of a letter, each only where one of its words is there."""

from __future__ import annotations

from afterword.facts.workdays import Workdays
from afterword.reading.acts import answers, applying, courtesies, introductions, moves, referrals, requests, talks, ties
from afterword.reading.acts.scene import LIMIT, scene
from afterword.reading.heard import heard
from afterword.reading.model import Act, Kind, Letter

_NO_HOLIDAYS = Workdays()
_ASKS = frozenset(
    "please kindly could can would will let tell wonder wondering need send give call ring confirm reply waiting curious".split()
)
_CUES = (
    introductions.CUES | courtesies.CUES | applying.CUES | moves.CUES | talks.CUES | answers.CUES | ties.CUES | _ASKS
)  # fmt: skip


def acts(letter: Letter, text: str, kind: Kind, workdays: Workdays = _NO_HOLIDAYS) -> tuple[Act, ...]:
    """The acts in `text`, the new words of `letter`, whose kind was judged to be `kind`.

    In the order of the families (introductions, questions, courtesies, own steps, moves, talks, answers, ties), each with its sentence.
    """
    text = text[:LIMIT]
    cues = set(_CUES & heard(text).words)
    brought = introductions.by_subject(letter.subject) or len(letter.to) + len(letter.cc) > 1
    if kind in answers.TELLING_KINDS:
        cues |= {"decision"}
    if not cues and not brought and "?" not in text:
        return ()
    if brought:
        cues |= {"introduction"}
    view = scene(letter, text, kind, workdays, frozenset(cues))
    found: list[Act] = []
    families = (
        (introductions.CUES | {"two", "this"}, introductions.introductions),
        (introductions.CUES, referrals.referrals),
        (None, requests.requests),
        (None, courtesies.courtesies),
        (applying.CUES, applying.applying),
        (moves.CUES, moves.moves),
        (talks.CUES, talks.talks),
        (answers.CUES, answers.answers),
        (ties.CUES, ties.ties),
    )
    for triggers, family in families:
        if triggers is None or not triggers.isdisjoint(cues):
            found.extend(family(view))
    return tuple(found)
