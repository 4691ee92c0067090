"""Import: files in, facts kept, the plan fresh. Parallel, bounded in memory, resumable, and it always reports.

Places are recognised by content, cut into pieces, read and understood by workers; the parent alone writes. Each piece is
one transaction that also remembers the piece, so an interrupted import goes on where it stopped.
"""

from __future__ import annotations

import gc
import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from afterword.app.crew import SELDOM, SMALL, Crew, crew_for
from afterword.app.home import Home
from afterword.app.packing import Batch, Reader, read_parts
from afterword.app.shelving import Pending, finish, keep_piece, work_off
from afterword.app.underway import under_way
from afterword.errors import Unreadable
from afterword.facts import Problem, micros
from afterword.facts import handles as h
from afterword.sources.port import Circumstances, Piece, Place, Source
from afterword.sources.recognise import places, source_for

MAIL_BYTES = 4096
"""What a mail of a folder is taken for, before it is opened."""
DAY = 86_400_000_000
APART = frozenset({"mbox", "maildir", "eml", "imap", "vcard"})
"""Sources whose files are cut into pieces, or are many: a crew reads them."""


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
class _Job:
    place: Place
    source: Source
    piece: Piece
    file: str
    size: int


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


def run(home: Home, paths: Sequence[str | Path], sources: Sequence[Source], watch: Watch | None = None, workers: int | None = None, crew: Crew | None = None) -> Report:
    """Imports files and folders, with this `crew` if it was begun already. Raises Unreadable when nothing at all could be read."""
    home.ready()
    started = _clock()
    report = Report()
    with tempfile.TemporaryDirectory(prefix="afterword-import-") as scratch:
        jobs = list(_jobs(places([Path(p) for p in paths], Path(scratch)), sources, report))
        _take_in(home, jobs, report, watch, workers, crew)
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


def receive(home: Home, shown: str, places: Iterable[Place], source: Source, size: int) -> Report:
    """Takes in files that are still on their way here, each read while the next is fetched. `size`: bytes that are expected.

    Who may be one person is left to the caller to look at.
    """
    home.ready()
    home.fresh()
    started = _clock()
    report = Report([FileReport(shown, source.name)])
    names: list[str] = []

    def jobs() -> Iterator[_Job]:
        for place in places:
            names.append(str(place.path))
            yield _Job(place, source, Piece(place), names[-1], 0)

    with crew_for(size) as crew:
        here: Iterable[_Job] = () if crew else jobs()
        apart: Iterable[_Job] = jobs() if crew else ()
        _work(home, here, apart, crew, State(0, size, 0, 0), report, None, alike=False)
    for name in names:
        home.store.drop_pieces(name)  # these files will never be met again
    _sum_up(home, report, started)
    return report


def _sum_up(home: Home, report: Report, started: float) -> None:
    report.facts = sum(f.new for f in report.files)
    report.people = sum(1 for k in home.store.subjects() if not h.is_house(k))
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
            note = Problem(place.shown, "", "is empty" if _is_empty(place) else "is of no format I know; mail, calendars, contacts, LinkedIn archives and tables of applications are read")
            report.files.append(FileReport(place.shown, "unknown", problems=[note]))
            continue
        report.files.append(FileReport(place.shown, source.name))
        lean = replace(place, head=b"")
        name = fingerprint(place)
        found += [_Job(lean, source, replace(piece, place=lean), name, _size(piece)) for piece in source.pieces(place)]
    found.sort(key=lambda j: (not j.source.name.startswith("linkedin"), j.source.name.startswith("mbox")))
    return iter(found)


def _is_empty(place: Place) -> bool:
    return place.path.is_file() and not place.path.stat().st_size


def _size(piece: Piece) -> int:
    if piece.stop > piece.start:
        mails = piece.place.path.is_dir()  # a folder's pieces are counted in mails
        return (piece.stop - piece.start) * (MAIL_BYTES if mails else 1)
    try:
        return piece.place.path.stat().st_size
    except OSError:
        return 0


