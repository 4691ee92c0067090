"""Which subjects a fact belongs to; bulk, machines and the user are nobody's (DESIGN.md, rule 5)."""

from __future__ import annotations

import pytest

from afterword.facts import fact
from afterword.facts.kinds import (
    Application,
    Attendee,
    Body,
    Card,
    Connection,
    Correction,
    Decision,
    Event,
    Identity,
    Interaction,
    Introduction,
    Mailbox,
    Message,
    Position,
    PreferenceFact,
    Promise,
    Ref,
    Search,
    Target,
    Tie,
)
from afterword.reading.model import Reading
from afterword.story.touches import durable, touches

ME = frozenset({"sam@postbox.example", "li:sam-rivera"})
SAM, DANA, BO = (
    Mailbox("Sam", "sam@postbox.example"),
    Mailbox("Dana", "dana@acme.example"),
    Mailbox("Bo", "bo@gmail.com"),
)
ANA, CARLA = (
    Ref("Ana Orchard", ("email:ana@orchard.example",)),
    Ref("Carla Mendes", ("email:carla@fenn.example",), "Fenn"),
)


def touched(body: Body, reading: Reading | None = None) -> set[str]:
    return set(touches(fact(body, 1), reading, ME))


def read(**more: object) -> Reading:
    return Reading("1", "en", "personal", 0.9, **more)  # type: ignore[arg-type]


def test_a_mail_touches_people_and_their_domains_but_no_private_ones():
    assert touched(Message(sender=DANA, to=(SAM, BO))) == {
        "email:dana@acme.example",
        "domain:acme.example",
        "email:bo@gmail.com",
    }


def test_a_mail_touches_the_organisation_it_speaks_of():
    assert "org:fenn" in touched(Message(sender=BO, to=(SAM,)), read(organisation="Fenn"))
    assert "org:fenn" not in touched(Message(sender=BO, to=(SAM,)), read(organisation="Fenn", bulk=True))


def test_a_portal_is_nobody_but_the_employer_it_writes_for():
    portal = Message(sender=Mailbox("Fenn Hiring", "fenn@portal.example"), to=(SAM,))
    assert touched(portal, read(organisation="Fenn", vendor="portal")) == {"org:fenn"}


@pytest.mark.parametrize(
    "body",
    [
        Message(sender=DANA, to=(SAM,), bulk=True),
        Message(sender=SAM, to=(DANA,), draft=True),
        Search("start"),
        Identity("Sam", me=True),
    ],
)
def test_bulk_drafts_and_the_users_own_matters_touch_nobody(body: Body):
    assert touched(body) == set()


def test_a_chat_touches_the_other_side_alone():
    chat = Message("linkedin", sender=Mailbox("Dana", "dana-w"), to=(Mailbox("Sam", "sam-rivera"),))
    assert touched(chat) == {"li:dana-w"}


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (Event("1", attendees=(Attendee("Dana", "dana@acme.example"), Attendee("Sam", "sam@postbox.example"))), {"email:dana@acme.example", "domain:acme.example"}),
        (Card("1", "Dana", ("dana@acme.example",), organisation="Acme"), {"email:dana@acme.example", "org:acme"}),
        (Connection("dana-w", "Dana", company="Acme"), {"li:dana-w", "org:acme"}),
        (Interaction("call", (ANA,), organisation="Acme"), {"email:ana@orchard.example", "org:acme"}),
        (Introduction("offered", ANA, CARLA), {"email:ana@orchard.example", "email:carla@fenn.example", "org:fenn"}),
        (Promise("x", None, ANA), {"email:ana@orchard.example"}),
        (Tie(ANA, knows=CARLA), {"email:ana@orchard.example", "email:carla@fenn.example", "org:fenn"}),
        (PreferenceFact(ANA, "call"), {"email:ana@orchard.example"}),
        (Application("Acme", "Analyst", contact=ANA), {"org:acme", "email:ana@orchard.example"}),
        (Target("Acme"), {"org:acme"}),
        (Position("Acme", "Analyst"), set()),
        (Position("Acme", "Analyst", person=ANA), {"org:acme", "email:ana@orchard.example"}),
        (Decision("done", "k", handles=("email:ana@orchard.example",)), {"email:ana@orchard.example"}),
        (Correction("person_merge", "email:a@x.example", "li:ana"), {"email:a@x.example", "li:ana"}),
        (Correction("role_assign", "abcdef", "Analyst"), set()),
    ],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_every_kind_touches_whom_it_names(body: Body, wanted: set[str]):
    assert touched(body) == wanted


def test_conversation_passes_and_all_else_is_kept_for_ever():
    assert not durable(fact(Message(), 1))
    assert not durable(fact(Event("1"), 1))
    assert durable(fact(Interaction("call"), 1))
    assert durable(fact(Tie(ANA, "friend"), 1))
