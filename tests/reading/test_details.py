"""Numbers, names, wishes and topics of a letter."""

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterword.reading import letter_from, read, reading_to
from afterword.reading.cut import cut
from afterword.reading.details import clean_name, details
from afterword.reading.model import Address, Letter
from afterword.reading.phones import phones


def found(body, name="Carl Lindqvist", email="carl@marchmont.example", country="US"):
    letter = Letter(
        "1",
        datetime(2026, 3, 10, 16, 10, tzinfo=UTC),
        Address(name, email),
        body=body,
        me=frozenset({"sam@me.example"}),
    )
    return details(letter, cut(body, name), country)


@pytest.mark.parametrize(
    ("text", "country", "number"),
    [
        ("Call me on (415) 555-0122.", "US", "+14155550122"),
        ("415.555.0122", "US", "+14155550122"),
        ("my cell is 4155550122", "US", "+14155550122"),
        ("1-800-555-0199 x12", "US", "+18005550199"),
        ("+1 555 010 0142", "US", "+15550100142"),
        ("(555) 010-0142", "US", "+15550100142"),
        ("+44 (0)20 7946 0018", "US", "+442079460018"),
        ("T: 020 7946 0018", "GB", "+442079460018"),
        ("Tel. 030 901820", "DE", "+4930901820"),
        ("Appelez le 06 12 34 56 78", "FR", "+33612345678"),
        ("call (415) 555-0122", "DE", "+14155550122"),
    ],
)
def test_a_number_is_read_in_the_format_of_its_country(text, country, number):
    assert [phone.number for phone in phones(text, country)] == [number]


@pytest.mark.parametrize(
    "text",
    ["2026-03-12 10:00", "12/03/2026", "2019 - 2024", "94110-1234", "Meeting ID: 823 4567 8901", "Passcode: 12345678", "Req 4155550122", "Order #415-555-0122", "Fax: 415-555-0122",
     "https://acme.example/4155550122", "$1,250,000", "we have 1500000 users", "192.168.10.120", "4111 1111 1111 1111"],
)  # fmt: skip
def test_other_figures_are_no_telephone_numbers(text):
    assert phones(text, "US") == ()


def test_an_extension_is_kept_beside_the_number():
    assert phones("call 415-555-0122 ext. 44")[0].extension == "44"


def test_a_signature_tells_name_title_house_and_number():
    people = found(
        "We will call.\n\nBest,\nCarl Lindqvist\nHead of Data, Marchmont Dental Group\n(415) 555-0122"
    ).people
    assert len(people) == 1
    person = people[0]
    assert (person.name, person.email, person.phone) == ("Carl Lindqvist", "carl@marchmont.example", "+14155550122")
    assert (person.title, person.organisation, person.source) == ("Head of Data", "Marchmont Dental Group", "sender")


@pytest.mark.parametrize(
    ("signature", "title", "organisation"),
    [
        ("Best,\nCarl Lindqvist\nMarchmont Dental Group", None, "Marchmont Dental Group"),
        ("Carl Lindqvist, Quillon Studio, (415) 555-0122", None, "Quillon Studio"),
        ("Regards,\nCarl Lindqvist | Senior Recruiter | Acme", "Senior Recruiter", "Acme"),
        ("-- \nCarl Lindqvist (he/him)\nRecruiter at Varley House\ncarl@varley.example", "Recruiter", "Varley House"),
        (
            "All the best,\nCarl Lindqvist, PhD\nVP, Data & Insight\nAcme Analytics, Inc.\n12 Mill Street",
            "VP, Data & Insight",
            "Acme Analytics",
        ),
        ("Cheers,\nCarl", None, None),
    ],
)
def test_signatures_come_in_many_shapes(signature, title, organisation):
    person = found(f"We will let you know by Friday.\n\n{signature}").people[0]
    assert (person.title, person.organisation) == (title, organisation)


def test_a_mailbox_is_nobody_but_the_person_who_signs_is():
    assert found("Received.", "Acme Careers", "no-reply@acme.example").people == ()
    people = found("Received.\n\nBest,\nDana Whitfield\nRecruiter", "Acme Careers", "careers@acme.example").people
    assert [(p.name, p.email, p.title, p.source) for p in people] == [
        ("Dana Whitfield", None, "Recruiter", "signature")
    ]


def test_a_name_is_made_whole_from_the_address():
    assert found("See you. Best, Dana", "", "dana.whitfield@acme.example").people[0].name == "Dana Whitfield"


def test_people_named_with_an_address_are_found_with_their_house():
    people = found(
        "Jonah Abt at Millbrook Arts is hiring, write him at jonah@millbrook.example. Or call Ana Ruiz at 415-555-0100."
    ).people[1:]
    assert [(p.name, p.email, p.phone, p.organisation) for p in people] == [
        ("Jonah Abt", "jonah@millbrook.example", None, "Millbrook Arts"),
        ("Ana Ruiz", None, "+14155550100", None),
    ]


