"""A minute after a talk: what is told becomes follow-ups, thanks that stand on it, and silence about it from then on."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.notation import Story

from afterword.app import accounts as known
from afterword.app import debriefing, digest, drafting, preparing, reminding
from afterword.app.debriefing import Account, account, answers, spoken_plainly, usable, went
from afterword.app.pages import today_of
from afterword.errors import BadUsage

PANEL = """
    2026-02-25 mail beth@acme.example -> me "Interview" "We would like to invite you to an interview for the Data Analyst role on March 3 at 9:00."
    2026-03-03 event "Interview: Data Analyst, Acme" with dana@acme.example, ines@acme.example for 60 uid one
    """


@pytest.fixture
def panel(story: Story) -> Story:
    story.tell(PANEL)
    story.on("2026-03-03 12:00")
    return story


def tell(story: Story, told: Account) -> debriefing.Told:
    return debriefing.tell(story.home, preparing.appointment(story.home, "", past=True), told)


def test_their_day_and_the_call_they_asked_for_become_one_row(panel: Story):
    kept = tell(panel, Account(4, "They decide by Friday, call me Monday if you hear nothing."))
    assert kept.follows == ("Until Friday 6 March they decide.", "You call Dana on Monday 9 March.")
    (one,) = [f for f in panel.follow_ups() if f.situation in ("employer_date", "my_promise", "interview_silence")]
    assert (one.situation, one.window.due.isoformat()) == ("employer_date", "2026-03-09")
    assert "asked you to call" in one.reason


def test_a_later_day_for_the_call_moves_it(panel: Story):
    tell(panel, Account(0, "They decide by Friday. I may call on Wednesday 11 March."))
    assert panel("employer_date")[0].split()[-2] in ("2026-03-09", "2026-03-10", "2026-03-11")
    panel.home.undo()
    tell(panel, Account(0, "They decide by Friday, call me on Wednesday"))
    assert panel("employer_date")[0].split()[-2] == "2026-03-11"


def test_without_a_day_the_silence_counts_from_the_talk_and_not_from_the_telling(panel: Story):
    (before,) = panel("interview_silence")
    panel.on("2026-03-04 18:00")
    tell(panel, Account(3, ""))
    assert panel("interview_silence")[0].split()[1:] == before.split()[1:]
    assert [f.person.name for f in panel.follow_ups("interview_thank_you")] == ["Dana", "Ines"]


def test_each_moment_is_what_that_person_s_thank_you_stands_on(panel: Story):
    tell(panel, Account(4, "They decide by Friday.", {"Dana": "the faxes on Fridays", "Ines": "she drew the asthma curve"}))
    words = {f.person.name: drafting.draft(panel.home, f).body for f in panel.follow_ups("interview_thank_you")}
    assert "the faxes on Fridays" in words["Dana"]
    assert "how you drew the asthma curve" in words["Ines"]
    assert "faxes" not in words["Ines"]
    assert panel("my_promise") == []


def test_what_one_promised_one_of_several_is_promised_to_that_one(panel: Story):
    tell(panel, Account(0, "I will send Ines the lag table by Friday."))
    assert [f.person.name for f in panel.follow_ups("my_promise")] == ["Ines"]


def test_told_or_skipped_it_is_not_asked_again_and_undo_asks(panel: Story):
    one = preparing.appointment(panel.home, "", past=True)
    assert [a.key for a in panel.on("2026-03-03 12:00").tell] == [one.key]
    debriefing.skip(panel.home, one)
    assert panel.on("2026-03-03 12:00").tell == ()
    panel.home.undo()
    assert [a.key for a in panel.on("2026-03-03 12:00").tell] == [one.key]
    tell(panel, Account(5))
    assert panel.on("2026-03-04").tell == ()


def test_nothing_and_a_talk_to_come_are_refused(panel: Story):
    with pytest.raises(BadUsage, match="say one thing"):
        tell(panel, Account(0, " ", {"Dana": " "}))
    one = preparing.appointment(panel.home, "", past=True)
    panel.on("2026-03-02")
    with pytest.raises(BadUsage, match="still to come"):
        debriefing.tell(panel.home, one, Account(3))


def test_somebody_who_was_there_unannounced_is_kept(panel: Story):
    kept = tell(panel, Account(0, "", {"Tom Okafor": "the flag nobody could switch off"}))
    assert kept.made == ("Tom Okafor",)
    assert "Tom Okafor" in [f.person.name for f in panel.follow_ups("interview_thank_you")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("4\nThey decide by Friday.\nDana: the riddle", Account(4, "They decide by Friday.", {"Dana Whitfield": "the riddle"})),
        ("Well. They decide by Friday. Dana: the riddle", Account(4, "They decide by Friday.", {"Dana Whitfield": "the riddle"})),
        ("no day was named", Account(0, "no day was named", {})),
        ("", Account(0, "", {})),
    ],
)
def test_one_text_says_it_all(text: str, told: Account):
    assert account(text, ("Dana Whitfield", "Tom Okafor")) == told


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("They decide by Friday, call me Monday if you hear nothing.", "They decide by Friday. Call Dana Monday."),
        ("We decide by Friday; please call me on Monday at 612 555 0142 if you have not heard", "We decide by Friday. Call Dana on Monday at 612 555 0142."),
        ("They will call me by Friday", "They will call me by Friday"),
        ("phone interview next week", "phone interview next week"),
    ],
)
def test_call_me_is_whom_the_user_calls(said: str, plain: str):
    assert spoken_plainly(said, "Dana") == plain


def test_a_moment_is_made_usable_or_left_alone():
    assert usable("the nurse at three in the morning", "Dana") == "spoke about the nurse at three in the morning"
    assert usable("she told me about the lag table", "Dana") == "she told me about the lag table"
    assert usable("laughed a lot", "Dana") == "laughed a lot"


def test_how_it_went():
    assert [went(x) for x in ("", "5", "so-so", "Badly")] == [0, 5, 3, 1]
    for text in ("0", "6", "purple"):
        with pytest.raises(BadUsage):
            went(text)


KEY = "96b42b048c"


def test_a_reply_tells_of_talks_from_their_key_on_and_leaves_the_rest_to_others():
    text = "3f9c done\n96b4 well. They decide by Friday.\nDana: the faxes\n\na71b skip\n> 96b4 badly\n"
    told, rest = answers(text, {KEY: KEY})
    assert told == {KEY: "well. They decide by Friday.\nDana: the faxes"}
    assert "96b4 well" not in rest
    assert "3f9c done" in rest
    assert "a71b skip" in rest


@pytest.mark.parametrize("line", ["96b4", "afterword interview after 96b4", "afterword interview after\n96b4\nHow did it go?", "> 96b4 well", "97b4 well"])
def test_our_own_words_coming_back_tell_nothing(line: str):
    assert answers(line, {KEY: KEY})[0] == {}


def test_the_morning_list_asks_once_and_brings_the_sheet(panel: Story, tmp_path: Path):
    memory = reminding.Memory()
    evening = panel.on("2026-03-02 09:00")
    first = reminding.owed(evening, panel.home.now, 8, memory, workday=True)
    assert first is not None
    assert first.worth
    assert reminding.neutral(first).endswith("A talk is near: the sheet is ready.")
    asked = []
    for moment in ("2026-03-04 08:10", "2026-03-04 16:00", "2026-03-05 08:10"):
        page = panel.on(moment)
        found = reminding.owed(page, panel.home.now, 8, memory, workday=True)
        if found is not None:
            reminding.remind(tmp_path, memory, found, panel.home.now, {})
            asked.append((moment[5:], len(found.page.tell)))
    assert [n for _, n in asked if n] == [1]


def test_the_mail_of_the_morning_names_who_and_what_to_ask(panel: Story):
    panel.on("2026-03-02 09:00")
    mail = digest.written(panel.home, known.Account("me", "sam@postbox.example"), reminding.Reminder("list", today_of(panel.home)))
    assert "Before you go" in mail.body
    assert "Dana; Ines" in mail.body
    assert "when may I call" in mail.body
    panel.on("2026-03-04 09:00")
    mail = digest.written(panel.home, known.Account("me", "sam@postbox.example"), reminding.Reminder("list", today_of(panel.home)))
    assert "How did it go?" in mail.body
    assert answers(mail.body, {a.key: a.key for a in preparing.appointments(panel.home)})[0] == {}
