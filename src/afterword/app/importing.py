"""Import: files in, facts kept, the plan fresh. Parallel, bounded in memory, resumable, and it always reports.

Places are recognised by content, cut into pieces, read and understood by workers; the parent alone writes. Each piece is
one transaction that also remembers the piece, so an interrupted import goes on where it stopped.
"""

from __future__ import annotations

import gc
import os
import tempfile
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from hashlib import sha256
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from afterword.app.home import Home
from afterword.app.likening import look
from afterword.app.planning import Understood, keep, stamp, understand
from afterword.app.sayings import sayings_of
from afterword.errors import Unreadable
from afterword.facts import Fact, Problem, Workdays, micros
from afterword.facts import handles as h
from afterword.facts.kinds import Identity, Message
from afterword.reading import Told
from afterword.sources.port import Circumstances, Piece, Place, Source
from afterword.sources.recognise import places, source_for
from afterword.store.crash import crash_point
from afterword.store.rows import PieceRow

SMALL = 2 * 1024 * 1024
"""Bytes below which starting workers costs more than it gives."""
DAY = 86_400_000_000
SHOWN_PROBLEMS = 1000


@dataclass(slots=True)
class FileReport:
    """What became of one file."""

    path: str
    format: str
    read: int = 0
    new: int = 0
    known: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class Report:
    """What became of an import."""

    files: list[FileReport] = field(default_factory=list)
    facts: int = 0
    people: int = 0
    seconds: float = 0.0

    @property
    def readable(self) -> bool:
        return any(f.format != "unknown" for f in self.files)


@dataclass(frozen=True, slots=True)
class State:
    """How far an import is, for a progress bar: bytes done of all, and what was found so far."""

    done: int
    total: int
    read: int
    new: int
    found: str = ""


Watch = Callable[[State], None]


@dataclass(frozen=True, slots=True)
class _Batch:
    """One piece, read and understood by a worker."""

    understood: list[Understood]
    problems: list[Problem]
    skipped: Counter[str]


@dataclass(frozen=True, slots=True)
class _Job:
    place: Place
    source: Source
    piece: Piece
    file: str
    size: int


_context: tuple[Circumstances, frozenset[str], Workdays, str] | None = None


def _prepare(given: tuple[Circumstances, frozenset[str], Workdays, str]) -> None:
    """Gives a worker what it may know about the user."""
    global _context  # noqa: PLW0603 - one worker process serves one import
    _context = given
    gc.freeze()


def _read_piece(source: Source, piece: Piece) -> _Batch:
    """Runs in a worker: a piece's records, understood."""
    assert _context is not None
    return _understood(source, piece, *_context)


def _understood(source: Source, piece: Piece, around: Circumstances, me: frozenset[str], days: Workdays, country: str) -> _Batch:
    batch = _Batch([], [], Counter())
    try:
        for record in source.read(piece, around):
            if isinstance(record, Fact):
                batch.understood.append(understand(record, me, days, country))
            elif isinstance(record, Problem):
                batch.problems.append(record)
            else:
                batch.skipped[record.reason] += 1
    except Exception as error:  # noqa: BLE001 - a source that fails half-way must not lose what it had read
        batch.problems.append(Problem(piece.place.shown, f"from record {piece.first}", f"reading stopped here: {type(error).__name__}: {error}"))
    return batch


def fingerprint(place: Place) -> str:
    """Names a file by its content, so that the same file anywhere is known."""
    if place.path.is_dir():
        listing = sorted((e.name, e.stat().st_size) for sub in ("cur", "new") if (place.path / sub).is_dir() for e in os.scandir(place.path / sub))
        return sha256(repr((str(place.path), listing)).encode()).hexdigest()[:32]
    found = sha256()
    with place.path.open("rb") as file:
        while block := file.read(1 << 20):
            found.update(block)
    return found.hexdigest()[:32]


def run(home: Home, paths: Sequence[str | Path], sources: Sequence[Source], watch: Watch | None = None, workers: int | None = None) -> Report:
    """Imports files and folders. Raises Unreadable when nothing at all could be read."""
    home.ready()
    started = _clock()
    report = Report()
    with tempfile.TemporaryDirectory(prefix="afterword-import-") as scratch:
        jobs = list(_jobs(places([Path(p) for p in paths], Path(scratch)), sources, report))
        _take_in(home, jobs, report, watch, workers)
    _sum_up(home, report, started)
    if not report.readable:
        first = next((p for f in report.files for p in f.problems), None)
        raise Unreadable(f"nothing there could be read: {first.file + ': ' + first.message if first else 'no files'}")
    return report


def bring(home: Home, given: Sequence[Place], sources: Sequence[Source], watch: Watch | None = None, *, alike: bool = True) -> Report:
    """Takes in places that were fetched from elsewhere, and lie here only for now: a sync's. Without `alike` the caller looks who may be one person."""
    home.ready()
    started = _clock()
    report = Report()
    jobs = list(_jobs(given, sources, report))
    _take_in(home, jobs, report, watch, None, alike=alike)
    for name in {job.file for job in jobs}:
        home.store.drop_pieces(name)  # these files will never be met again
    _sum_up(home, report, started)
    return report


