"""The store: keeps facts (truth) and everything derived from them (caches) in SQLite or PostgreSQL.

    with open_store(home, owner="me") as store: ...      # a folder, a postgresql:// address, or ":memory:"
    open_store(home, readonly=True)                      # NotFound where there is nothing yet

A store is bound to one owner at birth. It may be shared by threads. Errors: StoreBusy (locked for longer than
`wait` seconds, or written by a newer program), NotFound. Ids are hex; instants microseconds UTC; days ISO text;
bodies bytes. Everything below is a method of `Store` unless a module is named.

Writing
    transaction()                       context: all or nothing; may be nested; one writer at a time
    run(work) -> T                      the same for a function, which is run again on a serialization failure
Facts (ledger.py)
    new_act(name) -> str                id for the next act; sorts after all acts before it
    append(facts, *, act="") -> Appended     `.to_read`: the facts whose cues and touches have to be made (again);
                                        `.replaced`: poorer copies of messages, whose touches and sightings no longer hold
    fact(id) -> Fact | None,  get(prefix) -> Fact (NotFound when none or several),  by_id(ids) -> dict[str, Fact]
    facts(kinds=None) -> Iterator[Fact] all, by kind and date, withdrawn ones too
    in_force(kinds=None) -> Iterator[Fact]   without the withdrawn and without `withdrawn` facts themselves
    hidden(ids) -> set[str]             which of these are withdrawn
    count() -> int;  count_by_kind() -> dict[str, int];  logical_hash() -> str
Acts (ledger.py)
    acts(limit=50) -> list[Act]         newest first
    undo(at, by="") -> Undone | None;  redo(at, by="") -> Undone | None;  withdraw(act, at, again=False) -> Undone
                                        `.facts`: ids of what is hidden (or shown) now; tell their subjects again
Cache of understanding (shelves.py); rows of withdrawn facts are left out on reading
    put_cues({fact: body}),  cues(ids) -> dict[str, bytes]
    put_touches(touches),  drop_touches(touches),  newest(handles) -> int,  span(handles) -> Span
    touching(handles, since=None) -> list[tuple[Fact, bytes | None]]
                                        facts with their cues; durable ones whole, others from `since` on
    with_cues(ids, words=True) -> dict[str, tuple[Fact, bytes | None]]      the same by id; without `words` mails lack their text
    marks(ids) -> dict[str, bytes]      by fact, what changes when the fact or its cue does, though the id stays
    weights(handles) -> dict[str, list[Weight]]     what weighs at each handle, without a look at the facts
    put_sightings(rows) -> list[str] (ids that are new),  take_sightings(rows) -> list[str] (ids that are gone)
    sightings(handles) -> dict[str, bytes] (all that hold one of these handles, by id),  all_sightings() -> the same
    put_persons({handle: person}),  persons(handles=None) -> dict[str, str],  drop_persons(handles)
    handles_of(persons) -> dict[str, list[str]]
    put_subjects({subject: body}),  subjects(names=None) -> dict[str, bytes],  drop_subjects(names)
    put_links(subject, others),  links(subjects) -> dict[str, set[str]],  linked_to(subjects) -> dict[str, set[str]]
Plan (plans.py): the difference alone is written
    put_plan(subject, rows) -> Changed,  put_plans({subject: rows}) -> Changed
    put_waiting({subject: rows}) -> Changed,  put_questions({subject: rows}) -> Changed
    follow_ups(opens_by=None, closes_from=None) -> list[bytes],  plan_of(subject) -> list[bytes]
    plans_of(subjects) -> dict[str, list[bytes]]
    follow_up(prefix) -> bytes (NotFound when none or several),  waiting() -> list[bytes],  questions() -> list[bytes]
    question(prefix) -> bytes,  subjects_planned() -> list[str]
    put_faces({subject: face}) -> set[str]      what plans see of a subject, in short; those that may look otherwise now;  faces(subjects) -> dict[str, str]
    put_outreach(rows),  outreach(since="") -> list[OutreachRow],  drop_outreach(facts)
Search (search.py)
    put_words(rows),  find(text, limit=20) -> list[Hit]
Housekeeping of caches
    stamp -> str,  set_stamp(text),  rebuild(stamp) -> bool  (True: caches were dropped; fill them, then set_stamp)
    meta(key) -> str,  put_meta(key, value)
    put_piece(row),  pieces(file) -> dict[tuple[int, int], bytes],  drop_pieces(file)
    put_problems(problems),  problems() -> list[Problem],  problem_count() -> int
Keeping (keep.py, doctor.py, forget.py): functions over a store
    keep.backup(store, path),  keep.restore(home, path) -> Path | None (the copy made of what was there)
    keep.export(store) -> Iterator[str],  keep.load(store, lines) -> tuple[Appended, list[Problem]]
    doctor.examine(store) -> Diagnosis,  doctor.examine_place(home, owner) -> Diagnosis (where it cannot be opened)
    forget.forget(store, handles=(), ids=()) -> Forgotten;  build the caches again afterwards, the stamp is empty
Outbox (outbox.py): functions over a store; truth, as facts are
    outbox.approve(store, row) -> bool,  outbox.claim(store, key, digest, now) -> attempt,  outbox.transmit(store, key, attempt)
    outbox.settle(store, key, attempt, state),  outbox.decide(store, key, of, state),  outbox.let_go(store, now) -> rows
    outbox.rows(store, states=()),  outbox.row(store, key),  outbox.busy(store),  outbox.calm(store)
Secrets (vault.py): Vault(folder, ask).get(name), put(name, secret), drop(name)
Fast read (hot.py, standard library only)
    hot.read(home, owner, day, stamp, outreach_since) -> Page | None
Light reads (light.py, no SQLAlchemy until somebody writes)
    light.light_store(home, owner, opener) -> Store
Crash points for tests (crash.py): crash_point(name).  Private files (files.py): database_file, private_dir, write_file
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from afterword.store.rows import Act, Appended, Changed, Diagnosis, Forgotten, Hit, Touch
    from afterword.store.store import Store, open_store

__all__ = ["Act", "Appended", "Changed", "Diagnosis", "Forgotten", "Hit", "Store", "Touch", "open_store"]


def __getattr__(name: str) -> Any:
    """Loads the heavy modules on first use only: the fast read of `today` must not pay for them."""
    if name in ("Store", "open_store"):
        from afterword.store import store

        return getattr(store, name)
    if name in __all__:
        from afterword.store import rows

        return getattr(rows, name)
    raise AttributeError(name)
