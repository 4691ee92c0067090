"""Only plans that no longer stand are made anew, and those all: after every step the home is as one that learnt everything at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.app.drawn import FIRST, ME, at, on
from tests.app.homes import follow_ups, home, made_of, plan, shelves, take

from afterword.app.home import Home
from afterword.clock import Clock
from afterword.facts import Fact, fact
from afterword.facts.kinds import (
    Application,
    Body,
    Card,
    Correction,
    Identity,
    Introduction,
    Mailbox,
    Message,
    Outcome,
    PreferenceFact,
    Ref,
    Target,
    Tie,
)  # fmt: skip

SAM = Mailbox("Sam Rivera", ME)
DANA, BO, CARLA = Mailbox("Dana Whitfield", "dana@acme.example"), Mailbox("Bo Lindqvist", "bo.lindqvist@acme.example"), Mailbox("Carla Mendes", "carla@fenn.example")
UNCLE = Mailbox("Theo Brandt", "theo@brandt.example")


def ref(box: Mailbox) -> Ref:
    return Ref(box.name, (f"email:{box.email}",))


def told(day: int, body: Body) -> Fact:
    return fact(body, at(day), origin="told", by="user", learnt=at(day))


def letter(day: int, text: str, sender: Mailbox, to: Mailbox = SAM, subject: str = "Data Analyst", copied: tuple[Mailbox, ...] = ()) -> Fact:
    return told(day, Message("email", f"<{day}.{sender.email}@mail.example>", sender, (to,), copied, subject, f"{text}\n\n{sender.name}"))


PASSER = Mailbox("Nils Osei", "nils@elsewhere.example")
"""Copied in by a mail of Acme's about the role; he works elsewhere."""
NAMESAKE = Mailbox("Nils Oseiwan", "a.nils@elsewhere.example")
NAMED = letter(6, "Could you send me your references by Tuesday?", DANA, copied=(PASSER,))

SIGNED = told(11, Message("email", "<signed@mail.example>", PASSER, (SAM,), subject="Lunch", text="Hi Sam,\n\nIt was good to see you.\n\nBest regards,\n\nNils Osei\nHead of Data, Acme\n+1 555 010 0188"))

GROUND = (
    NAMED,
    told(1, Application("Acme", "Data Analyst", on(1))),
    letter(2, "Thank you for applying to Acme. We have received your application for Data Analyst.", DANA),
    letter(3, "Lunch was lovely, see you soon.", BO),
    told(3, Tie(ref(BO), "former_coworker")),
    told(4, Introduction("made", ref(CARLA), ref(DANA))),
    told(5, Card("card-theo", UNCLE.name, (UNCLE.email,), (), (), "", "", ("Family",), note="Retired; was with Hollis Apiaries until 2019.")),
)


def ground() -> Home:
    made = home()
    for one in GROUND:
        take(made, [one])
    return made


def planned(made: Home, *facts: Fact) -> int:
    """How many subjects these facts let be planned."""
    seen: list[int] = []
    with made.store.transaction():
        done = made.store.append(facts, act=made.store.new_act("take"))
        made.absorb(done, lambda _what, number, _whole: seen.append(number))
    return max(seen, default=0)


