"""The cache of understanding: what was read in facts, whom they touch, who is who. All of it can be rebuilt."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Table, and_, delete, exists, func, or_, select

from afterword.facts import Fact, Problem
from afterword.store import schema
from afterword.store.ledger import META, Ledger
from afterword.store.prepared import OWNER, Query, named
from afterword.store.rows import PieceRow, SightingRow, Span, Touch, Weight
from afterword.store.schema import (
    cues,
    facts,
    hidden,
    links,
    meta,
    persons,
    pieces,
    problems,
    sighting_handles,
    sightings,
    subjects,
    touches,
)  # fmt: skip
from afterword.store.seal import HEAD, clean, unseal
from afterword.store.session import chunks

_READ = and_(cues.c.owner == facts.c.owner, cues.c.fact == facts.c.id)
_WITH_CUES = select(*facts.c, cues.c.body.label("cue")).select_from(facts.outerjoin(cues, _READ)).where(facts.c.owner == OWNER)
_SHOWN = ~exists().where(hidden.c.owner == touches.c.owner, hidden.c.fact == touches.c.fact)
_TOUCHED = and_(touches.c.owner == OWNER, _SHOWN)
WITH_CUES = Query(lambda ids: _WITH_CUES.where(facts.c.id.in_(ids)))
_MARKED = select(facts.c.id, func.substr(facts.c.body, 2, HEAD - 1), cues.c.body).select_from(facts.outerjoin(cues, _READ))
MARKS = Query(lambda ids: _MARKED.where(facts.c.owner == OWNER, facts.c.id.in_(ids)))
_TOUCHES = select(touches.c.handle, touches.c.at, touches.c.durable, touches.c.fact).where(_TOUCHED)
TOUCHED_BY = Query(lambda handles: _TOUCHES.where(touches.c.handle.in_(handles)).limit(named("most", number=True)))


def _of_late(handles: list[ColumnElement[str]]) -> CompoundSelect[Any]:
    """A handle's newest word is the end of one stretch of the key, and its window is that stretch: no hub is read through."""
    some = select(touches.c.owner, touches.c.handle).where(touches.c.owner == OWNER, touches.c.handle.in_(handles)).distinct().subquery()
    last = touches.alias("last")
    newest = select(last.c.at).where(last.c.owner == some.c.owner, last.c.handle == some.c.handle, last.c.durable == 0)
    newest = newest.where(~exists().where(hidden.c.owner == last.c.owner, hidden.c.fact == last.c.fact)).order_by(last.c.at.desc()).limit(1)
    late = select(some.c.owner, some.c.handle, newest.scalar_subquery().label("newest")).cte("late")
    there = _TOUCHES.select_from(late.join(touches, and_(touches.c.owner == late.c.owner, touches.c.handle == late.c.handle)))
    said = there.where(touches.c.durable == 0, touches.c.at >= late.c.newest - named("within", number=True))
    return said.union_all(there.where(touches.c.durable == 1)).limit(named("most", number=True))


TOUCHED_OF_LATE = Query(_of_late)
_WEIGHED = (touches.c.handle, touches.c.durable, touches.c.weight)
WEIGHTS = Query(lambda handles: select(*_WEIGHED, func.max(touches.c.at)).where(_TOUCHED, touches.c.handle.in_(handles)).group_by(*_WEIGHED))
NEWEST = Query(
    lambda _: select(touches.c.at)
    .where(_TOUCHED, touches.c.handle == named("handle"), touches.c.durable == named("durable", number=True))
    .order_by(touches.c.at.desc())
    .limit(1)
    .offset(named("nth", number=True))
)
SEEN = Query(lambda ids: select(sightings.c.id, sightings.c.seen).where(sightings.c.owner == OWNER, sightings.c.id.in_(ids)))
SIGHTINGS = Query(
    lambda handles: select(sightings.c.id, sightings.c.body).where(
        sightings.c.owner == OWNER,
        sightings.c.id.in_(select(sighting_handles.c.sighting).where(sighting_handles.c.owner == OWNER, sighting_handles.c.handle.in_(handles))),
    )
)
PERSONS = Query(lambda handles: select(persons.c.handle, persons.c.person).where(persons.c.owner == OWNER, persons.c.handle.in_(handles)))
HANDLES = Query(lambda names: select(persons.c.handle, persons.c.person).where(persons.c.owner == OWNER, persons.c.person.in_(names)))
LINKS = Query(lambda names: select(links.c.subject, links.c.other).where(links.c.owner == OWNER, links.c.subject.in_(names)))
UNLINK = Query(lambda others: delete(links).where(links.c.owner == OWNER, links.c.subject == named("subject"), links.c.other.in_(others)))
LINKED_TO = Query(lambda names: select(links.c.other, links.c.subject).where(links.c.owner == OWNER, links.c.other.in_(names)))
CUES = Query(lambda ids: select(cues.c.fact, cues.c.body).where(cues.c.owner == OWNER, cues.c.fact.in_(ids)))
SUBJECTS = Query(lambda names: select(subjects.c.subject, subjects.c.body).where(subjects.c.owner == OWNER, subjects.c.subject.in_(names)))
DROP_SUBJECTS = Query(lambda names: delete(subjects).where(subjects.c.owner == OWNER, subjects.c.subject.in_(names)))
DROP_PERSONS = Query(lambda handles: delete(persons).where(persons.c.owner == OWNER, persons.c.handle.in_(handles)))


