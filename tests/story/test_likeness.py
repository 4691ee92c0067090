"""Who may be the same person: the labelled pairs hold their figures, and hard ones are told apart for the right reason."""

from __future__ import annotations

from collections import Counter

import pytest
from tests.story.judging import judged
from tests.story.likeness_cases import cases

from afterword.story.likeness import Profile, compared, names_agree, suggestions


def test_the_labelled_pairs_keep_the_figures_of_the_house():
    """Precision of what is merged without asking >= 0.99, recall of suggestions >= 0.95, on the half that was not looked at."""
    rows = [c for c in cases() if c.half == "judge"]
    assert len(cases()) >= 500
    found = Counter((c.same, judged(c)) for c in rows)
    assert found[True, "merged"] / (found[True, "merged"] + found[False, "merged"]) >= 0.99
    assert found[True, "asked"] / (found[True, "asked"] + found[True, "nothing"]) >= 0.95


@pytest.mark.parametrize(
    ("a", "b", "how"),
    [
        ("Bill Holt", "William Holt", "short"), ("Holt Dana", "Dana Holt", "swapped"), ("Jürgen Müller", "Juergen Mueller", "same"), ("Сергей Морозов", "Sergey Morozov", "short"),
        ("Dana M. Holt", "Dana Holt", "middle"), ("D. Holt", "Dana Holt", "initial"), ("Dana Whitfeild", "Dana Whitfield", "spelling"), ("Jane Holt", "Jane Carter", "surname"),
        ("Eric Berg", "Erin Berg", "conflict"), ("John A. Holt", "John B. Holt", "conflict"), ("Tom Berg", "Ann Berg", "conflict"), ("Dana", "Dana Holt", "single"),
    ],
)  # fmt: skip
def test_names_agree_in_their_own_way(a: str, b: str, how: str):
    assert names_agree([a], [b]) == names_agree([b], [a]) == how


def test_a_weak_name_needs_something_beside_it():
    jane, carter = Profile("a", frozenset({"Jane Holt"})), Profile("b", frozenset({"Jane Carter"}))
    assert compared(jane, carter) is None
    both = frozenset({"+15550100142"})
    found = compared(Profile("a", jane.names, phones=both), Profile("b", carter.names, phones=both))
    assert found is not None
    assert any("number" in why for why in found.reasons)


def test_two_linkedin_names_are_two_people():
    a, b = Profile("a", frozenset({"Wei Zhang"}), slugs=frozenset({"li:wei-1"})), Profile("b", frozenset({"Wei Zhang"}), slugs=frozenset({"li:wei-2"}))
    assert compared(a, b) is None


def test_only_pairs_about_somebody_wanted_are_given():
    people = [Profile("a", frozenset({"Bill Holt"})), Profile("b", frozenset({"William Holt"})), Profile("c", frozenset({"Billy Holt"}))]
    assert len(suggestions(people)) == 3
    assert {x.a for x in suggestions(people, {"a"}.__contains__)} == {"a"}


def test_the_order_of_people_does_not_matter():
    people = [Profile(k, frozenset({n})) for k, n in (("a", "Bill Holt"), ("b", "William Holt"), ("c", "Dana Vale"), ("d", "Vale Dana"))]
    assert suggestions(people) == suggestions(reversed(people))
