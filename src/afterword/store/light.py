"""A store that reads through the standard library's sqlite3 alone, until somebody writes (docs/decisions/0015).

Loading SQLAlchemy costs more than most commands' own work. What is asked often is asked here in plain SQL; everything
else, every write, and every read after the first write, goes to the ordinary store, which is opened when it is needed.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import wraps
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from afterword.errors import NotFound
from afterword.facts import Fact, Problem
from afterword.store.folding import ASKED, folded
from afterword.store.hot import DATABASE, PATIENCE_MS, SCHEMA
from afterword.store.rows import Hit, OutreachRow, Weight
from afterword.store.seal import clean, unseal

if TYPE_CHECKING:
    from afterword.store.store import Store as Whole
else:
    Whole = object

CACHES = "3"
"""The caches this reads, schema.CACHES spelled out: those of another age must be dropped first."""
CHUNK = 500
FACT = 'f.owner, f.id, f.kind, f.at, f.learnt, f.origin, f."by", f.act, f.body'
SHOWN = "NOT EXISTS (SELECT 1 FROM hidden h WHERE h.owner = t.owner AND h.fact = t.fact)"
TOUCHED_BY = f"SELECT t.handle, t.at, t.durable, t.fact FROM touches t WHERE t.owner = ? AND t.handle IN ({{}}) AND {SHOWN} LIMIT ?"  # noqa: S608
TOUCHED_OF_LATE = (  # shelves.py says how it is meant
    "WITH late AS (SELECT d.owner, d.handle, (SELECT t.at FROM touches t WHERE t.owner = d.owner AND t.handle = d.handle AND t.durable = 0 "  # noqa: S608
    f"AND {SHOWN} ORDER BY t.at DESC LIMIT 1) AS newest FROM (SELECT DISTINCT owner, handle FROM touches WHERE owner = ? AND handle IN ({{}})) d) "
    "SELECT t.handle, t.at, t.durable, t.fact FROM late JOIN touches t ON t.owner = late.owner AND t.handle = late.handle "
    f"WHERE t.durable = 0 AND t.at >= late.newest - ? AND {SHOWN} UNION ALL "
    "SELECT t.handle, t.at, t.durable, t.fact FROM late JOIN touches t ON t.owner = late.owner AND t.handle = late.handle "
    f"WHERE t.durable = 1 AND {SHOWN} LIMIT ?"
)

FIND = (
    "SELECT w.key, w.kind, w.at FROM words_index JOIN words w ON w.number = words_index.rowid "
    "LEFT JOIN hidden h ON h.owner = w.owner AND h.fact = w.key "
    "WHERE w.owner = ? AND words_index MATCH ? AND h.fact IS NULL "
    "ORDER BY bm25(words_index), w.at DESC, w.key LIMIT ?"
)

F = TypeVar("F", bound=Callable[..., Any])


def _read(method: F) -> F:
    """A read in plain SQL; the ordinary store's where that is open, or where SQLite says no: it knows how to explain."""

    @wraps(method)
    def asked(self: Light, *given: Any, **more: Any) -> Any:
        whole = self.opened
        if whole is None:
            given = tuple(list(one) if isinstance(one, Iterator) else one for one in given)
            try:
                return method(self, *given, **more)
            except sqlite3.Error:
                whole = self.whole()
        return getattr(whole, method.__name__)(*given, **more)

    return asked  # type: ignore[return-value]


