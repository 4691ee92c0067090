"""The processes that read: pieces come back in their order, whoever read them; one that is ended is told of."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from afterword.app.crew import AHEAD, SMALL, Crew, crew_for, size_of
from afterword.app.packing import Reader
from afterword.errors import StoreBusy
from afterword.facts import Workdays
from afterword.sources import mbox
from afterword.sources.port import Circumstances, Piece, Place, Source

READER = Reader(Circumstances(), frozenset({"sam@postbox.example"}), Workdays(), "US", "me", 0, "00000001-import-abcdef")


@dataclass(frozen=True)
class Job:
    source: Source
    piece: Piece


def jobs(folder: Path, count: int) -> list[Job]:
    """Mailboxes of one letter, each a piece; every third is a hundred times longer."""
    found = []
    for number in range(count):
        file = folder / f"{number}.mbox"
        words = "We will get back to you by Friday.\n" * (200 if number % 3 == 0 else 2)
        file.write_text(f"From a@b.example Mon Mar  2 10:00:00 2026\nFrom: a@b.example\nMessage-ID: <{number}@b.example>\nSubject: Letter {number}\n\n{words}\n")
        found.append(Job(mbox.SOURCE, Piece(Place(file, file.name))))
    return found


def names(crew: Crew, wanted: list[Job]) -> list[str]:
    return [str(batch.mails[0].row[5]).partition(" ")[0] for batch, _ in crew.read(wanted)]


def test_pieces_come_back_in_their_order_whoever_read_them(tmp_path: Path):
    wanted = jobs(tmp_path, 12)
    with Crew(3) as crew:
        crew.brief(READER)
        assert names(crew, wanted) == [job.piece.place.shown for job in wanted]
    assert not multiprocessing.active_children()


def test_fewer_pieces_than_processes_are_read_too_and_then_nobody_is_left(tmp_path: Path):
    with Crew(3) as crew:
        crew.brief(READER)
        assert names(crew, jobs(tmp_path, 1)) == ["0.mbox"]
        (first,) = multiprocessing.active_children()
        first.join()


def test_a_writer_that_takes_its_time_is_not_flooded(tmp_path: Path):
    asked = []

    def watched(wanted: list[Job]) -> Iterator[Job]:
        for job in wanted:
            asked.append(job)
            yield job

    with Crew(2) as crew:
        crew.brief(READER)
        coming = crew.read(watched(jobs(tmp_path, 20)))
        next(coming)
        assert len(asked) <= 2 * AHEAD + 1


def test_a_process_that_is_ended_from_outside_is_told_of(tmp_path: Path):
    with Crew(2) as crew:
        crew.brief(READER)
        coming = crew.read(jobs(tmp_path, 9))
        next(coming)
        (first,) = multiprocessing.active_children()
        os.kill(first.pid or 0, signal.SIGKILL)
        first.join()
        with pytest.raises(StoreBusy, match="goes on where it stopped"):
            list(coming)


def test_beside_other_threads_the_processes_are_begun_afresh(tmp_path: Path):
    """What another thread holds while a process parts from this one would stay held there for ever."""
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        with Crew(2) as crew:
            crew.brief(READER)
            assert names(crew, jobs(tmp_path, 3)) == ["0.mbox", "1.mbox", "2.mbox"]
    finally:
        done.set()
        other.join()


def test_one_that_nothing_is_asked_of_ends_at_once() -> None:
    with Crew(2) as crew:
        first = crew._first
    assert not first.is_alive()


def test_what_lies_at_a_place_is_counted_no_further_than_it_takes(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.eml").write_bytes(b"x" * SMALL)
    assert SMALL < size_of([tmp_path]) <= 2 * SMALL
    assert size_of([tmp_path / "0.eml"]) == SMALL
    assert size_of([tmp_path / "nobody.eml"]) == 0


def test_few_bytes_or_one_core_need_no_crew() -> None:
    with crew_for(SMALL, 4) as small, crew_for(SMALL + 1, 1) as alone:
        assert small is None
        assert alone is None
