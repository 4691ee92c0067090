"""Is everything as it was written? Every fact is verified by its own seal: the database's own check sees far less.

(Of 1,500 flipped bits PRAGMA integrity_check found one in eleven: RELIABILITY.md, finding 4.)
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from afterword.errors import AfterwordError, StoreBusy
from afterword.facts import rightly_named
from afterword.facts.kinds import Decision, Sent
from afterword.store import outbox, tombs
from afterword.store.dialect import lenient
from afterword.store.ledger import TALLY
from afterword.store.rows import Diagnosis
from afterword.store.schema import tombstones
from afterword.store.seal import intact, tally, unseal
from afterword.store.store import Store, open_store

RESTORE = "restore a backup (`afterword restore FILE`); what was imported can also be imported again"


def examine_place(place: Path | str, owner: str = "me") -> Diagnosis:
    """Examines a home that may be too damaged to open. Changes nothing."""
    try:
        with open_store(place, owner, readonly=True) as store:
            return examine(store)
    except StoreBusy as error:  # another program's, which may be in order
        return Diagnosis(False, 0, (), (str(error),), busy=True)
    except (AfterwordError, SQLAlchemyError, UnicodeDecodeError, ValueError) as error:
        return Diagnosis(False, 0, (), (f"the store cannot be opened: {_line(error)}", RESTORE))


def examine(store: Store) -> Diagnosis:
    """Verifies the file, every fact, their number and sum, and the tombstones; then looks for orphan decisions."""
    ills: list[str] = []
    damaged: list[str] = []
    count = 0
    try:
        with store.snapshot(), store.connected() as connection:
            ills += store.dialect.ailments(connection)
            with lenient(connection):
                count, total = _verify(store, damaged)
            if (count, total) != store.tally():
                ills.append(f"facts are missing, or were added or changed by another program: {RESTORE}")
            if not all(map(tombs.sound, store.column(store.mine(tombstones, "id")))):
                ills.append(f"the list of what was forgotten is damaged: {RESTORE}")
            if not all(one.intact for one in outbox.rows(store)):
                ills.append(f"a mail in the outbox is not as it was approved: {RESTORE}")
            advice = [] if damaged or ills else _orphans(store)
    except (AfterwordError, SQLAlchemyError, ValueError, TypeError) as error:
        return Diagnosis(False, count, tuple(damaged), (*ills, f"the store cannot be read: {_line(error)}", RESTORE))
    if damaged:
        ills.append(f"{len(damaged)} facts are damaged: {RESTORE}")
    return Diagnosis(not ills, count, tuple(damaged), (*ills, *advice))


def _verify(store: Store, damaged: list[str]) -> tuple[int, int]:
    count = total = 0
    for row in store.sealed():
        count += 1
        try:
            sound = intact(row) and rightly_named(unseal(row))
            total = (total + tally(row)) % TALLY
        except (AfterwordError, ValueError, TypeError):
            sound = False
        if not sound:
            damaged.append(str(row[1]).encode("utf-8", "replace").decode())
    return count, total


def _orphans(store: Store) -> list[str]:
    """Decisions and sent words none of whose facts is there: they decide nothing any more."""
    lone = 0
    for one in store.in_force(("decision", "sent")):
        body = one.body
        if isinstance(body, (Decision, Sent)) and body.facts and not store.by_id(body.facts):
            lone += 1
    return [f"{lone} decisions stand on facts that are not here: import the files they came from again"] if lone else []


def _line(error: BaseException) -> str:
    return str(error).strip().split("\n")[0]
