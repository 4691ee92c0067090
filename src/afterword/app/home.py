"""One data home: the ledger, whose it is, and the circle from a new fact to a fresh plan."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from afterword.app import doubts
from afterword.app import stamp as built
from afterword.app.outgoing import Outgoing
from afterword.app.planning import (
    Directory,
    Progress,
    Understood,
    is_global,
    keep,
    likeness_question,
    neighbours,
    replan,
    stamp,
    understand,
)  # fmt: skip
from afterword.app.sayings import sayings, sayings_of, speaks_of_readings
from afterword.app.world import StoredWorld
from afterword.clock import Clock
from afterword.errors import BadUsage
from afterword.facts import Fact, Workdays, codec, fact, micros
from afterword.facts import handles as h
from afterword.facts.kinds import Body, Decision, Identity, Position, Search
from afterword.reading import Told
from afterword.store.rows import Appended, SightingRow, Touch, Undone
from afterword.story import Likeness, Me, durable
from afterword.strategy.etiquette import Etiquette
from afterword.strategy.world import Playbook

if TYPE_CHECKING:
    from afterword.store import Store

Holidays = Callable[[str, str, Iterable[int]], frozenset[date]]
"""Public holidays of (country, region) in some years."""

BATCH = 2000


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
            self._me = self._tell_me()
        return self._me

    def _tell_me(self) -> Me:
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
            raise BadUsage("nobody lives here yet: run `afterword init --name NAME --email ADDRESS --timezone ZONE --country CC`, or `afterword demo`")

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
        left = self.release(done)
        self.digest(self.understood(facts), progress, left=left)

    def understood(self, facts: Iterable[Fact], said: Mapping[str, Told] | None = None) -> list[Understood]:
        """What these facts say, with what the user said of them (those in force, where not given)."""
        me, days, country = self.me.emails | self.me.slugs, self.workdays(), self.me.country
        said = sayings_of(self.store) if said is None else said
        return [understand(f, me, days, country, said.get(f.id)) for f in facts]

    def read_as_said(self, before: Mapping[str, Told], fresh: Iterable[Fact] = ()) -> tuple[list[Understood], tuple[set[str], set[str]]]:
        """The mails of which something else is said than `before`: understood anew, and the handles their old reading let go.

        `fresh` facts came (or went) just now and were understood as said already.
        """
        now, known = sayings_of(self.store), {f.id for f in fresh}
        changed = sorted(mail for mail in (before.keys() | now.keys()) - known if before.get(mail) != now.get(mail))
        facts = list(self.store.by_id(changed).values())
        hidden = self.store.hidden([f.id for f in facts])
        facts = [f for f in facts if f.id not in hidden]
        old = self.understood(facts, before)
        self.store.drop_touches(Touch(x, u.fact.id, u.fact.at, durable(u.fact)) for u in old for x in u.handles)
        rows = [row for u in old for row in u.seen]
        self.store.take_sightings(rows)
        return self.understood(facts, now), ({x for u in old for x in u.handles}, {x for row in rows for x in row.handles})

    def release(self, done: Appended) -> tuple[set[str], set[str]]:
        """Takes back what the poorer copies said that gave way to fuller ones. Returns handles touched and doubtful."""
        if not done.replaced:
            return set(), set()
        old = self.understood(done.replaced)
        self.store.drop_touches(Touch(x, u.fact.id, u.fact.at, durable(u.fact)) for u in old for x in u.handles)
        back = {f.id for f in done.revived}  # an undo had taken theirs already
        rows = [row for u in old if u.fact.id not in back for row in u.seen]
        self.store.take_sightings(rows)
        return {x for u in old for x in u.handles}, {x for row in rows for x in row.handles}

    def digest(self, understood: Sequence[Understood], progress: Progress | None = None, *, left: tuple[set[str], set[str]] = (set(), set())) -> None:
        """Shelves what was understood, settles who is who, plans what it touches; `left`: handles that facts have let go."""
        touched, doubtful = keep(self.store, understood)
        touched, doubtful = touched | left[0], doubtful | left[1]
        facts = [u.fact for u in understood]
        lost, unsure = set[str](), set[str]()
        if speaks_of_readings(facts):
            told = {f.id for f in facts}
            again, (lost, unsure) = self.read_as_said(sayings(f for f in self.store.in_force(["correction"]) if f.id not in told), facts)
            found, more = keep(self.store, again)
            touched, doubtful = touched | lost | found, doubtful | unsure | more
        keys, moved = self.settle(touched, doubtful, jobs=any(map(_is_own_job, facts)))
        self._sweep(lost | unsure)
        self.plan(keys, moved or any(map(is_global, facts)), progress)
        self.remember()

    def settle(self, touched: set[str], doubtful: set[str], *, jobs: bool = False) -> tuple[set[str], bool]:
        """Who is who around these handles: the subjects to plan, old and new, and whether the user's employer is another.

        `jobs`: facts about the user's own jobs came or went.
        """
        named = {x for x in doubtful if not x.startswith(("named:", "house:"))}
        before = self._subjects(touched | named)
        around = neighbours(self.store, before)
        changed, alike, gone, region = Directory(self.store).settle(doubtful)
        self.world.forget(())
        self.world.renamed(changed)
        after = self._subjects(touched | named | set(changed))
        self._ask(alike, region)
        keys = around | neighbours(self.store, after) | gone | set(changed.values())
        return keys, (jobs or bool(set(changed) & (self.me.employers | self.me.employer_handles))) and self._other_me()

    def _other_me(self) -> bool:
        """Tells the user anew; is it another than before?"""
        before = self.me
        if self._tell_me() == before:
            return False
        self.reset()
        return True

    def _subjects(self, handles: set[str]) -> set[str]:
        """Whose these handles are; a handle nobody has claimed stands for itself."""
        known = self.store.persons(handles)
        return {known.get(x, x) for x in handles}

    def _ask(self, alike: Iterable[Likeness], region: Collection[str]) -> None:
        """Who is alike in a region that was looked at anew; what was said of it before no longer counts."""
        known = json.loads(self.store.meta("alike") or "[]")
        pairs = sorted({(p.a, p.b, p.name) for p in alike} | {tuple(p) for p in known if p[0] not in region and p[1] not in region})
        self.store.put_meta("alike", json.dumps(pairs))

    def plan(self, keys: set[str], everybody: bool = False, progress: Progress | None = None) -> None:
        """Tells and plans these subjects, and everybody in the search where the change concerns all."""
        wanted = keys | (set(self.store.subjects()) if everybody else set())
        self.world.forget(wanted)
        replan(self.store, self.world, self.playbooks, sorted(wanted), progress)
        self._questions()

    def _questions(self) -> None:
        """The review list: who may be the same person. Answered pairs are gone, since their sightings were mended."""
        pairs = json.loads(self.store.meta("alike") or "[]")
        kept, rows = [], []
        told = [f.body for f in self.store.in_force(["decision"])] if pairs else []
        answered = {d.key for d in told if isinstance(d, Decision) and d.act == "answer"}
        for a, b, name in pairs:
            row = likeness_question(Likeness(a, b, name), self.world)
            if self.store.persons([a]).get(a) == a and self.store.persons([b]).get(b) == b:
                kept.append((a, b, name))
            else:
                continue
            if row is not None and row.key not in answered:
                rows.append(row)
        self.store.put_meta("alike", json.dumps(kept))
        self.store.put_questions({"review": rows})
        doubts.ask(self.store)
        if self.store.meta("near"):
            from afterword.app.likening import ask

            ask(self)

    # Undo, rebuild

    def undo(self, *, again: bool = False, act: str = "") -> Undone | None:
        """Takes the last act back, or puts it back; with `act`, that very one. Raises Refused for what was sent."""
        at = micros(self.clock.now())
        with self.store.transaction():
            if not again:
                doubts.keep_sent(self.store, act)
            if act:
                done: Undone | None = self.store.withdraw(act, at, again=again, by=self.by)
            else:
                done = self.store.redo(at, self.by) if again else self.store.undo(at, self.by)
            if done is None:
                return None
            self.store.drop_pieces()  # what an import brought may be imported again
            facts = list(self.store.by_id(done.facts).values())
            self._turn(facts, hidden=not done.again)
        return done

    def _turn(self, facts: Sequence[Fact], *, hidden: bool) -> None:
        if any(is_global(f) and f.kind == "identity" for f in facts):
            self.reset()
            self.rebuild()
            return
        if hidden and speaks_of_readings(facts):
            again, left = self.read_as_said(sayings([*self.store.in_force(["correction"]), *facts]), facts)
            self.digest(again, left=left)
            self._sweep(left[0] | left[1])
        understood = self.understood(facts)
        if not hidden:
            self.digest(understood)
            return
        rows: list[SightingRow] = [row for u in understood for row in u.seen]
        self.store.take_sightings(rows)
        touched = {x for u in understood for x in u.handles}
        keys, moved = self.settle(touched, {x for row in rows for x in row.handles}, jobs=any(map(_is_own_job, facts)))
        self._sweep(touched | {x for row in rows for x in row.handles})
        self.plan(keys, everybody=moved or any(map(is_global, facts)))
        self.remember()

    def _sweep(self, handles: set[str]) -> None:
        """Forgets handles that no fact in force names any more."""
        orphans = [x for x in self.store.persons(handles) if not self.store.sightings([x])]
        self.store.drop_persons(orphans)
        self.world.renamed(orphans)

    def reset(self) -> None:
        """Forgets what was worked out about the user."""
        self._me, self._since, self._world = None, None, None
        self._days.clear()

    def fresh(self, progress: Progress | None = None, *, trusting: bool = False) -> None:
        """Rebuilds the caches when they were made with something else; `trusting`: as far as the page of today looks."""
        if trusting and self._as_made():
            return
        if self.store.rebuild(stamp(self.playbooks, self.timings)) or self.store.meta("importing"):
            self.rebuild(progress)
            if self.store.subjects():
                from afterword.app.likening import look

                look(self)
        elif json.loads(self.store.meta("page") or "{}").get("settings", "") != self.settings_digest:
            self.remember()

    def _as_made(self) -> bool:
        """Were the caches made by this program, with these settings?"""
        if not self.store.stamp.startswith(built.prefix()) or self.store.meta("importing"):
            return False
        return str(json.loads(self.store.meta("page") or "{}").get("settings")) == self.settings_digest

    def rebuild(self, progress: Progress | None = None) -> None:
        """Reads and plans everything anew from the facts."""
        with self.store.transaction():
            every, doubtful = self.read_again(progress)
            keys, _ = self.settle(every, doubtful)
            self.reset()
            self.plan(keys, progress=progress)
            self.remember()
            self.store.put_meta("importing", "")
            self.store.set_stamp(stamp(self.playbooks, self.timings))

    def read_again(self, progress: Progress | None = None) -> tuple[set[str], set[str]]:
        """Drops the caches and shelves every fact anew. Returns the handles touched and doubtful: settle and plan them."""
        self.store.drop_derived()
        self.reset()
        every: set[str] = set()
        doubtful: set[str] = set()
        done = 0
        for batch in _batches(self.store.in_force(), BATCH):
            touched, unsure = keep(self.store, self.understood(batch))
            every |= touched
            doubtful |= unsure
            done += len(batch)
            if progress:
                progress("read", done, 0)
        return every, doubtful

    def remember(self) -> None:
        """Keeps what the fast page needs beside the plan: zone, holidays, the state of the search."""
        days = self.workdays()
        near = sorted(d.isoformat() for d in days.holidays if abs((d - self.today).days) < 800)
        search = self.search
        me = self.me
        told = {
            "zone": me.zone, "country": me.country, "name": me.name, "holidays": near, "search": search.state,
            "until": search.until.isoformat() if search.until else "", "employer": self._employer_names(),
            "limits": codec.plain(self.limits), "settings": self.settings_digest,
        }  # fmt: skip
        self.store.put_meta("page", json.dumps(told, sort_keys=True))

    def _employer_names(self) -> list[str]:
        """Handles of people and houses that must not learn of the search."""
        if not self.me.employer_handles:
            return []
        keys = set(self.store.persons(self.me.employer_handles).values())
        people = {x for k in keys for x in self.store.linked_to([k]).get(k, set())}
        staff = [s for p in sorted(people) if (s := self.world.person(p)) is not None and set(s.organisations) & self.me.employer_handles]
        names = {f"name:{self.me.employer.casefold()}"} | {f"name:{o.name.casefold()}" for k in keys if (o := self.world.organisation(k))}
        return sorted(names | {x for s in staff for x in s.handles})


def _is_own_job(one: Fact) -> bool:
    return isinstance(one.body, Position) and one.body.person is None


def _batches(facts: Iterable[Fact], size: int) -> Iterator[list[Fact]]:
    batch: list[Fact] = []
    for one in facts:
        batch.append(one)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
