"""The list of wanted companies: who is inside, who left, who is family, who interviewed, and whom to revive this week."""

from __future__ import annotations

from datetime import date

from tests.app.drawn import ME, at
from tests.network.test_ways import KESTREL, mail, names, ref, told

from afterword.app.reaching import reach
from afterword.app.suggesting import week, week_lines
from afterword.app.targeting import wanted, wanted_json, wanted_lines
from afterword.facts.kinds import Connection, Identity, Interaction, Mailbox, Message, PreferenceFact, Tie

BO = Connection(
    "bo-lund", "Bo Lund", "bo@kestrel.example", "Kestrel Maps", "Cartographer", date(2020, 1, 5), date(2026, 3, 1)
)
UNCLE = Identity(
    "Ted Rivera", ("ted@home.example",), organisation="Kestrel Maps", title="Surveyor", left=date(2021, 6, 30)
)
UNCLE_TIE = Tie(ref("Ted Rivera", "ted@home.example"), "relative")
LEFT = Identity("Eve Marsh", ("eve@marsh.example",), organisation="Kestrel Maps", left=date(2024, 2, 1))
PANEL = Interaction(
    "interview",
    (ref("Ida Voss", "ida@kestrel.example"),),
    "both",
    "Kestrel Maps",
    "Cartographer",
    "they decide next week",
    day=date(2026, 3, 20),
)
IDA = Identity("Ida Voss", ("ida@kestrel.example",), organisation="Kestrel Maps")


def test_everybody_with_a_part_at_a_wanted_company_is_told_apart() -> None:
    home = told(KESTREL, BO, UNCLE, UNCLE_TIE, LEFT, IDA, (PANEL, at(18)))
    found = wanted(home)
    assert [w.name for w in found] == ["Kestrel Maps"]
    only = found[0]
    assert [k.person.name for k in only.inside] == ["Bo Lund"]
    assert [(k.person.name, k.when) for k in only.former] == [("Eve Marsh", date(2024, 2, 1))]
    assert [k.person.name for k in only.relatives] == ["Ted Rivera"]
    assert [k.person.name for k in only.interviewers] == ["Ida Voss"]
    assert only.opportunities == (("Cartographer", "interviewing"),)
    shown = wanted_json(found, [])
    assert set(shown["targets"][0]["people"]) == {"Bo Lund", "Ida Voss"}
    assert any("Ted Rivera" in line and "2021-06-30" in line for line in wanted_lines(found, []))


def test_interviewers_are_not_asked_for_a_way_in() -> None:
    found = reach(told(KESTREL, IDA, (PANEL, at(18))), "Kestrel Maps")
    assert found.ways == ()
    assert "Ida Voss" in found.note
    assert names(reach(told(KESTREL, BO, IDA, (PANEL, at(18))), "Kestrel Maps")) == [["Bo Lund"]]


def test_a_dormant_tie_is_suggested_and_whoever_asked_for_peace_is_not() -> None:
    def once(address: str, name: str) -> tuple:
        back = Message(
            "email", f"<to-{address}>", Mailbox("Sam", ME), (Mailbox(name, address),), (), "Hello", "All well here."
        )
        return mail(address, name, "All well here, and with you?", day=-900), (back, at(-895))

    home = told(
        *once("gil@prentiss.example", "Gil Prentiss"), Tie(ref("Gil Prentiss", "gil@prentiss.example"), "former_coworker"),
        *once("hal@moss.example", "Hal Moss"), Tie(ref("Hal Moss", "hal@moss.example"), "former_coworker"), PreferenceFact(ref("Hal Moss", "hal@moss.example"), "*", never=True),
    )  # fmt: skip
    home.store.put_plans(dict.fromkeys(home.store.subjects_planned(), ()))  # nothing is on the page: they are unused
    found = week(home)
    assert [u.person.name for u in found] == ["Gil Prentiss"]
    assert "silent for 2 years" in found[0].why
    assert found[0].ask
    assert any("Gil Prentiss" in line for line in week_lines(found))


def test_an_empty_list_says_how_to_begin() -> None:
    assert wanted_lines(wanted(told()), [])[0].startswith("No company")
