"""The limits over all playbooks (DESIGN.md section 3, "Etiquette"), on pages made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterword.facts import Workdays
from afterword.strategy.etiquette import Etiquette, Page, Search, page, weight
from afterword.strategy.model import FollowUp, Outreach, Party, Window

DAYS = Workdays()
TODAY = date(2026, 3, 19)  # a Thursday
LIMITS = Etiquette()


def business(count: int, day: date = TODAY) -> date:
    return DAYS.after(day, count) if count else day


def one(
    name: str = "Dana",
    tier: Any = "window",
    *,
    house: str = "acme",
    due: date = TODAY,
    minutes: int = 5,
    score: float = 1.0,
    **more: Any,
) -> FollowUp:
    """A follow-up to somebody, open from a week before until a week after."""
    person = Party(name, (f"{name.casefold()}@{house}.example",), (), (f"email:{name.casefold()}@{house}.example",))
    span = Window(min(due, TODAY) - timedelta(7), due, TODAY + timedelta(30))
    return FollowUp(
        more.pop("key", f"{name}{tier}{due}"), more.pop("situation", "application"), "first", person, house.title(), "", "email", ("email",), span, tier, minutes,
        "because", (), score=score, houses=(house,), **more,
    )  # fmt: skip


def touch(name: str, day: date, house: str = "acme", **more: Any) -> Outreach:
    handle = f"email:{name.casefold()}@{house}.example"
    return Outreach(day, handle, (house,), (handle,), **more)


def seen(*found: FollowUp, outreach: tuple[Outreach, ...] = (), search: Search = Search(), **more: Any) -> Page:  # noqa: B008 - a frozen value
    return page(found, TODAY, DAYS, outreach, LIMITS, search, **more)


def names(shown: Page) -> list[str]:
    return [f.person.name for f in shown.shown]


@pytest.mark.parametrize(("ago", "shows"), [(0, False), (4, False), (5, True)])
def test_a_person_rests_five_business_days(ago: int, shows: bool):
    assert bool(seen(one(), outreach=(touch("Dana", business(-ago)),)).shown) is shows


@pytest.mark.parametrize(("ago", "shows"), [(2, False), (3, True)])
def test_who_asked_for_something_rests_three_days(ago: int, shows: bool):
    assert bool(seen(one(asked=True), outreach=(touch("Dana", business(-ago)),)).shown) is shows


@pytest.mark.parametrize("free", [{"tier": "promise"}, {"second": True}])
def test_promises_and_second_steps_need_no_rest(free: dict[str, Any]):
    assert seen(one(**free), outreach=(touch("Dana", TODAY),)).shown


def test_what_rest_holds_back_says_so():
    (held,) = seen(one(), outreach=(touch("Dana", business(-3)),)).held
    assert held.reason == "etiquette: Dana heard from you on Monday; 5 business days of rest"


def test_a_touch_to_come_does_not_count():
    assert seen(one(), outreach=(touch("Dana", TODAY + timedelta(1)),)).shown


def test_two_people_at_one_employer_in_five_business_days():
    shown = seen(one("Ana", score=3), one("Bo", score=2), one("Cy", score=1))
    assert names(shown) == ["Ana", "Bo"]
    assert [h.reason for h in shown.held] == ["etiquette: two people at Acme have heard from you this week"]


def test_earlier_touches_of_the_week_count_for_the_employer():
    week = (touch("Ed", business(-4)), touch("Fay", business(-1)))
    assert seen(one("Ana"), outreach=week).shown == ()
    assert seen(one("Ana", house="fenn"), outreach=week).shown


def test_touches_of_the_week_before_are_forgotten():
    assert seen(one("Ana"), outreach=(touch("Ed", business(-5)), touch("Fay", business(-5)))).shown


def test_thank_yous_are_exempt_from_the_limit_per_employer():
    assert names(seen(one("Ana", thanks=True), outreach=(touch("Ed", TODAY), touch("Fay", TODAY)))) == ["Ana"]
    thanked = (touch("Ed", TODAY, thanks=True), touch("Fay", TODAY, thanks=True))
    assert names(seen(one("Ana"), outreach=thanked)) == ["Ana"]


def test_windows_and_garden_take_half_an_hour_together():
    many = [one(f"P{n}", house=f"house{n}", minutes=8) for n in range(6)]
    shown = seen(*many)
    assert sum(f.minutes for f in shown.shown) == 24
    assert {h.reason for h in shown.held} == {"etiquette: 30 minutes a day are enough; this one waits its turn"}


def test_promises_are_never_dropped_for_time():
    many = [one(f"P{n}", "promise", house=f"house{n}", minutes=10) for n in range(9)]
    assert len(seen(*many, minutes=0).shown) == 9


def test_the_user_may_have_less_time_but_never_more():
    many = [one(f"P{n}", house=f"house{n}", minutes=10) for n in range(6)]
    assert len(seen(*many, minutes=10).shown) == 1
    assert len(seen(*many, minutes=600).shown) == 3


def test_a_garden_item_keeps_its_place():
    windows = [one(f"P{n}", house=f"house{n}", minutes=10, score=9) for n in range(5)]
    shown = seen(*windows, one("Mia", "garden", house="meadow", minutes=5))
    assert "Mia" in names(shown)
    assert sum(f.minutes for f in shown.shown) <= 30


def test_one_follow_up_per_person_a_day_the_higher_tier_first():
    shown = seen(one("Dana", "window", due=business(-3)), one("Dana", "promise"))
    assert [f.tier for f in shown.shown] == ["promise"]
    assert [h.reason for h in shown.held] == ["etiquette: one word a day to Dana"]


def test_of_two_promises_to_one_person_the_earlier_due_is_shown():
    first, later = one("Dana", "promise", due=business(-2)), one("Dana", "promise")
    assert [f.key for f in seen(later, first).shown] == [first.key]


def test_people_are_told_apart_by_address_else_number_else_name():
    nobody = replace(
        one("Dana", "promise", key="a"), person=Party("Dana Whitfield", (), ("+15550100142",), ("name:x",))
    )
    same = replace(nobody, key="b", person=Party("D. Whitfield", (), ("5550100142",), ("name:y",)))
    assert len(seen(nobody, same).shown) == 1
    other = replace(same, person=Party("Dana Whitfield", ("dana@fenn.example",), (), ("email:dana@fenn.example",)))
    assert len(seen(nobody, other).shown) == 2


def test_a_closed_or_unopened_window_is_not_on_the_page():
    span = Window(TODAY + timedelta(1), TODAY + timedelta(1), TODAY + timedelta(9))
    past = Window(TODAY - timedelta(9), TODAY - timedelta(8), TODAY - timedelta(1))
    assert seen(replace(one(), window=span), replace(one("Bo"), window=past)) == Page((), ())


def test_the_end_of_a_talk_hides_its_thanks():
    span = replace(one("Dana", "promise"), window=Window(TODAY, TODAY, TODAY, 1000))
    assert seen(span, now=999).shown == ()
    assert seen(span, now=1000).shown


def test_the_present_employer_must_not_learn():
    (held,) = seen(one("Dana", "promise"), employer=frozenset({"email:dana@acme.example"})).held
    assert "employer" in held.reason
    assert seen(one("Dana", "promise"), employer=frozenset({"name:acme"})).shown == ()


def test_a_paused_search_shows_promises_alone_until_its_day():
    both = (one("Ana"), one("Bo", "promise", house="fenn"))
    assert names(seen(*both, search=Search("pause", TODAY + timedelta(1)))) == ["Bo"]
    assert names(seen(*both, search=Search("pause", TODAY))) == ["Bo", "Ana"]


def test_an_ended_search_shows_only_what_helpers_are_owed():
    both = (one("Ana", "promise"), one("Bo", "promise", house="fenn", situation="wrap_up"))
    assert names(seen(*both, search=Search("end"))) == ["Bo"]


def test_good_news_is_told_to_the_closest_first_and_kept_from_nobody():
    """A promise is exempt from the day's minutes (DESIGN.md, section 3): fifteen helpers are fifteen notes, in good order."""
    helpers = [one(f"Helper{n}", "promise", house=f"house{n}", situation="wrap_up", due=business(2), score=float(n), thanks=True) for n in range(15)]
    shown = seen(*helpers)
    assert names(shown) == [f"Helper{n}" for n in range(14, -1, -1)]
    assert not shown.held


