"""What a draft can stand on, found in the story: each hook with the fact it comes from. Nothing is made up.

In order of worth: the moment of that very talk, something of their own work or life they raised, an article kept for
them, news about their company the user noted, a promise, a shared past, a question only they can answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from afterword.drafts.model import Hook, HookKind
from afterword.drafts.phrasing import line_of, noted_back, one_line, said_back, things
from afterword.facts import Fact
from afterword.facts import handles as h
from afterword.facts.kinds import Event, Interaction, Saved, Sent
from afterword.facts.late import late
from afterword.story.model import Entry, Opportunity, PersonStory, Talk
from afterword.strategy.model import FollowUp

HIRING = frozenset(
    {
        "application",
        "interview_thank_you",
        "employer_date",
        "interview_silence",
        "second_note",
        "recruiter",
        "rejection",
        "offer_deadline",
    }
)
"""Where the private life of the reader is not ours to bring up."""
_PRIVATE = late(
    r"\b(?:sons?|daughters?|kids?|child(?:ren)?|baby|wife|husband|partner|mum|mom|mother|dad|father|sister|brother|family|wedding|birthday|surgery|hospital|holiday|vacation|knee|hip)\b",
    re.IGNORECASE,
)
_DELICATE = late(
    r"\b(?:salary|pay|paid|compensation|money|bonus|fired|laid off|layoffs?|lawsuit|divorc\w+|gossip|rude|awkward|bored|boring|nervous|stern|cold|dislike\w*|hates?|annoy\w+|angry|late|ugly|secret\w*|confidential|"
    r"too|rather|a bit|seem\w*|appear(?:s|ed)?|drink(?:s|ing)?|drunk|smok(?:es|ing)|deaf|lazy|moody|tired|grumpy|arrogan\w+|boast\w*|lonely|snob\w*|shy|vain|mean|stupid|incompetent|difficult|flirt\w*|complain\w*|limps?|stutters?|smells?|fat|"
    r"off the record|between us|private\w*|don't tell|surgery|hospital|chemo|cancer|funeral|passed away|died|death|condolences|pneumonia|covid|sick|ill|illness|pregnan\w+|quit|(?:is|are|be|being|am|thinking (?:of|about)|considering) leaving|looking elsewhere|struggl\w+|"
    r"weak\w*|bad|worst|terrible|fail\w+|budget|reorg\w*|unhappy|not sure (?:about|of) (?:her|him|them)|rating|red flag|voicemail|no answer|did not|didn't|offer\w*|refus\w+|reject\w*|decid\w+|decision|"
    r"get back|by (?:monday|tuesday|wednesday|thursday|friday|next week)|promis\w+|will (?:call|write|send|let))\b",
    re.IGNORECASE,
)
_NEWS = late(
    r"\b(?:announc\w+|launch\w*|opened|opening|acquir\w+|won|award\w*|in the news|press|published|new (?:office|plant|branch|product|building|museum|contract))\b",
    re.IGNORECASE,
)
_TOGETHER = late(
    r"\b(?:worked (?:together )?on|project|built|our work on|shipped|rebuilt|ran)\s+(?P<what>(?:the|our)\s+[^.,;:()\n]{3,60}|[A-Z][\w-]+(?:\s[A-Z][\w-]+){0,3})"
)
_SHARED = ("former_boss", "boss_superior", "former_coworker", "coworker", "alumni", "mentor")
RECENT = 180 * 86_400_000_000
"""A topic older than half a year is a stale thing to take up (microseconds)."""


def hooks(
    follow_up: FollowUp, person: PersonStory | None, opportunity: Opportunity | None = None, others: Sequence[str] = ()
) -> tuple[Hook, ...]:
    """Everything the words can stand on, strongest first. `others`: keys of the follow-ups to the same panel or house."""
    found: list[Hook] = []
    if person is not None:
        found += _moments(follow_up, person, others)
        found += _raised(follow_up, person)
        found += _kept(follow_up, person)
        found += _lines(follow_up, person)
        found += _gone_on(follow_up, person)
        found += _promised(person)
        found += _past(follow_up, person)
        found += _only_they(person)
    elif opportunity is not None:
        found += [
            hook for talk in opportunity.talks[-1:] for hook in _shared_out(_of_talk(talk, ""), follow_up.key, others)
        ]
    best: dict[tuple[str, str], Hook] = {}
    for hook in sorted(found, key=lambda x: (-x.strength, x.fact, x.quote)):
        best.setdefault((hook.about or hook.that or hook.quote, hook.kind), hook)
    return tuple(best.values())


def _clauses(note: str) -> list[str]:
    return [s for s in (one_line(x) for x in re.split(r"[.;\n!?]+(?:\s|$)", note)) if len(s) > 6]


def _first(name: str) -> str:
    return name.split(maxsplit=1)[0] if name.strip() else ""


def _of_talk(talk: Talk, first: str) -> list[Hook]:
    """Every moment the user noted about a talk, in their order."""
    found: list[Hook] = []
    notes = dict.fromkeys(
        x for x in (talk.note, *(f.body.note for f in talk.facts if isinstance(f.body, Interaction))) if x
    )
    for fact in talk.facts:
        if isinstance(fact.body, Event):
            continue
        for clause in (c for note in notes for c in _clauses(note)):
            found += _moment(clause, fact.id, first)
    return found


def _moment(clause: str, fact: str, first: str) -> Iterator[Hook]:
    if _DELICATE.search(clause):
        return
    said = things(clause)
    for number, about in enumerate(said):
        yield Hook(clause, fact, "moment", 0.95 - 0.03 * number, about=about)
    if not said and (that := noted_back(clause, first)):
        yield Hook(clause, fact, "moment", 0.85, that=that)


def _named_other(hook: Hook, names: Sequence[str], person: PersonStory) -> bool:
    """Does the clause name somebody else who was there? Then the moment is theirs."""
    own = set(h.name_words(person.name))
    words = set(h.name_words(hook.quote))
    return any(words & (set(h.name_words(name)) - own) for name in names) and not words & own


def _moments(follow_up: FollowUp, person: PersonStory, others: Sequence[str]) -> list[Hook]:
    """Moments of the talk it stands on; those of a panel are dealt out so that each reader gets another."""
    cited = {b.fact for b in follow_up.because}
    talks = [t for t in person.talks if {f.id for f in t.facts} & cited] or [
        t for t in person.talks if t.status == "planned"
    ][-1:]
    found: list[Hook] = []
    first = _first(person.name)
    for talk in talks[-1:]:
        told = [k for k in _of_talk(talk, first) if not _named_other(k, talk.names, person)]
        own = set(h.name_words(person.name))
        alone = _told_of_one(talk)
        mine = [k for k in told if k.quote in alone or set(h.name_words(k.quote)) & own]
        shared = [k for k in told if k not in mine]
        found += mine or _shared_out(
            shared, follow_up.key, others if len(talk.people) > 1 or len(talk.names) > 1 else ()
        )
    noted = [
        e
        for e in person.entries
        if e.note and isinstance(e.fact.body, Interaction) and not any(e.fact in t.facts for t in person.talks)
    ]
    for e in noted[-2:]:
        found += [replace(k, strength=k.strength - 0.1) for c in _clauses(e.note) for k in _moment(c, e.fact.id, first)]
    return found


def _told_of_one(talk: Talk) -> set[str]:
    """Clauses that the user noted of one person out of several: that person's own moment."""
    if len(talk.people) < 2 and len(talk.names) < 2:
        return set()
    return {c for f in talk.facts if isinstance(f.body, Interaction) and len(f.body.people) == 1 for c in _clauses(f.body.note)}


