"""Ways through a real home: facts in, routes out."""

from __future__ import annotations

from datetime import date

import pytest
from tests.app.drawn import ME, at
from tests.app.homes import home, take

from afterword.app.home import Home
from afterword.app.reaching import Reach, reach, reach_json
from afterword.errors import NotFound
from afterword.facts import Fact, fact
from afterword.facts import handles as h
from afterword.facts.kinds import (
    Attendee,
    Body,
    Card,
    Connection,
    Event,
    Identity,
    Introduction,
    Mailbox,
    Message,
    PreferenceFact,
    Ref,
    Target,
    Tie,
)  # fmt: skip


def told(*bodies: Body | tuple[Body, int]) -> Home:
    made = home()
    facts: list[Fact] = []
    for n, one in enumerate(bodies):
        body, when = one if isinstance(one, tuple) else (one, at(1 + n % 50))
        facts.append(fact(body, when, origin="told", by="user", learnt=when))
    take(made, facts)
    return made


def ref(name: str, email: str = "", organisation: str = "") -> Ref:
    return Ref(name, (h.email_handle(email),) if email else (h.name_handle(name, organisation),), organisation)


def mail(
    sender: str,
    name: str,
    text: str,
    *,
    cc: tuple[Mailbox, ...] = (),
    day: int = 5,
    to: str = ME,
    subject: str = "Lunch",
    n: int = 0,
    refs: tuple[str, ...] = (),
) -> tuple[Body, int]:
    body = Message(
        "email",
        f"<{sender}.{day}.{n}@x.example>",
        Mailbox(name, sender),
        (Mailbox("", to),),
        cc,
        subject,
        text,
        references=refs,
    )
    return body, at(day)


ANA = Identity("Ana Ruiz", ("ana@ruiz.example",))
ANA_FRIEND = Tie(ref("Ana Ruiz", "ana@ruiz.example"), "friend", help_likely=0.7)
BO = Identity("Bo Lund", ("bo@kestrel.example",), organisation="Kestrel Maps")
KESTREL = Target("Kestrel Maps", 1)
ANA_KNOWS_BO = Tie(ref("Ana Ruiz", "ana@ruiz.example"), knows=ref("Bo Lund", "bo@kestrel.example"))


def names(found: Reach) -> list[list[str]]:
    return [[hop.person["name"] for hop in way.hops] for way in found.ways]


def test_a_friend_who_knows_somebody_inside_is_the_way_in() -> None:
    """2026-03-03 Ana is my friend · Bo works at Kestrel Maps · "Ana knows Bo" """
    found = reach(told(ANA, ANA_FRIEND, BO, KESTREL, ANA_KNOWS_BO), "Kestrel Maps")
    assert names(found) == [["Ana Ruiz", "Bo Lund"]]
    way = found.ways[0]
    assert all(hop.known for hop in way.hops)
    assert way.low <= 0.7 * 0.36 <= way.high
    assert way.words == "fair"
    assert way.ask.person["name"] == "Ana Ruiz"
    assert "Bo Lund" in way.ask.words + way.ask.subject


def test_the_same_way_leads_to_the_person() -> None:
    found = reach(told(ANA, ANA_FRIEND, BO, ANA_KNOWS_BO), "Bo Lund")
    assert names(found) == [["Ana Ruiz", "Bo Lund"]]


def test_three_hops_are_found_and_four_are_none() -> None:
    cy, di = Identity("Cy Moor", ("cy@moor.example",)), Identity("Di Post", ("di@post.example",))
    chain = (
        Tie(ref("Bo Lund", "bo@kestrel.example"), knows=ref("Cy Moor", "cy@moor.example")),
        Tie(ref("Cy Moor", "cy@moor.example"), knows=ref("Di Post", "di@post.example")),
    )
    here = told(ANA, ANA_FRIEND, BO, ANA_KNOWS_BO, cy, di, *chain)
    assert names(reach(here, "Cy Moor")) == [["Ana Ruiz", "Bo Lund", "Cy Moor"]]
    found = reach(here, "Di Post")
    assert found.ways == ()
    assert "three hops" in found.note


