"""One data home: the ledger, whose it is, and the circle from a new fact to a fresh plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from afterword.app import circle, rebuilding, remembering
from afterword.app.outgoing import Outgoing
from afterword.app.planning import Progress, Understood
from afterword.app.world import StoredWorld
from afterword.clock import Clock
from afterword.errors import BadUsage
from afterword.facts import Fact, Workdays, fact, micros
from afterword.facts import handles as h
from afterword.facts.kinds import Body, Identity, Position, Search
from afterword.reading import Told
from afterword.store.rows import Appended, Undone
from afterword.story import Me
from afterword.strategy.etiquette import Etiquette
from afterword.strategy.world import Playbook

if TYPE_CHECKING:
    from afterword.store import Store

Holidays = Callable[[str, str, Iterable[int]], frozenset[date]]
"""Public holidays of (country, region) in some years."""


def nobody(place: Path | None) -> BadUsage:
    """What is said where nobody has told yet who they are."""
    where = f"nobody lives here yet ({place})" if place else "nobody lives here yet"
    return BadUsage(f"{where}: run `afterword init --name NAME --email ADDRESS --timezone ZONE --country CC`, or look around with `afterword demo`")


@dataclass(slots=True)
class Home:
    """A store with what is needed to understand it. Made by bootstrap; the verbs are functions over it."""

    store: Store
    clock: Clock
    playbooks: Sequence[Playbook]
    holidays: Holidays
    timings: Mapping[str, tuple[int, int, int]] = field(default_factory=dict)
    limits: Etiquette = Etiquette()  # noqa: RUF009 - a frozen value
    settings_digest: str = ""
    by: str = "user"
    folder: Path | None = None  # the data home, where accounts and the user's own templates lie
    channels: Sequence[Any] = ()  # the ways out, as plug-ins
    outgoing: Outgoing = Outgoing()  # noqa: RUF009 - a frozen value
    voice: Mapping[str, Any] = field(default_factory=dict)  # settings of the drafts' voice, by name
    _me: Me | None = None
    _since: date | None = None
    _world: StoredWorld | None = None
    _days: dict[str, Workdays] = field(default_factory=dict)

    # Who and when

    @property
    def me(self) -> Me:
        """The user, from the identities told so far."""
        if self._me is None:
            self._me = self.tell_me()
        return self._me

    def tell_me(self) -> Me:
        """The same, told anew."""
        told = [f for f in self.store.in_force(["identity"]) if isinstance(f.body, Identity) and f.body.me]
        told.sort(key=lambda f: (f.learnt, f.at, f.id))
        me = Me()
        for one in told:
            body = one.body
            assert isinstance(body, Identity)
            me = replace(
                me, name=body.name or me.name, emails=me.emails | {e.lower() for e in body.emails},
                slugs=me.slugs | {h.slug_handle(s) for s in body.slugs}, zone=body.zone or me.zone, country=body.country or me.country,
                region=body.region or me.region, employer=body.employer or me.employer,
            )  # fmt: skip
        jobs = [f.body for f in self.store.in_force(["position"]) if isinstance(f.body, Position) and f.body.person is None]
        employer = me.employer or next((j.organisation for j in jobs if not j.finished), "")
        own = frozenset(filter(None, (h.org_handle(employer),)))
        handles = own | frozenset(x for o in own for x in self.store.handles_of([self.store.persons([o]).get(o, o)]).get(self.store.persons([o]).get(o, o), []))
        return replace(me, employer=employer, employer_handles=handles, employers=frozenset(filter(None, (h.org_handle(j.organisation) for j in jobs))) | handles)

    @property
    def since(self) -> date:
        """The day the search was told to the program: what closed before is history."""
        if self._since is None:
            told = [f.learnt for f in self.store.in_force(["identity"]) if isinstance(f.body, Identity) and f.body.me and f.learnt]
            self._since = self.day_of(min(told)) if told else date(1970, 1, 1)
        return self._since

    def day_of(self, at: int) -> date:
        """The user's own day of an instant."""
        from afterword.story.entries import day_of

        return day_of(at, self.me.zone)

    @property
    def now(self) -> datetime:
        """The present instant in the user's zone."""
        return self.clock.now().astimezone(ZoneInfo(self.me.zone))

    @property
    def today(self) -> date:
        return self.now.date()

    def ready(self) -> None:
        """Raises BadUsage where nobody has said yet who they are."""
        if not self.me.emails and not self.me.name:
            raise nobody(self.folder)

    def workdays(self, country: str = "") -> Workdays:
        """Business days of the user, and of another country too."""
        key = country.upper() if country and country.upper() != self.me.country.upper() else ""
        if key not in self._days:
            years = range(self.since.year - 2, self.today.year + 4) if self.since.year > 1970 else range(self.today.year - 2, self.today.year + 4)
            if key:
                self._days[key] = self.workdays().joined([Workdays(self.holidays(key, "", years))])
            else:
                self._days[key] = Workdays(self.holidays(self.me.country, self.me.region, years))
        return self._days[key]

    @property
    def world(self) -> StoredWorld:
        if self._world is None:
            self._world = StoredWorld(self.store, self.me, self.since, self.workdays, self.timings)
        return self._world

    @property
    def search(self) -> Search:
        """The state of the search: the newest word on it."""
        told = sorted((f for f in self.store.in_force(["search"])), key=lambda f: (f.at, f.learnt, f.act, f.id))
        return told[-1].body if told and isinstance(told[-1].body, Search) else Search("start")

    # Facts in

    def record(self, bodies: Iterable[Body | tuple[Body, int]], name: str, origin: str = "command line") -> Appended:
        """Keeps what the user told, as one act, and plans anew whatever it touches."""
        at = micros(self.clock.now())
        act = self.store.new_act(name)
        made = []
        for one in bodies:
            body, when = one if isinstance(one, tuple) else (one, at)
            made.append(fact(body, when, origin=origin, by=self.by, learnt=at, act=act))
        return self.take(made, act)

    def take(self, facts: Iterable[Fact], act: str) -> Appended:
        """Appends facts as one act, understands what is new in them, and plans anew whatever they touch."""
        with self.store.transaction():
            done = self.store.append(facts, act=act)
            self.absorb(done)
        return done

    def absorb(self, done: Appended, progress: Progress | None = None) -> None:
        """Understands what the ledger took in and plans anew."""
        facts = done.to_read
        if not facts:
            return
        if any(isinstance(f.body, Identity) and f.body.me for f in facts):
            self.reset()
            if self.store.count() > len(facts):
                self.rebuild(progress)
                return
        left = circle.release(self, done)
        circle.digest(self, circle.understood(self, facts), progress, left=left)

    # The circle, and back again (circle.py, rebuilding.py, remembering.py)

    def understood(self, facts: Iterable[Fact], said: Mapping[str, Told] | None = None) -> list[Understood]:
        """What these facts say, with what the user said of them (those in force, where not given)."""
        return circle.understood(self, facts, said)

    def release(self, done: Appended) -> tuple[set[str], set[str]]:
        """Takes back what the poorer copies said that gave way to fuller ones. Returns handles touched and doubtful."""
        return circle.release(self, done)

    def settle(self, touched: set[str], doubtful: set[str], *, jobs: bool = False) -> tuple[set[str], bool]:
        """Who is who around these handles: the subjects that have moved, old and new, and whether the user's employer is another."""
        return circle.settle(self, touched, doubtful, jobs=jobs)

    def plan(self, moved: set[str], everybody: bool = False, progress: Progress | None = None) -> None:
        """Plans anew whomever it concerns that these have moved; all in the search, where it concerns everybody."""
        circle.plan(self, moved, everybody, progress)

    def remember(self) -> None:
        """Keeps what the fast page needs beside the plan."""
        remembering.remember(self)

    def undo(self, *, again: bool = False, act: str = "") -> Undone | None:
        """Takes the last act back, or puts it back; with `act`, that very one. Raises Refused for what was sent."""
        return rebuilding.undo(self, again=again, act=act)

    def fresh(self, progress: Progress | None = None, *, trusting: bool = False) -> None:
        """Rebuilds the caches when they were made with something else; `trusting`: as far as the page of today looks."""
        rebuilding.fresh(self, progress, trusting=trusting)

    def rebuild(self, progress: Progress | None = None) -> None:
        """Reads and plans everything anew from the facts."""
        rebuilding.rebuild(self, progress)

    def read_again(self, progress: Progress | None = None) -> tuple[set[str], set[str]]:
        """Drops the caches and shelves every fact anew. Returns the handles touched and doubtful: settle and plan them."""
        return rebuilding.read_again(self, progress)

    def reset(self) -> None:
        """Forgets what was worked out about the user."""
        self._me, self._since, self._world = None, None, None
        self._days.clear()