def _shared_out(found: Sequence[Hook], key: str, others: Sequence[str]) -> list[Hook]:
    """Mine of what several share: number n of the sorted keys takes every n-th, and nothing another one has."""
    keys = sorted({key, *others})
    return list(found[keys.index(key) :: len(keys)])


def _allowed(follow_up: FollowUp, text: str) -> bool:
    return not _DELICATE.search(text) and not (follow_up.situation in HIRING and _PRIVATE.search(text))


def _raised(follow_up: FollowUp, person: PersonStory) -> Iterator[Hook]:
    """What they wrote about their work or life, turned round. Only words of theirs, not older than half a year."""
    heard = [
        e
        for e in person.entries
        if e.direction == "in" and not e.automatic and e.reading is not None and not e.reading.bulk
    ]
    newest = person.entries[-1].at if person.entries else 0
    for age, e in enumerate(reversed(heard[-6:])):
        if newest - e.at > RECENT:
            continue
        for sentence in _sentences(e):
            that = said_back(sentence) if _allowed(follow_up, sentence) else ""
            if that:
                kind: HookKind = "topic" if e.reading and sentence in e.reading.topics else "work"
                yield Hook(
                    one_line(sentence), e.fact.id, kind, (0.75 if kind == "topic" else 0.6) - 0.04 * age, that=that
                )


