"""CSV as the world writes it: any delimiter, any encoding, line ends inside cells, quotes that never close.

A table is read row by row in bounded memory. A row whose quote does not close is reported, and the next line is read.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from afterword.sources import limits

ROWS = 1_000_000
CELL = limits.MIB  # characters
BROKEN_ROWS = 200  # after so many the file is no table
_CELLS = 2_000  # columns read
_SHORT = 64 * limits.KIB  # how far a quote is followed once several did not close
_DELIMITERS = ",;\t|"
_SAMPLE = 40  # rows that tell a table's width


@dataclass(frozen=True, slots=True)
class Row:
    """One row under its header: cells by column key, empty ones left out. `line` is where it begins."""

    line: int
    cells: dict[str, str]

    def get(self, *keys: str) -> str:
        """The first of these columns that says something."""
        return next((self.cells[key] for key in keys if key in self.cells), "")


@dataclass(frozen=True, slots=True)
class Broken:
    """A row that could not be read, with its line and the reason."""

    line: int
    message: str
    raw: str = ""


Header = frozenset[str]
IsHeader = Callable[[Header], bool]


@lru_cache(maxsize=4096)
def column_key(name: str) -> str:
    """A column's name made comparable: letters and digits in lower case. `E-mail 1 - Value` → `email1value`."""
    return "".join(c for c in name.casefold() if c.isalnum())


