"""A small run of everything that writes, for test_crash.py to kill: prints a line for each thing it acknowledges."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.store.making import mail

from afterword.store import Store, keep, open_store
from afterword.store.rows import PieceRow

BATCHES = 6


def load(home: Path) -> None:
    """Imports in pieces, as the importer does: facts and the mark that they were read in one transaction."""
    with open_store(home) as store:
        act = store.new_act("import")
        for batch in range(BATCHES):
            if (batch, batch + 1) not in store.pieces("file"):
                with store.transaction():
                    store.append([mail(batch * 10 + n) for n in range(10)], act=act)
                    store.put_piece(PieceRow("file", batch, batch + 1))
                say("batch", str(batch))


def acts(home: Path) -> None:
    with open_store(home) as store:
        while not store.meta("undone"):
            with store.transaction():
                store.undo(5)
                store.put_meta("undone", "1")
        say("undone")
        while not store.meta("redone"):
            with store.transaction():
                for _ in range(len(standing(store))):
                    store.redo(6)
                store.put_meta("redone", "1")
        say("redone")


def standing(store: Store) -> list[str]:
    return [act.id for act in store.acts() if act.withdrawn][:1]


def copies(home: Path) -> None:
    with open_store(home) as store:
        keep.backup(store, home / "copy" / "backup.db")
        (home / "copy" / "export.jsonl").write_text("\n".join(keep.export(store)) + "\n")
    say("backed up")
    keep.restore(home / "other", home / "copy" / "backup.db")
    keep.restore(home / "other", home / "copy" / "export.jsonl")
    say("restored")


def say(*words: str) -> None:
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()


def main(home: Path) -> None:
    load(home)
    acts(home)
    copies(home)
    for name in (home, home / "other"):
        with open_store(name) as store:
            say("hash", store.logical_hash())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