def _lines(follow_up: FollowUp, person: PersonStory) -> Iterator[Hook]:
    """A line of theirs worth quoting, from their latest mails; never where somebody is hired."""
    if follow_up.situation in HIRING:
        return
    heard = [e for e in person.entries if e.direction == "in" and not e.automatic and e.reading is not None and not e.reading.bulk]
    newest = person.entries[-1].at if person.entries else 0
    for age, e in enumerate(reversed(heard[-4:])):
        for sentence in re.split(r"(?<=[.!?])\s+|\n+", e.reading.text if e.reading and newest - e.at <= RECENT else ""):
            if _allowed(follow_up, sentence) and not _PRIVATE.search(sentence) and (line := line_of(sentence)):
                yield Hook(line, e.fact.id, "line", 0.55 - 0.04 * age)


def _gone_on(follow_up: FollowUp, person: PersonStory) -> Iterator[Hook]:
    """What the user took up from a talk in a mail to them since: both know it, and it may be taken further."""
    if follow_up.situation not in _FURTHER:
        return
    last = max((t.ends for t in person.talks if t.status == "planned"), default=0)
    for e in person.entries:
        if e.direction == "out" and e.reading is not None and last and e.at >= last and e.direct:
            for sentence in re.split(r"(?<=[.!?])\s+|\n+", e.reading.text):
                if re.search(r"\byou (?:said|told|showed|mentioned|described|explained)\b|\bour (?:talk|conversation)\b", sentence) and _allowed(follow_up, sentence):
                    yield from (Hook(one_line(sentence), e.fact.id, "moment", 0.7, about=about) for about in things(sentence, to_them=True)[:1])


_WORKING = late(r"(?:we're|we are|i'm|i am|our team|we've been|we have been|i've been|i have been)\s+\w+", re.IGNORECASE)
_OUR_WORK = late(r"\bour (?!(?:team|company|office|recruit\w+|process|decision|conversation|talk|call|next|website|careers?|apologies|thanks)\b)\w+", re.IGNORECASE)
_ARRANGING = late(
    r"\b(?:round|week|tomorrow|candidates?|process|hear|contact|reach|calls?|talks?|conversations?|discuss\w*|review\w*|applicants?|hiring|schedule\w*|minutes|hour|am|pm|o'clock|mon|tues|wednes|thurs|fri)(?:day)?\b", re.IGNORECASE
)
_FURTHER = frozenset({"employer_date", "interview_silence", "informational_report_back", "offer_deadline"})


def _sentences(e: Entry) -> list[str]:
    assert e.reading is not None
    from_text = re.split(r"(?<=[.!?])\s+|\n+", e.reading.text)
    working = [
        s
        for s in from_text
        if (_WORKING.match(s.strip()) or (_OUR_WORK.search(s) and not _ARRANGING.search(s))) and 20 <= len(s) <= 160
    ]
    return list(dict.fromkeys((*e.reading.topics, *(one_line(s) for s in working))))