def _parts(names: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Question marks for an IN list, with their values."""
    rest = iter(names)
    while part := list(islice(rest, CHUNK)):
        yield ", ".join("?" * len(part)), part


def match(words: Sequence[str]) -> str:
    """What FIND matches: all these words, the last of which may be begun only."""
    return " ".join([f'"{word}"' for word in words[:-1]] + [f'"{words[-1]}"*'])


class Light(Whole):
    """The reads of one owner's store. `whole` opens the ordinary one; what is not named here is asked there."""

    def __init__(self, link: sqlite3.Connection, owner: str, opener: Callable[[], Whole]) -> None:
        self.link, self.owner, self._opener = link, owner, opener
        self.opened: Whole | None = None

    def whole(self) -> Whole:
        """The ordinary store, from now on for everything."""
        if self.opened is None:
            self.opened = self._opener()
            self.link.close()
        return self.opened

    def __getattr__(self, name: str) -> Any:
        return getattr(self.whole(), name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        if self.opened is not None:
            self.opened.close()
        else:
            self.link.close()

    def _all(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        return self.link.execute(sql, (self.owner, *values)).fetchall()

    def _bodies_of(self, sql: str, names: Iterable[str]) -> dict[str, Any]:
        return {key: body for marks, part in _parts(names) for key, body in self._all(sql.format(marks), *part)}

    # Facts

    @_read
    def fact(self, name: str) -> Fact | None:
        return self.by_id([name]).get(name)

    @_read
    def by_id(self, ids: Iterable[str]) -> dict[str, Fact]:
        sql = f"SELECT {FACT} FROM facts f WHERE f.owner = ? AND f.id IN ({{}})"  # noqa: S608 - marks alone
        return {row[1]: unseal(row) for marks, part in _parts(ids) for row in self._all(sql.format(marks), *part)}

    @_read
    def in_force(self, kinds: Collection[str] | None = None) -> Iterator[Fact]:
        if kinds is None:
            return self.whole().in_force()
        sql = (
            f"SELECT {FACT} FROM facts f WHERE f.owner = ? AND f.kind IN ({{}}) AND f.kind <> 'withdrawn' AND NOT EXISTS "  # noqa: S608
            "(SELECT 1 FROM hidden h WHERE h.owner = f.owner AND h.fact = f.id) ORDER BY f.kind, f.at, f.id"
        )
        return map(unseal, [row for marks, part in _parts(sorted(kinds)) for row in self._all(sql.format(marks), *part)])

    @_read
    def hidden(self, ids: Iterable[str]) -> set[str]:
        sql = "SELECT fact FROM hidden WHERE owner = ? AND fact IN ({})"
        return {name for marks, part in _parts(ids) for (name,) in self._all(sql.format(marks), *part)}

    @_read
    def count(self) -> int:
        return int(self._all("SELECT count(*) FROM facts WHERE owner = ?")[0][0])

    # What was understood

    @_read
    def cues(self, ids: Iterable[str]) -> dict[str, bytes]:
        return self._bodies_of("SELECT fact, body FROM cues WHERE owner = ? AND fact IN ({})", ids)

    @_read
    def touching(self, handles: Iterable[str], since: int | None = None) -> list[tuple[Fact, bytes | None]]:
        window = "" if since is None else " AND (t.durable = 1 OR (t.durable = 0 AND t.at >= ?))"
        sql = (
            f"SELECT {FACT}, c.body FROM facts f LEFT JOIN cues c ON c.owner = f.owner AND c.fact = f.id WHERE f.owner = ? AND f.id IN "  # noqa: S608
            f"(SELECT t.fact FROM touches t WHERE t.owner = ? AND t.handle IN ({{}}) AND {SHOWN}{window})"
        )
        found: dict[str, tuple[Fact, bytes | None]] = {}
        for marks, part in _parts(map(clean, handles)):
            for row in self._all(sql.format(marks), self.owner, *part, *(() if since is None else (since,))):
                if row[1] not in found:
                    found[row[1]] = (unseal(row), row[9])
        return sorted(found.values(), key=lambda pair: (pair[0].at, pair[0].id))

    @_read
    def touched_by(self, handles: Iterable[str], most: int, within: int | None = None) -> dict[str, list[tuple[int, bool, str]]] | None:
        names = {clean(one): one for one in handles}
        found: dict[str, list[tuple[int, bool, str]]] = {one: [] for one in names.values()}
        for marks, part in _parts(names):
            if within is None:
                rows = self._all(TOUCHED_BY.format(marks), *part, most + 1)
            else:
                rows = self._all(TOUCHED_OF_LATE.format(marks), *part, within, most + 1)
            most -= len(rows)
            if most < 0:
                return None
            for handle, at, durable, name in rows:
                found[names[handle]].append((at, bool(durable), name))
        return found

    @_read
    def weights(self, handles: Iterable[str]) -> dict[str, list[Weight]]:
        names = {clean(one): one for one in handles}
        found: dict[str, list[Weight]] = defaultdict(list)
        sql = (
            f"SELECT t.handle, t.durable, t.weight, max(t.at) FROM touches t WHERE t.owner = ? AND t.handle IN ({{}}) AND {SHOWN} "  # noqa: S608
            "GROUP BY t.handle, t.durable, t.weight"
        )
        for marks, part in _parts(names):
            for handle, durable, weight, at in self._all(sql.format(marks), *part):
                found[names[handle]].append(Weight(bool(durable), weight, at))
        return found

    @_read
    def with_cues(self, ids: Iterable[str], *, words: bool = True) -> dict[str, tuple[Fact, bytes | None]]:
        sql = (
            f"SELECT {FACT}, c.body FROM facts f LEFT JOIN cues c ON c.owner = f.owner AND c.fact = f.id "  # noqa: S608
            "WHERE f.owner = ? AND f.id IN ({})"
        )
        rows = (row for marks, part in _parts(ids) for row in self._all(sql.format(marks), *part))
        return {row[1]: (unseal(row, words=words), row[9]) for row in rows}

    @_read
    def newest(self, handles: Iterable[str], *, durable: bool = True, nth: int = 1) -> int:
        sql = f"SELECT t.at FROM touches t WHERE t.owner = ? AND t.handle = ? AND t.durable = ? AND {SHOWN} ORDER BY t.at DESC LIMIT 1 OFFSET ?"  # noqa: S608
        asked = ((handle, kind) for handle in dict.fromkeys(map(clean, handles)) for kind in ((0, 1) if durable else (0,)))
        return max((int(at) for handle, kind in asked for (at,) in self._all(sql, handle, kind, nth - 1)), default=0)

    # Who is who

    @_read
    def sightings(self, handles: Iterable[str]) -> dict[str, bytes]:
        sql = (
            "SELECT s.id, s.body FROM sightings s WHERE s.owner = ? AND s.id IN "
            "(SELECT x.sighting FROM sighting_handles x WHERE x.owner = s.owner AND x.handle IN ({}))"
        )
        return self._bodies_of(sql, map(clean, handles))

    @_read
    def all_sightings(self) -> dict[str, bytes]:
        return dict(self._all("SELECT id, body FROM sightings WHERE owner = ?"))

    @_read
    def persons(self, handles: Iterable[str] | None = None) -> dict[str, str]:
        sql = "SELECT handle, person FROM persons WHERE owner = ?"
        if handles is None:
            return dict(self._all(sql))
        return self._bodies_of(sql + " AND handle IN ({})", map(clean, handles))

    @_read
    def handles_of(self, names: Iterable[str]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        sql = "SELECT person, handle FROM persons WHERE owner = ? AND person IN ({})"
        for marks, part in _parts(names):
            for person, handle in self._all(sql.format(marks), *part):
                found[person].append(handle)
        return {name: sorted(handles) for name, handles in found.items()}

    @_read
    def subjects(self, names: Iterable[str] | None = None) -> dict[str, bytes]:
        sql = "SELECT subject, body FROM subjects WHERE owner = ?"
        if names is None:
            return dict(self._all(sql))
        return self._bodies_of(sql + " AND subject IN ({})", names)

    @_read
    def links(self, names: Iterable[str]) -> dict[str, set[str]]:
        return self._tied("SELECT subject, other FROM links WHERE owner = ? AND subject IN ({})", names)

    @_read
    def linked_to(self, names: Iterable[str]) -> dict[str, set[str]]:
        return self._tied("SELECT other, subject FROM links WHERE owner = ? AND other IN ({})", names)

    def _tied(self, sql: str, names: Iterable[str]) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for marks, part in _parts(names):
            for one, other in self._all(sql.format(marks), *part):
                found[one].add(other)
        return dict(found)

    # The plan

    @_read
    def follow_ups(self, opens_by: str | None = None, closes_from: str | None = None) -> list[bytes]:
        sql = "SELECT body FROM follow_ups WHERE owner = ? AND opens <= ? AND closes >= ? ORDER BY due, key, subject"
        return [body for (body,) in self._all(sql, "~" if opens_by is None else opens_by, closes_from or "")]

    @_read
    def plan_of(self, subject: str) -> list[bytes]:
        sql = "SELECT body FROM follow_ups WHERE owner = ? AND subject = ? ORDER BY due, key"
        return [body for (body,) in self._all(sql, subject)]

    @_read
    def plans_of(self, subjects: Iterable[str]) -> dict[str, list[bytes]]:
        found: dict[str, list[bytes]] = defaultdict(list)
        sql = "SELECT subject, body FROM follow_ups WHERE owner = ? AND subject IN ({}) ORDER BY due, key"
        for marks, part in _parts(subjects):
            for subject, body in self._all(sql.format(marks), *part):
                found[subject].append(body)
        return dict(found)

    @_read
    def follow_up(self, prefix: str) -> bytes:
        sql = "SELECT key, body FROM follow_ups WHERE owner = ? AND key >= ? AND key < ? ORDER BY key, subject DESC LIMIT 20"
        found: dict[str, bytes] = dict(self._all(sql, prefix, prefix + "\x7f")) if prefix else {}
        if prefix in found or len(found) == 1:
            return found.get(prefix) or next(iter(found.values()))
        return self.whole().follow_up(prefix) if found else _none(prefix)

    @_read
    def waiting(self) -> list[bytes]:
        return [body for (body,) in self._all("SELECT body FROM waiting WHERE owner = ? ORDER BY due, key, subject")]

    @_read
    def questions(self) -> list[bytes]:
        return [body for (body,) in self._all("SELECT body FROM questions WHERE owner = ? ORDER BY key, subject")]

    @_read
    def outreach(self, since: str = "") -> list[OutreachRow]:
        sql = "SELECT fact, day, person, organisation, body FROM outreach WHERE owner = ? AND day >= ? ORDER BY day, fact, person"
        return [OutreachRow(*row) for row in self._all(sql, since)]

    @_read
    def meta(self, key: str) -> str:
        found = self._all("SELECT value FROM meta WHERE owner = ? AND key = ?", key)
        return str(found[0][0]) if found else ""

    @_read
    def find(self, text: str, limit: int = 20) -> list[Hit]:
        asked = folded(text)[:ASKED]
        return [Hit(*row) for row in self._all(FIND, match(asked), limit)] if asked else []

    @_read
    def problems(self) -> list[Problem]:
        sql = "SELECT file, place, message, raw FROM problems WHERE owner = ? ORDER BY file, place"
        return [Problem(*row) for row in self._all(sql)]

    @_read
    def problem_count(self) -> int:
        return int(self._all("SELECT count(*) FROM problems WHERE owner = ?")[0][0])

    @_read
    def pieces(self, file: str) -> dict[tuple[int, int], bytes]:
        sql = "SELECT start, stop, body FROM pieces WHERE owner = ? AND file = ?"
        return {(start, stop): body for start, stop, body in self._all(sql, clean(file))}

    @property
    def stamp(self) -> str:
        return self.meta("stamp")

    def rebuild(self, stamp: str) -> bool:
        return False if stamp and self.stamp == stamp else self.whole().rebuild(stamp)


def _none(prefix: str) -> bytes:
    raise NotFound(f"there is no follow-up {prefix}")


def light_store(home: Path, owner: str, opener: Callable[[], Whole]) -> Whole:
    """The store of a data home for whoever mostly reads; the ordinary one where the file is not whole and of this age."""
    file = home / DATABASE
    link = None
    try:
        if file.is_file():
            link = sqlite3.connect(
                f"{file.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None, check_same_thread=False
            )
            if _fits(link, owner):
                return Light(link, owner, opener)
    except sqlite3.Error:  # locked, damaged, half made: the ordinary way says which
        pass
    if link is not None:
        link.close()
    return opener()


def _fits(link: sqlite3.Connection, owner: str) -> bool:
    link.execute(f"PRAGMA busy_timeout={PATIENCE_MS:d}")
    link.execute("PRAGMA trusted_schema=OFF")

    def kept(whose: str, key: str) -> Sequence[Any]:
        return link.execute("SELECT value FROM meta WHERE owner = ? AND key = ?", (whose, key)).fetchone() or ("",)

    known: Sequence[Any] = link.execute("SELECT version_num FROM alembic_version").fetchall()
    return known == [(SCHEMA,)] and kept("", "caches")[0] == CACHES and bool(kept(owner, "tally")[0])
