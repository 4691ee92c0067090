"""One story for each situation with people one knows that must show it, and one that must not. Days by the table of DESIGN.md section 3; no holidays."""

from __future__ import annotations

from tests.notation import Story


def test_a_coffee_about_the_field_is_thanked_for_and_reported_back_on(story: Story):
    """
    2026-03-10 10:00 event "Coffee with Pia" with pia@letters.example
    """
    assert story("informational_thank_you") == ["Pia thank_you 2026-03-10 2026-03-11 2026-03-13"]
    assert story("informational_report_back") == ["Pia report 2026-03-26 2026-03-26 2026-04-23"]


def test_two_reports_without_an_answer_end_it(story: Story):
    """
    2026-03-10 10:00 event "Coffee with Pia" with pia@letters.example
    2026-03-10 18:00 mail me -> pia@letters.example "Thank you" "Thank you for the coffee."
    2026-03-26 mail me -> pia@letters.example "Your advice" "I wrote to the guild as you said."
    2026-06-19 mail me -> pia@letters.example "Your advice" "The guild took me in."
    """
    assert story("informational_thank_you") == story("informational_report_back") == []


def test_a_lunch_of_the_team_is_nobodys_talk(story: Story):
    """
    2026-03-10 10:00 event "Budget planning" with pia@letters.example
    """
    assert story() == []


def test_an_offered_introduction_is_thanked_for_and_reminded_of(story: Story):
    """
    2026-03-10 intro offered ana@orchard.example -> carla@fenn.example
    """
    assert story("introduction_offered") == ["Ana thanks 2026-03-10 2026-03-11 2026-03-13"]
    story.tell("2026-03-11 done introduction_offered ana@orchard.example")
    assert story("introduction_offered") == ["Ana nudge 2026-03-17 2026-03-19 2026-03-27"]


def test_an_introduction_that_was_made_is_no_longer_an_offer(story: Story):
    """
    2026-03-10 intro offered ana@orchard.example -> carla@fenn.example
    2026-03-11 intro made ana@orchard.example -> carla@fenn.example
    """
    assert story("introduction_offered") == []
    assert story("introduction_made") == [
        "Ana thank_introducer 2026-03-11 2026-03-13 2026-03-25",
        "Carla write 2026-03-11 2026-03-13 2026-03-25",
    ]


def test_one_mail_to_both_settles_an_introduction(story: Story):
    """
    2026-03-11 intro made ana@orchard.example -> carla@fenn.example
    2026-03-12 mail me -> carla@fenn.example, ana@orchard.example "Introduction" "Thank you Ana. Carla, it is good to meet you."
    """
    assert story("introduction_made") == []


def test_an_offer_by_a_professional_is_brought_up_at_the_next_visit(story: Story):
    """
    2026-03-09 tie professional odette@chair.example
    2026-03-10 intro offered odette@chair.example -> carla@fenn.example
    """
    one = story.one("professional")
    assert (one.channel, one.window.opens.isoformat(), one.window.due.isoformat()) == (
        "in_person",
        "2026-03-11",
        "2026-03-19",
    )
    assert story("introduction_offered") == []


def test_a_professional_who_offered_nothing_is_left_in_peace(story: Story):
    """
    2026-03-09 tie professional odette@chair.example
    """
    assert story() == []


def test_a_colleague_inside_a_wanted_company_is_asked_a_small_question(story: Story):
    """
    2026-03-09 connection bo.lindqvist@acme.example at Acme as Archivist
    2026-03-10 target Acme
    """
    assert story("reach_through") == ["Bo Lindqvist ask 2026-03-10 2026-03-10 2026-04-07"]


def test_nobody_is_asked_about_a_company_that_is_not_wanted(story: Story):
    """
    2026-03-09 connection bo.lindqvist@acme.example at Acme as Archivist
    2026-03-10 target Fenn
    """
    assert story("reach_through") == []


def test_one_conversation_inside_pauses_the_others(story: Story):
    """
    2026-03-09 connection bo.lindqvist@acme.example at Acme as Archivist
    2026-03-09 connection cy.adler@acme.example at Acme as Binder
    2026-03-10 target Acme
    2026-03-11 mail me -> bo.lindqvist@acme.example "Acme" "What is the archive like?"
    2026-03-12 mail bo.lindqvist@acme.example -> me "Re: Acme" "It is a quiet house."
    """
    assert story("reach_through") == []


def test_a_former_boss_hears_from_you_now_and_once_more(story: Story):
    """
    2026-03-10 tie former_boss carl@marchmont.example at Marchmont
    """
    assert story("former_boss") == ["Carl first 2026-03-10 2026-03-10 2026-04-07"]
    story.tell("2026-03-10 done former_boss carl@marchmont.example")
    assert story("former_boss") == ["Carl second 2026-03-18 2026-03-18 2026-04-15"]