STEPS: dict[str, tuple[Fact, ...]] = {
    "a word that changes nothing at the house": (letter(10, "The minutes are attached.", BO, subject="Minutes"),),
    "a colleague's no": (letter(10, "Unfortunately we have decided to move forward with other candidates for the Data Analyst role.", DANA),),
    "an accepted offer, and taken back by a later no": (told(10, Outcome("Acme", "accepted", "Data Analyst", on(10))), told(12, Outcome("Acme", "rejected", "Data Analyst", on(12)))),
    "somebody wants silence": (told(10, PreferenceFact(ref(CARLA), "*", never=True)), told(11, PreferenceFact(ref(BO), "*", never=True))),
    "a target added and dropped": (told(10, Target("Acme", 1)), told(11, Target("Hollis Apiaries", 2)), told(12, Target("Acme", 1, removed=True))),
    "a target whose house gets its name later": (told(10, Target("Fenn & Daughters", 1)), told(11, Card("card-carla", CARLA.name, (CARLA.email,), (), (), "Fenn & Daughters"))),
    "two who are one": (letter(9, "Could you send me your references by Tuesday?", Mailbox("Bo Lindqvist", "bo@home.example")), told(10, Correction("person_merge", "email:bo@home.example", f"email:{BO.email}"))),
    "a move to another house": (told(10, Identity(BO.name, (BO.email,), organisation="Fenn & Daughters")), told(11, Identity(DANA.name, (DANA.email,), organisation="Acme", left=on(11)))),
    "a house known by its name until somebody writes from it": (told(10, Tie(ref(Mailbox("Dana Osei", "dana.osei@home.example")), "former_boss", "Fenn & Daughters")), letter(11, "Good to meet you.", SAM, CARLA, subject="Fenn & Daughters")),
    "a boss before their superior": (told(10, Tie(ref(DANA), "boss_superior", "Acme")), told(11, Tie(ref(BO), "former_boss", "Acme")), letter(12, "Good to hear from you!", BO), letter(13, "I have news for you.", SAM, BO)),
    "somebody named at a house comes to work there, and leaves": (told(10, Identity(PASSER.name, (PASSER.email,), organisation="Acme")), letter(11, "We will let you know by Friday.", PASSER), told(12, Identity(PASSER.name, (PASSER.email,), organisation="Fenn & Daughters", left=on(12)))),
    "somebody named at a house signs as one of it": (letter(10, "Lunch was lovely.", PASSER), SIGNED, letter(12, "We will let you know by Friday.", PASSER)),
    "somebody named at a house worked there once": (letter(10, "Lunch was lovely.", PASSER), told(11, Tie(ref(PASSER), "former_boss", "Acme"))),
    "somebody named at a house is a colleague by another address": (letter(10, "Lunch was lovely.", PASSER), told(11, Correction("person_merge", f"email:{BO.email}", f"email:{PASSER.email}")), told(12, Correction("person_split", f"email:{BO.email}", f"email:{PASSER.email}"))),
    "somebody written to about a role is one with a namesake, and is not": (letter(9, "Any news on the Data Analyst role?", SAM, DANA, copied=(PASSER,)), letter(10, "Lunch was lovely.", NAMESAKE), letter(10, "Lunch was lovely.", PASSER), told(11, Correction("person_merge", f"email:{NAMESAKE.email}", f"email:{PASSER.email}")), told(12, Correction("person_split", f"email:{NAMESAKE.email}", f"email:{PASSER.email}"))),
    "somebody named at a house has a part in its role": (told(10, Application("Acme", "Data Analyst", on(10), contact=ref(PASSER))), letter(11, "We have received your application for Data Analyst.", PASSER)),
}  # fmt: skip


@pytest.mark.parametrize("steps", STEPS.values(), ids=STEPS.keys())
def test_after_every_step_and_every_undo_all_is_as_learnt_at_once(steps: tuple[Fact, ...]):
    made, known = ground(), list(GROUND)
    states = [(plan(made), shelves(made))]
    for day, step in enumerate(steps, 40):
        made.clock = Clock(FIRST + timedelta(days=day))  # a new day makes no other plan
        take(made, [step])
        known.append(step)
        once = made_of(known)
        once.clock = made.clock
        once.remember()
        assert (plan(made), shelves(made)) == (plan(once), shelves(once))
        states.append((plan(made), shelves(made)))
    for before in reversed(states[:-1]):
        made.undo()
        assert (plan(made), shelves(made)) == before


def test_a_colleague_s_word_that_changes_nothing_at_the_house_plans_nobody_else_there():
    made = ground()
    assert planned(made, letter(10, "The minutes are attached.", BO, subject="Minutes")) == 2  # he, and the house that looks at him


def test_a_mail_of_somebody_who_is_only_named_at_a_house_plans_nobody_there():
    made = ground()
    assert planned(made, letter(9, "Lunch was lovely.", PASSER, subject="Lunch")) == 2  # his first shows where he works: not there
    assert planned(made, letter(10, "The minutes are attached.", PASSER, subject="Minutes")) == 2  # he, and his own house
    assert planned(made, told(11, Identity(PASSER.name, (PASSER.email,), organisation="Acme"))) > 3


def test_whoever_looks_at_a_house_is_planned_when_it_shows_another_face():
    made = ground()
    assert not [f for f in follow_ups(made, f"email:{CARLA.email}") if f.step == "report"]
    take(made, [letter(10, "Unfortunately we have decided to move forward with other candidates for the Data Analyst role.", DANA)])
    assert [f for f in follow_ups(made, f"email:{CARLA.email}") if f.step == "report"]


def test_a_fuller_copy_and_another_reading_show_in_the_face_though_ids_stay():
    made = ground()
    name = GROUND[1].id
    before = made.store.marks([name])
    made.store.put_cues({name: b"{}"})
    assert made.store.marks([name]) != before


def test_a_house_without_a_face_may_always_look_otherwise():
    store = home().store
    assert store.put_faces({"org:acme": "one", "org:fenn": ""}) == {"org:acme", "org:fenn"}
    assert store.put_faces({"org:acme": "one", "org:fenn": ""}) == {"org:fenn"}
    assert store.put_faces({"org:acme": ""}) == {"org:acme"}
    assert store.put_faces({"org:acme": "one"}) == {"org:acme"}
