"""Who is who: sightings join where they share a handle, or a full name at one place; a name alone is a question."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from afterword.facts import fact
from afterword.facts.kinds import (
    Attendee,
    Body,
    Card,
    Connection,
    Correction,
    Event,
    Identity,
    Mailbox,
    Message,
    Ref,
    Tie,
)
from afterword.story.directory import Directory, Sighting, resolve, sightings

ME = frozenset({"sam@postbox.example"})


def person(*handles: str, name: str = "", at: str = "") -> Sighting:
    return Sighting("person", handles, name, at)


def seen(body: Body) -> list[Sighting]:
    return list(sightings(fact(body, 1), None, ME))


def together(found: Directory, *handles: str) -> bool:
    return len({found.subjects[x] for x in handles}) == 1


DANA = person("email:dana@acme.example", name="Dana Whitfield", at="Acme")
AT_HOME = person("email:dana.w@gmail.com", name="Dana Whitfield")
LINKED = person("li:dana-whitfield", name="Dana Whitfield", at="Acme")


def test_a_shared_handle_joins():
    found = resolve([person("email:a@x.example", "li:ana"), person("li:ana", "phone:+1555")])
    assert together(found, "email:a@x.example", "phone:+1555")


def test_a_full_name_at_one_organisation_joins():
    assert together(resolve([DANA, LINKED]), "email:dana@acme.example", "li:dana-whitfield")


def test_a_name_alone_never_joins_but_becomes_a_question():
    found = resolve([DANA, AT_HOME])
    assert not together(found, "email:dana@acme.example", "email:dana.w@gmail.com")
    assert [(one.a, one.b) for one in found.alike] == [("email:dana.w@gmail.com", "email:dana@acme.example")]


def test_a_first_name_is_not_even_a_question():
    assert (
        resolve([person("email:dana@acme.example", name="Dana"), person("email:dana@fenn.example", name="Dana")]).alike
        == ()
    )


def test_two_linkedin_profiles_of_one_name_are_two_people():
    found = resolve([LINKED, person("li:danaw", name="Dana Whitfield", at="Acme")])
    assert not together(found, "li:dana-whitfield", "li:danaw")
    assert found.alike == ()


def test_the_user_may_join_two_and_part_two():
    joined = resolve([DANA, AT_HOME, person("email:dana.w@gmail.com", "email:dana@acme.example")])
    assert together(joined, "email:dana@acme.example", "email:dana.w@gmail.com")
    parted = resolve([DANA, LINKED, Sighting("person", ("email:dana@acme.example", "li:dana-whitfield"), apart=True)])
    assert not together(parted, "email:dana@acme.example", "li:dana-whitfield")
    assert parted.alike == ()


def test_a_handle_split_off_stands_alone_although_a_card_holds_it():
    card = person("email:dana@acme.example", "email:home@acme.example", name="Dana Whitfield")
    alone = Sighting("person", ("email:home@acme.example", "email:dana@acme.example"), apart=True, lone=True)
    assert not together(resolve([card, alone]), "email:dana@acme.example", "email:home@acme.example")


def test_a_domain_and_the_one_name_that_fits_it_are_one_house():
    domain = Sighting("organisation", ("domain:candlewick.example", "org:candlewick"))
    named = Sighting("organisation", ("org:candlewick maps",), "Candlewick Maps")
    assert together(resolve([domain, named]), "domain:candlewick.example", "org:candlewick maps")
    rival = Sighting("organisation", ("org:candlewick hotels",), "Candlewick Hotels")
    assert not together(resolve([domain, named, rival]), "domain:candlewick.example", "org:candlewick maps")


pool = st.sampled_from([
    DANA, AT_HOME, LINKED, person("li:danaw", name="Dana Whitfield"), person("email:bo@acme.example", name="Bo Ray", at="Acme"),
    person("email:bo@acme.example", "phone:+1555|bo ray"), Sighting("person", ("email:dana.w@gmail.com", "email:dana@acme.example")),
    Sighting("person", ("email:dana@acme.example", "li:dana-whitfield"), apart=True), Sighting("organisation", ("domain:acme.example", "org:acme")),
    Sighting("organisation", ("org:acme",), "Acme"), Sighting("organisation", ("org:acme maps",), "Acme Maps"),
])  # fmt: skip


@given(st.lists(pool, max_size=9), st.randoms(use_true_random=False))
def test_order_and_repetition_change_nothing(found: list[Sighting], chance: object):
    again = [*found, *found]
    chance.shuffle(again)  # type: ignore[attr-defined]
    assert resolve(again) == resolve(found)


def test_a_mail_shows_sender_and_copied_people_but_neither_user_nor_machines():
    mail = Message(
        sender=Mailbox("Dana Whitfield", "dana@acme.example"), to=(Mailbox("Sam", "sam@postbox.example"),),
        cc=(Mailbox("", "no-reply@acme.example"), Mailbox("Bo Ray", "bo@acme.example")),
    )  # fmt: skip
    assert {s.handles[0] for s in seen(mail) if s.kind == "person"} == {
        "email:dana@acme.example",
        "email:bo@acme.example",
    }


def test_bulk_mail_shows_nobody():
    assert seen(Message(sender=Mailbox("News", "news@acme.example"), bulk=True)) == []


def test_rooms_are_no_guests():
    event = Event(
        "1", attendees=(Attendee("Room 4", "room4@acme.example", kind="room"), Attendee("Dana", "dana@acme.example"))
    )
    assert {s.handles[0] for s in seen(event) if s.kind == "person"} == {"email:dana@acme.example"}


def test_cards_connections_and_words_of_the_user_show_a_person_with_a_place():
    assert seen(Card("1", "Dana Whitfield", ("dana@acme.example",), organisation="Acme"))[0] == DANA
    assert seen(Connection("dana-whitfield", "Dana Whitfield", company="Acme"))[0] == LINKED
    assert seen(Identity("Dana Whitfield", ("dana@acme.example",), organisation="Acme"))[0] == DANA
    assert seen(Tie(Ref("Dana Whitfield", ("email:dana@acme.example",), "Acme"), "friend"))[0] == DANA


def test_the_users_own_identity_is_nobody():
    assert seen(Identity("Sam", ("sam@postbox.example",), me=True)) == []


def test_a_card_with_a_name_and_a_number_is_somebody():
    (one,) = seen(Card("1", "Odette Roy", phones=("+15550100142",)))
    assert one.name == "Odette Roy"
    assert one.handles


def test_a_correction_is_a_sighting_of_two_handles():
    assert seen(Correction("person_merge", "email:a@x.example", "li:ana")) == [
        Sighting("person", ("email:a@x.example", "li:ana"))
    ]
    assert seen(Correction("person_split", "email:a@x.example", "li:ana"))[0].apart