def test_a_former_boss_who_answered_is_not_asked_again(story: Story):
    """
    2026-03-10 tie former_boss carl@marchmont.example at Marchmont
    2026-03-10 12:00 mail me -> carl@marchmont.example "Hello" "Do you remember the flood in the cellar?"
    2026-03-11 mail carl@marchmont.example -> me "Re: Hello" "I do!"
    """
    assert story("former_boss") == []


def test_a_boss_superior_waits_for_a_boss_in_touch(story: Story):
    """
    2026-02-10 mail carl@marchmont.example -> me "Hello" "Good to hear from you."
    2026-03-10 09:00 tie former_boss carl@marchmont.example at Marchmont
    2026-03-10 09:01 tie boss_superior ada@marchmont.example at Marchmont
    """
    assert story("boss_superior") == []
    story.tell("2026-03-10 18:00 done former_boss carl@marchmont.example")
    assert story("boss_superior") == ["Ada first 2026-03-11 2026-03-11 2026-04-08"]


def test_a_boss_superior_without_a_boss_hears_now(story: Story):
    """
    2026-03-10 tie boss_superior ada@marchmont.example at Marchmont
    """
    assert story("boss_superior") == ["Ada first 2026-03-10 2026-03-10 2026-04-07"]


def test_a_relative_who_has_left_a_wanted_company_is_called_now(story: Story):
    """
    2026-03-09 09:00 person uncle.theo@family.example at Acme left 2025-12-31
    2026-03-09 09:01 tie relative uncle.theo@family.example
    2026-03-10 target Acme
    """
    assert story("insider_relative") == ["Uncle Theo first 2026-03-10 2026-03-10 2026-04-07"]


def test_a_relative_who_is_still_there_is_not_called_about_it(story: Story):
    """
    2026-03-09 09:00 person uncle.theo@family.example at Acme
    2026-03-09 09:01 tie relative uncle.theo@family.example
    2026-03-10 target Acme
    """
    assert story("insider_relative") == []


def test_a_coworker_with_a_new_employer_is_wished_well(story: Story):
    """
    2026-03-02 09:00 connection nora.hale@mills.example at Mills as Weaver
    2026-03-02 09:01 tie coworker nora.hale@mills.example
    2026-03-10 connection nora.hale@mills.example at Looms as Weaver
    """
    assert story("coworker_moving_on") == ["Nora Hale wishes 2026-03-10 2026-03-13 2026-03-31"]


def test_who_was_wished_well_before_the_new_card_told_is_asked_later_how_it_is(story: Story):
    """
    2026-03-02 09:00 connection nora.hale@mills.example at Mills as Weaver
    2026-03-02 09:01 tie coworker nora.hale@mills.example
    2026-03-06 mail me -> nora.hale@mills.example "News" "I hear you have given notice, and I hope it is to something good."
    2026-03-10 connection nora.hale@mills.example at Looms as Weaver
    """
    assert [line.split()[2] for line in story("coworker_moving_on")] == ["settled"]


def test_a_letter_about_something_else_is_no_good_wish(story: Story):
    """
    2026-03-02 09:00 connection nora.hale@mills.example at Mills as Weaver
    2026-03-02 09:01 tie coworker nora.hale@mills.example
    2026-03-06 mail me -> nora.hale@mills.example "Looms" "I looked it up, and you were right about the selvedge."
    2026-03-10 connection nora.hale@mills.example at Looms as Weaver
    """
    assert [line.split()[2] for line in story("coworker_moving_on")] == ["wishes"]


def test_a_new_title_alone_is_no_moving_on(story: Story):
    """
    2026-03-02 09:00 connection nora.hale@mills.example at Mills as Weaver
    2026-03-02 09:01 tie coworker nora.hale@mills.example
    2026-03-10 connection nora.hale@mills.example at Mills as "Head Weaver"
    """
    assert story("coworker_moving_on") == []


def test_whoever_passed_your_papers_on_is_thanked(story: Story):
    """
    2026-03-10 mail ana@orchard.example -> me "Your CV" "I have recommended you to Joan Mora, who leads the data team at Acme."
    """
    assert story("referral_thank_you") == ["Ana thanks 2026-03-10 2026-03-12 2026-03-24"]
    story.tell('2026-03-11 mail me -> ana@orchard.example "Re: Your CV" "Thank you so much!"')
    assert story("referral_thank_you") == []


