"""What is kept for somebody goes into one note; words of one's own are judged; the sheet beside the telephone; the voice."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Terminal


def key(afterword: Terminal, situation: str) -> str:
    """The first follow-up of a situation within the year."""
    return next(f["key"] for f in afterword.json("plan", "--days", "400")["follow_ups"] if f["situation"] == situation)


def body(afterword: Terminal, *words: str) -> str:
    return afterword.json("draft", *words)["drafts"][0]["body"]


def test_what_is_kept_for_a_person_goes_into_one_note_and_is_listed(lived: Terminal):
    told = lived.json("save", "Maps that lie https://maps.example/lie.", "--for", "Carl Beyer", "--note", "he laughed about it")
    assert told == {"version": 1, "title": "Maps that lie", "url": "https://maps.example/lie", "person": "Carl Beyer", "topic": "", "known": False}
    boss = key(lived, "former_boss")
    first = lived.json("draft", boss)["drafts"][0]
    assert "“Maps that lie” (https://maps.example/lie)" in first["body"]
    assert first["hooks"][0]["quote"] == "Maps that lie"
    assert "laughed" not in first["body"]
    assert lived.json("person", "show", "Carl")["saved"][0]["used"] is False
    assert lived("done", boss).code == 0
    later = "2026-05-20T09:00:00-05:00"
    assert lived.json("person", "show", "Carl", at=later)["saved"][0]["used"] is True
    for one in lived.json("plan", "--days", "400", at=later)["follow_ups"]:
        assert "Maps that lie" not in body(lived, one["key"])


def test_what_is_kept_for_a_topic_reaches_who_spoke_of_it_and_news_whoever_works_there(lived: Terminal):
    assert lived.json("save", "On old maps", "--for", "maps")["topic"] == "maps"
    assert "“On old maps”" in body(lived, key(lived, "interview_thank_you"))
    lived("undo")
    lived("save", "Acme opens an atlas room", "--for", "Acme")
    assert [s["title"] for s in lived.json("person", "show", "Dana")["saved"]] == ["Acme opens an atlas room"]
    assert lived.json("person", "show", "Carl")["saved"] == []


def test_words_are_judged_with_line_and_reader_and_strict_ends_with_5(lived: Terminal, tmp_path: Path):
    note = tmp_path / "note.txt"
    note.write_text("Subject: Data Analyst\nHi Bob,\n\nJust checking in on [role].\n\nSam", encoding="utf-8")
    found = lived.json("check", str(note), "--to", "Dana")["findings"]
    assert {"wrong_name", "placeholder", "status_check"} <= {f["rule"] for f in found}
    assert all(set(f) == {"rule", "severity", "place", "message", "better"} for f in found)
    said = lived("check", str(note), "--to", "Dana")
    assert said.code == 0
    assert "line 4: [role]" in said.out
    assert lived("check", str(note), "--to", "Dana", "--strict").code == 5
    assert lived("check", "-", stdin="Hi Dana,\n\nthank you for showing me the maps on Monday.\n\nSam").out == "Nothing to mend.\n"
    assert lived("check", str(tmp_path / "none.txt")).code == 4
    assert lived("check", str(note), "--to", "Nobody Known").code == 3


def test_a_call_sheet_has_numbers_time_what_was_said_and_the_line_that_logs_it(lived: Terminal):
    lived("person", "add", "Dana Whitfield", "--email", "dana@acme.example", "--phone", "+16125550142")
    sheet = lived("draft", key(lived, "employer_date"), "--channel", "call", at="2026-05-25T10:00:00-05:00").out
    for part in ("+1 612 555 0142", "There it is Monday 10:00", "Three points", "Said before", "If a machine answers", "12 May"):
        assert part in sheet, part
    line = next(x.strip() for x in sheet.splitlines() if "--voicemail" in x)
    assert line == 'afterword log call --with "Dana Whitfield <dana@acme.example>" --at-org Acme --role "Data Analyst" --voicemail'
    assert "three points" in lived.json("draft", key(lived, "employer_date"), "--channel", "call")["drafts"][0]["body"].casefold()


def test_the_voice_of_the_settings_is_heard_and_wrong_ones_are_told_in_a_line(lived: Terminal):
    file = lived.home / "settings.toml"
    file.write_text('[voice]\ngreeting = "Good day"\nsign_off = "Yours"\nname = "S. Rivera"\ntone = "formal"\n', encoding="utf-8")
    text = body(lived, key(lived, "former_boss"))
    assert text.startswith("Good day Carl,")
    assert text.endswith("Yours,\nS. Rivera")
    assert "I'm " not in text
    for wrong, said in (('tone = "loud"', "warm, formal or brief"), ('sign_off = "a\\nb"', "one line"), ("name = 3", "must be like"), ('language = "xx"', "en, da")):
        file.write_text(f"[voice]\n{wrong}\n", encoding="utf-8")
        done = lived("today")
        assert (done.code, "\n" in done.error) == (2, False)
        assert said in done.error


def test_a_template_is_laid_out_to_be_changed_and_may_be_in_another_language(lived: Terminal):
    laid = Path(lived.json("settings", "words", "former boss", "--channel", "mail")["file"])
    assert laid == lived.home / "words" / "former_boss" / "email.j2"
    laid.write_text("Subject: Maps\n\nOf maps and {{ first }}.\n", encoding="utf-8")
    boss = key(lived, "former_boss")
    assert "Of maps and Carl." in body(lived, boss)
    assert lived("settings", "words", "former_boss").code == 2
    assert lived("settings", "words", "nonsense").code == 3
    (lived.home / "settings.toml").write_text('[voice]\nlanguage = "de"\n', encoding="utf-8")
    assert "language" in {f["rule"] for f in lived.json("draft", boss)["drafts"][0]["findings"]}
    theirs = lived.home / "words" / "de" / "former_boss" / "email.j2"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("Subject: Karten\n\nich denke gern an unsere Karten.{{ hook }}{{ on }}\n", encoding="utf-8")
    assert body(lived, boss) == "Hallo Carl,\n\nich denke gern an unsere Karten.\n\nHerzliche Grüße\nSam Rivera"


@pytest.mark.parametrize("text", ["", "   ", "!"])
def test_nothing_is_not_kept(lived: Terminal, text: str):
    assert lived("save", text, "--for", "" if text == "!" else "Carl").code == 2
