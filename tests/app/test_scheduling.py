"""The timer: what is shown is what is written, and it is taken away whole."""

from __future__ import annotations

import plistlib
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from afterword.app import scheduling
from afterword.errors import BadUsage, Refused

BEFORE = "MAILTO=sam@postbox.example\n5 4 * * * /usr/bin/true  # afterword-00000000 is not ours\n"


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of one's own, with a crontab, a systemctl and a launchctl that write down what they were told."""
    programs = tmp_path / "bin"
    programs.mkdir()
    crontab = f'[ "$1" = -l ] || exec cat > {tmp_path}/crontab\n[ -f {tmp_path}/crontab ] || {{ echo "no crontab for sam" >&2; exit 1; }}\nexec cat {tmp_path}/crontab\n'
    for name, text in (("crontab", crontab), *((n, f'echo "$@" >> {tmp_path}/{n}\n[ ! -f {tmp_path}/no ]\n') for n in ("systemctl", "launchctl"))):
        (programs / name).write_text(f"#!/bin/sh\n{text}")
        (programs / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")
    monkeypatch.setenv("HOME", str(tmp_path / "me"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "me" / "config"))
    return tmp_path


def written(machine: Path) -> list[str]:
    return sorted(p.relative_to(machine / "me").as_posix() for p in (machine / "me").rglob("*") if p.is_file())


def test_a_systemd_timer_is_written_started_and_taken_away(machine: Path):
    plan = scheduling.schedule(machine / "data home", "systemd")
    scheduling.install(plan)
    assert written(machine) == [f"config/systemd/user/{plan.name}.{kind}" for kind in ("service", "timer")]
    assert scheduling.installed(plan)
    shown = "\n".join(scheduling.lines(plan))
    assert all(str(file) in shown and all(line in shown for line in file.read_text().splitlines()) for file, _ in plan.files)
    assert scheduling.remove(plan)
    assert written(machine) == []
    assert not scheduling.remove(plan)
    said = (machine / "systemctl").read_text().splitlines()
    assert [" ".join(words[1:]) for words in (*plan.start, *plan.stop)] == said


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd-analyze")
def test_systemd_finds_nothing_wrong_with_the_units(machine: Path, monkeypatch: pytest.MonkeyPatch):
    plan = scheduling.schedule(machine / 'da"ta % $HOME \\ home', "systemd")
    for file, content in plan.files:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(machine))
    done = subprocess.run(["systemd-analyze", "verify", "--user", *(str(f) for f, _ in plan.files)], check=False, capture_output=True, text=True, timeout=60)
    assert plan.name not in done.stderr


def test_a_timer_that_does_not_start_leaves_nothing_behind(machine: Path):
    (machine / "no").touch()
    with pytest.raises(Refused, match="nothing was installed"):
        scheduling.install(scheduling.schedule(machine / "home", "systemd"))
    assert written(machine) == []


def test_a_cron_line_is_added_to_what_is_there_and_taken_away_alone(machine: Path):
    (machine / "crontab").write_text(BEFORE)
    plan, other = (scheduling.schedule(machine / name, "cron") for name in ("my 100% 'home'", "other"))
    for one in (plan, other, plan):
        scheduling.install(one)
    assert (machine / "crontab").read_text() == f"{BEFORE}{other.line}\n{plan.line}\n"
    assert scheduling.remove(plan)
    assert scheduling.remove(other)
    assert (machine / "crontab").read_text() == BEFORE
    assert not scheduling.installed(plan)


def test_the_cron_line_runs_the_tick_of_that_home(machine: Path):
    plan = scheduling.schedule(machine / "my 100% 'home'", "cron")
    command = plan.line.split(" ", 5)[5].replace("\\%", "%")  # as cron hands it to the shell
    assert shlex.split(command, comments=True) == [sys.executable, "-m", "afterword", "--home", str(machine / "my 100% 'home'"), "tick"]


def test_a_first_crontab_is_made(machine: Path):
    plan = scheduling.schedule(machine / "home", "cron")
    assert not scheduling.installed(plan)
    scheduling.install(plan)
    assert (machine / "crontab").read_text() == f"{plan.line}\n"


def test_a_crontab_that_cannot_be_read_is_not_written(machine: Path):
    (machine / "crontab").write_text(BEFORE)
    (machine / "bin" / "crontab").write_text(f"#!/bin/sh\n[ \"$1\" = -l ] && {{ echo 'you may not' >&2; exit 1; }}\nexec cat > {machine}/crontab\n")
    with pytest.raises(Refused, match="you may not"):
        scheduling.install(scheduling.schedule(machine / "home", "cron"))
    assert (machine / "crontab").read_text() == BEFORE


def test_a_launchd_job_is_written_loaded_and_taken_away(machine: Path):
    plan = scheduling.schedule(machine / "home", "launchd")
    scheduling.install(plan)
    (file,) = [f for f, _ in plan.files]
    told = plistlib.loads(file.read_bytes())
    assert told["ProgramArguments"][-3:] == ["--home", str(machine / "home"), "tick"]
    assert told["StartInterval"] == 1800
    assert scheduling.remove(plan)
    assert written(machine) == []
    assert (machine / "launchctl").read_text().splitlines() == [f"load -w {file}", f"unload -w {file}"]


def test_each_home_has_a_timer_of_its_own(machine: Path):
    names = {scheduling.schedule(machine / name, "cron").name for name in ("a", "b")}
    assert len(names) == 2


@pytest.mark.parametrize("name", ["a\nb", "a\x00b", "a\x1bb"])
def test_a_path_that_would_change_the_timer_is_refused(machine: Path, name: str):
    with pytest.raises(BadUsage):
        scheduling.schedule(machine / name, "cron")


def test_systemd_is_taken_before_cron_and_cron_where_systemd_does_not_answer(machine: Path, monkeypatch: pytest.MonkeyPatch):
    assert scheduling.available() == "systemd"
    (machine / "no").touch()
    assert scheduling.available() == "cron"
    (machine / "bin" / "crontab").unlink()
    monkeypatch.setenv("PATH", str(machine / "bin"))
    with pytest.raises(Refused, match="afterword tick"):
        scheduling.available()
