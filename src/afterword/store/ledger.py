"""The ledger: facts in, never changed; acts taken back and put back by further facts."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

from sqlalchemy import Select, func, literal_column, select, tuple_

from afterword.errors import NotFound
from afterword.facts import Fact, codec, fact
from afterword.facts.kinds import Body, Message, Withdrawn
from afterword.store import tombs, withdrawal
from afterword.store.prepared import OWNER, Query, named
from afterword.store.rows import Act, Appended, Undone
from afterword.store.schema import facts as table
from afterword.store.schema import hidden, meta, tombstones
from afterword.store.seal import Row, payload_of, seal, tally, unseal
from afterword.store.session import Session, chunks

PAGE = 2000
TALLY = 1 << 128

SHOWN = ~select(hidden.c.fact).where(hidden.c.owner == table.c.owner, hidden.c.fact == table.c.id).exists()
BY_ID = Query(lambda ids: select(*table.c).where(table.c.owner == OWNER, table.c.id.in_(ids)))
LEARNT = Query(lambda ids: select(table.c.id, table.c.learnt).where(table.c.owner == OWNER, table.c.id.in_(ids)))
HIDDEN = Query(lambda ids: select(hidden.c.fact).where(hidden.c.owner == OWNER, hidden.c.fact.in_(ids)))
SOME_HIDDEN = Query(lambda _: select(hidden.c.fact).where(hidden.c.owner == OWNER).limit(1))
STONES = Query(lambda _: select(tombstones.c.id).where(tombstones.c.owner == OWNER))
LAST_ACT = Query(lambda _: select(func.max(table.c.act)).where(table.c.owner == OWNER))
ACT_BEFORE = Query(lambda _: select(func.max(table.c.act)).where(table.c.owner == OWNER, table.c.act > literal_column("''"), table.c.act < named("act")))
ONE_OF_ACT = Query(lambda _: select(table.c.learnt, table.c.by).where(table.c.owner == OWNER, table.c.act == named("act")).limit(1))
META = Query(lambda keys: select(meta.c.value).where(meta.c.owner == OWNER, meta.c.key.in_(keys)))
_ORDER = (table.c.kind, table.c.at, table.c.id)
OF_KINDS = Query(lambda kinds: select(*table.c).where(table.c.owner == OWNER, table.c.kind.in_(kinds)).order_by(*_ORDER).limit(PAGE))
SHOWN_OF_KINDS = Query(lambda kinds: select(*table.c).where(table.c.owner == OWNER, table.c.kind.in_(kinds), SHOWN).order_by(*_ORDER).limit(PAGE))


def _joined(kept: Fact, arrived: Fact) -> Fact:
    """Two observations of one fact as one: the earlier `learnt`, the fuller body."""
    return replace(
        kept,
        learnt=min(kept.learnt, arrived.learnt),
        body=max((kept.body, arrived.body), key=_fullness) if isinstance(kept.body, Message) else kept.body,
    )


def _of_act(one: Fact, act: str) -> Fact:
    """`replace` asks every field anew, which is felt on 100,000 mails."""
    return Fact(one.id, one.kind, one.at, one.body, one.learnt, one.origin, one.by, act)


def _fullness(body: Body) -> tuple[bool, bool, int, bytes]:
    payload = codec.dumps(body)
    spam, draft = (body.spam, body.draft) if isinstance(body, Message) else (False, False)
    return not spam, not draft, len(payload), payload


class Ledger(Session):
    """What happened, for one owner."""

    history = False
    """Set where what is kept happened before the user came (the demo)."""

    # Facts in

    def append(self, facts: Iterable[Fact], *, act: str = "") -> Appended:
        """Keeps facts that are not known yet; `act` is given to those that carry none.

        A known fact falls away, but the ledger keeps the earliest `learnt`. A known fact that an undo had hidden comes
        back. A fact that was forgotten, or that names somebody who was, is refused.
        """
        batch: dict[str, Fact] = {}
        twice = 0
        for one in facts:
            if one.id in batch:
                twice += 1
                batch[one.id] = _joined(batch[one.id], one)
            else:
                batch[one.id] = one if one.act or not act else _of_act(one, act)
        if not batch:
            return Appended()
        done = self.run(lambda: self._append(batch, act))
        return replace(done, known=done.known + twice)

    def append_sealed(self, rows: Sequence[Row]) -> list[Row]:
        """Keeps facts that were sealed elsewhere (an import's workers) and are new here, without a look inside them.

        Returns the others: known already, twice among these, or of somebody who may have been forgotten. `append` them.
        """
        first = {row[1]: row for row in reversed(rows)}
        with self.transaction():
            known = first if self.graves() else self._learnt(first)
            new = [row for name, row in first.items() if name not in known]
            self.add_rows(table, new)
            self._count_in(len(new), sum(map(tally, new)))
            if new and self._taken_back({row[7] for row in new}):
                self.refresh_hidden()
        kept = set(map(id, new))
        return [row for row in rows if id(row) not in kept]

    def _append(self, batch: dict[str, Fact], act: str) -> Appended:
        graves = self.graves()
        refused = {name for name, one in batch.items() if graves.covers(one)} if graves else set()
        known = self._learnt(name for name in batch if name not in refused)
        new = [one for name, one in batch.items() if name not in known and name not in refused]
        rows = [seal(self.owner, one) for one in new]
        self.add_rows(table, rows)
        self._count_in(len(rows), sum(map(tally, rows)))
        improved = self._improve(batch, known)
        revived = self._revive([batch[name] for name in known], act)
        back = {one.id for one in revived}
        enriched = tuple(better for _, better in improved if better.id not in back)
        replaced = tuple(poorer for poorer, _ in improved)
        if any(one.kind == "withdrawn" for one in new) or self._taken_back({one.act for one in new}):
            self.refresh_hidden()
        fell_away = len(known) - len(revived) - len(enriched)
        return Appended(tuple(new), fell_away, tuple(revived), enriched, replaced, len(refused))

    def _learnt(self, ids: Iterable[str]) -> dict[str, int]:
        return dict(self.ask(LEARNT, ids))

    def _improve(self, batch: dict[str, Fact], known: dict[str, int]) -> list[tuple[Fact, Fact]]:
        """Keeps the earlier `learnt` and the fuller copy of a message, so that the order of imports cannot matter.

        A message is named by its id, sender, date and words (DESIGN.md, rule 2); two copies may differ in the rest.
        """
        asked = [name for name, learnt in known.items() if batch[name].kind == "message" or batch[name].learnt < learnt]
        improved = []
        for row in self.ask(BY_ID, asked):
            arrived = batch[row[1]]
            if arrived.learnt >= row[4] and codec.dumps(arrived.body) == payload_of(row):
                continue
            kept = unseal(row)
            joined = _joined(kept, arrived)
            if joined != kept:
                better = seal(self.owner, joined)
                self.put_rows(table, [better])
                self._count_in(0, tally(better) - tally(row))
            if joined.body != kept.body:
                improved.append((kept, joined))
        return improved

    def _revive(self, known: Sequence[Fact], act: str) -> list[Fact]:
        gone = self.hidden(one.id for one in known) if known else set()
        back = [one for one in known if one.id in gone]
        if back:
            number = self._next_ordinal()
            told = Withdrawn(facts=tuple(sorted(one.id for one in back)), number=number)
            at = max(one.learnt for one in back)
            row = seal(self.owner, fact(told, at, learnt=at, origin="imported again", by=back[0].by, act=act))
            self.add_rows(table, [row])
            self._count_in(1, tally(row))
            self.refresh_hidden()
        return list(self.by_id(one.id for one in back).values())  # as kept: the copy that arrived may be a poorer one

    def _count_in(self, more: int, seals: int) -> None:
        """Keeps number and sum of all seals, by which `doctor` sees that rows vanished."""
        if more or seals:
            count, total = self.tally() or (0, 0)
            value = f"{count + more}:{(total + seals) % TALLY:032x}"
            self.put_rows(meta, [(self.owner, "tally", value)])

    def tally(self) -> tuple[int, int] | None:
        """How many facts there should be and the sum of their seals; None where nobody counted yet."""
        found = self.ask(META, ["tally"])
        if not found or not found[0][0]:
            return None
        count, _, total = found[0][0].partition(":")
        return int(count), int(total, 16)

    def count_again(self) -> None:
        """Counts all facts afresh: after the caches were made anew, and after `forget`."""
        count = total = 0
        for row in self.sealed():
            count, total = count + 1, (total + tally(row)) % TALLY
        self.put_rows(meta, [(self.owner, "tally", f"{count}:{total:032x}")])

    def graves(self) -> tombs.Tombs:
        """The owner's tombstones."""
        return tombs.read(stone for (stone,) in self.ask_one(STONES))

    # Facts out

    def fact(self, name: str) -> Fact | None:
        """The fact of an id; None when there is none."""
        return self.by_id([name]).get(name)

    def get(self, prefix: str) -> Fact:
        """The one fact whose id begins so. Raises NotFound when there is none, or more than one."""
        start = prefix.lower()
        asked = self.mine(table).where(table.c.id >= start, table.c.id < start + "\x7f").limit(2)
        found = self.rows(asked) if start else []
        if len(found) == 1:
            return unseal(found[0])
        raise NotFound(
            f"more than one fact begins with {prefix}: give more of it" if found else f"there is no fact {prefix}"
        )

    def by_id(self, ids: Iterable[str]) -> dict[str, Fact]:
        """The facts of these ids, as far as they are there."""
        return {row[1]: unseal(row) for row in self.ask(BY_ID, ids)}

    def facts(self, kinds: Collection[str] | None = None) -> Iterator[Fact]:
        """All facts, the withdrawn too, by kind and date. Reads in pages: writers need not wait for the end."""
        return map(unseal, self._paged(lambda: self.mine(table), kinds, OF_KINDS))

    def in_force(self, kinds: Collection[str] | None = None) -> Iterator[Fact]:
        """The facts that count: without those taken back, and without the facts that took them back."""
        return map(unseal, self._paged(self._shown, None if kinds is None else set(kinds) - {"withdrawn"}, SHOWN_OF_KINDS))

    def _shown(self) -> Select[Any]:
        return self.mine(table).where(table.c.kind != "withdrawn", ~self.is_hidden(table.c.id))

    def is_hidden(self, column: Any) -> Any:
        """SQL: is the fact named in this column withdrawn?"""
        return select(hidden.c.fact).where(hidden.c.owner == self.owner, hidden.c.fact == column).exists()

    def _paged(self, whole: Callable[[], Select[Any]], kinds: Collection[str] | None, first: Query) -> Iterator[Sequence[Any]]:
        """`first` asks for the first page of some kinds, which often is all there is: the `whole` is put together where it is not."""
        page = self.ask(first, sorted(kinds)) if kinds is not None else self.rows(whole().order_by(*_ORDER).limit(PAGE))
        while page:
            yield from page
            if len(page) < PAGE:
                return
            last = page[-1]
            asked = whole() if kinds is None else whole().where(table.c.kind.in_(sorted(kinds)))
            page = self.rows(asked.where(tuple_(*_ORDER) > (last[2], last[3], last[1])).order_by(*_ORDER).limit(PAGE))

    def sealed(self) -> Iterator[Sequence[Any]]:
        """All rows as they lie, by id: for export, doctor and whoever must see damage."""
        asked = self.mine(table).order_by(table.c.id).limit(PAGE)
        page = self.rows(asked)
        while page:
            yield from page
            page = self.rows(asked.where(table.c.id > page[-1][1])) if len(page) == PAGE else []

    def count(self) -> int:
        """How many facts there are, the withdrawn too."""
        return int(self.value(select(func.count()).select_from(table).where(table.c.owner == self.owner)))

    def count_by_kind(self) -> dict[str, int]:
        """How many facts in force there are of each kind."""
        asked = (
            select(table.c.kind, func.count())
            .where(table.c.owner == self.owner, table.c.kind != "withdrawn", ~self.is_hidden(table.c.id))
            .group_by(table.c.kind)
        )
        return {kind: int(count) for kind, count in self.rows(asked)}

    def logical_hash(self) -> str:
        """SHA-256 over id, kind, at and body of the facts in force, by id: equal stores have equal hashes."""
        found = sha256()
        with self.snapshot():
            gone = set(self.column(self.mine(hidden, "fact")))
            for row in self.sealed():
                if row[2] != "withdrawn" and row[1] not in gone:
                    found.update(f"{row[1]}\0{row[2]}\0{row[3]}\0".encode() + payload_of(row) + b"\n")
        return found.hexdigest()

    # Acts

    def new_act(self, name: str) -> str:
        """An id for the next act of the user; it sorts after all acts before it. What is `history` is no act, and undo leaves it."""
        if self.history:
            return ""
        return withdrawal.act_id(self._next_ordinal(), name, secrets.token_hex(3))

    def _next_ordinal(self) -> int:
        last = self.ask_one(LAST_ACT)[0][0]
        self._ordinal: int = max(withdrawal.ordinal_of(last or ""), getattr(self, "_ordinal", 0)) + 1
        return self._ordinal

    def acts(self, limit: int = 50) -> list[Act]:
        """The user's acts, newest first; undo and redo are none."""
        withdrawals, _ = self._withdrawals()
        gone, own = withdrawal.withdrawn_acts(withdrawals), {one.made for one in withdrawals}
        found = []
        for name in self._acts_before(None):
            if name not in own:
                found.append(self._act(name, withdrawn=name in gone))
            if len(found) == limit:
                break
        return found

    def _acts_before(self, name: str | None) -> Iterator[str]:
        last = self.ask_one(LAST_ACT)[0][0] if name is None else self.ask_one(ACT_BEFORE, act=name)[0][0]
        while last:
            yield last
            last = self.ask_one(ACT_BEFORE, act=last)[0][0]

    def _act(self, name: str, *, withdrawn: bool) -> Act:
        (row,) = self.ask_one(ONE_OF_ACT, act=name)
        return Act(name, withdrawal.name_of(name), int(row[0]), str(row[1]), withdrawn)

    def undo(self, at: int, by: str = "") -> Undone | None:
        """Takes back the newest act that stands. None when there is none."""

        def work() -> Undone | None:
            withdrawals, _ = self._withdrawals()
            passed = withdrawal.withdrawn_acts(withdrawals) | {one.made for one in withdrawals}
            act = next((name for name in self._acts_before(None) if name not in passed), "")
            return self.withdraw(act, at, by=by) if act else None

        return self.run(work)

    def redo(self, at: int, by: str = "") -> Undone | None:
        """Puts back what the last undo took. None when there is nothing, or when an act came after it."""

        def work() -> Undone | None:
            withdrawals, _ = self._withdrawals()
            own = {one.made for one in withdrawals}
            since = []
            for name in self._acts_before(None):
                if not withdrawals or withdrawal.ordinal_of(name) < withdrawals[0].number:
                    break
                if name not in own:
                    since.append(name)
            act = withdrawal.redoable(withdrawals, since)
            return self.withdraw(act, at, again=True, by=by) if act else None

        return self.run(work)

    def withdraw(self, act: str, at: int, *, again: bool = False, by: str = "") -> Undone:
        """Takes one act back, or with `again` puts it back. Raises NotFound for an act that is unknown."""

        def work() -> Undone:
            if not self.rows(self.mine(table, "id").where(table.c.act == act).limit(1)) or not act:
                raise NotFound(f"there is no act {act}")
            number = self._next_ordinal()
            made = withdrawal.act_id(number, "redo" if again else "undo", secrets.token_hex(3))
            before = set(self.column(self.mine(hidden, "fact")))
            self.append([fact(Withdrawn(act=act, again=again, number=number), at, learnt=at, by=by, act=made)])
            after = set(self.column(self.mine(hidden, "fact")))
            return Undone(self._act(act, withdrawn=not again), again, tuple(sorted(before ^ after)))

        return self.run(work)

    def hidden(self, ids: Iterable[str]) -> set[str]:
        """Which of these facts are withdrawn."""
        return {name for (name,) in self.ask(HIDDEN, ids)} if self.ask_one(SOME_HIDDEN) else set()

    def _withdrawals(self) -> tuple[list[withdrawal.Withdrawal], list[withdrawal.Revival]]:
        return withdrawal.sorted_out(self.facts(("withdrawn",)))

    def _taken_back(self, acts: set[str]) -> bool:
        return bool(acts & withdrawal.withdrawn_acts(self._withdrawals()[0]))

    def refresh_hidden(self) -> None:
        """Works out anew which facts are withdrawn: a function of the facts alone."""
        withdrawals, revivals = self._withdrawals()
        gone = withdrawal.withdrawn_acts(withdrawals)
        back = {name for one in revivals if one.act not in gone for name in one.facts}
        want: set[str] = set()
        for part in chunks(sorted(gone)):
            want.update(self.column(self.mine(table, "id").where(table.c.act.in_(part), table.c.kind != "withdrawn")))
        want -= back
        have = set(self.column(self.mine(hidden, "fact")))
        self.drop_rows(hidden, "fact", have - want)
        self.add_rows(hidden, [(self.owner, name) for name in sorted(want - have)])
