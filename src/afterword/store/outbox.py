"""The outbox: what was approved, and how far each mail got (RELIABILITY.md, section 5). Functions over a store.

    draft -> approved -> claimed -> transmitting -> sent | refused | unknown

One row a follow-up and one a Message-ID: the database holds that, not code. Every step is one compare-and-set in one
transaction, so a second sender gets nothing. A row whose sender died goes back to where it is safe: before
`transmitting` it may be tried again, after it nobody knows, and only evidence or the person ends that.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from typing import Any, Literal, get_args

from sqlalchemy import func, insert, select, update

from afterword.store.claimant import is_alive, myself
from afterword.store.prepared import OWNER, Query
from afterword.store.schema import outbox
from afterword.store.session import Session

State = Literal["draft", "approved", "claimed", "transmitting", "sent", "refused", "unknown"]
OPEN: tuple[State, ...] = ("draft", "approved", "refused")
"""States in which nothing is under way and nothing is in doubt: other words may be approved."""


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One mail on its way. `data` is exactly what leaves; instants in microseconds UTC; `body` is JSON of the app's."""

    key: str
    message_id: str
    state: State
    digest: str
    data: bytes
    approved: int
    expires: int
    attempt: int = 0
    claimed: int = 0
    claimant: str = ""
    doubt: int = 0  # 1: an earlier attempt may have arrived, so whatever is not a success leaves it unknown
    detail: str = ""
    body: bytes = b"{}"

    @property
    def intact(self) -> bool:
        """Are these the bytes that were approved?"""
        return sha256(self.data).hexdigest() == self.digest


_ROWS = select(outbox).where(outbox.c.owner == OWNER).order_by(outbox.c.approved.desc(), outbox.c.key)
EVERY = Query(lambda _: _ROWS)
IN_STATES = Query(lambda states: _ROWS.where(outbox.c.state.in_(states)))


def rows(store: Session, states: Collection[str] = ()) -> list[OutboxRow]:
    """All rows in some states (all states), the newest approval first."""
    found = store.ask(IN_STATES, sorted(states)) if states else store.ask_one(EVERY)
    return [OutboxRow(*row[1:]) for row in found]


def row(store: Session, key: str) -> OutboxRow | None:
    """The row of a follow-up."""
    found = store.rows(store.mine(outbox).where(outbox.c.key == key))
    return OutboxRow(*found[0][1:]) if found else None


def approve(store: Session, one: OutboxRow) -> bool:
    """Keeps what was approved just now in the place of an earlier approval. False where one is under way or was sent."""

    def work() -> bool:
        before = row(store, one.key)
        if before is not None and before.state not in OPEN:
            return False
        fresh = replace(one, state="approved", attempt=before.attempt if before else 0, claimed=0, claimant="", doubt=0)
        if before is not None:
            return _move(store, one.key, asdict(fresh), outbox.c.state.in_(OPEN))
        store.change(insert(outbox).values(owner=store.owner, **asdict(fresh)))  # never "or replace": that would take another's row
        return True

    return store.run(work)


def claim(store: Session, key: str, digest: str, now: int, *, of: State = "approved") -> int:
    """Takes a row for this process, whoever is first. Returns the attempt's number, 0 where another was quicker."""

    def work() -> int:
        changed = _move(
            store, key, {"state": "claimed", "attempt": outbox.c.attempt + 1, "claimed": now, "claimant": str(myself())},
            outbox.c.state == of, outbox.c.digest == digest,
        )  # fmt: skip
        return int(store.value(select(outbox.c.attempt).where(outbox.c.owner == store.owner, outbox.c.key == key))) if changed else 0

    return store.run(work)


def transmit(store: Session, key: str, attempt: int) -> bool:
    """The point of no return, durable before the last byte leaves. False where the row is no longer this attempt's."""
    mine = (outbox.c.attempt == attempt, outbox.c.claimant == str(myself()), outbox.c.state == "claimed")
    return store.run(lambda: _move(store, key, {"state": "transmitting"}, *mine))


