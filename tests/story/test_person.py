"""The story of one person: names, ways to reach them, what they want and do not want, decisions."""

from __future__ import annotations

from datetime import date

import pytest
from tests.notation import Story
from tests.story.making import ME, said, told

from afterword.reading.model import Act, Mention, Preference
from afterword.story.model import PersonStory, Told
from afterword.story.person import country_of, decisions, tell_person, valid

HANDLES = ("email:dana.whitfield@acme.example",)


def dana(*facts: Told) -> PersonStory:
    return tell_person(HANDLES[0], HANDLES, facts, ME)


def mail(text: str, *acts: Act, day: str = "2026-03-10", **more: object) -> Told:
    return said(f'{day} mail dana.whitfield@acme.example -> me "Hello" "{text}"', *acts, text=text, **more)


def test_the_fullest_name_of_the_most_trusted_source_wins():
    chat = said('2026-03-10 mail dana.whitfield@acme.example -> me "Hello" "Hi"')
    card = told("2026-03-11 contact dana.whitfield@acme.example at Acme")
    assert dana(chat).name == "Dana Whitfield"
    assert dana(*told("2026-03-12 person dana.whitfield@acme.example"), *card, chat).name == "Dana Whitfield"


def test_a_name_written_last_name_first_is_turned():
    from dataclasses import replace

    from afterword.facts import fact
    from afterword.facts.kinds import Mailbox

    one = mail("Hi").fact
    turned = replace(one.body, sender=Mailbox("Whitfield, Dana", "dana.whitfield@acme.example"))  # type: ignore[type-var]
    assert dana(Told(fact(turned, one.at))).name == "Dana Whitfield"


def test_numbers_come_from_cards_signatures_and_promises_each_with_its_source():
    signed = mail("Hi", people=(Mention("Dana", phone="+15550100142", source="signature"),))
    story = dana(signed, *told("2026-03-12 contact dana.whitfield@acme.example phone +15550100199"))
    assert set(story.phones) == {"+15550100142", "+15550100199"}
    assert {(field, value) for field, value, _ in story.known_by} >= {
        ("phone", "+15550100142"),
        ("email", "dana.whitfield@acme.example"),
    }


def test_the_calling_code_tells_the_country_where_it_can():
    assert country_of(["+442079460000"]) == "GB"
    assert country_of(["+15550100142"]) == ""
    assert country_of(["+15550100142", "+353861234567"]) == "IE"


def test_present_employer_and_title():
    story = dana(*told("2026-03-10 contact dana.whitfield@acme.example at Acme as Keeper"))
    assert (story.organisation, story.title) == ("Acme", "Keeper")
    assert set(story.organisations) == {"org:acme", "domain:acme.example"}


def test_who_left_works_there_no_more():
    story = dana(
        *told(
            "2026-03-10 contact dana.whitfield@acme.example at Acme as Keeper\n2026-03-12 person dana.whitfield@acme.example at Acme left 2026-03-01"
        )
    )
    assert story.organisation == ""


def test_please_stop_is_remembered_and_may_be_taken_back():
    assert dana(mail("Please do not write again.", Act("stop", "Please do not write again."))).stop is not None
    never, again = told(
        "2026-03-10 never dana.whitfield@acme.example *\n2026-03-11 prefer dana.whitfield@acme.example *"
    )
    assert dana(never).stop is not None
    assert dana(never, again).stop is None


def test_channels_they_want_and_those_they_do_not():
    story = dana(
        mail(
            "No calls please, mail is best.", preferences=(Preference("", "call", never=True), Preference("", "email"))
        )
    )
    assert (story.never, story.prefers) == (frozenset({"call"}), "email")
    taken_back = dana(
        *told("2026-03-10 never dana.whitfield@acme.example call\n2026-03-11 prefer dana.whitfield@acme.example call")
    )
    assert (taken_back.never, taken_back.prefers) == (frozenset(), "call")


