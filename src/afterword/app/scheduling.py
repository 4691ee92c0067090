"""The timer that runs `afterword tick`: a systemd user timer, else a line for cron, else a launchd job.

What will be written is told before it is, and `remove` takes exactly that away again. One timer for each data home.
"""

from __future__ import annotations

import os
import plistlib
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal

from afterword.errors import BadUsage, Refused
from afterword.store.files import write_file

EVERY = 30
"""Minutes between two ticks."""
Kind = Literal["systemd", "cron", "launchd"]


@dataclass(frozen=True, slots=True)
class Schedule:
    """What `install` writes and runs. `files` by path; `line` is what is added to the crontab."""

    kind: Kind
    name: str
    files: tuple[tuple[Path, bytes], ...] = ()
    line: str = ""
    start: tuple[tuple[str, ...], ...] = ()
    stop: tuple[tuple[str, ...], ...] = ()


def available() -> Kind:
    """What this machine has. Raises Refused where it has nothing that runs a program by the clock."""
    if shutil.which("systemctl") and _runs(("systemctl", "--user", "show-environment")):
        return "systemd"
    if sys.platform == "darwin" and shutil.which("launchctl"):
        return "launchd"
    if shutil.which("crontab"):
        return "cron"
    raise Refused("this machine has no systemd for you, no cron and no launchd: let whatever it has run `afterword tick` every half hour")


def command(home: Path) -> tuple[str, ...]:
    """The words that run a tick of this data home."""
    return (sys.executable, "-m", "afterword", "--home", str(home.expanduser().absolute()), "tick")


def schedule(home: Path, kind: Kind) -> Schedule:
    """What would be installed for this data home. Writes nothing. Raises BadUsage for a path that no timer can hold."""
    place, words = home.expanduser().absolute(), command(home)
    if any(not c.isprintable() for part in words for c in part):
        raise BadUsage(f"{place!r} has signs in it that no timer can hold: choose another data home")
    name = f"afterword-{sha256(os.fsencode(place)).hexdigest()[:8]}"
    return {"systemd": _systemd, "cron": _cron, "launchd": _launchd}[kind](name, words)


def install(plan: Schedule) -> None:
    """Writes and starts it. Raises Refused where the system says no; nothing is left behind then."""
    if plan.kind == "cron":
        _put_crontab([*_without(plan), plan.line])
        return
    for file, content in plan.files:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_file(file, [content])
    for words in plan.start:
        if not _runs(words):
            remove(plan)
            raise Refused(f"`{shlex.join(words)}` failed: nothing was installed; run it by hand to see why")


def remove(plan: Schedule) -> bool:
    """Stops it and takes away what `install` wrote, and nothing else. Was there anything?"""
    if plan.kind == "cron":
        before, after = _crontab(), _without(plan)
        if before != after:
            _put_crontab(after)
        return before != after
    there = [file for file, _ in plan.files if file.exists()]
    if not there:
        return False
    for words in plan.stop[:1]:
        _runs(words)
    for file in there:
        file.unlink()
    for words in plan.stop[1:]:
        _runs(words)
    return True


def installed(plan: Schedule) -> bool:
    """Is there one of this kind for this home?"""
    if plan.kind == "cron":
        with suppress(Refused):
            return _crontab() != _without(plan)
        return False
    return any(file.exists() for file, _ in plan.files)


def lines(plan: Schedule) -> list[str]:
    """Exactly what will be written and run, to read before it is."""
    if plan.kind == "cron":
        return ["One line is added to your crontab:", "", f"  {plan.line}"]
    shown = []
    for file, content in plan.files:
        shown += [f"{file}", "", *(f"  {line}".rstrip() for line in content.decode().rstrip("\n").split("\n")), ""]
    return [*shown, "Then these are run:", "", *(f"  {shlex.join(words)}" for words in plan.start)]


# The three kinds


def _systemd(name: str, command: Sequence[str]) -> Schedule:
    folder = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "systemd" / "user"
    words = " ".join('"' + w.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$") + '"' for w in command)
    service = f"# Written by `afterword reminders on`.\n[Unit]\nDescription=Afterword: sync, plan, remind\n\n[Service]\nType=oneshot\nExecStart={words}\nTimeoutStartSec=15min\n"
    timer = (
        "# Written by `afterword reminders on`.\n[Unit]\nDescription=Afterword, every half hour\n\n"
        f"[Timer]\nOnCalendar=*:0/{EVERY}\nPersistent=true\nRandomizedDelaySec=60\n\n[Install]\nWantedBy=timers.target\n"
    )
    unit, user = f"{name}.timer", ("systemctl", "--user")
    return Schedule(
        "systemd", name, ((folder / f"{name}.service", service.encode()), (folder / unit, timer.encode())), "",
        ((*user, "daemon-reload"), (*user, "enable", "--now", unit)), ((*user, "disable", "--now", unit), (*user, "daemon-reload")),
    )  # fmt: skip


def _cron(name: str, command: Sequence[str]) -> Schedule:
    return Schedule("cron", name, line=f"*/{EVERY} * * * * {shlex.join(command).replace('%', chr(92) + '%')} # {name}")


def _launchd(name: str, command: Sequence[str]) -> Schedule:
    file = Path.home() / "Library" / "LaunchAgents" / f"{name}.plist"
    content = plistlib.dumps({"Label": name, "ProgramArguments": list(command), "StartInterval": EVERY * 60, "RunAtLoad": True, "ProcessType": "Background"})
    return Schedule("launchd", name, ((file, content),), "", (("launchctl", "load", "-w", str(file)),), (("launchctl", "unload", "-w", str(file)),))


def _runs(words: Sequence[str]) -> bool:
    try:
        return subprocess.run(words, timeout=30, check=False, stdin=subprocess.DEVNULL, capture_output=True).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _crontab() -> list[str]:
    """The user's crontab. Raises Refused where it cannot be read: what cannot be read must not be written anew."""
    try:
        done = subprocess.run(("crontab", "-l"), timeout=30, check=False, stdin=subprocess.DEVNULL, capture_output=True)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Refused(f"the crontab cannot be read ({type(error).__name__})") from None
    if done.returncode and b"no crontab" not in done.stderr.lower():
        raise Refused(f"the crontab cannot be read: {done.stderr.decode(errors='replace').strip()[:200]}")
    text = "" if done.returncode else done.stdout.decode("utf-8", "surrogateescape")
    return text.removesuffix("\n").split("\n") if text else []


def _without(plan: Schedule) -> list[str]:
    return [line for line in _crontab() if not line.endswith(f" # {plan.name}")]


def _put_crontab(every: Sequence[str]) -> None:
    text = "".join(f"{line}\n" for line in every).encode("utf-8", "surrogateescape")
    try:
        done = subprocess.run(("crontab", "-"), input=text, timeout=30, check=False, capture_output=True)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Refused(f"the crontab cannot be written ({type(error).__name__})") from None
    if done.returncode:
        raise Refused(f"the crontab cannot be written: {done.stderr.decode(errors='replace').strip()[:200]}")
