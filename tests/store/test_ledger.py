from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.store.making import mixed

from afterword.store import doctor, open_store

FACTS = mixed(8)
with open_store(":memory:") as _store:
    _store.append(FACTS)
    WHOLE = _store.logical_hash()


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(len(FACTS))), st.lists(st.integers(0, len(FACTS) - 1), max_size=8), st.integers(1, 5))
def test_the_order_size_and_number_of_appends_change_nothing(order: list[int], twice: list[int], size: int):
    with open_store(":memory:") as store:
        stream = [FACTS[number] for number in (*order, *twice)]
        new = known = 0
        for start in range(0, len(stream), size):
            done = store.append(stream[start : start + size], act=store.new_act("import"))
            new, known = new + len(done.new), known + done.known
        assert (new, known) == (len(FACTS), len(twice))
        assert store.logical_hash() == WHOLE
        assert doctor.examine(store).ok
