"""The writer's half of an import: pieces that were read are kept, one transaction each; then who is who, and the plan.

Nobody waits long for it: a piece is written in a moment, and the planning at the end gives way every second (store/turns.py).
While an import is under way the home says whose it is, so that the next command repairs what a dead one left, and lets a
living one go on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from afterword.app.home import Home
from afterword.app.likening import look
from afterword.app.packing import Batch, Packed, opened, unopened
from afterword.app.planning import Understood, keep, stamp, understand
from afterword.app.sayings import sayings_of
from afterword.app.underway import over, under_way
from afterword.facts import Fact
from afterword.facts import handles as h
from afterword.facts.kinds import Identity, Message
from afterword.store.crash import crash_point
from afterword.store.rows import Appended, PieceRow

Progress = Callable[[str, int, int], None]
NOBODY: tuple[set[str], set[str]] = (set(), set())
SETTLED = 20_000
"""Handles around which it is settled at once who is who."""
MANY = 100_000
"""Handles that wait to be settled and planned; what a larger import has touched so far is planned before it goes on."""


@dataclass(slots=True)
class Pending:
    """What the pieces touched, to be settled and planned once at the end, or when it has become much."""

    touched: set[str] = field(default_factory=set)
    doubtful: set[str] = field(default_factory=set)
    everybody: bool = False
    me_changed: bool = False

    def add(self, found: tuple[set[str], set[str]]) -> None:
        self.touched |= found[0]
        self.doubtful |= found[1]

    def meet(self, found: tuple[set[str], set[str]]) -> None:
        """The same for what is new: each of its sightings holds a handle, from which its name is found as well."""
        self.add((found[0], {x for x in found[1] if not x.startswith(("named:", "house:"))}))

    def clear(self) -> None:
        self.touched, self.doubtful = set(), set()
        self.everybody = self.me_changed = False

    @property
    def much(self) -> bool:
        """Is it so much that memory would grow with the import?"""
        return len(self.touched) + len(self.doubtful) > MANY


def keep_piece(home: Home, batch: Batch, act: str, piece: tuple[str, int, int], pending: Pending) -> int:
    """Keeps what was read of a piece (file, start, stop), and that it was read. Returns how many facts were new."""
    crash_point("before piece")
    with home.store.transaction():
        others = _spam(home, batch)
        left = {id(row) for row in home.store.append_sealed([m.row for m in batch.mails])}
        new = [m for m in batch.mails if id(m.row) not in left]
        pending.meet(_shelve_new(home, new))
        rest = [*opened([m for m in batch.mails if id(m.row) in left]), *others]
        done = home.store.append([u.fact for u in rest], act=act)
        pending.add(home.release(done) if done.replaced or done.to_read else NOBODY)
        pending.meet(_shelve(home, {u.fact.id: u for u in rest}, done))
        pending.everybody |= any(f.kind in ("target", "search") for f in done.to_read)
        me_told = any((isinstance(f.body, Identity) and f.body.me) or f.kind == "position" for f in done.to_read)
        home.store.put_problems(batch.problems)
        if batch.last:
            home.store.put_piece(PieceRow(*piece, _remembered(batch)))
        under_way(home.store, home.clock)
    crash_point("after piece")
    if me_told:
        _look_again(home, pending)
    return len(new) + len(done.new) + len(done.revived)


def _remembered(batch: Batch) -> bytes:
    """What a second import of the piece reports: how many records, and what was wrong with them."""
    read, skipped, problems = batch.counted
    lines = "\n".join(f"{p.place}\t{p.message}" for p in problems)
    return read.to_bytes(4, "big") + skipped.to_bytes(4, "big") + lines.encode("utf-8", "replace")


def _spam(home: Home, batch: Batch) -> list[Understood]:
    """Of the spam folder only what comes from known senders of job mail, or from people in the search (DESIGN.md)."""
    held = [u for u in batch.others if _is_held(u)]
    if not held:
        return batch.others
    senders = {h.email_handle(u.fact.body.sender.email) for u in held if isinstance(u.fact.body, Message)}
    known = {x for x, who in home.store.persons(senders).items() if who in home.store.subjects([who])}
    kept = []
    for one in batch.others:
        body = one.fact.body
        if isinstance(body, Message) and _is_held(one):
            if h.email_handle(body.sender.email) not in known:
                continue
            one = _understood(home, replace(one.fact, body=replace(body, spam=False)))
        kept.append(one)
    batch.skipped["spam"] += len(batch.others) - len(kept)
    batch.others = kept
    return kept


def _is_held(one: Understood) -> bool:
    return isinstance(one.fact.body, Message) and one.fact.body.spam and one.cue is None


def _understood(home: Home, fact: Fact) -> Understood:
    return understand(fact, home.me.emails | home.me.slugs, home.workdays(), home.me.country, sayings_of(home.store).get(fact.id))


def _shelve_new(home: Home, new: list[Packed]) -> tuple[set[str], set[str]]:
    """Mails the ledger did not know, as their reader understood them; what the user said of one wins."""
    names = [m.name for m in new]
    gone = home.store.hidden(names)  # somebody takes this very import back while it is under way
    said = sayings_of(home.store)
    plain = [m for m in new if m.name not in gone and m.name not in said]
    touched, doubtful = keep(home.store, unopened(plain), folded=True)
    spoken = [_understood(home, u.fact) for u in opened([m for m in new if m.name in said and m.name not in gone])]
    more, unsure = keep(home.store, spoken)
    return touched | more, doubtful | unsure


def _shelve(home: Home, arrived: dict[str, Understood], done: Appended) -> tuple[set[str], set[str]]:
    """Everything else. What the ledger keeps may be a fuller copy than the one that arrived: then that one is read."""
    if not done.to_read:
        return NOBODY
    gone, said = home.store.hidden([f.id for f in done.to_read]), sayings_of(home.store)
    fresh = [
        replace(arrived[f.id], fact=f) if f.body is arrived[f.id].fact.body and f.id not in said else _understood(home, f)
        for f in done.to_read if f.id not in gone
    ]  # fmt: skip
    return keep(home.store, fresh)


def _look_again(home: Home, pending: Pending) -> None:
    """The user became known under another address or name: what was read before may be the user's own words."""
    before = home.me
    home.reset()
    pending.me_changed = True
    now = home.me
    pending.everybody |= now != before
    if (now.emails, now.slugs, now.country) != (before.emails, before.slugs, before.country):
        with home.store.transaction():
            pending.add(home.read_again())