class Shelves(Ledger):
    """Keyed bodies, and the questions that stories ask of them."""

    # Cues and touches

    def put_cues(self, bodies: Mapping[str, bytes]) -> None:
        """What was read in facts, by fact id."""
        self._put_bodies(cues, bodies)

    def cues(self, ids: Iterable[str]) -> dict[str, bytes]:
        """What was read in these facts, as far as anything was."""
        return dict(self.ask(CUES, ids))

    def put_touches(self, rows: Iterable[Touch]) -> None:
        """Which handles facts concern."""
        owner = self.owner
        self.put_rows(
            touches, [(owner, clean(t.handle), 1 if t.durable else 0, t.at, t.fact, t.weight) for t in rows], replace=False
        )

    def drop_touches(self, rows: Iterable[Touch]) -> None:
        """Takes touches away: a better copy of the fact concerns others."""
        with self.transaction():
            for t in rows:
                same = (touches.c.at == t.at, touches.c.durable == int(t.durable), touches.c.fact == t.fact)
                self.change(delete(touches).where(touches.c.owner == self.owner, touches.c.handle == t.handle, *same))

    def touching(self, handles: Iterable[str], since: int | None = None) -> list[tuple[Fact, bytes | None]]:
        """The facts in force that touch any of these handles, with what was read in them, by date.

        Durable ones whole; of the others those from `since` (microseconds UTC) on, where it is given.
        """
        found: dict[str, tuple[Fact, bytes | None]] = {}
        seen = touches.c.owner == self.owner
        if since is not None:
            seen = and_(seen, or_(touches.c.durable == 1, and_(touches.c.durable == 0, touches.c.at >= since)))
        read = and_(cues.c.owner == facts.c.owner, cues.c.fact == facts.c.id)
        for part in chunks(map(clean, handles)):
            names = select(touches.c.fact).where(seen, touches.c.handle.in_(part))
            asked = (
                select(*facts.c, cues.c.body.label("cue"))
                .select_from(facts.outerjoin(cues, read))
                .where(facts.c.owner == self.owner, facts.c.id.in_(names), ~self.is_hidden(facts.c.id))
            )
            for row in self.rows(asked):
                if row[1] not in found:
                    found[row[1]] = (unseal(row), row[9])
        return sorted(found.values(), key=lambda pair: (pair[0].at, pair[0].id))

    def touched_by(self, handles: Iterable[str], most: int, within: int | None = None) -> dict[str, list[tuple[int, bool, str]]] | None:
        """The touches of facts in force, by handle: instant, durable, fact. None where there are more than `most`.

        `within`: microseconds before the newest conversation of each handle from which on conversation is wanted.
        """
        names = {clean(one): one for one in handles}
        found: dict[str, list[tuple[int, bool, str]]] = {one: [] for one in names.values()}
        for part in chunks(names):
            rows = self.ask(TOUCHED_BY, part, most=most + 1) if within is None else self.ask(TOUCHED_OF_LATE, part, most=most + 1, within=within)
            most -= len(rows)
            if most < 0:
                return None
            for handle, at, durable, name in rows:
                found[names[handle]].append((at, bool(durable), name))
        return found

    def weights(self, handles: Iterable[str]) -> dict[str, list[Weight]]:
        """What weighs at each of these handles, without a look at the facts themselves."""
        names = {clean(one): one for one in handles}
        found: dict[str, list[Weight]] = defaultdict(list)
        for handle, durable, weight, at in self.ask(WEIGHTS, names):
            found[names[handle]].append(Weight(bool(durable), weight, at))
        return found

    def with_cues(self, ids: Iterable[str], *, words: bool = True) -> dict[str, tuple[Fact, bytes | None]]:
        """These facts, with what was read in them. Without `words` messages come without their text."""
        return {row[1]: (unseal(row, words=words), row[9]) for row in self.ask(WITH_CUES, ids)}

    def marks(self, ids: Iterable[str]) -> dict[str, bytes]:
        """By fact, its seal and what was read in it: another where either is another, though the id stays."""
        return {name: bytes(seal) + (bytes(cue) if cue else b"") for name, seal, cue in self.ask(MARKS, ids)}

    def _seen(self, handles: Sequence[str]) -> Any:
        return and_(touches.c.owner == self.owner, touches.c.handle.in_(handles), ~self.is_hidden(touches.c.fact))

    def newest(self, handles: Iterable[str], *, durable: bool = True, nth: int = 1) -> int:
        """The instant of the newest (or `nth` newest) fact in force that touches one of these handles; 0 where there is none.

        Without `durable` only conversation counts: a tie noted today does not make old letters older.
        """
        latest = 0
        kinds = (0, 1) if durable else (0,)
        for handle in dict.fromkeys(map(clean, handles)):
            for kind in kinds:  # each is the end of one stretch of the key: no hub is read through
                latest = max([latest, *(at for (at,) in self.ask_one(NEWEST, handle=handle, durable=kind, nth=nth - 1))])
        return latest

    def span(self, handles: Iterable[str]) -> Span:
        """First, last and number of the dated facts in force that touch these handles."""
        rows: list[Sequence[Any]] = []
        for part in chunks(map(clean, handles)):
            dated = select(touches.c.fact, touches.c.at).where(self._seen(part), touches.c.at > 0).distinct().subquery()
            rows += self.rows(select(func.min(dated.c.at), func.max(dated.c.at), func.count(dated.c.at)))
        rows = [row for row in rows if row[2]]
        if not rows:
            return Span()
        return Span(min(row[0] for row in rows), max(row[1] for row in rows), sum(int(row[2]) for row in rows))

    # Who is who

    def put_sightings(self, rows: Iterable[SightingRow]) -> list[str]:
        """Adds sightings, one for each fact that tells of it. Returns the ids nobody had told of before."""
        with self.transaction():
            return self._count_sightings(rows, 1)

    def take_sightings(self, rows: Iterable[SightingRow]) -> list[str]:
        """Takes them back, one for each fact that was withdrawn. Returns the ids that nobody tells of any more."""
        with self.transaction():
            return self._count_sightings(rows, -1)

    def _count_sightings(self, rows: Iterable[SightingRow], by: int) -> list[str]:
        told: Counter[str] = Counter()
        known: dict[str, SightingRow] = {}
        for row in rows:
            told[row.id] += by
            known[row.id] = row
        before: dict[str, int] = dict(self.ask(SEEN, told))
        after = {name: before.get(name, 0) + count for name, count in told.items()}
        kept = [(self.owner, name, seen, known[name].body) for name, seen in after.items() if seen > 0]
        self.put_rows(sightings, kept)
        gone = [name for name, seen in after.items() if seen <= 0 and name in before]
        self.drop_rows(sightings, "id", gone)
        self.drop_rows(sighting_handles, "sighting", gone)
        new = [name for name, seen in after.items() if seen > 0 and name not in before]
        index = [(self.owner, clean(handle), name) for name in new for handle in dict.fromkeys(known[name].handles)]
        self.put_rows(sighting_handles, index, replace=False)
        return gone if by < 0 else new

    def sightings(self, handles: Iterable[str]) -> dict[str, bytes]:
        """The sightings that hold any of these handles, by id."""
        return dict(self.ask(SIGHTINGS, map(clean, handles)))

    def all_sightings(self) -> dict[str, bytes]:
        """Every sighting, by id."""
        return dict(self.rows(self.mine(sightings, "id", "body")))  # type: ignore[arg-type]

    def put_persons(self, subject_of: Mapping[str, str]) -> None:
        """Which subject each handle belongs to."""
        self.put_rows(persons, [(self.owner, clean(handle), person) for handle, person in subject_of.items()])

    def persons(self, handles: Iterable[str] | None = None) -> dict[str, str]:
        """The subject of each of these handles (of all, where none are given)."""
        if handles is None:
            return dict(self.rows(self.mine(persons, "handle", "person")))  # type: ignore[arg-type]
        return dict(self.ask(PERSONS, map(clean, handles)))

    def handles_of(self, names: Iterable[str]) -> dict[str, list[str]]:
        """The handles of each of these subjects."""
        found: dict[str, list[str]] = defaultdict(list)
        for handle, person in self.ask(HANDLES, names):
            found[person].append(handle)
        return {name: sorted(handles) for name, handles in found.items()}

    def drop_persons(self, handles: Iterable[str]) -> None:
        """Forgets whose these handles are."""
        self.tell(DROP_PERSONS, handles)

    def put_subjects(self, bodies: Mapping[str, bytes]) -> None:
        """What is kept about subjects beside their facts."""
        self._put_bodies(subjects, bodies)

    def subjects(self, names: Iterable[str] | None = None) -> dict[str, bytes]:
        """What is kept about these subjects (about all, where none are given)."""
        return dict(self.rows(self.mine(subjects, "subject", "body")) if names is None else self.ask(SUBJECTS, names))  # type: ignore[arg-type]

    def drop_subjects(self, names: Iterable[str]) -> None:
        """Drops what is kept about these subjects."""
        self.tell(DROP_SUBJECTS, names)

    def put_links(self, subject: str, others: Iterable[str]) -> None:
        """The subjects that must be told again when this one changes: replaces what was there."""
        self.put_all_links({subject: set(others)})

    def put_all_links(self, wanted: Mapping[str, set[str]]) -> None:
        """The same for many subjects at once."""
        there = self.links(wanted)
        new = []
        with self.transaction():
            for subject, want in wanted.items():
                have = there.get(subject, set())
                if gone := have - want:
                    self.tell(UNLINK, sorted(gone), subject=subject)
                new += [(self.owner, subject, other) for other in sorted(want - have)]
            self.add_rows(links, new)

    def links(self, names: Iterable[str]) -> dict[str, set[str]]:
        """Whom each of these subjects is linked to."""
        return self._linked(LINKS, names)

    def linked_to(self, names: Iterable[str]) -> dict[str, set[str]]:
        """Who is linked to each of these subjects."""
        return self._linked(LINKED_TO, names)

    def _linked(self, query: Query, names: Iterable[str]) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for a, b in self.ask(query, names):
            found[a].add(b)
        return dict(found)

    # Housekeeping

    @property
    def stamp(self) -> str:
        """What the caches were made with; empty while they are being filled."""
        return self.meta("stamp")

    def set_stamp(self, stamp: str) -> None:
        """Says that the caches are whole, and made with this."""
        self.put_meta("stamp", stamp)

    def rebuild(self, stamp: str) -> bool:
        """Drops what is derived unless it carries this stamp. True: fill the caches again, then `set_stamp`."""
        if stamp and self.stamp == stamp:
            return False
        self.drop_derived()
        return True

    def drop_derived(self) -> None:
        """Drops every cache of this owner that follows from the facts. Withdrawals and the tally are worked out anew."""
        with self.transaction():
            self.set_stamp("")
            self.dialect.drop_words(self._local.connection, self.owner)
            alone = set(self.column(select(meta.c.owner).distinct())) <= {"", self.owner}
            for table in schema.DERIVED:  # without a condition SQLite empties a table at once
                self.change(delete(table) if alone else delete(table).where(table.c.owner == self.owner))
            self.refresh_hidden()

    def meta(self, key: str) -> str:
        """A small value kept beside the caches; empty where there is none."""
        found = self.ask(META, [key])
        return str(found[0][0] or "") if found else ""

    def put_meta(self, key: str, value: str) -> None:
        """Keeps a small value beside the caches."""
        self.put_rows(meta, [(self.owner, key, value)])

    def put_piece(self, row: PieceRow) -> None:
        """Says that a piece of a file was read to its end. Do it in the transaction that keeps its facts."""
        self.put_rows(pieces, [(self.owner, clean(row.file), row.start, row.stop, row.body)])

    def pieces(self, file: str) -> dict[tuple[int, int], bytes]:
        """The pieces of a file that were read to their end."""
        asked = self.mine(pieces, "start", "stop", "body").where(pieces.c.file == clean(file))
        return {(int(start), int(stop)): body for start, stop, body in self.rows(asked)}

    def drop_pieces(self, file: str | None = None) -> None:
        """Forgets which pieces of a file (of all files) were read."""
        asked = delete(pieces).where(pieces.c.owner == self.owner)
        self.change(asked if file is None else asked.where(pieces.c.file == clean(file)))

    def put_problems(self, found: Iterable[Problem]) -> None:
        """Records that could not be read, with their raw bytes."""
        rows = [(self.owner, clean(p.file), clean(p.place), clean(p.message), p.raw) for p in found]
        self.put_rows(problems, rows)

    def problems(self) -> list[Problem]:
        """All records that could not be read."""
        asked = self.mine(problems, "file", "place", "message", "raw").order_by(problems.c.file, problems.c.place)
        return [Problem(*row) for row in self.rows(asked)]

    def problem_count(self) -> int:
        """How many records could not be read."""
        return int(self.value(select(func.count()).select_from(problems).where(problems.c.owner == self.owner)))

    # Keyed bodies

    def _put_bodies(self, table: Table, bodies: Mapping[str, bytes]) -> None:
        self.put_rows(table, [(self.owner, name, body) for name, body in bodies.items()])
