"""Who owes whom what: commitments from mail and by command, and whether a later word has settled them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from afterword.facts import Fact
from afterword.facts import handles as h
from afterword.facts.kinds import Interaction, Message, Promise, Ref
from afterword.story.directory import ref_handles
from afterword.story.entries import learnt_day
from afterword.story.model import Entry, Me, Owed, Told

_KEPT = re.compile(
    r"\b(here (?:is|are|it is|they are|'s)|attached|enclosed|as promised|as I (?:said|promised)|find (?:attached|enclosed|below)|"
    r"herewith|I(?:'ve| have) (?:sent|forwarded|posted|uploaded|introduced|copied|called|spoken|asked|written))\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-zà-ÿ]{4,}")
_EMPTY = frozenset(
    "will send shall would could should have that this with from your you'll about monday tuesday wednesday thursday friday "
    "saturday sunday january february march april june july august september october november december then them they "
    "both week next before after tomorrow today promise promised there their what when where which please again back "
    "know like just some more over once soon also into each other than very well been being were give take make want "
    "call mail email write letter reply answer let's dear thank thanks kind regards best hello".split()
)


def owed(told: Sequence[Told], mine: Iterable[str], said: Sequence[Entry], me: Me) -> tuple[Owed, ...]:
    """Commitments between the user and this person, oldest first, settled ones marked."""
    handles = set(mine)
    found = [*(o for e in said if not e.automatic for o in promised(e) if not _of_another(o, handles)), *_told(told, handles, me)]
    found.sort(key=lambda o: (o.at, o.fact.id, o.quote))
    return tuple(_settle(one, said, found) for one in found)


def _of_another(one: Owed, handles: set[str]) -> bool:
    """Does the note of a talk with several speak of a promise of, or to, another of them?"""
    body = one.fact.body
    if not isinstance(body, Interaction) or len(body.people) < 2 or not one.who:
        return False
    meant = [r for r in body.people if h.name_key(r.name) == h.name_key(one.who)]
    return bool(meant) and not any(set(ref_handles(r)) & handles for r in meant)


def promised(entry: Entry) -> Iterator[Owed]:
    """What was promised in one mail, or in the note of one talk."""
    for c in entry.reading.commitments if entry.reading else ():
        yield Owed(
            c.owed_by == "me", c.who, c.kind, c.due_earliest, c.due_latest, c.vague, c.quote, entry.fact, entry.day, entry.at, c.phone or "",
            c.what, c.condition or "", settled=c.status in ("withdrawn", "kept", "moved"), thread=entry.thread,
            person=entry.covers[0] if entry.covers else "",
        )  # fmt: skip


def _told(told: Iterable[Told], mine: set[str], me: Me) -> Iterator[Owed]:
    for one in told:
        body = one.fact.body
        if isinstance(body, Promise) and set(ref_handles(counterpart(body))) & mine:
            yield by_command(one.fact, body, me)


def counterpart(body: Promise) -> Ref | None:
    """Whose promise it is, or to whom: the side that is not the user."""
    return body.to if body.by is None else body.by


def by_command(fact: Fact, body: Promise, me: Me) -> Owed:
    """A promise as the user told it."""
    other = counterpart(body)
    return Owed(
        body.by is None, other.name if other else "", body.kind, body.due_earliest, body.due_latest, False, body.text, fact,
        learnt_day(fact, me.zone), fact.at, what=body.text, told=True, person=next(iter(ref_handles(other)), ""),
    )  # fmt: skip


_NEWS = re.compile(
    r"\b(?:decid\w+|decision|answer\w*|repl(?:y|ies)|respon(?:d|se)|(?:get|come) back|let (?:me|us) know|hear|tell (?:me|us)|news|word|feedback|results?|outcome|verdict|in touch)\b",
    re.IGNORECASE,
)


def of_a_role(fact: Fact, body: Promise, me: Me) -> Owed:
    """The same, said about a role: the words tell whether a day for their answer was named."""
    one = by_command(fact, body, me)
    return replace(one, kind="reply") if one.kind == "other" and not one.by_me and _NEWS.search(one.what) else one


def content(text: str) -> frozenset[str]:
    """The words of a sentence that carry what it is about, roughly stemmed."""
    return frozenset(w.rstrip("s") for w in _WORD.findall(h.fold(text)) if w not in _EMPTY)


def _settle(one: Owed, said: Sequence[Entry], all_owed: Sequence[Owed]) -> Owed:
    if one.settled:
        return one
    later = [e for e in said if e.at > one.at and not e.automatic and e.reached]
    ours = [e for e in later if e.direction in (("out", "both") if one.by_me else ("in", "both"))]
    if any(_keeps(one, e) for e in ours) or _moved(one, all_owed):
        return replace(one, settled=True)
    return one


def _keeps(one: Owed, entry: Entry) -> bool:
    """Does this later word do what was promised?"""
    if one.kind in ("call", "meeting"):
        return entry.way in ("call", "meeting", "interview", "conversation")
    if one.kind in ("reply", "decision") and not one.by_me:
        return entry.way not in ("email", "linkedin", "text") or bool(entry.does("decision", "next_step", "new_date"))
    if entry.way in ("call", "meeting", "interview", "conversation") and not one.told:
        return False
    words = entry.reading.text if entry.reading else entry.note
    about = content(f"{one.what} {one.quote}")
    shared = about & content(f"{words} {getattr(entry.fact.body, 'subject', '')}")
    if isinstance(entry.fact.body, Message):
        if entry.fact.body.attachments and one.kind == "send_document":
            return True
        promise_again = bool(entry.reading and any(c.owed_by == ("me" if one.by_me else "them") for c in entry.reading.commitments))
        if one.kind == "introduction":
            return bool(entry.does("introduction_made"))
        if one.kind == "reply":
            return one.by_me and not promise_again
        return bool(shared) and (bool(_KEPT.search(words[:4000])) or not promise_again)
    return bool(shared) or not entry.note


def _group(kind: str) -> str:
    return {"decision": "reply", "meeting": "call", "other": "send_document"}.get(kind, kind)


def _moved(one: Owed, all_owed: Sequence[Owed]) -> bool:
    """Was the same thing promised again later, with another date?"""
    for other in all_owed:
        later = other.at > one.at and other.by_me == one.by_me and other.due_latest is not None and one.due_latest is not None
        alike = _group(other.kind) == _group(one.kind) and (_group(one.kind) == "reply" or bool(content(one.quote) & content(other.quote)))
        if later and alike:
            return True
    return False
