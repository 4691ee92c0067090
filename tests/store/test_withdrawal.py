from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from tests.store.making import saved

from afterword.store import open_store


class UndoMachine(RuleBasedStateMachine):
    """Acts, undo and redo in any order, beside the plainest model there is: two stacks."""

    def __init__(self) -> None:
        super().__init__()
        self.store = open_store(":memory:")
        self.done: list[tuple[str, set[str]]] = []
        self.undone: list[tuple[str, set[str]]] = []
        self.number = 0

    def teardown(self) -> None:
        self.store.close()

    @rule(size=st.integers(1, 3), again=st.booleans())
    def act(self, size: int, again: bool) -> None:
        """A new act; now and then with facts that an undo had taken away, which come back."""
        name = self.store.new_act("save")
        gone = sorted({fact for _, facts in self.undone for fact in facts} - self._standing())
        facts = [saved(self.number + n) for n in range(size)]
        if again and gone:
            facts.append(self.store.by_id(gone[:1])[gone[0]])
        self.number += size
        self.store.append(facts, act=name)
        self.done.append((name, {one.id for one in facts}))
        self.undone.clear()

    @rule()
    def undo(self) -> None:
        found = self.store.undo(5)
        assert (found.act.id if found else None) == (self.done[-1][0] if self.done else None)
        if self.done:
            self.undone.append(self.done.pop())

    @rule()
    def redo(self) -> None:
        found = self.store.redo(5)
        assert (found.act.id if found else None) == (self.undone[-1][0] if self.undone else None)
        if self.undone:
            self.done.append(self.undone.pop())

    @rule()
    def forget_what_is_derived(self) -> None:
        self.store.rebuild("anything")

    def _standing(self) -> set[str]:
        return {fact for _, facts in self.done for fact in facts}

    @invariant()
    def what_stands_is_what_was_done(self) -> None:
        assert {one.id for one in self.store.in_force()} == self._standing()
        assert [act.id for act in self.store.acts() if not act.withdrawn][:1] == [name for name, _ in self.done[-1:]]


TestUndo = UndoMachine.TestCase
TestUndo.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
