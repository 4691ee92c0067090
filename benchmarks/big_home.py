#!/usr/bin/env python3
"""A home of any number of facts: the archive of a person who has kept everything for ten years, a search in its last months.

    benchmarks/big_home.py FOLDER [--facts 100000]

The facts are made by a seed, understood in worker processes as an import does it, and kept through the store's bulk path; then who is who is settled and
everything planned, once. Letters that ask and promise nothing come in some hundred wordings, and each wording is read once in a worker: what the reader
finds in the next of its kind differs by sender and greeting alone. The mix, of every hundred facts: some 66 mails in threads (two thirds of them with quoted history), 20 newsletters and automatic
mails, 7 meetings, 4 connections and cards, 3 logged calls; correspondents as Zipf has it, so that the busiest has a tenth of all mail. The search itself
is of one size in every home: 300 people and houses told by hand and 400 mails about applications.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from afterword.app.home import Home
from afterword.app.letters import reading_of
from afterword.app.planning import Understood, keep, shelved, stamp, understand
from afterword.bootstrap import open_home
from afterword.facts import Fact, Workdays, fact, micros
from afterword.facts.kinds import (
    Application,
    Attendee,
    Card,
    Connection,
    Event,
    Identity,
    Interaction,
    Mailbox,
    Message,
    Ref,
    Search,
    Target,
    Tie,
)
from afterword.reading.model import Mention, Reading

NOW = datetime(2026, 5, 14, 14, tzinfo=UTC)
ME = Mailbox("Sam Rivera", "sam@postbox.example")
SEARCH, JOB_MAILS = 300, 400
"""What of a home is the search, however big the archive is."""
PIECE = 2000
"""Facts that a worker makes and understands at once."""
YEARS = 10

FIRST = ("Dana", "Bo", "Carla", "Ines", "Theo", "Mara", "Jon", "Ada", "Priya", "Olu", "Kenji", "Lena", "Sofia", "Ravi", "Nils", "Amina")
LAST = ("Whitfield", "Okafor", "Lindgren", "Sato", "Moreau", "Castillo", "Novak", "Brandt", "Achebe", "Ferreira", "Kowalski", "Haddad", "Jensen")
THINGS = (
    "report", "budget", "garden", "printer", "meeting room", "slide deck", "bicycle", "invoice", "survey", "kitchen", "train ticket", "contract", "data sheet",
    "photo album", "roof", "concert", "school play", "old server", "spring fair", "reading list",
)  # fmt: skip
SENTENCES = (
    "The {} looks better than I had hoped.", "I have put the {} where you can find it.", "We talked about the {} for an hour and agreed on most of it.",
    "My sister asked after the {} again.", "Nobody has touched the {} since last spring.", "Thank you for the notes on the {}, they were a help.",
    "The weather has been kind, so the {} was done early.", "It turns out that the {} costs less than we feared.", "Somebody left a {} in the hall.",
    "Lunch was lovely, and the {} made everybody laugh.", "Our new colleague knows a great deal about the {}.", "I read your page on the {} twice.",
)  # fmt: skip
ASKS = (
    "Could you send me the {} by Tuesday?", "I will send you the {} by Friday.", "Shall we talk about the {} next week?", "Let me know what you think of the {}.",
    "Happy birthday! I hope that the day was a good one.", "I will get back to you about the {} on Monday.",
)  # fmt: skip
JOB_WORDS = (
    ("Thank you for applying to {house}", "Hello Sam,\n\nThank you for applying for the role of {role} at {house}. We will review your application and get back to you.\n\nThe {house} hiring team"),
    ("Your application for {role}", "Dear Sam,\n\nThank you for your interest in {house}. After careful consideration we have decided to move forward with other candidates for the {role} role.\n\nKind regards,\n{name}"),
    ("Interview for {role}", "Hi Sam,\n\nWe would like to invite you to an interview for the {role} role. Are you free next Tuesday at 10:00?\n\nBest,\n{name}\nTalent Partner, {house}"),
    ("Thank you for coming in", "Hi Sam,\n\nThank you for coming in today. We will let you know by Friday next week.\n\nBest,\n{name}"),
)  # fmt: skip
ROLES = ("Data Analyst", "Research Engineer", "Product Analyst", "Statistician", "Analytics Lead")
LETTERS = "bcdfghklmnprstvz"


def _wordings(count: int = 300) -> tuple[str, ...]:
    chance = random.Random(11)
    return tuple(" ".join(chance.choice(SENTENCES).format(chance.choice(THINGS)) for _ in range(chance.randrange(2, 7))) for _ in range(count))


WORDINGS = _wordings()
"""Ordinary letters, without greeting and name."""
_KNOWN = frozenset(WORDINGS)


def _syllables(number: int) -> str:
    """A word for a number, so that no two houses are called the same and none holds a digit."""
    word = ""
    while True:
        word += LETTERS[number % 16] + "aeiou"[number // 16 % 5]
        number //= 80
        if not number:
            return word


def person(number: int) -> tuple[str, str, str]:
    """Name, address and organisation of the n-th person; seven work at a house."""
    name = f"{FIRST[number % 16]} {_syllables(number // 16).capitalize()}{LAST[number % 13].lower()}"
    house = _syllables(number // 7)
    return name, f"{name.split(maxsplit=1)[0].lower()}.{number}@{house}works.example", f"{house.capitalize()}works"


def ref(number: int) -> Ref:
    name, email, organisation = person(number)
    return Ref(name, (f"email:{email}",), organisation)


def box(number: int) -> Mailbox:
    name, email, _ = person(number)
    return Mailbox(name, email)


def told(count: int) -> Iterator[Fact]:
    """Who the user is, and what they told of their search."""
    chance = random.Random(7)
    learnt = micros(NOW - timedelta(days=60))
    me = Identity(ME.name, (ME.email,), me=True, zone="America/Chicago", country="US")
    yield fact(me, learnt, learnt=learnt, by="user")
    yield fact(Search("start"), learnt, learnt=learnt, by="user")
    for number in range(min(SEARCH, count - 2)):
        when = micros(NOW - timedelta(days=chance.randrange(1, 60), hours=chance.randrange(9)))
        body = (
            Tie(ref(number), ("former_boss", "friend", "coworker", "recruiter")[number // 4 % 4]),
            Interaction("interview", (ref(number),), "both", person(number)[2], "Data Analyst"),
            Application(person(number)[2], f"Analyst {number}", contact=ref(number)),
            Target(person(number)[2], number),
        )[number % 4]
        yield fact(body, when, learnt=when, by="user")


class Archive:
    """One piece of the archive: the same seed and number give the same facts in any process."""

    def __init__(self, piece: int, people: int) -> None:
        self.chance = random.Random(f"archive {piece}")
        self.piece, self.people, self.number = piece, people, 0
        self.learnt = micros(NOW - timedelta(days=60))

    def facts(self, count: int) -> list[Fact]:
        made: list[Fact] = []
        ways = (self._thread, self._newsletter, self._meeting, self._connection, self._card, self._call)
        while len(made) < count:
            made += self.chance.choices(ways, (30, 20, 7, 3, 1, 3))[0]()
        return made[:count]

    def _who(self) -> int:
        """A correspondent as Zipf has it; the busy ones are scattered over the numbers."""
        rank = int(self.people ** self.chance.random())
        return (rank * 7919 + 250) % self.people

    def _when(self) -> datetime:
        return NOW - timedelta(minutes=self.chance.randrange(60, YEARS * 365 * 24 * 60))

    def _name(self) -> str:
        self.number += 1
        return f"{self.piece}.{self.number}"

    def _words(self, ask: float) -> str:
        chance = self.chance
        return chance.choice(WORDINGS) + (f" {chance.choice(ASKS).format(chance.choice(THINGS))}" if chance.random() < ask else "")

    def _mail(self, sender: Mailbox, to: Mailbox, at: datetime, subject: str, text: str, **more: object) -> Fact:
        body = Message("email", f"<{self._name()}@mail.example>", sender, (to,), subject=subject, text=text, **more)  # type: ignore[arg-type]
        return fact(body, micros(at), origin=f"archive.mbox message {self.number}", by="mbox", learnt=self.learnt)

    def _thread(self) -> list[Fact]:
        other, at, some = box(self._who()), self._when(), self.chance
        subject, mine = f"The {some.choice(THINGS)} {some.randrange(900)}", some.random() < 0.4
        made: list[Fact] = []
        names: list[str] = []
        before = ""
        for _ in range(some.choice((1, 1, 2, 2, 3, 5))):
            if at > NOW:
                break
            sender, to = (ME, other) if mine else (other, ME)
            new = f"Hi {to.name.split()[0]},\n\n{self._words(0.04)}\n\n{sender.name.split()[0]}"
            one = self._mail(sender, to, at, f"Re: {subject}" if names else subject, new + before, references=tuple(names))
            made.append(one)
            names.append(f"<{self.piece}.{self.number}@mail.example>")
            before = f"\n\nOn {at:%a, %d %b %Y} {sender.name} <{sender.email}> wrote:\n> " + new.replace("\n", "\n> ")
            mine, at = not mine, at + timedelta(hours=some.randrange(1, 60))
        return made

    def _newsletter(self) -> list[Fact]:
        name = _syllables(self.chance.randrange(1, 200)).capitalize()
        sender = Mailbox(f"{name} Weekly", f"news@{name.lower()}-letters.example")
        headers = {"list-unsubscribe": f"<https://{name.lower()}-letters.example/leave>"}
        text = f"{self._words(0)}\n\nYou get this because you subscribed."
        return [self._mail(sender, ME, self._when(), f"This week: the {self.chance.choice(THINGS)}", text, bulk=True, headers=headers)]

    def _meeting(self) -> list[Fact]:
        at = self._when()
        guests = tuple(Attendee(b.name, b.email, "accepted") for b in (box(self._who()) for _ in range(self.chance.randrange(1, 4))))
        what = f"{self.chance.choice(THINGS).capitalize()} {self._name()}"
        body = Event(f"{self._name()}@calendar.example", status="confirmed", end=micros(at + timedelta(hours=1)), summary=what, organizer=ME, attendees=guests)
        return [fact(body, micros(at), origin="calendar.ics", by="ics", learnt=self.learnt)]

    def _connection(self) -> list[Fact]:
        name, _, organisation = person(self.chance.randrange(self.people))
        slug = f"{name.lower().replace(' ', '-')}-{self.piece}-{self.number}"
        self.number += 1
        return [fact(Connection(slug, name, "", organisation, "Analyst", self._when().date()), 0, origin="Connections.csv", by="linkedin", learnt=self.learnt)]

    def _card(self) -> list[Fact]:
        number = self.chance.randrange(self.people)
        name, email, organisation = person(number)
        return [fact(Card(self._name(), name, (email,), (f"+1555{number:07d}",), organisation=organisation), 0, origin="contacts.vcf", by="vcard", learnt=self.learnt)]

    def _call(self) -> list[Fact]:
        at = self._when()
        note = self.chance.choice(WORDINGS) if self.chance.random() < 0.1 else ""
        return [fact(Interaction("call", (ref(self._who()),), "out", note=note), micros(at), by="user", learnt=micros(at))]

    def job_mails(self, count: int) -> list[Fact]:
        """What came of applications, in the last eight months."""
        made = []
        for number in range(count):
            who = number * 3 % SEARCH
            name, _, house = person(who)
            subject, text = self.chance.choice(JOB_WORDS)
            words = {"house": house, "role": self.chance.choice(ROLES), "name": name}
            sent = NOW - timedelta(minutes=self.chance.randrange(60, 240 * 24 * 60))
            made.append(self._mail(box(who), ME, sent, subject.format(**words), text.format(**words)))
        return made


_read: dict[tuple[str, bool, bool], Reading] = {}


def _understood_once(one: Fact, days: Workdays) -> Understood:
    """As an import understands it; of ordinary letters each wording is read once."""
    me, body = frozenset((ME.email,)), one.body
    if not isinstance(body, Message):
        return understand(one, me, days, "US")
    wording = next((w for w in (body.text.partition("\n\n")[2].partition("\n\n")[0], body.text.partition("\n\n")[0]) if w in _KNOWN), "")
    if not wording:
        return understand(one, me, days, "US")
    mine = body.sender.email in me
    key = (wording, mine, body.bulk)
    if key not in _read:
        _read[key] = reading_of(one, me, days, "US") or Reading("", "en", "other", 0.0)
    found, new = _read[key], body.text.partition("\n\nOn ")[0]
    people = (Mention(body.sender.name, body.sender.email, source="sender"),)
    house = None if mine or body.bulk else body.sender.email.partition("@")[2].partition(".")[0].capitalize()
    return shelved(one, replace(found, id=one.id, organisation=house, people=people, text="" if body.bulk else new), me)


def _made(job: tuple[int, int, int], days: Workdays) -> list[Understood]:
    """Runs in a worker: a piece of the archive (the first holds the mails of the search), understood."""
    piece, count, people = job
    archive = Archive(piece, people)
    made = archive.job_mails(min(JOB_MAILS, count)) if piece == 0 else []
    made += archive.facts(count - len(made))
    return [_understood_once(one, days) for one in made]


def people_of(count: int) -> int:
    """How many people a home of so many facts knows."""
    return max(count // 40, SEARCH)


def _pieces(count: int) -> list[tuple[int, int, int]]:
    rest = max(count - SEARCH - 2, 0)
    return [(n, min(PIECE, rest - n * PIECE), people_of(count)) for n in range(-(-rest // PIECE))]


def _understood(jobs: Sequence[tuple[int, int, int]], days: Workdays) -> Iterator[list[Understood]]:
    from afterword.reading import whole  # noqa: F401 - once, before the workers part

    with ProcessPoolExecutor(os.cpu_count(), get_context("fork")) as pool:
        waiting = []
        for job in jobs:
            waiting.append(pool.submit(_made, job, days))
            if len(waiting) > 6:
                yield waiting.pop(0).result()
        for one in waiting:
            yield one.result()


def fill(home: Home, count: int) -> None:
    """Keeps and plans a home's facts, all in one transaction: it is only a benchmark's, so nothing is forced to disk."""
    act, begun = home.store.new_act("import"), time.monotonic()
    with home.store.connected() as connection:
        for setting in ("synchronous=OFF", "cache_size=-1000000"):
            connection.exec_driver_sql(f"PRAGMA {setting}")
    touched, doubtful, kept = set[str](), set[str](), 0

    def take(some: Sequence[Understood]) -> int:
        fresh = {f.id for f in home.store.append((u.fact for u in some), act=act).new}
        more, unsure = keep(home.store, [u for u in some if u.fact.id in fresh])
        touched.update(more)
        doubtful.update(unsure)
        return len(fresh)

    def said(what: str, done: int, whole: int) -> None:
        if done == whole or done % 500 == 0 or what == "kept":
            print(f"\r{what} {done:,} of {whole:,}, {time.monotonic() - begun:.0f} s ", end="", file=sys.stderr, flush=True)

    with home.store.transaction():
        mine = list(told(count))
        home.store.append(mine[:1], act=act)
        home.reset()
        days = home.workdays()
        keep(home.store, home.understood(mine[:1]))
        kept = 1 + take(home.understood(mine[1:]))
        for some in _understood(_pieces(count), days):
            kept += take(some)
            said("kept", kept, count)
        home.settle(touched, doubtful)
        said("settled", kept, kept)
        home.plan({*home.store.persons(touched).values()}, progress=said)
        home.remember()
        home.store.set_stamp(stamp(home.playbooks, home.timings))
    print(file=sys.stderr)


def make(place: Path, count: int) -> Home:
    """A home with so many facts, its plan fresh. One that is there already is opened."""
    home = open_home(place, NOW)
    if home.store.count() < count * 0.9:
        fill(home, count)
        home.store.close()  # with the connection its settings for haste
        home = open_home(place, NOW)
    return home


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--facts", type=int, default=100_000)
    given = parser.parse_args()
    begun = time.monotonic()
    home = make(given.folder / f"home-{given.facts}", given.facts)
    size = sum(f.stat().st_size for f in (given.folder / f"home-{given.facts}").iterdir() if f.is_file())
    people = sum(1 for k in home.store.subjects() if not k.startswith(("domain:", "org:")))
    print(f"{home.store.count():,} facts, {people:,} people in the search, {len(home.store.follow_ups()):,} follow-ups; {size / 1e6:.0f} MB; {time.monotonic() - begun:.0f} s on the wall")


if __name__ == "__main__":
    main()
