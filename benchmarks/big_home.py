"""A home of any number of facts, made through the store: many strangers' mails, a search of some hundred people among them."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from afterword.app.home import Home
from afterword.bootstrap import open_home
from afterword.facts import Fact, fact, micros
from afterword.facts.kinds import (
    Application,
    Connection,
    Identity,
    Interaction,
    Mailbox,
    Message,
    Ref,
    Search,
    Target,
    Tie,
)

NOW = datetime(2026, 5, 14, 14, tzinfo=UTC)
ME = "sam@postbox.example"
SEARCH = 300
"""People in the search; the rest of the facts is mail and connections of others."""
TEXTS = (
    "Thank you for coming in. We will let you know by Friday.", "Could you send me three references by Tuesday?", "Lunch was lovely, see you soon.",
    "The minutes of the meeting are attached, nothing urgent in them.", "Happy birthday! I hope that the day was a good one.",
)  # fmt: skip


def person(number: int) -> tuple[str, str, str]:
    """Name, address and organisation of the n-th person."""
    first = ("Dana", "Bo", "Carla", "Ines", "Theo", "Mara", "Jon", "Ada")[number % 8]
    return f"{first} L{number:x}", f"p{number}@house{number // 7}.example", f"House{number // 7}"


def ref(number: int) -> Ref:
    name, email, organisation = person(number)
    return Ref(name, (f"email:{email}",), organisation)


def facts(count: int, seed: int = 7) -> Iterator[Fact]:
    """`count` facts of ten years, the last months of them a search."""
    chance = random.Random(seed)
    learnt = micros(NOW - timedelta(days=60))
    me = Identity("Sam Rivera", (ME,), me=True, zone="America/Chicago", country="US")
    yield fact(me, learnt, learnt=learnt, by="user")
    yield fact(Search("start"), learnt, learnt=learnt, by="user")
    for number in range(SEARCH):
        when = micros(NOW - timedelta(days=chance.randrange(1, 60), hours=chance.randrange(9)))
        body = (
            Tie(ref(number), ("former_boss", "friend", "coworker", "recruiter")[number % 4]),
            Interaction("interview", (ref(number),), "both", person(number)[2], "Data Analyst"),
            Application(person(number)[2], f"Analyst {number}", contact=ref(number)),
            Target(person(number)[2], number),
        )[number % 4]
        yield fact(body, when, learnt=when, by="user")
    others = max(count // 40, SEARCH)
    for number in range(count - SEARCH - 2):
        one = min(int(chance.paretovariate(0.7)), others) if number % 2 else chance.randrange(others)
        name, email, organisation = person(one)
        if number % 10 == 0:
            yield fact(Connection(f"slug-{number}", f"{name} {number}", "", organisation, "Analyst"), 0, learnt=learnt, by="linkedin")
            continue
        sent = NOW - timedelta(minutes=chance.randrange(60, 10 * 365 * 24 * 60))
        who, to = (Mailbox(name, email), Mailbox("Sam Rivera", ME))[:: 1 if number % 3 else -1]
        body_ = Message("email", f"<{number}@mail.example>", who, (to,), subject=f"About {number % 977}", text=f"{chance.choice(TEXTS)}\n\nNumber {number}.")
        yield fact(body_, micros(sent), origin=f"inbox.mbox message {number}", by="mbox", learnt=learnt)


def make(place: Path, count: int) -> Home:
    """A home with so many facts, its plan fresh. One that is there already is opened."""
    home = open_home(place, NOW)
    if home.store.count() < count:
        batch: list[Fact] = []
        act = home.store.new_act("import")
        for one in facts(count):
            batch.append(one)
            if len(batch) == 5000:
                home.store.append(batch, act=act)
                batch = []
        home.store.append(batch, act=act)
        home.rebuild()
    return home
