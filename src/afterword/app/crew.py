"""The processes that read for an import, begun before anything else where there is enough to read.

The first loads the reader while its parent still loads the rest and opens the ledger, and then parts into the others: what all
of them need is loaded once, and none of them carries what only a writer needs. A piece goes out by its place; what was read of
it comes back. This module loads nothing of ours but the errors: whoever begins a crew has waited for nothing yet.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from importlib import import_module
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol, Self, TypeVar, cast

from afterword.errors import StoreBusy

if TYPE_CHECKING:
    from concurrent.futures import Future

    from afterword.app.packing import Batch, Reader
    from afterword.sources.port import Piece, Source

SMALL = 2 * 1024 * 1024
"""Bytes below which starting processes costs more than it gives."""
SELDOM = (50_000, 20, 100)
"""How seldom Python looks for circles of garbage during an import (gc.set_threshold)."""
IN_HAND = 2
"""Pieces that a process has been given: the one it reads and the next."""
AHEAD = 3
"""Pieces a process that may be under way or wait for the writer: memory does not grow with the file."""


class Job(Protocol):
    """A piece, and who reads it."""

    @property
    def source(self) -> Source: ...
    @property
    def piece(self) -> Piece: ...


J = TypeVar("J", bound=Job)


def crew_for(size: int, wanted: int | None = None) -> AbstractContextManager[Crew | None]:
    """Processes to read so many bytes with (as many as cores, or as `wanted`); none where it is not worth it."""
    count = wanted if wanted is not None else (os.cpu_count() or 1)
    return Crew(count) if count > 1 and size > SMALL else nullcontext()


def size_of(paths: Iterable[str | Path]) -> int:
    """Bytes that lie at these places, counted no further than it takes to know that they are many."""
    size = 0
    for path in paths:
        for found in _sizes(Path(path)):
            size += found
            if size > SMALL:
                return size
    return size


def _sizes(path: Path) -> Iterator[int]:
    with suppress(OSError):  # what cannot be looked at now is told when it is read
        if path.is_dir():
            for folder, _, names in os.walk(path):
                for name in names:
                    with suppress(OSError):
                        yield Path(folder, name).stat().st_size
        else:
            yield path.stat().st_size


class Crew:
    """So many processes. Tell them what they may know (`brief`), then let them `read`."""

    def __init__(self, count: int) -> None:
        way = "fork" if "fork" in get_all_start_methods() and threading.active_count() == 1 else "spawn"
        context = get_context(way)
        pairs = [context.Pipe() for _ in range(count)]
        self._links = [ours for ours, _ in pairs]
        theirs = [link for _, link in pairs]
        self._first = context.Process(target=_begin, args=(theirs, self._links if way == "fork" else []))  # type: ignore[attr-defined]
        self._first.start()
        self._briefed = False
        for link in theirs:
            link.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._dismiss()
        if not self._briefed:
            self._first.terminate()  # there was nothing to read: nobody waits until it has loaded what it needs for that
        self._first.join()

    def _dismiss(self) -> None:
        """They end where nobody listens any more."""
        for link in self._links:
            link.close()

    def brief(self, reader: Reader) -> None:
        """What they may know of the user, and the act under which facts will be kept."""
        self._briefed = True
        for link in self._links:
            with suppress(OSError):  # `read` says that it ended
                link.send(reader)

    def read(self, jobs: Iterable[J]) -> Iterator[tuple[Batch, J]]:
        """Pieces read, in their order; with the last the processes end. Raises StoreBusy where one was ended from outside."""
        rest, number = enumerate(jobs), 0
        given: dict[Connection, deque[tuple[int, J]]] = {link: deque() for link in self._links}
        done: dict[int, tuple[bytes, J]] = {}
        try:
            while self._hand_out(rest, given, len(done)) or done:
                while number not in done:
                    for link in cast(list[Connection], wait([link for link, mine in given.items() if mine])):
                        at, job = given[link].popleft()
                        done[at] = link.recv_bytes(), job
                    self._hand_out(rest, given, len(done))
                data, job = done.pop(number)
                number += 1
                if not done and not any(given.values()):
                    self._dismiss()
                yield pickle.loads(data), job  # noqa: S301 - of our own process
        except (EOFError, ConnectionError) as error:
            raise StoreBusy("a process that read for this import was ended from outside: import again, and it goes on where it stopped") from error

    def _hand_out(self, rest: Iterator[tuple[int, J]], given: dict[Connection, deque[tuple[int, J]]], waiting: int) -> int:
        """Gives pieces to whoever has room, the idlest first. Returns how many are under way."""
        room = AHEAD * len(given) - waiting - sum(map(len, given.values()))
        while room > 0:
            link, mine = min(given.items(), key=lambda pair: len(pair[1]))
            if len(mine) >= IN_HAND or (one := next(rest, None)) is None:
                break
            link.send((one[1].source, one[1].piece))
            mine.append(one)
            room -= 1
        return sum(map(len, given.values()))


def _begin(links: Sequence[Connection], parents: Sequence[Connection]) -> None:
    """Runs in the first process: loads the reader, parts into the others, and reads."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it ends with its parent, which says why
    for one in parents:
        one.close()
    for name in ("concurrent.futures.thread", "afterword.app.packing", "afterword.reading.whole"):
        import_module(name)
    gc.freeze()
    context: Any = get_context("fork" if "fork" in get_all_start_methods() else "spawn")
    others = [context.Process(target=_serve, args=(link, links)) for link in links[1:]]
    for one in others:
        one.start()
    _serve(links[0], links)
    for one in others:
        one.join()


def _serve(link: Connection, links: Sequence[Connection]) -> None:
    """Reads pieces until nobody asks any more. While one is on its way to the writer the next is read."""
    from concurrent.futures import ThreadPoolExecutor

    from afterword.app.packing import read_piece

    for other in links:
        if other is not link:
            other.close()
    gc.set_threshold(*SELDOM)
    with suppress(EOFError, OSError), ThreadPoolExecutor(1) as post:
        reader: Reader = link.recv()
        sent: Future[None] | None = None
        while True:
            source, piece = link.recv()
            made = pickle.dumps(read_piece(source, piece, reader), pickle.HIGHEST_PROTOCOL)
            if sent is not None:
                sent.result()
            sent = post.submit(link.send_bytes, made)
