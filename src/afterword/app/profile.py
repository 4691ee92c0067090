"""One person at a glance: how to reach them, how they are known, what passed between them and the user, what is open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from afterword.app.home import Home
from afterword.app.numbers import e164
from afterword.app.people import ref_to
from afterword.app.showing import next_with
from afterword.app.whereabouts import There, there
from afterword.errors import BadUsage
from afterword.facts import codec
from afterword.facts import handles as h
from afterword.facts.kinds import TIES, Identity, Saved
from afterword.story import Job, Owed, PersonStory, Tied
from afterword.strategy.model import FollowUp, Question
from afterword.strategy.senses import real_talks

SHOWN_TOPICS = 8


@dataclass(frozen=True, slots=True)
class Reach:
    """A number, address or LinkedIn name. `handle` names it for a split; `dead` says that its mailbox is left for good."""

    kind: str
    value: str
    handle: str
    source: str = ""
    dead: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Something said or done, with its day and the fact that says so."""

    words: str
    day: date | None = None
    fact: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything that one needs to follow up with somebody."""

    story: PersonStory
    house: str  # key of their present employer's page, empty where it is no part of the search
    reach: tuple[Reach, ...]
    there: There | None
    ties: tuple[Tied, ...]
    jobs: tuple[Job, ...]
    notes: tuple[Line, ...]
    topics: tuple[Line, ...]
    saved: tuple[tuple[str, str], ...]  # (title, address)
    received: tuple[Line, ...]
    given: tuple[Line, ...]
    introductions: tuple[Line, ...]
    mine: tuple[Owed, ...]  # what the user owes
    theirs: tuple[Owed, ...]
    follow_ups: tuple[FollowUp, ...]
    questions: tuple[Question, ...]  # only the user can say who is who


def profile(home: Home, story: PersonStory) -> Profile:
    """The glance at one person."""
    origin = {f.id: f.origin for f in story.facts}
    day = {f.id: home.day_of(f.at) for f in story.facts if f.at}
    open_now = [o for o in story.owed if not o.settled]
    topics = dict.fromkeys(topic for topic, _ in reversed(story.topics))
    where = dict(story.topics)
    return Profile(
        story, _house(home, story), tuple(_reach(story)), there(home, story), tuple(t for t in story.ties if t.tie != "contact"), tuple(_jobs(story)),
        tuple(Line(n, day.get(f), f, origin.get(f, "")) for n, f in story.notes),
        tuple(Line(t, day.get(where[t]), where[t]) for t in list(topics)[:SHOWN_TOPICS]),
        tuple((f.body.title, f.body.url) for f in story.saved if isinstance(f.body, Saved)),
        tuple(_received(story, home.today)), tuple(_given(story)), tuple(_introductions(story)),
        tuple(o for o in open_now if o.by_me), tuple(o for o in open_now if not o.by_me),
        tuple(next_with(home, story)), tuple(_questions(home, story)),
    )  # fmt: skip


def _house(home: Home, story: PersonStory) -> str:
    """Where they work, as far as it has a page: a wanted company, or one with a role."""
    keys = [home.world.subject_of(x) for x in story.organisations]
    known = home.store.subjects(keys)
    return next((k for k in keys if k in known), "")


def _reach(story: PersonStory) -> Iterator[Reach]:
    """Numbers first."""
    sources = {(field, value): where for field, value, where in story.known_by}
    for field, values in (("phone", story.phones), ("email", story.emails), ("linkedin", story.slugs)):
        for value in values:
            prefix = {"phone": f"phone:{value}", "email": f"email:{value}", "linkedin": f"li:{value.removeprefix('li:')}"}[field]
            handle = next((x for x in story.handles if x == prefix or x.startswith(f"{prefix}|")), "")
            source = sources.get((field, value), "") or sources.get(("li", value), "")
            yield Reach(field, value, handle, source, value in story.left_mailboxes)


def _jobs(story: PersonStory) -> Iterator[Job]:
    """Where they work and worked, each post once: the first time it was seen, and the day they left it."""
    kept: dict[tuple[str, str], Job] = {}
    for job in story.jobs:  # newest first
        post = (h.squeezed(job.organisation), job.title.casefold())
        newer = kept.get(post)
        kept[post] = replace(job, past=newer.past, left=newer.left or job.left) if newer else job
    yield from kept.values()


def _received(story: PersonStory, today: date) -> Iterator[Line]:
    """What they did for the user: a good word, an introduction, an hour of advice, a promise kept."""
    for e in story.entries:
        act = e.does("referral") if e.direction == "in" else None
        if act is not None:
            yield Line(f"Spoke for you{f' at {act.organisation}' if act.organisation else ''}", e.day, e.fact.id, act.quote)
    own = set(story.handles)
    for p in story.passages:
        if p.made is not None and set(p.by) & own:
            yield Line(f"Introduced you to {p.to_name or p.organisation or 'somebody'}", p.made_on, p.made.id, p.quote)
    for t in (t for t in real_talks(story) if t.day <= today):
        yield Line("Gave you a talk", t.day, t.facts[0].id if t.facts else "", t.quote)
    for o in story.owed:
        if not o.by_me and o.settled and o.kind in ("send_document", "introduction", "other") and o.what:
            yield Line(f"Promised, and kept it: {o.what}", o.day, o.fact.id, o.quote)


def _given(story: PersonStory) -> Iterator[Line]:
    """What the user did for them."""
    for e in story.entries:
        if e.direction != "out":
            continue
        for act in e.acts:
            if act.kind == "referral":
                yield Line("You spoke for them", e.day, e.fact.id, act.quote)
            elif act.kind == "introduction_made":
                yield Line(f"You introduced them to {act.person or 'somebody'}", e.day, e.fact.id, act.quote)
    for o in story.owed:
        if o.by_me and o.settled and o.kind in ("send_document", "introduction", "other"):
            yield Line(f"You kept your word: {o.what or ' '.join(o.quote.split())}", o.day, o.fact.id, o.quote)


def _introductions(story: PersonStory) -> Iterator[Line]:
    """Who introduced whom, how far it is."""
    own = set(story.handles)
    for p in story.passages:
        first = p.met or p.made or p.asked or p.offered
        stage = "met" if p.met else "made" if p.made else "asked for" if p.asked and not p.offered else "offered"
        day = p.met_on or p.made_on or p.offered_on
        to = p.to_name or p.organisation or "somebody"
        if set(p.by) & own:
            words = {"met": f"Introduced you to {to}; you have met", "made": f"Introduced you to {to}", "offered": f"Offered to introduce you to {to}"}
            yield Line(words.get(stage, f"You asked for an introduction to {to}"), day, first.id if first else "", p.quote)
        elif set(p.to) & own:
            yield Line(f"{p.by_name or 'Somebody'} {'offered to introduce' if stage == 'offered' else 'introduced'} you to them", day, first.id if first else "", p.quote)


def _questions(home: Home, story: PersonStory) -> Iterator[Question]:
    own = set(story.handles)
    for body in home.store.questions():
        one = codec.loads(Question, body)
        if one.what == "person_merge" and own & set(one.about):
            yield one


# What the user adds


def keep_note(home: Home, story: PersonStory, text: str) -> None:
    """A few words about somebody, kept with them."""
    if not text.strip():
        raise BadUsage("write the note first")
    home.record((Identity(name=story.name, note=text.strip(), handles=ref_to(story).handles[:1]),), "person note")


def keep_detail(home: Home, story: PersonStory, text: str) -> str:
    """A number, an address or a LinkedIn page of theirs. Returns it as it was kept; raises BadUsage where it is none."""
    text = text.strip()
    ref = ref_to(story).handles[:1]
    if "linkedin." in text.casefold() and h.slug_handle(text):
        body = Identity(name=story.name, slugs=(h.slug_handle(text).removeprefix("li:"),), handles=ref)
    elif "@" in text and " " not in text:
        body = Identity(name=story.name, emails=(text.lower(),), handles=ref)
    elif sum(c.isdigit() for c in text) >= 6:
        body = Identity(name=story.name, phones=(e164(text, home.me.country),), handles=ref)
    else:
        raise BadUsage(f"{text!r} is no number, mail address or LinkedIn page")
    home.record((body,), "person edit")
    return (body.slugs or body.emails or body.phones)[0]


TIE_CHOICES = tuple(t for t in TIES if t != "contact")
