"""`tick` and `reminders`, as they are typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Terminal


@pytest.fixture(autouse=True)
def no_desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with a crontab and nothing else."""
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "crontab").write_text(f'#!/bin/sh\n[ "$1" = -l ] || exec /bin/cat > {tmp_path}/crontab\nexec /bin/cat {tmp_path}/crontab\n')
    (programs / "crontab").chmod(0o755)
    (tmp_path / "crontab").write_text("")
    monkeypatch.setenv("PATH", str(programs))
    monkeypatch.setenv("HOME", str(tmp_path / "me"))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    return tmp_path / "crontab"


def test_a_tick_speaks_once_a_morning_and_names_nobody(lived: Terminal):
    said = [lived("tick", at=f"2026-05-13T{hour:02}:00:00-05:00").out for hour in (7, 8, 9)]
    assert said[0] == said[2] == ""
    assert "See: afterword" in said[1]
    assert "Dana" not in said[1]


def test_a_tick_answers_in_json(lived: Terminal):
    found = lived.json("tick")
    assert (found["accounts"], found["trouble"], found["busy"]) == ([], [], False)
    assert found["reminded"]["keys"] == [f["key"] for f in lived.json("today")["follow_ups"]]
    assert lived.json("tick")["reminded"] is None


def test_the_settings_say_when(lived: Terminal):
    (lived.home / "settings.toml").write_text("[reminders]\nhour = 10\n")
    assert [bool(lived("tick", at=f"2026-05-13T{hour:02}:00:00-05:00").out) for hour in (9, 10)] == [False, True]


def test_a_tick_where_nobody_lives_says_what_to_do(tmp_path: Path):
    assert Terminal(tmp_path / "empty")("tick").code == 2


def test_reminders_show_what_they_write_and_ask(afterword: Terminal, no_desktop: Path):
    refused = afterword("reminders", "on")
    assert refused.code == 5
    assert no_desktop.read_text() == ""
    done = afterword("reminders", "on", "--yes")
    assert done.code == 0
    line = no_desktop.read_text().rstrip("\n")
    assert line in refused.out
    assert line in done.out
    assert afterword("reminders", "off").code == 5
    assert afterword("reminders", "off", "--yes").out == "Reminders are off.\n"
    assert no_desktop.read_text() == ""
    assert afterword("reminders", "off", "--yes").out == "Reminders are off already.\n"


def test_reminders_answer_in_json(afterword: Terminal):
    assert afterword.json("reminders", "on", "--yes")["on"] is True
    assert [one["kind"] for one in afterword.json("reminders", "off", "--yes")["removed"]] == ["cron"]