def test_never_through_whom_asked_not_to_be_contacted() -> None:
    stop = PreferenceFact(ref("Ana Ruiz", "ana@ruiz.example"), "*", never=True)
    assert reach(told(ANA, ANA_FRIEND, BO, ANA_KNOWS_BO, stop), "Bo Lund").ways == ()
    assert "asked not" in reach(told(ANA, ANA_FRIEND, stop), "Ana Ruiz").note


def test_never_through_the_present_employer() -> None:
    me = Identity("Sam Rivera", (ME,), me=True, employer="Heron Bank")
    ana = Identity("Ana Ruiz", ("ana@ruiz.example",), organisation="Heron Bank")
    here = told(ana, ANA_FRIEND, BO, ANA_KNOWS_BO, me)
    assert reach(here, "Bo Lund").ways == ()
    assert "present employer" in reach(here, "Heron Bank").note


def test_an_offer_by_mail_leads_to_somebody_only_named() -> None:
    """2026-03-07 mail ana@ruiz.example -> me "I would be happy to introduce you to Priya Nair at Kestrel Maps." """
    offer = mail(
        "ana@ruiz.example", "Ana Ruiz", "Hi Sam,\n\nI'd be happy to introduce you to Priya Nair at Kestrel Maps.\n\nAna"
    )
    here = told(ANA, ANA_FRIEND, KESTREL, offer)
    found = reach(here, "Kestrel Maps")
    assert names(found) == [["Ana Ruiz", "Priya Nair"]]
    assert names(reach(here, "Priya Nair")) == [["Ana Ruiz", "Priya Nair"]]
    assert "happy to introduce" in found.ways[0].hops[1].evidence


def test_an_offer_by_command_to_a_house_names_nobody() -> None:
    offered = Introduction("offered", ref("Ana Ruiz", "ana@ruiz.example"), Ref("", (), "Kestrel Maps"))
    found = reach(told(ANA, ANA_FRIEND, KESTREL, offered), "Kestrel Maps")
    assert names(found) == [["Ana Ruiz", ""]]
    assert found.ways[0].hops[1].person["organisation"] == "Kestrel Maps"


def test_whoever_copies_somebody_in_knows_them() -> None:
    copied = mail(
        "ana@ruiz.example", "Ana Ruiz", "See you both on Friday.", cc=(Mailbox("Bo Lund", "bo@kestrel.example"),)
    )
    found = reach(told(ANA, ANA_FRIEND, BO, KESTREL, copied), "Kestrel Maps")
    assert names(found) == [["Ana Ruiz", "Bo Lund"]]
    assert "copied in Bo Lund" in found.ways[0].hops[1].evidence


def test_an_answer_to_all_proves_nothing_of_those_whom_the_user_brought_together() -> None:
    mine = (
        Message(
            "email",
            "<mine@x.example>",
            Mailbox("Sam", ME),
            (Mailbox("Ana Ruiz", "ana@ruiz.example"), Mailbox("Bo Lund", "bo@kestrel.example")),
            (),
            "Party",
            "Come!",
        ),
        at(4),
    )
    back = mail(
        "ana@ruiz.example",
        "Ana Ruiz",
        "Gladly!",
        cc=(Mailbox("Bo Lund", "bo@kestrel.example"),),
        refs=("<mine@x.example>",),
    )
    assert reach(told(ANA, ANA_FRIEND, BO, mine, back), "Bo Lund").ways == ()


def test_a_meeting_of_both_is_known_and_one_called_off_is_none() -> None:
    def lunch(status: str) -> tuple[Body, int]:
        guests = (
            Attendee("Ana Ruiz", "ana@ruiz.example", "accepted"),
            Attendee("Bo Lund", "bo@kestrel.example"),
            Attendee("Sam", ME),
        )
        return Event("lunch", status=status, end=at(9, 12), summary="Team lunch", attendees=guests), at(9, 11)

    assert ["Ana Ruiz", "Bo Lund"] in names(reach(told(ANA, ANA_FRIEND, BO, lunch("confirmed")), "Bo Lund"))
    assert reach(told(ANA, ANA_FRIEND, BO, lunch("cancelled")), "Bo Lund").ways == ()


