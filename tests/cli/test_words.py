"""The three common options stand anywhere; the page fits a terminal; what is told can be taken back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import AT, Terminal

from afterword.interfaces.cli import pages
from afterword.interfaces.cli.shown import WIDTH


def test_the_common_options_stand_before_or_after_the_other_words(lived: Terminal):
    home = str(lived.home)
    wanted = lived.json("plan", "--days", "9")
    for words in (
        ("--home", home, "--at", AT, "--json", "plan", "--days", "9"),
        ("plan", "--days", "9", "--json", "--at", AT, "--home", home),
        ("plan", "--json", f"--at={AT}", "--days", "9", f"--home={home}"),
    ):
        done = lived.bare(*words)
        assert done.code == 0, words
        assert done.document == wanted


def test_the_home_may_come_from_the_environment(lived: Terminal, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("AFTERWORD_HOME", str(lived.home))
    assert lived.bare("today", "--json", "--at", AT).document == lived.json("today")


def test_afterword_alone_is_today(lived: Terminal):
    assert lived().out == lived("today").out


def test_a_date_given_to_at_means_nine_in_the_morning(lived: Terminal):
    assert lived.json("today", at="2026-05-13") == lived.json("today", at=AT)


def test_a_note_with_the_words_of_an_option_behind_two_dashes_is_a_note(lived: Terminal):
    assert lived("log", "call", "--with", "Carl Beyer", "--note=spoke about --json").code == 0
    assert lived.json("person", "show", "Carl")["timeline"][-1]["words"] == "spoke about --json"


def test_today_by_the_fast_path_is_today_by_the_ordinary_one(lived: Terminal, monkeypatch: pytest.MonkeyPatch):
    taken = []
    fast = pages._fast
    monkeypatch.setattr(pages, "_fast", lambda minutes: taken.append(fast(minutes)) or taken[-1])
    quick = [
        lived("today", *more, at=at).out
        for at in (AT, "2026-05-25", "2026-08-30")
        for more in (("--json",), ("--all",), ("--minutes", "5"))
    ]
    assert all(page is not None for page in taken), "the fast path was not taken"
    monkeypatch.setattr(pages, "_fast", lambda _: None)
    assert [
        lived("today", *more, at=at).out
        for at in (AT, "2026-05-25", "2026-08-30")
        for more in (("--json",), ("--all",), ("--minutes", "5"))
    ] == quick


def test_the_page_fits_eighty_columns_and_shows_reason_key_and_number(lived: Terminal):
    lived("tie", "Carl", "former_boss")
    lived("log", "interview", "--with", "Wilhelmina Featherstonehaugh-Cholmondeley <wf@verylongname.example>", "--at-org", "The Extraordinarily Long Name of a Museum of Everything", "--role", "Assistant Deputy Keeper of the Western Maps and Charts")  # fmt: skip
    lived("promise", "call about the flood", "--by", "me", "--to", "Carl Beyer", "--due", "2026-05-14")
    for words in (("today", "--all"), ("plan", "--days", "90"), ("today",)):
        shown = lived(*words).out
        assert [line for line in shown.splitlines() if len(line) > WIDTH] == []
    page = lived("today").out
    first = lived.json("today")["follow_ups"][0]
    assert first["key"][:4] in page
    assert " ".join(first["reason"].split()[:4]) in " ".join(page.split())


def test_a_call_shows_the_number_to_dial(afterword: Terminal):
    afterword(
        "person",
        "add",
        "Theo Brandt",
        "--phone",
        "+15550100142",
        "--tie",
        "relative",
        "--org",
        "Acme",
        "--left-org",
        "2025-12-31",
    )
    afterword("target", "add", "Acme")
    page = afterword("today").out
    assert "Call" in page
    assert "555 010 0142" in page


def test_an_empty_day_is_said_kindly(afterword: Terminal):
    page = afterword("today").out
    assert "Nothing owed today." in page


def test_a_note_is_shown_before_it_is_kept(afterword: Terminal):
    said = "Met Bo Lindqvist from Acme yesterday, she offered to introduce me to Carla Mendes at Fenn"
    asked = afterword("note", said)
    assert asked.code == 5
    assert "Bo Lindqvist" in asked.out
    assert afterword("person", "show", "Bo Lindqvist").code == 3, "nothing was kept"
    kept = afterword("note", said, "--yes")
    assert kept.code == 0
    assert afterword("person", "show", "Bo Lindqvist").code == 0
    assert "introduction_offered" in {f["situation"] for f in afterword.json("plan")["follow_ups"]}
    assert afterword("undo").code == 0
    assert afterword.json("plan")["follow_ups"] == []


def test_undo_and_redo_go_through_acts_one_by_one(lived: Terminal):
    plans = [lived.json("plan", "--days", "400")]
    for words in (("done", "Carl"), ("skip", "Dana")):
        assert lived(*words).code == 0
        plans.append(lived.json("plan", "--days", "400"))
    assert plans[0] != plans[1] != plans[2]
    assert lived.json("undo")["act"].startswith("skip")
    assert lived.json("plan", "--days", "400") == plans[1]
    assert lived.json("undo")["act"].startswith("done")
    assert lived.json("plan", "--days", "400") == plans[0]
    lived("redo")
    lived("redo")
    assert lived.json("plan", "--days", "400") == plans[2]
    assert lived.json("redo")["act"] is None


def test_an_import_is_one_act(lived: Terminal, tmp_path: Path):
    (tmp_path / "cards.vcf").write_text(
        "".join(f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{n} Moss\r\nEMAIL:{n}@moss.example\r\nCATEGORIES:Friends\r\nEND:VCARD\r\n" for n in ("Ada", "Bea")), encoding="utf-8"
    )  # fmt: skip
    before = lived.json("plan", "--days", "400")
    assert lived.json("import", str(tmp_path / "cards.vcf"))["facts"] == 2
    assert lived("person", "show", "Ada Moss").code == 0
    lived("undo")
    assert lived.json("plan", "--days", "400") == before
    assert lived("person", "show", "Ada Moss").code == 3
    assert lived.json("import", str(tmp_path / "cards.vcf"))["facts"] == 2, "what was taken back may be imported again"


def test_a_snooze_takes_plain_words(lived: Terminal):
    assert lived.json("snooze", "Carl", "--until", "next fri")["until"] in ("2026-05-15", "2026-05-22")
    assert "former_boss" not in {f["situation"] for f in lived.json("today")["follow_ups"]}


def test_a_person_nobody_knows_is_made_and_said(afterword: Terminal):
    told = afterword.json("log", "call", "--with", "Bo Lindqvist at Acme", "--note", "about maps")
    assert told["made"] == ["Bo Lindqvist"]
    assert afterword.json("log", "call", "--with", "Bo Lindqvist", "--on", "2026-05-12")["made"] == []


def test_a_backup_brings_everything_back(lived: Terminal, tmp_path: Path):
    before = lived.json("plan", "--days", "400")
    assert lived("backup", str(tmp_path / "all.bak")).code == 0
    lived("forget", "Dana", "--yes")
    assert lived.json("plan", "--days", "400") != before
    assert lived("restore", str(tmp_path / "all.bak"), "--yes").code == 0
    assert lived.json("plan", "--days", "400") == before


def test_whoever_is_forgotten_stays_so_when_the_mail_is_imported_again(lived: Terminal, tmp_path: Path):
    assert lived("forget", "Dana", "--yes").code == 0
    assert lived("person", "show", "Dana").code == 3
    lived("import", str(tmp_path / "dana.eml"))
    assert lived("person", "show", "Dana").code == 3


def test_export_gives_one_object_a_line_or_the_notation(lived: Terminal):
    head, *facts, foot = map(json.loads, lived("export").out.splitlines())
    assert head["afterword"] == 1
    assert len(facts) == foot["facts"] == lived.json("doctor")["facts"]
    assert all({"id", "kind", "at"} <= set(one) for one in facts)
    story = lived("export", "--story").out
    assert 'mail dana@acme.example -> me "Data Analyst" "Hi Sam, thank you for coming in.' in story
    assert 'interview both Dana Whitfield "She liked the maps."' in story


def test_settings_may_tighten_etiquette_but_never_loosen_it(lived: Terminal):
    (lived.home / "settings.toml").write_text("[etiquette]\nminutes_a_day = 0\n", encoding="utf-8")
    assert {f["tier"] for f in lived.json("today")["follow_ups"]} == {"promise"}
    (lived.home / "settings.toml").write_text("[etiquette]\nminutes_a_day = 90\n", encoding="utf-8")
    done = lived("today")
    assert done.code == 2
    assert "never loosened" in done.error