@pytest.mark.parametrize(
    ("text", "channel", "never"),
    [
        ("Please do not call.", "call", True),
        ("Please don't phone me at the office.", "call", True),
        ("No calls, please.", "call", True),
        ("I never check LinkedIn.", "linkedin", True),
        ("I'd rather not talk on the phone.", "call", True),
        ("E-mail is best.", "email", False),
        ("Text me when you land.", "text", False),
        ("The best way to reach me is my cell.", "call", False),
        ("I prefer email.", "email", False),
        ("I much prefer to talk on the phone.", "call", False),
        ("Texting works best for me.", "text", False),
        ("My direct line is (415) 555-0122.", "call", False),
        ("I am best reached by e-mail.", "email", False),
        ("It is easier to reach me by text.", "text", False),
        ("Text, do not call.", "text", False),
        ("Text, do not call.", "call", True),
        ("Email, don't phone", "email", False),
        ("E-mail rather than calls", "email", False),
        ("E-mail rather than calls", "call", True),
        ("Please don't text, call.", "call", False),
    ],
)
def test_how_somebody_wants_to_be_reached(text, channel, never):
    assert (channel, never) in [(wish.channel, wish.never) for wish in found(text).preferences]


def test_do_not_call_and_mail_is_best_are_two_wishes_of_the_sender():
    wishes = found("Please do not call, e-mail is best.").preferences
    assert {(w.person, w.channel, w.never) for w in wishes} == {
        ("Carl Lindqvist", "call", True),
        ("Carl Lindqvist", "email", False),
    }


def test_a_wish_told_of_somebody_else_is_theirs():
    assert [(w.person, w.channel) for w in found("Dana prefers email.").preferences] == [("Dana", "email")]


@pytest.mark.parametrize(
    "text",
    [
        "Please do not reply to this email.",
        "I will email you the form.",
        "We had a call on Monday.",
        "I will text her the address.",
        "Please call if you are late.",
        "Your email was a joy.",
        "Please don't ring after six.",
    ],
)
def test_a_channel_that_is_only_mentioned_is_no_wish(text):
    assert found(text).preferences == ()


@pytest.mark.parametrize(
    "text",
    ["My daughter starts college in the fall.", "Send me that article on pricing.", "I'm training for a half-marathon.", "I am just back from Lisbon.", "My knee surgery went well.",
     "I'd love to hear how the garden turned out.", "Have you read the book on bees?"],
)  # fmt: skip
def test_what_is_worth_coming_back_to_is_quoted(text):
    assert found(f"Good to meet you. {text} We decide on Friday.").topics == (text,)


def test_business_is_no_topic():
    assert (
        found(
            "Thank you for your application. We will review your experience. Please call our hiring team on Friday."
        ).topics
        == ()
    )


def test_titles_and_links_are_kept():
    told = found('Do read "The Long View", a fine book (https://acme.example/long-view).')
    assert "The Long View" in told.topics
    assert told.links == ("https://acme.example/long-view",)


@pytest.mark.parametrize(
    ("shown", "name"),
    [
        ("Lindqvist, Carl", "Carl Lindqvist"),
        ('"Dana Whitfield (Acme)"', "Dana Whitfield"),
        ("Dana Whitfield via LinkedIn", "Dana Whitfield"),
        ("dana@acme.example", ""),
        ("Ana Ruiz, PhD", "Ana Ruiz, PhD"),
    ],
)
def test_display_names_are_written_as_people_write_them(shown, name):
    assert clean_name(shown) == name


@given(st.text(max_size=200))
def test_no_text_breaks_it(text):
    found(text)


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1 ",
        "(1",
        "+1",
        "a@",
        "a@b.c ",
        "Ana ",
        "Ana Ruiz 415-555-0122 ",
        "my ",
        "text me ",
        "best ",
        "http://",
        '"A',
        "do not ",
        "prefer to ",
        "word word\n",
        "I'm ",
        "3 pm ET ",
        "UTC + 1 ",
        "I am based living in Lisbon time ",
        "Aaa Aaa time zone ",
        "Central European ",
    ],
)
def test_twice_the_text_takes_about_twice_the_time(piece):
    def seconds(size):
        body = piece * (size // len(piece))
        best = 9.0
        for _ in range(3):
            begin = time.process_time()
            found(body)
            best = min(best, time.process_time() - begin)
        return best

    small, large = seconds(8_000), seconds(64_000)
    assert large < 24 * small + 0.05  # eight times the text; quadratic would be sixty-four times the time


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Can we speak at 3 pm ET on Friday?", ("ET",)),
        ("10:00 CET works for me.", ("CET",)),
        ("I am in Lisbon this month, which is UTC+1.", ("Europe/Lisbon", "UTC+1")),
        ("I'm currently based in New York, so 4pm Eastern Time.", ("America/New_York", "Eastern")),
        ("Let's say 9am Lisbon time, or 15:00 (CEST).", ("Europe/Lisbon", "CEST")),
        ("Our clocks are at GMT-05:30.", ("UTC-5:30",)),
        ("It is time to go, and I am in Sales.", ()),
        ("I was in Paris when you met in the West.", ()),
    ],
)
def test_a_time_zone_that_is_named_is_kept(said: str, found: tuple[str, ...]) -> None:
    reading = read(letter_from({"from": "Ana Reis <ana@reis.example>", "to": "sam@ode.example", "sent": "2026-05-04T09:00:00+00:00", "body": said}))
    assert reading.zones == found
    assert reading_to(reading)["zones"] == list(found)