def settle(store: Session, key: str, attempt: int, state: State, detail: str = "", *, claimant: str = "") -> bool:
    """Ends an attempt by evidence: sent, refused or unknown; or `approved` where nothing had left yet.

    Where an earlier attempt is in doubt, all but `sent` leaves the row unknown. `claimant` is this process unless told.
    """

    def work() -> bool:
        mine = (outbox.c.attempt == attempt, outbox.c.claimant == (claimant or str(myself())), outbox.c.state.in_(("claimed", "transmitting")))
        sure = _move(store, key, _values(state, detail), *mine, outbox.c.doubt == 0 if state != "sent" else True)
        return sure or _move(store, key, _values("unknown", detail), *mine)

    return store.run(work)


def decide(store: Session, key: str, of: Collection[str], state: State, detail: str = "") -> bool:
    """Moves a row that nobody holds: by evidence found later, or because the person says so."""
    return store.run(lambda: _move(store, key, _values(state, detail), outbox.c.state.in_(of)))


def _values(state: State, detail: str) -> dict[str, Any]:
    return {"state": state, "detail": detail, "doubt": 1 if state == "unknown" else 0}


def let_go(store: Session, now: int) -> list[OutboxRow]:
    """Rows whose sender died: before the point of no return they are approved again, after it unknown. Returns those."""
    held = rows(store, ("claimed", "transmitting"))
    found = []
    for one in held:
        if not is_alive(one.claimant, one.claimed, now):
            state: State = "unknown" if one.state == "transmitting" else "approved"
            why = "the program ended while it was leaving" if state == "unknown" else "the program ended before it left"
            if settle(store, one.key, one.attempt, state, why, claimant=one.claimant) and (after := row(store, one.key)):
                found.append(after)
    return found


def busy(store: Session) -> bool:
    """Is any row held by a sender, or in doubt?"""
    asked = select(func.count()).select_from(outbox).where(outbox.c.owner == store.owner, outbox.c.state.in_(("claimed", "transmitting", "unknown")))
    return bool(store.value(asked))


def calm(store: Session) -> None:
    """After a restore nothing may leave by an old approval: a copy cannot know what was sent since it was made."""
    for one in rows(store, ("approved", "claimed", "transmitting")):
        after: State = "unknown" if one.state == "transmitting" else "draft"
        decide(store, one.key, (one.state,), after, "restored from a copy: approve it again")


def forget(store: Session, handles: Iterable[str]) -> None:
    """Erases the rows that go to somebody with one of these handles: `handles` in their body."""
    gone = frozenset(handles)
    store.drop_rows(outbox, "key", [one.key for one in rows(store) if not gone.isdisjoint(json.loads(one.body).get("handles", ()))])


def as_line(one: OutboxRow) -> dict[str, Any]:
    """A row as an export holds it."""
    return {**asdict(one), "data": b64encode(one.data).decode(), "body": json.loads(one.body)}


def take(store: Session, lines: object) -> None:
    """Keeps the rows of an export, as a restore would. Lines that are none are left out, and rows already here stay."""
    found = []
    for line in lines if isinstance(lines, list) else ():
        try:
            made = OutboxRow(**{**line, "data": b64decode(line["data"]), "body": json.dumps(line["body"], sort_keys=True).encode()})
            if made.intact and made.state in get_args(State) and all(isinstance(v, str) for v in (made.key, made.message_id, made.detail)):
                found.append((store.owner, *asdict(made).values()))
        except (TypeError, KeyError, ValueError):
            continue
    store.put_rows(outbox, found, replace=False)
    calm(store)


def _move(store: Session, key: str, values: dict[str, Any], *where: Any) -> bool:
    with store.transaction(), store.connected() as connection:
        done = connection.execute(update(outbox).where(outbox.c.owner == store.owner, outbox.c.key == key, *where).values(**values))
        return bool(done.rowcount == 1)
