"""The roles of the search by stage: what comes next for each, and how long it has been quiet against what is usual."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from afterword.app.course import USUAL, Course, Meeting, same_role
from afterword.app.home import Home
from afterword.app.telling import a_page
from afterword.errors import NotFound
from afterword.facts import Fact, codec
from afterword.facts import handles as h
from afterword.facts.kinds import Saved
from afterword.story import Opportunity, OrganisationStory
from afterword.strategy.model import FollowUp

COLUMNS: tuple[tuple[str, str], ...] = (("applied", "Applied"), ("interviewing", "Talking"), ("offer", "Offer"))
CLOSED = ("accepted", "rejected", "withdrawn")
WATCHED = "role"
"""The topic under which a posting is kept that the user has not applied to yet."""
SHOWN_CLOSED = 30
_WARM = b'"situation":"keep_warm"'


@dataclass(frozen=True, slots=True)
class Silence:
    """Business days without a word, the day on which one asks, and by which most answers have come."""

    days: int
    usual: int
    late: int
    words: str
    share: float  # 0..1 of `late`

    @property
    def over(self) -> bool:
        return self.days > self.usual


@dataclass(frozen=True, slots=True)
class Card:
    """One role on the board."""

    course: Course
    house: str
    silence: Silence | None = None
    next: FollowUp | None = None
    soon: Meeting | None = None  # the next talk that is agreed


@dataclass(frozen=True, slots=True)
class Watched:
    """A posting kept for later."""

    fact: str
    title: str
    organisation: str
    url: str
    note: str
    day: date


@dataclass(frozen=True, slots=True)
class Board:
    """Open roles by stage, the closed ones newest first, and postings only kept."""

    columns: tuple[tuple[str, str, tuple[Card, ...]], ...]  # (stage, title, cards)
    closed: tuple[Card, ...]
    more_closed: int
    watched: tuple[Watched, ...]

    @property
    def open(self) -> int:
        return sum(len(cards) for _, _, cards in self.columns)


def courses(home: Home) -> list[tuple[str, Course]]:
    """Every role of the search with its house, as it is kept beside the plan."""
    found = []
    for key, body in home.store.subjects().items():
        if h.is_house(key):
            found += [(key, codec.load(Course, role)) for role in json.loads(body).get("roles", ())]
    return found


def board(home: Home, text: str = "") -> Board:
    """The board as of today; with `text` only roles and houses that hold it."""
    wanted = text.casefold()
    every = [(k, c) for k, c in courses(home) if wanted in f"{c.organisation} {c.role}".casefold()]
    over = sorted((p for p in every if p[1].stage in CLOSED), key=lambda p: (p[1].closed or p[1].last or date.min, p[1].key), reverse=True)
    open_ones = [(k, c) for k, c in every if c.stage not in CLOSED]
    home.world.know(x for _, c in open_ones for x in c.people)
    plans = home.store.plans_of({s for k, c in open_ones for s in _subjects(home, k, c)})
    columns = []
    for stage, title in COLUMNS:
        cards = [_card(home, k, c, planned(home, k, c, plans)) for k, c in open_ones if c.stage == stage]
        columns.append((stage, title, tuple(sorted(cards, key=_urgency))))
    kept = tuple(w for w in watched(home) if wanted in f"{w.organisation} {w.title}".casefold())
    return Board(tuple(columns), tuple(Card(c, k) for k, c in over[:SHOWN_CLOSED]), max(0, len(over) - SHOWN_CLOSED), kept)


def _urgency(card: Card) -> tuple[date, float, str]:
    """What is due first stands first, then what has been quiet longest."""
    due = card.next.window.due if card.next else card.soon.day if card.soon else date.max
    return (due, -(card.silence.share if card.silence else 0), card.course.key)


def _card(home: Home, house: str, course: Course, follow_ups: Sequence[FollowUp]) -> Card:
    soon = min((m for m in course.meetings if m.day >= home.today and m.status == "planned"), key=lambda m: m.day, default=None)
    return Card(course, house, None if soon else silence(home, course), follow_ups[0] if follow_ups else None, soon)


def _subjects(home: Home, house: str, course: Course) -> list[str]:
    """Whose plans may hold a follow-up about a role: its house and its people."""
    return list(dict.fromkeys((house, *map(home.world.subject_of, course.people))))


def planned(home: Home, house: str, course: Course, plans: Mapping[str, list[bytes]] | None = None) -> list[FollowUp]:
    """The follow-ups about one role that are open or to come, by due day. `plans`: those of many subjects, fetched at once."""
    today = home.today
    subjects = _subjects(home, house, course)
    plans = home.store.plans_of(subjects) if plans is None else plans
    every = [codec.loads(FollowUp, body) for key in subjects for body in plans.get(key, ()) if _WARM not in body]
    about = [f for f in every if f.window.closes >= today and _about(f, house, course, home)]
    return sorted({f.key: f for f in about}.values(), key=lambda f: (f.window.due, f.key))


def _about(one: FollowUp, house: str, course: Course, home: Home) -> bool:
    at = h.org_handle(one.organisation)
    here = one.organisation == course.organisation or (bool(at) and home.world.subject_of(at) == house)
    return here and same_role(one.role, course.role)


def silence(home: Home, course: Course) -> Silence | None:
    """How long they have been quiet; None where nothing is to come from them, or the day they named lies ahead."""
    today = home.today
    if not course.clock or course.since is None or course.mine or course.since >= today or course.stage in CLOSED:
        return None
    usual, late = USUAL[course.clock]
    days = home.workdays().between(course.since, today)
    if days < 1:
        return None
    said = f"{days} working {'day' if days == 1 else 'days'}"
    tail = f"asking is usual after {usual}" if days <= late else f"most who answer have by day {late}"
    told = {
        "application": f"Nothing for {said}; {tail}", "interview": f"Nothing for {said} since you spoke; {tail}",
        "named": f"{said.capitalize()} past the day they named; {tail}", "nudged": f"{said.capitalize()} since you asked; a second note is usual after {usual}",
        "warm": f"{said.capitalize()} since the last word; {tail}", "recruiter": f"{said.capitalize()} since the last word; {tail}",
    }  # fmt: skip
    return Silence(days, usual, late, told[course.clock], min(1.0, days / late))


# One role


@dataclass(frozen=True, slots=True)
class Role:
    """Everything about one role."""

    card: Card
    story: Opportunity
    house: OrganisationStory
    follow_ups: tuple[FollowUp, ...]


def role(home: Home, text: str) -> Role:
    """The role of a short key. Raises NotFound for none."""
    house, found = next(((k, c) for k, c in courses(home) if c.short == text), ("", None))
    story = home.world.organisation(house) if found is not None else None
    opp = next((o for o in story.opportunities if o.key == found.key), None) if story is not None and found is not None else None
    if story is None or found is None or opp is None:
        raise NotFound("that role is no longer here: it was merged with another, or taken back")
    follow_ups = planned(home, house, found)
    return Role(_card(home, house, found, follow_ups), opp, story, tuple(follow_ups))


# Postings that are only kept


def watch(home: Home, title: str, organisation: str, url: str = "", note: str = "") -> None:
    """Keeps a posting to apply to later."""
    a_page(url)
    home.record((Saved(title, url, note, topic=WATCHED, organisation=organisation),), "role saved")


def watched(home: Home) -> list[Watched]:
    """Postings kept and neither dropped nor applied to, the newest first."""
    facts: Sequence[Fact] = [f for f in home.store.in_force(["saved"]) if isinstance(f.body, Saved) and f.body.topic == WATCHED]
    if not facts:
        return []
    taken = {(c.organisation.casefold(), c.role.casefold()) for _, c in courses(home)}
    urls = {c.url for _, c in courses(home) if c.url}
    found = []
    for f in sorted(facts, key=lambda f: (f.at, f.id), reverse=True):
        body = f.body
        assert isinstance(body, Saved)
        if (body.organisation.casefold(), body.title.casefold()) not in taken and not (body.url and body.url in urls):
            found.append(Watched(f.id, body.title, body.organisation, body.url, body.note, home.day_of(f.at)))
    return found