def _kept(follow_up: FollowUp, person: PersonStory) -> Iterator[Hook]:
    """What the user saved for them, and news about their company the user noted."""
    house = h.squeezed(follow_up.organisation or person.organisation)
    for number, fact in enumerate(unused(person)):
        body = fact.body
        assert isinstance(body, Saved)
        if not body.url and body.title == body.note:
            continue  # what the user noted about them, as homes of before November 2026 keep it: nothing to pass on
        title = one_line(body.title)[:120]
        link = body.url if re.match(r"https?://[^\s<>\"]+$", body.url) else ""
        if title or link:
            news = bool(house) and h.squeezed(body.topic) == house
            yield Hook(title or link, fact.id, "news" if news and title else "saved", 0.8 - 0.01 * number, about=title, link=link)
    for note, fact_id in person.notes:
        for clause in _clauses(note):
            if (
                house
                and house in h.squeezed(clause)
                and _NEWS.search(clause)
                and not _DELICATE.search(clause)
                and len(clause) <= 120
            ):
                yield Hook(clause, fact_id, "news", 0.7)


def unused(person: PersonStory) -> list[Fact]:
    """What is kept for them and not passed on yet, oldest first. A piece is used once: its title or address stands in a
    mail to them since, or a follow-up to them was done or sent since (one piece each, as its words may not be known).
    """
    left = sorted((f for f in person.saved if isinstance(f.body, Saved)), key=lambda f: (f.at, f.id))
    written = [f for f in left if _written_of(f, person)]
    gone: dict[str, int] = {d.key: d.at for d in person.decided if d.act == "done"}
    for fact in person.facts:
        if isinstance(fact.body, Sent):
            gone[fact.body.key] = min(fact.at, gone.get(fact.body.key, fact.at))
    for at in sorted(gone.values()):
        spent = next((f for f in (*written, *left) if f in left and f.at <= at), None)
        if spent is not None:
            left.remove(spent)
    return [f for f in left if f not in written]


def _written_of(fact: Fact, person: PersonStory) -> bool:
    body = fact.body
    assert isinstance(body, Saved)
    marks = [m.casefold() for m in (body.url, one_line(body.title)) if len(m) > 3]
    later = (e.reading.text for e in person.entries if e.at >= fact.at and e.direction == "out" and e.reading is not None)
    return any(mark in one_line(text).casefold() for text in later for mark in marks)


def _promised(person: PersonStory) -> Iterator[Hook]:
    for owed in person.owed:
        if not owed.settled and owed.what:
            yield Hook(one_line(owed.quote), owed.fact.id, "promise", 0.3)


def _past(follow_up: FollowUp, person: PersonStory) -> Iterator[Hook]:
    """A house or a piece of work they share with the user."""
    for note, fact_id in person.notes:
        found = None if _DELICATE.search(note) else _TOGETHER.search(note)
        if found is not None and re.search(
            r"\b(?:together|we|our|us|with (?:her|him|them)|under (?:her|him))\b", note, re.IGNORECASE
        ):
            what = re.sub(r"^our\b", "the", found["what"].strip(" ,.;"))
            yield Hook(one_line(note), fact_id, "shared_past", 0.72, about=f"our work on {what}")
    tie = person.tied(*_SHARED)
    house = (tie.organisation or follow_up.facts.get("organisation", "")) if tie is not None else ""
    if tie is not None and house and tie.tie != "mentor":
        yield Hook(
            tie.quote or f"{tie.tie.replace('_', ' ')} at {house}",
            tie.fact,
            "shared_past",
            0.5,
            about=f"our time at {house}",
        )


def _only_they(person: PersonStory) -> Iterator[Hook]:
    job = next((j for j in person.jobs if not j.past and j.title and j.organisation), None)
    if job is not None:
        yield Hook(f"{job.title} at {job.organisation}", job.fact, "question", 0.2)