def test_two_of_one_house_are_a_hypothesis_and_said_to_be() -> None:
    """Two LinkedIn connections at one company do not prove that they know each other."""
    cy = Connection("cy-moor", "Cy Moor", "", "Kestrel Maps", "Cartographer", date(2020, 1, 5), date(2026, 3, 1))
    cy_tie = Tie(Ref("Cy Moor", ("li:cy-moor",)), "former_coworker", help_likely=0.8)
    found = reach(told(BO, cy, cy_tie), "Bo Lund")
    assert names(found) == [["Cy Moor", "Bo Lund"]]
    assert [hop.known for hop in found.ways[0].hops] == [True, False]
    assert "nobody said" in found.ways[0].hops[1].evidence


def test_a_bare_connection_inside_is_a_slim_or_fair_way_of_its_own() -> None:
    cy = Connection("cy-moor", "Cy Moor", "", "Kestrel Maps", "Cartographer", date(2020, 1, 5), date(2026, 3, 1))
    found = reach(told(cy), "Kestrel Maps")
    assert names(found) == [["Cy Moor"]]
    assert found.ways[0].ask.channel == "linkedin"


def test_whom_the_user_only_wrote_to_is_no_tie() -> None:
    cold = (
        Message(
            "email",
            "<cold@x.example>",
            Mailbox("Sam", ME),
            (Mailbox("Bo Lund", "bo@kestrel.example"),),
            (),
            "Hello",
            "May I ask you something?",
        ),
        at(4),
    )
    assert reach(told(BO, cold), "Bo Lund").ways == ()


def test_a_name_that_nobody_bears_is_not_found() -> None:
    with pytest.raises(NotFound):
        reach(told(ANA, ANA_FRIEND, KESTREL), "Zanzibar Freight")


def test_the_document_is_as_the_design_says() -> None:
    shown = reach_json(reach(told(ANA, ANA_FRIEND, BO, KESTREL, ANA_KNOWS_BO), "kestrel maps"))
    route = shown["routes"][0]
    assert shown["version"] == 1
    assert shown["target"] == "Kestrel Maps"
    assert set(route["chance"]) == {"low", "high", "words"}
    assert {"person", "known", "evidence"} <= set(route["hops"][0])
    assert {"person", "channel", "words"} <= set(route["ask"])


def test_a_card_alone_is_a_tie_of_the_user() -> None:
    card = Card("u1", "Ed Vale", ("ed@kestrel.example",), organisation="Kestrel Maps")
    assert names(reach(told(card), "Kestrel Maps")) == [["Ed Vale"]]


def test_in_a_crowd_everybody_one_has_spoken_with_is_looked_at_and_the_silent_are_all_worth_the_same() -> None:
    """Bo at Kestrel Maps, 200 silent connections there, and three with whom there is more than a connection."""
    crowd = [Connection(f"crowd-{n}", f"Crowd L{n:03x}t", "", "Kestrel Maps", "Clerk") for n in range(200)]
    bo = Connection("bo-lund", "Bo Lund", "", "Kestrel Maps", "Lead")
    near = [Connection(f"zz-{n}", name, "", "Kestrel Maps", "Clerk") for n, name in enumerate(("Zoe Abel", "Zita Bern", "Zora Cole"))]
    words = [Tie(Ref("Zoe Abel", ("li:zz-0",)), "friend", help_likely=0.9), Tie(Ref("Zita Bern", ("li:zz-1",)), "former_coworker", help_likely=0.6)]
    here = told(bo, *crowd, *near, *words, mail("zora@cole.example", "Zora Cole", "Lunch was fun."), Identity("Zora Cole", ("zora@cole.example",), handles=("li:zz-2",)))
    found = reach(here, "Bo Lund")
    assert names(found)[:1] == [["Bo Lund"]]
    first = [way[0] for way in names(found)[1:4]]
    assert first[:2] == ["Zoe Abel", "Zita Bern"]
    assert "Zora Cole" in first
    assert len(found.ways) == 5
    into = reach(here, "Kestrel Maps", asks=0)
    assert [way[0] for way in names(into)[:2]] == ["Zoe Abel", "Zita Bern"]
    assert len(into.ways) == 5
    assert into.ways[0].ask.words == ""
