"""Small invented searches, drawn by hypothesis: facts of every kind about the same few people, so that they meet."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from afterword.facts import Fact, fact, micros
from afterword.facts import handles as h
from afterword.facts.kinds import (
    TIES,
    Application,
    Attendee,
    Body,
    Card,
    Connection,
    Correction,
    Event,
    Identity,
    Interaction,
    Introduction,
    Mailbox,
    Message,
    Outcome,
    Position,
    PreferenceFact,
    Promise,
    Ref,
    Search,
    Target,
    Tie,
)  # fmt: skip

ME = "sam@postbox.example"
SLUG = "sam-rivera"
FIRST = datetime(2026, 3, 2, 9, tzinfo=UTC)
LAST_DAY = 70
ME_TOLD = Identity("Sam Rivera", (ME,), slugs=(SLUG,), me=True, zone="America/Chicago", country="US")

PEOPLE = (
    ("Dana Whitfield", "dana@acme.example", "dana-whitfield", "+15550100142", "Acme"),
    ("Bo Lindqvist", "bo.lindqvist@acme.example", "bo-l", "", "Acme"),
    ("Carla Mendes", "carla@fenn.example", "", "+15550100177", "Fenn & Daughters"),
    ("Dana Whitfield", "dana.w@gmail.com", "danaw", "", ""),
    ("Ines Okafor", "ines@talentbridge.example", "ines-okafor", "", "Talentbridge"),
    ("Carla Mendes", "carla.mendes@gmail.com", "", "", "Fenn & Daughters"),
    ("Theo Brandt", "", "theo-brandt", "", "Hollis Apiaries"),
)
"""Name, address, LinkedIn slug, number, organisation. Two names come twice: they may or may not be one person."""
ORGANISATIONS = ("Acme", "Fenn & Daughters", "Hollis Apiaries", "Talentbridge")
ROLES = ("Data Analyst", "Beekeeper", "")

THEIRS = (
    "Thank you for coming in. We will let you know by Friday.",
    "We will get back to you within two weeks.",
    "Could you send me three references by Tuesday?",
    "I am happy to introduce you to Carla Mendes at Fenn & Daughters. Shall I?",
    "Sam, meet Bo. Bo, meet Sam. I leave you two to it.",
    "Unfortunately we have decided to move forward with other candidates for the Data Analyst role.",
    "We would like to invite you to an interview for the Data Analyst position on Thursday at 10 am.",
    "We are pleased to offer you the position of Data Analyst. Please let us know by Friday.",
    "I am out of the office until March 25 with no access to mail.",
    "I am no longer with Acme. Please write to careers@acme.example.",
    "You're welcome!",
    "I am leaving Acme at the end of the month and start at Hollis Apiaries in May.",
    "Please do not write to me again.",
    "It will be another two weeks, I am sorry.",
    "Are you free for a call next week?",
    "Thank you for applying to Acme. We have received your application for Data Analyst.",
    "Sorry I missed our call this morning. Can we try again?",
    "I passed your CV on to our head of data, she expects your mail.",
)
MINE = (
    "Thank you for your time yesterday, it was good to hear about the team.",
    "I am writing to apply for the Data Analyst position at Acme. My resume is attached.",
    "I will send you the portfolio by Monday.",
    "Any news on the Data Analyst role?",
    "Would you introduce me to Carla Mendes?",
    "Yes please, that would be wonderful. Here is a short note you can pass on.",
    "I accept the offer with pleasure.",
    "How are you? It has been a while.",
)

day_numbers = st.integers(0, LAST_DAY)
who = st.integers(0, len(PEOPLE) - 1)
organisations = st.sampled_from(ORGANISATIONS)
roles = st.sampled_from(ROLES)


def at(day: int, hour: int = 10) -> int:
    """Microseconds of an hour of the n-th day of the search."""
    return micros(FIRST + timedelta(days=day, hours=hour - 9))


def on(day: int) -> date:
    return (FIRST + timedelta(days=day)).date()


def ref(number: int) -> Ref:
    """A person as commands know them: by whatever handles there are."""
    name, email, slug, _, organisation = PEOPLE[number]
    found = tuple(filter(None, (h.email_handle(email), h.slug_handle(slug) if not email else "")))
    return Ref(name, found, organisation)


def box(number: int) -> Mailbox:
    name, email, slug, _, _ = PEOPLE[number]
    return Mailbox(name, email or f"{slug}@mail.example")


@st.composite
def messages(draw: st.DrawFn) -> tuple[int, Body]:
    number, day = draw(who), draw(day_numbers)
    other, user = draw(who), Mailbox("Sam Rivera", ME)
    mine = draw(st.booleans())
    text = draw(st.sampled_from(MINE if mine else THEIRS))
    copied = (box(other),) if draw(st.integers(0, 3)) == 0 and other != number else ()
    thread = f"<t{draw(st.integers(0, 4))}@mail.example>"
    sender, to = (user, box(number)) if mine else (box(number), user)
    medium: Any = "email"
    if PEOPLE[number][2] and draw(st.integers(0, 4)) == 0:
        slug, medium, copied = PEOPLE[number][2], "linkedin", ()
        sender, to = (Mailbox("Sam Rivera", SLUG), Mailbox(PEOPLE[number][0], slug)) if mine else (Mailbox(PEOPLE[number][0], slug), Mailbox("Sam Rivera", SLUG))
    identity = f"<m{day}.{number}.{draw(st.integers(0, 9))}@mail.example>"
    subject = draw(st.sampled_from(("Data Analyst", "Your interview at Acme", "Catching up", "Re: Data Analyst")))
    body = Message(medium, identity, sender, (to,), copied, subject, f"{text}\n\n{sender.name}", references=(thread,))
    return at(day, draw(st.integers(8, 18))), body


@st.composite
def events(draw: st.DrawFn) -> tuple[int, Body]:
    number, day = draw(who), draw(day_numbers)
    name, email, *_, organisation = PEOPLE[number]
    summary = draw(st.sampled_from((f"Interview {organisation or 'Acme'}", f"Coffee with {name}", "Team lunch", f"Call {name}")))
    guests = (Attendee(name, email or "room@acme.example", draw(st.sampled_from(("accepted", "declined", "")))), Attendee("Sam Rivera", ME))
    start = at(day, draw(st.integers(9, 17)))
    body = Event(
        f"event-{draw(st.integers(0, 3))}", "", draw(st.integers(0, 2)), start, "", draw(st.sampled_from(("confirmed", "cancelled"))),
        start + 3_600_000_000, "America/Chicago", None, summary, "", "", Mailbox(name, email) if email else None, guests,
    )  # fmt: skip
    return start, body


@st.composite
def told(draw: st.DrawFn) -> tuple[int, Body]:
    """What a user types."""
    number, other, day = draw(who), draw(who), draw(day_numbers)
    person, organisation = ref(number), draw(organisations)
    kind = draw(st.sampled_from(("call", "tie", "promise", "intro", "application", "outcome", "target", "preference", "search", "merge", "identity")))
    way: Any = draw(st.sampled_from(("call", "meeting", "interview", "conversation", "card", "message")))
    stage: Any = draw(st.sampled_from(("offered", "made", "met", "thanked")))
    outcome: Any = draw(st.sampled_from(("offer", "rejected", "withdrawn", "accepted")))
    state: Any = draw(st.sampled_from(("start", "pause", "end")))
    mend: Any = draw(st.sampled_from(("person_merge", "person_split")))
    name, email, slug, phone, place = PEOPLE[number]
    made: dict[str, Body] = {
        "call": Interaction(way, (person,), draw(st.sampled_from(("in", "out", "both"))), organisation, draw(roles), draw(st.sampled_from(THEIRS)), day=on(day)),
        "tie": Tie(person, draw(st.sampled_from(TIES)), draw(st.sampled_from(("", organisation))), close=draw(st.sampled_from((None, 0.9)))),
        "promise": Promise("send the deck", *draw(st.sampled_from(((None, person), (person, None)))), due_earliest=on(day + 5), due_latest=on(day + 5)),
        "intro": Introduction(stage, person, ref(other)),
        "application": Application(organisation, draw(roles), on(day), contact=draw(st.sampled_from((None, person)))),
        "outcome": Outcome(organisation, outcome, draw(roles), on(day)),
        "target": Target(organisation, draw(st.integers(1, 5)), draw(st.booleans())),
        "preference": PreferenceFact(person, draw(st.sampled_from(("email", "call", "*"))), never=draw(st.booleans())),
        "search": Search(state, on(day + 9) if state == "pause" else None),
        "merge": Correction(mend, h.email_handle(email) or h.slug_handle(slug), h.email_handle(PEOPLE[other][1]) or h.slug_handle(PEOPLE[other][2])),
        "identity": Identity(name, tuple(filter(None, (email,))), tuple(filter(None, (phone,))), organisation=draw(st.sampled_from((place, organisation))), left=draw(st.sampled_from((None, on(day))))),
    }  # fmt: skip
    return at(day, 11), made[kind]


@st.composite
def known(draw: st.DrawFn) -> tuple[int, Body]:
    """What address books and LinkedIn exports hold: undated."""
    number = draw(who)
    name, email, slug, phone, organisation = PEOPLE[number]
    place = draw(st.sampled_from((organisation, draw(organisations))))
    kind = draw(st.sampled_from(("card", "connection", "position")))
    exported = on(draw(day_numbers))
    body: Body = Card(f"card-{number}", name, tuple(filter(None, (email,))), tuple(filter(None, (phone,))), (), place, "", draw(st.sampled_from(((), ("Former boss",), ("Family",), ("Friends",)))), exported=exported)
    if kind == "connection":
        body = Connection(slug, name, draw(st.sampled_from(("", email))), place, draw(roles), exported=exported)
    if kind == "position":
        body = Position(place or "Acme", "Analyst", "2021", draw(st.sampled_from(("", "2024"))))
    return 0, body


@st.composite
def dated_facts(draw: st.DrawFn) -> Fact:
    """One fact; `learnt` is its own day, or later."""
    when, body = draw(st.one_of(messages(), messages(), events(), told(), told(), known()))
    later = draw(st.integers(0, 5))
    learnt = max(when, at(draw(day_numbers))) if when == 0 or later == 0 else when + 1
    return fact(body, when, origin="drawn", by="drawn", learnt=learnt)


def _one_of_each(found: list[Fact]) -> list[Fact]:
    """Facts without equal ids: copies of one fact are drawn on purpose, by `with_poorer_copies`."""
    return list({one.id: one for one in found}.values())


def searches(least: int = 1, most: int = 14) -> st.SearchStrategy[list[Fact]]:
    """The facts of a small search, without the user's own identity."""
    return st.lists(dated_facts(), min_size=least, max_size=most).map(_one_of_each)


def poorer(one: Fact, *, learnt: int | None = None) -> Fact:
    """A copy of a mail as another program kept it: the copied people and the thread are gone; other facts as they are."""
    body = one.body
    if isinstance(body, Message):
        return replace(one, body=replace(body, cc=(), references=(), spam=False), learnt=one.learnt if learnt is None else learnt)
    return one if learnt is None else replace(one, learnt=learnt)


def with_poorer_copies(found: list[Fact]) -> list[Fact]:
    return [*found, *(poorer(one) for one in found)]
