"""Introductions on their way: offered, asked, made, met; told by mail or by command."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from afterword.facts import Fact
from afterword.facts import handles as h
from afterword.facts.kinds import Interaction, Introduction, Mailbox, Message
from afterword.facts.late import late
from afterword.reading.model import Act
from afterword.story.directory import person_of, ref_handles
from afterword.story.entries import day_of
from afterword.story.model import Me, Passage, Told


def passages(told: Sequence[Told], me: Me) -> tuple[Passage, ...]:
    """Every introduction these facts tell of, its steps joined, oldest first."""
    kept: list[Passage] = []
    for step in sorted((*_by_command(told, me), *_by_mail(told, me)), key=_when):
        twin = next((n for n, other in enumerate(kept) if _same(step, other)), None)
        if twin is None:
            kept.append(step)
        else:
            kept[twin] = _merged(kept[twin], step)
    return tuple(_with_refusal(one, kept, told, me) for one in kept)


_REFUSED = late(
    r"\b(?:(?:would|['’]d|will|['’]ll) (?:really |much )?(?:rather|prefer) not\b|prefers? not to|said (?:no|not now)\b|says no\b|declined|(?:turned|turning) (?:it|me|us|you|that) down|"
    r"(?:is|are|was|were)(?:n['’]t| not) (?:at all )?(?:interested|keen|comfortable|taking (?:on |any )?(?:calls|meetings|new|people)|up for|in a position|able to (?:help|meet|talk|take))|"
    r"(?:can(?:['’]t|not)|won['’]t|will not|is unable to) (?:help|take (?:this|that|it|people) on|meet (?:anybody|anyone|people|new))|"
    r"(?:is|are|['’]s|['’]re) (?:far |much |simply |completely |totally )?(?:too busy|swamped|snowed under)|(?:it|that|this) (?:fell through|did(?:n['’]t| not) work out|is(?:n['’]t| not) going to (?:work|happen)|won['’]t (?:work|happen)))",
    re.IGNORECASE,
)
_AFTER_ALL = late(r"\b(?:but|until|till|once|though|after)\b.*\b(?:can|could|will|would|happy|glad|free|next|later|january|february|march|april|may|june|july|august|september|october|november|december|week|month|spring|summer|autumn|fall|winter|try|new year|(?:mon|tues|wednes|thurs|fri)day)\b", re.IGNORECASE)
_THIRD = late(r"\b(?:she|he|they)\b|\b(?:it|that|this) (?:fell|did|is|won)", re.IGNORECASE)
_MINE = late(r"\b(?:I|we)(?:['’](?:d|ll|m|re)| would| will| am| are| can(?:['’]t|not)| said)\b", re.IGNORECASE)


def _with_refusal(one: Passage, kept: Sequence[Passage], told: Sequence[Told], me: Me) -> Passage:
    """The same, with the word of its introducer that it will not come, where they say so after offering it."""
    if one.offered is None or one.made is not None or one.met is not None:
        return one
    others = {w for p in kept if p is not one and set(p.by) & set(one.by) for w in h.name_words(p.to_name)} - set(h.name_words(one.to_name))
    for said in sorted(told, key=lambda t: (t.fact.at, t.fact.id)):
        if said.fact.at > one.offered.at and _refuses(_words_of(said, one, me), one, others):
            return replace(one, declined=said.fact)
    return one


def _words_of(said: Told, one: Passage, me: Me) -> str:
    """What the introducer wrote, or the user noted of a talk with them."""
    body = said.fact.body
    if isinstance(body, Message) and said.reading is not None and not said.reading.automatic and body.sender.email not in me.emails:
        return said.reading.text if {h.email_handle(body.sender.email), h.slug_handle(body.sender.email)} & set(one.by) else ""
    if isinstance(body, Interaction):
        return body.note if any(x in one.by for ref in body.people for x in ref_handles(ref)) else ""
    return ""


def _refuses(text: str, one: Passage, others: set[str]) -> bool:
    """Does a sentence say no, of the one to be introduced or of nobody by name?"""
    wanted = set(h.name_words(one.to_name))
    for sentence in _SENTENCES.split(text[:2000]):
        words = set(h.name_words(sentence))
        about = bool(wanted & words) or (bool(_THIRD.search(sentence)) and not others & words)
        if about and _REFUSED.search(_MINE.sub("", sentence) if not wanted & words else sentence) and not _AFTER_ALL.search(sentence):
            return True
    return False


_SENTENCES = late(r"(?<=[.!?])\s+|\n{2,}")


def _when(one: Passage) -> tuple[int, str]:
    first = one.offered or one.asked or one.made or one.met
    assert first is not None
    return (first.at, first.id)


def _same(a: Passage, b: Passage) -> bool:
    if not set(a.by) & set(b.by):
        return False
    if set(a.to) & set(b.to):
        return True
    ours, theirs = _named(a.to_name), _named(b.to_name)
    if ours and theirs:
        return ours <= theirs or theirs <= ours
    same_place = bool(a.organisation and b.organisation) and h.squeezed(a.organisation) == h.squeezed(b.organisation)
    # An offer to a company without a name is carried on by whoever was then introduced.
    return same_place or not (ours and a.organisation) or not (theirs and b.organisation)


def _named(name: str) -> set[str]:
    """The words of a name; one in which there are none is still a name."""
    return set(h.name_words(name)) or {name.strip().casefold()} - {""}


def _merged(a: Passage, b: Passage) -> Passage:
    return replace(
        a, to=tuple(dict.fromkeys((*a.to, *b.to))), to_name=max(a.to_name, b.to_name, key=len), organisation=a.organisation or b.organisation,
        offered=a.offered or b.offered, asked=a.asked or b.asked, made=a.made or b.made, met=a.met or b.met,
        offered_on=a.offered_on or b.offered_on, made_on=a.made_on or b.made_on, met_on=a.met_on or b.met_on,
        quote=a.quote or b.quote, by_mail=a.by_mail or b.by_mail,
    )  # fmt: skip


def _step(stage: str, fact: Fact, day: date, base: Passage) -> Passage:
    if stage == "offered":
        return replace(base, offered=fact, offered_on=day)
    if stage == "asked":
        return replace(base, asked=fact)
    if stage == "made":
        return replace(base, made=fact, made_on=day)
    return replace(base, met=fact, met_on=day)


def _by_command(told: Iterable[Told], me: Me) -> Iterator[Passage]:
    for one in told:
        body, fact = one.fact.body, one.fact
        if not isinstance(body, Introduction) or body.stage == "thanked":
            continue
        day = day_of(fact.at, me.zone)
        quote = f"{body.by.name} {'offered to introduce' if body.stage == 'offered' else 'introduced'} you to {body.to.name or body.to.organisation}"
        base = Passage(ref_handles(body.by), body.by.name, ref_handles(body.to), body.to.name, body.to.organisation, quote=quote)
        yield _step(body.stage, fact, day, base)


def _boxes(body: Message, me: Me) -> list[Mailbox]:
    return [b for b in (*body.to, *body.cc) if b.email not in me.emails and person_of(b.email, me.emails)]


def _introduced(act: Act, others: Sequence[Mailbox]) -> tuple[tuple[str, ...], str]:
    """Whom the mail introduces: the address it names or copies in."""
    wanted = set(h.name_words(act.person))
    for box in others:
        if box.email == act.email or (wanted and wanted & set(h.name_words(box.name or box.email.partition("@")[0]))):
            return (h.email_handle(box.email),), box.name or act.person
    if act.email:
        return (h.email_handle(act.email),), act.person
    if others and not wanted:
        return (h.email_handle(others[0].email),), others[0].name
    return (), act.person


def _by_mail(told: Iterable[Told], me: Me) -> Iterator[Passage]:
    for one in told:
        body, fact = one.fact.body, one.fact
        if not isinstance(body, Message) or one.reading is None or one.reading.automatic or body.bulk:
            continue
        mine = body.sender.email in me.emails or h.slug_handle(body.sender.email) in me.slugs
        day = day_of(fact.at, me.zone)
        handle = h.slug_handle if body.medium == "linkedin" else h.email_handle
        for act in one.reading.acts:
            if act.kind in ("introduction_offered", "introduction_made") and not mine:
                to, name = _introduced(act, _boxes(body, me)) if act.kind == "introduction_made" else ((), act.person)
                base = Passage(
                    (handle(body.sender.email),), body.sender.name, to, name, act.organisation, quote=act.quote,
                    by_mail=act.kind == "introduction_made" and bool(to),
                )  # fmt: skip
                yield _step(act.kind.removeprefix("introduction_"), fact, day, base)
            elif act.kind == "introduction_asked" and mine and body.to:
                base = Passage((handle(body.to[0].email),), body.to[0].name, (), act.person, act.organisation, quote=act.quote)
                yield _step("asked", fact, day, base)
