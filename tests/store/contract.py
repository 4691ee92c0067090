"""What every database must do: one class that the tests of each database inherit."""

from __future__ import annotations

import random
import threading
from dataclasses import replace

import pytest
from sqlalchemy.exc import DBAPIError
from tests.store.contract_caches import CachesContract, follow_up
from tests.store.making import START, mail, mixed, saved

from afterword.errors import NotFound
from afterword.facts import fact, rightly_named
from afterword.facts.kinds import Mailbox, Message, Withdrawn
from afterword.store import Store, doctor, forget, keep
from afterword.store.rows import Touch, WordsRow


class StoreContract(CachesContract):
    """Needs a fixture `store` that gives an empty one, and `another` that gives a second empty one."""

    # Facts

    def test_facts_come_back_as_they_went_in(self, store: Store):
        given = mixed()
        done = store.append(given, act="a")
        assert {f.id for f in done.new} == {f.id for f in given}
        assert {f.id: replace(f, act="") for f in store.facts()} == {f.id: f for f in given}
        assert all(map(rightly_named, store.facts()))
        assert {f.act for f in store.facts()} == {"a"}

    def test_known_facts_fall_away_in_any_order(self, store: Store, another: Store):
        given = mixed()
        store.append(given)
        shuffled = [*given, *given]
        random.Random(3).shuffle(shuffled)
        for one in shuffled:
            another.append([one])
        assert another.append(given).known == len(given)
        assert another.append(given + given).new == ()
        assert another.logical_hash() == store.logical_hash()
        assert another.count() == len(given)

    def test_the_earliest_learnt_is_kept(self, store: Store):
        store.append([mail(1, learnt=50)])
        store.append([mail(1, learnt=20), mail(1, learnt=90)])
        assert [f.learnt for f in store.facts()] == [20]
        assert doctor.examine(store).ok

    def test_the_fuller_copy_of_a_message_wins_in_any_order(self, store: Store, another: Store):
        bare = Message(message_id="<a@b.example>", sender=Mailbox("", "d@acme.example"), text="hello")
        full = Message(message_id="<a@b.example>", sender=Mailbox("D", "d@acme.example"), text="hello", labels=("Job",))
        store.append([fact(bare, 5)])
        done = store.append([fact(full, 5)])
        assert [f.body for f in done.to_read] == [full]
        assert [f.body for f in done.replaced] == [bare]
        another.append([fact(full, 5), fact(bare, 5)])
        assert store.append([fact(bare, 5)]).to_read == ()
        assert store.logical_hash() == another.logical_hash()
        assert doctor.examine(store).ok

    def test_a_fact_is_found_by_the_beginning_of_its_id(self, store: Store):
        store.append(mixed())
        one = next(store.facts())
        assert store.get(one.id[:12]) == one
        assert store.fact(one.id) == one
        assert store.fact("0" * 64) is None
        for prefix in ("", "zz", "%"):
            with pytest.raises(NotFound):
                store.get(prefix)
        store.append([mail(n) for n in range(40)])
        with pytest.raises(NotFound, match="more than one"):
            store.get(next(c for c in "0123456789abcdef" if sum(f.id[0] == c for f in store.facts()) > 1))

    def test_facts_of_some_kinds_come_by_date_over_many_pages(self, store: Store, monkeypatch):
        monkeypatch.setattr("afterword.store.ledger.PAGE", 7)
        given = mixed(30)
        store.append(given)
        dates = [f.at for f in store.facts({"message"})]
        assert dates == sorted(dates)
        assert len(dates) == 30
        assert len(list(store.facts())) == len(given)
        assert len(list(store.sealed())) == len(given)

    def test_hostile_text_is_kept_without_harm(self, store: Store):
        odd = fact(Message(text="nul \0 lone \ud800 end", message_id="<x@y.example>"), 5, origin="a\0b\ud801")
        store.append([odd])
        assert doctor.examine(store).ok
        store.put_touches([Touch("email:a\0@b.example", odd.id)])
        assert len(store.touching(["email:a\0@b.example"])) == 1
        assert [h.key for h in store.find("nul")] == []

    def test_nothing_is_kept_of_a_transaction_that_fails(self, store: Store):
        def half() -> None:
            with store.transaction():
                store.append(mixed())
                store.put_meta("x", "y")
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            half()
        assert store.count() == 0
        assert store.meta("x") == ""

    # Undo

    def test_undo_takes_back_the_last_act_and_redo_puts_it_back(self, store: Store):
        first, second = store.new_act("import"), None
        store.append(mixed(), act=first)
        before = store.logical_hash()
        second = store.new_act("save")
        store.append([saved(1)], act=second)
        after = store.logical_hash()
        undone = store.undo(1, "me")
        assert undone is not None
        assert (undone.act.id, undone.act.name, undone.facts) == (second, "save", (saved(1).id,))
        assert store.logical_hash() == before
        assert store.hidden([saved(1).id]) == {saved(1).id}
        redone = store.redo(1)
        assert redone is not None
        assert store.logical_hash() == after
        assert store.redo(1) is None
        assert [a.id for a in store.acts()] == [second, first]

    def test_what_is_history_is_no_act_and_undo_leaves_it(self, store: Store):
        store.history = True
        store.append([saved(1)], act=store.new_act("save"))
        store.history = False
        assert store.undo(START) is None
        store.append([saved(2)], act=store.new_act("save"))
        assert store.undo(START) is not None
        assert store.undo(START) is None
        assert [f.id for f in store.in_force()] == [saved(1).id]

    def test_a_new_act_leaves_nothing_to_redo(self, store: Store):
        store.append([saved(1)], act=store.new_act("a"))
        store.undo(1)
        store.append([saved(2)], act=store.new_act("b"))
        assert store.redo(1) is None
        assert store.undo(1) is not None
        assert store.undo(1) is None
        assert store.count_by_kind() == {}

    def test_what_was_undone_comes_back_when_imported_again(self, store: Store):
        store.append(mixed(), act=store.new_act("import"))
        whole = store.logical_hash()
        store.undo(5)
        assert list(store.in_force()) == []
        done = store.append(mixed(), act=store.new_act("import"))
        assert len(done.revived) == len(mixed())
        assert store.logical_hash() == whole
        store.undo(6)
        assert list(store.in_force()) == []
        store.redo(6)
        assert store.logical_hash() == whole

    def test_withdrawals_count_in_whatever_order_they_arrive(self, store: Store, another: Store):
        act = store.new_act("import")
        store.append(mixed(), act=act)
        store.undo(5)
        for one in sorted(store.facts(), key=lambda f: f.kind != "withdrawn"):
            another.append([one])
        assert list(another.in_force()) == []
        assert another.count() == store.count()

    def test_an_unknown_act_cannot_be_withdrawn(self, store: Store):
        with pytest.raises(NotFound):
            store.withdraw("nothing", 1)

    # Keeping

    def test_an_export_makes_an_equal_store(self, store: Store, another: Store):
        store.append(mixed(), act=store.new_act("import"))
        store.append([saved(1)], act=store.new_act("save"))
        store.undo(1)
        forget.forget(store, ["email:bo@lind.example"])
        lines = list(keep.export(store))
        done, problems = keep.load(another, lines)
        assert problems == []
        assert len(done.new) == store.count()
        assert another.logical_hash() == store.logical_hash()
        assert list(keep.export(another))[1:] == lines[1:]
        assert another.append(mixed()).forgotten == 2
        assert another.redo(9) is not None

    def test_a_cut_or_changed_export_is_told(self, store: Store, another: Store):
        store.append(mixed())
        lines = list(keep.export(store))
        _, problems = keep.load(another, [*lines[:3], '{"id": 1}', "nonsense", lines[4].replace("Friday", "Monday")])
        assert [p.place for p in problems] == ["line 4", "line 5", "line 6", "end"]
        assert another.count() == 2

    def test_what_is_forgotten_does_not_come_back(self, store: Store):
        theirs = [mail(n, sender="bo@lind.example") for n in range(20, 24)]
        others = mail(50, text="Bo (bo@lind.example) told me")
        store.append([*mixed(), *theirs, others], act=store.new_act("import"))
        done = forget.forget(store, ["email:bo@lind.example"], [mail(1).id])
        assert (done.facts, done.mentions) == (4 + 2 + 1, 1)
        again = store.append([*mixed(), *theirs, others])
        assert (again.forgotten, again.new) == (7, ())
        assert store.fact(mail(1).id) is None
        assert store.stamp == ""
        assert doctor.examine(store).ok
        assert forget.forget(store, ["email:bo@lind.example"]).facts == 0

    def test_owners_do_not_see_each_other(self, store: Store, neighbour: Store):
        store.append(mixed(), act=store.new_act("import"))
        store.put_plan("p", [follow_up("a")])
        store.put_words([WordsRow("1", "message", "hello")])
        assert neighbour.count() == 0
        assert neighbour.follow_ups() == neighbour.find("hello") == neighbour.acts() == []
        neighbour.append([mail(1)])
        neighbour.put_words([WordsRow("1", "message", "hello")])
        neighbour.put_plan("p", [follow_up("a")])
        neighbour.rebuild("x")
        forget.forget(neighbour, ids=[mail(1).id])
        assert store.count() == len(mixed())
        assert len(store.follow_ups()) == 1
        assert len(store.find("hello")) == 1
        assert neighbour.find("hello") == []
        assert doctor.examine(store).ok
        assert doctor.examine(neighbour).ok

    def test_threads_share_a_store(self, store: Store):
        def write(first: int) -> None:
            for number in range(first, first + 10):
                store.append([saved(number)], act=store.new_act("save"))
                assert store.fact(saved(number).id) is not None

        threads = [threading.Thread(target=write, args=(first,)) for first in (0, 100, 200)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert store.count() == 30
        assert len(store.acts()) == 30
        assert doctor.examine(store).ok

    def test_two_stores_of_one_owner_take_turns(self, store: Store, twin: Store):
        seen: list[str] = []

        def write() -> None:
            with twin.transaction():
                seen.append("twin")
                twin.append([saved(1)])

        with store.transaction():
            thread = threading.Thread(target=write)
            thread.start()
            thread.join(0.15)
            assert seen == []
            store.append([saved(1), saved(2)])
        thread.join()
        assert (seen, store.count()) == (["twin"], 2)
        assert doctor.examine(store).ok

    def test_work_is_done_again_when_the_database_asks_for_it(self, store: Store, monkeypatch):
        class ConflictError(Exception):
            sqlstate = "40001"

        tries: list[int] = []
        monkeypatch.setattr(store.dialect, "is_conflict", lambda error: "40001" in str(error), raising=False)

        def work() -> int:
            store.put_meta("tries", str(len(tries)))
            tries.append(1)
            if len(tries) < 3:
                raise DBAPIError("", None, ConflictError("40001"))
            return len(tries)

        assert store.run(work) == 3
        assert store.meta("tries") == "2"

    def test_a_withdrawal_alone_is_harmless(self, store: Store):
        store.append([fact(Withdrawn(act="gone", number=1), 1), fact(Withdrawn(facts=("x",), number=2), 1)])
        assert list(store.in_force()) == []
        assert store.undo(1) is None