def test_a_question_of_somebody_in_the_search_is_answered_within_two_days(story: Story):
    """
    2026-03-02 10:00 interview dana@acme.example "good talk" at Acme as "Data Analyst"
    2026-03-10 mail dana@acme.example -> me "References" "Could you send me two references?"
    """
    assert story("reply_owed") == ["Dana reply 2026-03-10 2026-03-12 2026-03-24"]
    story.tell('2026-03-11 mail me -> dana@acme.example "Re: References" "Here they are."')
    assert story("reply_owed") == []


def test_a_question_of_somebody_outside_the_search_is_no_matter_of_it(story: Story):
    """
    2026-03-10 mail pia@letters.example -> me "Saturday" "Are you coming to the picnic on Saturday?"
    """
    assert story() == []


def test_a_promise_of_mine_is_shown_the_day_before_and_due_on_its_day(story: Story):
    """
    2026-03-10 promise me -> dana@acme.example "send the portfolio" due 2026-03-16
    """
    assert story("my_promise") == ["Dana keep 2026-03-13 2026-03-16 2026-03-30"]


def test_two_promises_of_one_mail_are_two(story: Story):
    """
    2026-03-09 tie friend dana@acme.example
    2026-03-10 mail me -> dana@acme.example "Next week" "I will send you the slides by 16 March. I will call you on 18 March."
    """
    assert story("my_promise") == ["Dana keep 2026-03-13 2026-03-16 2026-03-30", "Dana keep_2 2026-03-17 2026-03-18 2026-04-01"]
    assert len(story.on("2026-04-20").questions) == 2


def test_a_promise_that_was_kept_is_gone(story: Story):
    """
    2026-03-10 promise me -> dana@acme.example "send the portfolio" due 2026-03-16
    2026-03-12 mail me -> dana@acme.example "Portfolio" "Here is the portfolio, as promised."
    """
    assert story("my_promise") == []
    assert story.questions == []


def test_a_promise_whose_window_has_closed_becomes_a_question(story: Story):
    """
    2026-03-10 promise me -> dana@acme.example "send the portfolio" due 2026-03-16
    """
    page = story.on("2026-03-31")
    assert [f.situation for f in page.follow_ups] == []
    assert [q.choices for q in page.questions] == [("done", "let it go")]
    assert story.on("2026-03-30").questions == ()


def test_a_friend_is_kept_warm_every_ninety_days(story: Story):
    """
    2026-03-09 tie friend mia@meadow.example
    2026-03-10 mail mia@meadow.example -> me "Hello" "It was good to see you."
    """
    first = story.follow_ups("keep_warm")[0]
    assert (first.window.opens.isoformat(), first.window.due.isoformat(), first.tier) == (
        "2026-06-08",
        "2026-06-08",
        "garden",
    )


def test_an_acquaintance_is_nobody_to_be_kept_warm(story: Story):
    """
    2026-03-10 mail mia@meadow.example -> me "Hello" "It was good to see you."
    2026-03-11 tie contact mia@meadow.example
    """
    assert story() == []


def test_whoever_helped_hears_how_the_search_ended(story: Story):
    """
    2026-03-02 10:00 event "Coffee with Pia" with pia@letters.example
    2026-03-02 12:00 mail me -> pia@letters.example "Thank you" "Thank you for the coffee."
    2026-03-02 14:00 interview dana@acme.example "good talk" at Acme as "Data Analyst"
    2026-03-10 outcome accepted at Acme
    """
    assert story("wrap_up") == ["Pia tell 2026-03-10 2026-03-12 2026-03-24"]


def test_nobody_is_told_of_an_end_before_it_has_come(story: Story):
    """
    2026-03-02 10:00 event "Coffee with Pia" with pia@letters.example
    2026-03-10 outcome offer at Acme due 2026-03-20
    """
    assert story("wrap_up") == []


def test_a_recruiter_whom_the_user_never_answered_is_answered_or_left_but_not_kept_warm(story: Story):
    """
    2026-03-10 mail carl@marchmont.example -> me "A role for you" "I recruit for a bank and have a vacancy for a Data Analyst that fits your profile. Would you be interested?"
    """
    assert story("keep_warm") == []
    assert story("recruiter") or story("reply_owed")


def test_a_recruiter_whom_the_user_answered_is_kept_warm(story: Story):
    """
    2026-03-10 mail carl@marchmont.example -> me "A role for you" "I recruit for a bank and have a vacancy for a Data Analyst that fits your profile. Would you be interested?"
    2026-03-11 mail me -> carl@marchmont.example "Re: A role for you" "Thank you, I would be."
    """
    assert story("keep_warm")
