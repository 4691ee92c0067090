"""Changes settings.toml where it stands: one line at a time, so that the user's comments and order stay."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from afterword import settings
from afterword.errors import BadUsage
from afterword.store.files import private_dir, write_file

Value = str | int | bool | list[int] | None
_TABLE = re.compile(r"\s*\[([^\[\]]+)\]\s*(#.*)?$")


def _line(name: str, value: Value) -> str:
    return f"{name} = {json.dumps(value, ensure_ascii=False)}"


def changed(text: str, changes: Mapping[str, Value]) -> str:
    """The file's text with `section.name` set to these values; None takes a name out. Raises BadUsage where it is written in an odd way."""
    lines = text.splitlines()
    for name, value in changes.items():
        section, _, key = name.rpartition(".")
        _set(lines, section, key, value)
    made = "\n".join(lines).strip("\n") + "\n" if any(x.strip() for x in lines) else ""
    try:
        holds = _holds(tomllib.loads(made), changes)
    except tomllib.TOMLDecodeError:
        holds = False
    if not holds:
        raise BadUsage("settings.toml is written in a way that this page cannot change: edit the file, and this page shows it")
    return made


def _holds(read: Mapping[str, Any], changes: Mapping[str, Value]) -> bool:
    for name, value in changes.items():
        found: Any = read
        for part in name.split("."):
            found = found.get(part) if isinstance(found, dict) else None
        if found != value:
            return False
    return True


def _set(lines: list[str], section: str, key: str, value: Value) -> None:
    here, start, end = False, -1, len(lines)
    for n, line in enumerate(lines):
        head = _TABLE.match(line)
        if head is None:
            continue
        if here:
            end = n
            break
        if head[1].strip() == section:
            here, start = True, n
    if not here:
        if value is not None:
            lines += [*([""] if lines and lines[-1].strip() else []), f"[{section}]", _line(key, value)]
        return
    given = re.compile(rf"\s*{re.escape(key)}\s*=")
    at = next((n for n in range(start + 1, end) if given.match(lines[n])), None)
    if value is None:
        if at is not None:
            del lines[at]
    elif at is not None:
        comment = re.search(r"\s+#[^\"'\]]*$", lines[at])
        lines[at] = _line(key, value) + (comment[0] if comment else "")
    else:
        lines.insert(start + 1, _line(key, value))


def write(home: Path, changes: Mapping[str, Value]) -> None:
    """Sets settings of a data home; the file is replaced whole, and only by one that can be read. Raises BadUsage with what is wrong."""
    file = private_dir(home) / settings.FILE
    before = file.read_text(encoding="utf-8") if file.is_file() else ""
    after = changed(before, changes)
    if after == before:
        return
    settings.judge(tomllib.loads(after), file)
    write_file(file, [after.encode()])