def test_a_note_on_a_card_says_how_they_will_not_be_reached_until_told_otherwise():
    from dataclasses import replace

    from afterword.facts import fact

    card = told("2026-03-01 contact dana.whitfield@acme.example at Acme")[0].fact
    noted = Told(fact(replace(card.body, note="Every six weeks. Text, do not call."), card.at))  # type: ignore[type-var]
    assert dana(noted).never == frozenset({"call"})
    later = told("2026-03-11 prefer dana.whitfield@acme.example call")
    assert (dana(noted, *later).never, dana(noted, *later).prefers) == (frozenset(), "call")


def test_a_preference_told_of_somebody_else_is_not_theirs():
    assert dana(mail("Bo prefers calls.", preferences=(Preference("Bo Lindqvist", "call"),))).prefers == ""


def test_an_absence_lasts_until_the_return():
    away = mail(
        "I am away until March 30.",
        Act("away", "I am away", until=date(2026, 3, 30)),
        kind="auto_reply_away",
        automatic=True,
    )
    assert dana(away).away == ((date(2026, 3, 10), date(2026, 3, 30)),)
    assert dana(away).touched("in") == (), "a machine's answer is no word of theirs"


def test_a_mailbox_that_its_owner_has_left():
    gone = mail("I no longer work here.", kind="auto_reply_left", automatic=True)
    assert dana(gone).left_mailboxes == {"dana.whitfield@acme.example"}


def test_both_sides_have_to_speak_for_a_two_way_count():
    out = said('2026-03-09 mail me -> dana.whitfield@acme.example "Hello" "Hi"')
    assert dana(out).two_way == 0
    assert dana(out, mail("Hi"), mail("Again", day="2026-03-11")).two_way == 1
    assert dana(out, mail("Hi")).first_contact == date(2026, 3, 9)


def test_the_newest_card_is_valid_and_every_connection_stays():
    cards = told("2026-03-01 contact a@x.example at Old\n2026-03-09 contact a@x.example at New")
    assert [t.fact.body.organisation for t in valid(cards)] == ["New"]  # type: ignore[union-attr]
    assert len(valid(told("2026-03-01 connection a@x.example at Old\n2026-03-09 connection a@x.example at New"))) == 2


def test_the_order_of_facts_and_repetition_change_nothing():
    facts = [
        *told("2026-03-10 contact dana.whitfield@acme.example at Acme\n2026-03-10 tie friend dana.whitfield@acme.example\n2026-03-12 call out dana.whitfield@acme.example"),
        mail("Hi"), mail("Hi again", day="2026-03-14"),
    ]  # fmt: skip
    assert dana(*reversed(facts), *facts) == dana(*facts)


def test_what_was_decided_about_somebody(story: Story):
    """
    2026-03-10 tie former_boss carl@marchmont.example at Marchmont
    2026-03-10 12:00 snooze former_boss carl@marchmont.example until 2026-03-16
    2026-03-16 12:00 done former_boss carl@marchmont.example
    """
    facts = [Told(f) for f in story.person("carl@marchmont.example").facts]
    assert [(d.act, d.situation, d.step) for d in decisions(facts, "UTC")] == [
        ("snooze", "former_boss", "first"),
        ("done", "former_boss", "first"),
    ]


@pytest.mark.parametrize("handle", ["email:nobody@acme.example", "li:nobody"])
def test_nobody_has_no_story(handle: str, story: Story):
    assert story.person(handle) is None


def test_a_meeting_that_a_mail_called_off_is_no_contact():
    lunch = told('2026-03-12 12:00 event "Team lunch" with dana.whitfield@acme.example')
    assert [e.way for e in dana(*lunch).entries] == ["meeting"]
    off = mail("I am sorry, I have to cancel our lunch.", Act("talk_cancelled", quote="I have to cancel our lunch"), day="2026-03-11")
    assert [e.way for e in dana(*lunch, off).entries] == ["email"]
    later = mail("I am sorry, I have to cancel our lunch.", Act("talk_cancelled", quote="I have to cancel our lunch"), day="2026-03-14")
    assert [e.way for e in dana(*lunch, later).entries] == ["meeting", "email"]
