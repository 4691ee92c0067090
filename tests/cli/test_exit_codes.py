"""Exit codes (DESIGN.md section 3): 0 done, 2 bad usage, 3 nothing or several, 4 unreadable, 5 refused, 6 locked or newer."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from tests.cli.conftest import MAIL, Terminal

from afterword.interfaces.cli.root import PLACES
from afterword.store.files import database_file


@pytest.mark.parametrize("name", PLACES)
def test_every_command_answers_help_without_a_home(name: str, tmp_path: Path):
    done = Terminal(tmp_path / "none")(name, "--help")
    assert (done.code, done.out.startswith("Usage:")) == (0, True)
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("tody",), ("today", "--minutes", "many"), ("import",), ("log", "shout", "--with", "Dana"), ("log", "call"), ("drafts",), ("tie", "Dana", "nemesis"),
        ("today", "--at", "soon"), ("plan", "--at", "9999-12-31"), ("snooze", "Dana", "--until", "2020-01-01"), ("apply", "Analyst"), ("promise", "x", "--by", "me", "--to", "me"),
        ("log", "call", "--with", "Bo", "--on", "the day before never"), ("note", "zzz qqq"), ("search", "pause", "--until", "whenever it is"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_words_that_make_no_sense_end_with_2(lived: Terminal, words: tuple[str, ...]):
    done = lived(*words)
    assert done.code == 2
    assert done.error.strip()


@pytest.mark.parametrize(
    "words",
    [
        ("tody",), ("today", "--minutes", "many"), ("import",), ("log", "shout", "--with", "Dana"), ("tie",), ("today", "--at", "soon"), ("intro", "begun"),
        ("log", "call", "--with", ""), ("log", "call", "--with", " , "), ("person", "add", ""), ("person", "add", "Bo Ek", "--email", "bo at ek"), ("target", "add", " "),
        ("apply", "", "--org", "Acme"), ("apply", "Analyst", "--org", "?"), ("log", "call", "--with", "Bo", "--rating", "9"), ("apply", "Analyst", "--org", "Acme", "--url", "careers page"),
        ("promise", " ", "--by", "me", "--to", "Dana"), ("person", "edit", "Dana"), ("person", "add", "Bo Ek", "--phone", "none"), ("find", " "), ("search", "pause", "--until", "yesterday"),
        ("log", "call", "--with", "Dana", "--on", "tomorrow"), ("log", "call", "--with", "me"), ("log", "call", "--with", "Sam Rivera"), ("promise", "a list", "--by", "sam@postbox.example", "--to", "me"),
        ("apply", "Analyst", "--org", "Acme", "--on", "2 jan 2030"), ("outcome", "fenn", "rejected", "--on", "next year"), ("today", "--home"), ("--at",), ("reminders",), ("account", "add", "notanaddress"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_wrong_use_is_said_in_one_line_with_what_to_do(lived: Terminal, words: tuple[str, ...]):
    done = lived(*words)
    assert done.code == 2
    assert len(done.error.strip().splitlines()) == 1, done.error


def test_a_weekday_with_a_capital_is_a_day(lived: Terminal):
    assert lived("log", "call", "--with", "Dana Whitfield", "--on", "Tuesday").code == 0


def test_a_word_that_may_not_stand_there_is_answered_with_those_that_may(lived: Terminal):
    assert lived("log", "cal", "--with", "Dana").error.startswith("afterword: 'cal' is not one of 'call', 'meeting'")
    assert lived("reminders").error.startswith("afterword: missing argument '{on|off}': see ")


def test_of_two_homes_that_are_named_the_last_counts(lived: Terminal, tmp_path: Path):
    assert "nobody lives here" in lived("plan", "--home", str(tmp_path / "other")).error


def test_an_outcome_goes_to_the_house_that_was_named_never_to_part_of_another_name(lived: Terminal):
    assert lived("outcome", "aught", "rejected").code == 3
    assert "Fenn & Daughters" in lived("outcome", "fenn", "rejected").out


def test_a_command_before_init_says_what_to_do(tmp_path: Path):
    done = Terminal(tmp_path / "home")("plan")
    assert done.code == 2
    assert "afterword init" in done.error


def test_init_takes_only_a_real_zone_country_and_address(tmp_path: Path):
    terminal = Terminal(tmp_path / "home")
    good = {"--name": "Sam", "--email": "sam@postbox.example", "--timezone": "Europe/London", "--country": "GB"}
    for option, wrong in (("--timezone", "Mars/Olympus"), ("--country", "Britain"), ("--email", "sam")):
        told = [part for pair in {**good, option: wrong}.items() for part in pair]
        assert terminal("init", *told).code == 2, option


@pytest.mark.parametrize(
    "words",
    [
        ("why", "ffffffff"), ("done", "ffffffff"), ("draft", "Nobody Atall"), ("person", "show", "Nobody Atall"), ("tie", "Nobody Atall", "friend"),
        ("path", "Nobody Atall"), ("answer", "ffffffff", "yes"), ("outcome", "Nowhere Ltd", "rejected"), ("target", "remove", "Nowhere Ltd"), ("forget", "Nobody Atall", "--yes"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_an_unknown_name_or_key_ends_with_3(lived: Terminal, words: tuple[str, ...]):
    done = lived(*words)
    assert done.code == 3
    assert len(done.error.strip().splitlines()) == 1


def test_several_people_of_one_name_end_with_3_and_are_listed(lived: Terminal):
    lived("person", "add", "Dana Moss", "--email", "dana@moss.example", "--tie", "friend")
    for words in (
        ("person", "show", "Dana"),
        ("log", "call", "--with", "Dana"),
        ("tie", "Dana", "friend"),
        ("path", "Dana"),
    ):
        done = lived(*words)
        assert done.code == 3, words
        assert "dana@acme.example" in done.error
        assert "dana@moss.example" in done.error


def test_several_follow_ups_of_one_name_end_with_3_and_are_listed(lived: Terminal):
    lived(
        "log",
        "interview",
        "--with",
        "Bo Lindqvist <bo@acme.example>",
        "--at-org",
        "Acme",
        "--role",
        "Data Analyst",
        "--on",
        "2026-05-12",
    )
    done = lived("done", "Acme")
    assert done.code == 3
    assert "Dana Whitfield" in done.error
    assert "Bo Lindqvist" in done.error


def test_an_import_of_nothing_readable_ends_with_4(afterword: Terminal, tmp_path: Path):
    (tmp_path / "noise.bin").write_bytes(bytes(range(256)) * 4)
    assert afterword("import", str(tmp_path / "noise.bin")).code == 4
    assert afterword("import", str(tmp_path / "not there.mbox")).code == 4


def test_one_readable_file_is_enough(afterword: Terminal, tmp_path: Path):
    (tmp_path / "noise.bin").write_bytes(bytes(range(256)) * 4)
    (tmp_path / "dana.eml").write_text(MAIL, encoding="utf-8")
    assert afterword("import", str(tmp_path / "noise.bin"), str(tmp_path / "dana.eml")).code == 0


def test_a_mail_that_is_none_ends_with_4(afterword: Terminal, tmp_path: Path):
    (tmp_path / "empty.eml").write_bytes(b"")
    assert afterword("read", str(tmp_path / "empty.eml")).code == 4
    assert afterword("read", str(tmp_path / "not there.eml")).code == 4
    assert afterword("restore", str(tmp_path / "not there.bak"), "--yes").code == 4
    said = afterword("draft", "Bo", "--body", f"@{tmp_path / 'not there.txt'}").error
    assert "Errno" not in said


@pytest.mark.parametrize(
    "words", [("note", "Met Bo Lindqvist at Acme today"), ("forget", "Dana"), ("draft", "Carl", "--edit")], ids=" ".join
)
def test_what_must_ask_ends_with_5_where_nobody_is_there(lived: Terminal, words: tuple[str, ...]):
    done = lived(*words)
    assert done.code == 5
    assert done.error.strip()


def test_a_backup_never_takes_another_files_place(lived: Terminal, tmp_path: Path):
    (tmp_path / "kept.bak").write_text("mine", encoding="utf-8")
    assert lived("backup", str(tmp_path / "kept.bak")).code == 5
    assert (tmp_path / "kept.bak").read_text(encoding="utf-8") == "mine"


def test_a_store_of_a_newer_program_ends_with_6(lived: Terminal):
    with sqlite3.connect(database_file(lived.home)) as store:
        store.execute("UPDATE alembic_version SET version_num = '9999'")
        store.execute("UPDATE meta SET value = 'of a newer program' WHERE key = 'stamp'")
    store.close()
    for words in (("today",), ("plan",), ("log", "call", "--with", "Dana Whitfield")):
        done = lived(*words)
        assert done.code == 6, words
        assert "newer" in done.error


def test_the_doctor_of_a_store_of_a_newer_program_advises_no_restore(lived: Terminal):
    with sqlite3.connect(database_file(lived.home)) as store:
        store.execute("UPDATE alembic_version SET version_num = '9999'")
    store.close()
    done = lived("doctor")
    assert done.code == 6
    assert "restore" not in done.out


def test_nothing_is_backed_up_where_nobody_lives(tmp_path: Path):
    """A mistyped --home must not give a copy of nothing that is trusted later."""
    for words in (("backup", str(tmp_path / "copy")), ("export",), ("doctor",)):
        assert Terminal(tmp_path / "mistyped")(*words).code == 3, words
    assert not (tmp_path / "copy").exists()


@pytest.mark.parametrize(
    "words", [("today",), ("plan",), ("why", "abc"), ("drafts", "--all"), ("find", "x"), ("review",), ("role", "list"), ("undo",), ("log", "call", "--with", "Bo"), ("check", "-", "--to", "Bo")], ids=" ".join
)  # fmt: skip
def test_a_mistyped_home_is_said_in_one_line_and_nothing_is_left_there(tmp_path: Path, words: tuple[str, ...]):
    mistyped = tmp_path / "mistyped"
    done = Terminal(mistyped)(*words)
    assert done.code == 2
    assert len(done.error.splitlines()) == 1
    assert str(mistyped) in done.error
    assert "afterword init" in done.error
    assert not mistyped.exists()


def test_a_company_comes_off_the_list_by_a_part_of_its_name(lived: Terminal):
    lived("target", "add", "Fenn & Daughters")
    assert lived("target", "remove", "fenn").code == 0
    assert lived.json("target", "list")["targets"] == []


def test_who_takes_a_place_on_the_list_moves_the_others_down_and_back(lived: Terminal):
    def ranks() -> list[tuple[str, int]]:
        return [(one["organisation"], one["rank"]) for one in lived.json("target", "list")["targets"]]

    lived("target", "add", "Fenn & Daughters", "--rank", "1")
    lived("target", "add", "Quillworks", "--rank", "1")
    assert ranks() == [("Quillworks", 1), ("Fenn & Daughters", 2)]
    lived("undo")
    assert ranks() == [("Fenn & Daughters", 1)]


@pytest.mark.slow
def test_a_store_that_another_program_writes_to_ends_with_6(lived: Terminal):
    """The wait for the lock is some seconds."""
    other = sqlite3.connect(database_file(lived.home), isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        done = lived("log", "call", "--with", "Dana Whitfield")
        assert done.code == 6
        assert "busy" in done.error
        assert lived("today").code == 0, "reading goes on"
    finally:
        other.close()
