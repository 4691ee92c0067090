"""The line for the shell prompt: right at every moment, silent where nothing is owed, and cheap."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.cli.conftest import AT, INIT, Terminal

from afterword.bootstrap import open_home
from afterword.facts import micros
from afterword.facts.kinds import Attendee, Event
from afterword.interfaces import prompt
from afterword.interfaces.cli import desk
from afterword.settings import home_path

NOW = datetime.fromisoformat(AT)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = Terminal(tmp_path_factory.mktemp("prompt") / "home")
    assert made(*INIT, at="2026-05-11").code == 0
    words = ("log", "interview", "--with", "Dana Whitfield <dana@acme.example>", "--at-org", "Acme", "--role", "Data Analyst", "--on", "2026-05-12T10:00:00-05:00")
    assert made(*words).code == 0
    return made.home


@pytest.fixture
def lived(template: Path, tmp_path: Path) -> Terminal:
    """A home in which thanks for yesterday's interview are owed."""
    return Terminal(Path(shutil.copytree(template, tmp_path / "home")))


@pytest.fixture
def moment(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """What the clock shows: change it in place."""
    shown = [NOW]
    monkeypatch.setattr(desk, "instant", lambda _zone="": shown[0])
    monkeypatch.setattr(prompt, "time", SimpleNamespace(time=lambda: shown[0].timestamp()))  # noqa: PLW0108 - asked anew each time
    return shown


def quickly(home: Path, capsys: pytest.CaptureFixture[str]) -> str | None:
    """What is printed without loading the program; None where it has to be loaded."""
    capsys.readouterr()
    return capsys.readouterr().out if prompt.quick(["--home", str(home), "prompt"]) else None


def test_it_counts_what_is_on_the_page_and_names_nobody(lived: Terminal):
    page = lived.json("today")["follow_ups"]
    told = lived.json("prompt")
    assert told["follow_ups"] == len(page) > 0
    assert told["promised"] == sum(f["tier"] == "promise" and f["due"] <= "2026-05-13" for f in page)
    assert told["line"].startswith(f"{len(page)} follow-up")
    assert lived("prompt").out == told["line"] + "\n"


def test_where_nobody_lives_or_nothing_is_owed_it_says_nothing(afterword: Terminal, tmp_path: Path):
    assert (afterword("prompt").out, afterword("prompt").code) == ("", 0)
    assert (afterword("prompt", home=tmp_path / "nowhere").out, (tmp_path / "nowhere").exists()) == ("", False)


def test_the_program_is_not_loaded_again_until_something_changes(lived: Terminal, moment: list[datetime], capsys: pytest.CaptureFixture[str]):
    assert quickly(lived.home, capsys) is None
    said = lived("prompt", at="").out
    assert quickly(lived.home, capsys) == said != ""
    key = lived.json("today")["follow_ups"][0]["key"]
    lived("skip", key)
    assert quickly(lived.home, capsys) is None
    assert lived("prompt", at="").out != said
    (lived.home / "settings.toml").write_text("[voice]\ntone = 'brief'\n")
    assert quickly(lived.home, capsys) is None


def test_it_is_said_for_its_own_day_only_whatever_the_clock_does(lived: Terminal, moment: list[datetime], capsys: pytest.CaptureFixture[str]):
    said = lived("prompt", at="").out
    for jump, good in ((0, True), (14, True), (15.1, False), (-1, False), (24 * 365 * 20, False), (-24 * 3650, False), (24 * 365 * 7000, False)):
        moment[0] = NOW + timedelta(hours=jump)  # nine in the morning: midnight is fifteen hours away
        assert quickly(lived.home, capsys) == (said if good else None), jump


def test_a_talk_that_ends_today_changes_the_line_when_it_ends(lived: Terminal, moment: list[datetime], capsys: pytest.CaptureFixture[str]):
    home = open_home(lived.home)
    talk = Event("t@x.example", end=micros(NOW + timedelta(hours=2)), zone="America/Chicago", summary="Interview with Beta", attendees=(Attendee("Ben Ode", "ben@beta.example"),))
    home.record([(talk, micros(NOW + timedelta(hours=1)))], "import")
    home.store.close()
    before = lived("prompt", at="").out
    moment[0] = NOW + timedelta(minutes=110)
    assert quickly(lived.home, capsys) == before
    moment[0] = NOW + timedelta(minutes=121)
    assert quickly(lived.home, capsys) is None
    assert lived("prompt", at="").out != before


@pytest.mark.parametrize("harm", ["", "\n\n\n\n", "x\n1\n2\n3\n", "\x00", "- - -\nsoon\nlater\nhello\n"])
def test_a_damaged_line_is_made_anew(tmp_path: Path, harm: str, capsys: pytest.CaptureFixture[str]):
    (tmp_path / prompt.FILE).write_text(harm)
    assert quickly(tmp_path, capsys) is None


def test_it_looks_where_the_program_looks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    if sys.platform == "win32":
        pytest.skip("on Windows the program itself is asked each time")
    for name, value in (("XDG_DATA_HOME", str(tmp_path)), ("XDG_DATA_HOME", ""), ("AFTERWORD_HOME", "~/mine")):
        monkeypatch.setenv(name, value)
        assert Path(prompt._home(["prompt"]) or "") == home_path(None)
    for words in (["--home", "~/a b", "prompt"], ["prompt", "--home", "~/a b"]):
        assert Path(prompt._home(words) or "") == home_path("~/a b")
    for words in (["prompt", "--json"], ["prompt", "--at", "2026-05-13"], ["find", "prompt"], ["prompt", "prompt", "prompt"]):
        assert prompt._home(words) is None


def test_as_a_process_it_loads_nothing_of_the_program(lived: Terminal):
    line = f"{prompt.signature(str(lived.home))}\n0\n9999999999\n3 follow-ups\n"
    (lived.home / prompt.FILE).write_text(line)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src")}
    done = subprocess.run([sys.executable, "-X", "importtime", "-m", "afterword", "prompt", "--home", str(lived.home)], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout == "3 follow-ups\n"
    ours = {name for line in done.stderr.splitlines() if (name := line.rpartition("|")[2].strip()).startswith(("afterword", "click", "re", "json", "pathlib", "sqlite3"))}
    bare = subprocess.run([sys.executable, "-X", "importtime", "-c", "pass"], capture_output=True, text=True, check=True).stderr
    assert {name for name in ours if name not in bare} <= {"afterword", "afterword.interfaces", "afterword.interfaces.prompt", "reprlib"}
