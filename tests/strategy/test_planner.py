"""From proposals to follow-ups: keys, channels, decisions, absences, and what must not be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from tests.notation import Story, facts
from tests.strategy.test_waits import Quiet

from afterword.facts import Fact
from afterword.story.model import Decided, Me, PersonStory
from afterword.strategy.model import FollowUp, Window
from afterword.strategy.planner import houses, key_of, open_channels, party, plan_person, today_of
from afterword.strategy.timing import evidence
from afterword.strategy.world import Playbook, Proposal, World

TIE, OTHER = facts("2026-03-10 tie friend dana@acme.example\n2026-03-11 tie mentor dana@acme.example")
DUE = date(2026, 3, 12)
SPAN = Window(date(2026, 3, 10), DUE, date(2026, 3, 24))
DANA = PersonStory(
    "email:dana@acme.example", ("email:dana@acme.example",), "Dana Whitfield", ("dana@acme.example",), ("+15550100142",), organisation="Acme",
    organisations=("domain:acme.example", "org:acme"), facts=(TIE, OTHER),
)  # fmt: skip


def proposing(stands_on: Fact = TIE, **more: Any) -> Playbook:
    """A playbook with one proposal for everybody."""

    def plan(person: PersonStory, _: World) -> Iterator[Proposal]:
        fields: dict[str, Any] = {"channels": ("email", "call"), "window": SPAN, **more}
        yield Proposal(
            "first",
            fields.pop("window"),
            "window",
            stands_on,
            "because",
            (evidence(stands_on, "a friend"),),
            person,
            person.organisation,
            **fields,
        )

    return Playbook("keep_warm", "person", plan, "the rule")


def planned(
    person: PersonStory = DANA, *, book: Playbook | None = None, since: date = date(2026, 1, 1)
) -> list[FollowUp]:
    world = Quiet()
    world.since = since
    return list(plan_person(person, world, (book or proposing(),)).follow_ups)


def decided(act: str, day: int = 11, **more: Any) -> Decided:
    fields: dict[str, Any] = {"handles": frozenset(DANA.handles), "facts": frozenset({TIE.id}), "key": "", **more}
    return Decided(act, "keep_warm", "first", day=date(2026, 3, day), at=day, fact=f"{act}{day}", **fields)


def test_a_proposal_becomes_a_follow_up_with_all_that_a_page_needs():
    (one,) = planned()
    assert one.key == key_of("keep_warm", "first", TIE.id, DANA.key)
    assert (one.situation, one.channel, one.channels, one.minutes, one.rule) == (
        "keep_warm",
        "email",
        ("email", "call"),
        5,
        "the rule",
    )
    assert one.person.name == "Dana Whitfield"
    assert one.houses == ("acme",)


def test_a_key_names_playbook_step_fact_and_person_alone():
    keys = {
        key_of(*parts)
        for parts in (
            ("a", "b", "c", "d"),
            ("x", "b", "c", "d"),
            ("a", "x", "c", "d"),
            ("a", "b", "x", "d"),
            ("a", "b", "c", "x"),
        )
    }
    assert len(keys) == 5
    assert {len(k) for k in keys} == {10}


@pytest.mark.parametrize("act", ["done", "skip", "not_a_follow_up"])
def test_what_was_decided_is_gone(act: str):
    assert planned(replace(DANA, decided=(decided(act),))) == []


def test_a_decision_counts_by_key_alone():
    by_key = decided("done", facts=frozenset(), key=planned()[0].key)
    assert planned(replace(DANA, decided=(by_key,))) == []


def test_a_decision_still_counts_when_another_fact_carries_it():
    """A later import may change the key; any fact shared is enough."""
    moved = proposing(OTHER, also=(TIE,))
    assert planned(replace(DANA, decided=(decided("done"),)), book=moved) == []
    assert planned(replace(DANA, decided=(decided("done"),)), book=proposing(OTHER))


def test_a_decision_about_somebody_else_or_another_step_does_not_count():
    assert planned(replace(DANA, decided=(decided("done", handles=frozenset({"email:bo@acme.example"})),)))
    assert planned(replace(DANA, decided=(replace(decided("done"), step="second"),)))


def test_the_last_snooze_counts():
    (one,) = planned(
        replace(
            DANA,
            decided=(decided("snooze", 11, until=date(2026, 3, 16)), decided("snooze", 12, until=date(2026, 3, 18))),
        )
    )
    assert (one.window.opens, one.snoozed) == (date(2026, 3, 18), date(2026, 3, 18))


def test_nothing_goes_to_who_asked_to_be_left_alone():
    assert planned(replace(DANA, stop=TIE)) == []


def test_nothing_is_due_before_the_return():
    (one,) = planned(replace(DANA, away=((date(2026, 3, 9), date(2026, 3, 22)),)))
    assert one.window.opens == date(2026, 3, 23), "the 22nd is a Sunday"
    (later,) = planned(replace(DANA, away=((date(2026, 4, 9), date(2026, 4, 22)),)))
    assert later.window == SPAN


def test_windows_that_closed_before_the_search_are_history():
    assert planned(since=SPAN.closes)
    assert planned(since=SPAN.closes + timedelta(1)) == []


def test_channels_are_those_with_a_handle_the_favourite_first():
    assert open_channels(DANA, ("linkedin", "email", "call")) == ("email", "call")
    assert open_channels(replace(DANA, prefers="call"), ("email", "call")) == ("call", "email")
    assert open_channels(replace(DANA, never=frozenset({"email"})), ("email", "call")) == ("call",)
    assert open_channels(DANA, ("in_person", "email")) == ("in_person", "email")


def test_where_no_wanted_channel_is_open_any_other_is():
    assert open_channels(replace(DANA, emails=()), ("email", "linkedin"))[0] == "call"
    assert open_channels(replace(DANA, emails=(), phones=()), ("email",)) == ("card", "in_person")


def test_a_mailbox_that_was_left_is_never_written_to_again():
    gone = replace(DANA, left_mailboxes=frozenset(DANA.emails))
    assert "email" not in open_channels(gone, ("email", "call"))
    assert party(gone).emails == ()


def test_without_a_person_the_first_channel_stands():
    assert open_channels(None, ("email", "linkedin")) == ("email",)


def test_a_number_named_for_the_call_comes_first():
    (one,) = planned(book=proposing(channels=("call",), number="+15550100999"))
    assert (one.number, one.person.phones[0]) == ("+15550100999", "+15550100999")


def test_an_employer_is_compared_by_name_and_domain():
    assert houses("Acme Maps", DANA, Me()) == ("acme", "acmemaps")
    assert houses("", None, Me()) == ()


def test_where_the_users_own_mailbox_stands_is_no_employer_unless_they_work_there():
    mine = Me(emails=frozenset({"sam@acme.example"}))
    assert houses("", DANA, mine) == ()
    assert houses("", DANA, replace(mine, employer_handles=frozenset({"domain:acme.example"}))) == ("acme",)


def test_today_is_a_question_of_windows_alone():
    (one,) = planned()
    assert today_of(SPAN.opens, [one]) == today_of(SPAN.closes, [one]) == [one]
    assert today_of(SPAN.opens - timedelta(1), [one]) == today_of(SPAN.closes + timedelta(1), [one]) == []


def test_two_proposals_of_one_key_are_one_follow_up():
    world = Quiet()
    assert len(plan_person(DANA, world, (proposing(), proposing())).follow_ups) == 1


def test_a_touch_by_meeting_is_the_calendars_and_no_outreach(story: Story):
    """
    2026-03-10 10:00 event "Coffee with Pia" with pia@letters.example
    2026-03-11 mail me -> pia@letters.example "Thank you" "Thank you for the coffee."
    """
    touches = [body for row in story.home.store.outreach() for body in [row.body]]
    assert len(touches) == 1
    assert b"2026-03-11" in touches[0]
    assert b"2026-03-10" not in touches[0]


def test_the_same_facts_in_any_order_give_the_same_plan(story: Story):
    """
    2026-03-02 connection bo.lindqvist@acme.example at Acme
    2026-03-03 target Acme
    2026-03-10 10:00 interview dana@acme.example "good talk" at Acme as "Data Analyst"
    2026-03-11 mail dana@acme.example -> me "Data Analyst" "We will let you know our decision by Friday, March 20."
    2026-03-12 tie former_boss carl@marchmont.example at Marchmont
    """
    facts_in_order = [f for f in story.home.store.in_force() if f.kind != "search" and not getattr(f.body, "me", False)]
    from tests.notation import home

    from afterword.facts import moment

    other = Story(home(moment(min(f.learnt for f in facts_in_order) - 3_600_000_000)))
    for one in reversed(facts_in_order):
        other.home.take([one], other.home.store.new_act("back to front"))
    assert other() == story()
    assert [f.key for f in other.follow_ups()] == [f.key for f in story.follow_ups()]
    assert other.waiting == story.waiting
