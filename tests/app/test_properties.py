"""The properties of DESIGN.md section 5, over drawn searches: order, repetition and detours change nothing."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.app.drawn import searches, with_poorer_copies
from tests.app.homes import home, made_of, plan, shelves, take

from afterword.facts import Fact

quick = settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@quick
@given(searches(), st.data())
def test_order_and_repetition_change_nothing(facts: list[Fact], data: st.DataObject):
    straight = made_of(facts)
    shuffled = made_of(data.draw(st.permutations(facts)))
    doubled = made_of(facts + facts)
    assert plan(shuffled) == plan(straight)
    assert plan(doubled) == plan(straight)
    assert shelves(shuffled) == shelves(straight) == shelves(doubled)


@quick
@given(searches(), st.data())
def test_learning_bit_by_bit_gives_what_a_rebuild_gives(facts: list[Fact], data: st.DataObject):
    told = data.draw(st.permutations(with_poorer_copies(facts)))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(told)), max_size=4)))
    made = home()
    for start, stop in zip([0, *cuts], [*cuts, len(told)], strict=True):
        take(made, told[start:stop])
    step_by_step = plan(made), shelves(made)
    made.rebuild()
    assert step_by_step == (plan(made), shelves(made))