def _sum_up(home: Home, report: Report, started: float) -> None:
    report.facts = sum(f.new for f in report.files)
    report.people = sum(1 for k in home.store.subjects() if not k.startswith(("domain:", "org:")))
    report.seconds = round(_clock() - started, 3)


def _clock() -> float:
    from time import perf_counter

    return perf_counter()


def _jobs(given: Iterable[Place | Problem], sources: Sequence[Source], report: Report) -> Iterator[_Job]:
    """What there is to read. LinkedIn's own files come first: they tell who the user is there."""
    found: list[_Job] = []
    for place in given:
        if isinstance(place, Problem):
            report.files.append(FileReport(place.file, "unknown", problems=[place]))
            continue
        source = source_for(place, sources)
        if source is None:
            note = Problem(place.shown, "", "is of no format I know; mail, calendars, contacts, LinkedIn archives and tables of applications are read")
            report.files.append(FileReport(place.shown, "unknown", problems=[note]))
            continue
        report.files.append(FileReport(place.shown, source.name))
        lean = replace(place, head=b"")
        name = fingerprint(place)
        found += [_Job(lean, source, replace(piece, place=lean), name, _size(piece)) for piece in source.pieces(place)]
    found.sort(key=lambda j: (not j.source.name.startswith("linkedin"), j.source.name.startswith("mbox")))
    return iter(found)


def _size(piece: Piece) -> int:
    if piece.stop > piece.start:
        return piece.stop - piece.start
    try:
        return piece.place.path.stat().st_size
    except OSError:
        return 0


def _circumstances(home: Home) -> Circumstances:
    me = home.me
    latest = micros(home.clock.now()) + 2 * DAY
    return Circumstances(me.emails, frozenset(s.removeprefix("li:") for s in me.slugs), me.name, me.country, me.zone, latest)


def _take_in(home: Home, jobs: Sequence[_Job], report: Report, watch: Watch | None, workers: int | None, *, alike: bool = True) -> None:
    act = home.store.new_act("import")
    todo = [job for job in jobs if not _known(home, job, report)]
    total, done = sum(j.size for j in todo), 0
    pending = _Pending(home)
    if todo:
        home.store.put_meta("importing", act)
    count = workers if workers is not None else (os.cpu_count() or 1)
    for batch, job in _batches(home, todo, count if total > SMALL else 0):
        tally = next(f for f in report.files if f.path == job.place.shown)
        _keep_piece(home, batch, job, act, tally, pending)
        done += job.size
        if watch:
            watch(State(done, total, sum(f.read for f in report.files), sum(f.new for f in report.files), job.place.shown))
    _finish(home, pending, bool(todo), watch, State(done, total, sum(f.read for f in report.files), sum(f.new for f in report.files)), alike=alike)


@dataclass(slots=True)
class _Pending:
    """What the pieces touched, to be settled and planned once at the end."""

    home: Home
    touched: set[str] = field(default_factory=set)
    doubtful: set[str] = field(default_factory=set)
    everybody: bool = False
    me_changed: bool = False


def _known(home: Home, job: _Job, report: Report) -> bool:
    """Was this very piece of this very file read before? Its records are known then."""
    seen = home.store.pieces(job.file).get((job.piece.start, job.piece.stop))
    if seen is None:
        return False
    tally = next(f for f in report.files if f.path == job.place.shown)
    read, skipped, problems = int.from_bytes(seen[:4], "big"), int.from_bytes(seen[4:8], "big"), seen[8:].decode()
    tally.read += read + skipped
    tally.known += read
    if skipped:
        tally.skipped["left out before"] += skipped
    for line in filter(None, problems.split("\n")):
        place, _, message = line.partition("\t")
        tally.problems.append(Problem(job.place.shown, place, message))
    return True


def _batches(home: Home, jobs: Sequence[_Job], workers: int) -> Iterator[tuple[_Batch, _Job]]:
    """Pieces read, in order. The first files may tell who the user is on LinkedIn; workers start after those."""
    first = [j for j in jobs if j.source.name.startswith("linkedin")]
    rest = [j for j in jobs if not j.source.name.startswith("linkedin")]
    inline = jobs if workers < 2 else first
    for job in inline:
        me = home.me.emails | home.me.slugs
        yield _understood(job.source, job.piece, _circumstances(home), me, home.workdays(), home.me.country), job
    if workers < 2 or not rest:
        return
    given = (_circumstances(home), home.me.emails | home.me.slugs, home.workdays(), home.me.country)
    import_module("afterword.reading.whole")  # once, before the workers part
    with ProcessPoolExecutor(workers, get_context("forkserver" if os.environ.get("AFTERWORD_SPAWN") else "fork"), _prepare, (given,)) as pool:
        yield from _pooled(pool, rest, workers)


def _pooled(pool: Executor, jobs: Iterable[_Job], workers: int) -> Iterator[tuple[_Batch, _Job]]:
    """At most two pieces a worker are under way, so memory does not grow with the file."""
    waiting: deque[tuple[Future[_Batch], _Job]] = deque()
    for job in jobs:
        waiting.append((pool.submit(_read_piece, job.source, job.piece), job))
        if len(waiting) > workers + 1:
            future, done = waiting.popleft()
            yield future.result(), done
    while waiting:
        future, done = waiting.popleft()
        yield future.result(), done