def _western(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8 are Western European, one by one: exports mix both."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return bad.decode("cp1252", "replace"), error.end


codecs.register_error("afterword-western", _western)


def encoding_of(head: bytes) -> str:
    """How a table is written: UTF-16 with a mark or with every other byte empty, else UTF-8."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    start = head[:2_000]
    if len(start) > 20 and start[1::2].count(0) * 10 > len(start) * 4:
        return "utf-16-le"
    return "utf-16-be" if len(start) > 20 and start[::2].count(0) * 10 > len(start) * 4 else "utf-8"


def _decoder(head: bytes) -> codecs.IncrementalDecoder:
    encoding = encoding_of(head)
    errors = "afterword-western" if encoding == "utf-8" else "replace"
    return codecs.getincrementaldecoder("utf-8-sig" if encoding == "utf-8" else encoding)(errors)


def head_rows(head: bytes, delimiter: str = "") -> list[list[str]]:
    """The first rows of a file, as far as its head shows them whole."""
    text = _decoder(head).decode(head)
    if "\n" not in text and "\r" not in text:
        text += "\n"
    mark = delimiter or delimiter_of(text)
    found: list[list[str]] = []
    at = 0
    while at < len(text) and len(found) < _SAMPLE:
        cells, at = _scan(text, at, mark, CELL)
        if cells is None:
            break
        found.append(cells)
    return found


def delimiter_of(text: str) -> str:
    """What separates cells: the mark that the most of the first lines hold equally often, outside quotes."""
    lines = [re.sub(r'"[^"]*"', "", line) for line in text[: 16 * limits.KIB].splitlines()[:30]]
    scores = {}
    for mark in _DELIMITERS:
        counts = Counter(line.count(mark) for line in lines if mark in line)
        scores[mark] = max((times * (1 + min(number, 20)) for number, times in counts.items()), default=0)
    return max(_DELIMITERS, key=lambda mark: scores[mark])


def header_of(head: bytes, is_header: IsHeader) -> tuple[list[str], list[list[str]]]:
    """The header row (as written) and the rows after it that the head shows; both empty where there is none."""
    found = head_rows(head)
    for number, cells in enumerate(found[:30]):
        if is_header(frozenset(map(column_key, cells))):
            return cells, found[number + 1 :]
    return [], []


def rows(path: Path, is_header: IsHeader) -> Iterator[Row | Broken]:
    """The rows below the first one that is a header. Repeated columns: the first that says something counts."""
    keys: list[str] | None = None
    number = 0
    for line, cells, problem in _all(path):
        if problem:
            yield Broken(line, problem, cells[0] if cells else "")
        elif keys is None:
            found = [column_key(cell) for cell in cells]
            keys = found if is_header(frozenset(found)) else None
        elif any(cell.strip() for cell in cells):
            number += 1
            if number > ROWS:
                yield Broken(line, f"holds more than {ROWS:,} rows: the rest was not read")
                return
            named: dict[str, str] = {}
            for key, cell in zip(keys, cells, strict=False):
                value = cell.strip()
                if value:
                    named.setdefault(key, value)
            yield Row(line, named)


def _all(path: Path) -> Iterator[tuple[int, list[str], str]]:
    """Every row with its line, or the beginning of one that cannot be read with the reason."""
    with path.open("rb") as stream:
        chunk = stream.read(limits.MIB)
        decoder = _decoder(chunk)
        text, final = decoder.decode(chunk), len(chunk) < limits.MIB
        mark = delimiter_of(text)
        width = _width(text, mark)
        at, line, broken = 0, 1, 0
        while True:
            if not final and len(text) - at < 2 * CELL:
                chunk = stream.read(limits.MIB)
                final = not chunk
                text, at = text[at:] + decoder.decode(chunk, final), 0
                continue
            if at >= len(text):
                return
            cells, after = _scan(text, at, mark, CELL if broken < 20 else _SHORT)
            if cells is None or _swallows(text, at, after, cells, mark, width):
                broken += 1
                end = _line_end(text, at)
                why = "a quote in this row does not close, or a cell is longer than 1 MiB"
                yield line, [text[at:end][:2_000]], why
                if broken > BROKEN_ROWS:
                    yield line, [], "has too many broken rows to be a table: the rest was not read"
                    return
                line += 1
                at = end + (2 if text.startswith("\r\n", end) else 1)
                continue
            yield line, cells, ""
            line += text.count("\n", at, after) or 1
            at = after


def _width(text: str, mark: str) -> int:
    """How many cells most rows have, from the first ones; 0 where that cannot be told."""
    counts: Counter[int] = Counter()
    at = 0
    for _ in range(_SAMPLE):
        cells, at = _scan(text, at, mark, _SHORT)
        if cells is None or at >= len(text):
            break
        counts[len(cells)] += 1
    return counts.most_common(1)[0][0] if counts else 0


def _swallows(text: str, at: int, after: int, cells: list[str], mark: str, width: int) -> bool:
    """Did an unclosed quote take in the rows below? Then this row is odd while the next line is a good row."""
    if len(cells) == width or width < 2:
        return False
    end = _line_end(text, at)
    if end + 2 >= after:
        return False
    start = end + (2 if text.startswith("\r\n", end) else 1)
    below, stop = _scan(text, start, mark, _SHORT)
    return below is not None and len(below) == width and stop <= _line_end(text, start) + 2


def _line_end(text: str, at: int) -> int:
    ends = [end for end in (text.find("\n", at), text.find("\r", at)) if end >= 0]
    return min(ends, default=len(text))


def _scan(text: str, at: int, mark: str, most: int) -> tuple[list[str] | None, int]:
    """The cells of the row at `at` and where the next row begins; None where a quote does not close within `most`."""
    cells: list[str] = []
    size = len(text)
    stop = re.compile(f"[{re.escape(mark)}\r\n]") if mark not in _STOPS else _STOPS[mark]
    while True:
        if text.startswith('"', at):
            cell, at = _quoted(text, at + 1, mark, most)
            if cell is None:
                return None, at
        else:
            found = stop.search(text, at)
            end = found.start() if found else size
            if end - at > most:
                return None, at
            cell, at = text[at:end], end
        if len(cells) < _CELLS:
            cells.append(cell)
        if at >= size:
            return cells, size
        if text[at] == mark:
            at += 1
            continue
        return cells, at + (2 if text.startswith("\r\n", at) else 1)


_STOPS = {mark: re.compile(f"[{re.escape(mark)}\r\n]") for mark in _DELIMITERS}


def _quoted(text: str, at: int, mark: str, most: int) -> tuple[str | None, int]:
    """A cell in quotes. A quote inside it that is not doubled is kept where nothing ends after it."""
    parts: list[str] = []
    begun = at
    while True:
        end = text.find('"', at, begun + most)
        if end < 0:
            return None, at
        parts.append(text[at:end])
        after = text[end + 1 : end + 2]
        if after == '"':
            parts.append('"')
            at = end + 2
        elif after in ("", mark, "\r", "\n"):
            return "".join(parts), end + 1
        else:
            parts.append('"')
            at = end + 1