def _circumstances(home: Home) -> Circumstances:
    me = home.me
    latest = micros(home.clock.now()) + 2 * DAY
    return Circumstances(me.emails, frozenset(s.removeprefix("li:") for s in me.slugs), me.name, me.country, me.zone, latest)


def _take_in(home: Home, jobs: Sequence[_Job], report: Report, watch: Watch | None, workers: int | None, begun: Crew | None = None, *, alike: bool = True) -> None:
    home.fresh()  # what an import of this same program left half-way is made whole first
    todo = [job for job in jobs if not _known(home, job, report)]
    if not todo:
        return
    size = sum(j.size for j in todo if j.source.name in APART)
    with nullcontext(begun) if begun and size > SMALL else crew_for(size, workers) as crew:
        here = [j for j in todo if crew is None or j.source.name not in APART]
        apart = [j for j in todo if crew is not None and j.source.name in APART]
        state = State(0, sum(j.size for j in todo), sum(f.read for f in report.files), 0)
        _work(home, here, apart, crew, state, report, watch, alike=alike)


def _work(
    home: Home, here: Iterable[_Job], apart: Iterable[_Job], crew: Crew | None, state: State, report: Report, watch: Watch | None, *, alike: bool,
) -> None:  # fmt: skip
    """Reads, keeps, settles and plans: what is read `here`, then what the crew reads."""
    act = home.store.new_act("import")
    pending = Pending()
    under_way(home.store, home.clock)
    try:
        with _seldom():
            state = _keep_all(home, _batches(home, here, apart, crew, act), act, report, state, pending, watch)
            finish(home, pending, _progress(watch, state), alike=alike)
    except BaseException:
        with suppress(Exception):  # what went wrong first is what must be told
            under_way(home.store, home.clock, alive=False)
        raise


def _keep_all(home: Home, batches: Iterable[tuple[Batch, _Job]], act: str, report: Report, state: State, pending: Pending, watch: Watch | None) -> State:
    """Keeps what was read as it comes. Returns how far that is."""
    tallies = {f.path: f for f in reversed(report.files)}
    for batch, job in batches:
        tally = tallies[job.place.shown]
        new = keep_piece(home, batch, act, (job.file, job.piece.start, job.piece.stop), pending)
        _count(batch, new, tally)
        read = batch.read + sum(batch.skipped.values())
        state = State(state.done + (job.size if batch.last else 0), state.total, state.read + read, state.new + new, job.place.shown)
        if watch:
            watch(state)
        if pending.much:
            work_off(home, pending, _progress(watch, state))
    return state


@contextmanager
def _seldom() -> Iterator[None]:
    """An import makes millions of small values and few circles: Python looks for circles seldom meanwhile."""
    before = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _count(batch: Batch, new: int, tally: FileReport) -> None:
    tally.read += batch.read + sum(batch.skipped.values())
    tally.new += new
    tally.known += batch.read - new
    tally.skipped.update(batch.skipped)
    tally.problems += batch.problems


def _progress(watch: Watch | None, state: State) -> Callable[[str, int, int], None]:
    def progress(_: str, number: int, whole: int) -> None:
        if watch and (number % 200 == 0 or number == whole):
            watch(replace(state, found=f"planning {number} of {whole}"))

    return progress


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


def _reader_for(home: Home, act: str) -> Reader:
    me = home.me
    return Reader(_circumstances(home), me.emails | me.slugs, home.workdays(), me.country, home.store.owner, micros(home.clock.now()), act)


def _batches(home: Home, here: Iterable[_Job], apart: Iterable[_Job], crew: Crew | None, act: str) -> Iterator[tuple[Batch, _Job]]:
    """Pieces read, in order: first what is read here and bit by bit (it may tell who the user is on LinkedIn); then the rest, by the crew."""
    for job in here:
        for batch in read_parts(job.source, job.piece, _reader_for(home, act)):
            yield batch, job
    if crew is not None:
        crew.brief(_reader_for(home, act))
        yield from crew.read(apart)


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