def _spam(home: Home, batch: _Batch) -> list[Understood]:
    """Of the spam folder only what comes from known senders of job mail, or from people in the search (DESIGN.md)."""
    kept = []
    senders = {h.email_handle(u.fact.body.sender.email) for u in batch.understood if isinstance(u.fact.body, Message) and u.fact.body.spam and u.cue is None}
    known = {x for x, who in home.store.persons(senders).items() if who in home.store.subjects([who])} if senders else set()
    for one in batch.understood:
        body = one.fact.body
        if isinstance(body, Message) and body.spam and one.cue is None:
            if h.email_handle(body.sender.email) not in known:
                batch.skipped["spam"] += 1
                continue
            me = home.me.emails | home.me.slugs
            one = understand(replace(one.fact, body=replace(body, spam=False)), me, home.workdays(), home.me.country)
        kept.append(one)
    return kept


def _keep_piece(home: Home, batch: _Batch, job: _Job, act: str, tally: FileReport, pending: _Pending) -> None:
    now = micros(home.clock.now())
    crash_point("before piece")
    with home.store.transaction():
        kept = {u.fact.id: u for u in _spam(home, batch)}
        facts = [Fact(u.fact.id, u.fact.kind, u.fact.at, u.fact.body, now, u.fact.origin, job.source.name, act) for u in kept.values()]
        done = home.store.append(facts, act=act)
        left = home.release(done)
        said = sayings_of(home.store)
        touched, doubtful = keep(home.store, [_as_kept(home, kept[f.id], f, said.get(f.id)) for f in done.to_read])
        pending.touched |= touched | left[0]
        pending.doubtful |= doubtful | left[1]
        pending.everybody |= any(f.kind in ("target", "search") for f in done.to_read)
        me_told = [f for f in done.to_read if (isinstance(f.body, Identity) and f.body.me) or f.kind == "position"]
        home.store.put_problems(batch.problems)
        lines = "\n".join(f"{p.place}\t{p.message}" for p in batch.problems[:SHOWN_PROBLEMS])
        skipped = sum(batch.skipped.values())
        body = len(batch.understood).to_bytes(4, "big") + skipped.to_bytes(4, "big") + lines.encode("utf-8", "replace")
        home.store.put_piece(PieceRow(job.file, job.piece.start, job.piece.stop, body))
    crash_point("after piece")
    if me_told:
        _look_again(home, pending)
    fresh_count = len(done.new) + len(done.revived)
    tally.read += len(batch.understood) + skipped
    tally.new += fresh_count
    tally.known += len(kept) - fresh_count
    tally.skipped.update(batch.skipped)
    tally.problems += batch.problems


def _as_kept(home: Home, arrived: Understood, kept: Fact, said: Told | None) -> Understood:
    """What the ledger keeps may be a fuller copy than the one that arrived: then that one is read. What the user `said` wins."""
    if kept.body is arrived.fact.body and said is None:
        return replace(arrived, fact=kept)
    return understand(kept, home.me.emails | home.me.slugs, home.workdays(), home.me.country, said)


def _look_again(home: Home, pending: _Pending) -> None:
    """The user became known under another address or name: what was read before may be the user's own words."""
    before = home.me
    home.reset()
    pending.me_changed = True
    now = home.me
    pending.everybody |= now != before
    if (now.emails, now.slugs, now.country) != (before.emails, before.slugs, before.country):
        with home.store.transaction():
            touched, doubtful = home.read_again()
        pending.touched |= touched
        pending.doubtful |= doubtful


def _finish(home: Home, pending: _Pending, anything: bool, watch: Watch | None, state: State, *, alike: bool = True) -> None:
    """Settles who is who and plans once for all pieces."""
    if not anything and not home.store.meta("importing"):
        return

    def progress(_: str, number: int, whole: int) -> None:
        if watch and (number % 200 == 0 or number == whole):
            watch(replace(state, found=f"planning {number} of {whole}"))

    with home.store.transaction():
        keys, moved = home.settle(pending.touched, pending.doubtful, jobs=pending.me_changed)
        home.plan(keys, pending.everybody or moved, progress)
        if alike:
            look(home)
        home.remember()
        home.store.put_meta("importing", "")
        home.store.set_stamp(stamp(home.playbooks, home.timings))
    crash_point("import finished")


def report_json(report: Report) -> dict[str, Any]:
    """The document of `import --json`."""
    return {
        "version": 1,
        "files": [
            {
                "path": f.path, "format": f.format, "read": f.read, "new": f.new, "known": f.known, "skipped": sum(f.skipped.values()),
                "skipped_why": dict(sorted(f.skipped.items())), "problems": [{"place": p.place, "message": p.message} for p in f.problems],
            }
            for f in report.files
        ],
        "facts": report.facts, "people": report.people, "seconds": report.seconds,
    }  # fmt: skip