def _settle(home: Home, pending: Pending) -> tuple[set[str], bool]:
    """Who is who around all that the pieces touched, some regions at a time: what that needs does not grow with the import."""
    rest = sorted(pending.doubtful)
    unclaimed = pending.doubtful - home.store.persons(rest).keys()
    keys, moved = home.settle(pending.touched, set(rest[:SETTLED]), jobs=pending.me_changed)
    while rest := rest[SETTLED:]:
        done = unclaimed & home.store.persons(rest).keys()  # whoever gained an owner just now was looked at with another
        rest = [x for x in rest if x not in done]
        more, other = home.settle(set(), set(rest[:SETTLED]))
        keys, moved = keys | more, moved or other
    return keys, moved


def work_off(home: Home, pending: Pending, progress: Progress) -> None:
    """Settles who is who and plans for all that is pending, giving way to others in between."""
    home.reset()  # others may have told who the user is meanwhile
    with home.store.transaction():
        keys, moved = _settle(home, pending)
    home.plan(keys, pending.everybody or moved, progress)
    pending.clear()


def finish(home: Home, pending: Pending, progress: Progress, *, alike: bool = True) -> None:
    """What is left to settle and plan. Without `alike` the caller looks who may be one person."""
    work_off(home, pending, progress)
    if alike:
        look(home)
    with home.store.transaction():
        before = home.me
        home.reset()
        if home.me != before:
            home.rebuild()  # somebody said so in between
        home.remember()
        over(home.store)
        home.store.set_stamp(stamp(home.playbooks, home.timings))
    crash_point("import finished")
