"""Keeping the ledger safe: backup, restore, export, and the way back in from an export."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from afterword.errors import Refused, Unreadable
from afterword.facts import Fact, Problem, codec, rightly_named
from afterword.facts.kinds import KINDS
from afterword.store import doctor, outbox, tombs
from afterword.store.crash import crash_point
from afterword.store.dialect import copy_file, copy_sqlite, why_no_ledger
from afterword.store.files import database_file, private_dir, private_file, put_in_place, write_file
from afterword.store.rows import Appended
from afterword.store.schema import HEAD, tombstones
from afterword.store.session import chunks
from afterword.store.store import Store, open_store

FORMAT = 1
SQLITE_HEAD = b"SQLite format 3\0"


def backup(store: Store, path: Path) -> None:
    """Writes a copy of the store, consistent while others write, and reads it back before it takes its name.

    SQLite: a database file, caches and all. PostgreSQL: the lines of `export`, with their digest.
    """
    if store.dialect.name != "sqlite":
        write_file(path, (line.encode() + b"\n" for line in export(store)))
        return
    private_dir(path.parent)
    beside = path.with_name(f"{path.name}.part")
    beside.unlink(missing_ok=True)
    private_file(beside)
    crash_point("before backup")
    with store.snapshot(), store.connected() as connection:
        copy_sqlite(connection, beside)
    crash_point("after backup")
    if wrong := why_no_ledger(beside):
        raise Unreadable(f"the backup could not be read back ({wrong}): make another, on another disk")
    put_in_place(beside, path)


def restore(home: Path | str, path: Path, owner: str = "me") -> Path | None:
    """Makes a backup, or an export, the store of a home. Returns the copy that was made of what was there.

    Raises Unreadable where the backup is none or is damaged; the store is untouched then. Refused where a PostgreSQL
    database holds facts already.
    """
    if isinstance(home, str) and "://" in home:
        _restore_hosted(home, path, owner)
        return None
    target = database_file(private_dir(Path(home)))
    arriving = target.parent / "restoring"
    _clear(arriving)
    fresh = database_file(private_dir(arriving))
    try:
        _fetch(path, arriving, owner)
        kept = _set_aside(target)
        crash_point("before restore")
        with open_store(arriving, owner) as store, store.connected() as connection:
            copy_sqlite(connection, target)
        crash_point("after restore")
    finally:
        fresh.unlink(missing_ok=True)
        _clear(arriving)
    return kept


def _clear(folder: Path) -> None:
    if folder.is_dir():
        for file in folder.iterdir():
            file.unlink()
        folder.rmdir()


def _fetch(path: Path, arriving: Path, owner: str) -> None:
    """Brings a backup into an empty home, up to date and examined."""
    if not path.is_file():
        raise Unreadable(f"there is no file {path}")
    with path.open("rb") as file:
        head = file.read(len(SQLITE_HEAD))
    if head != SQLITE_HEAD and not head.startswith(b"{"):
        raise Unreadable(f"{path} is no backup and no export of Afterword")
    if head == SQLITE_HEAD:
        if wrong := why_no_ledger(path):
            raise Unreadable(f"{path} is no backup of Afterword ({wrong})")
        write_file(database_file(arriving), _blocks(path))
    with open_store(arriving, owner) as store:
        if head != SQLITE_HEAD:
            _load_all(store, path)
        outbox.calm(store)
        found = doctor.examine(store)
    if not found.ok:
        raise Unreadable(f"{path} is damaged ({'; '.join(found.advice) or 'facts do not fit'}): take an older backup")


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            yield block


def _set_aside(target: Path) -> Path | None:
    """A copy of what is there. A file that is no database any more is moved, with its journals, out of the way."""
    if not target.is_file() or not target.stat().st_size:
        private_file(target)
        return None
    number = 1
    while (copy := target.with_name(f"{target.stem}.before-restore-{number}{target.suffix}")).exists():
        number += 1
    if why_no_ledger(target):
        for ending in ("-journal", "-wal", "-shm"):
            journal = target.with_name(target.name + ending)
            if journal.exists():
                journal.replace(copy.with_name(copy.name + ending))
        put_in_place(target, copy)
        private_file(target)
        return copy
    beside = copy.with_name(f"{copy.name}.part")
    beside.unlink(missing_ok=True)
    copy_file(target, private_file(beside))
    put_in_place(beside, copy)
    return copy


def _restore_hosted(url: str, path: Path, owner: str) -> None:
    with open_store(url, owner) as store:
        if store.count():
            raise Refused("this database holds facts already: restore into an empty one")
        with store.transaction():
            _load_all(store, path)


def _load_all(store: Store, path: Path) -> None:
    with path.open(encoding="utf-8", errors="replace") as file:
        _, problems = load(store, file, file=str(path))
    if problems:
        raise Unreadable(f"{path} is damaged at {problems[0].place}: {problems[0].message}")


def as_line(one: Fact) -> dict[str, Any]:
    """A fact as one line of an export."""
    return {
        "id": one.id,
        "kind": one.kind,
        "at": one.at,
        "learnt": one.learnt,
        "origin": one.origin,
        "by": one.by,
        "act": one.act,
        "body": codec.plain(one.body),
    }


def from_line(line: dict[str, Any]) -> Fact:
    """The fact of a line. Raises ValueError where it is none, or where its id does not fit its content."""
    try:
        body = codec.load(KINDS[line["kind"]], line["body"])
        one = Fact(
            str(line["id"]), line["kind"], int(line["at"]), body, int(line.get("learnt", 0)),
            str(line.get("origin", "")), str(line.get("by", "")), str(line.get("act", "")),
        )  # fmt: skip
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"this is no fact ({error})") from error
    if not rightly_named(one):
        raise ValueError("the id does not fit the content")
    return one


def export(store: Store) -> Iterator[str]:
    """The whole truth as JSON lines: a header, every fact (the withdrawn too), and a line with count and digest."""
    digest, count = sha256(), 0
    with store.snapshot():
        stones = store.column(store.mine(tombstones, "id"))
        head = {"afterword": FORMAT, "schema": HEAD, "owner": store.owner, "tombstones": sorted(stones)}
        if sending := outbox.rows(store):
            head["outbox"] = [outbox.as_line(one) for one in sending]
        yield json.dumps(head, ensure_ascii=False, sort_keys=True)
        for one in store.facts():
            line = json.dumps(as_line(one), sort_keys=True)
            digest.update(line.encode() + b"\n")
            count += 1
            yield line
    yield json.dumps({"facts": count, "sha256": digest.hexdigest()})


def load(store: Store, lines: Iterable[str], *, file: str = "export", act: str = "") -> tuple[Appended, list[Problem]]:
    """Appends the facts of an export, all or nothing. Lines that cannot be read are problems; the rest goes on.

    The last line's digest is compared: an export that was cut or changed is told as a problem too.
    """
    problems: list[Problem] = []
    reading = _read_lines(lines, file, problems, store)
    total = Appended()
    with store.transaction():
        for batch in chunks(reading, 2000):
            done = store.append(batch, act=act)
            total = Appended(
                total.new + done.new,
                total.known + done.known,
                total.revived + done.revived,
                total.enriched + done.enriched,
                total.replaced + done.replaced,
                total.forgotten + done.forgotten,
            )
    return total, problems


def _read_lines(lines: Iterable[str], file: str, problems: list[Problem], store: Store) -> Iterator[Fact]:
    digest, count, closed = sha256(), 0, False
    for number, text in enumerate(lines, 1):
        line = text.rstrip("\r\n")
        if not line.strip():
            continue
        try:
            value = json.loads(line)
            if not isinstance(value, dict):
                raise ValueError("this is no fact")  # noqa: TRY004, TRY301 - a bad line is a bad line
            if "afterword" in value:
                _bury(store, value)
            elif "sha256" in value:
                closed = True
                if (value.get("facts"), value["sha256"]) != (count, digest.hexdigest()):
                    raise ValueError("count or digest differ from what was exported: lines are missing or changed")  # noqa: TRY301
            else:
                digest.update(line.encode("utf-8", "replace") + b"\n")
                count += 1
                yield from_line(value)
        except (ValueError, RecursionError) as error:
            problems.append(Problem(file, f"line {number}", str(error), line.encode("utf-8", "replace")))
    if not closed:
        problems.append(Problem(file, "end", "the last line, with the digest, is missing: the export was cut short"))


def _bury(store: Store, head: dict[str, Any]) -> None:
    """What was forgotten where the export was made stays forgotten here. Two keys cannot be joined: the first stays."""
    if head["afterword"] != FORMAT:
        raise ValueError(f"this export is of format {head['afterword']}, newer than this program: update Afterword")
    outbox.take(store, head.get("outbox", ()))
    stones = [row for row in head.get("tombstones", ()) if isinstance(row, str) and tombs.sound(row)]
    if stones and not store.graves():
        store.put_rows(tombstones, [(store.owner, row) for row in stones], replace=False)