def test_promises_come_first_then_windows_then_the_garden():
    shown = seen(one("A", "garden", house="a"), one("B", "window", house="b"), one("C", "promise", house="c"))
    assert [f.tier for f in shown.shown] == ["promise", "window", "garden"]


def test_the_weight_rises_to_the_due_day_holds_a_week_and_fades():
    due = one(due=business(4))
    rising = [weight(due, business(n), DAYS) for n in range(5)]
    assert rising == sorted(rising)
    assert weight(due, business(4), DAYS) == weight(due, business(9), DAYS) == 1.0
    assert weight(due, business(19), DAYS) == pytest.approx(0.5)


followups = st.builds(
    one, st.sampled_from(["Ana", "Bo", "Cy", "Dee", "Ed"]), st.sampled_from(["promise", "window", "garden"]), house=st.sampled_from(["acme", "fenn"]),
    due=st.integers(-6, 6).map(lambda n: TODAY + timedelta(n)), minutes=st.integers(3, 10), score=st.floats(0, 9), asked=st.booleans(),
    key=st.integers(0, 10**6).map(str),
)  # fmt: skip
touches = st.builds(
    touch,
    st.sampled_from(["Ana", "Bo", "Fay"]),
    st.integers(0, 9).map(lambda n: TODAY - timedelta(n)),
    st.sampled_from(["acme", "fenn"]),
)


@given(st.lists(followups, max_size=12, unique_by=lambda f: f.key), st.lists(touches, max_size=4).map(tuple))
def test_nothing_is_lost_and_order_does_not_matter(found: list[FollowUp], outreach: tuple[Outreach, ...]):
    """What is open is shown or held back with a reason, and the page is the same in whatever order it was planned."""
    shown = seen(*found, outreach=outreach)
    open_now = {f.key for f in found if f.window.opens <= TODAY <= f.window.closes}
    assert {f.key for f in shown.shown} | {h.follow_up.key for h in shown.held} == open_now
    assert not {f.key for f in shown.shown} & {h.follow_up.key for h in shown.held}
    assert all(h.reason for h in shown.held)
    assert {f.key for f in seen(*reversed(found), outreach=outreach).shown} == {f.key for f in shown.shown}
